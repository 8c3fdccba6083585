"""The disk fills up while Fluence runs: everybody is told, nothing is half kept, and all is made good afterwards."""

from __future__ import annotations

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from db.database import Database
from db.failures import DiskFull
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import fill, reactions_of, text_of

BIG = "#tip " + "Start low on tanned skin and wait for the endpoint. " * 36


async def _fill_the_disk(database: Database) -> None:
    """No more pages, and none left free: a file on a full disk."""
    async with database.write() as write:
        used = await write.one("PRAGMA page_count")
        assert used is not None
        await write.all(f"PRAGMA max_page_count = {used[0]}")
    with pytest.raises(DiskFull):
        for number in range(10_000):  # small rows: each new page is taken alone, so none is left over
            async with database.write() as write:
                await write.run("INSERT INTO setting VALUES (:name, 'ballast')", {"name": f"ballast {number:05}"})


async def _make_room(database: Database) -> None:
    async with database.write() as write:
        await write.all("PRAGMA max_page_count = 1000000")


async def test_a_form_and_a_message_meet_a_full_disk(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        await nurse.send(general, BIG)  # takes the page that the library began with
    await nurse.send(general, "#tip kept before the disk was full")
    await _fill_the_disk(fluence(stage).database)

    shown = await nurse.slash(general, "save", kind="tip")
    refused = await fill(nurse, shown, {"Title": "Too much", "The tip": BIG})
    assert "could not be saved" in text_of(refused)
    unkept = await nurse.send(general, BIG)
    assert reactions_of(stage, unkept) == set()
    assert "disk" in caplog.text
    assert "tanned" not in caplog.text

    await _make_room(fluence(stage).database)
    await stage.restart()
    assert reactions_of(stage, unkept) == {"✅"}
    found = await nurse.slash(general, "search", query="kept before")
    assert "kept before the disk was full" in text_of(found)
