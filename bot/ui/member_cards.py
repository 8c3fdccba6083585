"""Who is who: what a member declares and shares, a page of those who were sought, and a moderator's check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import discord
from discord import ui

from bot.calendar.zones import UnknownZone, zone
from bot.clinical import jurisdictions
from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind
from bot.exchange.counted import counted
from bot.exchange.directory import FoundMembers, ShownMember, Sought
from bot.exchange.members import Credential, credential_line
from bot.ui.cards import ButtonStyle, button, card
from bot.ui.custom_ids import compose
from bot.ui.profile_card import declared_lines, device_names
from bot.ui.text import clipped, escaped
from db.members import Profile

_ANY: Final = "-"
_MOST_NAMES: Final = 6
_ROOM: Final = 100  # Discord: a label in a menu
_PLURALS: Final = {EntryKind.SUMMARY: "summaries"}
_HOW_TO_CHECK: Final = (
    "Look the credential up in the register of its board or authority, for this jurisdiction. Fluence looks up nothing "
    "itself. **Checked** keeps that you checked it, and when; members see the day, without your name. It goes when the "
    "member declares another credential or jurisdiction."
)


def ids_of(sought: Sought) -> tuple[str, str, str]:
    """What is sought, as it stands in a custom id."""
    return sought.device or _ANY, sought.credential or _ANY, sought.jurisdiction or _ANY


def sought_of(device: str, credential: str, jurisdiction: str) -> Sought:
    """From a custom id."""
    return Sought(*(None if each == _ANY else each for each in (device, credential, jurisdiction)))


def claim_of(credential: str, jurisdiction: str) -> Profile:
    """What a moderator looked up, from a custom id."""
    return Profile(credential=credential, jurisdiction=None if jurisdiction == _ANY else jurisdiction)


def member_card(shown: ShownMember, now: datetime) -> ui.LayoutView:
    """One member, for one person."""
    lines = [*declared_lines(shown.profile), *_local_time(shown.profile, now)]
    reading = [button("What they shared", "member_search", shown.user_id)] if shown.counts else []
    return card([f"### <@{shown.user_id}>", "\n".join(lines), _shared(shown), f"-# {_foot(shown)}"], buttons=reading)


def found_card(found: FoundMembers, names: Mapping[int, str]) -> ui.LayoutView:
    """A page of those who were sought, with a menu to open one, where a mention would be a number: so it has `names`.

    Who has none has left the server, and is not shown.
    """
    if not found.total:
        return _nobody(found.sought)
    here = [each for each in enumerate(found.members, start=found.first) if each[1][0] in names]
    lines = [f"{place}. <@{user_id}> · {_in_short(profile)}" for place, (user_id, profile) in here]
    away = len(found.members) - len(here)
    left = [f"-# {counted(away, 'member')} of this page left the server."] if away else []
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose("member_open"),
        placeholder="Open one whole",
        options=[
            discord.SelectOption(
                label=clipped(f"{place}. {' · '.join(filter(None, (names[who], credential_line(profile))))}", _ROOM),
                value=str(who),
            )
            for place, (who, profile) in here
        ],
    )
    turning = [
        button("Previous", "member_page", *ids_of(found.sought), found.page - 1, disabled=found.page == 1),
        button("Next", "member_page", *ids_of(found.sought), found.page + 1, disabled=found.page == found.pages),
    ]
    return card(
        [
            f"### Members: {_in_words(found.sought)}",
            "\n".join([*lines, *left]),
            f"-# Page {found.page} of {found.pages} · {counted(found.total, 'member')}, checked credentials first · "
            "declared in `/profile`",
        ],
        rows=[ui.ActionRow(menu)] if here else [],
        buttons=turning if found.pages > 1 else (),
    )


def verify_card(user_id: int, profile: Profile, moderator_id: int, *, lead: str = "") -> ui.LayoutView:
    """What a member declares, for a moderator to hold against a register."""
    claim = (profile.credential or _ANY, profile.jurisdiction or _ANY)
    checking = button("Checked", "member_check", user_id, *claim, style=ButtonStyle.primary)
    taking_back = button("Take back", "member_uncheck", user_id)
    is_own = user_id == moderator_id
    word = "Nobody checks their own credential: ask another moderator." if is_own else _HOW_TO_CHECK
    buttons = [taking_back] if profile.checked_at is not None else [] if is_own else [checking]
    blocks = [lead, f"### Check the credential of <@{user_id}>", "\n".join(declared_lines(profile)), f"-# {word}"]
    return card(list(filter(None, blocks)), buttons=buttons)


def _local_time(profile: Profile, now: datetime) -> Iterator[str]:
    if profile.time_zone is None:
        return
    try:
        there = now.astimezone(zone(profile.time_zone))
    except UnknownZone:  # the tables of zones lose a name now and then
        return
    yield f"**Local time** {there:%H:%M} on {there:%A} ({profile.time_zone})"


def _shared(shown: ShownMember) -> str:
    parts = [
        counted(number, kind.label.lower(), _PLURALS.get(kind, ""))
        for kind in EntryKind
        if (number := shown.counts.get(kind, 0))
    ]
    return f"**In the library** {' · '.join(parts) or 'nothing under this name that you can see'}"


def _foot(shown: ShownMember) -> str:
    if shown.is_hidden:
        return "You have opted out of capture: colleagues are shown none of this. `/privacy show` has the switch."
    return "In the member's own words, but for what a moderator has checked. `/profile` declares your own."


def _in_short(profile: Profile) -> str:
    names = device_names(profile)
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    devices = escaped(", ".join(names[:_MOST_NAMES])) + more
    return " · ".join(filter(None, [escaped(credential_line(profile)), devices])) or "nothing else declared"


def _in_words(sought: Sought) -> str:
    labels = {each.value: each.label for each in Credential}
    device = catalogue().get(sought.device or "")
    place = jurisdictions.get(sought.jurisdiction or "")
    named = [
        escaped(device.name) if device is not None else sought.device,
        labels.get(sought.credential or ""),
        place.name if place is not None else sought.jurisdiction,
    ]
    return " · ".join(filter(None, named))


def _nobody(sought: Sought) -> ui.LayoutView:
    device, credential, jurisdiction = ids_of(sought)
    wider = [
        ("Any device", device, (_ANY, credential, jurisdiction)),
        ("Any credential", credential, (device, _ANY, jurisdiction)),
        ("Anywhere", jurisdiction, (device, credential, _ANY)),
    ]
    tried = [button(label, "member_page", *ids, 1) for label, given, ids in wider if given != _ANY]
    is_alone = len(tried) == 1
    hint = (
        "Ask colleagues to declare it with `/profile`, or ask all of them with `/question ask`."
        if is_alone
        else "Try it with less, or ask colleagues to declare it with `/profile`."
    )
    return card(
        [f"### Members: {_in_words(sought)}\nNobody has declared that here yet. {hint}"],
        buttons=[] if is_alone else tried,
    )
