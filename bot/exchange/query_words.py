"""What a typed query means: device names become a filter, the rest are words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.lookup import squash
from bot.clinical.reading import DeviceQuestion, Span
from bot.clinical.screen import identifiers_in_folded
from db.search import words_of

# Words that say nothing about what is looked for: "settings for melasma" need not have "for" in it.
_EMPTY_WORDS: Final = frozenset(
    "a an and any are as at be by do does for from has have how i in is it my of on or our that the to was what "  # noqa: SIM905 (forty lines of one word each read worse)
    "when which who why with you your".split()
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query taken apart. `asks` are short names that several devices share: they stay words until it is clear."""

    devices: tuple[str, ...]
    words: tuple[str, ...]
    asks: tuple[DeviceQuestion, ...]
    identifiers: tuple[str, ...]


def understood(query: str, chosen_device: str | None) -> Understood:
    """A chosen device wins: the names of others in the query are then only words."""
    if not query:
        return Understood((chosen_device,) if chosen_device else (), (), (), ())
    folded = fold(query)
    found, asks = catalogue().found_in_folded(folded)
    # In what somebody wrote, a slip in a name is forgiven; to who asks, no device is shown under another's name.
    found = tuple(each for each in found if _is_spelled_so(each.value, query[each.span.start : each.span.end]))
    if chosen_device is not None:
        found, asks = tuple(each for each in found if each.value == chosen_device), ()
    named = tuple(dict.fromkeys(each.value for each in found))
    return Understood(
        devices=(chosen_device,) if chosen_device else named,
        words=_telling(words_of(_without(query, [each.span for each in found]))),
        asks=asks,
        identifiers=tuple(dict.fromkeys(each.kind for each in identifiers_in_folded(folded))),
    )


def without_asked(query: str, device: str) -> str:
    """The query without the short names that have been said to mean this device."""
    _, asks = catalogue().found_in(query)
    spans = [question.span for question in asks if device in question.candidates]
    return " ".join(_without(query, spans).split())


def name_of(device: str) -> str:
    """A device as people call it."""
    known = catalogue().get(device)
    return known.name if known else device


def _is_spelled_so(key: str, written: str) -> bool:
    device = catalogue().get(key)
    return device is not None and squash(written) in map(squash, (device.name, *device.other_names))


def _without(query: str, spans: list[Span]) -> str:
    rest, position = "", 0
    for span in sorted(spans, key=lambda each: each.start):
        rest += query[position : span.start] + " "
        position = max(position, span.end)
    return rest + query[position:]


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word.lower() not in _EMPTY_WORDS) or words
