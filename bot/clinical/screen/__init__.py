"""A screen for words that may identify a patient.

It finds forms, not people: bare first names, stories and rare cases stay the author's care. Colleagues, papers,
eponyms, clinics and devices are no patients. What is found is told as a kind and a place, never as the words.

Most messages hold nothing: a look-up of their words in one dictionary, one search for runs of digits and two for single
characters decide whether anything dearer is tried at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from bot.clinical.folding import Folded, fold
from bot.clinical.reading import Identifier
from bot.clinical.screen import dates, first_names, links, names, national, phones, places, records
from bot.clinical.screen.passage import CueRule, Hit, Passage

_RUN: Final = re.compile(r"\d(?:[ ./()+-]{0,3}\d){3,}")
_NOT_DIGITS: Final = str.maketrans("", "", " ./()+-")
# Where several kinds claim one place, the first of these is the better description.
_ORDER: Final = {
    kind: rank
    for rank, kind in enumerate(
        (
            "email",
            "url",
            "national number",
            "account number",
            "record number",
            "device serial",
            "date",
            "phone",
            "postcode",
            "address",
            "age",
            "name",
        )
    )
}
_ENOUGH: Final = 60  # found; a text that holds as many is held for them, and its time stays in step with its length


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The places that may identify a patient, in their order."""
    return identifiers_in_folded(fold(text))


def identifiers_in_folded(folded: Folded) -> tuple[Identifier, ...]:
    """As `identifiers`, for a text that is folded already."""
    hits = _best(islice(_hits(Passage(folded)), _ENOUGH))
    return tuple(Identifier(hit.kind, folded.span(hit.start, hit.end)) for hit in hits)


def _hits(passage: Passage) -> Iterator[Hit]:
    rules = _rules()
    cued = [(index, word) for index, word in enumerate(passage.words) if word in rules]
    for index, word in cued:
        for rule in rules[word]:
            yield from _in_prose(passage, rule(passage, index))
    runs = [match.span() for match in _RUN.finditer(passage.lower)]
    if runs:
        yield from _in_prose(passage, _in_runs(passage, runs))
    if "@" in passage.lower:
        yield from links.emails(passage)
    if "/" in passage.lower or "www." in passage.lower:
        yield from links.links(passage)
    yield from _in_prose(passage, places.uk_postcodes(passage))


def _in_runs(passage: Passage, runs: list[tuple[int, int]]) -> Iterator[Hit]:
    found = False
    long_runs: list[tuple[int, int]] = []
    for start, end in runs:
        digits = len(passage.lower[start:end].translate(_NOT_DIGITS))
        for hits in (
            national.in_numbers(passage, start, end, digits),
            dates.in_numbers(passage, start, end),
            phones.in_numbers(passage, start, end, digits),
            places.in_numbers(passage, start, end, digits),
        ):
            for hit in hits:
                found = True
                yield hit
        if digits >= 9 and not found:
            long_runs.append((start, end))
    if long_runs:
        yield from phones.possible_in_numbers(passage, long_runs)


def _in_prose(passage: Passage, hits: Iterator[Hit]) -> Iterator[Hit]:
    return (hit for hit in hits if passage.is_prose(hit.start, hit.end))


def _best(hits: Iterator[Hit]) -> list[Hit]:
    """The hits in their order, without those that lie on a better one."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda each: (_ORDER[each.kind], each.start, -each.end)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda each: each.start)


@cache
def _rules() -> dict[str, tuple[CueRule, ...]]:
    """What each cue word calls."""
    called: dict[str, tuple[CueRule, ...]] = {}
    for part in (names, first_names, dates, phones, national, records, places, links):
        for words, rule in part.rules():
            for word in words:
                called[word] = (*called.get(word, ()), rule)
    return called
