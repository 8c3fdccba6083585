"""The line about a held message, what its author sees in private, and what the moderators hear of it.

Nothing of the message is ever quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from discord import ui

from bot.exchange.clearing import may_be_cleared
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.entry_card import message_url
from bot.ui.text import WARNING
from db.holds import Hold

_KINDS: Final = {
    "account number": ("an account, insurance, card or licence number", "leave it out"),
    "address": ("a street address or a person's town", "say the country or the state, if it matters"),
    "age": ("an age over 89", "write “over 89”"),
    "date": ("a date of birth, of a visit or of a treatment", "give an age, or “week 3 after the second session”"),
    "device serial": ("the serial number of an implant", "say what kind of implant it is"),
    "email": ("an e-mail address", "leave it out, or mention a colleague here with @"),
    "name": ("a name after a word such as “patient” or “Mrs”", "write “a patient” or “her husband”"),
    "national number": ("a national, tax, passport or health-service number", "leave it out"),
    "phone": ("a telephone number", "leave it out"),
    "photo": ("words that say a face can be seen in a picture", "cover the face, and leave these words out"),
    "postcode": ("a postcode", "say the country or the state, if it matters"),
    "record number": ("a record, chart or patient number", "leave it out"),
    "url": ("a link to what may be a person's own page or pictures", "leave it out, or link the paper or the maker"),
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


def still_held_line(hold: Hold, token: str) -> ui.LayoutView:
    """For the moderators, of a message that its author has left as it is. By the token the line is found again."""
    where = message_url(hold.guild_id, hold.channel_id, hold.message_id)
    return notice(
        f"⚠️ {where} may hold something that identifies a patient. It is not in the library, but it stands in the chat: "
        "its author has neither changed nor deleted it.",
        button("What can I do?", "hold_advice", hold.message_id, token),
    )


def kinds_in_words(kinds: Sequence[str]) -> str:
    """A list of the kinds of identifier, one a line."""
    return "\n".join(f"- {_words_for(kind)[0]}" for kind in kinds)


def what_to_edit(kinds: Sequence[str]) -> str:
    """As `kinds_in_words`, each with what to write instead."""
    return "\n".join("- {}: {}".format(*_words_for(kind)) for kind in kinds)


def _words_for(kind: str) -> tuple[str, str]:
    return _KINDS.get(kind, (kind, "leave it out"))


def reasons(hold: Hold, kinds: Sequence[str]) -> ui.LayoutView:
    """For the author alone: what is seen in it now, and the ways on."""
    seen, edit = ("it or in its title", "your message or its title") if hold.is_of_post else ("it", "your message")
    blocks = [
        f"## Why your message is held\nIn {seen} I saw:\n{what_to_edit(kinds)}",
        f"Nothing of it is stored. **Edit {edit}** so that nobody can be recognised by it: then it is kept by itself.",
    ]
    buttons: list[ui.Button[ui.LayoutView]] = []
    if may_be_cleared(kinds):
        blocks.append(
            "Is it not about the patient, but about a colleague, a technique or a meeting, say? Then press "
            "**Not the patient**. That is written down with your name."
        )
        buttons.append(button("Not the patient", "hold_clear", hold.message_id))
    return card([*blocks, _READS_ENGLISH], accent=WARNING, buttons=buttons)
