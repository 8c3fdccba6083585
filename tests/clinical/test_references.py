"""What is a DOI or an address, and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.references import LONGEST_LINK, reference, reference_in

DOI = "10.1097/DSS.0000000000003456"
AT_DOI = f"https://doi.org/{DOI}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (DOI, AT_DOI),
        (f" doi: {DOI} ", AT_DOI),
        (f"DOI:{DOI}", AT_DOI),
        (f"https://doi.org/{DOI}", AT_DOI),
        (f"http://dx.doi.org/{DOI}", AT_DOI),
        (f"doi.org/{DOI}", AT_DOI),
        (
            "10.1002/(SICI)1096-9101(1999)24:2<93::AID-LSM3>3.0.CO;2-W",
            None,
        ),
        ("10.1002/(sici)1096-9101(1999)24:2", "https://doi.org/10.1002/(sici)1096-9101(1999)24:2"),
        ("https://example.org/talk?id=3&x=(1)", "https://example.org/talk?id=3&x=(1)"),
        ("http://example.org:8080", "http://example.org:8080"),
        ("https://münchen.example/vortrag", "https://münchen.example/vortrag"),
        ("10.12/too-short-a-prefix", None),
        ("10.1097/", None),
        ("example.org/talk", None),
        ("ftp://example.org", None),
        ("javascript:alert(1)", None),
        ("https://user:word@example.org", None),
        ("https://example.org@other.example", None),
        ("https://localhost/x", None),
        ("https://exa mple.org", None),
        ("https://example.org/<b>", None),
        ("https://[half", None),
        ("https://example.org:port", None),
        ("https://example.org/" + "x" * LONGEST_LINK, None),
        ("10.1097/" + "x" * LONGEST_LINK, None),
        ("the webinar", None),
        ("", None),
    ],
)
def test_a_typed_reference(typed: str, meant: str | None) -> None:
    assert reference(typed) == meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"#summary of a paper ({DOI}). Two passes are enough.", AT_DOI),
        (f"#summary https://doi.org/{DOI}\nTwo passes", AT_DOI),
        (f"See https://example.org/a and doi:{DOI}", AT_DOI),
        ("#summary (https://example.org/a_(b)), then more.", "https://example.org/a_(b)"),
        ("#summary [talk](https://example.org/talk)!", "https://example.org/talk"),
        ("Fluence 10.5/12 J/cm2, 1064/532 nm, 10.1000 / 2", None),
        ("https://localhost and http:// only", None),
        ("nothing", None),
    ],
)
def test_a_reference_in_a_text(text: str, found: str | None) -> None:
    assert reference_in(text) == found


@given(st.text(max_size=200))
def test_what_is_meant_stays_meant(typed: str) -> None:
    meant = reference(typed)
    if meant is not None:
        assert reference(meant) == meant
        assert len(meant) <= LONGEST_LINK
        assert meant.startswith(("http://", "https://")) or meant.lower().startswith("http")


def test_a_long_text_takes_no_long_time() -> None:
    began = time.perf_counter()
    for text in ("10.1000/" * 500, "https://" * 500, "https://a." * 400 + "(" * 400, "10.10000000" * 400):
        reference_in(text)
        reference(text)
    assert time.perf_counter() - began < 1
