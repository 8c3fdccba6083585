"""The labelled messages are well formed, the scorer counts rightly, and the reader stays as good as it has become."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pytest

from bot.clinical.lookup import load
from bot.clinical.output import as_output
from bot.clinical.reader import read
from tests.clinical import score
from tests.clinical.score_counts import (
    FACTS,
    FIELDS,
    SETTINGS,
    WORDINGS,
    Counts,
    Place,
    SetCounts,
    count,
    count_places,
    labelled_places,
)

LEAST: Final = {
    "developed": 200,
    "more": 150,
    "more_settings": 300,
    "more_facts": 180,
    "further_facts": 260,
    "independent": 200,
    "identifiers": 200,
    "clean": 300,
    "more_names": 400,
    "urgent": 200,
    "more_urgent": 200,
}
CHOICES: Final = {
    "devices": ("devices.toml", "device", "key"),
    "indications": ("indications.toml", "indication", "key"),
    "body_sites": ("body_sites.toml", "body_site", "key"),
    "complications": ("complications.toml", "complication", "code"),
}
NUMBERS: Final = tuple(key for key in SETTINGS if key not in {"density", "spot_rect_mm"})
DENSITY_SCALES: Final = {"%", "level", "MTZ/cm2", "spots/cm2", "pitch_mm"}


def rows(parts: Iterable[str] = tuple(LEAST)) -> Iterator[dict[str, Any]]:
    for part in parts:
        for line in (score.CORPUS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def labelled(key: str) -> Iterator[tuple[str, Any]]:
    """Every value labelled under a key, with its message's id."""
    return ((row["id"], value) for row in rows() for value in row["expect"].get(key) or ())


@pytest.mark.parametrize(("part", "least"), LEAST.items())
def test_there_are_enough_messages(part: str, least: int) -> None:
    assert len(score.messages_of(part)) >= least


def test_a_third_of_the_whole_messages_is_independent() -> None:
    independent, *others = (len(score.messages_of(part)) for part in ("independent", "developed", "more"))
    assert independent / (independent + sum(others)) >= 1 / 3


def test_no_message_stands_twice() -> None:
    for key in ("id", "text"):
        assert [value for value, times in Counter(row[key] for row in rows()).items() if times > 1] == []


def test_only_known_keys_are_labelled() -> None:
    known = {*FIELDS, "identifiers", "sets"}
    assert [(row["id"], key) for row in rows() for key in row["expect"] if key not in known] == []
    settings = {*FIELDS} - {"fitzpatrick", "devices", "modalities"}
    assert [(name, key) for name, each in labelled("sets") for key in each if key not in settings] == []


@pytest.mark.parametrize("key", CHOICES)
def test_labels_are_in_the_catalogues(key: str) -> None:
    file, table, column = CHOICES[key]
    known = {row[column] for row in load(file)[table]}
    assert [(name, value) for name, value in labelled(key) if value not in known] == []


def test_kinds_are_in_the_catalogues() -> None:
    kinds, signs = load("devices.toml")["modalities"], load("urgent.toml")["kinds"]
    assert [(name, value) for name, value in labelled("modalities") if value not in kinds] == []
    assert [(name, value) for name, value in labelled("urgent") if value not in signs] == []
    assert {value for _, value in labelled("fitzpatrick")} == {"I", "II", "III", "IV", "V", "VI"}


@pytest.mark.parametrize("key", NUMBERS)
def test_numbers_are_numbers_or_ranges(key: str) -> None:
    for name, value in labelled(key):
        low, high = value if isinstance(value, list) else (value, value)
        assert all(end is None or end > 0 for end in (low, high)), (name, value)
        assert low is None or high is None or low <= high, (name, value)
        assert (low, high) != (None, None), name


def test_densities_and_windows_have_their_form() -> None:
    assert all(value["scale"] in DENSITY_SCALES for _, value in labelled("density"))
    assert all(len(window) == 2 for _, window in labelled("spot_rect_mm"))


def test_the_sets_of_a_message_hold_what_the_whole_message_has() -> None:
    settings = [key for key in FIELDS if key not in FACTS and key not in WORDINGS]
    for row in rows(score.WHOLE_PARTS):
        expect = row["expect"]
        for key in settings:
            in_sets = [value for each in expect.get("sets") or () for value in each.get(key) or ()]
            counts = count(key, in_sets, expect.get(key))
            assert (counts.too_much, counts.missed) == (0, 0), (row["id"], key, in_sets, expect.get(key))


def test_labelled_identifiers_stand_in_their_text() -> None:
    for row in rows():
        places = labelled_places(row["text"], row["expect"].get("identifiers") or ())
        assert all(0 <= place.start < place.end <= len(row["text"]) for place in places)


def test_the_corpus_has_every_field() -> None:
    assert [key for key in FIELDS if not any(labelled(key))] == []


# The scorer itself.


@pytest.mark.parametrize(
    ("key", "got", "expected", "counts"),
    [
        ("fluence_j_cm2", None, None, Counts(0, 0, 0)),
        ("fluence_j_cm2", [18], None, Counts(0, 1, 0)),
        ("fluence_j_cm2", None, [18], Counts(0, 0, 1)),
        ("fluence_j_cm2", [18.0, 18], [18], Counts(1, 0, 0)),
        ("fluence_j_cm2", [12, 18], [18, 12], Counts(2, 0, 0)),
        ("fluence_j_cm2", [18.01], [18], Counts(1, 0, 0)),
        ("fluence_j_cm2", [18.1], [18], Counts(0, 1, 1)),
        ("fluence_j_cm2", [[18, 20]], [18, 20], Counts(0, 1, 2)),
        ("fluence_j_cm2", [[None, 20]], [[None, 20.0]], Counts(1, 0, 0)),
        ("fluence_j_cm2", [[0, 20]], [[None, 20]], Counts(0, 1, 1)),
        ("density", [{"value": 7, "scale": "%"}], [{"value": 7, "scale": "level"}], Counts(0, 1, 1)),
        ("cooling", ["Air 5"], ["air 5"], Counts(1, 0, 0)),
        ("cooling", ["air"], ["air 5"], Counts(0, 1, 1)),
        ("anaesthesia", ["nerve block"], ["nerve blocks"], Counts(1, 0, 0)),
        ("needle", ["25G cannula"], ["25 g 50 mm cannula"], Counts(1, 0, 0)),
        ("handpieces", ["DeepFX"], ["deep fx"], Counts(1, 0, 0)),
        ("endpoint", ["frosting"], ["purpura"], Counts(0, 1, 1)),
    ],
)
def test_counting_a_field(key: str, got: Any, expected: Any, counts: Counts) -> None:
    assert count(key, got, expected) == counts


def test_the_measures() -> None:
    counts = Counts(right=6, too_much=2, missed=4)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert (Counts().precision, Counts().recall, Counts().f1) == (1, 1, 1)


def test_counting_sets() -> None:
    one, other = {"fluence_j_cm2": [8]}, {"fluence_j_cm2": [10]}
    sets = SetCounts()
    sets.add([other, one | {"endpoint": ["purpura"]}], [one, other])  # right in any order, whatever the words
    sets.add([{"fluence_j_cm2": [8, 10]}], [one, other])  # run together
    sets.add([one, one | {"spot_mm": [7]}], [one, other])  # the number is right, one set is not
    sets.add(None, [{"cooling": ["ice"]}])  # nothing that counts
    assert (sets.messages, sets.number_right, sets.all_right) == (3, 2, 1)
    assert sets.sets == Counts(right=3, too_much=2, missed=3)


def test_an_identifier_is_found_where_one_of_its_kind_meets_it() -> None:
    text = "Anna Quill called, then Anna Quill wrote"
    expected = labelled_places(text, [{"kind": "name", "text": "Anna Quill"}] * 2)
    assert [(place.start, place.end) for place in expected] == [(0, 10), (24, 34)]
    got = [Place("name", 0, 4), Place("date", 24, 34), Place("name", 35, 40)]
    assert count_places(got, expected) == {"name": Counts(1, 1, 1), "date": Counts(0, 1, 0)}


def test_mistakes_of_the_independent_messages_stay_unseen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        score.main(["--show", "fluence_j_cm2", "--part", "independent"])
    said = capsys.readouterr()
    assert "not tuned on" in said.err
    assert said.out == ""


def test_mistakes_are_shown_with_what_is_said_and_what_is_labelled() -> None:
    shown = score.mistakes("developed", "fluence_j_cm2")
    wrong = score.score_of("developed").fields["fluence_j_cm2"]
    assert ("labelled" in shown) == bool(wrong.missed or wrong.too_much)


@pytest.mark.parametrize("part", sorted(LEAST))
def test_every_part_has_its_table(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    score.main(["--part", part])
    assert f"{part}: {len(score.messages_of(part))} messages" in capsys.readouterr().out


# What the reader prints.


def test_everything_printed_is_null_or_a_list() -> None:
    for row in rows():
        said = as_output(read(row["text"]))
        assert all(value is None or (isinstance(value, list) and value) for value in said.values()), row["id"]
        assert json.loads(json.dumps(said, allow_nan=False)) == said


def test_an_empty_text_says_nothing() -> None:
    assert set(as_output(read("")).values()) == {None}


# How good it has become. A floor is raised when the reader is better, and lowered only with its reason beside it.


def test_developed_settings_stay_read() -> None:
    reached = score.score_of("developed")
    assert reached.settings.f1 >= 0.99
    assert min(reached.fields[key].f1 for key in SETTINGS) >= 0.97
    assert reached.several_sets.all_right / reached.several_sets.messages >= 0.85


@pytest.mark.parametrize("part", ["more", score.SETTINGS_PART])
def test_more_settings_stay_read(part: str) -> None:
    assert score.score_of(part).settings.f1 >= 0.985


def test_independent_settings_stay_read() -> None:
    reached = score.score_of("independent")
    assert reached.settings.f1 >= 0.96
    assert reached.several_sets.all_right / reached.several_sets.messages >= 0.55


@pytest.mark.parametrize(
    ("key", "floor"),
    [
        ("cooling", 0.9),
        ("fitzpatrick", 0.94),
        ("devices", 0.97),
        ("modalities", 0.9),
        ("indications", 0.97),
        ("body_sites", 0.95),
        ("complications", 0.89),
    ],
)
def test_facts_stay_read(key: str, floor: float) -> None:
    assert min(score.score_of(part).fields[key].f1 for part in score.WHOLE_PARTS) >= floor


@pytest.mark.parametrize("key", score.LABELLED_FACTS)
def test_more_facts_stay_read(key: str) -> None:
    reached = score.score_of("more_facts").fields[key]
    # Some feared or taught complications are taken for reports: better one too many than one that counts nowhere.
    assert reached.precision >= (0.91 if key == "complications" else 0.95)
    assert reached.recall >= 0.95


@pytest.mark.parametrize("key", score.LABELLED_FACTS)
def test_further_facts_stay_read(key: str) -> None:
    """Half of them are traps."""
    reached = score.score_of("further_facts").fields[key]
    assert reached.precision >= (0.85 if key == "complications" else 0.95)
    assert reached.recall >= 0.93


@pytest.mark.parametrize(("part", "floor"), [("identifiers", 0.96), ("more_identifiers", 0.97)])
def test_identifiers_stay_seen(part: str, floor: float) -> None:
    assert score.score_of(part).all_identifiers.recall >= floor
    assert min(counts.recall for counts in score.score_of(part).identifiers.values()) >= 0.9


@pytest.mark.parametrize("part", ["clean", "more_clean", *score.WHOLE_PARTS])
def test_clean_messages_are_rarely_held(part: str) -> None:
    assert score.score_of(part).false_alarm_rate <= 0.02


def test_bare_names_are_told_apart_no_worse() -> None:
    """Hard on purpose, and nobody has learned from them: what is asked is that it does not get worse."""
    reached = score.score_of("more_names")
    assert reached.all_identifiers.recall >= 0.53
    assert reached.false_alarm_rate <= 0.3


@pytest.mark.parametrize("part", ["urgent", "more_urgent"])
def test_emergencies_stay_seen(part: str) -> None:
    reached = score.score_of(part)
    assert reached.all_urgent.recall >= 0.98
    assert min(counts.recall for counts in reached.urgent.values()) >= 0.93
    assert reached.urgent_false_alarm_rate <= 0.09
