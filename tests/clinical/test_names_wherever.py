"""Whose a name is does not depend on which name it is, nor on what else a message tells."""

from __future__ import annotations

from typing import Final

import pytest

from bot.clinical.screen import identifiers

COLLEAGUES: Final = [
    "Maria",
    "Priya",
    "Tom",
    "Giorgos",
    "Aoife",
    "Jill Example",
    "Nikos Papadakis",
    "Anh Nguyen",
    "siobhan",
]
SAID_OF_COLLEAGUES: Final = [
    "Thanks {}, will try it on my melasma patient",
    "Ask {} about 755 for type V",
    "{} presented a case of melasma at the meeting",
    "{}'s protocol for PIH works well",
    "Great webinar by {} on acne scars",
    "{} from Candela says 12 J is safe",
    "{} taught me to stack pulses for leg veins",
    "as {} said, no ice on CO2 patients",
    "I agree with {}: lower fluence in type V",
    "@{} how do you treat rosacea?",
    "{}, what spot do you use for axillae?",
    "our nurse {} did the second pass",
    "{} (my practice manager) ordered tips",
    "Question for {} on striping after LHR",
    "{} is hosting the next call about burns",
    "per {}: 18 mm 12 J 3 ms for bikini",
    "{} and I use 1064 for leg veins",
    "+1 to what {} wrote about PIH",
    "congrats {} on the paper about scars",
    "learned this from {}: wait 6 weeks after a burn",
    "{} will send the consent form for fillers",
    "had lunch with {}, we discussed blisters",
    "{} showed us her PDL settings for rosacea",
    "emailed {} about the handpiece",
    "cheers {}! my patient's crusts are gone",
]
PATIENTS: Final = ["Maria Papadopoulou", "Priya", "Mrs Thornbury", "siobhan", "Anh Nguyen", "Grace Holloway"]
SAID_OF_PATIENTS: Final = [
    "{} came in with blisters after alex",
    "saw {} this morning, PIH on both cheeks",
    "my patient {} burned after IPL",
    "{}, 34F, melasma on the cheeks",
    "treated {} for chin hair, 755 18 mm 14 J",
    "{} developed hypopigmentation on the neck",
]
TOLD: Final = [
    "{}",
    "{}. Thanks for any tips!",
    "{}. Dr Patel saw her too",
    "{}. What would you do?",
    "Hi all, {}",
    "Thanks Tom. {}",
    "{}. I will present this at the meeting",
    "{}. Our nurse Kelly did the pass",
    "{}, same device as in the webinar",
    "{}. She is a nurse herself",
    "{}. Her husband is a dermatologist",
    "Case for Thursday: {}",
    "{}. Protocol from Dr Ross",
    "Re last week's course: {}",
    "{}. My colleague Anna agrees",
]


@pytest.mark.parametrize("said", SAID_OF_COLLEAGUES)
def test_a_colleague_is_no_patient_whatever_they_are_called(said: str) -> None:
    assert [name for name in COLLEAGUES if identifiers(said.format(name))] == []


@pytest.mark.parametrize("said", SAID_OF_PATIENTS)
def test_a_patient_is_seen_whatever_else_is_told(said: str) -> None:
    unseen: list[str] = []
    for name in PATIENTS:
        for told in TOLD:
            text = told.format(said.format(name))
            found = [text[each.span.start : each.span.end] for each in identifiers(text)]
            if not any(name.split()[-1] in each for each in found):
                unseen.append(text)
    assert unseen == []
