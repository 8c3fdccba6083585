"""Questions asked and answered on a stage."""

from __future__ import annotations

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.saving import Draft, Saved, read_draft
from db import questions
from db.entries import Entry
from tests.support.library_scenes import fluence, keep
from tests.support.simulated_discord import fill, press, said_by_bot


def cards_in(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    """What the bot has said there itself: that a thread was begun is a message of Discord's."""
    return [each for each in said_by_bot(stage, channel) if each.type is discord.MessageType.default]


async def ask(
    member: MemberActor, channel: ChannelHandle, text: str, *, title: str = "", **options: str
) -> InteractionResult:
    form = await member.slash(channel, "question ask", **options)
    return await fill(member, form, {"Title": title, "The question": text})


async def reply(member: MemberActor, shown: discord.Message, text: str) -> InteractionResult:
    return await fill(member, await press(member, shown, "Answer"), {"The answer": text})


async def answered(stage: Stage, question: Entry, author: MemberActor, text: str) -> Entry:
    """An answer in the store."""
    answer = await keep(stage, author, EntryKind.ANSWER, text)
    async with fluence(stage).database.write() as write:
        await questions.link(write, answer.guild_id, answer.number, question.number)
    return answer


async def planned(stage: Stage, author: MemberActor, text: str, channel_id: int) -> Entry:
    """A question that was saved by a process that died before it could ask."""
    draft = read_draft(Draft(EntryKind.QUESTION, text, discussed_in=channel_id))
    saved = await fluence(stage).exchange.saving.save(stage.guild.id, author.id, draft)
    assert isinstance(saved, Saved)
    return saved.entry
