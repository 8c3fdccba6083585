"""`/search`: found, filtered, paged, and honest where nothing fits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simcord import ChannelHandle, MemberActor

from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.withdrawing import withdraw
from db.entries import Correction, Source
from tests.support.library_scenes import fluence, keep
from tests.support.simulated_discord import (
    absence,
    buttons_of,
    choose,
    completions,
    fill,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)


async def test_words_find_an_entry_and_the_menu_opens_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.TIP, "Chill the skin before the first pass for rosacea")
    tip = await keep(stage, nurse, EntryKind.TIP, "Melasma: wait six weeks between sessions")
    shown = await nurse.slash(general, "search", query="MELASMA sess")
    assert shown.ephemeral
    text = text_of(shown)
    assert "1 entry for “MELASMA sess”" in text
    assert f"{tip.label} · Melasma: wait six weeks" in text
    assert "rosacea" not in text
    assert "-# 1 entry\n" in text
    assert "not medical advice" in text
    opened = await choose(nurse, shown, f"{tip.label} · {tip.content.title}")
    assert opened.ephemeral
    assert "wait six weeks between sessions" in text_of(opened)


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("cooling", {}),
        ('cooling: 100% | of "us"', {}),
        ("cool advi", {}),  # nothing for this; the pages are of what begins so
        ("cooling κρύο", {"kind": "tip"}),
        ("cooling advice " + "number " * 20, {"sort": "newest"}),
    ],
)
async def test_pages_turn_also_after_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, query: str, filters: dict[str, str]
) -> None:
    for count in range(12):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}: 100 % of us κρύο")
    shown = await nurse.slash(general, "search", query=query, **filters)
    first = text_of(shown)
    assert "Page 1 of 3 · 12" in first
    await stage.restart()
    await press(nurse, shown, "Next")
    assert "Page 2 of 3 · 12" in text_of(now_reads(stage, message_of(shown)))
    await press(nurse, now_reads(stage, message_of(shown)), "Next")
    last = now_reads(stage, message_of(shown))
    assert "Page 3 of 3" in text_of(last)
    numbers = {f"T-{number}" for number in range(1, 13)}
    assert sum(f"**{number} ·" in first + text_of(last) for number in numbers) == 7
    await press(nurse, last, "Previous")
    assert "Page 2 of 3" in text_of(now_reads(stage, message_of(shown)))


async def test_a_page_that_is_no_more_shows_the_last_one(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    kept = [await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}") for count in range(6)]
    shown = await nurse.slash(general, "search", query="cooling")
    bot = fluence(stage)
    async with bot.database.write() as write:
        for entry in kept[:3]:
            await withdraw(bot.database, write, stage.guild.id, [entry.number], stage.clock.now())
    await press(nurse, shown, "Next")
    assert "-# 3 entries\n" in text_of(now_reads(stage, message_of(shown)))


async def test_the_last_of_several_pages_is_shown_where_the_next_one_is_no_more(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    kept = [await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}") for count in range(11)]
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Coolingpads, advice number {count}")
    shown = await nurse.slash(general, "search", query="cooling advice")
    await press(nurse, shown, "Next")
    bot = fluence(stage)
    async with bot.database.write() as write:
        await withdraw(bot.database, write, stage.guild.id, [kept[0].number], stage.clock.now())
    await press(nurse, now_reads(stage, message_of(shown)), "Next")
    last = text_of(now_reads(stage, message_of(shown)))
    assert "Page 2 of 2 · 10 entries" in last
    assert "Nothing for" not in last


async def test_what_is_looked_for_more_widely_while_pages_turn_has_pages_of_its_own(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    kept = [await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}") for count in range(6)]
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling gel, pot {count}")
    shown = await nurse.slash(general, "search", query="cooling advice")
    bot = fluence(stage)
    async with bot.database.write() as write:
        await withdraw(bot.database, write, stage.guild.id, [each.number for each in kept[:4]], stage.clock.now())
    await press(nurse, shown, "Next")
    wider = now_reads(stage, message_of(shown))
    assert "Page 1 of 2 · 8 entries" in text_of(wider)
    await press(nurse, wider, "Next")
    assert "Page 2 of 2 · 8 entries" in text_of(now_reads(stage, message_of(shown)))


async def test_a_spelling_that_is_offered_while_pages_turn_is_searched_for(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    kept = [await keep(stage, nurse, EntryKind.TIP, f"Moonwert poultice, pot {count}") for count in range(6)]
    shown = await nurse.slash(general, "search", query="moonwert")
    bot = fluence(stage)
    async with bot.database.write() as write:
        await withdraw(bot.database, write, stage.guild.id, [each.number for each in kept], stage.clock.now())
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Moonwort poultice, pot {count}")
    await press(nurse, shown, "Next")
    respelled = now_reads(stage, message_of(shown))
    assert "results for “moonwort”" in text_of(respelled)
    await press(nurse, respelled, "Next")
    assert "Page 2 of 2" in text_of(now_reads(stage, message_of(shown)))


async def test_a_kept_search_expires_and_is_cleared_away(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}")
    shown = await nurse.slash(general, "search", query="coolling advice")
    await stage.advance(timedelta(hours=25))
    assert "search again" in text_of(await press(nurse, shown, "Next"))
    await nurse.slash(general, "search", query="coolling number")
    async with fluence(stage).database.read() as read:
        kept = await read.all("SELECT json_extract(request, '$.query') AS query FROM search_page")
    assert [row["query"] for row in kept] == ["cooling number"]


async def test_nothing_is_written_where_the_buttons_carry_the_request(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling number {count}")
    await nurse.slash(general, "search", query="cooling")
    near = await nurse.slash(general, "search", query="cool numb")
    turned = text_of(await press(nurse, near, "Next"))
    assert "Nothing for “cool numb”; showing words that begin like yours" in turned
    assert "Page 2 of 2" in turned
    await nurse.slash(general, "search", query="nothing at all like it")
    async with fluence(stage).database.read() as read:
        assert await read.all("SELECT * FROM search_page") == []


async def test_a_nickname_is_that_device_and_never_its_cousin(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    lase = await keep(stage, nurse, EntryKind.TIP, "GentleLase: 18 J/cm² at 3 ms for legs")
    max_pro = await keep(stage, nurse, EntryKind.TIP, "GentleMax Pro: 14 J/cm² at 3 ms for legs")
    for query in ("GMP", "gentle max", "gmp legs", "GentleMax"):
        text = text_of(await nurse.slash(general, "search", query=query))
        assert max_pro.label in text, query
        assert lase.label not in text, query
        assert "on GentleMax Pro" in text, query
    text = text_of(await nurse.slash(general, "search", device="gentle yag"))
    assert "Nothing found on GentleYAG" in text
    assert lase.label not in text


async def test_a_misspelled_device_is_asked_about_and_not_shown(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    lase = await keep(stage, nurse, EntryKind.TIP, "GentleLase at 18 J/cm²")
    shown = await nurse.slash(general, "search", query="gentelase")
    text = text_of(shown)
    assert "Nothing found for “gentelase”" in text
    assert lase.label not in text
    assert buttons_of(shown) == ["Search “gentlelase”"]
    assert lase.label in text_of(await press(nurse, shown, "Search “gentlelase”"))


async def test_a_short_name_of_several_devices_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    yag = await keep(stage, nurse, EntryKind.TIP, "GentleYAG: slow down on the chin")
    shown = await nurse.slash(general, "search", query="yag chin")
    chosen = await choose(nurse, shown, "GentleYAG", menu="Which device is “yag”?")
    assert "1 entry for “chin” on GentleYAG" in text_of(chosen)
    assert yag.label in text_of(chosen)


async def test_filters_narrow_and_are_completed(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    said = Correction(device="gentlemax_pro", skin_types=("V",))
    protocol = await keep(stage, nurse, EntryKind.PROTOCOL, "Hair removal: 1064 nm, 30 J/cm²", said=said)
    await keep(stage, nurse, EntryKind.TIP, "Hair removal: shave the day before")
    devices = await completions(nurse, general, "search", "device", "gmp")
    assert devices["GentleMax Pro"] == "gentlemax_pro"
    indications = await completions(nurse, general, "search", "indication", "hair")
    assert indications["Hair removal"] == "hair_removal"
    for options in (
        {"kind": "protocol"},
        {"device": "gentlemax_pro"},
        {"skin_type": "V", "indication": "Hair removal"},
        {"query": "hair", "device": "GMP"},
    ):
        text = text_of(await nurse.slash(general, "search", **options))
        assert protocol.label in text, options
        assert "shave" not in text, options
    text = text_of(await nurse.slash(general, "search", skin_type="I"))
    assert "Nothing found with skin type I" in text
    assert "Leave out a filter" in text
    newest_first = text_of(await nurse.slash(general, "search", query="hair", sort="newest"))
    assert newest_first.index("T-2") < newest_first.index(protocol.label)


async def test_complications_and_kinds_of_device_are_filters_too(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    went_wrong = await keep(stage, nurse, EntryKind.COMPLICATION, "PIH on the cheek three weeks after BBL HERO")
    worried = await keep(stage, nurse, EntryKind.QUESTION, "Worried about PIH after the GentleMax Pro: what do you do?")
    named = await completions(nurse, general, "search", "complication", "pih")
    assert "pih" in named.values()
    kinds = await completions(nurse, general, "search", "modality", "intense")
    assert kinds["Intense pulsed light"] == "ipl"
    happened = text_of(await nurse.slash(general, "search", complication="pih"))
    assert went_wrong.label in happened
    assert worried.label not in happened
    by_light = text_of(await nurse.slash(general, "search", modality="ipl"))
    assert "with Intense pulsed light" in by_light
    assert went_wrong.label in by_light
    assert worried.label not in by_light
    assert "I don't know the kind of device" in text_of(await nurse.slash(general, "search", modality="steam"))
    assert "I don't know the complication" in text_of(await nurse.slash(general, "search", complication="qqqq"))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("It left a brown mark: PIH for a month", "post-inflammatory hyperpigmentation"),
        ("It left postinflammatory hyperpigmentation for a month", "pih"),
        ("Worried about PIH here", "postinflammatory hyperpigmentation"),
        ("No post-inflammatory hyperpigmentation in thirty patients", "PIH"),
        ("LHR likes a close shave", "hair removal"),
        ("Hair removal likes a close shave", "lhr"),
        ("Alex legs: 14 J/cm², 18 mm, DCD 40/20", "cryogen"),
        ("Alex legs: 14 J/cm², 18 mm, cryogen 40/20", "dcd"),
    ],
)
async def test_an_entry_is_found_by_another_name_of_what_it_speaks_of(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, text: str, query: str
) -> None:
    meant = await keep(stage, nurse, EntryKind.TIP, text)
    await keep(stage, nurse, EntryKind.TIP, "Cool first")
    shown = text_of(await nurse.slash(general, "search", query=query))
    assert f"1 entry for “{query}”" in shown
    assert meant.label in shown


async def test_rows_say_when_settings_are_incomplete(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "Legs: 30 J/cm²", said=Correction(device="gentlemax_pro"))
    assert "Incomplete**: handpiece, skin type not recorded" in text_of(await nurse.slash(general, "search"))


async def test_an_unknown_device_or_indication_is_suggested_and_never_guessed(
    general: ChannelHandle, nurse: MemberActor
) -> None:
    assert "Did you mean **GentleLase**" in text_of(await nurse.slash(general, "search", device="gentelase"))
    refused = text_of(await nurse.slash(general, "search", indication="melasmaa @everyone"))
    assert "I don't know the indication" in refused
    assert "@everyone" not in refused
    identifying = text_of(await nurse.slash(general, "search", device="patient Jane Placeholder"))
    assert "I don't know the device." in identifying


async def test_a_typo_is_put_right_and_said_to_be(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    tip = await keep(stage, nurse, EntryKind.TIP, "Cooling likes patience")
    await keep(stage, nurse, EntryKind.TIP, "Cooking is nothing for a laser")
    shown = await nurse.slash(general, "search", query="coopling")
    text = text_of(shown)
    assert "Nothing for “coopling”; showing results for “cooling”." in text
    assert tip.label in text
    assert "Search “cooking”" in buttons_of(shown)
    await stage.restart()
    assert "nothing for a laser" in text_of(await press(nurse, shown, "Search “cooking”"))


async def test_a_word_of_another_server_is_never_suggested(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    elsewhere = await stage.create_guild("Elsewhere")
    stranger = await stage.add_member("stranger", guild=elsewhere)
    await keep(stage, stranger, EntryKind.TIP, "Zygomatic cooling", guild=elsewhere)
    shown = await nurse.slash(general, "search", query="zygomatik")
    assert "Nothing found for “zygomatik”" in text_of(shown)
    assert "zygomatic" not in str(buttons_of(shown)) + text_of(shown)
    assert "Nothing found" in text_of(await nurse.slash(general, "search", query="zygomatic"))


async def test_beginnings_and_some_of_the_words_come_next_and_are_said_to(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    tip = await keep(stage, nurse, EntryKind.TIP, "Cooling before every pass keeps them calm")
    begun = text_of(await nurse.slash(general, "search", query="cool pass"))
    assert "### 1 entry\nNothing for “cool pass”; showing words that begin like yours." in begun
    assert tip.label in begun
    some = text_of(await nurse.slash(general, "search", query="cooling xylophone"))
    assert "Nothing for “cooling xylophone”; showing entries with some of your words." in some
    assert tip.label in some


async def test_few_with_all_the_words_are_followed_by_some_with_some(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}")
    both = await keep(stage, nurse, EntryKind.TIP, "Cooling before rosacea")
    shown = await nurse.slash(general, "search", query="what cooling is best for rosacea?")
    text = text_of(shown)
    assert "Those with all of your words come first" in text
    assert text.index(f"**{both.label} ·") == text.index("**T-")
    await stage.restart()
    await press(nurse, shown, "Next")
    assert "Page 2 of 2 · 7" in text_of(now_reads(stage, message_of(shown)))
    newest = text_of(await nurse.slash(general, "search", query="cooling rosacea", sort="newest"))
    assert "1 entry" in newest


@pytest.mark.parametrize(
    "query",
    [
        '"unbalanced OR (', "NEAR(a b) AND", "title: {x} *", "'; DROP TABLE entry; --", "**bold** `code` ||spoiler||",
        "[text](https://example.org)", "<@123456789012345678> @everyone @here", "🔥", "مرحبا بالعالم",
        "\u202eabc\u200b", "a" * 200, "* ^ - +",
    ],
)  # fmt: skip
async def test_any_query_is_only_words(stage: Stage, general: ChannelHandle, nurse: MemberActor, query: str) -> None:
    await keep(stage, nurse, EntryKind.TIP, "Something quite ordinary")
    shown = await nurse.slash(general, "search", query=query)
    assert shown.ephemeral
    assert "Nothing found" in text_of(shown)
    assert "@everyone" not in text_of(shown)
    assert "<@123456789012345678>" not in text_of(shown)
    assert "](http" not in text_of(shown)
    assert said_by_bot(stage, general) == []


async def test_a_query_that_may_name_a_patient_is_not_repeated_or_kept(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Patient comfort, idea {count}")
    shown = await nurse.slash(general, "search", query="patient Jane Placeholder")
    assert "Placeholder" not in text_of(shown)
    assert "not repeated or kept" in text_of(shown)
    assert buttons_of(shown) == []
    async with fluence(stage).database.read() as read:
        assert await read.all("SELECT * FROM search_page") == []


async def test_kept_searches_are_swept_at_the_start_and_daily(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}")

    async def kept_searches() -> int:
        async with fluence(stage).database.read() as read:
            return len(await read.all("SELECT * FROM search_page"))

    await nurse.slash(general, "search", query="coolling advice")
    await stage.advance(timedelta(hours=20))
    assert await kept_searches() == 1
    await stage.advance(timedelta(hours=29))
    assert await kept_searches() == 0
    await nurse.slash(general, "search", query="coolling advice")
    async with absence(stage):
        await stage.advance(timedelta(hours=25))
    assert await kept_searches() == 0


async def test_a_private_channels_entries_are_for_those_who_see_it(stage: Stage, general: ChannelHandle) -> None:
    nurse, physician = await stage.add_member("nurse"), await stage.add_member("physician")
    private = await stage.create_private_channel("case-review", visible_to=[physician])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, private.id)
    source = Source(private.id, 4242, None, private.id)
    secret = await keep(stage, physician, EntryKind.TIP, "Melasma in confidence", source=source)
    assert secret.label in text_of(await physician.slash(general, "search", query="melasma"))
    for options in ({"query": "melasma"}, {}, {"query": "melsama"}):
        shown = text_of(await nurse.slash(general, "search", **options))
        assert secret.label not in shown
        assert "confidence" not in shown
    assert await completions(nurse, general, "show", "entry", "") == {}
    assert "no entry" in text_of(await nurse.slash(general, "show", entry=secret.label))
    opened = await physician.slash(general, "show", entry=secret.label)
    assert "in confidence" in text_of(opened)
    assert f"🔒 Private to <#{private.id}>" in text_of(opened)
    assert "Share" not in buttons_of(opened)


async def test_what_was_kept_in_a_private_channel_is_found_also_when_capture_ends_there(
    stage: Stage, general: ChannelHandle
) -> None:
    nurse, physician = await stage.add_member("nurse"), await stage.add_member("physician")
    private = await stage.create_private_channel("case-review", visible_to=[physician])
    communities = fluence(stage).exchange.communities
    await communities.opt_channel_in(stage.guild.id, private.id)
    source = Source(private.id, 4242, None, private.id)
    secret = await keep(stage, physician, EntryKind.TIP, "Melasma in confidence", source=source)
    await communities.opt_channel_out(stage.guild.id, private.id)
    assert (await communities.of(stage.guild.id)).private_channels == frozenset()
    assert secret.label in text_of(await physician.slash(general, "search", query="melasma"))
    assert "in confidence" in text_of(await physician.slash(general, "show", entry=secret.label))
    assert secret.label not in text_of(await nurse.slash(general, "search", query="melasma"))
    assert "no entry" in text_of(await nurse.slash(general, "show", entry=secret.label))


async def test_a_number_that_is_searched_for_is_opened(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for _ in range(2):
        await keep(stage, nurse, EntryKind.TIP, "Cooling advice: at least 2 minutes, or 10")
    for typed in ("T-1", "#1", "1", "t1"):
        assert "T-1 · Cooling advice" in text_of(await nurse.slash(general, "search", query=typed)).split("\n")[0]
    # A figure may be looked for, and there is a button.
    listed = await nurse.slash(general, "search", query="2")
    assert "2 entries for “2”" in text_of(listed)
    await stage.restart()
    assert "T-2 · Cooling advice" in text_of(await press(nurse, listed, "Open T-2")).split("\n")[0]
    shown = text_of(await nurse.slash(general, "search", query="T-7"))
    assert "If that is an entry's number, `/show 7` opens it." in shown
    assert "Leave out a filter" not in shown


async def test_an_author_is_chosen_and_may_be_oneself(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    physician = await stage.add_member("physician")
    for count in range(6):
        await keep(stage, nurse, EntryKind.TIP, f"Cooling advice number {count}")
    other = await keep(stage, physician, EntryKind.TIP, "Cooling says another")
    shown = await nurse.slash(general, "search", author=nurse)
    assert f"6 entries written by <@{nurse.id}>" in text_of(shown)
    await stage.restart()
    await press(nurse, shown, "Next")
    last = text_of(now_reads(stage, message_of(shown)))
    assert "Page 2 of 2" in last
    theirs = text_of(await nurse.slash(general, "search", query="cooling", author=physician))
    assert f"1 entry for “cooling” written by <@{physician.id}>" in theirs
    assert other.label in theirs
    assert other.label not in text_of(shown) + last


async def test_nothing_private_or_withheld_is_found_by_its_author(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    physician = await stage.add_member("physician")
    private = await stage.create_private_channel("case-review", visible_to=[physician])
    await fluence(stage).exchange.communities.opt_channel_in(stage.guild.id, private.id)
    source = Source(private.id, 4242, None, private.id)
    await keep(stage, physician, EntryKind.TIP, "Melasma in confidence", source=source)
    form = await physician.slash(general, "complication report", type="Blister", withhold_name=True)
    await fill(physician, form, {"What happened": "Melasma, then blisters on both shins"})
    for options in ({}, {"query": "melasma"}, {"query": "blisters shins"}, {"kind": "complication"}):
        shown = text_of(await nurse.slash(general, "search", author=physician, **options))
        assert "Nothing found" in shown
        assert "found under nobody's" in shown
        assert "C-2" not in text_of(await physician.slash(general, "search", author=physician, **options))
    assert "in confidence" in text_of(await physician.slash(general, "search", author=physician))


async def test_who_erased_all_is_no_author(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    physician = await stage.add_member("physician")
    await keep(stage, physician, EntryKind.TIP, "Cooling advice")
    assert "T-1" in text_of(await nurse.slash(general, "search", author=physician))
    await fluence(stage).exchange.privacy.forget(stage.guild.id, physician.id)
    assert "Nothing found" in text_of(await nurse.slash(general, "search", author=physician))


async def test_who_asks_for_more_than_words_is_told_where_it_is(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.PROTOCOL, "Hair removal by IPL, PIH after the treatment, Asian skin")
    for query, told in (
        ("protocols by Marisa", "`author`"),
        ("my last protocol", "`author`"),
        ("mine", "`author`"),
        ("pih treatment", "`/complication helped` with the type Post-inflammatory hyperpigmentation"),
        ("Asian skin", "`skin_type`"),
    ):
        for command in ("search", "protocol find"):
            assert told in text_of(await nurse.slash(general, command, query=query)), (query, command)
    chosen = text_of(await nurse.slash(general, "search", query="treatment", complication="blister"))
    assert "`/complication helped` with the type Blister" in chosen
    plain = text_of(await nurse.slash(general, "search", query="hair removal by IPL"))
    assert "author" not in plain
    assert "helped" not in plain
    own = text_of(await nurse.slash(general, "search", query="mine", author=nurse))
    assert "`author`" not in own


async def test_a_common_word_is_repeated_as_it_was_typed(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await keep(stage, nurse, EntryKind.TIP, "Gentle settings for the back")
    shown = await nurse.slash(general, "search", query="gentle black")
    assert "showing entries with some of your words" in text_of(shown)
    assert "gentle back" not in str(buttons_of(shown)) + text_of(shown)
