"""Reading a text: everything the clinical part knows about it, in one pass over its parts."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from itertools import chain

from bot.clinical.cautions import Circumstances, cautions_in
from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.handpieces import handpieces
from bot.clinical.hashtags import read_hashtags
from bot.clinical.reading import READER_VERSION, DeviceQuestion, Found, Hints, Reading, Span
from bot.clinical.screen import identifiers_in_folded
from bot.clinical.settings import settings_in
from bot.clinical.skin_types import skin_types_in
from bot.clinical.titles import says_something, title_of
from bot.clinical.vocabulary import named_things

_NOWHERE = Span(0, 0)
_NO_HINTS = Hints()


def read(text: str, hints: Hints = _NO_HINTS) -> Reading:
    """Read a text. What it says itself goes before what the hints say."""
    if catalogue.cache_info().currsize:
        return _read(text, hints)
    with _nothing_collected():
        return _read(text, hints)


@contextmanager
def _nothing_collected() -> Generator[None]:
    """For the first text, with which every part loads what it reads with.

    The collector of garbage waits, and leaves what is loaded alone for good: it would go through it again and again, a
    fifth of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def _read(text: str, hints: Hints) -> Reading:
    folded = fold(text)
    words = folded.words
    hashtags = read_hashtags(text)
    kind = hashtags.kind or hints.kind
    named, questions = _devices(catalogue().found_in_folded(folded, hints.own_devices), hints)
    modalities = catalogue().modalities_in(words, named)
    named_handpieces = handpieces().found_in(words, named)
    things = named_things(words, kind)
    beside = chain(named, modalities, things.indications, things.body_sites, things.mentions)
    skin_types = skin_types_in(folded, beside)
    sets = settings_in(folded, named, skin_types, named_handpieces)
    something = says_something(text, hashtags.spans)
    return Reading(
        kind=kind,
        tags=hashtags.tags,
        devices=named,
        device_questions=questions,
        handpieces=named_handpieces,
        modalities=modalities,
        indications=things.indications,
        body_sites=things.body_sites,
        skin_types_named=skin_types,
        mentions=things.mentions,
        seriousness=things.seriousness,
        urgent=things.urgent,
        identifiers=identifiers_in_folded(folded),
        sets=sets,
        cautions=cautions_in(
            sets, Circumstances(kind, named, modalities, named_handpieces, things.indications, skin_types, text)
        ),
        says_something=something,
        title=title_of(text, hashtags.spans, kind) if something else "",
        version=READER_VERSION,
    )


def _devices(
    named: tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]], hints: Hints
) -> tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]:
    found, questions = named
    if hints.device is None:
        return found, questions
    # In the Harmony's own channel "the Pixel" needs no asking.
    questions = tuple(question for question in questions if hints.device not in question.candidates)
    return found or (Found(hints.device, _NOWHERE),), questions
