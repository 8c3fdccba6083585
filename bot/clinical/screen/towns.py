"""The town that somebody treated lives in, or comes from. A country or a state is let through, and where colleagues
meet and work is no secret."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Final

from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape, shape_of
from bot.clinical.screen.own_skin import ON_THE_BODY
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import PRONOUNS, SOMEBODY, THEIR, tells_of_skin
from bot.clinical.screen.vocabulary import colleague_words, date_words, link_words, makers, name_words, place_words

_MOVES: Final = listed("moved moving moves relocated relocating")
_COMES: Final = listed(
    "comes come came coming arrives arrived drives drove driven driving commutes commuted commuting travels "
    "travelled traveled travelling traveling flies flew flown flying cycles cycled rides rode hails ferry train bus "
    "boat bike ερχεται ηρθε vient"
)
_WORKS: Final = listed("runs works working teaches owns")  # "she runs the bakery in Galaxidi"
_FRENCH: Final = listed("vient habite habitant domicilie domiciliee demeurant")
_FROM: Final = listed("from in near outside απο")
_IN_OR_AT: Final = listed("in at near outside")
_NEAR: Final = listed("from in near outside around")
_FROM_ALONE: Final = listed("from απο")
_LIVES_IN: Final = _FROM | listed("on at around past στο στη στην στον κοντα")
_MOVES_TO: Final = _LIVES_IN | {"to"}
_FRENCH_FROM: Final = listed("de a pres")
_ARTICLES: Final = listed("το τη την τον τα τις τους")
_WORDS_TO_TOWN: Final = 7
_WORDS_TO_PERSON: Final = 4
_WORDS_TO_THERE: Final = 16
_WHO: Final = listed("who il")
_COLLEAGUES: Final = listed("anybody anyone friend colleague")
_WAYS: Final = listed("in up down over out way along")
_FINITE: Final = listed("lives lived resides comes came drives commutes travels flies flew hails drove travelled")

# Beside the persons of dates: of whom a place is told.
_OF_A_PLACE: Final = listed(
    "farmer fisherman fisherwoman pensioner granny grandmother gent housewife teacher shearer student builder groom "
    "nun priest monk widow widower grandad grandfather dear lad lass guy bloke chap kid κυρια κυριος"
)
_THEY: Final = SOMEBODY | {"shes", "hes"}
_FRENCH_PEOPLE: Final = listed("patiente monsieur dame homme femme")
_OF_A_TOWN: Final = listed("lady woman man gentleman girl boy farmer fisherman widow widower")  # "lady of Nafpaktos"
_BEHIND_TOWN: Final = frozenset({",", ".", ";", ":", ")", "\n", ""})
# Of whom a colleague, a firm's or a trade's is called as well: a town is theirs only where skin is told of.
_ANYBODY: Final = _THEY | listed(
    "lady woman man gentleman girl boy lad lass guy bloke chap kid gent student teacher builder"
)
_BESIDE_PERSON: Final = listed("of mine ours here over up down out all the way again just who is was whos")
_WORDS_BESIDE: Final = 4
_AGE_BETWEEN: Final = LatePattern(r",? \(?\d{2}\)?,? (?:from|of|in)(?= )")
_YEARS: Final = listed("year years yr yrs")  # "25 yr old from Nashik"
# Behind "in" and "from", and no place on any map: a ward, a firm, a garment.
_NO_TOWNS: Final = listed(
    "north south east west northern southern eastern western central upstate downtown midwest trendelenburg fowler "
    "business economy accounts reception theatre recovery resus google groupon reddit youtube whatsapp zoom "
    "residence lithotomy god heaven hell gentle trial burka hijab pampers spanx scouts lycra "
    "emergency oncology dermatology rheum rheumatology plastics endo endocrine endocrinology obs obstetrics gynae "
    "gynaecology menopause labour theatre ent icu mohs surgery medicare"
)
# What makes a town's name of ordinary words: "Cherry Hill", "Red Bank".
_LANDSCAPE: Final = listed(
    "hill hills bank beach creek springs park valley rock grove bay island falls heights port lake river village "
    "point field ridge harbour harbor city town bridge ford cross wood woods mount plains orange haven green"
)
# "From a Nursing background", and "Case 3" is no place either.
_ORIGINS: Final = listed("background descent origin heritage ancestry side paper study protocol trial")
_MOST_WORDS: Final = 3
_DIGITS_OF_ZIP: Final = 5
_MOST_POSTCODES: Final = 20
_REACH_OF_ADDRESS: Final = 60  # characters from a street to its postcode
# Between a street and its postcode: a flat, the town, the state; or nothing, where the town stands behind the code.
_TOWN: Final = r"[A-ZΑ-Ω][a-zα-ω']+(?:(?:-[a-z]{2,4})?[ -][A-ZΑ-Ω][a-zα-ω']+){0,3}"
_TO_POSTCODE: Final = LatePattern(
    rf"(?:,? (?:[Aa]pt|[Ff]lat|[Uu]nit|[Ss]uite|[Aa]partment)\.? ?#?[\dA-Z]{{1,5}})?,? "
    rf"(?:({_TOWN})(?:,? [A-Z]{{2,3}})?,? ?(?:- ?)?)?$"
)
# "27 Thornbury Rise, Harrogate HG2 7QX": a street that needs no word for one.
_HOUSE_TO_POSTCODE: Final = LatePattern(rf"(?<![\w.,/-])(\d{{1,4}}[a-z]?(?:/\d{{1,4}})? {_TOWN}, {_TOWN}),? $")
_TOWN_BEHIND: Final = LatePattern(rf" ({_TOWN})")


def _moving(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Who lives on Kalymnos", "she runs the bar in Voorhees", "anyone in Lodi? My pt moved there"."""
    if not _is_one_treated(passage, index):
        return
    if passage.is_one_of(index + 1, "there") and passage.has(index, place_words().home | _MOVES):
        yield from _town_said_before(passage, index)
    else:
        yield from _town_behind(passage, index)


def beside_names(passage: Passage) -> Iterator[Hit]:
    """ "Anna Example flies up from Hobart", "Anna from Hobart"."""
    for index in passage.named:
        following = _behind_brackets(passage, index + 1)
        if passage.has(following, _FROM_ALONE):
            yield from _town_at(passage, following + 2 if passage.has(following + 1, _ARTICLES) else following + 1)
        for place in range(following, following + _WORDS_TO_PERSON - 1):
            if passage.has(place, place_words().home) and passage.is_one_of(place + 1, "there"):
                yield from _town_said_before(passage, index)
            elif passage.has(place, _homes_and_ways()):
                yield from _town_behind(passage, place)


def _behind_brackets(passage: Passage, index: int) -> int:
    """ "Anna Example (everyone's aunty) from Nashik": where it goes on."""
    if passage.gap(index) != " (":
        return index
    return next((place for place in range(index, index + _WORDS_TO_TOWN) if passage.gap(place)[:1] == ")"), index)


def _town_said_before(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Anyone near Wagga Wagga? My patient Anna Example lives there": the last town that is spoken of."""
    for place in range(index - 1, max(0, index - _WORDS_TO_THERE), -1):
        if passage.has(place, _NEAR) and passage.is_capital(place + 1):
            yield from _town_at(passage, place + 1)
            return


def _beside_person(passage: Passage, index: int) -> Iterator[Hit]:
    """ "the patient in Pune", "an old farmer from Dungog", "she is from Larissa"."""
    word = passage.words[index]
    prepositions = _FRENCH_FROM if word in _FRENCH_PEOPLE else _FROM if word in _treated() else _FROM_ALONE
    if word == "old" and not passage.has(index - 1, _YEARS):
        return
    age = _AGE_BETWEEN.match(passage.lower, passage.ends[index])  # "woman, 51, of Wollongong"
    if age is not None:
        yield from _town_at(passage, passage.word_at(age.end()) + 1)
        return
    if passage.has(index, _ANYBODY):
        begin, end = passage.sentence_around(index, index)
        sentence = passage.words[begin:end]
        is_treated = (
            tells_of_skin(sentence)
            or not ON_THE_BODY.isdisjoint(sentence)
            or any(of in THEIR and each == "course" for of, each in pairwise(sentence))
        )
        if not is_treated or not colleague_words().acts.isdisjoint(sentence):
            return
    for place in range(index + 1, index + _WORDS_BESIDE):
        if passage.gap(place) != " ":
            return
        if passage.has(place, prepositions):
            yield from _town_at(passage, place + 2 if passage.has(place + 1, _ARTICLES) else place + 1)
            return
        if word in _OF_A_TOWN and place == index + 1 and passage.is_one_of(place, "of"):
            yield from _whose_town(passage, place + 1)
            return
        if not passage.has(place, _BESIDE_PERSON):
            return


def _whose_town(passage: Passage, town: int) -> Iterator[Hit]:
    """ "lady of Nafpaktos, two sessions", and neither a "lady of Greek descent" nor "Our Lady of Lourdes"."""
    for hit in _town_at(passage, town):
        is_told_of = passage.gap(passage.word_at(hit.end - 1) + 1)[:1] in _BEHIND_TOWN
        if is_told_of and passage.words[town] not in name_words().given:
            yield hit


def in_addresses(passage: Passage, found: list[Hit]) -> Iterator[Hit]:
    """An address with its town: "27 Thornbury Rise, Harrogate HG2 7QX", "14 bis rue des Tanneurs, 37150 Blere"."""
    addresses: dict[int, int] = {}
    for hit in islice((hit for hit in found if hit.kind == "address"), _MOST_POSTCODES):
        addresses[hit.end] = min(hit.start, addresses.get(hit.end, hit.start))
    for code in islice((hit for hit in found if hit.kind == "postcode"), _MOST_POSTCODES):
        between = _TO_POSTCODE.search(passage.cased, max(0, code.start - _REACH_OF_ADDRESS), code.start)
        while between is not None and between.start() not in addresses:
            between = _TO_POSTCODE.search(passage.cased, between.start() + 1, code.start)
        if between is None:
            house = _HOUSE_TO_POSTCODE.search(passage.cased, max(0, code.start - _REACH_OF_ADDRESS), code.start)
            if house is not None:
                yield Hit("address", *house.span(1))
        elif between[1]:
            yield Hit("address", addresses[between.start()], between.end(1))
        elif (town := _TOWN_BEHIND.match(passage.cased, code.end)) is not None:
            yield Hit("address", *town.span(1))


def _all_the_way(passage: Passage, index: int) -> Iterator[Hit]:
    """ "he only gets down from Orkney", "his wife brings him in from Hammonton"."""
    if passage.has(index - 1, _WAYS) and passage.is_capital(index + 1) and _has_person_before(passage, index):
        yield from _town_at(passage, index + 1)


def _is_one_treated(passage: Passage, index: int) -> bool:
    """Whether who lives or comes there is somebody treated, by the words before."""
    if _has_person_before(passage, index):
        return True
    begins = passage.sentence_around(index, index)[0] == index or passage.gap(index) == ", "
    # "Type V, lives past Nowra", where "came across a paper from Seoul" is no journey.
    is_journey = any(passage.has(index + 1 + on, _LIVES_IN) for on in (0, 1)) or passage.has(index + 1, _WAYS)
    return begins and is_journey and passage.words[index] in _FINITE


def _has_person_before(passage: Passage, index: int) -> bool:
    begin, _ = passage.sentence_around(index, index)
    for before in range(index - 1, max(begin, index - _WORDS_TO_PERSON) - 1, -1):
        if _asks_who(passage, before, begin):
            return False
        if passage.has(before, date_words().person) or passage.has(before, _WHO):
            return True
    return False


def _asks_who(passage: Passage, index: int, begin: int) -> bool:
    """ "Who lives in Lyon?", "anybody who comes from Adelaide": asked of colleagues."""
    return passage.is_one_of(index, "who") and (index == begin or passage.has(index - 1, _COLLEAGUES))


def _town_behind(passage: Passage, index: int) -> Iterator[Hit]:
    word = passage.words[index]
    prepositions = _MOVES_TO if word in _MOVES else _LIVES_IN if word in place_words().home else _FROM
    if word in _WORKS:
        prepositions = _IN_OR_AT
    if word in _FRENCH:
        prepositions = _FRENCH_FROM
        if passage.is_capital(index + 1):
            yield from _town_at(passage, index + 1)  # "il habite Roubaix"
            return
    for place in range(index + 1, index + _WORDS_TO_TOWN):
        if passage.gap(place) != " ":
            return
        if passage.has(place, prepositions):
            town = place + 2 if passage.has(place + 1, _ARTICLES) else place + 1
            if passage.is_capital(town):
                yield from _town_at(passage, town)
                return


def _town_at(passage: Passage, first: int) -> Iterator[Hit]:
    """The town whose name begins here, unless its sentence is about colleagues."""
    if not passage.is_capital(first):
        return
    last = first
    while (
        last - first < _MOST_WORDS - 1
        and passage.gap(last + 1) in (" ", "-")
        and shape_of(passage.written(last + 1)) is Shape.CAPITAL
    ):
        last += 1
    if passage.gap(first) == " " and _is_a_town(passage, first, last) and not _is_about_colleagues(passage, first):
        yield Hit("address", passage.starts[first], passage.ends[last])


def _is_a_town(passage: Passage, first: int, last: int) -> bool:
    written = [passage.written(place) for place in range(first, last + 1)]
    if any(shape_of(each) is not Shape.CAPITAL or each.endswith("'s") for each in written):
        return False
    words = passage.words[first : last + 1]
    is_landscape = len(words) > 1 and words[-1] in _LANDSCAPE
    if not _others().isdisjoint(words) and not is_landscape:  # "Jersey City"
        return False
    if words[0] in date_words().months or words[0] in colleague_words().titles:  # but "Cape May"
        return False
    goes_on = last + 1 < len(passage.words) and passage.gap(last + 1) == " "
    is_coded = goes_on and len(passage.words[last + 1]) == _DIGITS_OF_ZIP
    is_other = goes_on and ((passage.words[last + 1].isdigit() and not is_coded) or passage.has(last + 1, _ORIGINS))
    return not is_other and (words[0] in place_words().cities or is_landscape or name_words().never.isdisjoint(words))


@cache
def _treated() -> frozenset[str]:
    return _OF_A_PLACE | (date_words().one - PRONOUNS)


@cache
def _homes_and_ways() -> frozenset[str]:
    return place_words().home | _MOVES | _COMES | _WORKS


@cache
def _others() -> frozenset[str]:
    """Words of what is no town, or of one that may be told."""
    places = place_words()
    return (
        places.regions
        | places.meeting
        | makers()
        | name_words().devices
        | name_words().acronyms
        | link_words().networks
        | _NO_TOWNS
    )


def _is_about_colleagues(passage: Passage, index: int) -> bool:
    begin, end = passage.sentence_around(index, index)
    colleagues = colleague_words()
    who = passage.words[begin:index]
    known = [
        place
        for place, word in enumerate(who)
        if (word in colleagues.people or word in colleagues.titles)
        and not passage.written(begin + place).endswith("'s")  # "the doctor's wife"
    ]
    # "Dr Quill referred a lady from Gosford"
    is_told_of_one = bool(known) and _treated().isdisjoint(who[known[-1] + 1 :])
    sentence = passage.words[begin:end]
    if not ON_THE_BODY.isdisjoint(sentence):
        return False  # "a nurse who lives in Wagga got burned"
    # Not "mid course", nor "I will talk to her".
    is_of_course = any(each in _COURSES and before in _THE for before, each in pairwise(sentence))
    return is_told_of_one or (not tells_of_skin(sentence) and (is_of_course or not _MEETINGS.isdisjoint(sentence)))


_THE: Final = listed("the a our this my")
_COURSES: Final = listed("course talk")
_MEETINGS: Final = listed(
    "workshop workshops courses congress conference webinar symposium lecture lectures lecturer speaker service "
    "calibrate loan distributor distributors "
    "seminar demo masterclass faculty keynote colleague colleagues trainer trainee"
)


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _homes_and_ways(), _moving
    yield _treated() | _THEY | {"old"}, _beside_person
    yield frozenset({"from"}), _all_the_way
