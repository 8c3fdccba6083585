"""Names of patients and of those around them: a cue word, and a word after it that can be a name.

Bare first names stay the author's care, except where what follows them says that they are a patient's. Colleagues,
speakers, authors and eponyms are no patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.name_shapes import (
    Believed,
    Shape,
    after_doubtful_title,
    after_name_is,
    after_person,
    after_title,
    bare,
    is_given,
    name_from,
    shape_of,
)
from bot.clinical.screen.passage import CueRule, Hit, Passage
from bot.clinical.screen.vocabulary import date_words, name_words


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES: Final = _words("mr mrs mx mme mlle madame madam kyria kyrios smt shri senora")
_DOUBTFUL_TITLES: Final = _words("ms miss")
_PATIENTS: Final = _words("patient pt client patients pts clients pat")
_RELATIVES: Final = _words(
    "husband wife daughter son mother father mum mom dad sister brother partner boyfriend girlfriend fiance fiancee aunt "
    "uncle cousin niece nephew grandmother grandfather grandma grandpa granddaughter grandson friend spouse twin boss "
    "employer carer caregiver stepmother stepdaughter stepson neighbour neighbor flatmate roommate law"
)
_THEIRS: Final = _words("her his their patients pts clients whose shes the in")
_OWN_FAMILY: Final = _words("daughter son mother father mum mom dad sister brother aunt cousin niece nephew twin")
_PEOPLE: Final = _words(
    "patient pt client lady woman man girl boy gentleman guy bride teenager teen someone person she he they female male "
    "lad baby child kid girlfriend friend patients clients yo old mum mom mother daughter son husband wife sister brother "
    "student model customer"
)
# Before "name": it is a thing's name, or the writer's own.
_OTHER_NAMES: Final = _words(
    "my our brand trade generic product device company clinic channel protocol user file drug domain common proper laser "
    "machine handpiece group display screen team hospital study trial code server author authors speaker technique "
    "procedure host event meeting course business practice font colleagues doctors nurses"
)
_COLLEAGUES: Final = _words(
    "dr drs doctor prof professor nurse colleague colleagues trainer rep speaker surgeon author thanks thank hi hello hey "
    "dear cheers by our dermatologist aesthetician injector assistant @ and-dr ask per cc with-dr"
)
_PROFESSIONS: Final = _words(
    "talk talks lecture lectures webinar paper papers course presentation workshop session study studies protocol settings "
    "video chapter book rep representative trainer surgeon consultant speaker speaks spoke lectured lectures faculty "
    "keynote slides article review series group team technique method data et"
)
_WHO_WORK: Final = _words("rep representative trainer surgeon consultant speaker lecturer colleague nurse aesthetician dermatologist")
_SKIN_AND_MORE: Final = _words(
    "skin face melasma legs leg bikini lip lips chin cheek cheeks scar scars acne rosacea tattoo tattoos veins pih burn "
    "burns blister blisters hair mole moles lesion lesions nevus birthmark husband wife mother daughter son mum mom sister "
    "neck chest back arm arms hand hands underarms axilla axillae forehead eyes eye nose ear lentigines hemangioma "
    "photos pics pictures photo wedding baby consult appointment phone address number email vitiligo keloid wound"
)
_TREATED: Final = _words("treated lasered injected zapped retreated peeled microneedled burned burnt numbed consented")
_SAW: Final = _words("saw seen see seeing met")
_WHEN: Final = _words("today yesterday again back for in on last this tonight first who with monday tuesday wednesday thursday friday")
_FOLLOWED: Final = re.compile(
    r" (?:came (?:in|back|to|for|with)|returned (?:with|to|for|after)|presented with|called back|rang|blistered|burned|burnt|"
    r"healed|developed|reacted|bruised|swelled|cried|is (?:a )?\d\d|has been my|was my (?:patient|first|last)|"
    r"is my (?:patient|client)|wants? (?:her|his)|got (?:burned|burnt|pih|blisters)|had (?:blisters|pih|crusts|a burn|a reaction))\b"
)
_AGE_FOLLOWS: Final = re.compile(
    r"(?:,| is| -|:)? ?\(?(?:aged? )?\d\d ?(?:-? ?(?:yo|y/?o|yrs?|years?|[fm])(?![a-z])|\)|,(?! ?\d)|;|[ /]?(?:female|male)\b)"
)
_AGE_BEFORE: Final = re.compile(
    r"(?:\b\d\d ?-?(?:yo|y/?o|yr old|year[ -]?old)(?: ?[fm]| female| male| lady| woman| man| girl| boy)?|\b\d\d ?[fm]|"
    r"\b(?:lady|woman|girl|gentleman|bride|female|male|teen|teenager|student))[ ,:]{0,2}$"
)
_INITIALS: Final = re.compile(r"(?: (?:is|are|were))?[ :.=-]{0,3}([A-Z](?:\.? ?[A-Z]){1,3}|[A-Z])\b(?![a-z'])")
_DOTTED: Final = re.compile(r"[A-Z]\. ?[A-Z](?:\. ?[A-Z])?\b\.?(?![a-z'])")
_NAME_LINK: Final = _words("is was s of")
_NO_DOTTED: Final = _words("us uk am pm iv im nb eg ie id ad")


def _titled(passage: Passage, index: int) -> Iterator[Hit]:
    cue = passage.words[index]
    if index + 1 >= len(passage.words) or passage.gap(index + 1) not in (" ", ". ", ".", "  "):
        return
    if cue in _TITLES:
        believed: Believed = after_title
    elif passage.written(index).istitle() and not _after_number(passage, index):
        believed = after_doubtful_title
    elif not _after_number(passage, index):
        believed = _known_name
    else:
        return
    yield from _patients_name(passage, index + 1, believed)


def _known_name(word: str, shape: Shape) -> bool:
    names = name_words()
    return shape is not Shape.OTHER and (word in names.given or (word in names.surnames and word not in names.never))


def _after_number(passage: Passage, index: int) -> bool:
    return index > 0 and passage.words[index - 1][-1].isdigit() and passage.gap(index) in (" ", "-")


def _patients_name(passage: Passage, index: int, believed: Believed) -> Iterator[Hit]:
    name = name_from(passage, index, believed)
    if name is not None and not _is_colleague(passage, name):
        yield name


def _is_colleague(passage: Passage, name: Hit) -> bool:
    """ "Mr Patel's talk", "Ms Example, our rep": said of a person who works, not of one who is treated."""
    last = passage.word_at(name.end - 1)
    following = passage.words[last + 1 : last + 5]
    return any(word in _PROFESSIONS for word in following[:2]) or any(word in _WHO_WORK for word in following) or (
        bool(following) and following[0] in {"from", "of", "at"} and any(word in name_words().devices for word in following[1:3])
    )


def _of_patient(passage: Passage, index: int) -> Iterator[Hit]:
    """ "my patient Maria", "pt. Maria", "client: Sarah J", "patient J.S."."""
    following = index + 1
    if following >= len(passage.words) or _is_of_colleague(passage, index):
        return
    gap = passage.gap(following)
    if len(gap) > 3 or "\n" in gap or ("." in gap and passage.words[index] not in {"pt", "pts"}):
        return
    if passage.has(following, _words("today yesterday here is was again")):
        yield from _patients_name(passage, following + 1, is_given)
        return
    if passage.words[following : following + 2] == ["of", "mine"] or passage.words[following : following + 2] == ("of", "mine"):
        following += 2
    if following >= len(passage.words):
        return
    if passage.words[index].endswith("s") and passage.words[index] != "pts":
        yield from _patients_name(passage, following, is_given)
        return
    yield from _initials_at(passage, following)
    if _is_heading(passage, index, following) or _is_verb(passage, following):
        return
    yield from _patients_name(passage, following, after_person)


def _is_of_colleague(passage: Passage, index: int) -> bool:
    return passage.has(index - 1, frozenset({"your"})) and passage.has(index + 1, frozenset({"dr"}))


def _is_heading(passage: Passage, index: int, following: int) -> bool:
    """ "Patient Xyzation Abc": where each word has a capital, only what people are commonly called is a name."""
    if not passage.written(index).istitle() or bare(passage, following) in name_words().given:
        return False
    if shape_of(passage.written(following)) is not Shape.CAPITAL:
        return False
    if following + 1 >= len(passage.words):
        return passage.gap(following) == " " and index == 0 and bare(passage, following) not in name_words().surnames
    after = passage.written(following + 1)
    return passage.gap(following + 1) == " " and after[0].isupper() and len(after) > 1 and not (
        bare(passage, following + 1) in name_words().surnames
    )


def _is_verb(passage: Passage, index: int) -> bool:
    """ "Patient Will Need Numbing", "Patient May 12"."""
    return passage.words[index] in {"will", "may", "can"} and not passage.has(
        index + 1, _words("came was had is has presented who with aged developed returned did")
    )


def _initials_at(passage: Passage, index: int) -> Iterator[Hit]:
    start = passage.spans[index][0]
    dotted = _DOTTED.match(passage.cased, start)
    if dotted is not None and dotted[0].replace(".", "").replace(" ", "").lower() not in _NO_DOTTED:
        yield Hit("name", *dotted.span())
        return
    written = passage.written(index)
    if len(written) == 2 and written.isalpha() and written.isupper() and written.lower() not in name_words().acronyms:
        if written.lower() not in name_words().devices:
            yield Hit("name", *passage.spans[index])
    # "patient A" and "patient B" are the writer's own labels; "pt T. came" is somebody.
    elif shape_of(written) is Shape.INITIAL and written not in "ABCDIFMNVXY":
        if passage.cased[start + 1 : start + 2] == "." and passage.cased[start + 3 : start + 4].islower():
            yield Hit("name", start, start + 1)


def _of_relative(passage: Passage, index: int) -> Iterator[Hit]:
    """ "her husband John"."""
    before = index - 1
    if passage.words[index] == "law":
        if passage.words[max(0, index - 2) : index] != passage.words[0:0] and passage.has(before, frozenset({"in"})):
            before = index - 3
        else:
            return
    own = passage.has(before, frozenset({"my"})) and passage.words[index] in _OWN_FAMILY
    if not own and not passage.has(before, _THEIRS) and not passage.has(before - 1, _words("her his their")):
        return
    if index + 1 < len(passage.words) and passage.gap(index + 1) in (" ", ", ", " (", ": "):
        yield from _patients_name(passage, index + 1, after_person)


def _called(passage: Passage, index: int) -> Iterator[Hit]:
    """ "pt named Zoe", "a lady called Maria", "goes by Kat"."""
    if passage.words[index] == "by" and not passage.has(index - 1, _words("goes go went known")):
        return
    nearby = passage.words[max(0, index - 4) : index]
    if any(word in _PEOPLE for word in nearby) and index + 1 < len(passage.words) and passage.gap(index + 1) == " ":
        believed = after_name_is if passage.words[index] == "named" else _called_name
        yield from _patients_name(passage, index + 1, believed)


def _called_name(word: str, shape: Shape) -> bool:
    """ "the patient called Monday" telephoned; small letters have to be a known name."""
    return after_person(word, shape)


def _name_is(passage: Passage, index: int) -> Iterator[Hit]:
    """ "her name is Maria", "Name: Maria K", "surname Example"."""
    if any(word in _OTHER_NAMES for word in passage.words[max(0, index - 2) : index]):
        return
    following = index + 1
    if following >= len(passage.words) or len(passage.gap(following)) > 3 or ". " in passage.gap(following):
        return
    linked = passage.words[index] != "name" or passage.written(index).endswith("'s") or not passage.gap(following).isspace()
    while passage.has(following, _NAME_LINK):
        following += 1
        linked = True
    yield from _patients_name(passage, following, after_name_is if linked else after_person)


def _initials(passage: Passage, index: int) -> Iterator[Hit]:
    """ "initials J.S."."""
    match = _INITIALS.match(passage.cased, passage.spans[index][1])
    if match is not None and not passage.has(index - 1, _words("my our device")):
        yield Hit("name", *match.span(1))


def _given(passage: Passage, index: int) -> Iterator[Hit]:
    """A first name without a cue word, where an age, a complaint or a visit stands beside it."""
    if passage.has(index - 1, _COLLEAGUES) or passage.cased[max(0, passage.spans[index][0] - 1)] in "@#_/":
        return
    shape = shape_of(passage.written(index))
    if shape is Shape.OTHER:
        return
    name = name_from(passage, index, is_given)
    if name is None:
        return
    before = passage.lower[max(0, name.start - 30) : name.start]
    if (
        _AGE_FOLLOWS.match(passage.lower, name.end)
        or (shape is not Shape.SMALL and _FOLLOWED.match(passage.lower, name.end))
        or _AGE_BEFORE.search(before)
        or _is_treated(passage, index, name)
    ):
        yield name


def _is_treated(passage: Passage, index: int, name: Hit) -> bool:
    last = passage.word_at(name.end - 1)
    if passage.written(last).endswith("'s"):
        return passage.has(last + 1, _SKIN_AND_MORE)
    if passage.has(index - 1, _TREATED):
        return True
    return passage.has(index - 1, _SAW) and (
        last + 1 == len(passage.words) or passage.has(last + 1, _WHEN)
    )


def _before_record(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Anna Example, DOB 3/4/1980", "EXAMPLE Anna MRN 12345"."""
    if index == 0 or passage.gap(index) not in (" ", ", ", " (", " - ", ": ", "; ", ". "):
        return
    first = index - 1
    while first > 0 and index - first < 3 and passage.gap(first) in (" ", ", ", "-") and _looks_a_name(passage, first - 1):
        first -= 1
    if not _looks_a_name(passage, first):
        return
    names = name_words()
    if index - first > 1 or bare(passage, first) in names.given:
        yield from _patients_name(passage, first, _looks_written_so)


def _looks_a_name(passage: Passage, index: int) -> bool:
    return _looks_written_so(bare(passage, index), shape_of(passage.written(index)))


def _looks_written_so(word: str, shape: Shape) -> bool:
    return shape in (Shape.CAPITAL, Shape.CAPITALS) and (is_given(word, shape) or after_person(word, Shape.CAPITAL)) and (
        word not in _PATIENTS and word not in date_words().born
    )


def _picture(passage: Passage, index: int) -> Iterator[Hit]:
    """A name within a picture's file name: "maria_before.jpg"."""
    first = index
    while first > 0 and index - first < 6 and passage.gap(first) in ("_", "-", ".", "__"):
        first -= 1
        if bare(passage, first) in name_words().given:
            yield Hit("name", *passage.spans[first])


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _TITLES | _DOUBTFUL_TITLES, _titled
    yield _PATIENTS, _of_patient
    yield _RELATIVES, _of_relative
    yield _words("named called by"), _called
    yield _words("name surname names"), _name_is
    yield _words("initials"), _initials
    given = name_words().given
    yield given | {name + "s" for name in given}, _given
    yield date_words().born | _words("mrn nhs ssn"), _before_record
    yield _words("jpg jpeg png heic mov mp4 pdf"), _picture
