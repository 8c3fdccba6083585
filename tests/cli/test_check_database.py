"""`check` says of the database what a start would meet, before it meets it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.app.config import Config
from bot.cli.check import BAD, GOOD, database
from db.database import Database


def config_of(file: Path) -> Config:
    return Config(token="never-sent", database_url=f"sqlite:///{file.as_posix()}")


@pytest.mark.parametrize("closed", ["", "fluence.db", "fluence.db.lock"])
async def test_what_belongs_to_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    config = config_of(tmp_path / "fluence.db")
    async with Database.open(config.database_url):
        pass
    assert database(config)[0] == GOOD
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path / closed)
    mark, words = database(config)
    assert mark == BAD
    assert f"{tmp_path / closed} cannot be written" in words


def test_a_place_where_none_can_be_made(tmp_path: Path) -> None:
    assert database(config_of(tmp_path / "not yet" / "fluence.db"))[0] == GOOD
    (tmp_path / "file").touch()
    assert database(config_of(tmp_path / "file" / "fluence.db"))[0] == BAD


def test_what_a_first_start_without_room_leaves_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "fluence.db").touch()
    mark, words = database(config_of(tmp_path / "fluence.db"))
    assert mark == GOOD
    assert "made by the first start" in words


def test_an_emptied_database_is_damage(tmp_path: Path) -> None:
    (tmp_path / "fluence.db").touch()
    (tmp_path / "fluence.db.erasures").write_text("{}\n")
    mark, words = database(config_of(tmp_path / "fluence.db"))
    assert mark == BAD
    assert "Restore a backup" in words
