"""Forms: Discord's modals, built fresh each time, and read from what Discord sends back.

discord.py drops the answer to a form that was opened before a restart (its custom id is unknown to the new process).
So a form carries its name and ids in the custom id, is never kept in memory, and every answer is read from the raw
interaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.ui.custom_ids import compose
from bot.ui.text import clipped

MOST_FIELDS = 5  # Discord: top-level items of a modal
MOST_OPTIONS = 25  # Discord: of a select


@dataclass(frozen=True, slots=True)
class TextField:
    """Something to type. `value` stands in it when the form opens."""

    key: str
    label: str
    description: str | None = None
    long: bool = False
    required: bool = True
    most: int = 4000
    value: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    label: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """Something to choose from at most 25 options; `chosen` are set when the form opens."""

    key: str
    label: str
    options: tuple[Option, ...]
    description: str | None = None
    fewest: int = 0
    most: int = 1
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberField:
    """One of the server's members; `chosen` is set when the form opens."""

    key: str
    label: str
    description: str | None = None
    chosen: int | None = None


Field = TextField | ChoiceField | MemberField


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person sent with a form, by the fields' keys."""

    values: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> str:
        """All that was sent, each value on a line."""
        return "\n".join(value for values in self.values.values() for value in values)

    def text(self, key: str) -> str:
        """What was typed, without blank ends; empty where nothing was."""
        return next(iter(self.values.get(key, ())), "").strip()

    def choices(self, key: str) -> tuple[str, ...]:
        """What was chosen."""
        return self.values.get(key, ())

    def member(self, key: str) -> int | None:
        """The id of the member who was chosen, if one was."""
        return next((int(each) for each in self.values.get(key, ()) if each.isdecimal()), None)


def form(title: str, fields: Sequence[Field], action: str, *arguments: int | str) -> ui.Modal:
    """A form whose answer goes to the handler of `action`."""
    if len(fields) > MOST_FIELDS:
        raise ValueError(f"a form has at most {MOST_FIELDS} fields")
    modal = ui.Modal(title=clipped(title, 45), custom_id=compose(action, *arguments))
    for field in fields:
        modal.add_item(ui.Label(text=field.label, description=field.description, component=_component(field)))
    modal.stop()  # not kept: see the module's docstring
    return modal


def refilled(fields: Sequence[Field], answers: Answers) -> list[Field]:
    """The same fields holding what was sent, so that nothing is typed twice."""
    return [_refilled(field, answers) for field in fields]


def answers_of(interaction: discord.Interaction) -> Answers:
    """The raw answers of a form."""
    data: Any = interaction.data
    return Answers({each["custom_id"]: _values(each) for each in _leaves(data.get("components", ()))})


def _refilled(field: Field, answers: Answers) -> Field:
    match field:
        case TextField():
            return TextField(
                field.key,
                field.label,
                field.description,
                field.long,
                field.required,
                field.most,
                answers.text(field.key)[: field.most],
            )
        case ChoiceField():
            return ChoiceField(
                field.key,
                field.label,
                field.options,
                field.description,
                field.fewest,
                field.most,
                answers.choices(field.key),
            )
        case MemberField():
            return MemberField(field.key, field.label, field.description, answers.member(field.key))


def _component(field: Field) -> ui.Item[ui.Modal]:
    match field:
        case TextField():
            return ui.TextInput(
                custom_id=field.key,
                style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
                required=field.required,
                max_length=field.most,
                default=field.value or None,
            )
        case ChoiceField():
            return ui.Select(
                custom_id=field.key,
                min_values=field.fewest,
                max_values=field.most,
                required=field.fewest > 0,
                options=[
                    discord.SelectOption(
                        label=option.label,
                        value=option.value,
                        description=option.description,
                        default=option.value in field.chosen,
                    )
                    for option in field.options
                ],
            )
        case MemberField():
            chosen = [] if field.chosen is None else [discord.Object(field.chosen, type=discord.User)]
            return ui.UserSelect(custom_id=field.key, min_values=0, max_values=1, required=False, default_values=chosen)


def _leaves(components: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        if "custom_id" in component:
            yield component
        if "component" in component:
            yield from _leaves([component["component"]])
        yield from _leaves(component.get("components", ()))


def _values(component: dict[str, Any]) -> tuple[str, ...]:
    if "values" in component:
        return tuple(component["values"] or ())
    value = component.get("value")
    return () if value is None else (str(value),)
