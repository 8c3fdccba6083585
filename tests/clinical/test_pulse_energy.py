"""The energy of a pulse, from fluence and spot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.bounds import group_of
from bot.clinical.pulse_energy import limit_j, most_energetic, pulse_energy_j
from bot.clinical.reading import Range, Setting, SettingKey, SettingSet, SettingValue, Span


def settings(*pairs: tuple[SettingKey, SettingValue]) -> SettingSet:
    return SettingSet(tuple(Setting(key, value, "", Span(0, 1)) for key, value in pairs), (), (), "")


@pytest.mark.parametrize(
    ("fluence", "spot", "joules"),
    [(20, 18, 50.9), (10, 7, 3.85), (10, 15, 17.7), (223, 3, 15.8), (8, 3, 0.57)],
)
def test_worked_examples(fluence: float, spot: float, joules: float) -> None:
    assert pulse_energy_j(fluence, spot) == pytest.approx(joules, rel=0.01)


def test_a_range_is_taken_at_both_ends() -> None:
    pulse = most_energetic(settings((SettingKey.FLUENCE, Range(10.0, 60.0)), (SettingKey.SPOT, 18.0)))
    assert pulse is not None
    assert (pulse.fluence_j_cm2, pulse.joules) == (60.0, pytest.approx(152.7, rel=0.01))


def test_high_fluences_are_taken_with_small_spots() -> None:
    pulse = most_energetic(
        settings(
            (SettingKey.FLUENCE, 40.0), (SettingKey.FLUENCE, 8.0), (SettingKey.SPOT, 24.0), (SettingKey.SPOT, 10.0)
        )
    )
    assert pulse is not None
    assert (pulse.fluence_j_cm2, pulse.spot_mm) == (8.0, 24.0)


@pytest.mark.parametrize("key", [SettingKey.FLUENCE, SettingKey.SPOT])
def test_one_without_the_other_says_nothing(key: SettingKey) -> None:
    assert most_energetic(settings((key, 10.0))) is None


@pytest.mark.parametrize(
    ("keys", "limit"),
    [
        (["pdl"], 15),
        (["alexandrite", "lp_ndyag"], 100),
        (["diode"], 100),
        (["qs_ndyag"], 3),
        (["picosecond"], 1.2),
        (["eryag"], 4),
        (["pdl", "lp_ndyag"], 100),
        ([], 100),
        (["ipl"], None),
        (["alexandrite", "ipl"], None),
    ],
)
def test_the_limit_is_the_most_generous_of_what_it_may_be(keys: list[str], limit: float | None) -> None:
    found = limit_j(group_of(tuple(keys)))
    assert (found and found[0]) == limit


@given(st.floats(0.01, 1000), st.floats(0.1, 40), st.floats(1, 10))
def test_energy_grows_with_fluence_and_with_the_square_of_the_spot(fluence: float, spot: float, more: float) -> None:
    assert pulse_energy_j(fluence * more, spot) == pytest.approx(more * pulse_energy_j(fluence, spot))
    assert pulse_energy_j(fluence, spot * more) == pytest.approx(more**2 * pulse_energy_j(fluence, spot))
