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


def amka(digits: str) -> bool:
    """Greece's AMKA: the birth date as DDMMYY, four digits and a check digit."""
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12 and luhn(digits)


def medicare(digits: str) -> bool:
    """Australia's Medicare card: eight digits, their check digit, the issue."""
    return digits[0] in "23456" and _weighted(digits, _MEDICARE_WEIGHTS) % 10 == int(digits[8])


def social_security(digits: str) -> bool:
    """An American SSN has no check digit, only parts that were never given out."""
    return digits[:3] not in ("000", "666") and digits[3:5] != "00" and digits[5:] != "0000"
