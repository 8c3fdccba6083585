"""What holds of the reading of any text whatever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import example, given
from hypothesis import strategies as st

from bot.clinical.devices import catalogue
from bot.clinical.output import as_output
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints, Reading, SettingKey, Span
from bot.clinical.settings.vocabulary import vocabulary
from tests.clinical.nasty_texts import FRAGMENTS
from tests.clinical.score import messages_of

WORDS: Final = sorted(
    {word for part in ("developed", "more_settings") for message in messages_of(part) for word in message.text.split()}
    | vocabulary().numbers.keys()
)
ODD: Final = "\u200b\u200d\u202e\u2066\ufeff\u0301\u00ad\u2028\x00\x85éßİıﬃ①½²µ°№א ليزر👩🏽‍⚕️𝟙𝓜ΣςǅＡ１"
SETTINGS: Final = tuple(key.value for key in SettingKey)

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
numbers = st.from_regex(r"[0-9]{1,25}([.,/:x-][0-9]{1,4}){0,3}", fullmatch=True)
talk = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from(sorted(FRAGMENTS.values()))
    | numbers
    | st.text(st.sampled_from(ODD), max_size=3),
    max_size=25,
).flatmap(lambda parts: st.sampled_from(["", " ", " ", "\n"]).map(lambda between: between.join(parts)))
texts = anything | talk
hints = st.builds(
    Hints,
    st.none() | st.sampled_from(list(EntryKind)),
    st.none() | st.sampled_from([device.key for device in catalogue().all]),
)


def spans(reading: Reading) -> Iterator[Span]:
    for found in (
        *(reading.devices, reading.device_questions, reading.handpieces, reading.modalities, reading.indications),
        *(reading.body_sites, reading.skin_types_named, reading.mentions, reading.seriousness, reading.urgent),
        *(reading.identifiers, *(each.settings for each in reading.sets)),
    ):
        yield from (each.span for each in found)
    yield from (each.span for each in reading.cautions if each.span is not None)


@example("test spots two 14 16 J", Hints())
@example("date 1/2/0", Hints())
@given(texts, hints)
def test_every_text_is_read_and_printed(text: str, hints: Hints) -> None:
    said = as_output(read(text, hints))
    assert all(value is None or (isinstance(value, list) and value) for value in said.values())
    assert json.loads(json.dumps(said, allow_nan=False)) == said


@given(texts)
def test_spans_lie_within_the_text(text: str) -> None:
    for span in spans(read(text)):
        assert 0 <= span.start < span.end <= len(text), span


@given(texts, hints)
def test_the_same_text_reads_the_same(text: str, hints: Hints) -> None:
    assert read(text, hints) == read(text, hints)


@given(texts, texts)
def test_what_was_read_before_makes_no_difference(text: str, other: str) -> None:
    before = read(text)
    read(other)
    assert read(text) == before


@given(texts)
def test_what_is_quoted_stands_in_the_text(text: str) -> None:
    reading = read(text)
    for question in reading.device_questions:
        assert text[question.span.start : question.span.end] == question.written
    for setting in (setting for each in reading.sets for setting in each.settings):
        assert setting.unit_written in text


@given(texts)
def test_the_sets_hold_what_the_whole_holds(text: str) -> None:
    said: dict[str, Any] = as_output(read(text))
    for key in SETTINGS:
        if key == SettingKey.HANDPIECE.value:
            continue  # the whole names those of the catalogue as well
        in_sets = [value for each in said["sets"] or () for value in each.get(key, ())]
        assert {json.dumps(value) for value in in_sets} == {json.dumps(value) for value in said[key] or ()}, key


@given(talk)
@example("595/7mm/7J/1.5ms,no")
def test_space_around_a_text_moves_its_spans_alone(text: str) -> None:
    plain, moved = read(text.strip()), read(f"  {text.strip()}\n")
    with_spans = {"identifiers": None, "device_questions": None}
    assert as_output(moved) | with_spans == as_output(plain) | with_spans
    assert [(each.start - 2, each.end - 2) for each in spans(moved)] == [
        (each.start, each.end) for each in spans(plain)
    ]
