"""Messages and forms as a reader sees them, in plain lines: Components V2 flattened, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import ComponentType
from simcord.components import walk_components

Payload = Mapping[str, Any]
"""A component or an embed as it goes over the wire."""

_SELECTS = {
    ComponentType.select.value,
    ComponentType.user_select.value,
    ComponentType.role_select.value,
    ComponentType.mentionable_select.value,
    ComponentType.channel_select.value,
}


def component_text(components: Sequence[Payload]) -> Iterator[str]:
    """Every written part of a card, in reading order: texts, picture descriptions and file names, no buttons."""
    for component in walk_components(components):
        yield from _written_on(component)


def _written_on(component: Payload) -> Iterator[str]:
    kind = component["type"]
    if kind == ComponentType.text_display.value:
        yield component["content"]
    elif kind == ComponentType.media_gallery.value:
        yield from (item["description"] for item in component["items"] if item.get("description"))
    elif kind == ComponentType.thumbnail.value and component.get("description"):
        yield component["description"]
    elif kind == ComponentType.file.value and component.get("name"):
        yield component["name"]


def embed_text(embeds: Sequence[Payload]) -> Iterator[str]:
    """Every written part of the embeds, in reading order."""
    for embed in embeds:
        yield from (embed[key] for key in ("title", "description") if embed.get(key))
        for field in embed.get("fields") or ():
            yield f"{field['name']}: {field['value']}"
        if embed.get("footer"):
            yield embed["footer"]["text"]


def card_lines(components: Sequence[Payload]) -> Iterator[str]:
    """A card line by line: its texts, and a line of `[buttons]` and `[menus ▾]` where each row of them stands."""
    for component in components:
        kind = component["type"]
        if kind == ComponentType.action_row.value:
            yield " ".join(card_lines(component["components"]))
        elif kind == ComponentType.button.value:
            yield f"[{button_label(component)}]"
        elif kind in _SELECTS:
            yield f"[{component.get('placeholder') or 'Choose'} ▾]"
        else:
            yield from _written_on(component)
            yield from card_lines(component.get("components") or ())
            if component.get("accessory"):
                yield from card_lines([component["accessory"]])


def buttons(components: Sequence[Payload]) -> list[Payload]:
    """The buttons of a message, in reading order."""
    return [c for c in walk_components(components) if c["type"] == ComponentType.button.value]


def button_label(button: Payload) -> str:
    """What stands on a button: its words, or else its emoji."""
    return str(button.get("label") or (button.get("emoji") or {}).get("name") or "")


def selects(components: Sequence[Payload]) -> list[Payload]:
    """The menus of a message, in reading order."""
    return [c for c in walk_components(components) if c["type"] in _SELECTS]


def form_fields(form: Payload) -> dict[str, Payload]:
    """The fields of a form by the label above each."""
    fields: dict[str, Payload] = {}
    for component in form["components"]:
        if component["type"] == ComponentType.label.value:
            fields[component["label"]] = component["component"]
        elif component["type"] == ComponentType.action_row.value:
            fields |= {child["label"]: child for child in component["components"]}
    return fields
