"""The numbers of a text, each with the unit that is written right behind it.

One pattern finds the digits and the run of letters after them; what the letters mean is looked up. So the time grows
with the number of digits in the text, and nothing in the pattern can be matched in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.settings.commas import listed, plain_value, value_of
from bot.clinical.settings.open_ranges import COUNTED
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.units import FURTHER, PER_SECOND, ends_an_energy
from bot.clinical.settings.vocabulary import vocabulary

_BEHIND: Final = r"\+?[*_`]{0,2}[ \t]?-?[ \t]?([%°]|[a-zα-ω]+)"  # also behind a bold number
# With a square centimetre that nothing goes on with, so that the whole unit is one look-up.
_WHOLE_UNIT: Final = r"(?:/cm2(?![0-9a-z)\]}]|\.[0-9]))?"
_NUMBER: Final = re.compile(rf"([0-9]+(?:\.[0-9]+)?)((?:[.,][0-9]+)*)(?:{_BEHIND[:-1]}{_WHOLE_UNIT}))?")
_UNIT: Final = re.compile(_BEHIND)
_MOST_NUMBERS: Final = 200
"""More numbers than a message of Discord's length with settings on every line has; what follows is no message."""
_NUMBER_NEXT: Final = re.compile(r" ?(?:[(\[][^)\]\n]{1,8}[)\]])?[:=]? ?[0-9]")
_LONGEST_PREFIX: Final = 12
_OF_A_YEAR: Final = "/52"  # "4/52" is four weeks in British notes
_SIDES: Final = re.compile(r"\d{1,2} ?[x×] ?\d")
_MONTHS: Final = re.compile(r"/12(?=$|[.,;)\n]| (?:apart|intervals?|gaps?|between)\b)")
# "rv 3/12 after the last", "see in 2/12": when a patient comes back.
_UNTIL_THEN: Final = ("rv ", "r/v ", "review ", "fu ", "f/u ", "follow up ", "follow-up ", "recall ", " in ", " after ")
_NO_PULSES: Final = re.compile(r"/12(?! ?m?s\b)(?!\d)")
_FRACTION: Final = re.compile(r"1/([234]) ?(ml|mls|cc|mm|s|sec|secs|seconds?)(?![a-z0-9/])")  # "1/2 ml a side"
_LOOK_BEHIND: Final = frozenset(
    {"/5", "/s", "/1", "/2", "/3", "/4", " (", " [", "(j", "(m"}
)  # how that, "10/s" and "14 (mm)" begin
_IN_BRACKETS: Final = re.compile(r" ?[(\[] ?([a-zμ%][^()\[\]\n]{0,11}(?:\(2\))?) ?[)\]]")
_SAID_IN_BRACKETS: Final = frozenset(
    {"j", "j_cm2", "mj", "mj_cm2", "mm", "ms", "us", "ns", "ps", "nm", "hz", "um", "percent", "pass"}
)
_BEHIND_MORE: Final = frozenset("x2")  # "mmx", "mm/cm2": what stands before them may be a unit
_ENERGIES: Final = frozenset({"j", "mj"})
_ENDS_A_LENGTH: Final = frozenset({" ", ",", ".", "/", ""})
_LONGEST_LIST: Final = 12
_NOTHING_BEFORE: Final = frozenset(" \n(-/,:~=@>")
_TIMES: Final = frozenset({"x", "×"})
_MONEY_OR_NAME: Final = frozenset("$£€#_")
_PREFIXES: Final = frozenset(
    {
        "q",
        "x",
        "tl",
        "dcd",
        "spot",
        "fluence",
        "pw",
        "level",
        "density",
        "ss",
        "lvl",
        "pd",
        "depth",
        "spots",
        "f",
        "d",
        "ø",
    }
    | {"flu", "fl", "pulse", "cryo", "air"}
)

_TELEPHONE: Final = re.compile(r"[+\d](?<![\w.,+].)\d{0,4}(?:[ /-]\(?\d{2,4}\)?){2,7}(?!\w|[.,]\d)")
_FEWEST_OF_TELEPHONE: Final = 9  # digits
_GROUPED: Final = {(4, 3, 3), (3, 3, 4)}  # digits, where neither a nought nor a plus begins
_FEWEST_OF_CARD: Final = 13  # digits of the number on a person's card, in groups that are not all alike
_GROUP: Final = re.compile(r"\d+")
_BEHIND_A_LINE: Final = frozenset(
    {"stacked", "stacking", "pulse", "w"}
)  # no units there: "a 1064 pulse of", "1064 w(ith) 20 J"
_LASERS: Final = frozenset({"alex", "yag", "ndyag", "pdl", "ktp", "diode", "ruby", "er", "nd", "thulium", "pico", "qs"})


def numbers_in(words: Words) -> list[Quantity]:
    """The numbers of a text in their order. Digits inside a name ("CO2", "M22") are none."""
    lower = words.text.lower
    units = vocabulary().units
    plain_unit_of = vocabulary().plain_units.get
    found: list[Quantity] = []
    free_from = 0
    telephones = _telephones(lower)
    for match in _NUMBER.finditer(lower):
        start = match.start()
        if start < free_from:
            continue
        if len(found) >= _MOST_NUMBERS:
            break
        before = lower[start - 1] if start else "\n"
        if before == ":" and lower[start - 2].isdigit() and found and found[-1].digits_end == start - 1:
            del found[-1]  # "50:50", "2.5:1", "at 7:30": a ratio or an hour
            continue
        if lower[max(0, start - len("doi: ")) : start].rstrip(": ").endswith("doi"):
            continue  # "doi 10.1007/s00238"
        if start in telephones or (before == "+" and lower[start - 2 : start - 1] == "j"):
            continue  # "J+2" is the second day
        prefix: str | None = ""
        glued = start == free_from and start > 0  # "18mm20J20ms"
        if (before not in _NOTHING_BEFORE and not glued) or (before == " " and lower[start - 2 : start - 1] in _TIMES):
            prefix = _written_before(lower, start, match[1])
            if prefix is None:
                continue
        written, more, letters = match.groups("")
        end = match.end(2)
        if not more and before != ".":
            # Most numbers have a unit, or none, that nothing around can change: they are read in short.
            unit = plain_unit_of(letters) if letters else ""
            if unit == "pass" and _belongs_to_the_next(lower, start, match.end()):
                unit = ""
            elif letters in _BEHIND_A_LINE and float(written) in vocabulary().plain_lines:
                unit = None
            if unit:
                unit_start, free = match.span(3)
                if unit != "mm" or lower[free : free + 1] in _ENDS_A_LENGTH:
                    found.append(Quantity(float(written), start, end, unit, unit_start, free, prefix))
                    free_from = free
                    continue
            elif letters in _ENERGIES and ends_an_energy(lower, match.end()):
                unit_start, free_from = match.span(3)
                found.append(Quantity(float(written), start, end, letters, unit_start, free_from, prefix))
                continue
            elif (
                lower[end : end + 2] not in _LOOK_BEHIND
                if unit is not None
                else letters not in units and letters not in _LOOK_CLOSER and letters[-1] not in _BEHIND_MORE
            ):
                found.append(Quantity(float(written), start, end, "", end, end, prefix))
                free_from = end
                continue
        found += _slowly(written + more, start, end, lower, prefix)
        if found:
            free_from = found[-1].end
    return found


def _telephones(lower: str) -> frozenset[int]:
    """Where the groups of telephone numbers begin: "030 555 01 42", where "08 12 16 20 J" are too few digits. A
    number of a person's card is such a one."""
    starts: set[int] = set()
    for match in _TELEPHONE.finditer(lower):
        groups = [*_GROUP.finditer(match[0])]
        if _is_telephone(match[0], [each[0] for each in groups]):
            starts.update(match.start() + group.start() for group in groups)
    return frozenset(starts)


def _is_telephone(written: str, groups: list[str]) -> bool:
    digits = sum(map(len, groups))
    if digits < _FEWEST_OF_TELEPHONE:
        return False
    if written[0] in "0+":
        return True
    if "/" in written:
        return False
    lengths = tuple(map(len, groups))
    if digits >= _FEWEST_OF_CARD and len(set(lengths)) > 1:
        return True
    lines = vocabulary().lines
    return lengths in _GROUPED and not all(float(group) in lines for group in groups)


def _written_before(lower: str, start: int, digits: str) -> str | None:
    """What is written onto a number and counts or names it; None where the digits are part of a name or a price."""
    before = lower[start - 1]
    if before.isalpha():
        return _prefix(lower, start) or ("" if _names_its_laser(lower, start, digits) else None)
    if before in " ×":
        return "x" if _counts(lower, start) else ""
    return None if before in _MONEY_OR_NAME else ""


def _slowly(written: str, start: int, end: int, lower: str, prefix: str) -> list[Quantity]:
    """The numbers of a place at which more has to be looked at than digits and a unit."""
    value = plain_value(written)
    if value is None:
        return _values(written, start, end, lower, prefix)
    half = _FRACTION.match(lower, start) if written == "1" else None
    if half is not None:
        unit = vocabulary().units[half[2]]
        return [Quantity(1 / int(half[1]), start, half.end(1), unit, half.start(2), half.end(2), prefix)]
    if lower.startswith(_OF_A_YEAR, end) and not lower[end + 3 : end + 4].isdigit():
        return [Quantity(value, start, end, "week", end, end + 3, prefix)]
    if lower.startswith("/12", end) and _is_in_months(lower, start, end):
        return [Quantity(value, start, end, "month", end, end + 3, prefix)]
    rate = PER_SECOND.match(lower, end)
    if rate is not None:
        return [Quantity(value, start, end, "hz", end, rate.end(), prefix)]
    brackets = _IN_BRACKETS.match(lower, end)
    if brackets is not None and (unit := unit_alone(brackets[1])) in _SAID_IN_BRACKETS:
        return [Quantity(value, start, end, unit, brackets.start(1), brackets.end(), prefix)]
    return _values(written, start, end, lower, prefix)


def _is_in_months(lower: str, start: int, end: int) -> bool:
    """Whether a "2/12" is two months in British notes: "every 2/12", "2/12 apart"; no date and no pulses."""
    if lower.endswith(_UNTIL_THEN, 0, start):
        return _NO_PULSES.match(lower, end) is not None
    months = _MONTHS.match(lower, end)
    if months is None:
        return False
    return lower[months.end() : months.end() + 1] == " " or lower.endswith(("every ", "q"), 0, start)


def _counts(lower: str, start: int) -> bool:
    """Whether an "x" on its own stands before a number: "monthly x 5"."""
    sign = start - 2 if lower[start - 1] == " " else start - 1
    if sign < 0 or lower[sign] not in "x×" or _SIDES.match(lower, start):
        return False  # "Splendor X 20x20"
    return sign == 0 or lower[sign] == "×" or not lower[sign - 1].isalnum()


def _belongs_to_the_next(lower: str, start: int, end: int) -> bool:
    """Whether a counted noun is the next number's, because this one has its word before it: "density 5 passes 8"."""
    if _NUMBER_NEXT.match(lower, end) is None or lower[start - 1 : start] != " ":
        return False
    return vocabulary().cues.get(_letters_before(lower, start - 1), "none") not in {"none", "pass"}


def _names_its_laser(lower: str, start: int, written: str) -> bool:
    """Whether a line or a spot is written onto its laser: "alex755", "Nd:YAG1064", "alex18mm16J"."""
    is_its_own = float(written) in vocabulary().plain_lines or lower.startswith("mm", start + len(written))
    return is_its_own and _letters_before(lower, start) in _LASERS


def _letters_before(lower: str, start: int) -> str:
    first = start - 1
    while first > 0 and start - first < _LONGEST_PREFIX and lower[first - 1].isalpha():
        first -= 1
    return lower[first:start]


def _prefix(lower: str, start: int) -> str:
    """The letters right before a number, or "" where they make it part of a name."""
    prefix = _letters_before(lower, start)
    if prefix in _PREFIXES:
        return prefix
    return "x" if prefix[-1] in "x×" and prefix[:-1] in vocabulary().units else ""


def _values(written: str, start: int, end: int, lower: str, prefix: str) -> list[Quantity]:
    value = value_of(written, lower, end)
    if value is None:
        pieces = listed(written)
        if not 2 <= len(pieces) <= _LONGEST_LIST:
            return []  # a date or a version
        found: list[Quantity] = []
        for piece in pieces[:-1]:
            end_of_it = start + len(piece)
            found.append(Quantity(float(piece), start, end_of_it, "", end_of_it, end_of_it, prefix))
            start = end_of_it + 1
        last = _with_unit(float(pieces[-1]), start, end, lower, "")
        return found if last is None else [*found, last]
    if start and lower[start - 1] == "." and "." not in written and not lower[start - 2 : start - 1].isalnum():
        value, start = value / 10 ** len(written), start - 1
    number = _with_unit(value, start, end, lower, prefix)
    return [] if number is None else [number]


_ORDINAL: Final = frozenset({"st", "nd", "rd", "th", "eme", "ere"})
_ORDINAL_APART: Final = frozenset({"rd", "th"})  # "3 rd session"; "nd" may begin a laser's name
# "3e séance", "2ª sesión", "3a seduta".
_VISIT_ABROAD: Final = re.compile(
    r"(?:e|re|er|a|o) (?:seance|passage|passe|visite|traitement|sesion|pase|pasada|seduta|passata|passaggio|visita)\b"
)
_FINEST_GAUGE: Final = 40.0
_FIRED: Final = frozenset({"times", "flashes", "flash", "imp", "coups"})
_LOOK_CLOSER: Final = frozenset({*_ORDINAL, *_FIRED, "per", "p", "par", "por", "pro", "e", "re", "er", "a", "o"})


def _with_unit(value: float, start: int, end: int, lower: str, prefix: str) -> Quantity | None:
    """The number with its unit; None for "2nd", which counts nothing."""
    match = _UNIT.match(lower, end)
    if match is None:
        return Quantity(value, start, end, "", end, end, prefix)
    letters = match[1]
    if letters in _ORDINAL and (match.start(1) == end or letters in _ORDINAL_APART) and not _is_a_line(value):
        return None
    if _VISIT_ABROAD.match(lower, end) is not None:
        return None
    unit_start, unit_end = match.span(1)
    if letters in _FIRED and (rate := PER_SECOND.match(lower, unit_end)) is not None:
        return Quantity(value, start, end, "hz", unit_start, rate.end(), prefix)
    unit = vocabulary().units.get(letters)
    if unit is None:
        # "18mmx14jx3ms": the x belongs to the next number.
        unit = vocabulary().units.get(letters[:-1]) if letters[-1] == "x" else None
        if unit is None:
            return Quantity(value, start, end, "", end, end, prefix)
        unit_end -= 1
    if letters == "y" and lower.endswith("entre ", 0, start):
        unit = ""  # "entre 12 y 14 J/cm2"
    if letters == "d" and lower[unit_end : unit_end + 1].isdigit():
        unit = ""  # "4/4 d25": the delay's
    further = FURTHER.get(unit)
    of_the_next = unit == "pulse" and _NUMBER_NEXT.match(lower, unit_end) is not None
    of_a_line = letters in _BEHIND_A_LINE and value in vocabulary().plain_lines
    if of_a_line or (of_the_next and (letters == "pulse" or value in vocabulary().cutoffs)):
        unit = ""  # "a 1064 pulse", "1064 w 20 J", "fluence 14 pulse 3", "IPL 640 pulses 4/4": the next number has it
    elif further is not None:
        unit, unit_end = further(lower, unit, unit_end, letters)
    elif unit == "gauge" and value > _FINEST_GAUGE:
        unit = ""  # "1064 G6"
    elif unit in {"ps", "ns"} and value in vocabulary().plain_lines:
        unit = ""  # "1064 picosecond", "755 ps" name a laser
    if not unit:
        return Quantity(value, start, end, "", end, end, prefix)
    return Quantity(value, start, end, unit, unit_start, unit_end, prefix)


def _is_a_line(value: float) -> bool:
    """Whether no ordinal has such a number: "1064Nd:YAG"."""
    return value in vocabulary().plain_lines


def unit_alone(text: str) -> str:
    """The unit that a table's heading names ("J/cm2"), "" where it is none."""
    number = _with_unit(1.0, 0, 0, text, "")
    return number.unit if number is not None and number.end == len(text) else ""


def number_said(words: Words, first: int, last: int, value: float) -> Quantity | None:
    """A number that is written as words, from one to another; None where nothing behind it is counted."""
    start, end = words.starts[first], words.ends[last]
    following = words.lower[last + 1 : last + 4]
    units = vocabulary().units
    counted = not units.keys().isdisjoint(following)
    number = _with_unit(value, start, end, words.text.lower, "")
    if number is None or number.unit:
        return number
    goes_on = following and (counted or following[0] in _GOES_ON)
    if value == 1 and _begins_a_row(following):
        return Quantity(value, start, end, "", end, end, "")
    if value > 1 and (goes_on or _stands_behind_course(words, first) or _stands_behind_its_name(words, first)):
        return Quantity(value, start, end, "", end, end, "")
    return None


def _begins_a_row(following: Sequence[str]) -> bool:
    """ "One to two passes", "one or 2 sessions"."""
    if len(following) < _ROW or following[0] not in _OR_TO:
        return False
    is_number = following[1].isdigit() or following[1] in vocabulary().numbers
    return is_number and vocabulary().units.get(following[2]) in COUNTED


def _stands_behind_course(words: Words, index: int) -> bool:
    """ "A course of eight"."""
    return (
        index > 1
        and words.lower[index - 1] == "of"
        and vocabulary().cues.get(words.lower[index - 2]) == "session"
        and not words.breaks[index]
    )


def _stands_behind_its_name(words: Words, index: int) -> bool:
    """ "Fluence eighteen", "a pulse width of forty"."""
    name = index - 2 if words.lower[index - 1] in _OF else index - 1
    if name >= 0 and words.lower[name] in _COUNTED_NAMES and _ends_here(words, index):
        return words.gap(index) == ": " or name < index - 1  # "passes: six", "the number of sessions was six"
    if name < 0 or words.lower[name] not in _NAMES or any(words.breaks[name + 1 : index + 1]):
        return False
    return words.lower[name] != "size" or words.lower[name - 1] == "spot"  # not "a size ten dress"


def _ends_here(words: Words, index: int) -> bool:
    """Whether a clause ends behind a word."""
    return index + 1 == len(words.lower) or words.breaks[index + 1] > 0


_COUNTED_NAMES: Final = frozenset({"sessions", "treatments", "visits", "passes", "stacks"})
_OR_TO: Final = frozenset({"or", "to"})
_ROW: Final = 3  # words: "to two passes"
_OF: Final = frozenset({"of", "at", "is", "was"})
_NAMES: Final = frozenset({"fluence", "energy", "width", "duration", "size", "depth", "coverage", "density", "power"})
_GOES_ON: Final = frozenset({"to", "or", "and", "so", "done", "times", "in"})
