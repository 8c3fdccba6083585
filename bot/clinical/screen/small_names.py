"""The other half of a name in small letters: "eleftheria papadaki", "siobhan o'rourke", "jean-luc moreau".

Whether somebody is named at all has been decided; this says how far the name reaches, where no capital does.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.name_shapes import Shape, bare, shape_of
from bot.clinical.screen.passage import Hit, Passage
from bot.clinical.screen.persons import looks_a_surname
from bot.clinical.screen.vocabulary import name_words

# They say so behind a given name alone, unlike those of `persons`.
_BEGINNINGS: Final = ("o'", "mac", "fitz")
_ENDINGS: Final = (
    *("aki", "adis", "adou", "akos", "oglou", "ski", "ska", "cki", "cka", "wicz", "escu", "yan", "kar", "wala", "wal"),
    *("ez", "etti", "ini", "elli", "ucci", "eau", "eaux", "ault", "mann", "berg", "ssen", "nathan", "appa", "reddy"),
    *("manian", "singh", "jee", "worth", "field", "ington", "ham", "shaw", "bury", "croft"),
)
_SHORTEST: Final = 5  # letters


def whole(passage: Passage, hit: Hit) -> Hit:
    """The name with what belongs to it: what hyphens join to it, and a surname that no list knows."""
    first, last = passage.word_at(hit.start), passage.word_at(hit.end - 1)
    if passage.ends[last] != hit.end:
        return hit  # "Maria's"
    while first > 0 and passage.gap(first) == "-" and passage.words[first - 1].isalpha():
        first -= 1
    if _is_given(passage, last) and _is_surname(passage, last + 1):
        last += 1
    while passage.gap(last + 1) == "-" and _is_small_and_unknown(passage, last + 1):
        last += 1
    return Hit(hit.kind, min(hit.start, passage.starts[first]), passage.ends[last])


def _is_given(passage: Passage, index: int) -> bool:
    return shape_of(passage.written(index)) is Shape.SMALL and passage.words[index] in name_words().given


def _is_surname(passage: Passage, index: int) -> bool:
    if passage.gap(index) != " " or not _is_small_and_unknown(passage, index):
        return False
    word = passage.words[index]
    return looks_a_surname(word) or passage.written(index).startswith(_BEGINNINGS) or word.endswith(_ENDINGS)


def _is_small_and_unknown(passage: Passage, index: int) -> bool:
    word, names = bare(passage, index), name_words()
    if shape_of(passage.written(index)) is not Shape.SMALL or len(word) < _SHORTEST:
        return False
    return word not in names.never and word not in names.devices and not name_shapes.is_medical(word)
