"""`/show`: one entry whole, by number or title, and a helpful word where there is none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.withdrawing import withdraw
from db import entries
from db.entries import Correction, Source
from tests.support.library_scenes import fluence, keep
from tests.support.simulated_discord import buttons_of, completions, message_of, now_reads, press, text_of

FULL = Correction(title="Legs, winter", device="gentlemax_pro", handpiece="18 mm", skin_types=("IV", "II"))


async def test_an_entry_is_shown_whole(stage: Stage, general: ChannelHandle) -> None:
    nurse, reader = await stage.add_member("nurse"), await stage.add_member("reader")
    source = Source(general.id, 4242)
    text = "#protocol Hair removal at 755 nm, *14 J/cm²*, <@1> @everyone\nsecond line #winter"
    entry = await keep(stage, nurse, EntryKind.PROTOCOL, text, said=FULL, source=source)
    shown = await reader.slash(general, "show", entry=entry.label)
    assert shown.ephemeral
    words = text_of(shown)
    assert f"{entry.label} · Legs, winter" in words
    assert f"Protocol by <@{nurse.id}>" in words
    assert "**Device:** GentleMax Pro" in words
    assert "**Handpiece:** 18 mm" in words
    assert "**Skin types:** II, IV" in words
    assert "**Indication:** Hair removal" in words
    assert "`#winter`" in words
    assert "\\*14 J/cm²\\*" in words
    assert "@everyone" not in words
    assert "second line" in words
    assert "Incomplete" not in words
    assert "not medical advice" in words
    assert buttons_of(shown) == ["I used it", "Reports", "Share", "Open the message"]
    assert str(message_of(shown).components).count(f"channels/{stage.guild.id}/{general.id}/4242") == 1
    assert "Withdraw" in buttons_of(await nurse.slash(general, "show", entry=entry.label))


async def test_the_credential_stands_beside_the_author(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await fluence(stage).exchange.members.declare(
        stage.guild.id, nurse.id, (await fluence(stage).exchange.members.profile(stage.guild.id, nurse.id)).__class__(
            credential="nurse", paid_by_industry="Lumi*wave"
        )
    )  # fmt: skip
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    words = text_of(await nurse.slash(general, "show", entry=entry.label))
    assert "Nurse (self-declared) · paid by Lumi\\*wave" in words


@pytest.mark.parametrize("kind", [EntryKind.PROTOCOL, EntryKind.COMPLICATION, EntryKind.TIP])
async def test_what_is_missing_is_said(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, kind: EntryKind
) -> None:
    entry = await keep(stage, nurse, kind, "Two passes at 20 J/cm²")
    words = text_of(await nurse.slash(general, "show", entry=entry.label))
    assert "**Incomplete**: device, handpiece, skin type not recorded" in words


async def test_a_tip_without_settings_is_not_called_incomplete(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Shave the day before")
    assert "Incomplete" not in text_of(await nurse.slash(general, "show", entry=entry.label))


async def test_numbers_are_understood_as_people_type_them(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.TIP, "Cool first")
    for typed in ("T-1", "t1", "1", "#1", "  P-1 ", "T – 1", "Cool fi"):
        assert "T-1 · Cool first" in text_of(await nurse.slash(general, "show", entry=typed)), typed


async def test_an_emoji_a_blank_and_a_very_long_title_are_shown(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    emoji = await keep(stage, nurse, EntryKind.TIP, "🔥", title="🔥")
    blank = await keep(stage, nurse, EntryKind.TIP, "something", title="")
    lengthy = await keep(stage, nurse, EntryKind.TIP, "something", title="**x**\n" * 400)
    assert f"{emoji.label} · 🔥" in text_of(await nurse.slash(general, "show", entry=emoji.label))
    assert f"{blank.label} · Tip" in text_of(await nurse.slash(general, "show", entry=blank.label))
    assert lengthy.label in text_of(await nurse.slash(general, "show", entry=lengthy.label))
    assert "something" in text_of(await nurse.slash(general, "search", query="something"))
    offered = await completions(nurse, general, "show", "entry", "")
    assert {"T-1 · 🔥": "1", "T-2 · Tip": "2"}.items() <= offered.items()
    assert all(len(name) <= 100 for name in offered)


async def test_a_text_too_long_for_a_card_has_pages(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    text = " ".join(f"*word{count}*" for count in range(400))
    entry = await keep(stage, nurse, EntryKind.SUMMARY, text[:4000])
    shown = await nurse.slash(general, "show", entry=entry.label)
    assert "word399" not in text_of(shown)
    assert len(text_of(shown)) <= 4000
    await stage.restart()
    page = await press(nurse, shown, "Full text")
    assert "Page 1 of 2" in text_of(page)
    first = text_of(now_reads(stage, message_of(page)))
    await press(nurse, page, "Next")
    second = text_of(now_reads(stage, message_of(page)))
    assert "Page 2 of 2" in second
    assert all(f"word{count}\\*" in first + second for count in range(350))


async def test_completion_finds_numbers_and_titles_and_never_fails(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(12):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling advice {count}")
    newest = await completions(nurse, general, "show", "entry", "")
    assert next(iter(newest)) == "T-12 · Cooling advice 11"
    assert list((await completions(nurse, general, "show", "entry", "T-1")).values()) == ["1", "10", "11", "12"]
    assert list(await completions(nurse, general, "show", "entry", "adv 11")) == ["T-12 · Cooling advice 11"]
    await keep(stage, nurse, EntryKind.TIP, "Cooling", title="\u202enruter\u2069 and on")
    assert next(iter(await completions(nurse, general, "show", "entry", ""))) == "T-13 · nruter and on"
    for typed in ('" OR (', "🔥", "NEAR(", "9" * 60, "\u202e", "title:", "%"):
        assert await completions(nurse, general, "show", "entry", typed) == {}


async def test_a_fault_while_completing_shows_no_list(
    general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def fails(*_: object) -> None:
        raise RuntimeError("invented")

    monkeypatch.setattr("db.search.titled", fails)
    assert await completions(nurse, general, "show", "entry", "cool") == {}


async def test_what_cannot_be_shown_gets_a_helpful_word(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    now: datetime = stage.clock.now()
    gone, held, in_form = [await keep(stage, nurse, EntryKind.TIP, f"Cool {count}") for count in range(3)]
    in_chat = await keep(stage, nurse, EntryKind.TIP, "Cool 4", source=Source(general.id, 4242))
    bot = fluence(stage)
    meeting = await bot.exchange.communities.of(stage.guild.id)
    async with bot.database.write() as write:
        await withdraw(bot.database, write, stage.guild.id, [gone.number], now)
        await entries.hold(write, stage.guild.id, held.number, now)
        for entry in (in_form, in_chat):
            key = await write.key_of(stage.guild.id, entry.number)
            await write.run("UPDATE entry SET status = 'unlisted' WHERE key = :key", {"key": key})
        for number, status in ((40, "planned"), (41, "draft")):
            await write.run(
                "INSERT INTO meeting (key, guild_id, title, starts_at, wall_time, zone, minutes, channel_id, status, "
                "created_at, changed_at) VALUES (:key, :guild, 'Spring', 0, '2026-03-01T10:00', 'UTC', 60, 1, :status, "
                "0, 0)",
                {"key": await write.key_of(meeting.guild_id, number), "guild": stage.guild.id, "status": status},
            )
    expected = {
        "T-1": "was withdrawn",
        "2": "is held",
        "3": "written in its form may identify a patient",
        "4": "where it was written was deleted",
        "40": "`/meeting show`",
        "41": "There is no entry 41",
        "99": "There is no entry 99",
        "9999999999": "There is no entry",
        "0": "There is no entry 0",
        "no such title": "Type an entry's number",
        "🔥": "Type an entry's number",
    }
    for typed, words in expected.items():
        shown = await nurse.slash(general, "show", entry=typed)
        assert shown.ephemeral, typed
        assert words in text_of(shown), typed


async def test_another_servers_number_is_no_number_here(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    elsewhere = await stage.create_guild("Elsewhere")
    stranger = await stage.add_member("stranger", guild=elsewhere)
    lobby = await stage.create_text_channel("lobby", guild=elsewhere)
    entry = await keep(stage, stranger, EntryKind.TIP, "Only there", guild=elsewhere)
    assert "Only there" in text_of(await stranger.slash(lobby, "show", entry=entry.label))
    assert "There is no entry 1 here" in text_of(await nurse.slash(general, "show", entry=entry.label))
    assert await completions(nurse, general, "show", "entry", "only") == {}


async def test_a_stale_card_says_what_became_of_its_entry(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    entry = await keep(stage, nurse, EntryKind.TIP, "Cool first")
    shown = await nurse.slash(general, "show", entry=entry.label)
    await stage.advance(timedelta(minutes=1))
    bot = fluence(stage)
    async with bot.database.write() as write:
        await withdraw(bot.database, write, stage.guild.id, [entry.number], stage.clock.now())
    assert "was withdrawn" in text_of(await press(nurse, shown, "Share"))
