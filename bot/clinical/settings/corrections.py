"""Figures that a writer puts right: taken back at once, or said to have been mistyped or only meant."""

from __future__ import annotations

from typing import Final

from bot.clinical.folding import Words
from bot.clinical.reading import Range
from bot.clinical.settings.cues import UNIT_OF_CUE
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_NEXT_TO: Final = 2  # words from one figure to another that goes with it
_RESTATED_WITHIN: Final = 5  # words from "sorry" to what is meant
_MOST_TOLD: Final = 30  # figures before a plan that are looked at
_SAME_UNIT: Final = {"j_cm2": "j", "us": "ms"}
_HEADS: Final = ("*", "edit")  # what is put right stands before what was posted: "*5 ms, not 15"
_WRITTEN: Final = frozenset(
    {"sorry", "sry", "typo", "oops", "wrote", "typed", "posted", "edit", "correction", "obviously"}
)
_RESTATES: Final = frozenset({"no", "should"})
_SLIPS: Final = frozenset(
    {"typo", "misprint", "slip", "error", "finger", "fingers"}
)  # not in "went off at 24 J instead of 14 (typo on the screen)"
_TURNS: Final = frozenset(
    {"but", "so", "however", "gave", "did", "ended", "reality", "instead", "actually", "real", "really", "true"}
)
_WHOLE_LINE: Final = frozenset({"this", "above", "it", "all"})  # "scrap this"
_STRUCK_WITH: Final = frozenset({"scrap", "scratch", "ignore", "disregard", "delete"})
_MISTAKEN: Final = frozenset(
    {
        "typo",
        "typos",
        "error",
        "mistake",
        "mistaken",
        "mistyped",
        "wrong",
        "wrongly",
        "correction",
        "actual",
        "actually",
    }
    | {
        "ignore",
        "disregard",
        "forget",
        "fix",
        "misprint",
        "slip",
        "sorry",
        "sry",
        "corrected",
        "edit",
        "meant",
        "oops",
        "should",
    }
)
_SHOULD_WITHIN: Final = 6  # words from "should have been" to what was done instead
_INTENDED: Final = frozenset({"planned", "supposed", "intended", "meant"})
_PUT_RIGHT_WITHIN: Final = 30  # words from a slip to what was really used
_AMONG: Final = 12  # words behind "I typed" in which the slip stands
_APOLOGISES: Final = frozenset({"for", "about", "no", "if", "that"})  # "sorry for the delay"
_IN_FACT: Final = frozenset({"reality", "actually"})

Stretch = tuple[int, int]
"""A word, and one past another: figures between them were not used."""


def taken_back(reader: Reader, sign: Sign) -> list[Stretch]:
    """What stands right before "no wait": the figures up to the comma or sentence before."""
    words, word = reader.words, sign.first
    if word and words.lower[word - 1] == "no" and not words.breaks[word]:
        word -= 1  # "no, scratch that", "no scratch that"
    if word + 1 < len(words.lower) and words.lower[word + 1] in _WHOLE_LINE and words.lower[word] in _STRUCK_WITH:
        about = max(word - 1, 0) if reader.breaks[word] == SENTENCE_ENDS else word  # the sentence before, or its own
        return [(words.sentence(about)[0], word)]
    if words.lower[word] == "meant":
        return _meant_instead(reader, word)
    if _apologises(reader, word):
        return []
    if word == 0 or not (words.breaks[word] or words.lower[word] in _RESTATES):
        return []
    first = word - 1
    while first > max(0, word - _PUT_RIGHT_WITHIN) and (not words.breaks[first] or words.gap(first) in {"/", "(", ","}):
        first -= 1
    told = reader.quantities_between(first, word)
    before = [quantity for quantity in told if quantity.unit != "nm" and _meant_unit(reader, quantity)]
    row = _row(reader, reader.place_from(word) - 1, word, -1)
    if row and reader.word(row[-1].first_word - 1) == "no":
        return []  # "5 mJ ... no, 10 mJ, sorry": what is meant stands before
    if not _SLIPS.isdisjoint(reader.lower[word : word + 2]):
        told_again = [each for each in before if _is_told_again(reader, each, _plain_unit(each))]
        return [(each.first_word, each.last_word + 1) for each in told_again]
    restated = _restated(reader, word)
    for quantity in before:
        if _plain_unit(quantity) == restated:
            return [(quantity.first_word, quantity.last_word + 1)]  # "7 mm 9 J 1.5 ms, sorry, 7 J"
    if restated and before:
        earlier = reader.quantities_between(word - _PUT_RIGHT_WITHIN, before[0].first_word)
        alike = [quantity for quantity in earlier if _plain_unit(quantity) == restated]
        if alike:
            return [(alike[-1].first_word, alike[-1].last_word + 1)]  # "9 J, 8 passes. Sorry, fluence was 7"
    return [(before[0].first_word, word)] if before else []


def _apologises(reader: Reader, word: int) -> bool:
    """Whether a "sorry for the delay" or "sorry no photo" stands here, with no figure behind it."""
    if reader.lower[word] != "sorry" or _APOLOGISES.isdisjoint(reader.lower[word + 1 : word + 2]):
        return False
    return not reader.quantities_between(word, reader.words.sentence(word)[1])


def _meant_instead(reader: Reader, word: int) -> list[Stretch]:
    """The last figure in the unit of the one that was meant: "3 ms (meant 30 ms!)"; not "14 J, meant to go 16"."""
    at = reader.place_from(word)
    meant = reader.quantities[at] if at < len(reader.quantities) else None
    if meant is None or meant.first_word != word + 1 or not (reader.breaks[word] or says_a_slip(reader.words)):
        return []
    for other in reversed(reader.quantities[max(0, at - _AMONG) : at]):
        if _plain_unit(other) == _plain_unit(meant) and word - other.last_word <= _PUT_RIGHT_WITHIN:
            return [(other.first_word, other.last_word + 1)]
    return []


def says_a_slip(words: Words) -> bool:
    """Whether a text says that something was written by mistake, so that "I meant 14 J" was the figure used."""
    return not words.said.isdisjoint(_WRITTEN)


def _restated(reader: Reader, word: int) -> str:
    """The unit of the only quantity that follows in the same clause, also one that a word says; "" where several do."""
    first = reader.place_from(word)
    following = reader.quantities[first : first + 2]
    if not following or following[0].first_word > word + _RESTATED_WITHIN:
        return ""
    restated = following[0]
    near = len(following) > 1 and following[1].unit and following[1].first_word - restated.last_word <= _NEXT_TO
    if near and ")" not in reader.gaps[restated.last_word + 1]:
        return ""
    return _meant_unit(reader, restated)


def _meant_unit(reader: Reader, quantity: Quantity) -> str:
    """A quantity's unit, or that of the word before it: "fluence was 1.4"."""
    unit = quantity.unit or UNIT_OF_CUE.get(reader.cue_before(quantity.first_word)[0], "")
    return _SAME_UNIT.get(unit, unit)


def changed_plan(reader: Reader, sign: Sign) -> list[Stretch]:
    """The figures that were planned, where others of their kind follow behind a "but": "planned 16 J but she was tanned
    so 11 J"."""
    lower = reader.lower
    behind = range(sign.last + 1, min(sign.last + _PUT_RIGHT_WITHIN, len(lower)))
    turn = next((at for at in behind if lower[at] in _TURNS or reader.breaks[at] == SENTENCE_ENDS), 0)
    if lower[turn] not in _TURNS:
        return []
    return [
        (quantity.first_word, quantity.last_word + 1)
        for quantity in reader.quantities_between(sign.last, turn)
        if quantity.unit
        and (_is_told_again(reader, quantity, _plain_unit(quantity), turn) or _was_told(reader, quantity, sign.first))
    ]


def _was_told(reader: Reader, quantity: Quantity, before: int) -> bool:
    """Whether another figure of the kind stands before a plan: "12 mm @ 6 J. I'd planned 15 mm but the tip was out"."""
    unit = _plain_unit(quantity)
    told = reader.quantities_between(0, before)[-_MOST_TOLD:]
    return any(_plain_unit(each) == unit and each.value != quantity.value for each in told)


def put_right(reader: Reader, sign: Sign) -> list[Stretch]:
    """The figures behind "I typed" or "I'd planned" that are told again in the same unit further on."""
    lower = reader.lower
    at = reader.place_from(sign.last)
    figure_follows = bool(reader.quantities_between(sign.last, sign.last + 2))
    if lower[sign.last] == "meant" and figure_follows and says_a_slip(reader.words):
        return []  # "sorry I meant 14 J not 41 J"
    if lower[sign.last] not in _INTENDED and _MISTAKEN.isdisjoint(reader.present):
        return []
    stop = min(sign.last + _AMONG, len(lower))
    end = next((word for word in range(sign.first + 1, stop) if reader.breaks[word] == SENTENCE_ENDS), stop)
    found: list[Stretch] = []
    seen: set[str] = set()
    for quantity in reader.quantities[at:]:
        if quantity.first_word >= end:
            break
        unit = _plain_unit(quantity)
        if unit and unit not in seen and _is_told_again(reader, quantity, unit):
            found.append((quantity.first_word, quantity.last_word + 1))
        seen.add(unit)
    return found


def _is_told_again(reader: Reader, quantity: Quantity, unit: str, behind: int = 0) -> bool:
    at = reader.place_from(max(quantity.last_word + 1, behind))
    for other in reader.quantities[at:]:
        if other.first_word > quantity.last_word + _PUT_RIGHT_WITHIN:
            return False
        if other.largest == quantity.largest:
            continue
        if _plain_unit(other) == unit or (unit == "j" and not other.unit and _is_done(reader, other)):
            return True
    return False


def _is_done(reader: Reader, quantity: Quantity) -> bool:
    """Whether a "did" stands right before a number: "was going to do 20 J but did 16", "in reality 24"."""
    return reader.word(quantity.first_word - 1) in vocabulary().lists["does"] | _IN_FACT


def _plain_unit(quantity: Quantity) -> str:
    return _SAME_UNIT.get(quantity.unit, quantity.unit)


def is_what_was_done(reader: Reader, word: int) -> bool:
    """Whether a "not" tells what was done instead of what should have been: "should have been 10 not 16"."""
    ahead = reader.ahead(word, _SHOULD_WITHIN)
    return "should" in ahead and any(each[0].isdigit() for each in ahead[ahead.index("should") :])


def refused(reader: Reader) -> list[Stretch]:
    """The figures that a "no" alone takes back, "50 mJ/cm2 - no. I start at 250", or one that puts them right: "5 mJ
    20% ... no, 10 mJ 10%"."""
    if "no" not in reader.present:
        return []
    found: list[Stretch] = []
    lower = [*reader.lower, ""]
    ends = [*reader.breaks[: len(reader.lower)], SENTENCE_ENDS]  # also where nothing stands behind the last word
    for at, quantity in enumerate(reader.quantities):
        no = quantity.last_word + 1
        if lower[no] != "no" or not ends[no]:
            continue
        restated = {_plain_unit(each) for each in _row(reader, at + 1, no, 1)}
        before = [each for each in _row(reader, at, no, -1) if _plain_unit(each) in restated]
        if ends[no] == 1 and ends[no + 1] == SENTENCE_ENDS:
            before.append(quantity)
        found += [(each.first_word, each.last_word + 1) for each in before]
    return found


def _row(reader: Reader, at: int, word: int, step: int) -> list[Quantity]:
    """The quantities that stand one by one beside a word, on the side that the step goes to."""
    row: list[Quantity] = []
    while 0 <= at < len(reader.quantities):
        quantity = reader.quantities[at]
        apart = abs((quantity.first_word if step > 0 else quantity.last_word) - word)
        if apart > _NEXT_TO or not quantity.unit or reader.word(word + step) == "no":
            break
        row.append(quantity)
        word = quantity.last_word if step > 0 else quantity.first_word
        at += step
    return row


def said_not_to_be(reader: Reader) -> list[Stretch]:
    """The figures beside an "it was 6.5 J, not 7.5" that say the 7.5, where the text speaks of a mistake."""
    if "not" not in reader.present:
        return []
    heads = reader.words.text.lower.startswith(_HEADS)
    if not heads and _MISTAKEN.isdisjoint(reader.present):
        return []
    found: list[Stretch] = []
    for at, quantity in enumerate(reader.quantities):
        first = quantity.first_word
        if reader.word(first - 1) != "not" or not at or reader.quantities[at - 1].last_word != first - 2:
            continue
        if not heads and _MISTAKEN.isdisjoint(reader.lower[max(0, reader.words.sentence(first)[0] - 2) : first + 3]):
            continue
        unit = _meant_unit(reader, reader.quantities[at - 1])
        found += [
            (other.first_word, other.last_word + 1)
            for other in (reader.quantities if heads else reader.quantities[: at - 1])
            if unit
            and _plain_unit(other) == unit
            and not isinstance(other.value, Range)
            and other.value == quantity.value
        ]
    return found
