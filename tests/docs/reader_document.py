"""The parts of docs/reader.md that a computer knows best: ten messages with what is printed of each, and the scores.

``python -m tests.docs.reader_document`` writes them there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from bot.cli.json_lines import answer
from tests.clinical.score import WHOLE_PARTS, score_of
from tests.clinical.score_counts import FIELDS, Counts
from tests.readme_commands import README

DOCUMENT: Final = README.parent / "docs" / "reader.md"
EXAMPLES: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    (
        "Telegraphic: a bare number belongs to the unit on its right, and joules at a laser's spot are J/cm².",
        {"text": "GMP 755, 18mm, 16J, 3ms, DCD 30/20. FST II axillae, PFE within a minute"},
    ),
    (
        "Two passes are two sets; what is said once for both stands in both.",
        {
            "text": "Rosacea, Vbeam Prima 595 nm: 10 mm, 7-7.5 J/cm², 6 ms, DCD 30/20. Second pass on the nose only, "
            "7 mm, 9 J/cm², 10 ms. 3 sessions, 4 weeks apart."
        },
    ),
    (
        "An IPL: a filter is no wavelength, a decimal comma is understood, and what is denied is not reported.",
        {"text": "M22 560 filter, 17,5 J/cm2, double pulse 4 ms, delay 30 ms, 15x35 mm, no PIH, no blisters"},
    ),
    (
        "A density that converts into no other stays as it is written.",
        {
            "text": "Acne scars on the cheeks, type IV: UltraPulse DeepFX 15 mJ, 10 % density, 300 Hz, single pass. "
            "Mild PIH at week 3."
        },
    ),
    (
        "Picoseconds come out in the unit of the key.",
        {"text": "PicoWay 1064 nm, 450 ps, 4 mm, 1.8 J/cm2, 5 Hz, black tattoo, FST V"},
    ),
    (
        "Doses have their brand, for a unit of one is no unit of another.",
        {"text": "Masseter: 24 U Botox a side. Tear trough 0.3 mL with a 25G cannula."},
    ),
    (
        "An emergency's sign counts in a question too.",
        {"text": "Is it normal that she sees double since the filler in the glabella?"},
    ),
    (
        "Identifiers come back by kind and place alone.",
        {"text": "Mrs Anna Quill, born 4/3/1971, MRN 0042137: Soprano ICE 810 nm, 10 J/cm2, 10 Hz"},
    ),
    (
        "A short name that several devices share is asked about. In a device's own channel it is known.",
        {"text": "Pixel on the neck, how deep do you go?"},
    ),
    (
        "What is outside the bounds is read as it is written, with a caution beside it.",
        {"text": "IPL 515 filter, 220 J/cm2, 3 ms, cheeks, FST VI", "kind": "protocol"},
    ),
)


def part_of(document: str, name: str) -> str:
    """What stands between a part's marks."""
    return document.partition(_begin(name))[2].partition(_end(name))[0]


def _begin(name: str) -> str:
    return f"<!-- {name}: begin, written by tests/docs/reader_document.py -->\n\n"


def _end(name: str) -> str:
    return f"\n<!-- {name}: end -->"


def examples() -> str:
    """The ten messages with what is printed of each, keys that are null left out."""
    return "\n".join(_example(number, words, row) for number, (words, row) in enumerate(EXAMPLES, 1))


def _example(number: int, words: str, row: dict[str, Any]) -> str:
    asked = json.dumps({"id": number, **row}, ensure_ascii=False)
    said = json.loads(answer(asked.encode()))
    lines = [
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in said.items()
        if value is not None
    ]
    return f"{number}. {words}\n\n```\n> {asked}\n{{" + ",\n ".join(lines) + "}\n```\n"


def scores() -> str:
    """What the scorer counts, the whole parts side by side, then identifiers and urgent signs."""
    whole = [score_of(part) for part in WHOLE_PARTS]
    rows = [
        "| precision / recall / F1 | " + " | ".join(f"`{part}`" for part in WHOLE_PARTS) + " |",
        "|---|" + "---|" * len(WHOLE_PARTS),
        "| messages | " + " | ".join(str(score.messages) for score in whole) + " |",
        _row("**all settings**", [score.settings for score in whole]),
        *(_row(f"`{key}`", [score.fields[key] for score in whole]) for key in FIELDS),
        _row("sets, each whole", [score.sets.sets for score in whole]),
        _row("sets of messages with several", [score.several_sets.sets for score in whole]),
    ]
    return "\n".join([*rows, "", *_screens(), ""])


def _row(name: str, counts: Iterable[Counts]) -> str:
    shown = (f"{each.precision:.3f} / {each.recall:.3f} / {each.f1:.3f}" for each in counts)
    return f"| {name} | {' | '.join(shown)} |"


def _screens() -> Iterable[str]:
    yield "| | recall | false alarms |"
    yield "|---|---|---|"
    for part in ("identifiers", *WHOLE_PARTS):
        yield _screen(f"identifiers, `{part}`", score_of(part).all_identifiers, *_identifier_alarms(part))
    yield _screen("identifiers, `clean`", None, *_identifier_alarms("clean"))
    for part in ("urgent", *WHOLE_PARTS):
        score = score_of(part)
        yield _screen(f"urgent signs, `{part}`", score.all_urgent, score.urgent_false_alarms, score.not_urgent)


def _identifier_alarms(part: str) -> tuple[int, int]:
    return score_of(part).false_alarms, score_of(part).without_identifiers


def _screen(name: str, counts: Counts | None, alarms: int, messages: int) -> str:
    recall = f"{counts.recall:.3f} ({counts.right} of {counts.right + counts.missed})" if counts else ""
    return f"| {name} | {recall} | {f'{alarms} of {messages} messages' if messages else ''} |"


PARTS: Final[dict[str, Callable[[], str]]] = {"examples": examples, "scores": scores}


def main() -> None:
    """Put both into the document."""
    document = DOCUMENT.read_text(encoding="utf-8")
    for name, written in PARTS.items():
        before, _, rest = document.partition(_begin(name))
        document = f"{before}{_begin(name)}{written()}{_end(name)}{rest.partition(_end(name))[2]}"
    DOCUMENT.write_text(document, encoding="utf-8")


if __name__ == "__main__":
    main()
