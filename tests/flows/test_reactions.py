"""The capture reaction: off by default; a member's emoji has a message kept in its author's name."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from bot.exchange.refusal import Refusal
from bot.ui.emoji import emoji_meant
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library_scenes import fluence, the_entries
from tests.support.simulated_discord import is_deleted, press, reactions_of, said_by_bot, text_of

PIN = "📌"
SAID = "Cool before every pass, and after it."


async def switch_on(stage: Stage, channel: ChannelHandle, emoji: str = PIN) -> str:
    return text_of(await stage.owner().slash(channel, "settings", capture_reaction=emoji))


def reacted(stage: Stage, message: discord.Message, emoji: str) -> set[int]:
    stored = stage.env.backend.get_message(message.channel.id, message.id)
    return {user for each in stored.reactions if each.emoji == emoji for user in each.user_ids}


async def test_it_is_off_until_moderators_choose_an_emoji(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    reader = await stage.add_member("reader")
    message = await nurse.send(general, SAID)
    await reader.react(message, PIN)
    assert await the_entries(stage) == []
    assert "**Capture reaction** off" in text_of(await stage.owner().slash(general, "settings"))
    assert f"A reaction with {PIN} keeps a message" in await switch_on(stage, general)
    await stage.restart()
    await reader.unreact(message, PIN)
    await reader.react(message, "👍")
    assert await the_entries(stage) == []
    await reader.react(message, PIN)
    [entry] = await the_entries(stage)
    assert (entry.label, entry.author_id, entry.saved_by_id) == ("T-1", nurse.id, reader.id)
    assert reactions_of(stage, message) == {"✅"}
    [note] = said_by_bot(stage, general)
    assert f"Saved by <@{reader.id}>" in text_of(note)
    await press(nurse, note, "Withdraw")
    assert "No reaction keeps" in await switch_on(stage, general, "off")


async def test_two_members_react_and_it_is_kept_once(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await switch_on(stage, general)
    message = await nurse.send(general, SAID)
    for name in ("first", "second"):
        await (await stage.add_member(name)).react(message, PIN)
    assert len(await the_entries(stage)) == 1
    assert len(said_by_bot(stage, general)) == 1


async def test_in_vain_the_reaction_goes_again(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    reader = await stage.add_member("reader")
    await switch_on(stage, general)
    await fluence(stage).exchange.members.opt_out(stage.guild.id, nurse.id)
    message = await nurse.send(general, SAID)
    await reader.react(message, PIN)
    assert await the_entries(stage) == []
    assert reacted(stage, message, PIN) == set()
    assert said_by_bot(stage, general) == []


async def test_an_identifying_message_is_held(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await switch_on(stage, general)
    message = await nurse.send(general, "Patient Jane Placeholder did well with cooling")
    await stage.owner().react(message, PIN)
    assert await the_entries(stage) == []
    [line] = said_by_bot(stage, general)
    assert "may hold something that identifies a patient" in text_of(line)
    await nurse.delete(message)
    assert is_deleted(stage, line)


async def test_who_is_no_member_of_the_exchange_saves_nothing(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await switch_on(stage, general)
    role = await stage.create_role("Members")
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=role.id)
    message = await stage.owner().send(general, SAID)
    await nurse.react(message, PIN)
    assert await the_entries(stage) == []


@pytest.mark.parametrize(
    "typed", ["pin", "📌 📌", "📌📌", "1️⃣", "✅", "<:other:123456789012345678>", ":pushpin:", "📌" * 20]
)
async def test_what_is_no_emoji_of_here_is_refused(stage: Stage, general: ChannelHandle, typed: str) -> None:
    told = await switch_on(stage, general, typed)
    assert "emoji" in told
    assert (await fluence(stage).exchange.communities.of(stage.guild.id)).capture_reaction is None


@pytest.mark.parametrize("typed", ["📌", "⭐", "❤️", "👩🏽‍⚕️", "🇬🇷"])
async def test_one_emoji_of_any_make_is_taken(stage: Stage, typed: str) -> None:
    assert stage.bot is not None
    [guild] = stage.bot.guilds
    assert await emoji_meant(f" {typed} ", guild)
    with pytest.raises(Refusal):
        await emoji_meant(f"{typed}a", guild)


async def test_an_emoji_of_the_servers_own_may_be_new_and_get_another_name(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    own = stage.guild.create_emoji("keep")
    assert f"<:keep:{own.id}> keeps a message" in await switch_on(stage, general, f"<:keep:{own.id}>")
    await nurse.react(await nurse.send(general, SAID), f"saved:{own.id}")
    assert len(await the_entries(stage)) == 1


async def test_without_message_contents_it_cannot_be_chosen(
    stage: Stage, general: ChannelHandle, database_file: Path
) -> None:
    await stage.restart(fluence_on(config_for(database_file, message_content=False)))
    assert "message-content intent" in await switch_on(stage, general)
