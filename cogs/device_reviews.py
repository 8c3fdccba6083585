"""Reviews of devices: the form that a device's page and `/save` open, and what becomes of it."""

from __future__ import annotations

import discord

from bot.clinical.devices import Device
from bot.exchange.device_reviews import ReadReview, read_review
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft, Saved
from bot.ui.again import held_form, hold_typed, offer_again, typed_before
from bot.ui.answering import answer
from bot.ui.asking import asker_of
from bot.ui.cards import ButtonStyle, button
from bot.ui.cog import ExchangeCog
from bot.ui.device_forms import REVIEW, opinion_of, review_form, review_form_again
from bot.ui.device_words import rating_of
from bot.ui.entry_card import private_card
from bot.ui.forms import Answers
from bot.ui.guards import guild_id_of
from bot.ui.host import Host
from bot.ui.routing import on_form, on_press
from bot.ui.save_forms import not_saved_card
from bot.ui.screening import warn_if_urgent
from bot.ui.text import escaped

Using = discord.Interaction[Host]


class DeviceReviewsCog(ExchangeCog):
    """One current review a member and device."""

    @on_press(REVIEW)
    async def open_form(self, interaction: Using, key: str, token: str = "") -> None:
        """Empty, with the member's current review, or with what was typed before."""
        device = await self._device(interaction, key)
        if token:
            modal = review_form_again(device, typed_before(interaction, token), token)
        else:
            guild_id = guild_id_of(interaction)
            former = await self.host.exchange.device_reviews.own(guild_id, interaction.user.id, key)
            modal = review_form(device, former)
        await interaction.response.send_modal(modal)

    @on_form(REVIEW)
    async def form_sent(self, interaction: Using, answers: Answers, key: str, token: str = "") -> None:
        """Kept in place of the former review, held, or refused with the form kept."""
        guild_id = guild_id_of(interaction)
        try:
            with self.host.exchange.held_forms.used(token):
                review = await self._read(interaction, key, answers)
                outcome = await self.host.exchange.device_reviews.save(guild_id, interaction.user.id, review)
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, REVIEW, key)
            return
        await self._tell(interaction, outcome, key, answers)

    @on_press("device_review_cleared")
    async def not_the_patient(self, interaction: Using, token: str) -> None:
        """Keep what was held for a name or a date; the author answers for it."""
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        held = held_form(interaction, token)
        key, answers = held.form[1], Answers(held.answers)
        with self.host.exchange.held_forms.used(token):
            review = await self._read(interaction, key, answers)
            outcome = await self.host.exchange.device_reviews.save(guild_id, user_id, review, held.kinds)
        await self._tell(interaction, outcome, key, answers)

    async def _read(self, interaction: Using, key: str, answers: Answers) -> ReadReview:
        """An emergency is answered at once, whatever else is wrong with the form."""
        await warn_if_urgent(interaction, f"{answers.text('text')}\n{answers.text('running_cost')}")
        device = await self._device(interaction, key)
        return read_review(device, opinion_of(answers), answers.text("text"))

    async def _tell(self, interaction: Using, outcome: Saved | HeldDraft, key: str, answers: Answers) -> None:
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        if isinstance(outcome, HeldDraft):
            token = hold_typed(interaction, (REVIEW, key), answers, outcome.kinds)
            again = button("Edit again", REVIEW, key, token, style=ButtonStyle.primary)
            await answer(
                interaction,
                not_saved_card(outcome, again, button("Not the patient", "device_review_cleared", token)),
            )
            return
        entry = outcome.entry
        page = await self.host.exchange.devices.page(await asker_of(interaction), key)
        credential = await self.host.exchange.members.credential_line(guild_id, user_id)
        own = page.own_review
        apart = (
            " It is shown apart and not counted, because its maker pays you." if own and page.is_paid_for(own) else ""
        )
        is_listed = entry.status == "listed"
        unlisted = "" if is_listed else " A moderator has hidden it, so it is neither shown nor counted."
        share = "; **Share** shows it to all in this channel" if is_listed else ""
        lead = (
            f"✅ **Saved as {entry.label}.**{apart}{unlisted} "
            f"{escaped(page.device.name)} is now: {rating_of(page.rating)}.\n"
            f"-# Only you see this card{share}. Reviewing it again changes this one."
        )
        await answer(interaction, private_card(entry, credential, viewer_id=user_id, lead=lead))

    async def _device(self, interaction: Using, key: str) -> Device:
        known = await self.host.exchange.devices.known(guild_id_of(interaction), key)
        if known is None:
            raise Refusal("That device is not on the list any more. `/device list` shows those that are.")
        return known


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(DeviceReviewsCog(host))
