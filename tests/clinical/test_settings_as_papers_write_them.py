"""Every numeric setting as papers write it: named before or after, a value, a range, a list, with each unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read

Values = tuple[float, float, float]


class Named(NamedTuple):
    """What papers call a setting, the units that they give it, and a device of which it is said."""

    names: tuple[str, ...]
    units: tuple[str, ...]
    values: tuple[Values, ...]
    device: str


SETTINGS = {
    "fluence_j_cm2": Named(
        ("fluence", "fluences"),
        ("J/cm2", "J/cm²", "J cm-2", "J/cm^2", "joules per square centimeter"),
        ((8, 10, 12), (2.5, 3, 3.5)),
        "532-nm KTP laser",
    ),
    "energy_mj": Named(
        ("energy", "pulse energies"),
        ("mJ", "millijoules", "mJ/pulse", "mJ per microbeam"),
        ((20, 30, 40), (8, 10, 15)),
        "fractional CO2 laser",
    ),
    "pulse_ms": Named(
        ("pulse duration", "pulse widths"),
        ("ms", "milliseconds", "msec"),
        ((3, 5, 10), (20, 30, 40)),
        "1064-nm Nd:YAG laser",
    ),
    "spot_mm": Named(
        ("spot size", "spot sizes", "spot diameter"),
        ("mm", "millimeters"),
        ((5, 7, 10), (12, 15, 18)),
        "alexandrite laser",
    ),
    "density_pct": Named(
        ("density", "densities", "treatment coverage"),
        ("%", "percent"),
        ((5, 7, 9), (10, 15, 20)),
        "1550-nm fractional laser at 40 mJ",
    ),
    "depth_um": Named(
        ("depth", "penetration depths"),
        ("µm", "microns", "um"),
        ((500, 800, 1500), (1000, 1500, 2000)),
        "radiofrequency microneedling device",
    ),
    "power_w": Named(("power", "power setting"), ("W", "watts"), ((10, 15, 20),), "continuous CO2 laser"),
    "frequency_hz": Named(("repetition rate", "frequency"), ("Hz", "hertz"), ((2, 5, 10),), "Q-switched Nd:YAG laser"),
    "sub_pulse_delay_ms": Named(
        ("interpulse delays", "delays", "delays between pulses"),
        ("ms", "msec"),
        ((20, 30, 40),),
        "double-pulsed IPL",
    ),
}


def as_written(name: str, unit: str, values: Values) -> Iterator[tuple[str, list[Any]]]:
    """The same setting in many ways, each with what it says."""
    low, middle, high = (f"{value:g}" for value in values)
    apart = unit if unit == "%" else f" {unit}"
    one, ends, both, every = [values[0]], [[values[0], values[2]]], [values[0], values[2]], [*values]
    yield f"{name} of {low}{apart}", one
    yield f"{name}: {low}{apart}", one
    yield f"{name} was {low}{apart}", one
    yield f"{low}{apart} {name}", one
    yield f"{name} of {low}-{high}{apart}", ends
    yield f"{name} of {low}\N{EN DASH}{high}{apart}", ends
    yield f"{name} of {low} to {high}{apart}", ends
    yield f"{name} of {low}{apart} to {high}{apart}", ends
    yield f"{name} ranged from {low} to {high}{apart}", ends
    yield f"{name} ranging between {low} and {high}{apart}", ends
    yield f"{name} of up to {high}{apart}", [[None, values[2]]]
    yield f"{name} of either {low} or {high}{apart}", both
    yield f"{name} of {low}, {middle} and {high}{apart}", every
    yield f"{name} of {low}, {middle}, or {high}{apart}", every
    yield f"{name} of {low}/{middle}/{high}{apart}", every
    if name.endswith("s"):
        yield f"{name} of {low}{apart}, {middle}{apart} and {high}{apart}", every
    if unit != "%":
        yield f"a {low}-{unit} {name}", one
        yield f"{name} of {low}- to {high}-{unit}", ends
        yield f"{name} of {low}- or {high}-{unit}", both
        yield f"{name} of {low}-, {middle}-, and {high}-{unit}", every


@pytest.mark.parametrize("key", SETTINGS)
def test_a_setting_says_the_same_however_a_paper_writes_it(key: str) -> None:
    names, units, all_values, device = SETTINGS[key]
    for name, unit, values in product(names, units, all_values):
        for written, said in as_written(name, unit, values):
            for text in (f"Treated with a {device}, {written}.", f"{written.capitalize()} ({device})."):
                assert as_output(read(text))[key] == said, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IPL 560 nm (pulse width, 4 ms; delay, 20 ms)", {"pulse_ms": [4], "sub_pulse_delay_ms": [20]}),
        ("alex, treatments separated by 6 weeks", {"interval_weeks": [6]}),
        ("alex at intervals of between 4 and 6 weeks", {"interval_weeks": [[4, 6]]}),
        ("alex at intervals ranging from 4 to 6 weeks", {"interval_weeks": [[4, 6]]}),
        ("alex, number of sessions: six", {"sessions": [6]}),
        ("alex, the mean number of treatments was six", {"sessions": [6]}),
        ("alex sessions: two patients stopped", {"sessions": None}),
        ("alex, a maximum of 6 treatments", {"sessions": [[None, 6]]}),
        ("The alex has a maximum of 40 J/cm2", {"fluence_j_cm2": None}),
        ("CO2 10 W, one to two passes", {"passes": [[1, 2]]}),
        ("one or two sessions of alex", {"sessions": [1, 2]}),
        ("one or two clients for alex sessions", {"sessions": None}),
        ("Nd:YAG laser (1.064 µm), 5 J/cm2", {"wavelength_nm": [1064], "spot_mm": None}),
        ("IPL with a 20-ms pulse delay", {"sub_pulse_delay_ms": [20]}),
        ("IPL, 20 ms pulse delay, 4 ms, 15 J", {"sub_pulse_delay_ms": [20], "pulse_ms": [4]}),
        ("KTP 2 pulses of 7 ms, 15 ms between", {"pulse_ms": [7], "sub_pulse_delay_ms": [15]}),
        ("density 5% and 7%, 20 mJ", {"density_pct": [5, 7]}),
        ("CO2RE 20 mJ, 5% cheeks, 3% lids", {"density_pct": [5, 3]}),
        ("Fraxel 40 mJ, 20% vs 14%", {"density_pct": [20, 14]}),
        ("CO2RE 20 mJ, 10% and 80% clearance", {"density_pct": [10]}),
        ("CO2RE 20 mJ, density 10% and 20% TCA after", {"density_pct": [10]}),
        ("Fraxel 40 mJ 20%, 5% lidocaine", {"density_pct": [20]}),
    ],
)
def test_what_is_not_told_with_what_it_follows(text: str, expected: dict[str, Any]) -> None:
    output = as_output(read(text))
    assert {key: output[key] for key in expected} == expected


OF_A_PROTOCOL: dict[str, Any] = {
    "wavelength_nm": [755],
    "spot_mm": [18],
    "fluence_j_cm2": [12],
    "pulse_ms": [3],
    "sessions": [6],
    "interval_weeks": [6],
}


@pytest.mark.parametrize(
    "text",
    [
        "Alexandrite laser 755 nm, spot 18 mm, fluence 12 J/cm², pulse duration 3 ms, 6 sessions every 6 weeks",
        "Alexandrite 755 nm, spot 18 mm, fluence 12 J/cm², durée d'impulsion 3 ms, 6 séances espacées de 6 semaines",
        "Αλεξανδρίτης 755 nm, κηλίδα 18 mm, ροή ενέργειας 12 J/cm², διάρκεια παλμού 3 ms, 6 συνεδρίες κάθε 6 εβδομάδες",
        "Alexandrit 755 nm, Spotgröße 18 mm, Fluenz 12 J/cm², Pulsdauer 3 ms, 6 Sitzungen im Abstand von 6 Wochen",
        "Láser alejandrita 755 nm, spot de 18 mm, fluencia 12 J/cm2, duración de pulso 3 ms, 6 sesiones cada 6 semanas",
        "Laser alessandrite 755 nm, spot 18 mm, fluenza 12 J/cm2, durata impulso 3 ms, 6 sedute ogni 6 settimane",
        "755 nm, κηλίδα 18, Fluenz 12, 3 ms, 6 Sitzungen, alle 6 Wochen",
    ],
)
def test_the_languages_of_the_clinics_say_the_same(text: str) -> None:
    said = {key: value for key, value in as_output(read(text)).items() if key in OF_A_PROTOCOL}
    assert said == OF_A_PROTOCOL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nd:YAG 1064, 20 ms, βάθος 500 μm", {"depth_um": [500], "spot_mm": None}),
        ("IPL 560 nm διπλός παλμός 4 ms, καθυστέρηση 20 ms", {"sub_pulses": [2], "sub_pulse_delay_ms": [20]}),
        ("IPL 560 nm Doppelpuls 4 ms, Verzögerung 20 ms", {"sub_pulses": [2], "sub_pulse_delay_ms": [20]}),
    ],
)
def test_what_stands_beside_a_number_is_known_in_other_languages(text: str, expected: dict[str, Any]) -> None:
    output = as_output(read(text))
    assert {key: output[key] for key in expected} == expected
