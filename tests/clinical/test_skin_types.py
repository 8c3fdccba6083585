"""Fitzpatrick types as clinicians write them, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.folding import fold
from bot.clinical.reader import read
from bot.clinical.skin_types import SKIN_TYPES, skin_types_in

ALL = ("I", "II", "III", "IV", "V", "VI")


def skin_types(text: str) -> tuple[str, ...]:
    """The types that a text names, as Roman numerals in their order."""
    named = {found.value for found in skin_types_in(fold(text))}
    return tuple(name for name in SKIN_TYPES if name in named)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("type IV", ("IV",)),
        ("skin type III-IV", ("III", "IV")),
        ("skin types IV–VI", ("IV", "V", "VI")),
        ("type 4", ("IV",)),
        ("types 4-6", ("IV", "V", "VI")),
        ("skin type 5", ("V",)),
        ("Fitzpatrick III", ("III",)),
        ("Fitzpatrick three", ("III",)),
        ("FST IV w/ a fresh tan", ("IV",)),
        ("skin type two sessions", ()),
        ("no | what | FST | event\n1 | legs | V | burn\n2 | bikini | III | none", ("III", "V")),
        ("| skin | nm |\n|---|---|\n| II-III (tanned) | 755 |\n| 4 | 1064 |", ("II", "III", "IV")),
        ("FST | IV | VI\nJ | 12 | 10", ("IV", "VI")),
        ("no | FST | J\n1 | tanned | 3\n2 | 4.5 | 2", ()),
        ("case | type | J\n1 | II | 3", ()),
        ("Fitz V", ("V",)),
        ("FST 4", ("IV",)),
        ("FST4", ("IV",)),
        ("FST II and III", ("II", "III")),
        ("SPT III", ("III",)),
        ("FT3 legs 755", ("III",)),
        ("rosacea ft2  560 nm", ("II",)),
        ("FT 3, 18 mm", ("III",)),
        ("FT II-IV", ("II", "III", "IV")),
        ("2 passes, pt IV, EMLA 45 min", ("IV",)),
        ("pts III-V\n18 mm", ("III", "IV", "V")),
        ("alex 18mm 22J, FP V.", ("V",)),
        ("phototype II-V", ("II", "III", "IV", "V")),
        ("skin phototypes I-VI", ALL),
        ("phenotypes II-IV", ("II", "III", "IV")),
        ("classes I through VI", ALL),
        ("skin types I/II, III/IV and V/VI", ALL),
        ("Fitzpatrick skin type: IV", ("IV",)),
        ("skin type was 3", ("III",)),
        ("skin types VI to IV", ("IV", "V", "VI")),
        ("for this type 4 patient", ("IV",)),
        ("type IV hair removal patients", ("IV",)),
        ("a type I, never tanned", ("I",)),
        ("FST I under topical anaesthesia", ("I",)),
        ("skin type I today", ("I",)),
        ("skin type IV acne", ("IV",)),
        ("FST 4, 3 passes", ("IV",)),
        ("FST 4, 6 weeks apart", ("IV",)),
        ("skin type 4, 6 mm spot", ("IV",)),
        ("FST V and 2 passes", ("V",)),
        ("types III and I used 18 J", ("III",)),
        ("class IV laser, skin type II", ("II",)),
        ("FST III. Later FST V", ("III", "V")),
        ("boxcar scars, type V, 18 W", ("V",)),
        ("phototype I à II, 694 nm", ("I", "II")),
        ("φωτότυπος III, 16 J/cm²", ("III",)),
        ("φωτοτύπους IV-VI, 1064", ("IV", "V", "VI")),
        ("δέρμα τύπου IV", ("IV",)),
        ("Hauttypen III-IV, Hauttyp 2", ("II", "III", "IV")),
        ("láser Q-switched, fototipo IV. Al mes", ("IV",)),
        ("fototipi III e V, pelle tipo II", ("II", "III", "V")),
        ("tipo de piel V, 30 J/cm²", ("V",)),
        ("Type 4s and 5s, hair reduction", ("IV", "V")),
        ("I treat type IVs all day", ("IV",)),
        ("type III, 5s on, 10s off", ("III",)),
    ],
)
def test_a_skin_type_is_read(text: str, types: tuple[str, ...]) -> None:
    assert skin_types(text) == types
    assert skin_types(text.upper().replace("I USED", "I used")) == types


@pytest.mark.parametrize(
    "text",
    [
        "medium skin",
        "Asian, Indian, olive",
        "type 4 hair",
        "hair type 4",
        "type I collagen",
        "type III-IV scars",
        "scar types III-IV",
        "class 4 laser",
        "hair, type 4",
        "boxcar scars type IV",
        "grade IV acne",
        "type 2 diabetes",
        "type I'm treating most",
        "the skin type I treat most",
        "the type I like",
        "the classes I took",
        "type 7",
        "type 4.5",
        "type 40",
        "I treated IV patients",
        "IV sedation",
        "gave pt IV steroids",
        "2 passes, pt iv, then home",
        "pt IV line placed",
        "pt 3, legs",
        "5 ft 2 woman",
        "a 200 sq ft 3 room clinic",
        "ft 3 speakers",
        "TSH, FT3 and FT4",
        "FT4 1.2 ng/dl",
        "",
    ],
)
def test_what_is_no_skin_type_is_not(text: str) -> None:
    assert skin_types(text) == ()


@given(
    st.lists(
        st.sampled_from(["type ", "FST ", "I", "IV", "-", "/", ", ", " and ", "6", " mm", "\n", "skin "]), max_size=20
    )
)
def test_any_list_ends_in_known_types_in_order(parts: list[str]) -> None:
    found = skin_types("".join(parts))
    assert list(found) == sorted(set(found), key=ALL.index)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Skin type IV: 30 J\nSkin type VI: 22 J", [("IV", "Skin type IV"), ("VI", "Skin type VI")]),
        ("on FST II-IV", [("II", "FST II-IV"), ("III", "FST II-IV"), ("IV", "FST II-IV")]),
        ("a  b  c, skin  types  V  and  III", [("V", "skin  types  V  and  III"), ("III", "skin  types  V  and  III")]),
        ("caf\u00e9\u200b,\tskin\ttype\tIII", [("III", "skin\ttype\tIII")]),
        ("types VI to V", [("VI", "types VI to V"), ("V", "types VI to V")]),
    ],
)
def test_each_type_has_the_place_that_names_it(text: str, places: list[tuple[str, str]]) -> None:
    found = skin_types_in(fold(text))
    assert [(each.value, text[each.span.start : each.span.end]) for each in found] == places


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("bikini 15 J, skin V", ("V",)),
        ("Skin:\tII", ("II",)),
        ("Skin I-III: 755 nm", ("I", "II", "III")),
        ("skin2 arms", ("II",)),
        ("skin 3.", ("III",)),
        ("skin 3 mm away", ()),
        ("skin 2 weeks later", ()),
        ("skin, 3 passes", ()),
        ("his skin I treated", ()),
        ("on the skin\n3. Cool", ()),
    ],
)
def test_skin_alone_says_the_type_behind_it(text: str, types: tuple[str, ...]) -> None:
    assert skin_types(text) == types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("underarms, hair removal, VI. Folliculitis", ("VI",)),
        ("who runs Halo on II-IV for photodamage", ("II", "III", "IV")),
        ("PFB in V-VI, beard", ("V", "VI")),
        ("rules for IV-VI so we see no PIH", ("IV", "V", "VI")),
        ("I-III fine with this for melasma, from IV on I halve it", ("I", "II", "III", "IV")),
        ("poikiloderma of the neck (III)", ("III",)),
        ("PIH on the forehead, IV. Toning", ("IV",)),
        ("axillae IV 18 mm 16 J/cm2", ("IV",)),
        ("upper lip 20 J/cm2 20 ms III; back 12 J/cm2 40 ms IV.", ("III", "IV")),
        ("boxcar scars. Skin III. Single pass", ("III",)),
        ("face FST III x 1 pass", ("III",)),
        ("34F, IV, melasma", ("IV",)),
        ("IV / 34 / f / chin hair", ("IV",)),
        ("chin hair on a tanned IV, blisters", ("IV",)),
        ("III, cheeks. For the next patient: IV, same laser", ("III", "IV")),
        ("LHR for V and VI women", ("V", "VI")),
        ("she's a V", ("V",)),
        ("pt IV, EMLA", ("IV",)),
        ("Course notes for the IPL: II 20 J, III 18 J", ("II", "III")),
        ("rosacea, II\nV, legs", ("II", "V")),
        ("I treat melasma in V", ("V",)),
    ],
)
def test_a_bare_numeral_beside_what_is_treated_is_a_skin_type(text: str, types: tuple[str, ...]) -> None:
    assert read(text).skin_types == types


@pytest.mark.parametrize(
    "text",
    [
        "cellulitis of the leg, IV antibiotics",
        "tranexamic acid, IV, for melasma",
        "melasma, IV 500 mg tranexamic acid",
        "sedation (IV), then the face",
        "an IV in the left hand, then the cheeks",
        "IV access, cheeks, filler",
        "acne, grade IV, class IV laser",
        "CN V and VII are near the cheek, CN III, IV and VI are not",
        "V1 and V2 blocks for the face",
        "melasma, volume V, part II",
        "Phase II trial in acne, phases II, III",
        "II. Melasma\nIII. Veins\nIV. Scars",
        "(I) consent for melasma (II) photographs (III) shields",
        "Clarity II for LHR. The Clarity II, again",
        "Medlite IV, tattoo",
        "Excel V for rosacea",
        "V+ 532 for rosacea",
        "Level III evidence in melasma",
        "hair removal, Norwood III",
        "melasma, vol. II",
        "case | stage | site\n1 | II | cheeks\n2 | III | nose",
        "a V shape of the chin, a V-neck",
        "freckles, iv",
    ],
)
def test_a_bare_numeral_that_counts_something_else_is_none(text: str) -> None:
    assert read(text).skin_types == ()
