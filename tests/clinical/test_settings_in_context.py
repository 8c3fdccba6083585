"""What the words around a figure, and the figures before it, make of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clinical.output import as_output
from bot.clinical.reader import read
from bot.clinical.reading import SettingKey


def said(text: str, *keys: str) -> dict[str, Any]:
    output = as_output(read(text))
    return {key: output[key] for key in keys if output[key]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alex 18mm, 16J/cm²,3ms", {"pulse_ms": [3]}),
        ("1064 nm, 28 +/- 2 J/cm2", {"fluence_j_cm2": [[26, 30]]}),
        ("internal 41±1 °C", {"temperature_c": [[40, 42]]}),
        ("PDL 7 mm, tp -> 0.45 ms", {"pulse_ms": [0.45]}),
        ("PDL 10 mm, 5.5 -> 6.0 -> 6.5 J", {"fluence_j_cm2": [5.5, 6, 6.5]}),
        ("PDL 10 mm, 10 J per pulse", {"fluence_j_cm2": [10]}),
        ("Ulthera 4.5 mm 0.9 J, 3.0 mm 0.3 J", {"energy_mj": [900, 300]}),
        ("CO2, 10 600 nm, 40 mJ", {"wavelength_nm": [10600]}),
        ("a 10.6 µm laser, 25 W", {"wavelength_nm": [10600]}),
        ("IPL, 3ms + 3ms, 15 ms gap", {"pulse_ms": [3], "sub_pulses": [2], "sub_pulse_delay_ms": [15]}),
        ("IPL pulses of 3 ms separated by 20 ms", {"pulse_ms": [3], "sub_pulse_delay_ms": [20]}),
        ("microneedling 60 W, 3 min, 42 °C", {"temperature_c": [42]}),
        ("alex 18 mm 10 J, bumped to 12 J lower leg", {"fluence_j_cm2": [10, 12]}),
        ("we stay at 14 (18 mm, 3 ms)", {"fluence_j_cm2": [14]}),
        ("alex 20 J 15 mm, last summer I burnt one at 24", {"fluence_j_cm2": [20, 24]}),
        ("8 sessions max, 14 J/cm2 tops, 3 passes at most", {"sessions": [[None, 8]], "fluence_j_cm2": [[None, 14]]}),
        ("IPL 560 double 3.5 ms delay 10 ms", {"pulse_ms": [3.5], "sub_pulses": [2], "sub_pulse_delay_ms": [10]}),
        ("we switched lamps. 308 excimer 250 mJ/cm2", {"wavelength_nm": [308], "fluence_j_cm2": [0.25]}),
        ("Er:YAG 150 microns under the eyes, 250 cheeks, 11%", {"depth_um": [150, 250], "density_pct": [11]}),
        ("1064 4 mm 5-6-7 J/cm2", {"fluence_j_cm2": [5, 6, 7]}),
        ("yag 12 mm 18 J 60 ms → 20 → 22", {"fluence_j_cm2": [18, 20, 22], "pulse_ms": [60]}),
        ("pico 4 mm 0.3 did nothing, 0.5 J frosted", {"fluence_j_cm2": [0.3, 0.5]}),
        ("1550 50 mJ, hotter than last time when I did 40", {"energy_mj": [50, 40]}),
        ("for her: 560 / 15 J / triple 3.5 ms / 25 ms delay", {"filter_nm": [560], "sub_pulses": [3]}),
        ("CO2 30 J/s", {"power_w": [30]}),
        ("Any idea why my pt (560, 15 J, 4 ms) had striping?", {"fluence_j_cm2": [15], "pulse_ms": [4]}),
        ("532? no, 1064 QS, 3 J", {"wavelength_nm": [1064]}),
        ("755 20 J, DCD to 50/20 & 15 J", {"fluence_j_cm2": [20, 15]}),
        ("Onabot 64U", {"units": [{"value": 64, "scale": "botox"}]}),
        ("yag: the 15 mm at 18J, the 12 at 22J and the 10 at 28J", {"spot_mm": [15, 12, 10]}),
        ("RF needling, depth 3.5 mm then 2.5 then 1.5", {"depth_um": [3500, 2500, 1500]}),
        (
            "Ultraformer 4.5 mm 1.2 J 300 lines, 3.0 0.8 J 300 lines",
            {"depth_um": [4500, 3000], "energy_mj": [1200, 800]},
        ),
        ("alex 24 mm 8 J legs; 18 10 J bikini", {"spot_mm": [24, 18], "fluence_j_cm2": [8, 10]}),
        ("755 14 J then 16, 3 ms", {"fluence_j_cm2": [14, 16], "pulse_ms": [3]}),
        ("532 done at 1.0, 2 Hz", {"frequency_hz": [2]}),
        ("Volbella 1/2 ml per side", {"volume_ml": [0.5]}),
        ("1064 leg veins 0.5mm => 2mm spot, 250 J; 2-3mm => 5mm, 110 J", {"spot_mm": [2, 5]}),
        ("KTP 532: 10 W, 700 µm, 15 ms", {"spot_mm": [0.7], "power_w": [10]}),
        ("3 pulses of 4.5 ms, 20 ms delays, 560 nm, 16 J/cm2, 15x45", {"filter_nm": [560]}),
        ("Dermapen 2.5 mm scars, .5 mm forehead", {"depth_um": [2500, 500]}),
        ("755/1064 50:50, 20 mm, 12 J/cm2", {"spot_mm": [20]}),
        ("24mm 10J dcd 20/20 sess 2 of 6, 755", {"cooling": ["cryogen 20/20"], "sessions": [6]}),
        ("alex 14 J, DCD none, sapphire at 10C", {"cooling": ["contact 10 C"]}),
        ("0.8 ml, 25G cannula plus 30G needle", {"needle": ["25G cannula", "30G needle"]}),
        ("RF 2 mm, numbed with BLT 20/8/4", {"anaesthesia": ["BLT 20/8/4"]}),
        ("αλεξανδρίτης 755, κρυογόνο 30/20, περιθυλακικό οίδημα", {"cooling": ["cryogen 30/20"]}),
        ("1450, 12 J, DCD 35, 4 sessions", {"sessions": [4], "cooling": ["cryogen 35"]}),
        ("14 joules 3 mil 18 spot alex", {"pulse_ms": [3], "spot_mm": [18]}),
        ("hyalase 300 IU, then 1.200 IU", {"international_units": [300, 1200]}),
        ("What do you use with 1064? Mine is 3 mm, 150 J", {"wavelength_nm": [1064], "spot_mm": [3]}),
        ("the thread veins with 1064, 140 J/cm2", {"wavelength_nm": [1064], "fluence_j_cm2": [140]}),
        ("Q switch 1064 8 mm 1.6 8 Hz", {"spot_mm": [8], "fluence_j_cm2": [1.6], "frequency_hz": [8]}),
        ("Nd:YAG 1064 | 3 mm | 160 | 20 ms", {"spot_mm": [3], "fluence_j_cm2": [160], "pulse_ms": [20]}),
        ("IPL 590 18 J 4.0/4.0 d25", {"pulse_ms": [4], "sub_pulses": [2], "sub_pulse_delay_ms": [25]}),
        ("Halo 400 um 20%, neck 275u 10%", {"depth_um": [400, 275], "density_pct": [20, 10]}),
        ("RF needle 2.0 mm, 25 W 150 ms", {"depth_um": [2000], "power_w": [25]}),
        ("14 to 16 J/cm2 at session 3, then 18 at session 5", {"fluence_j_cm2": [[14, 16], 18]}),
        ("alex start 12 J and increase 2 J each", {"fluence_j_cm2": [12]}),
        ("Our rep set it at 30 J, I turned it down to 22 (12 mm)", {"fluence_j_cm2": [22]}),
        ("used 14 instead of 16 J on tan. 18 mm 3 ms", {"fluence_j_cm2": [14]}),
        ("alex: J/cm2 14, ms 3, mm 18", {"fluence_j_cm2": [14], "pulse_ms": [3], "spot_mm": [18]}),
        ("3.4 J/cm2 4 mm, frosting at 3.8, bleeding at 4.2 so back to 3.6", {"fluence_j_cm2": [3.4, 3.8, 4.2, 3.6]}),
        ("CO2 25 W 700 µs 600 µm", {"pulse_ms": [0.7], "density": [{"value": 0.6, "scale": "pitch_mm"}]}),
        ("CO2 20 mJ, 4 passes (8 on the scars)", {"passes": [4, 8]}),
        ("QS 1064 at 3.2 with 4 mm, 5 Hz", {"fluence_j_cm2": [3.2], "spot_mm": [4]}),
        ("Our default is 14 J/cm2, 18 mm", {"fluence_j_cm2": [14], "spot_mm": [18]}),
        ("3 sessions at 5 wks", {"sessions": [3], "interval_weeks": [5]}),
        ("visit 2 (5 wks on): same but 60 mJ", {"interval_weeks": [5], "energy_mj": [60]}),
        ("alex 14 J, 3 times q6wk", {"sessions": [3], "interval_weeks": [6]}),
    ],
)
def test_ways_of_writing_a_value(text: str, expected: dict[str, Any]) -> None:
    assert said(text, *expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("755 18mm 14J 3ms legs, then bikini 15, 16, 5", {"spot_mm": [18, 15], "pulse_ms": [3, 5]}),
        ("picosure 6mm 0.71J 5hz. then 8mm 0.4 flat 10hz", {"fluence_j_cm2": [0.71, 0.4]}),
        ("16 J on the left shin and 18 on the right, alex", {"fluence_j_cm2": [16, 18]}),
        ("1064 6mm 3.4 J, petechiae at 3.8 J so came down to 3.2", {"fluence_j_cm2": [3.4, 3.8, 3.2]}),
        ("755: lower leg 18/16/3, bikini 15/14/10", {"spot_mm": [18, 15], "fluence_j_cm2": [16, 14]}),
    ],
)
def test_a_bare_figure_is_what_stood_in_its_place_before(text: str, expected: dict[str, Any]) -> None:
    assert said(text, *expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10 days later a 2 mm ptosis on the left",
        "1 broken fibre and a 6 mm screw",
        "pain 3.1 vs 4.0/10",
        "S-25 tip",
        "a series of 18 patients",
        "Total pulses 212, no laser",
        "saline 10 ml x 30",
    ],
)
def test_what_is_no_setting_of_a_laser(text: str) -> None:
    assert not said(text, "spot_mm", "sessions", "passes", "pulse_ms", "fluence_j_cm2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("five monthly treatments", {"sessions": [5], "interval_weeks": [4]}),
        ("755 14 J, 3-monthly sessions", {"interval_weeks": [12]}),
        ("1064 2 J, every 3 weeks, five times", {"sessions": [5], "interval_weeks": [3]}),
        ("1064 2 J. Gap 2 months", {"interval_weeks": [8]}),
        ("1064 0.57 J 5 Hz x2. q4w", {"passes": [2], "interval_weeks": [4]}),
        ("5% at 2 passes 3.5 deep, 1 pass at 2", {"passes": [2, 1]}),
    ],
)
def test_what_is_counted(text: str, expected: dict[str, Any]) -> None:
    assert said(text, *expected) == expected


@pytest.mark.parametrize(
    ("text", "cooling"),
    [
        ("755 18mm 15J dcd40/20", ["cryogen 40/20"]),
        ("alex 20 J w/ air4", ["air 4"]),
        ("755 20 J 3 ms, DCD had run out (40/20 before that)", ["cryogen 40/20"]),
        ("alex 10 mm 16 J. Cryo 30/30", ["cryogen 30/30"]),
        ("1450 nm 13 J, DCD 40 ms", ["cryogen 40"]),
        ("excel V 532, 9 J/cm2, tip 10 °C", ["contact 10 C"]),
        ("Cooltech? No: Zimmer at 4", ["air 4"]),
    ],
)
def test_cooling(text: str, cooling: list[str]) -> None:
    assert said(text, "cooling") == {"cooling": cooling}


def test_the_temperature_of_a_lamp_is_one() -> None:
    assert said("BBL 515 nm, 8 J/cm2, 20 °C", "cooling", "temperature_c") == {"temperature_c": [20]}


def test_endpoints_and_anaesthetics_are_the_writers_words() -> None:
    said_of_both = said("CO2 20 mJ under Penthrox and digital block to a pinpoint bleed", "anaesthesia", "endpoint")
    assert said_of_both == {"anaesthesia": ["Penthrox", "digital block"], "endpoint": ["pinpoint bleed"]}


def test_a_judgement_is_no_question_about_the_figures() -> None:
    assert said("18 mm 16 J/cm2 3 ms on the alex - too low?", "fluence_j_cm2") == {"fluence_j_cm2": [16]}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("20 u glabella, 10 u forehead", [{"value": 20, "scale": ""}, {"value": 10, "scale": ""}]),
        ("botox 24 units glabella, 12 frontalis", [{"value": 24, "scale": "botox"}, {"value": 12, "scale": "botox"}]),
        ("10 U Azzalure glabella", [{"value": 10, "scale": "azzalure"}]),
    ],
)
def test_doses(text: str, units: list[dict[str, Any]]) -> None:
    assert said(text, "units") == {"units": units}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alex 18 mm 16 J, then dropped 2 J to 14", {"fluence_j_cm2": [16, 14]}),
        ("Alex 18 mm, increased 10 J to 14 J", {"fluence_j_cm2": [[10, 14]]}),
        ("pico 6 mm, 4 passes, halved the passes after that", {"passes": [4, 2]}),
        ("YAG 12 mm 20 J, doubled the fluence", {"fluence_j_cm2": [20, 40]}),
        ("Alex 12 J 18 mm. Full leg two weeks later same but 14.", {"fluence_j_cm2": [12, 14]}),
        ("YAG spot 10, flunece 34, durration 20", {"fluence_j_cm2": [34], "pulse_ms": [20]}),
        ("UltraPulse DeepFX, neck 60/5%", {"energy_mj": [60], "density_pct": [5]}),
        ("Halo 1470 at 350 um 20%; neck 250/10%", {"depth_um": [350, 250], "density_pct": [20, 10]}),
        ("Diode. Sessions two to five at 16 J", {"fluence_j_cm2": [16]}),
        ("A colleague uses 40 J; I used 30 J on the YAG", {"fluence_j_cm2": [30]}),
        ("YAG 10 mm. Test spots 6, 7 and 8 J/cm2", {"spot_mm": [10], "fluence_j_cm2": [6, 7, 8]}),
        ("IPL 560 nm, 2.5 ms x2", {"pulse_ms": [2.5], "sub_pulses": [2]}),
    ],
)
def test_changes_pairs_and_slips(text: str, expected: dict[str, Any]) -> None:
    keys = ("fluence_j_cm2", "energy_mj", "density_pct", "depth_um", "pulse_ms", "passes", "sub_pulses", "sessions")
    assert said(text, *keys, *expected.keys() - set(keys)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vbeam 7 mm 9 J 1.5 ms... sorry, 7 J not 9", {"fluence_j_cm2": [7], "pulse_ms": [1.5], "spot_mm": [7]}),
        ("Pt had 30 J elsewhere and blistered. We did 14 J, alex", {"fluence_j_cm2": [14]}),
        ("alex, face 12 J, elsewhere 14 J", {"fluence_j_cm2": [12, 14]}),
        ("Rep insists 30 J is safe. I do 20 J on the yag", {"fluence_j_cm2": [20]}),
        ("The rep set it at 30 J on the yag and she blistered", {"fluence_j_cm2": [30]}),
        ("Alex: used 14 J although the default is 16", {"fluence_j_cm2": [14]}),
        ("pico 0.6 J/cm2, not 1.0 as the manual prints", {"fluence_j_cm2": [0.6]}),
        ("Ulthera thinking: use 3.0 mm at 0.3 J", {"energy_mj": [300]}),
        ("I was thinking 14 J with the alex", {}),
        ("Alex 20 J for hair on a very pale redhead??", {"fluence_j_cm2": [20]}),
        ("erbium 2 mm, passes till yellow is gone (avg 5)", {"spot_mm": [2], "passes": [5]}),
        ("QS 1064: passes - until faint erythema, usually 4", {"passes": [4]}),
        ("Lumecca 580, 10 ms pulse, wedding on 12/12", {"pulse_ms": [10]}),
        ("Case study: 34F III, alex 16 J/cm2", {"fluence_j_cm2": [16]}),
        ("Is it normal that after 16 J on the alex there is crusting?", {"fluence_j_cm2": [16]}),
        ("Is 16 J on the alex normal?", {}),
        ("Why did she blister at 14 J, alex?", {"fluence_j_cm2": [14]}),
        ("Did 16 J with the alex yesterday, is redness ok?", {"fluence_j_cm2": [16]}),
    ],
)
def test_what_is_taken_back_or_was_others_is_left_out(text: str, expected: dict[str, Any]) -> None:
    assert said(text, "fluence_j_cm2", "pulse_ms", "spot_mm", "energy_mj", "passes") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Genesis: 1064, 5 mm, 14 J\n\nPrice list: ultrasound 35", {"wavelength_nm": [1064], "spot_mm": [5]}),
        ("IPL 645-950 nm\n\nbikini: 755, 18 mm", {"wavelength_nm": [755], "filter_nm": [[645, 950]], "spot_mm": [18]}),
        ("BBL 590 filter, then red lamp 633 nm", {"wavelength_nm": [633], "filter_nm": [590]}),
        ("IPL 500-600 nm, then 595nm 7mm spot", {"wavelength_nm": [595], "filter_nm": [[500, 600]], "spot_mm": [7]}),
        ("BBL 590 filter 12 ms. Pain 7/10", {"filter_nm": [590], "pulse_ms": [12]}),
        ("LightSheer ET 9x9, 30J. Fraxel 25 mJ/MTZ next", {"spot_rect_mm": [[9, 9]]}),
        ("alex 14 J, BLT 20/8/4", {}),
    ],
)
def test_what_a_laser_elsewhere_does_not_change(text: str, expected: dict[str, Any]) -> None:
    assert said(text, "wavelength_nm", "filter_nm", "spot_mm", "spot_rect_mm", "pulse_ms") == expected


def test_no_line_is_lost_between_sets() -> None:
    text = "QS ruby 694 5 mm 4.5 J/cm2.\n\nblend 755/1064, 20 mm, 12 J/cm2 alex with 8 J/cm2 yag, 10 ms"
    assert said(text, "wavelength_nm") == {"wavelength_nm": [694, 755, 1064]}
    text = "clear and brilliant: four passes on cheeks, six passes on chin. Then pico 8mm three passes; 5mm one pass"
    assert said(text, "passes") == {"passes": [4, 6, 3, 1]}


def test_what_is_delivered_in_an_area_is_no_energy_of_a_pulse() -> None:
    assert said("RF 300 J per side, 400 J/area", "energy_mj", "fluence_j_cm2") == {}


@pytest.mark.parametrize(
    "text",
    [
        "A friend of mine in Lyon did 20 J with it. I stay at 14 J/cm2, 18 mm.",
        "I use 14 J/cm2, 18 mm; my partner goes 18 J",
        "20 J/cm2 - no. I start at 14 J/cm2, 18 mm",
        "Can someone sanity check: 14 J/cm2, 18 mm",
        "She asked me for 30 J. Gave 14 J/cm2, 18 mm",
        "She had five sessions elsewhere at 12 J. I did 14 J/cm2, 18 mm",
        "Another guy here used the alex with 40 J. 14 J/cm2, 18 mm",
        "16 J/cm2 15 mm ... no, 14 J/cm2, 18 mm, sorry",
        "It wasn't 16 J it was 14 J/cm2. 18 mm",
        "No 20 J mode on ours, so 14 J/cm2, 18 mm",
        "Alex: the fluence should have been 10 not 14 (18 mm)",
        "14 J/cm2, 18 mm. A crust at the nostril, 2 mm, left a pit. Blisters of about 3 mm",
    ],
)
def test_what_another_did_or_wanted_is_none_of_ours(text: str) -> None:
    assert said(text, "fluence_j_cm2", "spot_mm") == {"fluence_j_cm2": [14], "spot_mm": [18]}


def test_what_a_colleague_did_is_told_where_it_is_all_that_is_told() -> None:
    assert said("My boss treated her with 20 J/cm2 and she blistered", "fluence_j_cm2") == {"fluence_j_cm2": [20]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 mJ D3", {"energy_mj": [100], "density": [{"value": 3, "scale": "level"}]}),
        ("alex, DCD delay 20 spray 30", {"cooling": ["cryogen 30/20"]}),
        ("alex 9 J, 8 passes. Sorry, fluence was 7", {"fluence_j_cm2": [7], "passes": [8]}),
        ("alex, 4 weeks apart x 6", {"sessions": [6], "interval_weeks": [4]}),
        ("IPL 14 J, 3 pulses stacked", {"fluence_j_cm2": [14], "stacks": [3]}),
        ("IPL 14 J, double pulse 25 delay", {"fluence_j_cm2": [14], "sub_pulses": [2], "sub_pulse_delay_ms": [25]}),
        ("RF heated to 100-104 °F for 10 min", {"temperature_c": [[37.7778, 40]]}),
        ("alex 14 J, treatment duration 20", {"fluence_j_cm2": [14]}),
        ("alex 14 J, 12 treatments a day", {"fluence_j_cm2": [14]}),
        ("alex 14 J, mains 220 volts 50 Hz", {"fluence_j_cm2": [14]}),
        ("alex 14 J, 320 J delivered", {"fluence_j_cm2": [14]}),
        ("alex 14 J, every 6w", {"fluence_j_cm2": [14], "interval_weeks": [6]}),
        ("Fraxel 30 mJ, 20 % ALA", {"energy_mj": [30]}),
        ("PicoSure, spot 4, pulse 450", {"spot_mm": [4], "pulse_ms": [4.5e-07]}),
        ("Q-switched, spot 4, pulse 6", {"spot_mm": [4], "pulse_ms": [6e-06]}),
        ("MNRF needles 2 mm long, 20 W", {"depth_um": [2000], "power_w": [20]}),
        ("CO2 20 mJ, 1.5 mm deep", {"energy_mj": [20], "depth_um": [1500]}),
        ("Fraxel 30 mJ, 5 density", {"energy_mj": [30], "density": [{"value": 5, "scale": "level"}]}),
        ("a reflected 1064 pulse without goggles", {"wavelength_nm": [1064]}),
        ("IPL 515-750 nm handpiece", {"filter_nm": [[515, 750]]}),
        ("MNRF 2 mm 20 W, 5 mm spot", {"depth_um": [2000], "power_w": [20], "spot_mm": [5]}),
        (
            "The dye laser did nothing. 1064 / 15 / 26 / 25",
            {"wavelength_nm": [1064], "spot_mm": [15], "fluence_j_cm2": [26], "pulse_ms": [25]},
        ),
        ("755 IV legs 14 J", {"wavelength_nm": [755], "fluence_j_cm2": [14]}),
        ("MNRF then spot 5 mm", {"spot_mm": [5]}),
        ("alex 14 J, tip 3 mm depth", {"fluence_j_cm2": [14], "depth_um": [3000]}),
        ("insulated needles, 2.5 mm, 25 W", {"depth_um": [2500], "power_w": [25]}),
        ("alex 14 J, no 5 sessions needed", {"fluence_j_cm2": [14]}),
        ("Right cheek, 18 mm 14 J, any tips?", {"spot_mm": [18], "fluence_j_cm2": [14]}),
        ("Fraxel 1927 nm, sorry, 20 mJ", {"wavelength_nm": [1927], "energy_mj": [20]}),
        ("RF 3 passes, temperature 38, 5 visits", {"passes": [3], "temperature_c": [38], "sessions": [5]}),
        ("PDL <.5 ms", {"pulse_ms": [[None, 0.5]]}),
        (":<.0", {}),
    ],
)
def test_what_the_word_beside_a_figure_says_of_it(text: str, expected: dict[str, Any]) -> None:
    assert said(text, *SettingKey) == expected


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Botox: glabella 20, forehead 10, lats 12", [20, 10, 12]),
        ("botox 20 glabella, 10 forehead", [20, 10]),
        ("Xeomin: masseters 25 each, chin 6", [25, 6]),
        ("tox: frontalis 8-10, glab 16", [[8, 10], 16]),
        ("Dysport, crow's feet 24, forehead 30 each side", [24, 30]),
        ("Botox forehead 2 weeks ago", None),
        ("Botox for glabella 2019", None),
        ("Botox forehead, 45, female", None),
        ("Botox to the forehead 12 patients", None),
        ("she had botox, stand 3 feet away", None),
        ("hyalase glabella 20", None),
        ("KTP glabella 20, botox later", None),
        ("glabella 20, forehead 10", None),
    ],
)
def test_the_brand_says_that_what_stands_by_a_site_are_units(text: str, units: list[Any] | None) -> None:
    found: Any = as_output(read(text))["units"]
    assert (found and [each["value"] for each in found]) == units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1927 all over 10 mJ TL 4", {"wavelength_nm": [1927], "energy_mj": [10]}),
        ("knees 755 stacked 3x, 20 J/cm2", {"wavelength_nm": [755], "stacks": [3], "fluence_j_cm2": [20]}),
        ("Face 14 J/cm2, 60 ms. Kindly suggest if it can be increased to 18 J/cm2", {"fluence_j_cm2": [14]}),
        ("755 nm, air pulsé 6", {"wavelength_nm": [755], "cooling": ["air 6"]}),
        ("755 nm. Aria fredda livello 5", {"wavelength_nm": [755], "cooling": ["air 5"]}),
    ],
)
def test_words_beside_a_figure_change_nothing_of_it(text: str, expected: dict[str, Any]) -> None:
    assert said(text, *expected) == expected
