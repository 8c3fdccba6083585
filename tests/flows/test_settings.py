"""`/setup` and `/settings`: choosing, taking out, and who may."""

from __future__ import annotations

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, RoleHandle, SetupError

from bot.demo.stage import Stage
from db.communities import Community
from tests.support.library import deeds
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import (
    Shown,
    buttons_of,
    completions,
    delete_role,
    message_of,
    press,
    text_of,
)

Chosen = list[object]


async def _community(stage: Stage) -> Community:
    return await fluence(stage).exchange.communities.of(stage.guild.id)


async def _choose(member: MemberActor, shown: Shown, setting: str, chosen: Chosen) -> InteractionResult:
    return await member.select(message_of(shown), chosen, custom_id=f"fx1:setup_choose:{setting}")


async def test_roles_and_channels_are_chosen_on_the_card_and_survive_a_restart(
    stage: Stage, general: ChannelHandle
) -> None:
    meetings = await stage.create_text_channel("meetings")
    moderating, belonging = await stage.create_role("Moderator"), await stage.create_role("Member")
    backstage = await stage.create_private_channel("backstage", visible_to=[moderating])
    owner = stage.owner()
    card = await owner.slash(general, "setup")
    assert card.ephemeral
    await _choose(owner, card, "moderator_role_id", [moderating])
    await stage.restart()
    await _choose(owner, card, "exchange_role_id", [belonging])
    await _choose(owner, card, "meeting_channel_id", [meetings])
    turned = await _choose(owner, card, "moderator_channel_id", [backstage])
    assert "⚠️" not in text_of(turned)

    await stage.restart()
    community = await _community(stage)
    assert community.moderator_role_id == moderating.id
    assert community.exchange_role_id == belonging.id
    assert community.meeting_channel_id == meetings.id
    assert community.moderator_channel_id == backstage.id
    assert (owner.id, "set moderator_role_id", str(moderating.id)) in {
        (deed.actor_id, deed.action, deed.subject) for deed in await deeds(stage)
    }
    shown = text_of(await owner.slash(general, "settings"))
    for mention in (f"<@&{moderating.id}>", f"<@&{belonging.id}>", f"<#{meetings.id}>", f"<#{backstage.id}>"):
        assert mention in shown


async def test_clearing_a_menu_takes_the_setting_out(stage: Stage, general: ChannelHandle) -> None:
    role = await stage.create_role("Member")
    owner = stage.owner()
    card = await owner.slash(general, "setup")
    await _choose(owner, card, "exchange_role_id", [role])
    assert (await _community(stage)).exchange_role_id == role.id
    await _choose(owner, card, "exchange_role_id", [])
    assert (await _community(stage)).exchange_role_id is None
    assert (await deeds(stage))[0].subject == ""


async def test_an_apps_own_role_is_no_choice(stage: Stage, general: ChannelHandle) -> None:
    owner = stage.owner()
    card = await owner.slash(general, "setup")
    [own] = [role for role in stage.env.backend.guilds[stage.guild.id].roles.values() if role.managed]
    refused = await _choose(owner, card, "exchange_role_id", [RoleHandle(stage.env, stage.guild, own)])
    assert "an app's own role" in text_of(refused)
    assert (await _community(stage)).exchange_role_id is None


async def test_everyones_role_is_no_choice(stage: Stage, general: ChannelHandle) -> None:
    owner = stage.owner()
    card = await owner.slash(general, "setup")
    refused = await _choose(owner, card, "moderator_role_id", [stage.guild.default_role])
    assert "everyone's role" in text_of(refused)
    assert (await _community(stage)).moderator_role_id is None


async def test_the_card_says_what_is_wrong_with_a_choice(stage: Stage, general: ChannelHandle) -> None:
    bot_member = discord.PermissionOverwrite(add_reactions=False)
    stage.guild.create_text_channel("silent", overwrites={stage.guild.roles["Fluence"]: bot_member})
    await stage.settle()
    role = await stage.create_role("Short-lived")
    owner = stage.owner()
    card = await owner.slash(general, "setup")
    turned = await _choose(owner, card, "moderator_channel_id", [stage.channel("silent")])
    assert "I lack **Add Reactions** in <#" in text_of(turned)
    assert "Everybody can read" in text_of(turned)
    await _choose(owner, card, "moderator_role_id", [role])
    await delete_role(stage, role)
    assert "was deleted" in text_of(await owner.slash(general, "setup"))


async def test_the_way_of_capturing_is_a_button(stage: Stage, general: ChannelHandle) -> None:
    owner = stage.owner()
    settings = await owner.slash(general, "settings")
    card = await press(owner, settings, "Set up")
    await press(owner, card, "Card every time")
    assert (await _community(stage)).capture_style == "card"
    turned = await press(owner, card, "Quiet")
    assert (await _community(stage)).capture_style == "quiet"
    assert "Capture** is quiet" in text_of(turned)


async def test_settings_by_option(stage: Stage, general: ChannelHandle) -> None:
    hidden = await stage.create_private_channel("fellows", visible_to=[])
    owner = stage.owner()
    assert "Europe/Athens" in await completions(owner, general, "settings", "time_zone", "greece")
    shown = text_of(
        await owner.slash(general, "settings", time_zone="europe/athens", capture_style="card", capture_in=hidden)
    )
    assert "The time zone is Europe/Athens" in shown
    assert "only those who can read it" in shown
    community = await _community(stage)
    assert (community.time_zone, community.capture_style) == ("Europe/Athens", "card")
    assert community.private_channels == {hidden.id}
    public = text_of(await owner.slash(general, "settings", capture_in=general))
    assert "needs nothing: all members can read it" in public
    assert (await _community(stage)).private_channels == {hidden.id}
    shown = text_of(await owner.slash(general, "settings", stop_capture_in=hidden))
    assert "no longer captured" in shown
    assert (await _community(stage)).private_channels == frozenset()
    open_to_all = text_of(await owner.slash(general, "settings", stop_capture_in=general))
    assert "is captured still: all members can read it" in open_to_all


async def test_an_unknown_zone_or_an_unseen_channel_changes_nothing(stage: Stage, general: ChannelHandle) -> None:
    stage.guild.create_text_channel(
        "locked", overwrites={stage.guild.roles["Fluence"]: discord.PermissionOverwrite(view_channel=False)}
    )
    await stage.settle()
    owner = stage.owner()
    refused = text_of(await owner.slash(general, "settings", time_zone="Lake Laserbegone"))
    assert "no time zone with that name" in refused
    assert "Laserbegone" not in refused
    refused = text_of(await owner.slash(general, "settings", capture_style="card", capture_in=stage.channel("locked")))
    assert "**View Channels**" in refused
    refused = text_of(await owner.slash(general, "settings", time_zone="Europe/Athens", capture_reaction="pin"))
    assert "Nothing was changed" in refused
    refused = text_of(await owner.slash(general, "settings", capture_in=general, stop_capture_in=general))
    assert "Both options name one channel" in refused
    community = await _community(stage)
    assert (community.time_zone, community.capture_style, community.private_channels) == (None, "quiet", frozenset())


async def test_only_moderators_may(stage: Stage, general: ChannelHandle) -> None:
    role = await stage.create_role("Moderator")
    owner, nurse = stage.owner(), await stage.add_member("nurse")
    await _choose(owner, await owner.slash(general, "setup"), "moderator_role_id", [role])
    for command in ("setup", "settings", "diagnose"):
        with pytest.raises(SetupError, match="not visible"):
            await nurse.slash(general, command)
    # A server's administrators may show a command to anybody: then the check at run time holds.
    manager = await stage.add_member("manager", roles=[await stage.create_role("Seen", permissions=_MANAGING)])
    card = await manager.slash(general, "setup")
    seen = await manager.slash(general, "settings")
    stage.env.backend.edit_role(stage.guild.id, stage.role("Seen").id, {"permissions": 0})
    await stage.settle()
    for refused in (
        await press(manager, card, "Card every time"),
        await press(manager, card, "Check everything"),
        await press(manager, seen, "Set up"),
        await _choose(manager, card, "exchange_role_id", [role]),
    ):
        assert "Only the exchange's moderators" in text_of(refused)
    community = await _community(stage)
    assert (community.capture_style, community.exchange_role_id) == ("quiet", None)
    await stage.give_role(manager, role)
    assert "Card every time" in buttons_of(await press(manager, seen, "Set up"))


_MANAGING = discord.Permissions(manage_guild=True)


async def test_with_a_members_role_only_its_holders_look_things_up(stage: Stage, general: ChannelHandle) -> None:
    role = await stage.create_role("Exchange")
    owner, nurse = stage.owner(), await stage.add_member("nurse")
    await _choose(owner, await owner.slash(general, "setup"), "exchange_role_id", [role])
    refused = text_of(await nurse.slash(general, "group list"))
    assert f"<@&{role.id}>" in refused
    assert "/privacy show" in text_of(await nurse.slash(general, "help"))
    assert (await nurse.slash(general, "profile")).modal is not None
    assert "What is kept about you" in text_of(await nurse.slash(general, "privacy show"))
    await stage.give_role(nurse, role)
    assert f"<@&{role.id}>" not in text_of(await nurse.slash(general, "group list"))
