"""Answers: votes, the accepted one, and those in private channels."""

from __future__ import annotations

from datetime import timedelta

from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from db import questions
from db.entries import Source
from db.members import Profile
from tests.support.library import deeds
from tests.support.library_scenes import fluence, keep
from tests.support.question_scenes import answered, ask, cards_in, reply
from tests.support.simulated_discord import buttons_of, message_of, now_reads, press, text_of

PACED = timedelta(seconds=10)  # a channel gets one delivery at a time


async def test_votes_count_once_and_are_taken_back(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    colleague = await stage.add_member("colleague")
    await ask(nurse, general, "How do you cool legs?")
    [card] = cards_in(stage, general)
    await reply(colleague, card, "With air.")
    await stage.advance(PACED)
    card = now_reads(stage, card)
    assert "your own answer" in text_of(await press(colleague, card, "▲ 0"))
    first = await press(nurse, card, "▲ 0")
    assert first.ephemeral
    assert "counts; it has 1 vote now" in text_of(first)
    assert "counts; it has 1 vote now" in text_of(await press(nurse, card, "▲ 0")), "a double click counts once"
    await stage.advance(PACED)
    card = now_reads(stage, card)
    assert "▲ 1" in buttons_of(card)
    await stage.restart()
    assert "taken back; it has 0 votes now" in text_of(await press(nurse, card, "▲ 1"))
    await stage.advance(PACED)
    assert "▲ 0" in buttons_of(now_reads(stage, card))
    assert "counts; it has 1 vote now" in text_of(await press(nurse, card, "▲ 1"))
    voter = await stage.add_member("voter")
    await press(voter, card, "▲ 1")
    await stage.advance(PACED)
    assert "▲ 2" in buttons_of(now_reads(stage, card))
    await fluence(stage).exchange.privacy.forget(stage.guild.id, voter.id)
    await stage.advance(PACED)
    assert "▲ 1" in buttons_of(now_reads(stage, card))


async def test_who_is_paid_by_the_maker_has_no_vote(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    seller = await stage.add_member("seller")
    await fluence(stage).exchange.members.declare(
        stage.guild.id, seller.id, Profile("industry", "Candela", None, None, "Candela")
    )
    question = await keep(stage, nurse, EntryKind.QUESTION, "How do you cool legs with the GentleMax Pro?")
    other = await keep(stage, nurse, EntryKind.QUESTION, "How do you explain fees?")
    answer = await answered(stage, question, nurse, "With air.")
    elsewhere = await answered(stage, other, nurse, "In writing.")
    shown = await seller.slash(general, "show", entry=answer.label)
    assert "no vote here" in text_of(await press(seller, shown, "▲ 0"))
    shown = await seller.slash(general, "show", entry=elsewhere.label)
    assert "counts" in text_of(await press(seller, shown, "▲ 0"))


async def test_the_asker_accepts_in_two_clicks_and_it_comes_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague, moderator = await stage.add_member("colleague"), stage.owner()
    await ask(nurse, general, "How do you cool legs?")
    [card] = cards_in(stage, general)
    await reply(colleague, card, "With air.")
    await reply(colleague, card, "With gel.")
    await stage.advance(PACED)
    card = now_reads(stage, card)
    assert text_of(card).index("With air.") < text_of(card).index("With gel.")
    assert "Only who asked Q-1, or a moderator" in text_of(await press(colleague, card, "Accept an answer"))
    before = len(cards_in(stage, general))
    choices = await press(nurse, card, "Accept an answer")
    assert choices.ephemeral
    await stage.restart()
    told = await nurse.click(message_of(choices), custom_id="fx1:accept:3:yes")
    assert "A-3 is the accepted answer" in text_of(told)
    again = await nurse.click(message_of(choices), custom_id="fx1:accept:3:yes")
    assert "A-3 is the accepted answer" in text_of(again), "a double click takes nothing back"
    await stage.advance(PACED)
    card = now_reads(stage, card)
    assert text_of(card).index("With gel.") < text_of(card).index("With air.")
    assert "✅ **Accepted** · **A-3**" in text_of(card)
    assert len(cards_in(stage, general)) == before, "without noise"
    shown = await moderator.slash(general, "show", entry="A-2")
    assert "A-2 is the accepted answer, in place of A-3" in text_of(await press(moderator, shown, "Accept"))
    shown = await colleague.slash(general, "show", entry="A-2")
    assert buttons_of(shown) == ["▲ 0", "Open Q-1", "Edit details", "What it treats", "Withdraw", "Share"]
    assert "Accept an answer" not in buttons_of(await colleague.slash(general, "show", entry="Q-1"))
    shown = await moderator.slash(general, "show", entry="A-2")
    assert "✅ **Accepted answer** to **Q-1**" in text_of(shown)
    assert "not the accepted answer any more" in text_of(await press(moderator, shown, "Take back acceptance"))
    assert [deed.action for deed in await deeds(stage)][:2] == ["acceptance_taken_back", "answer_accepted"]


async def test_the_card_of_a_private_answer_says_so_and_follows_its_question(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    insider = await stage.add_member("insider")
    lounge = await stage.create_private_channel("lounge", visible_to=[insider])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, lounge.id)
    asked = await keep(stage, nurse, EntryKind.QUESTION, "How much on the Vbeam Prima in skin type II?")
    home = Source(lounge.id, 77, None, lounge.id)
    answer = await keep(stage, insider, EntryKind.ANSWER, "7 mm, 8 J/cm2, 6 ms", source=home)
    async with fluence(stage).database.write() as write:
        await questions.link(write, answer.guild_id, answer.number, asked.number)
    shown = await insider.slash(general, "show", entry=answer.label)
    assert f"🔒 Private to <#{lounge.id}>" in text_of(shown)
    assert "Share" not in buttons_of(shown)
    await press(insider, await insider.slash(lounge, "show", entry=answer.label), "Share")
    [copy] = cards_in(stage, lounge)
    assert "As asked in Q-1: Vbeam Prima, skin type II" in text_of(copy)
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Withdraw")
    await stage.advance(PACED)
    assert "As asked in" not in text_of(now_reads(stage, copy))
