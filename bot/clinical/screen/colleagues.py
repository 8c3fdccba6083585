"""What makes a colleague of whoever is named: a title, thanks, a question to them, advice, a firm, a signature."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.clinical.screen import patients
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import REACH, Name, Passage, listed
from bot.clinical.screen.staff import is_called_upon, is_of_staff, is_on_a_programme
from bot.clinical.screen.vocabulary import colleague_words, makers, name_words, wavelengths

_REACH_BEHIND: Final = 8  # words: what a patient does may well have to do with a nurse
_THANKED: Final = listed(
    "thanks thank apologies kudos names credit credits congrats congratulations answer reply according sorry over "
    "listen send sent wrote write colleague respect so rsvp"
)
_ROW: Final = 3  # names
_ACTS_WITHIN: Final = 5  # words
_ASKS: Final = listed("asks asked")
_OF_COLLEAGUES: Final = listed("what how who which us you here in a an about this the")
_US: Final = listed("we anyone anybody others you")
_WHAT_THEY_DO: Final = listed("do use think")
_WOULD: Final = listed("would does did")
_OF_THEM: Final = patients.SOMEBODY | patients.THEIR
_BY_HOW_MUCH: Final = listed("down up lower higher")
_HABITS: Final = listed("likes loves hates prefers uses does swears keeps")
_LAWYERS: Final = listed("lawyer barrister")  # but "her lawyer, Anna Example" tells whose case it is
_THERE: Final = listed("there here at in from with who")
_APPOSED: Final = 4  # words
_OUR: Final = listed("our my the a an notre η ο")
_AND: Final = listed("and or et und και")
_BROKE: Final = listed("cracked broke failed jammed leaks leaked arrived")  # the tip that a colleague bought
_CALLS: Final = listed("call meeting webinar zoom forum thread")
_UNITS: Final = listed("j mm ms nm mj w hz jcm2")
_HOW_OR_NOT: Final = patients.HOW | {"not"}
_FROM: Final = listed("from by")
# What is sent round: "Reminder from Anita", "Changes by Meredith".
_SENT_ROUND: Final = listed("reminder reminders changes edits announcement")
_COMPLAINTS: Final = listed("review star complaint")
_CLAIMS: Final = listed("saying claiming complaining alleging about who")
_SIGNED: Final = listed("regards sincerely faithfully")
_SAYS: Final = listed("says reckons")
_OWED: Final = listed("owe owes")
_ANSWERS: Final = listed("no yes ok okay well sorry yeah true exactly agreed right sure please")
_HELPING: Final = listed("both still also even now is was always never only will would can could should might has have")
HONOURED: Final = listed("amma garu ji bhai ben behen san hanim bey didi apa")
"""What is said behind a name for respect."""
ASKED: Final = listed(
    "whats hows wheres which when where "
    "you your youre youve u ur yours yall what how why can could do did have are is any please pls we would will shall"
)
_WRITERS_LINE: Final = LatePattern(r"(?:^|\n)(?:\[[^\]\n]{1,24}\] ?|> ?)$")
_WRITERS_REACH: Final = 28  # characters
_REST_OF_MAILBOX: Final = LatePattern(r"[\w.+-]{0,40}@\w")
_AFTER_QUOTED: Final = frozenset({'" ', '", ', '" - '})
_USED: Final = (["used"], ["using"], ["use"])
_VOTES: Final = listed("yes no same")
_SHARES: Final = (["same", "here"], ["who", "else"])
_RUNS: Final = listed("runs leads")
_BETS: Final = listed("bet dinner coffee lunch beer drinks")
_DOES_WHAT: Final = (["doing"], ["does"])
_SHOWS: Final = listed("shows showed")
_TO_THE_WRITER: Final = (["me"], ["up"])
_WRITERS: Final = listed("i we to")
_TO_ASK: Final = listed("ask")
_ASKS_OF: Final = listed("question questions q")
_ON: Final = listed("on about re regarding")
_LEARNED: Final = listed("learned learnt learning picked pinched stole borrowed")
_ASKED_ABOUT: Final = listed("about how what if whether for why which")
_OF_A_FIRM: Final = listed("from at of")
_WORKPLACES: Final = listed(
    "service procurement accounts billing insurer lab work clinic hospital university course congress people"
)
_IN_OR_FROM: Final = listed("from in at")
_BRANCHES: Final = listed("branch clinic office practice site team centre center rooms")
_MOST_TO_BRANCH: Final = 5  # "in our Pune branch"
_SENDS: Final = listed("sends circulates mails emails")
_SALUTATION: Final = 3  # words
# "Selon Tierney", "κατά τους Tierney και Hanke".
_ACCORDING: Final = listed("κατα συμφωνα selon dapres laut segun secondo according")
_REACHED: Final = listed("contacted approached messaged threatened sued harassed stalked")
_WEAKLY: Final = listed("by contact via answering")
_FELLOWS: Final = listed("guy guys man lady girl chap bloke lad boy woman")
_TRADES: Final = listed(
    "sales it delivery service repair desk marketing camera tech reception maintenance billing demo post laser cleaner "
    "cleaning office web website admin finance insurance security courier software support"
)
_HELLO: Final = (["hi"], ["hello"], ["hey"])
_HEARD: Final = listed("hear heard")
_HEARD_DOING: Final = listed("speak speaking talk on lecture")
_TAUGHT: Final = listed("course workshop masterclass webinar training")
_YOU: Final = listed("you your youre youve")


# Not what is done to somebody: "did the audit", "does the rota", "gets first go".
_DOES: Final = listed("did does do doing gets got")
_FEWEST_OF_TASK: Final = 2  # words
_TASK_LEADS: Final = listed("the our first my")
_AWAY: Final = listed("sick today tomorrow this until till on next ill monday tuesday wednesday thursday friday")
_ERRANDS_WITHIN: Final = 4  # words
_WITH_FIRM: Final = listed("with at from")
_ASKED_FOR: Final = listed("which what how who about if when where for")
_KNOW: Final = ["to", "know"]
_WISHES: Final = listed("wants wanted needs needed")
_OBJECTS: Final = listed("her him them")
_TURNS_TO: Final = listed(
    "asked asking asks told telling tells rang ringing called calling emailed emailing showed showing warned chasing "
    "drove driving covers covering helped helping"
)
_PARTS: Final = listed("tip tips handpiece scanner lamp firmware demo")
_MINUTES: Final = (["meeting", "notes"], ["meeting", "minutes"], ["meeting", "agenda"])
_PLURAL: Final = listed("patients pts clients cases")
_SEVERAL: Final = listed("doctors colleagues members mentors nurses surgeons dermatologists trainers authors")
_SAME: Final = listed("my our other all such both most")  # "one of my LHR patients" is a patient
_PRACTICE: Final = listed("clinic practice slides staff team patients pts clients cases rep colleague")
_MACHINES: Final = _PRACTICE | listed(
    "laser lasers machine machines scanner handpiece tip tips lamp unit console platform system nurse nurses device "
    "devices"
)
_FAULTS_WITH: Final = tuple(
    [fault, link]
    for fault in ("issue", "issues", "problem", "problems", "error", "fault", "trouble", "alarm", "code")
    for link in ("with", "on", "in")
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
    if is_of_a_trade(passage, name.first - 1) and not _is_told_of_skin(passage, name):
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
    return passage.says(_TO_ASK) and any(
        passage.has(place, _TO_ASK)
        and passage.has(place + 1, _OBJECTS)
        and passage.has(place + 2, _ASKED_FOR)
        and not passage.has(place - 1, _WRITERS)
        for place in range(name.last + 1, name.last + _REACH_BEHIND)
    )


def is_led(passage: Passage, name: Name) -> bool:
    """By what stands before it: "Thanks Maria", "the settings from Patrick", "[08:05] Nadia: the chiller"."""
    first, last, words, gap = name.first, name.last, passage.words, passage.gap(name.first)
    start = passage.starts[first]
    if passage.cased[max(0, start - 1)] in "@#_/" or gap in _AFTER_QUOTED:
        return True
    if _REST_OF_MAILBOX.match(passage.lower, passage.ends[last]):
        return True  # read as an address, where it is not a firm's
    if _WRITERS_LINE.search(passage.cased, max(0, start - _WRITERS_REACH), start):
        return passage.gap(last + 1)[:1] == ":"
    before = words[first - 1] if first else ""
    if _is_no_patients_place(passage, name):
        return True
    if passage.has(last + 1, _WITH_FIRM) and passage.has(last + 2, makers()):
        return True  # "Marta from Quanta demoed it on my arm, blister day 2"
    if before in _SIGNED and patients.has_particulars(passage, name) and passage.says(_OF_THEM):
        return False  # "Her email says: … Regards, Anna Example, anna@example.org"
    if before in colleague_words().leads and gap[:1] not in ("!", "?"):
        return before not in _WEAKLY or not _is_of_a_patient(passage, name)
    if passage.has(first - 1, _ACCORDING) or passage.has(first - 2, _ACCORDING):
        return not passage.has(last + 1, patients.THEIR)  # "according to Leila her blister popped"
    if _introduces_themself(passage, name):
        return True
    if before == "to":
        return passage.has(first - 2, _THANKED)
    if before == "for":  # "Ask for Neil", "Question for Neil on toning"
        is_asked = passage.has(first - 2, _ASKS_OF) and passage.has(last + 1, _ON)
        return passage.has(first - 2, _TO_ASK) or (is_asked and not passage.has(last + 2, patients.THEIR))
    if before == "you" and gap == ", ":  # "looking at you, Michael"
        return True
    if before == "asked" and passage.has(last + 1, _ASKED_ABOUT):
        return (patients.THEIR | patients.SOMEBODY).isdisjoint(words[last + 1 : last + 5])
    if before == "told":
        return passage.is_one_of(last + 1, "that")
    if before == "with":  # "I'm with Vanessa on this one", "I have a bet with Stavros"
        if passage.has(first - 2, _BETS | _TAUGHT):
            return True
        return passage.is_one_of(last + 1, "on") and passage.is_one_of(last + 2, "this", "that")
    if before in _FROM:
        if not _COMPLAINTS.isdisjoint(words[max(0, first - 4) : first - 1]) and passage.has(last + 1, _CLAIMS):
            return False  # "a 1 star review from Anna saying I burnt her"
        if not _LEARNED.isdisjoint(words[max(0, first - 3) : first - 1]):
            return True  # "learned this from Anna"
        return not colleague_words().craft.isdisjoint(words[max(0, first - 3) : first - 1])
    # "No, Alan, the pulse is 30 ms"
    return before in _ANSWERS and gap == ", " and passage.gap(last + 1) == ", "


def _is_no_patients_place(passage: Passage, name: Name) -> bool:
    """ "Reminder from Anna", "we're doctors, says Anna", "owe Anna a beer", "heard Anna speak"; "clinic in Preston"."""
    first, last, words = name.first, name.last, passage.words
    if passage.has(first - 1, _FROM) and passage.has(first - 2, _SENT_ROUND):
        return True
    if passage.has(first - 1, _SAYS) and passage.gap(first - 1) != " ":  # not "my lip hurts, says Anna"
        return (_OF_THEM | {"my"}).isdisjoint(passage.around(name)[0])
    if passage.has(first - 1, _OWED):
        return not _BETS.isdisjoint(words[last + 1 : last + 5])
    if passage.has(first - 1, _IN_OR_FROM) and passage.has(first - 2, _BRANCHES):
        return True
    if passage.has(first - 1, _HEARD) and passage.has(last + 1, _HEARD_DOING):
        return True
    # "Lourdes patients"
    return passage.has(last + 1, _PLURAL) and passage.gap(last + 1) == " " and not passage.written(last).endswith("'s")


def _is_told_of_skin(passage: Passage, name: Name) -> bool:
    """Whether what follows in the sentence tells of skin or a treatment."""
    _, stop = passage.sentence_around(name.first, name.last)
    behind = [word for word in passage.words[name.last + 1 : stop] if word.isalpha()]
    return patients.tells_of_skin(behind)


def _is_of_a_patient(passage: Passage, name: Name) -> bool:
    """ "Photos sent in by Anna show blisters", "contacted by Anna, she wants", and no "comments by Anna on burns"."""
    before = passage.words[max(0, name.first - 4) : name.first]
    if not _REACHED.isdisjoint(before[-2:]):
        return True
    return colleague_words().craft.isdisjoint(before) and _is_told_of_skin(passage, name)


def is_of_a_trade(passage: Passage, fellow: int) -> bool:
    """ "the sales guy", "the Lumenis man", "our IT guy"."""
    return passage.has(fellow, _FELLOWS) and (passage.has(fellow - 1, _TRADES) or passage.has(fellow - 1, makers()))


def _introduces_themself(passage: Passage, name: Name) -> bool:
    """ "Marco from Milan here, hi", "Hello colleagues! I'm Zoe from Milan", and not "Leila here, blister"."""
    begin, _ = passage.sentence_around(name.first, name.first)
    place = name.last + 1
    if name.first - begin > _SALUTATION or not passage.has(place, _IN_OR_FROM):
        return False
    before = passage.words[begin : name.first]
    if before[-1:] == ["im"] or before[-2:] == ["i", "am"]:
        return True
    place += 1
    while place - name.last < _APPOSED and passage.is_capital(place):
        place += 1
    is_here = passage.is_one_of(place, "here") and passage.gap(place + 1)[:1] in ("", ",", ".", "!", ":", "\n", "-")
    return is_here and (before[:1] in _HELLO or not _is_told_of_skin(passage, name))


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
            _is_told_of_skin(passage, name)
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
        or (after[0] in _ASKS and not _CALLS.isdisjoint(after[2:5]) and _OF_THEM.isdisjoint(after))
        # "what would Xanthe do", and not "what does Sofia use for the scabs, she asks"
        or (after[0] in _WHAT_THEY_DO and passage.has(first - 1, _WOULD) and _OF_THEM.isdisjoint(after))
        or (acts[:1] == ["go"] and not _BY_HOW_MUCH.isdisjoint(acts[1:2]))
        or (acts[:1] in _DOES_WHAT and len(acts) > 1 and acts[1] not in _HOW_OR_NOT)
        or (after[0] in _SHOWS and after[1:2] not in _TO_THE_WRITER)
        or (after[0] == "will" and not _TAKES_ON.isdisjoint(after[1:2]))
        or after[:2] == ["and", "i"]
        or (after[0] == "cover" and not _TASK_LEADS.isdisjoint(after[1:2]))  # not "cover up tattoo"
        or _does_a_task(passage, name, acts)
        or (acts is not after and _does_a_task(passage, name, after))  # "has a stock of tips"
        or (not _WITH_FIRM.isdisjoint(acts[:1]) and not makers().isdisjoint(acts[1:2]))  # "still with Cynosure"
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
        is_of_them = not (_OF_THEM | {"my", "it"}).isdisjoint(passage.words[name.last + 1 : stop])
        return not is_of_them and not _is_told_of_skin(passage, name)
    # Whoever asks her is another than her.
    return act in _TURNS_TO and on in _OBJECTS and not _is_told_of_skin(passage, name)


def _behind_branch(after: list[str]) -> list[str]:
    """What is said behind "in our Pune branch", "in my clinic": of whoever works there, or is treated there."""
    if after[0] in _IN_OR_FROM and after[1:2] in (["our"], ["my"]):
        for place, word in enumerate(after[:_MOST_TO_BRANCH]):
            if word in _BRANCHES:
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


def is_introduced(passage: Passage, name: Name) -> bool:
    """Whether an occupation stands right beside it or a practice is theirs: "Kate, our nurse", "in her clinic"."""
    known, (before, after) = colleague_words(), passage.around(name)
    return (
        # "our medical director, Olivia", and neither "Doctors, Leila's lip" nor "from the nurse: Leila"
        (":" not in passage.gap(name.first) and not (known.people - _SEVERAL).isdisjoint(before[-1:]))
        or is_apposed(passage, name.last + 1)
        or is_of_staff(passage, name)
        or any(word in patients.THEIR and what in _PRACTICE for word, what in pairwise(after))
    )


def is_apposed(passage: Passage, index: int) -> bool:
    """ ", our nurse" or ", ophthalmologist." behind a name; "the nurse's cousin" may be a patient."""
    at_work = colleague_words().beside | _LAWYERS
    if passage.gap(index) == ", " and passage.has(index, colleague_words().people | _LAWYERS):
        is_bare = passage.gap(index + 1)[:1] in (".", ",", ";", ")", "")
        if is_bare or passage.has(index + 1, _THERE) or passage.has(index + 2, _THERE):
            return True
    return (
        passage.has(index, _OUR)
        and passage.gap(index) in (" ", ", ", "., ", " (")
        and any(
            passage.has(place, at_work) and not passage.written(place).endswith("'s")
            for place in range(index + 1, index + _APPOSED)
        )
    )


def is_at_work(passage: Passage, name: Name) -> bool:
    """Whether the sentence speaks of somebody who teaches, sells or treats."""
    before, after, known = *passage.around(name), colleague_words()
    return (
        not known.anywhere.isdisjoint(before)
        or not known.anywhere.isdisjoint(after[:_REACH_BEHIND])
        or any(word in _PLURAL and _SAME.isdisjoint(after[max(0, at - 3) : at]) for at, word in enumerate(after))
        or has_machine_of_their_own(after)
        or is_in_minutes(passage, name)
    )


def is_in_minutes(passage: Passage, name: Name) -> bool:
    """ "meeting notes: 1) insurance, Mr Example", "Minutes, business half: Anna reported", not "Minutes later"."""
    begin, _ = passage.sentence_around(name.first, name.first)
    is_heading = passage.is_one_of(begin, "minutes") and passage.gap(begin + 1)[:1] in (",", ":")
    if passage.words[:2] == ["minutes", "of"]:
        return True
    return is_heading or passage.words[begin : begin + 2] in _MINUTES


def _ends_letter(passage: Passage, name: Name) -> bool:
    """ "- Elena", "Best wishes,\nThomas": at the end of the text, and nothing of the sentence before it."""
    return name.last + 1 >= len(passage.words) and passage.gap(name.first)[-2:] in ("- ", "\n", ",\n", "\n\n", ", ")


def has_machine_of_their_own(words: list[str]) -> bool:
    """ "had her second laser serviced", "with her Halo scanner": a colleague."""
    if not _PARTS.isdisjoint(words[:6]):
        return True
    return any(
        word in patients.THEIR
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
