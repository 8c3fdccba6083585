"""What is told by what was found already: a name beside a number, the same name again, the other days of the visits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.full_names import full_name_before, is_known_word
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, bare, shape_of
from bot.clinical.screen.passage import Hit, Passage, listed
from bot.clinical.screen.vocabulary import colleague_words, date_words, name_words

_NUMBERS: Final = frozenset({"phone", "email", "national number", "date", "address"})
_RECORDS: Final = frozenset({"record number", "national number"})
_BETWEEN: Final = listed(
    "on at is under mobile cell tel phone ph mob whatsapp number no email mail nr medicare aadhaar amka passport ssn "
    "nhs"
)
# As a desk copies it: "Anna, 9/17/1985, 609-555-0175".
_IN_A_ROW: Final = LatePattern(r", ?(\d{1,2}([./-])\d{1,2}\2(?:19|20)\d\d)[,;] ?$")
_LONGEST_DATE: Final = 14  # characters, with what stands around it
_CARDS: Final = listed(
    "medicare aadhaar passport amka whatsapp viber signal telegram mobile phone tel fax email mail call"
)
_GAPS: Final = frozenset({" ", " (", ": ", " - ", ", ", ". "})
_AND: Final = frozenset({"and"})
_SHORTEST: Final = 3  # letters of a name that is looked for again
_MOST: Final = 20  # names, and numbers with somebody beside them


def beside_numbers(passage: Passage, found: list[Hit]) -> Iterator[Hit]:
    """ "Sunita (99871 40263)", "call Efthimia on 6971234567", "Anna Example, 12 Oak Crescent": whose it is."""
    for hit in islice((hit for hit in found if hit.kind in _NUMBERS), _MOST):
        number = passage.word_at(hit.start)
        if passage.starts[number] < hit.start:
            number += 1
        index = number
        while passage.has(index - 1, _BETWEEN):
            index -= 1
        row = _IN_A_ROW.search(passage.lower, max(0, hit.start - _LONGEST_DATE), hit.start)
        if row is not None:
            yield Hit("date", *row.span(1))
            index = number = passage.word_at(row.start(1))
        if not passage.is_capital(index - 1) or passage.gap(index) not in _GAPS:
            continue
        if hit.kind == "date":
            yield from _born(passage, index)
        elif hit.kind == "address":
            full = full_name_before(passage, index)
            if full is not None and passage.word_at(full.end - 1) not in passage.named:
                yield full
        else:
            yield from _whose(passage, index, number)


def behind_numbers(passage: Passage, found: list[Hit]) -> Iterator[Hit]:
    """ "Reg no 2291-B, Sumathi, melasma": a given name right behind a patient's number."""
    for hit in islice((hit for hit in found if hit.kind in _RECORDS), _MOST):
        index = passage.word_at(hit.end - 1) + 1
        if passage.gap(index) in (" ", ", ", ": ", " - ") and passage.is_capital(index):
            name = name_shapes.name_from(passage, index, name_shapes.is_capital_given)
            if name is not None and colleague_words().beside.isdisjoint(passage.words[index : index + 4]):
                yield name


def _born(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Example, Anna. 15/02/1970": a name in full, with a given name or surname that is known."""
    name = full_name_before(passage, index)
    if name is not None and any(is_known_word(passage, place) for place in (passage.word_at(name.start), index - 1)):
        yield name


def _whose(passage: Passage, index: int, number: int) -> Iterator[Hit]:
    """The name before this word, of whoever has the number; "Reach at 555 0100" is none."""
    if not colleague_words().beside.isdisjoint(passage.words[max(0, index - 4) : index]):
        return
    full, word = full_name_before(passage, index), bare(passage, index - 1)
    if full is not None:
        yield full
    elif word in _CARDS or word in date_words().person or (index < number and not _is_amid(passage, index - 1)):
        return
    elif name_shapes.is_new(word, shape_of(passage.written(index - 1))):
        yield passage.name(index - 1, index - 1)


def _is_amid(passage: Passage, index: int) -> bool:
    """Within a sentence, where only a name has a capital, or a given name."""
    return (index > 0 and passage.gap(index) == " ") or bare(passage, index) in name_words().given


def beside_names(passage: Passage, found: list[Hit]) -> Iterator[Hit]:
    """ "Khadija B. and Salma T.": one of the two, where the other is a patient."""
    if not passage.says(_AND):
        return
    for hit in islice((hit for hit in found if hit.kind == "name"), _MOST):
        last = passage.word_at(hit.end - 1)
        if shape_of(passage.written(last + 1)) is Shape.INITIAL and passage.gap(last + 1) == " ":
            last += 1
        if passage.is_one_of(last + 1, "and") and passage.is_capital(last + 2):
            yield from _another(passage, last + 2)
        first = passage.word_at(hit.start)
        if passage.has(first - 1, _AND) and passage.gap(first - 1) == passage.gap(first) == " ":
            yield from _before(passage, first - 2)


def _before(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Bob and Lin Example both had theirs": the first of the two."""
    is_given = shape_of(passage.written(index)) is Shape.CAPITAL and bare(passage, index) in name_words().given
    if is_given and not passage.has(index - 1, colleague_words().beside):
        yield passage.name(index, index)


def _another(passage: Passage, index: int) -> Iterator[Hit]:
    name = name_shapes.name_from(passage, index, name_shapes.is_new)
    if name is not None and colleague_words().beside.isdisjoint(passage.words[index : index + 4]):
        yield name


def again(passage: Passage, found: list[Hit]) -> Iterator[Hit]:
    """The names that were found, wherever else they stand: "Remember patient Sharon? Sharon's toenails are clear"."""
    words = {
        bare(passage, index)
        for hit in islice((hit for hit in found if hit.kind == "name"), _MOST)
        for index in range(passage.word_at(hit.start), passage.word_at(hit.end - 1) + 1)
    }
    words = {word for word in words if len(word) >= _SHORTEST and not name_shapes.is_medical(word)}
    for index in passage.places_of(frozenset(words) | {f"{word}s" for word in words}):
        if bare(passage, index) in words and shape_of(passage.written(index)) in (Shape.CAPITAL, Shape.CAPITALS):
            yield passage.name(index, index)
