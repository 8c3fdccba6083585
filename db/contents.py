"""What an entry says, as its parts, and how they are packed into its row."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from bot.clinical.cautions import CautionKind
from bot.clinical.reading import Caution, EntryKind
from db.kept_readings import NOTHING_READ, KeptReading

FacetName = Literal["device", "modality", "indication", "skin_type", "complication", "body_site", "topic", "tag"]


class Facet(NamedTuple):
    """One thing an entry can be filtered by: a catalogue key, a code, a roman skin type or a tag.

    A tuple, because a page of results makes forty of them, and a frozen dataclass takes three times as long.
    """

    name: FacetName
    value: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A labelled piece of what was written in a form ("Handpiece", "Settings as written")."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What its author said by **Edit details** or **What it treats**.

    Each part wins over the reading, and None leaves it to the reading.
    """

    title: str | None = None
    device: str | None = None
    handpiece: str | None = None
    skin_types: tuple[str, ...] | None = None
    settings: str | None = None
    """The settings in the author's words, where they were read wrongly."""
    indications: tuple[str, ...] | None = None
    body_sites: tuple[str, ...] | None = None
    read_then: Mapping[str, str] | None = None
    """What was read in the place of each part then, as digests: they tell later whether the text says another thing."""


_NO_CORRECTION = Correction()
_SEVERAL = ("skin_types", "indications", "body_sites")


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says: replaced as a whole when its author edits."""

    kind: EntryKind
    title: str
    text: str
    facets: tuple[Facet, ...]
    terms: str
    details: tuple[Detail, ...]
    correction: Correction
    reader_version: int
    reading: KeptReading = NOTHING_READ

    @property
    def own_handpiece(self) -> str | None:
        """The handpiece as its author put it right."""
        return self.correction.handpiece

    @property
    def names_handpiece(self) -> bool:
        """Whether its author or its text names a handpiece or tip."""
        return bool(self.own_handpiece or self.reading.handpieces)

    @property
    def setting_keys(self) -> Collection[str]:
        """Of what there are settings, by `SettingKey`."""
        return self.reading.setting_keys

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What is to be looked at twice in its settings; what is missing is told by `missing_facts`."""
        return tuple([each for each in self.reading.cautions if each.kind != CautionKind.INCOMPLETE])

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """Its values of one facet, in alphabetical order."""
        return values_of(self.facets, facet)


def values_of(facets: Iterable[Sequence[str]], facet: FacetName) -> tuple[str, ...]:
    """The values of one of these facets, in alphabetical order."""
    return tuple(sorted([value for name, value in facets if name == facet]))


def packed(content: Content) -> dict[str, Any]:
    """The columns of an entry's row that hold its content."""
    said = {name: value for name, value in asdict(content.correction).items() if value is not None}
    return {
        "kind": content.kind.value,
        "title": content.title,
        "text": content.text,
        "terms": content.terms,
        "facets": json.dumps([*dict.fromkeys(content.facets)], ensure_ascii=False),
        "details": json.dumps([asdict(detail) for detail in content.details], ensure_ascii=False),
        "correction": json.dumps(said, ensure_ascii=False),
        "reading": content.reading.packed,
        "in_short": json.dumps(_in_short(content), ensure_ascii=False),
        "reader_version": content.reader_version,
    }


def _in_short(content: Content) -> dict[str, Any]:
    """What a row of a list shows, so that a page of results unpacks no whole reading."""
    parts = {
        "device": content.values("device"),
        "skin_type": content.values("skin_type"),
        "names_handpiece": content.names_handpiece,
        "setting_keys": sorted(content.setting_keys),
        "cautions": [each.text for each in content.cautions],
    }
    return {name: part for name, part in parts.items() if part}


def unpacked_details(text: str) -> tuple[Detail, ...]:
    """Of what was said in the chat there are none: every search reads five such rows."""
    return () if text == "[]" else tuple(Detail(**detail) for detail in json.loads(text))


def unpacked_correction(text: str) -> Correction:
    """The same of what an author has put right."""
    if text == "{}":
        return _NO_CORRECTION
    stored: dict[str, Any] = json.loads(text)
    stored.update({name: tuple(stored[name]) for name in _SEVERAL if name in stored})
    return Correction(**stored)
