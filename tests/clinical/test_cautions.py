"""What to look at twice in a text's settings, from settings put together by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.cautions import CautionKind, Circumstances, cautions_in
from bot.clinical.devices import catalogue
from bot.clinical.folding import fold
from bot.clinical.handpieces import handpieces
from bot.clinical.reader import read
from bot.clinical.reading import (
    Caution,
    EntryKind,
    Found,
    Range,
    Scaled,
    Setting,
    SettingKey,
    SettingSet,
    SettingValue,
    Span,
)

Pair = tuple[SettingKey, SettingValue]
HERE = Span(0, 1)
LONGEST_SHOWN = 300  # characters of a caution on a card


def around(
    text: str, kind: EntryKind | None = None, indications: tuple[str, ...] = (), skin: str = ""
) -> Circumstances:
    """What a text says beside its settings."""
    words = fold(text).words
    devices = catalogue().found_in(text)[0]
    return Circumstances(
        kind=kind,
        devices=devices,
        modalities=catalogue().modalities_in(words, devices),
        handpieces=handpieces().found_in(words, devices),
        indications=tuple(Found(each, HERE) for each in indications),
        skin_types=tuple(Found(each, HERE) for each in skin.split()),
    )


def settings(*pairs: Pair, devices: tuple[str, ...] = (), start: int = 0, unit: str = "") -> SettingSet:
    made = (
        Setting(key, value, unit, Span(start + place, start + place + 1)) for place, (key, value) in enumerate(pairs)
    )
    return SettingSet(tuple(made), devices, (), "")


def said(text: str, *pairs: Pair) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in cautions_in([settings(*pairs)], around(text))]


def kinds(text: str, *pairs: Pair) -> list[str]:
    return [kind for kind, _ in said(text, *pairs)]


def test_a_caution_names_the_value_the_bound_and_its_source() -> None:
    (caution,) = cautions_in([settings((SettingKey.FLUENCE, 220.0))], around("IPL"))
    text = "220 J/cm² is outside 1 to 80 J/cm² for IPL (house limit, unchecked): check the unit"
    assert caution == Caution(CautionKind.BOUND, text, "house limit, unchecked", HERE)


@pytest.mark.parametrize(
    ("text", "pair", "begins"),
    [
        ("PDL", (SettingKey.PULSE, 450.0), "450 ms is outside 0.3 to 50 ms for pulsed dye"),
        ("Vbeam", (SettingKey.SPOT, 70.0), "70 mm is outside 3 to 15 mm for pulsed dye"),
        ("KTP", (SettingKey.FLUENCE, 95.0), "95 J/cm² is outside 1 to 40 J/cm² for KTP"),
        ("diode", (SettingKey.FLUENCE, 400.0), "400 J/cm² is outside 1 to 120 J/cm² for diode"),
        ("QS Nd:YAG", (SettingKey.PULSE, 60e-6), "60 ns is outside 3 to 20 ns for Q-switched Nd:YAG"),
        ("QS ruby", (SettingKey.PULSE, 6e-6), "6 ns is outside 20 to 50 ns for Q-switched ruby"),
        ("picosecond", (SettingKey.PULSE, 6e-6), "6 ns is outside 200 ps to 2 ns for picosecond"),
        ("fractional CO2", (SettingKey.ENERGY, 3000.0), "3000 mJ is outside 0.5 to 350 mJ for fractional CO2"),
        ("M22 ResurFX", (SettingKey.ENERGY, 400.0), "400 mJ is outside 1 to 120 mJ for fractional 1540"),
        ("thulium", (SettingKey.DENSITY_PERCENT, 800.0), "800 % is over 70 % for fractional 1540"),
        ("Moxi", (SettingKey.DENSITY, Scaled(80.0, "%")), "80 % is over 70 % for fractional 1927"),
        ("ResurFX", (SettingKey.DENSITY, Scaled(9000.0, "MTZ/cm2")), "9000 MTZ/cm² is over 4000 MTZ/cm²"),
        ("Er:YAG", (SettingKey.DEPTH, 5000.0), "5000 µm is outside 1 to 2000 µm for Er:YAG"),
        ("RF microneedling", (SettingKey.DEPTH, 30000.0), "30000 µm is outside 100 to 8000 µm for RF microneedling"),
        ("Thermage", (SettingKey.TEMPERATURE, 55.0), "55 °C is over 48 °C for radiofrequency"),
        ("Botox", (SettingKey.UNITS, Scaled(300.0, "botox")), "300 U is over 200 U of onabotulinumtoxinA"),
        ("Dysport", (SettingKey.UNITS, Scaled(700.0, "dysport")), "700 U is over 600 U of abobotulinumtoxinA"),
        ("filler", (SettingKey.VOLUME, 30.0), "30 mL is over 20 mL for filler"),
        ("hyaluronidase", (SettingKey.INTERNATIONAL_UNITS, 20000.0), "20000 IU is over 15000 IU for hyaluronidase"),
        ("GMP", (SettingKey.PULSE, 450.0), "450 ms is outside 0.1 to 300 ms for long-pulsed alexandrite or"),
    ],
)
def test_a_value_outside_its_bound_is_remarked_on(text: str, pair: Pair, begins: str) -> None:
    (caution,) = cautions_in([settings(pair)], around(text))
    assert caution.kind == CautionKind.BOUND
    assert caution.text.startswith(begins)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("GMP 755 nm, 18 mm, 18 J, FST VI", "Skin type VI with long-pulsed alexandrite: of 900 hair removals"),
        ("alexandrite 14 J, skin types IV-VI", "Skin type V, VI with long-pulsed alexandrite"),
        ("M22, 560 filter, 14 J, type V", "Skin type V with IPL: side effects rose with the skin's pigment"),
    ],
)
def test_what_was_seen_on_dark_skin_is_said_with_its_source(text: str, begins: str) -> None:
    (caution,) = read(text).cautions
    assert caution.kind == CautionKind.SKIN_TYPE
    assert caution.text.startswith(begins)
    assert caution.source in caution.text
    assert len(caution.text) <= LONGEST_SHOWN


@pytest.mark.parametrize(
    "text",
    [
        "GMP 1064 nm, 12 mm, 30 J, FST VI",
        "GMP 18 mm, 18 J, FST VI",  # either laser
        "GMP 755 nm, 18 mm, 18 J, FST IV",
        "FST II: GMP 755 nm, 18 mm, 18 J. FST VI: GMP 1064 nm, 12 mm, 30 J",
        "755 or IPL for FST VI?",
    ],
)
def test_no_source_is_told_of_another_laser_or_lighter_skin(text: str) -> None:
    assert CautionKind.SKIN_TYPE not in [each.kind for each in read(text).cautions]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("PDL", (SettingKey.PULSE, 0.45)),
        ("PDL", (SettingKey.FLUENCE, Range(4.0, 15.0))),
        ("picosecond", (SettingKey.PULSE, 2e-6)),
        ("picosecond", (SettingKey.PULSE, 0.45e-6)),
        ("alex", (SettingKey.FLUENCE, 221.0)),
        ("Nd:YAG", (SettingKey.PULSE, 0.65)),
        ("Dysport", (SettingKey.UNITS, Scaled(300.0, "dysport"))),
        ("a toxin", (SettingKey.UNITS, Scaled(300.0, ""))),
        ("Moxi", (SettingKey.DENSITY, Scaled(7.0, "level"))),
        ("Thermage", (SettingKey.TEMPERATURE, 45.0)),
        ("PDL", (SettingKey.COOLING, "cryogen 30/20")),
    ],
)
def test_a_value_within_its_bound_is_not(text: str, pair: Pair) -> None:
    assert said(text, pair) == []


@pytest.mark.parametrize(("value", "count"), [(Range(8.0, 12.0), 0), (Range(8.0, 120.0), 1), (Range(0.2, None), 1)])
def test_a_range_is_looked_at_from_both_ends(value: Range, count: int) -> None:
    assert len(said("PDL", (SettingKey.FLUENCE, value))) == count


def test_a_platforms_setting_is_remarked_on_only_when_it_fits_none_of_its_lasers() -> None:
    assert said("M22", (SettingKey.FLUENCE, 220.0)) == []
    assert kinds("M22", (SettingKey.FLUENCE, 220.0), (SettingKey.FILTER, 560.0)) == ["bound"]
    assert kinds("GMP", (SettingKey.FLUENCE, 400.0), (SettingKey.WAVELENGTH, 1064.0)) == []
    assert kinds("GMP", (SettingKey.FLUENCE, 400.0), (SettingKey.WAVELENGTH, 755.0)) == ["bound"]
    assert kinds("Harmony XL, the Dye-VL", (SettingKey.FLUENCE, 220.0)) == ["bound"]
    assert kinds("Sciton Joule", (SettingKey.FLUENCE, 220.0)) == []


@pytest.mark.parametrize("value", [0.001, 220.0, 5000.0])
@pytest.mark.parametrize("key", [SettingKey.FLUENCE, SettingKey.PULSE, SettingKey.ENERGY, SettingKey.DEPTH])
def test_nothing_is_said_where_the_laser_is_not_known(key: SettingKey, value: float) -> None:
    assert said("somewhere on the face", (key, value)) == []


def test_a_bound_of_one_laser_is_not_another_ones() -> None:
    first = settings((SettingKey.FLUENCE, 60.0), devices=("gentlemax_pro",))
    second = settings((SettingKey.FLUENCE, 60.0), devices=("vbeam",), start=50)
    found = cautions_in([first, second], around("GMP and Vbeam"))
    assert [(each.kind, each.span) for each in found] == [("bound", Span(50, 51))]


def test_what_is_said_once_for_several_sets_is_remarked_on_once() -> None:
    shared = settings((SettingKey.PULSE, 450.0), devices=("vbeam",))
    assert len(cautions_in([shared, shared], around("Vbeam"))) == 1


@pytest.mark.parametrize(
    ("text", "fluence", "spot", "count"),
    [
        ("alex", 20.0, 18.0, 0),
        ("alex", 60.0, 24.0, 1),
        ("PDL", 10.0, 7.0, 0),
        ("PDL", 10.0, 15.0, 1),
        ("QS Nd:YAG", 8.0, 3.0, 0),
        ("QS Nd:YAG", 8.0, 8.0, 1),
        ("the face", 60.0, 24.0, 1),
        ("the face", 20.0, 18.0, 0),
        ("IPL", 60.0, 24.0, 0),
        ("hyaluronidase", 60.0, 24.0, 0),
    ],
)
def test_the_energy_of_a_pulse_is_worked_out(text: str, fluence: float, spot: float, count: int) -> None:
    found = said(text, (SettingKey.FLUENCE, fluence), (SettingKey.SPOT, spot))
    assert [kind for kind, _ in found] == ["pulse energy"] * count


def test_the_energy_is_shown_with_what_it_comes_from() -> None:
    ((_, text),) = said("PDL", (SettingKey.FLUENCE, 10.0), (SettingKey.SPOT, 15.0))
    assert text.startswith("10 J/cm² on 15 mm is 17.7 J in a pulse, over 15 J for pulsed dye lasers (house limit,")


@pytest.mark.parametrize(
    ("text", "pulse", "count"),
    [
        ("PicoSure", 10.0, 1),
        ("QS Nd:YAG", 10.0, 1),
        ("RevLite", 3.0, 1),
        ("GentleLase", 6e-6, 1),
        ("PDL", 450e-9, 1),
        ("GentleLase", 3.0, 0),
        ("M22", 6e-6, 0),
        ("the face", 6e-6, 0),
    ],
)
def test_pulses_go_with_their_class_of_laser(text: str, pulse: float, count: int) -> None:
    assert kinds(text, (SettingKey.PULSE, pulse)) == ["pulse class"] * count


def test_hair_is_not_removed_with_nanoseconds() -> None:
    hair = around("the axilla", indications=("hair_removal",))
    both = around("the axilla", indications=("hair_removal", "tattoo_removal"))
    short = settings((SettingKey.PULSE, 6e-6))
    assert [each.kind for each in cautions_in([short], hair)] == ["pulse class"]
    assert cautions_in([short], both) == ()
    assert cautions_in([settings((SettingKey.PULSE, 3.0))], hair) == ()


def test_a_wavelength_has_to_be_one_of_the_devices() -> None:
    assert kinds("GentleLase", (SettingKey.WAVELENGTH, 1064.0)) == ["wavelength"]
    assert kinds("Vbeam", (SettingKey.WAVELENGTH, 585.0)) == ["wavelength"]
    ((_, text),) = said("PicoWay", (SettingKey.WAVELENGTH, 755.0))
    assert text == "755 nm is no wavelength of PicoWay, 532, 730, 785, 1064 nm (FDA 510(k) K220853): check it"


@pytest.mark.parametrize(
    ("text", "wavelength"),
    [
        ("GentleLase", 755.0),
        ("GentleLase, then a PDL", 595.0),
        ("BBL", 560.0),
        ("M22", 560.0),
        ("LightSheer", 808.0),
        ("Sciton Joule", 1064.0),
        ("the face", 999.0),
    ],
)
def test_a_wavelength_that_may_be_right_is_left_alone(text: str, wavelength: float) -> None:
    assert said(text, (SettingKey.WAVELENGTH, wavelength)) == []


def test_a_device_named_far_away_is_not_held_against_another_lasers_settings() -> None:
    text = "PicoSure 755 at 0.4 J/cm2. " + "And then came many other words about it. " * 4 + "595: 9 J/cm2, 1.5 ms"
    own = settings((SettingKey.WAVELENGTH, 755.0), devices=("picosure",), start=9)
    far = (SettingKey.WAVELENGTH, 595.0), (SettingKey.FLUENCE, 9.0), (SettingKey.PULSE, 1.5)
    assert cautions_in([own, settings(*far, devices=("picosure",), start=text.index("595"))], around(text)) == ()
    beside = settings(*far, devices=("picosure",), start=20)
    assert {each.kind for each in cautions_in([own, beside], around(text))} == {"wavelength"}


@pytest.mark.parametrize(("unit", "count"), [("mm", 1), ("mn", 1), ("pm", 1), ("nm", 0), ("", 0)])
def test_a_slip_in_a_wavelengths_unit_is_pointed_out(unit: str, count: int) -> None:
    found = cautions_in([settings((SettingKey.WAVELENGTH, 755.0), unit=unit)], around("the face"))
    assert [each.kind for each in found] == ["unit"] * count
    assert all(each.text == f"755 {unit} was read as 755 nm, as wavelengths are: check the unit" for each in found)


def test_joules_beside_the_energy_of_a_pulse_are_doubted_as_a_fluence() -> None:
    [doubted] = [each for each in read("Pixel CO2, 50 mJ, 3 passes, 10 J").cautions if each.kind == CautionKind.UNIT]
    assert doubted.text == "10 J beside an energy was read as 10 J/cm²: check the unit"
    for plain in ("Pixel CO2, 50 mJ, 10 J/cm2", "GentleMax Pro 14 J, 3 ms"):
        assert not any(each.kind == CautionKind.UNIT for each in read(plain).cautions)


def test_much_of_the_skin_in_one_pass_is_worth_a_second_look() -> None:
    ((kind, text),) = said("CO2RE", (SettingKey.DENSITY, Scaled(45.0, "%")))
    assert kind == "review"
    assert text == "45 % is over 40 % for fractional CO2 (house limit, unchecked): look at it twice"
    assert said("CO2RE", (SettingKey.DENSITY, Scaled(40.0, "%"))) == []


def test_a_protocol_says_what_it_was_done_with_and_on_whom() -> None:
    nothing = cautions_in([], around("my way", EntryKind.PROTOCOL))
    assert [(each.kind, each.text, each.span) for each in nothing] == [
        ("no dose", "Not stated: fluence or energy", None),
        ("incomplete", "Not stated: device, handpiece or spot, skin type", None),
    ]
    line = (SettingKey.WAVELENGTH, 755.0)
    whole = settings(line, (SettingKey.FLUENCE, 18.0), (SettingKey.SPOT, 18.0), (SettingKey.PULSE, 3.0))
    assert cautions_in([whole], around("GMP", EntryKind.PROTOCOL, skin="IV")) == ()
    no_pulse = settings(line, (SettingKey.FLUENCE, 18.0), (SettingKey.SPOT, 18.0))
    (caution,) = cautions_in([no_pulse], around("GMP", EntryKind.PROTOCOL, skin="IV"))
    assert caution.text == "Not stated: pulse duration"


def test_what_needs_no_pulse_or_spot_is_not_asked_for_it() -> None:
    pico = settings((SettingKey.WAVELENGTH, 755.0), (SettingKey.FLUENCE, 0.7), (SettingKey.SPOT, 6.0))
    assert cautions_in([pico], around("PicoSure", EntryKind.PROTOCOL, skin="IV")) == ()
    units = settings((SettingKey.UNITS, Scaled(20.0, "botox")))
    assert cautions_in([units], around("Botox", EntryKind.PROTOCOL)) == ()
    (caution,) = cautions_in([], around("Botox for the glabella", EntryKind.PROTOCOL))
    assert caution.text == "Not stated: dose"


_UNSAID = "Not stated: wavelength"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GMP FST II 18 mm 14 J 3 ms", [f"{_UNSAID} (GentleMax Pro has 755, 1064 nm)"]),
        ("GMP FST II 755 18 mm 14 J 3 ms, face 12 J 5 ms", []),
        ("GMP FST II yag 18 mm 22 J 20 ms", []),
        ("GMP FST II, 755 15 mm 14 J 3 ms, if tanned then yag 18 mm 22 J 20 ms", []),
        ("GMP FST II, legs 18 mm 14 J 3 ms, arms 16 J 5 ms", [f"{_UNSAID} (GentleMax Pro has 755, 1064 nm)"]),
        (
            "GMP FST II 18 mm 14 J 3 ms; then 1064 15 mm 22 J 20 ms",
            [f"{_UNSAID} of set 1 (GentleMax Pro has 755, 1064 nm)"],
        ),
        ("excel V FST II ktp 9 J 10 mm 6 ms", []),
        ("Vbeam Perfecta FST II 7 J 10 mm 6 ms", []),
        ("M22 FST II 16 J 15x35 4 ms", []),
        ("Halo FST II 400 mJ 10 mm 20 ms", []),
    ],
)
def test_a_set_on_a_device_of_several_lines_says_which(text: str, expected: list[str]) -> None:
    cautions = read(f"#protocol {text}").cautions
    assert [each.text for each in cautions if each.text.startswith(_UNSAID)] == expected
    assert not any(each.text.startswith(_UNSAID) for each in read(f"#tip {text}").cautions)


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("Pixel CO2 FST II 60mJ 6x6?? density 5%", []),
        ("Pixel CO2 FST II 60mJ?? density 5%", ["Stated only with a question mark: fluence or energy"]),
        ("Pixel CO2 FST II density 5%. What do you use?", ["Not stated: fluence or energy"]),
    ],
)
def test_a_dose_that_is_doubted_is_not_called_missing(text: str, doses: list[str]) -> None:
    assert [each.text for each in read(f"#protocol {text}").cautions if each.kind == "no dose"] == doses


def test_other_kinds_of_entry_need_say_nothing() -> None:
    assert cautions_in([], around("GMP", EntryKind.TIP)) == ()
    assert cautions_in([settings((SettingKey.PULSE, 3.0))], around("GMP", EntryKind.QUESTION)) == ()


NUMBERS = st.floats(1e-9, 1e6)
VALUES = NUMBERS | st.builds(Range, st.none() | NUMBERS, st.none() | NUMBERS) | st.builds(Scaled, NUMBERS, st.just("%"))


@given(
    st.sampled_from([device.name for device in catalogue().all]),
    st.lists(st.tuples(st.sampled_from(SettingKey), VALUES), max_size=6),
    st.sampled_from([None, *EntryKind]),
)
def test_every_caution_can_be_shown_and_none_says_checked(
    device: str, pairs: list[tuple[SettingKey, SettingValue]], kind: EntryKind | None
) -> None:
    sets = [settings(*pairs)] if pairs else []
    for caution in cautions_in(sets, around(f"the {device} laser", kind)):
        assert 0 < len(caution.text) <= 200
        assert caution.source
        assert "checked" not in caution.text.replace("unchecked", "")


def test_a_message_is_read_with_its_cautions() -> None:
    reading = read("#protocol BBL HERO, 560 filter, 220 J/cm2, 20 ms, FST II")
    assert [each.kind for each in reading.cautions] == ["bound", "incomplete"]
    span = reading.cautions[0].span
    assert span
    assert "#protocol BBL HERO, 560 filter, 220 J/cm2, 20 ms, FST II"[span.start : span.end].startswith("220")
    assert reading.modalities[0].value == "ipl"


def test_what_is_only_asked_or_spoken_of_is_not_cautioned() -> None:
    assert read("#question is 400 J/cm2 safe with an IPL?").cautions == ()
    assert read("#tip cool longer on the shins").cautions == ()
