"""Statistics' cards at Discord's limits, their words, and the forest plot."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clinical.complications import complications
from bot.clinical.disproportionality import FourfoldTable, Ratio
from bot.clinical.local_devices import LONGEST_NAME, LocalDevice, key_of
from bot.exchange.complication_statistics import Pair, Statistics, StatisticsRequest, statistics_of
from bot.exchange.complication_watch import MOST_LISTED, WatchNotice
from bot.ui.charts import Chart
from bot.ui.complication_statistics_cards import (
    figures_card,
    forest_card,
    forest_rows,
    request_of,
    shared_statistics_card,
    statistics_card,
    title_of,
    watch_card,
)
from bot.ui.custom_ids import parse
from bot.ui.forest_plot import ForestRow, figure, forest_plot
from db.complication_statistics import PairCount, PairReport
from tests.support.discord_limits import check, texts_of
from tests.support.reported_complications import BURN, GENTLEMAX, PIH, VBEAM

LONGEST_DEVICE = key_of(LocalDevice("W" * LONGEST_NAME, "alexandrite_ndyag"))
LONGEST_TYPE = max((each.code for each in complications()), key=len)
WORST = StatisticsRequest(LONGEST_DEVICE, "alexandrite_ndyag", LONGEST_TYPE, "III", 10**4)


def _row(device: str | None, code: str | None, reports: int, serious: int = 0, unconfirmed: int = 0) -> PairCount:
    return PairCount(device, code, None, reports, serious, unconfirmed, None)


def _words(told: Statistics) -> str:
    return texts_of(statistics_card(told))


def test_the_worst_page_fits() -> None:
    many = [_row(f"{LONGEST_DEVICE[:-2]}{number}", LONGEST_TYPE, 10**8 + number, 10**8, 10**8) for number in range(60)]
    told = statistics_of([*many, _row("x", "y", 10**9)], StatisticsRequest(page=7))
    view = statistics_card(told)
    check(view)
    assert told.page == 7
    named = Statistics(WORST, 10**9, 10**9, 10**9, 10**9, told.pairs * 400)
    check(statistics_card(named))
    shared = shared_statistics_card(named, datetime(2026, 1, 1, tzinfo=UTC))
    assert shared is not None
    check(shared)
    whole = figures_card(named)
    assert whole is not None
    check(whole)
    assert figures_card(replace(told, pairs=told.pairs[:0])) is None
    check(forest_card(named, Chart(b"", "x" * 2000)))


def test_a_buttons_arguments_come_back() -> None:
    told = statistics_of([_row(GENTLEMAX, code.code, 9) for code in complications()], StatisticsRequest())
    view = statistics_card(told)
    ids = [str(item.custom_id) for item in view.walk_children() if getattr(item, "custom_id", None)]  # pyright: ignore[reportAttributeAccessIssue] (looked for)
    pressed = parse(ids[1])
    assert pressed is not None
    assert request_of(*pressed.arguments) == StatisticsRequest(page=2)


def test_a_small_table_in_full() -> None:
    told = statistics_of(
        [_row(GENTLEMAX, BURN, 4, 1, 2), _row(GENTLEMAX, PIH, 16), _row(VBEAM, BURN, 10), _row(VBEAM, PIH, 170)],
        StatisticsRequest(device=GENTLEMAX, code=BURN),
    )
    words = _words(told)
    assert "In **4 reports** of Burn with GentleMax Pro, 1 counts as serious; they do not stand out" in words
    assert "-# 2 unconfirmed: " in words
    assert "4 reports, 1.4 expected · 1 serious · 2 unconfirmed" in words
    assert "PRR" not in words
    whole = figures_card(told)
    assert whole is not None
    assert "PRR 3.6 (1.2–10) · χ² 3.8" in texts_of(whole)


ONE_PAIR = StatisticsRequest(device=GENTLEMAX, code=BURN)


@pytest.mark.parametrize(
    ("rows", "asked", "sentence"),
    [
        ([_row(GENTLEMAX, BURN, 2)], ONE_PAIR, "none is known to be serious; that is too few to compare."),
        (
            [PairCount(GENTLEMAX, BURN, None, 9, 2, 0, 7), _row(VBEAM, PIH, 9)],
            ONE_PAIR,
            "2 count as serious; they are from too few reporters to compare.",
        ),
        (
            [_row(GENTLEMAX, BURN, 6), _row(GENTLEMAX, PIH, 4), _row(VBEAM, BURN, 2), _row(VBEAM, PIH, 30)],
            ONE_PAIR,
            "they are more than the other reports would lead one to expect, which is no rate: read them side by side.",
        ),
        (
            [_row(GENTLEMAX, BURN, 6), _row(GENTLEMAX, PIH, 4), _row(VBEAM, BURN, 2), _row(VBEAM, PIH, 30)],
            StatisticsRequest(),
            "In **42 reports**, none is known to be serious; ⚠️ Post-inflammatory hyperpigmentation · Vbeam Prima and 1 "
            "more stand out, which is no rate",
        ),
        (
            [_row(GENTLEMAX, BURN, 6), _row(GENTLEMAX, PIH, 6), _row(VBEAM, BURN, 6), _row(VBEAM, PIH, 6)],
            StatisticsRequest(code=BURN),
            "In **12 reports** of Burn, none is known to be serious; no combination stands out from the other reports, "
            "which is no proof of safety.",
        ),
        (
            [_row(GENTLEMAX, BURN, 2), _row(VBEAM, PIH, 1), _row(None, PIH, 9)],
            StatisticsRequest(),
            "no combination has reports enough to compare.",
        ),
        (
            [_row(GENTLEMAX, BURN, 2), _row(VBEAM, PIH, 2)],
            StatisticsRequest(skin_type="IV"),
            "In **4 reports** in skin type IV, none is known to be serious; no combination has reports enough",
        ),
        ([_row(None, BURN, 3)], StatisticsRequest(code=BURN), "none names both a device and a type"),
    ],
)
def test_one_plain_sentence_comes_first(rows: list[PairCount], asked: StatisticsRequest, sentence: str) -> None:
    heading, first, *_ = _words(statistics_of(rows, asked)).strip().splitlines()
    assert heading.startswith("### ")
    assert sentence in first


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (StatisticsRequest(), "`/complication report` takes a minute"),
        (StatisticsRequest(device=GENTLEMAX), "`modality` instead of `device`"),
        (StatisticsRequest(code=BURN, skin_type="V"), "Leave out an option"),
    ],
)
def test_nothing_says_what_to_try(asked: StatisticsRequest, hint: str) -> None:
    assert hint in _words(statistics_of([], asked))


def test_reports_without_a_device_are_counted_and_compared_with_nothing() -> None:
    words = _words(statistics_of([_row(None, BURN, 3), _row(GENTLEMAX, None, 1)], StatisticsRequest()))
    assert "**4 reports**" in words
    assert "Compared among 0 reports" in words
    assert "Evans" not in words
    alone = _words(statistics_of([_row(GENTLEMAX, BURN, 1)], StatisticsRequest()))
    assert "Compared among 1 report that names a device and a type, counted once" in alone


def test_titles() -> None:
    assert title_of(StatisticsRequest()) == "Complications reported here"
    assert (
        title_of(StatisticsRequest(GENTLEMAX, None, BURN, "IV")) == "Complications: Burn · GentleMax Pro · skin type IV"
    )
    assert title_of(StatisticsRequest(modality="pdl")) == "Complications: Pulsed dye"


def test_a_notice_fits_and_keeps_withheld_names() -> None:
    pair = Pair(LONGEST_DEVICE, LONGEST_TYPE, FourfoldTable(10**6, 10**6, 0, 10**9), 10**6, 10**6, 2)
    reports = tuple(PairReport(2**32 - each, False, 10**19, 10**19) for each in range(MOST_LISTED))
    view = watch_card(WatchNotice(10**19, pair, reports), "t" * 20)
    check(view)
    words = texts_of(view)
    assert "and 999985 more" in words
    assert "PRR not defined" in words
    withheld = watch_card(WatchNotice(1, pair, (PairReport(7, True, 5, 6), PairReport(8, False, None, None))), "t")
    assert "- C-7\n- C-8\n" in texts_of(withheld)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0"), (0.001, "< 0.01"), (0.04, "0.04"), (0.72, "0.7"), (3.6, "3.6"), (57.0, "57"), (-0.4928, "−0.5")],
)
def test_figures(value: float, shown: str) -> None:
    assert figure(value) == shown


def test_rows_name_what_the_title_does_not() -> None:
    counts = [_row(GENTLEMAX, BURN, 6), _row(GENTLEMAX, PIH, 4), _row(VBEAM, BURN, 3), _row(VBEAM, PIH, 30)]
    by_device = {row.whole_name for row in forest_rows(statistics_of(counts, StatisticsRequest(device=GENTLEMAX)))}
    by_type = {row.whole_name for row in forest_rows(statistics_of(counts, StatisticsRequest(code=BURN)))}
    both = {row.whole_name for row in forest_rows(statistics_of(counts, StatisticsRequest()))}
    assert by_device == {"Burn", "Post-inflammatory hyperpigmentation"}
    assert by_type == {"GentleMax Pro", "Vbeam Prima"}
    assert "Burn · GentleMax Pro" in both


@pytest.mark.parametrize(
    "ratios",
    [
        [Ratio(4.2, 2.2, 8.1)],
        [Ratio(1.0, 0.9, 1.1)] * 12,
        [Ratio(129.3, 9.1, 1844.5), Ratio(0.001, 0.0001, 0.01), Ratio(1e-9, 1e-12, 1e9)],
    ],
)
async def test_every_forest_is_drawn_and_told(ratios: list[Ratio]) -> None:
    rows = [ForestRow(f"{'W' * 30} {each}", "W" * 22, 3, ratio, each == 0) for each, ratio in enumerate(ratios)]
    chart = await forest_plot("Complications", rows)
    assert chart.png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", chart.png[16:24])
    assert width == 792
    assert height < 2200
    assert chart.alternative_text.count("3 reports") == len(ratios)
    assert "disproportionate;" in chart.alternative_text or "disproportionate." in chart.alternative_text
