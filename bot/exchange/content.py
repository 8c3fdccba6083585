"""What an entry says, made from what was written and read: text as written, facets and words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reading import EntryKind, Reading
from db.entries import Content, Correction, Detail, Facet

_NO_CORRECTION = Correction()


def content_of(
    kind: EntryKind,
    text: str,
    reading: Reading,
    *,
    details: tuple[Detail, ...] = (),
    correction: Correction = _NO_CORRECTION,
) -> Content:
    """The text stays as it was written; what its author corrected wins over what was read."""
    facets = tuple(dict.fromkeys(_facets(reading, correction)))
    return Content(
        kind=kind,
        title=correction.title or reading.title,
        text=text,
        facets=facets,
        terms=" ".join(dict.fromkeys(_terms(facets, details, correction))),
        details=details,
        correction=correction,
        reader_version=reading.version,
    )


def _facets(reading: Reading, correction: Correction) -> Iterator[Facet]:
    devices = (correction.device,) if correction.device else tuple(found.value for found in reading.devices)
    for key in devices:
        yield Facet("device", key)
        device = catalogue().get(key)
        if device is not None:
            yield Facet("modality", device.modality)
    skin_types = correction.skin_types if correction.skin_types is not None else reading.skin_types
    yield from (Facet("skin_type", skin_type) for skin_type in skin_types)
    yield from (Facet("indication", found.value) for found in reading.indications)
    yield from (Facet("complication", found.value) for found in reading.complications)
    yield from (Facet("tag", tag) for tag in reading.tags)


def _terms(facets: tuple[Facet, ...], details: tuple[Detail, ...], correction: Correction) -> Iterator[str]:
    """Words by which the entry is found although its text may not have them: names and what was put in fields."""
    for facet in facets:
        match facet.name:
            case "device":
                device = catalogue().get(facet.value)
                if device is not None:
                    yield from (device.name, device.maker, *device.aliases)
            case "indication":
                indication = indications().get(facet.value)
                if indication is not None:
                    yield from (indication.name, *indication.other_names)
            case "complication":
                complication = complications().get(facet.value)
                if complication is not None:
                    yield from (complication.name, *complication.other_names)
            case "modality" | "tag":
                yield facet.value.replace("_", " ")
            case "skin_type":
                pass
    yield from (detail.text for detail in details)
    if correction.handpiece:
        yield correction.handpiece
