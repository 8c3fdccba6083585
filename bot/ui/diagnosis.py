"""What does not work in a server, each in a sentence with its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.exchange.counted import counted
from bot.ui.audiences import read_by_everybody, unread_by_some
from bot.ui.cards import button, card
from bot.ui.delivered_kinds import in_words
from bot.ui.group_cards import trouble_of
from bot.ui.permissions import bold_list, missing_in, missing_in_guild, out_of_reach
from bot.ui.setup_cards import CHOICES
from bot.ui.text import WARNING, escaped
from db.communities import Community
from db.diagnosis import Failures
from db.digest import Schedule
from db.groups import Group

_MOST = 20  # so that a card shows whole sentences


@dataclass(frozen=True, slots=True)
class UsedChannel:
    """A channel the exchange relies on: what it is to it, and what to do when it is gone."""

    channel_id: int
    name: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """Ids of channels that Discord no longer knows, and of those it does not let the bot see."""

    gone: frozenset[int]
    hidden: frozenset[int]


def used_channels(community: Community, groups: Sequence[Group], digest: Schedule) -> list[UsedChannel]:
    """Every channel that moderators have set or the bot has made."""
    set_by_hand = {choice.title: getattr(community, choice.setting) for choice in CHOICES if choice.sort == "channel"}
    used = [
        UsedChannel(channel_id, f"the {title.lower()}", "choose another with `/setup`")
        for title, channel_id in set_by_hand.items()
        if channel_id is not None
    ]
    if digest.is_on and digest.channel_id is not None and digest.channel_id != community.meeting_channel_id:
        used.append(UsedChannel(digest.channel_id, "the digest's channel", "choose another with `/digest schedule`"))
    if community.category_id is not None:
        used.append(UsedChannel(community.category_id, "the groups' category", "`/group create` makes a new one"))
    used += [
        UsedChannel(channel_id, "a private channel", "it is no longer among those I keep from")
        for channel_id in sorted(community.private_channels)
    ]
    used += [
        UsedChannel(
            group.channel_id, f"the channel of the group {escaped(group.name)}", "`/group create` makes it again"
        )
        for group in groups
        if group.channel_id is not None and group.archived_at is None
    ]
    return used


def findings(
    guild: discord.Guild,
    community: Community,
    groups: Sequence[Group],
    *,
    digest: Schedule,
    unseen: Unseen,
    failures: Sequence[Failures],
    held: int,
    reads_message_content: bool,
) -> list[str]:
    """Everything that is wrong, most serious first; an empty list is good news."""
    found = [] if reads_message_content else [_NO_CONTENT]
    lacking = missing_in_guild(guild)
    if lacking:
        found.append(
            f"My role lacks {bold_list(lacking)} in this server. A server administrator can give that to it "
            "(Server Settings, Roles)."
        )
    found += _of_channels(guild, used_channels(community, groups, digest), unseen, frozenset(lacking))
    found += _of_roles(guild, community, groups)
    found += [f"The group {escaped(each.name)}: {trouble}." for each in groups if (trouble := trouble_of(each))]
    found += _never_chosen(community)
    found += read_by_everybody(guild, community)
    found += unread_by_some(
        guild, community, [community.meeting_channel_id, digest.channel_id if digest.is_on else None]
    )
    found += [_failed(each) for each in failures]
    if held:
        found.append(_still_held(held))
    return found


def diagnosis_card(found: Sequence[str]) -> ui.LayoutView:
    """The findings, or that all is well."""
    if not found:
        return card(["## All is well\nPermissions, roles, channels and deliveries are as they should be."])
    shown = "\n".join(f"- {each}" for each in found[:_MOST])
    more = f"\n… and {len(found) - _MOST} more." if len(found) > _MOST else ""
    return card([f"## {len(found)} to put right", shown + more], accent=WARNING, buttons=[button("Set up", "setup")])


_NO_CONTENT = (
    "I may not read what messages say (the message-content intent is off), so tags are not noticed. Commands "
    "and forms work. Whoever runs the bot can switch the intent on."
)


def _of_channels(
    guild: discord.Guild, used: Sequence[UsedChannel], unseen: Unseen, known: frozenset[str]
) -> Iterator[str]:
    for each in used:
        channel = guild.get_channel(each.channel_id)
        if each.channel_id in unseen.gone:
            yield f"{_capital(each.name)} has been deleted: {each.remedy}."
        elif channel is None:
            if each.channel_id in unseen.hidden:
                yield f"I cannot see {each.name} (<#{each.channel_id}>): give my role **View Channels** there."
        else:
            lacking = [label for label in missing_in(channel, guild.me) if label not in known]
            if lacking:
                yield f"I lack {bold_list(lacking)} in <#{each.channel_id}>, {each.name}."


def _of_roles(guild: discord.Guild, community: Community, groups: Sequence[Group]) -> Iterator[str]:
    for choice in CHOICES:
        role_id: int | None = getattr(community, choice.setting)
        if choice.sort == "role" and role_id is not None and guild.get_role(role_id) is None:
            yield f"The {choice.title.lower()} has been deleted: choose another with `/setup`."
    for group in groups:
        if group.role_id is None or group.archived_at is not None:
            continue
        role = guild.get_role(group.role_id)
        if role is None:
            yield f"The role of the group {escaped(group.name)} has been deleted: `/group create` makes it again."
        elif (reason := out_of_reach(role)) is not None:
            yield f"I cannot give {role.mention}, the role of the group {escaped(group.name)}: {reason}."


def _never_chosen(community: Community) -> Iterator[str]:
    """What works without, and seldom as it was meant."""
    if community.moderator_channel_id is None:
        yield "No moderators' channel is set: I cannot ask what only moderators may decide. Choose one with `/setup`."
    if community.meeting_channel_id is None:
        yield (
            "No meeting channel is set: meetings are announced where they are planned, and the weekly digest comes "
            "only where `/digest schedule` has it. Choose one with `/setup`."
        )
    if community.time_zone is None:
        yield (
            f"No time zone is set: meetings and the digest go by {community.zone_in_force}. Choose yours with "
            "`/settings time_zone:`."
        )


def _still_held(number: int) -> str:
    they_are = "is held and still stands" if number == 1 else "are held and still stand"
    return (
        f"{counted(number, 'message')} {they_are} in the chat: what is held may identify a patient, until its author "
        "changes or deletes it. The moderators' channel has a link after an hour."
    )


def _failed(failures: Failures) -> str:
    where = f" in <#{failures.channel_id}>" if failures.channel_id else ""
    what = in_words(failures.kind)
    if failures.is_owed:
        many = f" ({failures.number} of them)" if failures.number > 1 else ""
        return f"{_capital(what)} could not be delivered yet{where}{many}: {failures.outcome}. I keep trying."
    times = "once" if failures.number == 1 else f"{failures.number} times"
    return f"In the last week {what} could not be delivered{where}, {times}: {failures.outcome}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
