"""What is looked for, and the words of it as FTS5 understands them: whatever was typed is never query syntax."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.clinical.reading import EntryKind
from db.greek import is_greek, without_accents
from db.vocabulary import UNKNOWN, Vocabulary

_MOST_WORDS: Final = 16
_BETWEEN_WORDS: Final = re.compile(r"[\s;+&]+|[,/](?!\d)")
_FIGURE: Final = re.compile(r"(\d+(?:[.,]\d+)?)(nm|[mnpµ]?s|mm|m?j|hz|w)", re.IGNORECASE)
_SQUARED: Final = ("cm2", "cm²")  # one word, typed and written in two ways
_AS_TYPED: Final = {0: " ", **{ord(low): str(digit) for digit, low in enumerate("₀₁₂₃₄₅₆₇₈₉")}}  # "co₂"
_SHORTEST_PREFIX: Final = 2  # the index has prefixes of two and three characters

Reach = Literal["all", "beginnings", "most"]
"""All of the words (the last may be unfinished), beginnings of all of them, or all of them first and then some."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. None and () ask for nothing; any of the `devices` will do; `visible` are the
    private channels that the asker can see. `own` is the asker's number: what one wrote oneself is found anywhere.

    `author` is the member who wrote it; what was reported with a name withheld has none. `skin_type` leaves entries
    out; the `preferred_skin_types` put those first that name one of them, and those protocols last that name only
    others. `names` are the catalogues' names of what the words mean, looked for among the terms where the words reach
    for `most`. `quoted` is a passage: entries that have it word for word come first.
    """

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reach: Reach = "all"
    kind: EntryKind | None = None
    devices: tuple[str, ...] = ()
    indication: str | None = None
    complication: str | None = None
    modality: str | None = None
    author: int | None = None
    skin_type: str | None = None
    preferred_skin_types: tuple[str, ...] = ()
    newest_first: bool = False
    quoted: str = ""
    visible: frozenset[int] = frozenset()
    own: int = 0
    vocabulary: Vocabulary = UNKNOWN


def words_of(text: str) -> tuple[str, ...]:
    """What was typed, cut at spaces and at what is typed in their place ("rosacea,acne"); what has no letter or digit
    in it (an emoji, a row of stars) cannot be found.
    """
    chunks = _BETWEEN_WORDS.split(text.translate(_AS_TYPED))
    return tuple(chunk for chunk in chunks if any(each.isalnum() for each in chunk))


def expression(wanted: Wanted) -> str:
    """For `MATCH`: entries with the words, on the devices. "" where there are no words."""
    return f"({_words(wanted, wanted.reach)}){on_devices(wanted)}" if wanted.words else ""


def title_expression(wanted: Wanted) -> str:
    """The same with the words in the title; of Greek ones also beside it, where they are without their accents."""
    column = "{title terms}" if any(map(is_greek, wanted.words)) else "title"
    return f"{column} : ({_words(wanted, wanted.reach)}){on_devices(wanted)}" if wanted.words else ""


def all_words_expression(wanted: Wanted) -> str:
    """Entries with all of the words, whatever the words reach for."""
    return _words(wanted, "all") if wanted.words else ""


def quoted_expression(wanted: Wanted) -> str:
    """Entries with the passage word for word; "" where none is quoted."""
    return _phrase(wanted.quoted) if wanted.quoted else ""


def on_devices(wanted: Wanted) -> str:
    """What an expression goes on with for entries on one of the devices alone; "" where any will do."""
    return f" AND terms : ({' OR '.join(map(device_term, wanted.devices))})" if wanted.devices else ""


def device_term(device: str) -> str:
    """The one word among the terms by which the index finds what is about a device, by its key; nobody types it."""
    return f"zz{device.encode().hex()}"


def _words(wanted: Wanted, reach: Reach) -> str:
    words, vocabulary = wanted.words[:_MOST_WORDS], wanted.vocabulary
    match reach:
        case "all":
            return " AND ".join([*map(_word, words[:-1]), _beginning(words[-1], vocabulary)])
        case "beginnings":
            return " AND ".join([_beginning(word, vocabulary) for word in words])
        case "most":
            telling = [word for word in words if word.lower() not in vocabulary.common] or list(words)
            some = [*map(_word, telling[:-1]), _beginning(telling[-1], vocabulary)]
            return " OR ".join([*some, *(f"terms : {_phrase(name)}" for name in wanted.names)])


def _phrase(text: str) -> str:
    """Inside quotes nothing but a quote has a meaning."""
    return '"' + text.replace('"', '""') + '"'


def _word(word: str) -> str:
    """As it stands, or in another way of writing it."""
    return _any_of([*map(_phrase, _ways(word))])


def _any_of(phrases: Sequence[str]) -> str:
    return f"({' OR '.join(phrases)})" if len(phrases) > 1 else phrases[0]


def _ways(word: str) -> tuple[str, ...]:
    """ "18mm" is found as "18 mm" too, "cm2" as "cm²", and a Greek word without its accents, which the terms have."""
    if word.lower() in _SQUARED:
        return _SQUARED
    apart = _FIGURE.fullmatch(word) if word[0].isdigit() else None
    if apart is not None:
        return (word, f"{apart[1]} {apart[2]}")
    return tuple(dict.fromkeys((word, without_accents(word))))


def _beginning(word: str, vocabulary: Vocabulary) -> str:
    # A number is meant as it stands: "10" is not 1064. Of a word that many write, another is seldom the end ("hand" is
    # no beginning of "handpiece"), and the beginnings of such words take ten times as long to gather.
    if sum(map(str.isalnum, word)) < _SHORTEST_PREFIX or word[-1].isdigit() or _FIGURE.fullmatch(word):
        return _word(word)
    if word.lower() in vocabulary.finished:
        return f"({_word(word)} OR {_word(word + 's')})"
    return _any_of([f"{_phrase(way)}*" for way in _ways(word)])
