"""Endpoints, anaesthetics and cooling: what is one, in whose words, and which of several sets it belongs to."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read


def said(text: str, key: str) -> list[str] | None:
    found = as_output(read(text))[key]
    assert found is None or isinstance(found, list)
    return found


def by_set(text: str, key: str) -> list[Any]:
    found = as_output(read(text))["sets"]
    assert isinstance(found, list)
    return [each.get(key) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CO2 25 W, two passes. Stopped at visible contraction.", ["visible contraction"]),
        ("IPL 515 filter, 11 J/cm2. Darkening of the spots within minutes.", ["Darkening of the spots"]),
        ("LP 1064, 3 mm, 160 J/cm2. Spasm seen.", ["Spasm"]),
        ("BBL 515, 9 J/cm2 10 ms. Spots grey by the time he paid.", ["grey"]),
        ("532 nm, 3 mm, 15 J/cm2 on angiomas. They all turned, or rather the lakes turned grey black.", ["grey black"]),
        ("Venous lake, 1064, 6 mm, 90 J/cm2: it shrank at once.", ["shrank"]),
        ("PDL 7 mm, 11 J/cm2, 1.5 ms. Purpura at once, which I wanted.", ["Purpura"]),
        ("PDL 7 mm, 11 J/cm2. Transient purpura.", ["Transient purpura"]),
        ("alex 18 mm 14 J, PFE at 5 min", ["PFE"]),
        ("alex 18 mm 14 J. Erythema round the follicles.", ["Erythema round the follicles"]),
        ("1064 3 mm 140 J, the vein vanished on the table", ["vanished"]),
        ("PDL 7 mm 9 J: grey for a second, then deep purpura", ["deep purpura"]),
        ("532 nm, 3 mm, 14 J/cm2. Endpoint: darkening.", ["darkening"]),
        ("CO2 20 mJ. Endpoint: fine pale dots and slight contraction.", ["fine pale dots and slight contraction"]),
        ("CO2 20 mJ, end point - chamois yellow", ["chamois yellow"]),
        ("CO2 20 mJ, stopped at a light haze of white.", ["a light haze of white"]),
        ("1927 nm 10 mJ. Stopped at faint erythema, sunscreen lecture given", ["faint erythema"]),
        ("755 nm 14 J/cm2. Endpoint for both passes: brick red skin", ["brick red skin"]),
        ("755 nm 14 J/cm2. Endpoint was redness with DCD 30/20", ["redness"]),
        ("1064 4 mm. Endpoint: a grey haze but we got a burn", ["a grey haze"]),
    ],
)
def test_what_is_seen_at_once_is_an_endpoint(text: str, expected: list[str]) -> None:
    assert said(text, "endpoint") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Erbium 5 mm 3.5 J/cm2. Still bright red five months after.",
        "Still bright red five months after full-face erbium.",
        "Pico 1064 6 mm 0.7 J/cm2. Petechiae for two days.",
        "Pico 1064 6 mm 0.7 J/cm2. Petechiae over the cheek by the next morning.",
        "PDL 10 mm 7 J/cm2. Purpura zero.",
        "PDL 10 mm 7 J/cm2, purpura during 8 days",
        "alex 18 mm 14 J/cm2 3 ms. He turned grey and vomited.",
        "PMU brows: QS 1064, 3 mm, 3.5 J/cm2: went black.",
        "Keloid, PDL 7 mm 10 J/cm2, shrank by half in two months",
        "Botox 20 U for hemifacial spasm",
        "PicoWay 1064 4 mm 2.8 J/cm2, the black bits gave trouble",
        "LED 633 nm, 96 J/cm2: erythema gone faster",
        "CO2 20 mJ, endpoint was not reached",
        "RF at 40 W, endpoint: 42 C",
        "CO2 20 mJ. Is your endpoint: pale dots?",
        "755 nm 14 J/cm2. The primary endpoint was hair count at 6 months.",
        "755 nm 14 J/cm2, stopped at her request; the laser stopped at error 12",
    ],
)
def test_what_lasts_or_comes_afterwards_is_none(text: str) -> None:
    assert not said(text, "endpoint")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1927 10 mJ, lidocaine 23/7 on for 45 min", ["lidocaine 23/7"]),
        ("CO2 18 W, ring block plus 2% lidocaine with adrenaline", ["ring block", "2% lidocaine with adrenaline"]),
        ("CO2 70 mJ 5%, topical 23/7", ["topical 23/7"]),
        ("CO2 70 mJ 5%, lidocaine 7% tetracaine 7%", ["lidocaine 7%", "tetracaine 7%"]),
        ("CO2 70 mJ 5%, compounded 23/7 cream", ["compounded 23/7 cream"]),
        ("CO2 20 mJ. Infiltrated lidocaine 1%, 2 mL", ["lidocaine 1%"]),
        ("2940, 80 µm. Mental and infraorbital blocks.", ["Mental and infraorbital blocks"]),
        ("Ultherapy 4.5 mm, 420 lines. Ibuprofen and pro-nox.", ["Ibuprofen", "pro-nox"]),
        ("Erbium 3.5 J/cm2. Nerve blocks and oral diazepam.", ["Nerve blocks", "oral diazepam"]),
        ("Moxi 15 mJ, nothing but BLT", ["BLT"]),
        ("Ulthera 4.5 mm, ketorolac an hour before", ["ketorolac"]),
    ],
)
def test_an_anaesthetic_keeps_its_strength_and_its_nerves(text: str, expected: list[str]) -> None:
    assert said(text, "anaesthesia") == expected


@pytest.mark.parametrize(
    "text",
    [
        "1726 nm, 3 sessions. Needed nothing numbing.",
        "1565 nm 45 mJ, no numbing",
        "Diode 810 20 J, EMLA not needed",
        "CO2 20 mJ, infiltrated the lip",
        "1726 nm 20 J. She declined numbing.",
        "Fraxel 40 mJ. Paracetamol at home for the soreness.",
        "Fraxel 40 mJ 8 passes. Topical steroid for 3 days.",
    ],
)
def test_what_was_not_given_for_it_is_none(text: str) -> None:
    assert not said(text, "anaesthesia")


_TWO = "PicoWay: 1064 nm 4 mm 3 J/cm2; 532 nm 3 mm 1 J/cm2. "
_SITES = "PDL, cheeks 10 mm 7 J/cm2; nose 7 mm 9 J/cm2. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_TWO + "Frosting with either.", [["Frosting"], ["Frosting"]]),
        (_TWO + "Frosting both days.", [["Frosting"], ["Frosting"]]),
        (_TWO + "Whitening in nearly all.", [["Whitening"], ["Whitening"]]),
        (_TWO + "Frosting.", [["Frosting"], ["Frosting"]]),
        (_TWO + "Frosting only with the 1064.", [["Frosting"], None]),
        (_TWO + "Frosting with the 532 only.", [None, ["Frosting"]]),
        (_TWO + "DCD 30/20 for both, frosting.", [["frosting"], ["frosting"]]),
        (_TWO + "Frosting everywhere except with the 532.", [["Frosting"], None]),
        (_TWO + "Frosting with the second.", [None, ["Frosting"]]),
        (_SITES + "Purpura on the cheeks.", [["Purpura"], None]),
        (_SITES + "Purpura on the nose only.", [None, ["Purpura"]]),
        ("2940: first 80 µm, then 30 µm. Pinpoint bleeding only with the 80.", [["Pinpoint bleeding"], None]),
        ("QS 1064: 6 mm 3 J/cm2. Next visit 4 mm 5 J/cm2. Frosting.", [None, ["Frosting"]]),
        ("A: 4 mm 2 J/cm2\nB: 3 mm 3 J/cm2\nC: 2 mm 4 J/cm2\nFrosting in B and C", [None, ["Frosting"], ["Frosting"]]),
        ("PDL 10 mm 7 J/cm2, purpura. Yag 7 mm 60 J/cm2. Spasm.", [["purpura"], ["Spasm"]]),
    ],
)
def test_an_endpoint_behind_several_sets_goes_to_those_it_is_said_of(text: str, expected: list[Any]) -> None:
    assert by_set(text, "endpoint") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "12 mm, 28 J/cm2, 40 ms; DCD 40/40. At the next visit 12 mm, 34 J/cm2, 40 ms; DCD 50/40.",
            [["cryogen 40/40"], ["cryogen 50/40"]],
        ),
        (
            "Alex 18 mm, 14 J/cm2, 3 ms, DCD 30/20. A month later 16 J/cm2, DCD 40/20.",
            [["cryogen 30/20"], ["cryogen 40/20"]],
        ),
        ("Yag legs 15 mm 30 J/cm2; Zimmer 4. Arms 15 mm 28 J/cm2; ice.", [["air 4"], ["ice"]]),
        (_SITES + "DCD 30/20 on the nose only.", [None, ["cryogen 30/20"]]),
        (_SITES + "DCD 30/20.", [["cryogen 30/20"], ["cryogen 30/20"]]),
        ("PDL, cheeks 10 mm 7 J/cm2; nose 7 mm 9 J/cm2, DCD 30/20 for the two", [["cryogen 30/20"], ["cryogen 30/20"]]),
    ],
)
def test_a_cooling_of_one_set_is_not_the_others(text: str, expected: list[Any]) -> None:
    assert by_set(text, "cooling") == expected


def test_a_strength_names_no_set() -> None:
    text = "RF needles: 3.5 mm 30 mJ, then 2.5 mm 25 mJ. Topical 2.5% lidocaine."
    assert by_set(text, "anaesthesia") == [["Topical 2.5% lidocaine"]] * 2


@pytest.mark.parametrize("text", ["after 3 months 7 white spots, QS 1064 6 mm 2.6 J/cm2", "2.6 J/cm2, 7 lesions"])
def test_what_is_counted_is_no_setting(text: str) -> None:
    assert said(text, "fluence_j_cm2") == [2.6]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ice before. 755 nm 14 J/cm2; 1064 nm 30 J/cm2, DCD 40/40.", [["ice"], ["ice", "cryogen 40/40"]]),
        ("755 nm 14 J/cm2, DCD 30/20; 1064 nm 30 J/cm2, DCD 40/40", [["cryogen 30/20"], ["cryogen 40/40"]]),
        ("755 nm 14 J/cm2; 1064 nm 30 J/cm2; DCD 40/40", [["cryogen 40/40"], ["cryogen 40/40"]]),
    ],
)
def test_what_cools_before_or_behind_all_sets_cools_each(text: str, expected: list[Any]) -> None:
    assert by_set(text, "cooling") == expected
