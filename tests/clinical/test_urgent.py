"""Signs of an emergency: found in many wordings, cleared by a plain denial only, silent in everyday talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.folding import fold
from bot.clinical.urgent import may_be_urgent, signs_in, urgent_kinds, urgent_signs

WORDINGS = {
    "vision": [
        "Patient lost vision in her left eye after nose filler",
        "sudden loss of vision, what do I do",
        "her vision went blurry ten minutes after the injection",
        "She says she can't see out of her right eye",
        "blurred vision since yesterday's periorbital session",
        "pt reports double vision",
        "vision is gone on the left",
        "went blind in one eye",
        "Anyone seen visual disturbances after glabella filler?",
        "she is seeing flashes and floaters in that eye",
        "there is a dark spot in her vision since the Nd:YAG",
        "worried about vision changes",
        "his sight is getting worse",
        "diplopia two days after toxin",
        "retinal burn from a stray pulse, no goggles",
        "severe pain behind the eye and she cannot see",
        "vison loss after filer",
        "like a curtain coming down over the eye",
        "trouble seeing since this morning",
        "eyesight got blury",
        "the beam hit her eye",
        "Photophobia and eye pain after brow laser",
        "now everything is blurry on that side",
        "her left eye is blind",
    ],
    "vascular_occlusion": [
        "suspected vascular occlusion after lip filler",
        "possible VO, upper lip",
        "lip blanching right after 0.5 ml",
        "livedo on the cheek an hour after injecting",
        "cap refill is slow over the nasal tip",
        "delayed capillary refill",
        "skin went white after filler and it is painful",
        "dusky area along the nasolabial fold since the syringe",
        "mottled skin after cannula",
        "FIVO, started hyaluronidase",
        "I think I occluded an artery with filler",
        "arterial compromise of the nose?",
        "blanching and mottling after Juvederm",
        "pain out of proportion after injection",
        "vascular oclusion please help",
        "reticulated pattern on the cheek, 2 hours post filler",
        "intravascular injection, blanched skin",
        "no cap refill on the lip",
        "suspected occlusion of the facial artery",
        "purple lacy rash after cheek filler",
    ],
    "anaphylaxis": [
        "patient in anaphylaxis after hyaluronidase",
        "anaphylactic reaction to lidocaine",
        "anaphalaxis??",
        "her tongue is swelling",
        "throat closing up",
        "throat feels tight and she has hives",
        "hives all over after numbing",
        "swollen tongue and dizzy",
        "we gave epinephrine IM",
        "used the EpiPen, waiting for the ambulance",
        "angioedema after hylenex",
        "severe allergic reaction to the topical",
        "lips swollen, wheezing",
        "generalised urticaria minutes after injection",
        "Anaphylactoid response to dye",
    ],
    "airway": [
        "she can't breathe",
        "pt cant breath",
        "difficulty breathing since the nerve block",
        "shortness of breath after pro-nox",
        "airway swelling after neck filler",
        "he stopped breathing",
        "stridor after the injection",
        "struggling to breathe",
        "lips are turning blue",
        "sats dropping to 85",
        "patient collapsed and is unresponsive",
        "respiratory distress after tumescent",
        "wheezing badly",
        "gasping for air",
        "cardiac arrest in the chair",
        "trouble breathing, neck swollen",
        "having a hard time breathing",
    ],
    "neurological": [
        "she is having a stroke",
        "possible stroke after forehead filler",
        "facial droop on the right since the injection",
        "slurred speech",
        "her speech is slurred",
        "weakness in the left arm",
        "left-sided weakness",
        "had a seizure during treatment",
        "patient seizing now",
        "sudden confusion, can't speak properly",
        "right arm went numb",
        "hemiparesis after fat grafting",
        "aphasia an hour later",
        "thunderclap headache after glabella filler",
        "TIA?",
        "convulsions",
        "face is drooping on one side",
        "she can't move her left arm",
    ],
    "local_anaesthetic_toxicity": [
        "local anesthetic toxicity from BLT under occlusion",
        "lidocaine toxicity, what now",
        "ringing in the ears after the numbing cream",
        "metallic taste and tongue numb, 60 g of topical lidocaine",
        "started intralipid",
        "seizure after lidocaine tumescent",
        "methemoglobinemia from benzocaine",
        "Is this LAST? tumescent two hours ago",
        "lignocaine overdose",
    ],
    "spreading_infection": [
        "spreading redness and fever on day 3",
        "cellulitis spreading up the neck",
        "red streaks from the treated area",
        "she has a fever of 39 after CO2",
        "septic after full face resurfacing",
        "necrotizing fasciitis",
        "eczema herpeticum after Fraxel",
        "fever and chills, pus on the cheek",
        "orbital cellulitis",
        "temp 39.5 and swollen face",
    ],
    "necrosis": [
        "skin necrosis at the nasal tip",
        "necrotic tissue on the lip",
        "the tip of the nose turned black",
        "tissue is dying",
        "nercosis after filler",
        "impending gangrene of the fingertip",
    ],
    "fire_or_burn": [
        "the drape caught fire",
        "hair on fire from the CO2",
        "airway fire in the OR",
        "third degree burns on both legs",
        "full thickness burn from the diode",
        "alcohol prep ignited",
        "sent to the burn unit",
    ],
}

EVERYDAY = [
    "Keep the airway of the plume evacuator clear",
    "Blanching of the vessel is my endpoint",
    "immediate blanching of the vein on the nose, then stop",
    "With 1064 on leg veins look for spasm, not blanching of the vein",
    "A single stroke of the handpiece per strip",
    "Long, even strokes of the handpiece",
    "Use a brush stroke to apply the gel",
    "I wrote the vision statement of our clinic",
    "our vision for the next meeting",
    "double-blind study with blinded raters",
    "Wear eye shields, goggles on everybody",
    "The laser will not fire when the footswitch is loose",
    "fire one test pulse before you start",
    "fire extinguisher check is due",
    "Her phone was on fire with bookings? No: our phones have been on fire",
    "zones of coagulative necrosis in the histology",
    "microscopic epidermal necrotic debris is expected with 1550",
    "fever blisters: give valacyclovir",
    "hay fever season, antihistamines photosensitise",
    "Anaphylaxis training is on Tuesday",
    "check the anaphylaxis kit monthly",
    "Lidocaine with epinephrine for the block",
    "last week we used 23/7 and it worked",
    "LAST WEEK WE USED EMLA",
    "no pulse stacking on the neck",
    "you can't see the difference in the photos",
    "melasma unresponsive to hydroquinone",
    "breathing exercises and pro-nox help",
    "The veins collapsed nicely",
    "white frosting is the endpoint with the Q-switched",
    "hairs turned white and ejected",
    "supervision, revision, television",
    "numbing cream for 45 minutes, then wipe",
    "purpura and swelling for three days are normal",
    "Full face, 20 mJ, two passes, mild redness after",
    "blind spots in our marketing",
    "took a deep breath and pressed the pedal",
    "patient with a history of stroke: do you treat?",
    "seizure disorder is a contraindication for me",
    "spread the pulses evenly",
    "skin gets pale with the cryogen, then pink",
]

CLEARED = [
    "no vision changes",
    "No visual symptoms.",
    "without blanching or livedo",
    "denies visual symptoms",
    "denied any vision loss",
    "no signs of vascular occlusion",
    "no pain, blanching or livedo",
    "negative for vision changes",
    "free of necrosis",
    "never had a seizure",
    "no fever of over 38",
    "did not have any vision changes",
    "didn't have a stroke",
    "no evidence of necrosis",
    "w/o vision loss",
    "no blurry vision, diplopia, or floaters",
    "vision loss was ruled out",
    "vision changes: none",
    "No shortness of breath.",
    "no new visual disturbance or slurred speech",
]

NOT_CLEARED = {
    "vision": [
        "no improvement, vision loss in the left eye",
        "no pain but vision is blurry",
        "no vision changes until this morning",
        "no idea why. vision loss since noon",
        "no pain and loss of vision",
        "not only vision loss",
        "vision changes?",
        "what if she loses vision",
        "No vision changes at first, now she lost sight in one eye",
        "No. Vision is gone.",
        "she no longer has normal vision, blind in the left eye",
    ],
    "vascular_occlusion": ["no pain, but livedo and slow cap refill", "no blanching at first, then livedo"],
    "airway": ["no hives, she can't breathe", "not breathing"],
    "necrosis": ["no antibiotics given; necrosis on day 5"],
}


def kinds(text: str) -> set[str]:
    return {found.value for found in urgent_signs(text)}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WORDINGS.items() for text in texts])
def test_a_sign_is_found_in_whatever_words(kind: str, text: str) -> None:
    assert kind in kinds(text)
    assert kind in kinds(text.upper())
    assert kind in kinds(f"#question {text}")


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_talk_sets_nothing_off(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize("text", CLEARED)
def test_a_plain_denial_clears_a_sign(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NOT_CLEARED.items() for text in texts])
def test_nothing_less_than_a_plain_denial_clears_a_sign(kind: str, text: str) -> None:
    assert kind in kinds(text)


def test_the_span_is_the_words_that_say_so() -> None:
    text = "Help — she says her vision\u200b went blurry"
    (found,) = urgent_signs(text)
    assert text[found.span.start : found.span.end] == "her vision\u200b went blurry"


def test_zero_width_characters_and_curly_quotes_hide_nothing() -> None:
    assert kinds("vis\u200bion lo\u2060ss") == {"vision"}
    assert "vision" in kinds("she can’t see out of her left eye")
    assert kinds("ｖｉｓｉｏｎ ｌｏｓｓ") == {"vision"}


def test_every_kind_has_a_name_and_enough_wordings() -> None:
    named = {kind.key: kind.name for kind in urgent_kinds()}
    assert set(named) == set(WORDINGS)
    assert all(named.values())


def test_an_ordinary_message_is_not_looked_at_further() -> None:
    assert not may_be_urgent("Lovely result on the underarms, 18 mm at 16 J, thank you all and see you on Tuesday" * 4)


SENTENCES = [text for texts in WORDINGS.values() for text in texts] + EVERYDAY + CLEARED


@given(st.lists(st.sampled_from(SENTENCES) | st.text("aeio nrst,.?'’\u200b\n", max_size=12), max_size=4))
def test_the_first_look_misses_nothing(parts: list[str]) -> None:
    text = " ".join(parts)
    assert may_be_urgent(text) or not signs_in(fold(text).words)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    for found in urgent_signs(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
