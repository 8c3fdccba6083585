"""Writing a summary by form, and saying what it is of."""

from __future__ import annotations

from typing import Final

from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.saving import Draft, HeldDraft
from bot.exchange.summary_facts import facts_of
from bot.ui.cards import ButtonStyle, button, card, warning
from bot.ui.entry_card import title_line
from bot.ui.forms import Answers, form, refilled
from bot.ui.hold_cards import what_to_edit
from bot.ui.save_forms import EntryForm, draft_of, fields_of, heading_of, not_saved_card, summary_fields
from bot.ui.summary_cards import source_block
from bot.ui.text import KIND_ACCENTS
from db.entries import Entry

ACTION: Final = "summary"
DETAILS: Final = "summary_details"
ANY: Final = "-"


def summary_form(device: str) -> ui.Modal:
    """The empty form, about a device's key or "-"."""
    wanted = _wanted(device)
    return form(heading_of(wanted), fields_of(wanted), ACTION, device)


def summary_form_again(device: str, answers: Answers, token: str) -> ui.Modal:
    """The form with what was typed before; the token names what it replaces."""
    wanted = _wanted(device)
    return form(heading_of(wanted), refilled(fields_of(wanted), answers), ACTION, device, token)


def summary_draft(device: str, answers: Answers) -> Draft:
    """What was sent."""
    return draft_of(_wanted(device), answers)


def held_summary_card(held: HeldDraft, token: str, device: str) -> ui.LayoutView:
    """Not saved, with the ways on."""
    return not_saved_card(
        held,
        button("Edit again", "summary_again", device, token, style=ButtonStyle.primary),
        button("Not the patient", "summary_cleared", token),
    )


def continue_row(entry: Entry) -> ui.ActionRow[ui.LayoutView]:
    """The way to the second form."""
    return ui.ActionRow(button("Continue", "summary_details", entry.number, style=ButtonStyle.primary))


def source_form(entry: Entry, typed: Answers | None = None) -> ui.Modal:
    """What a summary is of, holding what is known, or what was typed before."""
    fields = summary_fields(facts_of(entry.content))
    return form(f"What {entry.label} is of", refilled(fields, typed) if typed else fields, DETAILS, entry.number)


def source_saved(entry: Entry) -> ui.LayoutView:
    """What the author sees after the second form."""
    more = button("Title, device, skin types", "note_details", entry.number, "all")
    return card(
        [f"Saved. **{title_line(entry, 100)}**\n{source_block(entry)}"],
        accent=KIND_ACCENTS[EntryKind.SUMMARY],
        buttons=[more],
    )


def source_held(number: int, kinds: tuple[str, ...], token: str) -> ui.LayoutView:
    """Nothing was changed, and why."""
    return warning(
        "**Nothing was saved:** this may identify a patient. I saw:\n" + what_to_edit(kinds),
        button("Edit again", "summary_details_again", number, token),
    )


def _wanted(device: str) -> EntryForm:
    return EntryForm.of((EntryKind.SUMMARY.value, device, ANY))
