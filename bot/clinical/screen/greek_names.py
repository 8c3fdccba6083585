"""Given names in Greek letters, which no list knows: what the sentence tells of them says whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.clinical.screen.full_names import patients
from bot.clinical.screen.name_shapes import is_medical
from bot.clinical.screen.passage import CueRule, Hit, Passage, listed
from bot.clinical.screen.patients import tells_of_skin

_YEARS: Final = listed("ετων χρονων")
_SAW: Final = listed("ειδα ειδαμε εξετασα εξετασαμε εκανα καναμε θεραπευσα θεραπευσαμε")
_HAS: Final = listed("εχει ειχε εκανε επαθε παρουσιασε εμφανισε ανεπτυξε εβγαλε")
_ARTICLES: Final = listed("τον την τη στον στην στη")
_SUBJECT: Final = listed("η ο")
_TO_ARTICLE: Final = 4  # words: "κάναμε laser 755 στη"
_BEHIND: Final = 10  # words
_SKIN: Final = listed(
    "κρουστα κρουστες φουσκαλα φουσκαλες φλυκταινα φλυκταινες ερυθημα οιδημα πρηξιμο πρησμενη πρησμενος καψιμο κηλιδα "
    "κηλιδες σημαδι σημαδια ουλη ουλες προσωπο μαγουλα παρειες μετωπο πηγουνι χειλη χειλος μυτη λαιμος λαιμο μασχαλες "
    "μπικινι ποδι ποδια χερια πλατη κοιλια τριχες φλεβες ευρυαγγειες πανες τατουαζ ρυτιδες"
)
# With a capital at the head of a note, and nobody's name.
_NO_NAMES: Final = listed(
    "γυναικα ανδρας αντρας ασθενης ασθενη πελατισσα πελατης πελατη κυρια κυριος κοπελα κοριτσι αγορι νεαρη νεαρος νεα "
    "νεος θηλυ αρρεν φωτοτυπος φωτοτυπο περιστατικο ηλικια εφηβη εφηβος φιλη φιλος συναδελφος γιατρος νοσηλευτρια "
    "προσωπο παρειες λαιμος ακμη μελασμα ροδοχρους δερμα θεραπεια συσκευη εταιρεια κλινικη αθηνα θεσσαλονικη ελλαδα "
    "δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη αλεξανδριτης κρυο"
)


def before_age(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Μαρία, 34 ετών, ακμή"."""
    name = index - 2
    if name >= 0 and passage.words[index - 1].isdigit() and passage.gap(index - 1) == ", " and _is_name(passage, name):
        yield from patients(passage, passage.name(name, name))


def whom_we_saw(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Είδα την Ευαγγελία σήμερα, κρούστες", "κάναμε IPL στη Μαρία χθες"."""
    _, stop = passage.sentence_around(index, index)
    for article in range(index + 1, min(index + 1 + _TO_ARTICLE, stop - 1)):
        if passage.has(article, _ARTICLES):
            yield from _told_of(passage, article + 1, stop)
            return


def who_has_it(passage: Passage, index: int) -> Iterator[Hit]:
    """ "Η Μαρία έχει έγκαυμα μετά το IPL"; what she says or shows is a colleague's."""
    if passage.has(index - 2, _SUBJECT) and passage.gap(index) == " ":
        yield from _told_of(passage, index - 1, passage.sentence_around(index, index)[1])


def _told_of(passage: Passage, name: int, stop: int) -> Iterator[Hit]:
    behind = passage.words[name + 1 : min(stop, name + _BEHIND)]
    is_of_skin = not _SKIN.isdisjoint(behind) or tells_of_skin(behind) or any(map(is_medical, behind))
    if _is_name(passage, name) and is_of_skin:
        yield from patients(passage, passage.name(name, name))


def _is_name(passage: Passage, index: int) -> bool:
    """Whether it is written as a name in Greek is: "Φωτότυπος ΙΙΙ" is none."""
    word = passage.words[index]
    is_greek = "α" <= word[0] <= "ω" and passage.written(index).istitle()
    return is_greek and word not in _NO_NAMES and not is_medical(word)


def rules() -> Iterator[tuple[frozenset[str], CueRule]]:
    """Each rule with the words that call it."""
    yield _YEARS, before_age
    yield _SAW, whom_we_saw
    yield _HAS, who_has_it
