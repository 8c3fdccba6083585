"""Limits of messages that Discord enforces, whether or not its OpenAPI document carries them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tests.wire.routing import Record
from tests.wire.values import COMPONENTS_V2, REPLY_NOW, UPDATE, Json

MESSAGE_ROUTES = ("messages", "callback", "{webhook_token}", "@original", "{message_id}")
LAYOUT_COMPONENTS = (9, 10, 11, 12, 13, 14, 17)


def component_walk(components: Iterable[Json] | None) -> Iterator[Json]:
    """Every component, nested ones included."""
    for component in components or ():
        yield component
        yield from component_walk(component.get("components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from component_walk([component[key]])


def message_violations(record: Record) -> list[str]:
    """What Discord would refuse in the message that this request makes or changes."""
    last = record.route.rsplit("/", 1)[-1]
    if record.method not in ("POST", "PATCH") or last not in MESSAGE_ROUTES or not isinstance(record.body, dict):
        return []
    data: Any = record.body
    creating = record.method == "POST"
    if last == "callback":
        kind = record.body.get("type")
        if kind not in (REPLY_NOW, UPDATE):
            return []
        creating = kind == REPLY_NOW
        data = record.body.get("data")
        if not isinstance(data, dict):
            return ["$.data: an answer without data"] if creating else []
    try:
        found = [*_too_long(data), *_wrong_components(data, creating=creating)]
    except (TypeError, AttributeError) as error:
        return [f"$: not of a message's shape: {error}"]
    if creating and _is_empty(data, record):
        found.append("$: an empty message (50006)")
    return found


def _too_long(data: Json) -> Iterator[str]:
    content = data.get("content")
    if isinstance(content, str) and len(content) > 2000:
        yield f"$.content: {len(content)} characters, a bot may send 2000"
    nonce = data.get("nonce")
    if isinstance(nonce, str) and len(nonce) > 25:
        yield f"$.nonce: {len(nonce)} characters, 25 are allowed"
    total = sum(_embed_length(embed) for embed in data.get("embeds") or ())
    if total > 6000:
        yield f"$.embeds: {total} characters over all embeds, 6000 are allowed"


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    return sum(len(text or "") for text in texts)


def _wrong_components(data: Json, *, creating: bool) -> Iterator[str]:
    components = list(component_walk(data.get("components")))
    custom_ids = [component["custom_id"] for component in components if component.get("custom_id")]
    if len(custom_ids) != len(set(custom_ids)):
        yield "$.components: a custom_id is used twice"
    if any(len(custom_id) > 100 for custom_id in custom_ids):
        yield "$.components: a custom_id is longer than 100 characters"
    if len(components) > 40:
        yield f"$.components: {len(components)} components in all, 40 are allowed"
    if (data.get("flags") or 0) & COMPONENTS_V2:
        if data.get("content") or data.get("embeds"):
            yield "$.flags: content and embeds do not go with IS_COMPONENTS_V2"
        shown = sum(len(c.get("content") or "") for c in components if c.get("type") == 10)
        if shown > 4000:
            yield f"$.components: {shown} characters of text, 4000 are allowed"
    elif creating or "flags" in data:  # an edit may leave the flag out: the message keeps it
        if any(component.get("type") in LAYOUT_COMPONENTS for component in components):
            yield "$.components: a layout component without IS_COMPONENTS_V2"
        if len(data.get("components") or ()) > 5:
            yield "$.components: more than 5 action rows"


def _is_empty(data: Json, record: Record) -> bool:
    if record.files or any(data.get(key) for key in ("content", "embeds", "components", "poll", "sticker_ids")):
        return False
    return (data.get("message_reference") or {}).get("type") != 1
