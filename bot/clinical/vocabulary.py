"""One pass over a text's words for everything that the catalogues name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, Final, NamedTuple

from bot.clinical.body_sites import BodySite, body_sites
from bot.clinical.complications import Complication, complications
from bot.clinical.events import opens_with
from bot.clinical.folding import Words
from bot.clinical.indications import Indication, indications
from bot.clinical.phrase_book import Hit, PhraseBook
from bot.clinical.phrases import View
from bot.clinical.reading import EntryKind, Found, Mention, Span, Standing
from bot.clinical.seriousness import Fact, seriousness
from bot.clinical.slips import word_meant
from bot.clinical.urgent import Hint, Sign, urgent_catalogue

_TREATING: Final = frozenset({EntryKind.PROTOCOL, EntryKind.QUESTION})
_SETTINGS: Final = re.compile(r"[^.:\n]{0,60}:\s[^\n]{0,80}?\d\s*(?:nm|mm|[mµ]?j|[mnp]s)\b", re.IGNORECASE)
"""A heading's end, a colon, and settings: " on cheeks, FST IV: picosecond 1064 nm"."""
_COMPLICATION, _INDICATION, _BODY_SITE, _FACT, _SIGN = range(5)


class NamedThings(NamedTuple):
    """What a text names."""

    mentions: tuple[Mention, ...]
    indications: tuple[Found, ...]
    body_sites: tuple[Found, ...]
    seriousness: tuple[Found, ...]
    """Nothing where no complication is reported: "resolved" is then said of something else."""
    urgent: tuple[Found, ...]


def named_things(words: Words, kind: EntryKind | None = None) -> NamedThings:
    """Everything that the catalogues know in a text; ``kind`` tells which is meant of what is treated and what happens.

    "PIH, type V: hydroquinone" is treated in a protocol or a question, and happened in a report of a complication.
    """
    view, hits = _book().found_in(words)
    if not hits:
        return NamedThings((), (), (), (), ())
    by_catalogue: tuple[list[Hit[Any]], ...] = ([], [], [], [], [])
    for (catalogue, item), first, last, at in hits:
        by_catalogue[catalogue].append(Hit(item, first, last, at))
    return _told(view, kind, *by_catalogue)


def _told(
    view: View,
    kind: EntryKind | None,
    complication_hits: list[Hit[Complication | None]],
    indication_hits: list[Hit[Indication | None]],
    body_site_hits: list[Hit[BodySite | None]],
    fact_hits: list[Hit[Fact | None]],
    sign_hits: list[Hit[Sign | Hint]],
) -> NamedThings:
    mentions = complications().mentions(view, complication_hits) if complication_hits else ()
    if mentions and kind is EntryKind.COMPLICATION:
        indication_hits = _without_what_happened(view, indication_hits, mentions)
    treated = indications().told(view, indication_hits) if indication_hits else ()
    if mentions and (kind in _TREATING or kind is EntryKind.TIP):
        mentions = tuple(_as_treated(view, mention, treated, kind) for mention in mentions)
    reported = [mention for mention in mentions if mention.standing is Standing.REPORTED] if fact_hits else ()
    return NamedThings(
        mentions=mentions,
        indications=treated,
        body_sites=body_sites().told(view, body_site_hits) if body_site_hits else (),
        seriousness=seriousness().told_of(view, fact_hits, reported) if reported else (),
        urgent=urgent_catalogue().told(view, sign_hits) if sign_hits else (),
    )


def _without_what_happened(
    view: View, hits: list[Hit[Indication | None]], mentions: tuple[Mention, ...]
) -> list[Hit[Indication | None]]:
    """The indications that are not at once what the report is of; where PIH was treated, it is not reported.

    What a report opens with may be what was treated where something else happened: "hypertrophic scar, PDL: a blister".
    """
    reported = [mention for mention in mentions if mention.standing is Standing.REPORTED]
    several = len({mention.code for mention in reported}) > 1
    happened = [each.span for each in reported if not (several and opens_with(view, each.span))]
    return [
        hit
        for hit in hits
        if hit.value is None or hit.value.complication is None or not _overlaps(_span(view, hit), happened)
    ]


def _as_treated(view: View, mention: Mention, treated: tuple[Found, ...], kind: EntryKind | None) -> Mention:
    """A complication as what is treated, where the text opens with it and names it as its indication.

    A tip may as well tell what happened: there it has to be the heading of settings.
    """
    if mention.standing is not Standing.REPORTED or not opens_with(view, mention.span):
        return mention
    if kind is EntryKind.TIP and not _SETTINGS.match(view.words.text.original, mention.span.end):
        return mention
    both = [found.span for found in treated if (row := indications().get(found.value)) and row.complication]
    return mention._replace(standing=Standing.HISTORY) if _overlaps(mention.span, both) else mention


def _span(view: View, hit: Hit[Indication | None]) -> Span:
    return view.words.span(hit.first, hit.last)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


@cache
def _book() -> PhraseBook[tuple[int, object]]:
    return PhraseBook(_phrases(), word_meant)


def _phrases() -> Iterator[tuple[str, tuple[int, object]]]:
    return chain(
        _numbered(_COMPLICATION, complications().phrases()),
        _numbered(_INDICATION, indications().phrases()),
        _numbered(_BODY_SITE, body_sites().phrases()),
        _numbered(_FACT, seriousness().phrases()),
        _numbered(_SIGN, urgent_catalogue().signs),
    )


def _numbered(catalogue: int, phrases: Iterable[tuple[str, object]]) -> Iterator[tuple[str, tuple[int, object]]]:
    """Each phrase with its item's catalogue. Neighbours share their item, and so what is made for it."""
    last: tuple[int, object] = (catalogue, None)
    for phrase, item in phrases:
        if last[1] is not item:
            last = (catalogue, item)
        yield phrase, last
