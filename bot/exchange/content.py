"""What an entry says, made from what was written and read: text as written, facets and words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.clinical.body_sites import BodySite, body_sites
from bot.clinical.complications import Complication, complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import Indication, indications
from bot.clinical.reading import EntryKind, Found, Reading, SettingKey
from bot.exchange.completeness import COMPLICATION
from bot.exchange.corrected_readings import corrected
from db.entries import Content, Correction, Detail, Facet
from db.greek import words_without_accents
from db.kept_readings import kept
from db.wanted import device_term

_NO_CORRECTION = Correction()
_CRYOGEN = "cryogen"


def content_of(
    kind: EntryKind,
    text: str,
    reading: Reading,
    *,
    details: tuple[Detail, ...] = (),
    correction: Correction = _NO_CORRECTION,
) -> Content:
    """The text stays as it was written; what its author corrected wins over what was read."""
    reading = corrected(reading, kind, correction, text)
    facets = tuple(dict.fromkeys([*_stated(kind, details), *_facets(reading)]))
    title = correction.title or reading.title
    terms = [*_terms(facets, reading, details, correction), *words_without_accents(f"{title} {text}")]
    return Content(
        kind=kind,
        title=title,
        text=text,
        facets=facets,
        terms=" ".join(dict.fromkeys(terms)),
        details=details,
        correction=correction,
        reader_version=reading.version,
        reading=kept(reading),
    )


def _stated(kind: EntryKind, details: tuple[Detail, ...]) -> Iterator[Facet]:
    """The type that a complication's form says it is, before those that its words name."""
    names = {each.text for each in details if each.name == COMPLICATION and kind is EntryKind.COMPLICATION}
    if names:
        yield from (Facet("complication", each.code) for each in complications().all if each.name in names)


def _facets(reading: Reading) -> Iterator[Facet]:
    yield from (Facet("device", key) for key in _values(reading.devices))
    known = [device.modality for key in _values(reading.devices) if (device := catalogue().get(key)) is not None]
    for key in (*known, *_values(reading.modalities)):
        yield from (Facet("modality", each) for each in with_wider(key))
    yield from (Facet("skin_type", skin_type) for skin_type in reading.skin_types)
    yield from (Facet("indication", key) for key in _values(reading.indications))
    yield from (Facet("complication", code) for code in _values(reading.complications))
    yield from (Facet("body_site", key) for key in _values(reading.body_sites))
    yield from (Facet("tag", tag) for tag in reading.tags)


def with_wider(key: str) -> Iterator[str]:
    """A modality and those by which it is looked for too: a fractional CO2 is a CO2, a device of two lasers is both."""
    yield key
    modality = catalogue().modalities.get(key)
    if modality is None:
        return
    if modality.kind_of is not None:
        yield modality.kind_of
    if not modality.names:
        yield from (each for each in modality.lines if each in catalogue().modalities)


def _values(found: tuple[Found, ...]) -> tuple[str, ...]:
    return tuple(each.value for each in found)


def _terms(
    facets: tuple[Facet, ...], reading: Reading, details: tuple[Detail, ...], correction: Correction
) -> Iterator[str]:
    """Words by which the entry is found although its text may not have them: names and what was put in fields."""
    for facet in facets:
        match facet.name:
            case "device":
                yield device_term(facet.value)
                device = catalogue().get(facet.value)
                if device is not None:
                    yield from (device.name, device.maker, *device.aliases)
            case "modality":
                modality = catalogue().modalities.get(facet.value)
                if modality is not None:
                    yield from (modality.name, facet.value.replace("_", " "), *modality.names[:1])
            case "indication":
                yield from _names(indications().get(facet.value))
            case "complication":
                yield from _names(complications().get(facet.value))
            case "tag":
                yield facet.value.replace("_", " ")
            case "body_site":
                yield from _names(body_sites().get(facet.value))
            case "skin_type" | "topic":
                pass
    # What is feared, denied or asked about is found by its other names too, as it is by its own.
    for mention in reading.mentions:
        yield from _names(complications().get(mention.code))
    stated = [setting for each in reading.sets for setting in each.settings]
    if any(str(each.value).startswith(_CRYOGEN) for each in stated if each.key is SettingKey.COOLING):
        yield from (_CRYOGEN, "DCD")  # the same, and whoever looks for one finds the other
    yield from (detail.text for detail in details)
    yield from filter(None, (correction.handpiece, correction.settings))


def _names(known: Indication | Complication | BodySite | None) -> tuple[str, ...]:
    return (known.name, *known.other_names) if known is not None else ()
