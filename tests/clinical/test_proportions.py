"""Intervals for proportions: published values, and what holds for all of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.proportions import upper_bound, wilson

# Newcombe 1998, table I: events, trials, Wilson's interval, the exact interval's upper end.
_PUBLISHED = [
    (81, 263, 0.2553, 0.3662, 0.3676),
    (15, 148, 0.0624, 0.1605, 0.1617),
    (0, 20, 0.0, 0.1611, 0.1684),
    (1, 29, 0.0061, 0.1718, 0.1776),
]


@pytest.mark.parametrize(("events", "trials", "low", "high", "exact"), _PUBLISHED)
def test_published_values(events: int, trials: int, low: float, high: float, exact: float) -> None:
    assert wilson(events, trials).low == pytest.approx(low, abs=5e-5)
    assert wilson(events, trials).high == pytest.approx(high, abs=5e-5)
    assert upper_bound(events, trials) == pytest.approx(exact, abs=5e-5)


def test_what_a_card_says_of_22_patients() -> None:
    assert round(upper_bound(0, 22) * 100) == 15
    worked = wilson(18, 22)
    assert (round(worked.low * 100), round(worked.high * 100)) == (61, 93)


def test_nobody_treated_says_nothing() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)
    assert upper_bound(0, 0) == 1.0


@pytest.mark.parametrize(("events", "trials"), [(-1, 5), (6, 5), (0, -1)])
def test_counts_that_cannot_be(events: int, trials: int) -> None:
    for formula in (wilson, upper_bound):
        with pytest.raises(ValueError, match="no proportion"):
            formula(events, trials)


_COUNTS = st.integers(1, 400).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


@given(_COUNTS)
def test_the_share_lies_within(counts: tuple[int, int]) -> None:
    events, trials = counts
    share, found = events / trials, wilson(events, trials)
    assert 0 <= found.low <= share <= found.high <= 1
    assert share <= upper_bound(events, trials) <= 1


@given(_COUNTS)
def test_failures_are_successes_seen_from_behind(counts: tuple[int, int]) -> None:
    events, trials = counts
    seen, unseen = wilson(events, trials), wilson(trials - events, trials)
    assert seen.low == pytest.approx(1 - unseen.high, abs=1e-9)


@given(_COUNTS)
def test_one_event_more_raises_the_bound_and_more_trials_narrow_it(counts: tuple[int, int]) -> None:
    events, trials = counts
    if events < trials:
        assert upper_bound(events, trials) < upper_bound(events + 1, trials) or events + 1 == trials
    assert upper_bound(events, trials + 1) < upper_bound(events, trials)
    tenfold = wilson(events * 10, trials * 10)
    assert tenfold.high - tenfold.low < wilson(events, trials).high - wilson(events, trials).low


@given(st.integers(0, 30), st.integers(31, 300))
def test_the_bound_is_where_so_few_are_seen_in_one_of_forty_samples(events: int, trials: int) -> None:
    """Against the definition, summed in whole numbers' own way."""
    bound = upper_bound(events, trials)
    seen = sum(math.comb(trials, each) * bound**each * (1 - bound) ** (trials - each) for each in range(events + 1))
    assert seen == pytest.approx(0.025, rel=1e-6)


@given(st.integers(1, 5000))
def test_the_rule_of_three_lies_below_the_two_sided_bound(trials: int) -> None:
    assert upper_bound(0, trials) < 3.689 / trials
    assert trials < 10 or upper_bound(0, trials) > 3 / trials
