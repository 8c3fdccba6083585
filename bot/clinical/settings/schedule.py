"""How often and how far apart: sessions and the interval between them."""

from __future__ import annotations

from typing import Final

from bot.clinical.reading import Setting, SettingKey
from bot.clinical.settings.quantity import Quantity
from bot.clinical.settings.text import Reader, settings_of
from bot.clinical.settings.vocabulary import vocabulary

_IN_WEEKS: Final = {"day": 1 / 7, "week": 1.0, "weekly": 1.0, "month": 4.0, "monthly": 4.0, "w": 1.0}
_AT: Final = frozenset({"@", "/"})
_SEEN: Final = frozenset({"see", "seen", "seeing", "review", "reviewed"})  # "see her again in two weeks"
_NO_TREATMENT: Final = frozenset({"fu", "followup", "follow", "shave", "shaves", "shaving", "shaved", "wax", "waxes"})
_PASSED_OVER: Final = frozenset({"out", "by", "between", "ranging", "from"})
_BETWEEN_WITHIN: Final = 6  # words
_VISITS: Final = frozenset({"session", "treatment", "tx", "visit", "one", "round", "appointment"})
_NUMBERED: Final = _VISITS - {"one"}
_AT_ALONE: Final = ["at"]
_TO_THE_NEXT: Final = frozenset({"again", "after", "about", "at", "another"})
_CHECKS_WITHIN: Final = 5  # words
_MOST_WEEKS: Final = 12
_SUMS: Final = frozenset({"lakh", "lakhs", "crore", "euro", "euros", "dollars", "pounds", "rupees", "free"})
_SIGNS: Final = ("$", "€", "£")
_LATER: Final = frozenset({"on", "later", "after"})
_ALL_THE: Final = ("all", "the")
_ALL_OF_THEM: Final = frozenset({_ALL_THE, ("om", "de")})
_OF: Final = frozenset({"of", "de"})
_INTERVALS: Final = frozenset({"interval", "intervals", "gap", "intervalo", "intervalle"})
_EVERY: Final = frozenset({("every",), ("each",), ("per",)})
_A_DAYS: Final = frozenset({("today",), ("cancelled",), ("canceled",), ("daily",), ("rescheduled",), ("tomorrow",)})
_A_DAY: Final = frozenset(
    {("a", "day"), ("per", "day"), ("each", "day"), ("this", "week"), ("this", "month"), ("on", "saturday")}
    | {("on", day) for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "sunday")}
)
_NO: Final = frozenset({"no", "number"})
_PAIR: Final = 2
_ON: Final = frozenset({"on", "in", "across", "for"})
_PEOPLE: Final = frozenset({"patients", "pts", "people", "clients", "women", "men", "cases"})
_PLANNED: Final = frozenset({"planned", "booked", "done", "needed", "given", "completed"})
_BEGINS_A_COURSE: Final = frozenset({"first", "plan", "planned", "planning", "booked"})
_HAD: Final = frozenset({"came", "had", "did", "after", "done", "received", "finished", "completed"})
_RATES: Final[dict[tuple[str, ...], float]] = {
    (word, time): weeks
    for word in ("a", "per", "par", "each", "every", "pro", "por")
    for time, weeks in (("week", 1.0), ("month", 4.0), ("mois", 4.0), ("semaine", 1.0), ("mes", 4.0), ("monat", 4.0))
}
_APART: Final = ("apart",)  # "3 sessions a month apart"
_SITTINGS: Final = frozenset({"sitting", "go"})
_PUT_OFF: Final = frozenset({"cancelled", "canceled", "postponed", "rescheduled"})  # "were cancelled"
_MOST: Final = 30
_COUNT_WITHIN: Final = 3  # words
_LONGEST_INTERVAL_WEEKS: Final = 60.0
TIMES: Final = frozenset(_IN_WEEKS)
"""The units that an interval may be written in."""


def interval(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """The interval that a number of days, weeks or months says, if treatments are that far apart."""
    if is_of_no_treatment(reader, quantity.first_word, quantity.last_word):
        return []
    if quantity.prefix == "x" and quantity.unit in {"weekly", "monthly"}:
        return settings_of(reader, quantity, SettingKey.SESSIONS)  # "x3 monthly": the interval is said in words
    if _are_weeks_apart(reader, quantity):
        return settings_of(reader, quantity, SettingKey.INTERVAL)
    if quantity.unit in {"weekly", "monthly"} and (
        _counts_sessions(reader, quantity) or _is_of_a_course(reader, quantity)
    ):
        # "five monthly treatments"
        told = settings_of(reader, quantity, SettingKey.SESSIONS)
        one = Setting(SettingKey.INTERVAL, _IN_WEEKS[quantity.unit], told[0].unit_written, told[0].span)
        return [*told, one]
    if not _is_interval(reader, at, quantity):
        return []
    found = settings_of(reader, quantity, SettingKey.INTERVAL, _IN_WEEKS[quantity.unit])
    return found if quantity.largest * _IN_WEEKS[quantity.unit] <= _LONGEST_INTERVAL_WEEKS else []


def is_of_no_treatment(reader: Reader, first: int, last: int) -> bool:
    """Whether how often something is done is told of a drill, a check, a dressing or a drug: "kit checked monthly"."""
    start, end = reader.words.sentence(first)
    around = (*reader.lower[max(start, first - _CHECKS_WITHIN) : first], *reader.lower[last + 1 : min(end, last + 3)])
    return not vocabulary().lists["no_interval"].isdisjoint(around)


def _are_weeks_apart(reader: Reader, quantity: Quantity) -> bool:
    """Whether a clause says "3 weekly" and no more: so many weeks apart, as they write in Britain."""
    if quantity.unit != "weekly" or quantity.prefix or quantity.several or not 1 < quantity.largest <= _MOST_WEEKS:
        return False
    return reader.breaks[quantity.first_word] > 0 and reader.ends_a_clause(quantity)


def _counts_sessions(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number stands before "monthly" and does not belong to it, as in "3-monthly"."""
    behind = reader.behind(quantity.last_word, 2)
    at = reader.place_from(quantity.last_word + 1)
    following = reader.quantities[at] if at < len(reader.quantities) else None
    if following is not None and following.prefix == "x" and following.first_word - quantity.last_word <= _COUNT_WITHIN:
        return False  # "6 weekly sessions x4"
    apart = reader.words.text.lower[quantity.unit_start - 1 : quantity.unit_start] == " "
    return apart and any(vocabulary().units.get(word) == "session" for word in behind)


def _is_of_a_course(reader: Reader, quantity: Quantity) -> bool:
    """ "Course of 8 monthly", "plan 6 monthly"; not "course of 6 x 8-weekly"."""
    before, first = reader.word(quantity.first_word - 1), quantity.first_word
    if reader.words.text.lower[quantity.unit_start - 1 : quantity.unit_start] != " ":
        return False
    return before in _BEGINS_A_COURSE or (before == "of" and vocabulary().cues.get(reader.word(first - 2)) == "session")


def _is_interval(reader: Reader, at: int, quantity: Quantity) -> bool:
    lists = vocabulary().lists
    if quantity.prefix == "q" or quantity.unit in {"weekly", "monthly"}:
        return True
    if quantity.unit == "w":
        before = reader.word(quantity.first_word - 1 - (reader.word(quantity.first_word - 1) == "in"))
        return (
            before in lists["interval_before"]
            or before == "once"
            or follows_sessions(reader, at, quantity)
            or (reader.word(quantity.last_word + 1) in lists["interval_after"])
        )
    if at and reader.gaps[quantity.first_word].strip() in _AT and reader.quantities[at - 1].unit == "session":
        return True  # "6 tx @ 6 wks"
    if not _NO_TREATMENT.isdisjoint(reader.ahead(quantity.first_word, 2)):
        return False
    if follows_sessions(reader, at, quantity):
        return True
    if at and _is_between_visits(reader, reader.quantities[at - 1], quantity):
        return True
    ahead = [word for word in reader.ahead(quantity.first_word, 4) if word not in _PASSED_OVER][-3:]
    if ahead and (
        ahead[-1] in lists["interval_before"] or any(word in lists["interval_before"] for word in ahead[-2:])
    ):
        return True
    if ahead and (ahead[-1] == "next" or (len(ahead) > 1 and ahead[-2] == "next" and ahead[-1] in _VISITS)):
        return True
    if (
        reader.core_words
        and len(ahead) > 1
        and ahead[-1] in {"in", "at", "after"}
        and not lists["again"].isdisjoint(ahead[-3:-1])
        and _SEEN.isdisjoint(reader.ahead(quantity.first_word, 5))
    ):
        return True
    behind = reader.behind(quantity.last_word, 2)
    if tuple(ahead[-2:]) in _ALL_OF_THEM or (len(behind) > 1 and behind[0] in _OF and behind[1] in _INTERVALS):
        return True  # "one visit all the 15 days", "with one week of interval"
    if behind and _is_counted(reader, at, behind[0]):
        return True
    return bool(behind) and (behind[0] in lists["interval_after"] or _is_left_between_visits(reader, quantity))


def follows_sessions(reader: Reader, at: int, quantity: Quantity) -> bool:
    """Whether a number of sessions stands right before, and nothing behind: "3 tx 6w"; not "3 sessions 40 W"."""
    before = reader.quantities[at - 1] if at else quantity
    return (
        before.unit == "session"
        and before.last_word == quantity.first_word - 1
        and reader.gaps[quantity.first_word] == " "
        and reader.words.text.cased[quantity.unit_start : quantity.unit_end] != "W"
        and reader.ends_a_clause(quantity)
    )


def _is_left_between_visits(reader: Reader, quantity: Quantity) -> bool:
    """ "4 weeks in between", "a period of 4 weeks is left between each treatment"."""
    behind = reader.behind(quantity.last_word, _BETWEEN_WITHIN)
    if "between" not in behind:
        return False
    between = behind.index("between")
    return behind[between - 1 : between] == ("in",) or not _VISITS.isdisjoint(
        word.rstrip("s") for word in behind[between + 1 :]
    )


def _is_between_visits(reader: Reader, before: Quantity, quantity: Quantity) -> bool:
    """ "3 sessions at 5 wks", "visit 2 (5 wks on)", "session 2, after 4 weeks"."""
    words = reader.lower[before.last_word + 1 : quantity.first_word]
    if before.unit == "session":
        return words == _AT_ALONE and not reader.breaks[quantity.first_word] and reader.ends_a_clause(quantity)
    if before.unit or reader.word(before.first_word - 1) not in _VISITS or not _TO_THE_NEXT.issuperset(words):
        return False
    return "after" in words or (reader.word(quantity.last_word + 1) in _LATER and not _skips_one(reader, before))


def _skips_one(reader: Reader, visit: Quantity) -> bool:
    """Whether the visit before is told of and is not the last one: "session 1 … session 3, eight weeks on"."""
    numbers = vocabulary().numbers
    told = {
        float(word) if word.isdigit() else numbers.get(word, 0.0)
        for word in (reader.word(index + 1) for index in reader.words.places_of(_NUMBERED))
    }
    return any(0 < number < visit.largest for number in told) and visit.largest - 1 not in told


def _is_counted(reader: Reader, at: int, behind: str) -> bool:
    """Whether a count of sessions follows at once: "4 wks x 4"."""
    following = reader.quantity_behind(at)
    return behind[0] in "x×" and following is not None and following.prefix == "x" and not following.unit


def sessions(reader: Reader, at: int, quantity: Quantity) -> list[Setting]:
    """How many sessions a number of them says: not which one it was."""
    if quantity.largest > _MOST:
        return []
    if reader.word(quantity.first_word - 1) in _NO and not reader.breaks[quantity.first_word]:
        return []
    if _is_how_often(reader, quantity) or _is_a_sitting(reader, quantity):
        return []
    if reader.touches(quantity, ":"):
        return []  # "her 15:30 session"
    if is_about_money(reader, quantity):
        return []
    if reader.word(quantity.last_word + 1) in _PEOPLE:
        return []  # "nine LHR clients"
    behind = reader.behind(quantity.last_word, 3)
    so_often = _RATES.get(behind[:2]) or _a_slash_time(reader, quantity)
    if so_often is not None and behind[2:] != _APART:
        return _interval_of(reader, quantity, so_often)
    return settings_of(reader, quantity, SettingKey.SESSIONS)


def _is_a_sitting(reader: Reader, quantity: Quantity) -> bool:
    """Whether two things were done at once: "IPL and a fractional laser in one sitting"."""
    if quantity.value != 1.0 or reader.word(quantity.first_word - 1) != "in":
        return False
    return reader.word(quantity.last_word) in _SITTINGS or reader.word(quantity.last_word + 1) in _SITTINGS


def _a_slash_time(reader: Reader, quantity: Quantity) -> float | None:
    """ "1 tx/month"."""
    time = reader.word(quantity.last_word + 1)
    slashed = time in vocabulary().units and reader.gaps[quantity.last_word + 1] == "/"
    return _IN_WEEKS.get(vocabulary().units[time]) if slashed else None


def _interval_of(reader: Reader, quantity: Quantity, weeks: float) -> list[Setting]:
    """ "2 sessions a month" are two weeks apart."""
    if not isinstance(quantity.value, float) or quantity.several:
        return []
    span = reader.words.text.span(quantity.start, quantity.end)
    return [Setting(SettingKey.INTERVAL, float(f"{weeks / quantity.value:.9g}"), "", span)]


def _is_how_often(reader: Reader, quantity: Quantity) -> bool:
    """Whether so many sessions are those of a day or of a clinic, or one of them comes at an interval."""
    behind = reader.behind(quantity.last_word, 3)
    if quantity.value == 1.0 and (behind[:1] in _EVERY or behind[:2] == _ALL_THE):
        return True  # "one treatment every 6 weeks"
    if len(behind) > _PAIR and behind[0] in _ON and behind[1][0].isdigit() and behind[2] in _PEOPLE:
        return True  # "18 treatments on 6 patients"
    return behind[:1] in _A_DAYS or behind[:2] in _A_DAY or (len(behind) > 1 and behind[1] in _PUT_OFF)


def is_about_money(reader: Reader, quantity: Quantity) -> bool:
    """Whether sessions are talked of as what is paid for, or money itself; not those said to be planned or done."""
    if reader.word(quantity.last_word + 1) in _SUMS or reader.words.text.lower[quantity.end :].lstrip()[:1] in _SIGNS:
        return True
    if reader.present.isdisjoint(vocabulary().lists["money"]):
        return False
    if not _PLANNED.isdisjoint(reader.behind(quantity.last_word, 1)) or _HAD.intersection(
        reader.ahead(quantity.first_word, 2)
    ):
        return False  # "he came for 5 sessions and now wants a refund"
    start = reader.words.sentence(quantity.first_word)[0]
    end = reader.words.sentence(quantity.first_word)[1]
    return not vocabulary().lists["money"].isdisjoint(reader.lower[start:end])
