"""`check` says whether names can be withheld, and notices a secret that was lost or changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.app.config import Config
from bot.cli.check import BAD, GOOD, WORD, withheld_names
from bot.exchange.reporter_keys import ReporterKeys
from db.database import Database
from tests.support.reported_complications import BURN, GENTLEMAX, add_report

SECRET, OTHER = "an invented secret, long enough for a test", "quite another secret, and long enough"


async def test_a_lost_or_changed_secret_is_noticed(database: Database, database_file: Path) -> None:
    config = Config(token="never-sent", database_url=f"sqlite:///{database_file.as_posix()}")
    with_secret = replace(config, reporter_secret=SECRET)
    assert withheld_names(config)[0] == WORD
    assert "off" in withheld_names(config)[1]
    assert withheld_names(with_secret)[0] == GOOD
    async with database.write() as write:
        await add_report(write, BURN, GENTLEMAX, ReporterKeys(SECRET).key_of(100, 7))
        await add_report(write, BURN, GENTLEMAX, 8)
    assert withheld_names(with_secret)[0] == GOOD
    for changed in (config, replace(config, reporter_secret=OTHER)):
        mark, words = withheld_names(changed)
        assert mark == BAD
        assert "1 of 1 report with a withheld name" in words
        assert "nobody can follow up" in words
        assert SECRET not in words


def test_a_database_that_is_not_there_yet_is_no_fault(tmp_path: Path) -> None:
    config = Config(token="never-sent", database_url=f"sqlite:///{(tmp_path / 'none.db').as_posix()}")
    assert withheld_names(replace(config, reporter_secret=SECRET))[0] == GOOD
