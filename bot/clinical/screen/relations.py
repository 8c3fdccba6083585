"""Names of those around a patient, and of whoever is called a lady or a man: "her husband John", "a woman, Maria"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.addressed import is_of_a_trade
from bot.clinical.screen.full_names import patients
from bot.clinical.screen.introduced import OFFICES
from bot.clinical.screen.names import NAME_LINK, THEIRS, is_nurse, patients_name
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import PRONOUNS, speaks_of_treatment
from bot.clinical.screen.vocabulary import name_words, place_words

_RELATIVES: Final = listed(
    "husband wife missus daughter son mother father mum mom dad sister brother partner boyfriend girlfriend fiance "
    "fiancee aunt "
    "uncle cousin niece nephew grandmother grandfather grandma grandpa granddaughter grandson friend spouse twin "
    "boss "
    "employer carer caregiver stepmother stepdaughter stepson neighbour neighbor flatmate roommate law parents "
    "guardian kid baby child boy hubby bf gf husb toddler kin bestie flatmate gran granny nan nana auntie mummy daddy "
    "ex roommate housemate carers dtr mari femme fille fils mere pere soeur frere"
)
_OWN: Final = listed("my our business")
_OWN_FAMILY: Final = listed(
    "daughter son mother father mum mom dad sister brother aunt cousin niece nephew twin neighbor neighbour"
)
# Nothing is named after these but people: "lives w/ son Eustace", where "Mother Nature" is one and "sister Clinic".
_NEXT_OF_KIN: Final = listed("daughter son husband wife niece nephew stepson stepdaughter grandson granddaughter hubby")
_FELLOWS: Final = listed("lady woman gentleman girl bride teenager man guy boy lad chap teen dame femme homme")
_POINTED_OUT: Final = listed("the that this our my")
_WRITER: Final = listed("i we posted came")
_PEOPLES: Final = ("ish", "ese", "ian", "ean", "ani", "ern", "ch", "ek")  # "the Greek lady"
# "The Montgomery case", which consent is taught by; "the Marfan girl", and whom a feast brings.
_CASES: Final = listed(
    "montgomery bolam bolitho roe gillick marfan ehlers danlos klippel trenaunay turner noonan cushing sjogren crohn "
    "graves behcet raynaud darier gorlin down xmas christmas easter diwali"
)
_FAMILY: Final = listed("mother father mum mom dad sister brother husband wife daughter son parents grandmother aunt")


def after_relative(passage: Passage, index: int) -> Iterator[Hit]:
    """ "her husband John", "his mother-in-law, Anna", "husband Nikos rang"."""
    before = index - 1
    if " ".join(passage.words[index : index + 2]) in name_words().things:
        return  # "Mother Mary"
    if passage.words[index] == "law":
        if passage.words[max(0, index - 1) : index] != ["in"]:
            return
        before = index - 3
    following = index + 1
    if following >= len(passage.words) or passage.gap(following) not in (" ", ", ", " (", ": ", ' "'):
        return
    if passage.has(following, NAME_LINK):
        following += 1
    if passage.is_one_of(before, "own"):
        before -= 1
    is_own = passage.has(before, _OWN)
    is_anothers = before >= 0 and passage.written(before).endswith("'s")  # "our receptionist's aunt"
    theirs = passage.has(before, THEIRS) or passage.has(before - 1, THEIRS) or is_anothers
    if theirs:  # whatever they do: "her daughter Anouk is a nurse"
        is_next = following == index + 1 and passage.gap(following) == " "
        believed = name_shapes.after_kin if is_next else name_shapes.after_person
        name = name_shapes.name_from(passage, following, believed)
        if name is not None:
            yield name
    elif is_own and passage.words[index] in _OWN_FAMILY:
        if speaks_of_treatment(passage):  # "my daughter Anna has her school play" is nobody's patient
            yield from patients_name(passage, following, name_shapes.after_person)
    elif is_nurse(passage, index):
        return
    elif not is_own and not passage.has(before - 1, _OWN):
        is_next_of_kin = following == index + 1 and passage.has(index, _NEXT_OF_KIN)
        believed = name_shapes.is_new if is_next_of_kin else name_shapes.is_capital_given
        yield from patients_name(passage, following, believed)


def of_whom(passage: Passage, index: int) -> Iterator[Hit]:
    """ "the mother of Leonie", and no "father of laser hair removal"."""
    if not passage.is_one_of(index + 1, "of") or passage.gap(index + 2) != " ":
        return
    if not passage.has(index + 2, OFFICES | place_words().regions | place_words().cities):
        yield from patients(passage, name_shapes.name_from(passage, index + 2, name_shapes.is_new))


def after_person(passage: Passage, index: int) -> Iterator[Hit]:
    """ "a woman, Maria, wants", "this lady is Maria"."""
    if is_of_a_trade(passage, index):
        return  # "the sales guy, Franco", "the Lumenis guy, Tom"
    if passage.is_one_of(index + 1, "is"):
        yield from patients_name(passage, index + 2, name_shapes.is_capital_given)
    elif passage.is_capital(index + 1) and passage.gap(index + 1) in (" ", ", "):
        yield from patients_name(passage, index + 1, name_shapes.is_new)


def before_person(passage: Passage, index: int) -> Iterator[Hit]:
    """ "the Example girl came with her mum", "that Example case I posted": nobody's town, firm, device or eponym."""
    name = index - 1
    if passage.gap(index) != " " or not passage.is_capital(name) or not passage.has(name - 1, _POINTED_OUT):
        return
    if passage.gap(name) != " " or is_of_a_trade(passage, index) or passage.written(name).endswith("'s"):
        return
    word, shape = passage.words[name], name_shapes.shape_of(passage.written(name))
    is_elsewhere = word in place_words().regions | place_words().cities or word.endswith(_PEOPLES)
    if is_elsewhere or word in _CASES or not name_shapes.is_new(word, shape):
        return
    is_somebody = passage.words[index] != "case" or passage.says(PRONOUNS | _WRITER | THEIRS)
    if is_somebody and speaks_of_treatment(passage):
        yield from patients(passage, passage.name(name, name))


def after_consent(passage: Passage, index: int) -> Iterator[Hit]:
    """ "consent from Maria Example", "photos of Maria"."""
    linked = index + 2 if passage.is_one_of(index + 1, "form") else index + 1
    if passage.is_one_of(linked, "from", "of"):
        yield from patients_name(passage, linked + 1, name_shapes.is_new)


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _RELATIVES, after_relative
    yield _FAMILY, of_whom
    yield _FELLOWS, after_person
    yield _FELLOWS | listed("case kid twins family child baby couple"), before_person
    yield listed("consent permission photos pics pictures"), after_consent
