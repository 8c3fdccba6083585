"""Colleagues, officials and firms' people who have a title as a patient may have one: "Mr Example from service".

Of whoever has a title and of whom nothing of this is said, the rest of the sentence decides, in `verdict`.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.patients import THEIR, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, makers, name_words, place_words, wavelengths

_OFFICES: Final = listed(
    "service sales support head headquarters agency company manufacturer distributor insurer council ministry "
    "laboratoire labo societe αντιπροσωπεια εταιρεια υπουργειο"
)
_DESKS: Final = listed("reception desk accounts billing")
_FROM_THEIR: Final = listed("from at of on the our du de la απο την το τη")
_TO_OFFICE: Final = 4  # words: "of the state council"
_FEWEST_OF_AGENCY: Final = 3  # letters
_NO_AGENCIES: Final = listed("usa uae nyc nhs fst pws pih pdl ipl")
_GAVE: Final = listed("gave gives giving held ran runs")
_WORKS: Final = listed(
    "trains sells lectures chairs translated demoed demonstrated measured repaired installed calibrated serviced "
    "invented published"
)
_USES: Final = listed("uses used runs")
_TAKES_ON: Final = listed("chair moderate lead teach present lecture host circulate")
_BE: Final = listed("is was")
_ARTICLES: Final = listed("the our my their")
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
        _is_of_an_office(passage, name)
        or _is_the_inspector(passage, name)
        or _is_at_work(passage, name)
        or _is_cited(passage, name)
    )


def _is_of_an_office(passage: Passage, name: Name) -> bool:
    """ "Mr Example from service", "Mrs Example from the MHRA", "ο κ. Παράδειγμα από την αντιπροσωπεία"."""
    place = name.last + 1
    if passage.gap(place) == " (" and passage.has(place, _SPECIALTIES):
        return passage.gap(place + 1)[:1] == ")"
    if passage.gap(place) != " " or not passage.has(place, _FROM_THEIR):
        return False
    while passage.has(place, _FROM_THEIR):
        place += 1
    if any(passage.has(each, _OFFICES | _DESKS) for each in range(place, name.last + 1 + _TO_OFFICE)):
        return True
    is_agency = len(passage.written(place)) >= _FEWEST_OF_AGENCY and passage.written(place).isupper()
    is_place = passage.has(place, _NO_AGENCIES) or passage.has(place, place_words().au_states)
    return passage.has(place, makers()) or (is_agency and not is_place)


def _is_the_inspector(passage: Passage, name: Name) -> bool:
    """ "The inspector, Mrs Example, asked for the log of burns": between two commas, with an article."""
    title = name.first - 1
    return (
        passage.has(title - 1, colleague_words().people)
        and passage.has(title - 2, _ARTICLES)
        and passage.gap(title) == passage.gap(name.last + 1) == ", "
    )


def _is_at_work(passage: Passage, name: Name) -> bool:
    """ "gave a fine webinar", "presented 14 burns" (a patient presents with one), "uses 755", "is our landlord"."""
    known, behind = colleague_words(), passage.words[name.last + 1 : name.last + 6]
    if passage.gap(name.last + 1) != " " or not behind:
        return False
    first, others = behind[0], behind[1:]
    if first in _GAVE:
        return not known.anywhere.isdisjoint(others)
    if first in _USES:
        return others[:1] != [] and _is_of_laser(others)
    if first == "presented":
        return others[:1] != [] and others[0].isdigit() and _LATER.isdisjoint(others[1:2])
    if first == "will":
        return not _TAKES_ON.isdisjoint(others[:1])
    if first in _BE:
        people = known.people if not _OUR.isdisjoint(others[:1]) else _SPECIALISTS
        return not _ARTICLES.isdisjoint(others[:1]) and not people.isdisjoint(others[1:_WITHIN])
    act = others[:1] if first == "who" else behind[:1]
    return not (known.deeds | _WORKS).isdisjoint(act) and not _is_a_patients_trade(passage, name)


def _is_of_laser(words: list[str]) -> bool:
    is_setting = words[0].isdigit() and (int(words[0]) in wavelengths() or not _SETTING.isdisjoint(words[1:2]))
    return is_setting or words[0] in name_words().devices


def _is_a_patients_trade(passage: Passage, name: Name) -> bool:
    """ "sold her house", "teaches yoga, so her legs show": nothing of a colleague's work follows, and skin does."""
    _, stop = passage.sentence_around(name.first, name.last)
    behind = passage.words[name.last + 1 : stop]
    if not THEIR.isdisjoint(behind[1:2]):
        return True
    of_work = colleague_words().craft | colleague_words().people
    return tells_of_skin([word for word in behind if word.isalpha()]) and of_work.isdisjoint(behind[1:6])


def _is_cited(passage: Passage, name: Name) -> bool:
    """ "Webinar by Mr Example", "I learned it from Mrs Example", "as Mr Example said", "ask Mrs Example about"."""
    title = name.first - 1
    before = passage.words[max(0, title - _LEARNED_WITHIN) : title]
    if passage.has(title - 1, frozenset({"by"})):
        return not colleague_words().craft.isdisjoint(before[-2:-1])
    if passage.has(title - 1, frozenset({"from"})):
        return not _LEARNED.isdisjoint(before)
    if passage.has(title - 1, frozenset({"as"})):
        return passage.has(name.last + 1, _SAID) and passage.gap(name.last + 2) == " "
    return passage.has(title - 1, frozenset({"ask"})) and passage.has(name.last + 1, _ABOUT)
