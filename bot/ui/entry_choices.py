"""Entries among the choices of an option that is typed into, or of a menu."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from discord import app_commands

from bot.ui.text import clipped, upright
from db.search import TitledEntry

_LONGEST: Final = 100  # Discord: the name of a choice
_MOST: Final = 25  # Discord: choices of an option


def entry_line(entry: TitledEntry) -> str:
    """Label and title in one line; the kind where there is no title."""
    return clipped(f"{entry.label} · {' '.join(upright(entry.title).split()) or entry.kind.label}", _LONGEST)


def entry_choices(found: Iterable[TitledEntry]) -> list[app_commands.Choice[str]]:
    """The first of what was found, to be chosen by number."""
    return [app_commands.Choice(name=entry_line(each), value=str(each.number)) for each in found][:_MOST]
