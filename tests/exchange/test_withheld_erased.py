"""A withheld report that its reporter has erased stays erased, leaves no byte, and the journal ties it to nobody."""

from __future__ import annotations

from pathlib import Path

from bot.clinical.reading import EntryKind
from bot.exchange.complications import Reporter, Told
from bot.exchange.exchange import Exchange, open_exchange
from bot.exchange.reporter_keys import ReporterKeys
from bot.exchange.restoring import restore
from bot.exchange.saving import Draft, read_draft
from db import complications, entries
from db.backups import back_up
from db.database import Database
from db.entries import Entry
from tests.support.clocks import LaterClock

HOME, NURSE, COLLEAGUE, LEAVING = 100, 7_000_000_000_000_007, 8, 9
DAY = 24 * 60 * 60 * 1000
RARE = "zygomaticus"
SECRET = "an invented secret, long enough for a test"


async def _withheld(exchange: Exchange) -> Entry:
    draft = read_draft(Draft(EntryKind.COMPLICATION, f"A burn over the {RARE}", complication="burn"))
    kept = await exchange.complications.report(Reporter(HOME, NURSE, is_withheld=True), draft, Told())
    assert isinstance(kept, Entry)
    return kept


async def test_it_is_gone_also_after_a_backup_is_restored(database_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url) as database:
        exchange = open_exchange(database, LaterClock(), ReporterKeys(SECRET))
        await _withheld(exchange)
        back_up(database_file, tmp_path / "copy.db")
        assert (await exchange.privacy.forget(HOME, COLLEAGUE)).entries == 0, "somebody else's data"
        assert (await exchange.privacy.forget(HOME, NURSE)).entries == 1
        await exchange.privacy.forget(HOME, LEAVING)
        # At the day's end, after whoever else erases theirs that day: its place points at nobody either.
        *members, last = database.journal.erasures()
        assert [each.what for each in members] == ["member"] * 3
        assert (last.what, last.subject, last.at % DAY) == ("entry", 1, 0)
    assert RARE.encode() not in database_file.read_bytes()
    await restore(tmp_path / "copy.db", url)
    async with Database.open(url) as restored, restored.read() as read:
        entry = await entries.by_number(read, HOME, 1)
        assert entry is not None
        assert (entry.status, entry.is_withheld, entry.content.text) == ("withdrawn", False, "")
        assert await complications.of_entry(read, HOME, 1) is None
