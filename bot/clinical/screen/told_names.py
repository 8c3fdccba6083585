"""Names that nothing announces, where the sentence tells of a patient: "Kavita is back with stripes on her shins".

A name is believed by what the sentence says of it: that something of the skin is theirs, that they came, that they were
treated. It is a colleague's where the sentence speaks of advice, of talks or of patients in the plural.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.name_shapes import name_from
from bot.clinical.screen.passage import CueRule, Hit, Name, Passage, listed
from bot.clinical.screen.patients import (
    PERSONS_VERBS,
    PRONOUNS,
    SKIN,
    is_of_medicine,
    speaks_of_treatment,
    tells_of_skin,
)
from bot.clinical.screen.verdict import is_a_colleagues
from bot.clinical.screen.vocabulary import colleague_words, date_words, device_words, makers, place_words

_TREATED: Final = listed(
    "treated treating treat lasered injected zapped retreated peeled microneedled burned burnt numbed consented did "
    "reviewed examined assessed "
    "tattooed booked rebooked shaved cooled shot photographed biopsied referred dismissed refunded saw seen seeing"
)
_NO_NAMES: Final = listed(
    "husband mum mom mummy everyone everybody somebody nobody anybody someone parents family makeup sunscreen "
    "mr mrs ms miss mme mlle kyria kyrios smt shri sir dame lady madam madame"
)
UNNAMED: Final = listed(
    "insurer insurance insurers landlord landlady surgeon midwife solicitor lawyer attorney employer teacher coach "
    "stepmum stepmom stepdad chaperone interpreter translator trainee locum agency council court judge ombudsman "
    "regulator adjuster claims supervisor salon beautician hairdresser barber neighbour neighbor boyfriend girlfriend "
    "flatmate roommate fiance fiancee groom bride influencer actress actor singer dancer swimmer runner farmer "
    "gardener builder welder mechanic chef baker driver pilot student youngster toddler infant newborn granny grandma "
    "grandpa nan nana auntie aunt uncle cousin niece nephew customer client caller guest member newcomer returner "
    "responder nonresponder diabetic smoker redhead blonde blond brunette brunet physio doctor matron sister secretary "
    "admin cleaner porter courier rep engineer distributor other another first second third last next lady gent "
    "gentleman woman man girl boy guy bloke teen teenager pensioner retiree widow widower veteran athlete cyclist model"
)
"""Whoever opens a note without a name: "Insurer wants", "Blonde had", "Caller asked"."""
_PEOPLES: Final = ("ans", "ese", "ics")  # "Koreans"
_HAVE: Final = listed("had has got gets needs finished started completed missed lost cancelled stopped loves")
_IN_THE_CHAIR: Final = listed(
    "in back for on today yesterday again who whose with come coming over booked tomorrow next"
)
_WHEN: Final = listed("today yesterday again monday tuesday wednesday thursday friday last twice tonight")
_LEADS: Final = listed(
    "so and but then yesterday today tonight now also btw fyi ok okay update well last this week month year night "
    "morning my poor dear little luckily sadly apparently since unfortunately fortunately on in monday tuesday "
    "wednesday thursday friday saturday sunday re case pt as"
)
_REACH_AFTER: Final = 10
_WHAT_IS_TOLD: Final = listed("no not to that she he shes hes her his")
# What whoever is treated does and leaves at home.
_AT_HOME: Final = listed(
    "sun spf sunscreen retinol retinoid makeup shave shaving wax waxing tanning tan gym sauna swim"
)


def unknown_subject(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Zeynabou had her second session": no common name, but what else would have her session."""
    if not passage.has(index - 1, _HAVE) and PERSONS_VERBS.isdisjoint(
        passage.words[max(0, index - _REACH_AFTER) : index]
    ):
        return  # before the sentences are looked for, which takes longest
    start, _ = passage.sentence_around(index, index)
    first = start
    while first < index and passage.has(first, _LEADS):
        first += 1
    if index - first > _REACH_AFTER or not passage.is_capital(first):
        return
    name = name_from(passage, first, name_shapes.is_new)
    if name is None or passage.has(first, date_words().person | _NO_NAMES | UNNAMED | colleague_words().people):
        return
    last = passage.word_at(name.end - 1)
    if last >= index or passage.gap(last + 1) != " " or is_a_colleagues(passage, Name(first, last)):
        return
    things = colleague_words().office | device_words().clinic  # "lost her badge"
    is_an_offices = not things.isdisjoint(passage.words[index + 1 : index + 3])
    is_theirs = passage.has(last + 1, _HAVE) and index == last + 2 and not is_an_offices
    is_told = passage.has(last + 1, PERSONS_VERBS) and index <= last + _REACH_AFTER and speaks_of_treatment(passage)
    if is_theirs or is_told:
        yield name


def after_telling(passage: Passage, index: int) -> Iterator[Hit]:
    """ "remind Zeynabou no retinol before the peel", "told Zeynabou to stay out of the sun"."""
    if not passage.is_capital(index + 1) or passage.gap(index + 1) != " ":
        return
    name = name_from(passage, index + 1, name_shapes.is_new)
    if name is None or passage.has(
        index + 1, _NO_NAMES | date_words().person | makers() | place_words().cities | place_words().regions
    ):
        return
    last = passage.word_at(name.end - 1)
    if not passage.has(last + 1, _WHAT_IS_TOLD) or is_a_colleagues(passage, Name(index + 1, last)):
        return
    _, stop = passage.sentence_around(index, last)
    told = [word for word in passage.words[last + 1 : stop] if word.isalpha()]
    if tells_of_skin(told) or not _AT_HOME.isdisjoint(told):
        yield name


def in_the_chair(passage: Passage, index: int) -> Iterator[Hit]:
    """ "I had Zeynabou in for an hour", "we had Zeynabou back"."""
    if not passage.is_one_of(index - 1, "i", "we", "ive", "weve", "just") or not passage.is_capital(index + 1):
        return
    name = name_from(passage, index + 1, name_shapes.is_new)
    if name is not None and passage.has(passage.word_at(name.end - 1) + 1, _IN_THE_CHAIR):
        yield name


def befallen(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Zeynabou fainted", "my ten o'clock, Zeynabou, blistered"."""
    if not passage.is_capital(index - 1) or passage.gap(index) not in (" ", ", "):
        return
    if passage.has(index - 1, SKIN | date_words().person | _NO_NAMES | UNNAMED | colleague_words().people):
        return
    name = name_from(passage, index - 1, name_shapes.is_new)
    if name is not None:
        yield name


def after_treated(passage: Passage, index: int) -> Iterator[Hit]:
    """ "I lasered Zeynabou on Monday and she has marks"."""
    if not passage.is_capital(index + 1) or passage.gap(index + 1) != " ":
        return
    name = name_from(passage, index + 1, name_shapes.is_new)
    if name is None or passage.words[index + 1].endswith(_PEOPLES):
        return
    last = passage.word_at(name.end - 1)
    _, stop = passage.sentence_around(index, last)
    following = passage.words[last + 1 : stop]
    if following[:1] in (["at"], ["in"]) and passage.is_capital(last + 2):
        return  # "I saw her colleague in Vancouver, she injects": a speaker, at a congress
    is_told = following[:1] in (["with"], ["for"]) and any(
        each[0].isdigit() or is_of_medicine(each) for each in following[1:4]
    )
    is_told = is_told or not PRONOUNS.isdisjoint(following[:_REACH_AFTER]) or (following[:1] and following[0] in _WHEN)
    if is_told and not is_a_colleagues(passage, Name(index + 1, last)):
        yield name


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield listed("her his she he hers shes hes"), unknown_subject
    yield listed("tell told remind reminded warn warned advise advised"), after_telling
    yield listed("had have"), in_the_chair
    yield listed("tolerated fainted cried screamed complained consented blistered"), befallen
    yield _TREATED - {"did", "cooled", "shot", "shaved"}, after_treated
