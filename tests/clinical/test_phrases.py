"""The phrases' notation, and that reading a text stays cheap whatever it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.folding import fold
from bot.clinical.phrase_book import Hit, PhraseBook, longest
from bot.clinical.slips import word_meant
from bot.clinical.vocabulary import named_things


def found(phrase: str, text: str) -> list[str]:
    folded = fold(text)
    _, hits = PhraseBook([(phrase, phrase)]).found_in(folded.words)
    spans = [folded.words.span(hit.first, hit.last) for hit in hits]
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("scar*", "Scarring and scars", ["Scarring", "scars"]),
        ("=LAST", "at last LAST", ["LAST"]),
        ("left ... ^scar", "it left quite a big scar", ["left quite a big scar"]),
        ("left ... ^scar", "it left. A scar", []),
        ("left ... scar", "left no scar", []),
        ("vision ~ lost/gone", "gone is her vision", ["gone is her vision"]),
        ("vision ~ lost/gone", "vision, all of it, gone", ["vision, all of it, gone"]),
        ("vision ~ lost/gone", "vision is good. Weight lost", []),
        ("vision ~ lost/gone", "vision not lost", []),
        ("back (hair)", "back hair", ["back"]),
        ("(chest) and ^back", "chest and back", ["and back"]),
        ("can't see", "she can’t see", ["can’t see"]),
    ],
)
def test_the_notation(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_the_longest_of_overlapping_phrases_wins() -> None:
    hits = [Hit("lip", 1, 1, 1), Hit("upper lip", 0, 1, 1), Hit("hair", 2, 2, 2), Hit("hair removal", 2, 3, 2)]
    assert [hit.value for hit in longest(hits)] == ["upper lip", "hair removal"]


def test_one_slip_is_understood() -> None:
    book = PhraseBook([("vision ~ blurry", "blurred")], word_meant)
    for text in ("vison blurry", "viison blurry", "vsiion blurry", "vesion blury"):
        assert book.found_in(fold(text).words)[1], text


PIECES = [
    "eye cannot ",
    "lip white ",
    "no vision loss ",
    "pih, ",
    "is pih ok? ",
    "type iv ",
    "a ",
    "left arm weak numb ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_is_read_at_once(piece: str) -> None:
    text = (piece * 4000)[:4000]
    named_things(fold(text).words)
    started = time.process_time()
    named_things(fold(text).words)
    assert time.process_time() - started < 0.05  # it takes two thousandths; the rest is for a busy machine


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=20))
def test_any_text_names_the_same_twice(parts: list[str]) -> None:
    text = "".join(parts)
    assert named_things(fold(text).words) == named_things(fold(text).words)
