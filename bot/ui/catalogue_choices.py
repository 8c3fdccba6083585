"""Options that complete from the catalogue while someone types, and what was typed without choosing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import discord
from discord import app_commands

from bot.clinical import jurisdictions
from bot.clinical.complications import complications
from bot.clinical.devices import ADDED_HERE, Device, catalogue
from bot.clinical.indications import indications
from bot.clinical.jurisdictions import Jurisdiction
from bot.clinical.lookup import alphabetical, suggest
from bot.clinical.reading import Found
from bot.clinical.screen import identifiers
from bot.exchange.devices import Unclear
from bot.exchange.members import Credential
from bot.exchange.refusal import Refusal
from bot.ui.host import Host
from bot.ui.text import clipped, escaped

CREDENTIALS = [app_commands.Choice(name=each.label, value=each.value) for each in Credential]
"""What a member may declare to be, for an option."""
_LONGEST = 100  # Discord: a choice's name and value
_BETWEEN_NAMES = re.compile(r"[,;\n]")
_MOST_NAMED = 6
_MOST_PLACES = 8  # so many parts has Australia
_MOST_MEANT = 3


class _Known(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def other_names(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class _KindOfDevice:
    """A modality. What speaks for it beside a device's name ("light") is no name of its own."""

    key: str
    name: str
    other_names: tuple[str, ...]


async def device_choices(interaction: discord.Interaction[Host], typed: str) -> list[app_commands.Choice[str]]:
    """Devices for what has been typed so far: the catalogue's, and those that the community has added.

    Who types a kind of device ("IPL") is offered those of that kind, where no name is like it.
    """
    devices, guild_id = interaction.client.exchange.devices, interaction.guild_id or 0
    suggested = await devices.suggested(guild_id, typed)
    if not suggested:
        suggested = await devices.of_kinds(guild_id, {each.key for each in _kinds_of_device(typed)})
    names = told_apart(suggested)
    return [
        app_commands.Choice(name=clipped(name, _LONGEST), value=_chosen(each))
        for each, name in zip(suggested, names, strict=True)
    ]


def indication_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Indications for what has been typed so far."""
    return _choices(indications().suggest(typed, 25))


def complication_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Complications for what has been typed so far."""
    return _choices(complications().suggest(typed, 25))


def modality_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Kinds of device for what has been typed so far."""
    return _choices(_kinds_of_device(typed))


def jurisdiction_choices(typed: str, most: int = 25) -> list[app_commands.Choice[str]]:
    """States and countries for what has been typed so far, by name or code."""
    found = jurisdictions.suggest_jurisdictions(typed, most)
    return [app_commands.Choice(name=each.label, value=each.label) for each in found]


class UnclearJurisdiction(Refusal):
    """No state or country is called as somebody typed, or several are; `near` are those that may be meant."""

    def __init__(self, called: Sequence[Jurisdiction], near: Sequence[Jurisdiction]) -> None:
        self.near = tuple(near)
        names = [f"**{each.name}**" for each in near]
        # The typed text is not repeated: it has not been screened.
        if called:
            more = len(called) - len(near)
            those = ", ".join(names) + f" and {more} more" if more else " or ".join(names)
            super().__init__(f"That may be {those}. Type which, or pick it from the list.")
        else:
            meant = f"Did you mean {' or '.join(names)}?" if names else "Type it in English, such as Germany or Texas."
            super().__init__(f"I know no state or country that is called so. {meant}")


def jurisdiction_meant(typed: str) -> Jurisdiction:
    """The state or country that was chosen or typed in full; raises UnclearJurisdiction."""
    called = jurisdictions.called(typed)
    if len(called) != 1:
        near = called[:_MOST_PLACES] if called else jurisdictions.suggest_jurisdictions(typed, _MOST_MEANT)
        raise UnclearJurisdiction(called, near)
    return called[0]


async def device_key(interaction: discord.Interaction[Host], given: str | None) -> str | None:
    """The device that was chosen or typed in full. One that is only like it is suggested, never taken."""
    if given is None:
        return None
    return (await device_meant(interaction, given)).key


async def device_meant(interaction: discord.Interaction[Host], given: str) -> Device:
    """As `device_key`, with all that is known of it."""
    meant = await interaction.client.exchange.devices.meant(interaction.guild_id or 0, given)
    if isinstance(meant, Unclear):
        raise unclear_device(given, meant)
    return meant


async def devices_meant(
    interaction: discord.Interaction[Host], typed: str, former: Sequence[str] = ()
) -> tuple[str, ...]:
    """The keys of several devices that were typed in a form, with commas between them; each once.

    Those of `former` may be named as they stood in the form. One that is only like it is suggested, never taken.
    """
    known = {device.name.casefold(): key for key in former if (device := catalogue().get(key)) is not None}
    names = filter(None, map(str.strip, _BETWEEN_NAMES.split(typed)))
    keys = [known.get(name.casefold()) or await _device_named(interaction, name) for name in names]
    return tuple(dict.fromkeys(keys))


async def _device_named(interaction: discord.Interaction[Host], name: str) -> str:
    meant = await interaction.client.exchange.devices.meant(interaction.guild_id or 0, name)
    if not isinstance(meant, Unclear):
        return meant.key
    near = " or ".join(f"**{escaped(each)}**" for each in told_apart(meant.candidates)[:_MOST_NAMED])
    why = "Several devices are called so." if meant.shares_name else "I know no device of exactly this name."
    way = f"Did you mean {near}? Please write it in full." if near else "`/device add` adds one that is missing."
    raise Refusal(f"Of the devices, one is not clear{_repeated(name)}. {why} {way} `/device list` has them all.")


def unclear_device(given: str, unclear: Unclear) -> Refusal:
    """What to do about a name that is not one device's alone."""
    if not unclear.shares_name:
        return _unknown("device", given, unclear.candidates)
    names = ", ".join(f"**{escaped(name)}**" for name in told_apart(unclear.candidates)[:_MOST_NAMED])
    more = len(unclear.candidates) - _MOST_NAMED
    several = f"{names} and {more} more" if more > 0 else names
    return Refusal(f"Several devices are called so: {several}. Please choose the one you mean from the list.")


def unknown_device(given: str) -> Refusal:
    """What to do about a name that no device has, where one must be chosen."""
    return Refusal(
        f"I don't know the device{_repeated(given)}. Please choose one from the list that appears; `/device add` adds "
        "one that is missing."
    )


def indication_key(given: str | None) -> str | None:
    """The indication that was chosen or typed in full."""
    if given is None:
        return None
    known = indications().get(given) or _named(given, indications().suggest(given, 25))
    if known is None:
        raise _unknown("indication", given, indications().suggest(given, 3))
    return known.key


def modality_key(given: str | None) -> str | None:
    """The kind of device that was chosen or typed in full."""
    if given is None:
        return None
    known = catalogue().modalities.get(given) or _named(given, _kinds_of_device(given))
    if known is None:
        raise _unknown("kind of device", given, _kinds_of_device(given)[:3])
    return known.key


def complication_key(given: str) -> str:
    """The complication that was chosen, or typed so that it is the only one to be read in it."""
    known = complications().get(given) or _named(given, complications().suggest(given, 25))
    key = known.key if known is not None else _only(complications().found_in(given))
    if key is None:
        raise _unknown("complication", given, complications().suggest(given, 3))
    return key


def _chosen(device: Device) -> str:
    """The key; but one that is a short name of several ("vbeam") would be asked about, as where it is typed."""
    return device.name if catalogue().others_begin_so(device.key, device) else device.key


def told_apart(devices: Sequence[Device]) -> list[str]:
    """Their names; of two alike the community's own says so: the catalogue got the other after it was added."""
    names = [each.name for each in devices]
    return [
        f"{each.name} (added here)" if each.basis == ADDED_HERE and names.count(each.name) > 1 else each.name
        for each in devices
    ]


def _choices(known: Sequence[_Known]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=clipped(each.name, _LONGEST), value=each.key) for each in known]


def _kinds_of_device(typed: str) -> tuple[_KindOfDevice, ...]:
    every = [_KindOfDevice(each.key, each.name, each.names) for each in catalogue().modalities.values()]
    return suggest(alphabetical(every), typed, 25)


def _named(given: str, suggested: Sequence[_Known]) -> _Known | None:
    wanted = given.strip().lower()
    fitting = [each for each in suggested if wanted in (name.lower() for name in (each.name, *each.other_names))]
    return fitting[0] if len(fitting) == 1 else None


def _only(found: Iterable[Found]) -> str | None:
    """What is read, if it is one alone."""
    read = {each.value for each in found}
    return read.pop() if len(read) == 1 else None


def _unknown(what: str, given: str, suggested: Sequence[_Known]) -> Refusal:
    names = " or ".join(f"**{escaped(each.name)}**" for each in suggested)
    hint = f"Did you mean {names}?" if names else "Please choose one from the list that appears while you type."
    return Refusal(f"I don't know the {what}{_repeated(given)}. {hint}")


def _repeated(given: str) -> str:
    return "" if identifiers(given) else f" “{escaped(clipped(given, 60))}”"
