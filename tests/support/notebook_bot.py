"""A small bot that does a little of everything Discord offers: what the stage and its verbs are tried on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import discord
from discord import app_commands, ui
from discord.ext import commands, tasks

from bot.demo.stage import BotFactory, VirtualClock

COLOURS = ("amber", "blue", "green")


class NoteForm(ui.Modal, title="A note"):
    """One field of each kind that takes an option, and one that takes text."""

    heading = ui.Label(text="Title", component=ui.TextInput(default="untitled", required=True))
    colours = ui.Label(
        text="Colours",
        component=ui.Select(
            max_values=2,
            required=False,
            options=[discord.SelectOption(label=name.title(), value=name) for name in COLOURS],
        ),
    )
    urgency = ui.Label(
        text="Urgency",
        component=ui.RadioGroup(
            options=[
                discord.RadioGroupOption(label="Today", value="1"),
                discord.RadioGroupOption(label="One day", value="2", default=True),
            ]
        ),
    )
    pinned = ui.Label(text="Pinned", component=ui.Checkbox())

    async def on_submit(self, interaction: discord.Interaction) -> None:
        title, colours, urgency, pinned = (
            label.component for label in (self.heading, self.colours, self.urgency, self.pinned)
        )
        assert isinstance(title, ui.TextInput)
        assert isinstance(colours, ui.Select)
        assert isinstance(urgency, ui.RadioGroup)
        assert isinstance(pinned, ui.Checkbox)
        answers = [title.value, "+".join(colours.values), str(urgency.value), str(pinned.value)]
        await interaction.response.send_message(" | ".join(answers), ephemeral=True)


class Clap(ui.DynamicItem[ui.Button[ui.View]], template=r"clap:(?P<times>\d+)"):
    """A button that counts in its own custom id, and so works after a restart."""

    def __init__(self, times: int) -> None:
        self.times = times
        super().__init__(ui.Button(label="Clap", custom_id=f"clap:{times}"))

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item, match: object) -> Clap:  # type: ignore[type-arg]
        return cls(int(match["times"]))  # type: ignore[index]

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=Card(self.times + 1))


class Card(ui.LayoutView):
    """A card in Components V2 with a persistent button."""

    def __init__(self, claps: int) -> None:
        super().__init__(timeout=None)
        row: ui.ActionRow[Card] = ui.ActionRow()
        row.add_item(Clap(claps))
        self.add_item(ui.Container(ui.TextDisplay(f"**{claps} claps**"), ui.TextDisplay("clap on"), row))


class NotebookBot(commands.Bot):
    """Ticks what is tagged `#tip`, notes what it sees of the gateway, reminds a channel after an hour."""

    def __init__(self, clock: VirtualClock, diary: list[str]) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents(guilds=True, guild_messages=True, message_content=True, guild_reactions=True),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.clock = clock
        self.diary = diary
        self.reminders: list[tuple[datetime, int]] = []
        for command in (card, form, shout, colour):
            self.tree.add_command(command)
        self.tree.add_command(app_commands.ContextMenu(name="Measure", callback=measure))

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Clap)
        await self.tree.sync()
        self.remind.start()

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        if "#tip" in message.content:
            await message.add_reaction("✅")
        if "#remind" in message.content:
            self.reminders.append((self.clock.now() + timedelta(hours=1), message.channel.id))
        if "#fail" in message.content:
            raise RuntimeError("asked to fail")

    @tasks.loop(minutes=1)
    async def remind(self) -> None:
        due = [reminder for reminder in self.reminders if reminder[0] <= self.clock.now()]
        for reminder in due:
            self.reminders.remove(reminder)
            await self.get_partial_messageable(reminder[1]).send(f"it is {self.clock.now():%H:%M}")

    async def on_thread_create(self, thread: discord.Thread) -> None:
        self.diary.append(f"thread {thread.name} tagged {[tag.name for tag in thread.applied_tags]}")

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        self.diary.append(f"thread now tagged {len(payload.data['applied_tags'])}")  # type: ignore[typeddict-item]

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        self.diary.append(f"deleted {len(payload.message_ids)} together")

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        self.diary.append("thread deleted")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.diary.append(f"channel {channel.name} deleted")

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        self.diary.append(f"role {role.name} deleted")


@app_commands.command(description="Show a card")
async def card(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(view=Card(0))


@app_commands.command(description="Show a form")
async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(NoteForm())


@app_commands.command(description="Write to me directly")
async def shout(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.user.send("hello there")
    await interaction.followup.send("look into your messages", ephemeral=True)


@app_commands.command(description="Name a colour")
async def colour(interaction: discord.Interaction, name: str) -> None:
    menu: ui.Select[ui.View] = ui.Select(
        placeholder="Shade", options=[discord.SelectOption(label=shade, value=shade[0]) for shade in ("light", "dark")]
    )

    async def chosen(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"{menu.values[0]} {name}", view=None)

    menu.callback = chosen
    await interaction.response.send_message(name, view=ui.View(timeout=None).add_item(menu), ephemeral=True)


@colour.autocomplete("name")
async def colours_starting(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name.title(), value=name) for name in COLOURS if name.startswith(typed)]


async def measure(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"{len(message.content)} characters", ephemeral=True)


def notebook(diary: list[str]) -> BotFactory:
    """A factory of notebook bots that writes into `diary` when each is built and when it is taken down."""

    @asynccontextmanager
    async def build(clock: VirtualClock) -> AsyncIterator[commands.Bot]:
        diary.append("built")
        async with NotebookBot(clock, diary) as bot:
            yield bot
        diary.append("taken down")

    return build
