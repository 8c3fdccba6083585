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
        ("3 worked, 1 partly", (3, 1, 0)),
        ("5 worked", (5, 0, 0)),
        ("5 patients worked.", (5, 0, 0)),
        ("worked 3 partly 1 none 0", (3, 1, 0)),
        ("3 worked and 1 had no effect", (3, 0, 1)),
        ("2 partially; worked: 4", (4, 2, 0)),
        ("Worked: 5\n1 partly\nNo effect:", (5, 1, 0)),
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
        "10 yes, all happy",
        "worked 3 1 partly",
        "3 worked partly 1",
        "worked, 3 partly, 1 no effect",
        "3 worked, partly",
        "3 not worked",
        "3 worked, 2 worked",
        "3 of 5 worked",
        "1/2 worked",
        "50% worked",
        "2,5 worked",
        "none worked 3",
        "3-4 worked",
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


WORDS = {"Worked": 0, "partly": 1, "no effect": 2, "none": 2}
PIECES = st.lists(
    st.sampled_from([*WORDS, "1", "2", "30", ",", ";", "\n", ":", "and", "patients", "not", "of"]), max_size=8
)


@given(PIECES)
def test_no_number_is_guessed_at(pieces: list[str]) -> None:
    """Where three numbers are not all there is, each that was written is beside its word, and stands for it alone."""
    try:
        read = counts_of(answers(" ".join(pieces)))
    except DoesNotAddUp:
        return
    counts = (read.worked, read.partly, read.no_effect)
    said = [piece for piece in pieces if piece in WORDS or piece.isdigit()]
    numbers = [int(piece) for piece in said if piece.isdigit()]
    if len(numbers) == len(said) == 3:
        assert list(counts) == numbers
        return
    assert sorted(numbers) == sorted(count for count in counts if count)
    for place, piece in enumerate(said):
        if piece.isdigit():
            beside = [each for each in said[max(0, place - 1) : place + 2] if each in WORDS]
            assert int(piece) in [counts[WORDS[each]] for each in beside]


@given(
    st.permutations(["Worked", "Partly", "No effect"]),
    st.lists(st.integers(0, 99), min_size=3, max_size=3),
    st.booleans(),
    st.sampled_from(["\n", ", ", "; ", " "]),
)
def test_results_are_read_in_any_order(names: list[str], numbers: list[int], is_first: bool, between: str) -> None:
    said = dict(zip(names, numbers, strict=True))
    words = between.join(f"{said[name]} {name}" if is_first else f"{name} {said[name]}" for name in names)
    if not any(numbers):
        return
    read = counts_of(answers(words))
    assert (read.worked, read.partly, read.no_effect) == (said["Worked"], said["Partly"], said["No effect"])
