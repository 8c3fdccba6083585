"""Names in full where only a patient's can stand: before an age, under a heading, as "both patients".

A speaker, an author, a nurse and a firm's representative have none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.addressed import ASKED, HONOURED
from bot.clinical.screen.full_names import (
    full_name_at,
    full_name_before,
    is_known_word,
    is_of_name,
    patients,
)
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import bare, name_from
from bot.clinical.screen.passage import REACH, CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import PRONOUNS, SKIN, TREATMENTS, is_of_medicine, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, name_words

_AGE_ARTICLES: Final = listed("a an our my the now aged age only")
_NO_AGE: Final = listed("ago of in exp experience as practising practicing doing with later back into since")
_PAIR_OF_CAPITALS: Final = LatePattern(r"(?:^|[\n.:;(-] ?|\bon |\bre )([A-Z]{2,3})(?:,|/| \(?|:)? ?\(?$")
_DOTTED: Final = LatePattern(r"(?<![\w.])((?:[A-Z]\. ?){1,3}[A-Z]\.?)(?:,|/| \(?|:)? ?\(?$")
_INITIALS_REACH: Final = 14
_NO_INITIALS: Final = listed("kp ls lp sk pt pts dob mrn led rf fst usa pdl ipl yag uv uk sun dr mr mrs ms")
# Behind "New referral", "Case 2", "chart says": what may come before the name itself.
_BESIDES: Final = listed(
    "today this morning afternoon evening week from gp the on with for list tomorrow yesterday new is was tonight a "
    "of monday tuesday wednesday thursday friday saturday sunday last you over form again"
)
_HEADINGS: Final = listed(
    "referral consult consultation case booking appointment says reads re subject update booked next pt patient client "
    "reminder follow up visit photos consented photographed regarding consent lady gentleman room list slot bay over "
    "letter sending referring remember voicemail whatsapp lawyer solicitor caller περιστατικο"
)
_THEY: Final = listed("pt patient client lady gentleman case")
_LETTERED: Final = listed(
    "hall room ward theatre building block bay gate level group class shri smt"
)  # "Hall B.", "Shri R. K. Example"
_OF_A_DISEASE_OR_TOWN: Final = listed("with from of on")
_OF_A_CASE: Final = listed("f m female male fst type fitz fitzpatrick phototype pt patient")
_HEADING_GAPS: Final = frozenset({": ", " - ", ", ", '"', ' "', ': "', ":", " : ", " = "})
_FOLLOWED_AT_ONCE: Final = listed(
    "says reads re on from for with is was afternoon morning today yesterday evening next you over remember of"
)
_AROUND: Final = 9
_FEWEST_OF_YEAR: Final = 4  # digits
_CITED: Final = listed("et al pmid doi journal dermatol surg cutan jaad")
_TOGETHER: Final = listed("twins sisters brothers siblings couple cousins daughter daughters sons husband wife sister")
_ACTS: Final = listed("a my our the two both are is were these those")
_WHO: Final = listed("who whom whose")
_WITHIN_WHO: Final = 9
_GREEK_ARTICLES: Final = listed("τη την τον")
_RETURN: Final = listed(
    "voltou revenue revenu volvio regreso zuruck "
    "ξαναηρθε ξαναπηρε επεστρεψε tornata tornato wrocila wrocil vernul vernulas"
)
_RETURN_LINKS: Final = listed("est ist e ha")
OFFICES: Final = listed(
    "councillor councilor senator judge pastor rabbi imam sheikh hajji captain colonel sergeant major minister mayor "
    "ambassador deacon justice congressman congresswoman dona don seu pani kyr tante tia tio"
)
_OFFICE_IS_DONE: Final = listed("et al said says visited opened spoke ruled voted")
_OTHER_LANGUAGES: Final = listed(
    "nom prenom nombre apellido apellidos nome cognome sobrenome vorname nachname imie nazwisko naam isim ονομα "
    "επωνυμο onoma eponymo eponimo"
)
_COLON: Final = frozenset({": ", " : ", ":", " = ", "="})
# Said to whoever treated them, and not to a colleague.
_TO_THE_CLINIC: Final = LatePattern(
    r"[^\n]{0,80}?\b(?:i (?:had|have had|was|came|got)\b[^\n.]{0,60}?\b(?:with|by|at|to) (?:you|your clinic)\b|"
    r"you (?:treated|lasered|injected|peeled) (?:me|my)\b|you did my (?!rota|shift|list)|"
    r"since (?:my|the) (?:laser|treatment|session|appointment|filler|botox|peel)\b)"
)
_TREATS: Final = listed("treated lasered injected zapped treat treating")


def _told_in_full(passage: Passage, name: Hit | None) -> Iterator[Hit]:
    """A name in full before a bare number: one that is known, or with a complaint behind it."""
    if name is None:
        return
    first, last = passage.word_at(name.start), passage.word_at(name.end - 1)
    behind = passage.words[last + 1 : last + 9]
    is_known = any(is_known_word(passage, place) for place in range(first, last + 1))
    if is_known or any(word in SKIN or word in _OF_A_CASE or is_of_medicine(word) for word in behind):
        yield from patients(passage, name)


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
        if name is not None and not passage.has(passage.word_at(name.start) - 1, colleague_words().beside):
            yield name


def initials_before(passage: Passage, end: int) -> Hit | None:
    """ "KM, dob", "E.P., born", "RV (dob": initials right before this place."""
    start = max(0, end - _INITIALS_REACH)
    dotted = _DOTTED.search(passage.cased, start, end)
    if dotted is not None:
        return Hit("name", *dotted.span(1))
    pair = _PAIR_OF_CAPITALS.search(passage.cased, start, end)
    if pair is None:
        return None
    letters, names = pair[1].lower(), name_words()
    is_word = letters in names.acronyms | names.devices | _NO_INITIALS or name_shapes.is_medical(letters)
    return None if is_word else Hit("name", *pair.span(1))


def initials_before_birth(passage: Passage, index: int) -> Iterator[Hit]:
    """Initials beside a date of birth or a record's number, or an age: "KM, dob", "JB 34F"."""
    if passage.is_capital(index - 1):
        initials = initials_before(passage, passage.starts[index])
        if initials is not None:
            yield initials


def initials_before_sex(passage: Passage, index: int) -> Iterator[Hit]:
    """ "E.D., female, 29 y", "E.D./F/29"."""
    is_letter_alone = len(passage.words[index]) == 1
    if is_letter_alone and not (index + 1 < len(passage.words) and passage.words[index + 1].isdigit()):
        return
    if passage.is_capital(index - 1) and passage.gap(index + 1)[:1] in (",", " ", "/"):
        end = passage.starts[index]
        initials = _DOTTED.search(passage.cased, max(0, end - _INITIALS_REACH), end)
        if initials is not None:
            yield Hit("name", *initials.span(1))


def under_heading(passage: Passage, index: int) -> Iterator[Hit]:
    """ "New referral: Tran Van Example", "new pt this morning Anna E.", "chart says "Example, Anna"."""
    place = index + 1
    while place - index < 6 and (passage.has(place, _BESIDES) or _is_count(passage, place)):
        if passage.gap(place) not in (" ", ", ", " #"):
            break
        place += 1
    if not passage.is_capital(place):
        return
    if passage.has(index, _THEY) and place - 1 > index and passage.has(place - 1, _OF_A_DISEASE_OR_TOWN):
        return  # "patient with Ehlers-Danlos", "case of Parry-Romberg", "client from San Diego"
    gap = passage.gap(place)
    if gap not in _HEADING_GAPS and not (gap == " " and passage.has(place - 1, _FOLLOWED_AT_ONCE)):
        return
    name = full_name_at(passage, place)
    if name is None or passage.cased[name.end : name.end + 2] == "'s":
        return
    behind = passage.word_at(name.end - 1) + 1
    after = passage.words[behind : behind + REACH]
    is_told_of = not after or '"' in passage.gap(behind) or tells_of_skin(after) or not PRONOUNS.isdisjoint(after)
    if is_told_of or not passage.is_one_of(place - 1, "from"):  # "Update from Anna Example on the venue"
        yield from patients(passage, name)


def _is_count(passage: Passage, index: int) -> bool:
    return index < len(passage.words) and passage.words[index].isdigit() and len(passage.words[index]) < 3


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
    start, _ = passage.sentence_around(first, second)
    is_treated = not _TREATS.isdisjoint(passage.words[start:first])  # "I treat twins, Anna and Maria, split trial"
    for place in (first, second):
        if passage.is_capital(place) and is_of_name(passage, place) and len(bare(passage, place)) > 1:
            name = passage.name(place, place)
            yield from [name] if is_treated else patients(passage, name)


def known_as_patient(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Abu Example, whom some of you met as a patient"."""
    if not (passage.is_one_of(index - 1, "a", "my", "our") and passage.is_one_of(index - 2, "as", "was", "is")):
        return
    for place in range(index - 2, max(0, index - _WITHIN_WHO), -1):
        if passage.has(place, _WHO):
            if passage.gap(place) == ", ":
                name = full_name_before(passage, place)
                yield from patients(passage, name)
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
        yield from patients(passage, name)


def honoured(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Chaturvedi ji came for his fourth session"."""
    if passage.gap(index) == " " and passage.is_capital(index - 1) and is_of_name(passage, index - 1):
        name = Hit("name", passage.starts[index - 1], passage.ends[index])
        _, stop = passage.sentence_around(index, index)
        is_asked = passage.has(index + 1, ASKED)
        if not is_asked and colleague_words().craft.isdisjoint(passage.words[index + 1 : stop]):
            yield from patients(passage, name)


def child_of(passage: Passage, index: int) -> Iterator[Hit]:
    """ "b/o Sumathi", "D/o Ramesh Example": baby, daughter and son of."""
    if passage.gap(index) == "/" and passage.is_one_of(index - 1, "b", "d", "s") and passage.gap(index + 1) == " ":
        name = name_from(passage, index + 1, name_shapes.is_new)
        if name is not None:
            yield name


def for_whom_in_greek(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Για τη Μαρίνα Α. Example: Tyndall": no list knows a name in Greek letters, what follows its colon tells."""
    if not passage.has(index + 1, _GREEK_ARTICLES) or not passage.is_capital(index + 2):
        return
    name = full_name_at(passage, index + 2)
    if name is not None and passage.cased[name.end : name.end + 1] == ":":
        behind = passage.word_at(name.end - 1) + 1
        if tells_of_skin(passage.words[behind : behind + REACH]):
            yield from patients(passage, name)


def with_initial(passage: Passage, index: int) -> Iterator[Hit]:
    """ "had to stop at 22 J on Temperance W.": a first name and an initial, in a sentence about skin."""
    if not passage.is_capital(index) or passage.gap(index) != " " or not passage.is_capital(index - 1):
        return
    is_name = (
        not passage.has(index - 1, _THEY | _LETTERED)
        and is_of_name(passage, index - 1)
        and len(passage.words[index - 1]) > 2
    )
    if not is_name or passage.cased[passage.ends[index] : passage.ends[index] + 1] not in ".,:)":
        return
    if passage.gap(index + 1) == ", " and passage.is_capital(index + 1):
        return  # a row of authors
    first = index - 1
    # Not the sentence, which the initial's full stop seems to end.
    around = passage.words[max(0, first - _AROUND) : first] + passage.words[index + 1 : index + _AROUND]
    if any(len(word) == 4 and word[:2] in ("19", "20") and word.isdigit() for word in around) or _CITED & set(around):
        return  # "Example A. Lasers for scars. J Example 2019"
    behind = "".join(passage.words[index + 1 : index + 2])
    is_treated = behind in name_words().devices or (behind.isdigit() and len(behind) < _FEWEST_OF_YEAR)  # "18/14/3"
    is_treated = is_treated or not TREATMENTS.isdisjoint(around)
    if is_treated or any(word in SKIN or is_of_medicine(word) for word in around):
        yield from patients(passage, Hit("name", passage.starts[first], passage.ends[index]))


def in_their_own_words(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Hi it's Anna Example here, I had laser with you": a patient's message that is passed on."""
    first = index + 2 if passage.is_one_of(index, "this", "i") else index + 1
    is_said = first == index + 1 or passage.is_one_of(index + 1, "is", "am")
    if not is_said or not passage.is_capital(first) or passage.gap(first) != " ":
        return
    name = name_from(passage, first, name_shapes.is_capital_given)
    if name is not None and _TO_THE_CLINIC.match(passage.lower, name.end) is not None:
        yield name


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
    yield listed("dob born mrn nhs ssn birthdate") | ages, initials_before_birth
    yield listed("female male f m"), initials_before_sex
    yield _HEADINGS, under_heading
    yield _TOGETHER | listed("patients clients"), pair
    yield listed("patient client"), known_as_patient
    yield _RETURN, before_return
    yield OFFICES, after_office
    yield HONOURED, honoured
    yield frozenset({"o"}), child_of
    yield frozenset({"για"}), for_whom_in_greek
    yield frozenset("bcdefghklmnopqrstuvwyz"), with_initial
    yield listed("its im this i"), in_their_own_words
    yield _OTHER_LANGUAGES, after_name_in_another_language
