"""A number behind its label, as records and accounts have them: "no. B-7702", "# 448 812", and a row of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.own_skin import ON_THE_BODY
from bot.clinical.screen.passage import Hit, Passage, listed
from bot.clinical.screen.patients import tells_of_skin
from bot.clinical.screen.vocabulary import makers, place_words

_NO_LETTERS_OF: Final = r"(?!(?:on|for|at|is|was|no|in|of|the|to|with|from|and|had|has|got|by|or|x)\b)"
# "D0448 71920 55183", "00 448 812", "PX-2231" or "LC/0457/B", "AB 123456".
WRITTEN: Final = (
    r"([a-z]\d{3,5}(?:[ -]\d{4,6}){1,3}(?!\w|[./]\d)|\d(?:[ -]?\d){3,15}(?!\w|[./]\d|-\w)|"
    r"[a-z]{2,5}\.\d{4,12}(?!\w)|(?=[a-z/-]{0,8}\d)[a-z\d](?:[a-z\d]|[-/](?=[a-z\d])){1,23}(?![\w])|"
    rf"{_NO_LETTERS_OF}[a-z]{{1,4}} (?:\d{{4,10}}(?!\w| \d)|\d{{4}}(?: \d{{4}}){{1,3}}(?!\w| \d))|"
    r"[α-ω]{1,3}-?\d{3,8}(?!\w))"
)
SAID: Final = r"(?:(?:no|number|numbers|num|nr|nbr|id|ident|identifier|code|ref|reference|lot|batch)\b\.?|n°)"
UNLABELLED: Final = LatePattern(rf"(?: ?(?:{SAID}|is|was|ends in|ending in|#)){{0,2}}[ :.#=-]{{0,4}}{WRITTEN}")
LABELLED: Final = LatePattern(
    rf"\.?(?:(?: (?:file|record|chart|card|account|member|policy|plan|claim))? ?(?:{SAID}|#)(?: ?(?:no|number|"
    rf"is|was|of)\b\.?)?)[ :.#=-]{{0,4}}{WRITTEN}"
)
_FEWEST_IN_ROW: Final = 4  # characters
_LONGER_THAN_AMOUNTS: Final = 8
_MOST_IN_ROW: Final = 8
UNITS: Final = LatePattern(
    r" ?(?:%|(?:nm|mm|ms|ns|ps|us|j|mj|kj|hz|w|ml|cc|units?|iu|um|pulses|shots|mtz|spots?|microns?|patients?|"
    r"cases?|usd|eur|euros?|dollars?|"
    r"kb|mb|gb|years?|weeks?|days?|months?)\b)"
)
_YEARS: Final = LatePattern(r"(?:19|20)(\d\d) ?[/-] ?(?:19|20)?(\d\d)")
BEFORE_PAPERS: Final = listed(
    "release data safety setting settings price fact tech product spec rating type warning ce"
)
# "MRNs 448812, 448907 and 448913".
_NEXT: Final = LatePattern(
    r"(?:,| and| &|;| \+| /|/){1,2} ?([a-z\d][a-z\d -]{2,14}?[a-z\d])(?=$|[,.;:)\n]| (?:and|&|/)| [a-z])"
)
REFERENCES: Final = listed("ref reference")
_MONTH_OF_YEAR: Final = LatePattern(
    r"(?:0\d|1[0-2])[/-](?:19|20)\d\d|(?:19|20)\d\d[/-](?:0\d|1[0-2])"
)  # "ref 12/2024" of a paper
_TRADED_WITH: Final = listed("from by of to")
_TRADED_WITHIN: Final = 8  # words
_TRADE: Final = listed(
    "supplier suppliers distributor distributors manufacturer manufacturers vendor rep reps shipment shipped courier "
    "ordered reordered consumables consumable spares spare po purchase warehouse backorder service quote quotation "
    "fibre fiber tips handpiece lamp amazon ebay alibaba ikea"
)
BEFORE_NUMBER: Final = listed(
    "no number numbers num nr nbr id ident identifier code ref reference lot batch file record chart card "
    "account member "
    "policy plan claim is was n of on for from ending ends ended end digits with under named called"
)


def is_followed_by_number(passage: Passage, index: int) -> bool:
    """Whether a number may follow, or "NSW 18220417" behind a licence."""
    if passage.is_followed(index, BEFORE_NUMBER):
        return True
    states = place_words().us_states, place_words().au_states
    return passage.written(index + 1).isupper() and any(passage.has(index + 1, each) for each in states)


def is_traded(passage: Passage, index: int) -> bool:
    """Whether what is numbered is bought or sold: "receipt 88120 for the fibre", "Candela invoice 88120"."""
    begin, end = passage.sentence_around(index, index)
    if not ON_THE_BODY.isdisjoint(passage.words[begin:end]) or tells_of_skin(passage.words[index:end]):
        return False  # "invoice 88120, burned by the handpiece"
    makers_near = [each for each in passage.places_of(makers()) if abs(each - index) <= _TRADED_WITHIN]
    is_a_makers = any(each == index - 1 or passage.has(each - 1, _TRADED_WITH) for each in makers_near)
    return is_a_makers or passage.distance(index, index, _TRADE) is not None


def _is_period(number: str) -> bool:
    """ "file 2023-2024": the next year follows, where "1998/2011" is a number."""
    years = _YEARS.fullmatch(number)
    return years is not None and (int(years[2]) - int(years[1])) % 100 == 1


def number_behind(passage: Passage, index: int, pattern: LatePattern, kind: str, *, digits: int) -> Iterator[Hit]:
    """The number behind the label at a word, of at least so many digits, and those in a row with it."""
    if not is_followed_by_number(passage, index):
        return
    match = pattern.match(passage.lower, passage.ends[index])
    if match is None or _is_period(match[1]):
        return
    # Nobody measures eight digits: "Acct 883120447 CC: PIH" is of the chief complaint.
    if len(match[1]) < _LONGER_THAN_AMOUNTS and UNITS.match(passage.lower, match.end()):
        return
    if not REFERENCES.isdisjoint(passage.words[index : index + 2]) and _MONTH_OF_YEAR.fullmatch(match[1]):
        return
    if sum(each.isdigit() for each in match[1]) < digits:
        return
    if len(match[1]) < _FEWEST_IN_ROW and passage.gap(index + 1) == ". ":
        return  # "in our EMR. 36 F"
    yield Hit(kind, *match.span(1))
    if len(match[1]) >= _FEWEST_IN_ROW:
        yield from _row(passage, match[1], match.end(), kind)


def _row(passage: Passage, first: str, end: int, kind: str) -> Iterator[Hit]:
    """ "448907 and 448913" behind "MRNs 448812,": written alike, each letter and digit at its place."""
    for _ in range(_MOST_IN_ROW):
        following = _NEXT.match(passage.lower, end)
        if following is None or _form(following[1]) != _form(first):
            return
        yield Hit(kind, *following.span(1))
        end = following.end()


def _form(number: str) -> str:
    return "".join("9" if each.isdigit() else "a" if each.isalpha() else each for each in number)
