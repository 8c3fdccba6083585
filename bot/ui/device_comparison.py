"""Two devices side by side: a narrow table of numbers that a telephone can hold, and below it pairs of words.

They are called A and B, because two names beside each other are wider than a telephone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from statistics import median
from typing import Final

from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.devices import FEWEST_FOR_AN_AVERAGE, DevicePage
from bot.ui.cards import button, card
from bot.ui.device_cards import between_lines, without_members_words
from bot.ui.device_words import (
    NO_LIMITS,
    REPORTS_ARE_NO_RATES,
    complications_of,
    kind_of,
    limits_of,
    maker_of,
    wavelengths_of,
)
from bot.ui.text import SHARED_BY_MEMBERS, clipped, escaped, on_day
from db.device_reviews import DeviceReview

Told = Callable[[DevicePage], str]
_LABEL: Final = 14  # characters; with two columns of numbers 24, which fit into 390 pixels
_COLUMN: Final = 5
_MOST_COMPLICATIONS: Final = 3
_MOST_COSTS: Final = 2
_COST_ROOM: Final = 150
_WORDS_ROOM: Final = 200
_LIMITS_ROOM: Final = 600
_NOTHING: Final = "–"


def comparison_card(first: DevicePage, second: DevicePage) -> ui.LayoutView:
    """For one person, with a button to each device's page."""
    share = button("Share", "compare_share", first.device.key, second.device.key)
    return _card(first, second, "\n".join(_costs(first, second)), SHARED_BY_MEMBERS, share)


def shared_comparison_card(first: DevicePage, second: DevicePage, now: datetime) -> ui.LayoutView:
    """For all in a channel, as of a day. As on a shared page, no member's words stand on it.

    `first` and `second` are of what every exchange member can see.
    """
    as_of = f"-# As of {on_day(now)}; `/device compare` is up to date.\n{SHARED_BY_MEMBERS}"
    return _card(without_members_words(first), without_members_words(second), "", as_of)


def _card(
    first: DevicePage, second: DevicePage, costs: str, last: str, *buttons: ui.Button[ui.LayoutView]
) -> ui.LayoutView:
    heading = f"### {escaped(first.device.name)} and {escaped(second.device.name)}"
    blocks = [
        f"{heading}\n{_name('A', first)}\n{_name('B', second)}",
        f"```\n{comparison_table(first, second)}\n```\n" + "\n".join(_notes(first, second)),
        "\n".join(line for name, told in _WORDS for line in _paired(name, told(first), told(second))),
        costs,
        "\n".join(_paired("What I flag", _limits(first), _limits(second))),
        last,
    ]
    opening = [button(page.device.name, "device_open", page.device.key) for page in (first, second)]
    return card(list(between_lines([block for block in blocks if block])), buttons=[*opening, *buttons])


def comparison_table(first: DevicePage, second: DevicePage) -> str:
    """The numbers in two columns."""
    rows = [_row("", "A", "B"), *(_row(name, told(first), told(second)) for name, told in _NUMBERS)]
    return "\n".join(rows)


def _row(name: str, left: str, right: str) -> str:
    return f"{name:<{_LABEL}}{left:>{_COLUMN}}{right:>{_COLUMN}}"


def _name(letter: str, page: DevicePage) -> str:
    return f"**{letter}** {escaped(page.device.name)} · {maker_of(page.device)}"


def _counted(page: DevicePage) -> list[DeviceReview]:
    return [each for each in page.reviews if not page.is_paid_for(each)]


def _average(page: DevicePage) -> str:
    average = page.rating.average
    return _NOTHING if average is None else f"{average:.1f}"


def _owners(page: DevicePage) -> str:
    counted = _counted(page)
    return str(sum(each.opinion.owns for each in counted)) if counted else _NOTHING


def _months(page: DevicePage) -> str:
    counted = _counted(page)
    return str(round(median(each.opinion.months for each in counted))) if counted else _NOTHING


def _source(page: DevicePage) -> str:
    device = page.device
    return escaped(clipped(device.source, _WORDS_ROOM)) if device.source else f"none recorded: {device.basis}"


def _count(kind: EntryKind) -> Told:
    return lambda page: str(page.counts.get(kind, 0))


_NUMBERS: Final[tuple[tuple[str, Told], ...]] = (
    ("Rating, of 5", _average),
    ("Rated by", lambda page: str(len(page.rating.counted))),
    ("Of them own it", _owners),
    ("Months, median", _months),
    ("Complications", _count(EntryKind.COMPLICATION)),
    ("Protocols", _count(EntryKind.PROTOCOL)),
    ("Tips", _count(EntryKind.TIP)),
)
_WORDS: Final[tuple[tuple[str, Told], ...]] = (
    ("Complications reported", lambda page: complications_of(page, _MOST_COMPLICATIONS) or "none"),
    ("Kind", lambda page: kind_of(page.device)),
    ("Wavelengths", lambda page: wavelengths_of(page.device) or "none recorded"),
    ("Handpieces", lambda page: escaped(clipped(", ".join(page.handpieces), _WORDS_ROOM)) or "none recorded"),
    ("Source of these facts", _source),
)


def _notes(first: DevicePage, second: DevicePage) -> Iterator[str]:
    yield REPORTS_ARE_NO_RATES
    if first.rating.average is None or second.rating.average is None:
        yield f"-# A rating is an average of at least {FEWEST_FOR_AN_AVERAGE} colleagues."
    if first.rating.paid or second.rating.paid:
        yield f"-# Paid by its maker, not counted: A {len(first.rating.paid)}, B {len(second.rating.paid)}."


def _paired(name: str, left: str, right: str) -> Iterator[str]:
    """A fact of both, each on a line of its own; once where they are the same."""
    if left == right:
        beside = " " if "\n" not in left else "\n"
        yield f"**{name}**, both:{beside}{left}"
    else:
        yield f"**{name}**"
        yield f"A: {left}"
        yield f"B: {right}"


def _costs(first: DevicePage, second: DevicePage) -> Iterator[str]:
    costs = [*_costs_of("A", first), *_costs_of("B", second)]
    if costs:
        yield "**Running cost, in members' words**"
        yield from costs


def _costs_of(letter: str, page: DevicePage) -> Iterator[str]:
    told = [each for each in _counted(page) if each.opinion.running_cost]
    for review in told[:_MOST_COSTS]:
        yield f"{letter}: {escaped(clipped(review.opinion.running_cost, _COST_ROOM))} ({review.label})"


def _limits(page: DevicePage) -> str:
    room, kept = _LIMITS_ROOM, list[str]()
    for line in limits_of(page.device):
        room -= len(line)
        if room < 0:
            kept.append("and more, on its page")
            break
        kept.append(line)
    return "\n".join(kept) if kept else NO_LIMITS
