"""Complications told of, and those that are denied, feared, asked about or treated."""

from __future__ import annotations

import pytest

from bot.clinical.complications import complications


def codes(text: str) -> set[str]:
    return {found.value for found in complications().found_in(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She got blisters and later PIH", {"blister", "pih"}),
        ("post-inflammatory hyperpigmentation at 4 weeks", {"pih"}),
        ("second degree burn on the shin", {"burn"}),
        ("zebra stripes on both legs", {"striping"}),
        ("paradoxical hypertrichosis on the neck", {"paradoxical_hypertrichosis"}),
        ("PH after alex", {"paradoxical_hypertrichosis"}),
        ("the ink turned black", {"ink_darkening"}),
        ("VO after lip filler", {"vascular_occlusion"}),
        ("Spock brow", {"spock_brow"}),
        ("temples numb since, tingly", {"nerve_injury"}),
        ("pins and needles along the jaw", {"nerve_injury"}),
        ("numb since the EMLA, still numb from the block", set()),
        ("the only trouble was pain, and we stopped", {"pain"}),
        ("raised, and the texture is worse than before", {"textural_change"}),
        ("healing was slow, 19 days", {"delayed_healing"}),
        ("a test spot that is going dark", {"pih"}),
        ("the screen went dark", set()),
        ("the hair is coarser since", {"paradoxical_hypertrichosis"}),
        ("burnt the toast", set()),
        ("herpes outbreak on day 3", {"hsv"}),
        ("no pain, but blistering", {"blister"}),
        ("Mottled hypopig by the 11th", {"hypopigmentation"}),
        ("Rebound was noted in 3", {"rebound_melasma"}),
        ("her melasma became darker after the pico", {"rebound_melasma"}),
        ("hypopigmented scar after tattoo removal", {"hypopigmentation", "scar"}),
        ("she didn't want to tell me about the burn", {"burn"}),
        ("Training day: the model burned on the shin", {"burn"}),
        ("LAST after compounded numbing cream", {"local_anaesthetic_toxicity"}),
        ("arterial occlusion from fillers", {"vascular_occlusion"}),
        ("Got PIH after Halo, any ideas?", {"pih"}),
        ("terminal hairs where only vellus was before", {"paradoxical_hypertrichosis"}),
        ("the beige liner went black at once", {"ink_darkening"}),
        ("a grid of brown dots, waffle-like", {"grid_marks"}),
        ("the left lid is 2 mm lower", {"lid_ptosis"}),
        ("the ulcer is slow to close, took 8 weeks to heal", {"erosion", "delayed_healing"}),
        ("crust, next darkening for two months", {"crust", "pih"}),
        ("PCR HSV1", {"hsv"}),
        ("fire in the laser room", {"fire"}),
        ("the machine stopped with error 12 mid-pulse", {"device_fault"}),
        ("swelling like a balloon for 6 days", {"edema"}),
        ("pain 9/10, stopped", {"pain"}),
        ("grew back, biopsy: melanoma", {"missed_melanoma"}),
        ("treated the wrong area", {"wrong_setting"}),
        ("the eyebrow lost its hair", {"hair_loss"}),
        ("BLT on both legs, perioral tingling", {"local_anaesthetic_toxicity"}),
        ("the filler sits high: migration", {"migration"}),
        ("a scar after the burn by our IPL", {"scar", "burn"}),
        ("keloid on the shoulder after laser", {"keloid"}),
        ("erythema > 4 months; long lasting redness", {"prolonged_erythema"}),
        ("pale spots for a year, lost pigment on the lip", {"hypopigmentation"}),
        ("refill slow, started hyalase", {"vascular_occlusion"}),
        ("fire on the drape", {"fire"}),
        ("fuzzy hair got darker on her sideburns", {"paradoxical_hypertrichosis"}),
        ("PIH after IPL for acne", {"pih"}),
        ("cold sores broke out on day 4", {"hsv"}),
        ("herpes, then she broke out in pustules", {"hsv", "acneiform_eruption"}),
        ("atypical mycobacterial infection", {"atypical_mycobacteria"}),
        ("candida infection, then infection with staph", {"fungal_infection", "bacterial_infection"}),
        ("both cheeks a bit darker since IPL", {"pih"}),
        ("brown darkening under both arms", {"pih"}),
        ("fiery red still; remained very red for eleven weeks", {"prolonged_erythema"}),
        ("redness has not gone four months on", {"prolonged_erythema"}),
        ("healing dragged on to day 31", {"delayed_healing"}),
        ("beard patchy since the alex", {"hair_loss"}),
        ("felt a bit faint on the couch", {"vasovagal"}),
        ("a patient faint after the block; another nearly fainted", {"vasovagal"}),
        ("she went faint, pale and sweaty", {"vasovagal"}),
        ("a faint brown mark for three months", {"pih"}),
        ("looks like a zebra: skin colour alternating darker", {"striping"}),
        ("pale-and-dark stripes on the forearms, tiger skin", {"striping"}),
        ("melasma cleared, came back much darker", {"rebound_melasma"}),
        ("cheek came up darker at week 3", {"pih"}),
        ("firm swelling at month 9, a true granuloma", {"granuloma"}),
        ("grid-like marks, and redness that lasted 3 months", {"grid_marks", "prolonged_erythema"}),
        ("the square is lighter than surrounding skin", {"hypopigmentation"}),
        ("it got impetiginised", {"bacterial_infection"}),
        ("she complains of numbness along the jaw", {"nerve_injury"}),
        ("cannot close the left eye since the RF", {"nerve_injury"}),
        ("the skin sloughed on the ala", {"necrosis"}),
        ("her lip swelled to twice its size", {"edema"}),
        ("both cheeks peeled to raw, and raw and weeping on day 2", {"erosion"}),
        ("her eyebrow hair never came back after 1064", {"hair_loss"}),
        ("complicated by a keloid", {"keloid"}),
        ("brûlure après alex, cloques au jour 2", {"burn", "blister"}),
        ("έγκαυμα και φλύκταινες, μετά υπερμελάγχρωση", {"burn", "blister", "pih"}),
        ("Verbrennung nach Diode, dann Krusten", {"burn", "crust"}),
        ("quemadura tras láser, luego costras", {"burn", "crust"}),
        ("it resulted in a keloid", {"keloid"}),
        ("left with purpura after IPL", {"purpura"}),
        ("hair grew more on the neck after diode", {"paradoxical_hypertrichosis"}),
    ],
)
def test_complications_are_found(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no blistering",
        "healed without scarring",
        "denied blisters",
        "no crusting, blistering or scarring",
        "worried about PIH",
        "to avoid PIH cool longer",
        "the risk of burns is low",
        "this could cause hypopigmentation",
        "Anyone seen hypopigmentation with the 1927?",
        "How do you treat PIH?",
        "is there a risk of burns",
        "hydroquinone for PIH",
        "treating melasma and PIH",
        "the pH of the peel",
        "Hypertrophic scar of the knee, 3 sessions",
        "Petechiae as end pt",
        "weight 118 kg, footprint 66 x 94 cm",
        "No rebound at 24 weeks",
        "sunburnish",
        "stinging and a burning sensation",
        "a burn from boiling oil, now flat",
        "scar after surgery",
        "keep a fire extinguisher in the laser room, they fire three shots next door",
        "the laser broke even in a year",
        "pain 10 min after, flushing VAS 8 to 3",
        "took 1 week to heal",
        "moustache hair gone after 5 sessions",
        "the lentigines darkened, then flaked; darkening of the lesion as endpoint",
        "data migration to the new system",
        "granuloma annulare, nodular acne",
        "mark a grid on the skin",
        "melasma gets worse with heat",
        "numb for an hour after the block",
        "her face is on fire, she says",
        "PDL for an ulcerated haemangioma, infected ingrowns",
        "idiopathic guttate hypomelanosis, hyperpigmented scars from acne",
        "anaphylaxis kit checked",
        "a white patch above her lip after filler",
        "Endpoint: faint warmth and pinkness",
        "a faint but even line; the line on her cheek is still faint",
        "the pigment went faint in May, a faint, pale edge",
        "did not feel faint",
        "hair got thicker with PRP",
        "still very red on day 2",
        "still on red light therapy for 6 weeks",
        "healing took 10 days",
        "viral infection suspected",
        "sans cloque ni brûlure",
        "χωρίς έγκαυμα",
        "sin quemaduras, keine Verbrennung",
        "Έχετε δει έγκαυμα με αυτό;",
        "",
    ],
)
def test_denied_feared_asked_and_treated_ones_are_not(text: str) -> None:
    assert codes(text) == set()


def test_spans_and_lookup() -> None:
    text = "Blistering, then a scar; blisters again"
    found = complications().found_in(text)
    assert [text[each.span.start : each.span.end] for each in found] == ["Blistering", "a scar"]
    assert complications().get("burn") is not None
    assert complications().get("nonsense") is None
    assert complications().suggest("hypert")[0].code == "paradoxical_hypertrichosis"
    assert complications().suggest("blistr")[0].code == "blister"
    assert len(complications().suggest("")) == 25
