"""What happened to the skin of whoever is named, told behind their name.

It says more than where they are and what they say: "After the meeting Sofia came with blisters", "Rebecca warned me she
tans", "Anna teaches yoga, tan lines, PIH" have a colleague's words in them, and yet a patient is meant.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.passage import REACH, Name, Passage, listed
from bot.clinical.screen.patients import OF_OTHERS, SOMEBODY, THEIR, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, name_words

# What only a body does; of the verbs of `BEFALLS` a colleague's protocol and a colleague do some as well.
ON_THE_BODY: Final = listed(
    "blistered burned burnt fainted peeled crusted scarred flared swelled bruised healed cried screamed relapsed tans "
    "tanned bled itches stings reacted"
)
# What is noted of somebody behind a comma: "teaches yoga, tan lines", "agreed to a test spot, purpura".
_HARM: Final = listed(
    "pih blister blisters burn burns crusts scabs stripes stripe streaks welts purpura redness erythema swelling "
    "hyperpigmentation hypopigmentation erosions folliculitis tan paradoxical hives droop droopy ptosis ulcers"
)
_HAS: Final = listed("has had got gets developed")
_TOLD: Final = listed("told gave advised put lasered treated")
_KIN: Final = listed(
    "mum mom mother dad father husband wife daughter son sister brother boyfriend girlfriend partner fiance parents"
)
_AND: Final = listed("and but then")
_COMES_WITH: Final = listed("came comes back in is was returned presented presents rang called here")
_NOT_SKIN: Final = listed("hand hands back result results photos upper full half session sessions biopsy histology")
_LINKS: Final = listed("about if how what when why whether for to at on in and or who")
_WENT: Final = listed("white pale grey gray limp faint")
_ON_THE_BODY: Final = ON_THE_BODY | _WENT
_ARTICLES: Final = listed("the our my a")
_APART: Final = frozenset({", ", " - ", "; "})


def suffered(passage: Passage, name: Name) -> bool:
    """Whether what follows tells of their own skin; where their patients come in between, it is those'."""
    first = name.last + 1
    if _is_noted(passage, name) or _is_of_family(passage, name):
        return True
    if _is_of_another_trade(passage, first):
        return tells_of_skin(passage.words[first : first + 2 * REACH])
    told = _behind_apposition(passage, first)
    _, stop = passage.sentence_around(name.first, name.last)
    for place in range(first, min(stop, len(passage.words), first + REACH)):
        if _befell(passage, first, place) or _is_theirs(passage, told, place, stop):
            return True
    return False


def _is_of_another_trade(passage: Passage, first: int) -> bool:
    """ "Anna (the baker) says": who is told apart so is nobody's colleague."""
    return (
        passage.gap(first) == " ("
        and passage.has(first, _ARTICLES)
        and passage.gap(first + 2)[:1] == ")"
        and not passage.has(first + 1, colleague_words().near)
        and not passage.has(first + 1, name_words().devices)
    )


def _behind_apposition(passage: Passage, first: int) -> int:
    """ "Anna, a student, has PIH": where what is told of them begins; "our nurse" is a colleague."""
    if passage.gap(first) != ", ":
        return first
    return next((place for place in range(first + 2, first + 5) if passage.gap(place) == ", "), first)


def _is_noted(passage: Passage, name: Name) -> bool:
    """ "Nisha, engineer, melasma"; in full, "Anna Example, acne scars, three": "Anna, acne scars, any tip" is asked."""
    first = name.last + 1
    if name.first < name.last and passage.gap(first) == ", " and _is_skin(passage.words[first : first + 3], 1):
        return any(passage.gap(place)[:1] in (",", ".", ";", "") for place in range(first + 1, first + 4))
    return passage.gap(first) == passage.gap(first + 1) == ", " and _is_skin(passage.words[first + 1 : first + 4], 1)


def _is_of_family(passage: Passage, name: Name) -> bool:
    """ "Anna's mum rang about the blisters"."""
    if not (passage.has(name.last + 1, _KIN) and passage.written(name.last).endswith("'s")):
        return False
    _, stop = passage.sentence_around(name.first, name.last)
    is_writing = passage.words[name.first - 2 : name.first] == ["i", "am"]
    return is_writing or tells_of_skin(passage.words[name.last + 2 : stop])


def _befell(passage: Passage, first: int, place: int) -> bool:
    """ "she tans", "uses retinol and peeled", "came in burnt", "agreed to a test spot, purpura", "told her to stop"."""
    is_apart = place > first and passage.gap(place) in _APART
    if passage.has(place, _ON_THE_BODY):
        if passage.has(place, _WENT):
            return passage.is_one_of(place - 1, "went") and passage.has(place - 2, SOMEBODY)  # "she went white"
        return is_apart or passage.has(place - 1, SOMEBODY) or (place > first and passage.has(place - 1, _AND))
    if passage.has(place, _TOLD):
        return passage.gap(place) == ", " and passage.is_one_of(place + 1, "her", "him")
    return is_apart and passage.has(place, _HARM) and _is_skin(passage.words[place : place + 4], 1)


def _is_theirs(passage: Passage, first: int, place: int, stop: int) -> bool:
    """ "came with blisters", "has a blister", "her shins", "her LHR again"."""
    behind = passage.words[place + 1 : min(stop, place + 7)]
    if passage.is_one_of(place, "with"):
        return (place == first or passage.has(place - 1, _COMES_WITH)) and _is_skin(behind, 3)
    if place == first and passage.has(place, _HAS):
        return _is_skin(behind, 2)
    if passage.is_one_of(place, "my") and passage.is_one_of(place - 1, "here"):
        return _is_skin(behind, 2)  # "it's Anna Example here, my face is red"
    return passage.has(place, THEIR) and _is_skin(behind, 2)


def _is_skin(words: list[str], within: int) -> bool:
    """Whether skin is among the first of these words, and nothing of a colleague's right behind it."""
    known = colleague_words()
    for place, word in enumerate(words[:within]):
        if word in known.craft or word in OF_OTHERS or word in _LINKS:
            return False
        if word not in _NOT_SKIN and tells_of_skin([word]):
            behind = words[place + 1 : place + 3]
            return known.craft.isdisjoint(behind) and known.anywhere.isdisjoint(behind)
    return False
