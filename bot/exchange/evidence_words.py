"""Evidence in words, for cards, lists and files: harm before benefit, numbers before percentages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.proportions import upper_bound, wilson
from bot.exchange.counted import counted
from bot.exchange.evidence import Evidence, Tally

UNDER_REPORTED: Final = "failures are under-reported"
_MOST_SERIOUS: Final = 2
_NOBODY: Final = "nobody has reported using these settings yet"


def evidence_words(evidence: Evidence) -> str:
    """One line: complications, benefit, pain, and from how many colleagues."""
    told = evidence.counted
    if not told.colleagues:
        return _NOBODY if evidence.is_empty else "no independent report yet"
    parts = [_complications(told), _worked(told)]
    if evidence.pain is not None:
        parts.append(f"pain {evidence.pain} of 10")
    few = "" if told.allows_percentages else ", too few for percentages"
    return f"{', '.join(parts)}, from {counted(told.colleagues, 'colleague')}{few}; {UNDER_REPORTED}"


def serious_lines(evidence: Evidence) -> Iterator[str]:
    """Linked reports that are serious by themselves, each with what makes it so."""
    for report in evidence.serious[:_MOST_SERIOUS]:
        if report.is_refused:
            yield "a report that is not shared tells of a serious complication"
        else:
            where = f"C-{report.number}" if report.number is not None else "a report in a private channel"
            yield f"{where} tells of a serious complication ({report.words})"
    if len(evidence.serious) > _MOST_SERIOUS:
        yield f"and {counted(len(evidence.serious) - _MOST_SERIOUS, 'more such report')}"


def tally_words(tally: Tally) -> str:
    """Plain counts: "complications 1 of 8, worked 6 of 8"."""
    return f"complications {tally.complications} of {tally.treated}, worked {tally.worked} of {tally.treated}"


def apart_lines(evidence: Evidence) -> Iterator[str]:
    """What is shown and not counted."""
    if evidence.by_maker.colleagues:
        who = "paid by its maker"
        colleagues = counted(evidence.by_maker.colleagues, "colleague")
        yield f"Apart, not counted: {colleagues} {who}: {tally_words(evidence.by_maker)}"
    if evidence.by_author.colleagues:
        yield f"Apart, not counted: its author: {tally_words(evidence.by_author)}"


def _complications(tally: Tally) -> str:
    words = f"complications {tally.complications} of {tally.treated}"
    if not tally.allows_percentages:
        return words
    return f"{words} (95 % upper bound {round(upper_bound(tally.complications, tally.treated) * 100)} %)"


def _worked(tally: Tally) -> str:
    words = f"worked {tally.worked} of {tally.treated}"
    if not tally.allows_percentages:
        return words
    interval = wilson(tally.worked, tally.treated)
    return f"{words} ({round(interval.low * 100)}–{round(interval.high * 100)} %)"
