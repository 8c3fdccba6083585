"""What a summary is of, on its card: the source, who spoke and who paid, the date and the link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.exchange.summary_facts import SummaryFacts, facts_of
from bot.ui.text import clipped, escaped
from db.entries import Entry

NOT_STATED: Final = "not stated"
_ROOM: Final = 900  # of a card's 4,000 characters
_SHORTER: Final = (150, 100, 60, 30)
_A_MEETING: Final = re.compile(r"M-[0-9]+ · ")


def source_block(entry: Entry) -> str:
    """A line for each fact, in short where there is no room. Who paid is never left out: "not stated" is a fact too."""
    block = ""
    for longest in _SHORTER:
        block = "\n".join(_lines(entry, facts_of(entry.content), longest))
        if len(block) <= _ROOM:
            break
    return block


def is_whole(entry: Entry) -> bool:
    """Whether the block has every word of the facts."""
    return source_block(entry) == "\n".join(_lines(entry, facts_of(entry.content), _SHORTER[0]))


def _lines(entry: Entry, facts: SummaryFacts, longest: int) -> Iterator[str]:
    if facts.source and facts.source != entry.content.title:
        yield f"**Source:** {_short(facts.source, longest)}"
    if not _is_of_a_meeting(facts):
        yield f"**Speaker:** {_short(facts.speaker or NOT_STATED, longest)}"
        yield f"**Who paid:** {_short(facts.who_paid or NOT_STATED, longest)}"
    if facts.date:
        yield f"**Date:** {_short(facts.date, longest)}"
    if facts.link:
        yield f"**Link:** {escaped(facts.link)}"


def _is_of_a_meeting(facts: SummaryFacts) -> bool:
    """Minutes of the group's own meeting have no speaker, unless one is named."""
    return not (facts.speaker or facts.who_paid) and _A_MEETING.match(facts.source) is not None


def _short(text: str, longest: int) -> str:
    return escaped(clipped(" ".join(text.split()), longest))
