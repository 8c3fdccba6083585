"""Long texts that are hard to read: what drives patterns to try again and again, and every kind of thing at once."""

from __future__ import annotations

import random
from typing import Final

from tests.clinical.score import messages_of

FRAGMENTS: Final = {
    "one letter": "a",
    "one-letter words": "a ",
    "spaces": " ",
    "lines": "\n",
    "digits": "1",
    "numbers": "1 ",
    "numbers and commas": "1,",
    "decimals": "1.1 ",
    "numbers run together": "1.1-",
    "a list of numbers": "10, ",
    "a list with slashes": "10/",
    "ranges": "7-9 - ",
    "tagged percentages": "#tip #tip 00%:",
    "factors": "10 x ",
    "quantities": "10 J/cm2 ",
    "units alone": "J/cm2 ",
    "half units": "10 J/",
    "lasers and cooling": "755 nm 30/20 DCD ",
    "sets": "test spot 8 J, then 10 J. ",
    "passes and sessions": "x3 every 4 weeks ",
    "changed plans": "planned 16 J but ",
    "figures that were meant": "14 J i meant 16 J sorry ",
    "a machine's ranges": "machine up to 3 J and up to 4 ms ",
    "what was meant then": "was meant to be 18 J, ",
    "numbered spots": "spot 1 spot 2 ",
    "number words": "two hundred and twenty ",
    "brackets": "((((",
    "closing brackets": "cm(2)) ",
    "hyphens": "-",
    "dots": ". ",
    "apostrophes": "o'",
    "quotation marks": '"“ ',
    "at signs": "a@a.",
    "e-mail dots": "a.b-",
    "addresses": "http://a.b/",
    "plus signs": "+1 ",
    "telephone digits": "555 0",
    "dates": "1/2/2024 ",
    "months": "May 3 ",
    "capitals": "Anna ",
    "initials": "A. B. ",
    "titles": "Mr. ",
    "patients": "patient is ",
    "names after cues": "Mrs Anna Quill, ",
    "street numbers": "12 High Street, ",
    "record numbers": "MRN ",
    "ages": "91 y/o ",
    "denials": "no ",
    "denied complications": "no PIH, ",
    "feared complications": "worried about blisters ",
    "a phrase's first half": "loss of ",
    "vision": "vision ",
    "skin types": "FST II-",
    "skin types alone": "type IV ",
    "the pronoun": "I ",
    "short device names": "pixel ",
    "device names in halves": "gentle max ",
    "doses": "20 U Botox ",
    "accents": "é",
    "zero-width characters": "a\u200b",
    "combining marks": "e\u0301\u0301",
    "full-width digits": "１０ ",
    "emoji": "👩🏽‍⚕️ ",
    "right-to-left letters": "ليزر 755 ",
    "tags": "#tip ",
    "markup": "**_~~||`",
}
"""What is repeated, by what it is."""


def nasty_texts(length: int) -> dict[str, str]:
    """A text of this length of every kind, by what it is."""
    repeated = {name: (fragment * (length // len(fragment) + 1))[:length] for name, fragment in FRAGMENTS.items()}
    return {**repeated, **_mixed(length)}


def _mixed(length: int) -> dict[str, str]:
    chance = random.Random(4000)
    messages = [message.text for part in ("developed", "identifiers", "urgent") for message in messages_of(part)]
    words = [word for text in messages for word in text.split()]
    pieces = list(FRAGMENTS.values())
    return {
        "labelled messages": "\n".join(chance.sample(messages, length // 50))[:length],
        "their words in any order": " ".join(chance.choices(words, k=length // 2))[:length],
        "their words without spaces": "".join(chance.choices(words, k=length // 2))[:length],
        "all of the above in any order": "".join(chance.choices(pieces, k=length))[:length],
    }
