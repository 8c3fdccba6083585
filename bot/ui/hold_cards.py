"""The line about a held message, and what its author sees in private. Nothing of the message is ever quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from discord import ui

from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.text import WARNING

_KINDS: Final = {
    "date": "a date of birth",
    "email": "an e-mail address",
    "name": "a name after a word such as “patient” or “Mrs”",
    "phone": "a telephone number",
    "record number": "a record, insurance or account number",
}
_READS_ENGLISH: Final = "-# I read English; in another language I may miss something. Please look yourself too."


def hold_line(message_id: int, *, deletable: bool) -> ui.LayoutView:
    """The neutral line in the channel. Without Manage Messages the bot cannot delete for the author."""
    buttons = [button("See why", "hold_why", message_id)]
    if deletable:
        buttons.append(button("Delete my message", "hold_delete", message_id, style=ButtonStyle.danger))
    return notice(
        "This message is not in the library: it may hold something that identifies a patient. Its author can see why.",
        *buttons,
    )


def kinds_in_words(kinds: Sequence[str]) -> str:
    """A list of the kinds of identifier, one a line."""
    return "\n".join(f"- {_KINDS.get(kind, kind)}" for kind in kinds)


def reasons(message_id: int, kinds: Sequence[str], *, can_be_cleared: bool) -> ui.LayoutView:
    """For the author alone: what was seen, and the ways on."""
    blocks = [
        f"## Why your message is held\nIn it I saw:\n{kinds_in_words(kinds)}",
        "Nothing of it is stored. **Edit your message** so that nobody can be recognised by it (an age instead of a "
        "date of birth, “a patient” instead of a name): then it is kept by itself.",
    ]
    buttons: list[ui.Button[ui.LayoutView]] = []
    if can_be_cleared:
        blocks.append(
            "Is it not about the patient, but about a colleague, a technique or a meeting, say? Then press "
            "**Not the patient**. That is written down with your name."
        )
        buttons.append(button("Not the patient", "hold_clear", message_id))
    return card([*blocks, _READS_ENGLISH], accent=WARNING, buttons=buttons)
