"""Full stops behind abbreviations, which end no sentence: "approx. 16 J", "4 wks. apart"."""

from __future__ import annotations

from typing import Final

from bot.clinical.folding import Words
from bot.clinical.settings.vocabulary import vocabulary

_BEFORE_A_FIGURE: Final = frozenset(
    {"approx", "ca", "circa", "avg", "max", "incl", "resp", "freq", "rep", "q", "min", "p", "pp", "pg"}
)
_TIMES: Final = frozenset({"wk", "wks", "mo", "mos", "mth", "mths", "sess", "tx"})
_ABBREVIATED: Final = _BEFORE_A_FIGURE | _TIMES
_STOP: Final = "."


def without_abbreviations_stops(words: Words) -> Words:
    """The same words without the full stops of abbreviations; a text without such abbreviations is left as it is."""
    if _ABBREVIATED.isdisjoint(words.said) or _STOP not in words.text.lower:
        return words
    gaps: list[str] | None = None
    for index in words.places_of(_ABBREVIATED):
        behind = index + 1
        if behind == len(words.lower) or words.gap(behind).strip() != _STOP or "\n" in words.gap(behind):
            continue
        figure = words.lower[behind][0].isdigit()
        if words.lower[index] in _TIMES:
            abbreviated = words.lower[behind] in vocabulary().lists["interval_after"]
        else:
            abbreviated = figure or words.lower[behind] in vocabulary().cues
        if abbreviated:
            gaps = gaps or list(words.gaps)
            gaps[behind] = " "
    if gaps is None:
        return words
    places = [place for pair in zip(words.starts, words.ends, strict=True) for place in pair]
    return Words(words.text, words.lower, gaps, places)
