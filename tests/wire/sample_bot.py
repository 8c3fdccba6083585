"""A small discord.py bot that the self-test of the wire stand-in starts as a process of its own."""

from __future__ import annotations

import asyncio
import datetime
import io
import json
import os
import sys

if os.environ.get("WITHOUT_ZSTANDARD"):
    sys.modules["zstandard"] = None  # pyright: ignore[reportArgumentType] - so an import of it fails

import discord
from discord import app_commands, ui

Press = discord.Interaction[discord.Client]


def say(*words: object) -> None:
    """Tell the test."""
    print(*words, flush=True)


class SampleBot(discord.Client):
    """Says on its output what it hears, and does what messages beginning with ! ask."""

    def __init__(self) -> None:
        intents = discord.Intents.default()
        intents.members = True
        intents.message_content = not os.environ.get("WITHOUT_CONTENT")
        no_pings = discord.AllowedMentions.none()
        super().__init__(intents=intents, guild_ready_timeout=0.2, allowed_mentions=no_pings)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.add_view(Pager())
        self.tree.add_command(notes)
        for command in (ping, work, late, twice, pager, form, admin, big, tour):
            self.tree.add_command(command)
        self.tree.add_command(quote)
        self.tree.add_command(who)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause before a second IDENTIFY."""

    async def on_ready(self) -> None:
        say("READY", len(self.guilds), sum(len(guild.members) for guild in self.guilds))

    async def on_resumed(self) -> None:
        say("RESUMED")

    async def on_message(self, message: discord.Message) -> None:
        if message.author == self.user:
            return
        say("MSG", repr(message.content), message.author.name, message.guild and message.guild.name)
        if message.content.startswith("!"):
            await self._obey(message, *message.content[1:].partition(" ")[::2])

    async def _obey(self, message: discord.Message, verb: str, rest: str) -> None:
        channel = message.channel
        try:
            if verb == "say":
                await channel.send(rest)
            elif verb == "key":
                sent = await channel.send("once", nonce=rest)
                say("KEY", sent.id)
            elif verb == "read":
                place = self.get_channel(int(rest)) or await self.fetch_channel(int(rest))
                assert isinstance(place, (discord.TextChannel, discord.Thread))
                say("HISTORY", [one.content async for one in place.history(limit=None, oldest_first=True)])
            elif verb == "archived":
                forum = self.get_channel(int(rest))
                assert isinstance(forum, discord.ForumChannel)
                say("ARCHIVED", [thread.name async for thread in forum.archived_threads(limit=None)])
            elif verb == "react":
                thread_id, message_id = map(int, rest.split())
                await self.get_partial_messageable(thread_id).get_partial_message(message_id).add_reaction("✅")
        except discord.HTTPException as error:
            say("REFUSED", error.status, error.code)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        say("EDIT", repr(event.message.content))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        say("DELETE", event.message_id)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        say("BULK", len(event.message_ids))

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        say("REACT", event.emoji, event.member and event.member.name, event.message_author_id)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        say("THREAD", thread.name, [tag.name for tag in thread.applied_tags])

    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        metadata = event.data["thread_metadata"]
        say("THREAD CHANGED", event.thread_id, metadata["archived"], event.data.get("applied_tags"))

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        say("THREAD GONE", event.thread_id, event.parent_id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        say("CHANNEL GONE", channel.name)

    async def on_member_join(self, member: discord.Member) -> None:
        say("JOIN", member.name)

    async def on_member_remove(self, member: discord.Member) -> None:
        say("LEAVE", member.name)


class Pager(ui.View):
    """Buttons and menus that live on after a restart."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Next", custom_id="page:next")
    async def next_page(self, press: Press, button: ui.Button[Pager]) -> None:
        await press.response.edit_message(content="page 2", view=self)

    @ui.button(label="Slow", custom_id="page:slow")
    async def slow(self, press: Press, button: ui.Button[Pager]) -> None:
        await press.response.defer()
        await press.edit_original_response(content="slow page")

    @ui.select(custom_id="page:pick", options=[discord.SelectOption(label=one, value=one) for one in "abc"])
    async def pick(self, press: Press, select: ui.Select[Pager]) -> None:
        await press.response.send_message(f"picked {select.values[0]}", ephemeral=True)

    @ui.select(cls=ui.UserSelect, custom_id="page:who")
    async def choose(self, press: Press, select: ui.UserSelect[Pager]) -> None:
        await press.response.send_message(f"chose {select.values[0].name}", ephemeral=True)


class Form(ui.Modal, title="New note"):
    """A form; one that says "again" is answered with another form, which Discord refuses."""

    name = ui.TextInput[ui.Modal](label="Title", custom_id="form:title", max_length=80)
    body = ui.Label[ui.Modal](text="Kind", component=ui.Select(custom_id="form:kind", required=False, options=[]))

    def __init__(self) -> None:
        super().__init__()
        assert isinstance(self.body.component, ui.Select)
        self.body.component.options = [discord.SelectOption(label=one, value=one) for one in ("tip", "trap")]

    async def on_submit(self, press: Press) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - the usual client
        assert isinstance(self.body.component, ui.Select)
        if self.name.value == "again":
            try:
                await press.response.send_modal(Form())
            except discord.HTTPException as error:
                say("FORM AFTER FORM", error.status, error.code)
        await press.response.send_message(f"saved {self.name.value}/{self.body.component.values}", ephemeral=True)


notes = app_commands.Group(name="notes", description="Notes")


@notes.command(name="add", description="Add")
@app_commands.choices(kind=[app_commands.Choice(name="Patch", value="p"), app_commands.Choice(name="Bug", value="b")])
async def add(
    press: Press,
    title: app_commands.Range[str, 2, 40],
    kind: app_commands.Choice[str],
    count: app_commands.Range[int, 1, 9] = 1,
    who: discord.Member | None = None,
    where: discord.TextChannel | None = None,
    role: discord.Role | None = None,
    file: discord.Attachment | None = None,
) -> None:
    named = [one and one.name for one in (who, where, role)]
    data = (await file.read()).decode() if file else None
    await press.response.send_message(f"{title}|{kind.value}|{count}|{named}|{data}")


@notes.command(name="find", description="Find")
async def find(press: Press, query: str) -> None:
    await press.response.send_message(query)


@find.autocomplete("query")
async def find_choices(press: Press, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current}{number}", value=f"{current}{number}") for number in range(5)]


@app_commands.command(description="Ping")
async def ping(press: Press) -> None:
    await press.response.send_message("pong", ephemeral=True)


@app_commands.command(description="Deferred")
async def work(press: Press, how: str) -> None:
    await press.response.defer(ephemeral=True, thinking=True)
    if how == "followup":
        await press.followup.send("first")
        await press.followup.send("second", ephemeral=True)
        return
    embed, file = discord.Embed(title="T", description="D"), discord.File(io.BytesIO(b"hello"), "a.txt")
    await press.edit_original_response(content="edited", embed=embed, attachments=[file])


@app_commands.command(description="Late")
async def late(press: Press) -> None:
    await asyncio.sleep(0.4)
    try:
        await press.response.send_message("too late")
    except discord.NotFound as error:
        say("LATE", error.code)


@app_commands.command(description="Twice")
async def twice(press: Press) -> None:
    await press.response.send_message("once")
    press.response._response_type = None  # the library would not even ask Discord
    try:
        await press.response.send_message("again")
    except discord.HTTPException as error:
        say("TWICE", error.code)
    await press.delete_original_response()
    await press.followup.send("bye", ephemeral=True)


@app_commands.command(description="Pager")
async def pager(press: Press) -> None:
    await press.response.send_message("page 1", view=Pager())


@app_commands.command(description="Form")
async def form(press: Press) -> None:
    await press.response.send_modal(Form())


@app_commands.command(description="Admin only")
@app_commands.default_permissions(manage_guild=True)
async def admin(press: Press) -> None:
    await press.response.send_message("ok", ephemeral=True)


@app_commands.command(description="Too long")
async def big(press: Press) -> None:
    try:
        await press.response.send_message("x" * 2001)
    except discord.HTTPException as error:
        say("BIG", error.status, error.code)


@app_commands.command(description="Once through what a bot does in a guild")
async def tour(press: Press) -> None:
    await press.response.defer(ephemeral=True)
    guild, asker = press.guild, press.user
    assert guild is not None
    assert isinstance(asker, discord.Member)
    seen = {
        "roles": await _roles(guild, asker),
        "channels": await _channels(guild, asker),
        "forum": await _forum(guild),
        "event": await _event(guild),
        "direct": (await asker.send("in private")).content,
    }
    try:
        await press.client.fetch_channel(1)
    except discord.NotFound as error:
        seen["missing"] = error.code
    await press.edit_original_response(content=json.dumps(seen))


async def _roles(guild: discord.Guild, asker: discord.Member) -> list[object]:
    bits = discord.Permissions(send_messages=True)
    role = await guild.create_role(name="Tour", colour=discord.Colour.blue(), permissions=bits)
    role = await role.edit(name="Tour 2", mentionable=True) or role
    await asker.add_roles(role, reason="a tour")
    given = role.id in [one.id for one in (await guild.fetch_member(asker.id)).roles]
    await asker.remove_roles(role)
    await role.delete()
    return [role.name, given, guild.me.guild_permissions.manage_roles, len(await guild.fetch_roles())]


async def _channels(guild: discord.Guild, asker: discord.Member) -> list[object]:
    quiet: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]
    quiet = {guild.default_role: discord.PermissionOverwrite(mention_everyone=False)}
    category = await guild.create_category("Tours")
    channel = await guild.create_text_channel("tour-room", topic="t", overwrites=quiet, category=category)
    channel = await channel.edit(topic="u") or channel
    await channel.set_permissions(asker, send_messages=True)
    file = discord.File(io.BytesIO(b"f"), "f.bin")
    message = await channel.send("one @everyone", embed=discord.Embed(title="e"), file=file, view=Pager())
    message = await message.edit(content="two")
    await message.add_reaction("✅")
    who = [user.id async for user in message.reactions[0].users()] if message.reactions else []
    await message.remove_reaction("✅", guild.me)
    reply = await message.reply("reply")
    thread = await message.create_thread(name="thread")
    await thread.send("in the thread")
    await thread.edit(archived=True)
    loose = await channel.create_thread(name="loose", type=discord.ChannelType.public_thread)
    await loose.add_user(asker)
    texts = [one.content async for one in channel.history(limit=10)]
    fetched = (await channel.fetch_message(message.id)).content
    archived = [one.name async for one in channel.archived_threads()]
    active = [one.name for one in await guild.active_threads()]
    await reply.delete()
    purged = len(await channel.purge(limit=5))
    await channel.delete()
    return [texts, fetched, archived, active, who, purged]


async def _forum(guild: discord.Guild) -> list[object]:
    forum = await guild.create_forum("tour-forum", available_tags=[discord.ForumTag(name="Tip")])
    made = await forum.create_thread(name="Post", content="first", applied_tags=[forum.available_tags[0]])
    tags = [tag.name for tag in made.thread.applied_tags]
    await made.thread.edit(locked=True)
    await made.thread.delete()
    await forum.delete()
    return [made.message.id == made.thread.id, tags]


async def _event(guild: discord.Guild) -> list[object]:
    start = discord.utils.utcnow() + datetime.timedelta(days=1)
    event = await guild.create_scheduled_event(
        name="Show",
        start_time=start,
        end_time=start + datetime.timedelta(hours=2),
        location="Here",
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    event = await event.edit(name="Show 2")
    count = len(await guild.fetch_scheduled_events())
    await event.delete()
    return [event.name, count]


@app_commands.context_menu(name="Quote")
async def quote(press: Press, message: discord.Message) -> None:
    await press.response.send_message(f"> {message.content}")


@app_commands.context_menu(name="Who")
async def who(press: Press, member: discord.Member) -> None:
    await press.response.send_message(member.name, ephemeral=True)


if __name__ == "__main__":
    SampleBot().run(os.environ["DISCORD_TOKEN"])
