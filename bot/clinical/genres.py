"""Whether a message only writes of emergencies, as a consent, a course or a stock list does, and nobody has one.

What such a message names ("vascular occlusion", "EpiPen x2") is no sign. What it describes ("her lip turned white") is,
and so is what it asks. Wherever somebody is spoken of who may be ill nothing is cleared at all, with one exception:
what somebody has only read or heard about, and was found not to have ("he had read about strokes, all normal").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

from bot.clinical.denial import is_denial, word_sets, words_in
from bot.clinical.lookup import load
from bot.clinical.phrases import View, WordSet

_PAPER_REACH: Final = 5  # "consent form v5, risks page lists"
_LONGEST_HEADING: Final = 10  # words
_NO_CUE_WITHIN: Final = 3  # words: "never had any training", "during the last course"
_READ_WITHIN: Final = 3  # "read about a stroke"
_QUOTES: Final = frozenset({"'", '"'})


@dataclass(frozen=True, slots=True)
class _Language:
    papers: frozenset[str]
    papers_list: frozenset[str]
    in_general: frozenset[str]
    chances: frozenset[str]
    genres: frozenset[str]
    genre_pairs: frozenset[tuple[str, ...]]
    no_genre_pairs: frozenset[tuple[str, ...]]
    besides: frozenset[str]
    headings: frozenset[str]
    no_heading_pairs: frozenset[tuple[str, ...]]
    drills: frozenset[str]
    named: WordSet
    people: frozenset[str]
    played: frozenset[str]
    not_ill: frozenset[str]
    happening: WordSet
    happening_pairs: frozenset[tuple[str, ...]]
    times: frozenset[str]
    sides: frozenset[str]
    parts: frozenset[str]
    measured: frozenset[str]
    ages: frozenset[str]
    units_of_time: frozenset[str]
    later: frozenset[str]
    before_a_time: frozenset[str]
    read_of: frozenset[tuple[str, ...]]
    verdicts: frozenset[tuple[str, ...]]


class Genre:
    """What kind of text a message is."""

    __slots__ = ("_about", "_headed", "_lists_risks", "_unfounded", "_view")

    def __init__(self, view: View) -> None:
        language = _language()
        self._view = view
        self._lists_risks = _lists_risks(view)
        self._unfounded = not language.verdicts.isdisjoint(pairwise(view.lower))
        # The sentences, known by where they begin, and how far a heading reaches.
        self._about: set[int] = set()
        if not (language.genres.isdisjoint(view.lower) and language.genre_pairs.isdisjoint(pairwise(view.lower))):
            self._about.update(self._sentence(at)[0] for at in range(len(view.lower)) if _is_cue(view, at))
        self._headed = _headed(view)
        if self._headed:
            self._about.add(0)
        if (self._about or self._lists_risks) and self._tells_of_somebody():
            self._about.clear()
            self._headed = 0
            self._lists_risks = False

    def only_writes_of(self, first: int, last: int) -> bool:
        """Whether nobody has what the words from ``first`` to ``last`` say: they are only written about."""
        language = _language()
        lower = self._view.lower
        begin, end = self._sentence(first)
        is_asked = "?" in self._view.words.gap(end)
        about = not is_asked and (begin in self._about or first < self._headed)
        on_paper = self._lists_risks and not language.papers.isdisjoint(lower[begin:end])
        if on_paper and not (language.papers | language.in_general).isdisjoint(lower[begin:first]):
            return True  # however it is said: "our consent text: rarely sight can be lost"
        if about and self._is_said_in_a_drill(first):
            return True
        if not all(language.named.holds(self._view, index) for index in range(first, last + 1)):
            return False
        if about or self._was_read_of(first):
            return True
        return on_paper and not language.chances.isdisjoint(lower[begin:end])

    def _sentence(self, index: int) -> tuple[int, int]:
        return self._view.words.sentence(index)

    def _was_read_of(self, first: int) -> bool:
        """ "She had read about strokes" and was found to be well."""
        start = max(first - _READ_WITHIN, self._sentence(first)[0])
        return self._unfounded and not _language().read_of.isdisjoint(pairwise(self._view.lower[start:first]))

    def _tells_of_somebody(self) -> bool:
        """Whether a person, what was done, a side of the body, a measurement or an age speaks of something real."""
        language = _language()
        view = self._view
        lower = view.lower
        if not language.happening_pairs.isdisjoint(pairwise(lower)):
            return True
        for index, word in enumerate(lower):
            following = lower[index + 1] if index + 1 < len(lower) else ""
            if word in language.people and not self._is_nobody(index, following):
                return True
            if language.happening.holds(view, index) or (word in language.sides and following in language.parts):
                return True
            if word in language.times and self._sentence(index)[0] not in self._about:
                return True  # "the paper for tonight" is the paper's time
            if word in language.measured and following[:1].isdigit():
                return True
            if word[0].isdigit() and (
                word.lstrip("0123456789") in language.ages
                or following in language.ages
                or (following in language.units_of_time and _is_a_moment(lower, index))
            ):
                return True
        return False

    def _is_nobody(self, index: int, following: str) -> bool:
        """ "The patient leaflet", "his slides", "the cleaner plays the patient"."""
        language = _language()
        if following in language.not_ill or not language.played.isdisjoint(self._view.lower[max(index - 2, 0) : index]):
            return True
        return self._is_said_in_a_drill(index)

    def _is_said_in_a_drill(self, first: int) -> bool:
        """A drill's "'she's collapsed!'"."""
        return self._view.words.gap(first)[-1:] in _QUOTES and not _language().drills.isdisjoint(self._view.lower)


def _is_a_moment(lower: list[str], number: int) -> bool:
    """ "3 hours ago", "at 3 hours"; not a course of 3 hours."""
    language = _language()
    before, behind = lower[max(number - 1, 0) : number], lower[number + 2 : number + 3]
    return not (language.before_a_time.isdisjoint(before) and language.later.isdisjoint(behind))


def _is_cue(view: View, index: int) -> bool:
    """Whether the word says that its sentence is about such a text: "a slide on", "the paper".

    Not a "course of" something, what there was none of, and what something else came after or in the middle of.
    """
    language = _language()
    lower = view.lower
    around = {*pairwise(lower[max(index - 1, 0) : index + 2])}
    if lower[index] not in language.genres and language.genre_pairs.isdisjoint(around):
        return False
    if not language.no_genre_pairs.isdisjoint(around):
        return False
    before = range(max(index - _NO_CUE_WITHIN, 0), index)
    return not any(lower[at] in language.besides or is_denial(view, at) for at in before)


def _headed(view: View) -> int:
    """How many words stand under a heading: "Fridge audit March:", "Webinar summary:". Its list may have many lines."""
    language = _language()
    for index in range(1, min(_LONGEST_HEADING + 1, len(view.lower))):
        gap = view.words.gap(index)
        if "\n" in gap or ": " in gap:
            head = view.lower[:index]
            if not language.no_heading_pairs.isdisjoint(pairwise(head)):
                return 0
            if language.headings.isdisjoint(head) and not any(_is_cue(view, at) for at in range(index)):
                return 0
            ends = (at for at in view.words.sentences if at > index and "\n" not in view.words.gap(at))
            return next(ends, len(view.lower))
        if view.breaks[index] == 2:
            return 0
    return 0


def _lists_risks(view: View) -> bool:
    """Whether a consent or a leaflet lists what may happen: "the leaflet names", "how to word it in the leaflet"."""
    language = _language()
    lower = view.lower
    if language.papers.isdisjoint(lower):
        return False
    papers = (index for index, word in enumerate(lower) if word in language.papers)
    around = (lower[max(index - _PAPER_REACH, 0) : index + 1 + _PAPER_REACH] for index in papers)
    return any(not language.papers_list.isdisjoint(words) for words in around)


@cache
def _language() -> _Language:
    data = load("genres.toml")["genres"]
    special: dict[str, Any] = {
        "genres": words_in(data["papers"]) | words_in(data["heard_in"]) | words_in(data["genres"]),
        "named": WordSet.of(data["named"].split()),
        "happening": WordSet.of(data["happening"].split()),
    }
    return _Language(**special, **word_sets(data, _Language.__dataclass_fields__.keys() - special.keys()))
