"""Two devices side by side: two short columns that a telephone can hold, and what is too long for them below."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from itertools import zip_longest
from statistics import median
from typing import Final

from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.device_reviews import months_in_words
from bot.exchange.devices import DevicePage
from bot.ui.cards import button, card
from bot.ui.device_words import NO_LIMITS, REPORTS_ARE_NO_RATES, complications_of, kind_of, limits_of, wavelengths_of
from bot.ui.text import SHARED_BY_MEMBERS, clipped, escaped

_COLUMN: Final = 14  # characters; two of them and the line between fit into 390 pixels
_LONGEST_CELL: Final = 84
_MOST_COMPLICATIONS: Final = 3
_MOST_COSTS: Final = 2
_COST_ROOM: Final = 150
_LIMITS_ROOM: Final = 600


def comparison_card(first: DevicePage, second: DevicePage) -> ui.LayoutView:
    """For one person, with a button to each device's page."""
    pages = (first, second)
    blocks = [
        f"### {escaped(first.device.name)} and {escaped(second.device.name)}",
        f"```\n{comparison_table(first, second)}\n```",
        "\n".join(filter(None, [_not_counted(pages), REPORTS_ARE_NO_RATES])),
        "\n".join(_costs(pages)),
        "\n".join(_limits(pages)),
        SHARED_BY_MEMBERS,
    ]
    return card(
        [block for block in blocks if block],
        buttons=[button(clipped(page.device.name, 80), "device_open", page.device.key) for page in pages],
    )


def comparison_table(first: DevicePage, second: DevicePage) -> str:
    """The facts in pairs, each under its name."""
    lines = list(_paired(first.device.name, second.device.name))
    for name, told in _ROWS:
        lines.append(f"{name.upper()} ".ljust(2 * _COLUMN + 3, "─"))
        lines.extend(_paired(told(first), told(second)))
    return "\n".join(lines)


def _paired(left: str, right: str) -> Iterator[str]:
    for pair in zip_longest(_cell(left), _cell(right), fillvalue=""):
        yield f"{pair[0]:<{_COLUMN}} │ {pair[1]}".rstrip()


def _cell(text: str) -> list[str]:
    # A backtick would end the block that keeps the columns straight.
    plain = clipped(" ".join(text.replace("`", "'").split()), _LONGEST_CELL)
    return textwrap.wrap(plain, _COLUMN) or ["–"]


def _rating(page: DevicePage) -> str:
    rating = page.rating
    if rating.average is not None:
        return f"{rating.average:.1f} of 5, from {len(rating.counted)}"
    return f"{len(rating.counted)} rated: too few" if rating.counted else "not rated yet"


def _owners(page: DevicePage) -> str:
    counted = [each.opinion for each in page.reviews if not page.is_paid_for(each)]
    return f"{sum(each.owns for each in counted)} of {len(counted)}" if counted else "–"


def _months(page: DevicePage) -> str:
    months = [each.opinion.months for each in page.reviews if not page.is_paid_for(each)]
    return months_in_words(round(median(months))) if months else "–"


def _source(page: DevicePage) -> str:
    return page.device.source or f"none: {page.device.basis or 'unchecked'}"


def _count(kind: EntryKind) -> Callable[[DevicePage], str]:
    return lambda page: str(page.counts.get(kind, 0))


_ROWS: Final[tuple[tuple[str, Callable[[DevicePage], str]], ...]] = (
    ("Rating", _rating),
    ("Own it", _owners),
    ("In use, median", _months),
    ("Kind", lambda page: kind_of(page.device)),
    ("Wavelengths", lambda page: wavelengths_of(page.device) or "none recorded"),
    ("Handpieces", lambda page: ", ".join(page.handpieces) or "none recorded"),
    ("Protocols", _count(EntryKind.PROTOCOL)),
    ("Complications", _count(EntryKind.COMPLICATION)),
    ("Most reported", lambda page: complications_of(page, _MOST_COMPLICATIONS) or "none reported"),
    ("Maker", lambda page: page.device.maker or "not recorded"),
    ("Source of facts", _source),
)


def _not_counted(pages: tuple[DevicePage, DevicePage]) -> str:
    paid = [(page.device.name, len(page.rating.paid)) for page in pages if page.rating.paid]
    if not paid:
        return ""
    return "-# Paid by its maker, not counted: " + ", ".join(f"{number} of {escaped(name)}" for name, number in paid)


def _costs(pages: tuple[DevicePage, DevicePage]) -> Iterator[str]:
    lines = [line for page in pages for line in _costs_of(page)]
    if lines:
        yield "**Running cost, in members' words**"
        yield from lines


def _costs_of(page: DevicePage) -> Iterator[str]:
    told = [each for each in page.reviews if each.opinion.running_cost and not page.is_paid_for(each)]
    for review in told[:_MOST_COSTS]:
        cost = escaped(clipped(" ".join(review.opinion.running_cost.split()), _COST_ROOM))
        yield f"- {escaped(page.device.name)}: {cost} ({review.label})"


def _limits(pages: tuple[DevicePage, DevicePage]) -> Iterator[str]:
    yield "**What I flag**"
    for page in pages:
        room, lines = _LIMITS_ROOM, list(limits_of(page.device))
        yield f"{escaped(page.device.name)}" if lines else f"{escaped(page.device.name)}: {NO_LIMITS}"
        for line in lines:
            room -= len(line)
            if room < 0:
                yield "- and more, on its page"
                break
            yield f"- {line}"
