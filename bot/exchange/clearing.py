"""**Not the patient**: what an author may answer for. Names, dates and ages; never a number, an address or a link."""

from __future__ import annotations

from collections.abc import Collection

from bot.clinical.reading import OVERRIDABLE_KINDS


def may_be_cleared(kinds: Collection[str]) -> bool:
    """Whether an author can answer for all that holds a text; False where nothing does."""
    return bool(kinds) and OVERRIDABLE_KINDS.issuperset(kinds)


def answered_for(cleared: Collection[str]) -> frozenset[str]:
    """Those of the kinds that an author has cleared for which an author can answer."""
    return OVERRIDABLE_KINDS.intersection(cleared)
