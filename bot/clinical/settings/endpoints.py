"""Endpoints: what was seen at once. What was denied, what lasted, and what came days afterwards is none.

What stands behind "Endpoint:" or "stopped at" is one in its writer's own words, whatever they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bot.clinical.reading import Span
from bot.clinical.settings.quantity import SENTENCE_ENDS
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_OF_A_LESION: Final = frozenset({"colour", "shape", "vessel"})
"""What lesions do, said with words that are said of other things as well."""
_DENIED_WITHIN: Final = 2  # words
_TIME_WITHIN: Final = 7  # words behind in which a time may stand
_AT_ONCE_WITHIN: Final = 6  # words
_GREY: Final = frozenset({"grey", "gray"})
_IMMEDIATE: Final = frozenset({"immediate", "instant"})
_TURNS_WITHIN: Final = 6  # words
_CHANGED_WITHIN: Final = 2  # words from "turned" to its colour: "turned a dark grey"
_SUBJECT_WITHIN: Final = 6  # words before in which it stands what took a colour on
_DATED: Final = re.compile(r"d\d+|day\d+|w\d+|\d+(?:d|h|w|wks?|hrs?)")
_SOON: Final = re.compile(r"\d+(?:min|mins|sec|s)")
_GOES_ON: Final = frozenset({"and", "then", "but"})
_COURSE: Final = frozenset({"sessions", "treatments", "visits"})
_ALL: Final = frozenset({"both", "all", "each", "every"})  # "frosting both days"
_AFTER_A_TIME: Final = frozenset({"of", "later", "on", "after"})
_DEGREES: Final = frozenset(
    {"immediate", "instant", "transient", "brief", "prompt", "faint", "light", "slight", "mild", "moderate", "minimal"}
    | {"marked", "brisk", "deep", "even", "uniform", "diffuse"}
)
_LABELS: Final = frozenset({"endpoint", "endpoints", "endpt", "end", "stop", "stopped"})
_POINTS: Final = frozenset({"point", "points", "pt"})
_COLONS: Final = (":", "=", "- ", "– ")
_IS: Final = frozenset({"is", "was", "being"})
_FOR: Final = frozenset({"for", "on", "of", "in", "with"})
_COLON_WITHIN: Final = 4  # words: "endpoint on both sides: pink"
_LONGEST: Final = 12  # words
_OTHER_SETTINGS: Final = frozenset({"cooling", "anaesthesia", "every", "passes", "sessions", "stacks", "shared"})


def labelled_endpoints(reader: Reader) -> list[tuple[int, int]]:
    """The first and last words of what is called so: "Endpoint: fine pale dots", "stopped at a light haze"."""
    found: list[tuple[int, int]] = []
    if _LABELS.isdisjoint(reader.present):
        return found
    for word in reader.words.places_of(_LABELS):
        first = _behind_label(reader, word)
        if first < len(reader.lower) and (end := _end_of_words(reader, first)) > first:
            found.append((first, end - 1))
    return found


def _behind_label(reader: Reader, word: int) -> int:
    """The word behind a label that begins with this word; one past the text's last where it is none."""
    lower, lists = reader.lower, vocabulary().lists
    nowhere, before, behind = len(lower), reader.word(word - 1), word + 1
    if lower[word].startswith("stop"):
        ours = not word or reader.breaks[word] or before in lists["stops"]
        at = ours and reader.word(behind) == "at" and reader.word(behind + 1) not in lists["whose"]
        return behind + 1 if at else nowhere
    if lower[word] == "end":
        if reader.word(behind) not in _POINTS:
            return nowhere
        behind += 1
    if before in lists["no"] or before in lists["of_studies"]:
        return nowhere
    if behind < nowhere and reader.gaps[behind].lstrip().startswith(_COLONS):
        return behind
    if reader.word(behind) in _IS:
        return behind + 1
    if reader.word(behind) in _FOR:
        near = range(behind + 1, min(behind + 1 + _COLON_WITHIN, nowhere))
        return next((at for at in near if ":" in reader.gaps[at]), nowhere)
    return nowhere


def _end_of_words(reader: Reader, first: int) -> int:
    """One past the last word of what is called so; the first word where it is no endpoint: a figure, a question."""
    lists = vocabulary().lists
    word = reader.lower[first]
    if word in lists["no_endpoint"] or word in lists["no"] or word[0].isdigit() or word in vocabulary().numbers:
        return first
    stop = min(first + _LONGEST, len(reader.lower))
    other = {sign.first for kind in _OTHER_SETTINGS for sign in reader.signs_from(kind, first, stop)}
    other |= {each.first_word for each in reader.quantities_between(first, stop)}
    end = next((at for at in range(first + 1, stop) if at in other or _turns(reader, at)), stop)
    if "?" in reader.gaps[reader.words.sentence(first)[1]]:
        return first
    while end > first and reader.lower[end - 1] in lists["small_words"]:
        end -= 1
    return end


def _turns(reader: Reader, word: int) -> bool:
    """Whether a clause ends before a word, or turns there to what came instead: "frosting but we got a burn"."""
    parted = reader.breaks[word] == SENTENCE_ENDS or (reader.breaks[word] and reader.gaps[word].strip() != "/")
    return bool(parted) or reader.lower[word] in vocabulary().lists["turns_to"]


def endpoint(reader: Reader, sign: Sign) -> Span | None:
    """Where an endpoint is said, with the word for its degree; None where the words say none."""
    if _is_denied(reader, sign) or _is_later(reader, sign):
        return None
    if sign.value in _OF_A_LESION and not _is_of_a_lesion(reader, sign):
        return None
    if sign.value == "spasm" and not vocabulary().lists["muscles"].isdisjoint(reader.ahead(sign.first, _DENIED_WITHIN)):
        return None
    first = sign.first
    while first and reader.lower[first - 1] in _DEGREES and reader.gaps[first] == " ":
        first -= 1
    return reader.words.span(first, sign.last)


def _is_denied(reader: Reader, sign: Sign) -> bool:
    lists = vocabulary().lists
    if any(word in lists["no"] or word in lists["not_quite"] for word in reader.ahead(sign.first, _DENIED_WITHIN)):
        return True
    behind = sign.last + 1
    if reader.word(behind) not in lists["none_behind"] and reader.word(behind) != "no":
        return False
    return not reader.breaks[behind] or "?" in reader.gaps[behind]


def _is_later(reader: Reader, sign: Sign) -> bool:
    """Whether it lasted, or came afterwards: "purpura for 6 days", "day 3 bright red"; not "purpura at once"."""
    lists = vocabulary().lists
    ahead, behind = reader.ahead(sign.first, 3), reader.behind(sign.last, _TIME_WITHIN)
    if "still" in ahead or _ends_with_a_time(ahead):
        return True
    if not behind or behind[0] == "within" or _is_at_once(reader, sign):
        return False
    if behind[0] in lists["lasting"] or (behind[0] == "after" and not _COURSE.isdisjoint(behind)):
        return True
    for word in behind:
        if word in _GOES_ON or word in _ALL:
            break
        if word in lists["short_times"] or _SOON.fullmatch(word):
            return False
        if word in lists["long_times"] or _DATED.fullmatch(word):
            return True
    return behind[0][0].isdigit()


def _ends_with_a_time(ahead: tuple[str, ...]) -> bool:
    words = [*ahead]
    if words and words[-1] in _AFTER_A_TIME:
        words.pop()
    elif words and words[-1].isdigit():  # "day 3"
        return len(words) > 1 and words[-2] in vocabulary().lists["long_times"]
    return bool(words) and (words[-1] in vocabulary().lists["long_times"] or _DATED.fullmatch(words[-1]) is not None)


def _is_at_once(reader: Reader, sign: Sign) -> bool:
    """Whether "at once" or the like stands near in the sentence."""
    start, end = reader.words.sentence(sign.first)
    ahead = reader.lower[max(start, sign.first - _AT_ONCE_WITHIN) : sign.first]
    behind = reader.lower[sign.last + 1 : min(end, sign.last + 1 + _AT_ONCE_WITHIN)]
    return _at_once().search(" ".join([*ahead, "…", *behind])) is not None


def _is_right_at_once(reader: Reader, sign: Sign) -> bool:
    """Whether it stands right beside: "grey at once", not "black bits frosted at once"."""
    behind = " ".join(reader.lower[sign.last + 1 : sign.last + 1 + _AT_ONCE_WITHIN])
    return reader.word(sign.first - 1) in _IMMEDIATE or _at_once().match(behind) is not None


@cache
def _at_once() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(vocabulary().lists['at_once']))})\b")


def _is_of_a_lesion(reader: Reader, sign: Sign) -> bool:
    """Whether a lesion took on a colour or gave way as it was treated: "turned grey", "the lake shrank at once"."""
    lists = vocabulary().lists
    ahead = reader.ahead(sign.first, _SUBJECT_WITHIN)
    if not reader.speaks_of_lasers or not lists["not_lesions"].isdisjoint(ahead):
        return False
    if sign.value == "colour":
        if not lists["tattoos"].isdisjoint(reader.present):
            return False  # an ink that darkens is a complication
        if reader.signs_from("endpoint", sign.last + 1, sign.last + 1 + _TURNS_WITHIN):
            return False  # "grey for a second, then deep purpura"
        if reader.lower[sign.first] in _GREY and not lists["lesions"].isdisjoint(ahead[-1:]):
            return True  # "spots grey"
        return not lists["turning"].isdisjoint(ahead[-_CHANGED_WITHIN:]) or _is_right_at_once(reader, sign)
    if sign.value == "vessel" and lists["vessels"].isdisjoint(ahead):
        return False
    return _is_at_once(reader, sign)
