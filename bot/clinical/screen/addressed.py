"""Whether a name is a colleague's by what is asked of it, or by what it does: "Anna, which tip?", "Kevin says"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.clinical.screen import patients
from bot.clinical.screen.colleagues import REACH_BEHIND
from bot.clinical.screen.led_names import BRANCHES, IN_OR_FROM, TO_ASK, WITH_FIRM
from bot.clinical.screen.passage import REACH, Name, Passage, listed
from bot.clinical.screen.staff import is_called_upon, is_on_a_programme
from bot.clinical.screen.vocabulary import colleague_words, makers, name_words, wavelengths

_ROW: Final = 3  # names
_ACTS_WITHIN: Final = 5  # words
_ASKS: Final = listed("asks asked")
_OF_COLLEAGUES: Final = listed("what how who which us you here in a an about this the")
_US: Final = listed("we anyone anybody others you")
_WHAT_THEY_DO: Final = listed("do use think")
_WOULD: Final = listed("would does did")
_BY_HOW_MUCH: Final = listed("down up lower higher")
_HABITS: Final = listed("likes loves hates prefers uses does swears keeps")
_AND: Final = listed("and or et und και")
_BROKE: Final = listed("cracked broke failed jammed leaks leaked arrived")  # the tip that a colleague bought
_CALLS: Final = listed("call meeting webinar zoom forum thread")
_UNITS: Final = listed("j mm ms nm mj w hz jcm2")
_HOW_OR_NOT: Final = patients.HOW | {"not"}
_HELPING: Final = listed("both still also even now is was always never only will would can could should might has have")
HONOURED: Final = listed("amma garu ji bhai ben behen san hanim bey didi apa")
"""What is said behind a name for respect."""
ASKED: Final = listed(
    "whats hows wheres which when where "
    "you your youre youve u ur yours yall what how why can could do did have are is any please pls we would will shall"
)
_USED: Final = (["used"], ["using"], ["use"])
_VOTES: Final = listed("yes no same")
_SHARES: Final = (["same", "here"], ["who", "else"])
_RUNS: Final = listed("runs leads")
_DOES_WHAT: Final = (["doing"], ["does"])
_SHOWS: Final = listed("shows showed")
_TO_THE_WRITER: Final = (["me"], ["up"])
_WRITERS: Final = listed("i we to")
_OF_A_FIRM: Final = listed("from at of")
_WORKPLACES: Final = listed(
    "service procurement accounts billing insurer lab work clinic hospital university course congress people"
)
_MOST_TO_BRANCH: Final = 5  # "in our Pune branch"
_SENDS: Final = listed("sends circulates mails emails")
_FELLOWS: Final = listed("guy guys man lady girl chap bloke lad boy woman")
_TRADES: Final = listed(
    "sales it delivery service repair desk marketing camera tech reception maintenance billing demo post laser cleaner "
    "cleaning office web website admin finance insurance security courier software support"
)
_YOU: Final = listed("you your youre youve")
# Not what is done to somebody: "did the audit", "does the rota", "gets first go".
_DOES: Final = listed("did does do doing gets got")
_FEWEST_OF_TASK: Final = 2  # words
_TASK_LEADS: Final = listed("the our first my")
_AWAY: Final = listed("sick today tomorrow this until till on next ill monday tuesday wednesday thursday friday")
_ERRANDS_WITHIN: Final = 4  # words
_ASKED_FOR: Final = listed("which what how who about if when where for")
_KNOW: Final = ["to", "know"]
_WISHES: Final = listed("wants wanted needs needed")
_OBJECTS: Final = listed("her him them")
_TURNS_TO: Final = listed(
    "asked asking asks told telling tells rang ringing called calling emailed emailing showed showing warned chasing "
    "drove driving covers covering helped helping"
)
# What a colleague takes on: "Anna will send her scheme".
_TAKES_ON: Final = listed(
    "tell show bring lead teach send share post present prepare circulate write draft summarise summarize organise "
    "organize"
)


def is_addressed(passage: Passage, name: Name) -> bool:
    """Whether it is one of several who work together, somebody asked or quoted, who acts as a colleague, or signs."""
    if name.first == name.last and _is_in_row(passage, name):
        return True
    if is_called_upon(passage, name) or is_on_a_programme(passage, name):
        return True
    if is_of_a_trade(passage, name.first - 1) and not patients.is_told_of_skin(passage, name):
        return True  # "our IT guy Raj blocked the port"
    if passage.has(name.last + 1, HONOURED):
        return passage.has(name.last + 2, ASKED)  # "Rajesh bhai what's the tax"
    if _is_to_be_asked(passage, name):
        return True
    if passage.gap(name.last + 1) != " ":
        return _is_set_apart(passage, name)
    _, after = passage.around(name)
    if not after:
        return False
    behind = _behind_branch(after)
    has_habit = behind is not after and behind[0] in _HABITS
    return has_habit or _is_followed(passage, name, behind[:_ACTS_WITHIN])


def _is_to_be_asked(passage: Passage, name: Name) -> bool:
    """ "if Deepak is in, ask him which filter"."""
    return passage.says(TO_ASK) and any(
        passage.has(place, TO_ASK)
        and passage.has(place + 1, _OBJECTS)
        and passage.has(place + 2, _ASKED_FOR)
        and not passage.has(place - 1, _WRITERS)
        for place in range(name.last + 1, name.last + REACH_BEHIND)
    )


def is_of_a_trade(passage: Passage, fellow: int) -> bool:
    """ "the sales guy", "the Lumenis man", "our IT guy"."""
    return passage.has(fellow, _FELLOWS) and (passage.has(fellow - 1, _TRADES) or passage.has(fellow - 1, makers()))


def _is_set_apart(passage: Passage, name: Name) -> bool:
    """By what stands behind its comma or colon: "Leila, what was", "Tara: yes", "Eva (InMode)", "Yours, Elena"."""
    following, gap = name.last + 1, passage.gap(name.last + 1)
    if gap.strip()[:1] in (",", "!", ":", "?", "–", "—", "-") and gap != "-" and passage.has(following, ASKED):
        # "Anna: did not use sunscreen, PIH" is noted of her
        return gap[:1] in (",", "!", "?") or not patients.tells_of_skin(passage.words[following : following + REACH])
    if gap == ", " and passage.has(following, name_words().given) and passage.has(following + 1, ASKED):
        return passage.gap(following + 1)[:1] in (",", ":")  # "Sam, Ruth: which numbing"
    if gap == ": " and passage.has(following, _VOTES) and passage.gap(following + 1) != " ":
        return True
    if gap == ", " and passage.words[following : following + 2] in _SHARES:
        return True
    if (
        gap == ", "
        and passage.is_one_of(following, "who")
        and passage.has(following + 1, colleague_words().deeds | _RUNS)
        and not (
            patients.is_told_of_skin(passage, name)
            and colleague_words().near.isdisjoint(passage.words[following + 2 : following + 6])  # "runs marathons"
        )
    ):
        return True
    if gap in (" (", ", ") and passage.has(following, makers()):
        return True
    if gap == passage.gap(name.first) == ", " and not _YOU.isdisjoint(passage.around(name)[1]):
        return True  # "There's no nice way to put it, Leila, that CO2 was yours and you"
    # "Elena Example, Milan: "We start at"
    is_quoted = passage.is_capital(following) and "we" in passage.words[following + 1 : following + 5]
    return (gap == ", " and is_quoted) or _ends_letter(passage, name)


def _is_followed(passage: Passage, name: Name, after: list[str]) -> bool:
    """By what it does: "Kevin says", "Tom's 14 J", "Emily will present", "Miguel from Porto asks what"."""
    first, last, known = name.first, name.last, colleague_words()
    if after[0] == "off" or after[:2] == ["is", "off"]:
        return passage.has(last + (2 if after[0] == "off" else 3), _AWAY)  # "Leo's off sick"
    if passage.written(last).endswith("'s"):
        if after[0] in _BROKE:
            return True
        is_called = passage.is_capital(last + 1) and not patients.tells_of_skin(after[:1])  # "Paula's Choice"
        shows = not known.craft.isdisjoint(after) or not known.anywhere.isdisjoint(after[:3])  # "Tom's vein panel"
        return is_called or shows or (after[0].isdigit() and not _UNITS.isdisjoint(after[1:2]))
    if after[0] in known.craft or after[0] == "rf":
        return True
    is_of_a_firm = passage.has(last + 2, name_words().devices) or not _WORKPLACES.isdisjoint(after[1:4])
    if after[0] in _OF_A_FIRM and is_of_a_firm:
        return True
    if after[0] in _SENDS and not known.craft.isdisjoint(after[1:4]):
        return True  # "Fiona sends the calendar file"
    if after[0] in _AND and passage.is_capital(last + 2) and after[1:2] != ["i"]:
        after = after[2:] or after  # "Roberta and Giles will moderate"
    acts = after
    while acts and acts[0] in _HELPING:
        acts = acts[1:]  # "has never seen", "would still use"
    if acts[:1] == ["seen"]:
        return "never" in after  # "has never seen burns", where "Leila seen Monday" is a visit
    if acts[:1] in _USED and acts is not after:  # "has never used a 1927", where "has never used SPF" is told of skin
        return not name_words().devices.isdisjoint(acts[1:]) or any(
            word.isdigit() and int(word) in wavelengths() for word in acts[1:2]
        )
    return (
        not known.acts.isdisjoint(acts[:1])
        or any(word in _ASKS and of in _OF_COLLEAGUES for word, of in pairwise(after))
        or (after[0] in _ASKS and not _US.isdisjoint(after[2:3]))  # "asks whether we"
        # "asked on the last call about"
        or (after[0] in _ASKS and not _CALLS.isdisjoint(after[2:5]) and patients.OF_THEM.isdisjoint(after))
        # "what would Xanthe do", and not "what does Sofia use for the scabs, she asks"
        or (after[0] in _WHAT_THEY_DO and passage.has(first - 1, _WOULD) and patients.OF_THEM.isdisjoint(after))
        or (acts[:1] == ["go"] and not _BY_HOW_MUCH.isdisjoint(acts[1:2]))
        or (acts[:1] in _DOES_WHAT and len(acts) > 1 and acts[1] not in _HOW_OR_NOT)
        or (after[0] in _SHOWS and after[1:2] not in _TO_THE_WRITER)
        or (after[0] == "will" and not _TAKES_ON.isdisjoint(after[1:2]))
        or after[:2] == ["and", "i"]
        or (after[0] == "cover" and not _TASK_LEADS.isdisjoint(after[1:2]))  # not "cover up tattoo"
        or _does_a_task(passage, name, acts)
        or (acts is not after and _does_a_task(passage, name, after))  # "has a stock of tips"
        or (not WITH_FIRM.isdisjoint(acts[:1]) and not makers().isdisjoint(acts[1:2]))  # "still with Cynosure"
    )


def _does_a_task(passage: Passage, name: Name, acts: list[str]) -> bool:
    """ "did the audit", "cancelled the pizza order", "wants to know why it beeps", "asks her": no "did the peel"."""
    if len(acts) < _FEWEST_OF_TASK:
        return False
    known, act, on = colleague_words(), acts[0], acts[1]
    if act in _DOES and on in _TASK_LEADS:
        is_of_skin = patients.tells_of_skin(acts[2:4]) or not patients.TREATMENTS.isdisjoint(acts[2:4])
        return not is_of_skin and name_words().devices.isdisjoint(acts[2:4])
    if act in known.errands and not known.office.isdisjoint(acts[1:_ERRANDS_WITHIN]):
        return not patients.tells_of_skin(acts)
    if act in _WISHES and acts[1:3] == _KNOW:
        _, stop = passage.sentence_around(name.first, name.last)
        is_of_them = not (patients.OF_THEM | {"my", "it"}).isdisjoint(passage.words[name.last + 1 : stop])
        return not is_of_them and not patients.is_told_of_skin(passage, name)
    # Whoever asks her is another than her.
    return act in _TURNS_TO and on in _OBJECTS and not patients.is_told_of_skin(passage, name)


def _behind_branch(after: list[str]) -> list[str]:
    """What is said behind "in our Pune branch", "in my clinic": of whoever works there, or is treated there."""
    if after[0] in IN_OR_FROM and after[1:2] in (["our"], ["my"]):
        for place, word in enumerate(after[:_MOST_TO_BRANCH]):
            if word in BRANCHES:
                return after[place + 1 :] or after
    return after


def _is_in_row(passage: Passage, name: Name) -> bool:
    """ "Rosa, Tim and Aditi": three who are named together work together."""
    given, first, last, count = name_words().given, name.first, name.last, 1
    while count < _ROW:
        step = 2 if passage.is_one_of(last + 1, "and") else 1
        if not passage.has(last + step, given) or (step == 1 and passage.gap(last + 1) != ", "):
            break
        last, count = last + step, count + 1
    while count < _ROW:
        step = 2 if passage.is_one_of(first - 1, "and") else 1
        if not passage.has(first - step, given) or (step == 1 and passage.gap(first) != ", "):
            break
        first, count = first - step, count + 1
    return count >= _ROW


def _ends_letter(passage: Passage, name: Name) -> bool:
    """ "- Elena", "Best wishes,\nThomas": at the end of the text, and nothing of the sentence before it."""
    return name.last + 1 >= len(passage.words) and passage.gap(name.first)[-2:] in ("- ", "\n", ",\n", "\n\n", ", ")
