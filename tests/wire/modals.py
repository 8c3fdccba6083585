"""A form filled in as Discord's client does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.wire.commands import ATTACHMENT, CHANNEL, MENTIONABLE, ROLE, USER
from tests.wire.values import Json, WireError

ROW, STRING_SELECT, TEXT_INPUT, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 1, 3, 4, 18, 19, 21, 22, 23
ENTITY_SELECTS = {5: USER, 6: ROLE, 7: MENTIONABLE, 8: CHANNEL}
LONGEST_TEXT = 4000

Resolve = Callable[[int, Any], Any]
"""(kind of option, what the test named) to what is sent."""


def fill_modal(modal: Json, values: Json, resolve: Resolve) -> list[Json]:
    """The components of a submitted form; values by custom_id. WireError where the client would not submit it."""
    left = dict(values)
    components: list[Json] = []
    for number, top in enumerate(modal["components"], 1):
        filled: Json = {"type": top["type"], "id": number}
        if top["type"] == ROW:
            filled["components"] = [_field(one, left, resolve) for one in top["components"]]
        elif top["type"] == LABEL:
            filled["component"] = _field(top["component"], left, resolve)
        components.append(filled)
    if left:
        raise WireError(f"the form has no fields {list(left)}")
    return components


def _field(field: Json, left: Json, resolve: Resolve) -> Json:
    kind, custom_id = field["type"], field["custom_id"]
    given = left.pop(custom_id, None)
    filled: Json = {"type": kind, "id": field.get("id", 0), "custom_id": custom_id}
    if kind == TEXT_INPUT:
        return {**filled, "value": _text(field, given)}
    if kind == CHECKBOX:
        return {**filled, "value": bool(given if given is not None else field.get("default"))}
    if kind == RADIO_GROUP:
        chosen = _choices(field, [given] if given is not None else _defaults(field), most=1)
        return {**filled, "value": chosen[0] if chosen else None}
    if kind in (STRING_SELECT, CHECKBOX_GROUP):
        return {**filled, "values": _choices(field, list(given) if given is not None else _defaults(field))}
    option_kind = ATTACHMENT if kind == FILE_UPLOAD else ENTITY_SELECTS.get(kind)
    if option_kind is None:
        raise WireError(f"component {kind} can't be filled in")
    return {**filled, "values": [resolve(option_kind, one) for one in _counted(field, list(given or ()))]}


def _text(field: Json, given: Any) -> str:
    text = str(given) if given is not None else field.get("value") or ""
    if not text and field.get("required", True):
        raise WireError(f"field {field['custom_id']!r} is required")
    least, most = field.get("min_length") or 0, field.get("max_length") or LONGEST_TEXT
    if text and not least <= len(text) <= most:
        raise WireError(f"field {field['custom_id']!r} takes {least} to {most} characters, not {len(text)}")
    return text


def _defaults(field: Json) -> list[str]:
    return [option["value"] for option in field.get("options") or () if option.get("default")]


def _choices(field: Json, chosen: list[str], most: int | None = None) -> list[str]:
    legal = [option["value"] for option in field.get("options") or ()]
    if any(value not in legal for value in chosen):
        raise WireError(f"{chosen} are not all among {legal}")
    return _counted(field, chosen, most)


def _counted(field: Json, chosen: list[Any], most: int | None = None) -> list[Any]:
    if not chosen:
        if field.get("required", True):
            raise WireError(f"field {field['custom_id']!r} is required")
        return chosen
    default = len(field.get("options") or ()) if field["type"] == CHECKBOX_GROUP else 1
    least, allowed = field.get("min_values") or 1, most or field.get("max_values") or default
    if not least <= len(chosen) <= allowed:
        raise WireError(f"field {field['custom_id']!r} takes {least} to {allowed} values")
    return chosen
