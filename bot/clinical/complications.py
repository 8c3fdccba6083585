"""What can go wrong: the codes, and finding them in a text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.clinical import lookup
from bot.clinical.hearsay import standing_as_told
from bot.clinical.named_in_text import NamedCatalogue, named
from bot.clinical.phrase_book import Hit
from bot.clinical.phrases import View, listed, plain_phrases
from bot.clinical.reading import Found, Mention, Standing
from bot.clinical.standing import Named
from bot.clinical.wanted import is_endpoint, is_wanted


class Complication(NamedTuple):
    """A kind of adverse event. One that is ``treatable`` can also be the reason for a treatment.

    One that is ``wanted`` can be what a treatment was to bring about: the blister on a wart.
    """

    code: str
    name: str
    group: str
    words: tuple[str, ...]
    treatable: bool
    wanted: bool
    source: str | None
    basis: str | None

    @property
    def key(self) -> str:
        """The code, under the name that the other catalogues use."""
        return self.code

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else people type for it."""
        return plain_phrases(self.words)


class ComplicationCatalogue(NamedCatalogue[Complication]):
    """Every complication. A text does not tell of one that it denies, fears, asks about, treats or remembers."""

    def mentions(self, view: View, hits: list[Hit[Complication | None]]) -> tuple[Mention, ...]:
        """Every complication named, in the text's order, and how each stands."""
        found = named(hits)
        if not found:
            return ()
        where = Named.of(view, [(first, last) for _, first, last in found])
        span = view.words.span
        return tuple(
            [Mention(each.code, _standing(each, where, first, last), span(first, last)) for each, first, last in found]
        )

    def told(self, view: View, hits: list[Hit[Complication | None]]) -> tuple[Found, ...]:
        """Of the phrases found in a text, the complications reported: each where it is reported first."""
        found: dict[str, Found] = {}
        for mention in self.mentions(view, hits):
            if mention.standing is Standing.REPORTED:
                found.setdefault(mention.code, Found(mention.code, mention.span))
        return tuple(found.values())


def _standing(each: Complication, where: Named, first: int, last: int) -> Standing:
    if is_endpoint(where.view, first) or (each.wanted and is_wanted(where.view, first, last)):
        return Standing.WANTED
    return standing_as_told(where, first, last, each.treatable)


@cache
def complications() -> ComplicationCatalogue:
    """The complications, read once."""
    data = lookup.load("complications.toml")
    treatable = frozenset(data["also_treated"].split())
    wanted = frozenset(data["also_wanted"].split())
    return ComplicationCatalogue(
        tuple(
            Complication(
                row["code"],
                row["name"],
                row["group"],
                listed(row["words"]),
                row["code"] in treatable,
                row["code"] in wanted,
                row.get("source"),
                row.get("basis"),
            )
            for row in data["complication"]
        ),
        listed(data["not_meant"]),
    )
