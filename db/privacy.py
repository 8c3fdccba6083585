"""A member's own data, wherever it lies: one list of every column that names a member, with its export and erasure.

A test walks the schema and fails for a column with a user's id that is not in this list.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import entries
from db.connections import ReadConnection, WriteConnection, number_of
from db.entries import Tombstone
from db.instants import from_milliseconds
from db.outbox import MAY_STAND, Post


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column that names a member: what the rows are to that member, which part is exported, and how it is erased.

    `erase` is one statement, or None: entries are withdrawn, but for what was imported, and opt-outs outlive an
    erasure.
    """

    table: str
    column: str
    holds: str
    export: str
    erase: str | None


PERSONAL: tuple[PersonalColumn, ...] = (
    PersonalColumn(
        "entry",
        "author_id",
        "entries in the library that you wrote or imported",
        "SELECT key AS number, kind, status, title, text, details, correction, reading, channel_id, message_id, "
        "created_at, changed_at, renewed_at, facets, "
        "(SELECT json_group_array(json_object('title', title, 'text', text, "
        "'details', json(details), 'handpiece', handpiece)) FROM entry_revision WHERE entry_key = entry.key) "
        "AS former_versions FROM entry WHERE guild_id = :guild_id AND author_id = :user_id "
        "ORDER BY key",
        None,
    ),
    PersonalColumn(
        "entry",
        "saved_by_id",
        "colleagues' messages that you saved to the library",
        "SELECT key AS number, kind, channel_id, message_id, created_at FROM entry "
        "WHERE guild_id = :guild_id AND saved_by_id = :user_id AND author_id IS NOT :user_id ORDER BY key",
        "UPDATE entry SET saved_by_id = NULL WHERE guild_id = :guild_id AND saved_by_id = :user_id",
    ),
    PersonalColumn(
        "import_in_hand",
        "author_id",
        "imports of yours that are just being written",
        "SELECT first_number, last_number FROM import_in_hand WHERE guild_id = :guild_id AND author_id = :user_id "
        "ORDER BY first_number",
        "UPDATE import_in_hand SET author_id = NULL WHERE guild_id = :guild_id AND author_id = :user_id",
    ),
    PersonalColumn(
        "complication",
        "reporter_id",
        "facts of complications that you reported, and how they went on",
        "SELECT entry_key AS number, code, device, skin_type, permanent, intervention, onset_days, treatment, state, "
        "consent, test_spot, endpoint, reported_elsewhere, said, (SELECT json_group_array(json_object('state', state, "
        "'helped', helped)) FROM follow_up WHERE entry_key = complication.entry_key) AS follow_ups FROM complication "
        "WHERE guild_id = :guild_id AND reporter_id = :user_id ORDER BY entry_key",
        "DELETE FROM complication WHERE guild_id = :guild_id AND reporter_id = :user_id",
    ),
    PersonalColumn(
        "member",
        "user_id",
        "profile",
        "SELECT credential, workplace, jurisdiction, time_zone, paid_by_industry, devices, training, checked_at, "
        "updated_at FROM member WHERE guild_id = :guild_id AND user_id = :user_id",
        "DELETE FROM member WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "member",
        "checked_by_id",
        "colleagues' credentials that you checked (the check stays, without your name)",
        "SELECT checked_at FROM member WHERE guild_id = :guild_id AND checked_by_id = :user_id ORDER BY checked_at",
        "UPDATE member SET checked_by_id = NULL WHERE guild_id = :guild_id AND checked_by_id = :user_id",
    ),
    PersonalColumn(
        "opt_out",
        "user_id",
        "when you had opted out of capture, up to now where the end is not given (it stays, so that it goes on "
        "protecting you)",
        "SELECT began_at, ended_at FROM opt_out WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY began_at",
        # It outlives everything else: it protects the member, and holds nothing but itself.
        None,
    ),
    PersonalColumn(
        "meeting",
        "organiser_id",
        "meetings that you organise",
        "SELECT key AS number, title, starts_at, wall_time, zone, minutes, place, kind, status, created_at, "
        "changed_at FROM meeting WHERE guild_id = :guild_id AND organiser_id = :user_id ORDER BY starts_at",
        "UPDATE meeting SET organiser_id = NULL WHERE guild_id = :guild_id AND organiser_id = :user_id",
    ),
    PersonalColumn(
        "meeting_series",
        "organiser_id",
        "repeating meetings that you organise",
        "SELECT title, wall_time, zone, minutes, place, kind, rule, created_at, changed_at "
        "FROM meeting_series WHERE guild_id = :guild_id AND organiser_id = :user_id ORDER BY series_no",
        "UPDATE meeting_series SET organiser_id = NULL WHERE guild_id = :guild_id AND organiser_id = :user_id",
    ),
    PersonalColumn(
        "meeting_change",
        "proposer_id",
        "changes of meetings that you have typed and not decided on yet",
        "SELECT meeting_key AS number, title, starts_at, wall_time, zone, minutes, place, kind, made_at "
        "FROM meeting_change WHERE guild_id = :guild_id AND proposer_id = :user_id ORDER BY made_at",
        "DELETE FROM meeting_change WHERE guild_id = :guild_id AND proposer_id = :user_id",
    ),
    PersonalColumn(
        "agenda_item",
        "proposer_id",
        "what you proposed for meetings",
        "SELECT meeting_key AS number, track, title, description, minutes, interest, guest, status, created_at, "
        "changed_at FROM agenda_item WHERE guild_id = :guild_id AND proposer_id = :user_id ORDER BY item_no",
        "DELETE FROM agenda_item WHERE guild_id = :guild_id AND proposer_id = :user_id",
    ),
    PersonalColumn(
        "agenda_item",
        "presenter_id",
        "items of meetings that you present",
        "SELECT meeting_key AS number, track, title, minutes, interest, status, changed_at FROM agenda_item "
        "WHERE guild_id = :guild_id AND presenter_id = :user_id ORDER BY item_no",
        "UPDATE agenda_item SET presenter_id = NULL, interest = '', version = version + 1 "
        "WHERE guild_id = :guild_id AND presenter_id = :user_id",
    ),
    PersonalColumn(
        "agenda_vote",
        "user_id",
        "votes for what colleagues proposed for meetings",
        "SELECT meeting_key AS number, title FROM agenda_vote JOIN agenda_item USING (item_no) "
        "WHERE agenda_vote.guild_id = :guild_id AND user_id = :user_id ORDER BY item_no",
        "DELETE FROM agenda_vote WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "session_guest",
        "user_id",
        "expert sessions in which you answer",
        "SELECT meeting_key AS number FROM session_guest WHERE guild_id = :guild_id AND user_id = :user_id "
        "ORDER BY meeting_key",
        "DELETE FROM session_guest WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "action_item",
        "owner_id",
        "what you took on in meetings (it stays, without your name)",
        "SELECT meeting_key AS number, text, due_at, done_at FROM action_item "
        "WHERE guild_id = :guild_id AND owner_id = :user_id ORDER BY action_no",
        "UPDATE action_item SET owner_id = NULL WHERE guild_id = :guild_id AND owner_id = :user_id",
    ),
    PersonalColumn(
        "action_item",
        "added_by_id",
        "action items that you wrote down in meetings (they stay, without your name)",
        "SELECT meeting_key AS number, text, due_at, created_at FROM action_item "
        "WHERE guild_id = :guild_id AND added_by_id = :user_id ORDER BY action_no",
        "UPDATE action_item SET added_by_id = NULL WHERE guild_id = :guild_id AND added_by_id = :user_id",
    ),
    PersonalColumn(
        "rsvp",
        "user_id",
        "answers whether you come to a meeting, with your guests and your turn in the waiting list",
        "SELECT meeting_key AS number, answer, guests, turn, waiting, answered_at FROM rsvp "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY meeting_key",
        "DELETE FROM rsvp WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "private_reminder",
        "user_id",
        "reminders of meetings that you want by direct message",
        "SELECT meeting_key AS number, label FROM private_reminder "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY meeting_key, label",
        "DELETE FROM private_reminder WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "voice_stay",
        "user_id",
        "when you were in the voice channel of a meeting whose attendance is counted",
        "SELECT meeting_key AS number, joined_at, seen_at, left_at FROM voice_stay "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY meeting_key, joined_at",
        "DELETE FROM voice_stay WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "attendance",
        "user_id",
        "meetings that you attended, as you said or the organiser confirmed",
        "SELECT meeting_key AS number, confirmed, marked_at FROM attendance "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY meeting_key",
        "DELETE FROM attendance WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "search_page",
        "user_id",
        "recent searches, kept for a day so that their pages turn",
        "SELECT request, expires_at FROM search_page WHERE guild_id = :guild_id AND user_id = :user_id "
        "ORDER BY expires_at",
        "DELETE FROM search_page WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "held_message",
        "author_id",
        "notes that a message of yours was held back (numbers and kinds only, no text)",
        "SELECT message_id, channel_id, kinds, cleared, held_at FROM held_message "
        "WHERE guild_id = :guild_id AND author_id = :user_id ORDER BY held_at",
        "DELETE FROM held_message WHERE guild_id = :guild_id AND author_id = :user_id",
    ),
    PersonalColumn(
        "device_review",
        "user_id",
        "answers in your reviews of devices",
        "SELECT entry_key AS number, device, rating, owns, months, running_cost, maker_tie FROM device_review "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY entry_key",
        "DELETE FROM device_review WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "outcome",
        "user_id",
        "reports of what happened when you used a protocol",
        "SELECT entry_key AS number, settings_version, worked, partly, no_effect, complications, skin_types, pain, "
        "note, (SELECT json_group_array(entry_key & 4294967295) FROM outcome_complication "
        "WHERE outcome_no = outcome.outcome_no) AS complications_told, reported_at, changed_at FROM outcome "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY outcome_no",
        "DELETE FROM outcome WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "vote",
        "user_id",
        "votes for colleagues' answers",
        "SELECT entry_key AS number, counts, pressed_at FROM vote "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY entry_key",
        "DELETE FROM vote WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "local_device",
        "added_by_id",
        "devices that you added to the community's list (they stay on it, without your name)",
        "SELECT key, maker, wavelengths_nm, other_names, source, added_at FROM local_device "
        "WHERE guild_id = :guild_id AND added_by_id = :user_id ORDER BY key",
        "UPDATE local_device SET added_by_id = NULL WHERE guild_id = :guild_id AND added_by_id = :user_id",
    ),
    PersonalColumn(
        "scope_rule",
        "added_by_id",
        "what you added on who may operate what",
        "SELECT jurisdiction, device_classes, credentials, purpose, verdict, supervision, words, source, source_kind, "
        "dated, added_at FROM scope_rule WHERE guild_id = :guild_id AND added_by_id = :user_id ORDER BY rule_no",
        "DELETE FROM scope_rule WHERE guild_id = :guild_id AND added_by_id = :user_id",
    ),
    PersonalColumn(
        "scope_standing",
        "checked_by_id",
        "entries on who may operate what that you checked (the check stays, without your name)",
        "SELECT rule, checked_at FROM scope_standing WHERE guild_id = :guild_id AND checked_by_id = :user_id "
        "ORDER BY rule",
        "UPDATE scope_standing SET checked_by_id = NULL WHERE guild_id = :guild_id AND checked_by_id = :user_id",
    ),
    PersonalColumn(
        "outbox",
        "user_id",
        "messages of mine that were or will be sent about or to you",
        "SELECT kind, channel_id, message_id, due_at, state FROM outbox "
        "WHERE guild_id = :guild_id AND user_id = :user_id ORDER BY due_at",
        "UPDATE outbox SET user_id = NULL, outcome = CASE state WHEN 'due' THEN 'its member''s data was erased' "
        "ELSE outcome END, state = CASE state WHEN 'due' THEN 'skipped' ELSE state END "
        "WHERE guild_id = :guild_id AND user_id = :user_id",
    ),
    PersonalColumn(
        "audit",
        "actor_id",
        "things you did that are written down for the moderators",
        "SELECT action, subject, at FROM audit WHERE guild_id = :guild_id AND actor_id = :user_id ORDER BY audit_no",
        "UPDATE audit SET actor_id = NULL WHERE guild_id = :guild_id AND actor_id = :user_id",
    ),
    PersonalColumn(
        "audit",
        "member_id",
        "things moderators did about you that are written down (they stay, without your name)",
        "SELECT action, subject, at FROM audit WHERE guild_id = :guild_id AND member_id = :user_id ORDER BY audit_no",
        "UPDATE audit SET member_id = NULL WHERE guild_id = :guild_id AND member_id = :user_id",
    ),
)

_OWN = "guild_id = :guild_id AND author_id = :user_id"
_IMPORTED = "SELECT entry_key FROM imported_row WHERE guild_id = :guild_id"
# A file's words are not those of who pressed the button, and the community's library does not go with one member.
_UNNAME_IMPORTS = f"UPDATE entry SET author_id = NULL WHERE {_OWN} AND key IN ({_IMPORTED})"  # noqa: S608 (own text)
# Nobody but its organiser has seen it, or could post it or throw it away.
_DROP_DRAFTS = "DELETE FROM meeting WHERE guild_id = :guild_id AND organiser_id = :user_id AND status = 'draft'"
_AS_JSON = frozenset(
    {
        "former_versions",
        "skin_types",
        "complications_told",
        "details",
        "correction",
        "reading",
        "facets",
        "request",
        "kinds",
        "cleared",
        "wavelengths_nm",
        "other_names",
        "device_classes",
        "devices",
        "credentials",
        "reported_elsewhere",
        "said",
        "follow_ups",
    }
)


async def counts(read: ReadConnection, guild_id: int, user_id: int) -> dict[PersonalColumn, int]:
    """How many rows each column's export has, in the list's order."""
    found: dict[PersonalColumn, int] = {}
    for personal in PERSONAL:
        row = await read.one(
            f"SELECT count(*) AS number FROM ({personal.export})",  # noqa: S608 (own statements)
            {"guild_id": guild_id, "user_id": user_id},
        )
        found[personal] = int(row["number"]) if row else 0
    return found


async def export(read: ReadConnection, guild_id: int, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """All of a member's data, by `table.column`, fit for JSON."""
    exported: dict[str, list[dict[str, Any]]] = {}
    for personal in PERSONAL:
        rows = await read.all(personal.export, {"guild_id": guild_id, "user_id": user_id})
        exported[f"{personal.table}.{personal.column}"] = [plain(row) for row in rows]
    return exported


def plain(row: sqlite3.Row) -> dict[str, Any]:
    """A row of an export, fit for JSON."""
    return {name: _plain(name, row[name]) for name in row.keys()}  # noqa: SIM118 (a row iterates over its values)


async def _entries_of(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The numbers of the entries that a member wrote; not of those that they imported from a file."""
    return await _numbers(read, f"SELECT key FROM entry WHERE {_OWN} AND key NOT IN ({_IMPORTED})", guild_id, user_id)  # noqa: S608 (own text)


async def imports_of(read: ReadConnection, guild_id: int, user_id: int) -> list[int]:
    """The numbers of the entries, not withdrawn, that a member imported from a file."""
    return await _numbers(read, f"SELECT key FROM entry WHERE {_OWN} AND key IN ({_IMPORTED})", guild_id, user_id)  # noqa: S608 (own text)


async def posts_to(read: ReadConnection, guild_id: int, user_id: int) -> list[Post]:
    """The bot's own posts in channels that speak to a member alone, and the lines below what is held of theirs."""
    rows = await read.all(
        f"SELECT channel_id, message_id, outbox_no FROM outbox WHERE guild_id = :guild_id AND user_id = :user_id "  # noqa: S608 (own words)
        f"AND {MAY_STAND} UNION SELECT channel_id, notice_message_id, 0 FROM held_message WHERE guild_id = :guild_id "
        "AND author_id = :user_id AND notice_message_id IS NOT NULL",
        {"guild_id": guild_id, "user_id": user_id},
    )
    return [Post(*row) for row in rows]


async def posts_naming(
    read: ReadConnection, guild_id: int, user_id: int, kinds: Sequence[str], kinds_of_series: Sequence[str]
) -> list[Post]:
    """The bot's own posts that may name a member among others: those of these kinds about meetings that the member
    answered, and of the others about any meeting of their series.
    """
    rows = await read.all(
        "SELECT DISTINCT outbox.channel_id, message_id, outbox_no FROM rsvp JOIN meeting AS answered "  # noqa: S608 (own words)
        "ON answered.key = rsvp.meeting_key JOIN meeting AS told ON told.key = answered.key "
        "OR (told.series_no = answered.series_no AND told.guild_id = answered.guild_id) JOIN outbox "
        "ON outbox.meeting_key = told.key WHERE rsvp.guild_id = :guild_id AND rsvp.user_id = :user_id "
        f"AND {MAY_STAND} AND (outbox.kind IN (SELECT value FROM json_each(:kinds_of_series)) "
        "OR (told.key = answered.key AND outbox.kind IN (SELECT value FROM json_each(:kinds))))",
        {
            "guild_id": guild_id,
            "user_id": user_id,
            "kinds": json.dumps(kinds),
            "kinds_of_series": json.dumps(kinds_of_series),
        },
    )
    return [Post(*row) for row in rows]


async def erase_member(write: WriteConnection, guild_id: int, user_id: int, now: datetime) -> list[Tombstone]:
    """Erase all of a member's data but when they opted out of capture; what is left of the entries this withdrew.

    What they imported stays, without their name. Other members' entries, numbers already given and messages in the
    chat stay; a withdrawn entry keeps its message's id, so that what still stands in the chat is not captured again.
    """
    tombstones: list[Tombstone] = []
    for number in await _entries_of(write, guild_id, user_id):
        tombstone = await entries.withdraw(write, guild_id, number, now)
        if tombstone is not None:
            tombstones.append(tombstone)
    whose = {"guild_id": guild_id, "user_id": user_id}
    await write.run(_UNNAME_IMPORTS, whose)
    await write.run(_DROP_DRAFTS, whose)
    for personal in PERSONAL:
        if personal.erase is not None:
            await write.run(personal.erase, whose)
    return tombstones


async def _numbers(read: ReadConnection, question: str, guild_id: int, user_id: int) -> list[int]:
    rows = await read.all(f"{question} ORDER BY key", {"guild_id": guild_id, "user_id": user_id})
    return [number_of(row["key"]) for row in rows]


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "number":
        return number_of(value)
    if name in _AS_JSON:
        return json.loads(value)
    if name == "at" or name.endswith("_at"):
        return from_milliseconds(value).isoformat()
    if name.endswith("_id"):
        return str(value)  # as Discord itself writes ids: a JSON reader may round a number as large as these
    return value
