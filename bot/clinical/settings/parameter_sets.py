"""Which settings were used together.

A new set begins where a setting is restated ("18 mm 14 J 3 ms, then 15 mm 16 J 5 ms") or another laser is named. It
begins at the words that introduce it, where there are such words. A single setting that is restated makes sets only
where the words say so ("11 J first visit, 13 J on visit two"), and shares everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.clinical.reading import Found, Setting, SettingKey, SettingSet
from bot.clinical.settings.named_lasers import laser_of_all
from bot.clinical.settings.respective import paired
from bot.clinical.settings.segment import Segment
from bot.clinical.settings.set_items import PRODUCT, Item, items_of
from bot.clinical.settings.shared import set_of, with_shared
from bot.clinical.settings.text import Placed, Reader
from bot.clinical.settings.turns import Turn, Turns, turns_in

_NEXT: Final = 2  # a turn's strength: a line or a "then"
_OF_INJECTIONS: Final = frozenset({"unit", "iu", "ml"})
_PLACED_WITHIN: Final = 6  # words between a dose and where it went
_FEWEST_REPEATED: Final = 2
_MOST_REPEATED: Final = 8  # sets: each is compared with so many before it, so that the time grows with the length
_SAID_WITHIN: Final = 8  # words from what is changed to "everything else as before"
_DOSES: Final = frozenset({SettingKey.FLUENCE.value, SettingKey.ENERGY.value})
_PARTS: Final = frozenset(",;:.\n|")


def parameter_sets(
    reader: Reader, found: Sequence[Placed], devices: tuple[Found, ...], skin_types: tuple[Found, ...]
) -> tuple[SettingSet, ...]:
    """The sets of a text, in its order; ``found`` are all its settings in their order."""
    items = _without_announced(items_of(reader, found))
    if reader.cells:
        columns = _columns(reader, items)
        if len(columns) > 1:
            return tuple(set_of(settings, devices, skin_types, "") for settings in columns)
    if (
        _restates(items)
        or _of_a_laser_and_injected(reader, items)
        or (sum(item.core for item in items) > 1 and _names_several_lasers(reader, devices))
    ):
        turns = turns_in(reader, devices, skin_types)
        segments = _said_once(reader, _merged(reader, _segments(reader, items, turns), turns), turns)
        if len(segments) > 1:
            return with_shared(reader, segments, turns, devices, skin_types)
    in_pairs = paired(reader, _of_one_kind(items) if "respectively" in reader.present else [i.settings for i in items])
    if in_pairs:
        return tuple(set_of(settings, devices, skin_types, "") for settings in in_pairs)
    settings = tuple([setting for _, setting in found])
    return (set_of(settings, devices, skin_types, laser_of_all(reader, settings)),)


def _without_announced(items: list[Item]) -> list[Item]:
    """Without several lasers that are only announced, each named again with its figures: "2940, then 1927. 2940: …"."""
    first_core = next((at for at, item in enumerate(items) if item.core), 0)
    lines = [(at, _values_of(item)) for at, item in enumerate(items) if item.laser]
    last = {values[0]: at for at, values in lines if len(values) == 1}
    announced = {at: each for at, each in lines if at < first_core and all(last.get(one, at) > at for one in each)}
    headed = {value for at, values in lines if at < first_core for value in values}
    if len(headed) < _FEWEST_REPEATED or {value for values in announced.values() for value in values} != headed:
        return items
    return [item for at, item in enumerate(items) if at not in announced]


def _values_of(item: Item) -> tuple[object, ...]:
    return tuple(each.value for each in item.settings)


def _columns(reader: Reader, items: Sequence[Item]) -> list[tuple[Setting, ...]]:
    """The columns of a table whose rows begin with their heading: each is a set, with all that stands outside."""
    found: dict[int, list[Setting]] = {}
    common: list[Setting] = []
    for item in items:
        cell = reader.cells.get(item.word)
        column = common if cell is None or cell.column < 0 else found.setdefault(cell.column, [])
        column += item.settings
    return [(*found[column], *common) for column in sorted(found)]


def _of_one_kind(items: Sequence[Item]) -> list[tuple[Setting, ...]]:
    """The settings of each kind together: "560 nm (types I-II) or 590 nm (type III) … respectively"."""
    found: dict[str, list[Setting]] = {}
    for item in items:
        found.setdefault(item.kind, []).extend(item.settings)
    return [tuple(settings) for settings in found.values()]


def _restates(items: Sequence[Item]) -> bool:
    kinds = [item.kind for item in items if not item.common]
    return len(set(kinds)) < len(kinds) or sum(item.is_injected for item in items if not item.common) > 1


def _of_a_laser_and_injected(reader: Reader, items: Sequence[Item]) -> bool:
    """Whether one visit had a laser and a toxin: they are no settings of one thing."""
    if reader.units.isdisjoint(_OF_INJECTIONS):
        return False
    return any(item.is_injected for item in items) and any(item.is_of_energy for item in items)


def _names_several_lasers(reader: Reader, devices: tuple[Found, ...]) -> bool:
    kinds = {sign.value for sign in reader.signs_of("laser")}
    return len(kinds) > 1 or len(devices) > 1 or len(reader.lines) + len(kinds) + len(devices) > 1


def _segments(reader: Reader, items: Sequence[Item], turns: Turns) -> list[Segment]:
    segments = [Segment(0)]
    for at, item in enumerate(items):
        current = segments[-1]
        boundary = _boundary(reader, current, items, at, turns) if current.first_core >= 0 else None
        if boundary is not None and boundary > current.items[0].word:
            following = Segment(boundary)
            for each in current.split(boundary):
                following.add(each)
            segments.append(following)
        segments[-1].add(item)
    return segments


def _boundary(reader: Reader, current: Segment, items: Sequence[Item], at: int, turns: Turns) -> int | None:
    """The word at which a new set begins, if one has begun with this item."""
    item = items[at]
    if item.core and turns.changes:
        turn = turns.change_between(current.last_core, item.word)
        # Named behind a set's first figure, it is the set's own laser.
        if turn is not None and (not current.first or turns.names_laser_between(current.first - 1, turn.word - 1)):
            return _beginning(current, turn, turns)
    if item.common:
        return None
    previous = current.items[-1].word
    if current.is_apart_from(item) and (apart := turns.between(previous, item.word)):
        return apart[0].word
    if item.is_injected:
        # Doses of one product add up to one set, unless words tell them apart; another product begins its own.
        others = any(kind.startswith(PRODUCT) and kind != item.kind for kind in current.last)
        if others and item.kind != PRODUCT:
            return item.word
        if item.kind not in current.last or not _is_placed(reader, previous, item.word, turns):
            return None
    earlier = current.last.get(item.kind)
    if earlier is None or (earlier.says_the_same_as(item) and not _more_follows(current, items, at)):
        return None
    for turn in turns.between(previous, item.word):
        if turn.behind_figures or (turn.word == item.word and item.laser):
            continue
        # "7 mm on cheeks, 10 mm": a label that goes on from the figures before belongs to them.
        if turn.label_last < 0 or not _goes_on(reader, previous, turn.word):
            return turn.word
    # "…, then 15 mm 30 J" after a set without a spot: the turn stands before the 15 mm already.
    far = [turn for turn in turns.between(max(earlier.word, current.first_core), item.word) if turn.begins_something]
    return far[-1].word if far else item.word


def _beginning(current: Segment, turn: Turn, turns: Turns) -> int:
    """Where what another laser is told of begins: with its line or sentence, "FST V: YAG 12 mm", else with its name."""
    before = [each.word for each in turns.between(current.items[-1].word, turn.word - 1) if each.begins_something]
    return before[-1] if before else turn.word


def _is_placed(reader: Reader, previous: int, word: int, turns: Turns) -> bool:
    """Whether words of its own tell a dose from the one before: where it went, or when."""
    for turn in turns.between(previous, word):
        if turn.strength == _NEXT or (turn.label_last >= 0 and not _goes_on(reader, previous, turn.word)):
            return True
    behind = turns.between(word, word + _PLACED_WITHIN)
    return any(turn.label_last >= 0 and _goes_on(reader, word, turn.word) for turn in behind)


def _goes_on(reader: Reader, word: int, last: int) -> bool:
    gap = reader.gaps
    return all(_PARTS.isdisjoint(gap[index]) for index in range(word + 1, last + 1))


def _more_follows(current: Segment, items: Sequence[Item], at: int) -> bool:
    """Whether the next item is restated as well: "18 mm 14 J / 18 mm 16 J"."""
    if at + 1 == len(items):
        return False
    following = items[at + 1]
    return not following.common and following.kind in current.last


def _merged(reader: Reader, segments: list[Segment], turns: Turns) -> list[Segment]:
    """Without the sets that only one restated setting makes and no words bear out."""
    merged = [segments[0]]
    for segment in segments[1:]:
        before, first = merged[-1], segment.items[0].word
        borne_out = reader.signs_from("same_all", first, first + _SAID_WITHIN) or turns.bear_out(
            before.items[-1].word, first
        )
        if _says_one_thing_more(segment, before) and not borne_out:
            for item in segment.items:
                if not _is_chosen(item, merged):
                    before.add(item)
        else:
            merged.append(segment)
    return merged


def _is_chosen(item: Item, segments: Sequence[Segment]) -> bool:
    """Whether a value is one of an earlier set's: "6 J, 7 J, 8 J each 3 ms. Went with 7"."""
    earlier = (segment.last.get(item.kind) for segment in segments[-_MOST_REPEATED:-1])
    return any(each is not None and each.says_the_same_as(item) for each in earlier)


def _said_once(reader: Reader, segments: list[Segment], turns: Turns) -> list[Segment]:
    """Without the sets that only say again what stands in one before, and have no words of their own to tell them
    apart: a form's field of settings repeats what was told beside it. What they add goes to the set they repeat."""
    kept = segments[:1]
    for at, segment in enumerate(segments[1:], 2):
        if segment.cores < _FEWEST_REPEATED:
            kept.append(segment)
            continue
        repeated = next((each for each in kept[-_MOST_REPEATED:] if _repeats(segment, each)), None)
        end = segments[at].first if at < len(segments) else len(reader.lower)
        if repeated is None or turns.label_between(segment.first - 1, end - 1) is not None:
            kept.append(segment)
            continue
        for item in segment.items:
            if item.kind not in repeated.last:
                repeated.add(item)
    return kept


def _repeats(segment: Segment, before: Segment) -> bool:
    """Whether all that both have is the same, a dose among it, and no single figure."""
    both = [item for item in segment.items if item.kind in before.last]
    if sum(item.core for item in both) < _FEWEST_REPEATED or not any(item.kind in _DOSES for item in both):
        return False
    return all(item.says_the_same_as(before.last[item.kind]) for item in both) and not any(
        item.laser and item not in both for item in segment.items
    )


def _says_one_thing_more(segment: Segment, before: Segment) -> bool:
    if segment.names_laser:
        return False
    kinds = {item.kind for item in segment.items if not item.common}
    return len(kinds) < 2 and kinds <= before.last.keys()
