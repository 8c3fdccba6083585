"""What the bot needs, and the words for what it lacks."""

from __future__ import annotations

import discord
import pytest

from bot.exchange.refusal import Refusal
from bot.ui.permissions import NEEDS, bold_list, label_of, missing, needed, require


def test_every_need_is_a_permission_of_discords_with_a_reason() -> None:
    for need in NEEDS:
        assert need.name in discord.Permissions.VALID_FLAGS
        assert need.why
        assert getattr(needed(), need.name)
    assert not needed().administrator
    assert len({need.label for need in NEEDS}) == len(NEEDS)


def test_a_permission_is_called_as_discord_calls_it_by_either_of_its_names() -> None:
    assert label_of("view_channel") == label_of("read_messages") == "View Channels"
    assert label_of("ban_members") == "Ban Members"


def test_a_refusal_names_what_is_missing_and_where() -> None:
    nothing = discord.Permissions.none()
    assert missing(nothing, "manage_channels", "manage_roles") == ["Manage Channels", "Manage Roles"]
    with pytest.raises(Refusal, match=r"I lack \*\*Manage Channels\*\* in \*\*the category Exchange\*\*; .* give it"):
        require(nothing, "the category Exchange", "manage_channels")
    with pytest.raises(Refusal, match=r"\*\*Manage Channels\*\* and \*\*Manage Roles\*\* .* give them"):
        require(nothing, "this server", "manage_channels", "manage_roles")
    require(discord.Permissions(manage_roles=True), "this server", "manage_roles")


def test_a_list_reads_as_a_sentence() -> None:
    assert bold_list(["A"]) == "**A**"
    assert bold_list(["A", "B", "C"]) == "**A**, **B** and **C**"
