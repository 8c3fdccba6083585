"""Hashtags: the kind that a message is tagged with, and its other tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.clinical.reading import EntryKind, Span

_SINGULAR: Final[dict[str, EntryKind]] = {
    "tip": EntryKind.TIP,
    "pearl": EntryKind.TIP,
    "complication": EntryKind.COMPLICATION,
    "adverse": EntryKind.COMPLICATION,
    "protocol": EntryKind.PROTOCOL,
    "settings": EntryKind.PROTOCOL,
    "question": EntryKind.QUESTION,
    "summary": EntryKind.SUMMARY,
    "review": EntryKind.REVIEW,
}
KIND_TAGS: Final = _SINGULAR | {
    f"{tag[:-1]}ies" if tag.endswith("y") else f"{tag}s": kind
    for tag, kind in _SINGULAR.items()
    if not tag.endswith("s")
}
_MOST_TAGS: Final = 20
_LONGEST_TAG: Final = 40
# A slip in a shorter tag makes another word ("#trip", "#pear"), but for a letter doubled or two exchanged.
_SHORTEST_MISSPELT: Final = 6
_WORDS: Final = frozenset({"averse", "pearly", "pears", "sittings", "summarise", "summery"})  # that are nearly tags
_QUICKLY: Final = re.compile("#(?:" + "|".join(KIND_TAGS) + ")", re.IGNORECASE)
# Not after a letter ("lens#tip"), a path ("example.org/#tip"), another "#", an escape, or in a channel mention
# ("<#123>"); nor broken by a zero-width character ("#t\u200bip"), which may well end one.
# What may not stand before it is asked after the "#", which the search can jump to.
_TAG: Final = re.compile(r"#(?<![^\W_]#)(?<![#&/\\<@]#)([^\W_][\w-]*+)(?![\u200b-\u200f\u2060\ufeff]++\w)")
# A "# Tip" is a heading to Discord; elsewhere in a line "# complications" is a number of them.
_SPACED: Final = re.compile(r"^[ \t]*#[ \t]+([^\W_]+)\b", re.MULTILINE)
# Where a hashtag is quoted, shown or linked to, not used. Each alternative runs to a fixed end without nested repeats.
_CODE: Final = re.compile(r"```.*?```|``[^\n]*?``|`[^`\n]+`", re.DOTALL)
_QUOTE: Final = re.compile(r"^[ \t]*>>>.*|^[ \t]*>[^\n]*", re.DOTALL | re.MULTILINE)
_LINK: Final = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)|(?:https?://|www\.)[^\s<>]+|<[@#:a-z][^<>\s]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hashtags:
    """What the hashtags of a text say. ``spans`` are the places of all of them, kind tags included."""

    kind: EntryKind | None
    tags: tuple[str, ...]
    spans: tuple[Span, ...]


def may_bear_kind_tag(text: str) -> bool:
    """Cheap: False only when the text has no kind tag. Every message of every channel passes here."""
    return "#" in text and _QUICKLY.search(text) is not None


def read_hashtags(text: str) -> Hashtags:
    """The kind that a text is tagged with (a complication before all others, else the first) and its other tags."""
    if "#" not in text:
        return Hashtags(None, (), ())
    kinds: list[EntryKind] = []
    tags: dict[str, None] = {}
    spans: list[Span] = []
    for match in _TAG.finditer(blank_what_is_shown(text)):
        word = match[1].lower().rstrip("-_")
        if not any(character.isalpha() for character in word):
            continue  # "#1", "#2"
        spans.append(Span(match.start(), match.end()))
        kind = KIND_TAGS.get(word)
        if kind is not None:
            kinds.append(kind)
        elif len(tags) < _MOST_TAGS:
            tags.setdefault(word[:_LONGEST_TAG])
    if EntryKind.COMPLICATION in kinds:
        return Hashtags(EntryKind.COMPLICATION, tuple(tags), tuple(spans))
    return Hashtags(kinds[0] if kinds else None, tuple(tags), tuple(spans))


def tag_meant(text: str) -> str | None:
    """The kind tag that a text lacks by one slip of a letter or a space behind the "#"; None where none is meant."""
    if "#" not in text:
        return None
    shown = blank_what_is_shown(text)
    spaced = (match[1].lower() for match in _SPACED.finditer(shown))
    misspelt = (_nearest(match[1].lower().rstrip("-_")) for match in _TAG.finditer(shown))
    return next(chain((word for word in spaced if word in KIND_TAGS), filter(None, misspelt)), None)


def _nearest(word: str) -> str | None:
    """The kind tag that is one slip away: a letter too many, too few, another or two exchanged, but never the first."""
    if word in KIND_TAGS or word in _WORDS:
        return None
    from rapidfuzz.distance import OSA  # only needed for a hashtag

    def is_near(tag: str) -> bool:
        if word[:1] != tag[0] or OSA.distance(word, tag, score_cutoff=1) > 1:
            return False
        return len(tag) >= _SHORTEST_MISSPELT or (len(word) >= len(tag) and set(word) == set(tag))

    return next(filter(is_near, KIND_TAGS), None)


def blank_what_is_shown(text: str) -> str:
    """The text with code, quotes, links and mentions blanked out, every other character at its place."""
    if "`" in text:
        text = _CODE.sub(_blank, text)
    if ">" in text:
        text = _QUOTE.sub(_blank, text)
    if "<" in text or "](" in text or "://" in text or "www." in text.lower():
        text = _LINK.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    # Every place stays where it was, and lines stay lines.
    return "".join("\n" if character == "\n" else "\0" for character in match[0])
