"""A sign counts wherever, whenever and by whomever it is told: ordinary words beside it silence nothing."""

from __future__ import annotations

from typing import Final

import pytest

from bot.clinical.urgent import urgent_signs

SIGNS: Final = {
    "vision": [
        "blurred vision",
        "double vision",
        "loss of vision in the left eye",
        "a black spot in her vision",
        "flashes of light in one eye",
        "she can't see out of one eye",
        "a curtain over the right eye",
        "a fixed dilated pupil",
        "her sight went dim on one side",
        "everything went black in her right eye",
    ],
    "vascular_occlusion": [
        "livedo on the cheek",
        "blanching that doesn't refill",
        "a mottled upper lip",
        "cap refill of 6 seconds",
        "a dusky nose tip",
        "skin turning grey around the nostril",
        "severe pain and white skin after filler",
    ],
    "anaphylaxis": [
        "hives and low blood pressure",
        "lip and tongue swelling with hives",
        "throat closing and hives",
        "wheeze and a rash all over",
        "generalised urticaria with vomiting",
    ],
    "airway": [
        "stridor",
        "trouble breathing",
        "not breathing properly",
        "she isn't breathing normally",
        "she can't breathe",
        "difficulty swallowing saliva",
        "sats of 85",
        "her throat is closing up",
        "gasping for air",
    ],
    "neurological": [
        "slurred speech",
        "facial droop and arm weakness",
        "a seizure",
        "she is unresponsive",
        "her face dropped on one side",
        "she collapsed and won't wake up",
        "numbness of the left arm",
    ],
}
TOLD: Final = [
    "{}",
    "{} in the waiting room",
    "{} at reception",
    "{} on the phone",
    "{} on the way home",
    "{} at home tonight",
    "{} in room 2",
    "{}, the owner is away",
    "{} while the rep was here",
    "{} after the meeting",
    "{} at the demo",
    "{} and I am alone",
    "{} and the ambulance is coming",
    "{} after two passes",
    "{} with the new device",
    "{} in front of the other clients",
    "{}, same as last year",
    "{} even though she signed the consent",
    "{} for an hour now",
    "{}, thanks for any tips",
    "front desk says {}",
    "we are fully booked and {}",
    "model at the workshop: {}",
    "alex 755 18 mm 14 J 3 ms legs. {}. DCD 30/20",
]


@pytest.mark.parametrize(("kind", "sign"), [(kind, sign) for kind, signs in SIGNS.items() for sign in signs])
def test_no_place_time_or_company_silences_a_sign(kind: str, sign: str) -> None:
    told = [text.format(sign) for text in TOLD]
    assert [text for text in told if kind not in {found.value for found in urgent_signs(text)}] == []


@pytest.mark.parametrize(
    "text",
    [
        "not breathing properly throat tight",
        "patient not breathing well and it hurts",
        "she can't breathe easily",
        "she has trouble breathing calm otherwise",
        "cap refill of 6 seconds vs normal on the left",
        "refill 5 seconds here normal on the right",
        "double vision laser yesterday",
        "black spot in her vision laser to the brow",
        "flashes of light in one eye contact lens out",
        "pain in her eye shield slipped",
        "curtain over the right eye bed 2",
    ],
)
def test_a_word_behind_it_without_a_comma_silences_no_sign(text: str) -> None:
    assert urgent_signs(text)
