"""No table keeps a member's id that the member cannot see, take along and erase."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.clinical.reading import EntryKind
from db import audit, captured, communities, entries, members, outbox, posted_copies, privacy
from db.connections import ReadConnection, WriteConnection
from db.database import Database
from db.entries import Content, Correction, Detail, Facet, Source
from db.instants import to_milliseconds
from db.members import Profile
from db.outbox import Posting
from db.posted_copies import PostedCopy

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
GUILD, ELSEWHERE = 11_000_000_000_000_000, 11_000_000_000_500_000
NURSE, COLLEAGUE, THIRD = 22_000_000_000_000_001, 22_000_000_000_000_002, 22_000_000_000_000_003
_NAMES_A_PERSON = (
    "author",
    "saved_by",
    "user",
    "organiser",
    "actor",
    "member",
    "owner",
    "person",
    "reporter",
    "_by_",
    "presenter",
    "proposer",
)
# They name a role or a channel of moderators or members, not a person.
_NO_PERSON = {("community", "moderator_role_id"), ("community", "moderator_channel_id")}


async def _columns(read: ReadConnection) -> list[tuple[str, str]]:
    """Every column of every table, as SQLite itself tells."""
    rows = await read.all(
        "SELECT entity.name AS entity, info.name AS attribute FROM sqlite_schema AS entity, "
        "pragma_table_info(entity.name) AS info WHERE entity.type = 'table' "
        "AND entity.name NOT LIKE 'sqlite_%' AND entity.name NOT LIKE 'entry_search%' AND entity.name <> 'entry_word'"
    )
    return [(row["entity"], row["attribute"]) for row in rows]


def _may_name_a_person(column: str) -> bool:
    return column.endswith("_id") and any(part in column for part in _NAMES_A_PERSON)


async def test_every_column_that_names_a_member_is_exported_and_erased(database: Database) -> None:
    async with database.read() as read:
        found = {each for each in await _columns(read) if _may_name_a_person(each[1])} - _NO_PERSON
    assert found, "the walk over the schema finds nothing: the test is blind"
    assert found == {(personal.table, personal.column) for personal in privacy.PERSONAL}
    for personal in privacy.PERSONAL:
        assert f"{personal.column} = :user_id" in personal.export
        assert "guild_id = :guild_id" in personal.export
        if personal.erase is None:
            assert personal.table in ("entry", "opt_out"), "entries are withdrawn, and opt-outs stay"
        else:
            assert f"{personal.column} = :user_id" in personal.erase
            assert "guild_id = :guild_id" in personal.erase


async def test_a_new_table_with_a_user_would_be_noticed(database: Database) -> None:
    async with database.write() as write:
        await write.run("CREATE TABLE ballot (entry_key INTEGER, user_id INTEGER) STRICT")
        assert ("ballot", "user_id") in {each for each in await _columns(write) if _may_name_a_person(each[1])}


def _content(text: str) -> Content:
    facets = (Facet("skin_type", "III"),)
    return Content(EntryKind.TIP, text, text, facets, text, (Detail("Notes", text),), Correction(title=text), 1)


async def _lives_here(write: WriteConnection, guild_id: int, user_id: int, colleague_id: int) -> list[int]:
    """Everything that a member can leave behind; the numbers of their own entries."""
    await communities.ensure(write, guild_id, NOW)
    base = guild_id + user_id
    own = await entries.add(
        write, guild_id, _content("my pearl"), author_id=user_id, saved_by_id=None, source=Source(1, base), now=NOW
    )
    saved = await entries.add(
        write,
        guild_id,
        _content("mine, saved by her"),
        author_id=user_id,
        saved_by_id=colleague_id,
        source=Source(1, base + 10),
        now=NOW,
    )
    await entries.add(
        write,
        guild_id,
        _content("hers, saved by me"),
        author_id=colleague_id,
        saved_by_id=user_id,
        source=Source(1, base + 20),
        now=NOW,
    )
    assert own is not None
    assert saved is not None
    await posted_copies.add(write, PostedCopy(base, 1, guild_id, own, "card"))
    devices, training = ("gentlemax_pro",), "A course in my own words"
    declared = Profile("nurse", "Placeholder Rooms", "US-NJ", "America/New_York", "Lumiwave", devices, training)
    for each in (user_id, colleague_id):
        await members.declare(write, guild_id, each, declared, NOW)
    await members.check(write, guild_id, colleague_id, user_id, NOW)
    await audit.add(write, guild_id, colleague_id, "credential checked", "nurse", NOW, member_id=user_id)
    await members.opt_out(write, guild_id, user_id, NOW)
    await members.opt_in(write, guild_id, user_id, NOW)
    await audit.add(write, guild_id, user_id, "set time_zone", "UTC", NOW)
    await outbox.put(
        write, Posting("credit", guild_id, NOW, timedelta(hours=1), f"credit:{guild_id}:{base}", user_id=user_id)
    )
    rows: dict[str, dict[str, Any]] = {
        "search_page": {"token": f"t{base}", "user_id": user_id, "request": "{}", "expires_at": 1},
        "held_message": {"message_id": base, "channel_id": 1, "author_id": user_id, "kinds": '["name"]', "held_at": 1},
        "meeting": {
            "key": await write.key_of(guild_id, await communities.next_number(write, guild_id)),
            "title": "Half clinical, half business",
            "starts_at": to_milliseconds(NOW),
            "wall_time": "2026-05-04T09:30",
            "zone": "UTC",
            "minutes": 60,
            "organiser_id": user_id,
            "channel_id": 1,
            "created_at": 1,
            "changed_at": 1,
        },
    }
    rows["meeting_series"] = {
        **{name: rows["meeting"][name] for name in ("title", "wall_time", "zone", "minutes", "organiser_id")},
        "channel_id": 1,
        "rule": "FREQ=WEEKLY;INTERVAL=1",
        "grown_until": 1,
        "created_at": 1,
        "changed_at": 1,
    }
    rows["device_review"] = {
        "entry_key": await write.key_of(guild_id, own),
        "device": "gentlemax_pro",
        "user_id": user_id,
        "rating": 4,
        "owns": 1,
        "months": 12,
        "maker_tie": "none",
    }
    rows["complication"] = {"entry_key": await write.key_of(guild_id, own), "is_listed": 1, "reporter_id": user_id}
    rows["import_in_hand"] = {"first_number": base, "last_number": base, "author_id": user_id}
    rows["outcome"] = {
        "entry_key": await write.key_of(guild_id, own),
        "settings_version": 1,
        "user_id": user_id,
        "worked": 3,
        "partly": 1,
        "no_effect": 0,
        "complications": 1,
        "note": "My own note",
        "reported_at": 1,
        "changed_at": 1,
    }
    rows["vote"] = {"entry_key": await write.key_of(guild_id, own), "user_id": user_id, "counts": 1, "pressed_at": 1}
    rows["local_device"] = {"key": f"~iBeam {user_id % 10}", "added_by_id": user_id, "added_at": 1}
    rows["scope_rule"] = {
        "jurisdiction": "US-NJ",
        "device_classes": '["ipl"]',
        "verdict": "unclear",
        "words": "In my own words.",
        "source": "https://example.org/rule",
        "source_kind": "board",
        "added_by_id": user_id,
        "added_at": 1,
    }
    rows["scope_standing"] = {"rule": f"of-{user_id % 10}", "checked_by_id": user_id, "checked_at": 1}
    meeting_key = rows["meeting"]["key"]
    rows["meeting_change"] = {
        **{name: rows["meeting"][name] for name in ("title", "starts_at", "wall_time", "zone", "minutes")},
        "meeting_key": meeting_key,
        "proposer_id": user_id,
        "sequence": 0,
        "place": "",
        "kind": "group",
        "cutoff_hours": 0,
        "made_at": 1,
    }
    comes = {"meeting_key": meeting_key, "user_id": user_id}
    rows["rsvp"] = {**comes, "answer": "in_person", "guests": 2, "turn": user_id % 10, "answered_at": 1}
    rows["private_reminder"] = {**comes, "label": "1 day before"}
    rows["voice_stay"] = {**comes, "joined_at": 1, "seen_at": 2}
    rows["attendance"] = {**comes, "confirmed": 1, "marked_at": 1}
    rows["agenda_item"] = {
        "meeting_key": meeting_key,
        "track": "business",
        "title": "Fees",
        "minutes": 20,
        "proposer_id": user_id,
        "created_at": 1,
        "changed_at": 1,
    }
    rows["session_guest"] = {"meeting_key": meeting_key, "user_id": user_id}
    rows["action_item"] = {
        "meeting_key": meeting_key,
        "text": "Send the consent form round",
        "owner_id": user_id,
        "added_by_id": user_id,
        "due_at": 1,
        "created_at": 1,
    }
    for table, row in rows.items():
        whole = {"guild_id": guild_id, **row}
        names = ", ".join(whole)
        values = ", ".join(f":{name}" for name in whole)
        await write.run(f"INSERT INTO {table} ({names}) VALUES ({values})", whole)
    # A colleague's proposal that the member presents and has voted for.
    presented = await write.run(
        "INSERT INTO agenda_item (guild_id, meeting_key, track, title, minutes, presenter_id, proposer_id, created_at, "
        "changed_at) VALUES (:guild_id, :meeting_key, 'clinical', 'Pigment', 30, :user_id, :colleague_id, 1, 1) "
        "RETURNING item_no",
        {"guild_id": guild_id, "meeting_key": meeting_key, "user_id": user_id, "colleague_id": colleague_id},
    )
    await write.run(
        "INSERT INTO agenda_vote (item_no, user_id, guild_id) VALUES (:item_no, :user_id, :guild_id)",
        {"item_no": presented[0]["item_no"], "user_id": user_id, "guild_id": guild_id},
    )
    return [own, saved]


async def _places_of(read: ReadConnection, guild_id: int, user_id: int) -> set[str]:
    """Where a user's id stands, as a number or inside a text, in any column of any table, in the rows of a guild."""
    places: set[str] = set()
    for table, column in await _columns(read):
        row = await read.one(
            f"SELECT 1 FROM {table} WHERE instr(CAST({column} AS TEXT), :wanted) > 0 "
            + ("AND guild_id = :guild_id" if (table, "guild_id") in await _columns(read) else ""),
            {"wanted": str(user_id), "guild_id": guild_id},
        )
        if row is not None:
            places.add(f"{table}.{column}")
    return places


async def test_after_an_erasure_no_row_but_their_opt_outs_holds_the_member(database: Database) -> None:
    async with database.write() as write:
        numbers = await _lives_here(write, GUILD, NURSE, COLLEAGUE)
        await _lives_here(write, GUILD, COLLEAGUE, THIRD)
        await _lives_here(write, ELSEWHERE, NURSE, COLLEAGUE)
        everywhere = {f"{personal.table}.{personal.column}" for personal in privacy.PERSONAL}
        assert await _places_of(write, GUILD, NURSE) == everywhere, "the test leaves some column empty"
        withdrawn = await privacy.erase_member(write, GUILD, NURSE, NOW)
        assert [tombstone.number for tombstone in withdrawn] == numbers
        assert await _places_of(write, GUILD, NURSE) == {"opt_out.user_id"}
        assert await _places_of(write, GUILD, COLLEAGUE) == everywhere, "another member's rows stay"
        assert await _places_of(write, ELSEWHERE, NURSE) == everywhere, "another community's rows stay"


async def test_an_erased_entry_is_a_tombstone_that_is_not_captured_again(database: Database) -> None:
    async with database.write() as write:
        own, _ = await _lives_here(write, GUILD, NURSE, COLLEAGUE)
        before = await entries.by_number(write, GUILD, own)
        await privacy.erase_member(write, GUILD, NURSE, NOW + timedelta(days=1))
        after = await entries.by_number(write, GUILD, own)
        assert before is not None
        assert after is not None
        assert before.source is not None
        assert (after.status, after.content.text, after.author_id) == ("withdrawn", "", None)
        assert after.content.facets == ()
        assert after.changed_at == NOW + timedelta(days=1)
        again = await entries.add(
            write, GUILD, _content("again"), author_id=NURSE, saved_by_id=None, source=before.source, now=NOW
        )
        assert again is None
        found = await write.all("SELECT rowid FROM entry_search WHERE entry_search MATCH 'pearl'")
        assert found == [], "the search index holds none of the words"


async def test_what_is_still_to_be_sent_to_the_erased_is_not_sent(database: Database) -> None:
    async with database.write() as write:
        await _lives_here(write, GUILD, NURSE, COLLEAGUE)
        await privacy.erase_member(write, GUILD, NURSE, NOW)
        assert await outbox.claim(write, NOW + timedelta(hours=1), 10, ()) == []
        row = await write.one("SELECT state, outcome FROM outbox")
        assert row is not None
        assert tuple(row) == ("skipped", "its member's data was erased")


async def test_the_wish_not_to_be_captured_outlives_an_erasure(database: Database) -> None:
    async with database.write() as write:
        await _lives_here(write, GUILD, NURSE, COLLEAGUE)
        await members.opt_out(write, GUILD, NURSE, NOW)
        await privacy.erase_member(write, GUILD, NURSE, NOW)
        assert await members.opted_out(write, GUILD, NURSE)
        assert await members.profile(write, GUILD, NURSE) == Profile()


async def test_a_wish_and_an_erasure_may_come_before_anything_else(database: Database) -> None:
    async with database.write() as write:
        assert await privacy.erase_member(write, GUILD, NURSE, NOW) == []
        await members.opt_out(write, GUILD, NURSE, NOW)
        assert await members.opted_out(write, GUILD, NURSE)
        assert not await members.opted_out(write, ELSEWHERE, NURSE)


async def test_the_export_holds_all_of_ones_own_and_none_of_anothers_words(database: Database) -> None:
    async with database.write() as write:
        await _lives_here(write, GUILD, NURSE, COLLEAGUE)
        await _lives_here(write, ELSEWHERE, NURSE, COLLEAGUE)
        await captured.renew(write, GUILD, 1, NOW)
        exported = await privacy.export(write, GUILD, NURSE)
        counted = await privacy.counts(write, GUILD, NURSE)
    assert {f"{each.table}.{each.column}": number for each, number in counted.items()} == {
        name: len(rows) for name, rows in exported.items()
    }
    assert all(exported.values()), "every part has something in this test"
    first, second = exported["entry.author_id"]
    assert (first["number"], first["text"], second["text"]) == (1, "my pearl", "mine, saved by her")
    assert first["details"] == [{"name": "Notes", "text": "my pearl"}]
    assert first["facets"] == [["skin_type", "III"]]
    assert first["created_at"] == "2026-05-04T09:30:00+00:00"
    assert (first["renewed_at"], second["renewed_at"]) == (NOW.isoformat(), None)
    assert exported["member.user_id"][0]["workplace"] == "Placeholder Rooms"
    assert exported["opt_out.user_id"] == [{"began_at": NOW.isoformat(), "ended_at": NOW.isoformat()}]
    assert exported["meeting.organiser_id"][0]["number"] == 4
    whole = json.dumps(exported)
    assert "hers, saved by me" not in whole
    assert str(COLLEAGUE) not in whole
