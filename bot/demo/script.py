"""What the sample community is and says, as it stands in `content/`: people, channels, meetings and talk."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from bot.clinical.reading import EntryKind
from db.members import Profile

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Person:
    """An invented member and what they say of themselves; the owner has checked the credential of some."""

    key: str
    name: str
    role: str
    profile: Profile
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; with a device or a topic, it is a group's."""

    chat: str
    device: str | None
    topic: str | None

    @property
    def is_group(self) -> bool:
        """Whether the bot makes it, when the owner asks."""
        return self.device is not None or self.topic is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A message, as many days before today as `day` says; kept as `kind`, or chat without one.

    `handpiece` is what its author adds in the form **Edit details** afterwards.
    """

    day: int
    at: time
    who: str
    text: str
    chat: str
    kind: EntryKind | None
    handpiece: str | None
    name: str | None
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting that `who` puts into the list; it lies on the first suitable weekday far enough ahead."""

    day: int
    at: time
    who: str
    title: str
    weekday: str
    months: Sequence[int]
    days_ahead: int
    time: str
    zone: str
    minutes: int
    where: str
    places: int | None
    kind: str | None
    repeat: str | None
    answers: Mapping[str, Sequence[str]]
    """Who presses which button."""

    def when(self, today: date) -> str:
        """The local day and time, as an organiser types it."""
        day = today + timedelta(days=self.days_ahead)
        while _WEEKDAYS[day.weekday()] != self.weekday or (self.months and day.month not in self.months):
            day += timedelta(days=1)
        return f"{day.isoformat()} {self.time}"


@dataclass(frozen=True, slots=True)
class AddedDevice:
    """A device that the catalogue lacks, as `who` puts it into the form."""

    day: int
    at: time
    who: str
    name: str
    modality: str
    maker: str
    wavelengths: str
    other_names: str
    source: str


@dataclass(frozen=True, slots=True)
class DeviceReview:
    """A review, as `who` puts it into the form."""

    day: int
    at: time
    who: str
    device: str
    rating: int
    ties: tuple[str, ...]
    months: str
    cost: str
    text: str


@dataclass(frozen=True, slots=True)
class ProtocolUse:
    """What happened when `who` used a protocol, found by words of its title, as it is put into the form."""

    day: int
    at: time
    who: str
    protocol: str
    worked: int
    partly: int
    no_effect: int
    complications: int
    skin_types: tuple[str, ...]
    pain: int
    note: str


@dataclass(frozen=True, slots=True)
class ComplicationReport:
    """What went wrong, as `who` reports it in the form's steps; choices are the options' labels, "" what is not told.

    `later` is the state in a follow-up, and `helped` what is said there.
    """

    day: int
    at: time
    who: str
    type: str
    device: str
    text: str
    withheld: bool = False
    permanent: str = ""
    took: str = ""
    handpiece: str = ""
    settings: str = ""
    skin_type: str = ""
    onset: str = ""
    treatment: str = ""
    state: str = ""
    later: str = ""
    helped: str = ""


@dataclass(frozen=True, slots=True)
class AgendaProposal:
    """What `who` proposes for a meeting, found by words of its title; who votes for it, and whether it is accepted."""

    day: int
    at: time
    who: str
    meeting: str
    title: str
    minutes: int
    track: str
    interest: str
    about: str
    voters: Sequence[str]
    accepted: bool


@dataclass(frozen=True, slots=True)
class MeetingMinutes:
    """What `who` writes down after a meeting."""

    day: int
    at: time
    who: str
    meeting: str
    text: str
    decisions: str
    open: str


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """What `owner` has taken on in a meeting, due so many days after today."""

    day: int
    at: time
    who: str
    meeting: str
    text: str
    owner: str
    due_in: int


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """A summary, as `who` writes it in the two forms, in a channel."""

    day: int
    at: time
    who: str
    chat: str
    source: str
    speaker: str
    who_paid: str
    date: str
    link: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer, who votes for it, and whether the asker accepts it."""

    who: str
    text: str
    voters: Sequence[str]
    is_accepted: bool


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What `who` asks by the form in a channel, and its answers in their order."""

    day: int
    at: time
    who: str
    chat: str
    device: str | None
    title: str
    text: str
    answers: Sequence[GivenAnswer]


@dataclass(frozen=True, slots=True)
class ToldRule:
    """What `who` adds on who may operate what, as it is put into the two forms; choices are the options' labels."""

    day: int
    at: time
    who: str
    jurisdiction: str
    procedures: Sequence[str]
    credentials: Sequence[str]
    verdict: str
    text: str
    link: str
    kind: str
    date: str


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of protocols that `who` imports."""

    day: int
    at: time
    who: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """The whole of it."""

    community: str
    people: Sequence[Person]
    channels: Sequence[Channel]
    meetings: Sequence[PlannedMeeting]
    lines: Sequence[Line]
    added_devices: Sequence[AddedDevice]
    device_reviews: Sequence[DeviceReview]
    protocol_uses: Sequence[ProtocolUse]
    complication_reports: Sequence[ComplicationReport]
    summaries: Sequence[WrittenSummary]
    proposals: Sequence[AgendaProposal]
    minutes: Sequence[MeetingMinutes]
    actions: Sequence[AgreedAction]
    questions: Sequence[AskedQuestion]
    imports: Sequence[ImportedFile]
    told_rules: Sequence[ToldRule]

    @property
    def first_day(self) -> int:
        """The day on which it all begins, counted from today."""
        return min(line.day for line in self.lines)


def moment(today: date, day: int, at: time) -> datetime:
    """The instant of something in the script."""
    return datetime.combine(today + timedelta(days=day), at, UTC)


def read_script() -> Script:
    """Read `content/`; the order of the lines is that of the days."""
    plan = _read("community")
    channels = [Channel(row["chat"], row.get("device"), row.get("topic")) for row in plan["channel"]]
    lines = [_line(channel.chat, row) for channel in channels for row in _read(channel.chat)["message"]]
    devices, agenda = _read("devices"), _read("agenda")
    return Script(
        community=plan["name"],
        people=[_person(row) for row in plan["member"]],
        channels=channels,
        meetings=[_meeting(row) for row in plan["meeting"]],
        lines=sorted(lines, key=lambda line: (line.day, line.at)),
        added_devices=[AddedDevice(**{**row, "at": time.fromisoformat(row["at"])}) for row in devices["added"]],
        device_reviews=[_review(row) for row in devices["review"]],
        protocol_uses=[_use(row) for row in _read("outcomes")["used"]],
        complication_reports=[
            ComplicationReport(**{**row, "at": time.fromisoformat(row["at"])})
            for row in _read("complications")["report"]
        ],
        summaries=[
            WrittenSummary(**{**row, "at": time.fromisoformat(row["at"]), "text": row["text"].strip()})
            for row in _read("summaries")["summary"]
        ],
        proposals=[AgendaProposal(**{**row, "at": time.fromisoformat(row["at"])}) for row in agenda["proposal"]],
        minutes=[
            MeetingMinutes(**{**row, "at": time.fromisoformat(row["at"]), "text": row["text"].strip()})
            for row in agenda["minutes"]
        ],
        questions=[_question(row) for row in _read("questions")["question"]],
        imports=[
            ImportedFile(**{**row, "at": time.fromisoformat(row["at"]), "text": row["text"].strip() + "\n"})
            for row in _read("imports")["file"]
        ],
        told_rules=[
            ToldRule(**{**row, "at": time.fromisoformat(row["at"]), "text": row["text"].strip()})
            for row in _read("scope")["rule"]
        ],
        actions=[AgreedAction(**{**row, "at": time.fromisoformat(row["at"])}) for row in agenda["action"]],
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.demo").joinpath("content", f"{name}.toml").read_text(encoding="utf-8"))


def _person(row: dict[str, Any]) -> Person:
    said = {
        name: row.get(name)
        for name in ("credential", "workplace", "jurisdiction", "time_zone", "paid_by_industry", "training")
    }
    profile = Profile(**said, devices=tuple(row.get("devices", ())))
    return Person(row["key"], row["name"], row.get("role", ""), profile, row.get("is_checked", False))


def _line(chat: str, row: dict[str, Any]) -> Line:
    return Line(
        day=row["day"],
        at=time.fromisoformat(row["at"]),
        who=row["who"],
        text=row["text"].strip(),
        chat=chat,
        kind=EntryKind(row["kind"]) if "kind" in row else None,
        handpiece=row.get("handpiece"),
        name=row.get("name"),
        reply_to=row.get("reply_to"),
    )


def _review(row: dict[str, Any]) -> DeviceReview:
    said = {"at": time.fromisoformat(row["at"]), "ties": tuple(row["ties"]), "text": row["text"].strip()}
    return DeviceReview(**{**row, **said})


def _question(row: dict[str, Any]) -> AskedQuestion:
    answers = [
        GivenAnswer(each["who"], each["text"].strip(), each.get("voters", ()), each.get("accepted", False))
        for each in row.get("answer", ())
    ]
    return AskedQuestion(
        day=row["day"],
        at=time.fromisoformat(row["at"]),
        who=row["who"],
        chat=row["chat"],
        device=row.get("device"),
        title=row["title"],
        text=row["text"].strip(),
        answers=answers,
    )


def _use(row: dict[str, Any]) -> ProtocolUse:
    return ProtocolUse(**{**row, "at": time.fromisoformat(row["at"]), "skin_types": tuple(row["skin_types"])})


def _meeting(row: dict[str, Any]) -> PlannedMeeting:
    return PlannedMeeting(
        day=row["day"],
        at=time.fromisoformat(row["at"]),
        who=row["who"],
        title=row["title"],
        weekday=row["weekday"],
        months=tuple(row.get("months", ())),
        days_ahead=row["days_ahead"],
        time=row["time"],
        zone=row["zone"],
        minutes=row["minutes"],
        where=row["where"],
        places=row.get("places"),
        kind=row.get("kind"),
        repeat=row.get("repeat"),
        answers=row.get("answers", {}),
    )
