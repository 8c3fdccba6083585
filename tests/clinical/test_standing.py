"""How complications stand in a text: reported, denied, feared, asked about, long past, or wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.folding import fold
from bot.clinical.reading import Mention, Standing
from bot.clinical.vocabulary import named_things

R, D, F, A, H, W = Standing


def mentions(text: str) -> tuple[Mention, ...]:
    return named_things(fold(text).words).mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She blistered on day 2 and was left with a scar", [("blister", R), ("scar", R)]),
        ("PIH in two of twenty, resolved by week 8", [("pih", R)]),
        ("Got PIH after Halo, any ideas?", [("pih", R)]),
        ("How would you treat her blisters?", [("blister", R)]),
        ("Why did she blister at 18 J?", [("blister", R)]),
        ("worried patient, who then developed PIH", [("pih", R)]),
        ("reduced the fluence after the blisters", [("blister", R)]),
        ("the previous session blistered", [("blister", R)]),
        ("I may have burned her", [("burn", R)]),
        ("No blisters, but a brown square", [("blister", D), ("pih", R)]),
        ("No blistering, mild PIH in one.", [("blister", D), ("pih", R)]),
        ("No blisters, PIH, scarring.", [("blister", D), ("pih", D), ("scar", D)]),
        ("no crusting, blistering or scarring", [("crust", D), ("blister", D), ("scar", D)]),
        ("without burns and blisters", [("burn", D), ("blister", D)]),
        ("healed without scarring", [("scar", D)]),
        ("she denied blisters", [("blister", D)]),
        ("blisters: none", [("blister", D)]),
        ("PIH did not occur", [("pih", D)]),
        ("scarring was not seen", [("scar", D)]),
        ("I have never seen a burn with it", [("burn", D)]),
        ("no adverse events such as burns or scarring", [("burn", D), ("scar", D)]),
        ("worried about PIH", [("pih", F)]),
        ("to avoid burns, blisters and PIH I cool longer", [("burn", F), ("blister", F), ("pih", F)]),
        ("the risk of burns is low", [("burn", F)]),
        ("consented for PIH and scarring", [("pih", F), ("scar", F)]),
        ("this could cause hypopigmentation", [("hypopigmentation", F)]),
        ("if she blisters, stop", [("blister", F)]),
        ("PIH risk is higher in type V", [("pih", F)]),
        ("burns can happen", [("burn", F)]),
        ("valaciclovir as prophylaxis for cold sores", [("hsv", F)]),
        ("Any blistering?", [("blister", A)]),
        ("Have you had burns with it?", [("burn", A)]),
        ("Is 30 J safe? Any PIH?", [("pih", A)]),
        ("Anyone seen hypopigmentation with the 1927?", [("hypopigmentation", A)]),
        ("anyone had burns with this tip", [("burn", A)]),
        ("cold sore history asked", [("hsv", H)]),
        ("history of keloids after surgery", [("keloid", H)]),
        ("had PIH from another clinic years ago", [("pih", H)]),
        ("burned elsewhere five years ago", [("burn", H)]),
        ("previous laser burn on the cheek", [("burn", H)]),
        ("treating melasma and PIH", [("pih", H)]),
        ("hydroquinone for PIH", [("pih", H)]),
        ("treated for post-burn scars", []),
        ("fractional CO2 for a burn scar", [("scar", H)]),
        ("sunburn last week", []),
        # In a list of harms each stands as the others do, whatever else is listed.
        ("warned about redness, swelling, PIH and scarring", [("pih", F), ("scar", F)]),
        ("consented for pain, scars, burns, blisters", [("burn", F), ("blister", F)]),
        ("I warned her: swelling, bruising, PIH. Nothing came.", [("purpura", F), ("pih", F)]),
        ("possible side effects: burns, PIH", [("burn", F), ("pih", F)]),
        ("worried patient, blisters on both cheeks", [("blister", R)]),
        ("warned about the sun, PIH developed", [("pih", R)]),
        ("expected result, small scar though", [("scar", R)]),
        ("no prophylaxis given, herpes on day 5", [("hsv", R)]),
        ("high risk patient: PIH at week 4", [("pih", R)]),
        ("despite prophylaxis HSV", [("hsv", R)]),
        ("without warning she blistered", [("blister", R)]),
        # Denied by kind, by count, by a test.
        ("not a thermal burn, no laser burn", [("burn", D), ("burn", D)]),
        ("dermatitis rather than a burn", [("dermatitis", R), ("burn", D)]),
        ("no problem with burns here", [("burn", D)]),
        ("I've yet to see a burn with it", [("burn", D)]),
        ("I don't want to burn her", [("burn", F)]),
        ("Burns: 0, PIH: 2, scars formed in none", [("burn", D), ("pih", R), ("scar", D)]),
        ("0 burns, 2 PIH, 0.5 % blisters", [("burn", D), ("pih", R), ("blister", R)]),
        ("PIH in 0 of 40, PIH 0-2 weeks later", [("pih", D), ("pih", R)]),
        ("PIH (-), blister (+)", [("pih", D), ("blister", R)]),
        ("HSV swab came back negative, VZV pos", [("hsv", D), ("vzv", R)]),
        ("swab HSV-ve, VZV positive", [("hsv", D), ("vzv", R)]),
        ("infection, culture sterile", [("bacterial_infection", R)]),
        ("In doubt I stop. I did not and got a burn", [("burn", R)]),
        ("none of them had PIH", [("pih", D)]),
        ("Doc, is PIH likelier with the diode w/ gel?", [("pih", A)]),
        ("asymmetry pre treatment", [("asymmetry", H)]),
        ("burn drill, PIH webinar", [("burn", F), ("pih", F)]),
        # Said of all patients, or of none.
        ("burns are rare, PIH is common in type V", [("burn", F), ("pih", F)]),
        ("could have been a burn", [("burn", F)]),
        ("I nearly burned her", []),
        # Asked, and answered at once.
        ("PIH? Yes, both cheeks", [("pih", R)]),
        # What was to come about.
        ("crusting as intended, off by day 9", [("crust", W)]),
        ("Pixel CO2.\nEndpoint: fine pale dots, slight contraction", [("hypopigmentation", W)]),
        ("Endpoint reached, pale dots next month", [("hypopigmentation", R)]),
        ("CO2 20 mJ, endpoint = pale dots", [("hypopigmentation", W)]),
        ("CO2 20 mJ, endpoint: contraction, blisters", [("blister", R)]),
        ("a blood blister, needed, that IS the endpoint", [("blister", W)]),
        ("the usual mild bruising", [("purpura", W)]),
        ("more than the usual bruising", [("purpura", R)]),
        ("crusting, normal healing afterwards", [("crust", R)]),
        ("bruising was not the aim", [("purpura", R)]),
        ("a burn, as expected", [("burn", R)]),
        # Only spoken of: believed, read about, listed, true of all.
        ("she thinks that I burned her", [("burn", F)]),
        ("I'm sure I burned her", [("burn", R)]),
        ("the paper has 2 % burns, 6 % PIH, we had 3 burns", [("burn", F), ("pih", F), ("burn", R)]),
        ("the paper drape caught fire", [("fire", R)]),
        # Treated, or come of a treatment.
        ("Hypertrophic scar on her lip, 10 wks post CO2", [("scar", R)]),
        ("Hypertrophic scar on her lip, PDL 7 mm 7 J, flat at week 10", [("scar", H)]),
        ("Hypertrophic scar on the neck, week 9 after erbium", [("scar", R)]),
        ("Hypertrophic scar of the knee 3 months after surgery, PDL", [("scar", H)]),
        ("Keloid on the deltoid at 5 months, tattoo removal", [("keloid", R)]),
        ("Keloid, chest: PDL then TAC", [("keloid", H)]),
        ("Keloid on the ear flat at 6 months", [("keloid", H)]),
        ("Keloid on the chest, noticed in May", [("keloid", R)]),
        ("Hypertrophic scar at the test site", [("scar", R)]),
        ("Keloid softer now, but it came after our laser", [("keloid", R)]),
        ("TCA gave her hypertrophic scars on the nose", [("scar", R)]),
        ("PIH treatment started at week 4 after Halo", [("pih", R)]),
        ("PIH treatment: 1064 toning", [("pih", H)]),
        ("Methods. Atrophic scars were treated with 1550 nm", [("scar", H)]),
        ("CO2 100 mJ. Hypertrophic scars were treated with TAC", [("scar", R)]),
        ("Milia removal with erbium, 1 mm", [("milia", H)]),
        ("burn scar on the shin after diode", [("scar", R)]),
        ("this week the first scar tissue", [("scar", R)]),
        # Looked for and not there; a series that is not ours.
        ("Checked for rebound melasma at month 6: still clear", [("rebound_melasma", D)]),
        ("Worried mother re scar after PDL, the skin is smooth. None.", [("scar", D)]),
        ("Blister on the calf, came up on day 2. None.", [("blister", R)]),
        ("Burn on the shin. Healing well. Complications: none?", [("burn", R)]),
        ("Burn on the shin\nAllergies\nNone.", [("burn", R)]),
        ("In the Spanish series of 300 faces, PIH was 11 %", [("pih", F)]),
        ("In our Spanish series of 300 faces, PIH was 11 %", [("pih", R)]),
        ("Consent covered burns, hypo- and hyperpigmentation", [("burn", F), ("pih", F)]),
        ("milia removal, they came up after Fraxel", [("milia", R)]),
        ("Milia removal with CO2 because they came after our laser", [("milia", R)]),
        ("Removal of milia with the erbium", [("milia", H)]),
        ("treated PIH because it came after our laser", [("pih", R)]),
        ("treated PIH after acne, 1927", [("pih", H)]),
        # What something else made.
        ("Facelift scar at 3 weeks: 595 nm 4.5 J", [("scar", H)]),
        ("IPL left a burn scar", [("scar", R)]),
        ("PIH after waxing two months ago, 1927", [("pih", H)]),
        ("scar after surgery for CO2", [("scar", H)]),
        ("keloid at 5 years, resistant to kenalog", [("keloid", H)]),
        ("She has a surgical scar that blistered after IPL", [("scar", H), ("blister", R)]),
        ("PIH after a dog bite, PIH after acne laser", [("pih", H), ("pih", R)]),
        ("Post-op hyperpigmentation at week 5", [("pih", R)]),
        # Advice, and the last of many.
        ("stack three and you'll get an ulcer", [("erosion", F)]),
        ("cross-hatch or you get stripes", [("striping", F)]),
        ("what you get for 20 J on a tan: blisters", [("blister", R)]),
        ("it'll heal, blister on the chin", [("blister", R)]),
        ("explained that PIH may be delayed; at 8 months she has it", [("pih", R)]),
        ("You get burns when the tip is dirty", [("burn", F)]),
        ("The leaflet lists burns and PIH", [("burn", F), ("pih", F)]),
        ("a burn as a child", [("burn", H)]),
        ("we see a burn from a previous clinic", [("burn", H)]),
        ("last cold sore in 2011, CO2 full face today", [("hsv", H)]),
        ("last cold sore in 2011, last outbreak of HSV 2016", [("hsv", H), ("hsv", H)]),
        ("the last session burned her in 2025", [("burn", R)]),
        ("Agenda: 1) burns 2) PIH", [("burn", F), ("pih", F)]),
        ("Consent list for RF, draft\n- burn\n- PIH\nAnything missing?", [("burn", F), ("pih", F)]),
        ("she asked about burns, she did well", [("burn", F)]),
        ("My sister got a keloid", [("keloid", H)]),
        ("Consent signed. 14 J. Blister on day 2", [("blister", R)]),
        ("white spots are what ends careers", [("hypopigmentation", F)]),
        ("it went to a scab", [("crust", R)]),
        ("a blister under the nail can happen", [("blister", F)]),
        ("would only have given her PIH", [("pih", F)]),
        (
            "ring us at once for blisters, pus, spreading redness or a cold sore",
            [("blister", F), ("bacterial_infection", F), ("hsv", F)],
        ),
        ("pain no\nblister no\ncrust 2 days", [("blister", D), ("crust", R)]),
        ("told her PIH may come and it came by week 3", [("pih", R)]),
        ("told her PIH may come but it did not", [("pih", F)]),
        ("warned of blisters, which she got", [("blister", R)]),
        ("warned about PIH, she did well", [("pih", F)]),
        ("told her PIH may come. She came at week 4, all clear", [("pih", F)]),
        ("blisters - no. crusts: no.", [("blister", D), ("crust", D)]),
        ("she reads that her lid might drop", [("lid_ptosis", F)]),
        ("if this liner turns black", [("ink_darkening", F)]),
        ("the lawyer's letter says burns", [("burn", F)]),
        ("her sister got a keloid", [("keloid", H)]),
        ("her cousin's chin came up in welts", [("urticaria", H)]),
        ("any blister and the session stops", [("blister", F)]),
        ("prolonged redness expected", [("prolonged_erythema", F)]),
        ("shingles, not laser related", [("vzv", H)]),
        ("a burnt smell, burned hair", []),
        ("PIH is temporary, I told her", [("pih", F)]),
        ("her PIH is temporary", [("pih", R)]),
        ("looks infected but is not", [("bacterial_infection", D)]),
        ("don't pick the crusts", [("crust", F)]),
        ("expected a burn and got none", [("burn", F)]),
        ("Exam question: a patient develops PIH", [("pih", F)]),
        ("burned by IPL last year, the stripe is still there", [("burn", R), ("striping", R)]),
        ("bruising 10 d, wanted", [("purpura", W)]),
        ("scabs for 5 days (expected)", [("crust", W)]),
        ("scabs for 5 days, expected two", [("crust", R)]),
        ("I lose sleep over burns", [("burn", F)]),
        ("her family is terrified of rebound", [("rebound_melasma", F)]),
        ("swabs excluded bacterial infection", [("bacterial_infection", F)]),
        ("sterile, so I doubt biofilm", [("biofilm", F)]),
        ("What worries me is PIH and the odd hypertrophic scar", [("pih", F), ("scar", F)]),
        ("severe cold sores twice a year", [("hsv", H)]),
        ("Lecture notes: CO2 by day. D1-3 herpes. After 3 wks PIH", [("hsv", F), ("pih", F)]),
        ("black eschar, now a hole with sloughy base", [("necrosis", R), ("erosion", R)]),
        ("still lobster red along the jaw", [("prolonged_erythema", R)]),
        ("the liner flipped to charcoal black", [("ink_darkening", R)]),
        ("swollen like a chipmunk on day 6", [("edema", R)]),
        ("woke up with a lopsided grin", [("nerve_injury", R)]),
        ("she has read about PIH online", [("pih", F)]),
        ("Now PIH, what do I do?", [("pih", R)]),
        ("blisters, what would you do?", [("blister", R)]),
        ("PIH, how do you avoid it?", [("pih", A)]),
        ("Burns, how often do you see them?", [("burn", A)]),
    ],
)
def test_each_complication_stands_as_it_is_told(text: str, expected: list[tuple[str, Standing]]) -> None:
    assert [(mention.code, mention.standing) for mention in mentions(text)] == expected
    spelt = [(mention.code, mention.standing) for mention in mentions(f"#complication {text}")]
    assert spelt == expected


def test_a_mention_is_the_words_that_say_so() -> None:
    text = "No blisters — then a brown​ square"
    assert [text[each.span.start : each.span.end] for each in mentions(text)] == ["blisters", "brown​ square"]


@given(
    st.lists(
        st.sampled_from(
            ["no ", "PIH", "blisters", ", ", " or ", " and ", "worried about ", "? ", ". ", "years ago", "got ", "but "]
        )
        | st.text(max_size=6),
        max_size=25,
    )
)
def test_any_text_stands_somehow(parts: list[str]) -> None:
    text = "".join(parts)
    assert mentions(text) == mentions(text)
    starts = [mention.span.start for mention in mentions(text)]
    assert starts == sorted(starts)
    assert all(0 <= mention.span.start < mention.span.end <= len(text) for mention in mentions(text))
