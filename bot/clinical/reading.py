"""What the reader finds in a text: plain facts, each with the place it was read from."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

READER_VERSION: Final[int] = 1
"""Rises whenever the reader would read a stored text differently, so that old entries are read again."""

OVERRIDABLE_KINDS: Final[frozenset[str]] = frozenset({"name", "date"})
"""Identifier kinds an author may clear as "Not the patient". Numbers, e-mail and record numbers never are."""


class EntryKind(enum.StrEnum):
    """The kinds of entry that the library keeps."""

    TIP = "tip"
    COMPLICATION = "complication"
    PROTOCOL = "protocol"
    QUESTION = "question"
    SUMMARY = "summary"
    REVIEW = "review"

    @property
    def letter(self) -> str:
        """The letter before an entry's number, as in ``T-142``."""
        return self.value[0].upper()

    @property
    def label(self) -> str:
        """The kind as a heading says it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text: from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A catalogue key or code and the place that says so."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class DeviceQuestion:
    """A short name that several devices share: to be asked about, never guessed."""

    written: str
    candidates: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Identifier:
    """A place that may identify a patient. It never carries the words themselves, so that nothing can echo them."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a text before it is read: a forum tag's kind, the group's device."""

    kind: EntryKind | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader found in one text."""

    kind: EntryKind | None
    tags: tuple[str, ...]
    devices: tuple[Found, ...]
    device_questions: tuple[DeviceQuestion, ...]
    indications: tuple[Found, ...]
    skin_types: tuple[str, ...]
    complications: tuple[Found, ...]
    urgent: tuple[Found, ...]
    identifiers: tuple[Identifier, ...]
    says_something: bool
    title: str
    version: int
