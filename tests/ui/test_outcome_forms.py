"""What a member types into the form for outcomes, and what is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.forms import Answers
from bot.ui.outcome_forms import DoesNotAddUp, counts_of


def answers(results: str, complications: str = "0") -> Answers:
    return Answers({"results": (results,), "complications": (complications,)})


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("Worked: 5\nPartly: 2\nNo effect: 1", (5, 2, 1)),
        ("Worked: 5\nPartly: \nNo effect: ", (5, 0, 0)),
        ("no effect 3, worked 1", (1, 0, 3)),
        ("5 2 1", (5, 2, 1)),
        ("5, 2 / 1", (5, 2, 1)),
    ],
)
def test_what_can_be_read(typed: str, counts: tuple[int, int, int]) -> None:
    read = counts_of(answers(typed))
    assert (read.worked, read.partly, read.no_effect) == counts


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "5",
        "5 2",
        "1 2 3 4",
        "Worked: five",
        "Worked: -1",
        "Worked: 2.5",
        "Worked: 1\nWorked: 2",
        "12 in all, worked 3",
    ],
)
def test_what_is_asked_about(typed: str) -> None:
    with pytest.raises(DoesNotAddUp):
        counts_of(answers(typed))


NUMBERS = st.lists(st.integers(0, 12), min_size=3, max_size=3).map(lambda three: " ".join(map(str, three)))


@given(st.text(max_size=40) | NUMBERS, st.text(max_size=6) | st.integers(0, 40).map(str))
def test_any_words_are_counts_or_a_sentence(results: str, complications: str) -> None:
    try:
        read = counts_of(answers(results, complications))
    except DoesNotAddUp as problem:
        assert str(problem)
    else:
        assert 0 <= read.complications <= read.treated
