"""An entry as an export tells it: plain texts, complete with all that settings must not be read without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.output import set_as_output
from bot.clinical.reading import SettingSet
from bot.clinical.skin_types import SKIN_TYPES
from bot.clinical.titles import own_title
from bot.exchange.completeness import (
    COMPLICATION,
    INDICATION,
    handpiece_of,
    has_settings,
    left_to,
    missing_facts,
)
from bot.exchange.evidence import Evidence
from bot.exchange.evidence_words import UNDER_REPORTED, apart_lines, evidence_words, serious_lines
from bot.exchange.protocols import NOTES
from bot.exchange.summary_facts import SOURCE
from db.entries import Content, Entry

USE: Final = (
    "Not for another device, handpiece or tip. Shared by members, not medical advice; start lower, do a test spot."
)
NOT_STATED: Final = "not stated"
_APART: Final = frozenset({INDICATION, COMPLICATION, NOTES, SOURCE})
_MENTION: Final = re.compile(r"<@!?([0-9]+)>")


@dataclass(frozen=True, slots=True)
class ExportedEntry:
    """One entry. Columns are named as an import reads them; the author is told to the author alone, as `yours`.

    `reported` is in words what colleagues report of a protocol's present settings, and `evidence` the same in numbers.
    """

    entry: str
    kind: str
    standing: str
    title: str
    device: str
    handpiece: str
    skin_types: str
    indication: str
    complication: str
    settings: str
    settings_put_right: str
    notes: str
    source: str
    date: str
    changed: str
    incomplete: str
    cautions: tuple[str, ...]
    reported: tuple[str, ...]
    use: str
    link: str
    yours: str
    sets: tuple[SettingSet, ...] = ()
    evidence: Evidence | None = None

    def as_json(self) -> dict[str, Any]:
        """All of it, with each parameter set as it was read, for programs; the words are what counts."""
        read = [
            {"label": each.label, "devices": each.devices, "skin_types": each.skin_types, **set_as_output(each)}
            for each in self.sets
        ]
        told = {name: getattr(self, name) for name in CELLS}
        return {**told, "evidence": _numbers(self.evidence) if self.evidence else None, "settings_read": read}

    def as_cells(self) -> dict[str, str]:
        """What a spreadsheet shows."""
        told = {name: getattr(self, name) for name in CELLS}
        return {**told, "cautions": "\n".join(self.cautions), "reported": "\n".join(self.reported)}


CELLS: Final = tuple(name for name in ExportedEntry.__dataclass_fields__ if name not in ("sets", "evidence"))


def exported(entry: Entry, evidence: Evidence | None, asked: Entry | None, user_id: int | None) -> ExportedEntry:
    """An entry as this person may take it along: other members' ids stand nowhere in it.

    `asked` is the question of an answer that does not repeat what it says.
    """
    content = entry.content
    superseded = f"superseded by P-{entry.superseded_by}" if entry.superseded_by else entry.standing
    return ExportedEntry(
        entry=entry.label,
        kind=content.kind.value,
        standing=superseded,
        title=_title(content, user_id),
        device="; ".join(_devices(entry)),
        handpiece=_without_members(handpiece_of(content), user_id),
        skin_types=", ".join(each for each in SKIN_TYPES if each in entry.values("skin_type")) or NOT_STATED,
        indication=_without_members("; ".join(_names(entry, "indication")), user_id),
        complication=_without_members("; ".join(_names(entry, "complication")), user_id),
        settings=_without_members(content.text, user_id),
        settings_put_right=_without_members(content.correction.settings or "", user_id),
        notes=_without_members("\n".join(_notes(entry)), user_id),
        source=_without_members("; ".join(each.text for each in content.details if each.name == SOURCE), user_id),
        date=entry.created_at.date().isoformat(),
        changed=entry.changed_at.date().isoformat() if entry.changed_at > entry.created_at else "",
        incomplete="; ".join(_incomplete(entry, asked)),
        cautions=tuple(_cautions(entry)),
        reported=tuple(_reported(evidence)) if evidence else (),
        use=USE,
        link=_link(entry),
        yours="yes" if user_id is not None and entry.author_id == user_id else "",
        sets=content.reading.sets if has_settings(entry) else (),
        evidence=evidence,
    )


def _incomplete(entry: Entry, asked: Entry | None) -> Iterator[str]:
    if asked is not None and (left := left_to(asked, entry)):
        yield f"{', '.join(left)}: as asked in {asked.label}"
    missing = missing_facts(entry, asked)
    if missing:
        yield f"incomplete: {', '.join(missing)} not recorded"


def _title(content: Content, user_id: int | None) -> str:
    """One that is how the text begins stays so, also where that was a mention: an import takes it for no more."""
    words = _without_members(content.text, user_id)
    if words != content.text and content.title == own_title(content.text, content.kind):
        return own_title(words, content.kind)
    return _without_members(" ".join(content.title.split()), user_id)


def _reported(evidence: Evidence) -> Iterator[str]:
    """Harm first, and no percentage from too few; what is not counted stands apart."""
    yield from (f"Serious: {each}" for each in serious_lines(evidence))
    yield evidence_words(evidence)
    yield from apart_lines(evidence)


def _numbers(evidence: Evidence) -> dict[str, Any]:
    """For programs. They too are to know whose reports are counted, and that failures are told more rarely."""
    groups = {"colleagues": evidence.counted, "paid_by_its_maker": evidence.by_maker, "its_author": evidence.by_author}
    counts = {
        name: {
            "complications": tally.complications,
            "treated": tally.treated,
            "worked": tally.worked,
            "partly": tally.partly,
            "no_effect": tally.no_effect,
            "reports": tally.colleagues,
        }
        for name, tally in groups.items()
    }
    return {"settings_version": evidence.version, **counts, "median_pain_of_10": evidence.pain, "note": UNDER_REPORTED}


def _devices(entry: Entry) -> Iterator[str]:
    yield from (known.name if (known := catalogue().get(key)) else key for key in entry.values("device"))


def _names(entry: Entry, facet: Literal["indication", "complication"]) -> Iterator[str]:
    """Those that the catalogue has, and what was written where it has none."""
    known = {"indication": indications(), "complication": complications()}[facet]
    names = [found.name if (found := known.get(key)) else key for key in entry.values(facet)]
    written = [each.text for each in entry.content.details if each.name.lower() == facet and each.text not in names]
    yield from (*names, *written)


def _notes(entry: Entry) -> Iterator[str]:
    """What was put into a form's other fields, each under its name."""
    yield from (each.text for each in entry.content.details if each.name == NOTES)
    yield from (f"{each.name}: {each.text}" for each in entry.content.details if each.name not in _APART)


def _cautions(entry: Entry) -> Iterator[str]:
    for caution in entry.content.cautions:
        yield caution.text if caution.source in caution.text else f"{caution.text} ({caution.source})"


def _link(entry: Entry) -> str:
    source = entry.source
    if source is None:
        return ""
    return f"https://discord.com/channels/{entry.guild_id}/{source.channel_id}/{source.message_id}"


def _without_members(text: str, user_id: int | None) -> str:
    """A mention holds a member's id: only one's own stays."""
    return _MENTION.sub(lambda mention: mention[0] if int(mention[1]) == user_id else "@member", text)
