"""Did you mean: the catalogue's words, and those of this guild's entries, spelled nearly like what nobody wrote."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import Final

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.screen.vocabulary import name_words
from bot.exchange.known_words import is_known, known_stem
from db import search, vocabulary
from db.connections import ReadConnection
from db.wanted import Wanted

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 4  # a shorter word is one letter away from too many others
_LONG: Final = 8
"""From so many letters on, two slips are forgiven, and one in a shorter word. House limit."""
_MOST_SLIPS: Final = 2
_LEFT_OUT: Final = ("hyper", "hypo", "de")  # "pigmentation" for what is written hyperpigmentation
_PAIRS: Final = (("hyper", "hypo"), ("hyper", "de"), ("hypo", "de"), ("inter", "intra"), ("ante", "anti"))
_OPPOSITES: Final = (*_PAIRS, *((second, first) for first, second in _PAIRS))
"""Beginnings that only a few letters tell apart, with the other sense: a slip is never put right across them."""
# One sound, written in several ways: "atrofy", "erithema", "oedema", "scaring".
_SOUNDS: Final = (("ch", "k"), ("ph", "f"), ("ae", "e"), ("oe", "e"), ("y", "i"))
_DOUBLED: Final = re.compile(r"(.)\1")
_ASKED_ABOUT: Final = 12
_SHOWN: Final = 3
_COMPARED_AT_ONCE: Final = 2000  # words: less than half a millisecond


async def spellings(read: ReadConnection, guild_id: int, query: str, wanted: Wanted) -> tuple[str, ...]:
    """The query with its unknown words put right, likeliest first; only with words that the asker's search can find.

    A word that stands anywhere is spelled right, also where the filters leave its entries out; so is every other word
    there is, as "black" where only "back" was written. An unknown one is compared with those of its first letters: the
    index holds every guild's words, and is long.
    """
    words = list(dict.fromkeys(_folded(word) for word in _WORD.findall(query)))
    known = set(await search.words_in_use(read, guild_id, words, Wanted(visible=wanted.visible, own=wanted.own)))
    unknown = [word for word in words if word not in known and len(word) >= _SHORTEST and not word.isdigit()]
    better = {word: await _like(read, guild_id, word, wanted) for word in unknown}
    better = {word: candidates for word, candidates in better.items() if candidates}
    if not better:
        return ()
    best = {word: candidates[0] for word, candidates in better.items()}
    first, *_ = better
    return tuple(_put_right(query, {**best, first: candidate}) for candidate in better[first])


async def _like(read: ReadConnection, guild_id: int, word: str, wanted: Wanted) -> list[str]:
    """Words of which this is the end, or words spelled nearly so: the catalogue's, and those that begin as it does.

    To list a beginning's words, with two letters or else with one, FTS5 counts the entries of each; and a slip in the
    second letter is rare.
    """
    whole = [f"{beginning}{word}" for beginning in _LEFT_OUT]
    known = set(await search.words_in_use(read, guild_id, whole, wanted))
    if known:
        return [each for each in whole if each in known]
    if await asyncio.to_thread(_is_right, word):  # the first time, the words are read
        stem = known_stem(word)
        inflected = [stem] if stem in _whole_names() else []  # "blisteres", "scaring"
        return await search.words_in_use(read, guild_id, inflected, wanted) if inflected else []
    named = _most_alike(word, named_words())
    nearest = [each for each in named if _slips(word, each) == _slips(word, named[0])]
    meant = await search.words_in_use(read, guild_id, nearest, wanted) if nearest else []
    for letters in (2, 1):
        candidates = await vocabulary.words_like(read, word[:letters], len(word) - 2, len(word) + 2)
        # What only stands among the terms may be a misspelling too: the catalogue knows the usual ones.
        alike = [
            each for each in await _alike(word, candidates) if not named or _slips(word, each) < _slips(word, named[0])
        ]
        used = set(await search.words_in_use(read, guild_id, alike, wanted, column="written")) if alike else set[str]()
        found = [each for each in alike if each in used]
        if found:
            return [*found, *meant][:_SHOWN]
    return meant


@cache
def named_words() -> frozenset[str]:
    """The words of the catalogues' names, which every entry that means such a thing has among its terms."""
    names = [*_whole_names(), *(each.name for each in catalogue().modalities.values())]
    return frozenset(word for name in names for word in _WORD.findall(_folded(name)) if len(word) >= _SHORTEST)


@cache
def _whole_names() -> frozenset[str]:
    return frozenset(_folded(each.name) for each in (*complications(), *indications()))


async def _alike(word: str, candidates: Collection[str]) -> list[str]:
    # A large library has tens of thousands of words: those are compared off the loop.
    if len(candidates) > _COMPARED_AT_ONCE:
        return await asyncio.to_thread(_most_alike, word, candidates)
    return _most_alike(word, candidates)


def _most_alike(word: str, candidates: Collection[str]) -> list[str]:
    """Those that are as near as a slip is, nearest first."""
    from rapidfuzz import process  # loaded with the first typo: keeps the start short
    from rapidfuzz.distance import OSA

    allowed = 1 if len(word) < _LONG else _MOST_SLIPS
    near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, limit=None)
    slips = sorted((_slips(word, each), each) for each, _, _ in near if each != word and not _is_another(word, each))
    return [each for count, each in slips if count <= allowed][:_ASKED_ABOUT]


def _slips(word: str, candidate: str) -> int:
    """How many letters are left out, added, swapped or wrong; what sounds the same is one slip at most."""
    from rapidfuzz.distance import OSA

    slips = OSA.distance(word, candidate, score_cutoff=_MOST_SLIPS)
    return min(slips, 1) if _sound(word) == _sound(candidate) else slips


def _sound(word: str) -> str:
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    return _DOUBLED.sub(r"\1", word)


def _is_another(word: str, candidate: str) -> bool:
    """Whether another word is meant, however near: the opposite, or another short word.

    Of four letters, one is enough for another word: "fins" is no "find". A slip leaves one out, adds or swaps.
    """
    if len(word) == len(candidate) == _SHORTEST and sorted(word) != sorted(candidate):
        return True
    opposites = (other + candidate.removeprefix(own) for own, other in _OPPOSITES if candidate.startswith(own))
    return any(_slips(word, opposite) <= _slips(word, candidate) for opposite in opposites)


def _is_right(word: str) -> bool:
    """A word that there is, or somebody's name."""
    return is_known(word) or word in name_words().given


def _put_right(query: str, better: dict[str, str]) -> str:
    return _WORD.sub(lambda match: better.get(_folded(match[0]), match[0]), query)


def _folded(word: str) -> str:
    """As the index has it: small letters, without accents."""
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))
