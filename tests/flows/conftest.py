"""Lets the last test of the folder know whether all the others ran before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from discord.http import HTTPClient
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


@pytest.fixture
async def channel(stage: Stage) -> ChannelHandle:
    """Where the group plans its meetings."""
    return await stage.create_text_channel("meetings")


@pytest.fixture
async def organiser(stage: Stage) -> MemberActor:
    """Who plans them: a member without any role."""
    return await stage.add_member("iris", display_name="Iris")


@pytest.fixture
async def ana(stage: Stage) -> MemberActor:
    """A member who comes to them."""
    return await stage.add_member("ana", display_name="Ana")


@pytest.fixture
async def ben(stage: Stage) -> MemberActor:
    """Another."""
    return await stage.add_member("ben")


@pytest.fixture
def pages_like_discords(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord answers `after` with the next messages; simcord 3.2.1 with the last ones of the channel."""
    answered = HTTPClient.logs_from

    async def logs_from(self: HTTPClient, channel_id: int, limit: int, before: int | None = None, **where: Any) -> Any:
        after = where.pop("after", None)
        if after is None:
            return await answered(self, channel_id, limit, before=before, **where)
        following = sorted(each for each in stage.env.backend.messages.get(channel_id, {}) if each > after)[:limit]
        if not following:
            return await answered(self, channel_id, limit, after=after)
        return await answered(self, channel_id, len(following), before=following[-1] + 1)

    monkeypatch.setattr(HTTPClient, "logs_from", logs_from)
