"""A message's own title, and whether it says anything besides its tags."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clinical.reader import read
from bot.clinical.titles import titled


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("#tip Lower the fluence on the shins", "Lower the fluence on the shins"),
        ("#tip\n\nLower the fluence", "Lower the fluence"),
        ("Lower the fluence #tip #legs", "Lower the fluence"),
        ("#protocol use the #GentleMax at 18 J", "use the GentleMax at 18 J"),
        ("# **Fractional CO2** for `scars` #tip", "Fractional CO2 for scars"),
        ("- first point #tip\n- second", "first point"),
        ("1. Shave. #tip", "Shave"),
        ("> asked before\nmy answer #tip", "asked before"),
        ("#tip <@123> <:laser:456> cool longer", "cool longer"),
        ("#summary https://example.org/webinar\nThree points on DeepFX", "Three points on DeepFX"),
        ("#summary https://example.org/webinar", "https://example.org/webinar"),
        ("#summary [The webinar](https://example.org/w)", "The webinar"),
        ("#tip Shave the day before the session. Then cool for ten minutes.", "Shave the day before the session"),
        ("#tip OK. Then cool.", "OK. Then cool"),
        ("#tip A way to mark the grid, by Dr. Example. It is quick.", "A way to mark the grid, by Dr. Example"),
        ("#tip ||spoiler|| __under__ snake_case", "spoiler under snake_case"),
        ("#tip 🔥 hot tip", "🔥 hot tip"),
        ("#tip ```\n30 J/cm2\n```", "30 J/cm2"),
        ("hi all, anna from athens. for #protocol : GMP, legs, 15mm 755 14-16J", "GMP, legs, 15mm 755 14-16J"),
        ("Hello colleagues! I'm Zoe Example from Milan, what helps with PIH? #question", "what helps with PIH?"),
        ("Hi all,\n18 mm 14 J on the legs #tip", "18 mm 14 J on the legs"),
        ("Hi all #tip", "Hi all"),
        ("Hi, legs 18 mm #tip", "Hi, legs 18 mm"),
        ("High fluence on the legs is risky #tip", "High fluence on the legs is risky"),
        ("does anyone know #question can a nurse in Greece fire it alone?", "can a nurse in Greece fire it alone?"),
        ("Does anyone know if silicone helps? #question", "Does anyone know if silicone helps?"),
    ],
)
def test_the_title_is_the_first_line_that_says_something(text: str, title: str) -> None:
    assert read(text).title == title


def test_a_long_line_is_cut_at_a_word() -> None:
    title = read("#tip " + "cooling " * 30).title
    assert len(title) <= 80
    assert title.endswith("cooling…")


def test_one_endless_word_is_cut_all_the_same() -> None:
    assert read("#tip " + "x" * 500).title == "x" * 79 + "…"


@pytest.mark.parametrize(
    "text", ["", "#tip", "#tip #legs", "#tip <@123> <#456> <:ok:789>", "#tip 🔥", "#tip ***", "\u200b #tip \u200b"]
)
def test_tags_and_mentions_alone_say_nothing(text: str) -> None:
    reading = read(text)
    assert not reading.says_something
    assert reading.title == ""


@pytest.mark.parametrize("text", ["#tip 5", "#summary https://example.org", "#tip مرحبا", "> quoted #tip\n#tip"])
def test_a_figure_a_link_or_any_script_says_something(text: str) -> None:
    assert read(text).says_something


@given(st.text(max_size=300) | st.text(alphabet="#*_`>-1. \nab", max_size=120))
def test_a_title_is_never_empty_or_long_when_something_is_said(text: str) -> None:
    reading = read(f"#question {text}")
    if reading.says_something:
        assert reading.title
    assert len(reading.title) <= 80
    assert "\n" not in reading.title


@given(st.text(max_size=300) | st.text(alphabet="#*_`>-1. \nab", max_size=120))
@example("**Legs:** 18 mm, 14 J/cm²")
@example("cooling " * 30)
@example("0. :")
def test_a_title_that_a_text_gave_itself_is_not_read_again(text: str) -> None:
    assert titled(read(text).title, text) == text


@pytest.mark.parametrize("title", ["legs", "Leg", "Legs 18 mm", "14 J/cm²", "#pain Legs", "…"])
def test_any_other_title_is_read_with_its_text(title: str) -> None:
    text = "**Legs**: 18 mm, 14 J/cm²"
    assert titled(title, text) == f"{title}\n{text}"
