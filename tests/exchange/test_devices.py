"""Which device is meant, who is paid by its maker, and what a review says of its use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clinical.devices import Device, catalogue
from bot.exchange.communities import Communities
from bot.exchange.device_reviews import months_in_words, months_of_use
from bot.exchange.devices import Devices, Rating, Unclear
from bot.exchange.industry_ties import is_paid_by
from bot.exchange.local_devices import LocalDevices, Proposal
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from db import communities
from db.database import Database
from db.members import Profile
from tests.support.clocks import StoppedClock

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HOME, ELSEWHERE, ANA = 100, 200, 1


@pytest.mark.parametrize(
    ("profile", "maker", "is_paid"),
    [
        (Profile(paid_by_industry="Candela"), "Candela", True),
        (Profile(paid_by_industry="speaker for CANDELA Medical"), "Candela (Syneron)", True),
        (Profile(paid_by_industry="speaker for Cartessa"), "DEKA / Cartessa", True),
        (Profile(paid_by_industry="Cutera"), "Candela", False),
        (Profile(paid_by_industry="trainer, GentleMax Pro"), "Candela", True),
        (Profile(paid_by_industry="Lumiwave, as a trainer"), "Lumiwave", True),
        (Profile(paid_by_industry="Lumi"), "Lumiwave", False),
        (Profile(paid_by_industry="Candela"), "", False),
        (Profile(paid_by_industry="Candela"), "not recorded", False),
        (Profile(workplace="Candela Street Clinic"), "Candela", False),
        (Profile("industry", workplace="Candela"), "Candela", True),
        (Profile("industry", workplace="Candela"), "Lutronic", False),
        (Profile("industry"), "Lutronic", True),
        (Profile("industry", workplace="Placeholder Consulting"), "Lutronic", True),
        (Profile(), "Candela", False),
    ],
)
def test_who_is_paid_by_a_maker(profile: Profile, maker: str, is_paid: bool) -> None:
    assert is_paid_by(profile, maker) is is_paid


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("18", 18),
        (" 18 months ", 18),
        ("1 mo.", 1),
        ("2 years", 24),
        ("1.5 yrs", 18),
        ("1,5 y", 18),
        ("0", 0),
        ("50 years", 600),
    ],
)
def test_months_of_use_are_understood(typed: str, months: int) -> None:
    assert months_of_use(typed) == months


@pytest.mark.parametrize("typed", ["", "a while", "-3", "51 years", "1000", "12 weeks", "3 to 4", "18 months!!"])
def test_other_months_of_use_are_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        months_of_use(typed)


def test_months_in_words() -> None:
    assert [months_in_words(each) for each in (0, 1, 18)] == ["less than a month", "1 month", "18 months"]


def test_there_is_no_average_of_fewer_than_three() -> None:
    assert Rating((5, 5), (1, 1, 1)).average is None
    assert Rating((5, 4, 3), ()).average == 4


@pytest.mark.parametrize("name", ["GentleMax Pro", "gentlemax_pro", " gentle-max pro ", "GMP"])
async def test_a_device_is_meant_by_any_of_its_own_names(database: Database, name: str) -> None:
    meant = await Devices(database).meant(HOME, name)
    assert isinstance(meant, Device)
    assert meant.key == "gentlemax_pro"


async def test_a_shared_name_means_all_who_share_it(database: Database) -> None:
    meant = await Devices(database).meant(HOME, "pixel")
    assert isinstance(meant, Unclear)
    assert meant.shares_name
    assert {each.key for each in meant.candidates} == {"harmony", "pixel_co2"}
    await _add(database, "Pixelon 4", "Pixel Four")
    like = await Devices(database).meant(HOME, "pixell")
    assert isinstance(like, Unclear)
    assert not like.shares_name


async def test_a_name_shared_by_the_catalogue_and_the_community_is_asked_about(database: Database) -> None:
    """The catalogue may learn a name that a community has given to a device of its own."""
    await _add(database, "Qwobble 5")
    devices = Devices(database)
    assert isinstance(await devices.meant(HOME, "QWOBBLE5"), Device)
    async with database.write() as write:
        await write.run("UPDATE local_device SET other_names = '[\"GMP\"]'")
    meant = await devices.meant(HOME, "GMP")
    assert isinstance(meant, Unclear)
    assert [each.name for each in meant.candidates] == ["GentleMax Pro", "Qwobble 5"]


async def test_an_added_device_is_known_in_its_community_alone(database: Database) -> None:
    await _add(database, "Qwobble 5")
    devices = Devices(database)
    key = "~iQwobble 5"
    found = await devices.known(HOME, key)
    assert found is not None
    assert found.maker == "Invented Light"
    assert await devices.known(ELSEWHERE, key) is None
    with pytest.raises(Refusal, match="not on the list"):
        await devices.page(Asker(ELSEWHERE, ANA), key)
    listed = await devices.listing(Asker(HOME, ANA), "ipl", 99)
    assert listed.page == listed.pages
    every = [await devices.listing(Asker(HOME, ANA), None, page + 1) for page in range(7)]
    names = [each.device.name for page in every for each in page.devices]
    assert len(names) == len(set(names)) == every[0].total == len(catalogue().all) + 1
    assert "Qwobble 5" in names


async def test_no_more_than_200_are_added(database: Database) -> None:
    local = _local_devices(database)
    async with database.write() as write:
        await communities.ensure(write, HOME, NOW)
        await write.run_each(
            "INSERT INTO local_device (guild_id, key, added_at) VALUES (:guild_id, :key, 1)",
            [{"guild_id": HOME, "key": f"~iZz {number:03}"} for number in range(200)],
        )
    with pytest.raises(Refusal, match="200 devices"):
        await local.add_all_the_same(HOME, ANA, Proposal("Qwobble 5", "ipl"))


async def _add(database: Database, name: str, other_names: str = "") -> None:
    proposal = Proposal(name, "ipl", "Invented Light", other_names=other_names)
    assert isinstance(await _local_devices(database).add_all_the_same(HOME, ANA, proposal), Device)


def _local_devices(database: Database) -> LocalDevices:
    clock = StoppedClock(NOW)
    return LocalDevices(database, clock, Communities(database, clock))
