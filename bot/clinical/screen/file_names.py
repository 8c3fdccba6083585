"""A name within a file's name: "maria_before.jpg", "Example_K_pre.png", "AnnaExample_consent.pdf".

A picture that a name, and a side or a day, are written on is a patient's; of papers, a paper of consent is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen import name_shapes
from bot.clinical.screen.late_pattern import LatePattern
from bot.clinical.screen.name_shapes import Shape
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.vocabulary import name_words, place_words

_PICTURES: Final = listed("jpg jpeg png heic mov mp4 webp tiff dng raw")
_PAPERS: Final = listed("pdf doc docx xlsx odt rtf txt zip")
_LONGEST: Final = 80
_FILE: Final = LatePattern(r"[\w.+-]+$")
_FOLDER: Final = LatePattern(r"(?: is| was)?(?: named| called| under| labell?ed)?:? [\"']?([A-Za-z]+(?:[_-][\w-]+)+)")
_PARTS: Final = LatePattern(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+")
_YEAR: Final = LatePattern(r"(?:19|20)\d\d$")
_SHORTEST_SURNAME: Final = 4
_OF_A_PATIENT: Final = listed(
    "pre post before after day wk week month mo consent intake chart session visit tx test patch left right front side "
    "profile face cheek chin lip lips neck leg legs arm arms back scar scars burn blister blisters crusts melasma "
    "acne rosacea pih tattoo d fu follow followup healed result results baseline photo photos pic eyes lid hand "
    "hands nose forehead scalp beard axilla bikini chest"
)
_A_PATIENTS_PAPER: Final = listed(
    "consent intake chart id passport referral letter histology biopsy lab labs invoice form"
)
_OF_NOBODY: Final = listed(
    "img dsc dscn pxl screenshot screen image photo picture scan poster logo brochure slide slides figure fig table "
    "graph settings protocol menu manual template copy final draft version whatsapp video clip flyer agenda minutes "
    "guideline guidelines consensus review paper study science journal chart price list summary notes clinic "
    "certificate demo course congress workshop training"
)
_NO_PATIENTS: Final = listed("hotel dr prof team venue room")
_SHOWN_AT_WORK: Final = listed("slides slide lecture talk webinar brochure paper")
_PUBLISHED: Final = listed("poster logo brochure slide slides figure fig table graph consensus paper journal template")


def in_file_name(passage: Passage, index: int) -> Iterator[Hit]:
    """The name that this ending's file is called by."""
    start = passage.starts[index]
    file = _FILE.search(passage.cased, max(0, start - _LONGEST), start) if passage.gap(index) == "." else None
    if file is None:
        return
    parts = [(match[0], file.start() + match.start()) for match in _PARTS.finditer(file[0])]
    words = {part.lower() for part, _ in parts}
    named = _names_among(parts)
    around = slice(*passage.sentence_around(index, index))
    if not _NO_PATIENTS.isdisjoint(words) or not _SHOWN_AT_WORK.isdisjoint(passage.words[around]):
        return
    is_dated_paper = passage.words[index] in _PAPERS and any(_YEAR.match(word) for word in words)
    if is_dated_paper and _A_PATIENTS_PAPER.isdisjoint(words):
        return  # "Example_1983.pdf"
    if not named and _PUBLISHED.isdisjoint(words) and _is_a_patients(passage.words[index], words, parts):
        named = [(part, place) for part, place in parts if _looks_a_name(part)]
    if named:
        first, last = named[0], named[-1]
        yield Hit("name", first[1], last[1] + len(last[0]))


def in_folder_name(passage: Passage, index: int) -> Iterator[Hit]:
    """ "in the folder named Example_Anna_neck": of words that are joined, one is a known name."""
    folder = _FOLDER.match(passage.cased, passage.ends[index])
    if folder is None:
        return
    parts = [(match[0], folder.start(1) + match.start()) for match in _PARTS.finditer(folder[1])]
    words = [part.lower() for part, _ in parts]
    named = _names_among(parts)
    if named and _OF_NOBODY.isdisjoint(words):
        first, last = named[0], named[-1]
        yield Hit("name", first[1], last[1] + len(last[0]))


def _names_among(parts: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Where one is a known name, that and all that look like one: "Eleftheria_Papadaki"."""
    if not any(_is_known(part.lower()) for part, _ in parts):
        return []
    return [each for each in parts if _is_known(each[0].lower()) or _looks_a_name(each[0])]


def _is_known(word: str) -> bool:
    names = name_words()
    if word in names.given:
        return True
    surname = word[1:]  # "jexample"
    return len(word) > _SHORTEST_SURNAME and (
        (surname in names.surnames and surname not in names.never)
        or (word in names.surnames and word not in names.never)
    )


def _is_a_patients(ending: str, words: set[str], parts: list[tuple[str, int]]) -> bool:
    if ending in _PAPERS:
        return not _A_PATIENTS_PAPER.isdisjoint(words)
    has_initial = any(len(part) == 1 and part.isupper() for part, _ in parts)
    return has_initial or not _OF_A_PATIENT.isdisjoint(words)


def _looks_a_name(part: str) -> bool:
    word = part.lower()
    if len(part) < _SHORTEST_SURNAME or word in _OF_A_PATIENT | _OF_NOBODY | _A_PATIENTS_PAPER | place_words().regions:
        return False
    return part.istitle() and name_shapes.is_new(word, Shape.CAPITAL)


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _PICTURES | _PAPERS, in_file_name
    yield listed("folder subfolder album directory"), in_folder_name
