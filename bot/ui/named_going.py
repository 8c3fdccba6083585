"""The line that names who is going, on reminders and on words about a meeting, and taking a name out of it later."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.ui.cards import sealed
from bot.ui.rsvp_cards import mention

_GOING: Final = "Going: "
_NAME: Final = re.compile(r"<@(\d+)>")

_Text = ui.TextDisplay[ui.LayoutView]


def going_line(user_ids: Sequence[int]) -> str:
    """Who is going, by name; empty where nobody is."""
    return f"{_GOING}{' '.join(map(mention, user_ids))}" if user_ids else ""


def named_in(message: discord.Message) -> set[int]:
    """Whom a message names as going."""
    lines = (line for text in _texts(_view_of(message)) for line in text.content.split("\n"))
    return {int(each) for line in lines if line.startswith(_GOING) for each in _NAME.findall(line)}


def without(message: discord.Message, gone: Collection[int]) -> ui.LayoutView:
    """The same message without these names."""
    view = _view_of(message)
    for text in list(_texts(view)):
        lines = [_without_names(line, gone) for line in text.content.split("\n")]
        text.content = "\n".join(line for line in lines if line is not None)
        if not text.content and isinstance(text.parent, ui.Container):
            text.parent.remove_item(text)
    return sealed(view)


def _without_names(line: str, gone: Collection[int]) -> str | None:
    """A line that named nobody else goes whole."""
    if not line.startswith(_GOING):
        return line
    return going_line([int(each) for each in _NAME.findall(line) if int(each) not in gone]) or None


def _texts(view: ui.LayoutView) -> Iterator[_Text]:
    return (each for each in view.walk_children() if isinstance(each, ui.TextDisplay))


def _view_of(message: discord.Message) -> ui.LayoutView:
    view: Any = ui.LayoutView.from_message(message, timeout=None)
    return view
