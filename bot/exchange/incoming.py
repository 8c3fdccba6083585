"""A chat message as the exchange sees it, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.clinical.reading import EntryKind
from bot.clinical.titles import titled
from db.entries import Entry

IgnoredReason = Literal[
    "untagged", "nearly tagged", "empty", "private", "not a member", "opted out", "withdrawn", "moderated"
]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A member's wish to have an untagged message kept: as what, whose wish, and the question that it answers."""

    kind: EntryKind
    by: int
    question: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message that a member wrote. `chosen` is set where a member wants to have it kept.

    `forum_kind` and `title` are set for the message that a forum post begins with. `readable_by_all` says whether every
    exchange member can read the channel, `author_belongs` whether the author may be captured at all. Into a private
    thread one is invited: who reads the channel above it does not read it. `said_at` is when its author last edited it;
    when it was posted, where never. `renewed_at` is when they asked to have it kept as it is, by clearing it or
    saving it themselves.
    """

    guild_id: int
    channel_id: int
    parent_channel_id: int | None
    is_private_thread: bool
    message_id: int
    author_id: int
    text: str
    forum_kind: EntryKind | None
    title: str | None
    readable_by_all: bool
    author_belongs: bool
    posted_at: datetime
    said_at: datetime
    chosen: Chosen | None = None
    renewed_at: datetime | None = None

    @property
    def is_authors_choice(self) -> bool:
        """Whether it is the author who wants to have it kept."""
        return self.chosen is not None and self.chosen.by == self.author_id

    @property
    def opening_channels(self) -> tuple[int, ...]:
        """The channels of which one must be opted in where not every exchange member reads this one."""
        if self.parent_channel_id is None or self.is_private_thread:
            return (self.channel_id,)
        return (self.channel_id, self.parent_channel_id)

    @property
    def whole_text(self) -> str:
        """All that its author wrote; a forum post's title is read and screened too."""
        return titled(self.title or "", self.text)


@dataclass(frozen=True, slots=True)
class Kept:
    """It is in the library. `lifted_line` is the bot's line about a hold that has ended, to be taken away.

    `is_new` says that it was not, or was held, until now.
    """

    entry: Entry
    is_new: bool
    lifted_line: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """It may identify a patient: nothing of it is stored. `line` is the bot's line in the channel, if one stands.

    `was_kept` says that the message was in the library until now.
    """

    kinds: tuple[str, ...]
    line: int | None
    was_kept: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """It is not in the library, and why. `was_kept` says that it was until now."""

    reason: IgnoredReason
    lifted_line: int | None = None
    was_kept: bool = False


Outcome = Kept | Held | Ignored
