"""The words that the screen goes by, from its data file.

Named tuples: five frozen dataclasses take longer to make than the file to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, NamedTuple

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.lookup import load
from bot.clinical.phrases import is_typed
from bot.clinical.treatments import treatments

_WORD: Final = re.compile(r"[a-z0-9]+")
_OTHER_ALTERNATIVES: Final = re.compile(r"/\S+")
_IN_BETWEEN: Final = frozenset({"the", "and", "not"})  # in names, but no part that tells them
_INJECTABLES: Final = frozenset(
    {"galderma", "allergan", "abbvie", "merz", "teoxane", "ipsen", "revance", "evolus", "croma", "vivacy", "sinclair"}
)
_NO_NOTATION: Final = str.maketrans("", "", "^()=*")


class NameWords(NamedTuple):
    """What tells a name from another word."""

    given: frozenset[str]
    """Given names that are no ordinary words."""
    also_words: frozenset[str]
    """Given names that are ordinary words or devices as well."""
    surnames: frozenset[str]
    things: frozenset[str]
    """What is called as a person is, in two words."""
    never: frozenset[str]
    acronyms: frozenset[str]
    medical: frozenset[str]
    """The words of indications and complications."""
    devices: frozenset[str]
    """The words of device names, makers and kinds of laser."""


class ColleagueWords(NamedTuple):
    """What makes a colleague of whoever is named, by how near to the name it stands."""

    titles: frozenset[str]
    leads: frozenset[str]
    """Right before the name: a title, thanks, a greeting; whoever is asked or wrote."""
    anywhere: frozenset[str]
    """In the same sentence, however far: nobody is called so or does so who is only treated."""
    beside: frozenset[str]
    """Right beside the name: these, and whom patients see or are themselves."""
    near: frozenset[str]
    """A few words off: these, and where they work."""
    deeds: frozenset[str]
    people: frozenset[str]
    """What they are called by what they do."""
    acts: frozenset[str]
    """What they do right behind their name; much of it a patient does as well."""
    craft: frozenset[str]
    """What is theirs, where a patient has skin and visits."""
    errands: frozenset[str]
    """What is done about what is of the office, by a patient about an appointment as well."""
    office: frozenset[str]


class DateWords(NamedTuple):
    """What ties a date to a person, or to something else."""

    personal: frozenset[str]
    """People, visits and births."""
    person: frozenset[str]
    one: frozenset[str]
    """Who is spoken of as one person, by an age too: "45F"."""
    visit: frozenset[str]
    events: frozenset[str]
    """What is held, sent or delivered on its day: all of it is `other`."""
    other: frozenset[str]
    born: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    """The days of a month in words."""


class PlaceWords(NamedTuple):
    """What makes an address."""

    street: frozenset[str]
    short_street: frozenset[str]
    street_before: frozenset[str]
    meeting: frozenset[str]
    regions: frozenset[str]
    cities: frozenset[str]
    at_home: frozenset[str]
    """People, and the words for where they live."""
    home: frozenset[str]
    us_states: frozenset[str]
    au_states: frozenset[str]
    uk_areas: frozenset[str]


class LinkWords(NamedTuple):
    """Which hosts are nobody's private page, and which are somebody's."""

    professional: frozenset[str]
    personal: frozenset[str]
    networks: frozenset[str]


class DeviceWords(NamedTuple):
    """What tells a patient's implant from the clinic's machine."""

    implants: frozenset[str]
    clinic: frozenset[str]


@cache
def _data() -> dict[str, Any]:
    return load("screen.toml")


def _set(section: str, key: str) -> frozenset[str]:
    return frozenset(_data()[section][key].split())


@cache
def name_words() -> NameWords:
    """The words about names."""
    return NameWords(
        given=_set("names", "given"),
        also_words=_set("names", "also_words"),
        surnames=_set("names", "surnames"),
        things=frozenset(_data()["names"]["things"].split("\n")),
        never=_set("names", "never"),
        acronyms=_set("names", "acronyms"),
        medical=_medical_words(),
        devices=_device_words(),
    )


@cache
def colleague_words() -> ColleagueWords:
    """The words about colleagues."""
    keys = (
        "titles",
        "thanks",
        "greetings",
        "occupations",
        "deeds",
        "work",
        "patients_too",
        "workplaces",
        "acts",
        "craft",
        "errands",
        "office",
    )
    titles, thanks, greetings, occupations, deeds, work, patients_too, workplaces, acts, craft, errands, office = (
        _set("colleagues", key) for key in keys
    )
    anywhere = occupations | deeds | work | thanks
    beside, people = anywhere | patients_too, occupations | patients_too
    leads = titles | thanks | greetings
    return ColleagueWords(
        titles, leads, anywhere, beside, beside | workplaces, deeds, people, acts, craft | work, errands, office
    )


def _medical_words() -> frozenset[str]:
    phrases = [phrase for known in (*indications().all, *complications().all) for phrase in known.words]
    # Of what is given for it the names alone: "cold pack" is of two ordinary words, and a laser is anybody's.
    given = [phrase for known in treatments().all for phrase in known.words if " " not in phrase]
    return _words_of(phrases) | (_words_of(given) - _device_words())


def _words_of(phrases: Iterable[str]) -> frozenset[str]:
    words = " ".join(filter(is_typed, phrases)).lower()
    return frozenset(_OTHER_ALTERNATIVES.sub("", words).translate(_NO_NOTATION).split())


def _device_words() -> frozenset[str]:
    known = catalogue()
    words = [word for kind in known.modalities.values() for word in kind.words]
    names = [
        name for device in known.all for name in (device.name, device.maker, *device.aliases, *device.ambiguous_aliases)
    ]
    return frozenset((*words, *_WORD.findall(" ".join(names).lower()))) - _IN_BETWEEN


@cache
def makers() -> frozenset[str]:
    """The words of the names of firms that make devices, and of those whose products are injected."""
    words = _WORD.findall(" ".join(device.maker for device in catalogue().all).lower())
    return frozenset(words) | _INJECTABLES - _IN_BETWEEN - name_words().never


@cache
def date_words() -> DateWords:
    """The words about dates."""
    keys = ("person", "visit", "events", "other", "born", "months", "days")
    person, visit, events, other, born, months, days = (_set("dates", key) for key in keys)
    ages = {f"{age}{sex}" for age in range(10, 100) for sex in ("f", "m", "yo")}
    return DateWords(person | visit | born, person, person | ages, visit, events, events | other, born, months, days)


@cache
def place_words() -> PlaceWords:
    """The words about places."""
    keys = ("street", "short_street", "street_before", "meeting", "regions", "cities", "home")
    sets = {key: _set("places", key) for key in (*keys, "us_states", "au_states", "uk_areas")}
    return PlaceWords(**sets, at_home=sets["home"] | date_words().person)


@cache
def link_words() -> LinkWords:
    """The words about links."""
    return LinkWords(*(_set("links", key) for key in ("professional", "personal", "networks")))


@cache
def device_words() -> DeviceWords:
    """The words about implants and machines."""
    return DeviceWords(*(_set("devices", key) for key in ("implants", "clinic")))


@cache
def wavelengths() -> frozenset[int]:
    """Every wavelength in nm that a device of the catalogue emits: a row of them is no telephone number."""
    return frozenset(nm for device in catalogue().all for nm in device.wavelengths_nm)
