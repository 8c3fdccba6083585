"""E-mail addresses, and links to what may be a patient's own page or pictures.

A link to a paper, a rule, a maker, a lecture or this chat is nobody's. A link to a social network or a picture store is
somebody's. Any other is, where the sentence speaks of a patient or the link itself holds a first name: a clinic's or a
shop's page is let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import bare, is_new, shape_of
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, date_words, link_words, makers, name_words

_MAILBOX: Final = r"(?<![\w.+%-])[\w.+%-]{1,64}(?:[\[({]dot[\])}][\w.+%-]{1,64})?"
_EMAIL: Final = LatePattern(_MAILBOX + r"@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,24}(?![a-z0-9])")
# Who reads a mailbox of a firm, an authority or a congress.
_OFFICES: Final = listed(
    "info vigilance materiovigilance pharmacovigilance safety pv sales service services support helpdesk office "
    "orders order events event congress course courses registration registrations secretariat secretary education "
    "training academy noreply webmaster marketing press vigilanz complaints sav distributor distribution customercare "
    "customerservice spares parts repairs invoices accounts billing membership reports adverse incidents devices "
    "editor editorial submissions abstracts"
)
_OWNER_WITHIN: Final = 6  # words
_LETTERS: Final = LatePattern(r"[a-z]+")
_SPACED_EMAIL: Final = LatePattern(_MAILBOX + r" ?@ [a-z0-9-]{2,63}\.[a-z]{2,24}(?![a-z0-9])")
_DOT_SPELT: Final = r" ?(?:\.|[\[({] ?dot ?[\])}]|dot\b) ?"
_DOMAIN_SPELT: Final = rf"[\w-]{{1,63}}(?:{_DOT_SPELT}[\w-]{{1,63}}){{0,3}}{_DOT_SPELT}[a-z]{{2,24}}\b"
_AT_SPELT: Final = LatePattern(rf"{_MAILBOX} at {_DOMAIN_SPELT}(?! ?@)")
_AT_IN_BRACKETS: Final = LatePattern(rf"{_MAILBOX} ?[\[({{<] ?(?:at|@) ?[\])}}>] ?{_DOMAIN_SPELT}")
_PLAIN_AT: Final = listed(
    "gmail googlemail hotmail outlook yahoo icloud live aol protonmail proton msn gmx bigpond orange wanadoo "
    "free laposte otenet rediffmail"
)
_LINK: Final = LatePattern(r"(?:https?://|www\.)[^\s<>\"]{1,500}")
_BARE_HOST: Final = LatePattern(r"(?<![\w.@/-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/[^\s<>\"]{1,300}")
_HOST: Final = LatePattern(r"(?:https?://)?(?:www\.)?([^/?#:\s]+)")
_OFFICIAL: Final = LatePattern(r"(?:^|\.)(?:gov|edu|mil|int|nhs|ac|gouv)(?:\.[a-z]{2})?$")
_PRIVATE_PART: Final = LatePattern(
    r"patient|[?&](?:name|mrn|dob|id|pt)=|/(?:~|profile|user|people|album|photos?|gallery|client|review|testimonial|"
    r"diary|story)s?\b"
)
# "@example", and without the sign what no word looks like: "example_k95", "example.k".
_HANDLE_WRITTEN: Final = (
    r"(@\w[\w.]{1,38}\w|[a-z][a-z\d]*[._]\w[\w.]{0,36}\w|[a-z]{3,24}[._][a-z\d]|[a-z]{3,24}\d{1,6})(?![\w@/])"
)
_HANDLE: Final = LatePattern(
    r"(?: of (?:the|my|our) [a-z ]{2,40}(?=:))?"
    r"(?:[ :,-]{1,3}(?:is|handle|account|page|profile|name|as|at|on|already|too|today|under|user|username)){0,3}"
    rf"[ :,(\"'=-]{{1,4}}{_HANDLE_WRITTEN}"
)
_HANDLE_BEFORE: Final = LatePattern(
    rf"(?<![\w.@/]){_HANDLE_WRITTEN}[\"']?,? ?(?:on|\(|from)(?: her| his| their| the)? ?$"
)
# "as @example.k" of somebody in the sentence, where a mention of this chat has neither dot nor underscore.
_PLAIN_HANDLE: Final = LatePattern(
    r"\b(?:as|is|account|handle|profile|page|under|called|posted|story|tagged|patient|pt|client|lady|she|he|s?he's)"
    r"[ :,(]{1,3}(@[a-z]\w*[._][\w.]*\w)(?!\w)"
)
_PATIENTS_HANDLE: Final = LatePattern(
    r"\b(?:my|our) (?:patient|pt|client)(?:'?s (?:page|account|profile|handle|insta|instagram|ig)(?: is)?)?"
    r"[ :,(]{1,3}(@[a-z][\w.]{1,38}\w)|(@[a-z][\w.]{1,38}\w) ?\((?:my|our) (?:patient|pt|client)\b"
)
_AT_A_LETTER: Final = LatePattern(r"@[a-z]")
_PAGE: Final = listed(
    "page site website blog profile photos pics pictures album gallery story post posts video account channel "
    "fundraiser thread"
)
_NAMED: Final = listed("profile handle username user")
_OWNER: Final = listed("her his their patients pts clients she he shes hes patient pt client")
_CLINICS: Final = listed(
    "follow us my me we clinic practice medspa page dm check tips video videos reel reels good great live journal "
    "society our ours academy clinics lasers "
    "ad ads marketing post posts account company maker brand"
)
_SHOWS: Final = listed("from by watch follow see ask")  # "watch Quill (IG quill_skin) on scars"
_POSTS_AS: Final = 3  # words: "she posts as @example.k"
_ONE_OWNER: Final = listed("her his she he shes hes patient pt client")
_OWNERS: Final = _ONE_OWNER | listed("lady guy girl boy woman man gentleman bride lad teen")
_NUMBERS_OF_IP: Final = r"\d{1,3}(?:\.\d{1,3}){3}"
_SIX: Final = r"[\da-f]{1,4}(?:::?[\da-f]{1,4}){3,7}"  # its sixth version
_ADDRESS: Final = LatePattern(
    rf"[ :]{{1,2}}(?:address)?[ :]{{0,2}}(?:is|was)?[ :]{{0,2}}({_NUMBERS_OF_IP}|{_SIX})(?![\w:]|\.\d)"
)
_DOTTED: Final = LatePattern(rf"(?<![\w.]){_NUMBERS_OF_IP}(?!\w|\.\d)")
# Of a clinic's own network, and of the machine itself.
_OWN_NETWORK: Final = LatePattern(r"(?:10|127|0|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.")
_GREATEST_IN_IP: Final = 255
DOTS_OF_IP: Final = 3
_ONLINE: Final = listed(
    "ip login logins log logged portal booking booked online browser upload uploaded submitted signed signup review "
    "posted traced wifi account visit form opened"
)
_OF_MACHINES: Final = listed(
    "version firmware software section build driver release update router server printer dns gateway subnet port "
    "catalogue clause annex"
)


def emails(passage: Passage) -> Iterator[Hit]:
    """Every e-mail address that is written as one."""
    for match in _EMAIL.finditer(passage.lower):
        if not _is_an_offices(passage, match[0], match.start()):
            yield Hit("email", *match.span())
    if " @" in passage.lower or "@ " in passage.lower:
        for match in _SPACED_EMAIL.finditer(passage.lower):
            yield Hit("email", *match.span())


def _is_an_offices(passage: Passage, address: str, start: int) -> bool:
    """ "vigilance@example.org", in a sentence that says nobody's it is; a shop of hers may have an office too."""
    mailbox, host = address.split("@")
    if not makers().isdisjoint(_LETTERS.findall(host)):
        return True  # whoever it is, they are the firm's
    if host.split(".")[0] in _PLAIN_AT or not _OFFICES.issuperset(_LETTERS.findall(mailbox)):
        return False
    index = passage.word_at(start)
    if not mailbox[0].isalpha() or passage.names_near(index):
        return False
    owner = passage.distance(index, index, _OWNER | date_words().person)
    return owner is None or owner > _OWNER_WITHIN  # "abstracts to …, 250 words, no patient data"


def handles(passage: Passage) -> Iterator[Hit]:
    """ "she posted the blisters as @example.k"."""
    if _AT_A_LETTER.search(passage.lower) is None:
        return  # "18 mm @ 14 J"
    for match in _PATIENTS_HANDLE.finditer(passage.lower):
        yield Hit("url", *match.span(1 if match[1] else 2))
    for match in _PLAIN_HANDLE.finditer(passage.lower):
        index = passage.word_at(match.start(1) + 1)
        owner = passage.distance(index, index, _OWNERS)
        is_said = owner == 1 or (owner is not None and owner <= _POSTS_AS and match[0].startswith(("as ", "is ")))
        if owner is not None and (is_said or not _is_a_clinics(passage, index)):
            yield Hit("url", *match.span(1))


def spelt_emails(passage: Passage) -> Iterator[Hit]:
    """ "maria (at) example dot org"."""
    for match in _AT_IN_BRACKETS.finditer(passage.lower):
        yield Hit("email", *match.span())


def _at(passage: Passage, index: int) -> Iterator[Hit]:
    """ "maria at gmail.com", "maria at example dot org": from the word that an address has and a sentence has not."""
    for place in range(index - 1, max(0, index - 7), -1):
        if place > 0 and passage.words[place] == "at":
            for match in _AT_SPELT.finditer(
                passage.lower, max(0, passage.starts[place] - 66), passage.ends[index] + 66
            ):
                if match.end() > passage.starts[index]:
                    yield Hit("email", *match.span())
                    break
            return


def links(passage: Passage) -> Iterator[Hit]:
    """Links that may lead to a patient."""
    seen = 0
    for pattern in (_LINK, _BARE_HOST):
        for match in pattern.finditer(passage.lower, 0):
            if pattern is _BARE_HOST and match.start() < seen:
                continue
            link = match[0].rstrip(".,;:!?)]}'*_")
            if _may_be_a_patients(passage, link, match.start()):
                yield Hit("url", match.start(), match.start() + len(link))


def _may_be_a_patients(passage: Passage, link: str, start: int) -> bool:
    found = _HOST.match(link)
    if found is None:
        return False
    host = found[1]
    if "/@" in link and passage.distance(*_words_of(passage, start, link), _ONE_OWNER) is not None:
        return True  # the patient's channel, wherever it is
    if _belongs(host, link_words().professional) or _OFFICIAL.search(host):
        return False
    if _belongs(host, link_words().personal):
        return len(link.rstrip("/")) > found.end(1)  # a page there, and not the site itself
    if _PRIVATE_PART.search(link) or not name_words().given.isdisjoint(re.split(r"[^a-z]+", link)):
        return True
    index, last = _words_of(passage, start, link)
    if passage.distance(last, last, _ONE_OWNER) is not None and passage.is_one_of(
        last + 1, "thats", "is", "from", "by"
    ):
        return True
    owner, page = (passage.distance(index, index, words) for words in (_OWNER, _PAGE))
    return owner is not None and (owner <= 3 or (page is not None and page <= 6))


def _words_of(passage: Passage, start: int, link: str) -> tuple[int, int]:
    return passage.word_at(start), passage.word_at(start + len(link) - 1)


def _belongs(host: str, hosts: frozenset[str]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[first:]) in hosts for first in range(max(0, len(parts) - 5), len(parts) - 1))


def _on_network(passage: Passage, index: int) -> Iterator[Hit]:
    """ "her insta is @example.k", "she is on TikTok as @example"."""
    start, end = passage.starts[index], passage.ends[index]
    match = _HANDLE.match(passage.lower, end) or _HANDLE_BEFORE.search(passage.lower, max(0, start - 60), start)
    if match is None:
        return
    is_entry = passage.gap(index + 1).startswith((":", " :")) and not _is_a_clinics(passage, index)  # "fb: anna.e.77"
    if _is_beside_name(passage, index):
        yield Hit("name", passage.starts[index - 1], passage.ends[index - 1])
        yield Hit("url", *match.span(1))
        return
    is_said_to_be_theirs = is_entry or passage.distance(index, index, _OWNER) is not None
    names_it = passage.has(index + 1, _NAMED) and not _is_a_clinics(passage, index)
    if is_said_to_be_theirs or names_it or (match[1][0] == "@" and not _is_a_clinics(passage, index)):
        yield Hit("url", *match.span(1))


def _is_beside_name(passage: Passage, index: int) -> bool:
    """ "Saw Anthea (IG anthea.k)", of no colleague and no clinic."""
    if passage.gap(index) != " (" or not is_new(bare(passage, index - 1), shape_of(passage.written(index - 1))):
        return False
    begin, end = passage.sentence_around(index, index)
    told = [word for word in passage.words[begin:end] if len(word) > 1]
    if tells_of_skin(told) and not passage.has(index - 2, _SHOWS):
        return True
    others = colleague_words().people | colleague_words().titles | date_words().person
    is_a_visit = not date_words().visit.isdisjoint(told)
    return is_a_visit and others.isdisjoint(passage.words[begin:index]) and not _is_a_clinics(passage, index)


def _is_a_clinics(passage: Passage, index: int) -> bool:
    """ "follow us on insta @example"."""
    near = passage.words[max(0, index - 5) : index + 6]
    return not _CLINICS.isdisjoint(near)


def _ip_address(passage: Passage, index: int) -> Iterator[Hit]:
    match = _ADDRESS.match(passage.lower, passage.ends[index])
    if match is not None and not _OWN_NETWORK.match(match[1]):
        yield Hit("url", *match.span(1))


def ip_in_numbers(passage: Passage, start: int) -> Iterator[Hit]:
    """ "portal login from 203.0.113.86", where "firmware 4.2.1.17" and the clinic's own server are nobody's."""
    match = _DOTTED.match(passage.lower, start)
    if match is None or _OWN_NETWORK.match(match[0]) or max(map(int, match[0].split("."))) > _GREATEST_IN_IP:
        return
    index = passage.word_at(start)
    if (
        not passage.is_one_of(index - 1, "at")  # where our own stands
        and passage.distance(index, index, _ONLINE) is not None
        and passage.distance(index, index, _OF_MACHINES) is None
        and not passage.is_called_otherwise(start)
    ):
        yield Hit("url", *match.span())


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _PLAIN_AT | {"dot"}, _at
    yield link_words().networks, _on_network
    yield frozenset({"ip"}), _ip_address
