"""Devices: which one somebody means, and what the catalogue, the community and its library know of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot.clinical.devices import Device, catalogue
from bot.clinical.handpieces import handpieces
from bot.clinical.local_devices import MARK
from bot.clinical.lookup import alphabetical, suggest
from bot.clinical.reading import EntryKind
from bot.exchange.content import with_wider
from bot.exchange.industry_ties import is_paid_by
from bot.exchange.local_devices import device_of, is_called, own_devices
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from db import complication_statistics, device_counts, device_reviews, groups, local_devices
from db.connections import ReadConnection
from db.database import Database
from db.device_reviews import DeviceReview
from db.groups import Group, Subject
from db.local_devices import AddedDevice

FEWEST_FOR_AN_AVERAGE: Final = 3
PAGE_SIZE: Final = 12


@dataclass(frozen=True, slots=True)
class Unclear:
    """No device has exactly this name alone: these share it, or else have a name like it."""

    shares_name: bool
    candidates: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The ratings of a device from 1 to 5; those by members whom its maker pays stand apart and do not count."""

    counted: tuple[int, ...]
    paid: tuple[int, ...]

    @property
    def average(self) -> float | None:
        """None where there are too few to make one."""
        if len(self.counted) < FEWEST_FOR_AN_AVERAGE:
            return None
        return sum(self.counted) / len(self.counted)


@dataclass(frozen=True, slots=True)
class DevicePage:
    """What is known of a device. `counts` and `complications` are of what the asker can see in the library.

    Of `complications` each counts once, under its type, as in the statistics; `untold` are those that are left.
    `added` is None for the catalogue's devices; `own_review` is the asker's, listed or not.
    """

    device: Device
    added: AddedDevice | None
    handpieces: tuple[str, ...]
    group: Group | None
    counts: dict[EntryKind, int]
    complications: tuple[tuple[str, int], ...]
    reviews: tuple[DeviceReview, ...]
    own_review: DeviceReview | None

    @property
    def untold(self) -> int:
        """How many of the reports name no type, or another device too."""
        return max(0, self.counts.get(EntryKind.COMPLICATION, 0) - sum(number for _, number in self.complications))

    @property
    def rating(self) -> Rating:
        """Of all the listed reviews."""
        return Rating(
            counted=tuple(each.opinion.rating for each in self.reviews if not self.is_paid_for(each)),
            paid=tuple(each.opinion.rating for each in self.reviews if self.is_paid_for(each)),
        )

    def is_paid_for(self, review: DeviceReview) -> bool:
        """Whether the maker pays the review's author, as they say in it or in their profile."""
        return review.opinion.maker_tie == "paid" or is_paid_by(review.author, self.device.maker)


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """A line of the list."""

    device: Device
    counts: dict[EntryKind, int]


@dataclass(frozen=True, slots=True)
class DeviceList:
    """A page of the devices, by name."""

    devices: tuple[ListedDevice, ...]
    modality: str | None
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


class Devices:
    """The catalogue's devices and the community's own, as one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, guild_id: int, key: str) -> Device | None:
        """The device with this key, where the catalogue or the guild has it."""
        async with self._database.read() as read:
            return await _known(read, guild_id, key)

    async def meant(self, guild_id: int, typed: str) -> Device | Unclear:
        """The device that was chosen from the list or typed in full; never one that is only like it, nor one of several
        whose names begin with what was typed.
        """
        async with self._database.read() as read:
            return device_meant(typed, await own_devices(read, guild_id))

    async def suggested(self, guild_id: int, typed: str, limit: int = 25) -> tuple[Device, ...]:
        """What somebody who has typed this may mean; everything by name where nothing is typed."""
        async with self._database.read() as read:
            own = await own_devices(read, guild_id)
        if not own:
            return catalogue().suggest(typed, limit)
        return suggest(alphabetical((*catalogue().all, *own)), typed, limit)

    async def of_kinds(self, guild_id: int, kinds: Collection[str], limit: int = 25) -> tuple[Device, ...]:
        """Those that are of one of these modalities, a platform for what it holds, by name."""
        async with self._database.read() as read:
            own = await own_devices(read, guild_id)
        every = alphabetical((*catalogue().all, *own))
        fitting = (each for each in every if _is_of(each, kinds))
        return tuple(fitting)[:limit]

    async def page(self, asker: Asker, key: str) -> DevicePage:
        """What is known of a device; raises a Refusal where it is on no list."""
        async with self._database.read() as read:
            return await _page(read, asker, key)

    async def pages_of_two(self, asker: Asker, key: str, other: str) -> tuple[DevicePage, DevicePage]:
        """Two devices to compare; raises a Refusal where they are one."""
        async with self._database.read() as read:
            first, second = await _page(read, asker, key), await _page(read, asker, other)
        if first.device.key == second.device.key:
            raise Refusal(f"Both names mean **{first.device.name}**. Please choose another device to compare it with.")
        return first, second

    async def listing(self, asker: Asker, modality: str | None, page: int = 1) -> DeviceList:
        """A page of the devices, or of those of a kind; the last one where there are fewer."""
        async with self._database.read() as read:
            every = alphabetical((*catalogue().all, *await own_devices(read, asker.guild_id)))
            wanted = [each for each in every if modality is None or _is_of(each, (modality,))]
            page = min(max(page, 1), max(1, -(-len(wanted) // PAGE_SIZE)))
            shown = wanted[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
            counts = await device_counts.of_kinds(read, asker.guild_id, [each.key for each in shown], asker.visible)
        return DeviceList(tuple(ListedDevice(each, counts[each.key]) for each in shown), modality, page, len(wanted))


def _is_of(device: Device, kinds: Collection[str]) -> bool:
    """Whether it is of one of these modalities; a platform is of those that it holds."""
    return not {*with_wider(device.modality), *device.lines}.isdisjoint(kinds)


def device_meant(typed: str, own: Sequence[Device]) -> Device | Unclear:
    """As `Devices.meant`, where the devices that the guild has added are read already."""
    chosen = next((each for each in (*catalogue().all, *own) if each.key == typed), None)
    if chosen is not None:
        called: tuple[Device, ...] = (chosen,)
    else:
        called = (*catalogue().called(typed), *(each for each in own if is_called(each, typed)))
    called = catalogue().all_called(typed, called)
    if len(called) == 1:
        return called[0]
    if called:
        return Unclear(True, called)
    return Unclear(False, suggest(alphabetical((*catalogue().all, *own)), typed, 3))


async def _known(read: ReadConnection, guild_id: int, key: str) -> Device | None:
    if not key.startswith(MARK):
        return catalogue().get(key)
    added = await local_devices.find(read, guild_id, key)
    return device_of(added) if added is not None else None


async def _page(read: ReadConnection, asker: Asker, key: str) -> DevicePage:
    guild_id = asker.guild_id
    device = await _known(read, guild_id, key)
    if device is None:
        raise Refusal("That device is not on the list any more. `/device list` shows those that are.")
    counts = await device_counts.of_kinds(read, guild_id, [key], asker.visible)
    return DevicePage(
        device=device,
        added=await local_devices.find(read, guild_id, key),
        handpieces=tuple(each.key for each in handpieces().of_device(key)),
        group=await groups.find(read, guild_id, Subject("device", key)),
        counts=counts[key],
        complications=tuple(await complication_statistics.types_of_device(read, guild_id, key, asker.visible)),
        reviews=tuple(await device_reviews.of_device(read, guild_id, key)),
        own_review=await device_reviews.own(read, guild_id, key, asker.user_id),
    )
