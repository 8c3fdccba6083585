"""Devices that the catalogue lacks: a member adds one for their community, a moderator can take it off the list."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.clinical.devices import Device, catalogue
from bot.clinical.local_devices import LONGEST_NAME, LocalDevice, is_name, key_of
from bot.clinical.lookup import alphabetical, squash, suggest
from bot.clinical.reader import read as read_text
from bot.clinical.reading import OVERRIDABLE_KINDS, Hints, Identifier, Reading
from bot.clinical.screen import identifiers
from bot.exchange.clock import Clock
from bot.exchange.communities import Communities
from bot.exchange.refusal import Refusal
from bot.exchange.saving import HeldDraft
from db import audit, captured, communities
from db import local_devices as rows
from db.connections import ReadConnection
from db.database import Database
from db.local_devices import AddedDevice

_MOST: Final = 200
_MOST_OTHER_NAMES: Final = 6
_MOST_ALIKE: Final = 4
_MOST_WAVELENGTHS: Final = 8
_WAVELENGTHS: Final = range(193, 20_001)
_NOT_WAVELENGTHS: Final = re.compile(r"[^\d\s,;/+&]")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A device as a member typed it. `modality` is a key of the catalogue's kinds; the rest is what the form held."""

    name: str
    modality: str
    maker: str = ""
    wavelengths: str = ""
    other_names: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Nothing was added yet: these devices have a name like it, and may be the same."""

    devices: tuple[Device, ...]


class LocalDevices:
    """The communities' own devices."""

    def __init__(self, database: Database, clock: Clock, communities: Communities) -> None:
        self._database = database
        self._clock = clock
        self._communities = communities

    async def add(self, guild_id: int, user_id: int, proposal: Proposal) -> Device | Alike | HeldDraft:
        """Add a device, unless one has a name like it, or the words may identify a patient.

        Raises a Refusal for what the catalogue or the community has already, and for what no device can be called.
        """
        added = self._checked(user_id, proposal)
        if isinstance(added, HeldDraft):
            return added
        async with self._database.read() as read:
            own = await own_devices(read, guild_id)
        _refuse_known_names(added, own)
        alike = suggest(alphabetical((*catalogue().all, *own)), proposal.name, _MOST_ALIKE)
        return Alike(alike) if alike else await self._write(guild_id, added)

    async def add_all_the_same(self, guild_id: int, user_id: int, proposal: Proposal) -> Device | HeldDraft:
        """As `add`, after the member has said that it is none of the devices with a name like it."""
        added = self._checked(user_id, proposal)
        return added if isinstance(added, HeldDraft) else await self._write(guild_id, added)

    async def reading(self, guild_id: int, text: str) -> Reading:
        """What a text says here, where the community's own devices are known by their names."""
        async with self._database.read() as read:
            return read_text(text, Hints(own_devices=await rows.names_of(read, guild_id)))

    async def remove(self, guild_id: int, moderator_id: int, key: str) -> Device:
        """Take a device off the list; what was written about it stays, under its name."""
        device = catalogue().get(key)
        async with self._database.write() as write:
            removed = await rows.remove(write, guild_id, key)
            if not removed or device is None:
                raise Refusal("That device is not on this community's list any more.")
            # Its name is a member's word, and may be why it is removed: the audit keeps the kind alone.
            await audit.add(write, guild_id, moderator_id, "device removed", device.modality, self._clock.now())
        await self._communities.read_again(guild_id)
        return device

    def _checked(self, user_id: int, proposal: Proposal) -> AddedDevice | HeldDraft:
        """The proposal as a row, unless it may identify a patient; raises a Refusal for what no device can be."""
        kinds = _kinds(proposal)
        return HeldDraft(kinds) if kinds else _row(proposal, user_id, self._clock.now())

    async def _write(self, guild_id: int, added: AddedDevice) -> Device:
        device = device_of(added)
        async with self._database.write() as write:
            own = await own_devices(write, guild_id)
            _refuse_known_names(added, own)
            if len(own) >= _MOST:
                raise Refusal(f"This community has added {_MOST} devices already. A moderator can remove one.")
            await communities.ensure(write, guild_id, added.added_at)
            await rows.add(write, guild_id, added)
            await captured.outdate(write, guild_id, (device.name, *added.other_names))
            await audit.add(write, guild_id, added.added_by_id, "device added", device.modality, added.added_at)
        await self._communities.read_again(guild_id)
        return device


async def own_devices(read: ReadConnection, guild_id: int) -> tuple[Device, ...]:
    """A guild's own devices."""
    return tuple(device_of(each) for each in await rows.all_of(read, guild_id))


def device_of(added: AddedDevice) -> Device:
    """An added device as the catalogue would have it."""
    told = catalogue().get(added.key)
    assert told is not None, "a stored key tells a name and a kind"
    return replace(
        told,
        maker=added.maker,
        wavelengths_nm=added.wavelengths_nm,
        aliases=added.other_names,
        source=added.source or None,
    )


def _typed(proposal: Proposal) -> Sequence[str]:
    return (proposal.name, proposal.other_names, proposal.wavelengths, proposal.maker, proposal.source)


def _kinds(proposal: Proposal) -> tuple[str, ...]:
    """A company may be called like a person, and a source has a date; a device has neither in its name."""
    name, other_names, *company = _typed(proposal)
    of_device = identifiers(f"{name}\n{other_names}")
    of_company = _never_cleared(identifiers("\n".join(company)))
    return tuple(sorted({each.kind for each in (*of_device, *of_company)}))


def _never_cleared(found: Collection[Identifier]) -> list[Identifier]:
    return [each for each in found if each.kind not in OVERRIDABLE_KINDS]


def _row(proposal: Proposal, user_id: int, now: datetime) -> AddedDevice:
    if not is_name(proposal.name):
        raise Refusal(
            f"A device's name has 2 to {LONGEST_NAME} letters, digits and spaces, and begins with one of them; the "
            "maker has a field of its own."
        )
    return AddedDevice(
        key=key_of(LocalDevice(proposal.name, proposal.modality)),
        maker=" ".join(proposal.maker.split()),
        wavelengths_nm=_wavelengths(proposal.wavelengths),
        other_names=_other_names(proposal.other_names),
        source=" ".join(proposal.source.split()),
        added_by_id=user_id,
        added_at=now,
    )


def _wavelengths(typed: str) -> tuple[int, ...]:
    numbers = [int(each) for each in re.findall(r"\d{1,6}", typed)]
    rest = _NOT_WAVELENGTHS.search(typed.lower().replace("nm", " "))
    if rest or len(numbers) > _MOST_WAVELENGTHS or any(each not in _WAVELENGTHS for each in numbers):
        raise Refusal("Wavelengths are whole numbers in nm, such as “755, 1064”. Filters of a light are none.")
    return tuple(dict.fromkeys(numbers))


def _other_names(typed: str) -> tuple[str, ...]:
    names = [" ".join(each.split()) for each in re.split(r"[,;\n]", typed)]
    names = list(dict.fromkeys(each for each in names if each))
    if len(names) > _MOST_OTHER_NAMES or not all(map(is_name, names)):
        raise Refusal(
            f"Other names are separated by commas: at most {_MOST_OTHER_NAMES}, each of 2 to {LONGEST_NAME} letters, "
            "digits and spaces."
        )
    return tuple(names)


def _refuse_known_names(added: AddedDevice, own: Sequence[Device]) -> None:
    for name in (device_of(added).name, *added.other_names):
        known = [*catalogue().called(name), *(each for each in own if is_called(each, name))]
        if len(known) == 1:
            raise Refusal(
                f"“{name}” is on the list already: it is **{known[0].name}**. `/device show` has its page. If yours is "
                "another one, please give its full name."
            )
        if known:
            names = ", ".join(f"**{each.name}**" for each in known[:5])
            raise Refusal(f"“{name}” is a short name of several devices: {names}. Please give the full name of yours.")


def is_called(device: Device, name: str) -> bool:
    """Whether this is a name of the device, whatever its capitals, spaces and hyphens."""
    wanted = squash(name)
    return bool(wanted) and wanted in {squash(each) for each in (device.name, *device.other_names)}
