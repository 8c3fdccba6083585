"""The words for rules on who may operate what: verdicts, kinds of source, dates, and lists that stay short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from bot.calendar.typed_time import MONTHS
from bot.clinical.scope import Purpose, ScopeRule, SourceKind, Supervision, Verdict, device_classes
from bot.exchange.members import Credential
from bot.exchange.scope import ListedRule
from bot.ui.text import clipped, escaped

VERDICTS: Final = {
    Verdict.ALLOWED: "allowed",
    Verdict.SUPERVISED: "allowed under supervision",
    Verdict.PROHIBITED: "not allowed",
    Verdict.LICENCE_NEEDED: "a licence is needed",
    Verdict.UNCLEAR: "nothing clear",
}
SUPERVISIONS: Final = {
    Supervision.NONE: "without supervision",
    Supervision.PROTOCOL: "by protocol",
    Supervision.OFF_SITE: "supervisor off site",
    Supervision.ON_SITE: "supervisor on site",
    Supervision.DIRECT: "direct supervision",
}
PURPOSES: Final = {Purpose.COSMETIC: "cosmetic use", Purpose.THERAPEUTIC: "therapeutic use"}
KINDS: Final = {
    SourceKind.STATUTE: "statute",
    SourceKind.REGULATION: "regulation",
    SourceKind.BOARD: "board or authority",
    SourceKind.GUIDELINE: "guideline of a profession",
    SourceKind.SECONDARY: "secondary source",
    SourceKind.MEMBER_CLAIM: "member's claim",
}
CREDENTIALS: Final = {each.value: each.label for each in Credential}
_PHYSICIANS: Final = (Credential.DERMATOLOGIST, Credential.PLASTIC_SURGEON, Credential.PHYSICIAN)
_SOURCE_ROOM: Final = 120


def classes_in_words(keys: Sequence[str], most: int = 9) -> str:
    """ "Laser hair removal, IPL"."""
    return _few([device_classes()[key].name for key in keys if key in device_classes()], most)


def credentials_in_words(values: Sequence[str], most: int = 12) -> str:
    """ "Nurse, Aesthetician"; physicians of every kind are one."""
    if not values:
        return "whoever operates the device"
    names = [CREDENTIALS.get(each, each) for each in values]
    if set(_PHYSICIANS) <= set(values):
        names = ["Physician", *(CREDENTIALS.get(each, each) for each in values if each not in _PHYSICIANS)]
    return _few(names, most)


def dated_in_words(dated: str) -> str:
    """ "14 May 2024", "May 2024", "2024", or that it is not known."""
    if not dated:
        return "date not known"
    year, *rest = dated.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(filter(None, (day, month, year)))


def source_in_words(listed: ListedRule) -> str:
    """Where it was found, escaped."""
    return escaped(clipped(host_of(listed.rule), _SOURCE_ROOM))


def host_of(rule: ScopeRule) -> str:
    """Where a rule was found: of a link its host, without a beginning that says nothing."""
    return (urlsplit(rule.source).hostname or rule.source).removeprefix("www.")


def _few(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
