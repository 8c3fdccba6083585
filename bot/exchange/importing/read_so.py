"""Words of a file by which somebody can see whether its encoding was guessed right."""

from __future__ import annotations

import re
from typing import Final

from bot.exchange.importing.columns import Column
from bot.exchange.importing.drafts import Draft
from bot.exchange.importing.problems import Problem, quoted

_ODD: Final = re.compile("[^\0-\x7f]")
_ODD_LETTER: Final = re.compile(r"[^\W\d_\0-¿]")


class ReadSo:
    """The first word with another letter than A to Z, or else with another sign: µ and ² are alike in many encodings.

    It is quoted from a row that was screened, and is ready.
    """

    def __init__(self) -> None:
        self._letter: Problem | None = None
        self._sign: Problem | None = None

    def look_at(self, draft: Draft) -> None:
        """The next row."""
        for column, text in ((Column.TITLE, draft.title), (Column.SETTINGS, draft.text)):
            self._letter = self._letter or _seen(_ODD_LETTER, draft.row, column, text)
            self._sign = self._sign or _seen(_ODD, draft.row, column, text)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What to look at; nothing where all is written in plain letters."""
        return tuple(filter(None, [self._letter or self._sign]))


def _seen(odd: re.Pattern[str], row: int, column: Column, text: str) -> Problem | None:
    found = odd.search(text)
    if found is None:
        return None
    word = quoted(text[text.rfind(" ", 0, found.start()) + 1 :])
    return Problem(row, column, f"the file's encoding is a guess. If {word} reads wrong, save it as “CSV UTF-8”.")
