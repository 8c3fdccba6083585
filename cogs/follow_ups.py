"""How complications went on: the question in a direct message, the notice of a withheld report, and their buttons."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery.told import told_guild
from bot.exchange.complications import NOTICE_KIND
from bot.exchange.follow_ups import ASKED_AFTER_WEEKS, ASKING_KIND
from bot.exchange.outbox import NothingToSend, Sending
from bot.ui.answering import say
from bot.ui.cards import card
from bot.ui.cog import ExchangeCog, delivers
from bot.ui.complication_cards import asking_card, follow_up_button, withheld_blocks
from bot.ui.complication_forms import FOLLOW_UP, fields_of, opened
from bot.ui.departures import recipient
from bot.ui.entry_card import structured_facts
from bot.ui.guards import guild_of
from bot.ui.host import Host
from bot.ui.report_places import require_belongs
from bot.ui.routing import on_press
from bot.ui.text import KIND_ACCENTS

Using = discord.Interaction[Host]


class FollowUpsCog(ExchangeCog):
    """Asks reporters who wished it, and posts what is told without a name."""

    @on_press("follow_up_open", audience="everyone")
    async def open_form(self, interaction: Using, guild_id: str, number: str, _: str = "") -> None:
        """The form, for the reporter: who that is, is found by name or by key."""
        await require_belongs(interaction, int(guild_id))
        await self.host.exchange.follow_ups.open_for(int(guild_id), interaction.user.id, int(number))
        await interaction.response.send_modal(opened((FOLLOW_UP, guild_id, number), fields_of(FOLLOW_UP)))

    @on_press("follow_up_stop", audience="everyone")
    async def stop(self, interaction: Using, guild_id: str, number: str) -> None:
        """No more questions about this report."""
        await self.host.exchange.follow_ups.stop_asking(int(guild_id), interaction.user.id, int(number))
        await say(
            interaction,
            f"I will not ask about C-{number} again. **More…** on its card has **Ask me later** for a change of mind.",
        )

    @on_press("report_ask")
    async def ask_later(self, interaction: Using, number: str) -> None:
        """The reporter wishes to be asked."""
        guild_id = guild_of(interaction).id
        asked = await self.host.exchange.follow_ups.ask_later(guild_id, interaction.user.id, int(number))
        failed = [f" The question after {each} weeks could not be sent: {why}." for each, why in asked.failed]
        if not asked.weeks:
            label, last = asked.entry.label, ASKED_AFTER_WEEKS[-1]
            why = f"{label} was reported more than {last} weeks ago, so that no question is to come."
            await say(interaction, f"{why} **Add follow-up** works at any time.{''.join(failed)}")
            return
        await say(
            interaction,
            f"I will ask you in a direct message {_listed(asked.weeks)} weeks after you reported {asked.entry.label}. "
            "Your direct messages must be open to members of this server. **Don't ask again** in the message ends it."
            + "".join(failed),
        )

    @delivers(ASKING_KIND)
    async def ask(self, sending: Sending) -> int | None:
        """One direct message; a closed door fails visibly, a member who left is not asked."""
        posting = sending.delivery.posting
        entry = await self.host.exchange.follow_ups.asked_about(sending)
        member = await recipient(self.host, await told_guild(self.host, posting.guild_id), posting.user_id)
        late = " (This comes late.)" if sending.late_by is not None else ""
        message = await member.send(view=asking_card(entry, posting.label, late, sending.token), nonce=sending.token)
        return message.id

    @delivers(NOTICE_KIND)
    async def tell(self, sending: Sending) -> int | None:
        """A plain message: an answer to the reporter's form would name them."""
        posting = sending.delivery.posting
        if posting.channel_id is None or posting.entry is None:
            raise NothingToSend("the row names no report")
        exchange = self.host.exchange
        entry = await exchange.library.entry(posting.guild_id, posting.entry)
        report = await exchange.complications.report_of(posting.guild_id, posting.entry)
        if entry is None or report is None or entry.status != "listed":
            raise NothingToSend("the report is not listed any more")
        if entry.is_refused:
            raise NothingToSend("the patient does not want it shared")
        view = card(
            withheld_blocks(entry, report, structured_facts(entry)),
            accent=KIND_ACCENTS[entry.content.kind],
            buttons=[follow_up_button(entry, sending.token)],
        )
        message = await self.host.get_partial_messageable(posting.channel_id).send(view=view, nonce=sending.token)
        if await exchange.lookup.remember_copy(entry, posting.channel_id, message.id):
            exchange.outbox.announce()
        return message.id


def _listed(weeks: Sequence[int]) -> str:
    *first, last = map(str, weeks)
    return f"{', '.join(first)} and {last}" if first else last


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(FollowUpsCog(host))
