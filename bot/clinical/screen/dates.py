"""Dates that are tied to a person, and ages over 89.

A birth date always is. Another date is, where the nearest word that says whose it is speaks of a patient or a visit and
not of a meeting, a paper or a new version. A year alone is let through, as the law does; so is a month with its year,
because courses and follow-ups are told so, unless somebody was born in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.clinical.screen.full_names import full_name_before, is_known_word
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import PRONOUNS, TREATMENTS
from bot.clinical.screen.vocabulary import colleague_words, date_words, device_words

_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_YEAR: Final = r"(?:(?:19|20)\d\d)"
# Of a year in two digits: no birth in the future, and no "3/6/12 months".
_NUMERIC: Final = LatePattern(
    r"(?<![\w./,:-])(?:"
    rf"{_YEAR}(?P<a>[./-]){_MONTH}(?P=a){_DAY}|"
    rf"(?:{_DAY}(?P<b> ?[./-] ?){_MONTH}|{_MONTH}(?P<c> ?[./-] ?){_DAY})(?(b)(?P=b)|(?P=c))(?P<year>{_YEAR}|\d\d)"
    r")(?![\w%]|[./,:-]\d)"
)
# What is counted over: from the first day of a month to the last of one.
_PERIOD: Final = LatePattern(
    rf"(?<!\d)(?:(?:0?1[./-]{_MONTH}|{_MONTH}[./-]0?1)[./-]{_YEAR}|{_YEAR}-{_MONTH}-01)"
    r" ?(?:-|to|until|till|through|and|au|bis) ?"
    rf"(?:(?:(?:2[89]|3[01])[./-]{_MONTH}|{_MONTH}[./-](?:2[89]|3[01]))[./-]{_YEAR}|{_YEAR}-{_MONTH}-(?:2[89]|3[01]))"
    r"(?!\d)"
)
_PERIOD_REACH: Final = 22  # characters from one of its dates to the other's far end
_DATE_BEFORE: Final = LatePattern(r"\b(?:on|since|until|dated?|dob|born|seen|from|visit)[ :]{1,2}$")
_AROUND: Final = 8
_MOST_IN_RUN: Final = 40  # dates without a word between them
SHORTEST: Final = 6  # characters, as in "3/4/24"
_SHORT: Final = LatePattern(
    r"(?: on| le| to|:)?(?: (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?)? "
    rf"({_DAY}/{_MONTH}|{_MONTH}/{_DAY}|{_DAY}\.{_MONTH}\.(?= ))"
    r"(?![\w%/.-]|,\d| ?(?!(?:and|for|with|she|he) )[a-z%])"
)
# The same anywhere, where somebody is named.
_DAY_AND_MONTH: Final = LatePattern(
    rf"(?<=[a-z] )(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY}|{_DAY}\.{_MONTH}\.(?= ))"
    r"(?=$|[,;)\n]|\.(?!\d)| (?:and|for|with|she|he|to)\b)"
)
_UNIT_FOLLOWS: Final = LatePattern(
    r" ?-?(?:%|(?:w(?:ee)?ks?|mo(?:nth)?s?|days?|d|hours?|hrs?|h|min(?:ute)?s?|sec(?:ond)?s?|years?|yrs?|j|mj|ms|"
    r"mm|cm|nm|um|ns|ps|hz|"
    r"w(?!/)|units?|iu|ml|cc|g|mg|mcg|passes|pulses|joules|microns?|dcd|cream|ointment|gel|mix|percent|times|"
    r"sessions?|treatments?)\b)"
)
_DAY_AFTER_MONTH: Final = LatePattern(
    rf"\.?[ -]{{1,2}}(?:the )?({_DAY})(?:st|nd|rd|th)?(?![\d/%]|[.:]\d)(?:,? ?-?({_YEAR}))?(?![a-z\d])"
)
_YEAR_AFTER_MONTH: Final = LatePattern(rf"\.?(?: of)?,?[ -]{{1,2}}({_YEAR}|'?\d\d(?!:))\b")
_DAY_BEFORE_MONTH: Final = LatePattern(rf"(?<![\w./,:-]){_DAY}(?:st|nd|rd|th)?(?: of|er)?[ -]{{0,2}}$")
_BORN_DATE: Final = LatePattern(
    r"(?: ?(?:is|was|on|le|in|=|:|-|#|\(|,|the|date|year)){0,3}[ :.=-]{0,3}"
    r"(\d{1,4} ?[./-] ?\d{1,2}(?: ?[./-] ?\d{1,4})?|\d{8}|\d{6})(?![\w/])"
)


_MONTH_WORD: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
# "b. 9 Aug 1975", "b 12/3/1980": with its year in full.
_B_DATE: Final = LatePattern(
    rf"[ .:=-]{{1,3}}((?:{_DAY}[./-]{_MONTH}[./-]|{_DAY}(?:st|nd|rd|th)?[ -]{_MONTH_WORD}\.?,?[ -]|"
    rf"{_MONTH_WORD}\.? {_DAY}(?:st|nd|rd|th)?,? ){_YEAR}|{_YEAR}-{_MONTH}-{_DAY})\b"
)


def _born(passage: Passage, index: int) -> Iterator[Hit]:
    """ "DOB 11/06/1984", "born on 11 June 1984", "date of birth: 11.6.84"; months are read by `_month`."""
    word = passage.words[index]
    if word == "birth" and not passage.is_one_of(index - 1, "of"):
        return
    if word == "b" and passage.words[max(0, index - 2) : index] != ["d", "o"]:
        born = _B_DATE.match(passage.lower, passage.ends[index])
        if born is not None and not passage.is_capital(index):
            yield Hit("date", *born.span(1))
        return
    if word in {"ne", "nee"} and not passage.is_one_of(index + 1, "le"):
        return
    written_out = _B_DATE.match(passage.lower, passage.ends[index]) if word == "b" else None
    match = written_out or _BORN_DATE.match(passage.lower, passage.ends[index])
    if match is not None:
        yield Hit("date", *match.span(1))


def _month(passage: Passage, index: int) -> Iterator[Hit]:
    """ "11 June", "June 11th, 2024", "4-Mar-24" where they are a person's."""
    start, end = passage.starts[index], passage.ends[index]
    before = _DAY_BEFORE_MONTH.search(passage.lower, max(0, start - 12), start)
    if before is not None:
        year = _YEAR_AFTER_MONTH.match(passage.lower, end)
        yield from _if_a_persons(passage, before.start(), year.end() if year else end)
        return
    after = _DAY_AFTER_MONTH.match(passage.lower, end)
    if after is not None and not _UNIT_FOLLOWS.match(passage.lower, after.end()):
        if (
            passage.words[index] not in {"may", "march", "mar", "sep", "dec", "mars", "jan"}
            or passage.written(index)[0].isupper()
        ):
            yield from _if_a_persons(passage, start, after.end())
        return
    year = _YEAR_AFTER_MONTH.match(passage.lower, end)
    if year is not None and any(passage.has(place, date_words().born) for place in range(index - 4, index)):
        yield Hit("date", start, year.end())


def beside_others(passage: Passage) -> Iterator[Hit]:
    """The dates with a month's name, asked again now that somebody is named or another visit is dated."""
    for index in passage.places_of(date_words().months):
        yield from _month(passage, index)
    for match in islice(_DAY_AND_MONTH.finditer(passage.lower), _MOST_IN_RUN):
        if not _UNIT_FOLLOWS.match(passage.lower, match.end()):
            yield from _if_a_persons(passage, *match.span())


def _day_and_month(passage: Passage, index: int) -> Iterator[Hit]:
    """ "seen on 3/4": after "on", so that it is no dose and no fraction."""
    following = index + 2 if passage.has(index + 1, _WEEKDAYS_AND_TO) else index + 1
    if following >= len(passage.words) or not passage.words[following][0].isdigit():
        return
    match = _SHORT.match(passage.lower, passage.ends[index])
    if match is not None and not _UNIT_FOLLOWS.match(passage.lower, match.end()):
        yield from _if_a_persons(passage, *match.span(1))


def in_numbers(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """The dates within a run of digits and separators."""
    run = passage.lower[start:end]
    if max(run.count("/"), run.count("."), run.count("-")) > 1:
        for match in islice(_NUMERIC.finditer(passage.lower, start, min(end + 4, len(passage.lower))), _MOST_IN_RUN):
            if not _is_settings(passage, match) and not _is_of_a_period(passage, match):
                hits = [*_if_a_persons(passage, *match.span())]
                yield from hits or _beside_full_name(passage, *match.span())


def _beside_full_name(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """ "Example, Anna. 15/02/1970": a birthday, where a talk's date has the word beside it."""
    index = passage.word_at(start)
    if passage.gap(index) not in (" ", ", ", ". ", " - ", " (", "\n") or not passage.is_capital(index - 1):
        return
    name = full_name_before(passage, index)
    if name is None or not any(is_known_word(passage, place) for place in (passage.word_at(name.start), index - 1)):
        return
    around = passage.words[max(0, index - _AROUND) : index + _AROUND]
    if colleague_words().beside.isdisjoint(around) and date_words().other.isdisjoint(around):
        yield Hit("date", start, end)


def _is_settings(passage: Passage, match: re.Match[str]) -> bool:
    """ "3/6/24 weeks", "8/10/12 J", "BLT 20/8/04": with a year in two digits it can be anything."""
    if _UNIT_FOLLOWS.match(passage.lower, match.end()):
        return True
    if len(match["year"] or "1984") == 4 or 10 <= int(match["year"]) <= 40:
        return False
    if passage.word_at(match.start()) - 1 in passage.named:
        return False  # "Anna E, 12.3.88"
    return match[0][0] != "0" and not _DATE_BEFORE.search(passage.lower, max(0, match.start() - 10), match.start())


def _is_of_a_period(passage: Passage, match: re.Match[str]) -> bool:
    """ "01/01/2023 - 31/12/2023: 4,812 sessions": over many, where no one patient is spoken of."""
    if passage.says(_ONE_PATIENT):
        return False
    start, end = match.span()
    periods = _PERIOD.finditer(passage.lower, max(0, start - _PERIOD_REACH), end + _PERIOD_REACH)
    return any(each.start() <= start < each.end() for each in periods)


def _if_a_persons(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    words = date_words()
    first, last = passage.word_at(start), passage.word_at(end - 1)
    if passage.dated and _AGAIN.search(passage.lower, max(0, start - 20), start):
        yield Hit("date", start, end)
        return
    if _is_an_events(passage, first, last):
        return
    personal = passage.distance(first, last, words.personal)
    if personal is None and not (
        passage.dated or passage.named or _is_about_one(passage) or _went_wrong(passage, first, end)
    ):
        return
    if personal is not None and passage.distance(first, last, _MANY) is not None:
        personal = passage.distance(first, last, words.person)  # "we treated 40 patients since 3 May"
        if personal is None:
            return
    other = passage.distance(first, last, words.other)
    # "45F, melasma. 12/03/2024: three passes." speaks of one patient throughout.
    is_far = passage.named and other is not None and other > _NEAR
    if other is None or is_far or (personal is not None and personal <= other):
        yield Hit("date", start, end)


def _is_an_events(passage: Passage, first: int, last: int) -> bool:
    """ "the talk of 12 March, he was brilliant", "she is on leave until 4 August": no patient's, whatever "she" is."""
    words = date_words()
    begin, end = passage.sentence_around(first, last)
    before = passage.words[max(begin, first - _RIGHT_BEFORE) : first]
    if not words.events.isdisjoint(before) and words.visit.isdisjoint(before):
        return True
    sentence = frozenset(passage.words[begin:end])
    if passage.named or not sentence.isdisjoint(words.born | words.person - _PRONOUNS):
        return False
    visits = sentence & words.visit
    if visits:  # "new tips came 4 June"
        is_a_things = not device_words().clinic.isdisjoint(passage.words[begin:first])
        return is_a_things and visits <= _OF_THINGS_TOO and words.person.isdisjoint(sentence)
    colleagues = colleague_words()
    is_told_so = not (words.events | colleagues.people | colleagues.titles).isdisjoint(sentence)
    return is_told_so or _TIME_BEHIND.match(passage.lower, passage.ends[last]) is not None


def _went_wrong(passage: Passage, first: int, end: int) -> bool:
    """ "Botox on 3/14, lid down 3/21": what was done on that day, and what it led to."""
    return not TREATMENTS.isdisjoint(passage.words[max(0, first - _RIGHT_BEFORE) : first]) and (
        _DROOPED.match(passage.lower, end) is not None
    )


def _is_about_one(passage: Passage) -> bool:
    """Whether the text speaks of one patient; of "him" who gave the webinar it does not."""
    if passage.says(_ONE_PATIENT - _PRONOUNS):
        return True
    return passage.says(_ONE_PATIENT & _PRONOUNS) and not passage.says(date_words().events)


_WEEKDAYS_AND_TO: Final = listed(
    "to monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun"
)
_MOVED: Final = listed("moved rescheduled rebooked pushed postponed booked")
_AGAIN: Final = LatePattern(r"\b(?:again|and|then|next|repeated|last)(?: seen)? on (?:the )?$")
_NEAR: Final = 6  # words
_RIGHT_BEFORE: Final = 4
_PRONOUNS: Final = PRONOUNS | listed("elle lui")
_OF_THINGS_TOO: Final = listed("came returned returns return returning back delivered booked incident accident")
_TIME_BEHIND: Final = LatePattern(r",? (?:(?:at|from|a|de|um|ωρα) )?\d{1,2}(?:[.:h]\d{2}\b| ?[ap]m\b)")
_DROOPED: Final = LatePattern(
    r"[ ,:;.-]{1,3}(?:[a-z]{1,8} ){0,3}(?:eye)?(?:lids?|brows?|lip|smile|cheek|eye) (?:is |was |came |went )?"
    r"(?:down|dropped|dropping|drooped|drooping|droopy|droop|heavy|crooked|shut|swollen|swelled|blistered|numb)\b"
)
_MANY: Final = listed("patients clients cases")
_ONE_PATIENT: Final = frozenset(
    {
        *("patient", "pt", "client", "she", "he", "her", "him", "lady", "woman", "gentleman", "yo", "man", "mrs", "mr"),
        *(f"{age}{unit}" for age in range(10, 100) for unit in ("f", "m", "yo")),
    }
)

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
    r"anos\b|jahre\b|(?:yr|year)s?[ -]{1,2}(?:old|young|of age)|yr?s?(?![a-z])(?! of|[a-z])(?! exp))"
)
_IS_AGED: Final = LatePattern(
    r"\b(?:she|he|patient|pt|client|lady|mother|father|mum|mom|who)(?:'s| is| was|'ll be| will be)"
    r"(?: now| nearly| almost)? $|\bold [a-z]{3,10} of $|"
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
_AGED: Final = listed(
    "nan nana nanna gran granny grandma grandmother grandfather grandad granddad grandpa mum mom mother dad father "
    "uncle aunt auntie mamie papi lady gentleman woman man gent female male pensioner widow widower nun priest farmer "
    "patient pt client dame monsieur"
)
_SKIN_TYPES: Final = listed("fst fitzpatrick fitz phototype")
_OLDEST: Final = listed("oldest eldest")
_TO_OLDEST: Final = 3  # "oldest patient ever, 101"
_CLOSED_AGE: Final = LatePattern(r"(?:[,;:)]|\.(?!\d)|$| (?:and|but|on|with|still|who|fst|yo)\b| w/)")
_AS_OF_ONE: Final = LatePattern(r" (?:on|with|still|who|fst|bcc|scc|ak|aks)\b| w/|, ?fst\b")
_SKIN_BEHIND: Final = LatePattern(r",? (?:fst|fitzpatrick|type)\b")
_STILL_DOES: Final = LatePattern(r",? (?:she|he) (?:is|was|still)\b")
_DIGITS_IN_WORDS: Final = listed("one two three four five six seven eight nine")
_WARM: Final = listed("heated heat temperature temp temps degrees water c celsius fahrenheit target surface")


def _age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "93 yo", "aged 92", "91F", "she is 94", "ninety-two years old", "in her 90s"."""
    start, end = passage.starts[index], passage.ends[index]
    word = passage.words[index]
    if word in _BEHIND_SEX:
        if passage.sentence_around(index, index)[0] == index and _AS_OF_ONE.match(passage.lower, end):
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
    if passage.has(before, _AGED) or (behind == ", " and passage.has(index - _TO_OLDEST, _OLDEST)):
        closed = _CLOSED_AGE if behind in (", ", " (") else _AS_OF_ONE
        return behind in (", ", " (", " ") and closed.match(passage.lower, end) is not None
    is_behind_type = behind == ", " and passage.has(before - 1, _SKIN_TYPES)
    if (passage.is_one_of(before, "is", "was") and passage.has(before - 1, _AGED)) or is_behind_type:
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
        is_of_one = passage.has(index - 1, _BEFORE_AGE) and passage.has(index - 2, _AGED | _PRONOUNS)
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
    words = date_words()
    yield words.born | {"b"}, _born
    yield _MOVED | listed("on appt appointment visit dos seen consult consultation le since fu"), _day_and_month
    yield words.months, _month
    yield _AGES | _AGE_WORDS, _age
