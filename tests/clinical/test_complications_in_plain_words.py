"""Complications as they are told in everyday words, without the name that a textbook gives them."""

from __future__ import annotations

import pytest

from bot.clinical.folding import fold
from bot.clinical.reading import Standing
from bot.clinical.vocabulary import named_things


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Day 2 after the diode she has little water-filled bumps in rows on both shins", "blister"),
        ("the treated squares on his back are now a shade browner than the rest", "pih"),
        ("six weeks on her cheek still looks like a sunburn, hot and pink", "prolonged_erythema"),
        ("he has little white rings where every pulse went, no colour in them at all", "hypopigmentation"),
        ("her shin opened up after the 1064 and there's a crater you could put a pea in", "erosion"),
        ("the eyebrow tattoo turned black with the first shot of the 532", "ink_darkening"),
        ("Thick raised rope along the jaw since the fractional, itches all the time", "scar"),
        ("after the IPL on the upper lip her moustache is thicker than before we began", "paradoxical_hypertrichosis"),
        ("cold sore all round the mouth on day 3 of the peel laser", "hsv"),
        ("greenish discharge and smell on day 4, swab sent", "bacterial_infection"),
        ("tiny white seeds under both eyes four weeks after CO2", "milia"),
        ("pimples broke out over the whole forehead two days after", "acneiform_eruption"),
        ("you can see exactly where the tip sat, a red waffle on each cheek", "grid_marks"),
        ("a dent in the cheek since the RF, as if somebody took a spoon to it", "divot"),
        ("the filler in her trough looks blue in daylight", "tyndall"),
        ("hard little marble under the lip two months after filler", "nodule"),
        ("she can't lift the left brow since Monday's toxin", "brow_ptosis"),
        ("left lid hanging since the forehead tox last week", "lid_ptosis"),
        ("now she has joker eyebrows", "spock_brow"),
        ("his eye is red and light hurts since the brow hair removal", "photophobia"),
        ("lost half of his eyebrow when I treated the port wine above it", "hair_loss"),
        ("skin on the nasal tip went black and fell off", "necrosis"),
        ("two weeks after the laser her lower lid pulls down and the eye waters", "ectropion"),
        ("welts all over ten minutes after the cream", "urticaria"),
        ("face so puffy the next day that she could not go to work", "edema"),
        ("red pinpoint dots where the vacuum handpiece sat", "petechiae"),
        ("bruised like a boxer after the vbeam", "purpura"),
        ("burned her twice on the same calf, second time through to the fat", "burn"),
        ("the wound on the heel has not closed in eleven weeks", "delayed_healing"),
        ("there's a sharp edge at the jaw, white above, freckled below", "demarcation_line"),
        ("she went grey and slid off the stool when I did the second pulse", "vasovagal"),
        ("fired the yag with the alex settings, my fault", "wrong_setting"),
        ("the towel under her neck went up in flames for a second", "fire"),
        ("handpiece kept pulsing after I let go of the pedal", "device_fault"),
        ("three of us coughed for the rest of the day, the evacuator hose was off", "plume_exposure"),
        ("biopsy of what we had lasered twice came back as melanoma", "missed_melanoma"),
        ("the fungus got in after the peel, KOH positive", "fungal_infection"),
        ("the fat on her belly grew in a block where we froze it", "paradoxical_adipose_hyperplasia"),
        ("hairs round the beard came back white", "leukotrichia"),
        ("scratched his cornea putting the shield in", "corneal_abrasion"),
        ("she rang: bubbles on the backs of both calves where we did the leg veins yesterday", "blister"),
        ("it healed, but every spot left a coffee-coloured stain", "pih"),
        ("ten weeks on and her cheeks are still tomato red", "prolonged_erythema"),
        ("the strip we went over twice has stayed milk white", "depigmentation"),
        ("scabs as thick as cornflakes all down the forearm", "crust"),
        ("her lip liner went slate grey instantly", "ink_darkening"),
        ("a shiny tight band has formed across the chest where we treated", "scar"),
        ("fever blister popped up on day 2", "hsv"),
        ("it's weeping yellow stuff and feels hot", "bacterial_infection"),
        ("her chin is full of whiteheads since the resurfacing", "acneiform_eruption"),
        ("her temples have caved in after the third RF", "fat_atrophy"),
        ("I can feel a string of beads along the lip line, three months after HA", "nodule"),
        ("her mouth pulls to the left when she smiles since the chin toxin", "asymmetry"),
        ("eyelid at half mast since Tuesday, botox glabella", "lid_ptosis"),
        ("she sees two moons at night since the crow's feet", "diplopia"),
        ("bald patch in his beard after the tattoo removal", "hair_loss"),
        ("itchy bumps all over the arms minutes after the gel", "urticaria"),
        ("next morning her eyes were two slits", "edema"),
        ("black and purple for three weeks after the PDL", "purpura"),
        ("third-degree in two places, she needs a graft", "burn"),
        ("still an open sore after six weeks", "erosion"),
        ("passed out on the table as soon as I picked up the handpiece", "vasovagal"),
        ("left the 1064 on when I meant 755", "wrong_setting"),
        ("smoke came out of the machine and it died on me in mid treatment", "device_fault"),
        ("her tattoo has gone, but the skin is lumpy like cottage cheese", "textural_change"),
        ("melasma is twice what it was", "rebound_melasma"),
        ("stripes like a tiger all over his back", "striping"),
    ],
)
def test_what_is_told_in_plain_words_is_reported(text: str, code: str) -> None:
    mentions = named_things(fold(text).words).mentions
    assert code in [mention.code for mention in mentions if mention.standing is Standing.REPORTED]
