"""What others did: another clinic before, a friend, a colleague. It is none of ours where we tell our own figures."""

from __future__ import annotations

from typing import Final

from bot.clinical.folding import Words
from bot.clinical.settings.corrections import Stretch
from bot.clinical.settings.quantity import SENTENCE_ENDS
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

OWN_WORDS: Final = frozenset(
    {"i", "we", "used", "use", "using", "treated", "did", "went", "started", "my", "our", "im", "ive", "settled", "run"}
    | {"ran"}
)
"""Words with which somebody tells of what was done here."""
OURSELVES: Final = frozenset({"i", "we", "im", "ive"})
_OUR_OWN: Final = frozenset({"i", "we", "im", "ive", "our", "ours", "mine", "here"})
_OTHERS: Final = frozenset({"another", "other"})
_DOES_WITHIN: Final = 6  # words from a friend to what was done: "a friend of mine in Lyon did"
_HERE: Final = "here"
_TURNS: Final = frozenset({"but", "so", "instead", "then", "though", "however", "although"}) | frozenset(
    {"mais", "sondern", "aber", "sino", "pero", "αλλα"}
)
_HAD: Final = frozenset({"had", "got", "was", "been", "done", "treated", "given", "burned", "burnt", "received"})


def ends(words: Words, index: int) -> bool:
    """Whether a sentence ends before a word, or turns with it."""
    return words.breaks[index] == SENTENCE_ENDS or words.lower[index] in _TURNS


def in_brackets(words: Words, sign: Sign, first: int, end: int) -> Stretch:
    """Of a sentence the brackets that a sign stands in, else all: "15 mJ, 4 passes (the company says 10 mJ)"."""
    opened = next((at for at in range(sign.first, first, -1) if "(" in words.gap(at)), first)
    if any(")" in words.gap(at) for at in range(opened + 1, sign.first + 1)):
        return first, end
    closed = next((at for at in range(sign.last + 1, end) if ")" in words.gap(at)), end)
    return (opened, closed) if opened > first else (first, end)


def had_elsewhere(reader: Reader, sign: Sign) -> list[Stretch]:
    """What somebody else did, where our own figures follow: "had 30 J elsewhere. We did 14 J"; not "12 J on the face,
    14 J elsewhere"."""
    first, end = reader.words.sentence(sign.first)
    before, behind = reader.lower[first : sign.first], reader.lower[sign.last + 1 :]
    if _HAD.isdisjoint(before) or not OURSELVES.isdisjoint(before):
        return []
    if _HERE in behind and sign.last + 1 + behind.index(_HERE) < end:
        end = sign.last + 1 + behind.index(_HERE)  # "had 20 J abroad, here 14 J"
        return [(first, end)]
    if OURSELVES.isdisjoint(behind):
        return []
    ours = reader.place_from(end) < len(reader.quantities)
    parted = (at for at in range(sign.last + 1, end) if reader.breaks[at] or reader.lower[at] in _OUR_OWN)
    return [(first, next(parted, end))] if ours else []


def had_before_here(reader: Reader) -> list[Stretch]:
    """What somebody else did, told before our own: "She'd had 5 sessions in Dubai at 20 J. Here: 14 J"."""
    if _HERE not in reader.present:
        return []
    found: list[Stretch] = []
    for place in reader.words.places_of(frozenset({_HERE})):
        if not place or reader.breaks[place] < SENTENCE_ENDS:
            continue
        first, end = reader.words.sentence(place - 1)[0], reader.words.sentence(place)[1]
        before = reader.lower[first:place]
        at = reader.place_from(place)
        ours = at < len(reader.quantities) and reader.quantities[at].first_word < end
        if ours and not _HAD.isdisjoint(before) and OWN_WORDS.isdisjoint(before):
            found.append((first, place))
    return found


def done_by_another(reader: Reader, sign: Sign) -> list[Stretch]:
    """What a friend did, where our own figures are told besides: "a friend did 20 J, I stay at 14"."""
    words, lower = reader.words, reader.lower
    end = sign.last + 1
    while end < len(lower) and not ends(words, end) and not (words.breaks[end] and lower[end] in _OUR_OWN):
        end += 1
    if lower[sign.last + 1 : sign.last + 2] == ["and"] or vocabulary().lists["does"].isdisjoint(
        lower[sign.last + 1 : min(end, sign.last + 1 + _DOES_WITHIN)]
    ):
        return []
    ours = (
        lower[sign.first] in _OTHERS
        or not _OUR_OWN.isdisjoint(lower[: sign.first])
        or not _OUR_OWN.isdisjoint(lower[end:])
    )
    told = any(each.unit and not sign.first <= each.first_word < end for each in reader.quantities)
    return [(sign.first, end)] if ours and told else []
