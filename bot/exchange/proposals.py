"""What a proposal for a meeting's agenda must be: its lengths, its declaration of interests, and no patient's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from bot.clinical.screen import identifiers
from bot.exchange.readings import kinds_of
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from db.agenda import Item, Proposal

SHORTEST_ITEM, LONGEST_ITEM = 1, 600
"""In minutes. House limits."""
LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_INTEREST, LONGEST_GUEST = 100, 1000, 200, 40
_MOST_OF_ONE: Final = 10
_MOST: Final = 100
_NOTHING_DECLARED: Final = frozenset({"", "none", "none declared", "no", "nil", "nothing", "n/a", "na", "-", "0"})


def require_room(there: Sequence[Item], user_id: int, proposal: Proposal) -> None:
    """Raises a Refusal where a meeting has as many proposals as it takes, or this one already."""
    own = [item for item in there if item.proposer_id == user_id]
    if any(item.proposal.title.casefold() == proposal.title.casefold() for item in own):
        raise Refusal("You have proposed this already: `/meeting agenda` shows it.")
    if len(own) >= _MOST_OF_ONE or len(there) >= _MOST:
        raise Refusal(
            f"A meeting takes {_MOST} proposals, {_MOST_OF_ONE} of them from one member. Take one of yours back first."
        )


def held_for(proposal: Proposal, cleared: Collection[str]) -> HeldDraft | None:
    """What holds a proposal; for the kinds that are `cleared` its author answers."""
    words = "\n".join((proposal.title, proposal.description, proposal.interest, proposal.guest))
    kinds = kinds_of(identifiers(words), cleared)
    return HeldDraft(kinds) if kinds else None


def checked(proposal: Proposal) -> Proposal:
    """Title and declaration on one line, within their lengths; "none" is nothing declared."""
    title, interest = " ".join(proposal.title.split()), " ".join(proposal.interest.split())
    if not title:
        raise Refusal("A proposal needs a title.")
    if not SHORTEST_ITEM <= proposal.minutes <= LONGEST_ITEM:
        raise Refusal(f"An item takes from {SHORTEST_ITEM} to {LONGEST_ITEM} minutes.")
    lengths = ((title, LONGEST_TITLE), (proposal.description, LONGEST_DESCRIPTION), (interest, LONGEST_INTEREST))
    if any(len(text) > most for text, most in (*lengths, (proposal.guest, LONGEST_GUEST))):
        raise Refusal(
            f"A title has at most {LONGEST_TITLE} characters, a description {LONGEST_DESCRIPTION}, a declaration of "
            f"interests {LONGEST_INTEREST} and a guest's name {LONGEST_GUEST}."
        )
    declared = "" if interest.casefold().rstrip(".") in _NOTHING_DECLARED else interest
    return replace(proposal, title=title, interest=declared, guest=" ".join(proposal.guest.split()))
