"""Which settings were used together.

A new set begins where a setting is restated ("18 mm 14 J 3 ms, then 15 mm 16 J 5 ms") or another laser is named. It
begins at the words that introduce it, where there are such words. A single setting that is restated makes sets only
where the words say so ("11 J first visit, 13 J on visit two"), and shares everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.clinical.reading import Found, Scaled, Setting, SettingKey, SettingSet, SettingValue
from bot.clinical.settings.respective import paired
from bot.clinical.settings.text import Placed, Reader
from bot.clinical.settings.turns import Turn, lines_of_kind, turns_in

_LASER: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})
_COMMON: Final = frozenset(
    {SettingKey.SESSIONS, SettingKey.INTERVAL, SettingKey.ANAESTHESIA, SettingKey.COOLING, SettingKey.ENDPOINT}
)
"""What is usually said once for a whole treatment, and alone makes no set."""
_SCHEDULE: Final = frozenset({SettingKey.SESSIONS, SettingKey.INTERVAL})
_DENSITIES: Final = frozenset({"%", "level", "MTZ/cm2", "spots/cm2", "pitch_mm"})
_NEVER_FROM_BEFORE: Final = frozenset({SettingKey.PASSES, SettingKey.STACKS, SettingKey.SUB_PULSES})


_PRODUCT: Final = "product "


class _Item(NamedTuple):
    """The settings of one quantity: they stay together."""

    word: int
    key: str
    settings: tuple[Setting, ...]

    @property
    def common(self) -> bool:
        return self.settings[0].key in _COMMON

    @property
    def laser(self) -> bool:
        return self.settings[0].key in _LASER

    @property
    def core(self) -> bool:
        return not self.common and not self.laser

    @property
    def values(self) -> tuple[SettingValue, ...]:
        return tuple(setting.value for setting in self.settings)


class _Segment:
    """The items of one set while sets are told apart, from one word on."""

    __slots__ = ("first", "items")

    def __init__(self, first: int) -> None:
        self.first = first
        self.items: list[_Item] = []

    def keys(self) -> set[str]:
        return {item.key for item in self.items if not item.common}

    def last_of(self, key: str) -> _Item | None:
        return next((item for item in reversed(self.items) if item.key == key), None)

    @property
    def has_core(self) -> bool:
        return any(item.core for item in self.items)


def parameter_sets(
    reader: Reader, found: Sequence[Placed], devices: tuple[Found, ...], skin_types: tuple[Found, ...]
) -> tuple[SettingSet, ...]:
    """The sets of a text, in its order; ``found`` are all its settings in their order."""
    items = _items(reader, found)
    if _restates(items) or len({item.word for item in items if item.core}) > 1:
        turns = turns_in(reader, devices, skin_types)
        segments = _segments(items, turns)
    else:
        turns, segments = [], [_whole(items)]
    if len(segments) == 1:
        in_pairs = paired(reader, [item.settings for item in items])
        if in_pairs:
            return tuple(_set(settings, devices, skin_types, "") for settings in in_pairs)
        return (_set(tuple(each.setting for each in found), devices, skin_types, ""),)
    return _with_shared(reader, segments, turns, devices, skin_types)


def _items(reader: Reader, found: Sequence[Placed]) -> list[_Item]:
    items: list[_Item] = []
    for word, setting in found:
        key = _kind(setting)
        if setting.key is SettingKey.DEPTH and "coag" in reader.words.text.original[setting.span.end :][:6].lower():
            key = "coagulation"  # beside an ablation's depth
        if items and items[-1].word == word and items[-1].key == key:
            items[-1] = items[-1]._replace(settings=(*items[-1].settings, setting))
        else:
            items.append(_Item(word, key, (setting,)))
    return items


def _kind(setting: Setting) -> str:
    """Round and rectangular spots are one kind of setting; densities on two scales are two."""
    if setting.key is SettingKey.SPOT_RECTANGLE:
        return SettingKey.SPOT.value
    if setting.key is SettingKey.DENSITY and isinstance(setting.value, Scaled):
        return setting.value.scale
    if setting.key is SettingKey.UNITS and isinstance(setting.value, Scaled):
        return _PRODUCT + setting.value.scale
    if setting.key is SettingKey.INTERNATIONAL_UNITS:
        return _PRODUCT + "hyaluronidase"
    if setting.key is SettingKey.VOLUME:
        return _PRODUCT
    return setting.key.value


def _restates(items: Sequence[_Item]) -> bool:
    keys = [item.key for item in items if not item.common]
    return len(set(keys)) < len(keys)


def _whole(items: Sequence[_Item]) -> _Segment:
    segment = _Segment(0)
    segment.items = list(items)
    return segment


def _segments(items: Sequence[_Item], turns: Sequence[Turn]) -> list[_Segment]:
    segments = [_Segment(0)]
    for at, item in enumerate(items):
        current = segments[-1]
        boundary = _boundary(current, items, at, turns)
        if boundary is not None:
            following = _Segment(boundary)
            following.items = [each for each in current.items if each.word >= boundary]
            current.items = [each for each in current.items if each.word < boundary]
            segments.append(following)
        segments[-1].items.append(item)
    return _merged(segments, turns)


def _boundary(current: _Segment, items: Sequence[_Item], at: int, turns: Sequence[Turn]) -> int | None:
    """The word at which a new set begins, if one has begun with this item."""
    item = items[at]
    if not current.has_core:
        return None
    first_core = next(each.word for each in current.items if each.core)
    if item.core:
        # Another laser has been named since.
        last = current.items[-1].word
        since = max((each.word for each in current.items if each.core), default=last)
        for turn in turns:
            if since < turn.word <= item.word and turn.changes_laser and not turn.behind_figures:
                if current.first and not any(t.names_laser and current.first <= t.word < turn.word for t in turns):
                    break  # it is this set's own laser, named behind its first figure
                return turn.word
    if item.common:
        return None
    if item.key.startswith(_PRODUCT):
        # Doses of one product add up to one set; another product begins its own.
        others = [each for each in current.items if each.key.startswith(_PRODUCT) and each.key != item.key]
        return item.word if others and item.key != _PRODUCT else None
    earlier = current.last_of(item.key)
    if earlier is None:
        return None
    if earlier.values == item.values:
        following = items[at + 1] if at + 1 < len(items) else None
        if following is None or following.common or current.last_of(following.key) is None:
            return None
    previous = current.items[-1].word
    near = [
        turn
        for turn in turns
        if previous < turn.word <= item.word and not turn.behind_figures and (turn.word < item.word or not item.laser)
    ]
    if near:
        return near[0].word
    # "…, then 15 mm 30 J" after a set without a spot: the turn stands before the 15 mm already.
    far = [turn for turn in turns if max(earlier.word, first_core) < turn.word <= item.word and turn.begins_something]
    return far[-1].word if far else item.word


def _merged(segments: list[_Segment], turns: Sequence[Turn]) -> list[_Segment]:
    """Without the sets that only one restated setting makes and no words bear out."""
    merged = [segments[0]]
    for segment in segments[1:]:
        before = merged[-1]
        restated = {item.key for item in segment.items if item.core} & {item.key for item in before.items}
        own = segment.keys() - before.keys()
        alone = len(restated) < 2 and not own and not any(item.laser for item in segment.items)
        if alone and not any(before.items[-1].word < turn.word <= segment.items[0].word or turn.trails(segment.items[0].word) for turn in turns if turn.bears_out):
            before.items += segment.items
        else:
            merged.append(segment)
    return merged


def _with_shared(
    reader: Reader,
    segments: list[_Segment],
    turns: Sequence[Turn],
    devices: tuple[Found, ...],
    skin_types: tuple[Found, ...],
) -> tuple[SettingSet, ...]:
    restated = _restated(segments)
    lead = _lead(reader, segments[0], restated)
    tail = _tail(reader, segments[-1], restated)
    one_thing = len(restated - _DENSITIES) + bool(restated & _DENSITIES) == 1 and not any(
        item.laser and item not in segments[0].items for segment in segments[1:] for item in segment.items
    )
    sets: list[SettingSet] = []
    for at, segment in enumerate(segments):
        items = [_narrowed(reader, item, segments, at) for item in segment.items]
        keys = {item.key for item in items}
        shared = [*lead, *tail]
        if one_thing:
            shared += [
                item
                for other in segments
                for item in other.items
                if item.key not in restated and item.settings[0].key not in _SCHEDULE and not item.key.startswith(_PRODUCT)
            ]
        elif at:
            shared += _carried(reader, segment, segments[at - 1], turns)
        for item in shared:
            if item not in items and (item.key not in keys or item.common):
                items.append(_narrowed(reader, item, segments, at))
        # What is carried from the set before is carried on from here.
        segment.items = [*segment.items, *(item for item in items if item.laser and item not in segment.items)]
        named = _named(reader, segments, at, devices, skin_types)
        label = _label(reader, segments, at, turns)
        in_pairs = paired(reader, [item.settings for item in items]) or [_settings(items)]
        sets += [_set(settings, *named, label) for settings in in_pairs]
    return tuple(sets)


def _narrowed(reader: Reader, item: _Item, segments: Sequence[_Segment], at: int) -> _Item:
    """Of several lines those of the laser that this set names: "755/1064 … 12 J alex with 8 J yag"."""
    if not item.laser or len(item.settings) < 2:
        return item
    first = segments[at].first
    end = segments[at + 1].first if at + 1 < len(segments) else len(reader.lower)
    lines = {line for sign in reader.signs if sign.kind == "laser" and first <= sign.first < end for line in lines_of_kind(sign.value)}
    own = tuple(each for each in item.settings if isinstance(each.value, float) and f"{each.value:g}" in lines)
    return item._replace(settings=own) if own else item


def _restated(segments: Sequence[_Segment]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for segment in segments:
        keys = segment.keys()
        if not _DENSITIES.isdisjoint(keys):
            keys = keys | _DENSITIES
        twice |= seen & keys
        seen |= keys
    return twice


def _lead(reader: Reader, segment: _Segment, restated: set[str]) -> list[_Item]:
    """What is said before the first set begins: up to a colon, a line's or a sentence's end."""
    breaks = reader.words.breaks
    first = next((item.word for item in segment.items if item.key in restated and not item.laser), None)
    if first is None:
        return []
    lead: list[_Item] = []
    for item in segment.items:
        if item.word >= first or item.laser or item.key in restated:
            continue
        colon = any(":" in reader.words.gap(index) for index in range(item.word + 1, first + 1))
        if colon or (2 in breaks[item.word + 1 : first + 1] and item.settings[0].key not in _NEVER_FROM_BEFORE):
            lead.append(item)
    return lead


def _tail(reader: Reader, segment: _Segment, restated: set[str]) -> list[_Item]:
    """What is said of the whole treatment after the last set: in a sentence of its own."""
    breaks = reader.words.breaks
    core = [item.word for item in segment.items if item.key in restated or (not restated and not item.common)]
    if not core:
        return []
    last = max(core)
    behind = [item for item in segment.items if item.word > last and item.settings[0].key is not SettingKey.ENDPOINT]
    if not behind:
        return []
    everywhere = _for_all(reader, last, behind[-1].word)
    return [
        item
        for item in behind
        if (everywhere and 2 in breaks[last + 1 : item.word + 1])
        or (item.common and (everywhere or 2 in breaks[last + 1 : item.word + 1]))
    ]


def _for_all(reader: Reader, last: int, word: int) -> bool:
    if any(")" in reader.words.gap(index) for index in range(last + 1, word + 1)):
        return True
    return any(sign.kind == "shared" and abs(sign.first - word) < 5 for sign in reader.signs)


def _carried(reader: Reader, segment: _Segment, before: _Segment, turns: Sequence[Turn]) -> list[_Item]:
    """What holds on from the set before: the laser until another is named, and what is said to be the same."""
    end = segment.items[-1].word + 6
    another = any(turn.names_laser and segment.first <= turn.word < end for turn in turns) or any(
        item.laser for item in segment.items
    )
    carried = [] if another else [item for item in before.items if item.laser]
    for index in range(segment.first, min(end, len(reader.lower))):
        if reader.lower[index] == "same":
            keys = reader.said_to_be_the_same(index)
            carried += [item for item in before.items if item.settings[0].key.value in keys or "all" in keys]
    return carried


def _settings(items: Sequence[_Item]) -> tuple[Setting, ...]:
    settings = [setting for item in items for setting in item.settings]
    return tuple(sorted(settings, key=_start))


def _start(setting: Setting) -> int:
    return setting.span.start


def _named(
    reader: Reader,
    segments: Sequence[_Segment],
    at: int,
    devices: tuple[Found, ...],
    skin_types: tuple[Found, ...],
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The devices and skin types named within a set; all of them where none is."""
    start, end = _stretch(reader, segments, at)
    own_devices = tuple(each for each in devices if start <= each.span.start < end)
    own_types = tuple(each for each in skin_types if start <= each.span.start < end and each.span.end)
    return own_devices or devices, own_types or skin_types


def _stretch(reader: Reader, segments: Sequence[_Segment], at: int) -> tuple[int, int]:
    words = reader.words
    start = words.span(segments[at].first, segments[at].first).start if at else 0
    if at + 1 == len(segments):
        return start, len(words.text.original) + 1
    following = segments[at + 1].first
    return start, words.span(following, following).start


def _label(reader: Reader, segments: Sequence[_Segment], at: int, turns: Sequence[Turn]) -> str:
    """The writer's own words for what sets it apart."""
    first = segments[at].first
    end = segments[at + 1].first if at + 1 < len(segments) else len(reader.lower)
    labels = [turn for turn in turns if turn.label_last >= 0 and first <= turn.word < end]
    if not labels:
        return ""
    span = reader.words.span(labels[0].word, labels[0].label_last)
    return reader.words.text.original[span.start : span.end]


def _set(
    settings: tuple[Setting, ...], devices: tuple[Found, ...], skin_types: tuple[Found, ...], label: str
) -> SettingSet:
    return SettingSet(
        settings,
        tuple(dict.fromkeys(each.value for each in devices)),
        tuple(dict.fromkeys(each.value for each in skin_types)),
        label,
    )
