"""User groups and the setting up of a community, as Discord's own permissions and requests take them."""

from __future__ import annotations

from tests.process.faces import button, labels, menu, words
from tests.process.fluence_process import KINDS, FluenceLab
from tests.wire.permissions import PERMISSIONS
from tests.wire.values import Json

FORUM, TEXT, CATEGORY = 15, 0, 4
CHANNELS, ROLES = "/guilds/{guild_id}/channels", "/guilds/{guild_id}/roles"


async def _asked(lab: FluenceLab, command: str, options: Json | None = None, *, user: str = "ruth") -> Json:
    asked = lab.wire.invoke(command, options, user=user, channel="general")
    answer = await asked.message(20)
    assert asked.ephemeral
    return answer


def _channels(lab: FluenceLab, kind: int) -> dict[str, Json]:
    return {one["name"]: one for one in lab.guild.channels.values() if one["type"] == kind}


def _may(lab: FluenceLab, user: str, channel: str, permission: str) -> bool:
    bits = lab.guild.permissions(lab.guild.user_id(user), lab.guild.channel_id(channel))
    return bool(bits & PERMISSIONS[permission])


def _roles(lab: FluenceLab, user: str) -> list[str]:
    ids = lab.guild.members[lab.guild.user_id(user)]["roles"]
    return [lab.guild.roles[int(role_id)]["name"] for role_id in ids]


async def test_a_forum_with_its_tags_is_made_once_and_what_is_said_there_is_about_its_device(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        typed = wire.autocomplete("group create", "device", "gmp", user="ruth", channel="general")
        (choice, *_) = await typed.choices()
        assert choice["name"] == "GentleMax Pro"
        made = words(await _asked(lab, "group create", {"device": choice["value"], "layout": "forum"}))
        forum = _channels(lab, FORUM)["gentlemax-pro"]
        assert f"<#{forum['id']}>" in made
        assert [tag["name"] for tag in forum["available_tags"]] == list(KINDS)
        assert forum["parent_id"] == _channels(lab, CATEGORY)["Exchange"]["id"]
        role = lab.guild.roles[lab.guild.role_id("GentleMax Pro")]
        assert (role["permissions"], role["mentionable"]) == ("0", False)
        post = wire.create_post("gentlemax-pro", "Legs", "18 mm, type II, 14 J/cm², 3 ms", user="ana", tags=["Tip"])
        await lab.marked(wire.find_message(post["id"])[2])
        again = words(await _asked(lab, "group create", {"device": "GentleMax Pro"}))
        assert "nothing to do" in again
        assert "GentleMax Pro" in await lab.shown(lab.stored.kept()[0]["key"] & 0xFFFFFFFF)
    assert len(_channels(lab, FORUM)) == 2
    assert len(wire.find_requests("POST", CHANNELS)) == 2
    assert len(wire.find_requests("POST", ROLES)) == 1


async def test_members_come_and_go_by_command_and_from_the_list(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        await _asked(lab, "group create", {"topic": "business", "layout": "text"})
        assert _channels(lab, TEXT)["business"]["topic"]
        offered = wire.autocomplete("group join", "group", "bus", user="ana", channel="general")
        (group, *_) = await offered.choices()
        assert "You have joined" in words(await _asked(lab, "group join", {"group": group["value"]}, user="ana"))
        assert _roles(lab, "ana") == ["Business"]
        offered = wire.autocomplete("group join", "group", "bus", user="ana", channel="general")
        assert await offered.choices() == []
        shown = await _asked(lab, "group list", user="ben")
    async with lab.fluence():
        listed = await wire.click(shown, button(shown, "Join"), user="ben").message()
        assert _roles(lab, "ben") == ["Business"]
        assert labels(listed) == ["Leave"]
        assert labels(await wire.click(listed, button(listed, "Leave"), user="ben").message()) == ["Join"]
        assert "You have left" in words(await _asked(lab, "group leave", {"group": group["value"]}, user="ana"))
        assert _roles(lab, "ana") == _roles(lab, "ben") == []


async def test_what_was_deleted_by_hand_while_nobody_looked_is_repaired(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        await _asked(lab, "group create", {"device": "GentleMax Pro", "layout": "text"})
    wire.delete_channel("gentlemax-pro")
    async with lab.fluence():
        assert "missing" in words(await _asked(lab, "group list", user="ana"))
        repaired = words(await _asked(lab, "group create", {"device": "GentleMax Pro"}))
        assert "gentlemax-pro" in _channels(lab, TEXT) or "gentlemax-pro" in _channels(lab, FORUM)
        assert "made" in repaired
    assert len(wire.find_requests("POST", ROLES)) == 1


async def test_an_archived_group_is_read_only_and_comes_back(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        await _asked(lab, "group create", {"topic": "business", "layout": "text"})
        question = await _asked(lab, "group archive", {"group": "topic:business"})
        archived = await wire.click(question, button(question, "Archive"), user="ruth").message(20)
        assert "is archived" in words(archived)
        assert _may(lab, "ana", "business", "view_channel")
        assert not _may(lab, "ana", "business", "send_messages")
        assert lab.guild.find_role("Business") is None
        await _asked(lab, "group create", {"topic": "business"})
        assert _may(lab, "ana", "business", "send_messages")
        assert lab.guild.find_role("Business") is not None


async def test_set_up_on_a_card_and_the_library_closes_to_others(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        card = await _asked(lab, "setup")
        choices = (
            ("Moderator role", "Moderators"),
            ("Exchange-member role", "Exchange members"),
            ("Meeting channel", "meetings"),
        )
        for placeholder, chosen in choices:
            pressed = wire.select(card, menu(card, placeholder)["custom_id"], [chosen], user="ruth")
            card = await pressed.message()
        defaults = [int(menu(card, placeholder)["default_values"][0]["id"]) for placeholder, _ in choices]
        assert defaults[0] == lab.guild.role_id("Moderators")
        assert defaults[1] == lab.guild.role_id("Exchange members")
        assert defaults[2] == lab.guild.channel_id("meetings")
        wire.set_roles(lab.guild, "ana", ["Exchange members"])
        await _asked(lab, "group create", {"topic": "business", "layout": "text"})
        sees = {user: _may(lab, user, "business", "view_channel") for user in ("ana", "ben", "ruth", "testbot")}
        assert sees == {"ana": True, "ben": False, "ruth": True, "testbot": True}
        kept = wire.send_message("general", "#tip by a member of the exchange", user="ana")
        ignored = wire.send_message("general", "#tip by somebody else", user="ben")
        inside = wire.send_message("business", "#tip inside the group", user="ana")
        await lab.marked(kept)
        await lab.marked(inside)
        refused = words(await _asked(lab, "search", {"query": "member"}, user="ben"))
        assert "Ask a moderator" in refused
        assert "by a member" in words(await _asked(lab, "search", {"query": "member"}, user="ana"))
    assert lab.stored.status_of(ignored) is None


async def test_settings_in_options_open_a_private_channel_to_capture(lab: FluenceLab) -> None:
    wire = lab.wire
    lab.guild.add_channel("board", overwrites={"@everyone": (0, "view_channel"), "testbot": ("view_channel", 0)})
    lab.guild.channels[lab.guild.channel_id("board")]["permission_overwrites"].append(
        {"id": str(lab.guild.user_id("ana")), "type": 1, "allow": str(PERMISSIONS["view_channel"]), "deny": "0"}
    )
    async with lab.fluence():
        before = wire.send_message("board", "#tip said before it was opened", user="ana")
        told = await _asked(lab, "settings", {"capture_in": "board", "time_zone": "Europe/Athens"})
        assert "is captured too" in words(told)
        after = wire.send_message("board", "#tip said among few", user="ana")
        await lab.marked(after)
        assert "among few" in words(await _asked(lab, "search", {"query": "few"}, user="ana"))
        assert "among few" not in words(await _asked(lab, "search", {"query": "few"}, user="ben"))
        hidden = await _asked(lab, "show", {"entry": str(lab.stored.kept()[0]["key"] & 0xFFFFFFFF)}, user="ben")
        assert "among few" not in words(hidden)
    assert lab.stored.status_of(before) is None


async def test_a_lacking_permission_is_named(lab: FluenceLab) -> None:
    bits = int(lab.guild.roles[lab.guild.bot_role]["permissions"])
    lab.guild.roles[lab.guild.bot_role]["permissions"] = str(bits & ~PERMISSIONS["manage_roles"])
    async with lab.fluence():
        refused = words(await _asked(lab, "group create", {"topic": "business"}))
        assert "Manage Roles" in refused
        assert "Manage Roles" in words(await _asked(lab, "diagnose"))
    assert not _channels(lab, CATEGORY)


async def test_what_discord_made_while_it_answered_with_a_fault_is_made_once(lab: FluenceLab) -> None:
    """discord.py asks again by itself."""
    wire, roles = lab.wire, len(lab.guild.roles)
    async with lab.fluence():
        wire.fail("POST", CHANNELS, status=500, after=True)
        wire.fail("POST", ROLES, status=502, after=True)
        assert "made the role" in words(await _asked(lab, "group create", {"device": "gentlemax_pro"}))
    assert len(wire.find_requests("POST", CHANNELS)) == 3
    assert len(wire.find_requests("POST", ROLES)) == 2
    made = [each for each in lab.guild.channels.values() if each["name"] not in ("general", "meetings", "cases")]
    assert [(each["name"], each["type"]) for each in made] == [("Exchange", CATEGORY), ("gentlemax-pro", FORUM)]
    assert (lab.guild.find_role("GentleMax Pro"), len(lab.guild.roles)) == (max(lab.guild.roles), roles + 1)


async def test_a_group_whose_making_is_killed_is_made_once(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence() as bot:
        wire.fail("POST", CHANNELS, delay=0.001)  # the category
        wire.fail("POST", CHANNELS, delay=30, after=True)
        wire.invoke("group create", {"device": "gentlemax_pro"}, user="ruth", channel="general")
        await wire.until(lambda: "gentlemax-pro" in _channels(lab, FORUM), what="the forum")
        await bot.kill()
    wire.faults.clear()
    async with lab.fluence():
        assert "made the forum" in words(await _asked(lab, "group create", {"device": "gentlemax_pro"}))
    assert [each["name"] for each in lab.guild.channels.values()].count("gentlemax-pro") == 1
    assert "/search" in _channels(lab, FORUM)["gentlemax-pro"]["topic"]
