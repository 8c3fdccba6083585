"""Numbers that a text names and that were not used: asked about, feared, forbidden, a machine's range, a paper's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from bot.clinical.folding import Words
from bot.clinical.settings.corrections import (
    Stretch,
    changed_plan,
    put_right,
    refused,
    said_not_to_be,
    says_a_slip,
    taken_back,
)
from bot.clinical.settings.offers import offered
from bot.clinical.settings.open_ranges import COUNTED
from bot.clinical.settings.others import (
    OURSELVES,
    OWN_WORDS,
    done_by_another,
    ends,
    had_before_here,
    had_elsewhere,
    in_brackets,
)
from bot.clinical.settings.signs import Sign
from bot.clinical.settings.text import Reader
from bot.clinical.settings.vocabulary import vocabulary

_GOES_ON_TELLING: Final = frozenset({"they", "their", "it", "its", "authors", "results", "settings", "range"})
_OURS: Final = frozenset({"our", "ours", "my", "mine"})  # "although the paper has 40 J, our protocol is 14 J"
_THIS: Final = frozenset({"this", "our", "my", "present"})
_ADJECTIVES: Final = 3  # words between "this" and "study"
_JUDGED: Final = frozenset({"safe", "ok", "okay", "too", "enough", "right"})
_APPLIED: Final = frozenset({"followed", "following", "blistered", "burned", "burnt", "crusted", "conducted"})
_GOES_TO: Final = ["goes", "to"]
_GO: Final = frozenset({"go", "max"})
_CASE_STUDY: Final = ["case", "study"]
_NO_SOURCES: Final = frozenset({("on", "paper"), ("sunscreen", "lecture"), ("aftercare", "lecture")})
_ADAPTED_TO: Final = frozenset(
    {
        "skin",
        "type",
        "types",
        "phototype",
        "fitzpatrick",
        "tolerance",
        "response",
        "reaction",
        "endpoint",
        "site",
        "area",
    }
    | {"lesion", "lesions", "vessel", "colour", "color", "depth", "thickness", "hair", "pain", "pigment", "size"}
)
_SOMEBODY_ELSE: Final = frozenset({"someone", "somebody"})
_THEIR_SETTINGS: Final = frozenset({"settings", "parameters", "protocol", "numbers", "figures", "recipe", "published"})
_REQUESTS: Final = frozenset({"can", "could", "would", "will"})  # "can someone check: 18 mm 14 J" tells what it asks of
_OTHERWISE: Final = frozenset({"but", "however", "though", "although"})
_DONE_THEN: Final = frozenset({"dropped", "went", "used", "did", "raised", "increased", "lowered", "bumped", "took"})
_RELATES: Final = frozenset({"not", "which", "whatever", "as", "unlike", "instead", "where", "while"})
_VIEWS: Final = frozenset({"thoughts", "opinions", "suggestions", "ideas", "advice", "comments", "tips", "views"})
_MERE_WORDS: Final = frozenset({"ok", "okay", "right"})  # "right cheek 14 J, any tips?"
_SOMEBODY: Final = frozenset({"she", "he", "they", "it", "i", "we", "my", "her", "his"})
_CAME_TO_PASS: Final = frozenset({"did", "had", "got", "developed", "blistered", "burned", "burnt", "crusted"})
_OUTCOMES: Final = frozenset({"normal", "usual", "common", "expected", "seen", "this", "happened", "burn", "crusting"})
_ANDS: Final = frozenset({"and", "n", "&"})
_WISHED: Final = frozenset({"ideal", "better", "best", "nice", "perfect", "preferable"})
_TODAY: Final = frozenset({"today", "now", "aujourdhui", "aujourd", "heute", "hoy", "oggi", "σημερα"})
_WAS: Final = (["was"], ["were"])
_LEFT: Final = frozenset({"stayed", "stays", "stay", "left", "remained", "remains", "unopened", "unused"})
_FEAR_ENDS: Final = frozenset(",:")
_STRUCK: Final = "~~"
_MOST_STRUCK: Final = 50
_DOUBTED_WITHIN: Final = 4  # words from a figure to a question mark behind it
_INSTEAD_WITHIN: Final = 8  # words from "should have" to what was done instead
_NEVER_REACH: Final = 14  # words from "never" to what was not done


def not_used(reader: Reader) -> list[Stretch]:
    """The stretches of words (first, one past the last) whose numbers were not used."""
    words = reader.words
    has_question = "?" in words.text.lower
    struck = _STRUCK in words.text.lower
    found = said_not_to_be(reader)
    found += refused(reader)
    found += offered(reader)
    found += had_before_here(reader)
    if not has_question and not struck and _FROM.keys().isdisjoint(reader.kinds):
        return found
    if struck:
        found += _struck_out(words)
    if has_question:
        found += _questions(reader)
    for sign in reader.signs:
        stretches = _FROM.get(sign.kind)
        if stretches is not None and not (found and found[-1][0] <= sign.first and sign.last < found[-1][1]):
            found += stretches(reader, sign)
    return found


def _struck_out(words: Words) -> list[Stretch]:
    """What is crossed out: "~~30 J~~ 20 J"."""
    lower = words.text.lower
    places = [at for at in range(len(lower)) if lower.startswith(_STRUCK, at)][: 2 * _MOST_STRUCK]
    return [
        (_words_before(words, start), _words_before(words, end))
        for start, end in zip(places[::2], places[1::2], strict=False)
    ]


def _questions(reader: Reader) -> list[Stretch]:
    """The questions: from the clause that begins to ask up to the question mark."""
    found: list[Stretch] = []
    words = reader.words
    lower = words.text.lower
    place = lower.find("?")
    while place >= 0:
        end = _words_before(words, place)
        if end:
            first = words.sentence(end - 1)[0]
            start = _asks_from(reader, first, end)
            if start is not None:
                found.append((start, end))
        place = lower.find("?", place + 1)
    return found


def _words_before(words: Words, place: int) -> int:
    return bisect_left(words.starts, place)


def _asks_from(reader: Reader, first: int, end: int) -> int | None:
    words = reader.words
    asks = vocabulary().asks
    inside = [
        index
        for index in range(first, end)
        if words.lower[index] in asks and not (index == first and _tells(words, index))
    ]
    if inside and (_is_about_an_outcome(reader, first, end) or _asks_for_views(reader, first, inside[0], end)):
        return None
    if first in inside:
        return first
    if inside and words.lower[inside[0]] == "too" and words.breaks[inside[0]]:
        return inside[0]  # "18 mm 16 J 3 ms, too low?" was done
    if inside and words.lower[inside[0]] in _JUDGED and OWN_WORDS.isdisjoint(words.lower[first : inside[0]]):
        return first  # "type IV, 18 mm, 14 J, safe?"
    for place in inside:
        parted = words.breaks[place] or ":" in words.gap(place) or _begins_anew(words, place)
        if parted or words.lower[place - 1] in {"and", "but", "so", "or"}:
            # "Used 14 J at 3 ms, would you go higher?" tells first and then asks.
            return place if not OWN_WORDS.isdisjoint(words.lower[first:place]) or parted else first
    if inside:
        return None if not OWN_WORDS.isdisjoint(words.lower[first:end]) else first
    if words.lower[end : end + 1] == ["no"]:
        return _corrected(reader, first, end)
    # "4 passes, 1000 mJ/pixel? I don't think so": only what stands last is in doubt.
    return _last_figures(reader, first, end)


def _corrected(reader: Reader, first: int, end: int) -> int | None:
    """The figure before a question mark that is told anew behind a "no": "10 J 30 Hz? no 1 Hz"."""
    at = reader.place_from(end)
    units = [each.unit for each in reader.quantities[at : at + 1]]
    before = reader.quantity_before(at)
    told_anew = before is not None and before.unit in units and bool(before.unit or before.sides)
    if before is not None and before.value in vocabulary().plain_lines:
        told_anew = reader.quantities[at : at + 1] != [] and reader.quantities[at].value in vocabulary().plain_lines
    if before is None or before.first_word < first or not told_anew:
        return _last_figures(reader, first, end)
    return before.first_word


def _asks_for_views(reader: Reader, first: int, asked: int, end: int) -> bool:
    """Whether a call for views ends what was told, and no figure stands behind it: "18 mm 16 J 3 ms, any thoughts?".

    ``asked`` is the first word of the sentence that may ask.
    """
    lower = reader.lower
    place = next((at for at in range(first, end) if lower[at] in _VIEWS), -1)
    at = reader.place_from(place)
    if place < 0 or (at < len(reader.quantities) and reader.quantities[at].first_word < end):
        return False
    return asked > first or lower[first] in _MERE_WORDS or not OWN_WORDS.isdisjoint(lower[first:place])


def _begins_anew(words: Words, place: int) -> bool:
    """Whether a capital begins a sentence that no full stop parts from the one before: "3 ms Is it too short?"."""
    return (
        words.cased(place)[:1].isupper()
        and place + 1 < len(words.lower)
        and words.cased(place + 1).islower()
        and words.cased(place)[1:].islower()
    )


def _tells(words: Words, index: int) -> bool:
    """Whether a "did" that a figure follows begins what was done: "Did 18 mm 16 J yesterday, is redness ok?"."""
    return words.lower[index] == "did" and _is_figure(words, index + 1)


def _is_about_an_outcome(reader: Reader, first: int, end: int) -> bool:
    """Whether a question is about what a treatment did: "Is it normal that after 18 mm 16 J …", "Why did she blister
    at 14 J?"."""
    sentence = reader.lower[first:end]
    if "why" in sentence and not _CAME_TO_PASS.isdisjoint(sentence) and not _SOMEBODY.isdisjoint(sentence):
        return True
    at = reader.place_from(first)
    if at == len(reader.quantities) or _OUTCOMES.isdisjoint(sentence):
        return False
    return "after" in reader.lower[max(first, reader.quantities[at].first_word - 2) : reader.quantities[at].first_word]


def _last_figures(reader: Reader, first: int, end: int) -> int | None:
    """The first of the figures that stand together last before a place; None where a comma parts them from it."""
    start: int | None = None
    quantities = reader.quantities
    for at in range(reader.place_from(end) - 1, -1, -1):
        quantity = quantities[at]
        if quantity.first_word < first:
            break
        if _parted(reader.words, quantity.last_word + 1, end if start is None else start + 1):
            break
        if start is None and end - quantity.last_word > _DOUBTED_WITHIN:
            break  # "IPL 640 for hair on a very pale redhead??"
        if not quantity.unit and start is not None:
            break
        start = quantity.first_word
        if reader.word(start - 1) == "x" or (quantity.sides and not quantity.unit):
            break  # "60 mJ 6x6??": what is in doubt is the tip
    return start


def _parted(words: Words, first: int, end: int) -> bool:
    return any("/" not in words.gap(index) for index in range(first, end) if words.breaks[index])


def _forbidden(reader: Reader, sign: Sign) -> list[Stretch]:
    """What is never done; not what never happened."""
    words = reader.words
    following = words.lower[sign.last + 1 : sign.last + 2]
    return [] if following and following[0] in vocabulary().lists["happened"] else _onwards(reader, sign)


def _afraid(reader: Reader, sign: Sign) -> list[Stretch]:
    """What is feared, up to a colon or a comma, or an "and gave": then comes what is done about it."""
    words = reader.words
    end = sign.last + 1
    while end < len(words.lower) and not ends(words, end) and not _FEAR_ENDS.intersection(words.gap(end)):
        if words.lower[end] in _ANDS and _tells_what_was_done(words, end + 1):
            break
        if words.lower[end] in OURSELVES and _tells_what_was_done(words, end):
            break  # "afraid of PIH we stayed at 1.2 J"
        end += 1
    return [(sign.first, end)]


def _tells_what_was_done(words: Words, index: int) -> bool:
    """Whether a "gave" or an "I used" stands here."""
    does = vocabulary().lists["does"]
    first, *further = words.lower[index : index + 2] or [""]
    return first in does or (first in _SOMEBODY and not does.isdisjoint(further))


def _stowed(reader: Reader, sign: Sign) -> list[Stretch]:
    """What was left where it is kept: "the 4.5 mm cartridge stayed in the box"."""
    words = reader.words
    first = _clause_start(words, sign.first)
    return [(first, sign.last + 1)] if not _LEFT.isdisjoint(words.lower[first : sign.last + 1]) else []


def _clause_start(words: Words, last: int) -> int:
    """Where a word's clause begins; the comma in "4,5" parts none."""
    first = last
    while first > max(0, last - _NEVER_REACH) and (not words.breaks[first] or words.gap(first) == ","):
        first -= 1
    return first


def _onwards(reader: Reader, sign: Sign) -> list[Stretch]:
    words = reader.words
    end = sign.last + 1
    stop = min(len(words.lower), end + _NEVER_REACH)
    if end < stop and ":" in words.gap(end) and words.lower[end] in OURSELVES:
        return [(sign.first, end)]  # "I would not: I stay at 1.4 J"
    while end < stop and not ends(words, end) and (words.breaks[end] == 0 or _joins(words, end)):
        if ":" in words.gap(end) and end > sign.last + 1:
            break  # "the 755 instead of the 1064: 15 mm 18 J"
        if words.lower[end] in OURSELVES and any(map(str.isdigit, words.lower[sign.last + 1 : end])):
            break  # "instead of my usual 16 J I went with 12 J"
        end += 1
    return [(sign.first, end)]


def _joins(words: Words, index: int) -> bool:
    """Whether a break is only a slash or a comma between figures: "J/cm2", "1,064"."""
    start = words.ends[index - 1]
    gap = words.text.lower[start : words.starts[index]]
    return gap in {"/", ",", "("} and (gap != "," or words.lower[index][0].isdigit())


def _intended(reader: Reader, sign: Sign) -> list[Stretch]:
    """What is meant for later; not what was done then: "next time dropped 2 J to 14"."""
    words = reader.words
    following = words.lower[sign.last + 1 : sign.last + 2]
    if words.lower[sign.first] == "next" and following and following[0] in _DONE_THEN:
        return []
    if words.lower[sign.last] == "be" and following and following[0] in _WISHED:
        return [(_clause_start(words, sign.first), sign.last)]  # "every 45 days would be ideal"
    if "should" in words.lower[sign.first : sign.last + 1]:
        for at in range(sign.last + 1, min(sign.last + _INSTEAD_WITHIN, len(words.lower))):
            if words.lower[at] == "not" and _is_figure(words, at + 1):
                return [(sign.first, at)]  # "should have been 10 not 16": the 16 was done
    if words.lower[sign.last] == "meant" and _is_figure(words, sign.last + 1) and says_a_slip(words):
        return []  # "sorry I meant 14 J"
    if words.lower[sign.last] == "intended" or words.lower[sign.first - 1 : sign.first] in _WAS:
        return _to_the_comma(reader, sign)
    return _to_the_end(reader, sign)


def _to_the_comma(reader: Reader, sign: Sign) -> list[Stretch]:
    """What was meant then: "was meant to be 18 J, the screen said 24"."""
    words = reader.words
    end = sign.last + 1
    while end < len(words.lower) and not ends(words, end):
        if end > sign.last + 1 and words.breaks[end] and not _joins(words, end):
            break
        end += 1
    return [(sign.first, end)]


def _to_the_end(reader: Reader, sign: Sign) -> list[Stretch]:
    words = reader.words
    end = sign.last + 1
    while end < len(words.lower) and not ends(words, end):
        if words.breaks[end] and words.lower[end] in _TODAY:
            break  # "next one at 14 J, today 12 J"
        end += 1
    return [(sign.first, end)]


def _told(reader: Reader, sign: Sign) -> list[Stretch]:
    """What a paper or a maker says: its sentence, if the writer does not speak of what was done here."""
    words = reader.words
    if _means_something_else(words, sign):
        return []
    first, end = in_brackets(words, sign, *words.sentence(sign.first))
    sentence = words.lower[first:end]
    lists = vocabulary().lists
    near = words.lower[max(first, sign.first - _ADJECTIVES) : sign.first]
    if not _REQUESTS.isdisjoint(near[-1:]):
        return [(first, next((at for at in range(first + 1, end) if ":" in words.gap(at)), end))]
    if not _APPLIED.isdisjoint(sentence) or words.lower[sign.first - 1 : sign.last + 1] == _CASE_STUDY:
        return []  # "followed the recommended settings and burned her"
    if words.lower[sign.first] in lists["own_work"] and not _THIS.isdisjoint(near):
        return []
    if words.lower[sign.first : sign.last + 1] == _GOES_TO and not _is_figure(words, sign.last + 1):
        return []  # "off she goes to the coast"
    if sign.kind == "machine" and (not lists["our_practice"].isdisjoint(near) or near[-1:] == ["our"]):
        return []  # "used the preset: 18 mm 16 J", "our default is 14 J"
    if sign.kind == "machine" and not OURSELVES.isdisjoint(near[-2:]) and words.lower[sign.first] in _GO:
        return []  # "on legs we go up to 20 J"
    if not OURSELVES.isdisjoint(sentence):
        place = next(at for at in range(first, end) if words.lower[at] in OURSELVES)
        if place > sign.first:
            return [(sign.first, place)]
        return _onwards(reader, sign) if place < sign.first else []
    for at in range(sign.last + 1, end):
        if words.lower[at] in _OTHERWISE or (words.breaks[at] and words.lower[at] in _OURS):
            return [(first, at)]
    for at in range(first, sign.first):
        if words.lower[at] in _OTHERWISE or (words.breaks[at] and words.lower[at] in _RELATES):
            first = at  # "used 14 J although the default is 16", "0.6 J/cm2, not 1.0 as the manual prints"
    # "The paper is good. They used 8 J/cm2."
    while end < len(words.lower) and words.lower[end] in _GOES_ON_TELLING:
        end = words.sentence(end)[1]
    return [(first, end)]


def _means_something_else(words: Words, sign: Sign) -> bool:
    """Whether what looks like a source is none: "the thread veins", "on paper 30 J, in reality 24"."""
    lists, behind = vocabulary().lists, words.lower[sign.last + 1 : sign.last + 3]
    if tuple(words.lower[sign.first - 1 : sign.last + 1]) in _NO_SOURCES:
        return True
    if words.lower[sign.first] == "according":
        return not _ADAPTED_TO.isdisjoint(behind)  # "according to skin type"
    if words.lower[sign.last] == "of" and vocabulary().units.get("".join(behind[1:])) in COUNTED:
        return True  # "a maximum of 6 sessions"
    if words.lower[sign.last] == "thread":
        return not (lists["lesion_words"] | {"lift", "lifts"}).isdisjoint(behind[:1])
    somebody_else = words.lower[sign.last] in _SOMEBODY_ELSE
    if somebody_else and behind[:1] == ["elses"]:
        return behind[-1] not in _THEIR_SETTINGS  # "dissolved somebody else's work"
    return somebody_else and behind[:1] == ["else"] and behind[-1] in lists["increases"]


def _is_figure(words: Words, index: int) -> bool:
    return index < len(words.lower) and words.lower[index][0].isdigit()


def _listed(reader: Reader, sign: Sign) -> list[Stretch]:
    """A list of goods, up to where the writer tells of what was done."""
    words = reader.words
    behind = range(sign.last + 1, len(words.lower))
    ours = (at for at in behind if words.lower[at] in OWN_WORDS or "\n\n" in words.gap(at))
    return [(sign.first, next(ours, len(words.lower)))]


_FROM: Final[dict[str, Callable[[Reader, Sign], list[Stretch]]]] = {
    "retract": taken_back,
    "slip": put_right,
    "plan": changed_plan,
    "elsewhere": had_elsewhere,
    "hearsay": done_by_another,
    "goods": _listed,
    "wonders": _to_the_end,
    "meant": _intended,
    "never": _forbidden,
    "stowed": _stowed,
    "feared": _afraid,
    "machine": _told,
    "source": _told,
}
"""What the words of each kind of sign say was not used."""
