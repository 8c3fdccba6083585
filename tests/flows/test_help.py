"""`/help` says what to do first, and names every command by what it is for, made from the tree."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from discord import app_commands
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from bot.ui.guards import MODERATORS_ONLY, is_marked
from bot.ui.help_cards import Command, Helped, overview, topic_card
from tests.support.discord_limits import check, texts_of
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import NotShown, choose, text_of


async def test_help_names_every_command_and_says_what_each_does(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    commands = [each for each in stage.bot.tree.walk_commands() if isinstance(each, app_commands.Command)]
    shown = await nurse.slash(general, "help")
    assert shown.ephemeral
    words, all_words = text_of(shown), text_of(await stage.owner().slash(general, "help"))
    assert {each.qualified_name for each in commands} - {"help"} == set(re.findall(r"`/([a-z_ ]+)`", all_words))
    theirs = {each.qualified_name for each in commands if is_marked(each, MODERATORS_ONLY)}
    assert theirs
    assert not [name for name in theirs if f"`/{name}`" in words]
    assert "**Save as answer** on your reply" in words
    with pytest.raises(NotShown):  # chosen beforehand, it would stand in place of what the menu is for
        await choose(nurse, shown, "Overview")
    await stage.restart()
    meet = await choose(nurse, shown, "Meet")
    assert "`/meeting list` The community's meetings or your own, to come or past" in text_of(meet)
    assert "**First**" in text_of(await choose(nurse, meet, "Overview"))


async def test_who_sets_the_server_up_is_told_to_do_that_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    before = text_of(await stage.owner().slash(general, "help"))
    assert "1. `/setup` chooses the roles and channels" in before
    assert "2. Write a message with `#tip`" in before
    assert "`/setup`" not in text_of(await nurse.slash(general, "help"))
    await fluence(stage).exchange.communities.change(stage.guild.id, meeting_channel_id=general.id)
    assert "1. Write a message with `#tip`" in text_of(await stage.owner().slash(general, "help"))


async def test_who_lacks_the_members_role_is_told_what_is_true_for_them(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    role = await stage.create_role("Exchange")
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=role.id)
    helped = text_of(await nurse.slash(general, "help"))
    assert f"for holders of <@&{role.id}>" in helped
    assert "nothing that you write is kept" in helped
    assert "`#tip`" not in helped
    assert "`/search`" not in helped
    assert f"only those of holders of <@&{role.id}> are" in text_of(await nurse.slash(general, "privacy show"))
    assert f"of holders of <@&{role.id}> alone" in text_of(await nurse.slash(general, "privacy policy"))
    await stage.give_role(nurse, role)
    assert "`#tip`" in text_of(await nurse.slash(general, "help"))
    assert "captured when you tag them" in text_of(await nurse.slash(general, "privacy show"))


def test_a_command_of_which_no_topic_knows_stands_in_the_help_all_the_same() -> None:
    known = [Command(f"brand new{place}", "x" * 100, False) for place in range(40)]
    helped = Helped((*known, Command("meeting list", "All", False)), ("Save to library",), reads_tags=True)
    for view in (overview(helped), topic_card(helped, "More"), topic_card(helped, "gone")):
        check(view)
    assert "`/brand new39`" in texts_of(overview(helped))
    assert "xxx" in texts_of(topic_card(helped, "More"))
    assert "**First**" in texts_of(topic_card(helped, "gone"))
    assert "`#tip`" not in texts_of(overview(replace(helped, reads_tags=False)))
