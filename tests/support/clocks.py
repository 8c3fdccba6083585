"""Clocks for tests that say themselves what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class StoppedClock:
    """Shows one moment, until it is set to another."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """That moment."""
        return self.instant

    def pass_by(self, span: timedelta) -> None:
        """Time goes by."""
        self.instant += span


class LaterClock:
    """A minute ahead of a backup, which tells its own time."""

    def now(self) -> datetime:
        """A minute from now."""
        return datetime.now(UTC) + timedelta(minutes=1)
