"""Numbers in an order that the text explains, in steps, as they are said aloud, and in other languages' words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clinical.settings_said import said


@pytest.mark.parametrize(
    "text",
    [
        "legs 18/14/3 (spot mm / fluence J/cm2 / pulse ms), tolerated. Bikini 15/16/5.",
        "spot/fluence/pulse: legs 18/14/3, bikini 15/16/5",
        "settings (spot/fluence/pulse): legs 18/14/3, bikini 15/16/5",
        "18/14/3 (mm/J/ms) legs, 15/16/5 bikini",
        "fluence/spot/pulse: legs 14/18/3, bikini 16/15/5",
    ],
)
def test_a_legend_anywhere_tells_what_every_triple_is(text: str) -> None:
    assert said(text) == {"spot_mm": [18, 15], "fluence_j_cm2": [14, 16], "pulse_ms": [3, 5]}


def test_a_table_of_days_is_read_by_its_heads() -> None:
    found = said("date\tfl\tpd\tss\n03/11/24\t12\t3\t18\n15/12/24\t14\t3\t18\n\nfl in J/cm2, pd ms, ss mm")

    assert found == {"fluence_j_cm2": [12, 14], "pulse_ms": [3], "spot_mm": [18]}


def test_a_legend_tells_nothing_of_dates_and_cryogen() -> None:
    found = said("spot/fluence/pulse: legs 18/14/3, DCD 40/20/0, seen on 12/3/24")

    assert (found["spot_mm"], found["fluence_j_cm2"], found["pulse_ms"]) == ([18], [14], [3])


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("test spots 14 16 20 J at 5 ms, 12 mm", "fluence_j_cm2", [14, 16, 20]),
        ("10 12 14 J/cm2 on the arms", "fluence_j_cm2", [10, 12, 14]),
        ("15 20 25 30 mJ, eyelids half. 2940", "energy_mj", [15, 20, 25, 30]),
        ("alex 18 14 J 3 ms", "fluence_j_cm2", [14]),
        ("spot 8 10 12 J", "fluence_j_cm2", [12]),
        ("15 mm, fluences 18 20 22 24, all fine", "fluence_j_cm2", [18, 20, 22, 24]),
        ("Fluence 8 9 10 tested, Vbeam 7 mm 6 ms", "fluence_j_cm2", [8, 9, 10]),
        ("Vbeam 7 mm, fluence 8 9 10 ms", "pulse_ms", [10]),
    ],
)
def test_even_steps_are_a_list_without_commas(text: str, key: str, values: list[float]) -> None:
    assert said(text)[key] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("halo fourteen seventy nanometers", {"wavelength_nm": [1470]}),
        ("then twenty nine forty nanometers at twenty microns", {"wavelength_nm": [2940], "depth_um": [20]}),
        ("yag ten sixty-four three millimeter spot", {"wavelength_nm": [1064], "spot_mm": [3]}),
        ("seven fifty five nanometers, fourteen joules", {"wavelength_nm": [755], "fluence_j_cm2": [14]}),
        ("three millimeter spot two hundred joules", {"spot_mm": [3], "fluence_j_cm2": [200]}),
        ("pulse dye seven mm, eight and a half joules", {"spot_mm": [7], "fluence_j_cm2": [8.5]}),
        ("30 joles/cm2, singel pass", {"fluence_j_cm2": [30], "passes": [1]}),
    ],
)
def test_lines_and_hundreds_are_read_as_they_are_said(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doppelpuls je 2,5 ms, Pulspause 10 ms", {"pulse_ms": [2.5]}),
        ("pulsos de 4 ms, retardo 25 ms, dos pases", {"pulse_ms": [4], "passes": [2]}),
        ("KTP 12 J/cm², un solo passaggio", {"fluence_j_cm2": [12], "passes": [1]}),
        ("Intervallo 6 settimane, 6 sedute", {"interval_weeks": [6], "sessions": [6]}),
        (
            "Vbeam 7,5 J/cm², 9 behandelingen, om de 6 weken",
            {"fluence_j_cm2": [7.5], "sessions": [9], "interval_weeks": [6]},
        ),
        ("luce pulsata filtro 590 nm, 18 J/cm2", {"filter_nm": [590], "fluence_j_cm2": [18]}),
        ("radiofrecuencia con microagujas: 2 mm, 20 W", {"depth_um": [2000], "power_w": [20]}),
        ("50 mJ, 3 συνεδρίες με 2 μήνες διαφορά", {"energy_mj": [50], "sessions": [3], "interval_weeks": [8]}),
        ("1064 nm, 12 χιλ, 28 J/cm2", {"wavelength_nm": [1064], "spot_mm": [12], "fluence_j_cm2": [28]}),
    ],
)
def test_other_languages_words_of_a_course_and_a_pulse(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 sessions q 6w", {"sessions": [8], "interval_weeks": [6]}),
        ("1064 w 20 J", {"wavelength_nm": [1064], "fluence_j_cm2": [20]}),
        ("10600 w 30 W", {"wavelength_nm": [10600], "power_w": [30]}),
        ("from 16 J/cm2 went up to 20 then back to 18 at third session", {"fluence_j_cm2": [16, 20, 18]}),
        ("On the legs we go up to 20 J/cm2 with the 18mm spot", {"fluence_j_cm2": [20], "spot_mm": [18]}),
        ("the laser can go up to 40 J", {}),
        ("10 mJ, 30% coverage; 5 (12%) were lost to follow-up", {"energy_mj": [10], "density_pct": [30]}),
        ("alex 14 J/cm², croûtes à J+2", {"fluence_j_cm2": [14]}),
        ("Pat. 66 J., Er:YAG 2940 nm, 1,8 J/cm²", {"wavelength_nm": [2940], "fluence_j_cm2": [1.8]}),
        ("IPL 535 nm, 14 J/cm2. Tel. 030 555 01 42", {"filter_nm": [535], "fluence_j_cm2": [14]}),
        ("1064 5 mm 14 J, tip about 1 inch off skin", {"wavelength_nm": [1064], "spot_mm": [5], "fluence_j_cm2": [14]}),
        ("Potenza depth 1.8 mm, lvl 20, 200ms", {"depth_um": [1800], "pulse_ms": [200]}),
        ("sess 1: 19 J/cm2, sess 2: 21 J/cm2, sess 3: 21.5", {"fluence_j_cm2": [19, 21, 21.5]}),
        ("Contact Lakshmi in accounts about 18 mm, 14 J", {"spot_mm": [18], "fluence_j_cm2": [14]}),
    ],
)
def test_a_w_a_visit_and_a_share_are_no_settings(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    found.pop("density", None)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("755 nm / 18 mm / 14 / 3", {"wavelength_nm": [755], "spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("yag 2.5mm/220/20", {"spot_mm": [2.5], "fluence_j_cm2": [220], "pulse_ms": [20]}),
        ("595/10/7.5/6", {"wavelength_nm": [595], "spot_mm": [10], "fluence_j_cm2": [7.5], "pulse_ms": [6]}),
        ("755 18 14 3 legs", {"wavelength_nm": [755], "spot_mm": [18], "fluence_j_cm2": [14], "pulse_ms": [3]}),
        ("1064, rooms 12 30 20 of the clinic", {"wavelength_nm": [1064]}),
    ],
)
def test_a_line_alone_tells_in_which_order_its_settings_stand(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Δεν έβαλα 20 J όπως έλεγε ο αντιπρόσωπος",
        "non ho usato 20 J",
        "no usé 20 J",
        "je n'ai pas mis 20 J",
        "ich habe nicht 20 J genommen",
        "prochaine fois je monte à 16 J",
        "nächstes Mal 16 J",
        "il produttore consiglia 22-26 J/cm2",
        "le fabricant conseille 22 J",
        "Hersteller empfiehlt 22 J/cm2",
    ],
)
def test_what_was_not_used_is_no_setting_in_other_languages_either(text: str) -> None:
    assert said(text) == {}


@pytest.mark.parametrize(
    "text", ["no usé 20 J, puse 14 J", "nicht 20 J, sondern 14 J", "je n'ai pas mis 20 J mais 14 J"]
)
def test_what_was_used_instead_is_one(text: str) -> None:
    assert said(text) == {"fluence_j_cm2": [14]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("fluence comprise entre 12 et 14 J/cm²", [12, 14]),
        ("zwischen 12 und 14 J/cm²", [12, 14]),
        ("tra 12 e 14 J/cm²", [12, 14]),
        ("entre 12 y 14 J/cm2", [12, 14]),
        ("από 12 έως 14 J/cm2", [12, 14]),
        ("bis zu 20 J/cm2", [None, 20]),
        ("jusqu'à 20 J/cm²", [None, 20]),
        ("fino a 20 J/cm2", [None, 20]),
        ("hasta 20 J/cm2", [None, 20]),
        ("έως 20 J/cm2", [None, 20]),
        ("mindestens 20 J/cm2", [20, None]),
        ("au moins 20 J/cm2", [20, None]),
    ],
)
def test_other_languages_ranges_are_ranges(text: str, value: list[float | None]) -> None:
    assert said(text) == {"fluence_j_cm2": [value]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LITE => 10 microns, PLUS => 25 microns, er:yag", {"depth_um": [10, 25]}),
        ("12 ou 14 J/cm2", {"fluence_j_cm2": [12, 14]}),
        ("alex 14 J, 6 sesiones mensuales", {"fluence_j_cm2": [14], "sessions": [6], "interval_weeks": [4]}),
        ("3 sedute a distanza di 4 settimane", {"sessions": [3], "interval_weeks": [4]}),
        ("Behandlungen: 4, Abstand: 6 Wochen", {"sessions": [4], "interval_weeks": [6]}),
        ("κεφαλή 12, 28 J, 25 ms", {"spot_mm": [12], "fluence_j_cm2": [28], "pulse_ms": [25]}),
    ],
)
def test_other_languages_lists_and_courses(text: str, expected: dict[str, Any]) -> None:
    assert said(text) == expected
