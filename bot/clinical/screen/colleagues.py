"""Whether a name is a colleague's by what is said of them: an occupation, a practice, patients, a machine of theirs."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.clinical.screen import patients
from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.staff import is_of_staff
from bot.clinical.screen.vocabulary import colleague_words, name_words

REACH_BEHIND: Final = 8  # words: what a patient does may well have to do with a nurse
_LAWYERS: Final = listed("lawyer barrister")  # but "her lawyer, Anna Example" tells whose case it is
_THERE: Final = listed("there here at in from with who")
APPOSED: Final = 4  # words
_OUR: Final = listed("our my the a an notre η ο")
_PARTS: Final = listed("tip tips handpiece scanner lamp firmware demo")
_MINUTES: Final = (["meeting", "notes"], ["meeting", "minutes"], ["meeting", "agenda"])
PLURAL: Final = listed("patients pts clients cases")
_SEVERAL: Final = listed("doctors colleagues members mentors nurses surgeons dermatologists trainers authors")
_SAME: Final = listed("my our other all such both most")  # "one of my LHR patients" is a patient
_PRACTICE: Final = listed("clinic practice slides staff team patients pts clients cases rep colleague")
_MACHINES: Final = _PRACTICE | listed(
    "laser lasers machine machines scanner handpiece tip tips lamp unit console platform system nurse nurses device "
    "devices"
)
_FAULTS_WITH: Final = tuple(
    [fault, link]
    for fault in ("issue", "issues", "problem", "problems", "error", "fault", "trouble", "alarm", "code")
    for link in ("with", "on", "in")
)


def is_introduced(passage: Passage, name: Name) -> bool:
    """Whether an occupation stands right beside it or a practice is theirs: "Kate, our nurse", "in her clinic"."""
    known, (before, after) = colleague_words(), passage.around(name)
    return (
        # "our medical director, Olivia", and neither "Doctors, Leila's lip" nor "from the nurse: Leila"
        (":" not in passage.gap(name.first) and not (known.people - _SEVERAL).isdisjoint(before[-1:]))
        or is_apposed(passage, name.last + 1)
        or is_of_staff(passage, name)
        or any(word in patients.THEIR and what in _PRACTICE for word, what in pairwise(after))
    )


def is_apposed(passage: Passage, index: int) -> bool:
    """ ", our nurse" or ", ophthalmologist." behind a name; "the nurse's cousin" may be a patient."""
    at_work = colleague_words().beside | _LAWYERS
    if passage.gap(index) == ", " and passage.has(index, colleague_words().people | _LAWYERS):
        is_bare = passage.gap(index + 1)[:1] in (".", ",", ";", ")", "")
        if is_bare or passage.has(index + 1, _THERE) or passage.has(index + 2, _THERE):
            return True
    return (
        passage.has(index, _OUR)
        and passage.gap(index) in (" ", ", ", "., ", " (")
        and any(
            passage.has(place, at_work) and not passage.written(place).endswith("'s")
            for place in range(index + 1, index + APPOSED)
        )
    )


def is_at_work(passage: Passage, name: Name) -> bool:
    """Whether the sentence speaks of somebody who teaches, sells or treats."""
    before, after, known = *passage.around(name), colleague_words()
    return (
        not known.anywhere.isdisjoint(before)
        or not known.anywhere.isdisjoint(after[:REACH_BEHIND])
        or any(word in PLURAL and _SAME.isdisjoint(after[max(0, at - 3) : at]) for at, word in enumerate(after))
        or has_machine_of_their_own(after)
        or is_in_minutes(passage, name)
    )


def is_in_minutes(passage: Passage, name: Name) -> bool:
    """ "meeting notes: 1) insurance, Mr Example", "Minutes, business half: Anna reported", not "Minutes later"."""
    begin, _ = passage.sentence_around(name.first, name.first)
    is_heading = passage.is_one_of(begin, "minutes") and passage.gap(begin + 1)[:1] in (",", ":")
    if passage.words[:2] == ["minutes", "of"]:
        return True
    return is_heading or passage.words[begin : begin + 2] in _MINUTES


def has_machine_of_their_own(words: list[str]) -> bool:
    """ "had her second laser serviced", "with her Halo scanner": a colleague."""
    if not _PARTS.isdisjoint(words[:6]):
        return True
    return any(
        word in patients.THEIR
        and (
            not _MACHINES.isdisjoint(words[place + 1 : place + 3])
            # "had the same issue with her Halo"
            or (
                words[max(0, place - 2) : place] in _FAULTS_WITH
                and not name_words().devices.isdisjoint(words[place + 1 : place + 2])
            )
        )
        for place, word in enumerate(words)
    )
