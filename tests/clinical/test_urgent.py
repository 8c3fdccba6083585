"""Signs of an emergency: found in many wordings, cleared by a plain denial, silent in everyday talk and on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.folding import fold
from bot.clinical.urgent import may_be_urgent, signs_in, urgent_catalogue, urgent_signs
from tests.clinical.everyday_sentences import EVERYDAY
from tests.clinical.roundabout_sentences import ROUNDABOUT
from tests.clinical.score import messages_of
from tests.clinical.urgent_sentences import WORDINGS

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
    "no vision, speech or motor changes",
    "Eyes: no vision problems.",
    "no evidence of necrosis",
    "w/o vision loss",
    "no blurry vision, diplopia, or floaters",
    "vision loss was ruled out",
    "vision changes: none",
    "No shortness of breath.",
    "without any shortness of breath or wheeze",
    "denies blurred vision, headache or weakness",
    "no new visual disturbance or slurred speech",
    "No diplopia, floaters, vision loss.",
    "denies visual changes/floaters/seizures",
    "livedo was not seen",
    "vision loss did not occur",
    "Denies headache, visual disturbance, weakness.",
]

NOT_CLEARED = {
    "vision": [
        "no improvement, vision loss in the left eye",
        "no livedo, vision loss since noon",
        "no pain but vision is blurry",
        "right eye, no vision, 2 min after 0.3 ml",
        "Left eye: no vision.",
        "no vision changes until this morning",
        "no idea why. vision loss since noon",
        "no pain and loss of vision",
        "not only vision loss",
        "vision changes?",
        "Denies pain, vision loss.",
        "what if she loses vision",
        "No vision changes at first, now she lost sight in one eye",
        "No. Vision is gone.",
        "she no longer has normal vision, blind in the left eye",
    ],
    "vascular_occlusion": ["no pain, but livedo and slow cap refill", "no blanching at first, then livedo"],
    "airway": [
        "no hives, she can't breathe",
        "not breathing",
        "no shortness of breath at first but wheeze now",
        "no hives, BP 70/40",
    ],
    "neurological": [
        "no pulse, seizure",
        "she does not see with the left eye, stroke",
        "patient with a history of stroke: do you treat?",
        "hx of seizure on numbing cream",
    ],
    "anaphylaxis": [
        "history of anaphylaxis, unknown trigger",
        "previous anaphylaxis to hyaluronidase, safe?",
        "hives, no adrenaline here",
    ],
    "necrosis": ["no antibiotics given; necrosis on day 5"],
}


def kinds(text: str) -> set[str]:
    return {found.value for found in urgent_signs(text)}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WORDINGS.items() for text in texts])
def test_a_sign_is_found_in_whatever_words(kind: str, text: str) -> None:
    assert kind in kinds(text)
    assert kind in kinds(text.upper())
    assert kind in kinds(f"#question {text}")


@pytest.mark.parametrize("kind", ROUNDABOUT)
def test_a_sign_is_found_in_roundabout_words(kind: str) -> None:
    assert [text for text in ROUNDABOUT[kind] if kind not in kinds(text)] == []


def test_one_hint_alone_is_no_sign() -> None:
    assert kinds("cheek like a board") == kinds("Temp 39.4 in the room") == set()
    assert kinds("cheek like a board, T 39.4") == {"spreading_infection"}


def test_hints_that_are_denied_or_far_apart_are_no_sign() -> None:
    assert kinds("cheek like a board, no fever") == set()
    assert kinds("cheek like a board." + " And then the next one came." * 20 + " T 39.4") == set()


def test_what_a_consent_lists_is_no_sign_until_somebody_has_it() -> None:
    listed = "Our consent lists bruising, necrosis and blindness."
    assert kinds(listed) == set()
    assert kinds(f"{listed} She is blind in one eye since the filler") >= {"vision"}
    assert "vision" in kinds("Signed consent. Blind in one eye.")


@pytest.mark.parametrize(
    "text",
    [
        "New slide on the ophthalmic artery and why vision loss follows",
        "Mock board exam: stridor after hyaluronidase, answer C (adrenaline IM)",
        "The authors found 12 with blindness among 190 published cases.",
        "Fridge audit May:\n- EpiPen x2\n- nitro paste, exp 08",
        "Anaphylaxis drill went well: 2 min from 'she's collapsed!' to the box. The cleaner played the patient.",
        "How do you word it in your leaflet that anaphylaxis is possible?",
        "He had read about strokes. Examined at once: all normal.",
    ],
)
def test_what_is_only_written_of_is_no_sign_until_somebody_has_it(text: str) -> None:
    assert kinds(text) == set()
    assert kinds(f"{text} And now her lip is dusky after filler.") >= {"vascular_occlusion"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Never had a course on anaphylaxis and here it is", "anaphylaxis"),
        ("During the workshop a vascular occlusion, hyalase in", "vascular_occlusion"),
        ("Training day. Vision loss after glabella filler.", "vision"),
        ("Course of antibiotics, sepsis anyway", "spreading_infection"),
        ("the slide says VO, mine has it on the left cheek", "vascular_occlusion"),
        ("Slide 12, anaphylaxis: BP 70/40 at 14:10", "anaphylaxis"),
        ("Not a drill, she collapsed", "airway"),
        ("She had read about strokes. Now her left arm is weak, they say all normal", "neurological"),
    ],
)
def test_a_course_or_a_slide_clears_nothing_that_may_be_happening(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Worried about vascular occlusion of the lip, everything normal until now", "vascular_occlusion"),
        ("She is worried about vision loss since filler, pupils all normal", "vision"),
        ("She is scared of stroke since botox, false alarm before", "neurological"),
        ("Asked about vascular occlusion, my exam normal but she has pain", "vascular_occlusion"),
        ("The speaker had anaphylaxis", "anaphylaxis"),
        ("Attendees: anyone with hyal, vascular occlusion", "vascular_occlusion"),
        ("Vascular occlusion in progress, video here", "vascular_occlusion"),
        ("Video: vascular occlusion lip, hyal dose?", "vascular_occlusion"),
        ("Sending video of blanching lip, vascular occlusion?", "vascular_occlusion"),
        ("Anaphylaxis after lidocaine cream, any video of epi injection?", "anaphylaxis"),
        ("Training: vision loss after glabella filler. Help", "vision"),
        ("Training: vision loss after glabella filler?", "vision"),
        ("Webinar: anaphylaxis, dose of adrenaline", "anaphylaxis"),
        ("Which article is best: vascular occlusion of lip at 3 hours", "vascular_occlusion"),
        ("Vascular occlusion, need list of hospitals", "vascular_occlusion"),
        ("Anyone have the list of hyal doses: vascular occlusion lip", "vascular_occlusion"),
        ("Vascular occlusion from filler, cheaper supplier, nose", "vascular_occlusion"),
        ("Kit: anaphylaxis and no EpiPen", "anaphylaxis"),
        ("Order of events: lidocaine, seizure, cardiac arrest", "neurological"),
        ("Course of symptoms: anaphylaxis, collapse", "anaphylaxis"),
        ("Photo attached, she cannot see out of the left eye, please phone", "vision"),
        ("Picture of the lip attached, patient can't see, phone is on", "vision"),
        ("Consent includes blindness. If someone can help: can't see after filler", "vision"),
        ("Lip grey and cold since the morning, she has melasma", "vascular_occlusion"),
        ("Nose blue and cold, angioma lasered last year", "vascular_occlusion"),
        ("Pigment is white at the nasal tip after filler, hurts", "vascular_occlusion"),
        ("Blue pigment at lip after filler", "vascular_occlusion"),
        ("filler in lip, freckles with pale lip", "vascular_occlusion"),
        ("Reaction to lidocaine: hives and faint", "anaphylaxis"),
        ("Rash and swelling reaction to lidocaine so faint", "anaphylaxis"),
        ("A faint: hives after lidocaine", "anaphylaxis"),
        ("Hives after lidocaine, a faint, BP 80", "local_anaesthetic_toxicity"),
        ("Faint pulse after lidocaine", "local_anaesthetic_toxicity"),
    ],
)
def test_what_may_be_a_call_for_help_is_a_sign_whatever_words_stand_beside_it(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_a_collapse_is_part_of_what_explains_it() -> None:
    assert kinds("she collapsed in reception") == {"airway"}
    assert kinds("hives after hyaluronidase, she collapsed in reception") == {"anaphylaxis"}
    assert kinds("hives after hyaluronidase, she collapsed and is not breathing") == {"anaphylaxis", "airway"}


@pytest.mark.parametrize(
    ("thing", "somebody"),
    [
        (
            "the screen has gone dusky, all filler bookings moved",
            "the screen froze, her lip has gone dusky blue",
        ),
        ("her melasma looks mottled on the lip", "melasma treated, her lip looks mottled"),
        ("known livedo since childhood", "known livedo since childhood, but a dusky lip after filler"),
        ("venous lake went grey on the lip", "filler in the lip, it went grey"),
        ("the pigment is white on the lip", "filler yesterday, the pigment is white on the lip"),
        ("tip of the handpiece turned black", "tip of the nose turned black"),
        ("vessel goes dusky then disappears, ala", "vessel goes dusky after filler, ala"),
        (
            "bruise blanches and refills at once",
            "blanches and refills at once at the edge, tip stays white after filler",
        ),
        ("the aiming beam went blind", "the aiming beam went blind, she sees nothing on the left"),
        ("the ceiling lights are so dim", "the ceiling lights are so dim to her left eye"),
        ("I can't see fine vellus hair", "I can't see fine vellus hair since the flash"),
        ("our diode chokes above 10 Hz", "she chokes beside the diode"),
        ("the chiller suffocates in the corner", "patient suffocating while the chiller runs"),
        ("articulated arm can't be moved", "articulated arm fell, her arm can't be moved"),
        ("my arm is heavy and tired after two backs", "my arm is suddenly heavy after two backs"),
        ("my hand is numb from the handpiece", "my hand is numb and my mouth hangs, handpiece dropped"),
        ("TCA in feathery strokes past the edge", "strokes after TCA at the edge of the face in two patients"),
        ("gasps of delight at the photos", "she gasped with delight, then gasped for air"),
        ("camera tripod, ring flash", "she is in tripod position"),
        ("I numb the lip with a block", "I numbed the lip with a block, now her ears are ringing, lidocaine"),
        ("eyelid swollen, opens fully, vision normal", "eyelid swollen, vision normal before, now blurred"),
        ("vision normal on both sides", "vision 20/20 before, 20/200 now"),
        ("he could not stand it", "he cannot stand on the left leg"),
        ("the room went dark, generator on", "the room went dark on her left side, generator off"),
        ("we lost power in the building", "she lost power in her arm in our building"),
        ("the lip liner turned black", "the lip turned black"),
        ("laser room, black curtain at the door", "drape fire during CO2, laser room"),
        ("the lamp is weak", "the lamp exploded and went dark"),
        ("strokes of 15 mm, overlapping", "stroke after 1 ml, 5 mm from the orbit"),
        ("acne unresponsive to three sessions", "she was unresponsive to voice between two sessions"),
        ("gasping for a coffee", "gasping, the coffee went into her windpipe"),
        ("ears ringing from the concert", "45 years old, ears ringing after tumescent"),
        ("who keeps lipid emulsion in stock", "lipid emulsion running, taken from stock"),
        ("breathless on the stairs, long standing", "breathless on the stairs since the filler"),
        ("a peel for eyelid creases", "the peel ran into her eye"),
        ("fainted, pale, up in a minute", "fainted and struck her head"),
        ("fainted at school, hit her head", "a girl of twenty fainted in the chair, hit her head"),
        ("no shortness of breath or throat tightness", "shortness of breath or throat tightness"),
        ("used some lidocaine with epi", "used lidocaine and she collapsed, epi in"),
        ("blanching of the vein is the endpoint", "blanching and a seizure at the endpoint"),
        ("the rep is unresponsive to emails", "rep collapsed in my room"),
        ("the screen is black and unresponsive", "the screen went black and she collapsed"),
    ],
)
def test_a_sign_is_known_by_what_it_is_told_of(thing: str, somebody: str) -> None:
    assert kinds(thing) == set()
    assert kinds(somebody)


def test_what_has_to_be_near_does_not_count_denied() -> None:
    assert kinds("seizure on the table after lidocaine") == {"neurological", "local_anaesthetic_toxicity"}
    assert kinds("seizure on the table, no lidocaine used") == {"neurological"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nose tip went dusky", {"vascular_occlusion"}),
        ("nose tip went dusky, she sees double", {"vascular_occlusion", "vision"}),
        ("nose tip has gone black after the cautery, eschar", {"necrosis"}),
        ("nose tip has gone black after filler, eschar", {"necrosis", "vascular_occlusion"}),
    ],
)
def test_a_colour_is_an_occlusion_where_something_was_injected_or_nothing_else_explains_it(
    text: str, told: set[str]
) -> None:
    assert kinds(text) == told


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
    assert kinds("vísion—lòst") == {"vision"}


def test_every_kind_has_a_name_and_enough_wordings() -> None:
    named = {kind.key: kind.name for kind in urgent_catalogue().kinds}
    assert set(named) == set(WORDINGS)
    assert all(named.values())
    for kind in ("vision", "vascular_occlusion", "anaphylaxis", "airway", "neurological"):
        assert len(WORDINGS[kind]) >= 25


def test_an_ordinary_message_is_not_looked_at_further() -> None:
    assert not may_be_urgent("Lovely result on the underarms, 18 mm at 16 J, thank you all and see you on Tuesday" * 4)


SENTENCES = [text for texts in (*WORDINGS.values(), *ROUNDABOUT.values()) for text in texts] + EVERYDAY + CLEARED


@given(st.lists(st.sampled_from(SENTENCES) | st.text("aeio nrst,.?'’éîﬁ—\u200b\u0301\n", max_size=12), max_size=4))
def test_the_first_look_misses_nothing(parts: list[str]) -> None:
    text = " ".join(parts)
    assert may_be_urgent(text) or not signs_in(fold(text).words)


@pytest.mark.parametrize("part", ["urgent", "more_urgent", "developed", "clean"])
def test_the_first_look_misses_nothing_in_the_labelled_messages(part: str) -> None:
    texts = [message.text for message in messages_of(part)]
    assert [text for text in texts if signs_in(fold(text).words) and not may_be_urgent(text)] == []


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    for found in urgent_signs(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
