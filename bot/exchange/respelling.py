"""Did you mean: words of this guild's entries that are spelled nearly like those nobody wrote."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from typing import Final

from bot.clinical.screen.vocabulary import name_words
from bot.exchange.known_words import is_known
from db import search, vocabulary
from db.connections import ReadConnection
from db.wanted import Wanted

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 4  # a shorter word is one letter away from too many others
_LEFT_OUT: Final = ("hyper", "hypo", "de")  # "pigmentation" for what is written hyperpigmentation
_LIKENESS: Final = 0.7
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
    """Words of which this is the end, or like this one that begin as it does: with two letters, or else with one.

    To list a beginning's words, FTS5 counts the entries of each; and a slip in the second letter is rare.
    """
    whole = [f"{beginning}{word}" for beginning in _LEFT_OUT]
    known = set(await search.words_in_use(read, guild_id, whole, wanted))
    if known:
        return [each for each in whole if each in known]
    if await asyncio.to_thread(_is_right, word):  # the first time, the words are read
        return []
    for letters in (2, 1):
        candidates = await vocabulary.words_like(read, word[:letters], len(word) - 2, len(word) + 2)
        # What only stands among the terms may be a misspelling too: the catalogue knows the usual ones.
        alike = await _alike(word, candidates)
        used = set(await search.words_in_use(read, guild_id, alike, wanted, column="written")) if alike else set[str]()
        found = [each for each in alike if each in used][:_SHOWN]
        if found:
            return found
    return []


async def _alike(word: str, candidates: list[str]) -> list[str]:
    # A large library has tens of thousands of words: those are compared off the loop.
    if len(candidates) > _COMPARED_AT_ONCE:
        return await asyncio.to_thread(_most_alike, word, candidates)
    return _most_alike(word, candidates)


def _most_alike(word: str, candidates: list[str]) -> list[str]:
    from rapidfuzz import process  # loaded with the first typo: keeps the start short
    from rapidfuzz.distance import OSA

    likely = [candidate for candidate in candidates if not _is_another_short_word(word, candidate)]
    found = process.extract(word, likely, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS, limit=_ASKED_ABOUT)
    return [candidate for candidate, _, _ in found if candidate != word]


def _is_another_short_word(word: str, candidate: str) -> bool:
    """Of four letters, one is enough for another word: "fins" is no "find". A slip leaves one out, adds or swaps."""
    return len(word) == len(candidate) == _SHORTEST and sorted(word) != sorted(candidate)


def _is_right(word: str) -> bool:
    """A word that there is, or somebody's name."""
    return is_known(word) or word in name_words().given


def _put_right(query: str, better: dict[str, str]) -> str:
    return _WORD.sub(lambda match: better.get(_folded(match[0]), match[0]), query)


def _folded(word: str) -> str:
    """As the index has it: small letters, without accents."""
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))
