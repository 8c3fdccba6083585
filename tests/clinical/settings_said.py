"""The settings that the reader finds in a text, as `python -m bot read` prints them."""

from __future__ import annotations

from typing import Any

from bot.clinical.output import as_output
from bot.clinical.reader import read
from tests.clinical.score_counts import SETTINGS


def said(text: str) -> dict[str, Any]:
    """Each settings key that the text has a value of."""
    output = as_output(read(text))
    return {key: output[key] for key in SETTINGS if output[key]}
