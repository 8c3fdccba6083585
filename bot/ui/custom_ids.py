"""Custom ids: what a button, a menu or a form does when it is used, also after a restart.

`fx1:action:argument:argument`; the prefix carries a version so that old messages can be told apart one day.
"""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "fx1"
_LONGEST = 100  # Discord's limit for a custom id


@dataclass(frozen=True, slots=True)
class Pressed:
    """A custom id taken apart."""

    action: str
    arguments: tuple[str, ...]


def compose(action: str, *arguments: int | str) -> str:
    """The custom id of an action; raises ValueError for one that Discord would refuse or that could not be read."""
    custom_id = ":".join([PREFIX, action, *map(str, arguments)])
    if len(custom_id) > _LONGEST or custom_id.count(":") != 1 + len(arguments):
        raise ValueError(f"not a custom id: {custom_id!r}")
    return custom_id


def parse(custom_id: str) -> Pressed | None:
    """Take a custom id apart; None for one that is not ours."""
    prefix, *parts = custom_id.split(":")
    if prefix != PREFIX or not parts:
        return None
    return Pressed(parts[0], tuple(parts[1:]))
