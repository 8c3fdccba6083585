"""The wire stand-in: what goes wrong on the line, and in the bot's process."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.wire import WireCord, WireError
from tests.wire.routing import Record
from tests.wire.scenario import IN_GENERAL, assert_sound, build, laboratory, spawn

MESSAGES = "/channels/{channel_id}/messages"


def succeeded(record: Record) -> bool:
    return record.status == 200


async def test_what_was_missed_is_replayed() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        await wire.drop_gateway(4000)
        wire.send_message("general", "while away", user="alice")
        await lab.hears("MSG 'while away'")
        await lab.hears("RESUMED")
        assert (wire.identifies, wire.resumes) == (1, 1)
        await wire.drop_gateway(None)
        wire.send_message("general", "cut", user="alice")
        await lab.hears("MSG 'cut'")
        wire.request_reconnect()
        await wire.until(lambda: wire.resumes == 3, 10, "the third resume")
        assert wire.identifies == 1
        wire.pause_gateway()
        stalled = wire.invoke("ping", **IN_GENERAL)
        with pytest.raises(WireError, match="not acknowledged"):
            await stalled.ack(0.2)
        wire.resume_gateway()
        assert (await stalled.message())["content"] == "pong"


async def test_a_refused_resume_identifies_again() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        wire.refuse_resume()
        await wire.drop_gateway(4000)
        await wire.until(lambda: wire.identifies == 2, 15, "a second IDENTIFY")
        await wire.ready()
        assert (await wire.invoke("ping", **IN_GENERAL).message())["content"] == "pong"


async def test_spoiled_answers() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        limited = wire.fail("POST", MESSAGES, status=429, retry_after=0.2)
        wire.send_message("general", "!say limited", user="alice")
        assert (await wire.wait_message("general"))["content"] == "limited"
        assert limited.hits == 1

        wire.fail("POST", MESSAGES, status=500, after=True)  # the message is there, but the bot is told otherwise
        started = time.monotonic()
        wire.send_message("general", "!say twice", user="alice")
        await wire.wait_request("POST", MESSAGES, count=2, since=started)
        # discord.py tried again with the same nonce: no second message
        assert [message["content"] for message in wire.history("general")].count("twice") == 1

        wire.fail("POST", MESSAGES, status=403, code=50013)
        wire.send_message("general", "!say no", user="alice")
        await lab.hears("REFUSED 403 50013")

        slow = wire.fail("POST", MESSAGES, delay=0.2)
        started = time.monotonic()
        wire.send_message("general", "!say slow", user="alice")
        record = await wire.wait_request("POST", MESSAGES, since=started, where=succeeded)
        assert slow.hits == 1
        assert record.t_out - record.t_in > 0.19


async def test_a_nonce_is_forgotten_in_time() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        for count, forget in ((1, False), (1, False), (2, True)):
            if forget:
                wire.forget_nonces()
            asked = time.monotonic()
            wire.send_message("general", "!key reminder-7", user="alice")
            await wire.wait_request("POST", MESSAGES, since=asked)
            assert [message["content"] for message in wire.history("general")].count("once") == count


async def test_rate_limits_are_told_and_obeyed() -> None:
    limits = {("POST", MESSAGES): (5, 1.5)}
    async with laboratory(rate_limits=limits) as lab:
        wire, started = lab.wire, time.monotonic()
        for number in range(7):
            wire.send_message("general", f"!say {number}", user="alice")
        last = await wire.wait_request("POST", MESSAGES, count=7, where=succeeded)
        assert last.t_in - started > 1
        assert 429 not in {record.status for record in wire.requests}
        assert 5 <= wire.peak_rate() <= len(wire.requests)


async def test_zlib_transport() -> None:
    async with laboratory(env={"WITHOUT_ZSTANDARD": "1"}) as lab:
        assert {connection.compression for connection in lab.wire.connections} == {"zlib-stream"}
        assert (await lab.wire.invoke("ping", **IN_GENERAL).message())["content"] == "pong"


async def test_a_killed_bot_reads_what_it_missed(tmp_path: Path) -> None:
    async with WireCord() as wire:
        guild = build(wire)
        async with spawn(wire) as bot:
            await wire.ready()
            assert await bot.kill() == -signal.SIGKILL
            assert not bot.running
            with pytest.raises(WireError, match="identify"):
                async with spawn(wire):
                    await wire.ready(0)
        kept = wire.send_message("general", "kept", user="alice")
        changed = wire.send_message("general", "before", user="alice")
        dropped = wire.send_message("general", "dropped", user="alice")
        wire.edit_message(changed, "after")
        wire.delete_message(dropped)
        post = wire.create_post("cases", "Post", "in a post", user="alice", tags=["Tip"])
        wire.archive_thread(post)
        general = guild.channels[guild.channel_id("general")]
        assert general["last_message_id"] == dropped["id"]  # as in Discord, though that message is gone
        assert guild.channels[guild.channel_id("cases")]["last_message_id"] == post["id"]
        assert [message["id"] for message in wire.history("general")] == [kept["id"], changed["id"]]

        async with wire.spawn(sys.executable, "-m", "tests.wire.sample_bot", cwd=tmp_path) as bot:
            await wire.ready()
            await wire.until(lambda: "READY" in bot.text())
            wire.send_message("readonly", f"!read {general['id']}", user="alice")
            await wire.until(lambda: "HISTORY ['kept', 'after']" in bot.text(), what="the history")
            wire.send_message("readonly", f"!read {post['id']}", user="alice")
            await wire.until(lambda: "HISTORY ['in a post']" in bot.text(), what="the post's history")
            assert "MSG 'kept'" not in bot.text()
            assert await bot.stop() == 0
        assert wire.identifies == 2
        assert_sound(wire)


async def test_a_bot_that_ends_by_itself() -> None:
    async with WireCord() as wire:
        env: dict[str, str | None] = {"SHOWN": "yes", "HOME": None}
        program = "import os, sys; print(os.environ['SHOWN'], 'HOME' in os.environ); sys.exit(78)"
        async with wire.spawn(sys.executable, "-c", program, env=env) as bot:
            assert await bot.wait() == 78
            assert bot.text() == "yes False"
