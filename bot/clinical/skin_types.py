"""Fitzpatrick skin types in the forms clinicians write, and what only looks like one.

The letter I is also the pronoun; types of hair, collagen, scar and diabetes, classes of laser and grades of acne are no
skin types; and a number after a comma may belong to what comes next ("FST 4, 3 passes").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from bot.clinical.folding import Folded, fold
from bot.clinical.lookup import load
from bot.clinical.reading import Found

SkinType = Literal["I", "II", "III", "IV", "V", "VI"]
SKIN_TYPES: Final[tuple[SkinType, ...]] = get_args(SkinType)
"""Fitzpatrick's types, from the lightest to the darkest."""

_VALUES: Final = {name.lower(): number for number, name in enumerate(SKIN_TYPES, 1)} | {str(n): n for n in range(1, 7)}
_VALUE: Final = r"(?:vi|iv|v|i{1,3}|[1-6])(?![\w%])(?![.,]\d)"
_ROMAN: Final[tuple[str, ...]] = SKIN_TYPES
_TWO_SPACES: Final = re.compile(r"[ \t]{2}")
_ONE: Final = re.compile(_VALUE)
_SKIN_CUE: Final = (
    r"(?:fitzpatrick|fitz)(?:[ -]skin)?(?:[ -](?:photo)?types?|[ -]class(?:es)?|[ -]scale|[ -]grades?|[ -]score)?"
    r"|skin[ -]?(?:photo|pheno)?types?|photo[ -]?types?|phenotypes?|fst|spt"
)
_CUE: Final = re.compile(
    rf"(?<![\w-])(?:(?P<skin>{_SKIN_CUE})|(?P<type>types?)|(?P<classes>classes))s?"
    rf"(?: ?[:=#]| (?:is|was|of))? ?(?={_VALUE})"
)
_SEPARATOR: Final = re.compile(
    r" ?(?P<range>-|to |through |thru ) ?| ?(?P<list>/|, (?:and |or )?|and |or |& ?|\+ ?|vs\.? ) ?"
)
_PREVIOUS_WORD: Final = re.compile(r"(\w{1,20})\W{0,2}$")
_PREVIOUS_REACH: Final = 25  # characters: the longest word above and what may stand after it
_MAY_SPEAK_OF_SKIN: Final = ("type", "fitz", "fst", "spt", "classes")


@dataclass(frozen=True, slots=True)
class _Around:
    """The words around a type that decide what it is a type of."""

    not_skin_after: re.Pattern[str]
    not_skin_before: frozenset[str]
    unit_after: re.Pattern[str]
    goes_on: re.Pattern[str]


def skin_types(text: str) -> tuple[str, ...]:
    """The Fitzpatrick types that a text names, ranges expanded, as Roman numerals in their order."""
    return tuple(sorted({found.value for found in skin_types_in(fold(text))}, key=_ROMAN.index))


def skin_types_in(folded: Folded) -> tuple[Found, ...]:
    """Every place that names types, one item a type, ranges expanded. A place begins with the words that say "type"."""
    lower = folded.lower
    if not any(cue in lower for cue in _MAY_SPEAK_OF_SKIN):
        return ()
    # Where one space stands for two; a place behind it is one further on in the text for each of them.
    doubled = [space.start() - before for before, space in enumerate(_TWO_SPACES.finditer(lower))]
    lower = lower.replace("\t", " ").replace("  ", " ")
    found: list[Found] = []
    position = 0
    while (cue := _CUE.search(lower, position)) is not None:
        values, position = _list_from(lower, cue.end())
        if values and _means_skin(lower, cue, values, position):
            start, end = (place + bisect_left(doubled, place) for place in (cue.start(), position))
            span = folded.span(start, end)
            found += [Found(SKIN_TYPES[number - 1], span) for number in values]
    return tuple(found)


def _means_skin(lower: str, cue: re.Match[str], values: Sequence[int], end: int) -> bool:
    if cue["skin"] is not None:
        return True
    if _around().not_skin_after.match(lower, end):
        return False
    before = _PREVIOUS_WORD.search(lower, max(0, cue.start() - _PREVIOUS_REACH), cue.start())
    if before is not None and before[1] in _around().not_skin_before:
        return False
    return cue["type"] is not None or len(values) > 1


def _list_from(lower: str, start: int) -> tuple[Sequence[int], int]:
    """The types listed from here on, each once, and where the list ends (always further on)."""
    first = _ONE.match(lower, start)
    assert first is not None  # the cue looked ahead for it
    if _is_pronoun(lower, first) or _around().unit_after.match(lower, first.end()):
        return (), first.end()
    last, end = _VALUES[first[0]], first.end()
    values = [last]
    while (separator := _SEPARATOR.match(lower, end)) is not None:
        value = _ONE.match(lower, separator.end())
        if value is None or not _belongs(lower, value, separator["range"] is not None):
            break
        number = _VALUES[value[0]]
        step = 1 if number > last else -1
        values += range(last + step, number + step, step) if separator["range"] else [number]
        last, end = number, value.end()
    return list(dict.fromkeys(values)), end


def _is_pronoun(lower: str, value: re.Match[str]) -> bool:
    return value[0] == "i" and _around().goes_on.match(lower, value.end()) is None


def _belongs(lower: str, value: re.Match[str], in_range: bool) -> bool:
    if _is_pronoun(lower, value) or _around().unit_after.match(lower, value.end()):
        return False
    return in_range or not value[0].isdigit() or _around().goes_on.match(lower, value.end()) is not None


@cache
def _around() -> _Around:
    data = load("skin_types.toml")
    return _Around(
        not_skin_after=re.compile(rf"[ -]?(?:{_either(data['not_skin_after'])})\b"),
        not_skin_before=frozenset(data["not_skin_before"]),
        unit_after=re.compile(rf"[ -]?(?:{_either(data['units_after'])})\b"),
        # The end, a sign that is no apostrophe ("I'm"), or one of the words.
        goes_on=re.compile(rf" ?(?:$|[^\w\s']|\n|(?:{_either(data['goes_on'])})\b)"),
    )


def _either(patterns: Iterable[str]) -> str:
    return "|".join(patterns)
