"""Anaesthetics: the writer's words with the strength ("lidocaine 23/7", "mental and infraorbital blocks")."""

from __future__ import annotations

import re
from typing import Final

from bot.clinical.reading import Span
from bot.clinical.settings.quantity import SENTENCE_ENDS
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_DENIED_WITHIN: Final = 2  # words
_ALL_BUT: Final = frozenset({"but", "except", "besides", "only", "than"})
_NOT: Final = frozenset({"not", "wasnt", "isnt", "werent"})
_NEEDED: Final = frozenset({"needed", "used", "required", "necessary", "given", "applied", "wanted"})
_AND: Final = frozenset({"and", "plus", "with", "w"})
_WITH: Final = frozenset({"with", "by", "using", "w"})
_ADRENALINE: Final = frozenset({"adrenaline", "adrenalin", "epinephrine", "epi", "adr"})
_WITHIN_A_STRENGTH: Final = frozenset({".", "/", " / ", "%/", "% / ", ":"})
_PARTS_A_STRENGTH: Final = frozenset({"/", " / ", "%/", "% / "})
_PERCENT_GAPS: Final = frozenset({"% ", " % ", "%"})
_PERCENT: Final = re.compile(r" ?%")
_BLOCKS: Final = frozenset({"block", "blocks"})
_BETWEEN_NERVES: Final = frozenset({" ", ", ", " & ", " + ", "/"})
_GIVEN_WITHIN: Final = 6  # words
_BESIDE: Final = 3  # words from one anaesthetic to the next: "ibuprofen and pro-nox"
_EMERGENCIES: Final = frozenset({"seizure", "seizures", "fit", "convulsion", "convulsions"})


def anaesthetic(reader: Reader, sign: Sign) -> Span | None:
    """Where an anaesthetic is said, with its strength; None where it was not given."""
    if _is_denied(reader, sign):
        return None
    last = _strength_end(reader, sign.last)
    first = _name_start(reader, sign)
    if sign.value == "by its strength" and (last == sign.last or _is_a_name(reader, last + 1)):
        return None  # "topical", or the strength of what it is called by: "topical 5% lidocaine"
    if sign.value == "painkiller" and not _is_given_before(reader, sign):
        return None
    if reader.lower[sign.last] == "numbed" and _is_said_behind(reader, sign.last):
        return None
    if sign.value == "sedation" and not _EMERGENCIES.isdisjoint(reader.present):
        return None
    last = _form_end(reader, last)
    span, original = reader.words.span(first, last), reader.words.text.original
    percent = _PERCENT.match(original, span.end)
    return span if percent is None else span._replace(end=percent.end())


def _is_said_behind(reader: Reader, last: int) -> bool:
    """ "Numbed with BLT": what did it is said, and is read."""
    return reader.word(last + 1) in _WITH and _is_a_name(reader, last + 2)


def _is_a_name(reader: Reader, word: int) -> bool:
    """Whether a word is the name of an anaesthetic, or the first one of it."""
    return any(each.value != "by its strength" for each in reader.signs_from("anaesthesia", word, word + 1))


def _is_denied(reader: Reader, sign: Sign) -> bool:
    lists = vocabulary().lists
    ahead = reader.ahead(sign.first, _DENIED_WITHIN)
    denials = lists["no"] | lists["not_numbed"]
    if not denials.isdisjoint(ahead) and _ALL_BUT.isdisjoint(ahead):
        return True
    behind = reader.behind(sign.last, 2)
    if not behind:
        return False
    return behind[0] in lists["none_behind"] or (behind[0] in _NOT and not _NEEDED.isdisjoint(behind))


def _strength_end(reader: Reader, last: int) -> int:
    """The last word of the figures behind a name, if they are a strength and no time: "23/7", "1%", "2.5 %"."""
    index = last + 1
    if not reader.word(index).isdigit() or reader.gaps[index] not in {" ", " (", "-"}:
        return last
    is_strength = False
    while reader.word(index + 1).isdigit() and reader.gaps[index + 1] in _WITHIN_A_STRENGTH:
        index += 1
        is_strength = is_strength or reader.gaps[index] in _PARTS_A_STRENGTH
    return index if is_strength or _is_percent(reader, index) else last


def _is_percent(reader: Reader, index: int) -> bool:
    return reader.gaps[index + 1].lstrip()[:1] == "%"


def _form_end(reader: Reader, last: int) -> int:
    """The last word of what else belongs to it: "cream", "with adrenaline"."""
    if reader.word(last + 1) in vocabulary().lists["anaesthetic_after"] and reader.gaps[last + 1].lstrip("%") == " ":
        return last + 1
    behind = last + 2 if reader.word(last + 1) in _AND else last + 1
    return behind if reader.word(behind) in _ADRENALINE and reader.breaks[last + 1] < SENTENCE_ENDS else last


def _name_start(reader: Reader, sign: Sign) -> int:
    """The first word of a name: "topical 5% lidocaine", "2% lidocaine", "mental and infraorbital blocks"."""
    if reader.lower[sign.last] in _BLOCKS:
        return _first_nerve(reader, sign.first)
    first = sign.first
    before = vocabulary().lists["anaesthetic_before"]
    while first:
        gap = reader.gaps[first]
        if reader.lower[first - 1] in before and gap == " ":
            first -= 1
        elif reader.lower[first - 1].isdigit() and gap in _PERCENT_GAPS:
            figure = first - 1
            while figure and reader.gaps[figure] in _WITHIN_A_STRENGTH and reader.lower[figure - 1].isdigit():
                figure -= 1
            if _is_a_name(reader, figure - 1):
                break  # "lidocaine 23% tetracaine 7%"
            first = figure
        else:
            break
    return first


def _first_nerve(reader: Reader, first: int) -> int:
    nerves = vocabulary().lists["nerves"]
    while first and reader.gaps[first] in _BETWEEN_NERVES:
        before = first - 1
        if reader.lower[before] in _AND and before and reader.gaps[before] == " ":
            before -= 1
        if reader.lower[before] not in nerves:
            break
        first = before
    return first


def _is_given_before(reader: Reader, sign: Sign) -> bool:
    """Whether a painkiller was given for the treatment: before it, or with another anaesthetic."""
    if not vocabulary().lists["given_before"].isdisjoint(reader.behind(sign.last, _GIVEN_WITHIN)):
        return True
    start, end = reader.words.sentence(sign.first)
    near = reader.signs_from("anaesthesia", max(start, sign.first - _BESIDE), min(end, sign.last + _BESIDE + 1))
    return any(each.value not in {"painkiller", "by its strength"} for each in near)
