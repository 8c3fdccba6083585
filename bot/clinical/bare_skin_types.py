"""Skin types that are a numeral alone, with no "type" or "FST": "axillae, V, 18 mm", "safe in V-VI", "34F IV".

Such a numeral counts only in a text that names something treated, or whom, and never where it may number a phase, a
grade or a paragraph. IV is above all a vein: it needs what is treated, or whom, right beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from bot.clinical.folding import Words
from bot.clinical.reading import Found, Mention, Span
from bot.clinical.skin_type_numerals import ONE, ReadPlace, list_from, word_lists

ROMAN: Final = frozenset({"ii", "iii", "iv", "v", "vi"})
"""The numerals that are no other word."""
_FOUR: Final = [4]
_SMALL_OR_FIGURES: Final = frozenset("iv123456")
_NUMBERED: Final = re.compile(r"(?<!\w)I[.)]")  # "I. consent II. photos", "(I) … (II) …"
_LETTERS: Final = frozenset("ivx")  # of every numeral
_AGE_AND_SEX: Final = re.compile(r"\d\d(?:y|yo|yr)?[mf]|\d\dyo|[mf]\d\d")
_DOSE: Final = re.compile(r"\s?[\d.,]+\s?(?:mg|g|mcg|ml|l|cc|iu|units?)\b")
_SETTING_BEFORE: Final = re.compile(r"\d ?(?:ms|mm|nm|hz|j|j/cm(?:2|²)) $")
_LONGEST_SETTING: Final = 12  # characters
_CLAUSE: Final = 8  # words of a neighbouring clause
_MOST: Final = 60  # numerals in one text


class _Around(NamedTuple):
    """The words around a bare numeral that decide whether it is a skin type."""

    behind: frozenset[str]
    """What such a numeral follows: "safe in V", "a V", "a tanned IV"."""
    behind_several: frozenset[str]
    """What only several of them follow: "mostly III-IV"."""
    bounds: frozenset[str]
    """Of the first those that no vein follows: "above IV"."""
    people: frozenset[str]
    before: frozenset[str]
    before_four: frozenset[str]
    onwards: frozenset[str]
    and_or: frozenset[str]
    graded: frozenset[str]
    abbreviated: frozenset[str]
    into_veins: frozenset[str]


class _Place(NamedTuple):
    """A bare numeral, or a list of them, from its first to its last word, and where the text's things are named."""

    words: Words
    first: int
    last: int
    named: Collection[Span]
    is_further: bool
    """Whether another bare numeral was a type before it."""

    @property
    def opens_a_line(self) -> bool:
        return not self.first or "\n" in self.words.gap(self.first)

    @property
    def is_parted(self) -> bool:
        """Whether a clause begins with it."""
        return self.opens_a_line or self.words.breaks[self.first] > 0 or self.words.gap(self.first).strip() == ":"

    @property
    def is_all(self) -> bool:
        """Whether a clause ends with it."""
        words, following = self.words, self.last + 1
        return following == len(words.lower) or words.breaks[following] > 0 or words.gap(following).strip() == ":"

    @property
    def previous(self) -> str:
        return self.words.lower[self.first - 1] if self.first else ""

    @property
    def following(self) -> str:
        return self.words.lower[self.last + 1] if self.last + 1 < len(self.words.lower) else ""

    @property
    def clause_before(self) -> range:
        """The words of the clause that ends before it."""
        first = self.first - 1
        while first > max(self.first - _CLAUSE, 0) and not self.words.breaks[first]:
            first -= 1
        return range(max(first, 0), self.first)

    @property
    def clause_after(self) -> range:
        """The words of the clause that begins behind it."""
        breaks, end = self.words.breaks, self.last + 2
        while end < min(self.last + _CLAUSE, len(breaks)) and not breaks[end]:
            end += 1
        return range(self.last + 1, min(end, len(breaks)))

    @property
    def is_beside_something(self) -> bool:
        """Whether what is treated, or whom, stands a few words before or behind it in its sentence."""
        start, end = self.words.sentence(self.first)
        around = range(max(self.first - _CLAUSE, start), min(self.last + 1 + _CLAUSE, end))
        from_here, to_here = self.words.span(around[0], around[-1])
        return any(each.start < to_here and from_here < each.end for each in self.named) or any(
            map(self.is_person, around)
        )

    @property
    def is_part_of_a_name(self) -> bool:
        """The V of an Excel V."""
        start, end = self.words.span(self.first, self.first)
        return any(each.start < start and each.end == end for each in self.named)

    def is_person(self, index: int) -> bool:
        word = self.words.lower[index]
        return word in _around().people or _AGE_AND_SEX.fullmatch(word) is not None

    @property
    def behind_something(self) -> bool:
        """Whether it follows at once what is treated, or whom: "underarms V", "34F IV"."""
        if not self.first:
            return False
        end = self.words.span(self.first - 1, self.first - 1).end
        return self.is_person(self.first - 1) or any(each.end == end for each in self.named)

    @property
    def ends_a_settings(self) -> bool:
        """Whether it ends a clause that a setting stands in right before it: "20 J/cm2 20 ms III; large tip"."""
        before = self.words.text.lower[: self.words.starts[self.first]]
        return self.is_all and _SETTING_BEFORE.search(before, max(0, len(before) - _LONGEST_SETTING)) is not None

    @property
    def before_something(self) -> bool:
        """Whether it is followed at once by what is treated, or whom, or by a setting."""
        following = self.last + 1
        if following == len(self.words.lower):
            return False
        start = self.words.span(following, following).start
        return (
            self.words.lower[following][0].isdigit()
            or self.is_person(following)
            or any(each.start == start for each in self.named)
        )


def bare_skin_types_in(
    words: Words, read: Collection[ReadPlace], named: Iterable[Found | Mention] = ()
) -> Iterator[ReadPlace]:
    """The types named by numerals alone, but for the places that have been read.

    ``named`` are the devices, sites and the like in the text.
    """
    numerals = _unread(words, read)
    if not numerals:
        return
    spans = [each.span for each in named]
    if not spans and _around().people.isdisjoint(words.said):
        return
    read_to, is_further = 0, False
    for index in numerals:
        listed = _list_around(words, index) if words.starts[index] >= read_to else None
        if listed is None:
            continue
        numbers, first, read_to = listed
        place = _Place(words, first, bisect_left(words.starts, read_to) - 1, spans, is_further)
        if _is_type(place, numbers):
            is_further = True
            yield numbers, words.starts[first], read_to


def _unread(words: Words, read: Collection[ReadPlace]) -> list[int]:
    """The first numerals of the text, without those that stand in a place that has been read."""
    numerals: list[int] = []
    for index in words.places_of(ROMAN)[:_MOST]:
        at = words.starts[index]
        for _, start, end in read:
            if start <= at < end:
                break
        else:
            numerals.append(index)
    return numerals


def _list_around(words: Words, index: int) -> tuple[list[int], int, int] | None:
    """The types in the list with this numeral in it, its first word, as "I" in "I-III", and the place where it ends."""
    lower, cased = words.text.lower, words.text.cased
    for first in (index - 2, index - 1, index):
        if first < 0 or (first < index and words.lower[first] != "i"):
            continue
        start = words.starts[first]
        if ONE.match(lower, start) is None:
            continue
        numbers, end = list_from(lower, start)
        others = (at for at in range(start, end) if cased[at] in _SMALL_OR_FIGURES)
        if (capitals_end := next(others, end)) < end:  # "V-VI, 3 passes"
            numbers, length = list_from(lower[start:capitals_end], 0) if capitals_end > start else ([], 0)
            end = start + length
        if numbers and end > words.starts[index] and cased[end : end + 1] != "+":
            return numbers, first, end
    return None


def _is_type(place: _Place, numbers: list[int]) -> bool:
    if place.is_part_of_a_name or _is_numbered(place) or _is_graded(place) or _is_dose(place):
        return False
    if numbers == _FOUR:
        return _is_type_four(place)
    around = _around()
    goes_on = place.is_all or place.before_something or place.following in around.before
    if place.is_parted or place.behind_something or place.previous in around.behind:
        return goes_on
    if place.ends_a_settings:
        return True
    if len(numbers) > 1 and place.previous in around.behind_several:
        return goes_on
    following = place.last + 1
    return following < len(place.words.lower) and place.words.gap(following) == " " and place.is_person(following)


def _is_type_four(place: _Place) -> bool:
    """ "34F, IV, melasma", "axillae IV 18 mm", "above IV", "a tanned IV": no "fluids, IV", "IV antibiotics"."""
    around = _around()
    if not around.into_veins.isdisjoint(_words(place, place.clause_before)):
        return False
    if not around.into_veins.isdisjoint(_words(place, place.clause_after)):
        return False
    goes_on = place.is_all or place.before_something or place.following in around.before_four
    if place.is_parted:
        return goes_on and (place.is_further or place.is_beside_something)
    if place.ends_a_settings or _is_a_bound(place):
        return True
    return goes_on and (place.behind_something or place.previous in around.bounds)


def _is_a_bound(place: _Place) -> bool:
    """ "From IV on", "for IV and over"."""
    around, words = _around(), place.words.lower
    if place.previous not in around.behind and place.previous not in around.behind_several:
        return False
    return place.following in around.onwards or (
        place.following in around.and_or and not around.onwards.isdisjoint(words[place.last + 2 : place.last + 3])
    )


def _words(place: _Place, clause: range) -> list[str]:
    return place.words.lower[clause.start : clause.stop]


def _is_numbered(place: _Place) -> bool:
    """Whether it numbers what follows: "II. Consent", "(II) consent", or a cell of some table."""
    words, first = place.words, place.first
    sign = words.text.lower[words.ends[place.last] : words.ends[place.last] + 1]
    gap = words.gap(first)
    if "|" in gap or "\t" in gap:
        return "\n" in words.text.lower
    if sign in {".", ")", ":"} and place.opens_a_line:
        return "\n" not in words.gaps[place.last + 1]
    numbers = sign == ")" or (sign == "." and words.breaks[first] == 2)
    return numbers and _NUMBERED.search(words.text.cased) is not None


def _is_graded(place: _Place) -> bool:
    """Whether it is a grade's, a phase's or a nerve's number: "grade III", "CN V", "vol. II"."""
    if place.opens_a_line:
        return False
    if _LETTERS.issuperset(place.previous):
        return True
    gap = place.words.gap(place.first).strip()
    return place.previous in (_around().abbreviated if gap == "." else () if gap else _around().graded)


def _is_dose(place: _Place) -> bool:
    """ "IV 500 mg"."""
    return _DOSE.match(place.words.text.lower, place.words.ends[place.last]) is not None


@cache
def _around() -> _Around:
    bare = word_lists("bare")
    graded = bare["graded"] | word_lists()["not_skin_before"]
    return _Around(**{**{name: bare[name] for name in _Around._fields}, "graded": graded})
