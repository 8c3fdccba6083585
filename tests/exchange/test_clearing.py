"""What an author may answer for as not the patient: one rule for messages, forms and what is said of them later."""

from __future__ import annotations

import pytest

from bot.clinical.reading import OVERRIDABLE_KINDS
from bot.exchange.clearing import answered_for, may_be_cleared


@pytest.mark.parametrize(
    ("kinds", "may"),
    [
        (("name",), True),
        (("age", "date", "name"), True),
        (("name", "phone"), False),
        (("email",), False),
        ((), False),
    ],
)
def test_a_number_among_names_is_never_cleared(kinds: tuple[str, ...], may: bool) -> None:
    assert may_be_cleared(kinds) == may


def test_an_author_answers_for_nothing_else() -> None:
    assert answered_for(("name", "phone", "address")) == {"name"}
    assert answered_for(()) == frozenset()
    assert answered_for(OVERRIDABLE_KINDS) == OVERRIDABLE_KINDS
