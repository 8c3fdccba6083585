"""Numbers put together to quantities: ranges, lists that share a unit, sides of a rectangle."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.reading import Range
from bot.clinical.settings.cues import UNITS_OF
from bot.clinical.settings.joins import ARROWS, KINDS, without_marks
from bot.clinical.settings.open_ranges import COUNTED, place
from bot.clinical.settings.quantity import Part, Quantity
from bot.clinical.settings.vocabulary import vocabulary

_DONE: Final = frozenset({"treatment", "session", "visit", "patient", "case"})  # "Treatment 6.5 - 7 J"
_GIVEN: Final = frozenset({"gave", "give"})
_STEPPED: Final = frozenset({"went", "at", "to"})
_BULLETS: Final = ("-", "--", "—", "~", "*", "+")
_LONGEST_JOIN: Final = 14  # characters: "and going up to"
_OF_STEPS: Final = frozenset({"fluence", "energy"})
_LARGEST_STEP: Final = 3.0  # a step is at most this part of what it leads to
_FARTHEST_NEIGHBOUR: Final = 12.0  # times as large: the members of a list are alike


def quantities_in(words: Words, numbers: Sequence[Quantity], names: frozenset[int]) -> list[Quantity]:
    """The quantities that these numbers make, in their order.

    ``names`` are the words that belong to a device's name.
    """
    found: list[Quantity] = []
    last = len(numbers) - 1
    at = 0
    while at <= last:
        first = numbers[at]
        at += 1
        unit = first.unit
        # Most numbers have another unit than the one before, or stand too far from it to belong to it.
        if at <= last:
            following = numbers[at]
            if following.start - first.end <= _LONGEST_JOIN and not (
                unit and following.unit and unit != following.unit
            ):
                chain, joins = _chain(words, numbers, at)
                if joins:
                    found.append(_chained(words, chain, joins))
                    at += len(joins)
                    continue
        place(words, first, names)
        found.append(first)
    return found


def _chain(words: Words, numbers: Sequence[Quantity], at: int) -> tuple[list[Quantity], list[str]]:
    """The numbers that go on with the one before ``at``, that one first, and what joins each to the one before it."""
    chain = [numbers[at - 1]]
    joins: list[str] = []
    for following in islice(numbers, at, None):
        join = _join(words, chain, joins, following)
        if not join:
            break
        if join == "steps":
            joins, join = ["list"] * len(joins), "list"
        joins.append(join)
        chain.append(following)
    if joins and chain[-1].unit in COUNTED:
        kept = _parted_by_a_comma(words, chain, joins)
        return chain[: kept + 1], joins[:kept]
    return chain, joins


def _parted_by_a_comma(words: Words, chain: Sequence[Quantity], joins: Sequence[str]) -> int:
    """How many joins hold where what is counted is no list: "course of 6, 4 weeks apart", "10-18, 3 sessions"; a list
    ends with an "and"."""
    for at in range(len(joins) - 1, -1, -1):
        if joins[at] == "list":
            comma = words.text.lower[chain[at].end : chain[at + 1].start].strip() in _COMMAS
            return at if comma else len(joins)
    return len(joins)


def _join(words: Words, chain: list[Quantity], joins: list[str], following: Quantity) -> str:
    """How the next number goes on with the quantity: "range", "list", "/", "x", or "" where it does not."""
    last = chain[-1]
    if following.start - last.end > _LONGEST_JOIN or (following.prefix and following.prefix != "x"):
        return ""
    between = words.text.lower[last.end : following.start]
    text, kind = _what_joins(words, between, last)
    if kind is None or not _may_go_on(words, chain, following, kind):
        return ""
    if kind == "spread":
        return kind if not joins and following.number < last.number else ""
    if kind == "range":
        return _as_a_range(words, chain, joins, following, between)
    if kind == "x":
        return _as_sides(last, joins, between)
    if "x" in joins:
        return ""
    if text in _ANDS and not joins and _word_before(words, chain[0]) in _BETWEEN:
        return "range"
    return _as_a_list(words, chain, joins, following, text)


def _is_in_steps(lower: str, last: Quantity) -> bool:
    """ "10 12 14 J", "15 20 25 30 mJ", "test spots 14 16 20 J", "fluences 18 20 22", where "18 14 J" are a spot and a
    fluence."""
    before = _FIGURES_BEFORE.search(lower, max(0, last.start - _TO_FIRST_STEP), last.start)
    ahead = _STEPS_AHEAD.match(lower, last.digits_end)
    if before is None or ahead is None:
        return False
    named = lower[: before.start(2)].rstrip(" :=").rpartition(" ")[2]
    meant = "" if named in vocabulary().units else vocabulary().cues.get(named, "")
    if ahead[2] is None and (meant not in _OF_STEPS or _has_a_unit(lower, ahead.end())):
        return False
    if before[1] is None and meant and meant not in _OF_STEPS:
        return False  # "spot 8 10 12 J"
    steps = [*map(float, before[2].split()), last.number, *map(float, ahead[1].split())]
    sizes = {round(after - one, 6) for one, after in pairwise(steps)}
    is_even = len(steps) >= _FEWEST_STEPS and len(sizes) == 1 and sizes.pop() > 0
    return is_even or (before[1] is not None and ahead[2] is not None)


def _has_a_unit(lower: str, end: int) -> bool:
    unit = _WORD_BEHIND.match(lower, end)
    return unit is not None and unit[0].strip() in vocabulary().units


def _what_joins(words: Words, between: str, last: Quantity) -> tuple[str, str | None]:
    """What stands between two numbers, without its marks, and how it joins them; None where it does not."""
    text = between.strip()
    if "\n" in between and text[:1] in _BULLETS:
        return text, None
    if between == " " and not last.unit and _LISTED_AHEAD.match(words.text.lower, last.digits_end) is not None:
        return text, "list"  # "8 9 10 and 11 J/cm2"
    if between == " " and not last.unit and _is_in_steps(words.text.lower, last):
        return text, "list"
    if text[:2] == "- ":
        text = text[2:]
    kind = KINDS.get(text)
    if kind is None:
        text = without_marks(text)  # "7 to ~9 J", "7 to about 9 J", "7 to **9 J**"
        kind = KINDS.get(text)
    return text, kind


def _may_go_on(words: Words, chain: list[Quantity], following: Quantity, kind: str) -> bool:
    """Whether the units agree, and neither number has a meaning of its own."""
    last = chain[-1]
    if last.prefix and kind != "range" and (last.prefix == "f" or last.prefix not in vocabulary().cues):
        return False
    if not _same_unit(words.text.lower, last, following, kind):
        return False
    if following.unit and _has_another_unit(chain, following.unit):
        return False
    lines = vocabulary().lines if following.unit == "ps" else vocabulary().plain_lines  # "670/660 ps"
    names_a_laser = last.number in lines and not last.unit
    return not names_a_laser or _goes_on_with_a_line(following, kind)  # not "1064, 140-220 J"


def _as_a_range(words: Words, chain: list[Quantity], joins: list[str], following: Quantity, between: str) -> str:
    last = chain[-1]
    if last.number in vocabulary().plain_lines and not last.unit and following.number * 2 < last.number:
        return ""  # "1064 until 42 °C"
    if between == " - " and _parts_by_a_dash(words, chain[0], last, following):
        return ""
    if joins and between.strip() in ARROWS:
        return "steps"  # "5.5 -> 6 -> 6.5 J" is no range
    if joins and joins[-1] in _HYPHENATED:
        return "train" if between == "-" and _is_a_train(chain, following) else ""
    return "range"


def _as_sides(last: Quantity, joins: list[str], between: str) -> str:
    if last.number in vocabulary().plain_lines or (between == "x " and not last.unit):
        return ""  # "532 x 4 mm" are two settings, and "18x 7 mm" are eighteen spots
    return "x" if not joins else ""


def _as_a_list(words: Words, chain: list[Quantity], joins: list[str], following: Quantity, text: str) -> str:
    """ "/" or "list", or "" where the next number is another setting's."""
    lower, first, last = words.text.lower, chain[0], chain[-1]
    if last.unit and not _repeats_its_unit(words, chain, following, text):
        return ""
    alike = _alike(last.number, following.number) or (text == "/" and _are_in_turn(words, joins, last, following))
    if not alike or _claimed(words, first, following):
        return ""
    if last.number == following.number and text not in _SUB_PULSES and not last.unit:
        return ""  # "3rd 30 and 30 ms": two settings of one size
    if "then" in text and _word_before(words, first) in _DONE:
        return ""  # "16 J at session 3, then 18 at session 5"
    if joins and _ends_before(lower, chain, joins, text):
        return ""
    if not joins and text == "," and (_is_told_already(words, first, following) or _ends_a_score(lower, first)):
        return ""
    if not joins and following.unit == "mm" and _is_no_spot(words, first, following, text):
        return ""
    if _SIDE_FOLLOWS.match(lower, following.digits_end) or _is_set_at(lower, first, following):
        return ""
    return "/" if text == "/" else "list"


def _repeats_its_unit(words: Words, chain: list[Quantity], following: Quantity, text: str) -> bool:
    """Whether a list names its unit with each number: "4 mm/6 mm", "delays of 10 ms and 20 ms", "5 % and 7 %"."""
    if text == "/":
        return following.unit in _LISTED_WITH_UNITS
    if text not in _ENUMERATED or not following.unit:
        return False
    behind = _words_behind(words, following)
    if following.unit == "percent" and text != ",":
        lists = vocabulary().lists
        return lists["not_density_after"].isdisjoint(behind[:1]) and lists["drugs"].isdisjoint(behind)
    return _are_named_together(words, chain[0]) and vocabulary().cues.keys().isdisjoint(behind[:1])


def _are_named_together(words: Words, first: Quantity) -> bool:
    """Whether a word for several of such a setting stands before the first number: "delays of 10 ms"."""
    index = bisect_right(words.starts, first.start + 1) - 2
    while index > 0 and words.lower[index] in vocabulary().fillers and not words.breaks[index + 1]:
        index -= 1
    word = words.lower[index] if index >= 0 else ""
    cue = vocabulary().cues.get(word, "")
    if cue == "pulse" and words.lower[index - 1] != "between":
        return False  # "2 pulses of 7 ms, 15 ms between"
    return word.endswith("s") and first.unit in UNITS_OF.get(cue, ())


def _ends_a_score(lower: str, first: Quantity) -> bool:
    """ "pain 4 out of 10, 18 mm"."""
    return _OUT_OF.search(lower, max(0, first.start - _TO_SCORE), first.start) is not None


def _ends_before(lower: str, chain: Sequence[Quantity], joins: list[str], text: str) -> bool:
    """Whether a list has ended: it was joined in another way than the next number is."""
    if joins[-1] == "/" and text != "/":
        return True  # "pulses of 4/4, 20 J", "18/14/3 then 15/16/5", "DCD 50/20 & 15 J"
    if joins[-1] == "train":
        return True  # "4-25-4, 18 J"
    if text == "," and lower[chain[-2].end : chain[-1].start].strip() in _ANDS:
        return True  # "18 and 15, 14 and 16 J"
    return text != "+" and "+" in lower[chain[0].end : chain[-1].start]  # "3.5+3.5, 30 off"


def _word_before(words: Words, number: Quantity) -> str:
    """The word before a number, "" where there is none."""
    index = bisect_right(words.starts, number.start + 1) - 2
    return words.lower[index] if index >= 0 else ""


def _words_behind(words: Words, number: Quantity) -> list[str]:
    """The two words behind a number and its unit."""
    index = bisect_left(words.starts, number.end)
    return words.lower[index : index + 2]


def _is_a_train(chain: Sequence[Quantity], following: Quantity) -> bool:
    """Whether a third number behind a hyphen makes a row, and no range of a range: "4-25-4", "18-14-3", "5-6-7 J"."""
    return following.number < chain[-1].number or len(chain) > _PAIR or following.unit in _DOSES


def _goes_on_with_a_line(following: Quantity, kind: str) -> bool:
    """Whether a number behind a laser's line may be another one."""
    if following.unit or kind != "list":
        return following.unit in _OF_A_LINE
    return following.number in vocabulary().lines or following.number in vocabulary().cutoffs


def _is_told_already(words: Words, number: Quantity, following: Quantity) -> bool:
    """Whether a number before a comma is no rate, "done at 1.0, 2 Hz", or goes on with a dose: "14 J then 16, 3 ms"."""
    before = words.text.lower[max(0, number.start - _LONGEST_DOSE) : number.start]
    return following.unit == "hz" or (following.unit not in _DOSES and _DOSE_THEN.search(before) is not None)


def _is_no_spot(words: Words, number: Quantity, spot: Quantity, text: str) -> bool:
    """Whether a number before a spot is a dose: "gave 22, 12 mm", "18 mm 12, 15 mm 16", "8mm 0.25 / 6mm 0.4"."""
    if _BEHIND_A_SPOT.search(words.text.lower, max(0, number.start - _SHORTEST_SPOT), number.start):
        return True
    return text == "," and _is_given_before(words, number, spot)


def _is_given_before(words: Words, dose: Quantity, spot: Quantity) -> bool:
    """Whether a number before a spot, right behind a "gave", is a dose; a larger one also behind a "went to"."""
    word = _word_before(words, dose)
    return word in _GIVEN or (word in _STEPPED and dose.number > spot.number)


def _are_in_turn(words: Words, joins: Sequence[str], last: Quantity, following: Quantity) -> bool:
    """Whether a slash parts different settings, which need not be alike: "250/10%", "100/3/125", "7/8/0.45"."""
    if following.unit == "percent":
        return True
    if last.number in vocabulary().plain_lines:
        return False
    if joins[-1:] == ["/"]:
        return True
    return not following.unit and _SLASH_FOLLOWS.match(words.text.lower, following.digits_end) is not None


def _parts_by_a_dash(words: Words, first: Quantity, last: Quantity, following: Quantity) -> bool:
    """Whether a dash between spaces parts two settings: "1064 - 5 mm", "15 mm - 20-22 J", "TL 7 - 8 passes"."""
    if last.number > following.number or (last.unit and not following.unit):
        return True
    return _word_before(words, first) not in _DONE and _claimed(words, first, following)


def _has_another_unit(chain: list[Quantity], unit: str) -> bool:
    """Whether a range has its unit already, and the next number another: "0.8 J up to 1.0, 2 Hz"."""
    return any(number.unit not in ("", unit) for number in chain)


def _same_unit(lower: str, last: Quantity, following: Quantity, kind: str) -> bool:
    if last.unit == following.unit:
        return True
    if not last.unit:
        return kind != "x" or following.unit in _SIDES
    if _TIMES.match(lower, following.end):
        return False  # "every 3 weeks up to 5 times"
    # "from 8 J up to 12": a range lends its unit to the right, a list does not.
    if following.unit or kind not in {"range", "spread"} or following.number in vocabulary().plain_lines:
        return False
    return _alike(last.number, following.number)


_FIGURES_BEFORE: Final = re.compile(
    r"(\btest(?:s|ed| spots?| patch(?:es)?)(?: at| of| with|:)? )?(?<![\w./-])((?:\d{1,3}(?:\.\d)? ){0,5})$"
)
_STEPS_AHEAD: Final = re.compile(r"((?: \d{1,3}(?:\.\d)?){1,5})(?![\d./-]\d)( ?(?:j(?:oules)?|mj)(?![a-z]))?")
_WORD_BEHIND: Final = re.compile(r" ?(?:%|[a-z]+)")
_TO_FIRST_STEP: Final = 40  # characters
_FEWEST_STEPS: Final = 3
_LISTED_AHEAD: Final = re.compile(
    r"(?: [0-9]{1,3}(?:\.[0-9]{1,2})?){1,6} (?:and|or|&) [0-9]{1,3}(?:\.[0-9]{1,2})? ?(?:j|mm|mj)(?![a-z])"
)
_SUB_PULSES: Final = frozenset({"/", "+"})  # between parts of one pulse: "4/4", "3.5+3.5"
_BETWEEN: Final = frozenset({"between", "btw", "btwn", "entre", "zwischen", "tra", "fra", "μεταξυ"})
_ANDS: Final = frozenset({"and", "&", "et", "und", "y", "e", "και"})
_COMMAS: Final = frozenset({",", ";"})
_ENUMERATED: Final = frozenset({",", "and", "or", "&", ", and", ", or", "et", "und", "y", "vs", "vs."})
_TIMES: Final = re.compile(r" ?(?:times|x)(?![a-z])")
_SLASH_FOLLOWS: Final = re.compile(r" ?/ ?[0-9.]+(?![0-9/])")
_DOSE_THEN: Final = re.compile(r"\d ?m?j(?:/cm[2²])? then $")
_LONGEST_DOSE: Final = 14  # characters: "5 mj/cm2 then "
_BEHIND_A_SPOT: Final = re.compile(r"\d ?mm $")
_SHORTEST_SPOT: Final = 5  # characters: "8 mm "
_DOSES: Final = frozenset({"j", "j_cm2", "mj", "mj_cm2"})
_HYPHENATED: Final = frozenset({"range", "train"})
_PAIR: Final = 2
_OUT_OF: Final = re.compile(r"(?:\bout|\d) of $")
_TO_SCORE: Final = 8  # characters
_SIDE_FOLLOWS: Final = re.compile(r" ?[x×] ?[0-9]")


def _is_set_at(lower: str, first: Quantity, following: Quantity) -> bool:
    """Whether a bare number stands behind an "@" and the next unit is another setting's: "4 mm @ 30, 3 mm"."""
    if first.unit or not following.unit or lower[first.digits_end : first.digits_end + 1] not in _COMMAS:
        return False
    return lower[max(0, first.start - 2) : first.start].rstrip()[-1:] == "@"


_LISTED_WITH_UNITS: Final = frozenset({"mm", "um", "j", "j_cm2", "mj", "nm"})
_OF_A_LINE: Final = frozenset({"", "nm"})
_SIDES: Final = frozenset({"mm", "cm", "um", "mm2"})


def _alike(one: float, other: float) -> bool:
    low, high = (one, other) if one < other else (other, one)
    return high <= low * _FARTHEST_NEIGHBOUR


def _claimed(words: Words, first: Quantity, following: Quantity) -> bool:
    """Whether a bare number belongs to the word before it ("density 3, 18 mm") and not to the next unit."""
    if first.unit or not following.unit:
        return False
    index = bisect_right(words.starts, first.start + 1) - 2
    if index < 0 or words.breaks[index + 1]:
        return False
    word = words.lower[index]
    if first.prefix:
        word = first.prefix
    cue = vocabulary().cues.get(word)
    if cue in COUNTED and index and words.lower[index - 1].isdigit():
        return False  # "at each of the 4 sessions: 15, 20 and 25 mJ"
    tries = word == "spots" and words.lower[index - 1].isdigit()
    if cue == "spot" and index and (tries or words.lower[index - 1] == "test"):
        return False  # "test spots 6, 7 and 8 J/cm2", "3 spots: 12, 14, 16 J"
    return cue is not None and following.unit not in UNITS_OF.get(cue, frozenset())


def _chained(words: Words, chain: list[Quantity], joins: list[str]) -> Quantity:
    """Several numbers that are joined."""
    first, last = chain[0], chain[-1]
    named = last if last.unit else first
    joined = Quantity(
        first.number, first.start, first.digits_end, named.unit, named.unit_start, named.unit_end, first.prefix
    )
    joined.end = last.end
    if "x" in joins:
        joined.sides = tuple([number.number for number in chain])
    else:
        in_a_train = "train" in joins
        parts = (
            [Part(each.number, each.start, each.end) for each in chain] if in_a_train else _parts(words, chain, joins)
        )
        joined.holds(parts[0].value, tuple(parts) if len(parts) > 1 else ())
    joined.joined_by = "," if "list" in joins else "-" if "train" in joins else "/"
    joined.first_word = bisect_right(words.starts, first.start + 1) - 1
    joined.last_word = bisect_left(words.starts, last.end) - 1
    return joined


def _parts(words: Words, chain: list[Quantity], joins: list[str]) -> list[Part]:
    parts: list[Part] = []
    numbers = iter(zip(chain, [*joins, ""], strict=True))
    for number, join in numbers:
        if join == "range":
            upper, _ = next(numbers)
            low, high = number.number, upper.number
            if number.unit and low * _LARGEST_STEP <= high and _is_step(words, number):
                low = high  # "dropped 2 J to 14"
            value: float | Range = Range(low, high) if low <= high else Range(high, low)
            parts.append(Part(low if low == high else value, number.start, upper.end))
        elif join == "spread":
            spread, _ = next(numbers)
            value = Range(_sum(number.number, -spread.number), _sum(number.number, spread.number))
            parts.append(Part(value, number.start, spread.end))
        else:
            parts.append(Part(number.number, number.start, number.end))
    return parts


def _is_step(words: Words, number: Quantity) -> bool:
    """Whether a number is how much a value was changed: a word of changing stands right before it."""
    return _word_before(words, number) in vocabulary().lists["stepped"]


def _sum(one: float, other: float) -> float:
    return float(f"{one + other:.12g}")
