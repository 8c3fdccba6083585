"""What a person reads on a message of the bot's, and the buttons they find there."""

from __future__ import annotations

from tests.wire.limits import component_walk
from tests.wire.values import Json


def words(message: Json) -> str:
    """All texts of a message, in their order."""
    return "\n".join(one["content"] for one in component_walk(message["components"]) if "content" in one)


def labels(message: Json) -> list[str]:
    """The buttons' labels."""
    return [one["label"] for one in component_walk(message["components"]) if one["type"] == 2]


def button(message: Json, label: str) -> str:
    """The custom id of the button with this label."""
    found = [one for one in component_walk(message["components"]) if one["type"] == 2 and one["label"] == label]
    assert found, f"no button {label!r} among {labels(message)}"
    return found[0]["custom_id"]


def menu(message: Json, placeholder: str) -> Json:
    """The menu with this placeholder."""
    found = [one for one in component_walk(message["components"]) if one.get("placeholder") == placeholder]
    assert found, f"no menu {placeholder!r}"
    return found[0]


def titles(form: Json) -> list[str]:
    """The labels of a form's fields."""
    return [field["label"] for field in form["components"]]


def filled(form: Json) -> dict[str, object]:
    """What stands in a form's fields when it opens, by custom id."""
    fields = [field["component"] for field in form["components"]]
    return {field["custom_id"]: field.get("value", _chosen(field)) for field in fields}


def _chosen(field: Json) -> list[str]:
    return [option["value"] for option in field.get("options", ()) if option.get("default")]
