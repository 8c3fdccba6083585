"""Looking a device up, suggesting one, and finding it in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.devices import Device, catalogue
from bot.clinical.folding import fold
from bot.clinical.misspellings import Misspellings


def found(text: str) -> list[str]:
    return [each.value for each in catalogue().found_in(text)[0]]


def asked(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(question.written, question.candidates) for question in catalogue().found_in(text)[1]]


@pytest.mark.parametrize(
    "typed", ["GMP", "gmp", "gentle max", "Gentle Max Pro", "gentle-max-pro", "GENTLEMAX", "gentlemax_pro"]
)
def test_a_name_is_known_however_it_is_spaced(typed: str) -> None:
    device = catalogue().named(typed)
    assert device is not None
    assert device.key == "gentlemax_pro"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("GentleLase", "gentlelase"),
        ("gentle yag", "gentleyag"),
        ("V-beam", "vbeam"),
        ("Vbeam Prima", "vbeam_prima"),
        ("C+B", "clear_brilliant"),
        ("halo", "halo"),
        ("Candela GentleLase", "gentlelase"),
        ("excel V", "excel_v"),
    ],
)
def test_neighbours_stay_apart(typed: str, key: str) -> None:
    device = catalogue().named(typed)
    assert device is not None
    assert device.key == key


@pytest.mark.parametrize("typed", ["", "gentle", "gentelmax", "pixel", "pico", "vbean", "GentleLaze", "GMPP"])
def test_nothing_like_a_name_is_taken_for_it(typed: str) -> None:
    assert catalogue().named(typed) is None


def test_suggestions_begin_with_what_begins_so() -> None:
    assert [device.key for device in catalogue().suggest("gent")] == ["gentlelase", "gentlemax_pro", "gentleyag"]
    assert catalogue().suggest("gmp")[0].key == "gentlemax_pro"
    assert [device.key for device in catalogue().suggest("pixel")] == ["pixel_co2", "harmony"]
    assert all(device.name.startswith("Pico") for device in catalogue().suggest("pico")[:4])
    assert {device.maker for device in catalogue().suggest("lumenis")[:4]} == {"Lumenis"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("gentelmax", "gentlemax_pro"),
        ("fraxl", "fraxel_dual"),
        ("picosur", "picosure"),
        ("utrapulse", "ultrapulse"),
        ("morpeus", "morpheus8"),
    ],
)
def test_suggestions_forgive_typing(typed: str, key: str) -> None:
    assert key in [device.key for device in catalogue().suggest(typed)][:3]


def test_nothing_typed_gives_the_alphabet_and_nonsense_nothing() -> None:
    names = [device.name.lower() for device in catalogue().suggest("")]
    assert len(names) == 25
    assert names == sorted(names)
    assert catalogue().suggest("qqqzzz") == ()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Use the gentle max pro at 18 mm", ["gentlemax_pro"]),
        ("GMP's DCD at 30/20", ["gentlemax_pro"]),
        ("**GentleLase** or GentleYAG?", ["gentlelase", "gentleyag"]),
        ("the Alma pixel 2940 handpiece", ["harmony"]),
        ("pixel CO2 for scars", ["pixel_co2"]),
        ("pixel at 10600 nm", ["pixel_co2"]),
        ("Fraxel re:pair after Fraxel re:store dual", ["fraxel_repair", "fraxel_dual"]),
        ("Fraxel 1550, then a Fraxel CO2; CO2, Fraxel", ["fraxel_dual", "fraxel_repair"]),
        ("Vbeam 1064 nm for the legs, V-beam for the cheeks", ["vbeam_prima", "vbeam"]),
        ("Clear + Brilliant", ["clear_brilliant"]),
        ("Ellipse frax 1550", ["nordlys"]),
        ("our Clarity II and the Secret RF", ["clarity", "secret_rf"]),
        ("the halo laser", ["halo"]),
        ("Sciton's Halo is my favourite", ["halo"]),
        ("BBL and Halo the same day", ["bbl", "halo"]),
        ("Harmony XL, then the pixel", ["harmony"]),
        ("the UP at 10600nm", ["ultrapulse"]),
        ("CO2RE core mode", ["co2re"]),
        ("Gentle\u200bMax", ["gentlemax_pro"]),
        ("M22 with the 560 filter", ["m22"]),
        ("Aerolase Neo Elite at 1064", ["lightpod_neo"]),
        ("Deep 10600, 15 mJ", ["ultrapulse"]),
        ("Fotona SP, Er:YAG side", ["sp_dynamis"]),
        ("Max G with the Icon", ["icon"]),
    ],
)
def test_devices_are_found_and_the_longest_name_wins(text: str, keys: list[str]) -> None:
    assert found(text) == keys
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the halo around the lesion",
        "halo nevus",
        "clarity of the skin",
        "Clarity comes with practice",
        "active acne, deep wrinkles, total clearance",
        "touch up the neck, up to 30",
        "Nd:YAG or Er:YAG or CO2",
        "30 Joules, 18 joules",
        "CO2 re-treatment in a month",
        "the secret is patience; repair the barrier and restore it",
        "a picosecond pulse",
        "supervbeam",
        "enlighten me",
        "#question Profound sedation for fat transfer",
        "deep CO2 for the lines, total laser time, skin repair laser",
        "re: pair of goggles",
        "Deep CO2 for the scars",
        "exosomes, GMP grade, in the extracellular matrix after RF",
        "",
    ],
)
def test_ordinary_words_name_no_device(text: str) -> None:
    assert found(text) == []
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "written", "some"),
    [
        ("pixel settings for scars", "pixel", {"harmony", "pixel_co2"}),
        ("what about frax?", "frax", {"fraxel_dual", "nordlys"}),
        ("1064 yag on legs", "yag", {"gentleyag", "gentlemax_pro", "coolglide"}),
        ("pico laser toning", "pico", {"picoway", "picosure"}),
        ("love my BBL", "BBL", {"bbl"}),
        ("is the Halo worth it", "Halo", {"halo"}),
    ],
)
def test_a_shared_short_name_is_asked_about(text: str, written: str, some: set[str]) -> None:
    assert found(text) == []
    ((name, candidates),) = asked(text)
    assert name == written
    assert some <= set(candidates)
    assert len(candidates) == len(set(candidates))


def test_spans_are_what_was_written() -> None:
    text = "é 🔥 the gentle-max pro, and pixel"
    (device,), (question,) = catalogue().found_in(text)
    assert text[device.span.start : device.span.end] == "gentle-max pro"
    assert text[question.span.start : question.span.end] == question.written == "pixel"


@given(st.sampled_from(catalogue().all))
def test_every_device_is_found_by_its_own_name(device: Device) -> None:
    assert catalogue().named(device.name) is device
    assert catalogue().get(device.key) is device
    assert catalogue().suggest(device.name)[0] is device
    named, questions = catalogue().found_in(f"settings on the {device.name} laser")
    assert device.key in [each.value for each in named] + [key for question in questions for key in question.candidates]


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_suggested_from(text: str) -> None:
    named, questions = catalogue().found_in(text)
    assert all(text[each.span.start : each.span.end] for each in (*named, *questions))
    assert len(catalogue().suggest(text)) <= 25


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Gentelmax at 18 mm", "gentlemax_pro"),
        ("the gentlelaze", "gentlelase"),
        ("Frazel, 40 mJ", "fraxel_dual"),
        ("fraxxel", "fraxel_dual"),
        ("utrapulse", "ultrapulse"),
        ("Picosrue 755", "picosure"),
        ("the Accupulse", "acupulse"),
    ],
)
def test_one_slip_in_a_long_name_is_forgiven(text: str, key: str) -> None:
    assert found(text) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "a gentleman",
        "dynamics of healing",
        "intensify it",
        "perfect",
        "photogenic",
        "synergy",
        "rectus",
        "vbean",
        "Lux1550",
    ],
)
def test_a_word_or_another_number_is_no_slip(text: str) -> None:
    assert found(text) == []


def test_a_slip_never_leads_to_one_of_two_devices() -> None:
    misspellings = Misspellings({"alphabeam": "one", "alphabeat": "two"}, frozenset())
    assert misspellings.found_in(fold("alphabear").words, ()) == []
    assert misspellings.found_in(fold("alphabeamm").words, ()) == [(0, "one")]


@given(st.sampled_from([device.name for device in catalogue().all if device.name.isalpha() and len(device.name) > 6]))
def test_no_slip_leads_to_another_device(name: str) -> None:
    own = found(f"the {name} laser")
    for place in range(len(name)):
        for slip in (name[:place] + name[place + 1 :], name[:place] + name[place] + name[place:]):
            assert set(found(slip)) <= set(own)


@pytest.mark.parametrize(
    "text",
    [
        "30 Joules",
        "20 Joule/cm2",
        "45 mJoule",
        "how many Joules",
        "one Joule per pulse",
        "60 g max",
        "Total 596 J",
        "up to 30 J",
    ],
)
def test_units_and_doses_name_no_device(text: str) -> None:
    assert found(text) == []
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Sciton Joule with BBL", ["joule", "bbl"]),
        ("BBL 12 J", ["bbl"]),
        ("Halo face: 1470 at 375 µm", ["halo"]),
        ("Neo 650 microsec", ["lightpod_neo"]),
        ("invoice for the BBL 560 x3", ["bbl"]),
        ("Harmony pixel 7x7", ["harmony"]),
        ("re:pair after RE:STORE", ["fraxel_repair", "fraxel_dual"]),
        ("I learned that with Elite+ last summer", ["elite"]),
        ("the Clarity at 1,064 nm", ["clarity"]),
        ("our GMPs and the GMP's tip", ["gentlemax_pro"]),
    ],
)
def test_a_setting_or_a_maker_is_a_second_cue(text: str, keys: list[str]) -> None:
    assert found(text) == keys


def test_a_device_is_asked_about_where_its_name_alone_stands() -> None:
    assert asked("the Joule is great") == [("Joule", ("joule",))]
    assert asked("Genesis 14 J") == [("Genesis", ("xeo", "enlighten"))]


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("gentlelase", "K140732"),
        ("gentlemax_pro", "K112715, K133283, K140122"),
        ("vbeam", "K033461, K043251, K230990"),
        ("vbeam_prima", "K230990"),
        ("clearbeam", "K013043"),
        ("picoway", "K220853"),
        ("icon", "K142376"),
        ("clarity", "K130199"),
        ("m22", "K142860, K170060"),
        ("picocare_majesty", "K241144"),
        ("solon", "K221766"),
    ],
)
def test_clearance_numbers_are_those_that_were_seen(key: str, numbers: str) -> None:
    device = catalogue().get(key)
    assert device
    assert device.source == f"FDA 510(k) {numbers}"
    assert len([each for each in catalogue().all if each.source]) == 11


def test_a_name_said_often_costs_no_more_and_is_still_found() -> None:
    assert found("pixel " * 300 + "Harmony XL") == ["harmony"]


def test_nothing_is_much_like_three_letters() -> None:
    assert catalogue().suggest("foo") == ()
