"""``python -m tests.relevance``: how well searches find what was wanted, by class of query, beside plain bm25.

``--worst 10`` shows the queries that lose most, with what came first and what should have.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Sequence

from tests.relevance.judged import library
from tests.relevance.rankers import Mean, Outcome, by_class, mean, outcomes

_SHOWN_OF_EACH = 5


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """nDCG@10 by class, and of all queries."""
    yield f"{'nDCG@10':28}{'queries':>9}{'Fluence':>9}{'bm25':>9}"
    for kind, each in by_class(found).items():
        yield _row(kind, each)
    yield _row("all", mean(found))


def _row(name: str, each: Mean) -> str:
    below = "  below plain bm25" if each.ours < each.plain else ""
    return f"{name:28}{each.queries:9}{each.ours:9.3f}{each.plain:9.3f}{below}"


def worst(found: Sequence[Outcome], number: int) -> Iterator[str]:
    """The queries that lose most."""
    texts = {entry.id: entry.text for entry in library()}
    for each in sorted(found, key=lambda outcome: outcome.ours_ndcg)[:number]:
        grades = each.query.grades
        best = sorted(grades, key=lambda id_: -grades[id_])
        yield f"\n{each.query.id}  {each.query.query!r}: {each.ours_ndcg:.3f} (bm25 {each.plain_ndcg:.3f})"
        yield "   came" if each.ours else "   nothing came"
        yield from (_line(grades.get(id_, 0), id_, texts) for id_ in each.ours[:_SHOWN_OF_EACH])
        yield "   should have"
        yield from (_line(grades[id_], id_, texts) for id_ in best[:_SHOWN_OF_EACH])


def _line(grade: int, id_: str, texts: dict[str, str]) -> str:
    return f"     {grade} {id_:26} {texts[id_][:80]}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.relevance", description="How well searches find.")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N queries that lose most")
    number: int = parser.parse_args().worst
    found = asyncio.run(outcomes())
    print(*table(found), *worst(found, number), sep="\n")


if __name__ == "__main__":
    main()
