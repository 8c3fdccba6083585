"""The menus of a message: **Save to library**, **Save as answer** and **Report complication**."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import discord
from discord import app_commands, ui

from bot.clinical.devices import Device
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Reading
from bot.exchange.completeness import handpiece_of
from bot.exchange.corrections import Said
from bot.exchange.devices import Unclear
from bot.exchange.incoming import Chosen, Held, Kept, Outcome
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.ui.again import offer_again, typed_before
from bot.ui.answering import answer, say
from bot.ui.asking import asker_of
from bot.ui.cards import button, notice
from bot.ui.cog import ExchangeCog
from bot.ui.complication_forms import MESSAGE, known_fields, message_fields, opened, put_right
from bot.ui.forms import Answers, Field, refilled
from bot.ui.found_again import found_again, ids_of, ids_of_version, is_edited_since
from bot.ui.guards import guild_of
from bot.ui.hold_cards import what_to_edit
from bot.ui.host import Host
from bot.ui.incoming import Authors, Home, home_of, incoming, is_a_members, is_archived
from bot.ui.message_forms import ACTION, message_form, told
from bot.ui.notes import which_device
from bot.ui.question_forms import which_question_card
from bot.ui.receiving import keep_chosen
from bot.ui.routing import chosen_in, on_form, on_press
from bot.ui.screening import warn_if_urgent
from db.entries import Entry

Using = discord.Interaction[Host]
_MOST_QUESTIONS: Final = 25  # Discord: options of a menu


class MenusCog(ExchangeCog):
    """Saving a colleague's message, or one's own, from where it stands. Its author is credited, and can withdraw it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._menus = (
            app_commands.ContextMenu(name="Save to library", callback=self.save_to_library),
            app_commands.ContextMenu(name="Save as answer", callback=self.save_as_answer),
            app_commands.ContextMenu(name="Report complication", callback=self.report_complication),
        )

    async def cog_load(self) -> None:
        """discord.py takes menus from no cog by itself."""
        await super().cog_load()
        for menu in self._menus:
            self.host.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take them out again."""
        await super().cog_unload()
        for menu in self._menus:
            self.host.tree.remove_command(menu.name, type=menu.type)

    async def save_to_library(self, interaction: Using, message: discord.Message) -> None:
        """The form, prefilled; where the message cannot be kept, that is said before anything is typed."""
        if await warn_if_urgent(interaction, message.content):
            again = button("Save the message", "save_message_open", *ids_of(interaction, message))
            await answer(interaction, notice("The message can be saved all the same.", again))
            return
        await self._open_form(interaction, message)

    @on_press("save_message_open")
    async def open_form(self, interaction: Using, *ids: str) -> None:
        """The form, after the urgent notice."""
        await self._open_form(interaction, await found_again(interaction, *ids))

    @on_press("save_message_again")
    async def open_form_again(
        self, interaction: Using, channel_id: str, message_id: str, unfetched: str, version: str, token: str
    ) -> None:
        """The form as it was sent, so that nothing is typed twice."""
        typed = typed_before(interaction, token)
        message = await found_again(interaction, channel_id, message_id, unfetched)
        ids = (channel_id, message_id, unfetched, version)
        await interaction.response.send_modal(message_form(await self._read(interaction, message), ids, typed))

    @on_form(ACTION)
    async def save(self, interaction: Using, answers: Answers, *ids: str) -> None:
        """Keep the message as it stands now, and put beside it what was said of it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        *where, version = ids
        message = await found_again(interaction, *where)
        await warn_if_urgent(interaction, answers.words, message.content)
        if is_edited_since(message, version):
            await answer(interaction, _edited_meanwhile("save_message_open", where))
            return
        try:
            _require_nobody("\n".join((answers.text("title"), answers.text("device"), answers.text("handpiece"))))
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, "save_message_again", *ids)
            return
        [kind] = answers.choices("kind")
        outcome = await keep_chosen(self.host, message, Chosen(EntryKind(kind), interaction.user.id))
        await say(interaction, told(outcome, interaction.user.id))
        if isinstance(outcome, Kept) and outcome.is_new:
            await self._correct(interaction, outcome.entry, answers)

    async def report_complication(self, interaction: Using, message: discord.Message) -> None:
        """The facts of a report beside the message, which stays as it is, in its author's name."""
        if await warn_if_urgent(interaction, message.content):
            again = button("Report the message", "report_message_open", *ids_of(interaction, message))
            await answer(interaction, notice("The message can be reported all the same.", again))
            return
        await self._open_report(interaction, message)

    @on_press("report_message_open")
    async def open_report(self, interaction: Using, *ids: str) -> None:
        """The form, after the urgent notice."""
        await self._open_report(interaction, await found_again(interaction, *ids))

    @on_press("report_message_again")
    async def open_report_again(self, interaction: Using, *ids_and_token: str) -> None:
        """The form as it was sent, so that nothing is typed twice."""
        *ids, token = ids_and_token
        typed = typed_before(interaction, token)
        message = await found_again(interaction, *ids[:-1])
        fields = refilled(message_fields(await self._read(interaction, message)), typed)
        await interaction.response.send_modal(opened((MESSAGE, *ids), fields))

    @on_form(MESSAGE)
    async def report(self, interaction: Using, answers: Answers, *ids: str) -> None:
        """Keep the message as a complication, with the facts that were stated."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        *where, version = ids
        message = await found_again(interaction, *where)
        await warn_if_urgent(interaction, answers.words, message.content)
        if is_edited_since(message, version):
            await answer(interaction, _edited_meanwhile("report_message_open", where))
            return
        try:
            right = put_right(answers)
            _require_nobody("\n".join((*right.told.words, answers.text("device"))))
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, "report_message_again", *ids)
            return
        outcome = await keep_chosen(self.host, message, Chosen(EntryKind.COMPLICATION, interaction.user.id))
        await say(interaction, told(outcome, interaction.user.id))
        if isinstance(outcome, Kept) and _is_report_of(interaction, outcome.entry):
            entry = outcome.entry
            unasked = {
                "title": (entry.content.title,),
                "skin_types": entry.values("skin_type"),
                "settings": (entry.content.correction.settings or "",),
            }
            await self._correct(interaction, entry, Answers({**answers.values, **unasked}))
            right = replace(right, handpiece=None)
            reports = self.host.exchange.complications
            await reports.put_right(entry.guild_id, interaction.user.id, entry.number, right)

    async def save_as_answer(self, interaction: Using, message: discord.Message) -> None:
        """To the question that it replies to, or in whose thread or post it stands; else that is asked."""
        await warn_if_urgent(interaction, message.content)
        await _home_of_savable(message)
        replied_to = message.reference.message_id if message.reference is not None else None
        questions = self.host.exchange.questions
        question = await questions.meant_by(guild_of(interaction).id, message.channel.id, replied_to)
        if question is None:
            open_ones = await questions.unanswered(await asker_of(interaction), 1, _MOST_QUESTIONS)
            if not open_ones.entries:
                raise Refusal(
                    "I do not see which question this answers, and none is without an answer. Use this on a reply to "
                    "the question, or in its thread."
                )
            await answer(interaction, which_question_card(open_ones, ids_of(interaction, message)))
            return
        await self._keep_answer(interaction, message, question)

    @on_press("answers_which")
    async def save_as_answer_to(self, interaction: Using, *ids: str) -> None:
        """The question was chosen."""
        [chosen] = chosen_in(interaction)
        question = await self.host.exchange.questions.question(await asker_of(interaction), int(chosen))
        message = await found_again(interaction, *ids)
        await self._keep_answer(interaction, message, question)

    async def _keep_answer(self, interaction: Using, message: discord.Message, question: Entry) -> None:
        if question.source is not None and question.source.message_id == message.id:
            raise Refusal(f"This is {question.label} itself.")
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        outcome = await keep_chosen(self.host, message, Chosen(EntryKind.ANSWER, interaction.user.id, question.number))
        words = told(outcome, interaction.user.id)
        await say(interaction, f"{words} It answers {question.label}." if _is_new(outcome) else words)

    async def _open_form(self, interaction: Using, message: discord.Message) -> None:
        reading = await self._read(interaction, message)
        outlook = await self._outlook(interaction, message, reading.kind or EntryKind.TIP)
        if outlook is None:
            await interaction.response.send_modal(message_form(reading, ids_of_version(interaction, message)))
        else:
            await say(interaction, told(outlook, interaction.user.id))

    async def _open_report(self, interaction: Using, message: discord.Message) -> None:
        outlook = await self._outlook(interaction, message, EntryKind.COMPLICATION)
        fields = message_fields(await self._read(interaction, message))
        if isinstance(outlook, Kept) and _is_report_of(interaction, outlook.entry):
            fields = await self._known_fields(outlook.entry)
        elif outlook is not None:
            await say(interaction, told(outlook, interaction.user.id))
            return
        await interaction.response.send_modal(opened((MESSAGE, *ids_of_version(interaction, message)), fields))

    async def _known_fields(self, entry: Entry) -> list[Field]:
        report = await self.host.exchange.complications.report_of(entry.guild_id, entry.number)
        assert report is not None, "it is a report"
        return known_fields(report.facts, handpiece_of(entry.content))

    async def _read(self, interaction: Using, message: discord.Message) -> Reading:
        """What it says in this community: a form that names another device would put it down to that one."""
        return await self.host.exchange.local_devices.reading(guild_of(interaction).id, message.content)

    async def _outlook(self, interaction: Using, message: discord.Message, kind: EntryKind) -> Outcome | None:
        """Why it cannot be kept, or that it is kept already, to be said at once: nothing is typed in vain."""
        home = await _home_of_savable(message)
        exchange = self.host.exchange
        community = await exchange.communities.of(home.guild.id)
        chosen = Chosen(kind, interaction.user.id)
        outlook = await exchange.library.outlook(
            replace(await incoming(message, home, community, Authors(self.host)), chosen=chosen)
        )
        if isinstance(outlook, Held):  # its author is told as for every message that is held
            await interaction.response.defer(ephemeral=True, thinking=True)
            return await keep_chosen(self.host, message, chosen)
        return outlook

    async def _correct(self, interaction: Using, entry: Entry, answers: Answers) -> None:
        """What was said in the form wins over what was read; a device's name that is not exactly one is asked about."""
        typed = answers.text("device")
        meant = await self.host.exchange.devices.meant(entry.guild_id, typed) if typed else None
        device = meant if isinstance(meant, Device) else None
        unclear = meant if isinstance(meant, Unclear) else None
        said = Said(
            title=answers.text("title"),
            device=device.key if device is not None else None,
            handpiece=answers.text("handpiece"),
            skin_types=answers.choices("skin_types"),
            settings=answers.text("settings"),
            unclear_device=typed if unclear else "",
        )
        await self.host.exchange.corrections.correct(entry.guild_id, entry.number, interaction.user.id, said)
        if unclear is not None:
            await answer(interaction, which_device(entry, typed, unclear))


def _edited_meanwhile(action: str, where: Sequence[str]) -> ui.LayoutView:
    return notice(
        "**Nothing was saved:** the message was edited while this form was open, and what stands in it may be of what "
        "the message said before.",
        button("Open the form again", action, *where),
    )


async def _home_of_savable(message: discord.Message) -> Home:
    """Where it stands; raises a Refusal for what nobody wrote, and where its author could not be told."""
    if not is_a_members(message):
        raise Refusal("Only what a member wrote can be saved.")
    if message.message_snapshots and not message.content:
        raise Refusal(
            "This is forwarded: its words are another message's. Save that one where it was written, or write what you "
            "take from it with `/save`."
        )
    home = await home_of(message)
    if home is None:
        raise Refusal("Only what is written in a channel of the exchange can be saved.")
    if is_archived(home):
        raise Refusal("This thread is asleep, so its author could not be told. Write something in it first.")
    return home


def _require_nobody(typed: str) -> None:
    """Raises a Refusal where what was typed may identify a patient."""
    kinds = kinds_of(read(typed).identifiers)
    if kinds:
        raise Refusal(f"**Nothing was saved:** the form may identify a patient. I saw:\n{what_to_edit(kinds)}")


def _is_report_of(interaction: Using, entry: Entry) -> bool:
    """Whether it was captured as a report already, and this person may state its facts."""
    is_own = interaction.user.id in (entry.author_id, entry.saved_by_id)
    return is_own and entry.content.kind is EntryKind.COMPLICATION


def _is_new(outcome: Outcome) -> bool:
    return isinstance(outcome, Kept) and outcome.is_new


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MenusCog(host))
