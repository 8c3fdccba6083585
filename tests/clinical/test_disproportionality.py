"""Disproportionate reporting: reference values, simulation, and what holds for every table."""

from __future__ import annotations

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.disproportionality import (
    FourfoldTable,
    Ratio,
    information_component,
    is_disproportionate,
    proportional_reporting_ratio,
    reporting_odds_ratio,
    yates_chi_squared,
)
from bot.clinical.gamma_quantile import low_end

# The table, then: expected, PRR with its ends, ROR with its ends, χ² with Yates, IC, IC025. Computed with
# another program (scipy's gamma distribution for the last).
_VECTORS = [
    ((4, 16, 10, 170), (1.4, 3.6, 1.2428, 10.4279, 4.25, 1.1962, 15.1, 3.7634, 1.2439, -0.4928)),
    ((3, 2, 5, 190), (0.2, 23.4, 7.6131, 71.9236, 57.0, 7.7337, 420.1105, 28.2585, 2.3219, 0.2715)),
    ((12, 88, 60, 1840), (3.6, 3.8, 2.1143, 6.8297, 4.1818, 2.1708, 8.056, 18.93, 1.6082, 0.678)),
    (
        (2, 1, 3, 194),
        (0.075, 43.7778, 11.0259, 173.8169, 129.3333, 9.0685, 1844.519, 28.1921, 2.1203, -0.4683),
    ),
    ((5, 95, 50, 850), (5.5, 0.9, 0.3675, 2.2044, 0.8947, 0.3483, 2.2984, 0.0, -0.1255, -1.653)),
]


def _defined(ratio: Ratio | None) -> Ratio:
    assert ratio is not None
    return ratio


@pytest.mark.parametrize(("cells", "values"), _VECTORS)
def test_reference_values_to_four_digits(cells: tuple[int, int, int, int], values: tuple[float, ...]) -> None:
    table = FourfoldTable(*cells)
    prr, ror = _defined(proportional_reporting_ratio(table)), _defined(reporting_odds_ratio(table))
    component = information_component(table)
    found = (
        *(table.expected, prr.value, prr.low, prr.high, ror.value, ror.low, ror.high),
        *(yates_chi_squared(table), component.value, component.low),
    )
    assert found == pytest.approx(values, abs=5.01e-5)


@pytest.mark.parametrize(("cells", "signals"), list(zip([c for c, _ in _VECTORS], [0, 1, 1, 0, 0], strict=True)))
def test_which_of_them_is_disproportionate(cells: tuple[int, int, int, int], signals: int) -> None:
    """The first is one only without Yates's correction; the fourth has too few reports, however wide the ratio."""
    assert is_disproportionate(FourfoldTable(*cells), reporters=2) == bool(signals)
    assert not is_disproportionate(FourfoldTable(*cells), reporters=1)


@pytest.mark.parametrize(("count", "expected"), [(3, 0.3449), (4, 0.8502), (5, 1.4079)])
def test_from_which_expected_number_on_so_many_reports_are_unremarkable(count: int, expected: float) -> None:
    """IC025 is above 0 where the 2.5 % quantile is above expected + 0.5."""
    assert low_end(count) - 0.5 == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 12, 30])
def test_the_quantile_leaves_a_fortieth_below(count: int) -> None:
    """By the other road: a shape of a half is the error function, and each whole more takes one term away."""
    point = low_end(count)
    share = math.erf(math.sqrt(point))
    for shape in (each + 0.5 for each in range(count)):
        share -= math.exp(shape * math.log(point) - point - math.lgamma(shape + 1))
    assert share == pytest.approx(0.025, abs=1e-10)


def test_the_two_ways_to_the_quantile_meet() -> None:
    """The series up to ten thousand, the cube above."""
    step = [low_end(count + 1) - low_end(count) for count in (9_998, 9_999, 10_000)]
    assert step[1] == pytest.approx((step[0] + step[2]) / 2, abs=1e-3)


def test_the_quantile_against_simulation() -> None:
    chance = random.Random(4)
    for count, expected in ((0, 0.2), (3, 1.0), (12, 3.6)):
        drawn = sorted(chance.gammavariate(count + 0.5, 1 / (expected + 0.5)) for _ in range(20_000))
        assert low_end(count) / (expected + 0.5) == pytest.approx(drawn[500], rel=0.1 if count else 0.35)


def test_where_nothing_is_amiss_the_intervals_hold_one_in_nineteen_of_twenty() -> None:
    """A thousand communities in which device and type have nothing to do with each other."""
    chance = random.Random(20261122)
    within, signals = [0, 0], 0
    for _ in range(1000):
        table = _simulated(chance, of_device=120, of_others=280, with_device=0.25, with_others=0.25)
        prr, ror = _defined(proportional_reporting_ratio(table)), _defined(reporting_odds_ratio(table))
        within[0] += prr.low <= 1 <= prr.high
        within[1] += ror.low <= 1 <= ror.high
        signals += is_disproportionate(table, reporters=9)
    assert all(935 <= count <= 970 for count in within)
    assert signals <= 2


def test_where_something_is_amiss_the_ratios_find_how_much() -> None:
    chance = random.Random(7)
    tables = [_simulated(chance, of_device=400, of_others=4000, with_device=0.3, with_others=0.1) for _ in range(200)]
    assert all(is_disproportionate(table, reporters=5) for table in tables)
    prr = [_defined(proportional_reporting_ratio(table)) for table in tables]
    ror = [_defined(reporting_odds_ratio(table)) for table in tables]
    assert statistics.geometric_mean(each.value for each in prr) == pytest.approx(3.0, rel=0.02)
    assert statistics.geometric_mean(each.value for each in ror) == pytest.approx(0.3 * 0.9 / (0.7 * 0.1), rel=0.02)
    assert sum(each.low <= 3 <= each.high for each in prr) >= 180


def _simulated(
    chance: random.Random, *, of_device: int, of_others: int, with_device: float, with_others: float
) -> FourfoldTable:
    both = sum(chance.random() < with_device for _ in range(of_device))
    type_only = sum(chance.random() < with_others for _ in range(of_others))
    return FourfoldTable(both, of_device - both, type_only, of_others - type_only)


def test_a_type_that_no_other_device_has() -> None:
    """PRR and ROR are not defined; the information component tells three of five from three of three."""
    alone = FourfoldTable(3, 2, 0, 195)
    assert proportional_reporting_ratio(alone) is None
    assert reporting_odds_ratio(alone) is None
    assert is_disproportionate(alone, reporters=2)
    assert not is_disproportionate(FourfoldTable(3, 0, 0, 0), reporters=2)
    assert not is_disproportionate(FourfoldTable(3, 40, 0, 20), reporters=2)


@pytest.mark.parametrize("cells", [(0, 0, 0, 0), (0, 5, 0, 0), (0, 0, 3, 0), (4, 0, 0, 0), (0, 0, 0, 9)])
def test_nothing_to_compare_with_is_undefined_and_never_infinite(cells: tuple[int, int, int, int]) -> None:
    table = FourfoldTable(*cells)
    assert proportional_reporting_ratio(table) is reporting_odds_ratio(table) is None
    assert yates_chi_squared(table) is None
    assert information_component(table).value == pytest.approx(0, abs=0.6)


@pytest.mark.parametrize("cells", [(-1, 1, 1, 1), (1, 1, 1, -1)])
def test_counts_that_cannot_be(cells: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        FourfoldTable(*cells)
    with pytest.raises(ValueError, match="no count"):
        low_end(-1)


_ROUNDED = 1 - 1e-12  # the last digit of a float
_ANY = st.builds(FourfoldTable, *[st.integers(min_value=0)] * 4)
_USUAL = st.builds(FourfoldTable, *[st.integers(0, 60)] * 4)


@given(_ANY, st.integers(min_value=0))
def test_no_count_is_too_strange(table: FourfoldTable, reporters: int) -> None:
    """All is finite, and each value lies within its interval."""
    for ratio in (proportional_reporting_ratio(table), reporting_odds_ratio(table)):
        assert ratio is None or 0 < ratio.low <= ratio.value <= ratio.high < math.inf
    chi = yates_chi_squared(table)
    assert chi is None or 0 <= chi < math.inf
    component = information_component(table)
    assert -math.inf < component.low <= component.value < math.inf
    is_disproportionate(table, reporters)


@given(_USUAL)
def test_device_and_type_can_change_places(table: FourfoldTable) -> None:
    turned = FourfoldTable(table.both, table.type_only, table.device_only, table.neither)
    assert yates_chi_squared(turned) == yates_chi_squared(table)
    assert information_component(turned) == information_component(table)
    ours, turned_ours = reporting_odds_ratio(table), reporting_odds_ratio(turned)
    assert (ours is None) == (turned_ours is None)
    if ours is not None and turned_ours is not None:
        assert (ours.value, ours.low, ours.high) == pytest.approx(
            (turned_ours.value, turned_ours.low, turned_ours.high)
        )


@given(_USUAL)
def test_seen_from_the_other_devices_the_odds_are_turned_round(table: FourfoldTable) -> None:
    others = FourfoldTable(table.type_only, table.neither, table.both, table.device_only)
    ours, theirs = reporting_odds_ratio(table), reporting_odds_ratio(others)
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert theirs.value == pytest.approx(1 / ours.value)
        assert (theirs.low, theirs.high) == pytest.approx((1 / ours.high, 1 / ours.low))


@given(_USUAL)
def test_more_reports_of_the_pair_never_make_it_less_remarkable(table: FourfoldTable) -> None:
    more = FourfoldTable(table.both + 1, table.device_only, table.type_only, table.neither)
    for formula in (proportional_reporting_ratio, reporting_odds_ratio):
        before, after = formula(table), formula(more)
        assert before is None or (after is not None and after.value >= before.value * _ROUNDED)
    # The component's expected number grows with the pair's own reports: it is compared where as many are expected.
    same = FourfoldTable(table.both + 1, table.device_only, table.type_only, table.neither + 1)
    fewer = FourfoldTable(table.both, table.device_only + 1, table.type_only + 1, table.neither)
    assert information_component(same).low > information_component(fewer).low


@given(_USUAL)
def test_more_reports_of_all_else_never_make_it_less_remarkable(table: FourfoldTable) -> None:
    more = FourfoldTable(table.both, table.device_only, table.type_only, table.neither + 5)
    for formula in (proportional_reporting_ratio, reporting_odds_ratio):
        before, after = formula(table), formula(more)
        assert before is None or (after is not None and after.value >= before.value * _ROUNDED)
    assert information_component(more).value >= information_component(table).value - 1e-12


@given(_USUAL, st.integers(2, 9))
def test_one_reporter_makes_nothing_disproportionate(table: FourfoldTable, reporters: int) -> None:
    assert not is_disproportionate(table, reporters=1)
    assert is_disproportionate(table, reporters) == is_disproportionate(table, reporters + 1)
