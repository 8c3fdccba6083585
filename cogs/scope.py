"""`/scope`: what sources say of who may operate what, where; members add to it, moderators check it."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.clinical.scope import device_class_called, suggest_device_classes
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from bot.exchange.scope import Asked, ListedRule
from bot.ui.again import held_form, hold_typed, offer_again, typed_before
from bot.ui.answering import answer, turn
from bot.ui.cards import ButtonStyle, button, notice
from bot.ui.catalogue_choices import CREDENTIALS, jurisdiction_choices, jurisdiction_meant
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers
from bot.ui.guards import actor_of, guild_id_of, require_moderator
from bot.ui.host import Host
from bot.ui.routing import chosen_in, on_form, on_press
from bot.ui.save_forms import not_saved_card
from bot.ui.scope_cards import answer_card, asked_of, rule_card, shared_card, step_card, successor_card
from bot.ui.scope_forms import (
    ADD,
    SOURCE,
    Chosen,
    chosen_in_form,
    first_form,
    second_form,
    second_form_again,
    wording_of,
)
from bot.ui.screening import warn_if_urgent
from bot.ui.sharing import post_for_all

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
Typed = app_commands.Range[str, 1, 100]


class ScopeCog(ExchangeCog):
    """Sourced, dated rules; conflicts stand side by side."""

    scope = app_commands.Group(name="scope", description="Who may operate what, where: what sources say")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.rules = host.exchange.scope

    @scope.command(name="show", description="What sources say of who may operate what, where, and when it was checked")
    @app_commands.describe(
        jurisdiction="The state or country",
        procedure="Only this, such as hair removal or IPL",
        credential="Only what is about these",
    )
    @app_commands.choices(credential=CREDENTIALS)
    async def show(
        self, interaction: Using, jurisdiction: Typed, procedure: Typed | None = None, credential: str | None = None
    ) -> None:
        """Those that bind most first."""
        asked = Asked(jurisdiction_meant(jurisdiction).code, _class_key(procedure), credential)
        await answer(interaction, answer_card(await self.rules.answer(guild_id_of(interaction), asked)))

    @scope.command(name="add", description="Add what a source says of who may operate what, with its link and date")
    @app_commands.describe(jurisdiction="The state or country that it is about")
    async def add(self, interaction: Using, jurisdiction: Typed) -> None:
        """The first of two forms."""
        chosen = Chosen(jurisdiction_meant(jurisdiction).code, {})
        await interaction.response.send_modal(first_form(chosen))

    @show.autocomplete("jurisdiction")
    @add.autocomplete("jurisdiction")
    async def jurisdictions(self, _: Using, typed: str) -> list[Choice]:
        """States and countries by name or code."""
        return jurisdiction_choices(typed)

    @show.autocomplete("procedure")
    async def procedures(self, _: Using, typed: str) -> list[Choice]:
        """What is done, in the words that clinicians use."""
        return [Choice(name=each.name, value=each.key) for each in suggest_device_classes(typed)]

    @on_press("scope_page")
    async def turn_page(
        self, interaction: Using, jurisdiction: str, device_class: str, credential: str, page: str
    ) -> None:
        """Previous and Next."""
        asked = asked_of((jurisdiction, device_class, credential))
        await turn(interaction, answer_card(await self.rules.answer(guild_id_of(interaction), asked), int(page)))

    @on_press("scope_open")
    async def open_answer(self, interaction: Using, jurisdiction: str, device_class: str, credential: str) -> None:
        """From a shared card, or without what was asked for."""
        asked = asked_of((jurisdiction, device_class, credential))
        await answer(interaction, answer_card(await self.rules.answer(guild_id_of(interaction), asked)))

    @on_press("scope_share")
    async def share(self, interaction: Using, jurisdiction: str, device_class: str, credential: str, page: str) -> None:
        """Post what is in it of no member's words."""
        asked = asked_of((jurisdiction, device_class, credential))
        found = await self.rules.answer(guild_id_of(interaction), asked)
        await post_for_all(interaction, shared_card(found, int(page), self.host.exchange.clock.now()))

    @on_press("scope_rule")
    async def open_rule(self, interaction: Using) -> None:
        """From the menu."""
        [key] = chosen_in(interaction)
        await answer(interaction, await self._rule_card(interaction, await self._found(interaction, key)))

    @on_press("scope_check")
    async def check(self, interaction: Using, key: str) -> None:
        """A moderator has held it against its source."""
        await require_moderator(interaction)
        checked = await self.rules.check(guild_id_of(interaction), key, interaction.user.id)
        lead = "✅ **Checked**, by you, today. It counts for twelve months."
        await turn(interaction, await self._rule_card(interaction, checked, lead))

    @on_press("scope_supersede")
    async def ask_what_took_its_place(self, interaction: Using, key: str) -> None:
        """A moderator chooses."""
        await require_moderator(interaction)
        rule = await self._found(interaction, key)
        of_place = await self.rules.answer(guild_id_of(interaction), Asked(rule.rule.jurisdiction))
        others = [each for each in of_place.current if each.key != key]
        if not others:
            raise Refusal("There is no other entry for this place: add the newer one first, by `/scope add`.")
        await answer(interaction, successor_card(rule, others))

    @on_press("scope_superseded")
    async def supersede(self, interaction: Using, key: str) -> None:
        """Now that it is said by which."""
        await require_moderator(interaction)
        [successor] = chosen_in(interaction)
        rule = await self.rules.supersede(guild_id_of(interaction), key, interaction.user.id, successor)
        await turn(interaction, await self._rule_card(interaction, rule, "✅ It is marked as superseded."))

    @on_press("scope_current")
    async def make_current(self, interaction: Using, key: str) -> None:
        """It was not superseded after all."""
        await require_moderator(interaction)
        rule = await self.rules.make_current(guild_id_of(interaction), key, interaction.user.id)
        await turn(interaction, await self._rule_card(interaction, rule, "✅ It stands among the others again."))

    @on_press("scope_withdraw")
    async def withdraw(self, interaction: Using, key: str) -> None:
        """By who added it, or a moderator."""
        await self.rules.withdraw(guild_id_of(interaction), key, await actor_of(interaction))
        await turn(interaction, notice("The entry is withdrawn: nothing of it is kept."))

    @on_press(ADD)
    async def open_first_form(self, interaction: Using, packed: str) -> None:
        """With what was asked for or chosen before."""
        await interaction.response.send_modal(first_form(Chosen.of(packed)))

    @on_form(ADD)
    async def first_form_sent(self, interaction: Using, answers: Answers, jurisdiction: str) -> None:
        """What was chosen, and on to the words."""
        chosen = chosen_in_form(jurisdiction, answers)
        await answer(interaction, step_card(chosen.subject, chosen.packed))

    @on_press(SOURCE)
    async def open_second_form(self, interaction: Using, packed: str, token: str = "") -> None:
        """**Continue**, and **Edit again** with what was typed."""
        modal = second_form_again(packed, typed_before(interaction, token), token) if token else second_form(packed)
        await interaction.response.send_modal(modal)

    @on_form(SOURCE)
    async def second_form_sent(self, interaction: Using, answers: Answers, packed: str, token: str = "") -> None:
        """Kept, held, or refused with the form kept."""
        await warn_if_urgent(interaction, answers.words)
        await self._take(interaction, packed, answers, token)

    @on_press("scope_cleared")
    async def not_the_patient(self, interaction: Using, token: str) -> None:
        """Keep what was held for a name or a date; its author answers for it."""
        held = held_form(interaction, token)
        await self._take(interaction, held.form[1], Answers(held.answers), token, held.kinds)

    async def _take(
        self, interaction: Using, packed: str, answers: Answers, token: str, cleared: tuple[str, ...] = ()
    ) -> None:
        guild_id, user_id = guild_id_of(interaction), interaction.user.id
        try:
            with self.host.exchange.held_forms.used(token):
                subject, wording = Chosen.of(packed).subject, wording_of(answers)
                kept = await self.rules.add(guild_id, user_id, subject, wording, cleared)
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, SOURCE, packed)
            return
        if isinstance(kept, HeldDraft):
            held = hold_typed(interaction, (SOURCE, packed), answers, kept.kinds)
            again = button("Edit again", SOURCE, packed, held, style=ButtonStyle.primary)
            await answer(interaction, not_saved_card(kept, again, button("Not the patient", "scope_cleared", held)))
            return
        lead = "✅ **Added.** It is shown as your claim until a moderator has checked it against its source."
        await answer(interaction, await self._rule_card(interaction, kept, lead))

    async def _found(self, interaction: Using, key: str) -> ListedRule:
        return await self.rules.find(guild_id_of(interaction), key)

    async def _rule_card(self, interaction: Using, listed: ListedRule, lead: str = "") -> discord.ui.LayoutView:
        return rule_card(listed, await actor_of(interaction), lead=lead)


def _class_key(typed: str | None) -> str | None:
    if typed is None:
        return None
    known = device_class_called(typed)
    if known is None:
        # The typed text is not repeated: it has not been screened.
        near = " or ".join(f"**{each.name}**" for each in suggest_device_classes(typed, 3))
        hint = f"Did you mean {near}?" if near else "Please choose one from the list that appears while you type."
        raise Refusal(f"I know no procedure that is called so. {hint}")
    return known.key


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ScopeCog(host))
