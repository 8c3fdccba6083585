"""Common first names without a cue word, where what stands beside them makes them a patient's.

An age, a complaint, a visit or a picture's file name does. "Thanks, Maria" and "Maria's protocol" are a colleague.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from bot.clinical.screen.full_names import AT_WORK, is_told_in_full
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, is_given, is_new, name_from, shape_of
from bot.clinical.screen.names import known_name_before
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.told_names import (
    OF_THE_CRAFT,
    SKIN,
    has_machine_of_their_own,
    is_of_medicine,
    is_patients_thing,
    is_told_of,
)
from bot.clinical.screen.vocabulary import name_words

_COLLEAGUES: Final = listed(
    "dr drs doctor prof professor nurse colleague colleagues trainer rep speaker surgeon author thanks thank hi "
    "hello hey "
    "dear cheers by our dermatologist aesthetician injector assistant ask per cc to"
)
_SKIN_AND_MORE: Final = listed(
    "skin face melasma legs leg bikini lip lips chin cheek cheeks scar scars acne rosacea tattoo tattoos veins "
    "pih burn "
    "burns blister blisters hair mole moles lesion lesions nevus birthmark husband wife mother daughter son mum "
    "mom sister "
    "neck chest back arm arms hand hands underarms axilla axillae forehead eyes eye nose ear lentigines hemangioma "
    "photos pics pictures photo wedding baby consult appointment phone address number email vitiligo keloid "
    "wound before permission consent reaction story selfie"
)
_TREATED: Final = listed("treated lasered injected zapped retreated peeled microneedled burned burnt numbed consented")
_MET: Final = listed("spoke spoken talked speaking talking happened did")
_SAW: Final = listed("saw seen see seeing")
_WHEN: Final = listed(
    "today yesterday again back for in last this tonight first who monday tuesday wednesday thursday friday"
)
_SHOWN: Final = listed("photo photos pic pics picture pictures consent case story face skin burn scar result results")
_SUBJECT: Final = _SHOWN | listed("re subject regarding")
_PEOPLE: Final = listed(
    "lady woman girl gentleman bride female male teen teenager student model regular customer yo yof yom"
)
_OF: Final = listed("of from for")
_REACH: Final = 10
_INITIALS_BEFORE: Final = LatePattern(r"(?<![\w.])((?:[A-Z]\. ?){2,3}|[A-Z]\.[A-Z]),? \(?$")
_AGED: Final = listed("aged age")
_SKIN: Final = listed("fst fitzpatrick fitz phototype skin")
_SEXES: Final = listed("female male")
_AGE_UNITS: Final = listed("yo yof yom yr yrs year years female male f m")
_FOLLOWED: Final = LatePattern(
    r"\.? (?:came (?:in|back|to|for|with)|returned (?:with|to|for|after)|presented with|called back|rang|blistered|"
    r"burned|burnt|"
    r"healed|developed|reacted|bruised|swelled|cried|is (?:a )?\d\d|has been my|was my (?:patient|first|last)|"
    r"is my (?:patient|client)|wants? (?:her|his)|got (?:burned|burnt|pih|blisters)|"
    r"had (?:blisters|pih|crusts|a burn|a reaction))\b"
)
_AGE_FOLLOWS: Final = LatePattern(
    r"(?:,| is| -|:)? ?\(?(?:aged? |an? |our |now )?\d\d ?(?:-? ?(?:yo|y/?o|yrs?|years?|[fm])"
    r"(?![a-z]| (?:of|in|exp|as|practi|doing|with lasers))|\)|,(?! ?\d)|;|"
    r"[ /]?(?:female|male)\b)"
)
_AGE_BEFORE: Final = LatePattern(
    r"\b\d\d ?-?(?:yo|y/?o|yr old|year[ -]?old)(?: ?[fm])?[ ,:]{1,2}$|\b\d\d ?[fm][ ,:]{1,2}$"
)


def first_name(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Maria, 34", "Maria's melasma", "saw Maria today"."""
    if passage.has(index - 1, name_words().given) and passage.gap(index) == " ":
        return  # "Maria Elena": asked at the first of them
    signed = passage.is_one_of(index - 2, "signed")
    met = passage.is_one_of(index - 1, "to") and passage.has(index - 2, _MET)
    if (passage.has(index - 1, _COLLEAGUES) and not signed and not met) or passage.cased[
        max(0, passage.starts[index] - 1)
    ] in "@#_/":
        return
    shape = shape_of(passage.written(index))
    name = name_from(passage, index, is_given) if shape is not Shape.OTHER else None
    if name is not None and _is_a_patients(passage, index, name):
        yield name


def _is_a_patients(passage: Passage, index: int, name: Hit) -> bool:
    last = passage.word_at(name.end - 1)
    if passage.written(last).endswith("'s"):
        if not OF_THE_CRAFT.isdisjoint(passage.words[last + 1 : last + 5]):
            return False  # "Christine's melasma protocol" is a colleague's
        return passage.has(last + 1, _SKIN_AND_MORE) or is_patients_thing(passage, last)
    if _AGE_FOLLOWS.match(passage.lower, name.end) is not None:
        return True
    if _AGE_BEFORE.search(passage.lower, max(0, name.start - 24), name.start) is not None:
        return True
    if not passage.cased[name.start].isupper() or has_machine_of_their_own(passage.words[last + 1 : last + 9]):
        return False
    return (
        (last > index and is_told_in_full(passage, name))
        or _is_between_brackets(passage, index, last)
        or _FOLLOWED.match(passage.lower, name.end) is not None
        or passage.has(index - 1, _TREATED | _PEOPLE)
        or (passage.has(index - 1, _SAW) and (last + 1 == len(passage.words) or passage.has(last + 1, _WHEN)))
        or (passage.has(index - 1, _OF) and (passage.has(index - 2, _SHOWN) or passage.has(index - 2, SKIN)))
        or (passage.has(index - 1, _SUBJECT) and passage.gap(index) in (": ", " - "))
        or passage.words[max(0, index - 2) : index]
        in (["update", "on"], ["up", "on"], ["signed", "by"], ["news", "on"])
        or is_told_of(passage, name)
    )


def _is_between_brackets(passage: Passage, index: int, last: int) -> bool:
    """ "the same girl as last year (Klaudia)", where a complaint stands before it."""
    if not passage.gap(index).endswith(" (") or not passage.gap(last + 1).startswith(")"):
        return False
    before = passage.words[max(0, index - _REACH) : index]
    return AT_WORK.isdisjoint(before) and any(word in SKIN or is_of_medicine(word) for word in before)


def before_age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Xanthi Example, 41F", "Xanthi Example (41 yo)": two words with capitals and an age."""
    start = passage.starts[index]
    if passage.words[index][0].isdigit():
        first_of_age = index
    elif (
        index
        and (passage.words[index] in _AGE_UNITS or passage.gap(index) == ", ")
        and len(passage.words[index - 1]) == 2
        and passage.words[index - 1].isdigit()
    ):
        first_of_age = index - 1
    elif passage.has(index, _SEXES) and passage.is_capital(index - 1):
        first_of_age = index
    else:
        return
    if passage.has(first_of_age - 1, _AGED):
        first_of_age -= 1
    if not passage.is_capital(first_of_age - 1):
        return
    initials = _INITIALS_BEFORE.search(
        passage.cased, max(0, passage.starts[first_of_age] - 10), passage.starts[first_of_age]
    )
    if initials is not None:
        yield Hit("name", *initials.span(1))
        return
    if first_of_age and passage.gap(first_of_age) in (", ", " (", " ", ": ", " - ") and start:
        for name in known_name_before(passage, first_of_age):
            if " " in passage.lower[name.start : name.end]:
                yield name


def after_age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "45F Xanthi Example with melasma"."""
    if not passage.is_capital(index + 1) or passage.gap(index + 1) not in (" ", ", "):
        return
    name = name_from(passage, index + 1, is_new)
    if name is not None and " " in passage.lower[name.start : name.end]:
        yield name


class _Owned(Container[str]):
    """Names, and the same with the s of what is theirs."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def __contains__(self, word: object) -> bool:
        if word in self._names:
            return True
        # "This" is no Thi's.
        return isinstance(word, str) and word[-1:] == "s" and word[:-1] in self._names and word != "this"


def rules() -> Iterator[tuple[Container[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _Owned(name_words().given), first_name
    ages = frozenset(f"{age}{unit}" for age in range(10, 100) for unit in ("f", "m", "yo", "y", "yr", "yof", "yom"))
    yield _AGE_UNITS | _SKIN | ages, before_age
    yield ages | listed("yo female male"), after_age
