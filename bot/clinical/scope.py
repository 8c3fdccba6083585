"""Who may operate what, where: what sources say, rule by rule, each with its source, the source's date and kind.

Nothing here says what somebody may do. Rules are put in order and beside each other; which of them holds is for the
reader to ask the board.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import combinations
from types import MappingProxyType
from typing import Any

from bot.clinical.lookup import load, squash, suggest


class Verdict(StrEnum):
    """What a source says of a device in somebody's hands."""

    ALLOWED = "allowed"
    SUPERVISED = "supervised"
    PROHIBITED = "prohibited"
    LICENCE_NEEDED = "licence_needed"
    UNCLEAR = "unclear"


class Supervision(StrEnum):
    """How near the supervising physician is."""

    NONE = "none"
    PROTOCOL = "protocol"
    OFF_SITE = "off_site"
    ON_SITE = "on_site"
    DIRECT = "direct"


class Purpose(StrEnum):
    """What a treatment is for, where a source makes a difference by it."""

    COSMETIC = "cosmetic"
    THERAPEUTIC = "therapeutic"


class SourceKind(StrEnum):
    """What kind of page a rule was found on; those that bind most come first."""

    STATUTE = "statute"
    REGULATION = "regulation"
    BOARD = "board"
    GUIDELINE = "guideline"
    SECONDARY = "secondary"
    MEMBER_CLAIM = "member_claim"


@dataclass(frozen=True, slots=True)
class DeviceClass:
    """What rules tell apart: "Laser hair removal", "IPL"."""

    key: str
    name: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """What a source says of each of these device classes with each of these credentials.

    `credentials` are values of members' profiles, none where the source speaks of whoever operates the device.
    `purpose` and `supervision` are None where they are not stated. `dated` is the source's own date: a year, a month
    or a day as in ISO 8601, "" where it is not known. `confidence` is that of who found it, "" for a member's rule.
    """

    key: str
    jurisdiction: str
    device_classes: tuple[str, ...]
    credentials: tuple[str, ...]
    verdict: Verdict
    words: str
    source: str
    source_kind: SourceKind
    purpose: Purpose | None = None
    supervision: Supervision | None = None
    dated: str = ""
    superseded_by: str | None = None
    verified_on: date | None = None
    confidence: str = ""

    def is_about(self, device_class: str | None, credential: str | None) -> bool:
        """Whether it says something of this class in these hands; None is any."""
        return (device_class is None or device_class in self.device_classes) and (
            credential is None or not self.credentials or credential in self.credentials
        )


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two rules that say different things of these classes and credentials; no credentials are whoever operates."""

    first: ScopeRule
    second: ScopeRule
    device_classes: tuple[str, ...]
    credentials: tuple[str, ...]


def device_classes() -> MappingProxyType[str, DeviceClass]:
    """All of them by their keys."""
    return _read()[0]


def device_class_called(typed: str) -> DeviceClass | None:
    """The one with this key or name, whatever its capitals, spaces and hyphens; never one like it."""
    wanted = squash(typed)
    found = (
        each
        for each in device_classes().values()
        if wanted in {squash(name) for name in (each.key, each.name, *each.other_names)}
    )
    return next(found, None) if wanted else None


def suggest_device_classes(typed: str, limit: int = 25) -> tuple[DeviceClass, ...]:
    """What someone who has typed this may mean."""
    return suggest(tuple(device_classes().values()), typed, limit)


def catalogue_rules() -> tuple[ScopeRule, ...]:
    """Every rule of the catalogue."""
    return _read()[1]


def catalogue_rules_of(jurisdiction: str) -> tuple[ScopeRule, ...]:
    """Those of a jurisdiction."""
    return tuple(each for each in catalogue_rules() if each.jurisdiction == jurisdiction)


def disagreements(rules: Sequence[ScopeRule]) -> tuple[Disagreement, ...]:
    """Every two that say different things of the same; what is unclear disagrees with nothing."""
    pairs = combinations((each for each in rules if each.verdict is not Verdict.UNCLEAR), 2)
    return tuple(each for pair in pairs if (each := _disagreement(*pair)) is not None)


def _disagreement(first: ScopeRule, second: ScopeRule) -> Disagreement | None:
    device_classes = tuple(each for each in first.device_classes if each in second.device_classes)
    credentials = _common_credentials(first, second)
    for_other_ends = first.purpose and second.purpose and first.purpose is not second.purpose
    if first.verdict is second.verdict or not device_classes or credentials is None or for_other_ends:
        return None
    return Disagreement(first, second, device_classes, credentials)


def _common_credentials(first: ScopeRule, second: ScopeRule) -> tuple[str, ...] | None:
    """None where they speak of different people."""
    if not first.credentials or not second.credentials:
        return first.credentials or second.credentials
    return tuple(each for each in first.credentials if each in second.credentials) or None


@cache
def _read() -> tuple[MappingProxyType[str, DeviceClass], tuple[ScopeRule, ...]]:
    data = load("scope.toml")
    classes = {
        row["key"]: DeviceClass(row["key"], row["name"], tuple(row["other_names"])) for row in data["device_class"]
    }
    return MappingProxyType(classes), tuple(rule for row in data["rule"] for rule in _rules(row))


def _rules(row: dict[str, Any]) -> Iterator[ScopeRule]:
    """A row is one rule in each of its jurisdictions; several share its key with the code behind it."""
    codes: list[str] = row["jurisdictions"]
    for code in codes:
        yield ScopeRule(
            key=row["key"] if len(codes) == 1 else f"{row['key']}-{code.lower()}",
            jurisdiction=code,
            device_classes=tuple(row["device_classes"]),
            credentials=tuple(row.get("credentials", ())),
            verdict=Verdict(row["verdict"]),
            words=row["words"],
            source=row["source"],
            source_kind=SourceKind(row["source_kind"]),
            purpose=Purpose(row["purpose"]) if "purpose" in row else None,
            supervision=Supervision(row["supervision"]) if "supervision" in row else None,
            dated=row.get("dated", ""),
            superseded_by=row.get("superseded_by"),
            verified_on=row.get("verified_on"),
            confidence=row["confidence"],
        )
