"""The plates of a patient's car: capitals and digits behind a word for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, date_words, name_words

_LETTERS: Final = "[A-ZΑ-Ω]"
# "KHE 4172", "XR21 KPT", "W78-KLT", "MH 12 AB 1234"; "1KL 9QP", "471 ABC".
_WRITTEN: Final = (
    rf"(?:{_LETTERS}{{1,3}}[ -]?\d{{1,4}}(?:[ -]?{_LETTERS}{{1,3}}(?:[ -]{_LETTERS}{{1,2}})?(?:[ -]?\d{{1,4}})?)?|"
    rf"\d{{1,4}}[ -]?{_LETTERS}{{1,3}}(?:[ -]?\d{{1,4}}(?:[ -]?{_LETTERS}{{1,2}})?)?)(?![\w-]|\.\w)"
)
_BEHIND: Final = LatePattern(
    rf"\.?(?:,| is| was| were| no\.?| n°| number| numbers| reads?| nr\.?|:| -|#){{0,2}} ?\(?"
    rf"(?:[A-Z]{{2,3}} (?=[A-Z]))?({_WRITTEN})"  # "plate no NSW DQX-71L"
)
# Nothing else is written so: Britain's and India's.
_PLAIN: Final = LatePattern(r"\b(?:[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]{2} ?\d\d ?[A-Z]{1,2} ?\d{4})\b")
_NEAR_CAR: Final = 40
_GROUPS: Final = LatePattern(r"[a-zα-ω]+|\d+")
_FEWEST_SIGNS: Final = 5
_PLATES: Final = listed(
    "plate plates numberplate vrn rego registration reg vehicle immatriculation kennzeichen πινακιδα πινακιδες"
)
_CARS: Final = listed("car drives driving drove parked van taxi cab truck scooter motorbike")
# Their makers and models, with a capital: "her white Corolla DKR-48L", "the patient's Clio, GH-417-ZR".
_MODELS: Final = listed(
    "toyota corolla yaris prius hilux camry honda civic jazz ford fiesta focus mondeo golf polo passat vw volkswagen "
    "bmw audi mercedes merc clio megane twingo renault peugeot citroen dacia duster sandero fiat panda punto hyundai "
    "creta kia picanto maruti suzuki swift alto wagonr baleno tata nexon mahindra scorpio thar innova mazda nissan "
    "qashqai skoda fabia octavia seat ibiza tesla jeep subaru outback forester commodore holden opel vauxhall corsa "
    "astra volvo lexus mini vespa dzire"
)
_BEHIND_MODEL: Final = LatePattern(
    rf"(?: (?:with|reg|rego|plates?|number|no\.?|estate|hatchback|van)){{0,3}}(?:,|:| -)? ?\(?({_WRITTEN})"
)
_NO_CARS: Final = listed("rating type warning ce base face")  # before "plate"
_OF_A_CAR: Final = listed("no nr number reg registration plate")
# "plate 12 mm", "reg. 200 J"
_UNITS: Final = LatePattern(r" ?(?:%|(?:nm|mm|ms|j|hz|w|ml|patients|cases)\b)")


def _plate(passage: Passage, index: int) -> Iterator[Hit]:
    """ "his car plate, KHE 4172": of a car, where "plate 4" is a paper's."""
    match = _BEHIND.match(passage.cased, passage.ends[index])
    if (
        match is not None
        and not passage.has(index - 1, _NO_CARS)
        and _is_a_plate(match[1])
        and not _UNITS.match(passage.lower, match.end())
    ):
        yield Hit("account number", *match.span(1))


def _is_a_plate(written: str) -> bool:
    groups, names = _GROUPS.findall(written.lower()), name_words()
    if sum(map(len, groups)) < _FEWEST_SIGNS:
        return False
    if _PLAIN.fullmatch(written):
        return True
    # "plate PDL 595", "plate, IPL 12 J"; behind digits "LX19 OPD" holds any letters.
    return not any(group == "peg" or group in names.devices or group in names.acronyms for group in groups[:2])


def _car(passage: Passage, index: int) -> Iterator[Hit]:
    """ "he drives a red Mini, LX19 OPD", "car no. MH 12 AB 1234"."""
    if _is_a_colleagues(passage, index):
        return
    match = _PLAIN.search(passage.cased, passage.ends[index], passage.ends[index] + _NEAR_CAR)
    if match is not None:
        yield Hit("account number", *match.span())
    elif passage.has(index + 1, _OF_A_CAR):
        yield from _plate(passage, index + 1)


def _is_a_colleagues(passage: Passage, index: int) -> bool:
    """ "our rep's van": where no patient is spoken of."""
    begin, end = passage.sentence_around(index, index)
    sentence = passage.words[begin:end]
    people = colleague_words().people
    is_known = any(word in people or word.removesuffix("s") in people for word in sentence)
    return is_known and date_words().person.isdisjoint(sentence) and not tells_of_skin(sentence)


def _model(passage: Passage, index: int) -> Iterator[Hit]:
    """ "drove off in a white Corolla DKR-48L"."""
    match = _BEHIND_MODEL.match(passage.cased, passage.ends[index]) if passage.is_capital(index) else None
    if match is not None and _is_a_plate(match[1]) and not _UNITS.match(passage.lower, match.end()):
        yield Hit("account number", *match.span(1))


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _PLATES, _plate
    yield _CARS, _car
    yield _MODELS, _model
