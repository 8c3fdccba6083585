"""After a restore what stands in public is still known and follows, and what moderators hid stays hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.complications import Reporter, Told
from bot.exchange.copies import COPY_KIND, DIGEST_COPY_KIND, NAME_KIND
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.incoming import Ignored, Kept
from bot.exchange.lookup import Asker
from bot.exchange.moderation import HidingReason
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.restoring import restore
from bot.exchange.saving import Draft, Saved, read_draft
from db import digest, entries, posted_copies, questions
from db.backups import back_up
from db.closing import close_entry
from db.complications import Facts
from db.database import Database
from db.digest import Issue, Part
from db.entries import Entry
from db.outcomes import Counts
from db.posted_copies import PostedCopy
from db.standings import Hiding
from tests.support.clocks import LaterClock
from tests.support.incoming_messages import said_openly

GUILD, NURSE, MODERATOR = 7, 1, 2
CHANNEL, CARD, NEWS, THREAD = 70, 500, 600, 71
SECRET = "an invented secret, long enough for a test"
Deed = Callable[[Exchange], Awaitable[object]]


async def save(exchange: Exchange, text: str) -> Entry:
    saved = await exchange.saving.save(GUILD, NURSE, read_draft(Draft(EntryKind.TIP, text)))
    assert isinstance(saved, Saved)
    return saved.entry


async def post(database: Database, number: int) -> None:
    """A card, a thread and a digest with an entry."""
    now = LaterClock().now()
    issue = Issue(0, GUILD, "week 1", CHANNEL, None, now, number, (Part("tip", (number,), 1),), now)
    async with database.write() as write:
        await posted_copies.add(write, PostedCopy(CARD, CHANNEL, GUILD, number, "card"))
        await questions.open_discussion(write, GUILD, number, THREAD)
        await digest.compose(write, issue)
        await digest.posted(write, issue.key, NEWS)


async def owed(database: Database) -> dict[str, sqlite3.Row]:
    """The edits that are to be made, by kind."""
    async with database.read() as read:
        rows = await read.all("SELECT kind, target_id, channel_id, due_at FROM outbox WHERE state = 'due'", {})
    return {row["kind"]: row for row in rows}


async def back_to(database_file: Path, before: Deed, after: Callable[[Exchange, Database], Awaitable[object]]) -> None:
    """A backup between two deeds is restored."""
    url = f"sqlite:///{database_file.as_posix()}"
    copy = database_file.with_name("copy.db")
    async with Database.open(url) as database:
        exchange = open_exchange(database, LaterClock(), ReporterKeys(SECRET))
        await before(exchange)
        back_up(database_file, copy)
        await after(exchange, database)
    assert (await restore(copy, url)).former_was_read


async def test_what_was_posted_after_the_backup_follows_its_author_still(database_file: Path) -> None:
    async def before(exchange: Exchange) -> None:
        await save(exchange, "Cool first.")

    async def after(_: Exchange, database: Database) -> None:
        await post(database, 1)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        exchange = open_exchange(database, LaterClock())
        async with database.write() as write:
            await write.run("DELETE FROM outbox")
        await exchange.privacy.forget(GUILD, NURSE)
        due = await owed(database)
        assert {COPY_KIND: CARD, DIGEST_COPY_KIND: NEWS, NAME_KIND: THREAD}.items() <= {
            kind: row["target_id"] for kind, row in due.items()
        }.items()


async def test_what_shows_a_merge_that_the_backup_does_not_know_shows_its_own_entry_again(database_file: Path) -> None:
    async def before(exchange: Exchange) -> None:
        for text in ("Cool first.", "Cool before all else."):
            entry = await save(exchange, text)
        await exchange.discussions.opened(entry, THREAD, PostedCopy(CARD, CHANNEL, GUILD, 2, "card"))

    async def after(exchange: Exchange, _: Database) -> None:
        await exchange.moderation.merge(GUILD, 2, 1, MODERATOR)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        due = await owed(database)
        assert (due[COPY_KIND]["target_id"], due[NAME_KIND]["target_id"]) == (CARD, THREAD)


async def test_what_shows_an_answer_or_a_report_that_is_lost_shows_it_no_longer(database_file: Path) -> None:
    protocol = "#protocol GentleMax Pro, hair removal, 18 mm, 755 nm, 14 J/cm², 3 ms"

    async def before(exchange: Exchange) -> None:
        asked = await exchange.saving.save(GUILD, NURSE, read_draft(Draft(EntryKind.QUESTION, "Which cooling?")))
        used = await exchange.library.keep(said_openly(GUILD, NURSE, protocol, LaterClock().now()))
        assert isinstance(asked, Saved)
        assert isinstance(used, Kept)
        await exchange.lookup.remember_copy(asked.entry, CHANNEL, CARD)
        await exchange.lookup.remember_copy(used.entry, CHANNEL, CARD + 1)

    async def after(exchange: Exchange, _: Database) -> None:
        await exchange.saving.save(GUILD, MODERATOR, read_draft(Draft(EntryKind.ANSWER, "Cold air.", question=1)))
        await exchange.protocols.report(Asker(GUILD, MODERATOR), 2, 1, Counts(5, 0, 0, 4))

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database, database.read() as read:
        due = await read.all("SELECT target_id FROM outbox WHERE state = 'due' AND kind = :kind", {"kind": COPY_KIND})
    assert {row["target_id"] for row in due} == {CARD, CARD + 1}


async def test_what_shows_an_entry_that_is_lost_shows_a_tombstone(database_file: Path) -> None:
    async def before(exchange: Exchange) -> None:
        await save(exchange, "Cool first.")

    async def after(exchange: Exchange, database: Database) -> None:
        await save(exchange, "Warm last.")
        await post(database, 2)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        async with database.read() as read:
            lost = await entries.by_number(read, GUILD, 2)
        assert lost is not None
        assert (lost.status, lost.content.text) == ("withdrawn", "")
        assert {COPY_KIND, DIGEST_COPY_KIND, NAME_KIND} <= set(await owed(database))
        assert (await save(open_exchange(database, LaterClock()), "New.")).number == 3


async def test_a_community_that_came_and_went_since_the_backup_is_known(database_file: Path) -> None:
    async def before(_: Exchange) -> None:
        """The bot is in no server yet."""

    async def after(exchange: Exchange, database: Database) -> None:
        await save(exchange, "Cool first.")
        await post(database, 1)
        await save(exchange, "Warm last.")
        await exchange.communities.leave(GUILD)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        exchange = open_exchange(database, LaterClock())
        assert (await exchange.communities.of(GUILD)).left_at is not None
        assert (await owed(database))[DIGEST_COPY_KIND]["target_id"] == NEWS
        assert (await save(exchange, "New.")).number == 3


async def test_a_notice_follows_a_report_that_was_erased_after_the_backup_at_the_days_end(database_file: Path) -> None:
    draft = read_draft(Draft(EntryKind.COMPLICATION, "Blisters by the evening", complication="burn"))

    async def before(exchange: Exchange) -> None:
        reported = await exchange.complications.report(Reporter(GUILD, NURSE, is_withheld=True), draft, Told())
        assert isinstance(reported, Entry)
        await exchange.lookup.remember_copy(reported, CHANNEL, CARD)

    async def after(exchange: Exchange, _: Database) -> None:
        await exchange.privacy.forget(GUILD, NURSE)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        notice = (await owed(database))[COPY_KIND]
    assert (notice["target_id"], notice["due_at"] % (timedelta(days=1) // timedelta(milliseconds=1))) == (CARD, 0)


@pytest.mark.parametrize("is_known", [True, False], ids=["known to the backup", "said after the backup"])
async def test_what_a_moderator_hid_stays_hidden(database_file: Path, is_known: bool) -> None:
    said = said_openly(GUILD, NURSE, "#tip Cool first", LaterClock().now(), message_id=700)

    async def nothing(_: Exchange) -> None:
        return

    async def keep(exchange: Exchange) -> None:
        assert isinstance(await exchange.library.keep(said), Kept)

    async def after(exchange: Exchange, _: Database) -> None:
        if not is_known:
            await keep(exchange)
        await exchange.moderation.hide(GUILD, 1, MODERATOR, HidingReason.IDENTIFYING)

    await back_to(database_file, keep if is_known else nothing, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        exchange = open_exchange(database, LaterClock())
        again = await exchange.library.keep(said)
        async with database.read() as read:
            entry = await entries.by_number(read, GUILD, 1)
        assert entry is not None
        assert entry.status == ("hidden" if is_known else "withdrawn")
        assert is_known or again == Ignored("withdrawn")
        read_by_moderators = await exchange.moderation.hidden(Asker(GUILD, MODERATOR), 1)
        # The audit went back to the backup: who hid it is not known any more, and nobody else is named.
        assert (read_by_moderators is not None and read_by_moderators[1]) == (
            Hiding(HidingReason.IDENTIFYING, None, None) if is_known else False
        )


async def test_what_became_private_to_its_channel_stays_so(database_file: Path) -> None:
    said = said_openly(GUILD, NURSE, "#tip Cool first", LaterClock().now(), message_id=700)

    async def before(exchange: Exchange) -> None:
        assert isinstance(await exchange.library.keep(said), Kept)

    async def after(_: Exchange, database: Database) -> None:
        async with database.write() as write:
            await close_entry(write, GUILD, 1, CHANNEL)
        await post(database, 1)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        async with database.read() as read:
            entry = await entries.by_number(read, GUILD, 1)
        assert entry is not None
        assert entry.source is not None
        assert entry.source.private_channel_id == CHANNEL
        assert {COPY_KIND, DIGEST_COPY_KIND} <= set(await owed(database))


async def test_a_patients_no_still_counts(database_file: Path) -> None:
    said = said_openly(GUILD, NURSE, "#tip Crusting after IPL", LaterClock().now())

    async def before(exchange: Exchange) -> None:
        assert isinstance(await exchange.library.keep(said), Kept)

    async def after(exchange: Exchange, database: Database) -> None:
        await exchange.library.keep(replace(said, text="#complication Crusting after IPL"))
        await exchange.complications.add(GUILD, NURSE, 1, Told(Facts(consent="no"), frozenset({"consent"})))
        await post(database, 1)

    await back_to(database_file, before, after)
    async with Database.open(f"sqlite:///{database_file.as_posix()}") as database:
        exchange = open_exchange(database, LaterClock())
        entry = await exchange.library.entry(GUILD, 1)
        assert entry is not None
        assert (entry.kind, entry.is_refused) == (EntryKind.TIP, True), "also of what was no report at the backup"
        await exchange.library.keep(replace(said, text="#complication Crusting after IPL"))
        report = await exchange.complications.report_of(GUILD, 1)
        assert report is not None
        assert report.facts.consent == "no"
        assert {COPY_KIND, DIGEST_COPY_KIND} <= set(await owed(database))


async def test_without_the_former_file_it_says_so(database_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url):
        back_up(database_file, tmp_path / "copy.db")
    database_file.unlink()
    assert not (await restore(tmp_path / "copy.db", url)).former_was_read
