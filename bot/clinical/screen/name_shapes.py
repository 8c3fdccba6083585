"""Which words can be a person's name, and how far a name reaches. Who it belongs to is for `names` to say."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import Hit, Passage, listed
from bot.clinical.screen.vocabulary import name_words

_MOST_WORDS: Final = 4
# Endings of ordinary words, so that not every noun has to be listed. Names that end so are among the known ones.
_ORDINARY_ENDINGS: Final = (
    *("tion", "sion", "tions", "ment", "ments", "ness", "ity", "ities", "ing", "ings", "ology", "osis", "itis", "emia"),
    *("able", "ible", "ance", "ence", "ious", "eous", "ful", "less", "ive", "ical", "ally", "graphy", "ship", "ware"),
    *(
        "ed",
        "ly",
        "ous",
        "ism",
        "ist",
        "ists",
        "ese",
        "ian",
        "ology",
        "metry",
        "plasty",
        "scopy",
        "caine",
        "mab",
    ),
)
_OF_MEDICINE: Final = (
    *("oma", "omas", "osis", "itis", "ectasia", "ectasias"),
    *("icum", "osus", "osum", "atum", "atus", "iformis", "planus", "pilaris"),
)
_OF_NAMES: Final = ("eed", "med", "fred")  # Saeed, Hamed, Winnifred
_OF_VERBS: Final = ("ed", "ly")
PARTICLES: Final = frozenset(
    {"de", "da", "di", "du", "del", "della", "la", "le", "van", "von", "der", "den", "bin", "el"}
)
_CAPITAL_PARTICLES: Final = frozenset({"al", "el", "ben", "abu", "bin"})
_LONGEST_SYLLABLE: Final = 6
_CONTRACTED: Final = ("'ve", "'ll", "'re", "'m", "'d", "n't")
_ARTICLES: Final = frozenset({"a", "i"})
_MIXED_CASE: Final = LatePattern(r"(?:Mc|Mac|De|Di|La|Le|Van|O'|D'|L')[A-Z][a-z]+(?:'s)?")
# "Hori's nevus", "Nikolsky's sign": an eponym.
_EPONYM_FOLLOWED: Final = listed(
    "nevus naevus disease syndrome sign phenomenon spots lines palsy macules contracture criteria scale "
    "classification "
    "technique method solution mask reaction law test score index type types patch amputation light"
)
# What follows a device's name, where a patient's would be followed by what she did.
_DEVICE_FOLLOWED: Final = listed(
    "settings setting laser lasers handpiece handpieces parameters protocol machine device treatment treatments "
    "tip hybrid "
    "platform system pass passes at with pico filter mode nm"
)


class Shape(enum.Enum):
    """How a word is written."""

    CAPITAL = enum.auto()
    CAPITALS = enum.auto()
    INITIAL = enum.auto()
    SMALL = enum.auto()
    OTHER = enum.auto()


Believed = Callable[[str, Shape], bool]
"""Whether a word, in small letters and as it is shaped, is believed to be a name at this place."""


def shape_of(written: str) -> Shape:
    """How a word is written; what has digits or inner capitals in it is something else than a name."""
    letters = written.replace("'", "")
    if not letters.isalpha() or written.endswith(_CONTRACTED):
        return Shape.OTHER
    if letters.isupper():
        return Shape.INITIAL if len(letters) == 1 else Shape.CAPITALS
    if letters.islower():
        return Shape.SMALL
    # The second half of "Fitzgerald-Jones" and of "D'Arcy" begins anew.
    if letters[0].isupper() and (
        letters[1:].islower() or _MIXED_CASE.fullmatch(written) or _is_possessive_of_capitals(written)
    ):
        return Shape.CAPITAL
    return Shape.OTHER


def _is_possessive_of_capitals(written: str) -> bool:
    return written.endswith("'s") and written[:-2].isupper()


def is_known(word: str, shape: Shape) -> bool:
    """A given name or surname that is no ordinary word, whatever its capitals."""
    names = name_words()
    return shape is not Shape.OTHER and (word in names.given or (word in names.surnames and word not in names.never))


def is_capital_given(word: str, shape: Shape) -> bool:
    """A given name that is no ordinary word, with a capital."""
    return shape is Shape.CAPITAL and word in name_words().given


def looks_a_name(word: str, shape: Shape) -> bool:
    """Written as a name is, and no ordinary word."""
    return shape in (Shape.CAPITAL, Shape.CAPITALS) and after_person(word, Shape.CAPITAL)


def is_given(word: str, shape: Shape) -> bool:
    """A given name that is no ordinary word, whatever its capitals."""
    return shape is not Shape.OTHER and word in name_words().given


def after_title(word: str, shape: Shape) -> bool:
    """After "Mrs": nearly everything, for nothing else is called so."""
    names = name_words()
    if shape is Shape.CAPITAL:
        is_thing = word in names.devices and word not in names.given | names.also_words | names.surnames
        return not is_thing  # "our old Mr Laser"
    if shape is Shape.INITIAL:
        return word != "i"
    if word in names.surnames or word in names.given or word in names.also_words:
        return shape is not Shape.OTHER
    return (
        shape in (Shape.CAPITALS, Shape.SMALL) and len(word) != 2 and word not in _ARTICLES and not _is_ordinary(word)
    )


def after_doubtful_title(word: str, shape: Shape) -> bool:
    """After "Miss" and "Ms", which are a verb and a unit as well."""
    names = name_words()
    if shape is Shape.INITIAL:
        return word != "i"
    if word in names.surnames or word in names.given:
        return shape is not Shape.OTHER
    return shape is Shape.CAPITAL and word not in names.never and word not in names.devices


def after_name_is(word: str, shape: Shape) -> bool:
    """After "named" and "her name is": a small letter will do."""
    names = name_words()
    if word in names.devices and word not in names.given and word not in names.also_words:
        return False
    if shape in (Shape.CAPITAL, Shape.CAPITALS):
        return word not in names.never or word in names.surnames
    if shape is Shape.INITIAL:
        return word not in {"i", "a"}
    return shape is Shape.SMALL and (is_known(word, shape) or (len(word) > 2 and not _is_ordinary(word)))


def after_person(word: str, shape: Shape) -> bool:
    """After "patient" or "husband", where most words with a capital are something else."""
    names = name_words()
    if shape is Shape.CAPITAL:
        if word in names.given or word in names.also_words:
            return True
        if word in names.surnames:
            return word not in names.never
        return not _is_ordinary(word)
    if shape is Shape.CAPITALS and word in names.surnames:
        return word not in names.never and len(word) > 3
    return shape in (Shape.CAPITALS, Shape.SMALL) and word in names.given


def after_kin(word: str, shape: Shape) -> bool:
    """After "her sister": as after "patient", and with the ending of an ordinary word too, as "Blessing"."""
    names = name_words()
    is_thing = word in names.never or word in names.devices or word in names.acronyms or word.endswith(_OF_VERBS)
    return (shape is Shape.CAPITAL and not is_thing) or after_person(word, shape)


def _is_ordinary(word: str) -> bool:
    names = name_words()
    return (
        word in names.never
        or word in names.devices
        or word in names.acronyms
        or (len(word) > 4 and word.endswith(_ORDINARY_ENDINGS) and not word.endswith(_OF_NAMES))
    )


def is_medical(word: str) -> bool:
    """Whether it is what is treated or what went wrong."""
    return word in name_words().medical or word.endswith(_OF_MEDICINE)


def is_new(word: str, shape: Shape) -> bool:
    """A capital and no word that is known here: not of medicine, of devices or of every day."""
    return shape is Shape.CAPITAL and after_person(word, shape) and not is_medical(word)


def is_new_in_capitals(passage: Passage, index: int) -> bool:
    """As `is_new`, all in capitals: "PATIENT: EXAMPLE MARIA"."""
    word = bare(passage, index)
    written_so = shape_of(passage.written(index)) is Shape.CAPITALS and len(word) > 2
    return written_so and after_person(word, Shape.CAPITAL) and not is_medical(word)


def bare(passage: Passage, index: int) -> str:
    """The word without "'s"."""
    if index >= len(passage.words):
        return ""
    word = passage.words[index]
    return word[:-1] if passage.written(index).endswith("'s") else word


def name_from(passage: Passage, index: int, believed: Believed) -> Hit | None:
    """The name that begins with this word, where it is believed to be one."""
    if index >= len(passage.words):
        return None
    start = passage.starts[index]
    if passage.has(index, PARTICLES) and passage.gap(index + 1) == " ":
        index += 2 if passage.has(index + 1, PARTICLES) else 1  # "Mrs de la Example"
        if not passage.written(index)[:1].isupper():
            return None
    word, shape = bare(passage, index), shape_of(passage.written(index))
    if not believed(word, shape) or _is_eponym(passage, index):
        return None
    last = _last_of_name(passage, index, shape)
    if _is_device(passage, index, last):
        return None
    end = passage.ends[last]
    if passage.written(last).endswith("'s"):
        end -= 2
    return Hit("name", start, end)


def _is_eponym(passage: Passage, index: int) -> bool:
    return passage.has(index + 1, _EPONYM_FOLLOWED) and passage.gap(index + 1) == " "


def _is_device(passage: Passage, index: int, last: int) -> bool:
    names = name_words()
    if bare(passage, index) not in names.devices:
        return False
    if last > index:
        start, end = passage.starts[index], passage.ends[last]
        return any(catalogue().found_in(passage.cased[start:end]))
    following = passage.words[index + 1 : index + 2]
    return any(
        word in _DEVICE_FOLLOWED or word in names.devices or word[0].isdigit() for word in following
    ) and passage.gap(index + 1) in (" ", "-")


def _last_of_name(passage: Passage, index: int, shape: Shape) -> int:
    last = index
    while last + 1 < len(passage.words) and last + 1 - index < _MOST_WORDS:
        if passage.written(last).endswith("'s"):
            break
        if _continues(passage, last + 1, shape):
            last += 1
        elif (
            passage.has(last + 1, PARTICLES) and last + 2 < len(passage.words) and _continues(passage, last + 2, shape)
        ):
            last += 2
        else:
            break
    return last


def _continues(passage: Passage, index: int, first: Shape) -> bool:
    gap = passage.gap(index)
    word, shape = bare(passage, index), shape_of(passage.written(index))
    names = name_words()
    if gap == ", ":  # "Smith, John"
        return shape is Shape.CAPITAL and word in names.given and bare(passage, index - 1) not in names.given
    after_initial = shape_of(passage.written(index - 1)) is Shape.INITIAL
    if gap not in (" ", "-") and not (after_initial and gap in (". ", ".")):
        return False
    if word in {"f", "m"} and passage.words[index + 1 : index + 2] and passage.words[index + 1].isdigit():
        return False  # "Anna Example F/27"
    if shape is Shape.INITIAL:
        return word not in "ivx" or passage.gap(index + 1).startswith(".") if index + 1 < len(passage.words) else True
    if gap == "-" and shape is Shape.SMALL and len(word) < _LONGEST_SYLLABLE:
        return first is Shape.CAPITAL  # "Hye-jin"
    if shape is Shape.CAPITAL:
        is_name = word in names.given or word in names.surnames
        if word in _CAPITAL_PARTICLES and shape_of(passage.written(index + 1)) is Shape.CAPITAL:
            return True  # "Nasser Al-Example"
        return is_name or not (word in names.never or word in names.devices or word in names.acronyms)
    if shape is Shape.CAPITALS:
        return first in (Shape.CAPITALS, Shape.INITIAL) and not _is_ordinary(word)
    return shape is Shape.SMALL and first is Shape.SMALL and word in names.surnames and word not in names.never
