"""The cards of `/help`: what to do first, the commands by what one wants to do, and one such group with its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import discord
from discord import ui

from bot.ui.cards import card
from bot.ui.custom_ids import compose

_TITLE: Final = "## Fluence: say it once, find it again"
_BY_TAG: Final = (
    "Write a message with `#tip`, `#complication`, `#protocol`, `#question`, `#summary` or `#review` in a channel of "
    "the exchange: a ✅ says that it is kept."
)
_BY_FORM: Final = "`/save` opens a form for what you want to pass on: tags in messages are not read here."
_SET_UP: Final = "`/setup` chooses the roles and channels, and `/group create` makes the first group."
_NO_PATIENT: Final = "**Never** anything that could identify a patient."
_MENUS: Final = "**On a message** (right-click or long press, then Apps)"
_ANSWERING: Final = "\n-# To answer a `#question`, reply to it: **Save as answer** on your reply keeps it as an answer."
_OVERVIEW: Final = "overview"
_ITSELF: Final = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """One command as the tree has it: its whole name and description, and whether it is the moderators' alone."""

    name: str
    description: str
    is_moderators: bool


@dataclass(frozen=True, slots=True)
class Helped:
    """Who asks: the commands and menus that are open to them, and the role that they lack where they lack one.

    `reads_tags` says whether what is tagged in the chat is kept here, `sets_up` whether they choose roles and
    channels here, and have chosen none yet.
    """

    commands: tuple[Command, ...]
    menus: tuple[str, ...]
    reads_tags: bool
    lacks_role: int | None = None
    sets_up: bool = False


@dataclass(frozen=True, slots=True)
class _Topic:
    """Something one wants to do. A command belongs to the topic with the longest beginning of its name."""

    title: str
    beginnings: tuple[str, ...]


_TOPICS: Final = (
    _Topic(
        "Find what colleagues know",
        ("search", "show", "protocol find", "device", "complication stats", "complication helped", "scope", "member"),
    ),
    _Topic("Pass on what you know", ("save", "protocol", "complication", "device add", "scope add")),
    _Topic("Ask colleagues", ("question",)),
    _Topic("Meet", ("meeting", "digest")),
    _Topic("Join a group", ("group",)),
    _Topic("You and your data", ("profile", "privacy")),
)
_MODERATE: Final = _Topic("Moderate", ())
_MORE: Final = _Topic("More", ())
"""What no topic names: a new command stands in the help all the same."""
_ALL_TOPICS: Final = (*_TOPICS, _MORE, _MODERATE)


def overview(helped: Helped) -> ui.LayoutView:
    """What to do first, and every command that the person can use by what it is for."""
    named = [f"**{topic.title}**\n{_names(commands)}" for topic, commands in _by_topic(helped)]
    menus = [f"{_MENUS}\n{', '.join(helped.menus)}{_ANSWERING}"] if helped.menus else []
    return card([f"{_TITLE}\n{_first(helped)}", "\n".join([*named, *menus])], rows=[_menu(helped, _OVERVIEW)])


def topic_card(helped: Helped, chosen: str) -> ui.LayoutView:
    """The commands of one topic with what they do; the overview where there is no such topic for the person."""
    found = next(((topic, commands) for topic, commands in _by_topic(helped) if topic.title == chosen), None)
    if found is None:
        return overview(helped)
    topic, commands = found
    lines = [f"`/{each.name}` {each.description}" for each in commands]
    return card([f"### {topic.title}\n" + "\n".join(lines)], rows=[_menu(helped, topic.title)])


def _first(helped: Helped) -> str:
    if helped.lacks_role is not None:
        return (
            f"The library here is for holders of <@&{helped.lacks_role}>: ask a moderator for that role. Without it "
            "you find nothing in the library, and nothing that you write is kept."
        )
    steps = (
        *([_SET_UP] if helped.sets_up else []),
        f"{_BY_TAG if helped.reads_tags else _BY_FORM} {_NO_PATIENT}",
        "`/search` finds it again, for you and for colleagues.",
        "`/group list` shows the groups to join, and `/profile` lets colleagues know who speaks.",
    )
    return "\n".join(["**First**", *(f"{place}. {step}" for place, step in enumerate(steps, start=1))])


def _by_topic(helped: Helped) -> list[tuple[_Topic, list[Command]]]:
    """The topics that have a command for the person, in their order."""
    others = (each for each in helped.commands if each.name != _ITSELF)
    ordered = sorted(others, key=lambda each: each.name)
    sorted_in = [(topic, [each for each in ordered if _topic_of(each) is topic]) for topic in _ALL_TOPICS]
    return [(topic, commands) for topic, commands in sorted_in if commands]


def _topic_of(command: Command) -> _Topic:
    if command.is_moderators:
        return _MODERATE
    fitting = [
        (len(beginning), topic)
        for topic in _TOPICS
        for beginning in topic.beginnings
        if f"{command.name} ".startswith(f"{beginning} ")
    ]
    return max(fitting, key=lambda each: each[0], default=(0, _MORE))[1]


def _names(commands: Sequence[Command]) -> str:
    return " · ".join(f"`/{each.name}`" for each in commands)


def _menu(helped: Helped, shown: str) -> ui.ActionRow[ui.LayoutView]:
    # On the overview nothing is chosen yet, so that the menu says what it is for.
    options = [] if shown == _OVERVIEW else [discord.SelectOption(label="Overview", value=_OVERVIEW)]
    options += [
        discord.SelectOption(label=topic.title, value=topic.title, default=topic.title == shown)
        for topic, _ in _by_topic(helped)
    ]
    return ui.ActionRow(
        ui.Select(custom_id=compose("help_topic"), placeholder="What each command does", options=options)
    )
