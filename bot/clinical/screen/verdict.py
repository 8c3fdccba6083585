"""Whose a name is, a patient's or a colleague's: the one place where the signs for either are weighed."""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.addressed import is_addressed
from bot.clinical.screen.around import is_in_the_chair, is_told_of_around
from bot.clinical.screen.colleagues import is_at_work, is_in_minutes, is_introduced
from bot.clinical.screen.led_names import is_led
from bot.clinical.screen.own_skin import suffered
from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.patients import (
    is_of_a_chart,
    is_plainly_a_patient,
    is_surely_told_of,
    is_told_of,
    tells_of_skin,
)
from bot.clinical.screen.staff import is_an_author
from bot.clinical.screen.titled import is_of_an_office, is_titled_colleague

_SHORTEST: Final = 3  # letters
_MOST_PLACES: Final = 4
_TITLES: Final = listed("mr mrs ms miss mme mlle sir dame shri smt")
_THANKS: Final = listed("thank thanks")


def is_a_patients(passage: Passage, name: Name) -> bool:
    """Whether a name that nothing announces is a patient's: from the surest sign to the weakest."""
    if (is_led(passage, name) and not is_of_a_chart(passage, name)) or is_an_author(passage, name):
        return False
    if is_plainly_a_patient(passage, name) or suffered(passage, name):
        return True
    if is_introduced(passage, name) or is_addressed(passage, name) or _is_introduced_elsewhere(passage, name):
        return False
    if is_of_an_office(passage, name) or (_has_a_title(passage, name) and is_titled_colleague(passage, name)):
        return False
    if is_surely_told_of(passage, name) or is_in_the_chair(passage, name):
        return True
    return not is_at_work(passage, name) and (is_told_of(passage, name) or is_told_of_around(passage, name))


def _has_a_title(passage: Passage, name: Name) -> bool:
    return passage.has(name.first - 1, _TITLES) and passage.gap(name.first) in (" ", ". ")


def _is_introduced_elsewhere(passage: Passage, name: Name) -> bool:
    """ "Our new nurse Anna is in. Anna will have her test patch": of one word, known for a colleague already."""
    word = passage.words[name.last]
    if name.first < name.last or len(word) < _SHORTEST:
        return False
    others = [Name(place, place) for place in passage.places_of(frozenset({word})) if place != name.first]
    return any(is_led(passage, other) or is_introduced(passage, other) for other in others[:_MOST_PLACES])


def is_a_colleagues(passage: Passage, name: Name) -> bool:
    """Whether a name in full that stands where a patient's does is a colleague's, in the same order."""
    if (is_led(passage, name) and not is_of_a_chart(passage, name)) or is_an_author(passage, name):
        return True
    if is_plainly_a_patient(passage, name) or suffered(passage, name):
        return False
    return is_introduced(passage, name) or is_addressed(passage, name) or is_at_work(passage, name)


def is_a_colleagues_after_all(passage: Passage, name: Name) -> bool:
    """The same behind a word that is said of patients, as "Mrs": of them it is told too that they said and asked."""
    if is_plainly_a_patient(passage, name) or suffered(passage, name):
        return False
    if is_titled_colleague(passage, name):
        return True
    theirs = passage.written(name.last).endswith("'s")  # "Mr Lowe's tip about whitening"
    _, stop = passage.sentence_around(name.first, name.last)
    # The numbers of an agenda are no types of scars, and what somebody "took back" is no back.
    behind = [word for word in passage.words[name.last + 1 : stop] if word.isalpha() and word != "back"]
    if not theirs and tells_of_skin(behind):
        return False
    announced = Name(max(0, name.first - 1), name.last)
    is_thanked = not _THANKS.isdisjoint(passage.words[max(0, announced.first - 2) : announced.first])
    is_known_at_work = is_thanked or is_introduced(passage, announced) or is_in_minutes(passage, name)
    return is_known_at_work or (theirs and is_addressed(passage, announced))
