"""What may stand between two numbers that belong together."""

from __future__ import annotations

from typing import Final

_RANGE: Final = frozenset(
    {
        "-",
        "--",
        "to",
        "- to",
        "-to",
        "through",
        "thru",
        "a",  # in French, "6 à 8 semaines"
        "bis",
        "hasta",
        "εως",
        "up to",
        "till",
        "until",
        "->",
        "→",
        "and up to",
        "~",
        "—",
        "- up to",
        "-up to",
        "upto",
        "or up to",
        "going up to",
    }
)
_LIST: Final = frozenset(
    {
        ",",
        "/",
        "and",
        ", and",
        ",and",
        "or",
        ", or",
        "&",
        "+",
        ", &",
        "then",
        ", then",
        "et",
        "y",
        "und",
        "e",
        "και",
        "ou",
        "oder",
        "vs",
        "vs.",
        "versus",
        ";",
        "and then",
        "and/or",
        "-,",
        "-, and",
        "-, or",
    }
)
ARROWS: Final = frozenset({"->", "→"})
"""What steps are written with."""
_SPREAD: Final = frozenset({"±", "+/-", "+-", "+/−", "plus or minus", "plus/minus"})
_TIMES: Final = frozenset({"x", "×", "*", "by", "х"})
KINDS: Final = {
    **dict.fromkeys(_RANGE, "range"),
    **dict.fromkeys(_LIST, "list"),
    **dict.fromkeys(_TIMES, "x"),
    **dict.fromkeys(_SPREAD, "spread"),
}
"""How what stands between two numbers joins them: as a range, a list, sides, or a value and its spread."""

ABOUT: Final = frozenset({"about", "around", "approx", "roughly", "ca", "maybe", "nearly", "perhaps"})
_MARKED: Final = " *`_~≈"
_MARKS: Final = frozenset(_MARKED) - {" "}


def without_marks(text: str) -> str:
    """What stands between two numbers without the marks of a chat, and without an "about" before the second."""
    joined, _, last = text.rpartition(" ")
    if last.rstrip(".") in ABOUT:
        text = joined.rstrip()
    return text if _MARKS.isdisjoint(text) else text.strip(_MARKED)
