"""Fixtures that every folder of tests may use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer

from bot.demo.stage import Stage
from db.database import Database
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.sharing import FolderScheduling

settings.register_profile("whatever the time", deadline=None)
settings.load_profile("whatever the time")  # a busy machine proves nothing; speed is measured in tests/benchmarks


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FolderScheduling:
    """Asked by pytest-xdist, where several processes share the tests."""
    return FolderScheduling(config, log)


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """Where a test's database lies; it is made when it is opened."""
    return tmp_path / "fluence.db"


@pytest.fixture
async def database(database_file: Path) -> AsyncIterator[Database]:
    """A real database file with every table."""
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as opened:
        yield opened


@pytest.fixture
async def stage(database_file: Path) -> AsyncIterator[Stage]:
    """A simulated Discord with one server and Fluence in it."""
    async with Stage(fluence_on(config_for(database_file))) as opened:
        await opened.create_guild()
        yield opened
