"""The patterns of the screen, compiled once.

No quantifier stands inside another without a fixed bound, and each run of characters is entered at its beginning only,
so that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _words(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + r")\b"


_MAILBOX: Final = r"(?<![\w.+%-])[\w.+%-]{1,64}"
_SPELT_AT: Final = r" ?[\[(] ?at ?[\])] ?"
_SPELT_DOT: Final = r" ?(?:\.|[\[(] ?dot ?[\])]|dot ) ?"
EMAIL: Final = re.compile(
    _either(
        _MAILBOX + r"@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,24}(?![a-z0-9])",
        _MAILBOX + _SPELT_AT + r"[\w-]{1,63}" + _SPELT_DOT + r"[a-z]{2,24}\b",
    )
)
# Links, mentions, times and publication numbers are full of digits that call nobody.
NOT_PROSE: Final = re.compile(r"https?://[^\s<>]+|<[@#:a-z][^<>\s]*>|\b10\.\d{4,9}/\S+")

PHONE: Final = re.compile(
    r"(?<![\w.+/-])"
    + _either(
        r"\+[1-9](?:[ .()-]{0,2}\d){7,14}",  # international, in any grouping
        r"(?:1[ .-])?\([2-9]\d{2}\) ?\d{3}[ .-]\d{4}",  # North America
        r"(?:1[ .-])?[2-9]\d{2}(?P<joint>[ .-])\d{3}(?P=joint)\d{4}",  # the same, and Greece
        r"\(?0\d{1,4}\)?[ .-]\d{3,4}[ .-]?\d{3,4}",  # a leading zero and groups: Britain, Australia, India
        r"0\d(?:[ .-]\d{2}){4}",  # France
        r"(?:69|2\d)\d[ .-]\d{7}",  # Greece
        r"[6-9]\d{4}[ .-]\d{5}",  # India
        r"0\d{9,10}",
        r"[2-9]\d{9}",
    )
    + r"(?![\w/]|[.,-]\d)"
)
_CALLED: Final = ("phone", "telephone", "tel", "mobile", "mob", "cell", "call", "text", "whatsapp", "fax", "contact")
_CALL_LINK: Final = ("no", "number", "her", "him", "them", "me", "is", "on", "at", "us")
CALLED_PHONE: Final = re.compile(
    rf"\b{_words(_CALLED)}(?: {_words(_CALL_LINK)})?[ .:#]{{0,3}}(\+?\(?\d(?:[ .()-]{{0,2}}\d){{6,14}})(?!\w)"
)
# "755 532 1064 nm" is a list of settings, "2000 units" a dose.
_UNITS: Final = ("nm", "mm", "ms", "ns", "ps", "us", "j", "mj", "kj", "hz", "w", "ml", "cc", "units?", "iu", "um")
_COUNTS: Final = ("pulses", "shots", "mtz", "spots?", "microns?", "usd", "eur", "dollars", "euros")
AMOUNT_FOLLOWS: Final = re.compile(rf" ?(?:%|{_words((*_UNITS, *_COUNTS))})")

_RECORDS: Final = ("patient", "pt", "client", "case", "chart", "file", "record", "account", "acct")
_COVER: Final = ("policy", "insurance", "medicare", "health card")
_RECORDS_SAID: Final = r" (?:no|number|num|id|nr|file|record)\b| ?#"
_RECORD_CUE: Final = _either(
    r"mrn",
    r"m\.r\.n\.?",
    r"medical record",
    r"nhs",
    r"urn",
    r"hosp(?:ital)? (?:no|number|num|id|nr)",
    rf"{_either(*_RECORDS, *_COVER)}(?:{_RECORDS_SAID})",
    r"case file",
    r"chart(?=[ :#]{0,2}#?[a-z]{0,3}-?\d{5})",
)
RECORD: Final = re.compile(
    rf"(?<!\w){_RECORD_CUE}(?!\w)\.?(?: (?:no|number|num|id|nr|is)\b\.?)?[ :#=]{{0,3}}"
    r"(\d(?:[ -]?\d){3,11}(?!\w)|[a-z]{0,4}[-/]?\d[\w/-]{1,24})"
)
SOCIAL_SECURITY: Final = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")

_ORDINAL: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE: Final = _either(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}",
    rf"{_ORDINAL} (?:of )?[a-z]{{3,9}},? \d{{4}}",
    rf"[a-z]{{3,9}}\.? {_ORDINAL},? \d{{4}}",
)
BIRTH: Final = re.compile(
    r"(?<!\w)(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on)?)(?: is| was)?[ :=]{0,3}(?:on )?"
    rf"({_DATE})"
)

# Not "Gentle" of "GentleMax".
_NAME: Final = r"[A-Z][a-z]{1,20}(?![A-Za-z0-9])(?:['-][A-Z][a-z]{1,20})?"
_SURNAME: Final = _either(_NAME, "O'" + _NAME, "Mc" + _NAME, "[A-Z]{2,20}", "[A-Z]")
TITLED_NAME: Final = re.compile(
    r"(?<![\w-])(?:M(?:rs|r|s|iss|x)|mrs|mr)\b\.? ?" + rf"({_SURNAME}" + rf"(?:\.? (?:{_NAME}|[A-Z]\b)){{0,2}})"
)
# A full stop belongs to "pt."; after "patient" it ends the sentence, and the next one begins with a capital.
PATIENT_NAME: Final = re.compile(
    r"(?<![\w-])(?:(?:[Pp]atient|PATIENT|[Cc]lient)\b|[Pp]t\b\.?)"
    r"(?:(?: (?:is )?(?:named|called)| name(?: is)?|'s name(?: is)?| of mine)?[:,]?) "
    rf"((?:Mc|O'|){_NAME}(?: (?:{_NAME}|[A-Z]\b\.?)){{0,2}})"
)
