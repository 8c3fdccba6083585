"""What the reader finds in a text: plain facts, each with the place it was read from."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final, NamedTuple

READER_VERSION: Final[int] = 15
"""Rises whenever the reader would read a stored text differently, so that old entries are read again."""

# An age over 89 goes with the dates, as the law counts it among them: it can be a building's or a study's. An address,
# a postcode and a link do not: nobody can see from them later whose they are, and a place can be told without.
OVERRIDABLE_KINDS: Final[frozenset[str]] = frozenset({"name", "date", "age"})
"""Identifier kinds an author may clear as "Not the patient". Numbers, addresses, e-mail and links never are."""

PLACE_KINDS: Final[frozenset[str]] = frozenset({"address", "postcode", "url"})
"""Identifier kinds that say where something is: in the field for a meeting's place they are what is asked for."""


class EntryKind(enum.StrEnum):
    """The kinds of entry that the library keeps."""

    TIP = "tip"
    COMPLICATION = "complication"
    PROTOCOL = "protocol"
    QUESTION = "question"
    SUMMARY = "summary"
    REVIEW = "review"
    ANSWER = "answer"

    @property
    def letter(self) -> str:
        """The letter before an entry's number, as in ``T-142``."""
        return self[0].upper()

    @property
    def label(self) -> str:
        """The kind as a heading says it."""
        return self.capitalize()


class Span(NamedTuple):
    """Where something stands in the text: from ``start`` up to, not including, ``end``.

    What a reading has many of are named tuples: a frozen dataclass takes twice as long to make.
    """

    start: int
    end: int


class Found(NamedTuple):
    """A catalogue key or code and the place that says so."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class DeviceQuestion:
    """A short name that several devices share: to be asked about, never guessed."""

    written: str
    candidates: tuple[str, ...]
    span: Span


class SettingKey(enum.StrEnum):
    """What a treatment setting is a setting of; the unit is in the name, and the value is in that unit."""

    WAVELENGTH = "wavelength_nm"
    FILTER = "filter_nm"
    FLUENCE = "fluence_j_cm2"
    ENERGY = "energy_mj"
    PULSE = "pulse_ms"
    SPOT = "spot_mm"
    SPOT_RECTANGLE = "spot_rect_mm"
    DENSITY = "density"
    DENSITY_PERCENT = "density_pct"
    DEPTH = "depth_um"
    POWER = "power_w"
    PASSES = "passes"
    STACKS = "stacks"
    SUB_PULSES = "sub_pulses"
    SUB_PULSE_DELAY = "sub_pulse_delay_ms"
    FREQUENCY = "frequency_hz"
    COOLING = "cooling"
    TEMPERATURE = "temperature_c"
    SESSIONS = "sessions"
    INTERVAL = "interval_weeks"
    ENDPOINT = "endpoint"
    ANAESTHESIA = "anaesthesia"
    HANDPIECE = "handpieces"
    UNITS = "units"
    VOLUME = "volume_ml"
    INTERNATIONAL_UNITS = "international_units"
    NEEDLE = "needle"

    # The string's own: an enumeration's hash is worked out in Python, and settings are looked up by their keys.
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Range:
    """From one number to another; None where an end is open ("up to 20", "above 8")."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangular spot or window, in mm as it is written."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scaled:
    """A value on a scale that converts into no other: a density as ``%``, ``level``, ``MTZ/cm2``, ``spots/cm2`` or
    ``pitch_mm``; a dose in the units of one ``brand``, which are no other brand's."""

    value: float | Range
    scale: str


SettingValue = float | Range | Rectangle | Scaled | str
"""Numbers are in the unit of their key. Words (cooling, endpoint, anaesthesia, handpiece, needle) are strings."""


class Setting(NamedTuple):
    """One value of one setting, the place that says it, and the unit as it was written there ("" where none was)."""

    key: SettingKey
    value: SettingValue
    unit_written: str
    span: Span


@dataclass(frozen=True, slots=True)
class SettingSet:
    """The settings that were used together. A message may hold several: two devices, two skin types, a test spot."""

    settings: tuple[Setting, ...]
    devices: tuple[str, ...]
    skin_types: tuple[str, ...]
    label: str
    """The writer's own words for what sets it apart ("test spot", "second pass", "FST V"); "" where there are none."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at twice. It names the value, the bound and the bound's source, and changes nothing."""

    kind: str
    text: str
    source: str
    """Where the bound comes from, or that it is a house limit which nobody has checked."""
    span: Span | None


class Standing(enum.StrEnum):
    """How a complication stands in a text."""

    REPORTED = "reported"
    DENIED = "denied"
    FEARED = "feared"
    ASKED = "asked"
    HISTORY = "history"
    WANTED = "wanted"


class Mention(NamedTuple):
    """A complication's code where a text names it, and how it stands there."""

    code: str
    standing: Standing
    span: Span


class Identifier(NamedTuple):
    """A place that may identify a patient. It never carries the words themselves, so that nothing can echo them."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """A device that a community has added, by the names under which a text may tell of it."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a text before it is read: a forum tag's kind, the group's device, the community's own."""

    kind: EntryKind | None = None
    device: str | None = None
    own_devices: tuple[OwnDevice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader found in one text."""

    kind: EntryKind | None
    tags: tuple[str, ...]
    devices: tuple[Found, ...]
    device_questions: tuple[DeviceQuestion, ...]
    handpieces: tuple[Found, ...]
    modalities: tuple[Found, ...]
    indications: tuple[Found, ...]
    body_sites: tuple[Found, ...]
    skin_types_named: tuple[Found, ...]
    """Every place that names Fitzpatrick types, one item a type: "II-IV" gives three with the same span."""
    mentions: tuple[Mention, ...]
    """Every complication named, also what is denied, feared, asked about, long past or wanted."""
    seriousness: tuple[Found, ...]
    """Facts that bear on a complication's seriousness: "permanent", "resolved", "hospital", "surgery" and the like."""
    urgent: tuple[Found, ...]
    identifiers: tuple[Identifier, ...]
    sets: tuple[SettingSet, ...]
    cautions: tuple[Caution, ...]
    says_something: bool
    title: str
    version: int

    @property
    def skin_types(self) -> tuple[str, ...]:
        """The Fitzpatrick types named anywhere, as Roman numerals from the lightest to the darkest."""
        return tuple(sorted({found.value for found in self.skin_types_named}, key=_ROMAN.index))

    @property
    def complications(self) -> tuple[Found, ...]:
        """The complications reported, each where it is reported first."""
        reported = (each for each in self.mentions if each.standing is Standing.REPORTED)
        found: dict[str, Found] = {}
        for each in reported:
            found.setdefault(each.code, Found(each.code, each.span))
        return tuple(found.values())


_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI")
