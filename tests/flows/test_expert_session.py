"""Expert sessions: questions and votes beforehand, the guest's desk, and answers that a search finds."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.meetings import number_in
from db.meetings import Meeting
from db.members import Profile
from tests.support.library import exchange_of
from tests.support.library_scenes import fluence, the_entries
from tests.support.meeting_scenes import announced, called_off, delivered, planned
from tests.support.simulated_discord import (
    buttons_of,
    choose,
    fill,
    form_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

SHOWN = timedelta(seconds=4)  # the session's card is edited some seconds after a change


@pytest.fixture
async def guest(stage: Stage) -> MemberActor:
    return await stage.add_member("guest", display_name="Guest")


@pytest.fixture
async def meeting(stage: Stage, general: ChannelHandle, organiser: MemberActor) -> Meeting:
    return await planned(stage, organiser, general, "Ask about melasma", kind="expert_session")


async def ask(member: MemberActor, channel: ChannelHandle, text: str) -> InteractionResult:
    form = await member.slash(channel, "meeting propose", meeting="M-1")
    return await fill(member, form, {"The question": text})


async def desk(member: MemberActor, channel: ChannelHandle) -> InteractionResult:
    return await press(member, await member.slash(channel, "meeting agenda", meeting="M-1"), "Guest's desk")


async def invite(organiser: MemberActor, channel: ChannelHandle, guest: MemberActor) -> InteractionResult:
    form = await press(organiser, await desk(organiser, channel), "Guest")
    return await organiser.submit_modal(form, {"member": [guest], "name": ""})


def session_in(stage: Stage, channel: ChannelHandle) -> discord.Message:
    """The public card as it stands now."""
    [shown] = [each for each in said_by_bot(stage, channel) if "Guest's desk" in buttons_of(each)]
    return now_reads(stage, shown)


async def test_questions_are_asked_voted_for_taken_in_order_and_found(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    organiser: MemberActor,
    guest: MemberActor,
    meeting: Meeting,
) -> None:
    exchange = fluence(stage).exchange
    await exchange.members.declare(
        stage.guild.id, guest.id, Profile("physician_dermatology", "Placeholder Rooms", "GR", None, None)
    )
    await invite(organiser, general, guest)
    asked = await ask(nurse, general, "Which peel before a laser for melasma?")
    assert "Asked as Q-2" in text_of(asked)
    await ask(organiser, general, "How long do you wait after tanning?")
    await stage.advance(SHOWN)
    card = session_in(stage, general)
    assert f"<@{guest.id}> · Physician (dermatology) (self-declared)" in text_of(card)
    ballot = await press(nurse, card, "Vote")
    await stage.restart()
    for _ in range(2):
        told = await choose(nurse, ballot, "Q-3 · How long do you wait after tanning?")
        assert "Your 1 vote counts" in text_of(told)
    await stage.advance(SHOWN)
    card = session_in(stage, general)
    assert text_of(card).index("Q-3") < text_of(card).index("Q-2"), "by votes"
    assert "Only the guest or the organiser" in text_of(await press(nurse, card, "Guest's desk"))

    await stage.advance(timedelta(days=14))
    stale = await press(guest, session_in(stage, general), "Guest's desk")
    own = await press(guest, session_in(stage, general), "Guest's desk")
    assert "Only the organiser of M-1" in text_of(await press(guest, own, "Guest"))
    first = await press(guest, own, "Next question")
    assert "Now: Q-3" in text_of(first)
    await stage.restart()
    again = await press(guest, stale, "Next question")
    assert "Now: Q-3" in text_of(again), "a double click goes on once"
    form = await press(guest, first, "Answered")
    await stage.restart()
    kept = await fill(guest, form, {"The answer": "Four weeks, and a test spot."})
    assert "Saved as **A-4**" in text_of(kept)
    assert "answered already, by A-4" in text_of(await press(guest, again, "Answered"))
    second = await press(guest, kept, "Next question")
    assert "Now: Q-2" in text_of(second)
    skipped = await press(guest, second, "Skip")
    assert "Q-2 is left to colleagues" in text_of(skipped)
    await stage.advance(SHOWN)
    public = text_of(session_in(stage, general))
    assert "✅ **Q-3** How long do you wait after tanning? → **A-4**" in public
    assert "Left open for colleagues" in public

    answer = (await the_entries(stage))[-1]
    assert (answer.content.kind, answer.author_id, answer.saved_by_id) == (EntryKind.ANSWER, guest.id, None)
    found = await nurse.slash(general, "search", query="test spot after tanning")
    assert "A-4" in text_of(found) or "Q-3" in text_of(found)
    shown = await nurse.slash(general, "show", entry="Q-3")
    assert "Physician (dermatology) (self-declared)" in text_of(shown)
    assert "Four weeks" in text_of(shown)


async def test_a_guest_who_is_no_member_is_credited_by_name(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    await ask(nurse, general, "Which peel before a laser for melasma?")
    own = await press(organiser, await desk(organiser, general), "Next question")
    assert "Say who the guest is first" in text_of(await press(organiser, own, "Answered"))
    empty = await fill(organiser, await press(organiser, own, "Guest"), {"Or a name": ""})
    assert "Choose the guest among the members" in text_of(empty)
    named = await fill(organiser, await press(organiser, empty, "Edit again"), {"Or a name": "Dr Placeholder, Athens"})
    assert "Dr Placeholder, Athens" in text_of(named)
    aloud = await fill(organiser, await press(organiser, named, "Answered"), {"The answer": ""})
    assert "Answered aloud" in text_of(aloud)
    form = await choose(organiser, aloud, "Q-2 · Which peel before a laser for melasma?")
    kept = await fill(organiser, form, {"The answer": "None within two weeks."})
    assert "Saved as **A-3**" in text_of(kept)
    shown = await nurse.slash(general, "show", entry="A-3")
    assert "Answered by: Dr Placeholder, Athens, guest of M-1" in text_of(shown)


async def test_what_others_write_for_the_guest_is_the_guests(
    stage: Stage,
    general: ChannelHandle,
    nurse: MemberActor,
    organiser: MemberActor,
    guest: MemberActor,
    meeting: Meeting,
) -> None:
    await invite(organiser, general, guest)
    await ask(nurse, general, "Which peel?")
    await ask(nurse, general, "Which laser?")
    own = await press(organiser, await desk(organiser, general), "Next question")
    kept = await fill(organiser, await press(organiser, own, "Answered"), {"The answer": "None."})
    answer = (await the_entries(stage))[-1]
    assert (answer.author_id, answer.saved_by_id) == (guest.id, organiser.id)
    await fluence(stage).exchange.members.opt_out(stage.guild.id, guest.id)
    other = await press(organiser, kept, "Next question")
    assert "only the guest can write this down" in text_of(await press(organiser, other, "Answered"))


async def test_bad_questions_are_refused_and_not_typed_twice(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, meeting: Meeting
) -> None:
    held = await ask(nurse, general, "Patient Jane Placeholder has melasma, which peel?")
    assert "may identify a patient" in text_of(held)
    assert "Placeholder" not in text_of(held)
    assert form_of(await press(nurse, held, "Edit again"))["The question"].startswith("Patient Jane")
    opened = await press(nurse, await nurse.slash(general, "meeting agenda", meeting="M-1"), "Ask")
    urgent = await fill(nurse, opened, {"The question": "Sudden vision loss after filler, what now?"})
    assert "If this is happening now" in text_of(urgent)
    assert "asked this already" in text_of(
        (await ask(nurse, general, "Sudden vision loss after filler, what now?")).followups[-1]
    )
    await stage.advance(SHOWN)
    assert "Sudden vision loss" in text_of(session_in(stage, general))
    withdrawn = await press(nurse, urgent.followups[-1], "Withdraw")
    assert withdrawn.ephemeral
    await stage.advance(SHOWN)
    assert "Sudden vision loss" not in text_of(session_in(stage, general)), "it follows a withdrawal"
    form = await nurse.slash(general, "meeting propose", meeting="M-1")
    await called_off(stage, meeting)
    refused = await fill(nurse, form, {"The question": "Which peel?"})
    assert "M-1 was cancelled" in text_of(refused)


async def test_a_meeting_of_another_kind_has_no_desk(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor
) -> None:
    await planned(stage, organiser, general)
    shown = await organiser.slash(general, "meeting agenda", meeting="M-1")
    assert "Guest's desk" not in buttons_of(shown)


async def test_the_guest_is_named_when_the_session_is_planned(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor, guest: MemberActor
) -> None:
    asked = {"title": "Ask about melasma", "when": "2026-05-16 18:30"}
    refused = await organiser.slash(general, "meeting create", **asked, kind="webinar", guest=guest)
    assert "Only an expert session has a guest" in text_of(refused)
    assert buttons_of(refused) == [], "no form could put that right"
    without = await organiser.slash(general, "meeting create", **asked, kind="expert_session")
    assert "**Guest** nobody yet" in text_of(without)
    role = await stage.create_role("Exchange")
    await stage.give_role(organiser, role)
    await stage.give_role(nurse, role)
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=role.id)
    draft = await organiser.slash(general, "meeting create", **asked, guest=guest, repeat="every 6 months")
    assert f"Expert session\n**Guest** <@{guest.id}>" in text_of(draft)
    assert f"<@{guest.id}> does not hold <@&{role.id}>" in text_of(draft.followups[-1])
    posted = await press(organiser, draft, "Post it")
    number = number_in(text_of(posted).split("**")[1])
    assert number == 2, "a refusal kept nothing"
    in_autumn = text_of(await nurse.slash(general, "meeting show", meeting="M-3"))
    assert f"**Guest** <@{guest.id}>" in in_autumn, "whoever answers in a series answers in each of its sessions"
    await delivered(stage)
    [card] = said_by_bot(stage, general)
    assert f"**Guest** <@{guest.id}>\n-# **Ask** puts a question beforehand" in text_of(card)
    assert form_of(await press(nurse, card, "Ask"))
    await exchange_of(stage).privacy.forget(stage.guild.id, guest.id)
    await delivered(stage)
    assert "a guest who is still to be named" in text_of(now_reads(stage, card))
    opened = await press(organiser, await organiser.slash(general, "meeting agenda", meeting="M-2"), "Guest's desk")
    form = await press(organiser, opened, "Guest")
    named = await organiser.submit_modal(form, {"member": [guest], "name": ""})
    assert f"does not hold <@&{role.id}>, the exchange's role, and so cannot use this desk: you can" in text_of(named)
    await delivered(stage)
    assert f"**Guest** <@{guest.id}>" in text_of(now_reads(stage, card))
    shown = await nurse.slash(general, "meeting agenda", meeting=text_of(posted).split("**")[1])
    assert f"<@{guest.id}>" in text_of(shown)


async def test_once_a_session_is_over_its_public_card_asks_for_nothing(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, organiser: MemberActor
) -> None:
    when = {"title": "Ask about melasma", "when": "2026-01-16 18:30"}
    await announced(stage, organiser, general, **when, kind="expert_session")
    form = await nurse.slash(general, "meeting propose", meeting="M-1")
    await fill(nurse, form, {"The question": "Which peel?"})
    await stage.advance(SHOWN)
    assert buttons_of(session_in(stage, general)) == ["Details", "Ask", "Vote", "Guest's desk"]
    opened_before = await nurse.slash(general, "meeting agenda", meeting="M-1")
    await stage.advance(timedelta(days=30))
    assert buttons_of(session_in(stage, general)) == ["Details", "Guest's desk"]
    assert "## Over: Ask about melasma" in text_of(session_in(stage, general))
    for label in ("Ask", "Vote"):
        assert "M-1 is over" in text_of(await press(nurse, opened_before, label))
