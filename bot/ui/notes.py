"""The short note below a captured message: what is missing, what to look at twice, and what its author can do.

It quotes nothing but a device's short name and doubtful numbers, so that it need not be feared where it cannot be taken
back. Of another entry it gives the label alone: what that says may be withdrawn tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from discord import ui

from bot.clinical.body_sites import body_sites
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reading import DeviceQuestion, EntryKind
from bot.exchange.alike import Like
from bot.exchange.completeness import handpiece_of, missing_facts
from bot.exchange.counted import counted
from bot.exchange.device_reviews import writes_rating
from bot.exchange.devices import Unclear
from bot.exchange.overtaken import is_overtaken
from bot.exchange.readings import settings_as_written
from bot.ui.cards import ButtonStyle, button, card, notice, warning
from bot.ui.catalogue_choices import told_apart
from bot.ui.cautions import caution_lines
from bot.ui.clinical_fields import catalogue_fields, skin_types_field
from bot.ui.device_forms import REVIEW as DEVICE_REVIEW
from bot.ui.entry_card import message_url, skin_types_in_words
from bot.ui.forms import Field, TextField
from bot.ui.text import KIND_ACCENTS, channel_url, clipped, escaped
from db.entries import Entry

_QUESTION: Final = re.compile(r"\w\s+\w[^.!?\n]*\?(?!\w)")  # of two words and more; no "PIH?", and no address
_MOST_CANDIDATES: Final = 5
_MOST_CAUTIONS: Final = 3
_LONGEST_TITLE: Final = 150  # as in the other forms: what does not fit would be cut off when it is sent
_LONGEST_NAME: Final = 100
_MOST_SETTINGS: Final = 1000
_CHANGE_SETTINGS: Final = "Change what I read wrongly, and leave the rest: only what stands here is shown"
_WRITE_SETTINGS: Final = "Only where I read them wrongly. Then write all that hold: only these are shown"
_SAVED_BY: Final = {EntryKind.PROTOCOL: "/protocol save", EntryKind.COMPLICATION: "/complication report"}
_NEEDS_DEVICE: Final = frozenset({EntryKind.PROTOCOL, EntryKind.COMPLICATION, EntryKind.REVIEW})
_GONE: Final = {
    "withdrawn": "was withdrawn. Nothing of it is kept.",
    "held": "is held back until its author edits the message.",
    "unlisted": "is not listed at present: its message was deleted, and the moderators decide.",
    "hidden": "was hidden by a moderator. Its author can ask the moderators why.",
}
_NOT_SHOWN: Final = "is not listed at present: it may identify a patient. Its author can save it again without that."


def note_about(entry: Entry, alike: Sequence[Like] = (), asked: Entry | None = None, token: str = "") -> ui.LayoutView:
    """The note as the entry stands now, with links to what is much alike.

    `asked` is the question of an answer that does not repeat what it says. By a token it is found again.
    """
    if entry.status == "merged":
        return notice(f"**{entry.label}** was merged: `/show {entry.label}` shows what it is part of now.")
    gone = _NOT_SHOWN if entry.status == "unlisted" and entry.source is None else _GONE.get(entry.status)
    if gone is not None:
        return notice(f"**{entry.label}** {gone}")
    lines = [_heading(entry), *_said_before(entry, alike), *_remarks(entry, asked)]
    opening = [button(f"Open {each.entry.label}", "show_entry", each.entry.number) for each in alike]
    if entry.content.kind is EntryKind.COMPLICATION:
        # Its reporter confirms there what was read, and tells how it went.
        opening.insert(0, button(f"Open {entry.label}", "show_entry", entry.number))
    devices = entry.values("device")
    if _is_rated_in_chat(entry) and len(devices) == 1:
        opening.append(button("Review it", DEVICE_REVIEW, devices[0]))
    buttons = [*_buttons(entry.number, *filter(None, [token])), *opening]
    return card(["\n".join(lines)], accent=KIND_ACCENTS[entry.content.kind], buttons=buttons)


def untagged_note(entry: Entry, token: str) -> ui.LayoutView:
    """The word to an author who has edited the tag away. The token stands in a button, by which it is found again."""
    return card(
        [f"The message lost its tag, and **{entry.label}** is in the library still. **Withdraw** takes it out."],
        accent=KIND_ACCENTS[entry.content.kind],
        buttons=_buttons(entry.number, token),
    )


def pictures_note(entry: Entry, token: str) -> ui.LayoutView:
    """The word to an author who posts pictures. The token stands in the button, by which it is found again."""
    return card(
        ["📷 I do not look into pictures: please see for yourself that nobody can be known by them."],
        accent=KIND_ACCENTS[entry.content.kind],
        buttons=[button("Withdraw", "note_withdraw", entry.number, token, style=ButtonStyle.danger)],
    )


def has_something_to_say(entry: Entry, alike: Sequence[Like] = (), asked: Entry | None = None) -> bool:
    """Whether a community that likes it quiet wants to read the note."""
    return entry.status == "listed" and (bool(alike) or next(_remarks(entry, asked), None) is not None)


def details_fields(entry: Entry) -> list[Field]:
    """The form **Edit details**, holding what is known."""
    devices = entry.values("device")
    known = catalogue().get(devices[0]) if len(devices) == 1 else None
    settings = entry.content.correction.settings or settings_as_written(entry)
    handpiece = handpiece_of(entry.content)
    return [
        TextField("title", "Title", required=False, most=_LONGEST_TITLE, value=entry.content.title[:_LONGEST_TITLE]),
        TextField(
            "device",
            "Device",
            "Its name; leave it empty for what the message says",
            required=False,
            most=_LONGEST_NAME,
            value=known.name if known else "",
        ),
        TextField(
            "handpiece",
            "Handpiece or spot",
            required=False,
            most=_LONGEST_NAME,
            value=handpiece if len(handpiece) <= _LONGEST_NAME else "",  # cut, it would be sent back as a correction
        ),
        skin_types_field("Fitzpatrick skin types", chosen=entry.values("skin_type")),
        TextField(
            "settings",
            "Settings",
            _CHANGE_SETTINGS if 0 < len(settings) <= _MOST_SETTINGS else _WRITE_SETTINGS,
            long=True,
            required=False,
            most=_MOST_SETTINGS,
            value=settings if len(settings) <= _MOST_SETTINGS else "",
        ),
    ]


def treated_fields(entry: Entry) -> list[Field]:
    """The form **What it treats**, holding what is known."""
    return [
        *catalogue_fields("indication", "Indication", indications().all, entry.values("indication")),
        *catalogue_fields("body_site", "Area", body_sites().all, entry.values("body_site")),
    ]


def version_of(entry: Entry) -> str:
    """By which the form **Edit details** knows whether the entry still says what stands in it."""
    return format(int(entry.changed_at.timestamp() * 1000), "x")


def changed_meanwhile(entry: Entry, title: str, action: str, token: str) -> ui.LayoutView:
    """In place of saving what may be of words that stand there no more; the form's title and action, and the token of
    what was typed."""
    return notice(
        f"**Nothing was saved now:** {entry.label} was changed since this form was opened. Look at it as it stands. "
        f"**{title}** begins with what is read of it now, **What I typed** with what you sent.",
        button(f"Open {entry.label}", "show_entry", entry.number),
        button(title, action, entry.number),
        button("What I typed", "note_again", entry.number, token),
    )


def which_device(entry: Entry, typed: str, unclear: Unclear) -> ui.LayoutView:
    """Asks about a device's name that is not exactly one: never another device's settings under the asked name."""
    candidates = unclear.candidates[:_MOST_CANDIDATES]
    saved = f"**{entry.label}** is saved, its device as it was."
    named = escaped(clipped(typed, _LONGEST_NAME))
    if not candidates:
        return notice(
            f"{saved} I know no device **{named}**. `/device list` shows those that I know; `/device add` adds one."
        )
    buttons = [
        button(clipped(name, 80), "note_device", entry.number, device.key)
        for device, name in zip(candidates, told_apart(candidates), strict=True)
    ]
    if unclear.shares_name:
        return notice(f"{saved} Several devices are called **{named}**. Which one is it?", *buttons)
    return notice(f"{saved} I know no device that is called exactly **{named}**. Is it one of these?", *buttons)


def details_saved(entry: Entry, asked: Entry | None = None) -> ui.LayoutView:
    """What the author sees after the form."""
    lines = "\n".join(["Saved. " + _heading(entry), *_remarks(entry, asked)])
    opening = button(f"Open {entry.label}", "show_entry", entry.number)
    return card([lines], accent=KIND_ACCENTS[entry.content.kind], buttons=[opening])


def _heading(entry: Entry) -> str:
    facts = [f"**{entry.label}** is in the library", *_known(entry)]
    return " · ".join(facts)


def _known(entry: Entry) -> Iterator[str]:
    for key in entry.values("device"):
        device = catalogue().get(key)
        yield escaped(device.name if device else key)
    if types := skin_types_in_words(entry):
        yield types


def _said_before(entry: Entry, alike: Sequence[Like]) -> Iterator[str]:
    if alike:
        labels = ", ".join(_linked(each) for each in alike)
        is_question = entry.content.kind is EntryKind.QUESTION
        yield f"💡 Asked before, and answered: {labels}" if is_question else f"💡 This looks like {labels}"


def _linked(like: Like) -> str:
    """The label, as a link where the entry stands in the chat."""
    entry, source = like.entry, like.entry.source
    if source is not None:
        return f"[{entry.label}]({message_url(entry.guild_id, source.channel_id, source.message_id)})"
    if like.discussion is not None:
        return f"[{entry.label}]({channel_url(entry.guild_id, like.discussion)})"
    return f"**{entry.label}**"


def _remarks(entry: Entry, asked: Entry | None) -> Iterator[str]:
    if entry.saved_by_id is not None and entry.saved_by_id != entry.author_id and entry.author_id is not None:
        yield f"Saved by <@{entry.saved_by_id}>, in the name of its author, <@{entry.author_id}>, who can withdraw it."
    if not entry.values("device"):
        yield from (_question(question) for question in entry.content.reading.questions)
    missing = list(missing_facts(entry, asked))
    if entry.content.kind in _NEEDS_DEVICE and not entry.values("device") and "device" not in missing:
        missing.insert(0, "device")
    if missing:
        yield f"⚠️ Not recorded: {', '.join(missing)}. Its author can add that with **Edit details**."
    if missing and entry.content.kind is EntryKind.PROTOCOL and entry.source and not entry.values("indication"):
        yield "What it treats is not said either. **What it treats** on its card, or an edit of the message, adds it."
    if _is_rated_in_chat(entry):
        yield "A rating written in the chat is not counted: **Review it** on the device's page takes one that is."
    if entry.content.kind is EntryKind.COMPLICATION and entry.source and _QUESTION.search(entry.content.text):
        yield "What helped colleagues' patients: `/complication helped`. To ask them: `/question ask`."
    cautions = caution_lines(entry.content)
    yield from cautions[:_MOST_CAUTIONS]
    if len(cautions) > _MOST_CAUTIONS:
        yield f"⚠️ and more to look at twice: `/show {entry.label}`"
    if is_overtaken(entry.content):
        yield (
            "**Edit details** settles it: what its author sends there holds, and where a field is empty, what the "
            "message says."
        )


def _is_rated_in_chat(entry: Entry) -> bool:
    return entry.content.kind is EntryKind.REVIEW and entry.source is not None and writes_rating(entry.content.text)


def _question(question: DeviceQuestion) -> str:
    names = [device.name for key in question.candidates if (device := catalogue().get(key)) is not None]
    return f"⚠️ **{escaped(question.written)}** could be {_either(names)}: which one is it?"


def _either(names: Sequence[str]) -> str:
    *former, last = (escaped(name) for name in names)
    return f"{', '.join(former)} or {last}" if former else last


def withdrawal_question(entry: Entry, colleagues: int) -> ui.LayoutView:
    """Before a protocol goes on which colleagues have reported: there is no way back."""
    who = counted(colleagues, "colleague")
    return warning(
        f"**Withdraw {entry.label}?** {who} reported what happened with it, and these reports go out of sight too. "
        "There is no way back. With **Status** its author can say that it is no longer advised, which keeps them.",
        button("Withdraw it", "note_withdraw_all", entry.number, style=ButtonStyle.danger),
    )


def withdrawn_words(entry: Entry) -> str:
    """After an entry went, with the way back where its message stands."""
    again = _SAVED_BY.get(entry.content.kind, "/save")
    stays = f" The message in the chat stays; what it says can be saved again with `{again}`." if entry.source else ""
    return f"{entry.label} is withdrawn: nothing of it is kept but its number.{stays}"


def _buttons(number: int, *token: str) -> Sequence[ui.Button[ui.LayoutView]]:
    return (
        button("Edit details", "note_details", number),
        button("Withdraw", "note_withdraw", number, *token, style=ButtonStyle.danger),
    )
