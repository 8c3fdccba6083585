"""Who is paid by the maker of a device: shown apart, and not counted, wherever colleagues judge that device."""

from __future__ import annotations

import re
from typing import Final

from bot.exchange.members import Credential
from db.members import Profile

_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN_MAKERS: Final = re.compile(r"[/(),;]|\b(?:and|then|formerly|now)\b", re.IGNORECASE)
_NO_MAKER: Final = frozenset({"", "not recorded", "unknown"})


def is_paid_by(profile: Profile, maker: str) -> bool:
    """Whether a member says of themselves that the maker pays or employs them. Of a maker not known nobody is.

    A maker as it is written in the catalogue may be several ("DEKA / Cartessa", "Candela (Syneron)"): one is enough.
    """
    if maker.lower() in _NO_MAKER:
        return False
    payers = profile.paid_by_industry or ""
    if profile.credential == Credential.INDUSTRY:
        payers += f" {profile.workplace or ''}"
    said = set(_words(payers))
    makers = [set(_words(each)) for each in _BETWEEN_MAKERS.split(maker)]
    return any(each and each <= said for each in makers)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
