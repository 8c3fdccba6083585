"""A screen for words that may identify a patient.

It finds forms, not people: stories and rare cases stay the author's care. Papers, eponyms, clinics and devices are no
patients. What is found is told as a kind and a place, never as the words.

Whoever is named is a patient or a colleague, and most names stand bare. Signs decide, the surest first (`verdict`):

1. A title, thanks or a greeting before the name: a colleague ("Dr Quill", "Thanks Maria"; `colleagues`).
2. An age, a number, a burn right beside it: a patient ("Maria, 34", "Maria blistered"; `patients`).
3. What their skin did: a patient, at a congress too ("After the meeting Maria came with blisters"; `own_skin`).
4. An occupation or a desk beside it, a clinic or patients of their own: a colleague ("our nurse Maria", "in her
   clinic", "Maria in pharmacy"; `staff`).
5. What they do or are asked, right behind the name: a colleague ("Maria recommends 18 J", "Maria, what spot?", "Maria
   cancelled the pizza order"); so is whoever is introduced for one elsewhere in the text.
6. Skin, a treatment or a visit in the sentence: a patient, unless a talk, a paper or a trainer stands there as well.
7. The same in the sentences around, or a name set apart: a patient ("Wolfgang.", "Maria asks again. She peeled";
   `around`).

The words of 1, 4, 5 and 6 stand in `screen.toml` under `[colleagues]`, by how near to the name they must be. Beside
this, `names`, `relations`, `introduced` and `single_names` know what announces a patient ("Mrs", "her husband", a
heading, an age), `told_names` what is done to a name that no list has, `same_person` what follows from what was found.

Most messages hold nothing: a look-up of their words in one dictionary, one search for runs of digits and two for single
characters decide whether anything dearer is tried at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Final

from bot.clinical.folding import Folded, fold
from bot.clinical.reading import Identifier, Span
from bot.clinical.screen import (
    accounts,
    ages,
    dates,
    faces,
    file_names,
    greek_names,
    introduced,
    links,
    names,
    national,
    persons,
    phones,
    places,
    plates,
    records,
    relations,
    same_person,
    single_names,
    small_names,
    told_names,
    towns,
)
from bot.clinical.screen.passage import CueRule, Hit, Passage
from bot.clinical.word_memory import WordMemory

# A run of digits, or the second half of a British postcode.
_NUMBER: Final = re.compile(r"\d(?:(?:[ ./()+-]{0,3}+\d){3,}+|([ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9]))")
# What a spelt e-mail address has for its sign, or what may be an age: one search for both.
_IN_BRACKETS: Final = re.compile(r"[(\[{<] ?(?:at|@|[1-9]\d\))")
_NOT_DIGITS: Final = str.maketrans("", "", " ./()+-")
# Where several kinds claim one place, the first of these is the better description.
_ORDER: Final = {
    kind: rank
    for rank, kind in enumerate(
        (
            "email",
            "url",
            "national number",
            "account number",
            "record number",
            "device serial",
            "date",
            "phone",
            "address",
            "postcode",
            "age",
            "photo",
            "name",
        )
    )
}
_PATIENTS_NUMBERS: Final = frozenset({"national number", "record number"})
_OF_A_PATIENT: Final = "The patient.\n"
_MANY_CUES: Final = 60  # "ID ID ID" without end says no more than it does at first
_SURROUNDINGS: Final = 32  # characters on each side
_LONGEST_ROW: Final = 240  # characters of digits alone; what a longer table is begins as it goes on
_FEWEST_UNKNOWN: Final = 9  # digits of what may be a telephone number
_ENOUGH: Final = 40  # found; a text that holds as many is held for them, and its time stays in step with its length


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The places that may identify a patient, in their order."""
    return identifiers_in_folded(fold(text))


def identifiers_of_patient(text: str) -> tuple[Identifier, ...]:
    """As `identifiers`, of the answer to what was asked of a patient: a day is theirs there, with nobody named."""
    before = len(_OF_A_PATIENT)
    return tuple(
        [
            Identifier(found.kind, Span(found.span.start - before, found.span.end - before))
            for found in identifiers(f"{_OF_A_PATIENT}{text}")
        ]
    )


def identifiers_in_folded(folded: Folded) -> tuple[Identifier, ...]:
    """As `identifiers`, for a text that is folded already."""
    hits = _hits(folded)
    return tuple([Identifier(hit.kind, folded.span(hit.start, hit.end)) for hit in _best(hits)]) if hits else ()


def _hits(folded: Folded) -> list[Hit]:
    passage = Passage(folded)
    found: list[Hit] = []
    cues = _rules().found_in(folded.words)
    for index, called in cues if len(cues) <= _MANY_CUES else _without_repetition(passage, cues):
        for rule in called:
            found += rule(passage, index)
        if len(found) > _ENOUGH:
            break
    brackets = [*_IN_BRACKETS.finditer(passage.lower)]
    ages = [*single_names.BARE_AGE.finditer(passage.cased)]
    if ages or brackets:
        found += islice(single_names.before_bare_ages(passage, ages + brackets), _ENOUGH)
    if single_names.OWNER in passage.lower:
        found += islice(single_names.owners(passage), _ENOUGH)
    if found:
        passage.named = [passage.word_at(hit.end - 1) for hit in found if hit.kind == "name"][:_ENOUGH]
        passage.dated = any(hit.kind == "date" for hit in found)
    if passage.named or passage.dated:
        found += islice(dates.beside_others(passage), _ENOUGH)
    if passage.named:
        found += islice(places.beside_names(passage), _ENOUGH)
        found += islice(towns.beside_names(passage), _ENOUGH)
    if passage.lower.count("/") > 1:
        found += dates.logged(passage)
    numbers = _numbers_without_repetition(passage.cased, list(_NUMBER.finditer(passage.cased)))
    if numbers:
        found += islice(_in_numbers(passage, numbers), _ENOUGH)
        kinds, is_dated = {hit.kind for hit in found}, passage.dated
        passage.dated, passage.numbered = "date" in kinds, not _PATIENTS_NUMBERS.isdisjoint(kinds)
        if (passage.dated and not is_dated) or (passage.numbered and not passage.named):
            found += islice(dates.beside_others(passage), _ENOUGH)
            for match in islice(numbers, _MANY_CUES):
                found += dates.in_numbers(passage, match.start(), min(match.end(), match.start() + _LONGEST_ROW))
    if found:
        found += islice(same_person.beside_numbers(passage, found), _ENOUGH)
        found += islice(same_person.behind_numbers(passage, found), _ENOUGH)
        found += islice(same_person.again(passage, found), _ENOUGH)
        found += islice(same_person.beside_names(passage, found), _ENOUGH)
        found += islice(towns.in_addresses(passage, found), _ENOUGH)
        found = [hit for hit in found if passage.is_prose(hit.start, hit.end)]
        found = [small_names.whole(passage, hit) if hit.kind == "name" else hit for hit in found]
    if "@" in passage.lower:
        found += islice(links.emails(passage), _ENOUGH)
        found += islice(links.handles(passage), _ENOUGH)
    if brackets and any(each[0][-1] != ")" for each in brackets):
        found += islice(links.spelt_emails(passage), _ENOUGH)
    if "://" in passage.lower or "www." in passage.lower or ".com/" in passage.lower:
        found += islice(links.links(passage), _ENOUGH)
    return found


def _without_repetition(
    passage: Passage, cues: list[tuple[int, tuple[CueRule, ...]]]
) -> Iterator[tuple[int, tuple[CueRule, ...]]]:
    """The cue words; of many, those alone whose surroundings have not been read already."""
    cased, read = passage.cased, set[str]()
    for index, called in cues:
        start, end = passage.starts[index], passage.ends[index]
        surroundings = cased[start - _SURROUNDINGS if start > _SURROUNDINGS else 0 : end + _SURROUNDINGS]
        if surroundings not in read:
            read.add(surroundings)
            yield index, called


def _numbers_without_repetition(cased: str, numbers: list[re.Match[str]]) -> list[re.Match[str]]:
    """As above, of numbers."""
    if len(numbers) <= _MANY_CUES:
        return numbers
    surrounded = {
        cased[max(0, each.start() - _SURROUNDINGS) : each.end() + _SURROUNDINGS]: each for each in reversed(numbers)
    }
    return sorted(surrounded.values(), key=lambda each: each.start())


def _in_numbers(passage: Passage, numbers: list[re.Match[str]]) -> Iterator[Hit]:
    unknown: list[tuple[int, int]] = []
    for match in numbers:
        start, end = match.span()
        if match[1]:
            yield from places.uk_postcode(passage, start)
            continue
        end = min(end, start + _LONGEST_ROW)
        digits = len(match[0][:_LONGEST_ROW].translate(_NOT_DIGITS))
        hits = _in_run(passage, start, end, digits)
        yield from hits
        if digits >= _FEWEST_UNKNOWN:
            told = max((hit.end for hit in hits), default=start)  # "17-06-1993 / 9876120453": the date
            if len(passage.lower[told:end].translate(_NOT_DIGITS)) >= _FEWEST_UNKNOWN:
                unknown.append((told, end))
    if unknown:
        yield from phones.possible_in_numbers(passage, unknown)


def _in_run(passage: Passage, start: int, end: int, digits: int) -> list[Hit]:
    hits: list[Hit] = []
    if digits >= national.FEWEST_DIGITS:
        hits += national.in_numbers(passage, start, end)
    elif digits in national.DIGITS_AMONG_LETTERS:
        hits += national.among_letters(passage, start, digits)
    if end - start >= dates.SHORTEST:
        hits += dates.in_numbers(passage, start, end)
    if digits in places.DIGITS:
        hits += places.in_numbers(passage, start, end, digits)
    if not hits and digits in records.DIGITS_BEHIND_LABEL:
        hits += records.in_numbers(passage, start, end)
    if passage.lower.count(".", start, end) >= links.DOTS_OF_IP:
        hits += links.ip_in_numbers(passage, start)
    if digits >= phones.FEWEST_DIGITS:
        hits += phones.in_numbers(passage, start, end)
    return hits


def _best(hits: list[Hit]) -> list[Hit]:
    """The hits in their order, without those that lie on a better one."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=_rank):
        at = bisect_left(kept, hit.start, key=_start)
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or hit.end <= kept[at].start):
            kept.insert(at, hit)
    return kept


_start = attrgetter("start")


def _rank(hit: Hit) -> tuple[int, int, int]:
    return _ORDER[hit.kind], hit.start, -hit.end


@cache
def _rules() -> WordMemory[tuple[CueRule, ...]]:
    """What each word calls: asked when it is first met, because thousands of given names are cue words."""
    parts = (
        names,
        relations,
        introduced,
        greek_names,
        persons,
        single_names,
        told_names,
        file_names,
        dates,
        ages,
        phones,
        national,
        records,
        accounts,
        plates,
        places,
        towns,
        links,
        faces,
    )
    every = tuple(called for part in parts for called in part.rules())

    def calls(word: str) -> tuple[CueRule, ...] | None:
        return tuple(rule for words, rule in every if word in words) or None

    return WordMemory(calls)
