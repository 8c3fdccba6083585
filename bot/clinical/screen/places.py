"""Addresses and postcodes of the six countries. Where a clinic or a meeting is, is no secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, shape_of
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import date_words, name_words, place_words, wavelengths

_MOST_NAME_WORDS: Final = 4
# "12 Green Park" is where somebody lives, or what the hall is called.
_ALSO_SIGHTS: Final = listed(
    "view house cottage park towers heights estate hill walk rise row quay wharf parade circuit loop trail residency "
    "cross main path yard wynd vale croft orchard paddock"
)
_NUMBERED_BEHIND: Final = listed(
    "odos leoforos leof rua calle avenida viale piazza plaza praca travessa ulica ul jalan"
)
_SURELY_STREETS: Final = frozenset({"street", "road", "avenue", "lane", "boulevard"})
_STREETS_ALONE: Final = listed("street road avenue lane boulevard ave rd blvd crescent terrace gardens mews")
_STREET_WITHIN: Final = 7  # words
_FROM_STREET: Final = listed("from on of at in near")
_HOUSE: Final = LatePattern(r"\d{1,5}[a-z]?")
_ORDINAL: Final = LatePattern(r"\d{1,3}(?:st|nd|rd|th)")
_UNITS: Final = listed(
    "j mj ms mm nm um ns ps hz w ml cc iu units pass passes pulses spot spots x weeks months days years yo f m to and "
    "or the of per on in at a with level day week month year session sessions cm min minutes hours percent patients by "
    "for shots laser"
)
_LINKING: Final = listed("at in on is near was from to by of the a pt patient client her his")
_NUMBERED_AFTER: Final = listed("street road avenue lane boulevard st str rd ave av blvd")
_HOUSE_AFTER: Final = LatePattern(r",? (?!19|20)\d{1,4}[a-z]?(?!\w|[.,/]\d| ?(?:j|ms|mm|nm|hz|w|%))")
_NUMBER_AFTER: Final = LatePattern(r",? (?:house )?(?:number|no\.?|nr\.?|#) ?\d{1,4}[a-z]?(?!\w|[.,/]\d)")
_CLINICS_ADDRESS: Final = LatePattern(
    r"\b(?:clinic|clinics|our|our new|office|practice|venue|hotel|shipping|company|hospital)(?:'s)? "
    r"address(?: is)?[: ]{1,2}(?:unit \d+, )?$"
)
_OUR_SITE: Final = LatePattern(
    r",? is (?:our|the) (?:new |old |second )?(?:site|clinic|practice|premises|office|address|branch|shop|rooms)\b"
)
_MEETINGS_ADDRESS: Final = LatePattern(
    r"\b(?:course|congress|conference|workshop|meeting|symposium|venue|hotel|clinic|training|seminar|dinner|"
    r"manufacturer|distributor|supplier|shipping|delivery|our)(?:'s)? address\b[^\n]*$"
)
_ADDRESS_SAID: Final = frozenset({"address"})
_MEETINGS_REACH: Final = 120
_WORDS_BESIDE: Final = 4
_SAID_HOUSE: Final = listed("number no nr house")
_HOUSES_IN_WORDS: Final = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_HOUSE_BEFORE_CITY: Final = LatePattern(
    r"(?<![\w.,/-])(?:\d{1,4}[a-z]? (?P<street>[A-Z][a-z]{2,})|"
    r"(?P<street2>[A-Z][a-z]{2,}) \d{1,3}[a-z]?)(?P<end>), (?:\d{3} ?\d{2} )?$"
)
# "Solonos 14, 106 80".
_HOUSE_BEFORE_CODE: Final = LatePattern(
    r"((?<!\w)[A-ZΑ-Ω][a-zα-ω]{3,}(?: [A-ZΑ-Ω][a-zα-ω]+)? \d{1,3}[a-z]?), (?:tk |TK )?$"
)
_FLAT: Final = listed("flat apt apartment suite plot house door hno h po")
_FLAT_NUMBER: Final = LatePattern(
    r"(?:\.? ?(?:no|number|nr|#)\b\.?|\.)?[ :.#]{0,3}(\d{1,5}[a-z]?(?:[/-]\d{1,5}){0,3}|[a-z]-?\d{1,5})(?!\w|"
    r"\.\d| ?(?:mm|cm|j|ms|nm|%|weeks))"
)
_BUILDING: Final = LatePattern(r",? ((?:[A-Z][\w']+ ){1,3}[A-Z][a-z]+)(?!\w)")
_BUILDINGS: Final = listed("society apartments apts chambers")
# "Flat 12, Example Apts, 3rd Cross, Example Nagar 560001": as far as its postcode.
_AS_FAR_AS_CODE: Final = LatePattern(
    r"(?:,? (?!PIN\b)(?:[A-Z][\w']*|\d{1,3}(?:st|nd|rd|th))){1,10}?(?=[, -]{1,3}(?:\d{3} ?\d{3}|\d{5}|"
    r"[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2})(?!\w))"
)
_UNIT_BEFORE: Final = LatePattern(r"\b(?:[Uu]nit |[Ff]lat |[Aa]pt )?\d{1,4}[a-zA-Z]?/$")
_CODE_FOLLOWS: Final = LatePattern(
    r",? (?:[A-Z][a-z]+,? ){0,2}(?:[A-Z]{2,3} \d{4,5}|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})(?!\w)"
)
_OURS: Final = listed("our ours we us")
_FLAT_SAID: Final = LatePattern(r"\.? ?(?:no|number|nr|#)")
_POST_BOX: Final = LatePattern(r"(?:\.o)?\.? ?box (?:no\.? ?)?\d{1,6}\b")

# "14 Ermou", "Ermou 14", "B-14, Green Park", "The Old Rectory, Church Lane".
_CAPITAL: Final = r"[A-ZΑ-Ω][a-zα-ω']+"
_HOME_ADDRESS: Final = LatePattern(
    rf"(?:[A-Z]{{1,2}}-?)?\d{{1,4}}[a-zA-Z]?(?:[/-]\d{{1,4}})?,?(?: {_CAPITAL}){{1,3}}|"
    rf"{_CAPITAL}(?: {_CAPITAL})?,? \d{{1,3}}[a-z]?(?:-\d{{1,4}})?(?![\w%]|[.,/]\d| \d\d\b| ?(?:J|ms|mm|nm|yo))|"
    rf"(?:rue|avenue|boulevard|chemin|place|allee|impasse|quai)(?: de| du| des| de la)?(?: {_CAPITAL}){{1,3}}"
)
_UK: Final = LatePattern(
    r"(?<![\w-])([A-Z]{1,2})\d[A-Z\d]? ?\d(?!HZ|GY|(?<![A-Z]{2}\d\d \d)(?:NS|PS|US))[ABD-HJLNP-UW-Z]{2}(?!\w)"
)
# Britain's, Canada's and Ireland's.
_WITH_LETTERS: Final = LatePattern(
    r"[ :.#=-]{0,4}(?:is )?([a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d|"
    r"[ac-fhknprtv-y]\d[\dw] ?[ac-fhknprtv-y\d]{4})(?!\w)"
)
_CODE: Final = LatePattern(
    r"(?:\+4)?(?: ?(?:code|is|was|no|number|in|of|the|her|his|patient|pt|client|home)\b){0,5}[ :.#=(-]{0,4}"
    r"(\d{5}-\d{4}|\d{3} \d{2,3}|\d{4,6})(?!\w|[.,/]\d| ?(?:nm|mm|j|units|pulses|ms)\b)"
)
_PIN: Final = LatePattern(
    r"(?: ?(?:code|is|no|number|of|the|her|his|patient|pt|client|home)\b){0,5}[ :.#=-]{0,4}"
    r"([1-9]\d{2} ?\d{3})(?!\w|[.,/]\d| ?\d)"
)
_CODE_BEFORE: Final = LatePattern(r"(?<![\w.,])(\d{4,6}) $")
_CODES: Final = listed("postcode zip zipcode pincode")
_DIGITS_OF_ZIP_AND_4: Final = 9
_DIGITS_OF_NAMES: Final = 4  # of machines
DIGITS: Final = frozenset({4, 5, 6, _DIGITS_OF_ZIP_AND_4})
"""How many a postcode can have."""
_ZIP_AND_4: Final = LatePattern(r"\d{5}-\d{4}")
_UNIT_BEHIND: Final = LatePattern(r"\w| nm|-nm| mm")
_TOWN_AFTER: Final = LatePattern(r",? [A-Z][a-z]+")
_CODE_SHAPE: Final = LatePattern(r"\d{4,6}|\d{3} \d{2,3}")
_CODE_AFTER_ADDRESS: Final = LatePattern(
    r"(?:,? (?:[A-Za-z][a-z'-]+ ?){0,3},?(?: [A-Z]{2,3})?,? ?-? ?\(?)(\d{5}(?:-\d{4})?|\d{3} \d{2,3}|\d{4,6}|"
    r"[A-Z]\d[\dW] ?[A-Z\d]{4})(?!\w|[.,/]\d| ?(?:nm|J|mm|pulses))"
)
# "a clinic near SE23 4PX for one of mine".
_FOR_WHOM: Final = LatePattern(r",? for (?:one|an?|my|our|this) (?:[a-z]+ ){0,2}(?:mine|ours|patient|pt|client|lady)\b")
_STREET_OF_FRANCE: Final = LatePattern(r"(?<![\w.,])\d{1,4}(?: ?(?:bis|ter|[a-d]))?,? $")


def in_numbers(passage: Passage, start: int, end: int, digits: int) -> Iterator[Hit]:
    """The postcode that a run of digits is, by what stands beside it."""
    if digits == _DIGITS_OF_ZIP_AND_4:
        if _ZIP_AND_4.fullmatch(passage.lower, start, end) and not passage.lower[start - 1 : start].isalnum():
            yield from _elsewhere_than_meeting(passage, Hit("postcode", start, end))
    elif _has_capital_beside(passage.cased, start, end) and not _UNIT_BEHIND.match(passage.lower, end):
        before = passage.word_at(start) - 1
        house = _HOUSE_BEFORE_CODE.search(passage.cased, max(0, start - 40), start) if end - start == 6 else None
        if house is not None:
            yield from _elsewhere_than_meeting(passage, Hit("address", *house.span(1)))
            yield from _elsewhere_than_meeting(passage, Hit("postcode", start, end))
        if before >= 0 and _is_beside_region(passage, start, end, before):
            yield from _elsewhere_than_meeting(passage, Hit("postcode", start, end))
        elif (
            before >= 0
            and _is_beside_town(passage, start, end, before)
            and passage.distance(before, before, place_words().home) is not None
            and not _is_a_meetings(passage, start)
        ):
            yield Hit("postcode", start, end)


def _has_capital_beside(cased: str, start: int, end: int) -> bool:
    """A state's or a town's name stands before it, or a town's behind it."""
    before = cased.rfind(" ", max(0, start - 40), max(0, start - 1)) + 1
    return (
        cased[before : before + 1].isupper() or cased[before] == "-" or cased[end + 1 : end + 3].strip()[:1].isupper()
    )


def _is_beside_region(passage: Passage, start: int, end: int, before: int) -> bool:
    """ "Springfield, IL 62704", "NSW 2000", "New Delhi - 110001"."""
    written = passage.lower[start:end].replace(" ", "")
    gap, word, words = passage.lower[passage.ends[before] : start], passage.words[before], place_words()
    if not written.isdigit() or not passage.is_capital(before):
        return False
    if gap.isspace() and passage.written(before).isupper():
        return (len(written) == 5 and word in words.us_states) or (len(written) == 4 and word in words.au_states)
    return len(written) in (5, 6) and word in words.cities and gap in (" ", " - ", "-", ", ")


def _is_beside_town(passage: Passage, start: int, end: int, before: int) -> bool:
    """ "75008 Paris", "Fitzroy 3065", "Kifissia 145 62", where somebody lives."""
    if not _CODE_SHAPE.fullmatch(passage.lower, start, end):
        return False
    if int(passage.lower[start:end].split()[0]) in wavelengths():
        return False
    if _TOWN_AFTER.match(passage.cased, end):
        return True
    return _is_in_a_name(passage, before) and passage.lower[passage.ends[before] : start] in (" ", ", ", "  ")


def uk_postcode(passage: Passage, inward: int) -> Iterator[Hit]:
    """The British postcode in capitals whose second half begins here; "M22" alone is a device."""
    for length in (5, 4, 3, 2):
        match = _UK.match(passage.cased, max(0, inward - length))
        if match is not None and match[1].lower() in place_words().uk_areas:
            yield from _elsewhere_than_meeting(passage, Hit("postcode", *match.span()))
            return


def _coded(passage: Passage, index: int) -> Iterator[Hit]:
    """ "ZIP 08034", "postcode sw1a 1aa", "PIN 560034"."""
    word, end = passage.words[index], passage.ends[index]
    if word in {"post", "postal"} and not (
        passage.is_one_of(index + 1, "code") or passage.is_one_of(index - 1, "code")
    ):
        return
    if word == "k" and not (passage.is_one_of(index - 1, "t") and passage.gap(index) == "."):
        return
    if word in {"pin", "pincode"}:
        match = _PIN.match(passage.lower, end)
    elif word in {"tk", "τκ", "cp", "plz", "k"}:
        match = _CODE.match(passage.lower, end) if passage.gap(index + 1)[:1] in (" ", ":", ".") else None
        if match is not None and len(match[1]) == _DIGITS_OF_NAMES and word in {"cp", "k"}:
            return  # "CP 2000"
    else:
        after_code = passage.ends[index + 1] if passage.is_one_of(index + 1, "code") else end
        match = _CODE.match(passage.lower, end) or _WITH_LETTERS.match(passage.lower, after_code)
    if match is None and word in _CODES:  # "lives in the 3056 postcode"
        match = _CODE_BEFORE.search(passage.lower, max(0, passage.starts[index] - 8), passage.starts[index])
    if match is not None:
        yield from _elsewhere_than_meeting(passage, Hit("postcode", *match.span(1)))


def _street(passage: Passage, index: int) -> Iterator[Hit]:
    """ "12 Oak Street", "22b baker street", "350 5th Ave"."""
    short = passage.words[index] in place_words().short_street
    if short and shape_of(passage.written(index)) is Shape.SMALL and passage.lower[passage.ends[index] :][:1] != ".":
        return
    yield from _house_after(passage, index)
    first = index
    while first > 0 and index - first < _MOST_NAME_WORDS and passage.gap(first) in (" ", ". ", "'", ", "):
        word = passage.words[first - 1]
        if _HOUSE.fullmatch(word) and first < index:
            if passage.gap(first) != ". " and _is_house(passage, first - 1, index, short):
                yield from _elsewhere_than_meeting(passage, _from_unit(passage, first - 1, index))
            return
        if (
            (word in _UNITS and not _is_point_of_compass(passage, first - 1))
            or (not word.isalpha() and not _ORDINAL.fullmatch(word))
            or (passage.gap(first) == ", " and not _is_house_said(passage, first))
        ):
            return
        first -= 1


def _from_unit(passage: Passage, house: int, street: int) -> Hit:
    """ "61 Example Parade", with the "Unit 3/" before it."""
    start = passage.starts[house]
    unit = _UNIT_BEFORE.search(passage.cased, max(0, start - 12), start)
    return Hit("address", unit.start() if unit else start, passage.ends[street])


def _house_after(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Example Ave 128"; and "lives on Maple Drive", without a number."""
    first = index
    while first > 0 and index - first < 3 and passage.gap(first) == " " and _is_in_a_name(passage, first - 1):
        first -= 1
    if first == index or not passage.written(index)[0].isupper():
        return
    end = passage.ends[index]
    house = _NUMBER_AFTER.match(passage.lower, end)
    if house is None and passage.words[index] in _NUMBERED_AFTER:
        house = _HOUSE_AFTER.match(passage.lower, end)
    if house is not None:
        yield from _elsewhere_than_meeting(passage, Hit("address", passage.starts[first], house.end()))
    elif passage.has(first - 1, _LINKING) and passage.has(first - 2, place_words().home):
        yield Hit("address", passage.starts[first], end)
    elif passage.has(first - 1, _HOUSES_IN_WORDS) and passage.distance(first, index, place_words().home) is not None:
        yield Hit("address", passage.starts[first - 1], end)


def beside_names(passage: Passage) -> Iterator[Hit]:
    """ "brianna k from ridgewood ave", where somebody is named: a street without its house."""
    for index in passage.places_of(_STREETS_ALONE):
        yield from _without_a_house(passage, index)


def _without_a_house(passage: Passage, index: int) -> Iterator[Hit]:
    first = index
    while index - first < _MOST_NAME_WORDS - 1 and passage.gap(first) == " " and _is_of_a_street(passage, first - 1):
        first -= 1
    if first < index and passage.has(first - 1, _FROM_STREET):
        yield from _elsewhere_than_meeting(passage, Hit("address", passage.starts[first], passage.ends[index]))


def _is_of_a_street(passage: Passage, index: int) -> bool:
    word = passage.words[index] if index >= 0 else ""
    return word.isalpha() and word not in _UNITS and word not in _LINKING and word not in name_words().never


def _is_house_said(passage: Passage, first: int) -> bool:
    """ "number 9, Wexford Mews"."""
    return passage.has(first - 2, _SAID_HOUSE) and passage.words[first - 1].isdigit()


def _is_in_a_name(passage: Passage, index: int) -> bool:
    word, words = passage.words[index], name_words()
    return shape_of(passage.written(index)) is Shape.CAPITAL and word not in words.never and word not in words.devices


def _is_point_of_compass(passage: Passage, index: int) -> bool:
    return passage.written(index) in ("N", "S", "E", "W")


def _is_house(passage: Passage, house: int, street: int, short: bool) -> bool:
    if passage.cased[passage.starts[house] - 1 : passage.starts[house]] == ":":
        return False  # "9:00. Hall B. Dr Example"
    names = [passage.written(place) for place in range(house + 1, street)]
    capitals = all(name[0].isupper() or _ORDINAL.fullmatch(name.lower()) for name in names)
    if passage.words[street] in _SURELY_STREETS:
        return True
    if passage.words[street] in _ALSO_SIGHTS and not _CODE_FOLLOWS.match(passage.cased, passage.ends[street]):
        capitals = capitals and passage.distance(house, street, place_words().at_home) is not None
    return capitals and passage.written(street)[0].isupper()


def _street_before(passage: Passage, index: int) -> Iterator[Hit]:
    """ "45 rue de la Paix", "12 bis, avenue Foch", "Leoforos Kifisias 24"."""
    start = passage.starts[index]
    last = index
    while (
        last + 1 < len(passage.words) and last - index < _MOST_NAME_WORDS and passage.gap(last + 1) in (" ", "-", "'")
    ):
        last += 1
        if shape_of(passage.written(last)) is Shape.CAPITAL:
            break
    if last == index or shape_of(passage.written(last)) is not Shape.CAPITAL:
        return
    while passage.gap(last + 1) == "-" and shape_of(passage.written(last + 1)) is Shape.CAPITAL:
        last += 1  # "rue des Tilleuls-Blancs"
    house = _STREET_OF_FRANCE.search(passage.lower, max(0, start - 12), start)
    if house is not None:
        yield from _elsewhere_than_meeting(passage, Hit("address", house.start(), passage.ends[last]))
    elif passage.words[index] in _NUMBERED_BEHIND and passage.gap(last + 1) == " ":
        if _HOUSE.fullmatch(passage.words[last + 1]) is None:
            return
        yield from _elsewhere_than_meeting(passage, Hit("address", start, passage.ends[last + 1]))


def _flat(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Flat no 302", "apt 5B", "PO Box 123"."""
    end = passage.ends[index]
    if passage.words[index] == "po":
        match = _POST_BOX.match(passage.lower, end)
        if match is not None:
            yield from _elsewhere_than_meeting(passage, Hit("address", passage.starts[index], match.end()))
        return
    # "flat 10 mm" is a lesion.
    if not _OURS.isdisjoint(passage.words[max(0, index - 4) : index + 5]):
        return
    plain = passage.words[index] in {"apt", "apartment"} or passage.written(index) in {"Flat", "Suite"}
    if not plain and not _FLAT_SAID.match(passage.lower, end):
        return
    match = _FLAT_NUMBER.match(passage.lower, end)
    if match is not None:
        last = _end_of_building(passage, match.end(1))
        yield from _elsewhere_than_meeting(passage, Hit("address", passage.starts[index], last))


def _end_of_building(passage: Passage, end: int) -> int:
    """Behind "Flat 12" the end of ", Example Society, Example Road"."""
    whole = _AS_FAR_AS_CODE.match(passage.cased, end)
    if whole is not None:
        return whole.end()
    while (building := _BUILDING.match(passage.cased, end)) is not None:
        if building[1].rpartition(" ")[2].lower() not in place_words().street | _BUILDINGS:
            break
        end = building.end()
    return end


def _home(passage: Passage, index: int) -> Iterator[Hit]:
    """ "lives at 14 Ermou", "address: Ermou 14", "lives on kettle creek road"."""
    for street in range(index + 1, index + _STREET_WITHIN):
        if passage.has(street, _STREETS_ALONE):
            yield from _without_a_house(passage, street)
    place = index + 1
    while passage.has(place, _LINKING) and place - index < 4:
        place += 1
    if place >= len(passage.words) or passage.gap(place) not in (" ", ": ", ", ", " - ", ":"):
        return
    if _CLINICS_ADDRESS.search(passage.lower, max(0, passage.starts[place] - 24), passage.starts[place]):
        return
    if passage.words[index] in place_words().home:
        match = _HOME_ADDRESS.match(passage.cased, passage.starts[place])
        if match is not None:
            yield Hit("address", *match.span())
            code = _CODE_AFTER_ADDRESS.match(passage.cased, match.end())
            if code is not None:
                yield Hit("postcode", *code.span(1))


def _before_city(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Ermou 14, Athens", "45 Ermou, Athens", "22 MG Road, Pune"."""
    start = passage.starts[index]
    match = _HOUSE_BEFORE_CITY.search(passage.cased, max(0, start - 40), start)
    if (
        match is not None
        and passage.written(index)[0].isupper()
        and _is_in_a_name(passage, passage.word_at(match.start("street" if match["street"] else "street2")))
    ):
        yield from _elsewhere_than_meeting(passage, Hit("address", match.start(), match.end("end")))


def _elsewhere_than_meeting(passage: Passage, hit: Hit) -> Iterator[Hit]:
    """An address or postcode, unless a clinic or a meeting stands nearer to it than a person; then its postcode."""
    is_said_before = _CLINICS_ADDRESS.search(passage.lower, max(0, hit.start - 36), hit.start) is not None
    if is_said_before or _OUR_SITE.match(passage.lower, hit.end) or _is_a_meetings(passage, hit.start):
        return
    first, last = passage.word_at(hit.start), passage.word_at(hit.end - 1)
    meeting = passage.distance(first, last, place_words().meeting)
    person = passage.distance(first, last, place_words().at_home)
    is_measured_from_it = hit.kind == "postcode" and (
        not _is_meeting_beside(passage, first, last) or _FOR_WHOM.match(passage.lower, hit.end) is not None
    )
    if meeting is None or is_measured_from_it or (person is not None and person <= meeting):
        yield hit
        code = _CODE_AFTER_ADDRESS.match(passage.cased, hit.end) if hit.kind == "address" else None
        if code is not None:
            yield Hit("postcode", *code.span(1))


def _is_meeting_beside(passage: Passage, first: int, last: int) -> bool:
    """Not as in "zip 08034, so round the corner from the hotel"."""
    begin, _ = passage.sentence_around(first, last)
    around = (*passage.words[begin:first], *passage.words[last + 1 : last + 1 + _WORDS_BESIDE])
    return not place_words().meeting.isdisjoint(around)


def _is_a_meetings(passage: Passage, start: int) -> bool:
    """ "Course address for those who come by train: ...", where no person is spoken of."""
    if not passage.says(_ADDRESS_SAID) or not _MEETINGS_ADDRESS.search(
        passage.lower, max(0, start - _MEETINGS_REACH), start
    ):
        return False
    index = passage.word_at(start)
    return passage.distance(index, index, date_words().person) is None


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    words = place_words()
    yield listed("zip zipcode eircode postcode post postal pin pincode tk τκ cp plz k"), _coded
    yield words.cities, _before_city
    yield words.street | words.short_street, _street
    yield words.street_before, _street_before
    yield _FLAT, _flat
    yield words.home, _home
