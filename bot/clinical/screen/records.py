"""Record numbers, and the serial of a patient's implant: a cue word and a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.accounts import ACCOUNTS
from bot.clinical.screen.labelled_numbers import (
    BEFORE_NUMBER,
    BEFORE_PAPERS,
    LABELLED,
    REFERENCES,
    SAID,
    UNITS,
    UNLABELLED,
    WRITTEN,
    is_traded,
    number_behind,
)
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import date_words, device_words, makers, name_words

# "chart B-7702", "folder: 4471", "case 2024-1187", where "chart 4" and "file 2023-2024" are no numbers of anybody.
_MIXED: Final = LatePattern(
    r"(?: under| named| called)?(?: is| was)?[ ,:.#=(-]{1,4}"
    r"(?=[a-z]{1,4}[/-]?(?:[a-z]{1,4}[/-])?\d|\d{2,4}[/-]\d{4}|\d{4,6}/\d\d(?!\d))"
    r"([a-z\d]{1,8}(?:[/-][a-z\d]{1,8}){0,3})(?!\w)"
)
_MARKED: Final = LatePattern(
    r"(?: for| of)?[ (]{0,2}[:#]{1,2} ?#?(\d{3,12})(?!\w|[.,/-]\d| ?(?:nm|mm|j|ms|pulses|patients)\b)"
)
_SERIAL: Final = LatePattern(
    rf"(?: ?(?:{SAID}|#)){{0,2}}(?: (?:of|on|for|from) (?:(?:her|his|the|their|a) )?[a-z ]{{2,24}}?)?(?: (?:is|"
    rf"was))?[ :.#=-]{{0,4}}{WRITTEN}"
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
_NUMBERED: Final = listed("n numero αρ αριθμος")  # before "file": "n° de dossier 4471"
_ALSO_COUNTED: Final = listed("case reg regn notes sheet")  # "case no. 12", "reg. no. 12"
_OF_PATIENT: Final = listed("patient pt client")
_LONG_ENOUGH: Final = listed(
    "φακελου φακελος μητρωου record file folder urn accession specimen encounter chart uhid dossier opd ipd "
    "wristband bracelet notes"
)
_NO_ID: Final = ACCOUNTS | listed(
    "meeting zoom webinar event product device article session clinical trial channel user message server guild "
    "order "
    "teams course poll ticket model laser part item entry room caller apple microsoft font wood caller patient "
    "pt client "
    "hospital case file chart member national tax"
)
_OF_A_PRODUCT: Final = listed("lot serial sticker catalogue catalog sn")
_NAMED_AFTER_YEAR: Final = LatePattern(r"[a-z]{2,4}[/-]?(?:19|20)\d\d")  # "filed under LHR-2024"


def _record(passage: Passage, index: int) -> Iterator[Hit]:
    """ "MRN: A12345": the word is enough."""
    yield from number_behind(passage, index, UNLABELLED, "record number", digits=2)


def _record_thing(passage: Passage, index: int) -> Iterator[Hit]:
    """ "chart # 4432", "hospital no. 99881"; "chart 4 shows" and "patient #3" are no numbers of anybody."""
    if not passage.is_followed(index, BEFORE_NUMBER):
        return
    if passage.has(index - 1, BEFORE_PAPERS) or (
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
        number_behind(passage, index, LABELLED, "record number", digits=3 if passage.has(index, _ALSO_COUNTED) else 2)
    )
    word = passage.words[index]
    if not found and word in _FILES:
        digits = 2 if passage.is_one_of(index - 1, "case") else 4
        found = tuple(number_behind(passage, index, _MIXED, "record number", digits=digits))
        if found and _NAMED_AFTER_YEAR.fullmatch(passage.lower[found[0].start : found[0].end]):
            return
        found = found or tuple(number_behind(passage, index, _MARKED, "record number", digits=3))
    if not found and word in _FILES and any(passage.has(before, _NUMBERED) for before in (index - 1, index - 2)):
        found = tuple(number_behind(passage, index, UNLABELLED, "record number", digits=3))
    if word in {"ur", "crn", "cr"} and not found and passage.written(index).isupper():
        found = tuple(number_behind(passage, index, UNLABELLED, "record number", digits=6))
    if not found and (word in _LONG_ENOUGH or word in _OF_PATIENT):
        found = tuple(number_behind(passage, index, UNLABELLED, "record number", digits=5))
        # "call patient 080-4127-6653" is a telephone number.
        found = tuple(each for each in found if word in _LONG_ENOUGH or each.end - each.start < 10)
    yield from found


def _reference(passage: Passage, index: int) -> Iterator[Hit]:
    """ "our ref PX/2231/24 for this lady": of a patient, where an order and a paper have one too."""
    is_a_persons = passage.distance(index, index, date_words().person) is not None
    if passage.distance(index, index, device_words().implants | _OF_A_PRODUCT) is not None:
        return  # "the implant's sticker: Mentor ref 354-2755, lot 7819402"
    if is_a_persons and not passage.is_one_of(index - 1, "see") and not is_traded(passage, index):
        yield from number_behind(passage, index, _MIXED, "record number", digits=4)


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
        or UNITS.match(passage.lower, end)
    ):
        return
    index = passage.word_at(start)
    if passage.distance(index, index, device_words().implants) is None:
        yield Hit("record number", start, end)


def _medical_record(passage: Passage, index: int) -> Iterator[Hit]:
    """ "MR# 55120", "M.R.N. 4471", where "Mr" is a title."""
    if passage.words[index] == "mr" or passage.words[max(0, index - 2) : index] == ["m", "r"]:
        pattern = LABELLED if passage.words[index] == "mr" else UNLABELLED
        yield from number_behind(passage, index, pattern, "record number", digits=3)


def _slashed(passage: Passage, index: int) -> Iterator[Hit]:
    """ "U/R number 8834120", "H/N 55120": unit record and hospital number."""
    if passage.gap(index) == "/" and passage.is_one_of(index - 1, "u" if passage.words[index] == "r" else "h"):
        yield from number_behind(passage, index, UNLABELLED, "record number", digits=4)


def _id(passage: Passage, index: int) -> Iterator[Hit]:
    """ "ID: 448812" of nothing else."""
    if not passage.has(index - 1, _NO_ID):
        digits = 4 if passage.written(index)[0] == "I" else 5
        yield from number_behind(passage, index, UNLABELLED, "record number", digits=digits)


def _serial(passage: Passage, index: int) -> Iterator[Hit]:
    """A serial number, unless it is said of the clinic's own machine."""
    words, last = passage.words, index
    if not passage.is_followed(index, BEFORE_NUMBER):
        return
    if words[index] == "s":
        if not (passage.is_one_of(index + 1, "n") and passage.gap(index + 1) == "/"):
            return
        last += 1
    for found in number_behind(passage, last, _SERIAL, "device serial", digits=3):
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
    yield from number_behind(passage, index, LABELLED, "device serial", digits=4)


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _RECORDS, _record
    yield _RECORD_THINGS, _record_thing
    yield listed("mr n"), _medical_record
    yield listed("r n"), _slashed
    yield frozenset({"id"}), _id
    yield REFERENCES, _reference
    yield listed("serial serie sn s"), _serial
    yield device_words().implants, _implant
