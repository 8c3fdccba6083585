"""Dates that are tied to a person.

A birth date always is. Another date is, where the nearest word that says whose it is speaks of a patient or a visit and
not of a meeting, a paper or a new version. A year alone is let through, as the law does, unless it makes who was born
in it older than 89; so is a month with its year, because courses and follow-ups are told so, unless somebody was born
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.clinical.screen.full_names import full_name_before, is_known_word
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import PRONOUNS, THEIR, TREATMENTS, tells_of_skin
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
_FROM_BIRTH: Final = 6  # words from "date of birth" to the date
_DATE_BEFORE: Final = LatePattern(r"\b(?:on|since|until|dated?|dob|born|seen|from|visit)[ :]{1,2}$")
_AROUND: Final = 8
_MOST_IN_RUN: Final = 40  # dates without a word between them
SHORTEST: Final = 6  # characters, as in "3/4/24"
_SHORT: Final = LatePattern(
    r"(?: on| le| to|:)?(?: (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?)? "
    rf"({_DAY}/{_MONTH}|{_MONTH}/{_DAY}|{_DAY}\.{_MONTH}\.(?= ))"
    r"(?![\w%/.-]|,\d| ?(?!(?:and|after|at|in|for|with|that|she|he) |w/)[a-z%])"
)
# "Seen 9/1, 30/1 & 27/2".
_FURTHER_DAY: Final = LatePattern(rf"(?:,| &| and|, and) ({_DAY}/{_MONTH}|{_MONTH}/{_DAY})(?![\w%/.-])")
_ROW_OF_DAYS: Final = LatePattern(rf"(?<![\w./,-])(?:(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY})(?:, | and | & | et ))+$")
_DAY_OF_ROW: Final = LatePattern(r"\d{1,2}/\d{1,2}")
_LONGEST_ROW: Final = 60  # characters
# The same anywhere, where somebody is named.
_DAY_AND_MONTH: Final = LatePattern(
    rf"(?<=[a-z] )(?<!pain )(?<!score )(?<!vas )(?<!itch )(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY}|{_DAY}\.{_MONTH}\.(?= ))"
    r"(?=$|[,;)\n]|\.(?!\d)| (?:and|for|with|that|she|he|to)\b)"
)
# "Anna Example, 14/05, 18:30", where somebody is named.
_DAY_AND_HOUR: Final = LatePattern(rf"(?<![\w/.])({_DAY}/{_MONTH}),? (?:at )?[012]?\d[:.h][0-5]\d(?!\d)")
_UNIT_FOLLOWS: Final = LatePattern(
    r" ?-?(?:%|(?:w(?:ee)?ks?|mo(?:nth)?s?|days?|d|hours?|hrs?|h|min(?:ute)?s?|sec(?:ond)?s?|years?|yrs?|j|mj|ms|"
    r"mm|cm|nm|um|ns|ps|hz|"
    r"w(?!/)|units?|iu|ml|cc|g|mg|mcg|passes|pulses|joules|microns?|dcd|cream|ointment|gel|mix|percent|times|"
    r"sessions?|treatments?)\b)"
)
_DAY_AFTER_MONTH: Final = LatePattern(
    rf"\.?[ -]{{1,2}}(?:the )?({_DAY})(?:st|nd|rd|th)?(?![\d/%]|[.:]\d)(?:,? ?-?({_YEAR}))?(?![a-z\d])"
)
# A log's: "14/05 patient felt it, 21/05 crusting", two digits and two at the head of a clause; "4/11: crust".
_LOGGED: Final = LatePattern(
    r"(?:^|[\n.,;:(] ?)(?:((?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01]))"
    rf"(?=:? ?-? ?[a-z])(?! ?(?:off|delay|and|or|to|on)\b)|((?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY})(?=: )))"
)
_FEWEST_LOGGED: Final = 2
# "the 13th" of a date that was told before.
_DAY_ALONE: Final = LatePattern(
    rf"\b(?:the {_DAY}(?:st|nd|rd|th)|(?:le|στις) {_DAY})(?=$|[,.;:)\n](?!\d)| (?:and|she|he|it|with|but|when|"
    r"then|they|we|i|for|by)\b)"
)
_FEAST: Final = LatePattern(rf"(?: ?(?:day|eve|monday|sunday|friday)\b)?(?:,? (?:of |in )?({_YEAR}|'\d\d)\b(?![\d/]))?")
_YEAR_AFTER_MONTH: Final = LatePattern(
    rf"\.?(?: of| de| del)?,?[ -]{{1,2}}({_YEAR}|'?\d\d(?!:| ?(?:u|units?|iu|j|mj|mm|ms|nm|ml)\b))\b"
)
_DAY_BEFORE_MONTH: Final = LatePattern(rf"(?<![\w./,:-]){_DAY}(?:st|nd|rd|th|\.)?(?: of|er| de)?[ -]{{0,2}}$")
_BORN_DATE: Final = LatePattern(
    r"(?: ?(?:is|was|on|le|in|=|:|-|#|\(|,|the|date|year)){0,3}[ :.=-]{0,3}"
    r"(\d{1,4} ?[./-] ?\d{1,2}(?: ?[./-] ?\d{1,4})?|\d{8}|\d{6})(?![\w/])"
)


_LONG_AGO: Final = r"19(?:[0-2]\d|3[0-6])(?![\d/-]|\.\d)"
"""The years of birth of those over 89, in 2026."""
_BORN_LONG_AGO: Final = LatePattern(rf"(?: in)?[ :=]{{1,2}}({_LONG_AGO})")
_MONTH_WORD: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
# "b. 9 Aug 1975", "b 12/3/1980": with its year in full.
_B_DATE: Final = LatePattern(
    rf"[ .:=-]{{1,3}}((?:{_DAY}[./-]{_MONTH}[./-]|{_DAY}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH_WORD}\.?,?[ -]|"
    rf"{_MONTH_WORD}\.? {_DAY}(?:st|nd|rd|th)?,? ){_YEAR}|{_DAY}-{_MONTH_WORD}-\d\d|"
    rf"{_YEAR}-{_MONTH}-{_DAY}|{_LONG_AGO})\b"
)


def _born(passage: Passage, index: int) -> Iterator[Hit]:
    """ "DOB 11/06/1984", "date of birth: 11.6.84", "born in 1931"; months are read by `_month`."""
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
    end = passage.ends[index]
    match = written_out or _BORN_DATE.match(passage.lower, end) or _BORN_LONG_AGO.match(passage.lower, end)
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
    in_words = _day_in_words(passage, index)
    if in_words is not None:
        yield from _if_a_persons(passage, *in_words)
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


def _day_in_words(passage: Passage, index: int) -> tuple[int, int] | None:
    """ "the ninth of October 1987", "October twenty-first", "le neuf octobre": from where to where it goes."""
    days = date_words().days
    first = index - 2 if passage.is_one_of(index - 1, "of") else index - 1
    if passage.has(first, days):
        while passage.has(first - 1, days):
            first -= 1
        first -= passage.is_one_of(first - 1, "the")
        year = _YEAR_AFTER_MONTH.match(passage.lower, passage.ends[index])
        return passage.starts[first], year.end() if year else passage.ends[index]
    last = index + 1 if passage.is_one_of(index + 1, "the") else index
    while passage.has(last + 1, days):
        last += 1
    if last == index or not passage.has(last, days):
        return None  # "sept" is a month and, in French, a day
    year = _YEAR_AFTER_MONTH.match(passage.lower, passage.ends[last])
    return passage.starts[index], year.end() if year else passage.ends[last]


def _feast(passage: Passage, index: int) -> Iterator[Hit]:
    """ "born on Christmas day 1990", "treated her on Boxing Day": with a year, or where a treatment is told of."""
    start, end = passage.starts[index], passage.ends[index]
    if passage.has(index + 1, _FEAST_BEGUN):  # "new year's eve"
        end = passage.ends[index + 1]
    match = _FEAST.match(passage.lower, end)
    if match is None or match.end() == end:
        return
    first, last = passage.word_at(start), passage.word_at(match.end() - 1)
    begin, stop = passage.sentence_around(first, last)
    is_born = not date_words().born.isdisjoint(passage.words[begin:stop])
    if is_born or _tells_of_treatment(passage, first, last):
        yield from _if_a_persons(passage, start, match.end())


def beside_others(passage: Passage) -> Iterator[Hit]:
    """The dates with a month's name, asked again now that somebody is named or another visit is dated."""
    for index in passage.places_of(date_words().months):
        yield from _month(passage, index)
    if passage.dated:
        for match in islice(_DAY_ALONE.finditer(passage.lower), _MOST_IN_RUN):
            first, last = passage.word_at(match.start()), passage.word_at(match.end() - 1)
            begin, end = passage.sentence_around(first, last)
            is_told_of = not (date_words().person | PRONOUNS).isdisjoint(passage.words[begin:end])
            if is_told_of or _tells_of_treatment(passage, first, last):
                yield from _if_a_persons(passage, *match.span())
    for match in islice(_DAY_AND_HOUR.finditer(passage.lower), _MOST_IN_RUN if passage.named else 0):
        yield from _if_a_persons(passage, *match.span(1))
    for match in islice(_DAY_AND_MONTH.finditer(passage.lower), _MOST_IN_RUN):
        if not _UNIT_FOLLOWS.match(passage.lower, match.end()):
            yield from _if_a_persons(passage, *match.span())


def _day_and_month(passage: Passage, index: int) -> Iterator[Hit]:
    """ "seen on 3/4": after "on", so that it is no dose and no fraction."""
    following = index + 2 if passage.has(index + 1, _WEEKDAYS_AND_TO) else index + 1
    if following >= len(passage.words) or not passage.words[following][0].isdigit():
        return
    match = _SHORT.match(passage.lower, passage.ends[index])
    while match is not None and not _UNIT_FOLLOWS.match(passage.lower, match.end()):
        yield from _if_a_persons(passage, *match.span(1))
        match = _FURTHER_DAY.match(passage.lower, match.end())


def logged(passage: Passage) -> Iterator[Hit]:
    """ "14/05 patient felt it, 21/05 crusting, 04/06 clear": two of them at least, or each may be a dose."""
    days = [
        match
        for match in islice(_LOGGED.finditer(passage.lower), _MOST_IN_RUN)
        if not _UNIT_FOLLOWS.match(passage.lower, match.end())
    ]
    if len(days) < _FEWEST_LOGGED:
        return
    first, last = passage.word_at(days[0].end()), passage.word_at(days[-1].end())
    log = [word for word in passage.words[first : last + _AROUND] if word.isalpha()]
    is_of_skin = tells_of_skin(log) and date_words().events.isdisjoint(log)
    for match in days:
        place = match.span(match.lastindex or 0)
        yield from [Hit("date", *place)] if is_of_skin else _if_a_persons(passage, *place)


def in_numbers(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """The dates within a run of digits and separators."""
    run = passage.lower[start:end]
    if max(run.count("/"), run.count("."), run.count("-")) > 1:
        for match in islice(_NUMERIC.finditer(passage.lower, start, min(end + 4, len(passage.lower))), _MOST_IN_RUN):
            if not _is_settings(passage, match) and not _is_of_a_period(passage, match):
                hits = [*_if_a_persons(passage, *match.span())]
                if hits:
                    yield from _days_before(passage, match.start())
                yield from hits or _beside_full_name(passage, *match.span())


def _days_before(passage: Passage, start: int) -> Iterator[Hit]:
    """The days of "12/01, 16/03 and 18/05/2026" that stand before the last, which has the year of all."""
    row = _ROW_OF_DAYS.search(passage.lower, max(0, start - _LONGEST_ROW), start)
    if row is not None:
        for day in _DAY_OF_ROW.finditer(passage.lower, *row.span()):
            yield Hit("date", *day.span())


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
    index = passage.word_at(match.start())
    if index - 1 in passage.named:
        return False  # "Anna E, 12.3.88"
    if not date_words().born.isdisjoint(passage.words[max(0, index - _FROM_BIRTH) : index]):
        return False  # "DOB on file 14.02.92"
    return match[0][0] != "0" and not _DATE_BEFORE.search(passage.lower, max(0, match.start() - 10), match.start())


def _is_of_a_period(passage: Passage, match: re.Match[str]) -> bool:
    """ "01/01/2023 - 31/12/2023: 4,812 sessions": over many, where no one patient is spoken of."""
    if passage.says(date_words().one):
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
        passage.dated or passage.named or passage.numbered or _is_about_one(passage) or _went_wrong(passage, first, end)
    ):
        return
    if personal is not None and passage.distance(first, last, _MANY) is not None:
        personal = passage.distance(first, last, words.person)  # "we treated 40 patients since 3 May"
        if personal is None:
            return
    other = passage.distance(first, last, _others(passage, first, last))
    # "45F, melasma. 12/03/2024: three passes." speaks of one patient throughout.
    is_far = passage.named and other is not None and other > _NEAR
    if other is None or is_far or (personal is not None and personal <= other):
        yield Hit("date", start, end)


def _is_an_events(passage: Passage, first: int, last: int) -> bool:
    """ "the talk of 12 March, he was brilliant", "she is on leave until 4 August": no patient's, whatever "she" is."""
    words, colleagues = date_words(), colleague_words()
    begin, end = passage.sentence_around(first, last)
    before = passage.words[max(begin, first - _RIGHT_BEFORE) : first]
    is_of_event = not words.events.isdisjoint(before) and words.visit.isdisjoint(before)
    if is_of_event and not (words.events - _PATIENTS_TOO).isdisjoint(before):
        return True
    if is_of_event and not _OURS.isdisjoint(before) and THEIR.isdisjoint(passage.words[begin:first]):
        return True  # "next zoom Thursday 12 June"
    sentence = frozenset(passage.words[begin:end])
    opens_with_event = not (words.events - _PATIENTS_TOO).isdisjoint(passage.words[begin : begin + _TO_SUBJECT])
    if opens_with_event and not passage.named and sentence.isdisjoint(words.person):
        return True  # "Formation lasers, 3 sessions: 12/01, 16/03, 18/05/2026"
    if _tells_of_treatment(passage, first, last):
        return False
    if is_of_event and _OWN.isdisjoint(before):
        return True
    if passage.named or not sentence.isdisjoint(words.born | words.person - PRONOUNS):
        return False
    visits = sentence & words.visit
    if visits:  # "safety refresher booked on 6 December", "new tips came 4 June"
        is_booked = visits <= _OF_EVENTS_TOO and not (words.events - _PATIENTS_TOO).isdisjoint(sentence)
        things = device_words().clinic | _PUBLISHED
        is_a_things = visits.issubset(before) and not things.isdisjoint(passage.words[begin:first])
        return words.person.isdisjoint(sentence) and (is_booked or (is_a_things and visits <= _OF_THINGS_TOO))
    if not sentence.isdisjoint(THEIR):
        return False  # "the doctor on duty 5 August gave her steroids"
    subject = passage.words[begin : begin + _TO_SUBJECT]
    return not sentence.isdisjoint(words.events) or not (colleagues.people | colleagues.titles).isdisjoint(subject)


def _others(passage: Passage, first: int, last: int) -> frozenset[str]:
    """The words by which the date is a paper's or a meeting's: where a treatment is told of, the surest alone."""
    other = date_words().other
    return other - _PATIENTS_TOO if _tells_of_treatment(passage, first, last) else other


def _tells_of_treatment(passage: Passage, first: int, last: int) -> bool:
    """Whether the date's sentence tells of skin, of what is done to it or of a visit."""
    begin, end = passage.sentence_around(first, last)
    beside = [word for word in passage.words[begin:first] + passage.words[last + 1 : end] if not word.isdigit()]
    words = date_words()
    is_a_visit = not words.person.isdisjoint(beside) and not (words.visit - _OF_THINGS_TOO).isdisjoint(beside)
    return is_a_visit or tells_of_skin(beside) or not _TREATMENTS.isdisjoint(beside)


def _went_wrong(passage: Passage, first: int, end: int) -> bool:
    """ "Botox on 3/14, lid down 3/21", "Botox 3 March, 50 U, ptosis": what was done on that day, and what it led to."""
    if TREATMENTS.isdisjoint(passage.words[max(0, first - _RIGHT_BEFORE) : first]):
        return False
    _, stop = passage.sentence_around(first, first)
    led_to = [word for word in passage.words[first + 1 : stop] if word.isalpha()]
    return _DROOPED.match(passage.lower, end) is not None or not _WENT_WRONG.isdisjoint(led_to)


def _is_about_one(passage: Passage) -> bool:
    """Whether the text speaks of one patient; of "him" who gave the webinar it does not."""
    if passage.says(date_words().one - PRONOUNS):
        return True
    return passage.says(PRONOUNS) and not passage.says(date_words().events)


_WEEKDAYS_AND_TO: Final = listed(
    "to monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun"
)
# What a visit is told by, with its day behind: "test patch 23/9, reviewed 30/9".
_DATED: Final = listed(
    "moved rescheduled rebooked pushed postponed booked appt appointment visit dos seen consult consultation fu "
    "patch patched reviewed review treated injected lasered started op surgery admitted readmitted discharged "
    "operated biopsied excised presented came"
)
_AGAIN: Final = LatePattern(r"\b(?:again|and|then|next|repeated|last)(?: seen)? on (?:the )?$")
_NEAR: Final = 6  # words
_RIGHT_BEFORE: Final = 4
_TO_SUBJECT: Final = 3  # words: "our new nurse starts 1 June"
# Of the words of events, those of a patient's own life and chart as well.
_PATIENTS_TOO: Final = listed(
    "meet course courses demo demos slide slides club zoom holiday holidays closed arrives arriving "
    "leave price prices offer promo lease exam exams recorded recording recordings reunion reunions register "
    "registered delivery parcel shipment exhibition speaks speaking cours"
)
_OF_EVENTS_TOO: Final = listed("booked session sessions presents presented")
_PUBLISHED: Final = listed("paper papers article guideline guidelines consensus study statement edition firmware")
_OF_THINGS_TOO: Final = listed("came returned returns return returning back delivered")
_FEASTS: Final = listed("christmas xmas boxing new valentine valentines halloween easter diwali bastille noel")
_FEAST_BEGUN: Final = listed("year years")
_DROOPED: Final = LatePattern(
    r"(?:,? (?:at )?\d{1,2}[.:h]\d{2})?[ ,:;.-]{1,3}(?:[a-z]{1,8} ){0,3}(?:eye)?(?:lids?|brows?|lip|smile|cheek|eye) "
    r"(?:is |was |came |went )?(?:down|dropped|dropping|drooped|drooping|droopy|droop|heavy|crooked|shut|swollen|"
    r"swelled|blistered|numb|white|blanched|dusky|livid)\b"
)
_WENT_WRONG: Final = listed(
    "ptosis droop burn burned burnt blister blisters blistered pih crusts crusting swelling swollen bruise bruised "
    "nodule nodules necrosis occlusion keloid scar scarred"
)
# What no machine is called by, and a chart.
_TREATMENTS: Final = listed(
    "botox tox filler fillers lhr peel peels hyalase hyaluronidase microneedling toning prp file chart"
)
_OURS: Final = listed("next our")
_OWN: Final = THEIR | listed("she he")
_MANY: Final = listed("patients clients cases")


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    words = date_words()
    yield words.born | {"b"}, _born
    yield _DATED | listed("on le since"), _day_and_month
    yield words.months, _month
    yield _FEASTS, _feast
