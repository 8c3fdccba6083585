"""Cells that a spreadsheet would compute: neutralised on the way out, as they were on the way in."""

from __future__ import annotations

import re
from typing import Final

# Also after space, in full width, and behind apostrophes of the text's own (OWASP, "CSV Injection").
_FORMULA: Final = re.compile(
    r"[\s']*[=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
    r"\N{FULLWIDTH COMMERCIAL AT}]"
)


def neutralised(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would compute it: that makes it text."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_meant(text: str) -> str:
    """Without that apostrophe: for every text, `as_meant(neutralised(text)) == text`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
