"""Places and the waiting list: who has a place, who waits, and who moves up.

The rule, as members are told it: whoever asks for a place takes the next turn. A place goes to whoever has waited
longest, guests included, and nobody is passed; only a party larger than the whole room is, since it could never come.
Where there are fewer places than people going, those who go keep theirs, and nobody moves up until there is room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.rsvp import Answer, Rsvp


@dataclass(frozen=True, slots=True)
class Standing:
    """Every answer to a meeting in the order of the turns, and how many places it has (None: no limit)."""

    capacity: int | None
    rsvps: tuple[Rsvp, ...]

    @property
    def in_person(self) -> list[Rsvp]:
        """Those who have a place."""
        return [each for each in self.rsvps if each.answer == "in_person" and not each.waiting]

    @property
    def waiting(self) -> list[Rsvp]:
        """Those who wait for one, longest first."""
        return [each for each in self.rsvps if each.waiting]

    def others(self, answer: Answer) -> list[Rsvp]:
        """Those who answered so; for `in_person` the waiting too."""
        return [each for each in self.rsvps if each.answer == answer]

    @property
    def going(self) -> list[Rsvp]:
        """Those who come, here or online."""
        return [each for each in self.rsvps if each.is_going]

    @property
    def guests(self) -> int:
        """Guests who have a place."""
        return sum(each.guests for each in self.in_person)

    @property
    def taken(self) -> int:
        """Places taken, guests included."""
        return sum(each.party for each in self.in_person)

    @property
    def left(self) -> int | None:
        """Places left; None where there is no limit."""
        return max(self.capacity - self.taken, 0) if self.capacity is not None else None

    @property
    def beyond(self) -> int:
        """How many more are going than there are places, after the organiser has taken places away."""
        return max(self.taken - self.capacity, 0) if self.capacity is not None else 0

    def of(self, user_id: int) -> Rsvp | None:
        """A member's answer."""
        return next((each for each in self.rsvps if each.user_id == user_id), None)

    def place_in_line(self, user_id: int) -> int | None:
        """1 for whoever is first in the waiting list; None for who doesn't wait."""
        line = [each.user_id for each in self.waiting]
        return line.index(user_id) + 1 if user_id in line else None


def moving_up(standing: Standing) -> list[Rsvp]:
    """Who of the waiting list gets a place now, in order."""
    if standing.capacity is None:
        return standing.waiting
    return _fitting(standing.waiting, standing.capacity, standing.capacity - standing.taken)


def _fitting(line: Sequence[Rsvp], capacity: int, left: int) -> list[Rsvp]:
    found: list[Rsvp] = []
    for each in line:
        if each.party > capacity:
            continue
        if each.party > left:
            break
        found.append(each)
        left -= each.party
    return found


def room_for_more(standing: Standing, guests: int) -> bool:
    """Whether somebody who has a place may bring so many guests more: nobody who waits is passed by guests."""
    if guests <= 0 or standing.left is None:
        return True
    return not standing.waiting and guests <= standing.left
