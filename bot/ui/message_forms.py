"""Saving a message from where it stands: the form, prefilled from the reader, and what has become of the message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from discord import ui

from bot.clinical.devices import catalogue
from bot.clinical.reading import EntryKind, Reading
from bot.exchange.incoming import Held, Ignored, IgnoredReason, Kept, Outcome
from bot.ui.clinical_fields import skin_types_field
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled

ACTION: Final = "save_message"
_LONGEST: Final = 100
_OPTIONS: Final = tuple(Option(kind.value, kind.label) for kind in EntryKind if kind is not EntryKind.ANSWER)
_REASONS: Final[dict[IgnoredReason, str]] = {
    "untagged": "it says nothing that could be kept",
    "nearly tagged": "it says nothing that could be kept",
    "empty": "besides tags and pictures there is nothing in it to keep",
    "private": "it stands in a channel that not every member can read",
    "not a member": "its author does not hold the role of the exchange's members",
    "opted out": "its author does not want to have it kept",
    "withdrawn": "it was withdrawn from the library before, which counts",
    "moderated": "a moderator has taken it out of the library",
}


def message_form(reading: Reading, ids: Sequence[int | str], typed: Answers | None = None) -> ui.Modal:
    """What is known of a message besides its own words, holding what was read, or what was typed before.

    The ids are the channel's, the message's, the token of its text where it cannot be fetched ("" where it can), and
    the message's version.
    """
    fields = _fields(reading)
    return form("Save to library", refilled(fields, typed) if typed is not None else fields, ACTION, *ids)


def likely_kind(reading: Reading) -> EntryKind:
    """The kind that is set when the form opens."""
    if reading.kind is not None:
        return reading.kind
    if reading.complications:
        return EntryKind.COMPLICATION
    return EntryKind.PROTOCOL if any(len(each.settings) > 1 for each in reading.sets) else EntryKind.TIP


def told(outcome: Outcome, saver_id: int) -> str:
    """What has become of the message, for who wanted to have it kept."""
    match outcome:
        case Kept(is_new=True):
            entry = outcome.entry
            if entry.author_id == saver_id:
                return f"✅ **Saved as {entry.label}.**"
            return f"✅ **Saved as {entry.label}**, in the name of its author, <@{entry.author_id}>, who is told there."
        case Kept():
            saver = outcome.entry.saved_by_id
            by = f", saved by <@{saver}>" if saver is not None and saver != outcome.entry.author_id else ""
            return f"**{outcome.entry.label}** is this message: it is in the library already{by}."
        case Held():
            return (
                "**Not saved:** it may identify a patient, and nothing of it is kept. Its author sees why by the line "
                "below it, and can edit it; then it can be saved."
            )
        case Ignored():
            return f"**Not saved:** {_REASONS[outcome.reason]}."


def _fields(reading: Reading) -> list[Field]:
    devices = list(dict.fromkeys(each.value for each in reading.devices))
    known = catalogue().get(devices[0]) if len(devices) == 1 else None
    handpiece = ", ".join(dict.fromkeys(each.value for each in reading.handpieces))
    return [
        ChoiceField("kind", "What it is", _OPTIONS, fewest=1, chosen=(likely_kind(reading).value,)),
        TextField("title", "Title", required=False, most=_LONGEST, value=reading.title[:_LONGEST]),
        TextField(
            "device", "Device", "Its name", required=False, most=_LONGEST, value=known.name if known is not None else ""
        ),
        TextField("handpiece", "Handpiece or spot", required=False, most=_LONGEST, value=handpiece[:_LONGEST]),
        skin_types_field("Fitzpatrick skin types", chosen=reading.skin_types),
    ]
