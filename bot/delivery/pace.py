"""How fast messages follow each other in one place."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.exchange.clock import Clock

# Discord answers 429 after about five messages in five seconds to a channel; the library would then wait inside a
# delivery, and hold up every other channel.
_BURST = 5
_WINDOW = timedelta(seconds=5)


class Pace:
    """Remembers the last few deliveries of each channel (or person), and which of them must rest."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._recent: dict[int, list[datetime]] = {}

    def note(self, lane: int | None) -> None:
        """Something is being delivered there now."""
        if lane is not None:
            self._recent.setdefault(lane, []).append(self._clock.now())

    def resting(self) -> dict[int, datetime]:
        """Where nothing more may be sent just now, and until when."""
        since = self._clock.now() - _WINDOW
        # A clock that was put back would leave instants of the future behind: they count for no more than a window.
        kept = {
            lane: [instant for instant in instants if since < instant <= since + _WINDOW]
            for lane, instants in self._recent.items()
        }
        self._recent = {lane: instants for lane, instants in kept.items() if instants}
        return {lane: instants[-_BURST] + _WINDOW for lane, instants in self._recent.items() if len(instants) >= _BURST}
