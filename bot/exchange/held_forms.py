"""Forms that may identify a patient: what was typed stays in memory for a quarter of an hour, and nowhere else.

It is never written to disk. After a restart it is gone, and the person is told so. Who registers with `when_held` is
told when there is something to `let_go` of in time, also where nobody asks for it any more.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.exchange.clock import Clock
from bot.exchange.refusal import Refusal

KEPT_FOR: Final = timedelta(minutes=15)
_MOST: Final = 500  # of about 10 kB each
_MOST_OF_ONE: Final = 5


@dataclass(frozen=True, slots=True)
class HeldForm:
    """A form as it was sent: which one (the action and arguments of its custom id), and its answers."""

    guild_id: int
    user_id: int
    form: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    until: datetime


class HeldForms:
    """Held answers, each under a random token, for its own author only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: OrderedDict[str, HeldForm] = OrderedDict()
        self._used: dict[str, datetime] = {}
        self._listeners: list[Callable[[], None]] = []

    def when_held(self, listener: Callable[[], None]) -> None:
        """Call this whenever something is held."""
        self._listeners.append(listener)

    def hold(
        self,
        guild_id: int,
        user_id: int,
        form: tuple[str, ...],
        answers: Mapping[str, tuple[str, ...]],
        kinds: tuple[str, ...],
    ) -> str:
        """Keep the answers for a while; the token to ask for them with. The oldest give way."""
        self.let_go()
        own = [token for token, held in self._held.items() if held.user_id == user_id]
        for token in own[: max(0, len(own) - _MOST_OF_ONE + 1)]:
            del self._held[token]
        while len(self._held) >= _MOST:
            self._held.popitem(last=False)
        token = secrets.token_urlsafe(12)
        self._held[token] = HeldForm(guild_id, user_id, form, dict(answers), kinds, self._clock.now() + KEPT_FOR)
        for listener in self._listeners:
            listener()
        return token

    def of(self, token: str, guild_id: int, user_id: int) -> HeldForm:
        """What this person sent; raises a Refusal when it is gone, or somebody else's."""
        self.let_go()
        held = self._held.get(token)
        if token in self._used:
            raise Refusal("This was sent already; nothing was done a second time.")
        if held is None or (held.guild_id, held.user_id) != (guild_id, user_id):
            raise Refusal(
                "What you had typed is gone: I keep it for 15 minutes only, and not over a restart. "
                "Nothing of it was stored. Please open the form again."
            )
        return held

    @contextmanager
    def used(self, token: str) -> Iterator[None]:
        """Out of reach while it is saved or sent anew, so that two presses at once save it once.

        It is gone for good afterwards, and back under its token where that fails.
        """
        held = self._held.pop(token, None)
        if held is not None:
            self._used[token] = held.until
        try:
            yield
        except BaseException:
            if held is not None:
                self._held[token] = held
                self._used.pop(token, None)
            raise

    def forget_member(self, guild_id: int, user_id: int) -> None:
        """A member has their data erased."""
        for token in [t for t, held in self._held.items() if (held.guild_id, held.user_id) == (guild_id, user_id)]:
            del self._held[token]

    def let_go(self) -> bool:
        """Forget what was held for its time; whether anything still is."""
        now = self._clock.now()
        for token in [token for token, held in self._held.items() if held.until <= now]:
            del self._held[token]
        for token in [token for token, until in self._used.items() if until <= now]:
            del self._used[token]
        return bool(self._held or self._used)
