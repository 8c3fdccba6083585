"""The urgent notice comes first: tagged or not, held or not, once for a message."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.urgencies import NOTICE_KIND, Urgencies
from bot.ui import receiving
from tests.support.library import is_silent, kept, store_of
from tests.support.library_scenes import keep, the_entries
from tests.support.simulated_discord import absence, fill, post_in_forum, press, said_by_bot, start_thread, text_of

URGENT = "She has sudden loss of vision after the filler"


def notices(stage: Stage, channel: ChannelHandle) -> list[discord.Message]:
    return [message for message in said_by_bot(stage, channel) if "Nobody is on watch" in text_of(message)]


async def test_the_notice_says_five_things_and_no_dose(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message = await nurse.send(general, URGENT)
    (notice,) = said_by_bot(stage, general)
    text = text_of(notice)
    for words in (
        "Nobody is on watch",
        "emergency services",
        "ophthalmologist",
        "your practice's own protocol",
        "pinned",
    ):
        assert words in text
    assert not any(character.isdigit() for character in text)
    assert notice.reference is not None
    assert notice.reference.message_id == message.id
    assert not is_silent(notice)
    assert not notice.mentions
    assert await the_entries(stage) == []


@pytest.mark.parametrize(
    "text",
    [
        f"#question {URGENT}?",
        f"#complication {URGENT}",
        "What do you do when somebody goes blind after filler?",
        "I am afraid of vascular occlusion with this one",
    ],
)
async def test_tagged_or_not_question_or_fear(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, text: str
) -> None:
    await nurse.send(general, text)
    assert len(notices(stage, general)) == 1


async def test_it_comes_before_a_hold(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, f"#complication Mrs Quillfeather: {URGENT}")
    first, second = said_by_bot(stage, general)
    assert "Nobody is on watch" in text_of(first)
    assert "identifies a patient" in text_of(second)


async def test_once_for_a_message(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, URGENT)
    await nurse.edit(message, URGENT + ", help")
    await stage.restart()
    await stage.advance(timedelta(minutes=5))
    await nurse.edit(message, f"#complication {URGENT}")
    assert len(notices(stage, general)) == 1
    assert (await kept(stage, message)).status == "listed"
    await nurse.send(general, URGENT)
    assert len(notices(stage, general)) == 2


async def test_an_edit_may_bring_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    message = await nurse.send(general, "Filler today")
    assert notices(stage, general) == []
    await nurse.edit(message, URGENT)
    assert len(notices(stage, general)) == 1


async def test_a_plain_denial_needs_none(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await nurse.send(general, "#tip Follow-up went well, no vision changes")
    assert notices(stage, general) == []


async def test_a_private_channel_gets_it_too(stage: Stage, nurse: MemberActor) -> None:
    channel = await stage.create_private_channel("board", visible_to=[nurse])
    await nurse.send(channel, URGENT)
    assert len(notices(stage, channel)) == 1
    assert await the_entries(stage) == []


async def test_a_forum_posts_title_counts(stage: Stage, nurse: MemberActor) -> None:
    forum = await stage.create_forum_channel("filler")
    post = await post_in_forum(stage, nurse, forum, "Vascular occlusion right now", "What do I do?")
    assert len(notices(stage, post.thread)) == 1


async def test_it_is_said_plainly_where_the_bot_may_not_reply(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for text in (URGENT, "#tip Mrs Quillfeather liked the cold air"):
        stage.env.inject_error("POST", "/channels/*/messages", status=400, code=160002, times=1)
        await nurse.send(general, text)
    assert [each.reference for each in said_by_bot(stage, general)] == [None, None]
    assert len(notices(stage, general)) == 1


async def test_the_name_of_a_thread_counts(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    thread = await start_thread(stage, nurse, general, "Vascular occlusion right now")
    await nurse.send(thread, "What do I do?")
    assert len(notices(stage, thread)) == 1
    calm = await start_thread(stage, nurse, general, "Cooling")
    message = await nurse.send(general, URGENT)
    on_it = await start_thread(stage, nurse, general, URGENT, on=message)
    assert [len(notices(stage, each)) for each in (calm, general, on_it)] == [0, 1, 0], "once, below the message"


async def test_what_is_forwarded_counts_unless_it_is_old(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    message, elsewhere = await nurse.send(general, URGENT), await stage.create_text_channel("elsewhere")
    await nurse.forward(message, elsewhere)
    assert len(notices(stage, elsewhere)) == 1
    await stage.advance(timedelta(days=2))
    await nurse.forward(message, elsewhere)
    assert len(notices(stage, elsewhere)) == 1


async def test_who_looks_something_up_is_told_before_what_was_found(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "Filler near the eye: aspirate before you inject.")
    for command in ("search", "protocol find"):
        shown = await nurse.slash(general, command, query="sudden vision loss after filler, what now")
        assert shown.ephemeral
        assert "Nobody is on watch" in text_of(shown)
        assert ["P-1" in text_of(each) for each in shown.followups] == [True]
    assert "Nobody is on watch" not in text_of(await nurse.slash(general, "search", query="filler near the eye"))
    assert notices(stage, general) == [], "nobody else is told"


async def test_what_is_typed_beside_a_text_counts(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    for kind, field in ((EntryKind.TIP, "Title"), (EntryKind.SUMMARY, "What it was")):
        entry = await keep(stage, nurse, kind, "Aspirate before you inject.")
        form = await press(nurse, await nurse.slash(general, "show", entry=entry.label), "Edit details")
        told = await fill(nurse, form, {field: URGENT})
        assert "Nobody is on watch" in text_of(told)
        assert "Saved." in text_of(told.followups[-1])
    message = await nurse.send(general, "Cool the legs first.")
    menus = ("Save to library", "Report complication")
    for form in [await nurse.context_menu(general, menu, message) for menu in menus]:
        told = await fill(nurse, form, {"Device": "vision loss, filler"})
        assert "Nobody is on watch" in text_of(told)


async def test_what_was_said_while_away_gets_it_for_a_day(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    async with absence(stage):
        await nurse.send(general, f"#complication {URGENT}")
        await stage.advance(timedelta(hours=3))
    assert len(notices(stage, general)) == 1
    async with absence(stage):
        await nurse.send(general, f"#complication Again: {URGENT}")
        await stage.advance(timedelta(days=2))
    assert len(notices(stage, general)) == 1
    assert len(await the_entries(stage)) == 2


async def test_a_refused_notice_is_sent_again_by_the_outbox(stage: Stage, nurse: MemberActor) -> None:
    denied = discord.PermissionOverwrite(send_messages=False)
    channel = stage.guild.create_text_channel("filler", overwrites={stage.role("Fluence"): denied})
    await stage.settle()
    await nurse.send(channel, URGENT)
    assert notices(stage, channel) == []
    stage.env.backend.delete_overwrite(channel.id, stage.role("Fluence").id)
    await stage.advance(timedelta(minutes=1))
    assert len(notices(stage, channel)) == 1
    await stage.advance(timedelta(hours=1))
    assert len(notices(stage, channel)) == 1


async def test_an_emergency_waits_for_no_disk(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    async with store_of(stage).write() as write:
        await write.run("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT raise(ABORT, 'no'); END")
    await nurse.send(general, URGENT)
    assert len(notices(stage, general)) == 1


async def test_one_whose_sending_was_not_written_down_is_found_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_: object) -> None:
        """As when the process ends between the two."""

    monkeypatch.setattr(Urgencies, "shown", die)
    await nurse.send(general, f"#complication Mrs Quillfeather: {URGENT}")
    await stage.restart()
    await stage.advance(timedelta(hours=2))
    assert len(notices(stage, general)) == 1
    async with store_of(stage).read() as read:
        rows = await read.all("SELECT state, message_id FROM outbox WHERE kind = :kind", {"kind": NOTICE_KIND})
    assert [tuple(row) for row in rows] == [("sent", notices(stage, general)[0].id)]


async def test_another_reply_of_the_bots_is_not_taken_for_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise OSError("no way to Discord")

    with monkeypatch.context() as away:
        away.setattr(receiving, "send_urgent_notice", refuse)
        await nurse.send(general, f"#complication Mrs Quillfeather: {URGENT}")
    assert len(said_by_bot(stage, general)) == 1
    assert notices(stage, general) == []
    await stage.advance(timedelta(minutes=1))
    assert len(notices(stage, general)) == 1
