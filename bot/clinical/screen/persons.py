"""Whoever is named where skin, a treatment or a visit is told of: a patient, unless something says it is a colleague.

"danielle burned again on the shins", "Courtney Example showed up with a droop", "did anyone else treat svetlana
example": no word need announce them. What makes a colleague of somebody stands in `colleagues`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from bot.clinical.screen import name_shapes, told_names
from bot.clinical.screen.colleagues import (
    REACH,
    Name,
    is_addressed,
    is_at_work,
    is_led,
    words_around,
)
from bot.clinical.screen.full_names import is_known_word, is_of_name
from bot.clinical.screen.introduced import OFFICES
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, bare, shape_of
from bot.clinical.screen.names import TITLES
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import colleague_words, name_words, place_words

_MOST_WORDS: Final = 3  # beside the one that is known
_TITLES: Final = TITLES | OFFICES
_JOINS: Final = frozenset({" ", "-"})
_SHORTEST_IN_CAPITALS: Final = 5  # letters: "TIA" and "ASA" are shorter
_PARTICLES: Final = listed("al el ben bin abu de da van von")
# Endings that hardly any other word has: with a given name before it, such a word needs no capital.
_OF_SURNAMES: Final = (
    *("owicz", "ewicz", "ovich", "evich", "ovic", "opoulos", "opoulou", "akis", "idis", "idou", "enko", "czyk"),
    *("wski", "wska", "skaya", "skiy", "ova", "eva", "owa", "witz", "stein", "baum", "oglu", "ssian", "qvist"),
    *("sson", "dottir", "ashvili", "swamy", "murthy", "ullah", "uddin"),
)
_SHORTEST_SURNAME: Final = 6
# No initials, in small letters: "maria i think", "jen f", "chris m 54".
_NO_INITIALS: Final = listed("a i u r n w y x v")
_BEHIND_INITIALS: Final = frozenset({", ", " (", ": ", " - "})
_BEFORE_INITIALS: Final = frozenset({" ", ": ", "\n", "", " (", ", "})
_SEXES: Final = listed("f m")

# What is done with a patient and to one, beside what the skin and the medicine say.
_OF_PATIENTS: Final = listed(
    "treat treated treating cancels booked rebooked appt appointment cancelled canceled reschedule rescheduled "
    "waiting room refund deposit texted emailed phoned rang messaged consent consented pics pic photo photos selfie "
    "selfies script tan tanned lasered came "
    "cried fainted blistered burned burnt peeled healed tolerated bruised reacted swelled crusted returned bikini "
    "legs underarms lips tx tx2 tx3 tx4 session complains complained numbing ice emla smell hurt hurts pain felt "
    "crusting pregnant breastfeeding wants pt patient client ring name file chart toning dob mrn hairs ingrown ingrowns"
)
# What is booked under a name: right beside it.
_TREATMENTS: Final = listed(
    "botox tox filler fillers lhr peel peels ipl bbl co2 laser fraxel halo moxi morpheus microneedling hifu thermage "
    "prp sculptra hydrafacial toning pico yag alex diode pdl consult consultation"
)
_TREATMENT_WITHIN: Final = 6  # words
_TO_THEM: Final = listed("about to with for its thats shes hes whos")
_SETTINGS: Final = listed("mm j ms nm mj passes roller")
_PARTICULARS: Final = LatePattern(
    r",? ?\(?(?:(?:dob|d\.o\.b|born|b\.|mrn|nhs|ssn|tel|ph|mob|phone|mobile|cell)\b|\d{1,2}[./-]\d{1,2}[./-](?:19|"
    r"20)?\d\d\b|"
    r"[\w.+-]+@|<[\w.+-]+@|\+\d{2}|0\d{3,}|\(0?\d{3}\)|\d{3}-\d{3})"
)
_AGE_FOLLOWS: Final = LatePattern(
    r"(?:,|\.| is| -|:)? ?\(?(?:aged? |an? |our |now )?\d\d ?(?:-? ?(?:yo|y/?o|yrs?|years?|[fm])"
    r"(?![a-z]| (?:of|in|exp|as|practi|doing|with lasers))|\)|,(?! ?\d)|;|"
    r"[ /]?(?:female|male)\b)"
)
_AGE_BEFORE: Final = LatePattern(
    r"\b\d\d ?-?(?:yo|y/?o|yr old|year[ -]?old)(?: ?[fm])?[ ,:]{1,2}$|\b\d\d ?[fm][ ,:]{1,2}$"
)
_LINE_LEAD: Final = LatePattern(r"(?:^|\n|[.;,] )[ ]?(?:\d{1,2}(?::\d\d)?[.)]?|[-*•])? ?$")
_PATIENT: Final = listed("patient client pt")
_IT_IS: Final = listed("its thats shes hes whos heres theres")
_FAMILIES: Final = listed("twins sisters brothers siblings family girls boys couple")
_PARTICULAR: Final = listed("dob mrn birthday chart file record card consent")
_SEEN: Final = listed("seeing reviewing")  # "Thank you for seeing Anna Example"
_GAVE: Final = listed("give gave giving prescribed told warned reassured put")
_SUBJECTS: Final = listed("re subject regarding")
_REFERRED: Final = listed("referred referring treated lasered injected retreated burned burnt")
_SENT: Final = listed("sent referred brought")
_WRITER: Final = listed("me us")


def named(passage: Passage, index: int) -> Iterator[Hit]:
    """A patient's name, in full or a given name alone, that has this word in it."""
    if passage.gap(index) in _JOINS and _begins_before(passage, index):
        return  # asked at the first of them
    if passage.has(index, OFFICES):
        return
    name = _in_capitals(passage, index) if passage.is_capital(index) else _in_small(passage, index)
    if name is None or _is_a_thing(passage, name):
        return
    if not _is_in_full(passage, name) and not _has_given(passage, name):
        return
    if not _is_of_a_chart(passage, name) and is_led(passage, name):
        return
    if not _is_plainly_a_patient(passage, name) and is_addressed(passage, name):
        return
    if _is_surely_told_of(passage, name) or (not is_at_work(passage, name) and _is_told_of(passage, name)):
        end = passage.ends[name.last]
        yield Hit("name", passage.starts[name.first], end - 2 if passage.written(name.last).endswith("'s") else end)


def _has_given(passage: Passage, name: Name) -> bool:
    is_theirs = passage.written(name.first - 1).endswith("'s") and not passage.has(name.first - 1, _IT_IS)
    if name.first == name.last and is_theirs and passage.gap(name.first) == " ":
        return False  # "DEKA's Marco", "FDA's MAUDE"
    if passage.has(name.last + 1, _FAMILIES) and passage.gap(name.last + 1) == " ":
        return True  # "the Example twins"
    return any(bare(passage, place) in name_words().given for place in range(name.first, name.last + 1))


def initial_first(passage: Passage, index: int) -> Iterator[Hit]:
    """ "W. Example, telangiectasia": an initial and a name that no list knows."""
    if not passage.is_capital(index) or passage.gap(index + 1) != ". " or passage.gap(index) not in _BEFORE_INITIALS:
        return
    following = index + 1
    if passage.gap(index + 2) not in _BEHIND_INITIALS or (index and passage.words[index - 1][-1].isdigit()):
        return
    if not name_shapes.is_new(bare(passage, following), shape_of(passage.written(following))):
        return
    name, after = Name(index, following), passage.words[following + 1 : following + 5]
    if not (
        is_led(passage, name) or is_addressed(passage, name) or is_at_work(passage, name)
    ) and told_names.tells_of_skin(after):
        yield Hit("name", passage.starts[index], passage.ends[following])


def _begins_before(passage: Passage, index: int) -> bool:
    if passage.written(index - 1).endswith("'s"):
        return False
    if passage.is_capital(index) != passage.is_capital(index - 1) and passage.gap(index) != "-":
        return False
    return is_known_word(passage, index - 1) or looks_a_surname(passage.words[index - 1])


def _in_capitals(passage: Passage, index: int) -> Name | None:
    first = last = index
    while index - first < _MOST_WORDS and passage.gap(first) in _JOINS and _leads(passage, first - 1):
        first -= 1
    while first < index and not passage.is_capital(first):
        first += 1
    while last - index < _MOST_WORDS and _goes_on(passage, last + 1):
        last += 1
    while last > index and shape_of(passage.written(last)) is Shape.CAPITALS and _is_short(passage, last):
        last -= 1  # "Patel MBBS"
    while last > index and not passage.is_capital(last) and passage.gap(last) != "-":
        last -= 1
    if (
        last > index
        and passage.has(last, _SEXES)
        and passage.words[last + 1 : last + 2]
        and passage.words[last + 1][0].isdigit()
    ):
        last -= 1  # "Anna Example F/27"
    if first < index and (first == 0 or passage.gap(first) != " ") and not is_known_word(passage, first):
        # At the head of a sentence every word has a capital: "Remember Bianca".
        first = index if passage.has(index, name_words().given) else first
    first = _surname_first(passage, first)
    written = [shape_of(passage.written(place)) for place in range(first, last + 1)]
    if all(shape is not Shape.CAPITAL for shape in written):
        known = sum(is_known_word(passage, place) for place in range(first, last + 1))
        if known < 2 and (first < last or _is_short(passage, first)):
            return None  # "PICO TONING", "TIA"
    return Name(first, last)


def _surname_first(passage: Passage, first: int) -> int:
    """ "Name: Example, Maj-Britt", where a row of names goes on."""
    surname = first - 1
    if passage.gap(first) != ", " or not passage.has(first, name_words().given) or not _leads(passage, surname):
        return first
    while passage.gap(surname) in _JOINS and _leads(passage, surname - 1):
        surname -= 1
    opens = surname == 0 or passage.gap(surname)[-2:] in (": ", "- ", ". ", '"', ' "') or "\n" in passage.gap(surname)
    names = name_words()
    return surname if opens and not passage.has(surname, names.given | names.also_words) else first


def _leads(passage: Passage, index: int) -> bool:
    if (
        passage.has(index, colleague_words().leads)
        or passage.has(index, _TITLES)
        or passage.written(index).endswith("'s")
    ):
        return False
    is_written_so = passage.is_capital(index) or passage.gap(index) == "-"  # "Eun-ji Example"
    return is_written_so and is_of_name(passage, index)


def _goes_on(passage: Passage, index: int) -> bool:
    before, gap = passage.written(index - 1), passage.gap(index)
    if before.endswith("'s"):
        return False
    if gap in (". ", "."):
        return shape_of(before) is Shape.INITIAL and is_of_name(passage, index)
    return gap in _JOINS and (is_of_name(passage, index) or _is_behind_given(passage, index))


def _is_behind_given(passage: Passage, index: int) -> bool:
    """ "Emil Lundquist", which ends as a word does."""
    names, word = name_words(), bare(passage, index)
    is_word = word in names.never or word in names.devices or word in names.acronyms or name_shapes.is_medical(word)
    is_capital = shape_of(passage.written(index)) is Shape.CAPITAL
    return is_capital and not is_word and passage.has(index - 1, names.given)


def _is_short(passage: Passage, index: int) -> bool:
    return (len(passage.words[index]) < _SHORTEST_IN_CAPITALS and not is_known_word(passage, index)) or (
        len(passage.words[index]) < 4
    )


def _in_small(passage: Passage, index: int) -> Name | None:
    """ "danielle", "ruth example", "giannis p.", "noor al-example", "cheryl-ann m"."""
    names, last = name_words(), index
    if bare(passage, index) not in names.given:
        return Name(index, index) if passage.has(index + 1, _FAMILIES) else None
    while last - index < _MOST_WORDS and passage.gap(last + 1) in _JOINS and not passage.written(last).endswith("'s"):
        following = bare(passage, last + 1)
        is_surname = (following in names.surnames and following not in names.never) or looks_a_surname(following)
        if passage.has(last + 1, _PARTICLES) and passage.gap(last + 2) in _JOINS and last + 2 < len(passage.words):
            return Name(index, last + 2)
        if is_surname or _is_small_initial(passage, last + 1):
            return Name(index, last + 1)
        if following not in names.given:
            break
        last += 1
    return Name(index, last)


def _is_small_initial(passage: Passage, index: int) -> bool:
    word = passage.words[index] if index < len(passage.words) else ""
    if len(word) != 1 or not word.isalpha():
        return False
    if word in _NO_INITIALS:
        return passage.gap(index + 1)[:1] == "." or passage.cased[passage.ends[index] :] == "."
    return word not in _SEXES or not passage.words[index + 1 : index + 2] or not passage.words[index + 1][0].isdigit()


def looks_a_surname(word: str) -> bool:
    """By its ending: a surname that no list needs to have."""
    return len(word) >= _SHORTEST_SURNAME and word.isalpha() and (word.endswith(_OF_SURNAMES) or word.startswith("mc"))


def _is_in_full(passage: Passage, name: Name) -> bool:
    """Whether it is a name without a given name too: "Kirby-Desai" is an eponym, and "Tanner H" an author."""
    if all(passage.gap(place) == "-" for place in range(name.first + 1, name.last + 1)):
        return False
    if len(passage.words[name.last]) == 1 and passage.is_capital(name.last):
        return any(passage.has(place, name_words().given) for place in range(name.first, name.last))
    is_opening = name.first == 0 or passage.gap(name.first) not in (" ", ", ")
    if is_opening and not _has_given(passage, name):  # "Das Gerät"
        return all(is_known_word(passage, place) for place in range(name.first, name.last + 1))
    return True


def _is_a_thing(passage: Passage, name: Name) -> bool:
    """ "Mona Lisa", "retinol from Paula's Choice", "Adelaide"."""
    if " ".join(passage.words[name.first : name.first + 2]) in name_words().things:
        return True
    return name.first == name.last and (
        passage.has(name.first, place_words().cities | place_words().regions)
        or passage.has(name.first, name_words().devices)
    )


def _is_plainly_a_patient(passage: Passage, name: Name) -> bool:
    """Whether what stands right beside the name is a patient's alone, whatever they do: an age, a number, a burn."""
    first, last = name.first, name.last
    start, end = passage.starts[first], passage.ends[last]
    if _AGE_FOLLOWS.match(passage.lower, end) or _PARTICULARS.match(passage.lower, end):
        return True
    if _AGE_BEFORE.search(passage.lower, max(0, start - 24), start):
        return True
    if passage.has(last + 1, told_names.FARED) and passage.has(last + 2, told_names.HOW):
        return True
    if passage.has(last + 1, told_names.BEFALLS) or passage.words[last + 1 : last + 3] == ["showed", "up"]:
        return True
    return _is_of_a_chart(passage, name) or passage.has(first - 1, _SEEN)


def _is_surely_told_of(passage: Passage, name: Name) -> bool:
    """Whether hardly anybody but a patient can be meant by what stands beside the name."""
    if _is_plainly_a_patient(passage, name):
        return True
    first, last, end = name.first, name.last, passage.ends[name.last]
    if passage.has(first - 1, _SUBJECTS) and passage.gap(first) in (": ", " - ", " "):
        return True
    if told_names.SKIN_TYPE.match(passage.lower, end):
        return True
    if passage.has(first - 1, _REFERRED) or (passage.has(first - 1, _WRITER) and passage.has(first - 2, _SENT)):
        return True
    before, _ = words_around(passage, name)
    if not colleague_words().near.isdisjoint(before):
        return False
    following = passage.words[last + 1 : last + 5]
    if not _PATIENT.isdisjoint(following):
        return True  # "names Anna Example as the patient and our intern as the operator"
    near = following[:1] if passage.gap(last + 1) in (" ", ", ") else following[:2]
    return told_names.tells_of_skin(near) and colleague_words().near.isdisjoint(following)


def _is_of_a_chart(passage: Passage, name: Name) -> bool:
    """ "the chart of Anna says"."""
    return passage.is_one_of(name.first - 1, "of") and passage.has(name.first - 2, _PARTICULAR)


def _is_told_of(passage: Passage, name: Name) -> bool:
    """Whether the sentence, or the next where it goes on about them, tells of skin, of a treatment or of a visit."""
    first, last, words = name.first, name.last, passage.words
    before, after = words_around(passage, name)
    start, stop = passage.sentence_around(first, last)
    if not after and before[-1:] == ["on"] and "update" in before:
        return True
    if first < last or start == first or (before and before[-1] in _TO_THEM):
        after = words[last + 1 : last + 1 + REACH]  # the next sentence goes on about them
    if told_names.tells_of_skin(before) or told_names.tells_of_skin(after):
        return True
    if not _OF_PATIENTS.isdisjoint(before) or not _OF_PATIENTS.isdisjoint(after):
        return True
    if not _TREATMENTS.isdisjoint(after[:_TREATMENT_WITHIN]) or not _TREATMENTS.isdisjoint(before[-_TREATMENT_WITHIN:]):
        return True
    beginning = passage.starts[first]
    is_led = _LINE_LEAD.search(passage.lower, max(0, beginning - 8), beginning) is not None
    if (is_led or before[-1:] == ["for"]) and not _SETTINGS.isdisjoint(after):
        return True
    if passage.has(first - 1, _GAVE) and after and after[0] != "that":
        return True
    return told_names.tells_of_somebody(after, words[stop : stop + 3], before)


class _Known(Container[str]):
    """Given names and surnames, and the same with the s of what is theirs."""

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return self._has(word) or (word[-1:] == "s" and word != "this" and self._has(word[:-1]))

    def _has(self, word: str) -> bool:
        names = name_words()
        return word in names.given or (word in names.surnames and word not in names.never) or looks_a_surname(word)


def rules() -> Iterator[tuple[Container[str], CueRule]]:
    """The rule with the words that call it."""
    yield _Known(), named
    yield frozenset("abcdefghklmnopqrstuwyz"), initial_first  # "J" is a joule
