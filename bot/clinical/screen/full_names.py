"""Names in full that no list knows, where only a patient's can stand: before an age, under a heading, "both patients".

Two words or more with a capital, none of which is a thing's, are somebody's name in any language. That it is a
patient's is said by what stands beside it; a speaker, an author, a nurse and a firm's representative have none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, bare, name_from, shape_of
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.told_names import SKIN, is_of_medicine
from bot.clinical.screen.vocabulary import name_words, place_words

_MOST_WORDS: Final = 5
_SHORTEST_IN_CAPITALS: Final = 4  # letters: "PCOS" and "MNRF" are shorter, or known
# Who is spoken of at work: somebody who teaches, sells, mends or treats.
AT_WORK: Final = listed(
    "dr drs doctor doctors prof professor nurse nurses colleague colleagues trainer trainers rep reps representative "
    "speaker speakers author authors np rn md mbbs phd thanks thank thx cheers et al team engineer technician "
    "distributor sales manager owner dermatologist dermatologists surgeon surgeons fellow resident intern assistant "
    "therapist aesthetician injector receptionist faculty panel moderator webinar lecture talk taught teaches teach "
    "presented presents lectures wrote published paper papers kol keynote chair chairs chaired consultant founder "
    "ceo host hosts hello hi welcome congress conference workshop lab editor slides handouts handout matron "
    "anaesthetist pharmacist"
)
_MORE_PARTICLES: Final = listed("al ben ait abd ibn bint dos das do ni nic mac st san ter ul ur abu umm")
_HONOURED: Final = listed("amma garu ji bhai ben behen san hanim bey didi apa")
_TITLES_AT_WORK: Final = listed("dr drs prof professor nurse sister matron doctor by et kol")
_AGE_ARTICLES: Final = listed("a an our my the now aged age only")
_NO_AGE: Final = listed("ago of in exp experience as practising practicing doing with later back into since")
_SEX_THEN_AGE: Final = LatePattern(r"[mf],? ?/?(?:aged? )?[1-9]\d(?![\d.%]| ?(?:mm|j|ms|nm|hz|w)\b)")
_PAIR_OF_CAPITALS: Final = LatePattern(r"(?:^|[\n.:;(-] ?|\bon |\bre )([A-Z]{2,3})(?:,| \(?|:)? ?\(?$")
_DOTTED: Final = LatePattern(r"(?<![\w.])((?:[A-Z]\. ?){1,3}[A-Z]\.?)(?:,| \(?|:)? ?\(?$")
_INITIALS_REACH: Final = 14
_NO_INITIALS: Final = listed("kp ls lp sk pt pts dob mrn led rf fst usa pdl ipl yag uv uk sun dr mr mrs ms")
# Behind "New referral", "Case 2", "chart says": what may come before the name itself.
_BESIDES: Final = listed(
    "today this morning afternoon evening week from gp the on with for list tomorrow yesterday new is was tonight a "
    "of monday tuesday wednesday thursday friday saturday sunday last you over form"
)
_HEADINGS: Final = listed(
    "referral consult consultation case booking appointment says reads re subject update booked next pt patient client "
    "reminder follow up visit photos consented photographed regarding consent lady gentleman room list slot bay over "
    "sending referring remember voicemail whatsapp lawyer solicitor"
)
_PLACES_OF_A_LIST: Final = listed("room list slot bay")
_SENDERS: Final = listed("from")
_OF_A_CASE: Final = listed("f m female male fst type fitz fitzpatrick phototype pt patient")
_HEADING_GAPS: Final = frozenset({": ", " - ", ", ", '"', ' "', ': "', ":", " : ", " = "})
_FOLLOWED_AT_ONCE: Final = listed(
    "says reads re on from for with is was afternoon morning today yesterday evening next you over remember of"
)
_BOTH: Final = listed("both")
_TOGETHER: Final = listed("twins sisters brothers siblings couple cousins daughter daughters sons husband wife sister")
_ACTS: Final = listed("a my our the two both are is were these those")
_RUN_A_CLINIC: Final = listed("run runs own owns opened clinic practice share teach")
_WHO: Final = listed("who whom whose")
_WITHIN_WHO: Final = 9
_RETURN: Final = listed("voltou revenue revenu volvio regreso zuruck tornata tornato wrocila wrocil vernul vernulas")
_RETURN_LINKS: Final = listed("est ist e ha")
_OFFICES: Final = listed(
    "councillor councilor senator judge pastor rabbi imam sheikh hajji captain colonel sergeant major minister mayor "
    "ambassador deacon justice congressman congresswoman dona don seu pani kyr tante tia tio"
)
_OFFICE_IS_DONE: Final = listed("et al said says visited opened spoke ruled voted")
_OTHER_LANGUAGES: Final = listed(
    "nom prenom nombre apellido apellidos nome cognome sobrenome vorname nachname imie nazwisko naam isim ονομα "
    "επωνυμο onoma eponymo eponimo"
)
_COLON: Final = frozenset({": ", " : ", ":", " = ", "="})
_SEEN: Final = listed(
    "treated lasered injected saw see seen seeing did treating reviewed zapped booked photographed met"
)
_SOMEBODY: Final = listed("she he her his")
_SPEAKS: Final = listed(
    "says said uses used recommends recommended suggests swears showed shows thinks prefers injects"
)
_ABOUT_THEM: Final = listed(
    "for with on last today yesterday again who whose twice this and back she he her his after monday tuesday "
    "wednesday thursday friday"
)


def is_of_name(passage: Passage, index: int) -> bool:
    """Whether this word can stand within a name that nobody here knows."""
    if not 0 <= index < len(passage.words):
        return False
    word, shape, names = bare(passage, index), shape_of(passage.written(index)), name_words()
    if shape is Shape.INITIAL or word in name_shapes.PARTICLES | _MORE_PARTICLES:
        return passage.is_capital(index) or word in name_shapes.PARTICLES
    if word in _HONOURED and passage.is_capital(index - 1):
        return True  # "Lakshmi amma"
    if shape is Shape.SMALL:
        return passage.gap(index) == "-" and passage.is_capital(index - 1) and len(word) < _SHORTEST_IN_CAPITALS
    if shape not in (Shape.CAPITAL, Shape.CAPITALS):
        return False
    if word in names.given or (word in names.surnames and word not in names.never):
        return True
    if shape is Shape.CAPITALS and len(word) < _SHORTEST_IN_CAPITALS and not passage.is_capital(index + 1):
        return False
    is_thing = word in names.never or word in names.devices or word in place_words().regions
    is_short = shape is Shape.CAPITALS and word in names.acronyms
    return not (is_thing or is_short or name_shapes.is_medical(word)) and name_shapes.looks_a_name(word, shape)


def full_name_before(passage: Passage, index: int) -> Hit | None:
    """The name in full that ends before this word: "Fatima El Example", "EXAMPLE, Le Anna", "Anna E."."""
    first, comma = index, False
    while index - first < _MOST_WORDS and is_of_name(passage, first - 1):
        gap = passage.gap(first)
        is_part = shape_of(passage.written(first)) is not Shape.INITIAL
        if first < index and gap == ", " and is_part and not comma and passage.gap(first - 1) != ", ":
            comma = True  # "Example, Anna"
        elif first < index and gap not in (" ", "-") and not _is_after_initial(passage, first):
            break
        first -= 1
    if passage.gap(first) == " " and passage.is_capital(first - 1) and name_shapes.is_medical(passage.words[first - 1]):
        return None  # "Erythema Dyschromicum Perstans"
    while first < index and passage.has(first, name_shapes.PARTICLES) and not passage.is_capital(first):
        first += 1
    return _in_full(passage, first, index - 1)


def _is_after_initial(passage: Passage, index: int) -> bool:
    return passage.gap(index) in (". ", ".") and shape_of(passage.written(index - 1)) is Shape.INITIAL


def full_name_at(passage: Passage, index: int) -> Hit | None:
    """The name in full that begins with this word."""
    name = name_from(passage, index, name_shapes.looks_a_name)
    return None if name is None else _in_full(passage, passage.word_at(name.start), passage.word_at(name.end - 1))


def _in_full(passage: Passage, first: int, last: int) -> Hit | None:
    """The name, where it has two words at least, none of which is a thing's."""
    if last <= first or not all(is_of_name(passage, place) for place in range(first, last + 1)):
        return None
    written = [shape_of(passage.written(place)) for place in range(first, last + 1)]
    if Shape.CAPITAL not in written and not any(_is_known(passage, place) for place in range(first, last + 1)):
        return None  # "PICO TONING"
    if all(shape is Shape.INITIAL for shape in written):
        return None
    return Hit("name", passage.starts[first], passage.ends[last])


def _is_known(passage: Passage, index: int) -> bool:
    word, names = bare(passage, index), name_words()
    return word in names.given or (word in names.surnames and word not in names.never)


def _is_at_work(passage: Passage, name: Hit) -> bool:
    """Whether the sentence speaks of somebody who teaches, sells or treats."""
    first, last = passage.word_at(name.start), passage.word_at(name.end - 1)
    if passage.has(first - 1, _TITLES_AT_WORK):
        return True
    start, stop = passage.sentence_around(first, last)
    return not AT_WORK.isdisjoint(passage.words[start:first]) or not AT_WORK.isdisjoint(passage.words[last + 1 : stop])


def _patients(passage: Passage, name: Hit | None) -> Iterator[Hit]:
    if name is not None and not _is_at_work(passage, name):
        yield name


def _told_in_full(passage: Passage, name: Hit | None) -> Iterator[Hit]:
    """A name in full before a bare number: one that is known, or with a complaint behind it."""
    if name is None:
        return
    first, last = passage.word_at(name.start), passage.word_at(name.end - 1)
    behind = passage.words[last + 1 : last + 9]
    is_known = any(_is_known(passage, place) for place in range(first, last + 1))
    if is_known or any(word in SKIN or word in _OF_A_CASE or is_of_medicine(word) for word in behind):
        yield from _patients(passage, name)


def before_bare_age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Anna Example, 41, melasma", "T.K., 45", "Anna Example (41)"."""
    initials = initials_before(passage, passage.starts[index + 1])
    if initials is not None and "." in passage.cased[initials.start : initials.end]:
        yield initials
    else:
        yield from _told_in_full(passage, full_name_before(passage, index + 1))


def before_told_age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Anna Example, a 38-year-old", "Anna Example 38 y/o"."""
    first = index - 1 if passage.words[max(0, index - 1)].isdigit() else index
    if len(passage.words[first]) < 2 or not passage.words[first][0].isdigit() or passage.has(index + 1, _NO_AGE):
        return
    while passage.has(first - 1, _AGE_ARTICLES):
        first -= 1
    if not passage.is_capital(first - 1):
        return
    if passage.gap(first) in (", ", " (", " ", ": ", " - ", ". ", "., "):
        name = full_name_before(passage, first)
        if name is not None and not passage.has(passage.word_at(name.start) - 1, _TITLES_AT_WORK):
            yield name


def before_sex(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Tran Van Example, M, 36", "Anna Example (F, 36)", "Anna Example F/36"."""
    if passage.gap(index) not in (", ", " (", " ", "., ") or not passage.is_capital(index - 1):
        return
    if _SEX_THEN_AGE.match(passage.lower, passage.starts[index]):
        yield from _patients(passage, full_name_before(passage, index))


def initials_before(passage: Passage, end: int) -> Hit | None:
    """ "KM, dob", "E.P., born", "RV (dob": initials right before this place."""
    start = max(0, end - _INITIALS_REACH)
    for pattern in (_DOTTED, _PAIR_OF_CAPITALS):
        match = pattern.search(passage.cased, start, end)
        if match is not None:
            letters = match[1].replace(".", "").replace(" ", "").lower()
            names = name_words()
            if letters not in names.acronyms | names.devices | _NO_INITIALS and not name_shapes.is_medical(letters):
                return Hit("name", *match.span(1))
    return None


def initials_before_birth(passage: Passage, index: int) -> Iterator[Hit]:
    """Initials beside a date of birth or a record's number, or an age: "KM, dob", "JB 34F"."""
    if passage.is_capital(index - 1):
        initials = initials_before(passage, passage.starts[index])
        if initials is not None:
            yield initials


def under_heading(passage: Passage, index: int) -> Iterator[Hit]:
    """ "New referral: Tran Van Example", "new pt this morning Anna E.", "chart says "Example, Anna"."""
    place = index + 1
    while place - index < 6 and (passage.has(place, _BESIDES) or _is_count(passage, place)):
        if passage.gap(place) not in (" ", ", ", " #"):
            break
        place += 1
    if not passage.is_capital(place):
        return
    gap = passage.gap(place)
    if gap not in _HEADING_GAPS and not (gap == " " and passage.has(place - 1, _FOLLOWED_AT_ONCE)):
        return
    name = full_name_at(passage, place)
    if name is None or passage.cased[name.end : name.end + 2] == "'s":
        return
    last = passage.word_at(name.end - 1)
    is_quoted = '"' in passage.gap(last + 1)
    if passage.words[index] in _PLACES_OF_A_LIST:
        yield from _told_in_full(passage, name)
    elif passage.has(place - 1, _SENDERS) and not is_quoted:
        yield from _told_of_skin(passage, name)
    else:
        yield from _patients(passage, name)


def _is_count(passage: Passage, index: int) -> bool:
    return index < len(passage.words) and passage.words[index].isdigit() and len(passage.words[index]) < 3


def after_seen(passage: Passage, index: int) -> Iterator[Hit]:
    """ "We treated Nguyen Thi Example for Hori's nevus"."""
    if not passage.is_capital(index + 1) or passage.gap(index + 1) != " ":
        return
    name = full_name_at(passage, index + 1)
    if name is None:
        return
    last = passage.word_at(name.end - 1)
    if last + 1 == len(passage.words) or passage.has(last + 1, _ABOUT_THEM) or passage.gap(last + 1)[:1] in ".(":
        yield from _told_of_skin(passage, name)


def _told_of_skin(passage: Passage, name: Hit) -> Iterator[Hit]:
    """Somebody whose complaint or settings are told: a speaker is seen at a congress."""
    last = passage.word_at(name.end - 1)
    _, stop = passage.sentence_around(last, last)
    after = passage.words[last + 1 : stop]
    speaks = passage.has(stop + 1, _SPEAKS) and not passage.has(stop + 2, _SOMEBODY)
    goes_on = (passage.has(stop, _SOMEBODY) and not speaks) or not after
    if goes_on or any(map(is_of_medicine, after)):
        yield from _patients(passage, name)


def pair(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Anna and Maria, both my patients", "Anna and Maria, a couple", "the twins, Anna and Maria"."""
    first = index
    while passage.has(first - 1, _ACTS):
        first -= 1
    if passage.gap(first) in (", ", " (", " - ", " ") and passage.is_one_of(first - 2, "and", "&"):
        yield from _both(passage, first - 3, first - 1)
    elif passage.gap(first) in (", ", " (") and passage.gap(first - 1) == " & ":
        yield from _both(passage, first - 2, first - 1)
    place = index + 1
    while place - index < 4 and passage.has(place, _BESIDES) and passage.gap(place) == " ":
        place += 1
    if passage.gap(place) in (", ", ": ", " ", " ("):
        second = place + 2 if passage.is_one_of(place + 1, "and") else place + 1
        if second > place + 1 or passage.gap(second) == " & ":
            yield from _both(passage, place, second)


def _both(passage: Passage, first: int, second: int) -> Iterator[Hit]:
    if not (passage.is_capital(first) and passage.is_capital(second)):
        return
    start, stop = passage.sentence_around(first, second)
    if AT_WORK.isdisjoint(passage.words[start:stop]) and _RUN_A_CLINIC.isdisjoint(passage.words[start:stop]):
        for place in (first, second):
            if is_of_name(passage, place) and len(bare(passage, place)) > 1:
                yield Hit("name", passage.starts[place], passage.ends[place])


def both_patients(passage: Passage, index: int) -> Iterator[Hit]:
    """As `pair`, before "both patients" and "both my patients" alone."""
    place = index
    while passage.has(place - 1, listed("my our of mine")):
        place -= 1
    if passage.has(place - 1, _BOTH):
        place -= 1
        while passage.has(place - 1, listed("a couple sisters brothers twins friends siblings")):
            place -= 1
        if passage.gap(place) in (", ", " (", " - "):
            and_there = passage.is_one_of(place - 2, "and")
            yield from _both(passage, place - 3 if and_there else place - 2, place - 1)


def known_as_patient(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Abu Example, whom some of you met as a patient"."""
    if not (passage.is_one_of(index - 1, "a", "my", "our") and passage.is_one_of(index - 2, "as", "was", "is")):
        return
    for place in range(index - 2, max(0, index - _WITHIN_WHO), -1):
        if passage.has(place, _WHO):
            if passage.gap(place) == ", ":
                name = full_name_before(passage, place)
                yield from _patients(passage, name)
            return


def before_return(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Maria voltou", "Mme Example est revenue"."""
    place = index
    while passage.has(place - 1, _RETURN_LINKS):
        place -= 1
    if passage.gap(place) == " " and passage.is_capital(place - 1) and is_of_name(passage, place - 1):
        yield Hit("name", passage.starts[place - 1], passage.ends[place - 1])


def after_office(passage: Passage, index: int) -> Iterator[Hit]:
    """ "the wife of Councillor Example", "Dona Example voltou"."""
    if not passage.is_capital(index) or passage.gap(index + 1) != " " or not passage.is_capital(index + 1):
        return
    name = name_from(passage, index + 1, name_shapes.is_new)
    if name is not None and not passage.has(passage.word_at(name.end - 1) + 1, _OFFICE_IS_DONE):
        yield from _patients(passage, name)


def after_name_in_another_language(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Nom: EXAMPLE, prénom: Anna"."""
    if passage.gap(index + 1) in _COLON and passage.is_capital(index + 1):
        name = name_from(passage, index + 1, name_shapes.after_name_is)
        if name is not None:
            yield name


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    ages = frozenset(
        f"{age}{unit}" for age in range(10, 100) for unit in ("yo", "y", "yr", "yrs", "yof", "yom", "f", "m")
    )
    years = listed("yo y yr yrs year years ans anos jahre anni lat lata ετων χρονων yas")
    yield years | ages, before_told_age
    yield listed("m f male female"), before_sex
    yield listed("dob born mrn nhs ssn birthdate") | ages, initials_before_birth
    yield _HEADINGS, under_heading
    yield _SEEN, after_seen
    yield _TOGETHER, pair
    yield listed("patients clients"), both_patients
    yield listed("patient client"), known_as_patient
    yield _RETURN, before_return
    yield _OFFICES, after_office
    yield _OTHER_LANGUAGES, after_name_in_another_language
