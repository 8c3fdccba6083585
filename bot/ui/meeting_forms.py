"""The forms of meetings: a proposal, a question for a guest and its answer, the guest, minutes, an action item.

What a form is for stands in its custom id, as its action and the numbers of what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.action_items import LONGEST_TEXT
from bot.exchange.expert_sessions import LONGEST_NAME
from bot.exchange.proposals import LONGEST_DESCRIPTION, LONGEST_INTEREST, LONGEST_TITLE
from bot.exchange.refusal import Refusal
from bot.ui.forms import Answers, ChoiceField, Field, MemberField, Option, TextField, form, refilled
from bot.ui.save_forms import EntryForm, fields_of
from db.agenda import Item, Proposal, Track
from db.entries import Entry
from db.meetings import Meeting

PROPOSE: Final = "agenda_propose"
CHANGE: Final = "agenda_change"
ASK: Final = "session_ask"
ANSWER: Final = "session_answer"
GUEST: Final = "session_guest"
MINUTES: Final = "minutes_write"
ACTION: Final = "action_add"
TRACKS: Final[dict[Track, str]] = {"clinical": "Clinical", "business": "Business", "general": "General"}
_USUAL_MINUTES: Final = 20
_LONGEST_HEADING: Final = 150
_LISTED: Final = 3
_TITLES: Final = {
    PROPOSE: "A proposal for M-{}",
    CHANGE: "Change a proposal",
    ASK: "A question for the guest of M-{}",
    ANSWER: "The answer to Q-{}",
    GUEST: "The guest of M-{}",
    MINUTES: "Minutes of M-{}",
    ACTION: "An action item of M-{}",
}
NOTES_PARTS: Final = (("decisions", "Decisions"), ("open", "Left open"))
"""The parts of minutes besides what was said, by field and heading."""


def meeting_form(action: str, ids: Sequence[int | str], fields: Sequence[Field] | None = None) -> ui.Modal:
    """A form of a meeting, empty or with what its fields hold already."""
    return _form(action, ids, fields if fields is not None else _fields(action), "")


def meeting_form_again(action: str, ids: Sequence[str], typed: Answers, token: str) -> ui.Modal:
    """A form with what was typed before; the token names what it replaces when it is sent."""
    return _form(action, ids, refilled(_fields(action), typed), token)


def proposal_of(answers: Answers, presenter_id: int | None, guest: str = "") -> Proposal:
    """What was proposed; raises a Refusal where the minutes are no number."""
    minutes = answers.text("minutes")
    if not minutes.isdecimal():
        raise Refusal("Minutes are a whole number, such as 20.")
    track = next((each for each in answers.choices("track") if each in TRACKS), "general")
    return Proposal(
        title=answers.text("title"),
        description=answers.text("description"),
        minutes=int(minutes),
        track=_track(track),
        interest=answers.text("interest"),
        presenter_id=presenter_id,
        guest=guest,
    )


def fields_of_item(item: Item) -> list[Field]:
    """A proposal's form, holding what it says."""
    says = item.proposal
    return _proposal_fields(says.title, says.minutes, says.track, says.interest or "None", says.description)


def fields_of_minutes(meeting: Meeting, others: Sequence[Entry]) -> list[Field]:
    """The form for minutes, with a title that names the meeting, and the minutes that it has already."""
    told = (
        f"{meeting.label} has minutes already: {', '.join(each.label for each in others[-_LISTED:])}"
        if others
        else None
    )
    return _minutes_fields(f"Minutes: {meeting.plan.title}"[:_LONGEST_HEADING], told)


def _form(action: str, ids: Sequence[int | str], fields: Sequence[Field], token: str) -> ui.Modal:
    return form(_TITLES[action].format(ids[0]), fields, action, *ids, token)


def _fields(action: str) -> list[Field]:
    if action not in _TITLES:
        raise Refusal("This form is from an older version. Please open it again.")
    match action:
        case "agenda_propose" | "agenda_change":
            return _proposal_fields("", _USUAL_MINUTES, None, "", "")
        case "session_ask":
            return fields_of(EntryForm(EntryKind.QUESTION))
        case "session_answer":
            return [
                TextField(
                    "text",
                    "The answer",
                    "Left empty, it counts as answered aloud; it can be written down later",
                    long=True,
                    required=False,
                )
            ]
        case "session_guest":
            return [
                MemberField("member", "A member"),
                TextField("name", "Or a name", "Of somebody who is not on this server", False, False, LONGEST_NAME),
            ]
        case "minutes_write":
            return _minutes_fields("", None)
        case _:
            return [
                TextField("text", "What is to be done", most=LONGEST_TEXT),
                MemberField("owner", "Who does it"),
                TextField("day", "By when", "Such as 2027-06-01", most=40),
            ]


def _minutes_fields(title: str, told: str | None) -> list[Field]:
    return [
        TextField("title", "Title", told, most=_LONGEST_HEADING, value=title),
        TextField("text", "What was said", "Nothing that could identify a patient", long=True, most=3000),
        TextField("decisions", "Decisions", "What was agreed on", long=True, required=False, most=1000),
        TextField("open", "Left open", "Unclear points, questions", long=True, required=False, most=1000),
    ]


def _proposal_fields(title: str, minutes: int, track: Track | None, interest: str, description: str) -> list[Field]:
    options = tuple(Option(key, label) for key, label in TRACKS.items())
    return [
        TextField("title", "Title", most=LONGEST_TITLE, value=title),
        TextField("minutes", "Minutes", most=20, value=str(minutes)),
        ChoiceField("track", "Track", options, fewest=1, chosen=(track,) if track is not None else ()),
        TextField(
            "interest",
            "Conflict of interest",
            "Who pays, employs or supplies the presenter; “None” where nothing is to be declared",
            most=LONGEST_INTEREST,
            value=interest,
        ),
        TextField("description", "What it is about", None, True, False, LONGEST_DESCRIPTION, description),
    ]


def _track(typed: str) -> Track:
    return next(each for each in TRACKS if each == typed)
