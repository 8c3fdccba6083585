"""A search in few characters: most fit into the custom id of a button, and then nothing has to be stored for them."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from bot.clinical.reading import EntryKind
from bot.exchange.request import Request

MARK: Final = "="
"""What a packed request begins with; a stored one's token never does."""

_LONGEST: Final = 84  # Discord: 100 characters a custom id, of which the action and the page take some
_NEWEST: Final = "n"
_MOST: Final = "m"
_KINDS: Final = {kind.letter: kind for kind in EntryKind}


def packed(request: Request) -> str | None:
    """The request as plain ASCII without colons; None where it does not fit, or tells of other spellings too."""
    if request.reach == "beginnings" or request.instead_of is not None or request.spellings:
        return None
    fields = (
        request.kind.letter if request.kind else "",
        request.device or "",
        request.indication or "",
        request.complication or "",
        request.modality or "",
        request.skin_type or "",
        request.preferred_skin_type or "",
        (_NEWEST if request.newest_first else "") + (_MOST if request.reach == "most" else ""),
        quote(request.query, safe=" +-_.,;!?'()*/@$^~\"<>[]{}#&="),
    )
    text = MARK + "|".join(fields)
    return text if len(text) <= _LONGEST else None


def unpacked(text: str) -> Request:
    """The request that was packed."""
    kind, device, indication, complication, modality, skin_type, preferred, sort, query = text.removeprefix(MARK).split(
        "|"
    )
    return Request(
        query=unquote(query),
        kind=_KINDS.get(kind),
        device=device or None,
        indication=indication or None,
        complication=complication or None,
        modality=modality or None,
        skin_type=skin_type or None,
        preferred_skin_type=preferred or None,
        newest_first=_NEWEST in sort,
        reach="most" if _MOST in sort else "all",
    )
