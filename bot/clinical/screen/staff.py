"""Whoever is named beside what only a colleague has: a desk, a place on a programme, a row of authors.

"Kiran in pharmacy", "Miss Example (locum nurse)", "give Anna a shout about the demo", "11:20 Tattoo (Anna)", "Lee S,
Kim J, Park H. Lasers Surg Med 2019".
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.patients import THEIR, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words

_DESKS: Final = listed("reception desk accounts billing payroll admin legal hr marketing sales finance")
_MORE_DESKS: Final = _DESKS | listed(
    "pharmacy procurement purchasing estates facilities housekeeping maintenance stores supplies biomed governance "
    "compliance"
)
_WHERE_PATIENTS_WAIT: Final = listed("reception desk pharmacy")
_WAITING: Final = listed("with crying waiting upset complaining")
_THE: Final = listed("the our front")
_AT: Final = listed("at from in on")
_IN_OR_FROM: Final = listed("from in at")
_MOST_IN_BRACKETS: Final = 3  # words
_CALLED_BY: Final = listed("mgr pm np rn pa ceo gp")
_GIVE: Final = listed("give gave giving")
_A_CALL: Final = listed("shout ring call bell nudge ping buzz")
_ANYONE: Final = listed("anyone anybody someone somebody who")
_CALLED_UPON_WITHIN: Final = 8  # words
_BREAKS: Final = listed("coffee lunch break keynote agenda programme panel")
_TIMES: Final = LatePattern(r"(?<!\d)[012]?\d[:.h][0-5]\d(?!\d)[^\n]{1,400}?(?<![\d:.])[012]?\d[:.h][0-5]\d(?!\d)")
# "Lee S, Kim J", "Arndt KA and Dover JS".
_AUTHOR: Final = r"[A-Z][\w'-]+ [A-Z]{1,3}(?!\w)"
_AUTHORS: Final = LatePattern(rf"{_AUTHOR}(?:(?:, |; |,? and |,? & ){_AUTHOR})+")
_ROW_OF_AUTHORS: Final = LatePattern(rf"{_AUTHOR}(?:(?:, |; |,? and |,? & ){_AUTHOR}){{2,}}")
_AUTHORS_REACH: Final = 120  # characters
_PRINTED: Final = LatePattern(
    r"[^\n]{0,160}?\b(?:jaad|bjd|jama|lancet|nejm|cochrane|dermatol\w*|lasers? (?:surg|med)|surg|plast|aesthet\w*|"
    r"cutan|j (?:am|eur|cosmet|drugs|invest|clin)|pmid|doi|et al)\b|[^\n]{0,40}?\b(?:19|20)\d\d;"
)
_YEAR: Final = LatePattern(r"[^\n]{0,160}?(?<![\w/.-])(?:19|20)\d\d(?!\w)")


def is_of_staff(passage: Passage, name: Name) -> bool:
    """Whether a desk or an occupation is said of them, right beside the name."""
    return _is_at_a_desk(passage, name) or _is_introduced_by_place(passage, name) or _is_said_in_brackets(passage, name)


def _is_at_a_desk(passage: Passage, name: Name) -> bool:
    """ "Kiran in pharmacy", "called Elaine at facilities", and not "Anna at reception, her chin blistered"."""
    desk = name.last + 2
    while passage.has(desk, _THE):
        desk += 1
    if not passage.has(name.last + 1, _AT) or not passage.has(desk, _MORE_DESKS) or passage.gap(name.last + 1) != " ":
        return False
    is_waiting = passage.gap(desk + 1) != " " or passage.has(desk + 1, _WAITING)
    return not (is_waiting and passage.has(desk, _WHERE_PATIENTS_WAIT) and _is_told_of_skin(passage, desk))


def _is_introduced_by_place(passage: Passage, name: Name) -> bool:
    """ "A colleague in Lyon, Benoit Example, swears by", "the new girl at reception, Chloe, told"."""
    place = name.first - 1
    if passage.has(place, _DESKS) and passage.gap(name.first) in (", ", " ", " ("):
        while passage.has(place - 1, _THE):
            place -= 1
        return passage.has(place - 1, _AT)
    if passage.gap(name.first) != ", " or not passage.is_capital(place):
        return False
    while passage.is_capital(place):
        place -= 1
    return passage.has(place, _IN_OR_FROM) and passage.has(place - 1, colleague_words().people)


def _is_said_in_brackets(passage: Passage, name: Name) -> bool:
    """ "Miss Example (locum nurse) is covering", and not "Anna (nurse), blisters on both legs"."""
    place = name.last + 1
    if passage.gap(place) != " (":
        return False
    last = place
    while last - place < _MOST_IN_BRACKETS and passage.gap(last + 1) in (" ", "-", "/"):
        last += 1
    if not passage.gap(last + 1).startswith(")") or not passage.has(
        last, colleague_words().people | _DESKS | _CALLED_BY
    ):
        return False
    return not _is_told_of_skin(passage, last)


def _is_told_of_skin(passage: Passage, index: int) -> bool:
    """Whether what follows in the sentence tells of skin or a treatment."""
    _, stop = passage.sentence_around(index, index)
    return tells_of_skin([word for word in passage.words[index + 1 : stop] if word.isalpha()])


def is_called_upon(passage: Passage, name: Name) -> bool:
    """ "someone from the UK (Firas? Clare?)", "give Anna a shout about the demo"."""
    before = passage.words[max(0, name.first - _CALLED_UPON_WITHIN) : name.first]
    if passage.gap(name.last + 1).startswith("?") and passage.gap(name.first) in (" (", "? "):
        return not _ANYONE.isdisjoint(before)
    if (
        passage.has(name.first - 1, _GIVE)
        and passage.is_one_of(name.last + 1, "a")
        and passage.has(name.last + 2, _A_CALL)
    ):
        _, stop = passage.sentence_around(name.first, name.last)
        return not _is_told_of_skin(passage, name.last + 2) and THEIR.isdisjoint(passage.words[name.last + 3 : stop])
    return False


def is_on_a_programme(passage: Passage, name: Name) -> bool:
    """ "09:30 Vascular (Anna), 10:15 Pigment (Imran), coffee": a list of talks with their times, no clinic's list."""
    is_listed = passage.gap(name.first) in (" (", ": ", " - ", " – ") and passage.says(_BREAKS)
    return is_listed and _TIMES.search(passage.lower) is not None


def is_an_author(passage: Passage, name: Name) -> bool:
    """ "Lee S, Kim J, Park H" of any three, "Arndt KA, Dover JS. Scars. 2003" of two, "Example, Arndt – JAAD 2008"."""
    start, end = passage.starts[name.first], passage.ends[name.last]
    if _is_in(_ROW_OF_AUTHORS, passage, start):
        return True
    if _is_in(_AUTHORS, passage, start) and _YEAR.match(passage.lower, end) is not None:
        return True
    return passage.gap(name.first) in (", ", " & ") and _PRINTED.match(passage.lower, end) is not None


def _is_in(rows: LatePattern, passage: Passage, start: int) -> bool:
    begin, stop = max(0, start - _AUTHORS_REACH), start + _AUTHORS_REACH
    return any(row.start() <= start < row.end() for row in rows.finditer(passage.cased, begin, stop))
