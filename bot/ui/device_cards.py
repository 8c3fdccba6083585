"""A device's page, the list of devices, and the question which device is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import discord
from discord import ui

from bot.clinical.devices import ADDED_HERE, Device, catalogue
from bot.clinical.reading import EntryKind
from bot.exchange.counted import counted
from bot.exchange.device_reviews import use_in_words
from bot.exchange.devices import DeviceList, DevicePage, ListedDevice, Unclear
from bot.ui.cards import ButtonStyle, button, card, notice, warning
from bot.ui.custom_ids import compose
from bot.ui.device_words import (
    NO_LIMITS,
    REPORTS_ARE_NO_RATES,
    complications_of,
    count_of,
    counts_of,
    kind_of,
    limits_of,
    maker_of,
    rating_of,
    source_of,
    wavelengths_of,
)
from bot.ui.text import SHARED_BY_MEMBERS, clipped, escaped, on_day, page_of
from db.device_reviews import DeviceReview

ANYTHING: Final = "-"
"""As a kind in a custom id: whatever it is."""

_MOST_NAMES: Final = 10
_MOST_COMPLICATIONS: Final = 6
_MOST_REVIEWS: Final = 3
_MOST_CHOICES: Final = 25  # Discord: options of a menu
_ROOM: Final = 3900  # of Discord's 4,000 characters; the reviews take what the others leave
_LIMITS_ROOM: Final = 1100
_REVIEW_ROOM: Final = 220
_UNCHECKED: Final = "-# What lies within has been checked by nobody: no caution never means “checked”."


def page_card(page: DevicePage, *, moderates: bool, lead: str = "") -> ui.LayoutView:
    """All that is known of a device, for one person."""
    blocks = [
        *filter(None, [lead]),
        "\n".join(_facts(page)),
        "\n".join(_library(page)),
        "\n".join(_limits(page.device)),
        SHARED_BY_MEMBERS,
    ]
    reviews = "\n".join(_reviews(page, _ROOM - sum(map(len, blocks))))
    if reviews:
        blocks.insert(-1, reviews)
    menus = [ui.ActionRow(_review_menu(page.reviews))] if page.reviews else []
    look_ups = _look_ups(page)
    rows = [*menus, *([ui.ActionRow(*look_ups)] if look_ups else [])]
    return card(list(between_lines(blocks)), rows=rows, buttons=_buttons(page, moderates=moderates))


def shared_page_card(page: DevicePage, now: datetime) -> ui.LayoutView:
    """For all in a channel, as of a day. No member's words stand on it, so there is nothing it would have to follow.

    `page` is of what every exchange member can see.
    """
    plain = without_members_words(page)
    blocks = [
        "\n".join(_facts(plain)),
        "\n".join(_library(plain)),
        "\n".join(_limits(plain.device)),
        f"-# As of {on_day(now)}; the page itself is up to date.\n{SHARED_BY_MEMBERS}",
    ]
    opening = button("Open its page", "device_open", plain.device.key)
    return card(list(between_lines(blocks)), buttons=[opening, *_look_ups(plain)])


def without_members_words(page: DevicePage) -> DevicePage:
    """What is left of it for a message that follows nothing: facts and numbers."""
    device = page.device if page.added is None else replace(page.device, maker="", aliases=())
    return replace(page, device=device, added=None, own_review=None)


def list_card(listed: DeviceList) -> ui.LayoutView:
    """A page of the devices, with a menu to open one."""
    if not listed.devices:
        return notice("No device of that kind is on the list. `/device add` adds one for this community.")
    of_kind = f": {catalogue().modalities[listed.modality].name}" if listed.modality else ""
    blocks = [
        f"### Devices{of_kind}",
        "\n".join(map(_listed, listed.devices)),
        page_of(listed.page, listed.pages, counted(listed.total, "device"), "missing one? `/device add`"),
    ]
    menu = _device_menu([each.device for each in listed.devices], "Open a device's page", "device_open")
    kind = listed.modality or ANYTHING
    turning = [
        button("Previous", "device_list", kind, listed.page - 1, disabled=listed.page == 1),
        button("Next", "device_list", kind, listed.page + 1, disabled=listed.page == listed.pages),
    ]
    return card(blocks, rows=[ui.ActionRow(menu)], buttons=turning if listed.pages > 1 else ())


def which_card(unclear: Unclear, action: str, *arguments: str) -> ui.LayoutView:
    """Asks which device is meant, and goes on with `action` once it is said; what was typed is not repeated."""
    why = "Several devices are called so." if unclear.shares_name else "I know no device of exactly this name."
    menu = _device_menu(unclear.candidates, "Which one do you mean?", action, *arguments)
    return card([f"{why} Which one do you mean?"], rows=[ui.ActionRow(menu)])


def alike_card(devices: Sequence[Device], token: str) -> ui.LayoutView:
    """Asks whether a device that is to be added is one of those with a name like it."""
    names = "\n".join(f"- **{escaped(each.name)}** · {maker_of(each)} · {kind_of(each)}" for each in devices)
    menu = _device_menu(devices, "It is one of these: open its page", "device_open")
    return card(
        [f"### Is it one of these?\n{names}\nNothing has been added yet."],
        rows=[ui.ActionRow(menu)],
        buttons=[button("No, add mine", "device_add_anyway", token)],
    )


def removal_question(device: Device) -> ui.LayoutView:
    """Asks a moderator before a device is taken off the list."""
    return warning(
        f"### Take {escaped(device.name)} off the list?\nIt can no longer be chosen, and its page is gone. What was "
        "written about it stays in the library under its name; its group and its channel stay too. Adding it again "
        "with the same name and kind brings everything back.",
        button("Take it off", "device_removed", device.key, style=ButtonStyle.danger),
        button("Leave it", "device_open", device.key),
    )


def _facts(page: DevicePage) -> Iterator[str]:
    device = page.device
    yield f"### {escaped(device.name)}"
    yield " · ".join(filter(None, [maker_of(device), kind_of(device), wavelengths_of(device)]))
    yield f"**Rating:** {rating_of(page.rating)}"
    if page.handpieces:
        yield f"**Handpieces:** {', '.join(map(escaped, page.handpieces))}"
    names = [each.lstrip("=") for each in device.aliases]
    if names:
        yield f"**Also called:** {escaped(', '.join(names[:_MOST_NAMES]))}"
    if page.added is not None:
        who = f"<@{page.added.added_by_id}>" if page.added.added_by_id is not None else "a former member"
        yield f"-# Added to this community's list by {who} on {on_day(page.added.added_at)}."
    yield f"-# {source_of(device)}"


def _library(page: DevicePage) -> Iterator[str]:
    yield f"**In the library:** {counts_of(page.counts) or 'nothing yet'}"
    reported = complications_of(page, _MOST_COMPLICATIONS)
    if reported:
        yield f"**Complications reported:** {reported}"
        yield REPORTS_ARE_NO_RATES
    yield f"**Group:** {_group(page)}"


def _group(page: DevicePage) -> str:
    group = page.group
    if group is None:
        return "none yet; a moderator makes one with `/group create`"
    if group.archived_at is not None:
        return "archived"
    return f"<#{group.channel_id}> · `/group join`" if group.channel_id is not None else "its channel is missing"


def _limits(device: Device) -> Iterator[str]:
    lines = list(limits_of(device))
    if not lines:
        yield f"**Cautions:** {NO_LIMITS}"
    else:
        yield "**Cautions:** I flag"
        yield from _that_fit(lines)
    yield _UNCHECKED


def _that_fit(lines: Sequence[str]) -> Iterator[str]:
    room = _LIMITS_ROOM
    for place, line in enumerate(lines):
        room -= len(line) + 3
        if room < 0:
            yield f"and of {counted(len(lines) - place, 'more kind')} of laser"
            return
        yield line


def _reviews(page: DevicePage, room: int) -> Iterator[str]:
    """The latest, each whole; the others are in the menu below."""
    counted = [each for each in page.reviews if not page.is_paid_for(each)]
    paid = [each for each in page.reviews if page.is_paid_for(each)]
    for heading, reviews in (("What colleagues say of it", counted), ("Paid by its maker, not counted", paid)):
        shown = [_review(each) for each in reviews[:_MOST_REVIEWS]]
        for place, text in enumerate(shown):
            lines = text if place else f"**{heading}**\n{text}"
            room -= len(lines) + 1
            if room < 0:
                break
            yield lines
    in_chat = page.counts.get(EntryKind.REVIEW, 0) - len(page.reviews)
    if in_chat > 0:
        yield f"-# {count_of(EntryKind.REVIEW, in_chat)} written in the chat, without a rating"


def _review(review: DeviceReview) -> str:
    trained = " · trained or supplied by its maker" if review.opinion.maker_tie == "trained" else ""
    words = escaped(clipped(" ".join(review.text.split()), _REVIEW_ROOM))
    return (
        f"**{review.label} · {review.opinion.rating} of 5** · {use_in_words(review.opinion)}{trained}\n"
        f"-# <@{review.user_id}> · {on_day(review.changed_at)}\n{words}"
    )


def _look_ups(page: DevicePage) -> list[ui.Button[ui.LayoutView]]:
    """What there is to look up, with its number."""
    key, total = page.device.key, sum(page.counts.values())
    wanted = [(kind.value, kind, page.counts.get(kind, 0)) for kind in (EntryKind.PROTOCOL, EntryKind.COMPLICATION)]
    buttons = [
        button(count_of(kind, number).capitalize(), "device_search", key, value)
        for value, kind, number in wanted
        if number
    ]
    if total > sum(number for _, _, number in wanted):
        buttons.append(button(f"All {total}", "device_search", key, ANYTHING))
    return buttons


def _buttons(page: DevicePage, *, moderates: bool) -> list[ui.Button[ui.LayoutView]]:
    """The review, sharing, and for a moderator what the community has added."""
    key = page.device.key
    label = "Edit my review" if page.own_review else "Review it"
    buttons = [
        button(label, "device_review", key, style=ButtonStyle.primary),
        button("Share", "device_share", key),
    ]
    if page.added is not None and moderates:
        buttons.append(button("Take off the list", "device_remove", key, style=ButtonStyle.danger))
    return buttons


def _review_menu(reviews: Sequence[DeviceReview]) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(
            label=clipped(f"{each.label} · {each.opinion.rating} of 5 · {use_in_words(each.opinion)}", 100),
            value=str(each.number),
        )
        for each in reviews[:_MOST_CHOICES]
    ]
    return ui.Select(custom_id=compose("open"), placeholder="Show a review whole", options=options)


def _device_menu(devices: Sequence[Device], placeholder: str, action: str, *arguments: str) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(
            label=clipped(each.name, 100),
            value=each.key,
            description=clipped(f"{each.maker or ''} {kind_of(each)}{_added_here(each)}".strip(), 100),
        )
        for each in devices[:_MOST_CHOICES]
    ]
    return ui.Select(custom_id=compose(action, *arguments), placeholder=placeholder, options=options)


def _listed(listed: ListedDevice) -> str:
    device = listed.device
    first = f"**{escaped(device.name)}** · {maker_of(device)} · {kind_of(device)}{_added_here(device)}"
    counts = counts_of(listed.counts)
    return f"{first}\n-# {counts}" if counts else first


def _added_here(device: Device) -> str:
    """The catalogue may have got one of the same name since."""
    return " · added here" if device.basis == ADDED_HERE else ""


def between_lines(blocks: Sequence[str]) -> Iterator[str | ui.Item[ui.LayoutView]]:
    """The blocks of a card, with a line between each two."""
    for place, block in enumerate(blocks):
        if place:
            yield ui.Separator[ui.LayoutView]()
        yield block
