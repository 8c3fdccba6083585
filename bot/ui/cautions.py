"""What stands beside settings wherever they are shown: what is missing, and what is to be looked at twice."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Caution
from bot.exchange.completeness import missing_facts
from bot.exchange.counted import counted
from bot.ui.text import clipped, escaped
from db.contents import Content
from db.listed import Shown, Stated

_LONGEST: Final = 300
_IN_SHORT: Final = 110


def incomplete(entry: Shown, asked: Stated | None = None) -> str:
    """The word that settings without their circumstances must carry; empty where nothing is missing.

    An answer need not repeat what was `asked`.
    """
    missing = missing_facts(entry, asked)
    return f"⚠️ **Incomplete**: {', '.join(missing)} not recorded" if missing else ""


def caution_lines(content: Content) -> list[str]:
    """Every caution with the source of its bound, a line each."""
    return [_whole(each) for each in content.cautions]


def caution_in_short(entry: Shown) -> str:
    """The first caution and how many more there are, for a row of a list; empty where there is none."""
    cautions = entry.caution_texts
    if not cautions:
        return ""
    return f"⚠️ {escaped(clipped(cautions[0], _IN_SHORT))}{_more(len(cautions) - 1)}"


def _more(count: int) -> str:
    return f" · {counted(count, 'more caution')}" if count else ""


def _whole(caution: Caution) -> str:
    source = "" if caution.source in caution.text else f" ({escaped(clipped(caution.source, _LONGEST))})"
    return f"⚠️ {escaped(clipped(caution.text, _LONGEST))}{source}"
