"""The catalogues' files are read as TOML says, only faster."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clinical import plain_toml

FILES = sorted(
    file.name for file in resources.files("bot.clinical").joinpath("data").iterdir() if file.name.endswith(".toml")
)


def as_tomllib_reads(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def as_read_here(text: str) -> Any:
    try:
        return plain_toml.loads(text)
    except tomllib.TOMLDecodeError:
        return None


@pytest.mark.parametrize("name", FILES)
def test_every_file_reads_as_the_standard_library_reads_it_and_without_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resources.files("bot.clinical").joinpath("data", name).read_text(encoding="utf-8")
    read_by_the_library = tomllib.loads(text)
    monkeypatch.setattr(plain_toml, "tomllib", None)  # a single line that is not plain doubles the time of loading
    assert plain_toml.loads(text) == read_by_the_library


LINES = [
    "a = 1",
    "a = 3e-6",
    "b = 'a\\d'",
    'b = "x"',
    "c = [",
    '  "x", "y",',
    "  # why",
    "  [1, 2],",
    "]",
    "[t]",
    "[t.u]",
    "[[r]]",
    "[r.u]",
    "d = '''",
    "some 'words'",
    "'''",
    "# d = 2",
    "",
    "e = {f = 1}",
    "e = true # yes",
    '"quoted key" = 2',
    "g = 1979-05-27",
    "h=3",
    "  i = 4",
    "j = [1, 2,]",
    "k = NaN",
    "l = null",
    "m.n = 5",
    "''' = 1",
    "r = [1]",
    "t = 1",
    "[[t]]",
    "[r]",
    "[c.u]",
    'o = {"f": 1}',
    'p = [{"f": 1}]',
    "q = [null]",
    "s = -Infinity",
]


@given(st.lists(st.sampled_from(LINES), max_size=8))  # short: what goes wrong does so between two or three lines
@example(["[[r]]", "[r.u]", "a = 1", "[[r]]", "[r.u]", "a = 3e-6"])
@example(["c = [", '  "x", "y",', "]"])
@example(["d = '''", "some 'words'", "'''"])
def test_any_lines_read_as_the_standard_library_reads_them(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert as_read_here(text) == as_tomllib_reads(text)
