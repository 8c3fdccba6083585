"""Names of patients and of those around them, after a word that says so: "Mrs", "my patient", "her husband".

Colleagues, speakers, authors and eponyms are no patients. Names without such a word are for `persons`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Believed, Shape, bare, name_from, shape_of
from bot.clinical.screen.passage import CueRule, Hit, Name, Passage, listed
from bot.clinical.screen.verdict import is_a_colleagues_after_all, is_a_patients
from bot.clinical.screen.vocabulary import colleague_words, date_words, name_words

TITLES: Final = listed(
    "mr mrs mx mme mlle madame madam monsieur kyria kyrios master smt shri senora sra frau herr herrn signora κα κυρια "
    "κυριος κος κυριου κυριας κυρα senor messrs shrimati sushri kumari"
)
_AFTER_TITLE: Final = frozenset({" ", ". ", "."})
_DOUBTFUL_TITLES: Final = listed("ms miss")
_NOBODY: Final = frozenset({"X", "Y", "Z", "XX", "XY"})
_RARE_TITLES: Final = listed(
    "dame sir lady lord sr rev reverend father sister kum begum ustad princess countess baroness"
)
_BEFORE_GIVEN: Final = listed("little young old wee poor sweet lovely petite petit")
_PATIENTS: Final = listed(
    "patient pt ptn pnt client patients pts clients patiente cliente patientes clienta paciente paziente ασθενης "
    "πελατισσα patientin pacjentka kundin"
)
_MY: Final = listed("μου μας")
_AFTER_PATIENT: Final = listed("today yesterday here is was again nmae naem")
THEIRS: Final = listed("her his their patients pts clients whose sa ses leur")
_PEOPLE: Final = listed(
    "patient pt client lady woman man girl boy gentleman guy bride teenager teen someone person she he they "
    "female male "
    "lad baby child kid girlfriend friend patients clients shes hes yo old mum mom mother daughter son husband wife "
    "sister brother "
    "student model customer"
)
# Before "name": it is a thing's name, or the writer's own.
_OTHER_NAMES: Final = listed(
    "my our brand trade generic product device company clinic channel protocol user file drug domain common "
    "proper laser "
    "machine handpiece group display screen team hospital study trial code server author authors speaker technique "
    "procedure host event meeting course business practice font colleagues doctors nurses"
)
_INITIALS: Final = LatePattern(r"(?: (?:is|are|were))?[ :.=-]{0,3}([A-Z](?:\.? ?[A-Z]){1,3}|[A-Z])\b(?![a-z'])")
_DOTTED: Final = LatePattern(r"[A-Z]\. ?[A-Z](?:\. ?[A-Z])?\b(?![a-z'])(?:\.(?=[ ,;:)]))?")
_NO_INITIALS: Final = listed("us uk am pm iv im nb eg ie id ad")
_CAME_BACK: Final = LatePattern(r"came (?:back|in)\b|returned (?:with|for|after)\b|presented with\b|blistered|reacted")
NAME_LINK: Final = listed("is was s of the patient pt client")
_NAME_GAPS: Final = frozenset({"? ", " ", ": ", ":", " : ", " - ", " = ", "=", ' "', " '", ': "', " (", "-"})
_GOES: Final = listed("goes go went known")
_DID: Final = listed("came was had is has presented who with aged developed returned did")
# Words by which somebody is introduced in other languages, and who is.
_IS_CALLED: Final = listed(
    "heißt heisst llama chiama chama nome nombre nom nazywa imieniu heet heter hedder λεγεται ονομαζεται λενε ονοματι"
)
_CALLED_LINKS: Final = listed("sie sich se de")
_NAME_NOUNS: Final = listed("nome nombre nom imieniu")
_OF_NAME: Final = listed("di de du o")
_WHO_IS_CALLED: Final = _PATIENTS | listed(
    "frau dame mann signora signore senora senor ragazza ragazzo utente doente pacjent pacjentki kunde patienten dama "
    "κυρια κυριος ασθενη ασθενους πελατης pasient patienten mevrouw femme homme fille garcon mujer hombre chica chico "
    "donna uomo mulher homem"
)
_CALLED_REACH: Final = 4
_BEHIND_BORN: Final = listed("le en a au")
_GREEK_ARTICLES: Final = listed("η ο την τη τον της του")
_TO_YOU: Final = listed("σας σου ειχα")
_I_SHOWED: Final = listed("εδειξα δειξει εδειχνα ελεγα ειπα πει ανεφερα περιεγραψα εστειλα")
_REFERRAL: Final = listed("refer refers referred referral referring")
_SAID: Final = listed("the my our a")
_SAID_BEFORE: Final = LatePattern(r"(?:,|\() ?(?:the |my |our |a )?$|\bis my $")


def after_title(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Mrs Example", "mr example"; whom somebody is "referred to" is a surgeon, whom the British call Mr."""
    is_surgeon = passage.is_one_of(index - 1, "to") and not _REFERRAL.isdisjoint(
        passage.words[max(0, index - 6) : index]
    )
    is_doctor = passage.has(index + 1, colleague_words().titles)  # "Frau Dr. Example"
    if passage.gap(index + 1) in _AFTER_TITLE and not is_surgeon and not is_doctor:
        yield from patients_name(passage, index + 1, name_shapes.after_title)


def after_rare_title(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Dame Example", "Little Anna": a word with a capital that is none known here, and no registrar."""
    given_only = passage.words[index] in _BEFORE_GIVEN
    if passage.gap(index + 1) not in _AFTER_TITLE or is_nurse(passage, index):
        return
    if passage.is_capital(index) or (given_only and passage.is_capital(index + 1)):
        yield from patients_name(passage, index + 1, name_shapes.is_capital_given if given_only else name_shapes.is_new)


def after_greek_title(passage: Passage, index: int) -> Iterator[Hit]:
    """ "κ. Παράδειγμα"."""
    if passage.gap(index + 1) in (". ", "."):
        yield from patients_name(passage, index + 1, name_shapes.is_new)


def after_doubtful_title(passage: Passage, index: int) -> Iterable[Hit]:
    """ "Ms O'Example", where "30 Ms" are milliseconds and "we miss hairs" is none."""
    if _is_after_number(passage, index) or passage.gap(index + 1) not in _AFTER_TITLE:
        return ()
    if passage.written(index + 1) in _NOBODY:
        return ()  # "Ms X, late forties"
    believed = name_shapes.after_doubtful_title if passage.written(index).istitle() else name_shapes.is_known
    return patients_name(passage, index + 1, believed)


def after_monsieur(passage: Passage, index: int) -> Iterator[Hit]:
    """ "M. Example" of a French letter, and not an author's initial."""
    is_initial = index > 0 and passage.written(index - 1)[:1].isupper()
    if is_initial or passage.written(index) != "M" or passage.is_one_of(index - 1, "by", "and", "dr", "from"):
        return
    if passage.gap(index + 1) == ". ":
        yield from patients_name(passage, index + 1, name_shapes.looks_a_name)


def _is_after_number(passage: Passage, index: int) -> bool:
    return index > 0 and passage.words[index - 1][-1].isdigit() and passage.gap(index) in (" ", "-")


def patients_name(passage: Passage, index: int, believed: Believed) -> Iterator[Hit]:
    """The name that begins here, unless it is a colleague's: "Mr Patel's talk", "Ms Example, our rep"."""
    name = name_from(passage, index, believed)
    if name is not None and not is_a_colleagues_after_all(passage, Name(index, passage.word_at(name.end - 1))):
        yield name


def after_patient(passage: Passage, index: int) -> Iterator[Hit]:
    """ "my patient Maria", "pt. Maria", "client: Sarah J", "patient J.S.", "Claire Example (the patient)"."""
    yield from _before_patient(passage, index)
    following = index + 1
    if following >= len(passage.words):
        return
    word = passage.words[following]
    if word in _MY and following + 1 < len(passage.words):  # "η ασθενής μου Ευανθία"
        following += 1
        word = passage.words[following]
    if (
        not passage.is_capital(following)
        and word not in _AFTER_PATIENT
        and word not in name_words().given
        and word != "of"
    ):
        return
    if not _is_near(passage, following):
        return
    if passage.words[following] in _AFTER_PATIENT:
        yield from patients_name(passage, following + 1, name_shapes.is_given)
        return
    if passage.words[following : following + 2] == ["of", "mine"] and following + 2 < len(passage.words):
        following += 2
    if passage.words[index] in {"patients", "clients"}:
        yield from patients_name(passage, following, name_shapes.is_given)
    elif shape_of(passage.written(following)) in (Shape.INITIAL, Shape.CAPITALS):
        yield from _initials_at(passage, following)
        yield from _surname_first(passage, following)
        both = all(name_shapes.is_new_in_capitals(passage, place) for place in (following, following + 1))
        believed = name_shapes.looks_a_name if both else name_shapes.after_person
        yield from patients_name(passage, following, believed)
    elif not _is_heading(passage, index, following) and not _is_verb(passage, following):
        yield from patients_name(passage, following, name_shapes.after_person)


def _surname_first(passage: Passage, index: int) -> Iterator[Hit]:
    """ "EXAMPLE, Maria"."""
    is_given = passage.is_capital(index + 1) and bare(passage, index + 1) in name_words().given
    if passage.gap(index + 1) == ", " and is_given and not name_shapes.is_medical(passage.words[index]):
        yield Hit("name", passage.starts[index], passage.ends[index + 1])


def _is_near(passage: Passage, following: int) -> bool:
    """A full stop belongs to "pt."; after "patient" it ends the sentence, and the next one begins with a capital."""
    gap = passage.gap(following)
    return len(gap) <= 3 and "\n" not in gap and ("." not in gap or passage.words[following - 1] == "pt")


def _before_patient(passage: Passage, index: int) -> Iterator[Hit]:
    first = index - 1 if passage.has(index - 1, _SAID) else index
    if passage.gap(first) not in (", ", " (", ",") and not passage.is_one_of(first - 1, "is"):
        return
    before = _SAID_BEFORE.search(passage.lower, max(0, passage.starts[index] - 8), passage.starts[index])
    for name in name_before(passage, passage.word_at(max(0, before.start() - 1)) + 1) if before is not None else ():
        is_a_doctors = passage.has(passage.word_at(name.start) - 1, colleague_words().titles)
        is_meant = first < index or passage.gap(first) == " ("  # "Dr Example, my patient"
        if is_meant or not is_a_doctors:  # "her GP is Dr Example, pt is on"
            yield name


def name_before(passage: Passage, index: int) -> Iterator[Hit]:
    """The name that ends before this word: two words with capitals, or one that is a common first name."""
    first = index
    while first > 0 and index - first < 3 and _looks_a_name(passage, first - 1):
        first -= 1
        if passage.gap(first) not in (" ", "-", ", "):
            break
    if first < index and passage.gap(first) == ". " and shape_of(passage.written(first - 1)) is Shape.INITIAL:
        yield Hit("name", passage.starts[first - 1], passage.ends[index - 1])  # "K. Example"
        return
    if index - first > 1 or (first < index and bare(passage, first) in name_words().given):
        yield from patients_name(passage, first, name_shapes.looks_a_name)


def _looks_a_name(passage: Passage, index: int) -> bool:
    word = bare(passage, index)
    looks = name_shapes.looks_a_name(word, shape_of(passage.written(index)))
    is_title = word in TITLES or word in _DOUBTFUL_TITLES
    if word in date_words().months and passage.is_one_of(index - 1, "im", "seit", "en", "in", "since", "ab"):
        return False  # "im Juni, Patientin 29"
    return looks and not is_title and word not in _PATIENTS and word not in date_words().born


def _is_heading(passage: Passage, index: int, following: int) -> bool:
    """ "Patient Xyzzy Abc Def": where every word has a capital, only a common name is believed."""
    if not passage.written(index).istitle() or _is_known(passage, following) or _is_known(passage, following + 1):
        return False
    is_row = passage.gap(following) == passage.gap(following + 1) == " "
    return is_row and all(passage.written(place)[:1].isupper() for place in (following + 1, following + 2))


def _is_known(passage: Passage, index: int) -> bool:
    word = bare(passage, index)
    return word in name_words().given or word in name_words().surnames


def _is_verb(passage: Passage, index: int) -> bool:
    """ "Patient Will Need Numbing", "Patient May 12"."""
    return passage.words[index] in {"will", "may", "can"} and not passage.has(index + 1, _DID)


def _initials_at(passage: Passage, index: int) -> Iterator[Hit]:
    start, end, written = passage.starts[index], passage.ends[index], passage.written(index)
    dotted = _DOTTED.match(passage.cased, start)
    if dotted is not None:
        if dotted[0].replace(".", "").replace(" ", "").lower() not in _NO_INITIALS:
            yield Hit("name", *dotted.span())
    elif len(written) == 2:
        if passage.words[index] not in name_words().acronyms and passage.words[index] not in name_words().devices:
            yield Hit("name", start, end)
    elif len(written) == 1 and len(passage.written(index + 1)) == 1 and passage.cased[end : end + 2].strip().isupper():
        yield Hit("name", start, passage.ends[index + 1])  # "patient J S"
    elif len(written) == 1 and passage.cased[end : end + 2] == ". ":
        if passage.cased[end + 2 : end + 3].isupper():  # "pt M. Example"
            surname = name_from(passage, index + 1, name_shapes.after_person)
            if surname is not None:
                yield Hit("name", start, surname.end)
        # "patient A." and "patient B." are the writer's own labels; "pt T. came" is somebody.
        elif written not in "ABCDIFMNVXY":
            yield Hit("name", start, end)


def is_nurse(passage: Passage, index: int) -> bool:
    """ "Sister Joan signs the list"."""
    return passage.written(index) == "Sister" and passage.gap(index + 1) == " "


def after_called(passage: Passage, index: int) -> Iterator[Hit]:
    """ "pt named Zoe", "a lady called Maria", "goes by Kat"; "the patient called Monday" is a telephone call."""
    cue = passage.words[index]
    if cue in {"by", "as"} and not passage.has(index - 1, _GOES):
        return
    if index + 1 >= len(passage.words) or passage.gap(index + 1) not in (" ", ' "', " '"):
        return
    if _PEOPLE.isdisjoint(passage.words[max(0, index - 4) : index]):
        believed: Believed = name_shapes.is_capital_given
    else:
        believed = name_shapes.after_name_is if cue in {"named", "sappelle"} else name_shapes.after_person
    yield from patients_name(passage, index + 1, believed)


def after_called_abroad(passage: Passage, index: int) -> Iterator[Hit]:
    """ "die Patientin heißt Anna", "la paciente se llama Anna", "paziente di nome Anna": of nobody but a patient."""
    if passage.has(index, _NAME_NOUNS) and not passage.has(index - 1, _OF_NAME):
        return  # a thing's name
    following = index + 1
    if passage.has(following, _CALLED_LINKS):
        following += 1
    who = passage.words[max(0, index - _CALLED_REACH) : index]
    if passage.is_capital(following) and passage.gap(following) == " " and not _WHO_IS_CALLED.isdisjoint(who):
        yield from patients_name(passage, following, name_shapes.looks_a_name)


def shown_in_greek(passage: Passage, index: int) -> Iterator[Hit]:
    """ "η Δέσποινα, που σας έδειξα", and no colleague who spoke."""
    shown = index + 2 if passage.has(index + 1, _TO_YOU) else index + 1
    if passage.gap(index) in (", ", " ") and passage.has(shown, _I_SHOWED) and passage.has(index - 2, _GREEK_ARTICLES):
        yield from patients_name(passage, index - 1, name_shapes.is_new)


def after_call(passage: Passage, index: int) -> Iterator[Hit]:
    """ "they call her Maria"."""
    if passage.is_one_of(index + 1, "her", "him") and passage.gap(index + 2) == " ":
        yield from patients_name(passage, index + 2, name_shapes.is_new)


def after_name(passage: Passage, index: int) -> Iterator[Hit]:
    """ "her name is Maria", "Name: Maria K", "name of patient - Maria", "surname Example"."""
    is_heading = "\n" in passage.gap(index)
    if not is_heading and not _OTHER_NAMES.isdisjoint(passage.words[max(0, index - 2) : index]):
        return
    if passage.is_one_of(index + 1, "of") and not _OTHER_NAMES.isdisjoint(passage.words[index + 2 : index + 4]):
        return
    following = index + 1
    if following >= len(passage.words):
        return
    if passage.words[index] == "names" and not passage.written(index).endswith("'s"):
        return
    if passage.is_one_of(following, "age", "dob", "sex") and passage.gap(following) == "/":
        following += 1  # "Name/age: Anna Example/52"
    linked = passage.words[index] in {"surname", "names"} or passage.gap(following) not in (" ", " (")
    while passage.has(following, NAME_LINK):
        following += 1
        linked = True
    is_apart = passage.gap(following) == ", " and passage.has(index - 1, THEIRS)
    if following < len(passage.words) and (is_apart or passage.gap(following) in _NAME_GAPS):
        yield from patients_name(passage, following, name_shapes.after_name_is if linked else name_shapes.after_person)


def after_initials(passage: Passage, index: int) -> Iterator[Hit]:
    """ "initials J.S."."""
    match = _INITIALS.match(passage.cased, passage.ends[index])
    if match is not None and not passage.has(index - 1, _OTHER_NAMES):
        yield Hit("name", *match.span(1))


def before_record(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Anna Example, DOB 3/4/1980", "EXAMPLE Anna MRN 12345"."""
    if passage.words[index] == "ne" and not passage.has(index + 1, _BEHIND_BORN):
        return  # "Claire et Antoine ne sont pas"
    if index and passage.gap(index) in (" ", ", ", " (", " - ", ": ", "; ", "\n"):
        yield from name_before(passage, index)


def before_visit(passage: Passage, index: int) -> Iterator[Hit]:
    """ "K. Example came back with crusts", and no "Port Wine"; whoever came back from a congress is a colleague."""
    if passage.gap(index) == " " and _CAME_BACK.match(passage.lower, passage.starts[index]):
        for name in name_before(passage, index):
            whose = Name(passage.word_at(name.start), index - 1)
            if not name_shapes.is_medical(passage.words[index - 1]) and is_a_patients(passage, whose):
                yield name


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield TITLES, after_title
    yield _DOUBTFUL_TITLES, after_doubtful_title
    yield _RARE_TITLES | _BEFORE_GIVEN, after_rare_title
    yield frozenset({"κ"}), after_greek_title
    yield _PATIENTS, after_patient
    yield listed("named called by aka alias nicknamed nommee nomme as sappelle prenomme prenommee"), after_called
    yield _IS_CALLED, after_called_abroad
    yield frozenset({"που"}), shown_in_greek
    yield frozenset({"call"}), after_call
    yield listed("name surname nickname names"), after_name
    yield frozenset({"m"}), after_monsieur
    yield listed("initials initiales"), after_initials
    yield listed("came returned presented blistered reacted"), before_visit
    yield date_words().born | listed("mrn nhs ssn"), before_record
