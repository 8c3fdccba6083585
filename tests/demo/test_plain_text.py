from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.demo import plain_text


def laid_out() -> Sequence[plain_text.Payload]:
    row = ui.ActionRow()
    row.add_item(ui.Button(label="Share", custom_id="share"))
    row.add_item(ui.Button(emoji="👍", custom_id="like"))
    menu = ui.ActionRow()
    menu.add_item(ui.Select(placeholder="Sort", custom_id="sort", options=[discord.SelectOption(label="Newest")]))
    view = ui.LayoutView()
    view.add_item(
        ui.Container(
            ui.Section(ui.TextDisplay("**Depth**"), accessory=ui.Button(label="Show", custom_id="show")),
            ui.Separator(),
            ui.TextDisplay("two lines\nof text"),
            ui.MediaGallery(discord.MediaGalleryItem("https://example.org/a.png", description="a chart")),
            row,
            menu,
        )
    )
    return view.to_components()


def test_a_card_is_read_from_top_to_bottom() -> None:
    assert list(plain_text.component_text(laid_out())) == ["**Depth**", "two lines\nof text", "a chart"]
    assert list(plain_text.card_lines(laid_out())) == [
        "**Depth**",
        "[Show]",
        "two lines\nof text",
        "a chart",
        "[Share] [👍]",
        "[Sort ▾]",
    ]


def test_the_labels_of_buttons_are_words_or_an_emoji() -> None:
    assert [plain_text.button_label(button) for button in plain_text.buttons(laid_out())] == ["Show", "Share", "👍"]
    assert [select["placeholder"] for select in plain_text.selects(laid_out())] == ["Sort"]


def test_an_embed_is_read_too() -> None:
    embed = discord.Embed(title="A", description="B").add_field(name="C", value="D").set_footer(text="E")
    assert list(plain_text.embed_text([embed.to_dict()])) == ["A", "B", "C: D", "E"]
    assert list(plain_text.embed_text([{}])) == []


def test_form_fields_are_found_under_labels_of_both_kinds() -> None:
    text = {"type": 4, "custom_id": "a", "label": "Old"}
    form = {"components": [{"type": 1, "components": [text]}, {"type": 18, "label": "New", "component": {"type": 4}}]}
    assert plain_text.form_fields(form) == {"Old": text, "New": {"type": 4}}
