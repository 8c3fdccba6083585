"""`/member`: who is who, who has which device, and the moderators' check of a credential."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage

from bot.demo import plain_text
from bot.demo.stage import Stage
from db.members import Profile
from tests.support.audited import latest
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import (
    Shown,
    buttons_of,
    choose,
    completions,
    delete_role,
    fill,
    form_of,
    message_of,
    now_reads,
    press,
    said_by_bot,
    text_of,
)

PACED = timedelta(seconds=10)  # a channel gets one delivery at a time
NURSE = Profile("nurse", "Placeholder *Rooms*", "US-NJ", "Europe/Athens", "Lumiwave", ("gentlemax_pro",), "A course")


@pytest.fixture
async def lead(stage: Stage) -> MemberActor:
    """A moderator."""
    role = await stage.create_role("lead", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member("lead", roles=[role])


async def _declare(stage: Stage, member: MemberActor, profile: Profile = NURSE) -> None:
    await fluence(stage).exchange.members.declare(stage.guild.id, member.id, profile)


async def _line(stage: Stage, member: MemberActor) -> str:
    return await fluence(stage).exchange.members.credential_line(stage.guild.id, member.id)


async def _checked(stage: Stage, lead: MemberActor, member: MemberActor, channel: ChannelHandle) -> InteractionResult:
    return await press(lead, await lead.slash(channel, "member verify", member=member), "Checked")


def _options(shown: Shown) -> list[str]:
    message = message_of(shown)
    assert isinstance(message, ResponseMessage)
    [menu] = plain_text.selects(message.components)
    return [str(option["label"]) for option in menu["options"]]


async def test_a_colleague_is_shown_what_a_member_declares_and_shares(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    colleague = await stage.add_member("colleague")
    await _declare(stage, nurse)
    await nurse.send(general, "#tip Cool the margins first")
    await nurse.send(general, "#tip Cool the margins last")
    await nurse.send(general, "#question Which laser on arms?")
    report = await nurse.slash(general, "complication report", type="blister", withhold_name=True)
    await fill(nurse, report, {"What happened": "Blisters on both legs, an hour afterwards."})
    shown = await colleague.slash(general, "member show", member=nurse)
    assert shown.ephemeral
    words = text_of(shown)
    assert f"<@{nurse.id}>" in words
    assert "Nurse (self-declared)" in words
    assert "Placeholder \\*Rooms\\*" in words
    assert "New Jersey, United States (US-NJ)" in words
    assert "**Devices** GentleMax Pro" in words
    assert "**Training** A course" in words
    assert "**Paid by industry** by Lumiwave" in words
    assert f"{stage.clock.now():%M} on" in words
    assert "(Europe/Athens)" in words
    assert "2 tips · 1 question" in words
    assert "complication" not in words, "nothing tells of a report whose reporter's name is withheld"
    assert buttons_of(shown) == ["What they shared"], "a profile is not shared itself"
    found = text_of(await press(colleague, shown, "What they shared"))
    assert "Cool the margins last" in found
    assert "Blisters" not in found


@pytest.mark.parametrize("is_chosen", [False, True])
async def test_who_asks_for_a_member_waits_while_discord_is_asked_about_them(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch, is_chosen: bool
) -> None:
    await _declare(stage, nurse)
    found = await nurse.slash(general, "member find", credential="nurse") if is_chosen else None
    fetch, done, answered = discord.Guild.fetch_member, discord.InteractionResponse.defer, list[bool]()
    deferred: list[bool] = []

    async def noted(response: discord.InteractionResponse[discord.Client], **how: bool) -> object:
        deferred.append(True)
        return await done(response, **how)

    async def fetched(guild: discord.Guild, member_id: int, /) -> discord.Member:
        answered.append(bool(deferred))
        return await fetch(guild, member_id)

    monkeypatch.setattr(discord.InteractionResponse, "defer", noted)
    monkeypatch.setattr(discord.Guild, "fetch_member", fetched)
    if found is not None:
        shown = await choose(nurse, found, _options(found)[0])
    else:
        shown = await nurse.slash(general, "member show", member=nurse)
    assert answered == [True]
    assert "Nurse (self-declared)" in text_of(shown)


async def test_only_what_the_asker_can_see_is_counted(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    await _declare(stage, nurse, Profile(credential="nurse"))
    words = text_of(await nurse.slash(general, "member show", member=nurse))
    assert "nothing under this name that you can see" in words
    assert "Local time" not in words, "only where it is declared"


async def test_who_declared_nothing_or_wants_no_capture_is_spoken_of_in_the_same_words(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    quiet, forgotten, gone = [await stage.add_member(name) for name in ("quiet", "forgotten", "gone")]
    for each in (quiet, forgotten, gone):
        await _declare(stage, each)
    await fluence(stage).exchange.members.opt_out(stage.guild.id, quiet.id)
    await fluence(stage).exchange.privacy.forget(stage.guild.id, forgotten.id)
    told = {text_of(await nurse.slash(general, "member show", member=each)) for each in (quiet, forgotten)}
    [words] = told
    assert "has declared nothing that is shown here" in words
    assert "You have declared nothing here yet" in text_of(await nurse.slash(general, "member show", member=nurse))
    own = text_of(await quiet.slash(general, "member show", member=quiet))
    assert "colleagues are shown none of this" in own
    found = await nurse.slash(general, "member find", credential="nurse")
    assert f"<@{gone.id}>" in text_of(found)
    assert f"<@{quiet.id}>" not in text_of(found)
    await stage.leave(gone)
    opened = await choose(nurse, found, _options(found)[0])
    assert "not in this server any more" in text_of(opened)
    words = text_of(await nurse.slash(general, "member find", credential="nurse"))
    assert f"<@{gone.id}>" not in words
    assert "1 member of this page left the server" in words


async def test_members_are_found_by_device_credential_and_place_in_pages(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, lead: MemberActor
) -> None:
    people = [await stage.add_member(f"person{number}") for number in range(7)]
    for each in people:
        await _declare(stage, each)
    await _declare(stage, nurse, Profile("aesthetician", jurisdiction="FR", devices=("vbeam_prima", "gentlemax_pro")))
    await _checked(stage, lead, people[3], general)
    devices = await completions(nurse, general, "member find", "device", "gentlemax")
    assert devices["GentleMax Pro"] == "gentlemax_pro"
    places = await completions(nurse, general, "member find", "jurisdiction", "jers")
    assert "New Jersey, United States (US-NJ)" in places
    shown = await nurse.slash(
        general, "member find", device="gentlemax_pro", credential="nurse", jurisdiction="new jersey"
    )
    assert shown.ephemeral
    assert "GentleMax Pro · Nurse · New Jersey, United States" in text_of(shown)
    assert "Page 1 of 2 · 7 members" in text_of(shown)
    assert f"1. <@{people[3].id}> · Nurse (checked), US-NJ · paid by Lumiwave · GentleMax Pro" in text_of(shown)
    await stage.restart()
    second = await press(nurse, shown, "Next")
    assert "Page 2 of 2" in text_of(second)
    assert len(_options(second)) == 2
    assert _options(second)[0].startswith("6. person5 · Nurse (self-declared), US-NJ")
    opened = await choose(nurse, second, _options(second)[1])
    assert "**Training** A course" in text_of(opened)
    french = await nurse.slash(general, "member find", jurisdiction="FR")
    assert f"1. <@{nurse.id}> · Aesthetician (self-declared), FR · " in text_of(french)
    assert buttons_of(french) == []


async def test_an_empty_answer_says_what_to_try_and_bad_input_what_to_give(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await _declare(stage, nurse)
    assert "at least one of `device`" in text_of(await nurse.slash(general, "member find"))
    for options in ({"device": "Vbim"}, {"jurisdiction": "Atlantis"}):
        assert "I " in text_of(await nurse.slash(general, "member find", **options))
    nobody = await nurse.slash(general, "member find", device="gentlemax_pro", jurisdiction="FR")
    assert "Nobody has declared that here yet" in text_of(nobody)
    assert buttons_of(nobody) == ["Any device", "Anywhere"]
    wider = await press(nurse, nobody, "Anywhere")
    assert f"<@{nurse.id}>" in text_of(wider)
    alone = await nurse.slash(general, "member find", jurisdiction="FR")
    assert "`/profile`" in text_of(alone)
    assert buttons_of(alone) == []


async def test_a_check_stands_wherever_the_member_is_named_and_is_taken_back(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, lead: MemberActor
) -> None:
    await _declare(stage, nurse)
    await nurse.send(general, "#tip Cool the margins first")
    await press(nurse, await nurse.slash(general, "show", entry="1"), "Share")
    await stage.advance(PACED)
    copy = said_by_bot(stage, general)[-1]
    assert "Nurse (self-declared), US-NJ · paid by Lumiwave" in text_of(now_reads(stage, copy))
    asked = await lead.slash(general, "member verify", member=nurse)
    assert asked.ephemeral
    assert "Look the credential up in the register" in text_of(asked)
    assert buttons_of(asked) == ["Checked"]
    await stage.restart()
    checked = await press(lead, asked, "Checked")
    assert "checked by a moderator on <t:" in text_of(checked)
    assert buttons_of(checked) == ["Take back"]
    await stage.advance(PACED)
    assert "Nurse (checked), US-NJ · paid by Lumiwave" in text_of(now_reads(stage, copy))
    own = text_of(await nurse.slash(general, "member show", member=nurse))
    assert "checked by a moderator on" in own
    assert "(checked by a moderator on" in text_of(await nurse.slash(general, "privacy show"))
    assert said_by_bot(stage, general)[-1].id == copy.id, "the member is told by nothing"
    await stage.restart()
    another = await lead.slash(general, "member verify", member=nurse)
    back = await press(lead, checked, "Take back")
    assert "member's word alone" in text_of(back)
    assert buttons_of(back) == ["Checked"]
    await stage.advance(PACED)
    assert "Nurse (self-declared)" in text_of(now_reads(stage, copy))
    assert "not checked any more" in text_of(await press(lead, another, "Take back"))
    async with fluence(stage).database.read() as read:
        deeds = await latest(read, stage.guild.id, 2)
    assert [(each.actor_id, each.action, each.subject) for each in deeds] == [
        (lead.id, "credential check taken back", "nurse"),
        (lead.id, "credential checked", "nurse"),
    ]


async def test_another_credential_or_jurisdiction_voids_the_check_and_nothing_else_does(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, lead: MemberActor
) -> None:
    await _declare(stage, nurse)
    await _checked(stage, lead, nurse, general)
    shown = await fill(nurse, await nurse.slash(general, "profile"), {"Clinic or company": "Elsewhere"})
    assert "checked by a moderator on" in text_of(shown)
    assert "takes the check away" in text_of(shown)
    shown = await fill(nurse, await nurse.slash(general, "profile", jurisdiction="FR"), {})
    assert "nobody has checked it" in text_of(shown)
    await _checked(stage, lead, nurse, general)
    assert await _line(stage, nurse) == "Nurse (checked), FR · paid by Lumiwave"
    await fill(nurse, await nurse.slash(general, "profile"), {"Credential": "Nurse practitioner"})
    assert await _line(stage, nurse) == "Nurse practitioner (self-declared), FR · paid by Lumiwave"


async def test_what_was_declared_since_the_card_is_not_checked_by_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, lead: MemberActor
) -> None:
    await _declare(stage, nurse)
    asked = await lead.slash(general, "member verify", member=nurse)
    await fill(nurse, await nurse.slash(general, "profile"), {"Credential": "Physician (other)"})
    assert "has changed what they declare" in text_of(await press(lead, asked, "Checked"))
    assert "self-declared" in await _line(stage, nurse)


async def test_only_a_moderator_checks_and_never_their_own(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, lead: MemberActor
) -> None:
    assert "declared no credential" in text_of(await lead.slash(general, "member verify", member=nurse))
    await _declare(stage, nurse)
    await _declare(stage, lead)
    assert "Only the exchange's moderators" in text_of(await nurse.slash(general, "member verify", member=nurse))
    own = await lead.slash(general, "member verify", member=lead)
    assert "ask another moderator" in text_of(own)
    assert buttons_of(own) == []
    asked = await lead.slash(general, "member verify", member=nurse)
    [role] = [each for each in stage.guild.roles.values() if each.name == "lead"]
    await delete_role(stage, role)
    assert "Only the exchange's moderators" in text_of(await press(lead, asked, "Checked"))
    assert "self-declared" in await _line(stage, nurse)


async def test_devices_are_declared_by_name_and_none_is_guessed(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    members = fluence(stage).exchange.members
    form = await nurse.slash(general, "profile")
    refused = await fill(
        nurse, form, {"Credential": "Nurse", "Devices you work with": "GentleMax Pro, GentleMx", "Training": "A course"}
    )
    assert "one is not clear “GentleMx”" in text_of(refused)
    assert "Did you mean" in text_of(refused)
    assert await members.profile(stage.guild.id, nurse.id) == Profile()
    again = await press(nurse, refused, "Edit again")
    assert form_of(again)["Devices you work with"] == "GentleMax Pro, GentleMx"
    assert form_of(again)["Training"] == "A course"
    shown = await fill(nurse, again, {"Devices you work with": "gentlemax pro; GentleMax Pro\nVbeam Prima"})
    assert "**Devices** GentleMax Pro, Vbeam Prima" in text_of(shown)
    kept = await members.profile(stage.guild.id, nurse.id)
    assert (kept.devices, kept.training) == (("gentlemax_pro", "vbeam_prima"), "A course")
    offered = form_of(await nurse.slash(general, "profile"))
    assert offered["Devices you work with"] == "GentleMax Pro, Vbeam Prima"


async def test_a_device_that_is_on_no_list_any_more_stays_with_who_has_it(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await _declare(stage, nurse, Profile(devices=("~iBeam Nine",)))
    shown = await fill(nurse, await nurse.slash(general, "profile"), {"Credential": "Nurse"})
    assert "**Devices** Beam Nine" in text_of(shown)
    typed = {"Devices you work with": "Beam Nine, Beam Ten"}
    assert "“Beam Ten”" in text_of(await fill(nurse, await nurse.slash(general, "profile"), typed))


async def test_training_names_no_patient_by_number(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    typed = {"Training": "A course, call +1 202 555 0143"}
    refused = await fill(nurse, await nurse.slash(general, "profile"), typed)
    assert "was not kept" in text_of(refused)
    assert await fluence(stage).exchange.members.profile(stage.guild.id, nurse.id) == Profile()
