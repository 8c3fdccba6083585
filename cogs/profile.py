"""`/profile`: what a member says of themselves."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.calendar.zones import UnknownZone, suggest_zones, zone
from bot.exchange.refusal import Refusal
from bot.ui.again import offer_again, typed_before
from bot.ui.answering import answer
from bot.ui.cards import button, notice
from bot.ui.catalogue_choices import UnclearJurisdiction, devices_meant, jurisdiction_choices, jurisdiction_meant
from bot.ui.cog import ExchangeCog
from bot.ui.forms import Answers
from bot.ui.guards import community_of, open_to_all
from bot.ui.host import Host
from bot.ui.profile_card import NOTHING, declared, profile_card, profile_form, profile_form_again
from bot.ui.routing import on_form, on_press

_TAKE_OUT = app_commands.Choice(name="None (take it out)", value=NOTHING)
_MOST_CHOICES = 25
_MOST_OFFERED = 4  # Discord: five buttons in a row


class ProfileCog(ExchangeCog):
    """A form, and the card it makes."""

    @open_to_all
    @app_commands.command(name="profile", description="What you declare: credential, workplace, devices, training")
    @app_commands.describe(
        jurisdiction="Where you practise: type a state, a country or a code",
        zone="Your time zone: type a city or a country",
    )
    async def profile(
        self,
        interaction: discord.Interaction[Host],
        jurisdiction: app_commands.Range[str, 1, 100] | None = None,
        zone: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Open the form with what is stored.

        What is near to a place or a zone that is none is offered first; what was understood of the other goes on.
        """
        code, unclear_place = _jurisdiction_code(jurisdiction)
        name, unclear_zone = _zone_name(zone)
        if unclear_place is not None:
            near = [(each.name, each.code, name) for each in unclear_place.near]
        elif unclear_zone is not None:
            near = [(each, code, each) for each in unclear_zone.suggestions]
        else:
            await self.open_form(interaction, code, name)
            return
        words = [str(each) for each in (unclear_place, unclear_zone) if each is not None]
        ways = [*(near if len(near) <= _MOST_OFFERED else []), ("Leave out what is unclear", code, name)]
        buttons = [button(label, "profile_open", *options) for label, *options in ways]
        await answer(interaction, notice("\n".join(words), *buttons))

    @on_press("profile_open", audience="everyone")
    async def open_form(self, interaction: discord.Interaction[Host], jurisdiction: str, zone: str) -> None:
        """The form, with what is stored."""
        community = await community_of(interaction)
        former = await self.host.exchange.members.profile(community.guild_id, interaction.user.id)
        await interaction.response.send_modal(profile_form(former, jurisdiction, zone))

    @profile.autocomplete("jurisdiction")
    async def suggest_jurisdiction(
        self, _interaction: discord.Interaction[Host], typed: str
    ) -> list[app_commands.Choice[str]]:
        """States and countries by name or code."""
        return [*jurisdiction_choices(typed, _MOST_CHOICES - 1), _TAKE_OUT]

    @profile.autocomplete("zone")
    async def suggest_zone(self, _interaction: discord.Interaction[Host], typed: str) -> list[app_commands.Choice[str]]:
        """Zones by city, country or abbreviation."""
        found = suggest_zones(typed, _MOST_CHOICES - 1)
        return [*(app_commands.Choice(name=name, value=name) for name in found), _TAKE_OUT]

    @on_form("profile", audience="everyone")
    async def declare(
        self, interaction: discord.Interaction[Host], answers: Answers, jurisdiction: str, zone: str
    ) -> None:
        """Keep what the form says, and show it."""
        members = self.host.exchange.members
        community = await community_of(interaction)
        guild_id, user_id = community.guild_id, interaction.user.id
        former = await members.profile(guild_id, user_id)
        try:
            devices = await devices_meant(interaction, answers.text("devices"), former.devices)
            profile = declared(answers, former, devices, jurisdiction, zone)
            kept = await members.declare(guild_id, user_id, profile)
        except Refusal as refusal:
            await offer_again(interaction, refusal, answers, "profile_again", jurisdiction, zone)
        else:
            await answer(interaction, profile_card(kept))

    @on_press("profile_again", audience="everyone")
    async def declare_again(
        self, interaction: discord.Interaction[Host], jurisdiction: str, zone: str, token: str
    ) -> None:
        """The refused form, with what was typed."""
        typed = typed_before(interaction, token)
        await interaction.response.send_modal(profile_form_again(typed, jurisdiction, zone))


def _jurisdiction_code(typed: str | None) -> tuple[str, UnclearJurisdiction | None]:
    """The code, or why there is none."""
    if typed is None or typed.casefold() == NOTHING:
        return NOTHING if typed else "", None
    try:
        return jurisdiction_meant(typed).code, None
    except UnclearJurisdiction as unclear:
        return "", unclear


def _zone_name(typed: str | None) -> tuple[str, UnknownZone | None]:
    """The name, or why there is none."""
    if typed is None or typed.casefold() == NOTHING:
        return NOTHING if typed else "", None
    try:
        return zone(typed).key, None
    except UnknownZone as unknown:
        return "", unknown


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(ProfileCog(host))
