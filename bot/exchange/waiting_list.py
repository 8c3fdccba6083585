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
    """Every answer to a meeting in the order of the turns, and how many places it has (None: no limit).

    The places are those of the room; of a meeting that is online alone, those there.
    """

    capacity: int | None
    rsvps: tuple[Rsvp, ...]
    is_online: bool = False

    def takes_place(self, answer: Answer) -> bool:
        """Whether who answers so needs a place."""
        return answer == "in_person" or (self.is_online and answer == "online")

    @property
    def seated(self) -> list[Rsvp]:
        """Those who have a place."""
        return [each for each in self.rsvps if self.takes_place(each.answer) and not each.waiting]

    @property
    def waiting(self) -> list[Rsvp]:
        """Those who wait for one, longest first."""
        return [each for each in self.rsvps if each.waiting]

    def others(self, answer: Answer) -> list[Rsvp]:
        """Those who answered so and need no place for it."""
        return [each for each in self.rsvps if each.answer == answer and not self.takes_place(answer)]

    @property
    def going(self) -> list[Rsvp]:
        """Those who come, here or online."""
        return [each for each in self.rsvps if each.is_going]

    @property
    def concerned(self) -> list[Rsvp]:
        """Those to whom another time or a cancellation matters: all but who said no."""
        return [each for each in self.rsvps if each.answer != "no"]

    @property
    def guests(self) -> int:
        """Guests who have a place."""
        return sum(each.guests for each in self.seated)

    @property
    def taken(self) -> int:
        """Places taken, guests included."""
        return sum(each.party for each in self.seated)

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
    # Whoever waited to come online needs no place any more once there is a room.
    free = [each for each in standing.waiting if not standing.takes_place(each.answer)]
    line = [each for each in standing.waiting if standing.takes_place(each.answer)]
    return [*free, *_fitting(line, standing.capacity, standing.capacity - standing.taken)]


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
