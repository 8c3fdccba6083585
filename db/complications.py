"""Complications: what is known of each report beside its words, who reported it, and how it went on.

Each entry that reports a complication has a row here, made and changed by `db.entries` in the entry's own transaction:
the row follows what is read in the words, except where a person has said otherwise. Rows whose entry is withdrawn are
deleted by the database itself; `is_listed` follows the entry's status and kind in the same way, so that what counts is
`WHERE is_listed = 1`. Of an entry that was made another kind the row stays, with what a person has stated.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind
from bot.clinical.severity import Course, Intervention, Permanence, State, course_read, severity_of
from bot.clinical.treatments import treatments_in
from db.connections import ReadConnection, WriteConnection
from db.contents import Content, FacetName
from db.instants import from_milliseconds, to_milliseconds

if TYPE_CHECKING:
    from collections.abc import Collection

Consent = Literal["unknown", "yes", "no", "deidentified"]
YesOrNo = Literal["unknown", "no", "yes"]

_READABLE: Final = ("code", "device", "skin_type", "permanent", "intervention", "state")
"""What the reader can find in a text; the rest is known from forms alone."""

_FOLLOW_UP: Final = (
    "follow_up.*, EXISTS (SELECT 1 FROM complication WHERE complication.entry_key = follow_up.entry_key "
    "AND reporter_key IS NOT NULL) AS is_withheld"
)
_OWN_FOLLOW_UPS: Final = f"SELECT {_FOLLOW_UP} FROM follow_up WHERE entry_key = :key"  # noqa: S608 (own text)
_MERGED_FOLLOW_UPS: Final = (
    f"SELECT {_FOLLOW_UP} FROM entry JOIN follow_up ON follow_up.entry_key = entry.key "  # noqa: S608 (own text)
    "WHERE entry.superseded_by = :key AND entry.status = 'merged'"
)


def last_word(case: str) -> str:
    """SQL for how a case stands by its newest follow-up, told with it or with a report that was merged into it."""
    return (
        f"(SELECT state FROM follow_up WHERE entry_key IN (SELECT {case} UNION ALL SELECT key FROM entry AS part "  # noqa: S608 (own text)
        f"WHERE part.superseded_by = {case} AND part.status = 'merged') AND state <> 'unknown' "
        "ORDER BY told_at DESC, follow_up_no DESC LIMIT 1)"
    )


def refused(entry: str) -> str:
    """SQL for whether a patient does not want an entry shared, says its reporter or that of one merged into it."""
    return (
        f"EXISTS (SELECT 1 FROM complication AS stated WHERE stated.consent = 'no' "  # noqa: S608 (own text)
        f"AND stated.entry_key IN (SELECT {entry} "
        f"UNION ALL SELECT part.key FROM entry AS part WHERE part.superseded_by = {entry} AND part.status = 'merged'))"
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a complication. `code` and `device` are catalogue keys, `onset_days` counts from the treatment.

    `reported_elsewhere` holds the keys of authorities that the reporter says to have told.
    """

    code: str | None = None
    device: str | None = None
    skin_type: str | None = None
    permanent: Permanence = "unknown"
    intervention: Intervention = "unknown"
    onset_days: int | None = None
    treatment: str = ""
    state: State = "unknown"
    consent: Consent = "unknown"
    test_spot: YesOrNo = "unknown"
    endpoint: str = ""
    reported_elsewhere: tuple[str, ...] = ()

    @property
    def course(self) -> Course:
        """What its seriousness follows from, as it was reported; a later follow-up may say more."""
        return Course(self.code, self.permanent, self.intervention, self.state)


NOTHING_KNOWN: Final = Facts()
_NAMES: Final = tuple(each.name for each in fields(Facts))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One word of the reporter on how it went on; `treatments` are keys of what was named in `helped`.

    Of a case that several have told, the follow-ups of all; each reporter's name may be withheld or not.
    """

    state: State
    helped: str
    treatments: tuple[str, ...]
    told_at: datetime
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A complication's row. `said` are the facts that a person has stated; the others were read in the words.

    Where the reporter's name `is_withheld`, `reporter_id` is None.
    """

    reporter_id: int | None
    is_withheld: bool
    facts: Facts
    treatments: tuple[str, ...]
    said: frozenset[str]
    is_confirmed: bool
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def state(self) -> State:
        """How it stands by the last word on it."""
        told: list[State] = [each.state for each in self.follow_ups if each.state != "unknown"]
        return told[-1] if told else self.facts.state

    @property
    def course(self) -> Course:
        """What its seriousness follows from, by the last word on it."""
        return replace(self.facts.course, state=self.state)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The facts that stand on a reading alone."""
        return tuple(name for name in _READABLE if name not in self.said and _is_known(getattr(self.facts, name)))


async def follow(write: WriteConnection, key: int, content: Content) -> None:
    """Make or change the row of an entry that was just written. `key` is the entry's own.

    Of what is another kind of entry by now only what a person has stated is kept, and no row where that is nothing.
    """
    if content.kind is not EntryKind.COMPLICATION:
        await forget_reading(write, key)
        await write.run(
            "DELETE FROM complication WHERE entry_key = :key AND said = '[]' "
            "AND NOT EXISTS (SELECT 1 FROM follow_up WHERE follow_up.entry_key = :key)",
            {"key": key},
        )
        return
    row = await write.one("SELECT * FROM complication WHERE entry_key = :key", {"key": key})
    former, said = (_facts(row), _said(row)) if row is not None else (NOTHING_KNOWN, frozenset[str]())
    facts = replace(_read(content), **{name: getattr(former, name) for name in _NAMES if name not in _READABLE})
    facts = replace(facts, **{name: getattr(former, name) for name in said})
    # What its author has put right is a person's word too, and the newer one.
    correction = content.correction
    if correction.device is not None:
        facts, said = replace(facts, device=correction.device), said | {"device"}
    if correction.skin_types is not None:
        facts, said = replace(facts, skin_type=_only(correction.skin_types)), said | {"skin_type"}
    if row is None:
        await _make(write, key)
    await _write(write, key, facts, said, _modality(content, facts.device))


async def _make(write: WriteConnection, key: int) -> None:
    await write.run(
        "INSERT INTO complication (entry_key, guild_id, is_listed, reporter_id, reporter_key, private_channel_id) "
        "SELECT key, guild_id, status = 'listed' AND kind = 'complication', author_id, reporter_key, "
        "private_channel_id FROM entry WHERE key = :key AND status <> 'withdrawn' "
        "ON CONFLICT (entry_key) DO NOTHING",
        {"key": key},
    )


async def forget_reading(write: WriteConnection, key: int) -> None:
    """The words that the row follows may not be kept: what a person has stated stays, what was read goes."""
    row = await write.one("SELECT * FROM complication WHERE entry_key = :key", {"key": key})
    if row is None:
        return
    said = _said(row)
    unread = {name: getattr(NOTHING_KNOWN, name) for name in _READABLE if name not in said}
    await _write(write, key, replace(_facts(row), **unread), said, None)


async def say(write: WriteConnection, guild_id: int, number: int, stated: Facts, names: Collection[str]) -> None:
    """A person's word: the facts of these names are as `stated`, whatever is read from now on."""
    key = await write.key_of(guild_id, number)
    row = await write.one("SELECT * FROM complication WHERE entry_key = :key", {"key": key})
    if row is None:
        return
    former = _facts(row)
    facts = replace(former, **{name: getattr(stated, name) for name in names})
    if facts.consent == "unknown":  # a field that is left open takes no "no" back
        facts = replace(facts, consent=former.consent)
    device = catalogue().get(facts.device) if facts.device else None
    modality = device.modality if device is not None else row["modality"]
    await _write(write, key, facts, _said(row) | frozenset(names), modality)


async def refuse(write: WriteConnection, guild_id: int, number: int) -> None:
    """A patient does not want it shared, whatever kind of entry is made of it."""
    await _make(write, await write.key_of(guild_id, number))
    await say(write, guild_id, number, Facts(consent="no"), {"consent"})


async def confirm(write: WriteConnection, guild_id: int, number: int) -> None:
    """A person stands by all that is known so far; what is still unknown may be read later, and is unconfirmed then."""
    key = await write.key_of(guild_id, number)
    row = await write.one("SELECT * FROM complication WHERE entry_key = :key", {"key": key})
    if row is None:
        return
    facts = _facts(row)
    known = {name for name in _READABLE if _is_known(getattr(facts, name))}
    await _write(write, key, facts, _said(row) | known, row["modality"])


async def add_follow_up(
    write: WriteConnection, guild_id: int, number: int, how: State, helped: str, now: datetime, *, since: datetime
) -> None:
    """How it went on; the last word told in the same words `since` then is the same form, sent again."""
    key = await write.key_of(guild_id, number)
    await write.run(
        "INSERT INTO follow_up (guild_id, entry_key, state, helped, treatments, told_at) "
        "SELECT :guild_id, :key, :state, :helped, :treatments, :now WHERE NOT EXISTS (SELECT 1 FROM "
        "(SELECT * FROM follow_up WHERE entry_key = :key ORDER BY told_at DESC, follow_up_no DESC LIMIT 1) "
        "WHERE state = :state AND helped = :helped AND told_at >= :since)",
        {
            "guild_id": guild_id,
            "key": key,
            "state": how,
            "helped": helped,
            "treatments": json.dumps(treatments_in(helped)),
            "now": to_milliseconds(now),
            "since": to_milliseconds(since),
        },
    )
    await weigh(write, key)
    case = await write.one("SELECT superseded_by FROM entry WHERE key = :key AND status = 'merged'", {"key": key})
    if case is not None:
        await weigh(write, case["superseded_by"])


async def weigh(write: WriteConnection, key: int) -> None:
    """Call where a case has another last word: statistics count it as its card shows it. Others are left alone."""
    row = await write.one(
        f"SELECT *, {last_word(':key')} AS last_word FROM complication WHERE entry_key = :key",  # noqa: S608 (own text)
        {"key": key},
    )
    if row is not None:
        course = _facts(row).course
        is_serious = severity_of(replace(course, state=row["last_word"] or course.state)).is_serious
        await write.run(
            "UPDATE complication SET is_serious = :is_serious WHERE entry_key = :key",
            {"is_serious": is_serious, "key": key},
        )


async def of_entry(read: ReadConnection, guild_id: int, number: int) -> Report | None:
    """A report with its follow-ups, and those of reports merged into it, oldest first; None for what is no report."""
    wanted = {"key": await read.key_of(guild_id, number)}
    row = await read.one(
        "SELECT complication.* FROM complication JOIN entry ON entry.key = entry_key "
        "WHERE entry_key = :key AND entry.kind = 'complication'",
        wanted,
    )
    if row is None:
        return None
    told = await read.all(f"{_OWN_FOLLOW_UPS} UNION ALL {_MERGED_FOLLOW_UPS} ORDER BY told_at, follow_up_no", wanted)
    return _report(row, told)


async def is_reporter(
    read: ReadConnection, guild_id: int, number: int, user_id: int, reporter_key: bytes | None
) -> bool:
    """Whether a report is this member's: by name, or by the key under which their name is withheld."""
    row = await read.one(
        "SELECT 1 FROM complication WHERE entry_key = :key AND (reporter_id = :user_id OR reporter_key = :own_key)",
        {"key": await read.key_of(guild_id, number), "user_id": user_id, "own_key": reporter_key},
    )
    return row is not None


async def _write(write: WriteConnection, key: int, facts: Facts, said: frozenset[str], modality: str | None) -> None:
    assignments = ", ".join(f"{name} = :{name}" for name in _NAMES)
    unconfirmed = any(name not in said and _is_known(getattr(facts, name)) for name in _READABLE)
    await write.run(
        f"UPDATE complication SET {assignments}, modality = :modality, treatments = :treatments, said = :said, "  # noqa: S608 (own columns)
        "is_confirmed = :is_confirmed WHERE entry_key = :key",
        {
            **asdict(facts),
            "reported_elsewhere": json.dumps(facts.reported_elsewhere),
            "modality": modality,
            "treatments": json.dumps(treatments_in(facts.treatment)),
            "said": json.dumps(sorted(said)),
            "is_confirmed": not unconfirmed,
            "key": key,
        },
    )
    await weigh(write, key)


def _read(content: Content) -> Facts:
    """What the words say. Of several devices or skin types none is taken: which was meant is a person's to say."""
    codes = _values(content, "complication")
    code = codes[0] if codes else None
    # Where no complication happened, the words for its course are about something else.
    course = course_read(code, content.reading.seriousness) if code is not None else Course(None)
    return Facts(
        code=code,
        device=_only(_values(content, "device")),
        skin_type=_only(_values(content, "skin_type")),
        permanent=course.permanent,
        intervention=course.intervention,
        state=course.state,
    )


def _modality(content: Content, device_key: str | None) -> str | None:
    """The device's own; without a device the first that is named, as wider ones follow it."""
    device = catalogue().get(device_key) if device_key is not None else None
    if device is not None:
        return device.modality
    named = _values(content, "modality")
    return named[0] if named and not _values(content, "device") else None


def _values(content: Content, name: FacetName) -> tuple[str, ...]:
    return tuple(facet.value for facet in content.facets if facet.name == name)


def _only(values: Sequence[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _is_known(value: object) -> bool:
    return value not in (None, "", "unknown", ())


def _said(row: sqlite3.Row) -> frozenset[str]:
    names: list[str] = json.loads(row["said"])
    return frozenset(names)


def _facts(row: sqlite3.Row) -> Facts:
    columns: dict[str, Any] = {name: row[name] for name in _NAMES}
    columns["reported_elsewhere"] = tuple(json.loads(row["reported_elsewhere"]))
    return Facts(**columns)


def _report(row: sqlite3.Row, told: Sequence[sqlite3.Row]) -> Report:
    return Report(
        reporter_id=row["reporter_id"],
        is_withheld=row["reporter_key"] is not None,
        facts=_facts(row),
        treatments=tuple(json.loads(row["treatments"])),
        said=_said(row),
        is_confirmed=bool(row["is_confirmed"]),
        follow_ups=tuple(map(_follow_up, told)),
    )


def _follow_up(row: sqlite3.Row) -> FollowUp:
    return FollowUp(
        row["state"],
        row["helped"],
        tuple(json.loads(row["treatments"])),
        from_milliseconds(row["told_at"]),
        bool(row["is_withheld"]),
    )
