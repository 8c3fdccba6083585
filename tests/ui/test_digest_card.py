"""The digest at Discord's limits: shorter lines and fewer of them, and always the word for the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.calendar.zones import zone
from bot.clinical.reading import EntryKind
from bot.exchange.digest import Digest, Line, Planned, Section
from bot.exchange.digest_plan import USUAL
from bot.ui.digest_card import digest_card, preview_card, schedule_card
from db.digest import Place
from db.entries import Facet
from tests.support.discord_limits import check, texts_of
from tests.ui.test_entry_cards import WORST
from tests.ui.test_meeting_cards import LATER
from tests.ui.test_question_cards import of_kind

HIGHEST = 2**63 - 1
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)
TOPICS = ("protocol", "tip", "complication", "question", "summary")
PLANNED = Planned(USUAL, HIGHEST, zone("Australia/Adelaide"), NOW)


def worst(text: str, count: int) -> Digest:
    of_each = {topic: of_kind(EntryKind(topic), text) for topic in TOPICS}
    of_each["answered"] = of_each["question"]
    sections = tuple(
        Section(topic, tuple(Line(entry, Place(HIGHEST, HIGHEST)) for _ in range(count)), 10**6)
        for topic, entry in of_each.items()
    )
    return Digest(HIGHEST, NOW, sections, is_quiet=False)


@pytest.mark.parametrize("text", [WORST[:4000], "x" * 4000, "🔥" * 2000, "short"])
@pytest.mark.parametrize("count", [1, 5])
def test_the_worst_digest_fits(text: str, count: int) -> None:
    digest = worst(text, count)
    check(digest_card(digest, "t" * 20, timedelta(days=1)))
    check(preview_card(digest, PLANNED))
    words = texts_of(preview_card(digest, PLANNED))
    assert "more: `/question open`" in words
    assert "more: `/search` `kind: Complication`" in words


def test_a_quiet_week_says_so_and_what_to_try() -> None:
    quiet = texts_of(digest_card(Digest(1, NOW, (), is_quiet=True), "token"))
    assert "A quiet week" in quiet
    assert "`#tip`" in quiet


def test_a_digest_of_which_everything_was_withdrawn_is_not_empty() -> None:
    assert "can be shown to everybody any more" in texts_of(digest_card(Digest(1, NOW, (), is_quiet=False), "token"))


def test_settings_are_never_shown_without_what_is_missing() -> None:
    lines = (Line(of_kind(EntryKind.PROTOCOL, "755 nm", 3), None),)
    words = texts_of(digest_card(Digest(1, NOW, (Section("protocol", lines, 1),), is_quiet=False), "token"))
    assert "**P-3** " in words
    assert "`/show` opens an entry by its number" in words
    assert "\n**1** protocol" in words
    assert "⚠️" in words


@pytest.mark.parametrize(
    ("stated", "words"), [(("II",), "-# skin type II ·"), (("II", "I"), "-# skin types I, II ·"), ((), "")]
)
def test_skin_types_are_said_as_one_or_several(stated: tuple[str, ...], words: str) -> None:
    entry = of_kind(EntryKind.PROTOCOL, "755 nm", 3)
    content = replace(entry.content, facets=tuple(Facet("skin_type", each) for each in stated))
    lines = (Line(replace(entry, content=content), None),)
    shown = texts_of(digest_card(Digest(1, NOW, (Section("protocol", lines, 1),), is_quiet=False), "token"))
    assert words in shown
    assert ("-# skin type" in shown) == bool(stated)


def test_the_industrys_sessions_are_labelled() -> None:
    held = replace(LATER, plan=replace(LATER.plan, title="New heads"))
    shown = texts_of(
        digest_card(Digest(1, NOW, (Section("meeting", (Line(held, None),), 1),), is_quiet=False), "token")
    )
    assert "Industry session: New heads" in shown


def test_a_community_without_a_channel_is_told_what_to_do() -> None:
    assert "has no channel yet" in texts_of(schedule_card(Planned(USUAL, None, zone("UTC"), None)))
    assert "No digest is planned" in texts_of(
        preview_card(Digest(1, NOW, (), is_quiet=True), Planned(USUAL, None, zone("UTC"), None))
    )
