"""What a summary is of: the webinar, talk or paper, who spoke and who paid, when, and where it can be found.

These facts are details of the entry, not a table of their own: the digest needs a summary's title and no more of it,
and as details they are screened, found by search, exported, erased and kept through edits like all that is said beside
a text. What was said in the chat alone still tells its DOI or link, which is read from it each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.clinical.references import reference, reference_in
from bot.exchange.refusal import Refusal
from db.entries import Content, Detail

SOURCE: Final = "Source"
SPEAKER: Final = "Speaker"
WHO_PAID: Final = "Who paid"
DATE: Final = "Date"
LINK: Final = "Link"
_DATE_ALONE: Final = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d{1,2} [^\W\d_]+ \d{4}|[^\W\d_]+ \d{1,2}, \d{4}")
NAMES: Final = (SOURCE, SPEAKER, WHO_PAID, DATE, LINK)


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """As they were written; empty where they were not stated."""

    source: str = ""
    speaker: str = ""
    who_paid: str = ""
    date: str = ""
    link: str = ""


def facts_of(content: Content) -> SummaryFacts:
    """What an entry says of its source; a link that its author has not named is the first in the text."""
    said = {detail.name: detail.text for detail in content.details}
    link = said.get(LINK) or reference_in(content.text) or ""
    return SummaryFacts(said.get(SOURCE, ""), said.get(SPEAKER, ""), said.get(WHO_PAID, ""), said.get(DATE, ""), link)


def words_of(details: Iterable[Detail]) -> Iterator[str]:
    """What is said beside a text, as it is read and screened with it. A date alone is the talk's or the meeting's: next
    to a colleague's name in the text it would be taken for a patient's."""
    return (each.text for each in details if each.name != DATE or not _DATE_ALONE.fullmatch(each.text.strip()))


def details_from(facts: SummaryFacts) -> tuple[Detail, ...]:
    """The facts that are stated, as they were typed."""
    values = (facts.source, facts.speaker, facts.who_paid, facts.date, facts.link)
    return tuple(Detail(name, value) for name, value in zip(NAMES, values, strict=True) if value)


def checked(details: tuple[Detail, ...]) -> tuple[Detail, ...]:
    """The same with the link as it is followed; raises a Refusal for one that leads nowhere."""
    return tuple(Detail(LINK, _followed(each.text)) if each.name == LINK else each for each in details)


def with_facts(content: Content, facts: SummaryFacts) -> tuple[Detail, ...]:
    """An entry's details with these facts in place of the former ones; raises a Refusal as `checked` does."""
    typed = facts
    if facts.link and not _named_link(content) and facts.link == reference_in(content.text):
        # The form held what the text says: it follows the text.
        typed = SummaryFacts(facts.source, facts.speaker, facts.who_paid, facts.date)
    return (*checked(details_from(typed)), *(each for each in content.details if each.name not in NAMES))


def _named_link(content: Content) -> bool:
    return any(detail.name == LINK for detail in content.details)


def _followed(link: str) -> str:
    meant = reference(link)
    if meant is None:
        raise Refusal(
            "**Nothing was saved yet:** the link is neither an address nor a DOI. An address begins with `https://`, a "
            "DOI with `10.`, such as `10.1000/182`. **Edit again** opens the form with what you typed."
        )
    return meant
