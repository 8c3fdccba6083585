"""docs/reader.md shows what the reader really says."""

from __future__ import annotations

import re

import pytest

from tests.clinical.score import WHOLE_PARTS, messages_of
from tests.docs.reader_document import DOCUMENT, EXAMPLES, examples, part_of


def test_the_examples_are_what_is_printed() -> None:
    assert len(EXAMPLES) == 10
    # Otherwise: python -m tests.docs.reader_document
    assert part_of(DOCUMENT.read_text(encoding="utf-8"), "examples") == examples()


@pytest.mark.parametrize("part", WHOLE_PARTS)
def test_the_number_of_messages_is_right(part: str) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    stated = re.search(rf"`{part}`\): ([0-9]+) messages", document)
    assert stated
    assert int(stated[1]) == len(messages_of(part))
