"""Words that may identify a patient. All people and numbers here are invented."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.clinical.devices import Device, catalogue
from bot.clinical.folding import fold
from bot.clinical.reading import OVERRIDABLE_KINDS, PLACE_KINDS
from bot.clinical.screen import identifiers, identifiers_in_folded, identifiers_of_patient
from bot.ui.hold_cards import kinds_in_words, what_to_edit
from tests.clinical.clean_sentences import CLEAN
from tests.clinical.number_sentences import OF_NOBODY
from tests.clinical.screen_sentences import FOUND, LABELLED

CALLED_LIKE_PEOPLE = {"harmony", "clarity", "neo", "icon", "spectra", "forma"}


def hits(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.span.start : each.span.end]) for each in identifiers(text)]


@pytest.mark.parametrize(("kind", "text", "written"), LABELLED)
def test_an_identifier_is_found_where_it_stands_and_nothing_else_is(kind: str, text: str, written: str) -> None:
    assert hits(text) == [(kind, written)]


def test_a_date_right_behind_a_name_is_a_birthday_with_two_digits_of_its_year_as_well() -> None:
    assert hits("Anna E, 12.3.88, freckles, 532 3 mm 1 J") == [("name", "Anna E"), ("date", "12.3.88")]
    assert hits("Anna E: 18/14/3 and 12/10/60") == hits("Anna E: 18 mm, 14 J, 3 ms")


@pytest.mark.parametrize("text", CLEAN + OF_NOBODY)
def test_clinical_talk_is_let_through(text: str) -> None:
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an\u200bna@example.org", [("email", "an\u200bna@example.org")]),
        ("Mrs\u00a0Élodie came", [("name", "Élodie")]),
        ("pt’s name is Zoë", [("name", "Zoë")]),
        ("Bronwyn's Medicare is 2950 38162 1", [("name", "Bronwyn"), ("national number", "2950 38162 1")]),
        ("Mrs Example, DOB 1/2/1980", [("name", "Example"), ("date", "1/2/1980")]),
        (
            "She lives at 48 Wexford Lane, Springfield, NJ 08003-2417, call 555-0123",
            [("address", "48 Wexford Lane, Springfield"), ("postcode", "08003-2417"), ("phone", "555-0123")],
        ),
        (
            "la patiente habite 14 bis rue des Tanneurs, 37150 Exempleville.",
            [("address", "14 bis rue des Tanneurs"), ("postcode", "37150"), ("address", "Exempleville")],
        ),
        (
            "Wrong form: Ignatius Quarrie, 12 Banksia Crescent",
            [("name", "Ignatius Quarrie"), ("address", "12 Banksia Crescent")],
        ),
        (
            "j'adresse Monsieur Aurélien Tissand, 14 rue des Tanneurs (37000), pour un rhinophyma",
            [("name", "Aurélien Tissand"), ("address", "14 rue des Tanneurs"), ("postcode", "37000")],
        ),
        ("Ms Tran said on 3/14 that her scalp is numb", [("name", "Tran"), ("date", "3/14")]),
        ("A clinic near SE23 4PX for one of mine?", [("postcode", "SE23 4PX")]),
        (
            "Treated 2024-10-17, burn 2 cm; grafted 2024-11-05 at the burns unit",
            [("date", "2024-10-17"), ("date", "2024-11-05")],
        ),
        ("Botox on 3/14, lid down 3/21", [("date", "3/14"), ("date", "3/21")]),
        ("<@123456789012345678> asks about Mrs Example", [("name", "Example")]),
        ("Mrs Example, see https://doi.org/10.1016/j.jaad.2019.05.024", [("name", "Example")]),
        ("Pls ring Sangeeta (99871 40263)", [("name", "Sangeeta"), ("phone", "99871 40263")]),
        ("KM, dob 14/07/1981, rosacea", [("name", "KM"), ("date", "14/07/1981")]),
        ("@glowbyexample (my patient) tagged us", [("url", "@glowbyexample")]),
        ("our patient's page is @glow.example", [("url", "@glow.example")]),
        ("my father's friend, now 91, asked for CO2", [("age", "91")]),
        ("a lovely old bloke in, 94, lost count of his SKs", [("age", "94")]),
        ("scar revision, membership no BU 5501 7729", [("account number", "BU 5501 7729")]),
        ("Bill no GST/4471/23 is open for her toxin", [("account number", "GST/4471/23")]),
        ("Facture F2024-0871 contestée, deux séances", [("account number", "F2024-0871")]),
        ("neurostimulateur, n° de série NKG704418, radiofréquence", [("device serial", "NKG704418")]),
        ("Patient file no. Θ-1182, ruby 1998", [("record number", "Θ-1182")]),
        ("Appointment: Kalliopi Drosou, 14/05, 18:30, eyebrows", [("name", "Kalliopi Drosou"), ("date", "14/05")]),
        ("RDV du 3 mai : test au 755, brûlures sur les jambes", [("date", "3 mai")]),
        ("Sandra's burn is crusted, pain 2/10. Photo follows", [("name", "Sandra")]),
        ("DOB on file 14.02.92, rosacea", [("date", "14.02.92")]),
        ("Whitcombe, Lorna. 15/02/1970. PDL", [("name", "Whitcombe, Lorna"), ("date", "15/02/1970")]),
        ("Nom: BENKIRANE, prénom: Ilham", [("name", "BENKIRANE"), ("name", "Ilham")]),
        ("Tariq and Zainab, both my patients, FST V", [("name", "Tariq"), ("name", "Zainab")]),
        ("The twins, Aida and Esi, IPL 14 J", [("name", "Aida"), ("name", "Esi")]),
        (
            "Seen 11 June for test spots on the arms, FST V, and again on 9 July",
            [("date", "11 June"), ("date", "9 July")],
        ),
        ("Saw Anthea (IG anthea.k_skin), she is fine", [("name", "Anthea"), ("url", "anthea.k_skin")]),
        ("Great legs on Anthea (IG anthea.k)", [("name", "Anthea"), ("url", "anthea.k")]),
        ("Mrs Example drives in from Gundagai", [("name", "Example"), ("address", "Gundagai")]),
        ("ο κ. Ανδρέας Μαυρομάτης από το Αίγιο", [("name", "Ανδρέας Μαυρομάτης"), ("address", "Αίγιο")]),
        (
            "I treat identical twins, Effie and Maro Example, same melasma, split trial",
            [("name", "Effie"), ("name", "Maro Example")],
        ),
        ("Remember patient Sharon? Sharon's nails are clear", [("name", "Sharon"), ("name", "Sharon")]),
        (
            "Kiri, 9/17/1985, 609-555-0175, LHR of the legs, type II",
            [("name", "Kiri"), ("date", "9/17/1985"), ("phone", "609-555-0175")],
        ),
        ("Gave fucidin to Sharon twice a day", [("name", "Sharon")]),
        ("Fucidin, as Sharon recommends", []),
        ("lives w/ son Quillon, asked for 8 u a side", [("name", "Quillon")]),
    ],
)
def test_several_identifiers_and_unusual_letters(text: str, found: list[tuple[str, str]]) -> None:
    assert hits(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 Nov: fucidin", [("date", "12 Nov")]),
        ("Better after aspirin on 12.11.2026", [("date", "12.11.2026")]),
        ("Reported to the maker, settled in 3 weeks, aspirin twice a day", []),
        ("As Dr Lund said in her webinar of 12 May", []),
    ],
)
def test_a_day_in_the_answer_about_a_patient_is_theirs(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.kind, text[each.span.start : each.span.end]) for each in identifiers_of_patient(text)] == found
    assert hits(text) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("I treated her on the ninth of October 2024, petechiae", ["the ninth of October 2024"]),
        ("treated her October twenty-first 2024, crusts", ["October twenty-first 2024"]),
        ("patient born on Christmas day 1990, poikiloderma", ["Christmas day 1990"]),
        ("she had the peel on new year's eve, blistered", ["new year's eve"]),
        ("treated 11 June, blistered on the 13th, healing", ["11 June", "the 13th"]),
        ("Traitée le 4 mars, revue le 11, croûtes encore", ["4 mars", "le 11"]),
        ("Traitée le neuf octobre par PDL, croûtes", ["neuf octobre"]),
        ("η ασθενής ήρθε στις εννιά Οκτωβρίου με εγκαύματα", ["εννιά Οκτωβρίου"]),
        ("14/05 patient felt a zap, 21/05 crusting, 04/06 all clear", ["14/05", "21/05", "04/06"]),
        ("notes: 09/01 IPL 15 J, 06/02 IPL 16 J, 06/03 stripes on both cheeks", ["09/01", "06/02", "06/03"]),
        ("30/9: 18 J fine. 28/10: 20 J, blister R shin. 4/11: crust off", ["30/9", "28/10", "4/11"]),
        ("treated 4 May, she's purple on the 6th", ["4 May", "the 6th"]),
        ("test patch 23/9, reviewed 30/9, no reaction, the lady is booked in", ["23/9", "30/9"]),
        ("patch 2/3 reacted, the lady cried", []),
        ("log 30/9: lamp ok. 28/10: filter cracked. 4/11: new filter", []),
        ("DCD 30/10, then 20/10 for dark skin, she did well", []),
        ("Christmas day: nobody is on call", []),
        ("We close on new year's eve and Boxing day", []),
        ("The course runs 12/09, 19/09 and 26/09, all Thursdays", []),
        ("The congress is on 4 October, I am back on the 9th", []),
    ],
)
def test_a_date_may_be_told_in_words_or_in_a_log(text: str, dates: list[str]) -> None:
    assert hits(text) == [("date", each) for each in dates]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "NHS 943 476 5919 – mixed up two pots on 6/3, both naevi",
            [("national number", "943 476 5919"), ("date", "6/3")],
        ),
        ("U/R number 8834120, leg ulcer", [("record number", "8834120")]),
        ("Pt ID QX-5519 in our EMR. 36 F, type II", [("record number", "QX-5519")]),
        (
            "IBAN he gave for the refund GR99 0110 1250 0000 0001 2300 000",
            [("account number", "GR99 0110 1250 0000 0001 2300 000")],
        ),
        ("rego plate no NSW DQZ-71K, numbing still on his face", [("account number", "DQZ-71K")]),
        ("Send the aftercare to anna(dot)ex@example.com please", [("email", "anna(dot)ex@example.com")]),
        ("Our GentleMax, S/N 9914-0970-3382, shows fault 12", []),
        ("MRNs 448812, 448907 and 448913, burned", [("record number", f"448{each}") for each in (812, 907, 913)]),
        ("MRN 448812, 12 J and 18 J", [("record number", "448812")]),
        ("ασφάλεια, συμβόλαιο 77-309411, ουλή", [("account number", "77-309411")]),
        ("the license she gave had expired, NJ S4471 09823 61754", [("account number", "S4471 09823 61754")]),
        ("licence D0448 71920 55183, underarms", [("account number", "D0448 71920 55183")]),
        ("drove off in a white Corolla DKR-48L with her ice", [("account number", "DKR-48L")]),
        ("her drivers licence NSW 18220417, lip", [("account number", "NSW 18220417")]),
        ("ΑΜ 118204 νοσοκομείο, κάηκε", [("record number", "118204")]),
        ("IG of the woman with the bruise: @nat.k", [("url", "@nat.k")]),
        ("her SS# 524-19-8837 for the LHR", [("national number", "524-19-8837")]),
        ("the old chart for #40718, legs", [("record number", "40718")]),
        ("she posts as @laser_fail_lisa, our stripes", [("url", "@laser_fail_lisa")]),
        ("she moved to 44 Marlton Pike", [("address", "44 Marlton Pike")]),
        ("Anjali Quillish | 31 | V | 4", [("name", "Anjali Quillish")]),
        ("Focus on PDL 595, Golf 12 J", []),
        ("implant sticker: Mentor ref 354-2755, lot 7819402, she asks", []),
        ("room booking code 8841 for her door", []),
        ("order #5518820 from Amazon: shavers", []),
    ],
)
def test_a_number_belongs_to_what_is_said_before_it(text: str, found: list[tuple[str, str]]) -> None:
    assert hits(text) == found


@pytest.mark.parametrize(
    ("theirs", "others"),
    [
        ("The patient was seen on 11 June.", "The webinar is on 11 June."),
        ("She came in 12/03/2024.", "Protocol revised 12/03/2024."),
        ("her pacemaker serial 4488123", "our laser, serial 4488123"),
        ("NHS number 943 476 5919", "PMID 943 476 5919"),
        ("ring 202 555 0187", "755 532 1064 on one platform"),
        ("AMKA 01018012342", "01018012349 pulses"),
        ("she lives at 12 Oak Street", "the course is at 12 Oak Street"),
        ("a 93 yo lady", "93 mJ, 18-93 years old"),
        ("https://www.instagram.com/quill", "https://pubmed.ncbi.nlm.nih.gov/20298254/"),
        ("Mr Patel blistered", "Mr Patel's talk on blisters"),
        ("pt seen 01/03/2024 - 31/03/2024", "sessions 01/03/2024 - 31/03/2024"),
        ("the rep told me to ring 07700 900461", "our rep: 07700 900461"),
        ("invoice no 88120, burnt with a Candela", "invoice no 88120 from Candela"),
        ("invoice no. 4471-22, she burnt", "Candela invoice no. 4471-22 still unpaid"),
        ("invoice 88120 for the lady", "invoice 88120 for the supplier"),
        ("her mail is info@example.org", "the mail is info@example.org"),
        ("her mobile is 07700 900461, the rep says", "the rep's mobile is 07700 900461"),
    ],
)
def test_the_surroundings_decide(theirs: str, others: str) -> None:
    assert hits(theirs)
    assert hits(others) == []


def test_names_dates_and_ages_may_be_cleared_and_nothing_else() -> None:
    assert frozenset({"name", "date", "age"}) == OVERRIDABLE_KINDS
    assert not OVERRIDABLE_KINDS & PLACE_KINDS


def test_every_kind_has_plain_words_and_a_hint() -> None:
    for kind in FOUND:
        assert kinds_in_words([kind]) != f"- {kind}"
        assert what_to_edit([kind]).startswith(f"{kinds_in_words([kind])}: ")


@given(st.sampled_from(catalogue().all))
def test_no_device_is_taken_for_a_patient(device: Device) -> None:
    if device.name.split()[0].lower() not in CALLED_LIKE_PEOPLE:
        assert hits(f"patient {device.name} settings, my patient, {device.name}") == []


@pytest.mark.parametrize("text", ["patient Alma is 40", "my patient, Harmony, came", "Mrs Pearl"])
def test_a_name_that_is_also_a_makers_is_held(text: str) -> None:
    assert [kind for kind, _ in hits(text)] == ["name"]


# A text of cue words alone asks every rule at every word.
CUES = (
    *("ID ", "pt is ", "chart no ", "card no ", "Name: ", "her ", "Maria, ", "Maria had her ", "Zed had her "),
    *(
        "Zed, 41, acne ",
        "Zed Quo (41) ",
        "Zed Quo, M, 36, ",
        "Zed's lip ",
        "Zed, her lip ",
        "Zed E. ",
        "ZedQuo_pre.jpg ",
    ),
    *("b. ", "I had Zed in ", "Oak Street ", "at dot ", "jpg_", "John said ", "call her ", "a 45F ", "123 456 7890 "),
)
PIECES = (
    *(
        "Mrs ",
        "patient ",
        "her ",
        "son ",
        "Maria ",
        "M. ",
        "3/4/24 ",
        "June ",
        "4 ",
        "93 ",
        "yo ",
        "DOB ",
        "call ",
        "+44 ",
    ),
    *(
        "7700 ",
        "900123 ",
        "MRN ",
        "A12-",
        "card ",
        "4111 ",
        "at ",
        "@",
        "gmail",
        ".com",
        "https://",
        "x.y/",
        "12 ",
        "Oak ",
    ),
    *(
        "Street ",
        ", ",
        ".",
        "\n",
        "SW1A 1AA ",
        "serial ",
        "S/N ",
        "(",
        ")",
        "-",
        "’s ",
        "É",
        "ß",
        "\u200b",
        "<@1>",
        "ID: ",
    ),
)
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS)
@example("Mrs")
@example("pt. ")
@example("M. ")
@example("born in")
def test_any_text_can_be_screened_and_reads_the_same_again(text: str) -> None:
    found = identifiers(text)
    for each in found:
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert each.kind in FOUND
    assert list(found) == sorted(found, key=lambda each: each.span.start)
    assert identifiers_in_folded(fold(text)) == found


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_place_is_told_twice(text: str) -> None:
    found = identifiers(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


ONE_MILLISECOND = 0.001


def shortest_time(text: str) -> float:
    """Of several readings, the one that the machine was least busy with something else in; in seconds of its own."""
    times: list[float] = []
    for _ in range(7):
        folded = fold(text)
        assert folded.words is not None
        start = process_time()
        identifiers_in_folded(folded)
        times.append(process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "12 ", "0412 ", ".", "1.", "+1 ", "A", "A ", "a@", "@", "http://", "x.", *CUES, *PIECES]
)
def test_its_time_keeps_in_step_with_the_length(piece: str) -> None:
    """Four times the text takes four times as long; what grows with the square would take sixteen times."""
    short, long = (shortest_time((piece * length)[:length]) for length in (1000, 4000))
    assert long < 8 * short + ONE_MILLISECOND
    assert long < 10 * ONE_MILLISECOND


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
@settings(max_examples=50)
def test_no_mixture_takes_long(piece: str) -> None:
    assert shortest_time((piece * 4000)[:4000]) < 20 * ONE_MILLISECOND


def test_the_days_of_several_visits_are_all_seen() -> None:
    text = "seen on 3/4, 17/4 and 5/6 for her melasma, 12/14 J"
    assert [text[each.span.start : each.span.end] for each in identifiers(text)] == ["3/4", "17/4", "5/6"]
