"""The check digits of national numbers and payment cards: they tell a number somebody has from a row of digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# D5 multiplication and the permutation of Verhoeff's scheme: J. Verhoeff, Error Detecting Decimal Codes, 1969.
_MULTIPLIED: Final = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_PERMUTED: Final = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)
_MEDICARE_WEIGHTS: Final = (1, 3, 7, 9, 1, 3, 7, 9)
_PESEL_WEIGHTS: Final = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_CNP_WEIGHTS: Final = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
# The last weight of each is the check digit's own.
_NORWEGIAN_WEIGHTS: Final = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
_SPANISH_LETTERS: Final = "trwagmyfpdxbnjzsqvhlcke"
_FINNISH_LETTERS: Final = "0123456789abcdefhjklmnprstuvwxy"
# What a codice fiscale's characters at the odd places count, a digit as the letter of its place in the alphabet.
_ITALIAN_ODD: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_LETTER_A: Final = 10  # in base 36


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def luhn(digits: str) -> bool:
    """ISO/IEC 7812: payment cards, the Greek AMKA."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def verhoeff(digits: str) -> bool:
    """India's Aadhaar."""
    check = "0"
    for place, digit in enumerate(reversed(digits)):
        check = _MULTIPLIED[int(check)][int(_PERMUTED[place % 8][int(digit)])]
    return check == "0"


def nhs(digits: str) -> bool:
    """England's NHS number: ten digits, weights 10 to 2, modulus 11."""
    check = 11 - _weighted(digits, range(10, 1, -1)) % 11
    return check != 10 and check % 11 == int(digits[9])


def nir(number: str) -> bool:
    """France's NIR: thirteen digits (Corsica's 2A and 2B count as 19 and 18) and 97 less their remainder."""
    body, key = number[:13].replace("2a", "19").replace("2b", "18"), number[13:15]
    return body.isdigit() and key.isdigit() and 97 - int(body) % 97 == int(key)


def _are_day_and_month(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def amka(digits: str) -> bool:
    """Greece's AMKA: the birth date as DDMMYY, four digits and a check digit."""
    return _are_day_and_month(digits[:2], digits[2:4]) and luhn(digits)


def pesel(digits: str) -> bool:
    """Poland's PESEL: the birth date as YYMMDD, from 2000 on with 20 added to the month; "Czym jest numer PESEL"."""
    month = digits[2:4] if int(digits[2]) < 2 else f"{int(digits[2:4]) - 20}"
    return _are_day_and_month(digits[4:6], month) and _weighted(digits, _PESEL_WEIGHTS) % 10 == 0


def turkish(digits: str) -> bool:
    """Turkey's T.C. Kimlik No.: nine digits and two check digits."""
    first = (7 * sum(map(int, digits[:9:2])) - sum(map(int, digits[1:8:2]))) % 10
    return digits[0] != "0" and first == int(digits[9]) and sum(map(int, digits[:10])) % 10 == int(digits[10])


def norwegian(digits: str) -> bool:
    """Norway's fodselsnummer: the birth date as DDMMYY (a D-number's day with 40 added), and two check digits."""
    day = digits[:2] if int(digits[0]) < 4 else f"{int(digits[:2]) - 40}"
    return _are_day_and_month(day, digits[2:4]) and not any(
        _weighted(digits, weights) % 11 for weights in _NORWEGIAN_WEIGHTS
    )


def eleven(digits: str) -> bool:
    """A number in the eleven digits that Greece, Poland, Turkey and Norway give theirs."""
    return amka(digits) or pesel(digits) or turkish(digits) or norwegian(digits)


def cpf(digits: str) -> bool:
    """Brazil's CPF (Receita Federal): nine digits and two check digits, weights 10 and 11 to 2, modulus 11."""
    return all(_weighted(digits, range(place + 1, 1, -1)) * 10 % 11 % 10 == int(digits[place]) for place in (9, 10))


def belgian(digits: str) -> bool:
    """Belgium's national register number: nine digits, with a 2 before them from 2000 on, and 97 less the remainder."""
    return any(97 - int(century + digits[:9]) % 97 == int(digits[9:]) for century in ("", "2"))


def cnp(digits: str) -> bool:
    """Romania's CNP: sex and century, the birth date as YYMMDD, and a check digit by modulus 11."""
    check = _weighted(digits, _CNP_WEIGHTS) % 11
    return _are_day_and_month(digits[5:7], digits[3:5]) and (1 if check == 10 else check) == int(digits[12])


def hetu(number: str) -> bool:
    """Finland's henkilotunnus: the birth date as DDMMYY, a sign, three digits and a letter of their remainder by 31."""
    digits = number[:6] + number[-4:-1]
    return _are_day_and_month(digits[:2], digits[2:4]) and _FINNISH_LETTERS[int(digits) % 31] == number[-1]


def spanish(number: str) -> bool:
    """Spain's DNI and NIE (Ministerio del Interior): eight digits, or X, Y or Z and seven; their remainder by 23."""
    digits = number[:-1].translate(str.maketrans("xyz", "012"))
    return _SPANISH_LETTERS[int(digits) % 23] == number[-1]


def codice_fiscale(number: str) -> bool:
    """Italy's codice fiscale (Decreto ministeriale 23 December 1976): fifteen characters and a check letter."""
    values = [int(each, 36) - _LETTER_A if each.isalpha() else int(each) for each in number]
    total = sum(value if place % 2 else _ITALIAN_ODD[value] for place, value in enumerate(values[:-1]))
    return total % 26 == values[-1]


def medicare(digits: str) -> bool:
    """Australia's Medicare card: eight digits, their check digit, the issue."""
    return digits[0] in "23456" and _weighted(digits, _MEDICARE_WEIGHTS) % 10 == int(digits[8])


def social_security(digits: str) -> bool:
    """An American SSN has no check digit, only parts that were never given out."""
    return digits[:3] not in ("000", "666") and digits[3:5] != "00" and digits[5:] != "0000"
