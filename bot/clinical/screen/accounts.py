"""Account, insurance, card and licence numbers: a cue word and a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import checksums
from bot.clinical.screen.labelled_numbers import (
    BEFORE_PAPERS,
    LABELLED,
    UNITS,
    UNLABELLED,
    WRITTEN,
    is_followed_by_number,
    is_traded,
    number_behind,
)
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import date_words, wavelengths

_UNLABELLED_CARD: Final = LatePattern(rf" (?:card|number|no|is|was|[:#. ]){{0,4}}{WRITTEN}")
_ENDING: Final = LatePattern(
    r"(?: (?:card|no|number|digits))?[ ,:]{0,2}(?:ending|ends|ended|end)(?: (?:in|with))?[ :]{0,2}(\d{4})\b"
)
_LAST_FOUR: Final = LatePattern(
    r" (?:four|4)(?: digits)?(?: (?:of|on) [a-z' ]{0,24}?card)?(?: (?:is|are|was))?[ :=]{0,3}(\d{4})\b(?! ?(?:nm|"
    r"units?|j|ms|weeks|pulses))"
)
_OF_A_MACHINE: Final = listed("n sn serial")
_CARDS: Final = listed("card visa mastercard amex")
_CARD_DIGITS: Final = LatePattern(
    r" (?:x{2,4}|\*{1,4}|\.{2,3})? ?(\d{4})(?= (?:was|is|got|declined|charged|expired|refused)|[,.;)]|$)"
)
# "IBAN she gave for the refund GR16 0110 …"
_IBAN: Final = LatePattern(r"[^.;?!\n\d]{0,40}?\b([a-z]{2}\d\d(?: ?[a-z\d]{4}){3,7}(?: ?[a-z\d]{1,3})?)\b")
# Insurers, behind which a number with letters or a long one is a member's, and a short one a tariff's.
_INSURERS: Final = listed(
    "bcbs humana kaiser anthem uhc unitedhealthcare aetna cigna bupa axa allianz medibank hcf nib vitality oscar "
    "tricare generali interamerican ethniki mgen harmonie"
)
_INSURED: Final = LatePattern(
    r"(?: (?:id|no|number|member|policy|plan|card|is)\b\.?){0,2}[ ,:#.=(-]{1,3}(?=[a-z]{0,4}\d)"
    r"([a-z]{1,4}-?\d(?:-?[a-z\d]){5,14}|\d(?:[ -]?\d){7,14})(?!\w)"
)
ACCOUNTS: Final = listed(
    "account accounts acct acc sub dva invoice invoices bill bills facture "
    " receipt policies policy member membership insurance insurer plan claim subscriber medicaid "
    "medicare card "
    "visa mastercard amex bupa aetna cigna medibank licence license driving drivers driver dl health npi ahpra "
    "gmc rpps plate "
    "plates rego registration certificate permit payer mutuelle transaction order adherent adherente dadherent assure "
    "assuree dassure police συμβολαιο συμβολαιου ασφαλιστηριου ασφαλιστηριο μελους οδηγησης"
)
_TAKES_LONG_NUMBER: Final = listed(
    "member membership insurance claim bupa aetna cigna medibank card insurer subscriber account acct invoice "
    "medicaid policy facture rego plate plates licence license dl npi ahpra gmc rpps receipt mutuelle adherent "
    "adherente dadherent assure assuree dassure συμβολαιο συμβολαιου ασφαλιστηριου ασφαλιστηριο μελους οδηγησης"
)
# "her licence, it says H4471 20968": with somebody's word before the number, or before the cue.
_TOLD: Final = LatePattern(
    r"((?:[ ,:(]{1,2}(?:hers|his|her|she|he|patient|pt|lady|client|is|was|it|number|card|form|read|reads|says|said|"
    r"gave|me|us|showed|shows|the|one|as)\b){1,7})[ ,:#(]{1,3}([a-z]{0,3}-?\d[a-z\d]{0,14}(?:[ -]\d[a-z\d]{0,9}){0,4})"
    r"(?!\w|[.,/]\d)"
)
# "licence she gave as ID was expired, NJ S4471 09823": anywhere behind the cue in its sentence, letters first.
_FURTHER_ON: Final = LatePattern(
    r"[^.;?!\n\d]{1,60}?\b((?!fst|day|wk|week|session|type|age)"
    r"[a-z]{1,3}-?\d{3,}(?:[ -]\d{2,8}){0,3})(?!\w|[.,/]\d)"
)
_TOLD_OF: Final = LatePattern(r"\b(?:hers|his|she|he|patient|pt|lady|client)\b")
_FEWEST_TOLD: Final = 7  # digits
_FEWEST_BEHIND_LETTERS: Final = 5
# What is bought and sold between a clinic and a firm; with a maker's name beside it, so is an invoice.
_SHOWN_AS_PROOF: Final = listed("licence license dl passport insurance insurer policy membership card")
_TELLS: Final = listed("hers his she he is was it reads says said shows showed patient pt lady client card number")
_TRADED: Final = listed("invoice receipt order transaction account acct acc")


def _account(passage: Passage, index: int) -> Iterator[Hit]:
    """ "invoice no. 20419", "policy XG-445120", "card ending 4242", "driver's licence D1234567"."""
    if not is_followed_by_number(passage, index):
        return
    if passage.has(index - 1, BEFORE_PAPERS):
        return  # "the type plate PV-2940"
    end = passage.ends[index]
    ending = _ENDING.match(passage.lower, end)
    if ending is not None:
        yield Hit("account number", *ending.span(1))
        return
    if passage.words[index] == "c" and not (passage.is_one_of(index - 1, "a") and passage.gap(index) == "/"):
        return
    if passage.words[index] == "dl" and passage.has(index - 1, _OF_A_MACHINE):
        return  # "S/N DL-810-2291"
    if passage.words[index] == "card" and passage.is_one_of(index - 1, "medicare"):
        return
    if passage.words[index] in _CARDS:
        card = _CARD_DIGITS.match(passage.lower, end)
        if card is not None:
            yield Hit("account number", *card.span(1))
            return
    found = tuple(number_behind(passage, index, LABELLED, "account number", digits=3))
    if not found and passage.words[index] in _TAKES_LONG_NUMBER:
        found = tuple(number_behind(passage, index, UNLABELLED, "account number", digits=3))
        found = tuple(each for each in found if _is_mixed_or_long(passage.lower[each.start : each.end]))
    if passage.words[index] == "medicare":
        found = found or tuple(number_behind(passage, index, _UNLABELLED_CARD, "account number", digits=9))
        digits = [passage.lower[each.start : each.end].replace(" ", "").replace("-", "") for each in found]
        if digits and digits[0].isdigit() and len(digits[0]) in (10, 11) and checksums.medicare(digits[0]):
            found = (Hit("national number", *found[0][1:]),)
    if not (found and passage.words[index] in _TRADED and _is_a_firms(passage, index)):
        yield from found


def _told(passage: Passage, index: int) -> Iterator[Hit]:
    """ "driver's license, hers is H4471 20968", "the policy she gave me, 77-1904-3382", "her card says 7719043382"."""
    if not (passage.has(index + 1, _TELLS) or passage.has(index + 2, _TELLS)):
        return
    match = _TOLD.match(passage.lower, passage.ends[index])
    if match is None and passage.has(index, _SHOWN_AS_PROOF):
        further = _FURTHER_ON.match(passage.lower, passage.ends[index])
        if further is not None and sum(each.isdigit() for each in further[1]) >= _FEWEST_TOLD:
            yield Hit("account number", *further.span(1))
        return
    if match is None or any(each.isdigit() and int(each) in wavelengths() for each in match[2].split()):
        return
    if sum(each.isdigit() for each in match[2]) < (_FEWEST_TOLD if match[2][0].isdigit() else _FEWEST_BEHIND_LETTERS):
        return
    is_theirs = _TOLD_OF.search(match[1]) or any(passage.has(index - each, date_words().person) for each in (1, 2))
    if is_theirs and not UNITS.match(passage.lower, match.end()):
        yield Hit("account number", *match.span(2))


def _is_a_firms(passage: Passage, index: int) -> bool:
    """ "invoice 88120 from Lumenis", "Candela invoice 88120": where a firm is named, and no person."""
    return is_traded(passage, index) and passage.distance(index, index, date_words().person) is None


def _is_mixed_or_long(token: str) -> bool:
    return len(token) > 4 and (sum(each.isdigit() for each in token) > 4 or any(each.isalpha() for each in token))


def _insured(passage: Passage, index: int) -> Iterator[Hit]:
    """ "BCBS XQH884120000", "Humana, H5521-998812"."""
    match = _INSURED.match(passage.lower, passage.ends[index])
    if match is not None:
        yield Hit("account number", *match.span(1))


def _last_four(passage: Passage, index: int) -> Iterator[Hit]:
    if not passage.is_one_of(index + 1, "four", "4"):
        return
    match = _LAST_FOUR.match(passage.lower, passage.ends[index])
    if match is not None:
        yield Hit("account number", *match.span(1))


def _iban(passage: Passage, index: int) -> Iterator[Hit]:
    match = _IBAN.match(passage.lower, passage.ends[index])
    if match is not None:
        yield Hit("account number", *match.span(1))


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield ACCOUNTS | {"c"}, _account
    yield _TAKES_LONG_NUMBER, _told
    yield _INSURERS, _insured
    yield frozenset({"last"}), _last_four
    yield frozenset({"iban"}), _iban
