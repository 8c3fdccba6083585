"""The devices: looking one up, suggesting while someone types, and finding them in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from bot.clinical import local_devices, lookup
from bot.clinical.device_names import DeviceNames, DeviceWords, SharedWords
from bot.clinical.folding import Folded, Words, fold
from bot.clinical.modalities import Modality, ModalityNames
from bot.clinical.own_devices import own_names, with_own
from bot.clinical.reading import DeviceQuestion, Found, OwnDevice

ADDED_HERE: Final = "added by this community, unchecked"
"""The basis of a device that the catalogue lacks."""

_MOST_COMMUNITIES: Final = 64  # whose own names are kept ready
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Device:
    """A device as the catalogue has it. Aliases keep the catalogue's "=" before exact spellings."""

    key: str
    name: str
    maker: str
    modality: str
    wavelengths_nm: tuple[int, ...]
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    cues: tuple[str, ...]
    """What beside an ambiguous alias speaks for it, besides its maker, modality and wavelengths."""
    lines: tuple[str, ...]
    """The rows of bounds that its settings are held against; empty where none is known to fit."""
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        makers_name = (f"{self.maker.split()[0]} {self.name}",) if self.maker else ()
        return (*(alias.lstrip("=") for alias in (*self.aliases, *self.ambiguous_aliases)), *makers_name)


class DeviceCatalogue:
    """Every device."""

    __slots__ = (
        "_alphabetical",
        "_by_beginning",
        "_by_key",
        "_by_name",
        "_modality_names",
        "_names",
        "_own_names",
        "all",
        "modalities",
    )

    def __init__(self, devices: tuple[Device, ...], modalities: tuple[Modality, ...], shared: SharedWords) -> None:
        self.all = devices
        self.modalities = {modality.key: modality for modality in modalities}
        self._by_key = {device.key: device for device in devices}
        # Only when somebody types a device's name: a message is read without them.
        self._alphabetical: tuple[Device, ...] = ()
        self._by_name: dict[str, tuple[Device, ...]] = {}
        self._by_beginning: dict[str, tuple[Device, ...]] = {}
        self._names = DeviceNames(
            [
                DeviceWords(device.key, device.name, device.aliases, device.ambiguous_aliases, self._cues(device))
                for device in devices
            ],
            shared,
        )
        self._own_names = lru_cache(maxsize=_MOST_COMMUNITIES)(self._names_of)
        self._modality_names = ModalityNames(modalities)

    def get(self, key: str) -> Device | None:
        """The device with this key: one of the catalogue's, or one that a community has added."""
        return self._by_key.get(key) or self._added(key)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Device, ...]:
        """What someone who has typed this may mean; everything by name when nothing is typed."""
        if not self._alphabetical:
            self._alphabetical = lookup.alphabetical(self.all)
        return lookup.suggest(self._alphabetical, typed, limit)

    def named(self, text: str) -> Device | None:
        """The device with exactly this name or alias, whatever its capitals, spaces and hyphens; never one like it."""
        called = self.called(text)
        return called[0] if len(called) == 1 else None

    def called(self, text: str) -> tuple[Device, ...]:
        """Every device with exactly this name or alias: several for a short name that they share ("pixel")."""
        if not self._by_name:
            self._by_name = _exact_names(self.all)
        return self._by_name.get(lookup.squash(text), ())

    def others_begin_so(self, text: str, device: Device) -> tuple[Device, ...]:
        """The other devices whose names begin with a device's short name: Vbeam Prima for "Vbeam", a Vbeam Perfecta."""
        wanted = lookup.squash(text)
        if wanted == lookup.squash(device.name):
            return ()
        if not self._by_beginning:
            self._by_beginning = _beginnings_of_names(self.all)
        return tuple(each for each in self._by_beginning.get(wanted, ()) if each is not device)

    def all_called(self, text: str, called: tuple[Device, ...]) -> tuple[Device, ...]:
        """What a name may mean where somebody can be asked: all called so, or the one and `others_begin_so`."""
        return (*called, *self.others_begin_so(text, called[0])) if len(called) == 1 else called

    def found_in(self, text: str) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """The devices that a text names, and the short names that could mean several."""
        return self.found_in_folded(fold(text))

    def found_in_folded(
        self, folded: Folded, own: tuple[OwnDevice, ...] = ()
    ) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """As `found_in`, for a text that is folded already; with a community's own devices among them."""
        named = self._names.found_in(folded)
        return with_own(folded, named, self._own_names(own)) if own else named

    def _names_of(self, own: tuple[OwnDevice, ...]) -> DeviceNames:
        known = [(each, self.get(each.key)) for each in own]
        return own_names([(each, self._cues(device)) for each, device in known if device], self._names.shared)

    def modalities_in(self, words: Words, devices: Sequence[Found]) -> tuple[Found, ...]:
        """The modalities that a text names, and those of the devices found in it or known beforehand."""
        follow = [Found(device.modality, found.span) for found in devices if (device := self.get(found.value))]
        return self._modality_names.found_in(words, follow)

    def _added(self, key: str) -> Device | None:
        """What the key of such a device tells of it by itself."""
        told = local_devices.understood(key)
        if told is None:
            return None
        return Device(
            key=key,
            name=told.name,
            maker="",
            modality=told.modality,
            wavelengths_nm=(),
            aliases=(),
            ambiguous_aliases=(),
            cues=(),
            lines=self.modalities[told.modality].lines,
            source=None,
            basis=ADDED_HERE,
        )

    def _cues(self, device: Device) -> frozenset[str]:
        makers = _WORD.findall(device.maker.lower())
        wavelengths = (str(wavelength) for wavelength in device.wavelengths_nm)
        spoken_for = self.modalities[device.modality].words
        return frozenset((*makers, *(f"{maker}s" for maker in makers), *spoken_for, *wavelengths, *device.cues))


def _exact_names(devices: tuple[Device, ...]) -> dict[str, tuple[Device, ...]]:
    """The devices that each name and alias means."""
    owners: dict[str, tuple[Device, ...]] = {}
    for device in devices:
        for name in {lookup.squash(each) for each in (device.key, device.name, *device.other_names)}:
            owners[name] = (*owners.get(name, ()), device)
    return owners


def _beginnings_of_names(devices: tuple[Device, ...]) -> dict[str, tuple[Device, ...]]:
    """The devices whose names begin with these words, and go on."""
    owners: dict[str, tuple[Device, ...]] = {}
    for device in devices:
        words = device.name.split()
        for end in range(1, len(words)):
            beginning = lookup.squash(" ".join(words[:end]))
            owners[beginning] = (*owners.get(beginning, ()), device)
    return owners


@cache
def catalogue() -> DeviceCatalogue:
    """The devices, read once."""
    data = lookup.load("devices.toml")
    modalities = {key: _modality(key, row) for key, row in data["modalities"].items()}
    shared = SharedWords(
        no_device=tuple(data["no_device"]),
        device_words=frozenset(data["device_words"]),
        units=frozenset(data["units"]),
        ordinary=frozenset(data["ordinary"]),
        never_misspelt=frozenset(data["never_misspelt"]),
    )
    devices = tuple(_device(row, modalities[row["modality"]]) for row in data["device"])
    return DeviceCatalogue(devices, tuple(modalities.values()), shared)


def _modality(key: str, row: dict[str, Any]) -> Modality:
    return Modality(
        key=key,
        name=row["name"],
        words=tuple(row["words"]),
        names=tuple(row.get("names", ())),
        weak_names=tuple(row.get("weak_names", ())),
        weak_near=frozenset(row.get("weak_near", ())),
        weak_unless=frozenset(row.get("weak_unless", ())),
        said_with=tuple((said, row[said]) for said in ("picosecond", "q_switched", "fractional") if said in row),
        kind_of=row.get("kind_of"),
        lines=tuple(row.get("lines", (key,))),
    )


def _device(row: dict[str, Any], modality: Modality) -> Device:
    return Device(
        key=row["key"],
        name=row["name"],
        maker=row["maker"],
        modality=row["modality"],
        wavelengths_nm=tuple(row.get("wavelengths_nm", ())),
        aliases=tuple(row.get("aliases", ())),
        ambiguous_aliases=tuple(row.get("ambiguous_aliases", ())),
        cues=tuple(row.get("cues", ())),
        lines=tuple(row.get("lines", modality.lines)),
        source=row.get("source"),
        basis=row.get("basis"),
    )
