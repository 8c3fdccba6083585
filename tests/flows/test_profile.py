"""`/profile`: declaring, keeping, taking out, and what must not be typed."""

from __future__ import annotations

from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from db.members import Profile
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import buttons_of, completions, fill, form_of, press, text_of


async def test_a_profile_is_declared_shown_and_offered_again(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    offered = await completions(nurse, general, "profile", "jurisdiction", "jers")
    assert "New Jersey, United States (US-NJ)" in offered
    assert "Europe/Athens" in await completions(nurse, general, "profile", "zone", "athens")
    form = await nurse.slash(general, "profile", jurisdiction="new jersey", zone="America/New_York")
    await stage.restart()
    answers = {
        "Credential": "Nurse practitioner",
        "Clinic or company": "Dr Placeholder's *Laser* Rooms",
        "Paid by industry: by whom?": "Lumiwave",
    }
    shown = await fill(nurse, form, answers)
    assert shown.ephemeral
    text = text_of(shown)
    assert "Nurse practitioner (self-declared), US-NJ · paid by Lumiwave" in text
    assert "\\*Laser\\*" in text
    assert "nobody has checked it" in text
    assert "`jurisdiction` (where you practise) and `zone`" in text, "the form has no field for them"
    line = await fluence(stage).exchange.members.credential_line(stage.guild.id, nurse.id)
    assert line == "Nurse practitioner (self-declared), US-NJ · paid by Lumiwave"
    assert form_of(await nurse.slash(general, "profile")) == {
        "Credential": ["nurse_practitioner"],
        "Clinic or company": "Dr Placeholder's *Laser* Rooms",
        "Paid by industry: by whom?": "Lumiwave",
        "Devices you work with": None,
        "Training": None,
    }


async def test_an_option_that_is_not_given_stays_and_none_takes_it_out(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    members = fluence(stage).exchange.members
    shown = await fill(nurse, await nurse.slash(general, "profile", jurisdiction="FR", zone="Europe/Paris"), {})
    assert "**Paid by industry** not declared" in text_of(shown), "an empty field says nothing of it"
    await fill(nurse, await nurse.slash(general, "profile"), {"Credential": "Nurse"})
    expected = Profile(credential="nurse", jurisdiction="FR", time_zone="Europe/Paris")
    assert await members.profile(stage.guild.id, nurse.id) == expected
    await fill(nurse, await nurse.slash(general, "profile", jurisdiction="none", zone="None"), {})
    assert await members.profile(stage.guild.id, nurse.id) == Profile(credential="nurse")


async def test_a_zone_that_is_nearly_one_is_offered_and_nothing_is_typed_twice(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    asked = await nurse.slash(general, "profile", jurisdiction="FR", zone="Atens")
    assert buttons_of(asked) == ["Europe/Athens", "Leave out what is unclear"]
    await fill(nurse, await press(nurse, asked, "Europe/Athens"), {"Credential": "Nurse"})
    members = fluence(stage).exchange.members
    expected = Profile(credential="nurse", jurisdiction="FR", time_zone="Europe/Athens")
    assert await members.profile(stage.guild.id, nurse.id) == expected


async def test_a_place_that_is_unclear_loses_no_zone(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    members = fluence(stage).exchange.members
    asked = await nurse.slash(general, "profile", jurisdiction="Germnay", zone="Europe/Berlin")
    assert "Did you mean **Germany**?" in text_of(asked)
    assert buttons_of(asked) == ["Germany", "Leave out what is unclear"]
    await fill(nurse, await press(nurse, asked, "Germany"), {})
    expected = Profile(jurisdiction="DE", time_zone="Europe/Berlin")
    assert await members.profile(stage.guild.id, nurse.id) == expected
    parts = await nurse.slash(general, "profile", jurisdiction="UK", zone="Europe/London")
    assert buttons_of(parts)[:2] == ["England, United Kingdom", "Scotland, United Kingdom"]
    await fill(nurse, await press(nurse, parts, "Leave out what is unclear"), {})
    assert await members.profile(stage.guild.id, nurse.id) == Profile(jurisdiction="DE", time_zone="Europe/London")
    many = await nurse.slash(general, "profile", jurisdiction="Australia", zone="Atens")
    assert "**Queensland, Australia**" in text_of(many)
    assert "Did you mean Europe/Athens?" in text_of(many)
    assert buttons_of(many) == ["Leave out what is unclear"]


async def test_an_unknown_place_or_zone_opens_no_form(general: ChannelHandle, nurse: MemberActor) -> None:
    for options in ({"jurisdiction": "Atlantis"}, {"zone": "Atlantis"}):
        refused = await nurse.slash(general, "profile", **options)
        assert refused.modal is None
        assert "Atlantis" not in text_of(refused)


async def test_what_could_identify_somebody_is_not_kept_or_repeated(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for typed in ("Rooms, call +1 202 555 0143", "someone@example.org"):
        form = await nurse.slash(general, "profile")
        refused = text_of(await fill(nurse, form, {"Clinic or company": typed}))
        assert "was not kept" in refused
        assert typed not in refused
    assert await fluence(stage).exchange.members.profile(stage.guild.id, nurse.id) == Profile()


async def test_profiles_belong_to_one_server(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    other = await stage.create_guild("Elsewhere")
    await fill(nurse, await nurse.slash(general, "profile"), {"Credential": "Nurse"})
    members = fluence(stage).exchange.members
    assert await members.credential_line(stage.guild.id, nurse.id) == "Nurse (self-declared)"
    assert await members.credential_line(other.id, nurse.id) == ""


async def test_what_was_refused_is_not_typed_twice(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    opened = await nurse.slash(general, "profile", jurisdiction="FR")
    refused = await fill(nurse, opened, {"Credential": "Nurse", "Clinic or company": "Rooms, someone@example.org"})
    again = await press(nurse, refused, "Edit again")
    assert form_of(again)["Clinic or company"] == "Rooms, someone@example.org"
    await fill(nurse, again, {"Clinic or company": "Rooms"})
    expected = Profile(credential="nurse", workplace="Rooms", jurisdiction="FR")
    assert await fluence(stage).exchange.members.profile(stage.guild.id, nurse.id) == expected
    await stage.restart()
    assert "only, and not over a restart" in text_of(await press(nurse, refused, "Edit again"))
