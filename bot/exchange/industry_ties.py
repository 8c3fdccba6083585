"""Who is paid by the maker of a device: shown apart, and not counted, wherever colleagues judge that device."""

from __future__ import annotations

from bot.clinical.makers import makers_named, makers_of
from bot.exchange.members import Credential
from db.members import Profile


def is_paid_by(profile: Profile, maker: str) -> bool:
    """Whether a member says of themselves that the maker pays or employs them; of a maker not known nobody is.

    Who is from industry and names no maker, in whose pay or as whose workplace, is tied to each.
    """
    makers = makers_of((), [maker])
    if not makers:
        return False
    works_there = profile.credential == Credential.INDUSTRY
    words = " ".join(filter(None, (profile.paid_by_industry, profile.workplace if works_there else None)))
    named = makers_named(words, makers)
    return bool(makers & named) if named or not works_there else True
