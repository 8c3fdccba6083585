"""The forms and buttons of complications' reports. Each step ends in a private card; the first alone is a report."""

from __future__ import annotations

from typing import Final

import discord
from discord import ui

from bot.clinical.authorities import authorities, authorities_for
from bot.exchange.complications import Reporter
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft, read_draft
from bot.ui.answering import answer, say, turn
from bot.ui.cards import ButtonStyle, button, notice
from bot.ui.cog import ExchangeCog
from bot.ui.complication_cards import WHERE, next_form, reporters_more, where_to_report, where_to_report_in_short
from bot.ui.complication_forms import (
    COURSE,
    FOLLOW_UP,
    MORE,
    REPORT,
    RIGHT,
    Reporting,
    fields_of,
    opened,
    put_right,
    reopened,
    state_of,
    told_course,
    told_first,
    told_more,
)
from bot.ui.entry_card import private_card
from bot.ui.forms import Answers
from bot.ui.guards import community_of, guild_of
from bot.ui.host import Host
from bot.ui.report_places import notice_channel, require_belongs
from bot.ui.routing import on_form, on_press
from bot.ui.save_forms import not_saved_card
from bot.ui.screening import warn_if_urgent
from db.complications import Report
from db.entries import Entry

Using = discord.Interaction[Host]
_WORDS: Final = ("text", "handpiece", "settings", "treatment", "endpoint", "helped")


class ComplicationReportsCog(ExchangeCog):
    """Reports in steps, corrected, confirmed and withdrawn by who made them, by name or by key."""

    @on_form(REPORT)
    async def report(
        self, interaction: Using, answers: Answers, code: str, device: str, name: str, token: str = ""
    ) -> None:
        """The first step, which makes the report: what happened."""
        await self._take(interaction, guild_of(interaction).id, (REPORT, code, device, name), answers, token)

    @on_form(COURSE)
    async def course(self, interaction: Using, answers: Answers, number: str, token: str = "") -> None:
        """The second step: skin type, onset, treatment, and how it stands now."""
        await self._take(interaction, guild_of(interaction).id, (COURSE, number), answers, token)

    @on_form(MORE)
    async def more(self, interaction: Using, answers: Answers, number: str, token: str = "") -> None:
        """The last step: test spot, endpoint, and where else it was reported."""
        await self._take(interaction, guild_of(interaction).id, (MORE, number), answers, token)

    @on_form(RIGHT)
    async def right(self, interaction: Using, answers: Answers, number: str, token: str = "") -> None:
        """What its reporter corrects of it."""
        await self._take(interaction, guild_of(interaction).id, (RIGHT, number), answers, token)

    @on_form(FOLLOW_UP, audience="everyone")
    async def follow_up(
        self, interaction: Using, answers: Answers, guild_id: str, number: str, token: str = ""
    ) -> None:
        """How it went on, also from a direct message."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await require_belongs(interaction, int(guild_id))
        await self._take(interaction, int(guild_id), (FOLLOW_UP, guild_id, number), answers, token)

    @on_press("report_on")
    async def go_on(self, interaction: Using, number: str) -> None:
        """Open the first step that is not filled in yet."""
        report = await self._report(interaction, number)
        step = next_form(report)
        if step is None:
            raise Refusal("Every step of this report was filled in. **Correct** and **Add follow-up** change it.")
        await interaction.response.send_modal(opened((step, number), fields_of(step, report)))

    @on_press("report_fix")
    async def fix(self, interaction: Using, number: str) -> None:
        """The form for what was wrong."""
        report = await self._report(interaction, number)
        await interaction.response.send_modal(opened((RIGHT, number), fields_of(RIGHT, report)))

    @on_press("report_confirm")
    async def confirm(self, interaction: Using, number: str) -> None:
        """What was read is right."""
        guild_id = guild_of(interaction).id
        entry = await self.host.exchange.complications.confirm(guild_id, interaction.user.id, int(number))
        await self._show(interaction, entry, f"✅ **Confirmed.** What was read of {entry.label} is your word now.")

    @on_press("report_mine")
    async def mine(self, interaction: Using, number: str) -> None:
        """The reporter's own card of a report that names nobody; others are refused."""
        guild_id = guild_of(interaction).id
        entry = await self.host.exchange.complications.own(guild_id, interaction.user.id, int(number))
        await self._show(interaction, entry, "This report is yours. Only you see that.")

    @on_press("report_else")
    async def more_ways(self, interaction: Using, number: str) -> None:
        """What is rarely wanted; others than its reporter are refused."""
        guild_id = guild_of(interaction).id
        entry = await self.host.exchange.complications.own(guild_id, interaction.user.id, int(number))
        await answer(interaction, reporters_more(entry, interaction.user.id))

    @on_press(WHERE)
    async def where(self, interaction: Using) -> None:
        """All the authorities that are known."""
        await turn(interaction, where_to_report(authorities()))

    @on_press("report_withdraw")
    async def withdraw(self, interaction: Using, number: str) -> None:
        """Take back a report that names nobody."""
        guild_id = guild_of(interaction).id
        entry = await self.host.exchange.complications.withdraw(guild_id, interaction.user.id, int(number))
        await say(interaction, f"{entry.label} is withdrawn: nothing of it is kept but its number.")

    @on_press("report_again", audience="everyone")
    async def edit_again(self, interaction: Using, guild_id: str, token: str) -> None:
        """The held form, with what was typed."""
        held = self.host.exchange.held_forms.of(token, int(guild_id), interaction.user.id)
        fields = fields_of(held.form[0])
        await interaction.response.send_modal(reopened(held.form, fields, Answers(held.answers), token))

    @on_press("report_cleared", audience="everyone")
    async def not_the_patient(self, interaction: Using, guild_id: str, token: str) -> None:
        """What was held for a name or a date; the reporter answers for it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await require_belongs(interaction, int(guild_id))
        held = self.host.exchange.held_forms.of(token, int(guild_id), interaction.user.id)
        await self._take(interaction, int(guild_id), held.form, Answers(held.answers), token, held.kinds)

    async def _take(
        self,
        interaction: Using,
        guild_id: int,
        form: tuple[str, ...],
        answers: Answers,
        token: str,
        cleared: tuple[str, ...] = (),
    ) -> None:
        """An emergency first, then the screen; what is refused can be edited again."""
        await warn_if_urgent(interaction, "\n".join(answers.text(word) for word in _WORDS))
        with self.host.exchange.held_forms.used(token):
            try:
                kept = await self._kept(interaction, guild_id, form, answers, cleared)
            except Refusal as refusal:
                _, again = self._hold(interaction, guild_id, form, answers, ())
                await answer(interaction, notice(str(refusal), again))
                return
        if isinstance(kept, HeldDraft):
            held, again = self._hold(interaction, guild_id, form, answers, kept.kinds)
            cleared_button = button("Not the patient", "report_cleared", guild_id, held)
            await answer(interaction, not_saved_card(kept, again, cleared_button))
            return
        await self._tell(interaction, form, kept)

    def _hold(
        self, interaction: Using, guild_id: int, form: tuple[str, ...], answers: Answers, kinds: tuple[str, ...]
    ) -> tuple[str, ui.Button[ui.LayoutView]]:
        """What was typed waits in memory; the token, and the button that opens the form again with it."""
        token = self.host.exchange.held_forms.hold(guild_id, interaction.user.id, form, answers.values, kinds)
        return token, button("Edit again", "report_again", guild_id, token, style=ButtonStyle.primary)

    async def _kept(
        self, interaction: Using, guild_id: int, form: tuple[str, ...], answers: Answers, cleared: tuple[str, ...]
    ) -> Entry | HeldDraft:
        exchange, user_id = self.host.exchange, interaction.user.id
        match form:
            case ("report", code, device, name):
                reporting = Reporting.of(code, device, name)
                channel_id = None
                if reporting.is_withheld:
                    channel_id = await notice_channel(interaction, await community_of(interaction), reporting.device)
                return await exchange.complications.report(
                    Reporter(guild_id, user_id, reporting.is_withheld),
                    read_draft(reporting.draft(answers)),
                    told_first(answers),
                    cleared=cleared,
                    notice_channel=channel_id,
                )
            case ("report_course", number):
                return await exchange.complications.add(guild_id, user_id, int(number), told_course(answers), cleared)
            case ("report_more", number):
                return await exchange.complications.add(guild_id, user_id, int(number), told_more(answers), cleared)
            case ("report_right", number):
                return await exchange.complications.put_right(
                    guild_id, user_id, int(number), put_right(answers), cleared
                )
            case ("follow_up", _, number):
                return await exchange.follow_ups.add(
                    guild_id, user_id, int(number), state_of(answers), answers.text("helped"), cleared
                )
            case _:
                raise Refusal("This form is from an older version of Fluence. Please open it again.")

    async def _tell(self, interaction: Using, form: tuple[str, ...], entry: Entry) -> None:
        if form[0] == FOLLOW_UP:
            await say(interaction, f"✅ **Thank you.** {entry.label} shows how it went on.")
            return
        if form[0] != REPORT:
            await self._show(interaction, entry, f"✅ **Saved with {entry.label}.** Only you see this card.")
            return
        lead = f"✅ **Saved as {entry.label}.** That is a whole report; **Continue** adds how it went."
        if entry.is_withheld:
            lead += (
                " Your name is kept nowhere, here or in my logs. A notice shows facts alone; colleagues read what you "
                "wrote in the library."
            )
        await self._show(interaction, entry, lead)
        profile = await self.host.exchange.members.profile(entry.guild_id, interaction.user.id)
        found = authorities_for(profile.jurisdiction)
        await answer(interaction, where_to_report(found) if found else where_to_report_in_short())

    async def _show(self, interaction: Using, entry: Entry, lead: str) -> None:
        """The card as its reporter sees it."""
        exchange = self.host.exchange
        report = await exchange.complications.report_of(entry.guild_id, entry.number)
        assert report is not None, "it is listed, and its reporter's"
        credential = await exchange.members.credential_line(entry.guild_id, entry.author_id)
        user_id = interaction.user.id
        view = private_card(entry, credential, viewer_id=user_id, lead=lead, beside=report, is_reporter=True)
        await answer(interaction, view)

    async def _report(self, interaction: Using, number: str) -> Report:
        guild_id = guild_of(interaction).id
        await self.host.exchange.complications.own(guild_id, interaction.user.id, int(number))
        report = await self.host.exchange.complications.report_of(guild_id, int(number))
        assert report is not None, "its reporter has it"
        return report


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ComplicationReportsCog(host))
