"""Whoever is named where skin, a treatment or a visit is told of: a patient, unless something says it is a colleague.

"danielle burned again on the shins", "Courtney Example showed up with a droop", "did anyone else treat svetlana
example": no word need announce them. What makes a colleague of somebody stands in `colleagues`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.full_names import is_known_word, is_of_name
from bot.clinical.screen.introduced import OFFICES
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.led_names import is_led
from bot.clinical.screen.name_shapes import Shape, bare, shape_of
from bot.clinical.screen.names import TITLES
from bot.clinical.screen.passage import CueRule, Hit, Name, Passage, listed
from bot.clinical.screen.patients import SKIN_TYPE, has_my_hour, tells_of_skin
from bot.clinical.screen.verdict import is_a_colleagues, is_a_patients
from bot.clinical.screen.vocabulary import colleague_words, device_words, name_words, place_words

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
_BEHIND_INITIALS: Final = frozenset({", ", " (", ": ", " - ", " – "})
_OF_HOURS: Final = frozenset({":", ".", "h"})
_MY: Final = listed("my")
_FROM_AWAY: Final = listed("from at in on tomorrow next")  # "is back from leave", "is back on Monday"
_BACK: Final = (["is", "back"], ["came", "back"], ["back", "again"])
_BEFORE_INITIALS: Final = frozenset({" ", ": ", "\n", "", " (", ", "})
_PILLS: Final = listed("yasmin diane")
_OF_PILLS: Final = listed("pcos hirsutism pill ocp contraceptive contraception spironolactone androgens")
_LA: Final = listed("la une cette")
# "Peau claire", "macchia bianca".
_COLOURED: Final = listed("peau peaux teint tache taches pelle macchia macchie carnagione piel mancha manchas")
_WHERE: Final = listed("on in at off near")
_REGISTERS: Final = frozenset({"MAUDE"})  # of adverse events, at the FDA
_SEXES: Final = listed("f m")
_BOOKED: Final = listed("session treatment appointment appt slot")  # "Second session for A. Example on"

# "J'ai testé" is no Jai.
_CONTRACTED: Final = LatePattern(r"[cjlmnst]'[a-z]{2}")
_IS: Final = listed("is was")
_ARTICLES: Final = listed("the our my")
_IT_IS: Final = listed("its thats shes hes whos heres theres")
_OF_TOWNS: Final = listed("hill hills park creek beach valley city lake bay falls springs island heights field wood")
_LABEL_REACH: Final = 4  # words
_ON_LABELS: Final = listed("swab biopsy bloods lab sample specimen booked dob mrn mr hn nhs seen consult ward")
_SAW: Final = listed("saw seen treated lasered injected reviewed")
_WHEN_SEEN: Final = listed("this today yesterday again back for with on at last")
_FAMILIES: Final = listed("twins sisters brothers siblings family girls boys couple")


def named(passage: Passage, index: int) -> Iterator[Hit]:
    """A patient's name, in full or a given name alone, that has this word in it."""
    if passage.gap(index) in _JOINS and _begins_before(passage, index):
        return  # asked at the first of them
    if passage.has(index, OFFICES):
        return
    name = _in_capitals(passage, index) if passage.is_capital(index) else _in_small(passage, index)
    if name is None or _is_a_thing(passage, name) or _is_the_device(passage, name):
        return
    if not _is_in_full(passage, name) and not _has_given(passage, name):
        return
    if is_a_patients(passage, name) and not _CONTRACTED.match(passage.lower, passage.starts[index]):
        yield passage.name(name.first, name.last)


def _is_the_device(passage: Passage, name: Name) -> bool:
    """ "Booked on the Juliet": a laser that is called as people are."""
    before = name.first - 1
    return name.first == name.last and passage.written(before) == "the" and passage.gap(name.first) == " "


def also_a_word(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Grace Example developed a burn", "saw Grace today": a given name that is a word too."""
    if not passage.is_capital(index) or not (_has_surname(passage, index) or _is_seen(passage, index)):
        return
    name = Name(index, index + 1 if _has_surname(passage, index) else index)
    if not _is_a_thing(passage, name) and is_a_patients(passage, name):
        yield passage.name(name.first, name.last)


def _has_surname(passage: Passage, index: int) -> bool:
    """Whether a surname follows; "Cherry Hill" is a town."""
    following = index + 1
    word, shape = bare(passage, following), shape_of(passage.written(following))
    if passage.gap(following) != " " or shape is not Shape.CAPITAL or word in place_words().street | _OF_TOWNS:
        return False
    return word in name_words().surnames or name_shapes.is_new(word, shape)


def _is_seen(passage: Passage, index: int) -> bool:
    if has_my_hour(passage, Name(index, index)):
        return True
    return passage.has(index - 1, _SAW) and passage.has(index + 1, _WHEN_SEEN) and passage.gap(index) == " "


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
    is_booked = (passage.is_one_of(index - 1, "for") and passage.has(index - 2, _BOOKED)) or passage.is_one_of(
        index - 1, "rx"
    )
    is_timed = _stands_behind_an_hour(passage, index)
    is_back = passage.words[index + 2 : index + 4] in _BACK and not passage.has(index + 4, _FROM_AWAY)
    is_booked = is_booked or (is_timed and passage.says(_MY))
    if passage.gap(index + 2) not in _BEHIND_INITIALS and not is_booked and not is_back:
        return
    if index and passage.words[index - 1][-1].isdigit() and not is_timed:
        return
    if not name_shapes.is_new(bare(passage, following), shape_of(passage.written(following))):
        return
    name, after = Name(index, following), passage.words[following + 1 : following + 5]
    is_patients = (
        is_booked
        or is_back
        or tells_of_skin(after)
        or SKIN_TYPE.match(passage.lower, passage.ends[following]) is not None
    )
    if is_patients and not is_a_colleagues(passage, name):
        yield Hit("name", passage.starts[index], passage.ends[following])


def _stands_behind_an_hour(passage: Passage, index: int) -> bool:
    """ "09:30 S. Example", "my 9.30: S. Example": two numbers with a sign between, where "10 J. Example" has one."""
    minutes = passage.written(index - 1)
    return (
        len(minutes) == len("30")
        and minutes.isdigit()
        and passage.gap(index - 1) in _OF_HOURS
        and passage.written(index - 2).isdigit()
    )


def initial_last(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Lab: EXAMPLE A swab MRSA pos", as labels have it: a surname in capitals that is no other word here."""
    surname = index - 1
    if not passage.is_capital(index) or passage.gap(index) != " " or not passage.written(surname).isupper():
        return
    if len(passage.words[surname]) < _SHORTEST_IN_CAPITALS or not name_shapes.is_new_in_capitals(passage, surname):
        return
    behind = passage.words[index + 1 : index + 1 + _LABEL_REACH]
    is_amid_capitals = passage.written(surname - 1).isupper() or passage.written(index + 1).isupper()
    is_patients = tells_of_skin(behind) or not _ON_LABELS.isdisjoint(behind)
    if is_patients and not is_amid_capitals and not is_led(passage, Name(surname, index)):
        yield passage.name(surname, index)


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
        if known < 2 and (_is_short(passage, first) if first == last else not _has_long_given(passage, first, last)):
            return None  # "PICO TONING", "TIA"
    return Name(first, last)


def _has_long_given(passage: Passage, first: int, last: int) -> bool:
    """ "SIOBHAN O'EXAMPLE"."""
    return any(
        bare(passage, place) in name_words().given and len(passage.words[place]) >= _SHORTEST_IN_CAPITALS
        for place in range(first, last + 1)
    )


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
    """ "Mona Lisa", "retinol from Paula's Choice", "Adelaide", the FDA's MAUDE, "on Yasmin for PCOS", "la marge"."""
    if (
        passage.written(name.first) in _REGISTERS
        or " ".join(passage.words[name.first : name.first + 2]) in name_words().things
    ):
        return True
    if passage.has(name.first - 1, _WHERE) and passage.has(name.last, place_words().street):
        return True  # "the pharmacy on King Street"
    return name.first == name.last and (
        passage.has(name.first, place_words().cities | place_words().regions)
        or passage.has(name.first, name_words().devices)
        or _is_a_machines(passage, passage.words[name.first])
        or (passage.has(name.first, _PILLS) and passage.says(_OF_PILLS))
        or (passage.has(name.first - 1, _LA | _COLOURED) and not passage.is_capital(name.first))
    )


def _is_a_machines(passage: Passage, given: str) -> bool:
    """ "Bertha is the old Versapulse, Kevin the new diode. Kevin is off sick": said of it anywhere in the text."""
    machines = name_words().devices | device_words().clinic
    for place in passage.places_of(frozenset({given})):
        article = place + 2 if passage.has(place + 1, _IS) else place + 1
        if passage.has(article, _ARTICLES):
            last = next((each for each in (article + 1, article + 2) if passage.has(each, machines)), None)
            if last is not None and passage.gap(last + 1)[:1] in ("", ",", ".", ";", "!", ")", "\n"):
                return True
    return False


class _Known(Container[str]):
    """Given names and surnames, and the same with the s of what is theirs."""

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return self._has(word) or (word[-1:] == "s" and word != "this" and self._has(word[:-1]))

    def _has(self, word: str) -> bool:
        names = name_words()
        return word in names.given or (word in names.surnames and word not in names.never) or looks_a_surname(word)


class _AlsoWords(Container[str]):
    """Given names that are ordinary words too, and no device's."""

    def __contains__(self, word: object) -> bool:
        return word in name_words().also_words and word not in name_words().devices


def rules() -> Iterator[tuple[Container[str], CueRule]]:
    """The rule with the words that call it."""
    yield _Known(), named
    yield _AlsoWords(), also_a_word
    yield frozenset("abcdefghjklmnopqrstuwyz"), initial_first
    yield frozenset("abcdefghklmnoprstwyz"), initial_last
