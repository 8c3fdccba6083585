"""Identifiers, found by Fluence and by the patterns of presidio and scrubadub.

Compared is finding alone: a labelled place is found when anything that was found meets it, of whatever kind, and a
clean message is a false alarm when anything at all is found in it. Presidio's patterns are run by themselves, without a
language model behind them; names are what such a model is for, so recall is given without them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

from bot.clinical.reader import read
from tests.clinical.score import Message, messages_of
from tests.clinical.score_counts import Place, labelled_places

Finder = Callable[[str], list[tuple[int, int]]]

_SURE: Final = 0.4
"""Presidio's score from which a pattern stands by itself; below, it asks for words around it to confirm it."""
_COUNTRIES: Final = ("Uk", "Au", "In")
_SCRUBADUB_LOCALES: Final = ("en_US", "en_GB")


def compare_identifiers() -> list[str]:
    """The table, line by line."""
    marked, clean = messages_of("identifiers"), messages_of("clean")
    lines = [
        f"| identifiers | recall | recall without names | false alarms in {len(clean)} clean messages |",
        "|---|---|---|---|",
    ]
    for name, find in _finders():
        recall, without_names = _recall(find, marked, names=True), _recall(find, marked, names=False)
        alarms = sum(bool(find(message.text)) for message in clean)
        lines.append(f"| {name} | {recall:.2f} | {without_names:.2f} | {alarms / len(clean):.1%} |")
    return lines


def _recall(find: Finder, messages: list[Message], *, names: bool) -> float:
    found = labelled = 0
    for message in messages:
        spans = find(message.text)
        for place in labelled_places(message.text, message.expect.get("identifiers") or ()):
            if place.kind == "name" and not names:
                continue
            labelled += 1
            found += any(place.meets(Place(place.kind, start, end)) for start, end in spans)
    return found / labelled


def _finders() -> Iterator[tuple[str, Finder]]:
    yield "Fluence", _ours
    presidio = _presidio()
    yield f"presidio's patterns with a score of {_SURE} or more", lambda text: presidio(text, _SURE)
    yield "presidio's patterns, all", lambda text: presidio(text, 0.0)
    yield f"scrubadub ({', '.join(_SCRUBADUB_LOCALES)})", _scrubadub()


def _ours(text: str) -> list[tuple[int, int]]:
    return [(each.span.start, each.span.end) for each in read(text).identifiers]


def _presidio() -> Callable[[str, float], list[tuple[int, int]]]:
    """Its English patterns, those for the countries that Fluence serves among them, and its telephone numbers."""
    known = import_module("presidio_analyzer.predefined_recognizers")
    registry = import_module("presidio_analyzer").RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    pattern = import_module("presidio_analyzer").PatternRecognizer
    usual = [each for each in registry.recognizers if isinstance(each, pattern | known.PhoneRecognizer)]
    present = {type(each).__name__ for each in usual}
    further = [
        recognizer()
        for name, recognizer in vars(known).items()
        if name.startswith(_COUNTRIES) and name.endswith("Recognizer") and name not in present
    ]
    recognizers = [*usual, *further]

    def find(text: str, least: float) -> list[tuple[int, int]]:
        hits: list[Any] = []
        for each in recognizers:
            hits += each.analyze(text, each.supported_entities, None) or []
        return [(hit.start, hit.end) for hit in hits if hit.score >= least]

    return find


def _scrubadub() -> Finder:
    scrubbers = [import_module("scrubadub").Scrubber(locale=locale) for locale in _SCRUBADUB_LOCALES]
    return lambda text: [(filth.beg, filth.end) for each in scrubbers for filth in each.iter_filth(text)]
