"""When Discord or the way to it fails for a moment, nothing is lost: it is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import HTTPClient
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.holds import Holds
from bot.exchange.library import Library
from bot.ui.receiving import Receiver
from db.failures import StoreUnwritable
from tests.support.library import entry_of, kept
from tests.support.simulated_discord import (
    absence,
    archive_thread,
    change_forum_tags,
    post_in_forum,
    said_by_bot,
    start_thread,
)


class Unwell:
    """Discord's answer on a bad day."""

    status = 503
    reason = "Service Unavailable"


@pytest.mark.parametrize("fault", [OSError("reset"), aiohttp.ClientError(), TimeoutError()], ids=repr)
async def test_a_connection_that_breaks_off_is_tried_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    await nurse.send(general, "#tip before")
    answers = HTTPClient.logs_from

    async def break_off(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(HTTPClient, "logs_from", break_off)
    async with absence(stage):
        missed = await nurse.send(general, "#tip said while away")
    assert await entry_of(stage, missed) is None
    monkeypatch.setattr(HTTPClient, "logs_from", answers)
    await stage.advance(timedelta(minutes=10))
    assert (await kept(stage, missed)).status == "listed"


@pytest.mark.parametrize("asked", ["get_active_threads", "get_public_archived_threads"])
async def test_threads_that_discord_does_not_tell_of_are_asked_for_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    thread = await start_thread(stage, nurse, general, "depth")
    await nurse.send(thread, "talk")
    answers = getattr(HTTPClient, asked)

    async def fail(*_: object, **__: object) -> None:
        raise discord.DiscordServerError(Unwell(), None)  # pyright: ignore[reportArgumentType] (a stand-in)

    monkeypatch.setattr(HTTPClient, asked, fail)
    async with absence(stage):
        missed = await nurse.send(thread, "#tip said while away")
        if asked != "get_active_threads":
            await archive_thread(stage, thread)
    assert await entry_of(stage, missed) is None
    monkeypatch.setattr(HTTPClient, asked, answers)
    await stage.advance(timedelta(minutes=10))
    assert (await kept(stage, missed)).status == "listed"


@pytest.mark.parametrize("fault", [OSError("reset"), aiohttp.ClientError()], ids=repr)
async def test_an_edit_whose_author_cannot_be_asked_for_is_followed_later(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    edited = await nurse.send(general, "#tip first version")

    async def break_off(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as away:
        away.setattr(Receiver, "take", break_off)
        await nurse.edit(edited, "#tip second version")
    assert list(stage.take_errors()) == [fault]
    assert (await kept(stage, edited)).content.text == "#tip first version"
    await stage.advance(timedelta(minutes=10))
    assert (await kept(stage, edited)).content.text == "#tip second version"


@pytest.mark.parametrize("fault", [OSError("reset"), None], ids=["connection", "server"])
async def test_a_forum_tag_changed_while_discord_does_not_answer_counts_later(
    stage: Stage, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    forum = await stage.create_forum_channel("co2", tags=["Tip", "Question"])
    post = await post_in_forum(stage, nurse, forum, "Depth", "start lower", tags=["Tip"])

    async def fail(*_: object) -> None:
        raise fault or discord.DiscordServerError(Unwell(), None)  # pyright: ignore[reportArgumentType] (a stand-in)

    with monkeypatch.context() as away:
        away.setattr(HTTPClient, "get_message", fail)
        await change_forum_tags(stage, post, tags=["Question"])
    stage.take_errors()
    assert (await kept(stage, post.message)).content.kind is EntryKind.TIP
    await stage.advance(timedelta(minutes=10))
    assert (await kept(stage, post.message)).content.kind is EntryKind.QUESTION


@pytest.mark.parametrize(
    ("text", "keeper", "remembers"),
    [("#protocol 12 J/cm²", Library, "remember_note"), ("#tip Mrs Quillfeather", Holds, "line_stands")],
    ids=["a note", "a hold's line"],
)
async def test_what_cannot_be_remembered_does_not_stay_in_the_channel(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    keeper: type,
    remembers: str,
) -> None:
    async def refuse(*_: object) -> None:
        raise StoreUnwritable("the disk is full")

    monkeypatch.setattr(keeper, remembers, refuse)
    await nurse.send(general, text)
    assert [type(error) for error in stage.take_errors()] == [StoreUnwritable]
    assert said_by_bot(stage, general) == []


async def test_nothing_is_posted_twice_by_a_connection_that_breaks_off(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = discord.abc.Messageable.send
    nonces: list[object] = []

    async def send(channel: discord.abc.Messageable, *said: Any, **named: Any) -> discord.Message:
        nonces.append(named.get("nonce"))
        return await sends(channel, *said, **named)

    monkeypatch.setattr(discord.abc.Messageable, "send", send)
    await nurse.send(general, "#protocol 12 J/cm²")
    await nurse.send(general, "#tip")
    held = await nurse.send(general, "#tip Mrs Quillfeather")
    await stage.advance(timedelta(seconds=1))
    await nurse.edit(held, "#tip Cool first")
    await stage.advance(timedelta(seconds=1))
    await nurse.edit(held, "#tip Mrs Quillfeather")
    assert len(nonces) == 4
    assert None not in nonces
    assert len(set(nonces)) == 4, "the second line about a message is not the first one, which is gone"
