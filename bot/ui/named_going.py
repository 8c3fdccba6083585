"""The line that names people, on reminders and on words about a meeting, and taking a name out of it later."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.ui.cards import sealed

_GOING: Final = "Going: "
_CONCERNED: Final = "Going, waiting or perhaps: "
_MOVED_UP: Final = "Moved up: "
_NAME: Final = re.compile(r"<@(\d+)>")

_Text = ui.TextDisplay[ui.LayoutView]


def mention(user_id: int) -> str:
    """A member's name, as Discord shows it; it pings only where the sending allows that."""
    return f"<@{user_id}>"


def going_line(user_ids: Sequence[int]) -> str:
    """Who is going, by name; empty where nobody is."""
    return _line(_GOING, user_ids)


def concerned_line(user_ids: Sequence[int]) -> str:
    """Whom a change concerns, by name; empty where it concerns nobody."""
    return _line(_CONCERNED, user_ids)


def moved_up_line(user_ids: Sequence[int]) -> str:
    """Who has moved up from the waiting list, by name."""
    return _line(_MOVED_UP, user_ids)


def named_in(message: discord.Message) -> set[int]:
    """Whom a message names in these lines."""
    lines = (line for text in _texts(_view_of(message)) for line in text.content.split("\n"))
    return {int(each) for line in lines if _heading_of(line) for each in _NAME.findall(line)}


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
    heading = _heading_of(line)
    if heading is None:
        return line
    return _line(heading, [int(each) for each in _NAME.findall(line) if int(each) not in gone]) or None


def _heading_of(line: str) -> str | None:
    return next((heading for heading in (_GOING, _CONCERNED, _MOVED_UP) if line.startswith(heading)), None)


def _line(heading: str, user_ids: Sequence[int]) -> str:
    return f"{heading}{' '.join(map(mention, user_ids))}" if user_ids else ""


def _texts(view: ui.LayoutView) -> Iterator[_Text]:
    return (each for each in view.walk_children() if isinstance(each, ui.TextDisplay))


def _view_of(message: discord.Message) -> ui.LayoutView:
    view: Any = ui.LayoutView.from_message(message, timeout=None)
    return view
