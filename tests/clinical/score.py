"""How well the reader reads the labelled messages: ``python -m tests.clinical.score``.

Prints one table a part of the corpus. ``--show FIELD`` prints the messages of a part that are wrong in one field.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.clinical.output import as_output
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints
from tests.clinical.score_counts import FIELDS, SETTINGS, Counts, Place, SetCounts, count, count_places, labelled_places

CORPUS: Final = Path(__file__).parent / "corpus"
WHOLE_PARTS: Final = ("developed", "more", "independent")
"""The parts of which everything is labelled; of the others only what they are named after."""
SETTINGS_PART: Final = "more_settings"
FACTS_PARTS: Final = ("more_facts", "further_facts")
IDENTIFIER_PARTS: Final = ("identifiers", "clean", "more_identifiers", "more_clean", "more_names")
LABELLED_FACTS: Final = ("fitzpatrick", "devices", "indications", "body_sites", "complications")
"""What is labelled in those parts."""
_WHY_NOT_SHOWN: Final = (
    "independent.jsonl says how well the reader does on messages it was not tuned on. "
    "Whoever looks at its mistakes tunes on them: look at developed.jsonl."
)


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message."""

    id: str
    text: str
    hints: Hints
    expect: Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """What the reader did on one part of the corpus."""

    messages: int = 0
    fields: dict[str, Counts] = field(default_factory=dict[str, Counts])
    sets: SetCounts = field(default_factory=SetCounts)
    several_sets: SetCounts = field(default_factory=SetCounts)
    """The same of the messages alone that are labelled with several sets."""
    identifiers: dict[str, Counts] = field(default_factory=dict[str, Counts])
    urgent: dict[str, Counts] = field(default_factory=dict[str, Counts])
    without_identifiers: int = 0
    false_alarms: int = 0
    """Messages in which an identifier is seen and none is labelled."""
    not_urgent: int = 0
    urgent_false_alarms: int = 0

    @property
    def settings(self) -> Counts:
        """All settings together: the goal is their F1."""
        return _together(self.fields[key] for key in SETTINGS)

    @property
    def all_identifiers(self) -> Counts:
        """Identifiers of every kind."""
        return _together(self.identifiers.values())

    @property
    def all_urgent(self) -> Counts:
        """Urgent signs of every kind."""
        return _together(self.urgent.values())

    @property
    def false_alarm_rate(self) -> float:
        """The share of the messages without an identifier in which one is seen."""
        return self.false_alarms / self.without_identifiers if self.without_identifiers else 0.0

    @property
    def urgent_false_alarm_rate(self) -> float:
        """The share of the messages that are not urgent which are taken for it."""
        return self.urgent_false_alarms / self.not_urgent if self.not_urgent else 0.0


def _together(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for each in counts:
        total.add(each)
    return total


def messages_of(part: str) -> list[Message]:
    """The labelled messages of one part of the corpus."""
    lines = (CORPUS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_message(json.loads(line)) for line in lines]


def _message(row: Mapping[str, Any]) -> Message:
    kind = EntryKind(row["kind"]) if row.get("kind") else None
    return Message(row["id"], row["text"], Hints(kind, row.get("device")), row["expect"])


def said_of(message: Message) -> dict[str, Any]:
    """What the reader says of a message, as ``python -m bot read`` prints it."""
    return as_output(read(message.text, message.hints))


@cache
def score_of(part: str) -> Score:
    """Read every message of a part and compare."""
    score = Score(fields={key: Counts() for key in FIELDS})
    for message in messages_of(part):
        said = said_of(message)
        score.messages += 1
        for key in FIELDS:
            score.fields[key].add(count(key, said.get(key), message.expect.get(key)))
        score.sets.add(said.get("sets"), message.expect.get("sets"))
        if len(message.expect.get("sets") or ()) > 1:
            score.several_sets.add(said.get("sets"), message.expect["sets"])
        _score_identifiers(score, message, said)
        _score_urgent(score, message, said)
    return score


def _score_identifiers(score: Score, message: Message, said: Mapping[str, Any]) -> None:
    expected = labelled_places(message.text, message.expect.get("identifiers") or ())
    got = [Place(each["kind"], each["start"], each["end"]) for each in said.get("identifiers") or ()]
    for kind, counts in count_places(got, expected).items():
        score.identifiers.setdefault(kind, Counts()).add(counts)
    if not expected:
        score.without_identifiers += 1
        score.false_alarms += bool(got)


def _score_urgent(score: Score, message: Message, said: Mapping[str, Any]) -> None:
    expected, got = set(message.expect.get("urgent") or ()), set(said.get("urgent") or ())
    for kind in expected | got:
        counts = Counts(kind in expected & got, kind in got - expected, kind in expected - got)
        score.urgent.setdefault(kind, Counts()).add(counts)
    if not expected:
        score.not_urgent += 1
        score.urgent_false_alarms += bool(got)


def _table(rows: Mapping[str, Counts]) -> list[str]:
    lines = [f"{'':24}{'right':>7}{'extra':>7}{'missed':>7}{'precision':>11}{'recall':>8}{'F1':>8}"]
    lines += [
        f"{name:24}{each.right:7}{each.too_much:7}{each.missed:7}{each.precision:11.3f}{each.recall:8.3f}{each.f1:8.3f}"
        for name, each in rows.items()
    ]
    return lines


def _table_of_sets(name: str, sets: SetCounts) -> str:
    whole = sets.messages or 1
    return (
        f"{name}: {sets.messages} messages; number right {sets.number_right / whole:.3f}, "
        f"all sets right {sets.all_right / whole:.3f}; F1 of single sets {sets.sets.f1:.3f}"
    )


def report(part: str) -> str:
    """The tables of one part of the corpus."""
    score = score_of(part)
    lines = ["", f"{part}: {score.messages} messages"]
    if part in WHOLE_PARTS:
        lines += _table({**score.fields, "SETTINGS (micro)": score.settings})
        lines.append(_table_of_sets("sets", score.sets))
        lines.append(_table_of_sets("several sets", score.several_sets))
    if part == SETTINGS_PART:
        rows = {key: score.fields[key] for key in SETTINGS}
        lines += _table({**rows, "SETTINGS (micro)": score.settings})
    if part in FACTS_PARTS:
        lines += _table({key: score.fields[key] for key in LABELLED_FACTS})
    if part in {*WHOLE_PARTS, *IDENTIFIER_PARTS}:
        lines += ["identifiers", *_table({**score.identifiers, "IDENTIFIERS": score.all_identifiers})]
        lines.append(f"false alarms in {score.false_alarms} of {score.without_identifiers} messages without")
    if part in {*WHOLE_PARTS, "urgent", "more_urgent"}:
        lines += ["urgent", *_table({**score.urgent, "URGENT": score.all_urgent})]
        lines.append(f"false alarms in {score.urgent_false_alarms} of {score.not_urgent} messages that are not")
    return "\n".join(lines)


def mistakes(part: str, key: str) -> str:
    """The messages of a part in which one field is wrong, with what is said and what is labelled."""
    blocks: list[str] = []
    for message in messages_of(part):
        said = said_of(message)
        got, expected = _comparable(message, said, key)
        if _is_wrong(key, got, expected):
            blocks.append(f"{message.id}: {message.text}\n   said     {got}\n   labelled {expected}")
    return "\n\n".join([*blocks, f"{len(blocks)} wrong in {key}"])


def _comparable(message: Message, said: Mapping[str, Any], key: str) -> tuple[Any, Any]:
    got, expected = said.get(key), message.expect.get(key)
    if key == "identifiers":
        got = [{"kind": each["kind"], "text": message.text[each["start"] : each["end"]]} for each in got or ()]
    return got or None, expected or None


def _is_wrong(key: str, got: Any, expected: Any) -> bool:
    if key == "sets":
        sets = SetCounts()
        sets.add(got, expected)
        return sets.messages != sets.all_right
    counts = count(key, got, expected)
    return bool(counts.too_much or counts.missed)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.clinical.score", description=__doc__)
    parts = sorted(path.stem for path in CORPUS.glob("*.jsonl"))
    parser.add_argument("--part", choices=parts, help="one part of the corpus instead of all")
    parser.add_argument(
        "--show", metavar="FIELD", choices=(*FIELDS, "sets", "identifiers"), help="the mistakes in a field"
    )
    chosen = parser.parse_args(given)
    if chosen.show:
        chosen.part = chosen.part or "developed"
        if chosen.part == "independent":
            parser.error(_WHY_NOT_SHOWN)
    chosen.parts = [chosen.part] if chosen.part else parts
    return chosen


def main(given: Sequence[str] | None = None) -> None:
    """Print the tables, or the mistakes that are asked for."""
    chosen = _arguments(given)
    if chosen.show:
        print(mistakes(chosen.part, chosen.show))
        return
    for part in chosen.parts:
        print(report(part))


if __name__ == "__main__":
    main()
