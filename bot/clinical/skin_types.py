"""Fitzpatrick skin types in the forms clinicians write, and what only looks like one.

The letter I is also the pronoun; types of hair, collagen, scar and diabetes, classes of laser and grades of acne are no
skin types; and a number after a comma may belong to what comes next ("FST 4, 3 passes").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Final, Literal, NamedTuple, get_args

from bot.clinical.bare_skin_types import ROMAN, bare_skin_types_in
from bot.clinical.folding import Folded, Words
from bot.clinical.reading import Found, Mention
from bot.clinical.skin_type_columns import cells_under_a_heading
from bot.clinical.skin_type_numerals import (
    FOLLOWING,
    VALUE,
    VALUES,
    ReadPlace,
    goes_on,
    is_amount,
    list_from,
    spaced,
    word_lists,
)
from bot.clinical.word_memory import WordMemory

SkinType = Literal["I", "II", "III", "IV", "V", "VI"]
SKIN_TYPES: Final[tuple[SkinType, ...]] = get_args(SkinType)
"""Fitzpatrick's types, from the lightest to the darkest."""

# "My IIs": as it is written, because "ivs" may be anything.
_PLURALS: Final = {"iis": "IIs", "iiis": "IIIs", "ivs": "IVs", "vis": "VIs"}
_SKIN: Final = frozenset({"skin", "skins"})
# "FT" is feet, and a hormone that is free.
_FEET_OR_HORMONES: Final = frozenset({"sq", "square", "tsh", "thyroid", "thyroxine", "t3", "t4", "hormone"})
_LABORATORY: Final = re.compile(r"\W{0,3}(?:[\d.]{1,5} ?(?:pmol|ng|pg)|levels?\b|normal|raised|low\b|high\b)")
_SKIN_CUE: Final = (
    r"(?:fitzpatrick|fitz)(?:['s]*)(?:[ -]skin)?"
    r"(?:[ -](?:photo)?types?|[ -]class(?:es)?|[ -]scale|[ -]grades?|[ -]score)?"
    r"|skin[ -]?(?:photo|pheno)?types?|photo[ -]?types?|phenotypes?|hauttyp(?:en)?"
    r"|fototip[oi]|tip[oi] (?:de|di) (?:piel|pelle)|φωτοτυπο(?:ς|ι|υς?)|fst|spt|fp|ft"
)
_CUE: Final = spaced(
    rf"(?:(?P<skin>{_SKIN_CUE})|(?P<type>types?|typ|tipo|τυπο[ςυ])|(?P<classes>classes)|(?P<bare>skin))s?\.?"
    rf"(?: ?\((?:fst|spt|fp|ft)\))?(?: ?[:=#(<>~≤≥]=?| (?:is|was|were|of|from|between))? ?(?={VALUE})"
)
_NUMBER_WORDS: Final = ("one", "two", "three", "four", "five", "six")
_IN_WORDS: Final = spaced(
    rf"(?:fitzpatrick(?:[ -](?:skin[ -])?types?)?|skin[ -]?types?|photo[ -]?types?) ({'|'.join(_NUMBER_WORDS)})\b"
)
# The words by which a cue is known, and those with which it can begin earlier.
_CUE_WORDS: Final = frozenset(
    {"type", "types", "typ", "skintype", "skintypes", "fst", "fsts", "spt", "spts", "fp", "ft", "classes"}
    | {"fitzpatrick", "fitzpatricks", "fitz"}
    | {f"{kind}type{s}" for kind in ("photo", "pheno") for s in ("", "s")}
    | {"φωτοτυπος", "φωτοτυποι", "φωτοτυπου", "φωτοτυπους", "τυπος", "τυπου"}
    | {"hauttyp", "hauttypen", "fototipo", "fototipi", "fototipos", "tipo", "tipi"}
)
_GLUED: Final = re.compile(r"(?:fst|ft|spt|fitz|types?|skin)(?:vi|iv|v|i{1,3}|[1-6])$")
_BEFORE_THE_CUE: Final = frozenset({"skin", "photo", "fitzpatrick", "fitzpatricks", "fitz", "class", "scale"})
# "V-VI skin": the list that ends before the word.
_BEFORE_SKIN: Final = spaced(
    rf"(?<![\w.,/-])(?=(?:ii|iii|iv|v|vi)\b){VALUE}(?: ?(?:-|/|to|and|or|&|,) ?{VALUE})*(?=[ -]skins?\b)"
)
_FURTHER: Final = spaced(r" (\w+)")
_LONGEST_BEFORE_SKIN: Final = 24
_MOST_CUES: Final = 60  # in one text; nobody means more
_PREVIOUS_WORD: Final = re.compile(r"(\w{1,20})(\W{0,2})$")
_PARTED: Final = frozenset(",.;")
_OF_HAIR: Final = frozenset({"hair", "curl"})  # "hair, type 4"
_PREVIOUS_REACH: Final = 25  # characters: the longest word above and what may stand after it


class _Around(NamedTuple):
    """The words around a type that decide what it is a type of."""

    not_skin_after: frozenset[str]
    not_skin_beginnings: tuple[str, ...]
    treated_after: tuple[str, ...]
    """What follows something that is treated: "type IV hair removal patients"."""
    not_skin_before: frozenset[str]


def skin_types_in(folded: Folded, named: Iterable[Found | Mention] = ()) -> tuple[Found, ...]:
    """Every place that names Fitzpatrick types in the text's order, one item a type: "II-IV" gives three.

    ``named`` are the devices, sites and the like in the text: beside them a bare numeral may be a skin type.
    """
    places = [*_behind_cues(folded.words)]
    in_order = len(places)
    if "\n" in folded.lower:  # there may be a table
        places += _in_columns(folded.lower)
    if not ROMAN.isdisjoint(folded.words.said):
        places += bare_skin_types_in(folded.words, places, named)
    if len(places) > in_order:
        places.sort(key=_start)
    found: list[Found] = []
    for numbers, start, end in places:
        span = folded.span(start, end)
        found += [Found(SKIN_TYPES[number - 1], span) for number in numbers]
    return tuple(found)


def _start(place: ReadPlace) -> int:
    return place[1]


def _behind_cues(words: Words) -> Iterator[ReadPlace]:
    read_to = 0
    for index in islice(_cues(words), _MOST_CUES):
        if words.lower[index] in _PLURALS:
            yield [VALUES[words.lower[index][:-1]]], words.starts[index], words.ends[index]
            continue
        start = _beginning(words, index)
        if start < read_to:
            continue
        place = _place(words, index, start)
        if place is not None:
            read_to = place[2]
            yield place


def _in_columns(lower: str) -> Iterator[ReadPlace]:
    """The types in a table's column; behind a numeral may stand a note, "IV (tanned)", behind a figure nothing."""
    for start, end in cells_under_a_heading(lower):
        numbers, read_to = list_from(lower, start)
        if read_to == end or (lower[start] in "iv" and lower[read_to] in " (,"):
            yield numbers, start, read_to


def _place(words: Words, index: int, start: int) -> ReadPlace | None:
    """The types that the cue at a word is of, and where they stand."""
    word = words.lower[index]
    return (word in _SKIN and _before_skin(words, index)) or _after_cue(words, index, start)


def _is_feet_or_hormone(words: Words, index: int) -> bool:
    """ "5 ft 2", "200 sq ft", "ft 3 speakers", "FT3 and TSH were normal", "FT4 1.2 ng/dl"."""
    if (index and words.lower[index - 1][-1:].isdigit()) or not _FEET_OR_HORMONES.isdisjoint(words.said):
        return True
    lower, end = words.text.lower, words.ends[index]
    if words.lower[index] == "ft":
        behind = words.lower[index + 1 : index + 2]
        if lower[end : end + 1] == "." or (
            behind and behind[0].isdigit() and not goes_on(lower, words.ends[index + 1])
        ):
            return True
        end = words.ends[index + 1] if behind else end
    return _LABORATORY.match(lower, end) is not None


def _cues(words: Words) -> Iterator[int]:
    """The words by which a type may be known."""
    for index, word in _MAY_BE_CUES.found_in(words):
        if word in _PLURALS:
            if words.cased(index) == _PLURALS[word]:
                yield index
        elif word in _SKIN:
            # "V-VI skin", and "skin V".
            before, behind = words.lower[max(index - 1, 0)], words.lower[index + 1 : index + 2]
            if before in ROMAN or not VALUES.keys().isdisjoint(behind):
                yield index
        elif word.startswith("ft"):
            if not _is_feet_or_hormone(words, index):
                yield index
        else:
            yield index


def _may_be_cue(word: str) -> str | None:
    known = word in _CUE_WORDS or word in _PLURALS or word in _SKIN
    return word if known or _GLUED.match(word) else None


_MAY_BE_CUES: Final = WordMemory(_may_be_cue)


def _beginning(words: Words, index: int) -> int:
    """Where the cue begins: "skin type" with the skin, "Fitzpatrick skin type" with the name."""
    while index and words.lower[index - 1] in _BEFORE_THE_CUE and words.gap(index).strip(" \t") in {"", "-"}:
        index -= 1
    return words.starts[index]


def _after_cue(words: Words, index: int, start: int) -> ReadPlace | None:
    lower = words.text.lower
    cue = _CUE.match(lower, start) or _CUE.match(lower, words.starts[index])
    if cue is None:
        return _said_in_words(lower, start)
    if cue.start() and lower[cue.start() - 1] == "-":
        return None
    numbers, end = list_from(lower, cue.end())
    if not numbers or not _means_skin(words, cue, len(numbers), end):
        return None
    return numbers, cue.start(), end


def _said_in_words(lower: str, start: int) -> ReadPlace | None:
    """ "Fitzpatrick three", as it is dictated."""
    said = _IN_WORDS.match(lower, start)
    if said is None or is_amount(lower, said.end()):
        return None
    return [_NUMBER_WORDS.index(said[1]) + 1], start, said.end()


def _before_skin(words: Words, index: int) -> ReadPlace | None:
    lower = words.text.lower
    match = _BEFORE_SKIN.search(lower, max(0, words.starts[index] - _LONGEST_BEFORE_SKIN), words.ends[index])
    if match is None or match.end() + 1 != words.starts[index]:
        return None
    return list_from(lower, match.start())[0], match.start(), words.ends[index]


def _means_skin(words: Words, cue: re.Match[str], values: int, end: int) -> bool:
    if cue["skin"] is not None:
        return True
    lower = words.text.lower
    if cue["bare"] is not None and lower[cue.end() - 1].isspace() and lower[end - 1].isdigit():
        return goes_on(lower, end)  # "skin 3 fields away"
    if _is_of_something_else(lower, end) or _is_of_what_stands_before(lower, cue.start()):
        return False
    return cue["classes"] is None or values > 1


def _is_of_what_stands_before(lower: str, start: int) -> bool:
    """ "Scar types III-IV", "hair, type 4"; "boxcar scars, type V" and "boxcar scars. Skin III" are of the skin."""
    before = _PREVIOUS_WORD.search(lower, max(0, start - _PREVIOUS_REACH), start)
    if before is None or before[1] not in _around().not_skin_before:
        return False
    return before[1] in _OF_HAIR or _PARTED.isdisjoint(before[2])


def _is_of_something_else(lower: str, end: int) -> bool:
    """Whether the number that ends here is another thing's: "type 4 hair", "type I collagen"."""
    following = FOLLOWING.match(lower, end)
    if following is None:
        return False
    word, around = following[1], _around()
    if word == "hair":
        treated = _FURTHER.match(lower, following.end())
        return treated is None or not treated[1].startswith(around.treated_after)
    return word in around.not_skin_after or word.startswith(around.not_skin_beginnings)


@cache
def _around() -> _Around:
    lists = word_lists()
    not_skin = lists["not_skin_after"]
    return _Around(
        not_skin_after=not_skin,
        not_skin_beginnings=tuple(word[:-1] for word in not_skin if word[-1] == "*"),
        treated_after=tuple(lists["treated_after"]),
        not_skin_before=lists["not_skin_before"],
    )
