"""How complications stand in a text: reported, denied, feared, asked about, or long past."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.folding import fold
from bot.clinical.reading import Mention, Standing
from bot.clinical.vocabulary import named_things

R, D, F, A, H = Standing.REPORTED, Standing.DENIED, Standing.FEARED, Standing.ASKED, Standing.HISTORY


def mentions(text: str) -> tuple[Mention, ...]:
    return named_things(fold(text).words).mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She blistered on day 2 and was left with a scar", [("blister", R), ("scar", R)]),
        ("PIH in two of twenty, resolved by week 8", [("pih", R)]),
        ("Got PIH after Halo, any ideas?", [("pih", R)]),
        ("How would you treat her blisters?", [("blister", R)]),
        ("Why did she blister at 18 J?", [("blister", R)]),
        ("worried patient, who then developed PIH", [("pih", R)]),
        ("reduced the fluence after the blisters", [("blister", R)]),
        ("the previous session blistered", [("blister", R)]),
        ("I may have burned her", [("burn", R)]),
        ("No blisters, but a brown square", [("blister", D), ("pih", R)]),
        ("No blistering, mild PIH in one.", [("blister", D), ("pih", R)]),
        ("No blisters, PIH, scarring.", [("blister", D), ("pih", D), ("scar", D)]),
        ("no crusting, blistering or scarring", [("crust", D), ("blister", D), ("scar", D)]),
        ("without burns and blisters", [("burn", D), ("blister", D)]),
        ("healed without scarring", [("scar", D)]),
        ("she denied blisters", [("blister", D)]),
        ("blisters: none", [("blister", D)]),
        ("PIH did not occur", [("pih", D)]),
        ("scarring was not seen", [("scar", D)]),
        ("I have never seen a burn with it", [("burn", D)]),
        ("no adverse events such as burns or scarring", [("burn", D), ("scar", D)]),
        ("worried about PIH", [("pih", F)]),
        ("to avoid burns, blisters and PIH I cool longer", [("burn", F), ("blister", F), ("pih", F)]),
        ("the risk of burns is low", [("burn", F)]),
        ("consented for PIH and scarring", [("pih", F), ("scar", F)]),
        ("this could cause hypopigmentation", [("hypopigmentation", F)]),
        ("if she blisters, stop", [("blister", F)]),
        ("PIH risk is higher in type V", [("pih", F)]),
        ("burns can happen", [("burn", F)]),
        ("valaciclovir as prophylaxis for cold sores", [("hsv", F)]),
        ("Any blistering?", [("blister", A)]),
        ("Is 30 J safe? Any PIH?", [("pih", A)]),
        ("Anyone seen hypopigmentation with the 1927?", [("hypopigmentation", A)]),
        ("anyone had burns with this tip", [("burn", A)]),
        ("cold sore history asked", [("hsv", H)]),
        ("history of keloids after surgery", [("keloid", H)]),
        ("had PIH from another clinic years ago", [("pih", H)]),
        ("burned elsewhere five years ago", [("burn", H)]),
        ("previous laser burn on the cheek", [("burn", H)]),
        ("treating melasma and PIH", [("pih", H)]),
        ("hydroquinone for PIH", [("pih", H)]),
        ("treated for post-burn scars", []),
        ("fractional CO2 for a burn scar", []),
        ("sunburn last week", []),
    ],
)
def test_each_complication_stands_as_it_is_told(text: str, expected: list[tuple[str, Standing]]) -> None:
    assert [(mention.code, mention.standing) for mention in mentions(text)] == expected
    spelt = [(mention.code, mention.standing) for mention in mentions(f"#complication {text}")]
    assert spelt == expected


def test_a_mention_is_the_words_that_say_so() -> None:
    text = "No blisters — then a brown​ square"
    assert [text[each.span.start : each.span.end] for each in mentions(text)] == ["blisters", "brown​ square"]


@given(
    st.lists(
        st.sampled_from(
            ["no ", "PIH", "blisters", ", ", " or ", " and ", "worried about ", "? ", ". ", "years ago", "got ", "but "]
        )
        | st.text(max_size=6),
        max_size=25,
    )
)
def test_any_text_stands_somehow(parts: list[str]) -> None:
    text = "".join(parts)
    assert mentions(text) == mentions(text)
    starts = [mention.span.start for mention in mentions(text)]
    assert starts == sorted(starts)
    assert all(0 <= mention.span.start < mention.span.end <= len(text) for mention in mentions(text))
