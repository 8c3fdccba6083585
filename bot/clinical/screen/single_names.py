"""A name of one word that no list knows, where the words beside it leave nothing else: "Gulnara's third session".

It has a capital and is no word of medicine, of devices or of every day; at the beginning of a sentence every word has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import full_names, introduced, name_shapes
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, bare, shape_of
from bot.clinical.screen.names import TITLES
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import SKIN, is_of_medicine
from bot.clinical.screen.told_names import UNNAMED
from bot.clinical.screen.vocabulary import colleague_words, date_words, name_words, place_words

OWNER: Final = "'s "
# A number from 10 to 99 behind a word and between two commas, as an age stands behind a name. It begins with what it is
# quickly searched for by, and asks behind that what stands before.
BARE_AGE: Final = re.compile(r", (?<=[A-Za-z\u0370-\u03ff.], )[1-9]\d(?=[,;:)\n]|\. |\.?$)")
_MOST_AGES: Final = 60
_OWNED: Final = LatePattern(
    r"(?<![\w'])([A-Z][A-Za-z-]+)'s (?:(?:first|second|third|fourth|fifth|sixth|last|next|final|upper|lower|left|right|"
    r"whole|poor|stubborn|old|new|big|[a-z]+(?:oplasty|ectomy)|\d(?:st|nd|rd|th)) )?"
    r"([a-z]+)(?:[ -](spots?|patch|wine|area))?"
)
_THEIRS: Final = SKIN - listed(
    "hand hands back lesion lesions burn result results ink upper full half face skin photos"
)
_THEIRS_AND: Final = _THEIRS | listed("toenail toenails fingernail fingernails")
_TWO_WORDS: Final = {"test": "spot spots patch area", "patch": "test", "port": "wine"}
# Endings of whoever does something: "Smoker's lips", "Farmer's neck".
_DOERS: Final = ("er", "or", "man", "men", "ist", "ant", "ent", "al", "ian", "ess")
_DID: Final = listed("did do doing treated lasered zapped shaved treating")
_SHOWN: Final = listed("before photos photo pics pictures picture consent result results case burn story")
_REPORTS: Final = listed(
    "biopsy histology path pathology lab labs swab culture cultures results report sample scraping scrapings bloods "
    "insurance pigment hair colour color skin sensation redness feeling smell pain it everything nothing she he they"
)
_LINE_HEADS: Final = (". ", "\n", ") ", "- ", "* ", ": ")
_REACH: Final = 6
_LIDS: Final = listed("lid lids eyelid eyelids brow eye eyes test")
_MET: Final = listed("with for from about saw see seen met meet ask asked remember and")
_NOT_MET: Final = listed(
    "treated treat treating washed cleaned covered started applied settled helped wrapped soothed dressed managed "
    "prepped patient pt client better fine now back home"
)


def is_new_here(passage: Passage, index: int) -> bool:
    """Whether this word is a name that nobody here knows, or one that everybody does."""
    word, shape = bare(passage, index), shape_of(passage.written(index))
    if shape is not Shape.CAPITAL or not passage.is_capital(index):
        return False
    if word in name_words().given:
        return True
    if word in UNNAMED or word in colleague_words().people:
        return False
    if word in place_words().regions | place_words().cities or word in date_words().person | _REPORTS:
        return False
    return name_shapes.is_new(word, shape) and (_is_amid(passage, index) or not word.endswith(_DOERS))


def _is_amid(passage: Passage, index: int) -> bool:
    """Within a sentence, where only a name has a capital."""
    return index > 0 and passage.gap(index) in (" ", ", ") and not passage.is_capital(index - 1)


def owners(passage: Passage) -> Iterator[Hit]:
    """ "Kwabena's test spot", "tomorrow is Gulnara's third session", and no eponym's nevus."""
    for match in _OWNED.finditer(passage.cased):
        index, thing = passage.word_at(match.start()), match[2]
        is_theirs = (match[3] or "") in _TWO_WORDS[thing].split() if thing in _TWO_WORDS else thing in _THEIRS_AND
        if thing in {"nevus", "naevus"}:
            is_theirs = bare(passage, index) in name_words().given
        following = passage.words[index + 1 : index + 5]
        if thing == "back" and passage.has(index - 1, _DID):
            is_theirs = True  # "we did Lorcan's back", where "Candela's back" has returned
        if thing in _SHOWN:
            yield from full_names.patients(passage, full_names.full_name_before(passage, index + 1))
            continue
        if (
            not is_theirs
            or match[1].isupper()
            or passage.has(index - 1, colleague_words().beside)
            or not colleague_words().craft.isdisjoint(following)
        ):
            continue
        is_at_congress = thing.startswith("session") and "at" in following  # "Odile's last session at the congress"
        if is_new_here(passage, index) and not is_at_congress:
            yield Hit("name", *match.span(1))


def before_bare_ages(passage: Passage, numbers: list[re.Match[str]]) -> Iterator[Hit]:
    """The names before what may be an age: "Anna Example, 41, melasma", "Kiri, 19, acne", "Anna Example (41)"."""
    for match in numbers[:_MOST_AGES]:
        index = passage.word_at(match.start())
        if match[0][-1] not in "t@" and passage.is_capital(index):
            yield from introduced.before_bare_age(passage, index)
            yield from before_age(passage, index)


def before_age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Kiri, 19, acne": at the head of a line, with a complaint right behind; the number is the next word."""
    is_first = index == 0 or passage.gap(index).endswith(_LINE_HEADS)
    if not is_first and not passage.is_one_of(index - 1, "little", "meet"):
        return
    after = passage.words[index + 2 : index + 4]
    if is_new_here(passage, index) and any(word in SKIN or name_shapes.is_medical(word) for word in after):
        yield Hit("name", passage.starts[index], passage.ends[index])


def whose_skin(passage: Passage, index: int) -> Iterator[Hit]:
    """ "with Yevheniya, her lid is open again"."""
    if index + 1 == len(passage.words):
        return
    following = passage.words[index + 1]
    if following not in SKIN and following not in _LIDS and not is_of_medicine(following):
        return
    yield from _told_at_first(passage, index)
    if passage.gap(index) == ", " and is_new_here(passage, index - 1) and _is_met(passage, index - 1):
        yield Hit("name", passage.starts[index - 1], passage.ends[index - 1])


def _is_met(passage: Passage, name: int) -> bool:
    """Whether somebody is met or helped: "with Yevheniya, her lid"; no cream is: "washed with Hibiscrub, her skin"."""
    if name == 0 or passage.gap(name) in (". ", "\n"):
        return name_shapes.is_capital_given(bare(passage, name), Shape.CAPITAL)
    return passage.has(name - 1, _MET) and not passage.has(name - 2, _NOT_MET)


def _told_at_first(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Aurelija Example sends her regards, her rosacea has cleared": a name in full early in the sentence."""
    start, _ = passage.sentence_around(index, index)
    for place in range(start, min(index, start + _REACH)):
        is_begun = passage.is_capital(place) and not passage.has(place, TITLES)
        name = full_names.full_name_at(passage, place) if is_begun else None
        if name is not None:
            around = passage.words[start:place] + passage.words[place + 2 : index + _REACH]
            if colleague_words().beside.isdisjoint(around):
                yield name
            return


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield listed("her his"), whose_skin
