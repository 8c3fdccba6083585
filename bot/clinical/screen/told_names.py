"""Names that nothing announces, where the sentence tells of a patient: "Kavita is back with stripes on her shins".

A name is believed by what the sentence says of it: that something of the skin is theirs, that they came, that they were
treated. It is a colleague's where the sentence speaks of advice, of talks or of patients in the plural.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import name_from
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import colleague_words, date_words, name_words

_PRONOUNS: Final = listed("she he her his him hers herself himself shes hes shed hed")
_PATIENTS: Final = listed("patients pts clients cases")
_TREATED: Final = listed(
    "treated treating treat lasered injected zapped retreated peeled microneedled burned burnt numbed consented did "
    "reviewed examined assessed "
    "tattooed booked rebooked shaved cooled shot photographed biopsied referred dismissed refunded saw seen seeing"
)
_ABOUT: Final = listed("for on with about re regarding of is was that like from remember remembers")
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
# What only befalls whoever is treated.
BEFALLS: Final = listed(
    "blistered burned burnt fainted peeled crusted scarred flared swelled bruised tolerated reacted healed cried "
    "screamed relapsed purged cleared complained complains consented responded"
)
FARED: Final = listed("did does is was looks looked feels felt doing")
HOW: Final = listed(
    "well great fine badly ok okay poorly brilliantly clear happy unhappy furious thrilled delighted upset sore"
)
_PEOPLES: Final = ("ans", "ese", "ics")  # "Koreans"
_COMES: Final = listed("is was be am are come comes came get got gets call called rang go went sent")
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
_ALSO_EVERYDAY: Final = listed(
    "after age and area at body by contact exposure first for late laser light missed mistake non not of open out over "
    "photo poor post quality room settings site spot still sun to treated treatment up user went white in on with the "
    "a an no or from as than line lines fine onset is it her did could got last like see show then took small down "
    "firm code cold local slow broke error weeks say seeing blew think numb wont fault hard going doie score skip tag"
)
# What a colleague takes on: "Anna will send her scheme".
TAKES_ON: Final = listed("send share post present prepare circulate write draft summarise summarize organise organize")
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
SKIN_TYPE: Final = LatePattern(
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
    "masseter masseters tear temples jowl jowls frosting toenails forearm forearms lid lids eyelid eyelids ulcer wrist "
    "ankle ankles knee knees elbow elbows thigh armpit armpits toe toes finger fingers abdomen"
)


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


def tells_of_somebody(after: list[str], next_sentence: list[str], before: list[str]) -> bool:
    """ "asked whether she can", "Maria wants it again. She": what is told of them, and who."""
    is_subject = bool(after) and (after[0] in _PATIENTS_VERBS or after[0] in _PRONOUNS or after[0] == "who")
    is_object = bool(before) and before[-1] in _ABOUT
    return (is_subject or is_object) and not (_PRONOUNS.isdisjoint(after) and _PRONOUNS.isdisjoint(next_sentence))


def is_of_medicine(word: str) -> bool:
    """Of the words of complaints, those that a colleague's sentence has as well say nothing: "for", "settings"."""
    return name_shapes.is_medical(word) and word not in _ALSO_EVERYDAY


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
    if last >= index or passage.gap(last + 1) != " " or _is_of_colleagues(passage.words[first : index + 6]):
        return
    if has_machine_of_their_own(passage.words[last + 1 : last + _REACH_AFTER]):
        return
    is_theirs = passage.has(last + 1, _HAVE) and index == last + 2
    if is_theirs or (passage.has(last + 1, _PERSONS_VERBS) and index <= last + _REACH_AFTER):
        yield name


def _is_of_colleagues(words: list[str]) -> bool:
    """Whether they speak of work, of what a colleague does, or of patients in the plural."""
    known = colleague_words()
    return not (known.near.isdisjoint(words) and known.acts.isdisjoint(words) and _PATIENTS.isdisjoint(words))


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
    if is_told and not _is_of_colleagues(following):
        yield name


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield listed("her his she he hers shes hes"), unknown_subject
    yield listed("had have"), in_the_chair
    yield listed("tolerated fainted cried screamed complained consented blistered"), befallen
    yield _TREATED - {"did", "cooled", "shot", "shaved"}, after_treated
