"""The base card: one thing, an accent colour, the answer first, one row of buttons.

Views are sealed before they are sent: discord.py then keeps no copy of them in memory, and no timer. What their buttons
do is found by custom id (`bot.ui.routing`), so nothing is lost by it, also not after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.ui.custom_ids import compose
from bot.ui.text import NEUTRAL, WARNING, clipped

TEXT_LIMIT = 4000  # Discord: characters over all texts of a message
ButtonStyle = discord.ButtonStyle


def sealed(view: ui.LayoutView) -> ui.LayoutView:
    """A view that discord.py will send but not keep."""
    view.stop()
    return view


def card(
    blocks: Sequence[str | ui.Item[ui.LayoutView]],
    *,
    accent: discord.Colour = NEUTRAL,
    buttons: Sequence[ui.Button[ui.LayoutView]] = (),
    rows: Sequence[ui.ActionRow[ui.LayoutView]] = (),
) -> ui.LayoutView:
    """A fresh card of texts and other items, with at most five buttons below.

    Text beyond Discord's limit is cut in its longest block: renderers fit their texts themselves, and this is the net.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=accent)
    for block in _fitted(blocks):
        container.add_item(ui.TextDisplay(block) if isinstance(block, str) else block)
    for row in rows:
        container.add_item(row)
    if buttons:
        container.add_item(ui.ActionRow(*buttons))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return sealed(view)


def notice(text: str, *buttons: ui.Button[ui.LayoutView]) -> ui.LayoutView:
    """A short word to a person."""
    return card([text], buttons=buttons)


def warning(text: str, *buttons: ui.Button[ui.LayoutView]) -> ui.LayoutView:
    """A word that must not be missed."""
    return card([text], accent=WARNING, buttons=buttons)


def button(
    label: str,
    action: str,
    *arguments: int | str,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> ui.Button[ui.LayoutView]:
    """A button that works for ever: what it does stands in its custom id."""
    return ui.Button(label=label, style=style, custom_id=compose(action, *arguments), disabled=disabled)


def link(label: str, url: str) -> ui.Button[ui.LayoutView]:
    """A button that opens an address."""
    return ui.Button(label=label, url=url)


def _fitted(blocks: Sequence[str | ui.Item[ui.LayoutView]]) -> list[str | ui.Item[ui.LayoutView]]:
    fitted = list(blocks)
    beyond = sum(len(block) for block in fitted if isinstance(block, str)) - TEXT_LIMIT
    if beyond > 0:
        texts = [(len(block), index) for index, block in enumerate(fitted) if isinstance(block, str)]
        length, index = max(texts)
        fitted[index] = clipped(str(fitted[index]), max(1, length - beyond))
    return fitted
