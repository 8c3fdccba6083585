"""Colleagues, officials and firms' people who have a title as a patient may have one: "Mr Example from service".

Of whoever has a title and of whom nothing of this is said, the rest of the sentence decides, in `verdict`.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.colleagues import is_apposed
from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.patients import THEIR, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, makers, name_words, place_words, wavelengths

_OFFICES: Final = listed(
    "office department board service sales support head headquarters agency company manufacturer distributor insurer "
    "council ministry congress συνεδριο συνεδριου ημεριδα σεμιναριο laboratoire labo societe αντιπροσωπεια εταιρεια "
    "υπουργειο"
)
_FROM_THEIR: Final = listed("from at of on the our du de la l απο την το τη στο στη στην")
_TO_OFFICE: Final = 4  # words: "of the state council"
_FEWEST_OF_AGENCY: Final = 3  # letters
_NO_AGENCIES: Final = listed("usa uae nyc nhs fst pws pih pdl ipl")
_GAVE: Final = listed("gave gives giving held ran runs told")
_TREATING: Final = listed("treating teaching running selling lecturing covering")
_DEGREES: Final = listed("frcs frcophth md phd mbbs rn np pa mrcp mrcs facs frcp bsn msc")
_HELPED: Final = listed("assisted shadowed")
_HERE: Final = listed("in through upstairs downstairs here over round today yesterday again")
_TO_OCCUPATION: Final = 4  # words
_WORKS: Final = listed(
    "trains sells lectures chairs translated demoed demonstrated measured repaired installed calibrated serviced "
    "invented published"
)
_USES: Final = listed("uses used runs")
_TAKES_ON: Final = listed("chair moderate lead teach present lecture host circulate")
_BE: Final = listed("is was")
_ARTICLES: Final = listed("the our my their")
_LECTURES: Final = listed("lecture talk masterclass workshop webinar paper list course slides")
_TO_LECTURE: Final = 6  # words
_SAID_OF: Final = listed("the our my their a an council cqc notre")
_A: Final = frozenset({"a"})
_OUR: Final = listed("our my their")
_SPECIALISTS: Final = listed("consultant surgeon dermatologist anaesthetist registrar ophthalmologist")
_SETTING: Final = listed("nm j mm ms w mj hz")
_LATER: Final = listed("days day weeks week wks months month hours hrs hour h d wk mo years year minutes min times")
_SPECIALTIES: Final = listed(
    "plastics derm dermatology ophthalmology ent maxfax oculoplastics anaesthetics anesthetics radiology surgery"
)
_LEARNED: Final = listed("learned learnt")
_LEARNED_WITHIN: Final = 6  # words
_SAID: Final = listed("said says does did showed shows wrote")
_ABOUT: Final = listed("about for whether how what why which")
_WITHIN: Final = 4  # words


def is_titled_colleague(passage: Passage, name: Name) -> bool:
    """Whether what stands right beside a name with a title is of no patient, whatever else the sentence tells of."""
    return (
        is_of_an_office(passage, name)
        or is_apposed(passage, name.last + 1)
        or _is_the_inspector(passage, name)
        or _is_at_work(passage, name)
        or _is_cited(passage, name)
        or _has_a_lecture(passage, name)
        or _is_of_the_firm_before(passage, name)
    )


def _is_of_the_firm_before(passage: Passage, name: Name) -> bool:
    """ "The trainer from Lutronic (Mr Example)"."""
    title = name.first - 1
    return passage.gap(title) == " (" and passage.has(title - 1, makers() | colleague_words().people)


def is_of_an_office(passage: Passage, name: Name) -> bool:
    """ "Mr Example from service", "Mrs Example from the MHRA", "ο κ. Παράδειγμα από την αντιπροσωπεία"."""
    place = name.last + 1
    if passage.gap(place) == " (" and passage.has(place, _SPECIALTIES):
        return passage.gap(place + 1)[:1] == ")"
    if passage.has(place, _DEGREES) and passage.gap(place) in (" ", ", "):
        return True
    if passage.gap(place) != " " or not passage.has(place, _FROM_THEIR):
        return False
    while passage.has(place, _FROM_THEIR):
        place += 1
    if any(passage.has(each, _OFFICES) for each in range(place, name.last + 1 + _TO_OFFICE)):
        return True
    agency = passage.written(place).removeprefix("l'")
    is_agency = len(agency) >= _FEWEST_OF_AGENCY and agency.isupper()
    is_place = passage.has(place, _NO_AGENCIES) or passage.has(place, place_words().au_states)
    return passage.has(place, makers()) or (is_agency and not is_place)


def _is_the_inspector(passage: Passage, name: Name) -> bool:
    """ "Our receptionist Mrs Example", "the inspector, Mrs Example, asked", "the fire officer through, Mr Example"."""
    title = name.first - 1
    if passage.has(title - 1, _A):
        title -= 1  # "the inspector in, a Mr Example"
    occupation = title - 1
    while passage.has(occupation, _HERE) and title - occupation < _TO_OCCUPATION:
        occupation -= 1
    if not passage.has(occupation, colleague_words().people):
        return False
    is_said = any(passage.has(each, _SAID_OF) for each in range(occupation - _TO_OCCUPATION, occupation))
    if passage.gap(title) == " " and title - occupation == 1:
        return is_said
    is_set_off = passage.gap(title) == ", " and passage.gap(name.last + 1)[:1] in (",", ".", "")
    return is_said and is_set_off


def _is_at_work(passage: Passage, name: Name) -> bool:
    """ "gave a fine webinar", "presented 14 burns" (a patient presents with one), "uses 755", "is our landlord"."""
    known, behind = colleague_words(), passage.words[name.last + 1 : name.last + 6]
    if passage.gap(name.last + 1) != " " or not behind:
        return False
    first, others = behind[0], behind[1:]
    if first in _GAVE:
        return not known.anywhere.isdisjoint(others)
    if first == "did" and others[:1] == ["our"]:
        return True  # "did our advanced filler day"
    if first in _USES:
        return others[:1] != [] and _is_of_laser(others)
    if first == "presented":
        return others[:1] != [] and others[0].isdigit() and _LATER.isdisjoint(others[1:2])
    if first == "will":
        return not _TAKES_ON.isdisjoint(others[:1])
    if first in _BE and not _TREATING.isdisjoint(others[:1]):
        return True
    if first in _BE:
        people = known.people if not _OUR.isdisjoint(others[:1]) else _SPECIALISTS
        return not _ARTICLES.isdisjoint(others[:1]) and not people.isdisjoint(others[1:_WITHIN])
    act = others[:1] if first == "who" else behind[:1]
    return not (known.deeds | _WORKS).isdisjoint(act) and not _is_a_patients_trade(passage, name)


def _is_of_laser(words: list[str]) -> bool:
    is_setting = _is_a_wavelength(words[0]) or (words[0].isdigit() and not _SETTING.isdisjoint(words[1:2]))
    return is_setting or words[0] in name_words().devices


def _is_a_wavelength(word: str) -> bool:
    return word.isdigit() and int(word) in wavelengths()


def _is_a_patients_trade(passage: Passage, name: Name) -> bool:
    """ "sold her house", "teaches yoga, so her legs show": nothing of a colleague's work follows, and skin does."""
    _, stop = passage.sentence_around(name.first, name.last)
    behind = passage.words[name.last + 1 : stop]
    if not THEIR.isdisjoint(behind[1:2]):
        return True
    of_work = colleague_words().craft | colleague_words().people | name_words().devices
    is_of_work = not of_work.isdisjoint(behind[1:6]) or any(_is_a_wavelength(word) for word in behind[1:6])
    return tells_of_skin([word for word in behind if word.isalpha()]) and not is_of_work


def _has_a_lecture(passage: Passage, name: Name) -> bool:
    """ "after his lecture", "at her scar list"."""
    behind = passage.words[name.last + 1 : name.last + 1 + _TO_LECTURE]
    theirs = next((place for place, word in enumerate(behind) if word in THEIR), None)
    return theirs is not None and not _LECTURES.isdisjoint(behind[theirs + 1 :])


def _is_cited(passage: Passage, name: Name) -> bool:
    """ "Webinar by Mr Example", "I learned it from Mrs Example", "as Mr Example said", "ask Mrs Example about"."""
    title = name.first - 1
    before = passage.words[max(0, title - _LEARNED_WITHIN) : title]
    if passage.has(title - 1, _HELPED):
        return True
    if passage.has(title - 1, frozenset({"by"})):
        return not colleague_words().craft.isdisjoint(before[-2:-1])
    if passage.has(title - 1, frozenset({"from"})):
        return not _LEARNED.isdisjoint(before)
    if passage.has(title - 1, frozenset({"as"})):
        return passage.has(name.last + 1, _SAID) and passage.gap(name.last + 2) == " "
    return passage.has(title - 1, frozenset({"ask"})) and passage.has(name.last + 1, _ABOUT)
