"""What several sets have in common: said before the first, after the last, or carried on from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from bot.clinical.reading import Found, Setting, SettingKey, SettingSet
from bot.clinical.settings.named_lasers import laser_named, with_laser
from bot.clinical.settings.quantity import SENTENCE_ENDS
from bot.clinical.settings.respective import paired
from bot.clinical.settings.same_again import said_to_be_the_same
from bot.clinical.settings.segment import Segment
from bot.clinical.settings.set_items import COMMON, Item
from bot.clinical.settings.text import Reader
from bot.clinical.settings.turns import Turn, Turns, lines_of_kind
from bot.clinical.settings.whose import OF_WHOM, owners_of

_SCHEDULE: Final = frozenset({SettingKey.SESSIONS, SettingKey.INTERVAL})
_DENSITIES: Final = frozenset({"%", "level", "MTZ/cm2", "spots/cm2", "pitch_mm"})
_NEVER_FROM_BEFORE: Final = frozenset({SettingKey.PASSES, SettingKey.STACKS, SettingKey.SUB_PULSES})
_HELD_ON: Final = frozenset(
    {SettingKey.SPOT, SettingKey.SPOT_RECTANGLE}
)  # a spot is in the hand until another is named
_VISITS: Final = frozenset({"session", "visit", "treatment", "tx", "tx2", "tx3", "s2", "s3", "sitting", "seance"})
_COMPARED: Final = frozenset({"longer", "shorter", "larger", "smaller", "bigger", "wider", "shortened", "lengthened"})
_COMPARED_WITHIN: Final = 3  # words
_LASERS: Final = frozenset({SettingKey.WAVELENGTH.value, SettingKey.FILTER.value})
_CORE: Final = frozenset(SettingKey) - COMMON - {SettingKey.PASSES, SettingKey.STACKS}
_OF_THE_PULSE: Final = frozenset({SettingKey.SUB_PULSES, SettingKey.SUB_PULSE_DELAY})
_BEHIND_THE_LAST: Final = 6  # words after a set's last setting in which its laser may be named
_OF_ALL: Final = frozenset({"for", "in", "on", "at", "with"})
_SAID_BEHIND: Final = frozenset({"unchanged", "everywhere", "throughout"})
_NEAR: Final = 5  # words between a setting and the "all" that it is said of


def with_shared(
    reader: Reader,
    segments: Sequence[Segment],
    turns: Turns,
    devices: tuple[Found, ...],
    skin_types: tuple[Found, ...],
) -> tuple[SettingSet, ...]:
    """The sets that segments make, each with what is said for it elsewhere."""
    segments = _one_for_each(reader, _without_mentions(reader, segments))
    everyones, given = _given_to_their_owners(reader, segments)
    restated = _restated(segments)
    everywhere = [*_lead(reader, segments[0], restated), *_tail(reader, segments, restated)]
    if segments[-1].is_injected:
        everywhere += _tail(reader, _without_what_is_injected(segments), restated)
    everywhere += [
        item
        for item in segments[0].items
        if item.key in _SCHEDULE
        and item.word < segments[0].first_core
        and sum(item.kind in each.last for each in segments) == 1
    ]
    if _one_thing_differs(segments, restated) and not turns.changes:
        everywhere += _all_else(reader, segments, restated)
    apart = set(map(id, [*given, *_own_of_each(reader, segments)]))
    everywhere = [*everyones, *(item for item in everywhere if id(item) not in apart)]
    ends = [*[segment.first for segment in segments[1:]], len(reader.lower)]
    several_named = len(devices) > 1 or len(skin_types) > 1
    told_apart = _told_apart(reader, segments, ends)
    sets: list[SettingSet] = []
    everyones_kinds = {item.kind for item in everywhere}
    items: list[Item] = []
    laser = ""
    for at, segment in enumerate(segments):
        carried = _carried(reader, segment, ends[at], items, turns) if at else []
        items = _with(segment, [*everywhere, *(item for item in carried if item.kind not in everyones_kinds)])
        end = ends[at]
        if told_apart:
            if not any(item.laser for item in items):
                own = [(item, _narrowed(reader, item, segment.first, end)) for item in told_apart]
                items += [narrowed for item, narrowed in own if narrowed is not item and item.word < segment.first]
            items = [_narrowed(reader, item, segment.first, end) if item in told_apart else item for item in items]
        named = _named(reader, segment.first, end, devices, skin_types) if several_named else (devices, skin_types)
        label = _label(reader, segment, end, turns)
        if any(item.laser for item in items):
            laser = ""
        else:
            laser = laser_named(reader, segment.first, end) or laser
            label = with_laser(laser, label)
        in_pairs = paired(reader, [item.settings for item in items]) or [_settings(items)]
        sets += [set_of(settings, *named, label) for settings in in_pairs]
    return tuple(sets)


def _without_mentions(reader: Reader, segments: Sequence[Segment]) -> Sequence[Segment]:
    """Without a last set that only names the laser of one before: "frosting only with the 1064"."""
    *others, last = segments
    if last.cores or len(others) < 2 or not others[-1].items[-1].common:
        return segments
    lasers = [item for item in last.items if item.laser]
    told = [each for segment in others for each in segment.items if each.laser]
    sentence = reader.words.sentence(lasers[0].word)[0] if lasers else 0
    if len(lasers) != 1 or others[-1].items[-1].word < sentence:
        return segments
    if not any(lasers[0].says_the_same_as(each) for each in told):
        return segments
    for item in last.items:
        if not item.laser:
            others[-1].add(item)
    return others


def _one_for_each(reader: Reader, segments: Sequence[Segment]) -> Sequence[Segment]:
    """With a list behind the last set that has one value for each: "1.5 mm jaw, 0.5 mm eyes, 400 and 200 ms
    respectively"."""
    if "respectively" not in reader.present:
        return segments
    *others, last = segments
    for kind in [kind for kind in last.last if not any(kind in each.last for each in others)]:
        listed = [item for item in last.items if item.kind == kind]
        values = [item.with_settings((setting,)) for item in listed for setting in item.settings]
        if len(values) == len(segments):
            for item in listed:
                last.leave(item)
            for segment, value in zip(segments, values, strict=True):
                segment.add(value)
    return segments


def _given_to_their_owners(reader: Reader, segments: Sequence[Segment]) -> tuple[list[Item], list[Item]]:
    """What words behind the sets say of every set, and what they say of some, which goes to those."""
    last, at_last = segments[-1], len(segments) - 1
    everyones: list[Item] = []
    given: list[Item] = []
    for item, owners in owners_of(reader, segments):
        if len(owners) == len(segments):
            everyones.append(item)
            continue
        given.append(item)
        if at_last not in owners:
            last.leave(item)
        for at in owners - {at_last}:
            segments[at].add(item)
    return everyones, given


def _own_of_each(reader: Reader, segments: Sequence[Segment]) -> list[Item]:
    """Endpoints, coolings and anaesthetics of sets of which others have their own: "DCD 40/40 … later DCD 50/40"."""
    told = [(at, item) for at, segment in enumerate(segments) for item in segment.items if item.key in OF_WHOM]
    having: dict[object, set[int]] = {}
    for at, item in told:
        having.setdefault(item.key, set()).add(at)
        having.setdefault((item.key, _of_what(item)), set()).add(at)
    return [
        item
        for at, item in told
        if len(having[item.key]) > 1
        and (len(having[item.key, _of_what(item)]) > 1 or not _is_said_apart(reader, segments[at], item))
    ]


def _is_said_apart(reader: Reader, segment: Segment, item: Item) -> bool:
    """Whether a cooling is told before a set's figures or in a sentence behind them; an endpoint is its set's own."""
    if item.key is SettingKey.ENDPOINT:
        return False
    return item.word < segment.first_core or _in_another_sentence(reader, max(segment.last_core, 0), item.word)


def _of_what(item: Item) -> str:
    """What cools or numbs, without its figures."""
    return str(item.settings[0].value).lower().partition(" ")[0]


def _with(segment: Segment, others: Sequence[Item]) -> list[Item]:
    items = list(segment.items)
    have = set(map(id, items))
    for item in others:
        several = item.common and item.key not in _SCHEDULE
        if id(item) not in have and (several or item.kind not in segment.last) and not segment.is_apart_from(item):
            items.append(item)
            have.add(id(item))
    return items


def _restated(segments: Sequence[Segment]) -> set[str]:
    """The kinds of setting that more than one segment has."""
    seen: set[str] = set()
    twice: set[str] = set()
    for segment in segments:
        kinds = {kind for kind, item in segment.last.items() if not item.common}
        if not _DENSITIES.isdisjoint(kinds):
            kinds |= _DENSITIES
        twice |= seen & kinds
        seen |= kinds
    return twice


def _without_what_is_injected(segments: Sequence[Segment]) -> Sequence[Segment]:
    """The sets up to a laser's last: its course is told before what is injected afterwards."""
    end = len(segments)
    while end > 1 and segments[end - 1].is_injected:
        end -= 1
    return segments[:end]


def _one_thing_differs(segments: Sequence[Segment], restated: set[str]) -> bool:
    if len(restated - _DENSITIES) + bool(restated & _DENSITIES) != 1:
        return False
    if all(_goes_on_with_its_own(segment, restated) for segment in segments):
        return False  # "4 W, 2 mm spot. Syringomas: 1.5 W, 10 Hz"
    return not any(item.laser and item.word < segment.first_core for segment in segments[1:] for item in segment.items)


def _goes_on_with_its_own(segment: Segment, restated: set[str]) -> bool:
    """Whether behind the figure that others have too stands one that they have not."""
    shared = next((item.word for item in segment.items if item.kind in restated), -1)
    return any(item.core and item.kind not in restated and item.word > shared >= 0 for item in segment.items)


def _all_else(reader: Reader, segments: Sequence[Segment], restated: set[str]) -> list[Item]:
    return [
        item
        for segment in segments
        for item in segment.items
        if item.kind not in restated and item.key not in _SCHEDULE and not item.is_injected
        if item.key is not SettingKey.ENDPOINT and not (segment.first and _is_compared(reader, item))
    ]


def _is_compared(reader: Reader, item: Item) -> bool:
    """Whether words before a setting say that the others' is another: "type V 22 J, longer pulse 30 ms"."""
    return not _COMPARED.isdisjoint(reader.ahead(item.word, _COMPARED_WITHIN))


def _lead(reader: Reader, segment: Segment, restated: set[str]) -> list[Item]:
    """What is said before the first set begins: up to a colon, a line's or a sentence's end."""
    first = next((item.word for item in segment.items if item.kind in restated and not item.laser), -1)
    lead: list[Item] = []
    for item in segment.items:
        if item.word >= first or item.laser or item.kind in restated:
            continue
        ended = SENTENCE_ENDS in reader.breaks[item.word + 1 : first + 1] and item.key not in _NEVER_FROM_BEFORE
        if ended or any(":" in reader.gaps[index] for index in range(item.word + 1, first + 1)):
            lead.append(item)
    return lead


def _tail(reader: Reader, segments: Sequence[Segment], restated: set[str]) -> list[Item]:
    """What is said of the whole treatment after the last set: in a sentence of its own, or "for all"."""
    segment = segments[-1]
    elsewhere = {kind for each in segments[:-1] for kind in each.last}
    own = [item.word for item in segment.items if item.kind in restated or (not restated and not item.common)]
    if segment.is_injected and not own:
        own = [item.word for item in segment.items if item.is_injected]
    if not own:
        return []
    last = own[-1]
    behind = [item for item in segment.items if item.word > last and item.key is not SettingKey.ENDPOINT]
    if not behind:
        return []
    said = [sign.first for sign in reader.signs_of("shared") if last < sign.first < behind[-1].word + _NEAR]
    of_what_stands_before = bool(said) and (reader.word(said[0] - 1) in _OF_ALL or reader.word(said[0]) in _SAID_BEHIND)
    figures_restated = not restated <= _LASERS
    tail: list[Item] = []
    for item in behind:
        sentence_ended = SENTENCE_ENDS in reader.breaks[last + 1 : item.word + 1]
        apart = sentence_ended or _behind_brackets(reader, last, item.word)
        if not item.common and not said:
            in_brackets = figures_restated and item.kind not in elsewhere and _in_brackets(reader, last, item.word)
            apart = in_brackets or _in_another_sentence(reader, last, item.word)
        if item.key in _SCHEDULE:
            # A course is one for all, unless each set has its own.
            tail += [item] if item.kind not in elsewhere else []
            continue
        of_all = said and not _in_another_sentence(reader, item.word, said[0])
        if apart or (of_all and (of_what_stands_before or item.word > said[0])):
            tail.append(item)
    return tail


def _in_another_sentence(reader: Reader, last: int, word: int) -> bool:
    """Whether a full stop or a new line stands between; a semicolon goes on with the same set."""
    return any(
        reader.breaks[index] == SENTENCE_ENDS and ";" not in reader.gaps[index] for index in range(last + 1, word + 1)
    )


def _in_brackets(reader: Reader, last: int, word: int) -> bool:
    """Whether a bracket opens between: "right 6.5 J 0.45 ms, left 7.5 J 10 ms (595, 7 mm)"."""
    return any("(" in reader.gaps[index] for index in range(last + 1, word + 1))


def _behind_brackets(reader: Reader, last: int, word: int) -> bool:
    return any(")" in reader.gaps[index] for index in range(last + 1, word + 1))


def _carried(reader: Reader, segment: Segment, following: int, held: Sequence[Item], turns: Turns) -> list[Item]:
    """What holds on from the set before: the laser until another is named, and what is said to be the same.

    ``held`` is all that the set before has; the next one begins at the word ``following``.
    """
    end = min(segment.items[-1].word + _BEHIND_THE_LAST, following)
    another = segment.names_laser or turns.names_laser_between(segment.first - 1, end - 1)
    found = [] if another else [item for item in held if item.laser or item.key in _HELD_ON]
    keys = said_to_be_the_same(reader, segment.first, end)
    if not another and not segment.is_injected and _is_of_a_visit(reader, segment.first, segment.items[-1].word):
        keys = keys | _kept_until_changed(segment)
    return [*found, *(item for item in held if item.key in keys and not (another and item.laser))]


def _is_of_a_visit(reader: Reader, first: int, last: int) -> bool:
    """Whether a set is named by a visit, of which only what was changed is told: "session 2: 14 J"."""
    return any(
        not _VISITS.isdisjoint(reader.lower[sign.first : sign.last + 1])
        for sign in reader.signs_from("part", first, last)
    )


def _kept_until_changed(segment: Segment) -> frozenset[SettingKey]:
    """The keys that are as at the visit before unless they are told: with another pulse its parts are others too."""
    return _CORE - _OF_THE_PULSE if SettingKey.PULSE.value in segment.last else _CORE


def _told_apart(reader: Reader, segments: Sequence[Segment], ends: Sequence[int]) -> list[Item]:
    """The items of several lines, each of which is the line of a laser that one of the sets names."""
    found: list[Item] = []
    for item in (item for segment in segments for item in segment.items if item.laser and len(item.settings) > 1):
        named = [_narrowed(reader, item, segment.first, end) for segment, end in zip(segments, ends, strict=True)]
        if len({each.value for own in named if own is not item for each in own.settings}) == len(item.settings):
            found.append(item)
    return found


def _narrowed(reader: Reader, item: Item, first: int, end: int) -> Item:
    """Of several lines those of the laser that this set names: "755/1064 … 12 J alex with 8 J yag"."""
    if not item.laser or len(item.settings) < 2:
        return item
    lines = {
        line for sign in reader.signs_of("laser") if first <= sign.first < end for line in lines_of_kind(sign.value)
    }
    own = tuple(each for each in item.settings if isinstance(each.value, float) and f"{each.value:g}" in lines)
    return item.with_settings(own) if own else item


def _settings(items: Sequence[Item]) -> tuple[Setting, ...]:
    return tuple(sorted([setting for item in items for setting in item.settings], key=_start))


_start = attrgetter("span.start")


def _named(
    reader: Reader, first: int, end: int, devices: tuple[Found, ...], skin_types: tuple[Found, ...]
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The devices and skin types named within a set; all of them where none is there."""
    words = reader.words
    start = words.span(first, first).start if first else 0
    stop = words.span(end, end).start if end < len(reader.lower) else len(words.text.original) + 1
    own_devices = tuple(each for each in devices if start <= each.span.start < stop and each.span.end)
    own_types = tuple(each for each in skin_types if start <= each.span.start < stop and each.span.end)
    return own_devices or devices, own_types or skin_types


def _label(reader: Reader, segment: Segment, end: int, turns: Turns) -> str:
    """The writer's own words for what sets it apart: the last before its figures, else the first behind them."""
    before = segment.first - 1
    label = turns.last_label_between(before, segment.first_core) or turns.label_between(before, end - 1)
    if label is None:
        return ""
    first = label.word
    while (other := turns.last_label_between(before, first - 1)) and _go_together(reader, other, first):
        first = other.word  # "nose and chin"
    span = reader.words.span(first, label.label_last)
    return reader.words.text.original[span.start : span.end]


def _go_together(reader: Reader, label: Turn, first: int) -> bool:
    """Whether nothing but an "and" stands between two labels."""
    return set(reader.lower[label.label_last + 1 : first]) == {"and"} and not any(
        reader.breaks[label.label_last + 1 : first + 1]
    )


def set_of(
    settings: tuple[Setting, ...], devices: tuple[Found, ...], skin_types: tuple[Found, ...], label: str
) -> SettingSet:
    """A set of settings, with the devices and skin types it was used with."""
    return SettingSet(settings, _values(devices), _values(skin_types), label)


def _values(found: tuple[Found, ...]) -> tuple[str, ...]:
    if len(found) < 2:
        return (found[0].value,) if found else ()
    return tuple(dict.fromkeys([each.value for each in found]))
