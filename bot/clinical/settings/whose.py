"""Whose a word is: which of several sets an endpoint, a cooling or an anaesthetic belongs to that is told behind them.

"Frosting with all three" is every set's, "pinpoint bleeding only with the 80" the one's that has the 80. An endpoint
that says nothing of the kind, in a sentence of its own, is that of a whole list, but of the last step of a course.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.clinical.reading import SettingKey
from bot.clinical.settings.quantity import SENTENCE_ENDS
from bot.clinical.settings.segment import Segment
from bot.clinical.settings.set_items import Item
from bot.clinical.settings.text import Reader

OF_WHOM: Final = frozenset({SettingKey.ENDPOINT, SettingKey.COOLING, SettingKey.ANAESTHESIA})
"""What is told behind several sets and may be one's alone."""
_GOES_ON: Final = frozenset({"only", "all", "both", "each", "either", "everywhere", "throughout"})
_ALIKE: Final = frozenset({"same", "otherwise", "identical"})
_SIGNS: Final = ("part", "site", "laser")
_BUT: Final = frozenset({"except", "but", "bar"})
_ON: Final = frozenset({"at", "with", "on", "in", "for", "only"}) | _BUT
_SMALL: Final = _ON | {"the", "a", "an", "of", "and", "my", "her", "his", "to", "over", "both", "all", "one", "was"}
_MOST_SETS: Final = 12
_MOST_TOLD: Final = 6  # each is held against each set, so that the time grows with the length
_NAMED_WITHIN: Final = 3  # words: "on the resolve side"
_COUNTS: Final = frozenset({"two", "three", "four"})
_PLACES: Final = {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "latter": -1, "last": -1}
_THIS: Final = frozenset({"that", "this"})
_NEXT: Final = frozenset({"then", "later", "followed", "afterwards", "moved", "switched", "back", "next", "now"})
_SIDE_BY_SIDE: Final = "group a"  # the only parts of a treatment that are no steps


def owners_of(reader: Reader, segments: Sequence[Segment]) -> list[tuple[Item, frozenset[int]]]:
    """What is told behind the last figures, and the sets that it belongs to, where words say which."""
    last = segments[-1]
    if last.last_core < 0 or last.items[-1].word < last.last_core or len(segments) > _MOST_SETS:
        return []
    behind = [item for item in last.items if item.word > last.last_core and item.key in OF_WHOM][:_MOST_TOLD]
    everyone = frozenset(range(len(segments)))
    found: list[tuple[Item, frozenset[int]]] = []
    for at, item in enumerate(behind):
        first, end = _clause(reader, item.word, last.last_core)
        following = behind[at + 1].word if at + 1 < len(behind) else end
        owners = _named(reader, segments, item, first, min(end, following))
        if not owners and following < end:
            owners = _named(reader, segments, item, first, end)  # "DCD and EMLA for both"
        if not owners and found and found[-1] == (behind[at - 1], everyone):  # "DCD 30/20 for both, PFE"
            parted = SENTENCE_ENDS in reader.breaks[behind[at - 1].word + 1 : item.word + 1]
            owners = owners if parted else everyone
        if not owners and item.key is SettingKey.ENDPOINT and _is_of_the_list(reader, segments, item, end):
            owners = everyone
        if owners:
            found.append((item, owners))
    return found


def _clause(reader: Reader, word: int, last_core: int) -> tuple[int, int]:
    """The first word of the clause behind the figures in which a word stands, and one past its last."""
    end = word + 1
    while end < len(reader.lower) and (not _breaks(reader, end) or _goes_on(reader, end)):
        end += 1
    first = word
    while first > last_core + 1 and not _breaks(reader, first):
        first -= 1
    return first, end


def _breaks(reader: Reader, word: int) -> bool:
    return reader.breaks[word] > 0 and reader.gaps[word].strip() != "/"  # "DCD 30/20 on the neck"


def _goes_on(reader: Reader, word: int) -> bool:
    return reader.breaks[word] < SENTENCE_ENDS and reader.lower[word] in _GOES_ON


def _named(reader: Reader, segments: Sequence[Segment], item: Item, first: int, end: int) -> frozenset[int]:
    """The sets that a clause names; none where it names none."""
    if _says_all(reader, first, end):
        everyone = frozenset(range(len(segments)))
        but = next((at for at in range(first, end) if reader.lower[at] in _BUT), end)
        return everyone - _called(reader, segments, item, but, end) if but < end else everyone
    return _called(reader, segments, item, first, end) or _pointed_at(reader.lower[first:end], len(segments))


def _says_all(reader: Reader, first: int, end: int) -> bool:
    if any(reader.lower[sign.first] not in _ALIKE for sign in reader.signs_from("shared", first, end)):
        return True
    return reader.word(end - 1) in _COUNTS and reader.word(end - 2) == "the"


def _called(reader: Reader, segments: Sequence[Segment], item: Item, first: int, end: int) -> frozenset[int]:
    """The sets with a word or a figure that a clause says: "on the nose", "with the 80", "in B"."""
    said = _labels(reader, first, end) | _words_said(reader, first, end) | _figures_said(reader, item, first, end)
    if not said:
        return frozenset()
    own: list[set[object]] = []
    for at, segment in enumerate(segments):
        begins = segments[at - 1].items[-1].word + 1 if at else 0
        stop = segments[at + 1].first if at + 1 < len(segments) else first
        figures = {part.value for each in reader.quantities_between(segment.first, stop) for part in each.parts}
        own.append({*_labels(reader, segment.first, stop), *reader.lower[begins:stop], *figures})
    said -= set[object].intersection(*own)  # what all of them have tells none apart
    return frozenset(at for at, has in enumerate(own) if not said.isdisjoint(has))


def _labels(reader: Reader, first: int, end: int) -> set[object]:
    return {(kind, sign.value) for kind in _SIGNS for sign in reader.signs_from(kind, first, end)}


def _words_said(reader: Reader, first: int, end: int) -> set[object]:
    """The words by which a set may be called: "on the resolve side", "in B and C", "only R"."""
    lower = reader.lower
    near = {lower[index - 1] for index in range(first + 1, end) if lower[index] == "only"}  # "the left only"
    near |= {
        behind
        for index in range(first, end)
        if lower[index] in _ON
        for behind in lower[index + 1 : min(index + 1 + _NAMED_WITHIN, end)]
    }
    return {word for word in near - _SMALL if not word[0].isdigit()}


def _figures_said(reader: Reader, item: Item, first: int, end: int) -> set[object]:
    """Figures without a unit by which a set may be called ("with the 80"), and not what cools or numbs."""
    span = item.settings[0].span
    own = range(reader.word_of(span.start), reader.word_of(span.end - 1) + 1)
    return {
        part.value
        for quantity in reader.quantities_between(first, end)
        if quantity.unit in {"", "nm"} and quantity.first_word not in own
        if reader.word(quantity.first_word - 1) in {"the", "with", "at", "only"}
        for part in quantity.parts
    }


def _pointed_at(words: Sequence[str], how_many: int) -> frozenset[int]:
    """The set that is pointed at: "that one", "with the second", "only at the higher one"."""
    for one, other in pairwise(words):
        if one == "the" and other in _PLACES and _PLACES[other] < how_many:
            return frozenset({_PLACES[other] % how_many})
        if (one in _THIS and other == "one") or (one == "only" and other in _ON):
            return frozenset({how_many - 1})
    if words[-1] == "only" and not _ON.isdisjoint(words[:-1]):
        return frozenset({how_many - 1})
    return frozenset()


def _is_of_the_list(reader: Reader, segments: Sequence[Segment], item: Item, end: int) -> bool:
    """Whether an endpoint in a sentence of its own is that of every set before it."""
    if SENTENCE_ENDS not in reader.breaks[segments[-1].last_core + 1 : item.word + 1]:
        return False
    if any(each.key is SettingKey.ENDPOINT for segment in segments[:-1] for each in segment.items):
        return False
    if reader.signs_from("site", item.word + 1, end):
        return False  # a place of its own
    headed = reader.word(item.word - 1) in {"endpoint", "endpoints"} and "\n" in reader.gaps[item.word - 1]
    return headed or all(_is_listed(reader, before, segment) for before, segment in pairwise(segments))


def _is_listed(reader: Reader, before: Segment, segment: Segment) -> bool:
    """Whether a set stands in a list with the one before it, and is no later step."""
    words = range(before.items[-1].word + 1, segment.first_core + 1)
    if any(reader.lower[word] in _NEXT for word in words):
        return False
    if any(sign.value != _SIDE_BY_SIDE for sign in reader.signs_from("part", words.start, words.stop)):
        return False
    if any("\n" in reader.gaps[word] or ";" in reader.gaps[word] or ":" in reader.gaps[word] for word in words):
        return True
    return bool(reader.signs_from("site", words.start, words.stop))
