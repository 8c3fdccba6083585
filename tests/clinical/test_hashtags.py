"""Kind tags and other hashtags, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.hashtags import KIND_TAGS, may_bear_kind_tag, read_hashtags, tag_meant
from bot.clinical.reading import EntryKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("#tip lower the fluence", EntryKind.TIP),
        ("Lower the fluence #TIP", EntryKind.TIP),
        ("a #Pearl from the meeting", EntryKind.TIP),
        ("(#protocol)", EntryKind.PROTOCOL),
        ("**#settings** 18 J", EntryKind.PROTOCOL),
        ("_#question_ who knows?", EntryKind.QUESTION),
        ("#summary:\nwebinar", EntryKind.SUMMARY),
        ("what a device. #review.", EntryKind.REVIEW),
        ("#adverse burn", EntryKind.COMPLICATION),
        ("#tip and #complication", EntryKind.COMPLICATION),
        ("#question then #tip", EntryKind.QUESTION),
        ("#tip\u200b ends with a zero-width space", EntryKind.TIP),
        ("\u200b#tip", EntryKind.TIP),
        ("line one\n#tip", EntryKind.TIP),
        ("> quoted\n#tip my answer", EntryKind.TIP),
        ("`code` then #tip", EntryKind.TIP),
        ("a < b #tip", EntryKind.TIP),
        ("it's 5 ` o'clock #tip", EntryKind.TIP),
        ("#tip’s", EntryKind.TIP),
        ("#tips use cold air", EntryKind.TIP),
        ("#Complications: PIH after IPL", EntryKind.COMPLICATION),
        ("#SUMMARIES of the webinar", EntryKind.SUMMARY),
        ("مرحبا #tip", EntryKind.TIP),
    ],
)
def test_a_kind_tag_counts(text: str, kind: EntryKind) -> None:
    assert read_hashtags(text).kind is kind
    assert may_bear_kind_tag(text)


@pytest.mark.parametrize(
    "text",
    [
        "tip",
        "lens#tip",
        "lens_#tip2",
        "#\u200btip",
        "#ti\u200bp",
        "# tip",
        "##tip",
        "\\#tip",
        "#tipsy",
        "`#tip`",
        "``x #tip``",
        "```\n#tip\n```",
        "> #tip",
        "> a\n> #tip b",
        ">>> a\nb\n#tip",
        "https://example.org/#tip",
        "see <https://example.org/#tip>",
        "www.example.org/page#tip",
        "example.org/#tip",
        "[the #tip](https://example.org)",
        "[page](https://example.org/#tip)",
        "<#123456789>",
        "&#tip",
        "",
    ],
)
def test_what_only_looks_like_a_kind_tag_does_not(text: str) -> None:
    assert read_hashtags(text).kind is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("#complicaton PIH after IPL", "complication"),
        ("PIH after IPL #Complicatons", "complications"),
        ("#reveiw", "review"),
        ("#setting 18 J", "settings"),
        ("#tipp cold air", "tip"),
        ("#tpi", "tip"),
        ("# tip use cold air", "tip"),
        ("Hello\n# Complications: two", "complications"),
        ("#lasers and #tiptoe and #tipsy", None),
        ("#trip #top #pear #pears #preview #averse #summarise", None),
        ("had a # complications with it", None),
        ("## Summary", None),
        ("`#complicaton`", None),
        ("> # tip", None),
        ("see <#123456789>", None),
        ("#tip", None),
    ],
)
def test_a_tag_with_a_slip_is_told_from_an_ordinary_hashtag(text: str, tag: str | None) -> None:
    assert tag_meant(text) == tag


def test_other_hashtags_become_tags_in_order_and_once() -> None:
    text = "#Tip #SkinOfColour #755nm #skin-of-colour #skinofcolour #1 <#123> #Μελάσμα"
    assert read_hashtags(text).tags == ("skinofcolour", "755nm", "skin-of-colour", "μελάσμα")


def test_tags_are_few_and_short() -> None:
    tags = read_hashtags(" ".join(f"#tag{n}" for n in range(50)) + " #" + "x" * 100).tags
    assert len(tags) == 20
    (long,) = read_hashtags("#" + "x" * 100).tags
    assert long == "x" * 40


def test_spans_are_the_hashtags() -> None:
    text = "use #tip the #GMP"
    assert [text[span.start : span.end] for span in read_hashtags(text).spans] == ["#tip", "#GMP"]


@given(st.lists(st.sampled_from([f"#{tag}" for tag in KIND_TAGS]) | st.text(max_size=8), max_size=8))
def test_the_quick_check_never_misses_a_tag(parts: list[str]) -> None:
    text = "".join(parts)
    assert may_bear_kind_tag(text) or read_hashtags(text).kind is None


@given(st.text(alphabet="`>#tip \n[]()<:/_*\u200b", max_size=200))
def test_any_markup_can_be_read(text: str) -> None:
    found = read_hashtags(text)
    assert found == read_hashtags(text)
    assert all(text[span.start] == "#" for span in found.spans)
