"""Words that are spelled right: whoever types one of them means it, whether or not anybody has written it here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from bot.clinical.lookup import load

# Those that name things and kinds of things.
_CATALOGUES: Final = (
    "body_sites",
    "complications",
    "denial",
    "devices",
    "genres",
    "handpieces",
    "indications",
    "scope",
    "senses",
    "seriousness",
    "skin_types",
    "standing",
    "topics",
    "treatments",
    "urgent_everyday",
    "urgent_hints",
)
# A star behind it, and it is only the beginning of one.
_WHOLE_WORD: Final = re.compile(r"(?<![\w*])[a-z]+(?![\w*])")
_SCREENED: Final = "never"
"""The ordinary words of the screen, which could be taken for names."""
_ENDINGS: Final = ("s", "es", "ed", "ing", "er", "est", "ly")
_SHORTEST_STEM: Final = 4  # letters

# What else is typed into a search: colours, the body, people, days, money and the work of a practice.
_EVERYDAY: Final = frozenset(
    """
    black white brown grey gray blue green yellow orange pink purple violet golden silver beige olive ivory tanned pale
    fair dark light deep bright dull clear colour color coloured colored shade tone
    head hair hood scalp brow eyebrow eyelid lash temple cheek nose nostril lips mouth jaw jawline chin neck throat ears
    shoulder chest breast nipple armpit elbow wrist hand finger thumb nail back waist belly navel bikini hips buttock
    groin thigh knee shin calf ankle heel foot feet toes bone muscle nerve blood vein
    people person human adult child children baby teen teenager youth elderly older younger lady ladies gents guys girl
    mother father sister brother wife husband friend colleague doctor nurse owner manager student staff team
    asian african indian arabic hispanic latino caucasian european american chinese japanese korean turkish greek
    cheap cheaper dear expensive price cost budget money income sale sell rent lease loan deal offer discount brand
    book form list plan note file page paper photo picture video camera phone screen email letter website online
    clinic room office shop salon spa desk chair bed door window floor house home hotel city town country world
    morning noon evening night today tonight tomorrow yesterday week weekend month season spring summer autumn winter
    holiday vacation beach pool swim swimming sauna sport sports gym running shower bath travel flight
    food drink water coffee alcohol wine milk salt sugar fish meat diet vitamin smoke smoking sleep rest
    soap wash lotion cream gel oil serum foam powder mask makeup perfume shaving shaver razor wax waxing tweezers thread
    fine thin thick coarse curly wavy straight smooth rough soft hard tight loose dense sparse long short wide narrow
    hot warm cool cold freezing wet dry moist fresh clean dirty sharp blunt flat round square empty full heavy weak
    strong mild gentle harsh fast quick slow early late soon daily weekly monthly yearly twice once double single half
    best worst bigger smaller lower higher deeper lighter darker longer shorter faster slower nicer harder easier
    share show tell talk speak write read learn teach watch listen hear call send bring carry hold pull push turn move
    open close start stop begin finish wait walk stand sit fall rise drop break fix mend build clean store lock lend
    find fine found fond mind kind bind wind band bond bend bean beam bead bear beat best belt bell
    cloth towel glove gown goggles shield needle blade scissors brush sponge ice fire steam smell noise music
    breastfeeding pregnant pregnancy lactating menopause puberty diabetic allergic anxious nervous happy angry
    sorry scared
    law legal licence license insurance consent permit rule course class lesson exam degree school college university
    """.split()  # noqa: SIM905 (a line for each dozen of words reads worse)
)


def is_known(word: str) -> bool:
    """Whether this is a word (small letters, without accents), as it stands or without its ending."""
    return word in known_words() or known_stem(word) is not None


def known_stem(word: str) -> str | None:
    """The word of which this is a form, as "blister" of "blistered"; None for what is a word itself."""
    words = known_words()
    if word in words:
        return None
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return next((stem for stem in stems if len(stem) >= _SHORTEST_STEM and stem in words), None)


@cache
def known_words() -> frozenset[str]:
    """All of them. Reading them takes some milliseconds: off the loop, please."""
    catalogues = {word for name in _CATALOGUES for text in _texts(load(f"{name}.toml")) for word in _words_in(text)}
    return frozenset((*_EVERYDAY, *catalogues, *_words_in(load("screen.toml")["names"][_SCREENED])))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _words_in(text: str) -> list[str]:
    return _WHOLE_WORD.findall(text.lower())
