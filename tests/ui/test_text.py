"""Member text on its way to the screen."""

from __future__ import annotations

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.counted import counted
from bot.exchange.privacy import Kept
from bot.ui.privacy_cards import kept_card
from bot.ui.text import clipped, escaped, upright
from db.members import Profile
from tests.support.discord_limits import texts_of

MARKUP = ["*", "_", "`", "~", "|", ">", "- ", "# ", "[x](https://example.org)", "](", "@everyone", "\n", ": ", "'", "…"]
PIECES = ["word", "\u202e", "\u2067", "<@123456789012345678>", *MARKUP]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))).map("".join))
def test_the_shortcut_for_harmless_text_changes_nothing(text: str) -> None:
    slow = discord.utils.escape_mentions(discord.utils.escape_markdown(upright(text))).replace("](", "]\u200b(")
    assert escaped(text) == slow


@pytest.mark.parametrize("text", ["Legs: 14 J/cm2, cool first (twice)", "What's new?", "Pico-Genesis 30% off"])
def test_ordinary_lines_stay_as_they_are(text: str) -> None:
    assert escaped(text) == text


def test_nothing_turns_the_direction_of_what_follows() -> None:
    assert escaped("Legs \u202egnihtemos\u202c, \u2067else\u2069") == "Legs gnihtemos, else"
    assert upright("\u202eLegs") == "Legs"
    assert escaped("שלום") == "שלום"


@given(st.text(max_size=300), st.integers(1, 200))
def test_clipping_keeps_within_the_limit(text: str, limit: int) -> None:
    assert len(clipped(text, limit)) <= limit


@pytest.mark.parametrize(("number", "words"), [(0, "0 entries"), (1, "1 entry"), (2000, "2,000 entries")])
def test_a_noun_suits_its_number(number: int, words: str) -> None:
    assert counted(number, "entry", "entries") == words


def test_what_is_kept_of_a_member_is_counted_behind_its_words() -> None:
    shown = texts_of(
        kept_card(
            Kept(Profile(), opted_out=False, ever_opted_out=False, counts=(("items of meetings that you present", 1),))
        )
    )
    assert "- Items of meetings that you present: **1**" in shown
