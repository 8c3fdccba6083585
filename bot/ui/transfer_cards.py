"""Importing, as it is shown: the reading as it goes on, the preview with what is wrong, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.exchange.counted import counted
from bot.exchange.files import File
from bot.exchange.importing.gathering import Prepared
from bot.exchange.importing.imports import Imported, Progress
from bot.exchange.importing.problems import Problem
from bot.ui.cards import ButtonStyle, button, card, link, notice, warning
from bot.ui.text import clipped, escaped

_FILE: Final = "The file"
_SHOWN: Final = 10
_LONGEST_LINE: Final = 220
_IF_IT_STOPS: Final = "-# If this card does not change any more, I was stopped, and nothing was imported."


def reading_card(progress: Progress | None) -> ui.LayoutView:
    """While a file is read."""
    how_far = f"{counted(progress.rows, 'row')}, {progress.done:.0%} of the file." if progress else "It begins."
    return notice(f"### Reading and screening the file\n{how_far} Nothing is written.\n{_IF_IT_STOPS}")


def writing_card(prepared: Prepared) -> ui.LayoutView:
    """While it is kept."""
    return notice(f"### Importing {prepared.told}\nAll of them, or none.\n{_IF_IT_STOPS}")


def preview_card(prepared: Prepared, url: str) -> ui.LayoutView:
    """What a file holds; the button to import it where nothing is wrong. The file itself is only linked to."""
    if prepared.problems:
        among = f" in {counted(prepared.rows, 'row')}" if prepared.rows else ""
        heading = f"## Not yet: {counted(len(prepared.problems), 'problem')}{among}"
        what_to_do = (
            "Nothing was imported. Put these right and use `/library import` again; then all rows go in at once."
        )
        if prepared.form != "JSON":
            heading += "\n-# Row 1 has the names of the columns, as a spreadsheet counts."
        return _warning_card([heading, what_to_do, _listed(prepared.problems), _notes(prepared)], prepared)
    if not prepared.ready:
        return _warning_card(["## Nothing new", _facts(prepared), _notes(prepared)], prepared)
    lead = (
        "Nothing is imported yet. They will stand in the library under your name: each can be corrected and withdrawn "
        "by you. Look for names and dates yourself, above all in other languages than English: I can miss things."
    )
    return card(
        [
            f"## {prepared.told} can be imported",
            _facts(prepared),
            lead,
            *filter(None, [_notes(prepared)]),
            *_attached(prepared),
        ],
        buttons=[
            button(f"Import {prepared.told}", "import_confirm", prepared.file_digest, style=ButtonStyle.primary),
            button("Leave it", "import_leave"),
            link(_FILE, url),
        ],
    )


def _warning_card(blocks: Sequence[str], prepared: Prepared) -> ui.LayoutView:
    """A preview from which nothing can be imported."""
    return card([*filter(None, blocks), *_attached(prepared)], accent=discord.Colour(0xC8442F))


def imported_card(imported: Imported, prepared: Prepared) -> ui.LayoutView:
    """What was done."""
    already = f" {prepared.already:,} were there before." if prepared.already else ""
    return notice(
        f"## Imported: {imported.told}\n{imported.labels}.{already} `/search` finds them.\n"
        "-# The same file imported again adds nothing twice."
    )


def refused_card(words: str) -> ui.LayoutView:
    """Why nothing was imported after all."""
    return warning(f"### Nothing was imported\n{words}")


def file_url_on(message: discord.Message | None) -> str | None:
    """The address of the file that a preview was made of: it stands on the card, and nowhere else."""
    found: list[Any] = [each for each in _components_of(message) if getattr(each, "label", None) == _FILE]
    return found[0].url if found else None


def everything_found(prepared: Prepared) -> File | None:
    """Everything that is wrong or to be known, a line each; None where the card shows it all."""
    if len(prepared.problems) <= _SHOWN and len(prepared.notes) <= _SHOWN:
        return None
    lines: list[str] = []
    for what, found in (("problem", prepared.problems), ("note", prepared.notes)):
        if found:
            lines += [counted(len(found), what), *(each.shown for each in found), ""]
    return File("problems.txt" if prepared.problems else "notes.txt", "\n".join(lines).encode())


def _components_of(holder: Any) -> list[Any]:
    components: list[Any] = getattr(holder, "components", None) or getattr(holder, "children", None) or []
    return [*components, *(inner for each in components for inner in _components_of(each))]


def _facts(prepared: Prepared) -> str:
    lines = [f"{counted(prepared.rows, 'row')}; {prepared.form}, {prepared.encoding}."]
    if prepared.already:
        lines.append(f"In the library already, and not imported again: {prepared.already:,}.")
    if prepared.incomplete:
        lines.append(f"⚠️ **Incomplete** (device, handpiece or skin type is not recorded): {prepared.incomplete:,}.")
    if prepared.cautioned:
        lines.append(f"⚠️ With cautions, which each card says: {prepared.cautioned:,}.")
    return "\n".join(lines)


def _listed(problems: Sequence[Problem]) -> str:
    lines = [f"- {escaped(clipped(each.shown, _LONGEST_LINE))}" for each in problems[:_SHOWN]]
    left = len(problems) - _SHOWN
    return "\n".join([*lines, f"- and {left:,} more, in the file below"] if left > 0 else lines)


def _notes(prepared: Prepared) -> str:
    return f"**Please note**\n{_listed(prepared.notes)}" if prepared.notes else ""


def _attached(prepared: Prepared) -> list[ui.Item[ui.LayoutView]]:
    file = everything_found(prepared)
    return [ui.File[ui.LayoutView](f"attachment://{file.name}")] if file else []
