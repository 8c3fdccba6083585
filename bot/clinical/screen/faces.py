"""Words that say that a face can be seen in a picture. The picture itself is never looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import date_words, makers

_UNCOVERED: Final = listed("unblurred unpixelated unpixellated uncensored unredacted unanonymised unanonymized")
_SEEN: Final = listed("visible recognisable recognizable identifiable uncovered showing")
_COVERED: Final = listed("blurred covered pixelated pixellated masked cropped anonymised anonymized hidden")
_NOT: Final = listed("not isnt arent wasnt never havent didnt")
_FACE: Final = listed("face faces eyes")
_LINKS: Final = listed("is are was were clearly still fully all both partly")
_ARTICLES: Final = listed("the her his my patients whole")
_ON: Final = listed("on of in around across over under")
_PICTURES: Final = listed(
    "photo photos pic pics picture pictures image images selfie selfies video clip photograph photographs snap "
    "attached attachment scan scans frontal mugshot"
)
_BARE: Final = listed("no without")
_WITHIN: Final = 4  # words
_SHOWN: Final = listed("attached below sorry apologies her his")
_OF_ANOTHER: Final = listed("of from ad advert manual brochure paper channel")  # "full face pics of the mannequin"
# Whoever writes so has seen a face: "photo not blurred, will replace".
_SORRY: Final = listed("sorry apologies please pls kind replace redo delete her his him she he facial") | _FACE
# What tells others how to do it.
_RULES: Final = listed(
    "dont reminder policy never must should allowed avoid always rule rules shields shield if your form gel goggles"
)


def _seen(passage: Passage, index: int) -> Iterator[Hit]:
    """ "eyes visible in the second picture", where "vessels on the face are visible" are not the face."""
    face = index - 1
    while passage.has(face, _LINKS):
        face -= 1
    place = face - 1
    while passage.has(place, _ARTICLES):
        place -= 1
    if passage.has(face, _FACE) and not passage.has(place, _ON) and _is_of_picture(passage, index):
        yield Hit("photo", passage.starts[face], passage.ends[index])


def _uncovered(passage: Passage, index: int) -> Iterator[Hit]:
    """ "face not covered in pic 2", "not blurred, will replace", "facial photo unblurred, sorry"."""
    first = index if passage.has(index, _UNCOVERED) else index - 1
    is_uncovered = first == index or passage.has(first, _NOT)
    if is_uncovered and passage.distance(index, index, _SORRY) is not None and _is_of_picture(passage, index):
        yield Hit("photo", passage.starts[first], passage.ends[index])


def _without_bars(passage: Passage, index: int) -> Iterator[Hit]:
    """ "a frontal, no bars over the eyes"."""
    following = range(index + 1, index + _WITHIN)
    face = next((place for place in following if passage.has(place, _FACE)), None)
    if face is not None and passage.has(index - 1, _BARE) and _is_of_picture(passage, index):
        yield Hit("photo", passage.starts[index - 1], passage.ends[face])


def _full_face(passage: Passage, index: int) -> Iterator[Hit]:
    """ "full-face pics attached"."""
    begin, end = passage.sentence_around(index, index)
    is_full_face = passage.is_one_of(index - 1, "face") and passage.is_one_of(index - 2, "full", "whole")
    behind = passage.words[index + 1 : end]
    is_another = date_words().person.isdisjoint(behind) and not (_OF_ANOTHER | makers()).isdisjoint(behind)
    is_shown = not _SHOWN.isdisjoint(passage.words[begin:end]) and not is_another
    if is_full_face and is_shown and not _is_a_rule(passage, index):
        yield Hit("photo", passage.starts[index - 2], passage.ends[index])


def _is_of_picture(passage: Passage, index: int) -> bool:
    return passage.distance(index, index, _PICTURES) is not None and not _is_a_rule(passage, index)


def _is_a_rule(passage: Passage, index: int) -> bool:
    return passage.distance(index, index, _RULES) is not None


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _SEEN, _seen
    yield _COVERED | _UNCOVERED, _uncovered
    yield _PICTURES, _full_face
    yield listed("bar bars"), _without_bars
