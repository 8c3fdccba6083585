"""What makes a patient of whoever is named: an age or a number, what befell their skin, what is done for them.

The questions, from the surest to the weakest: `is_plainly_a_patient` holds whatever else is said, `is_surely_told_of`
in a sentence about work as well, `is_told_of` only where `colleagues` knows nothing of them.
"""

from __future__ import annotations

from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import is_medical
from bot.clinical.screen.passage import REACH, Name, Passage, listed
from bot.clinical.screen.vocabulary import colleague_words, name_words

PRONOUNS: Final = listed("she he her his him hers herself himself shes hes shed hed")
_ABOUT: Final = listed("for on with about re regarding of is was that like from remember remembers")
SOMEBODY: Final = listed("she he")
THEIR: Final = listed("her his")
OF_THEM: Final = SOMEBODY | THEIR
# What only befalls whoever is treated.
BEFALLS: Final = listed(
    "blistered burned burnt fainted peeled crusted scarred flared swelled bruised tolerated reacted healed cried "
    "screamed "
    "καηκε πρηστηκε κοκκινισε ματωσε λιποθυμησε relapsed purged cleared complained complains consented responded"
)
# Of these verbs only a person is the subject.
PERSONS_VERBS: Final = listed(
    "wants wanted loved loves hated hates came asked rang called texted emailed phoned complained complains tolerated "
    "flew drove walked cried screamed fainted noticed scratched picked forgot skipped insists insisted swore consented "
    "begged refused declined returned"
)
# What somebody under a laser does and has done to them; a colleague says, uses and recommends.
PATIENTS_VERBS: Final = (
    BEFALLS
    | PERSONS_VERBS
    | listed(
        "is was has had got gets comes returns needs needed developed looks looked feels felt went goes kept keeps "
        "waits sits asks wonders worries "
        "lost grew started stopped finished improved never still just now finally presented underwent received "
        "completed cancelled canceled turned tanned signed did didnt doesnt wasnt isnt hasnt hadnt cant couldnt wont "
        "ended lives missed cancels sent brought booked moved will would"
    )
)
FARED: Final = listed("did does is was looks looked feels felt doing")
HOW: Final = listed(
    "well great fine badly ok okay poorly brilliantly clear happy unhappy furious thrilled delighted upset sore"
)
_COMES: Final = listed("is was be am are come comes came get got gets call called rang go went sent")
_ALSO_EVERYDAY: Final = listed(
    "pick "
    "after age and area at body by contact exposure first for late laser light missed mistake non not of open out over "
    "photo poor post quality room settings site spot still sun to treated treatment up user went white in on with the "
    "a an no or from as than line lines fine onset is it her did could got last like see show then took small down "
    "so one every long port firm code cold local slow broke error weeks say seeing blew think numb wont fault hard "
    "cooling toning fractional massage observation waited iced dressing silicone ta asa led "
    "passed passes calibration rest fire film make paper shut plume track device calm caught cm "
    "confetti dark degree dot double effect fat flash grid handpiece iris lake month months pin rectangle refill "
    "remains shallow shows square thread tiny trouble warm wine wrong yeast cafe lait cap contour heavy feel closed "
    "broken tissue toxin sign since too ml 1ml 2ml needles pins tone formation formed proportion lasting lags rolling "
    "rescue gross generalized induced excessive difficult delayed previous unexpected unwanted suspected incorrect "
    "misfire misfiring compromise stimulation migration migrated strip kit graph prints imprint circles flip "
    "dragged bio booster neutralizing irregularity ignited ignition filled fluid partial spread stain thickness "
    "malfunction agony smile bags tram campbell morgan prior won't wont "
    "going doie score skip tag cherry lost permanent reduction patients pts clients left complains complicated "
    "surrounding cannot liquid loose response secondary surgical "
    "back base beetroot black bubbles butter came cells chair chalk chamber chipmunk close coin deeper duck everywhere "
    "filter gone grey grin had halfway hasnt hole instead just lobster lopsided metallic mm muddy off patch punched "
    "roaring shades shelf slid stark stick stop taste tongue "
    "above alight all bianca blanca blanche blue cloudy completely dead eaten everything fires froze hot into itself "
    "jack lens lights mid moth orange piano plan returned screen sees surface surprised there tide tint tub two u "
    "under whatsoever woods "
    "backs band beads cheese coffee colour coloured cottage daylight eyes green kept moons nearly pink positive purple "
    "queme seeds shade shiny slits smell stool string third tight water watery were woke"
)
# "Anna Example, FST II", "Anna is the redhead, FST I".
SKIN_TYPE: Final = LatePattern(
    r"(?: is (?:the|a|my|our) [a-z -]{3,24}?)?"
    r"(?:, | \()(?:(?:skin )?type|fst|fitz(?:patrick)?|phototype) ?(?:i{1,3}|iv|vi?|[1-6])(?=[,;.)\n]|$)"
)
SKIN: Final = listed(
    "skin face melasma legs leg bikini lip lips chin cheek cheeks scar scars acne rosacea tattoo tattoos veins vein "
    "pih "
    "burn burns blister blisters hair mole moles lesion lesions nevus neck chest back arm arms hand hands underarms "
    "axilla axillae forehead nose ear ears scalp beard shins calves thighs shoulder shoulders brow jaw jawline "
    "upper full half spots crusts crust scabs pain swelling redness erythema hyperpigmentation hypopigmentation "
    "session sessions downtime biopsy histology ink freckles angiomas keloid keloids areola result results photos "
    "lentigines hypopig hyperpig "
    "birthmark wounds wound infection herpes pws stripes stripe streaks welts nodules nodule droop glabella "
    "masseter masseters tear temple temples jowl jowls frosting toenails forearm forearms lid lids eyelid eyelids "
    "ulcer wrist ankle ankles knee knees elbow elbows thigh armpit armpits toe toes finger fingers abdomen "
    "demangeaisons brulure brulures cloques croutes rougeur rougeurs "
    "angiome angiomes seance couperose cicatrice cicatrices oozing oozes pus itchy itching bleeding"
)
# What is done with a patient and to one, beside what the skin and the medicine say.
_OF_PATIENTS: Final = listed(
    "treat treated treating cancels booked rebooked appt appointment cancelled canceled reschedule rescheduled "
    "refund deposit texted emailed phoned rang messaged consented pics pic picture pictures "
    "photo photos selfie selfies tan tanned lasered came cried fainted blistered burned burnt peeled healed "
    "tolerated bruised reacted swelled crusted returned bikini legs underarms lips tx tx2 tx3 tx4 session complains "
    "complained numbing ice emla smell hurt hurts pain felt crusting pregnant breastfeeding wants pt patient client "
    "name file chart toning dob mrn hairs ingrown ingrowns"
)
OF_OTHERS: Final = listed("patients pts clients cases patient pt client people women men")
"""Whom a colleague treats."""
# The same where whoever is named does it or has it, for it is the clinic's as well.
_OF_THE_CLINIC: Final = listed("waiting room consent script ring")
# What is booked under a name: right beside it.
TREATMENTS: Final = listed(
    "botox tox filler fillers lhr peel peels ipl bbl co2 laser fraxel halo moxi morpheus microneedling hifu thermage "
    "hyalase hyaluronidase hylenex prp sculptra hydrafacial toning pico yag alex diode pdl consult consultation"
)
"""What is booked for somebody."""
# Where none of it is said anywhere, a message is of no treatment at all.
_OF_PRACTICE: Final = _OF_PATIENTS | TREATMENTS | listed("before responder nonresponder")
_TREATMENT_WITHIN: Final = 6  # words
_TO_THEM: Final = listed("see examine about on to with for its thats shes hes whos")
_SETTINGS: Final = listed("mm j ms nm mj passes roller")
_PARTICULARS: Final = LatePattern(
    r",?[ \n]?\(?(?:(?:dob|d\.o\.b|born|b\.|mrn|nhs|ssn|tel|ph|mob|phone|mobile|cell)\b|\d{1,2}[./-]\d{1,2}[./-](?:19|"
    r"20)?\d\d\b|"
    r"[\w.+-]+@|<[\w.+-]+@|\+\d{2}|0\d{3,}|\(0?\d{3}\)|\d{3}-\d{3})"
)
_AGE_FOLLOWS: Final = LatePattern(
    r" ?\| ?[1-9]\d ?\||(?:,|\.| is| -|:)? ?\(?(?:aged? |an? |our |now )?\d\d ?(?:-? ?(?:yo|y/?o|yrs?|years?|[fm])"
    r"(?![a-z]| (?:of|in|exp|as|practi|doing|with lasers))|\)|,(?! ?\d)|;|"
    r"[ /]?(?:female|male)\b)"
)
_AGE_BEFORE: Final = LatePattern(
    r"\b\d\d ?-?(?:yo|y/?o|yr old|year[ -]?old)(?: ?[fm])?[ ,:]{1,2}$|\b\d\d ?[fm][ ,:]{1,2}$"
)
_LONGEST_HOUR: Final = 16  # characters, with "my" before it
_HOUR: Final = r"(?:\d{1,2} ?(?:am|pm|o'?clock)|\d{1,2}[:.]\d\d(?: ?(?:am|pm))?)"
_HOUR_OF_MINE: Final = LatePattern(rf",? \(?my {_HOUR}\)?(?![\w.:])")
_MY_HOUR: Final = LatePattern(rf"(?<!\w)my {_HOUR}[ ,:]{{1,2}}$")
_LINE_LEAD: Final = LatePattern(r"(?:^|\n|[.;,] )[ ]?(?:\d{1,2}(?::\d\d)?[.)]?|[-*•])? ?$")
_PATIENT: Final = listed("patient client pt")
_PARTICULAR: Final = listed("dob mrn birthday chart file record card consent")
_SEEN: Final = listed("seeing reviewing")  # "Thank you for seeing Anna Example"
_GAVE: Final = listed("give gave giving prescribed told warned reassured put")
_PLANS: Final = listed(
    "protocol plan settings setting recipe regimen parameters dose course treatment lowered raised dropped reduced"
)
_SUBJECTS: Final = listed("re subject regarding")
_REFERRED: Final = listed(
    "referred referring treated lasered injected retreated burned burnt zapped microneedled numbed shaved "
    "squeezed overtreated undertreated cleared billing billed refunded refunding rebooked rebooking consenting numbing"
)
_SENT: Final = listed("sent referred brought")
_WHEN_OR_HOW: Final = listed("on at today yesterday this last with twice again")
_OF_BODY: Final = listed("gonfle brule pele cloque rougi saigne cicatrise bronze")
_ARTICLES: Final = listed("a an the two some our")
_WRITER: Final = listed("me us")
_FEASTS: Final = listed("wedding birthday honeymoon graduation engagement prom")


def has_particulars(passage: Passage, name: Name) -> bool:
    """Whether a birthday, a number or an address stands right behind the name."""
    return _PARTICULARS.match(passage.lower, passage.ends[name.last]) is not None


def is_plainly_a_patient(passage: Passage, name: Name) -> bool:
    """Whether what stands right beside the name is a patient's alone, whatever they do: an age, a number, a burn."""
    first, last = name.first, name.last
    start, end = passage.starts[first], passage.ends[last]
    if _AGE_FOLLOWS.match(passage.lower, end) or has_particulars(passage, name):
        return True
    if _AGE_BEFORE.search(passage.lower, max(0, start - 24), start):
        return True
    if passage.has(last + 1, FARED) and passage.has(last + 2, HOW):
        return True
    if (passage.has(last + 1, BEFALLS) and not _is_done_to_a_thing(passage, last + 2)) or passage.words[
        last + 1 : last + 3
    ] == ["showed", "up"]:
        return True
    if passage.is_one_of(last + 1, "a") and passage.has(last + 2, _OF_BODY):
        return True  # "Aurélie a gonflé"
    if has_my_hour(passage, name):
        return True
    is_sent = passage.has(first - 1, _WRITER) and passage.has(first - 2, _SENT)
    return is_sent or is_of_a_chart(passage, name) or passage.has(first - 1, _SEEN | _REFERRED)


def has_my_hour(passage: Passage, name: Name) -> bool:
    """Whether a name stands beside the writer's appointment: "Anna (my 2pm)", "my 14:30, Anna,"."""
    start, end = passage.starts[name.first], passage.ends[name.last]
    is_before = _MY_HOUR.search(passage.lower, max(0, start - _LONGEST_HOUR), start) is not None
    return is_before or _HOUR_OF_MINE.match(passage.lower, end) is not None


def _is_done_to_a_thing(passage: Passage, index: int) -> bool:
    """ "burned a tongue depressor", and not "burned the other leg"."""
    return passage.has(index, _ARTICLES) and not tells_of_skin(passage.words[index + 1 : index + 4])


def is_surely_told_of(passage: Passage, name: Name) -> bool:
    """Whether hardly anybody but a patient can be meant by what stands beside the name."""
    first, last = name.first, name.last
    if passage.has(first - 1, _SUBJECTS) and passage.gap(first) in (": ", " - ", " "):
        return True
    if SKIN_TYPE.match(passage.lower, passage.ends[last]):
        return True
    if passage.is_one_of(first - 1, "did") and (
        passage.is_one_of(first - 2, "i", "we") or passage.has(last + 1, _WHEN_OR_HOW)  # "Did Saskia on the day"
    ):
        return True  # "The rep was here while I did Saskia"
    if passage.written(last).endswith("'s") and passage.has(last + 1, _FEASTS) and speaks_of_treatment(passage):
        return True  # "Lovely result for Anna Example's wedding"
    before, after = passage.around(name)
    if _is_planned_for(passage, name, before, after):
        return True
    if not colleague_words().near.isdisjoint(before):
        return False
    following = passage.words[last + 1 : last + 5]
    if not _PATIENT.isdisjoint(following):
        return True  # "names Anna Example as the patient and our intern as the operator"
    near = following[:1] if passage.gap(last + 1) in (" ", ", ") else following[:2]
    return tells_of_skin(near) and colleague_words().near.isdisjoint(following)


def _is_planned_for(passage: Passage, name: Name, before: list[str], after: list[str]) -> bool:
    """ "Protocol for Maria: melasma, 1927", "same settings for Ioanna, axillae 16 J"."""
    is_planned = before[-1:] == ["for"] and not _PLANS.isdisjoint(before[-3:-1])
    theirs = passage.written(name.last).endswith("'s")
    if not is_planned or (theirs and not tells_of_skin(after[:2])):
        return False
    return tells_of_skin(after) or not _SETTINGS.isdisjoint(after) or not TREATMENTS.isdisjoint(after)


def is_of_a_chart(passage: Passage, name: Name) -> bool:
    """ "the chart of Anna says"."""
    return passage.is_one_of(name.first - 1, "of") and passage.has(name.first - 2, _PARTICULAR)


def is_told_of(passage: Passage, name: Name) -> bool:
    """Whether the sentence, or the next where it goes on about them, tells of skin, of a treatment or of a visit."""
    first, last, words = name.first, name.last, passage.words
    before, after = passage.around(name)
    start, stop = passage.sentence_around(first, last)
    if not after and before[-1:] == ["on"] and "update" in before:
        return True
    if first < last or start == first or (before and before[-1] in _TO_THEM):
        after = words[last + 1 : last + 1 + REACH]  # the next sentence goes on about them
    if tells_of_skin(before) or tells_of_skin(after):
        return True
    if not _OF_PATIENTS.isdisjoint(before) or not _OF_PATIENTS.isdisjoint(after):
        return True
    if not _OF_THE_CLINIC.isdisjoint(after) or not _OF_THE_CLINIC.isdisjoint(before):
        is_theirs = (
            (passage.written(last).endswith("'s") and not passage.has(last + 1, _WHEN_OR_HOW))
            or not THEIR.isdisjoint(before + after)
            or passage.is_one_of(first - 2, "room")
        )
        if is_theirs or passage.has(last + 1, PATIENTS_VERBS):
            return True
    if _is_treated(after[:_TREATMENT_WITHIN]) or _is_treated(before[-_TREATMENT_WITHIN:]):
        return True
    if len(words[last]) == 1 and first < last and after and after[0] in name_words().devices:
        return True  # "anna r. vbeam #3"
    beginning = passage.starts[first]
    is_led = _LINE_LEAD.search(passage.lower, max(0, beginning - 8), beginning) is not None
    if (is_led or before[-1:] == ["for"]) and not _SETTINGS.isdisjoint(after):
        return True
    if passage.has(first - 1, _GAVE) and after and after[0] != "that":
        return True
    return _tells_of_somebody(passage, after, words[stop : stop + 3], before)


def _is_treated(words: list[str]) -> bool:
    """Whether a treatment is among them: "the laser key" is none."""
    of_laser = colleague_words().office | colleague_words().craft
    return any(
        word in TREATMENTS and (word != "laser" or of_laser.isdisjoint(words[place + 1 : place + 2]))
        for place, word in enumerate(words)
    )


def is_told_of_skin(passage: Passage, name: Name) -> bool:
    """Whether what follows a name in its sentence tells of skin or a treatment."""
    _, stop = passage.sentence_around(name.first, name.last)
    return tells_of_skin([word for word in passage.words[name.last + 1 : stop] if word.isalpha()])


def tells_of_skin(words: list[str]) -> bool:
    """Whether a place on the skin or a complaint is told of: "is back from Rabat" tells of none."""
    for place, word in enumerate(words):
        is_no_place = (word == "back" and place and words[place - 1] in _COMES) or words[place : place + 2] == [
            "hands",
            "on",
        ]
        if (word in SKIN and not is_no_place) or is_of_medicine(word):
            return True
    return False


def _tells_of_somebody(passage: Passage, after: list[str], next_sentence: list[str], before: list[str]) -> bool:
    """ "asked whether she can", "Maria wants it again. She": what is told of them, and who."""
    is_subject = bool(after) and (after[0] in PATIENTS_VERBS or after[0] in PRONOUNS or after[0] == "who")
    is_object = bool(before) and before[-1] in _ABOUT
    if not speaks_of_treatment(passage):
        return False  # "swore he had the projector" is told of anybody
    return (is_subject or is_object) and not (PRONOUNS.isdisjoint(after) and PRONOUNS.isdisjoint(next_sentence))


def speaks_of_treatment(passage: Passage) -> bool:
    """Whether the message tells of skin, a treatment, a device or a visit anywhere."""
    if passage.of_treatment is None:
        is_of_practice = passage.says(_OF_PRACTICE) or passage.says(name_words().devices)
        passage.of_treatment = is_of_practice or tells_of_skin(passage.words)
    return passage.of_treatment


def is_of_medicine(word: str) -> bool:
    """Of the words of complaints, those that a colleague's sentence has as well say nothing: "for", "settings"."""
    return is_medical(word) and word not in _ALSO_EVERYDAY and not word.isdigit()
