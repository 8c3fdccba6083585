"""What is treated."""

from __future__ import annotations

import pytest

from bot.clinical.indications import indications
from bot.clinical.topics import topics


def keys(text: str) -> set[str]:
    return {found.value for found in indications().found_in(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LHR on the axilla", {"hair_removal"}),
        ("laser hair removal and ingrowns", {"hair_removal", "pseudofolliculitis"}),
        ("melasma in a type IV", {"melasma"}),
        ("café-au-lait macule", {"cafe_au_lait"}),
        ("Hori's nevus", {"hori_nevus"}),
        ("boxcar acne scars", {"acne_scars"}),
        ("acne scars in patients of types II to V, at four-week intervals", {"acne_scars"}),
        ("no rosacea, only melasma", {"melasma"}),
        ("not melasma", set()),
        ("29F with PIH post acne. Pico 1064", {"pih"}),
        ("treating post acne PIH with 1927", {"pih"}),
        ("abstract draft: 42 patients with atrophic acne scars", {"acne_scars"}),
        ("Αποτρίχωση, 1064 for onycho", {"hair_removal", "onychomycosis"}),
        ("active acne", {"acne"}),
        ("port-wine stain, PWS", {"port_wine_stain"}),
        ("spider veins on the legs", {"leg_veins"}),
        ("tattoos", {"tattoo_removal"}),
        ("black ink clears in four sessions at 1064", {"tattoo_removal"}),
        ("mark it with a white pencil: dark ink can take up the light, black ink on skin burns", set()),
        ("crow's feet", {"wrinkles"}),
        ("stretch marks / striae alba", {"striae"}),
        ("PIH after waxing", {"pih"}),
        ("SKs and AKs", {"seborrheic_keratosis", "actinic_keratosis"}),
        ("sun spots", {"lentigines"}),
        ("scar of the sternum", {"scars"}),
        ("Scar, R knee", {"scars"}),
        ("Scarred cheeks", {"acne_scars"}),
        ("pitted skin after acne", {"acne_scars"}),
        ("upper lip and chin hair", {"hair_removal"}),
        ("CAL macule", {"cafe_au_lait"}),
        ("Port wine on the arm", {"port_wine_stain"}),
        ("tear trough", {"periorbital"}),
        ("lentigo maligna, referred", set()),
        ("tox to the masseters, HA lips", {"injectables"}),
        ("lido tox after tumescent", set()),
        ("permanent make-up of the brows", {"tattoo_removal"}),
        ("neck rejuv", {"rejuvenation"}),
        ("spider naevi, dilated capillaries", {"telangiectasia"}),
        ("solar keratoses and seb k", {"actinic_keratosis", "seborrheic_keratosis"}),
        ("lips 1ml, signed; folds 0.5 ml a side", {"injectables"}),
        ("PIH on the forehead left by acne", {"pih"}),
        ("axillae hair", {"hair_removal"}),
        ("rosacea on the nose. PIH, so I am treating PIH first", {"rosacea", "pih"}),
        ("a lip flip; freckling", {"injectables", "ephelides"}),
        ("atrophic scars on both cheeks", {"acne_scars"}),
        ("a groove, then an atrophic scar", set()),
        ("loose skin below the jaw", {"laxity"}),
        ("seb hyperplasia with CO2", {"sebaceous_hyperplasia"}),
        ("a nonsurgical rhino on Monday", {"injectables"}),
        ("shin veins with 1064", {"leg_veins"}),
        ("Ota, left temple", {"nevus_of_ota"}),
        ("acne-like bumps, freckles of colour in the vitiligo", {"vitiligo"}),
        ("HA into the chin", {"injectables"}),
        ("ουλές ακμής, αιμαγγείωμα", {"acne_scars", "hemangioma"}),
        ("Haarentfernung; Besenreiser; Altersflecken", {"hair_removal", "leg_veins", "lentigines"}),
        ("depilación, tatuaje y ojeras", {"hair_removal", "tattoo_removal", "periorbital"}),
        ("angiomes plans, varicosités, taches de vieillesse", {"port_wine_stain", "leg_veins", "lentigines"}),
        ("rughe e smagliature", {"wrinkles", "striae"}),
    ],
)
def test_indications_are_found(text: str, expected: set[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "PIH after 3/12",
        "PIH from the IPL",
        "scar after the second session",
        "PIH was observed in 11 cases",
        "PIH 9 of 14 lesions",
        "crust, PIH and she is livid",
        "PIH and blisters on day 5",
        "hypertrophic scars x3 at week 10",
    ],
)
def test_what_came_after_a_treatment_is_no_reason_for_it(text: str) -> None:
    assert keys(text) == set()


@pytest.mark.parametrize("text", ["no PIH", "healed without hypertrophic scarring", "worried about PIH", "ask me", ""])
def test_what_also_is_a_complication_counts_only_when_it_is_there(text: str) -> None:
    assert keys(text) == set()


def test_suggestions() -> None:
    assert indications().suggest("mel")[0].key == "melasma"
    assert indications().suggest("lhr")[0].key == "hair_removal"
    assert indications().suggest("rosacia")[0].key == "rosacea"
    assert indications().get("melasma") in list(indications())


def test_topics_are_offered_in_their_order() -> None:
    assert topics().suggest("")[0].key == "skin_of_colour"
    assert topics().suggest("skin of color")[0].key == "skin_of_colour"
    assert topics().suggest("co2")[0].key == "fractional_co2"
    assert topics().get("business") in list(topics())
    assert len({topic.name for topic in topics()}) == len(topics())


def test_pih_told_of_in_a_later_sentence_came_of_what_was_treated() -> None:
    assert keys("LHR, lower legs. Blisters, then brown rectangles of PIH") == {"hair_removal"}
    assert keys("LHR. A burn scar on the shin is avoided") == {"hair_removal", "scars"}
