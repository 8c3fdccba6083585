"""What a typed query means: device names become a filter, the rest are words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.folding import Folded, Words, fold
from bot.clinical.indications import indications
from bot.clinical.reading import DeviceQuestion, Found, OwnDevice, Span
from bot.clinical.screen import identifiers_in_folded
from bot.clinical.skin_types import skin_types_in
from bot.clinical.vocabulary import named_things
from bot.exchange.skin_shades import shades_in
from db.wanted import words_of

# Words that say nothing about what is looked for: "settings for melasma" need not have "for" in it.
_EMPTY_WORDS: Final = frozenset(
    """
    a an the this that these those some any each every either other others another such same own
    i me my mine we us our you your he him his she her hers it its they them their who whom whose which what
    is am are was were be been being do does did done have has had having can could may might must shall should will
    would need needs needed want wants let get gets getting got give gives given take takes make makes made
    use uses used using go goes going went try tries tried know help helps happen happens happened
    and or but if than then so too also as at by for from in into of off on onto out over per to up down with within
    without about after again against before between during since through until under while when where why how
    no not only just very much many more most less least few lot quite really still yet ever never always often
    now here there please anyone anybody someone somebody everyone anything something thing things one ones
    good better best okay ok experience experiences tell people treat treating setting settings
    """.split()  # noqa: SIM905 (a line for each of a hundred words reads worse)
)
# Words that are chosen where somebody types key words, and only carry a whole question: "should we buy a Vbeam or stay
# with …", "what helps after laser?". In an exchange about lasers nearly every entry could have them.
_EMPTY_IN_A_QUESTION: Final = frozenset(
    """
    laser lasers patient patients client clients safe safely worth buy stay keep choose prefer recommend recommended
    recommendation recommendations advise advice think thoughts opinion opinions wonder wondering work works worked
    working manage managed deal handle see saw seen look looking find finding found
    """.split()  # noqa: SIM905 (a line for each dozen of words reads worse)
)
_EMPTY_WORDS_AND_A_QUESTIONS: Final = _EMPTY_WORDS | _EMPTY_IN_A_QUESTION
_ASKING: Final = frozenset(
    """
    who whose which what when where why how is are was were do does did can could may might must shall should will would
    has have had any anyone anybody
    """.split()  # noqa: SIM905 (as above)
)
_AROUND_A_WORD: Final = "?!.,;:"
# "Redness after laser", "swelling from the treatment": what came of it is asked for, whatever was done.
_AFTERMATH: Final = re.compile(
    r"\b(?:after|following|post|from)[\s-]+(?:(?:a|an|the|any|my|our|her|his|their)\s+)?"
    r"(?:(?:lasers?|lasering)(?:\s+(?:treatments?|sessions?|procedures?))?|treatments?|sessions?|procedures?)\b"
)
# Who asks calls so what is written down as hyperpigmentation. Where no laser came before, it may be what is treated.
_PIGMENT: Final = re.compile(
    r"\b(?:pigmentation|pigment changes?|dark(?:er)? (?:spots?|marks?|patch(?:es)?)|darkening)\b"
)
_AFTERWARDS: Final = frozenset({"after", "following", "post", "from"})
_ARTICLES: Final = frozenset({"a", "an", "the", "my", "our"})
_HYPERPIGMENTATION: Final = "pih"
# "melasma V", "type V hair": between key words it is a skin type. "I" is who asks; before a word, "IV" is intravenous
# ("IV sedation"); and of a scale ("Norwood III") it is another grade.
_BARE_SKIN_TYPE: Final = re.compile(r"(?:\b[Tt]ypes?\s+)?(?<![\w'/+-])(II|III|IV(?!\s+(?!VI?\b)\w)|V|VI)(?![\w'/+-])")
_SCALES: Final = frozenset(
    """
    grade class stage level degree phase part day subtype cn nerve collagen glogau norwood ludwig hurley baker
    """.split()  # noqa: SIM905 (as above)
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query taken apart. `asks` are short names that several devices share: they stay words until it is clear.

    `skin_types` are preferred and no words: "type V" would not be found in "types IV to VI". Where a shade tells them
    and nothing else is asked for, `passage` is how it was said: some state no type, but say so too.
    """

    devices: tuple[str, ...]
    words: tuple[str, ...]
    skin_types: tuple[str, ...]
    asks: tuple[DeviceQuestion, ...]
    identifiers: tuple[str, ...]
    passage: str = ""


def understood(query: str, chosen_device: str | None, own: tuple[OwnDevice, ...] = ()) -> Understood:
    """A chosen device wins: the names of others in the query are then only words. `own` are the community's own."""
    if not query:
        return Understood((chosen_device,) if chosen_device else (), (), (), (), ())
    folded = fold(query)
    found, asks = _devices_in(query, folded, own)
    shades = tuple(shades_in(folded))
    stated = skin_types_in(folded) or tuple(_bare_skin_types(query, [each.span for each in (*found, *asks)]))
    skins = stated or shades
    if chosen_device is not None:
        found, asks = tuple(each for each in found if each.value == chosen_device), ()
    named = tuple(dict.fromkeys(key for each in found for key in _meant(query, each)))
    aftermath = [folded.span(*each.span()) for each in _AFTERMATH.finditer(folded.lower)]
    is_question = bool(aftermath) or _is_question(query)
    empty = _EMPTY_WORDS_AND_A_QUESTIONS if is_question else _EMPTY_WORDS
    said_otherwise = _said_otherwise(folded.words, found, is_question=is_question, is_after=bool(aftermath))
    apart = [(span, "") for span in (*(each.span for each in (*found, *stated, *shades)), *aftermath)]
    words = _telling(words_of(_replaced(query, [*apart, *said_otherwise])), empty)
    if not words and not named and not skins:
        words = _telling(words_of(query), empty) or words_of(query)  # nothing else is asked for
    return Understood(
        devices=(chosen_device,) if chosen_device else named,
        words=words,
        skin_types=tuple(dict.fromkeys(each.value for each in skins)),
        asks=asks,
        identifiers=tuple(dict.fromkeys(each.kind for each in identifiers_in_folded(folded))),
        passage=_written(query, shades[0]) if shades and not words and not named else "",
    )


def names_meant(query: str) -> tuple[str, ...]:
    """The catalogues' names of what the words mean, where these are others.

    An entry that means it in other words has its name among the terms.
    """
    words = fold(query).words
    things = named_things(words)
    codes = [complications().get(each.code) for each in things.mentions]
    treated = [indications().get(each.value) for each in things.indications]
    lasers = [catalogue().modalities.get(each.value) for each in catalogue().modalities_in(words, ())]
    named = dict.fromkeys(each.name for each in (*codes, *treated, *lasers) if each is not None)
    return tuple(name for name in named if not set(words.lower).issuperset(fold(name).words.lower))


def without_asked(query: str, device: str, own: tuple[OwnDevice, ...] = ()) -> str:
    """The query without the short names that have been said to mean this device."""
    _, asks = _devices_in(query, fold(query), own)
    spans = [question.span for question in asks if device in question.candidates]
    return " ".join(_without(query, spans).split())


def without_devices(query: str, own: tuple[OwnDevice, ...] = ()) -> str:
    """The query without the names of the devices that it names; nothing where only empty words are left of it."""
    found, _ = _devices_in(query, fold(query), own)
    rest = " ".join(_without(query, [each.span for each in found]).split())
    empty = _EMPTY_WORDS_AND_A_QUESTIONS if _is_question(query) else _EMPTY_WORDS
    return rest if _telling(words_of(rest), empty) else ""


def name_of(device: str) -> str:
    """A device as people call it."""
    known = catalogue().get(device)
    return known.name if known else device


def _devices_in(
    query: str, folded: Folded, own: tuple[OwnDevice, ...]
) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
    """The devices that a query names, and its short names that several share.

    In what somebody wrote, a slip in a name is forgiven; to who asks, no device is shown under another's name. A
    community's own are found by nothing but their names.
    """
    found, asks = catalogue().found_in_folded(folded, own)
    owned = {device.key for device in own}
    spelled = (each for each in found if each.value in owned or _is_spelled_so(each.value, _written(query, each)))
    return tuple(spelled), asks


def _written(query: str, found: Found) -> str:
    return query[found.span.start : found.span.end]


def _is_spelled_so(key: str, written: str) -> bool:
    return any(device.key == key for device in catalogue().called(written))


def _meant(query: str, found: Found) -> Iterator[str]:
    """The device, and all that its short name begins: who looks for "vbeam" may mean Vbeam Prima."""
    yield found.value
    device = catalogue().get(found.value)
    if device is not None:
        yield from (other.key for other in catalogue().others_begin_so(_written(query, found), device))


def _without(query: str, spans: list[Span]) -> str:
    return _replaced(query, [(span, "") for span in spans])


def _replaced(query: str, parts: Sequence[tuple[Span, str]]) -> str:
    """The query with other words in these places; where two overlap, the first counts."""
    rest, position = "", 0
    for span, words in sorted(parts, key=lambda each: each[0].start):
        if span.start >= position:
            rest += f"{query[position : span.start]} {words} "
        position = max(position, span.end)
    return rest + query[position:]


def _bare_skin_types(query: str, devices: Sequence[Span]) -> Iterator[Found]:
    """Skin types as key words, without "skin": in capitals, and in no device's name."""
    for match in _BARE_SKIN_TYPE.finditer(query):
        before, span = query[: match.start()].lower().split(), Span(*match.span())
        is_of_a_scale = bool(before) and before[-1] in _SCALES
        if not is_of_a_scale and not any(each.start < span.end and span.start < each.end for each in devices):
            yield Found(match[1], span)


def _is_question(query: str) -> bool:
    """Whether somebody asks in a sentence, and does not type key words."""
    first, _, rest = query.strip().lower().partition(" ")
    return bool(rest) and (first in _ASKING or (" " in rest and rest.endswith("?")))


def _said_otherwise(
    words: Words, devices: Sequence[Found], *, is_question: bool, is_after: bool
) -> Iterator[tuple[Span, str]]:
    """What the words mean, by the catalogue's name, which every entry has among its terms that means the same.

    Of a kind of laser the terms have few names, so that "RFMN" would find nobody who writes "needling RF". For a
    complication they have all; but whoever asks in a sentence ("white spots") names it loosely, and each of those words
    is found in many other places. Key words are chosen: they stay.
    """
    lasers = () if _names_of_lasers().isdisjoint(words.lower) else catalogue().modalities_in(words, ())
    for found in lasers:
        written = words.text.original[found.span.start : found.span.end]
        if not _among_terms(found.value).issuperset(_folded(written)):
            yield found.span, _plain(catalogue().modalities[found.value].name)
    mentions = [(each.span, each.code) for each in named_things(words).mentions] if is_question else []
    if is_after or any(_came_before(words, each.span) for each in (*devices, *lasers)):
        mentions += [
            (words.text.span(*each.span()), _HYPERPIGMENTATION) for each in _PIGMENT.finditer(words.text.lower)
        ]
    for span, code in mentions:
        known = complications().get(code)
        if known is not None:
            yield span, _plain(known.name)


def _came_before(words: Words, laser: Span) -> bool:
    """Whether a laser is what something came after: "after IPL", "from the GentleMax"."""
    if _AFTERWARDS.isdisjoint(words.said):
        return False
    before = [word for word in words.lower[: bisect_left(words.starts, laser.start)] if word not in _ARTICLES]
    return bool(before) and before[-1] in _AFTERWARDS


@cache
def _names_of_lasers() -> frozenset[str]:
    """The words of all names of all kinds of laser: few queries have one, and the others need no further look."""
    return frozenset(word for each in catalogue().modalities.values() for name in each.names for word in _folded(name))


@cache
def _among_terms(key: str) -> frozenset[str]:
    """The words by which every entry on this kind of laser is found, whatever it calls it."""
    modality = catalogue().modalities[key]
    return frozenset(_folded(f"{modality.name} {key.replace('_', ' ')} {' '.join(modality.names[:1])}"))


@cache
def _plain(name: str) -> str:
    return " ".join(_folded(name))


def _folded(text: str) -> Sequence[str]:
    return fold(text).words.lower


def _telling(words: tuple[str, ...], empty: frozenset[str]) -> tuple[str, ...]:
    bare = tuple(word.strip(_AROUND_A_WORD) for word in words)
    return tuple(word for word in bare if word.lower() not in empty)
