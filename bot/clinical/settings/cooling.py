"""Cooling: cryogen with its spray and delay, contact with its temperature, air with its level, ice, gel."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_MS: Final = r" ?-?(?:ms|msecs?|milliseconds?)?"
_OTHER_UNIT: Final = r" ?-?(?:mm|j|pass|x|sess|treat|tx|week|wk|hz|month)"
_SPRAY_AND_DELAY: Final = re.compile(
    r"[ :=(@,-]{0,3}(?:(?:cooling|spray|settings?|set|of|at|to|on|was|with|device|a|time|duration|for) \(?){0,3}"
    rf"(?P<swapped>delay (?:of )?)?(?P<first>[0-9]{{1,3}})(?![0-9]){_MS}"
    r"(?: ?(?:spurt|spray|on|duration|cooling|delay))? ?"
    rf"(?:(?P<slash>/)|,|-|\+|&|with|and|then|\|)? ?(?:a )?(?:(?:delay|spray)(?: of)? ?)?"
    rf"(?P<second>[0-9]{{1,3}})(?![0-9]|\.[0-9])(?(slash)|(?!{_OTHER_UNIT}))(?:{_MS})"
    r"(?: ?(?:delay|spray)(?![a-z]))?"
)
_ONE: Final = re.compile(
    r"[ :=(@,-]{0,3}(?:(?:of|at|to|for|spray|was) ){0,2}"
    rf"([0-9]{{1,3}})(?![0-9]|[.,][0-9]|{_OTHER_UNIT}){_MS}(?![0-9/a-z])"
)
_MS_SAID: Final = r" ?-?(?:ms|msecs?|milliseconds?)"
_BEFORE: Final = re.compile(
    rf"(?<![a-z0-9.,])([0-9]{{1,3}})(?: ?(?:/|,|and|-) ?|{_MS_SAID}(?: spray)? ?(?:/|,|with|and|-) ?)"
    rf"([0-9]{{1,3}}){_MS}(?: delay)?[ -]?(?:of |for |on )?(?:the )?$"
)
# "30 ms cryogen spray and 20 ms delay", "a 20 ms cryogen spurt"; "6 ms cryogen on" is a pulse's duration.
_SPRAY_BEFORE: Final = re.compile(rf"(?<![a-z0-9.,-])([0-9]{{1,3}}){_MS_SAID}[ -](?:long |of )?$")
_SPRAY_BEHIND: Final = re.compile(
    r"(?:(?<=spray)| ?sprays?| spurts?)(?![a-z])(?:(?: ?[,/+&(]| and| with| then| followed by)* ?(?:an? )?"
    rf"([0-9]{{1,3}}){_MS_SAID} (?:post[ -])?delay(?![a-z]))?"
)
_REACH: Final = 34  # characters before the word in which "30 ms spray, 20 ms delay" may stand
_DEGREES: Final = re.compile(
    r"[ :=(@,]{0,3}(?:(?:cooling|cooled|tip|window|plate|handpiece|at|of|to|set|set to|on|temp"
    r"|temperature|kept|held|chiller|was|is) ){0,4}"
    r"(-?[0-9]{1,2}(?:[.,][0-9])?) ?(?:(?:°|deg(?:rees?)?)? ?(?:c(?:elsius)?|°)|deg(?:rees?)?)(?![a-z0-9])"
)
_DEGREES_BEFORE: Final = re.compile(
    r"([0-9]{1,2}(?:[.,][0-9])?) ?(?:°|deg(?:rees?)?)? ?(?:c(?:elsius)?|°)[ -](?:cold |cooled |chilled )?$"
)
_LEVEL: Final = re.compile(
    r"[ :=(@,]{0,3}(?:(?:cooling|chiller|at|of|on|set|to|level|lvl|fan|speed|setting"
    r"|power|machine|device|zimmer|cryo|6|cooler|was|with|strength) ){0,4}"
    r"(?:level |lvl |nivel |niveau |livello |stufe |επιπεδο )?([1-9])"
    r"(?![0-9.,]?[0-9]|[ -]?(?:mm|j|ms|pass|x|sess|treat|week|nm|hz|w|%|cm|tx|min|/))"
)


_WRITTEN_ONTO: Final = {"dcd": "cryogen", "cryo": "cryogen", "air": "air"}
_OFF: Final = frozenset({"off", "none", "nil"})
_PAIR: Final = 2
_SPRAYS: Final = (10.0, 100.0)  # ms, of a spray and of its delay
_PAIR_REACH: Final = 12  # words
_LEVEL_BEFORE: Final = re.compile(r"(?:level|lvl|speed|fan) ?([1-9]) (?:of )?(?:cold )?$")


def coolings(reader: Reader) -> list[Setting]:
    """The cooling that was used; the numbers that belong to it are taken and mean nothing else."""
    found = [*_written_together(reader), *_in_a_column(reader)]
    for sign in reader.signs_of("cooling"):
        setting = None if _is_denied(reader, sign) else _READ[sign.value](reader, sign)
        if setting is None or (found and _says_less(setting, found[-1])):
            continue
        if found and _says_less(found[-1], setting):
            found.pop()
        found.append(setting)
    return found


def _says_less(one: Setting, other: Setting) -> bool:
    """Whether a cooling is the other one without its figures: "cold air, Zimmer 5" is one, the fuller."""
    return str(other.value).split(" ", 1)[0] == one.value


def _written_together(reader: Reader) -> list[Setting]:
    """ "dcd40/20", "air4": the figure written onto the word."""
    found: list[Setting] = []
    for at, quantity in enumerate(reader.quantities):
        if not quantity.prefix or (kind := _WRITTEN_ONTO.get(quantity.prefix)) is None:
            continue
        values = [f"{part.value:g}" for part in quantity.parts if isinstance(part.value, float)]
        if kind == "air" or len(values) == _PAIR:
            reader.taken.add(at)
            span = reader.words.text.span(quantity.start - len(quantity.prefix), quantity.end)
            found.append(Setting(SettingKey.COOLING, f"{kind} {'/'.join(values)}", "", span))
    return found


def _in_a_column(reader: Reader) -> list[Setting]:
    """ "40/20" under the heading "DCD" of a table."""
    found: list[Setting] = []
    for word, cell in reader.cells.items():
        at = reader.place_from(word) if cell.cue == "cryogen" else len(reader.quantities)
        quantity = reader.quantities[at] if at < len(reader.quantities) else None
        if quantity is None or quantity.first_word != word:
            continue
        values = [f"{part.value:g}" for part in quantity.parts if isinstance(part.value, float)]
        if len(values) == len(quantity.parts) == _PAIR:
            reader.taken.add(at)
            found.append(_setting(reader, f"cryogen {'/'.join(values)}", quantity.start, quantity.end))
    return found


def _is_denied(reader: Reader, sign: Sign) -> bool:
    no = vocabulary().lists["no"]
    if reader.word(sign.last + 1) in _OFF and not reader.breaks[sign.last + 1]:
        return True
    first = sign.first
    if first and ":" in reader.gaps[first]:
        return False  # "Cooltech? No: Zimmer at 4"
    return any(word in no for word in reader.ahead(first, 2))


def _take(reader: Reader, start: int, end: int) -> None:
    quantities = reader.quantities
    first = bisect_left(quantities, start, key=_start)
    reader.taken.update(range(first, bisect_left(quantities, end, first, key=_start)))


_start = attrgetter("start")


def _place(reader: Reader, sign: Sign) -> tuple[int, int]:
    return reader.words.starts[sign.first], reader.words.ends[sign.last]


def _setting(reader: Reader, value: str, start: int, end: int) -> Setting:
    return Setting(SettingKey.COOLING, value, "", reader.words.text.span(start, end))


def _cryogen(reader: Reader, sign: Sign) -> Setting:
    start, end = _place(reader, sign)
    lower = reader.words.text.lower
    behind = _SPRAY_AND_DELAY.match(lower, end)
    if behind is not None:
        _take(reader, end, behind.end())
        spray, delay = behind["first"], behind["second"]
        if behind["swapped"]:
            spray, delay = delay, spray
        return _setting(reader, f"cryogen {int(spray)}/{int(delay)}", start, behind.end("second"))
    reach = max(0, start - _REACH)
    before = _BEFORE.search(lower[reach:start])
    if before is not None:
        _take(reader, reach + before.start(), start)
        return _setting(reader, f"cryogen {int(before[1])}/{int(before[2])}", reach + before.start(), end)
    spray, delay = _SPRAY_BEFORE.search(lower[reach:start]), _SPRAY_BEHIND.match(lower, end)
    if spray is not None and delay is not None:
        _take(reader, reach + spray.start(), delay.end())
        value = f"cryogen {int(spray[1])}" + (f"/{int(delay[1])}" if delay[1] else "")
        return _setting(reader, value, reach + spray.start(), delay.end())
    one = _ONE.match(lower, end)
    if one is not None:
        _take(reader, end, one.end())
        return _setting(reader, f"cryogen {int(one[1])}", start, one.end())
    apart = _pair_further_on(reader, sign)
    return apart or _setting(reader, "cryogen", start, end)


def _pair_further_on(reader: Reader, sign: Sign) -> Setting | None:
    """ "DCD spray/delay: 40/20", "cryogen had run out (40/20 before)": two figures that can be nothing else."""
    quantities = reader.quantities
    for at in range(reader.place_from(sign.last + 1), len(quantities)):
        quantity = quantities[at]
        if quantity.first_word - sign.last > _PAIR_REACH:
            return None
        if at in reader.taken:
            continue
        if quantity.unit not in {"", "ms"} or quantity.joined_by != "/" or len(quantity.parts) != _PAIR:
            return None
        values = [part.value for part in quantity.parts if isinstance(part.value, float)]
        if len(values) < _PAIR or not all(_SPRAYS[0] <= value <= _SPRAYS[1] and value % 5 == 0 for value in values):
            return None
        reader.taken.add(at)
        spray, delay = values
        return _setting(reader, f"cryogen {spray:g}/{delay:g}", reader.words.starts[sign.first], quantity.end)
    return None


def _spray(reader: Reader, sign: Sign) -> Setting | None:
    """ "Cryo 30/30": a word of several meanings, cryogen where two figures follow."""
    behind = _SPRAY_AND_DELAY.match(reader.words.text.lower, _place(reader, sign)[1])
    return None if behind is None else _cryogen(reader, sign)


def _contact(reader: Reader, sign: Sign) -> Setting | None:
    lists = vocabulary().lists
    start, end = _place(reader, sign)
    lower = reader.words.text.lower
    degrees = _DEGREES.match(lower, end)
    if degrees is not None:
        _take(reader, end, degrees.end())
        return _setting(reader, f"contact {_plain(degrees[1])} C", start, degrees.end())
    reach = max(0, start - 14)
    before = _DEGREES_BEFORE.search(lower[reach:start])
    if before is not None:
        _take(reader, reach + before.start(), start)
        return _setting(reader, f"contact {_plain(before[1])} C", reach + before.start(), end)
    if (
        sign.first == sign.last
        and reader.lower[sign.first] == "contact"
        and (
            reader.word(sign.last + 1) in lists["not_contact_after"]
            or reader.word(sign.first - 1) in lists["not_contact_before"]
            or _is_somebody(reader, sign.last + 1)
        )
    ):
        return None
    return _setting(reader, "contact", start, end)


def _is_somebody(reader: Reader, word: int) -> bool:
    """ "Contact Lakshmi in accounts"."""
    words = reader.words
    if word >= len(words.lower) or words.gap(word) != " " or word in reader.names:
        return False
    written = words.text.cased[words.starts[word] : words.ends[word]]
    return written.istitle() and written.isalpha() and written.lower() not in vocabulary().cues


def _tip(reader: Reader, sign: Sign) -> Setting | None:
    """ "Cooling 15°C": a cooled tip, where a temperature says so."""
    start, end = _place(reader, sign)
    degrees = _DEGREES.match(reader.words.text.lower, end)
    if degrees is None:
        return None
    _take(reader, end, degrees.end())
    return _setting(reader, f"contact {_plain(degrees[1])} C", start, degrees.end())


def _plain(written: str) -> str:
    return f"{float(written.replace(',', '.')):g}"


def _air(reader: Reader, sign: Sign) -> Setting | None:
    start, end = _place(reader, sign)
    lower = reader.words.text.lower
    level = _LEVEL.match(lower, end)
    if level is not None:
        _take(reader, end, level.end())
        return _setting(reader, f"air {level[1]}", start, level.end())
    reach = max(0, start - 12)
    before = _LEVEL_BEFORE.search(lower[reach:start])
    if before is not None:
        _take(reader, reach + before.start(), start)
        return _setting(reader, f"air {before[1]}", reach + before.start(), end)
    if (
        sign.first == sign.last
        and reader.lower[sign.first] == "air"
        and reader.breaks[sign.first] == 0
        and reader.word(sign.first - 1) not in {"and", "with", "plus", "cooling"}
    ):
        return None
    return _setting(reader, "air", start, end)


def _ice(reader: Reader, sign: Sign) -> Setting | None:
    lists = vocabulary().lists
    if reader.word(sign.first - 1) in lists["not_ice_before"] or reader.word(sign.last + 1) in lists["not_ice_after"]:
        return None
    return _setting(reader, "ice", *_place(reader, sign))


def _gel(reader: Reader, sign: Sign) -> Setting | None:
    if any(word in vocabulary().lists["not_gel"] for word in reader.ahead(sign.first, 3)):
        return None
    return _setting(reader, "gel", *_place(reader, sign))


_READ: Final = {
    "cryogen": _cryogen,
    "spray": _spray,
    "tip": _tip,
    "contact": _contact,
    "air": _air,
    "ice": _ice,
    "gel": _gel,
}
