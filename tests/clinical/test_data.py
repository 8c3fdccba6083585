"""The catalogue's files: every row says where it is from, and every phrase can be found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.indications import indications
from bot.clinical.phrases import PhraseBook
from bot.clinical.topics import topics
from bot.clinical.urgent import may_be_urgent

TABLES = {
    "devices.toml": "device",
    "handpieces.toml": "handpiece",
    "topics.toml": "topic",
    "indications.toml": "indication",
    "complications.toml": "complication",
    "urgent.toml": "sign",
}


def rows(file_name: str) -> list[dict[str, Any]]:
    text = resources.files("bot.clinical").joinpath("data", file_name).read_text(encoding="utf-8")
    return tomllib.loads(text)[TABLES[file_name]]


def spelt_out(phrase: str) -> Iterator[str]:
    """Each of the texts a phrase stands for."""
    texts = [""]
    for word in phrase.split():
        choices = ["so and"] if word == "..." else [each.strip("=*") for each in word.split("/")]
        texts = [f"{text} {choice}".strip() for text in texts for choice in choices]
    yield from texts


@pytest.mark.parametrize("file_name", TABLES)
def test_every_row_says_where_it_is_from(file_name: str) -> None:
    for row in rows(file_name):
        assert ("source" in row) != ("basis" in row), row
        assert row.get("source") or row["basis"] == "house limit, unchecked"


@pytest.mark.parametrize("file_name", ["indications.toml", "complications.toml", "urgent.toml"])
def test_every_phrase_is_found_in_each_of_its_forms(file_name: str) -> None:
    for row in rows(file_name):
        for phrase in row["words"]:
            book = PhraseBook([(phrase, phrase)])
            for text in spelt_out(phrase):
                assert list(book.hits(fold(text).words)), text


def test_no_sign_escapes_the_first_look() -> None:
    for row in rows("urgent.toml"):
        beside = [""] if "near" not in row else [word.strip("=*") for word in row["near"]]
        for phrase in row["words"]:
            for text in spelt_out(phrase):
                for near in beside:
                    assert may_be_urgent(f"{text}, {near}"), text


def test_keys_are_unique_and_names_fit_a_choice() -> None:
    for items in (catalogue().all, topics().all, indications().all, complications().all):
        assert len({item.key for item in items}) == len(items)
        assert all(0 < len(item.name) <= 100 for item in items)
        assert len({item.name for item in items}) == len(items)


def test_references_hold() -> None:
    for device in catalogue().all:
        assert device.modality in catalogue().modalities
    for indication in indications():
        assert indication.complication is None or complications().get(indication.complication)
