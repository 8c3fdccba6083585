"""Reading the settings of a text, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.folding import Folded, Words
from bot.clinical.reading import Found, Range, Setting, SettingKey, SettingSet, Span
from bot.clinical.settings import injectables, schedule
from bot.clinical.settings.abbreviations import without_abbreviations_stops
from bot.clinical.settings.anaesthetics import anaesthetic
from bot.clinical.settings.bare import bare, metres
from bot.clinical.settings.by_label import by_label
from bot.clinical.settings.changes import is_changed_by, multiplied
from bot.clinical.settings.cooling import coolings
from bot.clinical.settings.corrections import Stretch, is_what_was_done
from bot.clinical.settings.endpoints import endpoint, labelled_endpoints
from bot.clinical.settings.headed import headed
from bot.clinical.settings.in_turn import said_once
from bot.clinical.settings.meaning import BY_UNIT, Read
from bot.clinical.settings.not_used import not_used
from bot.clinical.settings.numbers import numbers_in
from bot.clinical.settings.parameter_sets import parameter_sets
from bot.clinical.settings.quantities import quantities_in
from bot.clinical.settings.quantity import SENTENCE_ENDS, Quantity
from bot.clinical.settings.schedule import is_of_no_treatment
from bot.clinical.settings.set_items import COMMON
from bot.clinical.settings.signs import Sign, signs_in
from bot.clinical.settings.spoken import numbers_said
from bot.clinical.settings.tables import with_headings
from bot.clinical.settings.text import Placed, Reader, word_of, worded
from bot.clinical.settings.turns import lines_of_kind
from bot.clinical.settings.vocabulary import vocabulary

_COUNT_KEYS: Final = {
    "passes": SettingKey.PASSES,
    "stacks": SettingKey.STACKS,
    "sub_pulses": SettingKey.SUB_PULSES,
    "sessions": SettingKey.SESSIONS,
}
_IN_ITS_WORDS: Final = {
    "endpoint": (SettingKey.ENDPOINT, endpoint),
    "anaesthesia": (SettingKey.ANAESTHESIA, anaesthetic),
}
_READ: Final[dict[str, Read]] = {
    **BY_UNIT,
    "": bare,
    "m": metres,
    "session": schedule.sessions,
    **{unit: schedule.interval for unit in schedule.TIMES if unit != "w"},
    "unit": injectables.units,
    "iu": injectables.units,
    "ml": injectables.volume,
    "gauge": injectables.needle,
}
_SAID: Final = frozenset([*_COUNT_KEYS, *_IN_ITS_WORDS, "every", "times"])
_SAYS_ITS_NUMBER: Final = frozenset(
    {"one", "once", "twice", "thrice", "every", "each", "a", "session", "treatment", "visit"}
    | {"alternate", "again", "next"}
)
_FEWEST_OF_A_LINE: Final = 3  # digits of a wavelength, which counts no weeks
_ENDPOINTS: Final = frozenset({"endpoint", "endpoints"})
_LASER: Final = frozenset({SettingKey.WAVELENGTH, SettingKey.FILTER})
_SCHEDULE: Final = frozenset({SettingKey.SESSIONS, SettingKey.INTERVAL})
_PARAMETERS: Final = frozenset({SettingKey.FLUENCE, SettingKey.ENERGY, SettingKey.PULSE, SettingKey.SPOT})
_HESITATES: Final = frozenset({"?", "??", "...", "…"})
_DENIES: Final = frozenset({"not", "no", "wasnt", "isnt", "werent"})


def settings_in(
    folded: Folded,
    devices: tuple[Found, ...],
    skin_types: tuple[Found, ...],
    handpieces: tuple[Found, ...] = (),
) -> tuple[SettingSet, ...]:
    """The parameter sets that a text tells of, in its order. Empty where it tells of no setting.

    ``devices``, ``skin_types`` and ``handpieces`` are what the text names (a hint's device without a place among
    them): they say what an ambiguous unit means, and where one set ends and the next begins.
    """
    words = without_abbreviations_stops(folded.words)
    signs = signs_in(words)
    numbers = numbers_in(words)
    if not numbers and not any(sign.kind in _TELLS for sign in signs):
        return ()
    table = with_headings(words, _with_words(words, numbers, signs))
    names = _names(words, (*devices, *handpieces))
    quantities = quantities_in(words, table.numbers, names)
    reader = Reader(words, quantities, signs, names, _hinted(devices))
    reader.cells = {reader.word_at(start): cell for start, cell in table.cells.items()}
    reader.families = _families(reader, devices)
    reader.own_lines = _own_lines(devices)
    reader.handpiece_words = _names(words, handpieces) if handpieces else frozenset()
    reader.speaks_of_lasers = reader.speaks_of_lasers or bool(reader.families or reader.hinted or devices)
    found = _found(reader, skin_types)
    return parameter_sets(reader, found, devices, skin_types) if found else ()


_TELLS: Final = frozenset({"cooling", "anaesthesia", "every", "passes", "stacks", "sub_pulses", "sessions", "number"})


def _with_words(words: Words, numbers: list[Quantity], signs: Sequence[Sign]) -> list[Quantity]:
    told = numbers_said(words, signs)
    return sorted([*numbers, *told], key=_place) if told else numbers


_place = attrgetter("start")
_first = itemgetter(0)


def _names(words: Words, devices: tuple[Found, ...]) -> frozenset[int]:
    return frozenset(
        index
        for device in devices
        if device.span.end
        for index in range(word_of(words, device.span.start), word_of(words, device.span.end - 1) + 1)
    )


def _hinted(devices: tuple[Found, ...]) -> str:
    for device in devices:
        if device.span.end == 0:
            return _family_of(device.value)
    return ""


def _family_of(key: str) -> str:
    device = catalogue().get(key)
    return "" if device is None else vocabulary().families.get(device.modality, "")


def _own_lines(devices: tuple[Found, ...]) -> frozenset[float]:
    known = (catalogue().get(device.value) for device in devices)
    return frozenset([float(line) for device in known if device is not None for line in device.wavelengths_nm])


def _families(reader: Reader, devices: tuple[Found, ...]) -> list[tuple[int, str]]:
    named = [(sign.first, "long" if sign.value == "yag" else sign.value) for sign in reader.signs_of("family")]
    for device in devices:
        family = _family_of(device.value)
        if family and device.span.end:
            named.append((reader.word_of(device.span.start), family))
    words = vocabulary()
    cutoffs = words.cutoffs
    for at, quantity in enumerate(() if reader.present.isdisjoint(words.filter_words) else reader.quantities):
        value = quantity.value
        low = value.low if isinstance(value, Range) else value
        if quantity.unit in {"", "nm"} and low in cutoffs and reader.cue_after(at) == "filter":
            named.append((quantity.first_word, "light"))
    if not named and reader.speaks_of_delays:
        named += [(each.first_word, "light") for at, each in enumerate(reader.quantities) if _is_a_cutoff(reader, at)]
    named.sort()
    return named


def _is_a_cutoff(reader: Reader, at: int) -> bool:
    """Whether a number that is no laser's line heads a fluence, in a text that tells of pulses and their delays."""
    words, value, following = vocabulary(), reader.quantities[at].value, reader.quantities[at + 1 : at + 2]
    if reader.quantities[at].unit or value not in words.cutoffs or value in words.lines or not following:
        return False
    return following[0].unit in {"j", "j_cm2"} and following[0].first_word == reader.quantities[at].last_word + 1


def _found(reader: Reader, skin_types: tuple[Found, ...]) -> list[Placed]:
    unused = not_used(reader)
    found = [(reader.word_of(setting.span.start), setting) for setting in coolings(reader)]
    taken, lines, core_words = reader.taken, reader.lines, reader.core_words
    denials = reader.words.places_of(_DENIES)
    may_be_changes = "by" in reader.present
    told: dict[int, list[Setting]] = {}
    unread: list[int] = []
    for at, quantity in enumerate(reader.quantities):
        read = _READ.get(quantity.unit)
        if read is None or at in taken or (quantity.first_word - 1 in denials and _is_denied(reader, quantity)):
            continue
        if may_be_changes and is_changed_by(reader, quantity):
            continue
        settings = (headed(reader, quantity) if quantity.several else None) or read(reader, at, quantity)
        if not settings:
            if not quantity.unit:
                unread.append(at)
            continue
        told[at] = settings
        word, key = quantity.first_word, settings[0].key
        if key in _LASER:
            lines.add(at)
            reader.speaks_of_lasers = True
        elif key not in _SCHEDULE:
            core_words.append(word)
        for setting in settings:
            found.append((word, setting))  # noqa: PERF401 - a comprehension for one setting takes longer
    if unread and told:
        found += said_once(reader, told, unread)
        found += by_label(reader, told, unread, skin_types)
    found += _said(reader)
    found += multiplied(reader, found)
    if _ENDPOINTS.isdisjoint(reader.present) and not any(setting.key not in COMMON for _, setting in found):
        found = [each for each in found if each[1].key is not SettingKey.ENDPOINT]  # an outcome, and of no settings
    if unused:
        everything = found
        found = [each for each in everything if not _inside(each[0], unused)]
        found += _line_of_a_question(reader, everything, found, unused)
        reader.lines = {at for at in reader.lines if not _inside(reader.quantities[at].first_word, unused)}
    found.sort(key=_first)
    return found


def _line_of_a_question(
    reader: Reader, everything: Sequence[Placed], used: Sequence[Placed], unused: Sequence[Stretch]
) -> list[Placed]:
    """The only line that is asked about, where our own figures follow: "What do you use with 1064? Mine is 20 ms"."""
    if not used or any(setting.key in _LASER for _, setting in used):
        return []
    asked = [stretch for stretch in unused if "?" in reader.gaps[stretch[1]]]
    lines = [each for each in everything if each[1].key is SettingKey.WAVELENGTH and _inside(each[0], asked)]
    ours = any(setting.key in _PARAMETERS and word > lines[0][0] for word, setting in used) if lines else False
    if not ours or len({setting.value for _, setting in lines}) > 1:
        return []
    return [] if _names_another_laser(reader, lines[0]) else lines[:1]


def _names_another_laser(reader: Reader, line: Placed) -> bool:
    """Whether a laser is named behind a line that has others: "a 1550 on hands? … I've used PDL"."""
    word, setting = line
    written = f"{setting.value:g}" if isinstance(setting.value, float) else ""
    named = [lines_of_kind(sign.value) for sign in reader.signs_of("laser") if sign.first > word]
    return any(lines and written not in lines for lines in named)


def _is_denied(reader: Reader, quantity: Quantity) -> bool:
    """Whether a laser's quantity is denied by the "not" or "no" before it; a bare number looks for itself."""
    word = quantity.first_word - 1
    if quantity.unit not in BY_UNIT:
        return False
    if reader.lower[word] == "no":  # "no 20 ms mode", not "14 J, no, 16 J" or "No: 16 J"
        parted = reader.breaks[word] == SENTENCE_ENDS and _HESITATES.isdisjoint(reader.gaps[word].split())
        corrects = reader.is_behind_a_quantity(word) and not parted
        return reader.gaps[word + 1] == " " and not corrects
    return not is_what_was_done(reader, word)


def _inside(word: int, stretches: Sequence[Stretch]) -> bool:
    for first, end in stretches:  # noqa: SIM110 - a generator takes twice as long
        if first <= word < end:
            return True
    return False


def _said(reader: Reader) -> list[Placed]:
    """The settings that are said without a figure: "single pass", "monthly", "perifollicular erythema"."""
    said: list[Placed] = []
    called_so: set[int] = set()
    for first, last in labelled_endpoints(reader):
        said.append((first, _in_its_words(reader, SettingKey.ENDPOINT, reader.words.span(first, last))))
        called_so.update(range(first, last + 1))
    if _SAID.isdisjoint(reader.kinds):
        return said
    numbers = vocabulary().numbers
    for sign in reader.signs:
        first, last = sign.first, sign.last
        if sign.kind in _COUNT_KEYS:
            denied = reader.word(first - 1) in _DENIES and not reader.breaks[first]
            if denied or reader.ends_a_range(first):
                continue  # "no double pulses", "one to two passes"
            said.append((first, worded(reader, _COUNT_KEYS[sign.kind], float(sign.value), first, last)))
        elif sign.kind == "times" and _is_of_a_pulse(reader, last + 1):
            said.append((first, worded(reader, SettingKey.SUB_PULSES, float(sign.value), first, last)))
        elif sign.kind == "every":
            before = reader.word(first - 1)
            own = reader.lower[first] in _SAYS_ITS_NUMBER
            counted = not own and ((before.isdigit() and len(before) < _FEWEST_OF_A_LINE) or before in numbers)
            if (not counted or reader.breaks[first]) and not is_of_no_treatment(reader, first, last):
                said.append((first, worded(reader, SettingKey.INTERVAL, float(sign.value), first, last)))
        elif sign.kind in _IN_ITS_WORDS:
            key, read = _IN_ITS_WORDS[sign.kind]
            span = read(reader, sign)
            if span is not None and first not in called_so:
                said.append((first, _in_its_words(reader, key, span)))
    return said


def _in_its_words(reader: Reader, key: SettingKey, span: Span) -> Setting:
    return Setting(key, reader.words.text.original[span.start : span.end], "", span)


def _is_of_a_pulse(reader: Reader, word: int) -> bool:
    """Whether a single pulse of a light begins with this word: "double 3.5 ms"."""
    at = reader.place_from(word)
    if at == len(reader.quantities) or reader.quantities[at].first_word != word:
        return False
    pulse = reader.quantities[at]
    return pulse.unit == "ms" and not pulse.several and reader.family_at(word) == "light"
