"""What Discord's refusals at the start mean for whoever starts it again."""

from __future__ import annotations

import pytest

from bot.app.failures import EXIT_CONFIGURATION, EXIT_FAILED, failure_of
from tests.delivery.stand_ins import refusal


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, EXIT_CONFIGURATION, "refused the token"),
        (403, EXIT_FAILED, "refused a request"),
        (429, EXIT_FAILED, "Start again in a while"),
        (503, EXIT_FAILED, "Start again in a while"),
    ],
)
def test_a_refusal_says_whether_to_start_again(status: int, code: int, words: str) -> None:
    failure = failure_of(refusal(status))
    assert failure is not None
    assert failure.code == code
    assert words in failure.sentence
