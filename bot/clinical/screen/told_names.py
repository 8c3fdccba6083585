"""Names that nothing announces, where the sentence tells of a patient: "Kavita is back with stripes on her shins".

A name is believed by what the sentence says of it: that something of the skin is theirs, that they came, that they were
treated. It is a colleague's where the sentence speaks of advice, of talks or of patients in the plural.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import name_from
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import date_words, name_words, place_words

_PRONOUNS: Final = listed("she he her his him hers herself himself shes hes shed hed")
_COLLEAGUES: Final = listed(
    "thanks thank thx ty cheers agree agreed agrees colleague colleagues dr prof nurse rep trainer trained trains "
    "training "
    "teach teaches taught webinar webinars talk talks lecture lectures slides paper papers study studies book chapter "
    "protocol protocols recipe advice trick tricks pearl pearls recommends recommended recommend suggests suggested "
    "suggest says said uses prefers preferred runs wrote writes posted posts shared shares showed shows demonstrated "
    "presented presents presenting published author authors et al speaker speakers host hosts clinic clinics practice "
    "office team staff patients pts clients cases colleague credits minutes engineer distributor sales manager owner "
    "np rn pa md mbbs phd bsc dermatologist surgeon meeting congress conference workshop course faculty panel "
    "moderator "
    "members member group channel thread quoted quote asks recommended loan demo meta sign sheet spreadsheet mentioned "
    "mentions explained explains taught according per swears fellow resident intern assistant therapist aesthetician "
    "injector technician receptionist"
)
_ADDRESSED: Final = listed("you your youre youve u ur yours yall")
_TO_COLLEAGUES: Final = listed("dr drs prof professor hi hello hey dear by our ask cc my thanks thank")
_TREATED: Final = listed(
    "treated treating treat lasered injected zapped retreated peeled microneedled burned burnt numbed consented did "
    "reviewed examined assessed "
    "tattooed booked rebooked shaved cooled shot photographed biopsied referred dismissed refunded saw seen seeing"
)
_GREETINGS: Final = listed("hi hello hey dear morning evening")
_MET: Final = listed("spoke texted phoned emailed rang called messaged spoken talked chatted")
_AFTER_MET: Final = listed("to with")
_ABOUT: Final = listed("for on with about re regarding of is was that like from remember remembers")
_PLACES_BEFORE: Final = listed("in at near san santa st saint los port mt mount via around outside across")
# What somebody under a laser does and has done to them; a colleague says, uses and recommends.
_PATIENTS_VERBS: Final = listed(
    "is was has had got gets came comes returned returns wants wanted needs needed loved loves hated hates tolerated "
    "complained complains developed blistered burned burnt healed peeled crusted scarred swelled flared cried screamed "
    "fainted called rang phoned emailed texted asked looks looked felt feels went goes kept keeps noticed lost grew "
    "started stopped finished flew drove walked responded improved relapsed purged scratched picked forgot skipped "
    "never still just now finally bruised reacted presented underwent received completed cleared cancelled canceled "
    "turned tanned signed refused declined did didnt doesnt wasnt isnt hasnt hadnt cant couldnt wont ended lives "
    "missed cancels "
    "sent brought booked moved will would"
)
# Of these verbs only a person is the subject.
_PERSONS_VERBS: Final = listed(
    "wants wanted loved loves hated hates came asked rang called texted emailed phoned complained complains tolerated "
    "flew drove walked cried screamed fainted noticed scratched picked forgot skipped insists insisted swore consented "
    "begged refused declined returned"
)
_NO_NAMES: Final = listed(
    "husband mum mom mummy everyone everybody somebody nobody anybody someone parents family makeup sunscreen "
    "mr mrs ms miss mme mlle kyria kyrios smt shri sir dame lady madam madame"
)
# What somebody under a laser feels, and about what; a colleague likes a paper, and asks about a treatment.
_BORE: Final = listed(
    "liked enjoyed loved hated hates disliked preferred felt tolerated wanted needed wasnt didnt couldnt barely hardly"
)
_BORNE: Final = listed(
    "ice icepack cooling cryogen dcd spray air cream emla lmx numbing gel session sessions pass passes pulses shots "
    "treatment hurt hurts pain painful pinch pinching sting stinging zaps snapping heat warmth smell peel peeling "
    "shave shaving downtime redness crusting swelling burning tingling itch itching felt"
)
_BEARING_WITHIN: Final = 7  # words from a verb to what was borne
# What only befalls whoever is treated.
_BEFALLS: Final = listed(
    "blistered burned burnt fainted peeled crusted scarred flared swelled bruised tolerated reacted healed cried "
    "screamed relapsed purged cleared complained complains consented responded"
)
_FARED: Final = listed("did does is was looks looked feels felt doing")
_HOW: Final = listed(
    "well great fine badly ok okay poorly brilliantly clear happy unhappy furious thrilled delighted upset sore"
)
_TOLD: Final = listed("told warned reassured started put injected")
_TOLD_TO: Final = listed("to not on with")
_SESSIONS: Final = listed("session sessions")
_PEOPLES: Final = ("ans", "ese", "ics")  # "Koreans"
_COMES: Final = listed("is was be am are come comes came get got gets call called rang go went sent")
_GAVE: Final = listed("gave prescribed")
_A_THING: Final = listed("a an the my our his her their some credit feedback this that it all one two")
# What a colleague has of a complaint: "Sanjay's acne protocol", "Kirsten's nose trick for KTP".
OF_THE_CRAFT: Final = listed(
    "settings setting protocol protocols recipe paper papers scale classification technique method formula cream trick "
    "tricks series study talk lecture chapter rule criteria sign handpiece tip tips laser machine course slide slides "
    "video table question advice approach algorithm post idea trial data clinic model card stack scheme regimen "
    "cocktail device review"
)
_PARTS: Final = listed("tip tips handpiece scanner lamp firmware demo")
_MACHINES: Final = listed(
    "laser lasers machine machines scanner handpiece tip tips lamp unit clinic practice slides console platform system "
    "staff team nurse nurses rep colleague device devices"
)
_FAULTS_WITH: Final = tuple(
    [fault, link]
    for fault in ("issue", "issues", "problem", "problems", "error", "fault", "trouble", "alarm", "code")
    for link in ("with", "on", "in")
)
_WRITER: Final = listed("i we id ill ive wed")
_ALSO_EVERYDAY: Final = listed(
    "after age and area at body by contact exposure first for late laser light missed mistake non not of open out over "
    "photo poor post quality room settings site spot still sun to treated treatment up user went white in on with the "
    "a an no or from as than line lines fine onset is it her did could got last like see show then took small down "
    "firm code cold local slow broke error weeks say seeing blew think numb wont fault hard going doie score skip tag"
)
# What a colleague takes on: "Anna will send her scheme".
_TAKES_ON: Final = listed("send share post present prepare circulate write draft summarise summarize organise organize")
_THEIR: Final = listed("her his")
_HAVE: Final = listed("had has got gets needs finished started completed missed lost cancelled stopped loves")
_IN_THE_CHAIR: Final = listed(
    "in back for on today yesterday again who whose with come coming over booked tomorrow next"
)
_WHEN: Final = listed("today yesterday again monday tuesday wednesday thursday friday last twice tonight")
_LEADS: Final = listed(
    "so and but then yesterday today tonight now also btw fyi ok okay update well last this week month year night "
    "morning my poor dear little luckily sadly apparently since unfortunately fortunately on in monday tuesday "
    "wednesday thursday friday saturday sunday re case pt as"
)
_AFTER_LIST_NAME: Final = LatePattern(r"(?: [A-Z]\.?)? ?(?::|-|=|\()[ ]?")
_LINE_LEAD: Final = LatePattern(r"(?:^|\n|[.;,] )[ ]?(?:\d{1,2}[.)]|[-*•])? ?$")
_PARTICULARS: Final = LatePattern(
    r",? ?\(?(?:(?:dob|d\.o\.b|born|b\.|mrn|nhs|ssn|tel|ph|mob|phone|mobile|cell)\b|\d{1,2}[./-]\d{1,2}[./-](?:19|"
    r"20)?\d\d\b|"
    r"\+\d{2}|0\d{3,}|\(0?\d{3}\))"
)
_SKIN_TYPE: Final = LatePattern(
    r"(?:, | \()(?:(?:skin )?type|fst|fitz(?:patrick)?|phototype) ?(?:i{1,3}|iv|vi?|[1-6])(?=[,;.)\n]|$)"
)
_REACH_AFTER: Final = 10
SKIN: Final = listed(
    "skin face melasma legs leg bikini lip lips chin cheek cheeks scar scars acne rosacea tattoo tattoos veins vein "
    "pih "
    "burn burns blister blisters hair mole moles lesion lesions nevus neck chest back arm arms hand hands underarms "
    "axilla axillae forehead nose ear ears scalp beard shins calves thighs shoulder shoulders brow jaw jawline "
    "upper full half spots crusts crust scabs pain swelling redness erythema hyperpigmentation hypopigmentation "
    "session sessions downtime biopsy histology ink freckles angiomas keloid keloids areola result results photos "
    "lentigines birthmark wounds wound infection herpes pws stripes stripe streaks welts nodules nodule droop glabella "
    "masseter masseters tear temples jowls frosting toenails forearm forearms lid lids eyelid eyelids ulcer wrist "
    "ankle ankles knee knees elbow elbows thigh armpit armpits toe toes finger fingers abdomen"
)


def is_told_of(passage: Passage, name: Hit) -> bool:
    """Whether the sentence tells of this common first name as of a patient."""
    first, last = passage.word_at(name.start), passage.word_at(name.end - 1)
    if passage.has(first - 1, _PLACES_BEFORE) or passage.has(first - 1, _TO_COLLEAGUES):
        return False
    start, stop = passage.sentence_around(first, last)
    first_named = _first_of_row(passage, first)
    before, after = _before(passage, start, first_named), passage.words[last + 1 : stop]
    if _has_skin_of_their_own(after[:_REACH_AFTER]):
        return True
    if not _COLLEAGUES.isdisjoint(before) or not _COLLEAGUES.isdisjoint(after[:_REACH_AFTER]):
        return False
    if has_machine_of_their_own(after[:_REACH_AFTER]):
        return False
    if _is_greeted(passage, first, last, after) or (after[:1] == ["will"] and after[1:2] and after[1] in _TAKES_ON):
        return False
    if _PARTICULARS.match(passage.lower, name.end):
        return True
    near = after[:_REACH_AFTER]
    if (before and before[-1] in _TREATED) or (len(before) > 1 and before[-1] in _AFTER_MET and before[-2] in _MET):
        return True
    if not near:
        return bool(before) and before[-1] == "on" and "update" in before
    if _is_list_of_patients(passage, first, last) and near[0] not in name_words().devices:
        return _tells_of_skin(near)
    if near[0] in SKIN - _SESSIONS and passage.gap(last + 1) == " " and OF_THE_CRAFT.isdisjoint(near[:3]):
        return True  # "10am Halima legs 24 J"
    if before and before[-1] in _GAVE and near[0] not in _A_THING:
        return True  # "gave Oksana clobetasol"
    tells_of_skin = _tells_of_skin(near)
    if before and before[-1] in _TOLD and near[0] in _TOLD_TO and tells_of_skin:
        return True
    if passage.has(first, place_words().cities) and _PRONOUNS.isdisjoint(near):
        return False
    if near[0] in _BEFALLS or (near[0] in _FARED and near[1:2] and near[1] in _HOW):
        return True
    if before and before[-1] == "for" and near[0] in _WRITER:
        return True  # "For Zeynabou I went down to 20 J"
    if (near[0] in _BORE or near[:2] == ["did", "not"]) and not _BORNE.isdisjoint(near[1:_BEARING_WITHIN]):
        return True
    if _SKIN_TYPE.match(passage.lower, name.end):
        return True
    is_subject = near[0] in _PATIENTS_VERBS or near[0] in _PRONOUNS or near[0] == "who"
    is_object = bool(before) and before[-1] in _ABOUT
    tells = not _PRONOUNS.isdisjoint(near) or not _PRONOUNS.isdisjoint(passage.words[stop : stop + 1])
    if is_subject or is_object:
        return tells or tells_of_skin
    return tells and len(before) < 4


def _has_skin_of_their_own(words: list[str]) -> bool:
    """ "showed me his scars"."""
    return any(word in _THEIR and following in SKIN for word, following in pairwise(words))


def has_machine_of_their_own(words: list[str]) -> bool:
    """ "had her second laser serviced", "with her Halo scanner": a colleague."""
    if not _PARTS.isdisjoint(words[:6]):
        return True
    return any(
        word in _THEIR
        and (
            not _MACHINES.isdisjoint(words[place + 1 : place + 3])
            # "had the same issue with her Halo"
            or (
                words[max(0, place - 2) : place] in _FAULTS_WITH
                and not name_words().devices.isdisjoint(words[place + 1 : place + 2])
            )
        )
        for place, word in enumerate(words)
    )


def _tells_of_skin(words: list[str]) -> bool:
    """Whether a place on the skin or a complaint is told of: "is back from Rabat" tells of none."""
    for place, word in enumerate(words):
        is_no_place = word == "back" and place and words[place - 1] in _COMES
        if (word in SKIN and not is_no_place) or is_of_medicine(word):
            return True
    return False


def _first_of_row(passage: Passage, first: int) -> int:
    """The first of the names that this one is the second of: "Anna and Maria", "Anna, Maria"."""
    while passage.is_one_of(first - 1, "and", "n", "&") and passage.has(first - 2, name_words().given):
        first -= 2
    return first


def _before(passage: Passage, start: int, first: int) -> list[str]:
    """The words before the name in its sentence, without "Hi team,"."""
    words = passage.words[max(start, first - _REACH_AFTER) : first]
    return words[2:] if words[:1] and words[0] in _GREETINGS else words


def is_of_medicine(word: str) -> bool:
    """Of the words of complaints, those that a colleague's sentence has as well say nothing: "for", "settings"."""
    return name_shapes.is_medical(word) and word not in _ALSO_EVERYDAY


def is_patients_thing(passage: Passage, last: int) -> bool:
    """ "Rosalind's port wine stain", where "Sanjay's acne protocol" is a colleague's."""
    following = passage.words[last + 1 : last + 5]
    if "at" in following and not _SESSIONS.isdisjoint(following):
        return False  # at a congress
    if not following or not _COLLEAGUES.isdisjoint(following) or not OF_THE_CRAFT.isdisjoint(following):
        return False
    return any(map(is_of_medicine, following[:2])) or not SKIN.isdisjoint(following[:2])


def unknown_subject(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Zeynabou had her second session": no common name, but what else would have her session."""
    if not passage.has(index - 1, _HAVE) and _PERSONS_VERBS.isdisjoint(
        passage.words[max(0, index - _REACH_AFTER) : index]
    ):
        return  # before the sentences are looked for, which takes longest
    start, _ = passage.sentence_around(index, index)
    first = start
    while first < index and passage.has(first, _LEADS):
        first += 1
    if index - first > _REACH_AFTER or not passage.is_capital(first):
        return
    name = name_from(passage, first, name_shapes.is_new)
    if name is None or passage.has(first, date_words().person | _NO_NAMES):
        return
    last = passage.word_at(name.end - 1)
    if last >= index or passage.gap(last + 1) != " " or not _COLLEAGUES.isdisjoint(passage.words[first : index + 6]):
        return
    if has_machine_of_their_own(passage.words[last + 1 : last + _REACH_AFTER]):
        return
    is_theirs = passage.has(last + 1, _HAVE) and index == last + 2
    if is_theirs or (passage.has(last + 1, _PERSONS_VERBS) and index <= last + _REACH_AFTER):
        yield name


def in_the_chair(passage: Passage, index: int) -> Iterator[Hit]:
    """ "I had Zeynabou in for an hour", "we had Zeynabou back"."""
    if not passage.is_one_of(index - 1, "i", "we", "ive", "weve", "just") or not passage.is_capital(index + 1):
        return
    name = name_from(passage, index + 1, name_shapes.is_new)
    if name is not None and passage.has(passage.word_at(name.end - 1) + 1, _IN_THE_CHAIR):
        yield name


def befallen(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Zeynabou fainted", "my ten o'clock, Zeynabou, blistered"."""
    if not passage.is_capital(index - 1) or passage.gap(index) not in (" ", ", "):
        return
    if passage.has(index - 1, SKIN | date_words().person | _NO_NAMES):
        return
    name = name_from(passage, index - 1, name_shapes.is_new)
    if name is not None:
        yield name


def after_treated(passage: Passage, index: int) -> Iterator[Hit]:
    """ "I lasered Zeynabou on Monday and she has marks"."""
    if not passage.is_capital(index + 1) or passage.gap(index + 1) != " ":
        return
    name = name_from(passage, index + 1, name_shapes.is_new)
    if name is None or passage.words[index + 1].endswith(_PEOPLES):
        return
    last = passage.word_at(name.end - 1)
    _, stop = passage.sentence_around(index, last)
    following = passage.words[last + 1 : stop]
    if following[:1] in (["at"], ["in"]) and passage.is_capital(last + 2):
        return  # "I saw her colleague in Vancouver, she injects": a speaker, at a congress
    is_told = following[:1] in (["with"], ["for"]) and any(
        each[0].isdigit() or is_of_medicine(each) for each in following[1:4]
    )
    is_told = is_told or not _PRONOUNS.isdisjoint(following[:_REACH_AFTER]) or (following[:1] and following[0] in _WHEN)
    if is_told and _COLLEAGUES.isdisjoint(following):
        yield name


def _is_greeted(passage: Passage, first: int, last: int, after: list[str]) -> bool:
    """ "Maria, what do you use?", and a signature."""
    gap, start = passage.gap(last + 1), passage.starts[first]
    if not after and passage.lower[max(0, start - 2) : start].strip() in (",", "-", ""):
        return True
    return gap[:1] in (",", "!", "?") and not _ADDRESSED.isdisjoint(after[:_REACH_AFTER])


def _is_list_of_patients(passage: Passage, first: int, last: int) -> bool:
    """ "1) Helen - brown spots gone", "Lucy: chest"."""
    start, end = passage.starts[first], passage.ends[last]
    opens = _LINE_LEAD.search(passage.lower, max(0, start - 6), start) is not None
    return opens and _AFTER_LIST_NAME.match(passage.cased, end) is not None


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield listed("her his she he hers shes hes"), unknown_subject
    yield listed("had have"), in_the_chair
    yield listed("tolerated fainted cried screamed complained consented blistered"), befallen
    yield _TREATED - {"did", "cooled", "shot", "shaved"}, after_treated
