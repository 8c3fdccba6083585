"""The forms for entries: one for each kind, and what a member's answers amount to.

What a form is about stands in its custom id, so that it can be sent after a restart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from discord import ui

from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reading import EntryKind
from bot.clinical.references import LONGEST_LINK
from bot.exchange.clearing import may_be_cleared
from bot.exchange.protocols import NOTES
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, HeldDraft, LooksLike
from bot.exchange.summary_facts import SummaryFacts, details_from
from bot.ui.cards import ButtonStyle, button, warning
from bot.ui.clinical_fields import TIES, rating_field, skin_types_field
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from bot.ui.hold_cards import what_to_edit
from bot.ui.text import clipped, escaped
from db.entries import Detail

ACTION: Final = "save"
_ABOUT_A_SUMMARY: Final = ("source", "speaker", "who_paid", "date", "link")
_NONE: Final = "-"
_MOST_BESIDE: Final = 5  # they stand in a button's custom id


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What a form is for. The device and the rest are catalogue keys."""

    kind: EntryKind
    device: str | None = None
    indication: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """As it stands in a custom id."""
        return (self.kind.value, self.device or _NONE, self.indication or _NONE)

    @classmethod
    def of(cls, ids: Sequence[str]) -> EntryForm:
        """From a custom id; raises a Refusal where the catalogue no longer has what it names."""
        kind, device, indication = ids
        known = (
            device == _NONE or catalogue().get(device),
            indication == _NONE or indications().get(indication),
        )
        if not all(known):
            raise Refusal("The list of devices has changed since this form was opened. Please open it again.")
        chosen = [None if each == _NONE else each for each in (device, indication)]
        return cls(EntryKind(kind), *chosen)


def opened(wanted: EntryForm) -> ui.Modal:
    """The empty form."""
    return form(heading_of(wanted), fields_of(wanted), ACTION, *wanted.ids)


def reopened(wanted: EntryForm, answers: Answers, token: str) -> ui.Modal:
    """The form with what was typed before; the token names what it replaces when it is sent."""
    return form(heading_of(wanted), refilled(fields_of(wanted), answers), ACTION, *wanted.ids, token)


def draft_of(wanted: EntryForm, answers: Answers) -> Draft:
    """What was sent, as a draft of an entry."""
    return Draft(
        kind=wanted.kind,
        text=answers.text("text"),
        # A summary's title is what it was: nothing is asked twice.
        title=" ".join((answers.text("title") or answers.text("source")).split()),
        device=wanted.device,
        indication=wanted.indication,
        handpiece=answers.text("handpiece"),
        skin_types=answers.choices("skin_types"),
        details=tuple(_details(answers)),
    )


def held_card(held: HeldDraft, token: str) -> ui.LayoutView:
    """Not saved, with the ways on of an entry's form."""
    return not_saved_card(
        held,
        button("Edit again", "form_again", token, style=ButtonStyle.primary),
        button("Not the patient", "form_cleared", token),
    )


def looks_like_card(like: LooksLike, token: str, beside: frozenset[int]) -> ui.LayoutView:
    """Somebody has saved the same settings before; what was typed waits for a quarter of an hour."""
    entry = like.entry
    by = f" by <@{entry.author_id}>" if entry.author_id is not None else ""
    title = escaped(clipped(" ".join(entry.content.title.split()), 100))
    text = (
        f"### Not saved yet: this looks like {entry.label}\n**{title}**{by} has the same device, indication and "
        f"settings. **I used it** adds your experience to {entry.label}: reports in one place tell more. "
        "What you typed is kept for 15 minutes."
    )
    return warning(
        text,
        button("Save anyway", "form_anyway", token, *sorted({*beside, entry.number})[-_MOST_BESIDE:]),
        button(f"Open {entry.label}", "show_entry", entry.number),
        button("I used it", "used_open", entry.number, style=ButtonStyle.primary),
    )


def not_saved_card(
    held: HeldDraft, again: ui.Button[ui.LayoutView], cleared: ui.Button[ui.LayoutView]
) -> ui.LayoutView:
    """Not saved, and what to do; the words themselves are not repeated."""
    text = (
        f"### Not saved: this may identify a patient\nI see:\n{what_to_edit(held.kinds)}\nNothing of it was stored. "
        "**Edit again** opens the form with what you typed, for the next 15 minutes. "
        "I can miss things: look for names, dates and numbers yourself, above all in other languages than English."
    )
    if not may_be_cleared(held.kinds):
        return warning(text, again)
    text += "\nIf it is about a colleague or a brand, say **Not the patient**; that you said so is written down."
    return warning(text, again, cleared)


def heading_of(wanted: EntryForm) -> str:
    """The form's title."""
    headings = {
        EntryKind.TIP: "A tip",
        EntryKind.PROTOCOL: "A protocol",
        EntryKind.QUESTION: "A question",
        EntryKind.SUMMARY: "A summary",
        EntryKind.REVIEW: "A review",
        EntryKind.ANSWER: "An answer",
    }
    device = catalogue().get(wanted.device) if wanted.device else None
    return f"{headings[wanted.kind]}: {device.name}" if device else headings[wanted.kind]


def fields_of(wanted: EntryForm) -> list[Field]:
    """What is asked for an entry of its kind."""
    match wanted.kind:
        case EntryKind.TIP:
            return [_title(), _text("The tip"), _skin_types()]
        case EntryKind.QUESTION:
            return [_title(), _text("The question"), _skin_types()]
        case EntryKind.SUMMARY:
            source, speaker, who_paid, _, link = summary_fields(SummaryFacts())
            return [replace(source, required=True), speaker, who_paid, link, _text("Key points")]
        case EntryKind.REVIEW:
            return [_title(), _text("The review"), rating_field(), _ties()]
        case EntryKind.ANSWER:
            return [_text("The answer"), _skin_types()]
        case EntryKind.PROTOCOL:
            notes = TextField(
                "notes", "Notes", "Preparation, endpoint, cooling, aftercare", long=True, required=False, most=2000
            )
            return [_title(required=True), _handpiece(), _skin_types(), _text("Settings, as you write them"), notes]
        case EntryKind.COMPLICATION:
            raise ValueError("a complication has forms of its own")


def summary_fields(facts: SummaryFacts) -> list[TextField]:
    """What is asked about a summary's source, holding what is known."""
    return [
        _optional("source", "What it was", "Webinar, conference, paper …, and its name", facts.source),
        _optional("speaker", "Speaker or author", "Left empty, it reads: not stated", facts.speaker),
        _optional("who_paid", "Who paid", "A company, the organiser, nobody; left empty: not stated", facts.who_paid),
        _optional("date", "Held or published", "For example March 2026", facts.date),
        _optional("link", "Link or DOI", "https://… or 10.…", facts.link, most=LONGEST_LINK),
    ]


def summary_facts(answers: Answers) -> SummaryFacts:
    """What was typed about a summary's source."""
    return SummaryFacts(*(" ".join(answers.text(key).split()) for key in _ABOUT_A_SUMMARY))


def _optional(key: str, label: str, description: str, value: str, most: int = 150) -> TextField:
    return TextField(key, label, description, required=False, most=most, value=value)


def _title(*, required: bool = False) -> TextField:
    return TextField("title", "Title", None if required else "Left empty, the first line serves", False, required, 150)


def _text(label: str) -> TextField:
    return TextField("text", label, "Nothing that could identify a patient", long=True)


def _handpiece() -> TextField:
    return TextField("handpiece", "Handpiece or spot", "For example 18 mm", required=False, most=100)


def _skin_types() -> ChoiceField:
    return skin_types_field("Skin types", "Fitzpatrick, all that it holds for")


def _ties() -> ChoiceField:
    options = tuple(Option(key, label) for key, label in TIES.items())
    return ChoiceField("ties", "Your tie to it", options, "Shown with the review", most=len(options))


def _details(answers: Answers) -> Iterator[Detail]:
    """Each answer under a name that a reader understands."""
    yield from details_from(summary_facts(answers))
    if answers.text("notes"):
        yield Detail(NOTES, answers.text("notes"))
    for rating in answers.choices("rating"):
        yield Detail("Would choose it again", f"{rating} of 5")
    ties = [TIES[tie] for tie in answers.choices("ties") if tie in TIES]
    if ties:
        yield Detail("Tie to it", "; ".join(ties))
