"""Who is paid by the maker of a device: shown apart, and not counted, wherever colleagues judge that device."""

from __future__ import annotations

from bot.clinical.makers import makers_named, makers_of
from bot.exchange.members import Credential
from db.members import Profile


def is_paid_by(profile: Profile, maker: str) -> bool:
    """Whether a member says of themselves that the maker pays or employs them; of a maker not known nobody is."""
    return is_tied_to(profile, makers_of((), [maker]))


def is_tied_to(profile: Profile, makers: frozenset[str]) -> bool:
    """Whether a member says of themselves that one of these companies (as `makers_of` names them) pays or employs them.

    Who is from industry and names no maker, in whose pay or as whose workplace, is tied to each.
    """
    if not makers:
        return False
    works_there = profile.credential == Credential.INDUSTRY
    words = " ".join(filter(None, (profile.paid_by_industry, profile.workplace if works_there else None)))
    named = makers_named(words, makers)
    return bool(makers & named) if named or not works_there else True


def is_from_industry(profile: Profile) -> bool:
    """Whether a member says that a company employs or pays them, whichever it is."""
    return profile.credential == Credential.INDUSTRY or bool(profile.paid_by_industry)
