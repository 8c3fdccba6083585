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
_AND_A_HALF: Final = ["and", "a", "half"]
_MOST_OF_A_LINE: Final = 4  # words
_TOGETHER: Final = frozenset({" ", "-"})


def numbers_said(words: Words, signs: Sequence[Sign]) -> list[Quantity]:
    """The numbers that a text's number words say, as far as something behind them is counted."""
    told = [sign for sign in signs if sign.kind == "number"]
    found: list[Quantity] = []
    at = 0
    while at < len(told):
        line, of_it = _line_said(words, told[at : at + _MOST_OF_A_LINE])
        if line is not None:
            found.append(line)
            at += of_it
            continue
        first = last = told[at]
        value = float(first.value)
        at += 1
        while at < len(told) and (more := _together(words, value, last, told[at])):
            value, last = more, told[at]
            at += 1
        end = last.first
        if words.lower[end + 1 : end + 1 + len(_AND_A_HALF)] == _AND_A_HALF:
            value, end = value + 0.5, end + len(_AND_A_HALF)  # "eight and a half joules"
        number = number_said(words, first.first, end, value)
        if number is not None:
            found.append(number)
    return found


def _line_said(words: Words, told: Sequence[Sign]) -> tuple[Quantity | None, int]:
    """A laser's line as it is said, its hundreds and the rest apart: "ten sixty-four"; and how many words that is."""
    end = 1
    while end < len(told) and told[end].first == told[end - 1].first + 1 and words.gap(told[end].first) in _TOGETHER:
        end += 1
    values = [float(sign.value) for sign in told[:end]]
    for last in range(end, 1, -1):
        for hundreds in range(1, last):
            value = _below_hundred(values[:hundreds]) * _HUNDRED + _below_hundred(values[hundreds:last])
            line = _line(words, told[0].first, told[last - 1].first, value)
            if line is not None:
                return line, last
    return None, 0


def _below_hundred(values: Sequence[float]) -> float:
    """What one number word or two say: "nine", "nineteen", "twenty nine"; 0 for anything else."""
    if len(values) == 1:
        return values[0] if values[0] < _HUNDRED else 0.0
    tens, ones = values[:_PAIR]
    is_one_number = len(values) == _PAIR and tens >= _TWENTY and tens % _TEN == 0 and ones < _TEN
    return tens + ones if is_one_number else 0.0


def _line(words: Words, first: int, last: int, value: float) -> Quantity | None:
    """This value as a laser's line: with its unit any, and without one those that nothing else is as long as."""
    if value not in vocabulary().lines:
        return None
    number = number_said(words, first, last, value)
    if number is not None and number.unit:
        return number if number.unit == "nm" else None
    start, end = words.starts[first], words.ends[last]
    return Quantity(value, start, end, "", end, end, "") if value in vocabulary().sure_lines else None


def _together(words: Words, value: float, last: Sign, following: Sign) -> float:
    """What a number and the next word say together: "twenty" and "five", "one" and "hundred"; 0 where they do not."""
    apart = following.first - last.first
    if apart > _PAIR or not value.is_integer() or words.gap(following.first) not in _TOGETHER:
        return 0.0
    more = float(following.value)
    if (
        apart == 1
        and value <= _MOST_HUNDREDS
        and _TWENTY <= more < _HUNDRED
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
