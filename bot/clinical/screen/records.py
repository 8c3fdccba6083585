"""Record, account, insurance and licence numbers, and the serial of a patient's implant: a cue word and a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import checksums
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.own_skin import ON_THE_BODY
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import tells_of_skin
from bot.clinical.screen.vocabulary import date_words, device_words, makers, name_words, place_words, wavelengths

_NO_LETTERS_OF: Final = r"(?!(?:on|for|at|is|was|no|in|of|the|to|with|from|and|had|has|got|by|or|x)\b)"
# "D0448 71920 55183", "00 448 812", "PX-2231" or "LC/0457/B", "AB 123456".
_WRITTEN: Final = (
    r"([a-z]\d{3,5}(?:[ -]\d{4,6}){1,3}(?!\w|[./]\d)|\d(?:[ -]?\d){3,15}(?!\w|[./]\d|-\w)|"
    r"[a-z]{2,5}\.\d{4,12}(?!\w)|(?=[a-z/-]{0,8}\d)[a-z\d](?:[a-z\d]|[-/](?=[a-z\d])){1,23}(?![\w])|"
    rf"{_NO_LETTERS_OF}[a-z]{{1,4}} (?:\d{{4,10}}(?!\w| \d)|\d{{4}}(?: \d{{4}}){{1,3}}(?!\w| \d))|"
    r"[α-ω]{1,3}-?\d{3,8}(?!\w))"
)
_SAID: Final = r"(?:(?:no|number|numbers|num|nr|nbr|id|ident|identifier|code|ref|reference|lot|batch)\b\.?|n°)"
_UNLABELLED: Final = LatePattern(rf"(?: ?(?:{_SAID}|is|was|ends in|ending in|#)){{0,2}}[ :.#=-]{{0,4}}{_WRITTEN}")
# "chart B-7702", "folder: 4471", "case 2024-1187", where "chart 4" and "file 2023-2024" are no numbers of anybody.
_MIXED: Final = LatePattern(
    r"(?: under| named| called)?(?: is| was)?[ ,:.#=(-]{1,4}"
    r"(?=[a-z]{1,4}[/-]?(?:[a-z]{1,4}[/-])?\d|\d{2,4}[/-]\d{4}|\d{4,6}/\d\d(?!\d))"
    r"([a-z\d]{1,8}(?:[/-][a-z\d]{1,8}){0,3})(?!\w)"
)
_MARKED: Final = LatePattern(
    r"(?: for| of)?[ (]{0,2}[:#]{1,2} ?#?(\d{3,12})(?!\w|[.,/-]\d| ?(?:nm|mm|j|ms|pulses|patients)\b)"
)
_LABELLED: Final = LatePattern(
    rf"\.?(?:(?: (?:file|record|chart|card|account|member|policy|plan|claim))? ?(?:{_SAID}|#)(?: ?(?:no|number|"
    rf"is|was|of)\b\.?)?)[ :.#=-]{{0,4}}{_WRITTEN}"
)
_UNLABELLED_CARD: Final = LatePattern(rf" (?:card|number|no|is|was|[:#. ]){{0,4}}{_WRITTEN}")
_SERIAL: Final = LatePattern(
    rf"(?: ?(?:{_SAID}|#)){{0,2}}(?: (?:of|on|for|from) (?:(?:her|his|the|their|a) )?[a-z ]{{2,24}}?)?(?: (?:is|"
    rf"was))?[ :.#=-]{{0,4}}{_WRITTEN}"
)
_FEWEST_IN_ROW: Final = 4  # characters
_LONGER_THAN_AMOUNTS: Final = 8
_MOST_IN_ROW: Final = 8
_UNITS: Final = LatePattern(
    r" ?(?:%|(?:nm|mm|ms|ns|ps|us|j|mj|kj|hz|w|ml|cc|units?|iu|um|pulses|shots|mtz|spots?|microns?|patients?|"
    r"cases?|usd|eur|euros?|dollars?|"
    r"kb|mb|gb|years?|weeks?|days?|months?)\b)"
)
_YEARS: Final = LatePattern(r"(?:19|20)(\d\d) ?[/-] ?(?:19|20)?(\d\d)")
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

_LABEL: Final = LatePattern(r"(?<![\w#.-])(?:([A-ZΑ-Ω]{2,5})(?: ?[Nn][or]\.?)?[ :#]{1,3}|([A-Za-z]{3,12}) ?#[ :]?)$")
_LONGEST_LABEL: Final = 18
DIGITS_BEHIND_LABEL: Final = range(6, 11)
# Behind which stands a paper's number, a firm's, a price or a telephone's.
_OTHER_LABELS: Final = listed(
    "isbn issn pmid pmc nct lot ref sku udi ndc ean gtin upc po tel fax ph mob pin otp usd eur gbp aud inr chf pln "
    "cad nzd cpt icd irb abn acn vat dea hcpcs fda mdr cfr iec iso din sn error code rs id us uk eu wa call ask order "
    "part item invoice ticket batch serial room booth zoom meeting fault total pulses shots count hrec ipl led ce cqc "
    "gmc handpiece fiber fibre cartridge tip device laser lamp probe console exp wo sr model hsn sac hs hts taric gst "
    "tva mwst cas"
)

_RECORDS: Final = listed(
    "mrn mrns umrn emrn uhid mrd nhi ipp nip ehr emr nextech kartei patientennummer patientennr fallnummer fallnr"
)
_RECORD_THINGS: Final = listed(
    "chart charts file files "
    "folder hospital hosp patient pt client case record ur urn opd ipd accession specimen encounter "
    "biopsy pathology "
    "path histology lab unit crn cr ip booking dossier clinic practice admission visit sheet reg regn barcode "
    "pat φακελου φακελος μητρωου wristband bracelet patients clients her his hospitals episode dental rec op crno "
    "notes filed referral"
)
_OPENED_WITH: Final = listed("referral booking unit clinic practice lab file folder sheet")
_OPENS: Final = listed("code codes pin pins")
_FILES: Final = listed("chart file folder case record rec filed sheet dossier φακελου φακελος μητρωου")
_BEFORE_PAPERS: Final = listed(
    "release data safety setting settings price fact tech product spec rating type warning ce"
)
_NUMBERED: Final = listed("n numero αρ αριθμος")  # before "file": "n° de dossier 4471"
_ALSO_COUNTED: Final = listed("case reg regn notes sheet")  # "case no. 12", "reg. no. 12"
_OF_PATIENT: Final = listed("patient pt client")
_LONG_ENOUGH: Final = listed(
    "φακελου φακελος μητρωου record file folder urn accession specimen encounter chart uhid dossier opd ipd "
    "wristband bracelet notes"
)
_ACCOUNTS: Final = listed(
    "account accounts acct acc sub dva invoice invoices bill bills facture "
    " receipt policies policy member membership insurance insurer plan claim subscriber medicaid "
    "medicare card "
    "visa mastercard amex bupa aetna cigna medibank licence license driving drivers driver dl health npi ahpra "
    "gmc rpps plate "
    "plates rego registration certificate permit payer mutuelle transaction order adherent adherente dadherent assure "
    "assuree dassure police συμβολαιο συμβολαιου ασφαλιστηριου ασφαλιστηριο μελους οδηγησης"
)
_NO_ID: Final = _ACCOUNTS | listed(
    "meeting zoom webinar event product device article session clinical trial channel user message server guild "
    "order "
    "teams course poll ticket model laser part item entry room caller apple microsoft font wood caller patient "
    "pt client "
    "hospital case file chart member national tax"
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
# "MRNs 448812, 448907 and 448913".
_NEXT: Final = LatePattern(
    r"(?:,| and| &|;| \+| /|/){1,2} ?([a-z\d][a-z\d -]{2,14}?[a-z\d])(?=$|[,.;:)\n]| (?:and|&|/)| [a-z])"
)
_TOLD_OF: Final = LatePattern(r"\b(?:hers|his|she|he|patient|pt|lady|client)\b")
_FEWEST_TOLD: Final = 7  # digits
_FEWEST_BEHIND_LETTERS: Final = 5


# What is bought and sold between a clinic and a firm; with a maker's name beside it, so is an invoice.
_SHOWN_AS_PROOF: Final = listed("licence license dl passport insurance insurer policy membership card")
_TELLS: Final = listed("hers his she he is was it reads says said shows showed patient pt lady client card number")
_REFERENCES: Final = listed("ref reference")
_OF_A_PRODUCT: Final = listed("lot serial sticker catalogue catalog sn")
_MONTH_OF_YEAR: Final = LatePattern(
    r"(?:0\d|1[0-2])[/-](?:19|20)\d\d|(?:19|20)\d\d[/-](?:0\d|1[0-2])"
)  # "ref 12/2024" of a paper
_NAMED_AFTER_YEAR: Final = LatePattern(r"[a-z]{2,4}[/-]?(?:19|20)\d\d")  # "filed under LHR-2024"
_TRADED: Final = listed("invoice receipt order transaction account acct acc")
_TRADED_WITH: Final = listed("from by of to")
_TRADED_WITHIN: Final = 8  # words
_TRADE: Final = listed(
    "supplier suppliers distributor distributors manufacturer manufacturers vendor rep reps shipment shipped courier "
    "ordered reordered consumables consumable spares spare po purchase warehouse backorder service quote quotation "
    "fibre fiber tips handpiece lamp amazon ebay alibaba ikea"
)
_BEFORE_NUMBER: Final = listed(
    "no number numbers num nr nbr id ident identifier code ref reference lot batch file record chart card "
    "account member "
    "policy plan claim is was n of on for from ending ends ended end digits with under named called"
)


def _record(passage: Passage, index: int) -> Iterator[Hit]:
    """ "MRN: A12345": the word is enough."""
    yield from _number(passage, index, _UNLABELLED, "record number", digits=2)


def _record_thing(passage: Passage, index: int) -> Iterator[Hit]:
    """ "chart # 4432", "hospital no. 99881"; "chart 4 shows" and "patient #3" are no numbers of anybody."""
    if not passage.is_followed(index, _BEFORE_NUMBER):
        return
    if passage.has(index - 1, _BEFORE_PAPERS) or (
        passage.has(index, _OPENED_WITH) and passage.has(index + 1, _OPENS)  # "room booking code 8841"
    ):
        return
    if passage.words[index] == "cr" and not passage.written(index).isupper():
        return
    if passage.words[index] in {"her", "his"} and not passage.is_one_of(index + 1, "id", "ref", "reference"):
        return
    if passage.words[index] == "pat" and passage.gap(index + 1) != ". ":
        return
    found = tuple(
        _number(passage, index, _LABELLED, "record number", digits=3 if passage.has(index, _ALSO_COUNTED) else 2)
    )
    word = passage.words[index]
    if not found and word in _FILES:
        digits = 2 if passage.is_one_of(index - 1, "case") else 4
        found = tuple(_number(passage, index, _MIXED, "record number", digits=digits))
        if found and _NAMED_AFTER_YEAR.fullmatch(passage.lower[found[0].start : found[0].end]):
            return
        found = found or tuple(_number(passage, index, _MARKED, "record number", digits=3))
    if not found and word in _FILES and any(passage.has(before, _NUMBERED) for before in (index - 1, index - 2)):
        found = tuple(_number(passage, index, _UNLABELLED, "record number", digits=3))
    if word in {"ur", "crn", "cr"} and not found and passage.written(index).isupper():
        found = tuple(_number(passage, index, _UNLABELLED, "record number", digits=6))
    if not found and (word in _LONG_ENOUGH or word in _OF_PATIENT):
        found = tuple(_number(passage, index, _UNLABELLED, "record number", digits=5))
        # "call patient 080-4127-6653" is a telephone number.
        found = tuple(each for each in found if word in _LONG_ENOUGH or each.end - each.start < 10)
    yield from found


def _reference(passage: Passage, index: int) -> Iterator[Hit]:
    """ "our ref PX/2231/24 for this lady": of a patient, where an order and a paper have one too."""
    is_a_persons = passage.distance(index, index, date_words().person) is not None
    if passage.distance(index, index, device_words().implants | _OF_A_PRODUCT) is not None:
        return  # "the implant's sticker: Mentor ref 354-2755, lot 7819402"
    if is_a_persons and not passage.is_one_of(index - 1, "see") and not _is_traded(passage, index):
        yield from _number(passage, index, _MIXED, "record number", digits=4)


def in_numbers(passage: Passage, start: int, end: int) -> Iterator[Hit]:
    """ "HN 5520187", "ENC# 30017754": a long number behind the letters by which some hospital calls it."""
    label = _LABEL.search(passage.cased, max(0, start - _LONGEST_LABEL), start)
    if label is None or not passage.cased[start:end].isdigit() or passage.cased[end : end + 1].isalnum():
        return
    word, names = (label[1] or label[2]).lower(), name_words()
    if (
        word in _OTHER_LABELS
        or word in device_words().implants
        or word in names.devices
        or word in makers()
        or _UNITS.match(passage.lower, end)
    ):
        return
    index = passage.word_at(start)
    if passage.distance(index, index, device_words().implants) is None:
        yield Hit("record number", start, end)


def _medical_record(passage: Passage, index: int) -> Iterator[Hit]:
    """ "MR# 55120", "M.R.N. 4471", where "Mr" is a title."""
    if passage.words[index] == "mr" or passage.words[max(0, index - 2) : index] == ["m", "r"]:
        pattern = _LABELLED if passage.words[index] == "mr" else _UNLABELLED
        yield from _number(passage, index, pattern, "record number", digits=3)


def _slashed(passage: Passage, index: int) -> Iterator[Hit]:
    """ "U/R number 8834120", "H/N 55120": unit record and hospital number."""
    if passage.gap(index) == "/" and passage.is_one_of(index - 1, "u" if passage.words[index] == "r" else "h"):
        yield from _number(passage, index, _UNLABELLED, "record number", digits=4)


def _id(passage: Passage, index: int) -> Iterator[Hit]:
    """ "ID: 448812" of nothing else."""
    if not passage.has(index - 1, _NO_ID):
        digits = 4 if passage.written(index)[0] == "I" else 5
        yield from _number(passage, index, _UNLABELLED, "record number", digits=digits)


def _account(passage: Passage, index: int) -> Iterator[Hit]:
    """ "invoice no. 20419", "policy XG-445120", "card ending 4242", "driver's licence D1234567"."""
    if not _is_followed(passage, index):
        return
    if passage.has(index - 1, _BEFORE_PAPERS):
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
    found = tuple(_number(passage, index, _LABELLED, "account number", digits=3))
    if not found and passage.words[index] in _TAKES_LONG_NUMBER:
        found = tuple(_number(passage, index, _UNLABELLED, "account number", digits=3))
        found = tuple(each for each in found if _is_mixed_or_long(passage.lower[each.start : each.end]))
    if passage.words[index] == "medicare":
        found = found or tuple(_number(passage, index, _UNLABELLED_CARD, "account number", digits=9))
        digits = [passage.lower[each.start : each.end].replace(" ", "").replace("-", "") for each in found]
        if digits and digits[0].isdigit() and len(digits[0]) in (10, 11) and checksums.medicare(digits[0]):
            found = (Hit("national number", *found[0][1:]),)
    if not (found and passage.words[index] in _TRADED and _is_a_firms(passage, index)):
        yield from found


def _is_followed(passage: Passage, index: int) -> bool:
    """Whether a number may follow, or "NSW 18220417" behind a licence."""
    if passage.is_followed(index, _BEFORE_NUMBER):
        return True
    states = place_words().us_states, place_words().au_states
    return passage.written(index + 1).isupper() and any(passage.has(index + 1, each) for each in states)


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
    if is_theirs and not _UNITS.match(passage.lower, match.end()):
        yield Hit("account number", *match.span(2))


def _is_a_firms(passage: Passage, index: int) -> bool:
    """ "invoice 88120 from Lumenis", "Candela invoice 88120": where a firm is named, and no person."""
    return _is_traded(passage, index) and passage.distance(index, index, date_words().person) is None


def _is_traded(passage: Passage, index: int) -> bool:
    begin, end = passage.sentence_around(index, index)
    if not ON_THE_BODY.isdisjoint(passage.words[begin:end]) or tells_of_skin(passage.words[index:end]):
        return False  # "invoice 88120, burned by the handpiece"
    makers_near = [each for each in passage.places_of(makers()) if abs(each - index) <= _TRADED_WITHIN]
    is_a_makers = any(each == index - 1 or passage.has(each - 1, _TRADED_WITH) for each in makers_near)
    return is_a_makers or passage.distance(index, index, _TRADE) is not None


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


def _serial(passage: Passage, index: int) -> Iterator[Hit]:
    """A serial number, unless it is said of the clinic's own machine."""
    words, last = passage.words, index
    if not passage.is_followed(index, _BEFORE_NUMBER):
        return
    if words[index] == "s":
        if not (passage.is_one_of(index + 1, "n") and passage.gap(index + 1) == "/"):
            return
        last += 1
    for found in _number(passage, last, _SERIAL, "device serial", digits=3):
        implant = passage.distance(index, last, device_words().implants)
        clinic = min(
            (
                each
                for each in (
                    passage.distance(index, last, near) for near in (device_words().clinic, name_words().devices)
                )
                if each is not None
            ),
            default=None,
        )
        person = passage.distance(index, last, date_words().person)
        nearest = min((each for each in (implant, person) if each is not None), default=None)
        if implant is not None or clinic is None or (nearest is not None and nearest < clinic):
            yield found


def _implant(passage: Passage, index: int) -> Iterator[Hit]:
    """ "pacemaker no. 88213-AA"."""
    yield from _number(passage, index, _LABELLED, "device serial", digits=4)


def _is_period(number: str) -> bool:
    """ "file 2023-2024": the next year follows, where "1998/2011" is a number."""
    years = _YEARS.fullmatch(number)
    return years is not None and (int(years[2]) - int(years[1])) % 100 == 1


def _number(passage: Passage, index: int, pattern: LatePattern, kind: str, *, digits: int) -> Iterator[Hit]:
    if not _is_followed(passage, index):
        return
    match = pattern.match(passage.lower, passage.ends[index])
    if match is None or _is_period(match[1]):
        return
    # Nobody measures eight digits: "Acct 883120447 CC: PIH" is of the chief complaint.
    if len(match[1]) < _LONGER_THAN_AMOUNTS and _UNITS.match(passage.lower, match.end()):
        return
    if not _REFERENCES.isdisjoint(passage.words[index : index + 2]) and _MONTH_OF_YEAR.fullmatch(match[1]):
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


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _RECORDS, _record
    yield _RECORD_THINGS, _record_thing
    yield listed("mr n"), _medical_record
    yield listed("r n"), _slashed
    yield frozenset({"id"}), _id
    yield _REFERENCES, _reference
    yield _ACCOUNTS | {"c"}, _account
    yield _TAKES_LONG_NUMBER, _told
    yield _INSURERS, _insured
    yield frozenset({"last"}), _last_four
    yield frozenset({"iban"}), _iban
    yield listed("serial serie sn s"), _serial
    yield device_words().implants, _implant
