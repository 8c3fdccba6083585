"""What a device's page, the list and the comparison say of a device, in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.clinical.bounds import LaserLine, bounds
from bot.clinical.caution_words import amount, outside
from bot.clinical.complications import complications
from bot.clinical.devices import Device, catalogue
from bot.clinical.reading import EntryKind, SettingKey
from bot.exchange.counted import counted
from bot.exchange.devices import FEWEST_FOR_AN_AVERAGE, DevicePage, Rating
from bot.ui.settings_table import SETTING_NAMES
from bot.ui.text import clipped, escaped

NO_LIMITS: Final = "I know no limits for it, so I flag none of its settings for its value."
REPORTS_ARE_NO_RATES: Final = (
    "-# Each report counts once, under the first type it names, as in `/complication stats`. Reports, not rates: what "
    "is used more is reported more, and most is never reported."
)
_NO_SETTING: Final = {"mtz_cm2": "Density"}
_LONGEST_SOURCE: Final = 200


def kind_of(device: Device) -> str:
    """How it works on the skin."""
    return catalogue().modalities[device.modality].name


def maker_of(device: Device) -> str:
    """Who makes it, escaped; or that nobody has said."""
    return escaped(device.maker) if device.maker and device.maker != "not recorded" else "maker not recorded"


def wavelengths_of(device: Device) -> str:
    """Its lines; empty where none is recorded."""
    return f"{', '.join(map(str, device.wavelengths_nm))} nm" if device.wavelengths_nm else ""


def source_of(device: Device) -> str:
    """Where the facts are from; missing sources are said."""
    if device.source:
        unchecked = f" ({device.basis})" if device.basis else ""
        return f"Facts from: {escaped(clipped(device.source, _LONGEST_SOURCE))}{unchecked}"
    return f"No source is recorded for these facts ({device.basis or 'unchecked'})."


def rating_of(rating: Rating) -> str:
    """ "4.2 of 5 from 6 colleagues (2 paid by its maker, not counted)"; no average of too few."""
    paid = f" ({len(rating.paid)} paid by its maker, not counted)" if rating.paid else ""
    number = len(rating.counted)
    if rating.average is not None:
        return f"**{rating.average:.1f} of 5** from {counted(number, 'colleague')}{paid}"
    if number == 0:
        return f"not rated yet{paid}"
    return f"rated by {counted(number, 'colleague')}{paid}; an average is shown from {FEWEST_FOR_AN_AVERAGE} on"


def count_of(kind: EntryKind, number: int) -> str:
    """ "1 protocol", "3 protocols"."""
    return counted(number, kind.value, "summaries" if kind is EntryKind.SUMMARY else "")


def counts_of(counts: Mapping[EntryKind, int]) -> str:
    """How many entries of each kind; empty where there is none."""
    return " · ".join(count_of(kind, counts[kind]) for kind in EntryKind if counts.get(kind))


def complications_of(page: DevicePage, most: int) -> str:
    """The complications reported, with the number of reports; empty where there is none."""
    told = [f"{_complication(code)} {number}" for code, number in page.complications[:most]]
    left = len(page.complications) - most
    if left > 0:
        told.append(f"and {counted(left, 'more type')}")
    if page.untold:
        told.append(f"{page.untold} without a type, or with several devices")
    return ", ".join(told)


def limits_of(device: Device) -> Iterator[str]:
    """A line for each kind of laser that it is, with what is flagged and on what basis; none where nothing is known."""
    for key in device.lines:
        line = bounds().lines[key]
        flagged = "; ".join(_flagged(line))
        if flagged:
            yield f"**{line.laser[:1].upper()}{line.laser[1:]}:** {flagged} ({line.origin})"


def _flagged(line: LaserLine) -> Iterator[str]:
    for name, bound in line.bounds.items():
        # What is counted has its name for a unit: it is not said twice.
        yield f"{_setting(name)} {outside([bound], name).removesuffix(f' {_setting(name)}')}"
    for name, above in line.review_above.items():
        yield f"{_setting(name)} over {amount(above, name)} for a second look"
    if line.pulse_energy_j is not None:
        yield f"over {line.pulse_energy_j:g} J in one pulse"


def _setting(name: str) -> str:
    known = name in list(SettingKey)
    return (SETTING_NAMES[SettingKey(name)] if known else _NO_SETTING.get(name, name)).lower()


def _complication(code: str) -> str:
    known = complications().get(code)
    return known.name if known else code
