"""A search in few characters: most fit into the custom id of a button, and then nothing has to be stored for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, unquote

from bot.clinical.reading import EntryKind
from bot.exchange.request import Request
from db.wanted import Reach

MARK: Final = "="
"""What a packed request begins with; a stored one's token never does."""

_LONGEST: Final = 84  # Discord: 100 characters a custom id, of which the action and the page take some
_NEWEST: Final = "n"
_REACHES: Final[Mapping[str, Reach]] = {"m": "most", "b": "beginnings"}
_IN_VAIN: Final = "i"
"""Nothing was found for these words as they stand: what is shown comes near them."""
_AUTHOR: Final = re.compile("[0-9]+")
"""An author's number stands among the letters, so that buttons from before there were any can be read."""
_KINDS: Final = {kind.letter: kind for kind in EntryKind}


def packed(request: Request) -> str | None:
    """The request as plain ASCII without colons; None where it does not fit, or tells of other words too."""
    if request.instead_of not in (None, request.query) or request.spellings:
        return None
    fields = (
        request.kind.letter if request.kind else "",
        request.device or "",
        request.indication or "",
        request.complication or "",
        request.modality or "",
        request.skin_type or "",
        request.preferred_skin_type or "",
        "".join(_letters(request)),
        quote(request.query, safe=" +-_.,;!?'()*/@$^~\"<>[]{}#&="),
    )
    text = MARK + "|".join(fields)
    return text if len(text) <= _LONGEST else None


def unpacked(text: str) -> Request:
    """The request that was packed."""
    kind, device, indication, complication, modality, skin_type, preferred, letters, quoted = text.removeprefix(
        MARK
    ).split("|")
    query = unquote(quoted)
    author = _AUTHOR.search(letters)
    return Request(
        query=query,
        kind=_KINDS.get(kind),
        device=device or None,
        indication=indication or None,
        complication=complication or None,
        modality=modality or None,
        author=int(author[0]) if author is not None else None,
        skin_type=skin_type or None,
        preferred_skin_type=preferred or None,
        newest_first=_NEWEST in letters,
        reach=_reach(letters),
        instead_of=query if _IN_VAIN in letters else None,
    )


def _reach(letters: str) -> Reach:
    for letter, reach in _REACHES.items():
        if letter in letters:
            return reach
    return "all"


def _letters(request: Request) -> Iterator[str]:
    if request.newest_first:
        yield _NEWEST
    for letter, reach in _REACHES.items():
        if request.reach == reach:
            yield letter
    if request.instead_of is not None:
        yield _IN_VAIN
    if request.author is not None:
        yield str(request.author)
