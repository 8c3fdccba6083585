"""Whoever is named beside a sentence that tells of a patient: a name apart, "she" in the next sentence, who winced.

"A patient who refuses goggles. Wolfgang.", "After Lorraine I changed my approach. She peeled in sheets", "and
Bartholomew still jumped at each pulse": nothing in the sentence itself need be of skin.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.own_skin import ON_THE_BODY
from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.patients import PATIENTS_VERBS, PRONOUNS, SOMEBODY, speaks_of_treatment, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words

# What is done in the chair, under the pulses.
_IN_THE_CHAIR: Final = listed(
    "jumped jumps winced winces flinched flinches yelped yelps squealed squeals wriggled wriggles wriggling twitched "
    "twitches laughed giggled giggles sneezed shook trembled gasped sobbed yawned snored sweats shivers shivered "
    "hopped grimaced moaned clenched clenches"
)
_HELPING: Final = listed("still just nearly never always only really then even also all has had keeps kept")
_STILL: Final = listed("forgotten forgot brings sends swears tells hadnt")
_TO_MEMBERS: Final = listed("you your youre youve u ur yours yourself")
_IS: Final = listed("is thats its was shes hes called named")
_APART_BEFORE: Final = (", ", ": ", " - ", "; ", " – ", " — ")
_APART_BEHIND: Final = (",", ".", "!", "?", ";", "-", "–", "—", ")")
_ENDS: Final = (".", "!", "?")
_CHAIR: Final = listed("chair couch goggles")


def is_in_the_chair(passage: Passage, name: Name) -> bool:
    """ "Bartholomew still jumped at each pulse", "the girl with the rash is Anneliese", whoever else is at work."""
    return (
        speaks_of_treatment(passage)
        and not _is_asked(passage)
        and (_acts_in_chair(passage, name) or _is_pointed_out(passage, name))
    )


def is_told_of_around(passage: Passage, name: Name) -> bool:
    """Whether the sentences around tell of whoever is named as of a patient."""
    if not speaks_of_treatment(passage):
        return False
    return (
        _is_set_apart(passage, name)
        or _is_resumed(passage, name)
        or _is_in_full(passage, name)
        or _follows_harm(passage, name)
    )


def _is_asked(passage: Passage) -> bool:
    return passage.says(_TO_MEMBERS)


def _acts_in_chair(passage: Passage, name: Name) -> bool:
    act = name.last + 1
    while passage.has(act, _HELPING):
        act += 1
    return passage.has(act, _IN_THE_CHAIR) and passage.gap(name.last + 1) == " "


def _is_pointed_out(passage: Passage, name: Name) -> bool:
    """ "the girl with the rash is Anneliese", "that's Jayden, every single time"."""
    if not passage.has(name.first - 1, _IS) or passage.gap(name.first) != " " or not _is_closed(passage, name):
        return False
    begin, _ = passage.sentence_around(name.first, name.first)
    before = passage.words[begin : name.first - 1]
    return tells_of_skin(before) or not _CHAIR.isdisjoint(before)


def _is_closed(passage: Passage, name: Name) -> bool:
    behind = passage.gap(name.last + 1)
    return behind == "" or "\n" in behind or behind.strip()[:1] in _APART_BEHIND


def _is_set_apart(passage: Passage, name: Name) -> bool:
    """ "Wolfgang.", "that's Blessing, four times", "She's on roaccutane, Bich, and": nobody is asked."""
    gap = passage.gap(name.first)
    if _is_asked(passage) or not _is_closed(passage, name) or not passage.says(PRONOUNS):
        return False
    is_predicate = passage.has(name.first - 1, _IS) and gap == " "
    is_apart = gap in _APART_BEFORE or gap.strip()[-1:] in _ENDS
    return is_predicate or (is_apart and not passage.gap(name.last + 1).startswith("?"))


def _is_resumed(passage: Passage, name: Name) -> bool:
    """ "Rhea had three. She is much smoother": she and her skin in the next sentence."""
    _, stop = passage.sentence_around(name.first, name.last)
    following = _sentence(passage, stop)
    return (
        not PRONOUNS.isdisjoint(following)
        and (tells_of_skin(following) or not ON_THE_BODY.isdisjoint(following))
        and colleague_words().anywhere.isdisjoint(following)
    )


def _follows_harm(passage: Passage, name: Name) -> bool:
    """ "Then at day 6: blisters. Chidi had forgotten to say": who opens the sentence behind what befell a skin."""
    begin, _ = passage.sentence_around(name.first, name.first)
    subject = name.last + 1
    while passage.has(subject, _HELPING):
        subject += 1
    if begin != name.first or passage.gap(name.last + 1) != " " or not passage.has(subject, PATIENTS_VERBS | _STILL):
        return False
    preceding = _sentence(passage, begin - 1)
    return tells_of_skin(preceding) and colleague_words().anywhere.isdisjoint(preceding)


def _is_in_full(passage: Passage, name: Name) -> bool:
    """ "Gudrun Haas, under both eyes, and she pops them"."""
    _, after = passage.around(name)
    return name.first < name.last and not SOMEBODY.isdisjoint(after)


def _sentence(passage: Passage, index: int) -> list[str]:
    if not 0 <= index < len(passage.words):
        return []
    begin, stop = passage.sentence_around(index, index)
    return passage.words[begin:stop]
