"""Whether a reaction was meant or is usual: "crusting as intended", "Endpoint: pale dots"; not "more than usual"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.denial import word_sets
from bot.clinical.lookup import load
from bot.clinical.phrases import View

_WITHIN: Final = 6  # words from a reaction to "as intended"
_ENDPOINT_WITHIN: Final = 12  # words
_ENDPOINTS: Final = frozenset({"endpoint", "endpoints", "endpt"})
_LABELS: Final = (":", "=", "- ")
_BACK: Final = 2  # words from "usual" back to "more than the"


@dataclass(frozen=True, slots=True)
class _Language:
    before: frozenset[str]
    between: frozenset[str]
    beyond: frozenset[str]
    after: frozenset[str]
    links: frozenset[str]
    lasts: frozenset[str]
    turns: frozenset[str]


def is_wanted(view: View, first: int, last: int) -> bool:
    """Whether the words from ``first`` to ``last`` are what was to come about."""
    return _said_before(view, first) or _said_after(view, last)


def is_endpoint(view: View, first: int) -> bool:
    """Whether it is named as the endpoint: "Endpoint: pale dots", "…, endpoint = bruising"; not "… but she burned".

    A protocol's line that begins so goes on over commas.
    """
    if _ENDPOINTS.isdisjoint(view.words.said):
        return False
    lower, breaks, gaps = view.lower, view.breaks, view.words.gaps
    for index in range(first - 1, max(first - 1 - _ENDPOINT_WITHIN, -1), -1):
        if breaks[index + 1] == 2 or ";" in gaps[index + 1]:
            return False
        if lower[index] in _ENDPOINTS and gaps[index + 1].lstrip().startswith(_LABELS):
            begins = index == 0 or breaks[index] == 2
            clause_ends = next((at for at in range(first + 1, len(lower)) if breaks[at]), len(lower))
            listed = begins or not any(breaks[index + 2 : first + 1])
            return listed and _language().turns.isdisjoint(lower[index:clause_ends])
    return False


def _said_before(view: View, first: int) -> bool:
    language = _language()
    lower, breaks = view.lower, view.breaks
    index = first - 1
    while index > 0 and lower[index] in language.between:
        index -= 1
    if index < 0 or any(breaks[index + 1 : first + 1]) or lower[index] not in language.before:
        return False
    return language.beyond.isdisjoint(lower[max(index - _BACK, 0) : index])


def _said_after(view: View, last: int) -> bool:
    """Whether it is linked to it ("as intended"), or said behind a comma by itself ("blister, needed, …")."""
    language = _language()
    lower, breaks = view.lower, view.breaks
    linked = True
    for index in range(last + 1, min(last + 1 + _WITHIN, len(lower))):
        if breaks[index] == 2:
            return False
        linked = linked and not breaks[index]
        if lower[index] in language.after:
            return linked or index + 1 == len(lower) or breaks[index + 1] > 0
        if lower[index].isdigit() or lower[index] in language.lasts:
            continue  # "bruising 10 d, wanted"
        if lower[index] not in language.links:
            return False
        linked = True
    return False


@cache
def _language() -> _Language:
    return _Language(**word_sets(load("standing.toml")["wanted"], _Language.__dataclass_fields__))
