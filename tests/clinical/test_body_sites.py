"""Where on the body."""

from __future__ import annotations

import pytest

from bot.clinical.body_sites import body_sites


def keys(text: str) -> list[str]:
    return [found.value for found in body_sites().found_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("axilla, bikini and lower legs", ["axilla", "bikini", "lower_legs"]),
        ("full face and neck", ["face", "neck"]),
        ("πρόσωπο, λαιμός, κνήμες", ["face", "neck", "lower_legs"]),
        ("upper lip and chin", ["upper_lip", "chin"]),
        ("lip filler", ["lips"]),
        ("Back and shoulders", ["back", "shoulders"]),
        ("chest and back", ["chest", "back"]),
        ("upper back hair", ["back"]),
        ("behind the ear, beard line", ["ears", "beard"]),
        ("décolleté and hands", ["chest", "hands"]),
        ("tear troughs, crow's feet, lower lids", ["periorbital"]),
        ("NLFs and marionettes", ["cheeks", "perioral"]),
        ("toenails of both feet", ["toenails", "feet"]),
        ("warts, fingers; a keloid of her mother's after ear piercing", ["hands"]),
        ("nasal ala", ["nose"]),
        ("underarms, forearms, fore arms", ["axilla", "forearms", "arms"]),
        ("on the other hand she came back with it in hand", []),
        ("a split-arm study, control arm", []),
        ("foot pedal", []),
        ("cheeks; stay away from the eyebrows, avoid her lips", ["cheeks"]),
        ("sparing the upper lip, keep off the lids", []),
        ("in my hands a carbon facial does little", []),
        ("ALA for three hours", []),
        ("came back darker, back on TXA", []),
        ("face to face", []),
        ("milia below the eyes, back LHR", ["periorbital", "back"]),
        ("Ankle? no, calf", ["lower_legs"]),
        ("warts of two fingers, columella, between the brows", ["hands", "nose", "glabella"]),
        ("a finger's width between pulses", []),
        ("on the chin? No pain there", ["chin"]),
        ("legs up, ringing ears, perioral tingling, great auricular nerve", []),
        ("a test spot in front of the ear", []),
        ("demi-jambes, alex", ["lower_legs"]),
        ("4 units for a lip flip", ["upper_lip"]),
        ("on her face the melasma is worse; we face the wall", ["face"]),
        ("μύτη, χείλη και βλέφαρα", ["nose", "lips", "periorbital"]),
        ("Wangen, Achseln und Fußrücken", ["cheeks", "axilla", "feet"]),
        ("taches brunes du dos des mains", ["hands"]),
        ("épilation du dos et des bras", ["back", "arms"]),
        ("axilas, escote y muslos; en inglés", ["axilla", "chest", "thighs"]),
        ("guance, naso e palpebre", ["cheeks", "nose", "periorbital"]),
        ("Manos is off, my foot off the pedal, a palm-sized patch near the nasal oxygen", []),
        ("", []),
    ],
)
def test_sites_are_found(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_the_place_is_the_site_alone() -> None:
    text = "Back and shoulders"
    assert [text[each.span.start : each.span.end] for each in body_sites().found_in(text)] == ["Back and", "shoulders"]


def test_who_looks_for_hair_does_not_look_for_every_lip_and_back() -> None:
    names = [name for site in body_sites() for name in site.other_names]
    assert "upper lip" in names
    assert not [name for name in names if "hair" in name.split()]


def test_suggestions() -> None:
    assert body_sites().suggest("under")[0].key in {"axilla", "periorbital"}
    assert body_sites().get("jaw") in list(body_sites())
