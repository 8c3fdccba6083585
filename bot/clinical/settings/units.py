"""What follows a unit's letters and says more of it: the area behind joules, the second behind "10 shots per"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Final

_PER: Final = r" ?(?:/|per |per|p|\.|·|⋅|\*)? ?"
_AREA: Final = re.compile(
    rf"{_PER}(?:(?:square|sq\.?)[ -]?(?:cm|centimet(?:er|re)s?)"
    r"|c(?:m|entimet(?:er|re)s?)(?: ?(?:\^|\*\*)? ?[(\[{]? ?[-−]? ?2(?![0-9]|\.[0-9])[)\]}]?|[ -]?sq(?:uared)?)?)"
    r"(?![a-z])"
)
_BEHIND_CM: Final = re.compile(r"(?:\^|\*\*)? ?[(\[]?[-−]?2(?![0-9]|\.[0-9])[)\]]?")
# Not in "18 J / pulse width 3 ms", where the slash parts two settings.
_PER_WHAT: Final = re.compile(
    r" ?(?:/(?! )|per ) ?([a-z]+)(?![a-z])(?! ?(?:widths?|durations?|dur|length|size|rate|of|[:=0-9]))"
)
_VISITS: Final = frozenset({"visit", "session", "treatment", "tx", "time", "week", "month"})  # "up 2 J per visit"
_SECOND: Final = frozenset({"s", "sec", "second"})
_TEMPERATURE: Final = re.compile(r" ?([cf]|celsius|centigrade|fahrenheit)(?![a-z])")
_SPEYWOOD: Final = re.compile(r"\. ?u(?![a-z])\.?")
_OF_MILLI: Final = re.compile(r"[ .-]{0,2}sec(?:ond)?s?(?![a-z])")
_OF_A_SECOND: Final = re.compile(r" of an? second")
PER_SECOND: Final = re.compile(r" ?(?:per |/ ?|a |p/|par |por |pro )s(?:ec(?:onde?)?|egundo|ekunde)?(?![a-z])")
_ZONES: Final = re.compile(
    r"[ -]?(?:(?:thermal|treatment|injury|ablation|ablative|coagulation)[ -])*zones?(?: ?\(mtzs?\))?(?![a-z])"
)
_SUB_PULSES: Final = re.compile(r"[ -]?pulses?(?![a-z])")
_LESS_THAN_A_SECOND: Final = {"thous": "ms", "milli": "us", "billi": "ns", "trill": "ps"}
_ENDS_AN_ENERGY: Final = frozenset({",", ";", ")", "\n", ""})
_NO_AREA: Final = frozenset([" " + letter for letter in ascii_lowercase if letter not in "cps"])  # cm, per, square


def _joules(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    if ends_an_energy(lower, end):
        return unit, end
    area = _AREA.match(lower, end)
    if area is not None:
        return unit + "_cm2", area.end()
    per = _PER_WHAT.match(lower, end)
    if per is None or "with" in per[0]:
        return unit, end
    if unit == "j" and per[1] in _SECOND:
        return "w", per.end()
    return unit + ("_step" if per[1] in _VISITS else "_each"), per.end()


def ends_an_energy(lower: str, end: int) -> bool:
    """Whether neither an area nor a "per" can follow."""
    behind = lower[end : end + 2]
    return behind in _NO_AREA or behind[:1] in _ENDS_AN_ENERGY or behind[1:].isdigit()


def _joules_run_together(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    power = _BEHIND_CM.match(lower, end)
    return "j_cm2", end if power is None else power.end()


def _degrees(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    scale = _TEMPERATURE.match(lower, end)
    if scale is None:
        return "degree", end
    return ("fahrenheit" if scale[1][0] == "f" else "celsius"), scale.end()


def _part_of_second(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    rest = _OF_A_SECOND.match(lower, end)
    return ("", end) if rest is None else (_LESS_THAN_A_SECOND[letters[:5]], rest.end())


def _milliseconds(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    """ "3 milli sec", "6 m.sec"; an m or mil alone may be half of another unit."""
    rest = _OF_MILLI.match(lower, end)
    return ("" if letters == "milli" else "m", end) if rest is None else ("ms", rest.end())


def _sub_pulses(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    rest = _SUB_PULSES.match(lower, end)
    return ("", end) if rest is None else ("sub_pulse", rest.end())


def _length(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    # "12x12 mm2" are still two sides; a centimetre squared is an area.
    power = _BEHIND_CM.match(lower, end)
    return (unit, end) if power is None else (unit + "2", power.end())


def _seconds(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    # "50 s.U.": Speywood units.
    speywood = _SPEYWOOD.match(lower, end) if letters == "s" else None
    return (unit, end) if speywood is None else ("unit", speywood.end())


def _counted(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    area = _AREA.match(lower, end)
    return (unit, end) if area is None else (unit + "_cm2", area.end())


def _zones(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    """ "250 microscopic treatment zones per cm2" are MTZ/cm²."""
    rest = _ZONES.match(lower, end)
    return ("", end) if rest is None else _counted(lower, "mtz", rest.end(), letters)


def _pulses(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    rate = PER_SECOND.match(lower, end)
    return _counted(lower, unit, end, letters) if rate is None else ("hz", rate.end())


def _watts(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    # "3 w/ cooling": three with cooling.
    if letters == "w" and lower[end : end + 1] == "/" and not lower[end + 1 : end + 2].isdigit():
        return "", end
    return unit, end


def _dose(lower: str, unit: str, end: int, letters: str) -> tuple[str, int]:
    per = _PER_WHAT.match(lower, end)
    if per is None:
        return unit, end
    # Units in a millilitre are a solution's strength.
    return ("strength", per.end()) if "ml" in per[0] or "cc" in per[0] else (unit, per.end())


FURTHER: Final[Mapping[str, Callable[[str, str, int, str], tuple[str, int]]]] = {
    "j": _joules,
    "mj": _joules,
    "jcm": _joules_run_together,
    "degree": _degrees,
    "part_of_second": _part_of_second,
    "milli": _milliseconds,
    "sub": _sub_pulses,
    "mm": _length,
    "cm": _length,
    "mtz": _counted,
    "microscopic": _zones,
    "spots": _counted,
    "pulse": _pulses,
    "shot": _pulses,
    "w": _watts,
    "s": _seconds,
    "unit": _dose,
    "iu": _dose,
}
