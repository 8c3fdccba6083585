"""Names in full that no list knows: two words or more with a capital, none of which is a thing's.

They are somebody's in any language. Whether a patient's, those say who ask: by an age beside it, a heading, a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.addressed import HONOURED
from bot.clinical.screen.name_shapes import Shape, bare, name_from, shape_of
from bot.clinical.screen.passage import Hit, Name, Passage, listed
from bot.clinical.screen.verdict import is_a_colleagues
from bot.clinical.screen.vocabulary import name_words, place_words

_MOST_WORDS: Final = 5
_NICKNAMED: Final = frozenset({' "', '" ', " '", "' "})  # 'Roberta "Bobbie" Example, 58'
_SHORTEST_IN_CAPITALS: Final = 4  # letters: "PCOS" and "MNRF" are shorter, or known
_MORE_PARTICLES: Final = listed("al ben ait abd ibn bint dos das do ni nic mac st san ter ul ur abu umm")


def is_of_name(passage: Passage, index: int) -> bool:
    """Whether this word can stand within a name that nobody here knows."""
    if not 0 <= index < len(passage.words):
        return False
    word, shape, names = bare(passage, index), shape_of(passage.written(index)), name_words()
    if shape is Shape.INITIAL or word in name_shapes.PARTICLES | _MORE_PARTICLES:
        return passage.is_capital(index) or word in name_shapes.PARTICLES
    if word in HONOURED and passage.is_capital(index - 1):
        return True  # "Lakshmi amma"
    if shape is Shape.SMALL:
        return passage.gap(index) == "-" and passage.is_capital(index - 1) and len(word) < _SHORTEST_IN_CAPITALS
    if shape not in (Shape.CAPITAL, Shape.CAPITALS):
        return False
    if word in names.given or (word in names.surnames and word not in names.never):
        return True
    if shape is Shape.CAPITALS and len(word) < _SHORTEST_IN_CAPITALS and not passage.is_capital(index + 1):
        return False
    is_thing = word in names.never or word in names.devices or word in place_words().regions
    is_short = shape is Shape.CAPITALS and word in names.acronyms
    return not (is_thing or is_short or name_shapes.is_medical(word)) and name_shapes.looks_a_name(word, shape)


def full_name_before(passage: Passage, index: int) -> Hit | None:
    """The name in full that ends before this word: "Fatima El Example", "EXAMPLE, Le Anna", "Anna E."."""
    first, comma = index, False
    while index - first < _MOST_WORDS and is_of_name(passage, first - 1):
        gap = passage.gap(first)
        is_part = shape_of(passage.written(first)) is not Shape.INITIAL
        if first < index and gap == ", " and is_part and not comma and passage.gap(first - 1) != ", ":
            comma = True  # "Example, Anna"
        elif first < index and gap not in _NICKNAMED | {" ", "-"} and not _is_after_initial(passage, first):
            break
        first -= 1
    if passage.gap(first) == " " and passage.is_capital(first - 1) and name_shapes.is_medical(passage.words[first - 1]):
        return None  # "Erythema Dyschromicum Perstans"
    while first < index and passage.has(first, name_shapes.PARTICLES) and not passage.is_capital(first):
        first += 1
    return _in_full(passage, first, index - 1)


def _is_after_initial(passage: Passage, index: int) -> bool:
    return passage.gap(index) in (". ", ".") and shape_of(passage.written(index - 1)) is Shape.INITIAL


def full_name_at(passage: Passage, index: int) -> Hit | None:
    """The name in full that begins with this word."""
    name = name_from(passage, index, name_shapes.looks_a_name)
    return None if name is None else _in_full(passage, passage.word_at(name.start), passage.word_at(name.end - 1))


def _in_full(passage: Passage, first: int, last: int) -> Hit | None:
    """The name, where it has two words at least, none of which is a thing's."""
    if last <= first or not all(is_of_name(passage, place) for place in range(first, last + 1)):
        return None
    written = [shape_of(passage.written(place)) for place in range(first, last + 1)]
    if Shape.CAPITAL not in written and not any(is_known_word(passage, place) for place in range(first, last + 1)):
        return None  # "PICO TONING"
    if all(shape is Shape.INITIAL for shape in written):
        return None
    return passage.name(first, last)


def is_known_word(passage: Passage, index: int) -> bool:
    """Whether it is a given name or a surname of the lists."""
    word, names = bare(passage, index), name_words()
    return word in names.given or (word in names.surnames and word not in names.never)


def patients(passage: Passage, name: Hit | None) -> Iterator[Hit]:
    """The name, unless it is that of somebody at work."""
    if name is not None:
        whose = Name(passage.word_at(name.start), passage.word_at(name.end - 1))
        if not is_a_colleagues(passage, whose):
            yield name
