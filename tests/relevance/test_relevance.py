"""Searches find what was wanted: the scorer counts rightly, the judged set keeps to its form, and the floors hold."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from bot.clinical.devices import catalogue
from tests.relevance.__main__ import table, worst
from tests.relevance.judged import classes, library, ndcg, queries
from tests.relevance.rankers import by_class, mean, outcomes

FLOOR = 0.75


def test_the_best_order_is_one_and_none_is_nought() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c"], grades) == 1.0
    assert ndcg(["x", "y"], grades) == 0.0
    assert ndcg([], grades) == 0.0


def test_a_late_entry_gains_less_and_the_eleventh_nothing() -> None:
    grades = {"a": 3, "b": 1}
    best = 7 + 1 / math.log2(3)
    assert ndcg(["b", "a"], grades) == pytest.approx((1 + 7 / math.log2(3)) / best)
    assert ndcg(["x"] * 10 + ["a"], grades) == 0.0


def test_no_more_than_ten_can_be_asked_for() -> None:
    grades = {str(number): 2 for number in range(15)}
    assert ndcg([str(number) for number in range(10)], grades) == pytest.approx(1.0)


def test_every_entry_is_one_of_its_own_with_a_known_device() -> None:
    entries = library()
    assert len(entries) >= 220
    assert len({entry.id for entry in entries}) == len(entries)
    assert len({entry.text for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.device is None or catalogue().get(entry.device) is not None, entry.id
        assert 60 <= len(entry.text) <= 700, entry.id


def test_every_query_is_judged_and_its_entries_exist() -> None:
    known = {entry.id for entry in library()}
    for each in queries():
        assert each.grades.keys() <= known, each.id
        assert set(each.grades.values()) <= {1, 2, 3}, each.id
        assert 3 in each.grades.values(), each.id
    assert len({each.query for each in queries()}) == len(queries())


def test_there_are_seven_classes_with_a_dozen_queries_each() -> None:
    assert len(classes()) == 7
    assert min(Counter(each.kind for each in queries()).values()) >= 12


async def test_searches_find_what_was_wanted_and_no_class_is_below_plain_bm25() -> None:
    found = await outcomes()
    shown = "\n".join([*table(found), *worst(found, 5)])
    assert mean(found).ours >= FLOOR, shown
    below = [kind for kind, each in by_class(found).items() if each.ours < each.plain]
    assert below == [], shown
