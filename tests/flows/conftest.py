"""Lets the last test of the folder know whether all the others ran before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage

_LAST = "test_everything_is_driven.py"


@dataclass(frozen=True, slots=True)
class Flows:
    """Whether this run holds every flow test."""

    are_complete: bool


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What judges the whole folder comes last (the folder runs in one process: see tests/support/sharing.py)."""
    items.sort(key=lambda item: item.path.name == _LAST)


@pytest.fixture
def flows(request: pytest.FixtureRequest) -> Flows:
    """What of this folder the run holds."""
    folder = Path(__file__).parent
    ran = {item.path.name for item in request.session.items if item.path.parent == folder}
    # A run of single tests (-k, file::test) is not the whole folder, and its last test says so.
    whole = not request.config.option.keyword and not any("::" in each for each in request.config.args)
    return Flows(whole and ran == {file.name for file in folder.glob("test_*.py")})


@pytest.fixture
async def general(stage: Stage) -> ChannelHandle:
    """A channel that everybody reads."""
    return await stage.create_text_channel("general")


@pytest.fixture
async def nurse(stage: Stage) -> MemberActor:
    """A member without any role."""
    return await stage.add_member("nurse")
