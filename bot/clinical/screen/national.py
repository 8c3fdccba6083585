"""National numbers and payment cards: by their form and check digit, or by the word before them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from bot.clinical.screen import checksums
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import wavelengths

FEWEST_DIGITS: Final = 9
# Nine to nineteen digits, alone or in the groups that these numbers are printed in.
_PRINTED: Final = LatePattern(
    r"(?<![\w.,/+-])(?:"
    r"(?P<ssn>\d{3}-\d{2}-\d{4})|"
    r"(?P<nhs>\d{3}[ -]\d{3}[ -]\d{4})|"
    r"(?P<nir>[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d[\dab] ?\d{3} ?\d{3} ?\d\d)|"
    r"(?P<card>\d{4}([ -]?)\d{4}\5\d{4}\5\d{4})|"
    r"(?P<aadhaar>[2-9]\d{3}([ -]?)\d{4}\7\d{4})|"
    r"(?P<eleven>\d{6} ?\d{5})|"
    r"(?P<medicare>[2-6]\d{3} \d{5} \d)|"
    r"(?P<cpf>\d{3}\.\d{3}\.\d{3}-\d\d)|"
    r"(?P<belgian>\d\d\.\d\d\.\d\d-\d{3}\.\d\d)|"
    r"(?P<cnp>[1-9]\d{12})|"
    r"(?P<hetu>\d{6}-\d{3}[\da-y])"
    r")(?![\w/]|[.,-]\d| \d)"
)
_CUED: Final = LatePattern(
    r"(?: ?(?:no|number|num|nr|id|card|#|is|was|of|are|της|του|ειναι|est|"
    r"last (?:four|4)|ending(?: in)?|digits)\b\.?){0,3}[ :.#=-]{0,4}"
    r"(\d{1,3}(?:\.\d{2,4}){2,3}(?:[.-]?[\da-z]{1,3}(?:\.\d\d)?)?|"  # with full stops, as in Brazil
    r"\d(?:[ -]?[\dab](?![a-z])){3,18}|(?=[a-z]{0,6}\d)[a-z\d]{5,18}|"
    # A Medicare beneficiary's, with its hyphens.
    r"[1-9][a-z][a-z\d]\d-[a-z][a-z\d]\d-[a-z]{2}\d\d|[a-z]{2} ?\d\d ?\d\d ?\d\d ?[a-d])(?!\w)"
)
_DIGITS_OF_PAN: Final = 4
_DIGITS_OF_NATIONAL_INSURANCE: Final = 6
_DIGITS_OF_SPAIN: Final = frozenset({7, 8})
DIGITS_AMONG_LETTERS: Final = frozenset({_DIGITS_OF_PAN, _DIGITS_OF_NATIONAL_INSURANCE}) | _DIGITS_OF_SPAIN
_SPANISH: Final = LatePattern(r"(?<![A-Za-z0-9])(?:\d|[XYZ]-?)\d{7}-?[A-Z](?![A-Za-z0-9])")
_ITALIAN: Final = LatePattern(r"[a-z]{6}[\dl-v]{2}[abcdehlmprst][\dl-v]{2}[a-z][\dl-v]{3}[a-z]")
_LETTERS_OF_ITALY: Final = 16
_NO_SEPARATORS: Final = str.maketrans("", "", " .-")
_INDIAN_PAN: Final = LatePattern(r"(?<![A-Za-z0-9])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z](?![A-Za-z0-9])")
_NATIONAL_INSURANCE: Final = LatePattern(
    r"(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Za-z0-9])"
)
_TAKES_NO_CUE: Final = {
    "ssn": checksums.social_security,
    "nhs": checksums.nhs,
    "nir": checksums.nir,
    "card": checksums.luhn,
    "aadhaar": checksums.verhoeff,
    "eleven": checksums.eleven,
    "medicare": checksums.medicare,
    "cpf": checksums.cpf,
    "belgian": checksums.belgian,
    "cnp": checksums.cnp,
    "hetu": checksums.hetu,
}


def in_numbers(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """The national numbers within a run of at least nine digits and separators."""
    for match in _PRINTED.finditer(passage.lower, start, min(end + 3, len(passage.lower))):
        form = match.lastgroup or ""
        number = match[0].translate(_NO_SEPARATORS)
        if form == "nhs" and not passage.says(_BRITISH):
            continue  # also the form of an American and of a Greek telephone number
        is_theirs = _TAKES_NO_CUE[form](number) or (form == "nir" and match[0].count(" ") == 6)
        if is_theirs and not _is_wavelengths(match[0]) and not passage.is_called_otherwise(match.start()):
            yield Hit("account number" if form == "card" else "national number", *match.span())


def _is_wavelengths(written: str) -> bool:
    return all(int(group) in wavelengths() for group in re.findall(r"\d+", written))


def among_letters(passage: Passage, start: int, digits: int) -> Iterator[Hit]:
    """India's PAN, Britain's National Insurance number and Spain's DNI and NIE have letters around their digits."""
    if digits == _DIGITS_OF_PAN and passage.cased[start - 1 : start].isupper():
        match = _INDIAN_PAN.match(passage.cased, max(0, start - 5))
    elif digits == _DIGITS_OF_NATIONAL_INSURANCE:
        match = _NATIONAL_INSURANCE.search(passage.cased, max(0, start - 3), start + 12)
    elif digits in _DIGITS_OF_SPAIN and passage.cased[start : start + 7].isdigit():
        match = _SPANISH.search(passage.cased, max(0, start - 2), start + 10)
        if match is None or passage.is_called_otherwise(match.start()):
            return
        if not checksums.spanish(match[0].translate(_NO_SEPARATORS).lower()):
            return
    else:
        return
    if match is not None:
        yield Hit("national number", *match.span())


def _italian(passage: Passage, index: int) -> Iterator[Hit]:
    """A codice fiscale is a word of letters and digits."""
    if checksums.codice_fiscale(passage.words[index]):
        yield Hit("national number", passage.starts[index], passage.ends[index])


class _ItalianCodes(Container[str]):
    """Words of a codice fiscale's form."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and len(word) == _LETTERS_OF_ITALY and _ITALIAN.fullmatch(word) is not None


def _cued(passage: Passage, index: int) -> Iterator[Hit]:
    word, last = passage.words[index], index
    if word in _FIRST_OF_TWO:
        if not passage.has(index + 1, _FIRST_OF_TWO[word]):
            return
        last += 1
    if not passage.is_followed(last, _BEFORE_NUMBER):
        return
    if word == "ss" and "#" not in passage.gap(last + 1):
        return  # "SS 10x10" is a spot's size
    match = _CUED.match(passage.lower, passage.ends[last])
    if match is None or sum(each.isdigit() for each in match[1]) < 4:
        return
    yield Hit("national number", *match.span(1))


_BRITISH: Final = listed("nhs gp referral referred hospital trust")
_FIRST_OF_TWO: Final = {
    "social": frozenset({"security", "sec"}),
    "soc": frozenset({"sec", "security"}),
    "securite": frozenset({"sociale"}),
    "national": frozenset({"id", "insurance", "identity"}),
    "identity": frozenset({"card", "number"}),
    "carte": frozenset({"vitale"}),
    "id": frozenset({"card"}),
    "tax": frozenset({"id", "file"}),
    "emirates": frozenset({"id"}),
    "ni": frozenset({"number", "no"}),
    "codice": frozenset({"fiscale"}),
}
_BEFORE_NUMBER: Final = listed("no number num nr id card is was of are της του ειναι est last ending digits")
_ALONE: Final = listed(
    "ssn ss nhs nir amka αμκα αφμ aadhaar aadhar adhaar adhar pan passport nino tfn afm insee uidai abha ihi secu chi "
    "pps ppsn "
    "mbi nie dni cpf pesel nif contribuinte bsn burgerservicenummer rijksregisternummer niss cnp egn oib curp "
    "personnummer fodselsnummer henkilotunnus hetu kimlik tckn cprnummer steuerid kvnr versichertennummer "
    "krankenversichertennummer versichertennr versicherungsnummer svnr cnic hkid mykad iqama omang nric fin"
)


def rules() -> Iterator[tuple[Container[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _ALONE | frozenset(_FIRST_OF_TWO), _cued
    yield _ItalianCodes(), _italian
