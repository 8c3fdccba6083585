"""docs/reader.md shows what the reader really says."""

from __future__ import annotations

from tests.clinical.score import WHOLE_PARTS, messages_of
from tests.docs.reader_document import DOCUMENT, EXAMPLES, examples, part_of

# Where one of these fails: python -m tests.docs.reader_document


def test_the_examples_are_what_is_printed() -> None:
    assert len(EXAMPLES) == 10
    assert part_of(DOCUMENT.read_text(encoding="utf-8"), "examples") == examples()


def test_the_scores_are_of_as_many_messages_as_there_are() -> None:
    counted = " | ".join(str(len(messages_of(part))) for part in WHOLE_PARTS)
    assert f"| messages | {counted} |" in part_of(DOCUMENT.read_text(encoding="utf-8"), "scores")
