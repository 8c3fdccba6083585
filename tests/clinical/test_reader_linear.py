"""Reading takes time in proportion to a text's length, whatever stands in it: no pattern tries again and again.

Four times as long a text may take six times as long. Processor time is compared, the best of several, so that a busy
machine does no harm.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clinical.reader import read
from tests.clinical.nasty_texts import FRAGMENTS, nasty_texts

SHORT: Final = 1000
LONG: Final = 4000  # as many characters as a message can have
MOST_GROWTH: Final = 6.0
ROUNDS: Final = 3
MOST_ROUNDS: Final = 12
LITTLE: Final = 0.002
"""Seconds for the longest text below which growth is the clock's noise."""


@pytest.fixture(autouse=True, scope="module")
def undisturbed() -> Iterator[None]:
    """Collecting garbage takes time in proportion to everything that the test run has made."""
    gc.disable()
    yield
    gc.enable()


def seconds_of(text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


def growth(fragment: str) -> float:
    """How many times as long four times as much of it takes; measured again while it looks like too much."""
    short, long = (fragment * (length // len(fragment) + 1) for length in (SHORT, LONG))
    short, long = short[:SHORT], long[:LONG]
    least_short, least_long = seconds_of(short), seconds_of(long)
    for number in range(MOST_ROUNDS):
        least_short, least_long = min(least_short, seconds_of(short)), min(least_long, seconds_of(long))
        if number >= ROUNDS and (least_long < LITTLE or least_long <= MOST_GROWTH * least_short):
            break
    return 0.0 if least_long < LITTLE else least_long / least_short


@pytest.mark.parametrize("name", FRAGMENTS)
def test_four_times_as_much_takes_about_four_times_as_long(name: str) -> None:
    assert growth(FRAGMENTS[name]) <= MOST_GROWTH


@pytest.mark.parametrize("name", [name for name in nasty_texts(SHORT) if name not in FRAGMENTS])
def test_mixed_texts_take_about_four_times_as_long_too(name: str) -> None:
    assert growth(nasty_texts(SHORT)[name] + "\n") <= MOST_GROWTH


pieces = st.sampled_from(sorted(FRAGMENTS.values())) | st.text(
    st.sampled_from("aAeINoO0159 .,;:-–/()[]'\"@#+%°µ²×x\n\u200b\u0301é"), min_size=1, max_size=4
)


@given(st.lists(pieces, min_size=1, max_size=6).map("".join))
@settings(max_examples=60)
def test_whatever_is_repeated_takes_about_four_times_as_long(fragment: str) -> None:
    assert growth(fragment) <= MOST_GROWTH
