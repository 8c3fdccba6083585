"""One pass over a text's words for everything that the catalogues name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from bot.clinical.body_sites import BodySite, body_sites
from bot.clinical.complications import Complication, complications
from bot.clinical.folding import Words
from bot.clinical.indications import Indication, indications
from bot.clinical.phrase_book import Hit, PhraseBook
from bot.clinical.phrases import View
from bot.clinical.reading import Found, Mention, Standing
from bot.clinical.seriousness import Fact, seriousness
from bot.clinical.slips import word_meant
from bot.clinical.urgent import Hint, Sign, urgent_catalogue

_COMPLICATION, _INDICATION, _BODY_SITE, _FACT, _SIGN = range(5)


class NamedThings(NamedTuple):
    """What a text names."""

    mentions: tuple[Mention, ...]
    indications: tuple[Found, ...]
    body_sites: tuple[Found, ...]
    seriousness: tuple[Found, ...]
    """Nothing where no complication is reported: "resolved" is then said of something else."""
    urgent: tuple[Found, ...]


def named_things(words: Words) -> NamedThings:
    """Everything that the catalogues know in a text."""
    view, hits = _book().found_in(words)
    if not hits:
        return NamedThings((), (), (), (), ())
    by_catalogue: tuple[list[Hit[Any]], ...] = ([], [], [], [], [])
    for (catalogue, item), first, last, at in hits:
        by_catalogue[catalogue].append(Hit(item, first, last, at))
    return _told(view, *by_catalogue)


def _told(
    view: View,
    complication_hits: list[Hit[Complication | None]],
    indication_hits: list[Hit[Indication | None]],
    body_site_hits: list[Hit[BodySite | None]],
    fact_hits: list[Hit[Fact | None]],
    sign_hits: list[Hit[Sign | Hint]],
) -> NamedThings:
    mentions = complications().mentions(view, complication_hits) if complication_hits else ()
    reported = [mention for mention in mentions if mention.standing is Standing.REPORTED] if fact_hits else ()
    return NamedThings(
        mentions=mentions,
        indications=indications().told(view, indication_hits) if indication_hits else (),
        body_sites=body_sites().told(view, body_site_hits) if body_site_hits else (),
        seriousness=seriousness().told_of(view, fact_hits, reported) if reported else (),
        urgent=urgent_catalogue().told(view, sign_hits) if sign_hits else (),
    )


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
