"""`/member`: who is who, who has which device and training, and the moderators' check of a credential."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.exchange.directory import FoundMembers, Sought
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request
from bot.ui.answering import answer, turn
from bot.ui.asking import asker_of, show_results
from bot.ui.catalogue_choices import CREDENTIALS, device_choices, device_key, jurisdiction_choices, jurisdiction_meant
from bot.ui.cog import ExchangeCog
from bot.ui.departures import has_left, names_of_those_here
from bot.ui.guards import guild_id_of, moderators_only, require_moderator
from bot.ui.host import Host
from bot.ui.member_cards import claim_of, found_card, member_card, sought_of, verify_card
from bot.ui.routing import chosen_in, on_press

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
Typed = app_commands.Range[str, 1, 100]


class MembersCog(ExchangeCog):
    """What members declare of themselves in `/profile`, for their colleagues."""

    member = app_commands.Group(name="member", description="Who is who: credentials, devices, training")

    @member.command(name="show", description="What a member declares, and what they have in the library")
    @app_commands.describe(member="The member")
    async def show(self, interaction: Using, member: discord.Member | discord.User) -> None:
        """A private card."""
        await self._show(interaction, member.id)

    @member.command(name="find", description="Members by device, credential or jurisdiction")
    @app_commands.describe(
        device="Who works with this device", credential="Only these", jurisdiction="Only who practises there"
    )
    @app_commands.choices(credential=CREDENTIALS)
    async def find(
        self,
        interaction: Using,
        device: Typed | None = None,
        credential: str | None = None,
        jurisdiction: Typed | None = None,
    ) -> None:
        """In pages, those with a checked credential first."""
        place = jurisdiction_meant(jurisdiction).code if jurisdiction else None
        sought = Sought(await device_key(interaction, device), credential, place)
        found = await self.host.exchange.directory.find(guild_id_of(interaction), sought)
        # Whether somebody is still in the server is asked of Discord, which may take its time.
        await interaction.response.defer(ephemeral=True, thinking=True)
        await answer(interaction, await self._found_card(guild_id_of(interaction), found))

    @moderators_only
    @member.command(name="verify", description="Check a member's credential, or take the check back (moderators)")
    @app_commands.describe(member="The member")
    async def verify(self, interaction: Using, member: discord.Member | discord.User) -> None:
        """What is declared, with the buttons."""
        profile = await self.host.exchange.members.profile(guild_id_of(interaction), member.id)
        if profile.credential is None:
            raise Refusal("This member has declared no credential here yet. Ask them to do so with `/profile`.")
        await answer(interaction, verify_card(member.id, profile, interaction.user.id))

    @find.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    @find.autocomplete("jurisdiction")
    async def jurisdictions(self, _: Using, typed: str) -> list[Choice]:
        """States and countries by name or code."""
        return jurisdiction_choices(typed)

    @on_press("member_page")
    async def turn_page(self, interaction: Using, device: str, credential: str, jurisdiction: str, page: str) -> None:
        """Previous and Next, and what is sought with less."""
        sought = sought_of(device, credential, jurisdiction)
        found = await self.host.exchange.directory.find(guild_id_of(interaction), sought, int(page))
        await interaction.response.defer()
        await turn(interaction, await self._found_card(guild_id_of(interaction), found))

    @on_press("member_open")
    async def open_one(self, interaction: Using) -> None:
        """From the menu."""
        [user_id] = chosen_in(interaction)
        await self._show(interaction, int(user_id))

    @on_press("member_search")
    async def search(self, interaction: Using, user_id: str) -> None:
        """What the library has by a member: the same as `/search` shows."""
        asker, request = await asker_of(interaction), Request(author=int(user_id))
        await show_results(interaction, asker, await self.host.exchange.lookup.find(asker, request))

    @on_press("member_check")
    async def check(self, interaction: Using, user_id: str, credential: str, jurisdiction: str) -> None:
        """A moderator has looked up what stands on the card."""
        await require_moderator(interaction)
        moderator_id, claim = interaction.user.id, claim_of(credential, jurisdiction)
        checked = await self.host.exchange.members.check(guild_id_of(interaction), int(user_id), moderator_id, claim)
        lead = "✅ **Checked**, by you, today. It stands wherever the member is named."
        await turn(interaction, verify_card(int(user_id), checked, moderator_id, lead=lead))

    @on_press("member_uncheck")
    async def take_back(self, interaction: Using, user_id: str) -> None:
        """It turned out otherwise."""
        await require_moderator(interaction)
        moderator_id = interaction.user.id
        profile = await self.host.exchange.members.take_back_check(guild_id_of(interaction), int(user_id), moderator_id)
        lead = "The check is taken back: the credential is the member's word alone."
        await turn(interaction, verify_card(int(user_id), profile, moderator_id, lead=lead))

    async def _show(self, interaction: Using, user_id: int) -> None:
        guild_id = guild_id_of(interaction)
        # As for `find`: Discord may take its time to say who has left.
        await interaction.response.defer(ephemeral=True, thinking=True)
        if await has_left(self.host, guild_id, user_id):
            raise Refusal("That person is not in this server any more.")
        shown = await self.host.exchange.directory.shown(await asker_of(interaction), user_id)
        await answer(interaction, member_card(shown, self.host.exchange.clock.now()))

    async def _found_card(self, guild_id: int, found: FoundMembers) -> discord.ui.LayoutView:
        ids = [user_id for user_id, _ in found.members]
        return found_card(found, await names_of_those_here(self.host, guild_id, ids))


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(MembersCog(host))
