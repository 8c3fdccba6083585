"""Whether a name is a colleague's by what stands before it: "Thanks Maria", "the settings from Patrick"."""

from __future__ import annotations

from typing import Final

from bot.clinical.screen import patients
from bot.clinical.screen.colleagues import APPOSED, PLURAL
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.passage import Name, Passage, listed
from bot.clinical.screen.vocabulary import colleague_words, makers

_THANKED: Final = listed(
    "thanks thank apologies kudos names credit credits congrats congratulations answer reply according sorry over "
    "listen send sent wrote write colleague respect so rsvp"
)
_FROM: Final = listed("from by")
# What is sent round: "Reminder from Anita", "Changes by Meredith".
_SENT_ROUND: Final = listed("reminder reminders changes edits announcement")
_COMPLAINTS: Final = listed("review star complaint")
_CLAIMS: Final = listed("saying claiming complaining alleging about who")
_SIGNED: Final = listed("regards sincerely faithfully")
_SAYS: Final = listed("says reckons")
_OWED: Final = listed("owe owes")
_ANSWERS: Final = listed("no yes ok okay well sorry yeah true exactly agreed right sure please")
_WRITERS_LINE: Final = LatePattern(r"(?:^|\n)(?:\[[^\]\n]{1,24}\] ?|> ?)$")
_WRITERS_REACH: Final = 28  # characters
_REST_OF_MAILBOX: Final = LatePattern(r"[\w.+-]{0,40}@\w")
_AFTER_QUOTED: Final = frozenset({'" ', '", ', '" - '})
_BETS: Final = listed("bet dinner coffee lunch beer drinks")
TO_ASK: Final = listed("ask")
_ASKS_OF: Final = listed("question questions q")
_ON: Final = listed("on about re regarding")
_LEARNED: Final = listed("learned learnt learning picked pinched stole borrowed")
_ASKED_ABOUT: Final = listed("about how what if whether for why which")
IN_OR_FROM: Final = listed("from in at")
BRANCHES: Final = listed("branch clinic office practice site team centre center rooms")
_SALUTATION: Final = 3  # words
# "Selon Tierney", "κατά τους Tierney και Hanke".
_ACCORDING: Final = listed("κατα συμφωνα selon dapres laut segun secondo according")
_REACHED: Final = listed("contacted approached messaged threatened sued harassed stalked")
_WEAKLY: Final = listed("by contact via answering")
_HELLO: Final = (["hi"], ["hello"], ["hey"])
_HEARD: Final = listed("hear heard")
_HEARD_DOING: Final = listed("speak speaking talk on lecture")
_TAUGHT: Final = listed("course workshop masterclass webinar training")
WITH_FIRM: Final = listed("with at from")


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
    if passage.has(last + 1, WITH_FIRM) and passage.has(last + 2, makers()):
        return True  # "Marta from Quanta demoed it on my arm, blister day 2"
    if before in _SIGNED and patients.has_particulars(passage, name) and passage.says(patients.OF_THEM):
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
        return passage.has(first - 2, TO_ASK) or (is_asked and not passage.has(last + 2, patients.THEIR))
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
        return (patients.OF_THEM | {"my"}).isdisjoint(passage.around(name)[0])
    if passage.has(first - 1, _OWED):
        return not _BETS.isdisjoint(words[last + 1 : last + 5])
    if passage.has(first - 1, IN_OR_FROM) and passage.has(first - 2, BRANCHES):
        return True
    if passage.has(first - 1, _HEARD) and passage.has(last + 1, _HEARD_DOING):
        return True
    # "Lourdes patients"
    return passage.has(last + 1, PLURAL) and passage.gap(last + 1) == " " and not passage.written(last).endswith("'s")


def _is_of_a_patient(passage: Passage, name: Name) -> bool:
    """ "Photos sent in by Anna show blisters", "contacted by Anna, she wants", and no "comments by Anna on burns"."""
    before = passage.words[max(0, name.first - 4) : name.first]
    if not _REACHED.isdisjoint(before[-2:]):
        return True
    return colleague_words().craft.isdisjoint(before) and patients.is_told_of_skin(passage, name)


def _introduces_themself(passage: Passage, name: Name) -> bool:
    """ "Marco from Milan here, hi", "Hello colleagues! I'm Zoe from Milan", and not "Leila here, blister"."""
    begin, _ = passage.sentence_around(name.first, name.first)
    place = name.last + 1
    if name.first - begin > _SALUTATION or not passage.has(place, IN_OR_FROM):
        return False
    before = passage.words[begin : name.first]
    if before[-1:] == ["im"] or before[-2:] == ["i", "am"]:
        return True
    place += 1
    while place - name.last < APPOSED and passage.is_capital(place):
        place += 1
    is_here = passage.is_one_of(place, "here") and passage.gap(place + 1)[:1] in ("", ",", ".", "!", ":", "\n", "-")
    return is_here and (before[:1] in _HELLO or not patients.is_told_of_skin(passage, name))
