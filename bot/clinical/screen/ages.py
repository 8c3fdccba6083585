"""Ages over 89."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import PRONOUNS, tells_of_skin

_TENS_OF_AGE: Final = tuple(str(age) for age in range(90, 120))
_WRITTEN_TOGETHER: Final = ("yo", "y", "yr", "yrs", "yof", "yom", "f", "m")
_BEHIND_SEX: Final = frozenset(sex + age for age in _TENS_OF_AGE for sex in "fm")
_AGES: Final = _BEHIND_SEX | {
    *(*_TENS_OF_AGE, "ninety", "nineties", "90s"),
    *(age + unit for age in _TENS_OF_AGE for unit in _WRITTEN_TOGETHER),
}
_AGE_WORDS: Final = frozenset({"nonagenarian", "centenarian", "supercentenarian"})
_YEARS_OLD: Final = LatePattern(
    r"[ -]{0,2}(?:y/?\.?o\.?(?![a-z])|ans\b(?! d)|ετων\b|χρονων\b|"
    r"anos\b|jahre\b|(?:yr|year)s?[ -]{1,2}(?:old(?!s)|young|of age)|yr?s?(?![a-z])(?! of|[a-z])(?! exp))"
)
_IS_AGED: Final = LatePattern(
    r"\b(?:she|he|patient|pt|client|lady|mother|father|mum|mom|who)(?:'s| is| was|'ll be| will be)"
    r"(?: now| nearly| almost)? $|\bold (?:dear|lady|woman|gentleman|man|lad|girl|boy|chap|bloke|farmer) of $|"
    r"\b(?:lady|woman|gentleman|man|patient|pt|client|grandmother|grandfather|widow|widower|nun|priest) (?:of|aged) $"
)
_SURELY_AGED: Final = LatePattern(r"\b(?:aged?|age is|age of|turned|turns|turning)[ :=]{1,2}$")
_NO_YEARS: Final = LatePattern(
    r"[ -]{0,2}(?:%|(?:days?|weeks?|wks?|months?|mos?|hours?|hrs?|min|minutes|sec|seconds|degrees?|deg|c|f|j|mj|"
    r"joules|ms|mm|nm|kg|lbs?|"
    r"percent|units?|pulses|shots|patients|percentile|w|hz|cm|times|to)\b|-\d|/|\.\d|°)"
)
_RANGE_BEFORE: Final = LatePattern(
    r"(?:\d(?: ?- ?| to | and | through )|[<>≥≤]=? ?|\b(?:over|under|above|below|than|to|until|than|between) )$"
)
_YEAR_WORDS: Final = listed("yo y yr yrs year years yof yom yoa ans ετων χρονων")
_BEFORE_AGE: Final = listed("age aged is was of shes hes turned turns turning now nearly almost whos be")
_FAMILY: Final = listed(
    "nan nana nanna gran granny grandma grandmother grandfather grandad granddad grandpa mum mom mother dad father "
    "uncle aunt auntie"
)
_AGED: Final = _FAMILY | listed(
    "mamie papi lady gentleman woman man gent female male pensioner widow widower nun priest farmer "
    "patient pt client dame monsieur"
)
_MEN: Final = listed("bloke chap fella dude guy friend neighbour neighbor")
_TITLES: Final = listed("mr mrs ms miss mme mlle sir dame frau herr herrn shri smt kyria")
_TO_WHOM: Final = 5  # words: "a lovely old bloke in, 94, lost count"
_GROWTHS: Final = listed("bcc scc ak aks")
_SKIN_TYPES: Final = listed("fst fitzpatrick fitz phototype")
_OLDEST: Final = listed("oldest eldest")
_TO_OLDEST: Final = 3  # "oldest patient ever, 101"
_CLOSED_AGE: Final = LatePattern(r"(?:[,;:)]|\.(?!\d)|$| (?:and|but|on|with|still|who|fst|yo)\b| w/)")
_AS_OF_ONE: Final = LatePattern(r" (?:on|with|still|who|fst|bcc|scc|ak|aks)\b| w/|, ?fst\b")
# Behind a letter and a number, which may be a mode of the machine as well.
_AS_OF_SEX: Final = LatePattern(
    r" (?:still|who|with an?|on (?!(?:the|our|my|a|this) )[a-z]+|fst|bcc|scc|ak|aks)\b| w/|, ?fst\b"
)
_COUNTED: Final = LatePattern(r" (?:on|in|of) (?:the|our|this) (?:list|registry|series|study|trial|menu|panel)\b")
_SKIN_BEHIND: Final = LatePattern(r",? (?:fst|fitzpatrick|type)\b")
_STILL_DOES: Final = LatePattern(r",? (?:she|he) (?:is|was|still)\b")
_DIGITS_IN_WORDS: Final = listed("one two three four five six seven eight nine")
_WARM: Final = listed("heated heat temperature temp temps degrees water c celsius fahrenheit target surface")


def _age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "93 yo", "aged 92", "91F", "she is 94", "ninety-two years old", "in her 90s"."""
    start, end = passage.starts[index], passage.ends[index]
    word = passage.words[index]
    if word in _BEHIND_SEX:
        if passage.sentence_around(index, index)[0] == index and _AS_OF_SEX.match(passage.lower, end):
            yield Hit("age", start, end)
        return
    if word.isdigit() and _is_said_bare(passage, index):
        yield Hit("age", start, end)
        return
    if word.isdigit() and not passage.has(index + 1, _YEAR_WORDS) and not passage.has(index - 1, _BEFORE_AGE):
        return
    before = passage.lower[max(0, start - 16) : start]
    if word in _AGE_WORDS:
        yield Hit("age", start, end)
    elif word in {"90s", "nineties"}:
        if passage.is_one_of(index - 1, "her", "his", "their", "mid", "late", "early"):
            yield Hit("age", start, end)
    elif _RANGE_BEFORE.search(before):
        return
    elif word == "ninety":
        yield from _age_in_words(passage, index)
    elif not word.isdigit():
        if word[-1] not in "fm" or word.endswith(("yof", "yom")) or _is_a_persons_age(passage, index):
            yield Hit("age", start, end)
    elif (years := _YEARS_OLD.match(passage.lower, end)) is not None:
        yield Hit("age", start, years.end())
    elif not _NO_YEARS.match(passage.lower, end) and (_SURELY_AGED.search(before) or _IS_AGED.search(before)):
        yield Hit("age", start, end)


def _is_said_bare(passage: Passage, index: int) -> bool:
    """ "my nurse's nan, 94 and sharp", "gentleman (91)", "pt 92 on warfarin", "a 93, FST I", "at 92 she still asks"."""
    before, behind, end = index - 1, passage.gap(index), passage.ends[index]
    if passage.is_one_of(before - 1, "my") and passage.has(before, _FAMILY):
        told = passage.words[slice(*passage.sentence_around(index, index))]
        return tells_of_skin(told) or not _GROWTHS.isdisjoint(told)
    if _COUNTED.match(passage.lower, end):
        return False
    if passage.is_one_of(before, "f", "m") and passage.sentence_around(index, index)[0] == before:
        return behind == ", " == passage.gap(index + 1)  # "F, 91, rosacea"
    if passage.has(before, _AGED) or (behind == ", " and passage.has(index - _TO_OLDEST, _OLDEST)):
        closed = _CLOSED_AGE if behind in (", ", " (") else _AS_OF_ONE
        return behind in (", ", " (", " ") and closed.match(passage.lower, end) is not None
    aged_near = any(passage.has(each, _AGED | _MEN | _TITLES) for each in range(index - _TO_WHOM, index))
    if aged_near and behind == ", " and passage.gap(index + 1) == ", ":
        return True
    if aged_near and passage.is_one_of(before, "now") and passage.gap(before) == ", ":
        return _CLOSED_AGE.match(passage.lower, end) is not None
    is_behind_type = behind == ", " and passage.has(before - 1, _SKIN_TYPES)
    is_of_mine = passage.is_one_of(before - 1, "mine") and passage.says(PRONOUNS)
    is_of_one = is_of_mine or passage.has(before - 1, _AGED)
    if (passage.is_one_of(before, "is", "was") and is_of_one) or is_behind_type:
        return _CLOSED_AGE.match(passage.lower, end) is not None  # "nan is 96 and", "FST II, 94, on"
    if passage.is_one_of(before, "a"):
        return _SKIN_BEHIND.match(passage.lower, end) is not None
    return passage.is_one_of(before, "at") and _STILL_DOES.match(passage.lower, end) is not None


def _is_a_persons_age(passage: Passage, index: int) -> bool:
    """ "92F": of a person, or of water."""
    return int(passage.words[index][:-1]) <= 110 and passage.distance(index, index, _WARM) is None


def _age_in_words(passage: Passage, index: int) -> Iterator[Hit]:
    last = index
    if passage.has(index + 1, _DIGITS_IN_WORDS):
        last += 1
        is_of_one = passage.has(index - 1, _BEFORE_AGE) and passage.has(index - 2, _AGED | PRONOUNS)
        if (is_of_one or passage.is_one_of(index - 1, "aged")) and not _NO_YEARS.match(
            passage.lower, passage.ends[last]
        ):
            yield Hit("age", passage.starts[index], passage.ends[last])
            return
    if (
        passage.is_one_of(last + 1, "year", "years", "yo", "yr")
        and passage.is_one_of(last + 2, "old", "of")
        and not passage.is_one_of(last + 3, "experience")
    ):
        yield Hit("age", passage.starts[index], passage.ends[last + 2])


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _AGES | _AGE_WORDS, _age
