"""`/scope`: what sources say of who may operate what, where; members add, moderators check; nothing says "you may"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage

from bot.demo import plain_text
from bot.demo.stage import Stage
from tests.support.audited import latest
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import (
    Shown,
    buttons_of,
    choose,
    completions,
    fill,
    form_of,
    message_of,
    press,
    said_by_bot,
    text_of,
)

RULE, LINK, KIND, DATE = "The rule, in your own words", "Source", "What kind of source it is", "Date of the source"
CHOSEN: dict[str, Any] = {
    "What is done": ["Laser hair removal"],
    "By whom": ["Nurse", "Physician assistant/associate"],
    "What the source says of it": "Allowed under supervision",
    "Supervision": "Supervisor on site",
    "Purpose": "Cosmetic use",
}
SAID: dict[str, Any] = {
    RULE: "A nurse may while a *physician* is in the building.",
    LINK: "https://www.example.org/rules/13-35",
    KIND: "Regulation",
    DATE: "14 May 2025",
}


async def _first(member: MemberActor, channel: ChannelHandle, **chosen: Any) -> InteractionResult:
    """Through the first form; what is shown after it."""
    form = await member.slash(channel, "scope add", jurisdiction="New Jersey")
    return await fill(member, form, CHOSEN | chosen)


async def _add(member: MemberActor, channel: ChannelHandle, **said: Any) -> InteractionResult:
    """Through both forms; what is shown at the end."""
    form = await press(member, await _first(member, channel), "Continue")
    return await fill(member, form, SAID | said)


async def _open(member: MemberActor, channel: ChannelHandle, part: str) -> InteractionResult:
    """The rule about nurses with this in its option of the menu."""
    shown = await member.slash(channel, "scope show", jurisdiction="New Jersey", credential="nurse")
    return await choose(member, shown, _label(shown, part))


def _label(shown: Shown, part: str) -> str:
    """The option of the one menu with this in it."""
    message = message_of(shown)
    assert isinstance(message, ResponseMessage)
    [menu] = plain_text.selects(message.components)
    return next(str(option["label"]) for option in menu["options"] if part in option["label"])


async def _lead(stage: Stage) -> MemberActor:
    role = await stage.create_role("lead", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member("lead", roles=[role])


async def test_it_tells_what_sources_say_and_never_that_one_may(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    places = await completions(nurse, general, "scope show", "jurisdiction", "calif")
    assert "California, United States (US-CA)" in places
    procedures = await completions(nurse, general, "scope show", "procedure", "LHR", jurisdiction="US-CA")
    assert procedures["Laser hair removal"] == "hair_removal"
    shown = await nurse.slash(
        general, "scope show", jurisdiction="US-CA", procedure="hair removal", credential="aesthetician"
    )
    assert shown.ephemeral
    words = text_of(shown)
    assert "Who may operate: California, United States" in words
    assert "Laser hair removal · Aesthetician" in words
    assert "FAQ of the Medical Board" in words
    assert "board or authority · date not known" in words
    assert "It says of Medical assistant, Aesthetician, Electrologist: **not allowed**" in words
    assert "never checked by a moderator" in words
    assert "not legal or medical advice" in words
    assert "you may" not in words.lower()
    assert words.index("FAQ of the Medical Board") < words.index("statute"), "which says nothing of operators"
    everything = await press(nurse, shown, "All 5")
    assert "Page 1 of 2" in text_of(everything)


async def test_where_nothing_is_known_it_says_so_and_takes_an_entry(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await nurse.slash(
        general, "scope show", jurisdiction="Georgia, United States", procedure="ipl", credential="nurse"
    )
    assert "No verified entry" in text_of(shown)
    assert "ask the board" in text_of(shown)
    assert buttons_of(shown) == ["Add an entry"]
    form = form_of(await press(nurse, shown, "Add an entry"))
    assert (form["What is done"], form["By whom"]) == (["ipl"], ["nurse"])
    elsewhere = await nurse.slash(general, "scope show", jurisdiction="Texas", procedure="injectables")
    assert "1 entry on other procedures" in text_of(elsewhere)
    assert "certificate for each person" in text_of(await press(nurse, elsewhere, "All 1"))


async def test_what_gave_way_is_marked_and_stands_below(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    words = text_of(await nurse.slash(general, "scope show", jurisdiction="Greece"))
    assert "**Superseded** by Circular 1517 of 19 April 2017, as told by" in words
    assert words.index("Circular 1517 of 19 April") < words.index("barred aestheticians outright")
    assert "Sources disagree" not in words


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"jurisdiction": "Zzyzx"}, "Type it in English, such as Germany or Texas."),
        ({"jurisdiction": "Grece"}, "Did you mean **Greece**"),
        ({"jurisdiction": "UK"}, "**England, United Kingdom** or **Scotland, United Kingdom** or"),
        ({"jurisdiction": "USA"}, "and 44 more. Type which"),
        ({"jurisdiction": "Germany"}, "No verified entry"),
        ({"jurisdiction": "US-CA", "procedure": "fractional"}, "Did you mean"),
        ({"jurisdiction": "US-CA", "procedure": "zzzz"}, "choose one from the list"),
    ],
)
async def test_what_is_not_known_is_asked_about(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, asked: dict[str, str], told: str
) -> None:
    assert told in text_of(await nurse.slash(general, "scope show", **asked))


async def test_a_member_adds_a_claim_in_two_steps_over_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await fill(nurse, await nurse.slash(general, "profile", jurisdiction="US-NJ"), {"Credential": "Nurse"})
    places = await completions(nurse, general, "scope add", "jurisdiction", "NJ")
    assert "New Jersey, United States (US-NJ)" in places
    step = await _first(nurse, general)
    assert "**Laser hair removal**\nby Nurse, Physician assistant/associate: **allowed under supervision**" in text_of(
        step
    )
    assert "Nothing is saved yet" in text_of(step)
    await stage.restart()
    again = await press(nurse, step, "Change")
    assert form_of(again)["By whom"] == ["physician_assistant", "nurse"]
    step = await fill(nurse, again, {"Supervision": "Direct supervision"})
    form = await press(nurse, step, "Continue")
    await stage.restart()
    added = await fill(nurse, form, SAID)
    words = text_of(added)
    assert added.ephemeral
    assert "**Added.**" in words
    assert "**example.org** · member's claim, of a source they call regulation · 14 May 2025" in words
    assert "“A nurse may while a \\*physician\\* is in the building.”" in words
    assert "direct supervision · cosmetic use" in words
    assert f"told by <@{nurse.id}>, Nurse (self-declared), US-NJ" in words
    assert buttons_of(added) == ["Source", "Withdraw", "All of the place"]


async def test_sources_that_disagree_stand_side_by_side(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    added = await _add(nurse, general)
    words = text_of(await press(nurse, added, "All of the place"))
    assert "**Sources disagree** on Physician assistant/associate, Nurse · Laser hair removal" in words
    assert "- 3 · **not allowed**, says americanmedspa.org, secondary source (June 2019)" in words
    assert "- 4 · **allowed under supervision**, says example.org, member's claim (14 May 2025)" in words


async def test_pages_turn_after_a_restart(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    for place in range(6):
        await _add(nurse, general, **{RULE: f"Claim {place}: " + "a word or two " * 30})
    first = await nurse.slash(general, "scope show", jurisdiction="US-NJ")
    assert "Page 1 of " in text_of(first)
    await stage.restart()
    second = await press(nurse, first, "Next")
    assert "Page 2 of " in text_of(second)
    assert text_of(await press(nurse, second, "Previous")) == text_of(first)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({LINK: "ftp://example.org/rule"}, "begins with `https://`"),
        ({LINK: "my board's letter"}, "begins with `https://`"),
        ({DATE: "5/6/2025"}, "That can be 2025-05-06 or 2025-06-05"),
        ({DATE: "next year"}, "The date of the source"),
        ({DATE: "2031"}, "still to come"),
    ],
)
async def test_nothing_is_typed_twice_after_bad_input(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, said: dict[str, str], told: str
) -> None:
    refused = await _add(nurse, general, **said)
    assert told in text_of(refused)
    again = await press(nurse, refused, "Edit again")
    assert form_of(again) == {**SAID, KIND: ["regulation"], **said}
    assert "**Added.**" in text_of(await fill(nurse, again, {LINK: SAID[LINK], DATE: "May 2025"}))


async def test_the_same_is_not_added_twice(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await _add(nurse, general)
    assert "there already" in text_of(await _add(nurse, general))


async def test_a_licence_number_is_held_and_a_name_answered_for(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    held = await _add(nurse, general, **{RULE: "My licence number is RN 482913, so I may."})
    assert "Not saved: this may identify" in text_of(held)
    assert "482913" not in text_of(held)
    assert buttons_of(held) == ["Edit again"]
    again = await press(nurse, held, "Edit again")
    assert form_of(again)[RULE] == "My licence number is RN 482913, so I may."
    named = await fill(nurse, again, {RULE: "Patient Jane Placeholder asked the board, which said no."})
    assert buttons_of(named) == ["Edit again", "Not the patient"]
    assert "**Added.**" in text_of(await press(nurse, named, "Not the patient"))
    assert "sent already" in text_of(await press(nurse, named, "Not the patient"))
    async with fluence(stage).database.read() as read:
        assert "not_the_patient" in {each.action for each in await latest(read, stage.guild.id, 3)}


async def test_an_emergency_in_the_form_is_answered_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await _add(nurse, general, **{RULE: "Sudden vision loss after filler just now, who may inject? Help"})
    assert shown.response is not None
    assert "If this is happening now" in text_of(shown.response)


async def test_a_moderator_checks_it_and_the_check_runs_out(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await _add(nurse, general)
    lead = await _lead(stage)
    opened = await _open(lead, general, "allowed under supervision")
    await stage.restart()
    checked = text_of(await press(lead, opened, "Checked"))
    assert "**Checked**, by you" in checked
    assert "**example.org** · regulation · 14 May 2025" in checked
    assert "last checked <t:" in checked
    words = text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ", credential="nurse"))
    assert words.index("**1 · example.org** · regulation") < words.index("americanmedspa.org** · secondary")
    await stage.advance(timedelta(days=366))
    stale = text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ", credential="nurse"))
    assert "more than 12 months ago: stale" in stale
    assert "member's claim, of a source they call regulation" in stale
    async with fluence(stage).database.read() as read:
        actions = [each.action for each in await latest(read, stage.guild.id, 2)]
    assert actions == ["scope rule checked", "scope rule added"]


async def test_a_moderator_checks_what_the_catalogue_has(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    lead = await _lead(stage)
    shown = await lead.slash(general, "scope show", jurisdiction="Texas")
    opened = await choose(lead, shown, _label(shown, "licence"))
    assert "last checked <t:" in text_of(await press(lead, opened, "Checked"))
    assert "last checked <t:" in text_of(await nurse.slash(general, "scope show", jurisdiction="Texas"))


async def test_a_newer_entry_takes_the_place_of_another(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await _add(nurse, general)
    lead = await _lead(stage)
    question = await press(lead, await _open(lead, general, "not allowed"), "Superseded")
    await stage.restart()
    marked = await choose(lead, question, _label(question, "allowed under supervision"))
    assert "marked as superseded" in text_of(marked)
    assert "**Superseded** by example.org (14 May 2025)" in text_of(marked)
    words = text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ", credential="nurse"))
    assert "Sources disagree" not in words
    assert words.index("example.org") < words.index("americanmedspa.org")
    assert "stands among the others again" in text_of(await press(lead, marked, "Current again"))
    alone = await lead.slash(general, "scope show", jurisdiction="Texas")
    opened = await choose(lead, alone, _label(alone, "licence"))
    assert "no other entry for this place" in text_of(await press(lead, opened, "Superseded"))


async def test_only_a_moderator_checks_and_only_its_author_or_a_moderator_withdraws(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    own = await _add(nurse, general)
    role = await stage.create_role("lead", permissions=discord.Permissions(manage_guild=True))
    lead = await stage.add_member("lead", roles=[role])
    colleague = await stage.add_member("colleague")
    assert "Withdraw" not in buttons_of(await _open(colleague, general, "allowed under supervision"))
    opened = await _open(lead, general, "allowed under supervision")
    other = await _open(lead, general, "not allowed")
    question, late = [await press(lead, other, "Superseded") for _ in range(2)]
    marked = await choose(lead, question, _label(question, "allowed under supervision"))
    await stage.take_role(lead, role)
    for shown, label in ((opened, "Checked"), (opened, "Superseded"), (marked, "Current again")):
        assert "Only the exchange's moderators" in text_of(await press(lead, shown, label))
    chosen = await choose(lead, late, _label(late, "allowed under supervision"))
    assert "Only the exchange's moderators" in text_of(chosen)
    assert "Only who has added" in text_of(await press(lead, opened, "Withdraw"))
    twin = await _open(nurse, general, "allowed under supervision")
    await stage.restart()
    assert "is withdrawn" in text_of(await press(nurse, own, "Withdraw"))
    assert "withdrawn, or is not on the list" in text_of(await press(nurse, twin, "Withdraw"))
    assert "example.org" not in text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ"))


async def test_what_is_shared_bears_no_members_words_and_opens_the_whole(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await _add(nurse, general)
    shown = await nurse.slash(general, "scope show", jurisdiction="US-NJ", credential="nurse")
    assert "Shared: " in text_of(await press(nurse, shown, "Share"))
    [posted] = said_by_bot(stage, general)
    words = text_of(posted)
    assert "physicians and podiatrists only" in words
    assert "in the building" not in words
    assert str(nurse.id) not in words
    assert "1 entry of members is there too" in words
    await stage.restart()
    colleague = await stage.add_member("colleague")
    opened = await press(colleague, posted, "Open it")
    assert opened.ephemeral
    assert "in the building" in text_of(opened)


async def test_another_community_knows_nothing_of_it(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    own = await _add(nurse, general)
    elsewhere = await stage.create_guild("Elsewhere")
    stranger = await stage.add_member("stranger", guild=elsewhere)
    door = await stage.create_text_channel("door", guild=elsewhere)
    assert "example.org" not in text_of(await stranger.slash(door, "scope show", jurisdiction="US-NJ"))
    assert own.ephemeral


async def test_it_is_shown_exported_and_erased_with_the_rest_of_ones_own(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await _add(nurse, general)
    assert "What you added on who may operate what: **1**" in text_of(await nurse.slash(general, "privacy show"))
    await press(nurse, await nurse.slash(general, "privacy forget"), "Erase everything")
    assert "in the building" not in text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ"))
    assert "example.org" not in text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ"))


async def test_who_lacks_the_members_role_is_told_so(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    role = await stage.create_role("Exchange")
    await fluence(stage).exchange.communities.change(stage.guild.id, exchange_role_id=role.id)
    assert f"<@&{role.id}>" in text_of(await nurse.slash(general, "scope show", jurisdiction="US-NJ"))
