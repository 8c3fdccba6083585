"""Facts that bear on how serious a complication is."""

from __future__ import annotations

import pytest

from bot.clinical.folding import fold
from bot.clinical.vocabulary import named_things


def facts(text: str) -> list[tuple[str, str]]:
    return [(each.value, text[each.span.start : each.span.end]) for each in named_things(fold(text).words).seriousness]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Burn, resolved in 3 weeks", [("resolved", "resolved in 3 weeks")]),
        ("PIH still present at 6 months", [("persisting", "still present")]),
        ("a permanent scar", [("permanent", "permanent")]),
        ("burned, needed skin grafting in hospital", [("surgery", "skin grafting"), ("hospital", "hospital")]),
        ("cellulitis, IV antibiotics", [("intravenous_treatment", "IV antibiotics")]),
        (
            "blisters, silvadene, oral pred 3 days",
            [("topical_treatment", "silvadene"), ("oral_treatment", "oral pred")],
        ),
        ("anaphylaxis, intubated in ICU", [("life_threatening", "intubated")]),
        ("burn, no hospital, not permanent", []),
        ("blisters that never healed", [("permanent", "never healed")]),
        ("no blisters, all settled in 3 days", []),
        ("melasma cleared in 8 weeks", []),
        ("burn; a tan was still there, the acne cleared with azelaic", [("topical_treatment", "azelaic")]),
        ("PIH still present at week 4, faded after four months", [("resolved", "faded after four months")]),
        ("burn, not healed at day 5, now healed", [("resolved", "healed")]),
        ("PIH faded, then still visible at a year", [("persisting", "still visible")]),
        ("PIH cleared with hydroquinone", [("resolved", "cleared"), ("topical_treatment", "hydroquinone")]),
        (
            "hypopigmentation still visible at 6 months, the blister healed",
            [("persisting", "still visible"), ("resolved", "healed")],
        ),
    ],
)
def test_facts_are_found_where_a_complication_is_reported(text: str, expected: list[tuple[str, str]]) -> None:
    assert facts(text) == expected
