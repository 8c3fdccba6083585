"""A community's own devices in a text: found by the rules for the catalogue's names, beside them or in their place.

A name of one word without a digit could be a word of the language ("Clarity"). It counts where it is written as it was
given and a sentence does not begin with it, or beside a setting or a word for devices. The catalogue's slips of the pen
are not looked for: these names are whatever members have typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.clinical.device_names import DeviceNames, DeviceWords, SharedWords
from bot.clinical.folding import Folded
from bot.clinical.joined_names import parts_of
from bot.clinical.reading import DeviceQuestion, Found, OwnDevice, Span

Named = tuple[tuple[Found, ...], tuple[DeviceQuestion, ...]]


def with_own(folded: Folded, named: Named, own: DeviceNames) -> Named:
    """What a text names of the catalogue and of a community's own; where names overlap the longer one is meant."""
    found, questions = own.found_in(folded)
    # There is one device of this name here: it is meant wherever the name is.
    certain = (Found(each.candidates[0], each.span) for each in questions if len(each.candidates) == 1)
    ours = {each.value: each for each in (*certain, *found)}.values()
    theirs, asked = named
    stands = [each for each in ours if not any(_is_within(each.span, other.span) for other in theirs)]
    spans = [each.span for each in stands]
    kept = [each for each in theirs if not any(_overlap(each.span, span) for span in spans)]
    still_asked = [
        each
        for each in (*asked, *(question for question in questions if len(question.candidates) > 1))
        if not any(_overlap(each.span, span) for span in spans)
    ]
    return tuple(sorted([*kept, *stands], key=lambda each: each.span.start)), tuple(still_asked)


def own_names(own: Sequence[tuple[OwnDevice, frozenset[str]]], shared: SharedWords) -> DeviceNames:
    """All names of a community's own devices, each with the cues that speak for its kind."""
    return DeviceNames([_words_of(device, cues) for device, cues in own], shared)


def _words_of(device: OwnDevice, cues: frozenset[str]) -> DeviceWords:
    plain = [name for name in device.names if not _may_be_a_word(name)]
    return DeviceWords(
        key=device.key,
        name=device.names[0],
        aliases=tuple(plain),
        ambiguous_aliases=tuple(f"={name}" for name in device.names if _may_be_a_word(name)),
        cues=cues,
    )


def _may_be_a_word(name: str) -> bool:
    return name.isalpha() and len(parts_of(name)) == 1


def _is_within(one: Span, other: Span) -> bool:
    """Whether it is a part of a longer name."""
    return other.start <= one.start and one.end <= other.end and one != other


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
