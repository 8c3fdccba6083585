"""The library's door, without Discord: one entry a message, one community a library."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.communities import Communities
from bot.exchange.corrections import Corrections, Identifying, Said
from bot.exchange.discussions import Discussions
from bot.exchange.incoming import Chosen, Held, Ignored, IgnoredReason, Kept
from bot.exchange.library import Library
from bot.exchange.members import Members
from bot.exchange.outbox import Outbox
from bot.exchange.refusal import Refusal
from bot.exchange.removals import Removals
from bot.exchange.reporter_keys import ReporterKeys
from db import members, posted_copies
from db.database import Database
from db.posted_copies import PostedCopy
from tests.support.incoming_messages import said_openly

HERE, ELSEWHERE = 7, 8
START = datetime(2026, 5, 1, 9, tzinfo=UTC)


class SteppingClock:
    """Every look at it is a second later."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def outbox(database: Database, clock: SteppingClock) -> Outbox:
    return Outbox(database, clock)


@pytest.fixture
def library(database: Database, clock: SteppingClock, outbox: Outbox) -> Library:
    return Library(database, clock, Communities(database, clock), outbox)


MESSAGE = said_openly(HERE, 1, "#tip Cool first", START)


async def test_the_same_message_is_one_entry_however_often_it_comes(library: Library) -> None:
    outcomes = [await library.keep(MESSAGE) for _ in range(3)]
    assert [outcome.is_new for outcome in outcomes if isinstance(outcome, Kept)] == [True, False, False]
    assert {outcome.entry.number for outcome in outcomes if isinstance(outcome, Kept)} == {1}


async def test_communities_never_mix(library: Library) -> None:
    here = await library.keep(MESSAGE)
    there = await library.keep(replace(MESSAGE, guild_id=ELSEWHERE, text="#tip Something else"))
    assert isinstance(here, Kept)
    assert isinstance(there, Kept)
    assert (here.entry.guild_id, there.entry.guild_id) == (HERE, ELSEWHERE)
    assert await library.delete(ELSEWHERE, MESSAGE.message_id) is None
    still = await library.entry(HERE, here.entry.number)
    gone = await library.entry(ELSEWHERE, there.entry.number)
    assert still is not None
    assert gone is not None
    assert (still.status, gone.status) == ("listed", "withdrawn")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "Cool first"}, "untagged"),
        ({"text": "#tipp Cool first"}, "nearly tagged"),
        ({"text": "#tipp Cool first", "author_belongs": False}, "untagged"),
        ({"text": "#tip"}, "empty"),
        ({"readable_by_all": False}, "private"),
        ({"author_belongs": False}, "not a member"),
    ],
)
async def test_what_is_ignored_and_why(library: Library, change: dict[str, Any], reason: IgnoredReason) -> None:
    assert await library.keep(replace(MESSAGE, **change)) == Ignored(reason)
    kept = await library.keep(MESSAGE)
    assert isinstance(kept, Kept)


async def test_what_may_not_be_kept_any_more_is_withdrawn_only_when_it_changes(library: Library) -> None:
    await library.keep(MESSAGE)
    assert isinstance(await library.keep(replace(MESSAGE, readable_by_all=False)), Kept)
    changed = replace(MESSAGE, readable_by_all=False, text="#tip Said in private now")
    assert await library.keep(changed) == Ignored("private", was_kept=True)
    entry = await library.entry(HERE, 1)
    assert entry is not None
    assert (entry.status, entry.content.text) == ("withdrawn", "")


@pytest.mark.parametrize("change", [{"author_belongs": False}, {"readable_by_all": False}])
async def test_another_reader_alone_withdraws_nothing(
    library: Library, database: Database, change: dict[str, Any]
) -> None:
    post = replace(MESSAGE, text="Cool first", title="Cooling", forum_kind=EntryKind.TIP)
    for message in (MESSAGE, replace(post, message_id=701, channel_id=701, parent_channel_id=70)):
        assert isinstance(await library.keep(message), Kept)
        async with database.write() as write:
            await write.run("UPDATE entry SET reader_version = 0, terms = 'what an older reader found'")
        outcome = await library.keep(replace(message, **change))
        assert isinstance(outcome, Kept)
        assert outcome.entry.content.terms == "what an older reader found", "nothing was written"


async def test_what_its_author_has_opted_out_of_since_is_withdrawn_only_when_it_changes(
    library: Library, database: Database, clock: SteppingClock
) -> None:
    post = replace(MESSAGE, text="Cool first", title="Cooling", forum_kind=EntryKind.TIP, channel_id=MESSAGE.message_id)
    await library.keep(post)
    await Members(database, clock, Outbox(database, clock)).opt_out(HERE, post.author_id)
    async with database.write() as write:
        await write.run("UPDATE entry SET reader_version = 0")
    assert isinstance(await library.keep(post), Kept)
    retagged = replace(post, forum_kind=EntryKind.QUESTION)
    assert await library.keep(retagged) == Ignored("opted out", was_kept=True)


async def test_what_was_said_while_its_author_had_opted_out_is_never_kept(
    library: Library, database: Database, clock: SteppingClock
) -> None:
    first_time, between, second_time = (START + timedelta(hours=each) for each in (-6, -4, -2))
    said = replace(MESSAGE, said_at=first_time)
    async with database.write() as write:
        for began_at in (first_time, second_time):
            await members.opt_out(write, HERE, MESSAGE.author_id, began_at)
            await members.opt_in(write, HERE, MESSAGE.author_id, began_at + timedelta(hours=1))
    by_colleague = replace(said, chosen=Chosen(EntryKind.TIP, MESSAGE.author_id + 1))
    for message in (said, by_colleague, replace(said, said_at=second_time)):
        assert await library.keep(message) == Ignored("opted out")
        assert await library.outlook(message) == Ignored("opted out")
    assert await library.keep(replace(said, readable_by_all=False)) == Ignored("private"), "no hint is due there"
    assert await library.keep(replace(said, author_belongs=False)) == Ignored("not a member")
    edited_between = await library.keep(replace(said, said_at=between))
    assert isinstance(edited_between, Kept)
    edited_then = replace(said, text="#tip Cool twice", said_at=second_time)
    assert await library.keep(edited_then) == Ignored("opted out", was_kept=True)
    post = replace(said, text="Cool", title="Cooling", forum_kind=EntryKind.TIP, message_id=702, channel_id=702)
    assert isinstance(await library.keep(replace(post, chosen=Chosen(EntryKind.TIP, post.author_id))), Kept)
    assert isinstance(await library.keep(replace(post, title="Cooling first")), Kept), "they have asked for it since"
    async with database.write() as write:
        third_time = clock.now() + timedelta(hours=1)
        await members.opt_out(write, HERE, post.author_id, third_time)
        await members.opt_in(write, HERE, post.author_id, third_time + timedelta(hours=1))
    edited = replace(post, text="Cool twice", said_at=third_time)
    assert await library.keep(edited) == Ignored("opted out", was_kept=True), "not of what was written later"
    cleared = replace(post, message_id=703, channel_id=703, renewed_at=third_time + timedelta(hours=2))
    for message in (cleared, replace(cleared, renewed_at=None, title="Cooling first")):
        assert isinstance(await library.keep(message), Kept)


async def test_a_private_thread_counts_only_when_it_is_opted_in_itself(
    library: Library, database: Database, clock: SteppingClock
) -> None:
    await _opt_in(database, clock, 70)
    below = replace(MESSAGE, channel_id=71, parent_channel_id=70, readable_by_all=False)
    for_invited = replace(below, channel_id=72, message_id=701, is_private_thread=True)
    assert isinstance(await library.keep(below), Kept)
    assert await library.keep(for_invited) == Ignored("private")


async def test_an_opted_in_private_thread_is_open_to_those_who_see_it_alone(
    library: Library, database: Database, clock: SteppingClock
) -> None:
    await _opt_in(database, clock, 70)
    await _opt_in(database, clock, 72)
    kept = await library.keep(
        replace(MESSAGE, channel_id=72, parent_channel_id=70, readable_by_all=False, is_private_thread=True)
    )
    assert isinstance(kept, Kept)
    assert kept.entry.source is not None
    assert kept.entry.source.private_channel_id == 72


async def _opt_in(database: Database, clock: SteppingClock, channel_id: int) -> None:
    await Communities(database, clock).opt_channel_in(HERE, channel_id)


async def test_a_post_without_words_is_its_title(library: Library) -> None:
    post = replace(MESSAGE, text="", title="How deep on the chin?", forum_kind=EntryKind.QUESTION)
    kept = await library.keep(post)
    assert isinstance(kept, Kept)
    assert (kept.entry.content.text, kept.entry.content.title) == ("How deep on the chin?",) * 2


async def test_a_hold_keeps_its_line_until_it_is_lifted(library: Library, database: Database) -> None:
    named = replace(MESSAGE, text="#tip Mrs Quillfeather")
    assert await library.keep(named) == Held(("name",), None)
    async with database.write() as write:
        await write.run("UPDATE held_message SET notice_message_id = 701")
    mailed = replace(MESSAGE, text="#tip Mrs Quillfeather, q@example.org")
    assert await library.keep(mailed) == Held(("email", "name"), 701)
    kept = await library.keep(MESSAGE)
    assert isinstance(kept, Kept)
    assert (kept.is_new, kept.lifted_line) == (True, 701)


async def test_corrections_are_screened_and_only_the_authors(
    library: Library, database: Database, clock: SteppingClock, outbox: Outbox
) -> None:
    await library.keep(MESSAGE)
    corrections = Corrections(database, clock, outbox, ReporterKeys())
    said = Said(title="For Mrs Quillfeather", device=None, handpiece="", skin_types=())
    assert await corrections.correct(HERE, 1, 1, said) == Identifying(("name",))
    with pytest.raises(Refusal, match="Only the author"):
        await corrections.correct(HERE, 1, 2, replace(said, title="Mine now"))
    with pytest.raises(Refusal, match="no such entry"):
        await corrections.correct(ELSEWHERE, 1, 1, replace(said, title="Elsewhere"))
    with pytest.raises(Refusal, match="no such entry"):
        await corrections.standing(ELSEWHERE, 1)


async def test_a_change_has_every_copy_shown_anew(library: Library, database: Database, outbox: Outbox) -> None:
    woken: list[bool] = []
    outbox.on_change(lambda: woken.append(True))
    kept = await library.keep(MESSAGE)
    assert isinstance(kept, Kept)
    await library.remember_note(kept.entry, 70, 701)
    async with database.write() as write:
        assert await write.all("SELECT * FROM outbox") == [], "it says what the entry says"
        await posted_copies.add(write, PostedCopy(702, 71, HERE, 1, "card"))
    woken.clear()
    await library.keep(replace(MESSAGE, text="#tip Cool twice"))
    assert woken
    async with database.read() as read:
        rows = await read.all("SELECT target_id, label FROM outbox ORDER BY target_id")
    assert [tuple(row) for row in rows] == [(701, "note"), (702, "card")]
    await library.remember_note(kept.entry, 70, 703)  # sent as the edit came
    async with database.read() as read:
        assert await read.all("SELECT * FROM outbox WHERE target_id = 703") != []


async def test_however_many_are_withdrawn_the_disk_is_waited_for_once(
    library: Library, database: Database, clock: SteppingClock, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for message_id in range(700, 730):
        await library.keep(replace(MESSAGE, message_id=message_id))
    removals = Removals(database, clock, outbox)
    await removals.channel_deleted(HERE, MESSAGE.channel_id)
    syncs: list[int] = []
    monkeypatch.setattr(os, "fsync", syncs.append)
    assert await removals.remove(HERE, 1, 5) == 30
    assert len(syncs) == 1
    assert len(database.journal.erasures()) == 30


async def test_a_removal_belongs_to_its_community(
    library: Library, database: Database, clock: SteppingClock, outbox: Outbox
) -> None:
    await library.keep(MESSAGE)
    removals = Removals(database, clock, outbox)
    await removals.messages_deleted(ELSEWHERE, [MESSAGE.message_id])
    await removals.channel_deleted(ELSEWHERE, MESSAGE.channel_id)
    still = await library.entry(HERE, 1)
    assert still is not None
    assert still.status == "listed"
    await removals.channel_deleted(HERE, MESSAGE.channel_id)
    assert await removals.question(ELSEWHERE, 1) is None
    with pytest.raises(Refusal, match="no such question"):
        await removals.keep(ELSEWHERE, 1, 5)
    assert (await removals.keep(HERE, 1, 5)).count == 1
    with pytest.raises(Refusal, match="were kept"):
        await removals.remove(HERE, 1, 5)
    assert await removals.run_out(HERE, 1) == 0


async def test_what_is_found_after_a_crash_is_shown_anew(library: Library, database: Database, outbox: Outbox) -> None:
    kept = await library.keep(MESSAGE)
    assert isinstance(kept, Kept)
    await library.keep(replace(MESSAGE, text="Cool first"))
    [sending] = await outbox.claim(1)  # the word about the lost tag, sent as the process ended
    await library.keep(replace(MESSAGE, text="Cool last"))
    await outbox.found(sending, 703)
    discussions = Discussions(database, SteppingClock(), outbox)
    await discussions.found(kept.entry, 71, PostedCopy(704, 70, HERE, 1, "card"))
    async with database.read() as read:
        rows = await read.all("SELECT target_id, label FROM outbox WHERE state = 'due' AND kind = 'entry_copy'")
    assert {tuple(row) for row in rows} >= {(703, "note"), (704, "card")}
