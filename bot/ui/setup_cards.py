"""The moderators' cards: setting the community up, and what is set."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import discord
from discord import ui

from bot.exchange.counted import counted
from bot.ui.cards import ButtonStyle, button, card
from bot.ui.custom_ids import compose
from bot.ui.permissions import NEEDS
from bot.ui.text import WARNING, escaped
from db.communities import CaptureStyle, Community

Sort = Literal["role", "channel"]
STYLES: dict[CaptureStyle, str] = {
    "quiet": "quiet: a ✅ under what is kept, and a reply only when there is something to say",
    "card": "card: every kept message gets its card as a reply",
}
_MOST_NAMED: Final = 20
_CHOSEN_FROM: list[discord.ChannelType] = [discord.ChannelType.text, discord.ChannelType.news]


@dataclass(frozen=True, slots=True)
class Choice:
    """A role or channel that moderators choose: the setting's name in the store, its title, and what it is for."""

    setting: str
    sort: Sort
    title: str
    purpose: str


CHOICES: tuple[Choice, ...] = (
    Choice(
        "moderator_role_id",
        "role",
        "Moderator role",
        "Its holders moderate the exchange, besides those who may manage the server. Discord shows them `/setup`, "
        "`/settings`, `/moderate`, `/library` and `/diagnose` once an administrator allows it: Server Settings, "
        "Integrations, Fluence.",
    ),
    Choice(
        "exchange_role_id",
        "role",
        "Exchange-member role",
        "If it is set, only its holders look things up and are captured. You give it to your members yourself, in "
        "Server Settings, Members.",
    ),
    Choice(
        "meeting_channel_id",
        "channel",
        "Meeting channel",
        "Meetings, their reminders and, until you choose another channel for it, the weekly digest are posted there.",
    ),
    Choice("moderator_channel_id", "channel", "Moderators' channel", "I ask there what only moderators may decide."),
)


def choice_of(setting: str) -> Choice | None:
    """The choice for a setting's name, as it stands in a custom id."""
    return next((choice for choice in CHOICES if choice.setting == setting), None)


def is_untouched(community: Community) -> bool:
    """Whether moderators have chosen no role and no channel yet."""
    return all(getattr(community, choice.setting) is None for choice in CHOICES)


def setup_card(community: Community, *, gone: Collection[int] = (), remarks: Sequence[str] = ()) -> ui.LayoutView:
    """Everything a moderator chooses, on one private card. `gone` are ids that no longer exist in the server."""
    blocks: list[str | ui.Item[Any]] = ["## Set up Fluence"]
    for choice in CHOICES:
        chosen: int | None = getattr(community, choice.setting)
        blocks.append(f"**{choice.title}**\n{choice.purpose}")
        blocks.append(ui.ActionRow(_menu(choice, None if chosen in gone else chosen)))
    blocks.append(
        f"**Capture** is {STYLES[community.capture_style]}.\n"
        f"**Time zone** is {community.zone_in_force}; change it with `/settings time_zone:`."
    )
    blocks.extend(f"⚠️ {remark}" for remark in remarks)
    buttons = [
        button(
            label,
            "setup_style",
            style_name,
            style=ButtonStyle.primary if style_name == community.capture_style else ButtonStyle.secondary,
            disabled=style_name == community.capture_style,
        )
        for label, style_name in (("Quiet", "quiet"), ("Card every time", "card"))
    ]
    return card(blocks, buttons=[*buttons, button("Check everything", "diagnose")])


def closing_card(role_id: int | None, closing: Mapping[int, int]) -> ui.LayoutView:
    """What choosing an exchange-member role, or none, would make private: how many entries of which channels."""
    count = sum(closing.values())
    named = " ".join(f"<#{channel_id}>" for channel_id in list(closing)[:_MOST_NAMED])
    more = f" and {counted(len(closing) - _MOST_NAMED, 'more channel')}" if len(closing) > _MOST_NAMED else ""
    who = f"the holders of <@&{role_id}>" if role_id is not None else "everybody on this server"
    return card(
        [
            f"## Nothing is changed yet\nThe library would be for {who}. Not all of them can read {named}{more}, where "
            f"{counted(count, 'entry', 'entries')} {'was' if count == 1 else 'were'} written.",
            "Let them view these channels first. Or choose it all the same: what was written there becomes private, so "
            "that only those who can read these channels find it, and no later choice undoes that.",
        ],
        accent=WARNING,
        buttons=[
            button("Choose it all the same", "setup_members", role_id or 0, style=ButtonStyle.danger),
            button("Back", "setup"),
        ],
    )


def settings_card(community: Community, *, changed: Sequence[str] = ()) -> ui.LayoutView:
    """All that is set, and what was just changed."""
    lines = [f"**{choice.title}** {_mention(choice, getattr(community, choice.setting))}" for choice in CHOICES]
    private = " ".join(f"<#{channel_id}>" for channel_id in sorted(community.private_channels)) or "none"
    category = f"<#{community.category_id}>" if community.category_id else "made with the first group"
    lines += [
        f"**Groups' category** {category}",
        f"**Time zone** {community.zone_in_force}",
        f"**Capture** {STYLES[community.capture_style]}",
        f"**Capture reaction** {community.capture_reaction or 'off'}",
        f"**Private channels captured as well** {private}",
    ]
    told = ["\n".join(f"✅ {change}" for change in changed)] if changed else []
    return card([*told, "## Settings", "\n".join(lines)], buttons=[button("Set up", "setup")])


def welcome_card(server: str, lacking: Sequence[str], token: str) -> ui.LayoutView:
    """The first words in a new server: what to do first, and what is missing."""
    blocks = [
        f"## Fluence is here, {escaped(server)}\n"
        "A library that your members write by talking: say it once, find it again.",
        "**First**\n"
        "1. `/setup` chooses the moderators' role, the members' role and the channels for meetings and moderators.\n"
        "2. `/group create` makes a channel and a role for a device or a topic.\n"
        "3. Members write messages with `#tip`, `#complication`, `#protocol`, `#question`, `#summary` or "
        "`#review`. A ✅ says that one is kept; `/search` gives it back. `/help` shows the rest.",
        "**Never** anything that could identify a patient. Nobody is on watch here: in an emergency, call the "
        "emergency services.",
    ]
    if lacking:
        reasons = {need.label: need.why for need in NEEDS}
        listed = "\n".join(f"- **{label}**: to {reasons[label]}" for label in lacking)
        blocks.append(f"⚠️ **I lack permissions** that a server administrator can give to my role:\n{listed}")
    # The token stands in a button so that the message is found again if its sending was not written down.
    return card(blocks, buttons=[button("Set up", "setup", token), button("Check everything", "diagnose", token)])


def _menu(choice: Choice, chosen: int | None) -> ui.RoleSelect[Any] | ui.ChannelSelect[Any]:
    custom_id = compose("setup_choose", choice.setting)
    if choice.sort == "role":
        roles = [discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.role)] if chosen else []
        return ui.RoleSelect(custom_id=custom_id, placeholder=choice.title, min_values=0, default_values=roles)
    channels = [discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.channel)] if chosen else []
    return ui.ChannelSelect(
        custom_id=custom_id,
        placeholder=choice.title,
        min_values=0,
        channel_types=_CHOSEN_FROM,
        default_values=channels,
    )


def _mention(choice: Choice, chosen: int | None) -> str:
    if chosen is None:
        return "not set"
    return f"<@&{chosen}>" if choice.sort == "role" else f"<#{chosen}>"
