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
_QUOTED_WITHIN: Final = 2  # words: "'she is not breathing'"
_FURNITURE: Final = frozenset({"chair", "couch", "bed"})
_FALLS_WITHIN: Final = 4  # words: "'patient collapses in the chair'"
_QUOTES: Final = frozenset({"'", '"'})
_RISK_WITHIN: Final = 5  # words: "or breathing may occur"
_CAUSE_WITHIN: Final = 9  # "it's an ordinary bruise"
_NO_THING: Final = (["of"], ["induced"])  # "course of", "exercise-induced"
_INCLUDING: Final = "incl"
_EVERY_ROOM: Final = frozenset({("each", "room"), ("every", "room")})
_NEED: Final = frozenset({"need"})
_AN: Final = frozenset({"a", "an"})
_ARTICLES: Final = (["the"], ["a"], ["our"])
_ANYONE: Final = "anyone"
_HAVING_IT: Final = frozenset({"got", "has", "have"})
_OBJECT_WITHIN: Final = 2  # words: "got the pdf"
_GAVE: Final = "gave"  # consent, or "her the leaflet"
_SPOKEN: Final = frozenset({"told", "says"})
_HANDED_OUT: Final = frozenset({"leaflet", "leaflets", "brochure", "handout", "factsheet"})
_OF_A_RISK: Final = (["risk", "of"], ["risks", "of"], ["chance", "of"])
_BUT: Final = frozenset({"but", "turned"})
_WORDED: Final = (["word"], ["phrase"])
_SET_OFF_WITHIN: Final = 4  # words: ", acute visual loss"
_NO_ITEM: Final = frozenset({"on", "in"})  # "podcast on, fire in theatre"
_STILL: Final = frozenset({"now", "again", "still"})
_SINCE_LONG: Final = frozenset({"long", "changed"})  # "long since resolved", "not changed since version 2"
_SUPPOSING: Final = frozenset({"if", "would"})


@dataclass(frozen=True, slots=True)
class _Language:
    papers: frozenset[str]
    papers_list: frozenset[str]
    in_general: frozenset[str]
    listing: frozenset[str]
    chances: frozenset[str]
    genres: frozenset[str]
    genre_pairs: frozenset[tuple[str, ...]]
    no_genre_pairs: frozenset[tuple[str, ...]]
    besides: frozenset[str]
    asked_of_it: frozenset[str]
    asked_for: frozenset[str]
    going: frozenset[str]
    headings: frozenset[str]
    heading_pairs: frozenset[tuple[str, ...]]
    summaries: frozenset[str]
    exercises: frozenset[str]
    exercise_pairs: frozenset[tuple[str, ...]]
    no_heading: frozenset[str]
    no_heading_pairs: frozenset[tuple[str, ...]]
    drills: frozenset[str]
    staff: frozenset[str]
    having: frozenset[str]
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
    other_causes: frozenset[str]
    its_cause: frozenset[str]
    told_of: frozenset[str]
    speaking: frozenset[str]
    things: frozenset[str]
    wanted: frozenset[str]


class Genre:
    """What kind of text a message is."""

    __slots__ = ("_about", "_headed", "_lists_risks", "_sure", "_unfounded", "_view")

    def __init__(self, view: View) -> None:
        language = _language()
        self._view = view
        self._lists_risks = _lists_risks(view)
        self._unfounded = not language.verdicts.isdisjoint(pairwise(view.lower))
        self._sure: bool | None = None
        # The sentences, known by where they begin, and how far a heading reaches.
        self._about: set[int] = set()
        if not (language.genres.isdisjoint(view.lower) and language.genre_pairs.isdisjoint(pairwise(view.lower))):
            self._about.update(self._sentence(at)[0] for at in range(len(view.lower)) if _is_cue(view, at))
        self._headed = _headed(view)
        if self._headed:
            self._about.add(0)
        if (self._about or self._lists_risks) and self._tells_of_somebody(0, len(view.lower)):
            self._about.clear()
            self._headed = 0
            self._lists_risks = False

    def only_writes_of(self, first: int, last: int) -> bool:
        """Whether nobody has what the words from ``first`` to ``last`` say: they are only written about."""
        language = _language()
        lower = self._view.lower
        begin, end = self._sentence(first)
        if self._names_a_thing(last) or self._is_explained(last):
            return True
        is_asked = "?" in self._view.words.gap(end)
        if self._was_told_of_a_risk(first, last) and not is_asked:
            return True
        is_set_off = self._is_set_off(begin, first)
        about = first < self._headed or (begin in self._about and not is_set_off)
        if is_asked and not self._is_an_exercise():
            about = about and not language.asked_of_it.isdisjoint(lower[begin:end])
        on_paper = self._lists_risks and not language.papers.isdisjoint(lower[begin:end])
        on_paper = on_paper and not (
            is_set_off and (language.in_general | language.listing).isdisjoint(lower[begin:end])
        )
        worded = lower[max(first - 1, begin) : first] in _WORDED  # "how do you word it in the consent?"
        if on_paper and (worded or not (language.papers | language.in_general).isdisjoint(lower[begin:first])):
            return True  # however it is said: "our consent text: rarely sight can be lost"
        if (about or begin in self._about) and self._is_said_in_a_drill(first):
            return True
        if not self._is_named(first, last):
            return False
        if about or self._was_read_of(first):
            return True
        return on_paper and not language.chances.isdisjoint(lower[begin:end])

    def _sentence(self, index: int) -> tuple[int, int]:
        """The words' sentence, which an abbreviation does not end: "eye injury incl. loss of sight"."""
        begin, end = self._view.words.sentence(index)
        if begin and self._view.lower[begin - 1] == _INCLUDING:
            begin, _ = self._view.words.sentence(begin - 1)
        return begin, end

    def _is_named(self, first: int, last: int) -> bool:
        return all(_language().named.holds(self._view, index) for index in range(first, last + 1))

    def _is_set_off(self, begin: int, first: int) -> bool:
        """ "Read the bulletin, wheezing": behind a comma, and no item of a list of such words."""
        gap = self._view.words.gap
        for at in range(first, max(first - _SET_OFF_WITHIN, begin), -1):
            if "," in gap(at):
                is_item = self._is_named(at - 1, at - 1) and self._view.lower[at - 1] not in _NO_ITEM
                return not is_item and not any(":" in gap(each) for each in range(begin, at))
        return False

    def _names_a_thing(self, last: int) -> bool:
        """ "Anaphylaxis kit", "our LAST box", "visual acuity cards"; not "where is the kit"."""
        language = _language()
        lower = self._view.lower
        thing = last + 1
        if lower[thing : thing + 1] == [] or lower[thing] not in language.things or self._view.breaks[thing]:
            return False
        if lower[thing + 1 : thing + 2] in _NO_THING or "!" in self._view.words.gap(thing + 1):
            return False
        begin, end = self._sentence(last)
        wanted = language.wanted.intersection(lower[begin:end])
        if not _EVERY_ROOM.isdisjoint(pairwise(lower[begin:end])):
            wanted -= {"room"}  # where it is kept, and no room that it is called to
        # "Do we need more, or is an anaphylaxis kit enough?"
        asked_in_general = wanted == _NEED and ("do", "we") in pairwise(lower[begin:end]) and lower[last - 1] in _AN
        return (asked_in_general or not wanted) and not self._tells_of_somebody(begin, end)

    def _is_explained(self, last: int) -> bool:
        """Whether it was something else, and all is well: "feared an occlusion, but it's a bruise; refills briskly"."""
        language = _language()
        lower = self._view.lower
        if not self._unfounded or not _STILL.isdisjoint(self._view.words.said):
            return False
        only_its_cause = True
        for index in range(last + 1, min(last + 1 + _CAUSE_WITHIN, len(lower))):
            if lower[index] in language.other_causes:
                is_asked = "?" in self._view.words.gap(self._sentence(index)[1])
                return only_its_cause and index > last + 1 and not is_asked
            only_its_cause = lower[index] in _BUT or (only_its_cause and lower[index] in language.its_cause)
        return False

    def _was_told_of_a_risk(self, first: int, last: int) -> bool:
        """ "Signed for the risk of blindness", "the leaflet with her: trouble swallowing may occur"; nobody has it."""
        language = _language()
        lower, breaks = self._view.lower, self._view.breaks
        begin, end = self._sentence(first)
        before, behind = lower[begin:first], lower[last + 1 : min(last + 1 + _RISK_WITHIN, end)]
        if (language.told_of | _HANDED_OUT).isdisjoint(before) or not self._is_nothing_happening():
            return False
        if any(breaks[last + 1 : end]):
            return False  # "signed for the risk of blindness, can't see a thing"
        if not _HANDED_OUT.isdisjoint(before) and not language.chances.isdisjoint(behind):
            return True
        of_a_risk = lower[max(first - 2, 0) : first] in _OF_A_RISK
        return of_a_risk and not language.told_of.isdisjoint(before) and self._is_named(first, last)

    def _is_nothing_happening(self) -> bool:
        """Asked of many signs, answered once."""
        if self._sure is None:
            self._sure = not self._happens(0, len(self._view.lower))
        return self._sure

    def _is_an_exercise(self) -> bool:
        """Whether a question is put to pupils: "Quiz for the juniors: which artery …?"."""
        language = _language()
        head = self._view.lower[: self._headed and _LONGEST_HEADING]
        return not (language.exercises.isdisjoint(head) and language.exercise_pairs.isdisjoint(pairwise(head)))

    def _was_read_of(self, first: int) -> bool:
        """ "She had read about strokes" and was found to be well."""
        start = max(first - _READ_WITHIN, self._sentence(first)[0])
        return self._unfounded and not _language().read_of.isdisjoint(pairwise(self._view.lower[start:first]))

    def _tells_of_somebody(self, begin: int, end: int) -> bool:
        """Whether a person, what was done, a side of the body, a measurement or an age speaks of something real."""
        language = _language()
        lower = self._view.lower
        for index in range(begin, end):
            word = lower[index]
            following = lower[index + 1] if index + 1 < len(lower) else ""
            if word in language.people and not self._is_nobody(index, following):
                return True
            if word in language.sides and following in language.parts:
                return True
            if word[0].isdigit() and (
                word.lstrip("0123456789") in language.ages
                or following in language.ages
                or (following in language.units_of_time and _is_a_moment(lower, index))
            ):
                return True
        return self._happens(begin, end)

    def _happens(self, begin: int, end: int) -> bool:
        """Whether something is said to happen or to be measured, or help is asked for."""
        language = _language()
        view = self._view
        lower = view.lower
        if not language.happening_pairs.isdisjoint(pairwise(lower[begin:end])):
            return True
        for index in range(begin, end):
            word = lower[index]
            following = lower[index + 1] if index + 1 < len(lower) else ""
            if language.happening.holds(view, index) and not self._is_only_supposed(index, following):
                return True
            # "The paper for tonight" is the paper's time.
            if (
                word in language.times
                and lower[index - 1] not in _SINCE_LONG
                and self._sentence(index)[0] not in self._about
            ):
                return True
            if word in language.measured and following[:1].isdigit():
                return True
        return False

    def _is_only_supposed(self, index: int, following: str) -> bool:
        """ "Anyone read …?", "gave consent", and in such a text "if … call the ambulance", "so that help would …"."""
        language = _language()
        before, word = self._view.lower[index - 1], self._view.lower[index]
        if following in language.asked_of_it or (word == _ANYONE and self._is_asked_for_a_text(index + 1)):
            return True
        if word == _GAVE and not language.papers.isdisjoint(self._view.lower[index + 1 : index + 1 + _NO_CUE_WITHIN]):
            return True
        if word in _SPOKEN and before in language.speaking:
            return True
        if word in _FURNITURE and self._is_said_in_a_drill(index, _FALLS_WITHIN):
            return True
        begin, end = self._sentence(index)
        return begin in self._about and not _SUPPOSING.isdisjoint(self._view.lower[begin:end])

    def _is_asked_for_a_text(self, index: int) -> bool:
        """ "Anyone going?", "anyone got the pdf?"; not "anyone got hyalase"."""
        language = _language()
        lower = self._view.lower
        verb, *thing = lower[index : index + 1 + _OBJECT_WITHIN] or [""]
        if verb in language.going:
            return index + 1 == len(lower) or self._view.breaks[index + 1] > 0
        return verb in _HAVING_IT and not language.asked_for.isdisjoint(thing)

    def _is_nobody(self, index: int, following: str) -> bool:
        """ "The patient leaflet", "his slides", "the cleaner plays the patient"."""
        language = _language()
        before = self._view.lower[max(index - 2, 0) : index]
        if following in language.not_ill or not language.played.isdisjoint(before[-1:]):
            return True
        if before[-1:] in _ARTICLES and not language.played.isdisjoint(before):
            return True
        if self._view.lower[index] in language.staff and following not in language.having:
            return not language.drills.isdisjoint(self._view.lower)
        return self._is_said_in_a_drill(index)

    def _is_said_in_a_drill(self, first: int, within: int = _QUOTED_WITHIN) -> bool:
        """A drill's "'she's collapsed!'", "'she is not breathing'"."""
        gaps = (self._view.words.gap(at)[-1:] for at in range(max(first - within, 0), first + 1))
        return not _QUOTES.isdisjoint(gaps) and not _language().drills.isdisjoint(self._view.lower)


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
    if lower[index] not in language.genres and language.genre_pairs.isdisjoint(_pairs_around(view, index)):
        return False
    if _is_no_such_text(view, index):
        return False
    before = range(max(index - _NO_CUE_WITHIN, 0), index)
    return not any(lower[at] in language.besides or is_denial(view, at) for at in before)


def _is_no_such_text(view: View, index: int) -> bool:
    """ "Course of", "consent signed"."""
    return not _language().no_genre_pairs.isdisjoint(_pairs_around(view, index))


def _pairs_around(view: View, index: int) -> set[tuple[str, str]]:
    return {*pairwise(view.lower[max(index - 1, 0) : index + 2])}


def _headed(view: View) -> int:
    """How many words stand under a heading: "Fridge audit March:", "Webinar summary:". Its list may have many lines."""
    language = _language()
    for index in range(1, min(_LONGEST_HEADING + 1, len(view.lower))):
        gap = view.words.gap(index)
        if "\n" in gap or ": " in gap:
            head = view.lower[:index]
            if not (language.no_heading.isdisjoint(head) and language.no_heading_pairs.isdisjoint(pairwise(head))):
                return 0
            named = not (language.headings.isdisjoint(head) and language.heading_pairs.isdisjoint(pairwise(head)))
            if not named and not any(_is_cue(view, at) for at in range(index)):
                return 0
            if not (language.exercises.isdisjoint(head) and language.exercise_pairs.isdisjoint(pairwise(head))):
                return len(view.lower)
            ends = (at for at in view.words.sentences if at > index and "\n" not in view.words.gap(at))
            return next(ends, len(view.lower))
        if view.breaks[index] == 2:
            if view.lower[index - 1] not in language.summaries or not _is_cue(view, max(index - 2, 0)):
                return 0
            return next((at for at in view.words.sentences if at > index), len(view.lower))
    return 0


def _lists_risks(view: View) -> bool:
    """Whether a consent or a leaflet lists what may happen: "the leaflet names", "how to word it in the leaflet"."""
    language = _language()
    lower = view.lower
    if language.papers.isdisjoint(lower):
        return False
    papers = (
        index for index, word in enumerate(lower) if word in language.papers and not _is_no_such_text(view, index)
    )
    around = (lower[max(index - _PAPER_REACH, 0) : index + 1 + _PAPER_REACH] for index in papers)
    return any(not language.papers_list.isdisjoint(words) for words in around)


@cache
def _language() -> _Language:
    data = load("genres.toml")["genres"]
    special: dict[str, Any] = {
        "genres": words_in(data["papers"]) | words_in(data["heard_in"]) | words_in(data["genres"]),
        "papers_list": words_in(data["papers_list"]) | words_in(data["listing"]),
        "named": WordSet.of(data["named"].split()),
        "happening": WordSet.of(data["happening"].split()),
    }
    return _Language(**special, **word_sets(data, _Language.__dataclass_fields__.keys() - special.keys()))
