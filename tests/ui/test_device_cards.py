"""A device's page, the list and the comparison at Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from discord import ui

from bot.clinical.bounds import bounds
from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.handpieces import handpieces
from bot.clinical.local_devices import LONGEST_NAME, LocalDevice, key_of
from bot.clinical.reading import EntryKind
from bot.exchange.devices import PAGE_SIZE, DeviceList, DevicePage, ListedDevice, Rating, Unclear
from bot.ui.device_cards import alike_card, list_card, page_card, removal_question, shared_page_card, which_card
from bot.ui.device_comparison import comparison_card, comparison_table
from bot.ui.device_forms import add_form, add_form_again, review_form, review_form_again
from bot.ui.device_words import limits_of, rating_of
from bot.ui.forms import Answers
from db.device_reviews import DeviceReview, MakerTie, Opinion
from db.groups import Group, Subject
from db.local_devices import AddedDevice
from db.members import Profile
from tests.support.discord_limits import check

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LONGEST = key_of(LocalDevice("W" * LONGEST_NAME, "alexandrite_ndyag"))


def _review(number: int, rating: int, tie: MakerTie = "none", text: str = "*_word_* " * 444) -> DeviceReview:
    opinion = Opinion(rating, True, 18, "*" * 200, tie)
    return DeviceReview(number, 10**18 + number, opinion, text, Profile(), NOW)


def _page(key: str, *reviews: DeviceReview, added: bool = False) -> DevicePage:
    device = catalogue().get(key)
    assert device is not None
    if added:
        device = replace(device, maker="*" * 60, wavelengths_nm=(10600,) * 8, aliases=("W" * 22,) * 6, source="_" * 200)
    return DevicePage(
        device=device,
        added=AddedDevice(key, device.maker, (), (), "", 10**18, NOW) if added else None,
        handpieces=tuple(each.key for each in handpieces().of_device(key)),
        group=Group(1, Subject("device", key), device.name, "text", 10**18, 10**18, None),
        counts=dict.fromkeys(EntryKind, 10000),
        complications=tuple((each.key, 1000) for each in complications().all),
        reviews=reviews,
        own_review=None,
    )


def _many() -> list[DeviceReview]:
    return [_review(number, 3, "paid" if number % 2 else "trained") for number in range(60)]


@pytest.mark.parametrize("key", [*(device.key for device in catalogue().all), LONGEST])
def test_every_device_fits_its_page_and_every_comparison(key: str) -> None:
    full = _page(key, *_many(), added=key == LONGEST)
    check(page_card(full, moderates=True, lead="✅ " + "x" * 150))
    check(shared_page_card(full, NOW))
    check(comparison_card(full, _page("m22", *_many())))
    assert all(len(line) <= 24 for line in comparison_table(full, _page("m22")).splitlines())
    if full.added is not None:
        check(removal_question(full.device))


def test_every_list_and_questioncheck() -> None:
    widest = sorted(catalogue().all, key=lambda device: -len(device.name + device.maker))
    listed = tuple(ListedDevice(each, dict.fromkeys(EntryKind, 10000)) for each in widest[:PAGE_SIZE])
    check(list_card(DeviceList(listed, "alexandrite_ndyag", 2, 200)))
    check(which_card(Unclear(True, catalogue().all), "device_compare", LONGEST))
    check(alike_card(widest[:4], "t" * 16))


def test_every_form_opens_for_the_longest_name() -> None:
    device = catalogue().get(LONGEST)
    assert device is not None
    review_form(device, _review(1, 3, text="x" * 4000))
    review_form_again(device, Answers({}), "t" * 16)
    add_form_again("alexandrite_ndyag", Answers({}), "t" * 16)


@pytest.mark.parametrize(
    ("counted", "paid", "words"),
    [
        ((), (), "not rated yet"),
        ((), (5,), "not rated yet (1 paid by its maker, not counted)"),
        ((4,), (), "rated by 1 colleague; an average is shown from 3 on"),
        ((4, 5), (5,), "rated by 2 colleagues (1 paid by its maker, not counted); an average is shown from 3 on"),
        ((4, 4, 5), (), "**4.3 of 5** from 3 colleagues"),
        (
            (5, 5, 4, 4, 4, 3),
            (1, 1),
            "**4.2 of 5** from 6 colleagues (2 paid by its maker, not counted)",
        ),
    ],
)
def test_a_rating_in_words(counted: tuple[int, ...], paid: tuple[int, ...], words: str) -> None:
    assert rating_of(Rating(counted, paid)) == words


@pytest.mark.parametrize("device", catalogue().all, ids=lambda device: device.key)
def test_what_is_flagged_names_every_kind_of_laser_with_bounds_and_its_basis(device: Any) -> None:
    lines = [bounds().lines[key] for key in device.lines]
    told = list(limits_of(device))
    assert len(told) == sum(bool(line.bounds or line.review_above or line.pulse_energy_j) for line in lines)
    assert all(any(line.origin in each for line in lines) for each in told)


def test_paid_reviews_stand_apart_and_chat_reviews_are_told() -> None:
    page = _page("gentlemax_pro", _review(1, 5, "paid", "bought"), _review(2, 3, "none", "honest"))
    texts = [
        each.content for each in page_card(page, moderates=False).walk_children() if isinstance(each, ui.TextDisplay)
    ]
    reviews = next(text for text in texts if "colleagues say" in text)
    own, _, paid = reviews.partition("**Paid by its maker, not counted**")
    assert "honest" in own
    assert "bought" in paid
    assert "9,998 reviews written in the chat, without a rating" in reviews


@pytest.mark.parametrize("modality", sorted(catalogue().modalities))
def test_the_form_for_a_missing_device_names_its_kind_whole(modality: str) -> None:
    assert add_form(modality).title.endswith(catalogue().modalities[modality].name)
