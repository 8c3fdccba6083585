"""Reviews of devices: one a member and device, counted without those whom the maker pays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.stage import Stage
from db import device_reviews, entries
from db.failures import DiskFull
from db.members import Profile
from tests.support.device_scenes import OWNS, PAID, TRAINED, USES, add_device, answers, open_review, review
from tests.support.library import deeds
from tests.support.library_scenes import fluence, the_entries
from tests.support.simulated_discord import buttons_of, choose, fill, form_of, now_reads, press, said_by_bot, text_of

IDENTIFYING = "Patient Jane Placeholder did well with it"


async def _page(member: MemberActor, channel: ChannelHandle) -> str:
    return text_of(await member.slash(channel, "device show", device="gentlemax_pro"))


async def _members(stage: Stage, number: int) -> list[MemberActor]:
    return [await stage.add_member(f"colleague-{place}") for place in range(number)]


async def test_a_review_is_an_entry_and_counts_on_the_page(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    form = await open_review(nurse, general, "gentlemax_pro")
    assert list(form_of(form)) == list(answers())
    sent = answers(4, OWNS, TRAINED, months="1.5 years", cost="a canister a week", text="Dear, but it *does* legs.")
    shown = await fill(nurse, form, sent)
    words = text_of(shown)
    assert shown.ephemeral
    assert "Saved as R-1" in words
    assert "GentleMax Pro: 4 of 5" in words
    assert "Use: owns or leases it, 18 months" in words
    assert "Running cost: a canister a week" in words
    assert "Tie to its maker: its maker trained or supplied the author" in words
    assert buttons_of(shown) == ["Edit details", "What it treats", "Withdraw", "Share"]
    assert "R-1" in text_of(await nurse.slash(general, "search", query="canister", kind="review"))
    page = await nurse.slash(general, "device show", device="GMP")
    assert "rated by 1 colleague; an average is shown from 3 on" in text_of(page)
    assert "**R-1 · 4 of 5** · owns or leases it, 18 months · trained or supplied by its maker" in text_of(page)
    assert "Dear, but it \\*does\\* legs." in text_of(page)
    opened = await choose(nurse, page, "R-1 · 4 of 5 · owns or leases it, 18 months")
    assert "Running cost: a canister a week" in text_of(opened)


async def test_a_rating_in_the_chat_is_told_where_ratings_count(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await nurse.send(general, "#review the GentleMax Pro is quiet, serviced 3/5/2025, 18 x 5 mm, 1/50 of the cost")
    assert said_by_bot(stage, general) == []
    await nurse.send(general, "#review the GentleMax Pro is quiet but slow on backs, 4/5.")
    (note,) = said_by_bot(stage, general)
    assert "A rating written in the chat is not counted" in text_of(note)
    await stage.restart()
    assert list(form_of(await press(nurse, note, "Review it"))) == list(answers())


async def test_save_opens_the_same_form_for_a_device(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    form = await nurse.slash(general, "save", kind="review", device="gmp")
    await stage.restart()
    assert "Saved as R-1" in text_of(await fill(nurse, form, answers()))
    again = await nurse.slash(general, "save", kind="review", device="gmp")
    assert form_of(again)["The review"] == "Solid."


async def test_reviewing_again_changes_the_one_review_and_its_copies(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    sent = answers(5, USES, PAID, months="3", cost="none", text="First words.")
    await press(nurse, await review(nurse, general, "gentlemax_pro", sent), "Share")
    again = await open_review(nurse, general, "gentlemax_pro")
    assert form_of(again) == {**sent, "Would you choose it again?": ["5"], "You and this device": ["uses", "paid"]}
    changed = await fill(nurse, again, answers(2, OWNS, text="Second words."))
    assert "Saved as R-1" in text_of(changed)
    [entry] = await the_entries(stage)
    assert (entry.content.title, entry.content.text) == ("GentleMax Pro: 2 of 5", "Second words.")
    await stage.advance(timedelta(seconds=10))
    [copy] = said_by_bot(stage, general)
    assert "Second words." in text_of(now_reads(stage, copy))
    await stage.owner().slash(general, "moderate hide", entry="1", reason="UNSAFE")
    hidden = await review(nurse, general, "gentlemax_pro", answers(3, OWNS, text="Third words."))
    assert "A moderator has hidden it" in text_of(hidden)
    assert "**Share**" not in text_of(hidden)
    assert buttons_of(hidden) == ["Edit details", "What it treats", "Withdraw"]


async def test_the_average_needs_three_and_leaves_out_whom_the_maker_pays(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    for member, rating in zip(await _members(stage, 3), (4, 4, 5), strict=True):
        assert " of 5** from" not in await _page(nurse, general)
        await review(member, general, "gentlemax_pro", answers(rating))
    assert "**4.3 of 5** from 3 colleagues" in await _page(nurse, general)
    speaker = await stage.add_member("speaker")
    told = await review(speaker, general, "gentlemax_pro", answers(1, OWNS, PAID))
    assert "shown apart and not counted" in text_of(told)
    page = await _page(nurse, general)
    assert "**4.3 of 5** from 3 colleagues (1 paid by its maker, not counted)" in page
    assert "R-4 · 1 of 5" in page.partition("**Paid by its maker, not counted**")[2]


async def test_who_works_for_the_maker_may_review_and_is_marked(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    rep = await stage.add_member("rep")
    members = fluence(stage).exchange.members
    await members.declare(stage.guild.id, rep.id, Profile("industry", "Candela Medical", None, None, None))
    told = await review(rep, general, "gentlemax_pro", answers(5))
    assert "Saved as R-1" in text_of(told)
    assert "shown apart and not counted" in text_of(told)
    assert "not rated yet (1 paid by its maker, not counted)" in await _page(nurse, general)
    await review(rep, general, "Clarity II", answers(2))
    other = text_of(await nurse.slash(general, "device show", device="Clarity II"))
    assert "rated by 1 colleague;" in other, "another maker's device counts"


async def test_a_withdrawn_review_counts_no_more(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    shown = await review(nurse, general, "gentlemax_pro")
    await press(nurse, shown, "Withdraw")
    page = await nurse.slash(general, "device show", device="gentlemax_pro")
    assert "not rated yet" in text_of(page)
    assert "Review it" in buttons_of(page)
    assert "Saved as R-2" in text_of(await review(nurse, general, "gentlemax_pro"))


async def test_a_review_that_was_put_down_to_another_device_does_not_count_here(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await review(nurse, general, "gentlemax_pro")
    await fill(nurse, await press(nurse, shown, "Edit details"), {"Device": "GentleYAG"})
    assert "not rated yet" in await _page(nurse, general)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"Months of use": "since spring"}, "Months of use is a number"),
        ({"Months of use": "700"}, "Months of use is a number"),
        ({"You and this device": [PAID]}, "whether you own it"),
        ({"The review": " \n "}, "nothing in it to save"),
    ],
)
async def test_what_cannot_be_understood_is_kept_for_another_try(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, wrong: dict[str, Any], told: str
) -> None:
    refused = await review(nurse, general, "gentlemax_pro", {**answers(), **wrong})
    assert told in text_of(refused)
    assert await the_entries(stage) == []
    again = await press(nurse, refused, "Edit again")
    assert form_of(again)["Would you choose it again?"] == ["4"]
    assert "Saved as R-1" in text_of(await fill(nurse, again, answers()))


async def test_what_may_name_a_patient_is_held(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    held = await review(nurse, general, "gentlemax_pro", answers(text=IDENTIFYING))
    assert "Placeholder" not in text_of(held)
    assert buttons_of(held) == ["Edit again", "Not the patient"]
    assert await the_entries(stage) == []
    assert form_of(await press(nurse, held, "Edit again"))["The review"] == IDENTIFYING
    assert "Saved as R-1" in text_of(await press(nurse, held, "Not the patient"))
    [deed] = await deeds(stage)
    assert (deed.actor_id, deed.action, deed.subject) == (nurse.id, "not_the_patient", "1")
    assert "Saved as" not in text_of(await press(nurse, held, "Not the patient")), "a second press saves nothing"
    number = await review(nurse, general, "gentlemax_pro", answers(cost="ask jane@example.org"))
    assert buttons_of(number) == ["Edit again"], "every field is screened, and an address is never cleared"


async def test_an_emergency_is_answered_first(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "She has sudden vision loss after it, what now?"
    shown = await review(nurse, general, "gentlemax_pro", answers(text=text, months="soon"))
    assert shown.response is not None
    assert "If this is happening now" in text_of(shown.response)
    assert "Months of use" in text_of(shown.followups[-1])

    async def refuse(*_: Any, **__: Any) -> None:
        raise DiskFull("the disk is full")

    monkeypatch.setattr(entries, "add", refuse)
    shown = await review(nurse, general, "gentlemax_pro", answers(text=text))
    assert shown.response is not None
    assert "If this is happening now" in text_of(shown.response)
    assert "could not be saved" in text_of(shown.followups[-1])


async def test_two_forms_of_one_member_make_one_review(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    first, second = [await open_review(nurse, general, "gentlemax_pro") for _ in range(2)]
    await fill(nurse, first, answers(2))
    await fill(nurse, second, answers(5))
    assert len(await the_entries(stage)) == 1
    async with fluence(stage).database.read() as read:
        [kept] = await device_reviews.of_device(read, stage.guild.id, "gentlemax_pro")
    assert kept.opinion.rating == 5


async def test_a_device_that_was_removed_meanwhile_takes_no_review(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    page = await add_device(nurse, general, "Qwobble 5")
    form = await press(nurse, page, "Review it")
    await fluence(stage).exchange.local_devices.remove(stage.guild.id, nurse.id, "~iQwobble 5")
    assert "not on the list any more" in text_of(await fill(nurse, form, answers()))
    assert "not on the list any more" in text_of(await press(nurse, page, "Review it"))
    assert await the_entries(stage) == []


async def test_the_longest_review_fits_every_card(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    for member in await _members(stage, 4):
        shown = await review(member, general, "GMP", answers(3, cost="x" * 200, text="*_word_* " * 440))
        assert "Full text" in buttons_of(shown)
    assert len(await _page(nurse, general)) <= 4000
    await review(nurse, general, "M22", answers(3, cost="*" * 200, text="y" * 4000))
    assert len(text_of(await nurse.slash(general, "device compare", device="GMP", other="M22"))) <= 4100
