"""What a member does with what the bot shows: reads it, presses a button or fills in a form by the labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from simcord import InteractionResult, MemberActor, ResponseMessage

from bot.demo import plain_text

Shown = discord.Message | ResponseMessage | InteractionResult
"""Anything with a message in it that a member can look at."""


class NotShown(LookupError):
    """What a member was to use is not there, or is there more than once."""


def message_of(shown: Shown) -> discord.Message | ResponseMessage:
    """The message in what the bot answered: the answer itself, or else what it sent last after deferring."""
    if not isinstance(shown, InteractionResult):
        return shown
    if shown.response is not None:
        return shown.response
    if shown.followups:
        return shown.followups[-1]
    raise NotShown(f"the bot showed no message: {shown!r}")


def channel_id_of(shown: Shown) -> int:
    """The channel in which the message stands."""
    message = message_of(shown)
    return message.channel_id if isinstance(message, ResponseMessage) else message.channel.id


def _components(shown: Shown) -> list[plain_text.Payload]:
    return [
        component.to_dict() if isinstance(component, discord.Component) else component
        for component in message_of(shown).components
    ]


def text_of(shown: Shown) -> str:
    """All that is written in a message: its content, embeds and Components V2, flattened into lines."""
    message = message_of(shown)
    embeds = [embed.to_dict() for embed in message.embeds]
    parts = [message.content, *plain_text.embed_text(embeds), *plain_text.component_text(_components(shown))]
    return "\n".join(part for part in parts if part)


def buttons_of(shown: Shown) -> list[str]:
    """What stands on a message's buttons, in reading order."""
    return [plain_text.button_label(button) for button in plain_text.buttons(_components(shown))]


async def press(member: MemberActor, shown: Shown, label: str) -> InteractionResult:
    """A member presses the button with this label."""
    found = [b for b in plain_text.buttons(_components(shown)) if plain_text.button_label(b) == label]
    if len(found) != 1:
        raise NotShown(f"{len(found)} buttons {label!r} among {buttons_of(shown)}")
    return await member.click(message_of(shown), custom_id=found[0]["custom_id"])


async def choose(member: MemberActor, shown: Shown, *labels: str, menu: str | None = None) -> InteractionResult:
    """A member picks options of a menu by their labels; `menu` is its placeholder, when there are several."""
    menus = plain_text.selects(_components(shown))
    found = [candidate for candidate in menus if menu in (None, candidate.get("placeholder"))]
    if len(found) != 1:
        raise NotShown(f"{len(found)} menus {menu!r} among {[candidate.get('placeholder') for candidate in menus]}")
    return await member.select(message_of(shown), _option_values(found[0], labels), custom_id=found[0]["custom_id"])


async def fill(member: MemberActor, shown: InteractionResult, answers: Mapping[str, Any]) -> InteractionResult:
    """A member fills in the form they were shown, field by label, and sends it.

    A text field takes a string; a menu, radio group or group of checkboxes takes an option's label or several;
    a checkbox takes a bool, an entity menu its handles, a file field `(name, bytes)`. Fields left out keep what
    the form filled in beforehand.
    """
    fields = _fields(shown)
    if unknown := answers.keys() - fields.keys():
        raise NotShown(f"no fields {sorted(unknown)} among {sorted(fields)}")
    values: dict[str, Any] = {}
    for label, field in fields.items():
        if label in answers:
            values[field["custom_id"]] = _typed_in(field, answers[label])
        elif (kept := _filled_in_beforehand(field)) is not None:
            values[field["custom_id"]] = kept
    return await member.submit_modal(shown, values)


def form_of(shown: InteractionResult) -> dict[str, Any]:
    """The fields of the form that was shown, by label, each with what it holds beforehand or None."""
    return {label: _filled_in_beforehand(field) for label, field in _fields(shown).items()}


def _fields(shown: InteractionResult) -> dict[str, plain_text.Payload]:
    if shown.modal is None:
        raise NotShown(f"the bot showed no form but {shown!r}")
    return plain_text.form_fields(shown.modal)


def _typed_in(field: plain_text.Payload, answer: Any) -> Any:
    if not field.get("options"):
        return answer
    values = _option_values(field, [answer] if isinstance(answer, str) else answer)
    return values[0] if field["type"] == discord.ComponentType.radio_group.value else values


def _filled_in_beforehand(field: plain_text.Payload) -> Any:
    chosen = [option["value"] for option in field.get("options") or () if option.get("default")]
    if field["type"] == discord.ComponentType.radio_group.value:
        return chosen[0] if chosen else None
    if field["type"] == discord.ComponentType.text_input.value:
        return field.get("value")
    return chosen or None


def _option_values(field: plain_text.Payload, labels: Iterable[str]) -> list[str]:
    options = {option["label"]: option["value"] for option in field["options"]}
    wanted = list(labels)
    if missing := [label for label in wanted if label not in options]:
        raise NotShown(f"no options {missing} among {sorted(options)}")
    return [options[label] for label in wanted]
