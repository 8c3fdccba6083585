"""Numbers that are written as words, one or several of them: "eight", "twenty-five", "one hundred and sixty"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.settings.numbers import number_said
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.vocabulary import vocabulary

_HUNDRED: Final = 100
_TEN: Final = 10
_TWENTY: Final = 20
_PAIR: Final = 2  # words from one to the next, with another between
_MOST_HUNDREDS: Final = 3
_TOGETHER: Final = frozenset({" ", "-"})


def numbers_said(words: Words, signs: Sequence[Sign]) -> list[Quantity]:
    """The numbers that a text's number words say, as far as something behind them is counted."""
    told = [sign for sign in signs if sign.kind == "number"]
    found: list[Quantity] = []
    at = 0
    while at < len(told):
        first = last = told[at]
        value = float(first.value)
        at += 1
        while at < len(told) and (more := _together(words, value, last, told[at])):
            value, last = more, told[at]
            at += 1
        number = number_said(words, first.first, last.first, value)
        if number is not None:
            found.append(number)
    return found


def _together(words: Words, value: float, last: Sign, following: Sign) -> float:
    """What a number and the next word say together: "twenty" and "five", "one" and "hundred"; 0 where they do not."""
    apart = following.first - last.first
    if apart > _PAIR or not value.is_integer() or words.gap(following.first) not in _TOGETHER:
        return 0.0
    more = float(following.value)
    if (
        apart == 1
        and value <= _MOST_HUNDREDS
        and more >= _TWENTY
        and more % _TEN == 0
        and _are_joules(words, following)
    ):
        return value * _HUNDRED + more  # "one fifty joules"
    between = words.lower[last.first + 1] if apart == _PAIR else ""
    if between == "point" and more < _TEN:
        return value + more / _TEN  # "one point six"
    if between and (between != "and" or value < _HUNDRED):
        return 0.0
    if more == _HUNDRED:
        return value * more if value < _TEN else 0.0
    rest = value % _HUNDRED
    goes_on = rest == 0 or (rest >= _TWENTY and rest % _TEN == 0 and more < _TEN)
    return value + more if goes_on else 0.0


def _are_joules(words: Words, last: Sign) -> bool:
    behind = words.lower[last.first + 1 : last.first + 2]
    return bool(behind) and vocabulary().units.get(behind[0]) == "j"
