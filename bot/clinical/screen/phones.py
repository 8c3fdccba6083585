"""Telephone numbers: by the word before them, by a form that nothing else has, or by the countries' numbering "
"plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import date_words, makers, place_words, wavelengths

_CERTAIN: Final = LatePattern(
    r"(?<![\w.+/-])(?:"
    r"\+[1-9](?:[ .()/-]{0,2}\d){7,14}|"  # international, in any grouping
    r"\(\+[1-9]\d{0,2}\)(?:[ .()/-]{0,2}\d){6,12}|"
    r"00(?:30|33|44|61|91|1)(?:[ .()-]{0,2}\d){8,11}|"  # the same, dialled
    r"(?:1[ .-])?\([2-9]\d{2}\) ?\d{3}[ .-]\d{4}|"  # North America
    r"(?:1[ .-])?[2-9]\d{2}([ ./-])\d{3}[ .-]\d{4}|"  # the same, and Greece
    r"\(0\d{1,4}\) ?\d{3,4}[ .-]?\d{3,4}|"  # an area code in brackets: Britain, Australia, India
    r"0\d{1,4}[ .-]\d{3,4}[ .-]?\d{3,4}|"  # a leading zero and groups
    r"04\d\d[ .-]\d{3}[ .-]\d{3}|"  # Australian mobiles
    r"0[1-9](?:([ .-])\d\d)(?:\2\d\d){3}|"  # France
    r"(?:69|2\d)\d[ .-]\d{7}|(?:69|2\d)\d{2}[ .-]\d{6}|"  # Greece
    r"1[38]00[ .-]\d{3}[ .-]\d{3}|"  # Australia's shared-cost numbers
    r"(?:0|91[ .-])?[6-9]\d{4}[ .-]\d{5}"  # India
    r")(?: ?(?:x|ext\.?) ?\d{1,5})?(?![\w/]|[.,-]\d)"
)
# Without separators, or in unusual groups: only what one of the numbering plans knows.
_POSSIBLE: Final = LatePattern(
    r"(?<![\w.+/-])(?:0\d{9,10}|[2-9]\d{9}|[02-9]\d{2,4}([ .-])\d{2,4}(?:\1\d{2,4}){1,2})(?![\w/]|[.,-]\d| \d)"
)
_REGIONS: Final = ("US", "GR", "IN", "GB", "AU", "FR")
FEWEST_DIGITS: Final = 7
_MOST_LOOKED_UP: Final = 4  # a look-up in the numbering plans takes a quarter of a millisecond

_CALLED: Final = listed(
    "phone telephone tel mobile mob cell cellphone call calls called ring text texts sms whatsapp viber signal "
    "fax contact ph landline reach texted rang phoned "
    "number phones telephoned telegram"
)
_AFTER_CALLED: Final = LatePattern(
    r"(?: ?(?:no|number|num|nr|her|him|them|me|us|is|was|on|at|back|from|directly|the|patient|pt|line|home|work|"
    r"mobile|cell|:)\b\.?){0,4}"
    r"[ .:#=(-]{0,4}(\+?\(?\d(?:[ .()/-]{0,2}\d){6,14})(?![\w]|[/.]\d)"
)
_BEFORE_NUMBER: Final = listed(
    "no number num nr her him them me us is was on at back from directly the patient pt line home work mobile cell"
)
_SHORT_OF_PERSON: Final = listed("her his their patients clients the pts a my")
# "755 532 1064 nm" is a list of settings, "2000 units" a dose.
_AMOUNT_FOLLOWS: Final = LatePattern(
    r" ?-?(?:%|(?:nm|mm|ms|ns|ps|us|j|mj|kj|hz|w|ml|cc|units?|iu|um|pulses|shots|mtz|spots?|microns?|usd|eur|"
    r"dollars|euros|joules|filters?|"
    r"patients|weeks|days)\b)"
)
_LOCAL: Final = LatePattern(r"(?<![\w.+/-])[2-9]\d{2}[-.]\d{4}(?![\w/]|[.,-]\d)")
_NEAR_CALL: Final = 8
# Whose number is no patient's, and what has one where a firm or a course stands beside it.
_FIRMS: Final = listed(
    "manufacturer manufacturers vigilance distributor distributors helpdesk hotline rep reps secretariat organisers "
    "organizers organiser organizer vendor supplier suppliers laservision univet noir"
)
_DESKS: Final = listed("service support office desk line helpline engineer engineers")
_HELD_BY: Final = listed("clinic practice course congress conference workshop meeting technical customer engineering")
_HELD_WITHIN: Final = 2  # words before
_DESK_LINKS: Final = listed(
    "mobile cell phone tel telephone number no is on at in call ring direct the has changed to now new"
)
_PREMISES: Final = listed("clinic practice reception office surgery")
_OURS: Final = listed("our the")
_FREE: Final = LatePattern(r"(?:1[ .-]?)?\(?8(?:00|88|77|66|55|44|33)\)?[ .-]|1[38]00[ .-]|080[08][ .-]")
_GROUP: Final = LatePattern(r"\d+")


def in_numbers(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """The telephone numbers within a run of digits and separators."""
    begin, stop = max(0, start - 2), min(end + 3, len(passage.lower))
    for match in _CERTAIN.finditer(passage.lower, begin, stop):
        if not _is_something_else(passage, match):
            yield Hit("phone", *match.span())
    local = _LOCAL.match(passage.lower, start)
    if local is not None and _is_near_call(passage, start) and not _is_something_else(passage, local):
        yield Hit("phone", *local.span())


def _is_near_call(passage: Passage, start: int) -> bool:
    """Seven digits after "I gave her number to the rep"."""
    index = passage.word_at(start)
    near = passage.distance(index, index, _CALLED)
    return near is not None and near <= _NEAR_CALL and passage.distance(index, index, date_words().person) is not None


def possible_in_numbers(passage: Passage, runs: list[tuple[int, int]]) -> Iterator[Hit]:
    """What the form leaves open in these runs, where the numbering plans know it."""
    looked_up = 0
    for start, end in runs:
        for match in _POSSIBLE.finditer(passage.lower, start, min(end + 3, len(passage.lower))):
            if not 9 <= sum(map(str.isdigit, match[0])) <= 11 or _is_something_else(passage, match):
                continue
            looked_up += 1
            # A page full of such numbers is a list of something; the first few tell of what.
            if looked_up > _MOST_LOOKED_UP:
                return
            if _is_beside_person(passage, match) or _is_in_a_plan(match[0]):
                yield Hit("phone", *match.span())


def _is_beside_person(passage: Passage, match: re.Match[str]) -> bool:
    """A whole number without gaps in a sentence about a person: the plans leave out what is not yet given to "
    "anybody."""
    if not match[0].isdigit():
        return False
    first, last = passage.word_at(match.start()), passage.word_at(match.end() - 1)
    return passage.distance(first, last, date_words().person) is not None


def _is_in_a_plan(written: str) -> bool:
    import phonenumbers  # 30 ms and its tables: only once somebody has written what may be a number

    for region in _REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(written, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _is_something_else(passage: Passage, match: re.Match[str]) -> bool:
    if _AMOUNT_FOLLOWS.match(passage.lower, match.end()):
        return True
    if passage.is_called_otherwise(match.start()) or _is_a_hotline(passage, match):
        return True
    if _is_a_firms(passage, match.start()):
        return True
    return match[0][0] not in "+(" and _is_row_of_settings(match[0])


def _is_a_firms(passage: Passage, start: int) -> bool:
    """ "the course office, 020 7946 0958": of a desk that is named before it, where no person is spoken of."""
    place = passage.word_at(start + 1)
    index = place - 1
    beside = _DESK_LINKS | place_words().cities | place_words().regions
    while passage.has(index, beside) or (index >= 0 and passage.words[index].isdigit()):  # "+49" before the rest
        index -= 1
    is_desk = passage.has(index, _DESKS) and any(
        passage.has(each, _HELD_BY | _FIRMS | makers()) for each in range(index - _HELD_WITHIN, index)
    )
    is_ours = passage.has(index, _PREMISES) and any(passage.has(each, _OURS) for each in range(index - 2, index))
    if passage.names_near(place) or not (is_desk or is_ours or passage.has(index, _FIRMS | makers())):
        return False
    return passage.distance(place, place, date_words().person) is None


def _is_a_hotline(passage: Passage, match: re.Match[str]) -> bool:
    """A free number that nobody is said to have is a company's."""
    place = passage.word_at(match.start())
    return _FREE.match(match[0]) is not None and passage.distance(place, place, date_words().person) is None


def _is_row_of_settings(written: str) -> bool:
    """ "1064 755 532", "515 560 1200": wavelengths, filters and round numbers, where a number has odd groups."""
    groups = [int(group) for group in _GROUP.findall(written)]
    if len(groups) < 2 or written[0] == "0":
        return False
    return all(group in wavelengths() or (group % 5 == 0 and group < 3000) for group in groups)


def _called(passage: Passage, index: int) -> Iterator[Hit]:
    """ "call 555-0123", "her number is 69 71 234 567"."""
    if passage.words[index] == "number" and not passage.has(index - 1, _SHORT_OF_PERSON):
        return
    if passage.words[index] == "the" or passage.is_one_of(index - 1, "serial", "record", "account"):
        return
    if not passage.is_followed(index, _BEFORE_NUMBER):
        return
    match = _AFTER_CALLED.match(passage.lower, passage.ends[index])
    if match is None or _AMOUNT_FOLLOWS.match(passage.lower, match.end()):
        return
    if _FREE.match(match[1]) and passage.distance(index, index, date_words().person) is None:
        return
    is_number = not _is_row_of_settings(match[1]) or match[1][0] in "+("
    if is_number and not _is_a_firms(passage, match.start(1)):
        yield Hit("phone", *match.span(1))


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _CALLED, _called
