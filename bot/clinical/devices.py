"""The devices: looking one up, suggesting while someone types, and finding them in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.clinical import lookup
from bot.clinical.device_names import DeviceNames, DeviceWords
from bot.clinical.folding import Folded, fold
from bot.clinical.reading import DeviceQuestion, Found


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
    handpieces: tuple[str, ...]
    source: str | None
    basis: str | None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        makers_name = f"{self.maker.split()[0]} {self.name}"
        return (*(alias.lstrip("=") for alias in (*self.aliases, *self.ambiguous_aliases)), makers_name)


@dataclass(frozen=True, slots=True)
class Modality:
    """How a device works on the skin, and the words that say so beside an ambiguous name."""

    key: str
    name: str
    words: tuple[str, ...]


class DeviceCatalogue:
    """Every device."""

    __slots__ = ("_alphabetical", "_by_key", "_by_name", "_names", "all", "modalities")

    def __init__(
        self,
        devices: tuple[Device, ...],
        modalities: tuple[Modality, ...],
        no_device: tuple[str, ...],
        device_words: tuple[str, ...],
    ) -> None:
        self.all = devices
        self.modalities = {modality.key: modality for modality in modalities}
        self._alphabetical = lookup.alphabetical(devices)
        self._by_key = {device.key: device for device in devices}
        self._by_name = _exact_names(devices)
        self._names = DeviceNames(
            [
                DeviceWords(device.key, device.name, device.aliases, device.ambiguous_aliases, self._cues(device))
                for device in devices
            ],
            no_device,
            device_words,
        )

    def get(self, key: str) -> Device | None:
        """The device with this key."""
        return self._by_key.get(key)

    def suggest(self, typed: str, limit: int = 25) -> tuple[Device, ...]:
        """What someone who has typed this may mean; everything by name when nothing is typed."""
        return lookup.suggest(self._alphabetical, typed, limit)

    def named(self, text: str) -> Device | None:
        """The device with exactly this name or alias, whatever its capitals, spaces and hyphens; never one like it."""
        return self._by_name.get(lookup.squash(text))

    def found_in(self, text: str) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """The devices that a text names, and the short names that could mean several."""
        return self.found_in_folded(fold(text))

    def found_in_folded(self, folded: Folded) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
        """As `found_in`, for a text that is folded already."""
        return self._names.found_in(folded)

    def _cues(self, device: Device) -> frozenset[str]:
        return frozenset(
            {
                *fold(device.maker).words.lower,
                *self.modalities[device.modality].words,
                *(str(wavelength) for wavelength in device.wavelengths_nm),
            }
        )


def _exact_names(devices: tuple[Device, ...]) -> dict[str, Device]:
    """Names and aliases that mean one device and no other."""
    owners: dict[str, list[Device]] = {}
    for device in devices:
        for name in {lookup.squash(each) for each in (device.key, device.name, *device.other_names)}:
            owners.setdefault(name, []).append(device)
    return {name: owned[0] for name, owned in owners.items() if len(owned) == 1}


@cache
def catalogue() -> DeviceCatalogue:
    """The devices, read once."""
    data = lookup.load("devices.toml")
    return DeviceCatalogue(
        tuple(
            Device(
                key=row["key"],
                name=row["name"],
                maker=row["maker"],
                modality=row["modality"],
                wavelengths_nm=tuple(row.get("wavelengths_nm", ())),
                aliases=tuple(row.get("aliases", ())),
                ambiguous_aliases=tuple(row.get("ambiguous_aliases", ())),
                handpieces=tuple(row.get("handpieces", ())),
                source=row.get("source"),
                basis=row.get("basis"),
            )
            for row in data["device"]
        ),
        tuple(Modality(key, row["name"], tuple(row["words"])) for key, row in data["modalities"].items()),
        tuple(data["no_device"]),
        tuple(data["device_words"]),
    )
