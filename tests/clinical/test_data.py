"""The catalogue's files: every row says where it is from, and every phrase can be found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from bot.clinical.body_sites import body_sites
from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.indications import indications
from bot.clinical.phrase_book import PhraseBook
from bot.clinical.phrases import anchor_of
from bot.clinical.screen.vocabulary import name_words
from bot.clinical.seriousness import seriousness
from bot.clinical.slips import slips, word_meant
from bot.clinical.topics import topics
from bot.clinical.urgent import may_be_urgent, urgent_catalogue

TABLES = {
    "devices.toml": "device",
    "handpieces.toml": "handpiece",
    "bounds.toml": "line",
    "topics.toml": "topic",
    "indications.toml": "indication",
    "complications.toml": "complication",
    "urgent.toml": "sign",
    "urgent_abroad.toml": "sign",
    "urgent_hints.toml": "hint",
    "body_sites.toml": "body_site",
    "seriousness.toml": "fact",
}


def rows(file_name: str) -> list[dict[str, Any]]:
    text = resources.files("bot.clinical").joinpath("data", file_name).read_text(encoding="utf-8")
    return tomllib.loads(text)[TABLES[file_name]]


def spelt_out(phrase: str) -> Iterator[str]:
    """Texts that a phrase stands for: each word in each of its alternatives, the others in their first."""
    words = phrase.translate({ord(mark): None for mark in "^'()"}).split()
    choices = [["so"] if word in {"...", "~"} else [each.strip("=*") for each in word.split("/")] for word in words]
    for at, alternatives in enumerate(choices):
        for choice in alternatives:
            yield " ".join(choice if index == at else others[0] for index, others in enumerate(choices))


@pytest.mark.parametrize("file_name", TABLES)
def test_every_row_says_where_it_is_from(file_name: str) -> None:
    for row in rows(file_name):
        assert ("source" in row) != ("basis" in row), row
        assert row.get("source") or row["basis"] == "house limit, unchecked"


PHRASES = {
    "complications": [phrase for phrase, _ in complications().phrases()],
    "indications": [phrase for phrase, _ in indications().phrases()],
    "body sites": [phrase for phrase, _ in body_sites().phrases()],
    "facts": [phrase for phrase, _ in seriousness().phrases()],
    "signs": [phrase for phrase, _ in urgent_catalogue().signs],
    "beside hints": [phrase for phrase, _ in urgent_catalogue().beside_hints],
}


@pytest.mark.parametrize("phrases", PHRASES.values(), ids=PHRASES)
def test_every_phrase_is_found_in_each_of_its_forms(phrases: list[str]) -> None:
    for phrase in phrases:
        book = PhraseBook([(phrase, phrase)])
        for text in spelt_out(phrase):
            assert book.found_in(fold(text).words)[1], (phrase, text)


def test_no_sign_escapes_the_first_look() -> None:
    for phrase in PHRASES["signs"]:
        for text in spelt_out(phrase):
            assert may_be_urgent(text), text


@pytest.mark.parametrize("phrases", PHRASES.values(), ids=PHRASES)
def test_no_phrase_is_looked_up_by_less_than_three_letters_and_what_follows(phrases: list[str]) -> None:
    for phrase in phrases:
        assert all(len(word) > 3 for word in anchor_of(phrase).split("/") if word.endswith("*")), phrase
        assert phrase.count("^") == anchor_of(phrase).count("/") + 1 or phrase.count("^") <= 1, phrase


def test_no_given_name_is_among_those_that_are_words_too() -> None:
    assert name_words().given.isdisjoint(name_words().also_words)


def test_no_slip_is_a_word_that_is_meant() -> None:
    assert not set(slips()) & set(slips().values())


def test_every_slip_is_understood_when_it_is_met() -> None:
    assert {slip: word_meant(slip) for slip in slips()} == dict(slips())
    assert [word for word in {*slips().values(), "bisque", "vsn", "", "a"} if word_meant(word)] == []


def test_keys_are_unique_and_names_fit_a_choice() -> None:
    for items in (
        catalogue().all,
        topics().all,
        indications().all,
        complications().all,
        body_sites().all,
        seriousness().all,
    ):
        assert len({item.key for item in items}) == len(items)
        assert all(0 < len(item.name) <= 100 for item in items)
        assert len({item.name for item in items}) == len(items)


def test_references_hold() -> None:
    for device in catalogue().all:
        assert device.modality in catalogue().modalities
    for indication in indications():
        assert indication.complication is None or complications().get(indication.complication)
