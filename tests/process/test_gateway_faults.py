"""A bad line to Discord: dropped, refused, limited, failing. Nothing is lost, and nothing is done twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.process.faces import button, words
from tests.process.fluence_process import FluenceLab, fluence_lab, spawn_fluence
from tests.wire.values import Json

MESSAGES = "/channels/{channel_id}/messages"
REACTION = MESSAGES + "/{message_id}/reactions/{emoji}/@me"
NOTE = "Not recorded"
_OWED_THREAD = "SELECT 1 FROM outbox WHERE kind = 'discussion_below'"


def _tips(lab: FluenceLab, *texts: str) -> list[Json]:
    return [lab.wire.send_message("general", f"#tip {text}", user="ana") for text in texts]


async def _marked(lab: FluenceLab, messages: list[Json]) -> None:
    for message in messages:
        await lab.marked(message)


def _assert_each_once(lab: FluenceLab, messages: list[Json]) -> None:
    kept = {row["message_id"]: row["text"] for row in lab.stored.kept()}
    assert kept == {int(message["id"]): message["content"] for message in messages}


async def test_a_dropped_gateway_is_resumed_and_nothing_is_lost(lab: FluenceLab) -> None:
    """Closed with a code, cut without a word, at Discord's own request, and where something between garbles it."""
    wire = lab.wire
    async with lab.fluence():
        said = _tips(lab, "before")
        await _marked(lab, said)
        for resumes, ending in enumerate((4000, None, "asked for", "no JSON", "not even packed"), 1):
            if ending == "asked for":
                wire.request_reconnect()
            elif isinstance(ending, str):
                wire.garble(packed=ending == "no JSON")
            else:
                await wire.drop_gateway(ending)
            said += _tips(lab, f"while the line is down, {resumes}", f"and another, {resumes}")
            wire.edit_message(said[0], f"#tip before, put right {resumes}")
            await wire.until(lambda resumes=resumes: wire.resumes == resumes, 20, "the resumption")
            said += _tips(lab, f"after, {resumes}")
            await _marked(lab, said)
            await lab.until(lambda stored, now=said[0]: stored.text_of(now) == now["content"], "the edit")
        assert wire.identifies == 1
    _assert_each_once(lab, said)


async def test_a_refused_resumption_is_caught_up(lab: FluenceLab) -> None:
    """The new session tells nothing of what happened between."""
    wire = lab.wire
    async with lab.fluence():
        said = _tips(lab, "before, one", "before, two")
        await _marked(lab, said)
        wire.sessions.clear()
        wire.refuse_resume()
        await wire.drop_gateway()
        said += _tips(lab, "in the gap, one", "in the gap, two")
        wire.edit_message(said[0], "#tip edited in the gap")
        wire.delete_message(said.pop(1))
        await wire.until(lambda: wire.identifies == 2, 30, "a new session")
        said += _tips(lab, "after")
        await _marked(lab, said)
        answer = await wire.invoke("search", {"query": "gap"}, user="ben", channel="general").message()
        assert "in the gap, two" in words(answer)
        await lab.until(lambda stored: stored.text_of(said[0]) == "#tip edited in the gap", "the edit")
        await lab.until(lambda stored: stored.count_kept() == len(said), "the tombstone")
    _assert_each_once(lab, said)
    assert lab.stored.rows("SELECT count(*) FROM entry WHERE status = 'withdrawn'")[0][0] == 1


async def test_limits_and_faults_of_reactions_delay_the_mark_only(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        limited = wire.fail("PUT", REACTION, status=429, retry_after=0.3, times=2)
        said = _tips(lab, "one", "two")
        await _marked(lab, said)
        failing = wire.fail("PUT", REACTION, status=500)
        said += _tips(lab, "three")
        await _marked(lab, said)
        assert (limited.hits, failing.hits) == (2, 1)
        refused = wire.fail("PUT", REACTION, status=403, code=90001)  # the author has blocked the bot
        (blocked,) = _tips(lab, "four")
        await lab.until(lambda stored: stored.text_of(blocked), "the entry without its mark")
        await lab.until(lambda _: refused.hits == 1, "the refusal")
    _assert_each_once(lab, [*said, blocked])


async def test_limits_and_faults_of_sending_make_one_message(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        wire.fail("POST", MESSAGES, status=429, retry_after=0.2, is_global=True)
        wire.send_message("general", "#protocol 12 J/cm², one", user="ana")
        await wire.wait_message("general", where=lambda sent: NOTE in words(sent))
        wire.fail("POST", MESSAGES, status=502)
        wire.send_message("meetings", "#protocol 12 J/cm², two", user="ana")
        await wire.wait_message("meetings", where=lambda sent: NOTE in words(sent))
        await lab.until(lambda stored: len(stored.rows("SELECT 1 FROM posted_copy")) == 2, "both notes to be known")
        assert [len(_notes(lab, channel)) for channel in ("general", "meetings")] == [1, 1]
        # What goes by the outbox, and takes effect: Discord knows the nonce when the library sends it again.
        before = len(wire.history("meetings"))
        day = datetime.now(UTC) + timedelta(days=30)
        options = {"title": "Spring meeting", "when": f"{day:%Y-%m-%d} 18:30", "zone": "UTC"}
        draft = await wire.invoke("meeting create", options, user="nadia", channel="meetings").message()
        faulty = wire.fail("POST", MESSAGES, status=500, after=True)
        await wire.click(draft, button(draft, "Post it"), user="nadia").message()
        await lab.until(
            lambda stored: stored.rows("SELECT 1 FROM outbox WHERE kind = 'meeting_card' AND state = 'sent'"),
            "the announcement to be written down",
        )
    assert faulty.hits == 1
    (announcement,) = wire.history("meetings")[before:]
    sent = lab.stored.rows("SELECT message_id FROM outbox WHERE kind = 'meeting_card'")
    assert sent[0]["message_id"] == int(announcement["id"])


async def test_what_is_owed_at_a_start_waits_until_the_server_is_known(lab: FluenceLab) -> None:
    """Rows are due before the gateway has told about any server: nothing is gone because of that."""
    wire = lab.wire
    async with lab.fluence() as bot:
        stalled = wire.fail("POST", MESSAGES + "/{message_id}/threads", status=503, delay=1)
        wire.send_message("general", "#summary of a talk", user="ana")
        await lab.until(lambda _: stalled.hits, "the thread to be asked for")
        await bot.kill()
    wire.pause_gateway()
    async with spawn_fluence(wire, lab.folder) as bot:
        lab.started.append(bot)
        await lab.until(lambda stored: stored.rows(_OWED_THREAD + " AND attempts = 2"), "the second attempt")
        assert wire.identifies == 1
        wire.resume_gateway()
        await lab.until(lambda stored: stored.rows(_OWED_THREAD + " AND state = 'sent'"), "the thread")
        assert await bot.stop() == 0
    assert len(wire.find_requests("POST", MESSAGES + "/{message_id}/threads")) == 2


async def test_an_outage_while_catching_up_is_made_good_later(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence() as bot:
        said = _tips(lab, "before")
        await _marked(lab, said)
        await bot.kill()
    said += _tips(lab, "while away")
    fault = wire.fail("GET", MESSAGES, status=503, times=50)
    async with lab.fluence():
        await lab.until(lambda _: fault.hits, "the outage")
        wire.send_message("general", "nothing in particular", user="ben")
        last = _tips(lab, "after")
        await _marked(lab, last)
        assert lab.stored.text_of(said[1]) is None
    wire.faults.clear()
    async with lab.fluence():
        await _marked(lab, said)
    _assert_each_once(lab, [*said, *last])


async def test_a_line_that_stalls_delays_and_loses_nothing(lab: FluenceLab) -> None:
    async with lab.fluence():
        lab.wire.pause_gateway()
        said = _tips(lab, *(f"number {number}" for number in range(50)))
        asked = lab.wire.invoke("search", {"query": "number"}, user="ben", channel="general")
        lab.wire.resume_gateway()
        assert "number" in words(await asked.message())
        await _marked(lab, said)
    _assert_each_once(lab, said)


async def test_discords_own_limits_are_kept(tmp_path: Path) -> None:
    """With the usual buckets: marks wait for their turn, and answers to people don't wait for the marks."""
    async with fluence_lab(tmp_path, rate_limits="discord") as lab, lab.fluence():
        said = _tips(lab, *(f"number {number}" for number in range(12)))
        asked = lab.wire.invoke("search", {"query": "number"}, user="ben", channel="general")
        await asked.message()
        assert asked.latency is not None
        assert timedelta(seconds=asked.latency) < timedelta(seconds=3)
        await lab.wire.until(lambda: all(map(lab.is_marked, said)), 30, "the marks")
        assert not [record for record in lab.wire.requests if record.status == 429]


def _notes(lab: FluenceLab, channel: str) -> list[Json]:
    return [one for one in lab.wire.history(channel) if lab.wire.is_bots(one) and NOTE in words(one)]
