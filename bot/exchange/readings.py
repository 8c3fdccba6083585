"""Reading what a member wrote, now and again: with what the channel says, and without what its author has cleared."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.clinical.devices import catalogue
from bot.clinical.reader import read
from bot.clinical.reading import EntryKind, Hints, Identifier, Reading, SettingKey, SettingSet, SettingValue
from bot.clinical.titles import titled
from bot.exchange.content import content_of
from bot.exchange.incoming import IncomingMessage
from bot.exchange.overtaken import for_same_words, noted
from bot.exchange.summary_facts import words_of
from db import captured, local_devices
from db.captured import Standing
from db.connections import ReadConnection
from db.entries import Content, Correction, Entry

# Whose device is counted and asked for where it is missing: there another's is worse than none.
_DEVICE_COUNTS = frozenset({EntryKind.PROTOCOL, EntryKind.COMPLICATION})
# Kinds that no other goes by: a plain "Nd:YAG" or "erbium" may be any of several.
_UNMISTAKABLE = frozenset({"ipl", "pdl", "co2", "fractional_co2"})


def reading_of(message: IncomingMessage, known: Standing) -> Reading:
    """Read a chat message; an entry whose tag is gone keeps its kind, and a forum post its own title."""
    former = known.entry.content.kind if known.entry is not None else message.chosen.kind if message.chosen else None
    corrected = known.entry.content.correction.device if known.entry is not None else None
    hints = Hints(message.forum_kind or former, known.group_device, known.own_devices)
    reading = _read_as_corrected(message.whole_text, hints, corrected)
    return replace(reading, title=message.title) if message.title else reading


def read_in_group(text: str, hints: Hints) -> Reading:
    """Read a text in the group of a device, which counts where the text names none."""
    reading = read(text, hints)
    if any(found.span.end for found in reading.devices):
        return reading
    if reading.device_questions:
        # It names one after all, by a short name that several others share: the group's is not meant.
        return replace(reading, devices=())
    if hints.device is not None and _is_of_another_kind(reading, hints.device):
        return read(text, replace(hints, device=None))
    return reading


def _read_as_corrected(text: str, hints: Hints, corrected_device: str | None) -> Reading:
    """Read a text for which its author has named the device, which counts more than the group's; None where not."""
    return read(text, replace(hints, device=corrected_device)) if corrected_device else read_in_group(text, hints)


def _is_of_another_kind(reading: Reading, key: str) -> bool:
    """Whether a text names only kinds of device that this one is not: a burn by IPL, told among those with an Nd:YAG.

    Where the device's own kinds are not known, or one of them is named too, it may well be meant.
    """
    device = catalogue().get(key)
    named = [each.value for each in reading.modalities if each.span.end]
    if reading.kind not in _DEVICE_COUNTS or device is None or not device.lines or _UNMISTAKABLE.isdisjoint(named):
        return False
    return all(set(device.lines).isdisjoint(catalogue().modalities[each].lines) for each in named)


async def content_again(store: ReadConnection, entry: Entry, correction: Correction) -> Content:
    """What an entry says when it is read now, with a correction."""
    former = entry.content
    if entry.source is None:
        # A form's title and handpiece are its author's words: they are read as they are now.
        said = replace(former, correction=correction, title=correction.title or former.title)
        entry = replace(entry, content=said)
    reading = await reading_again(store, entry, correction.device)
    if entry.source is not None:
        correction = noted(for_same_words(former, correction), reading, former.text)
        return content_of(former.kind, former.text, reading, details=former.details, correction=correction)
    content = content_of(former.kind, former.text, reading, details=former.details, correction=correction)
    # What was chosen in a form counts, whatever the reader makes of the words, until its author puts it right.
    kept = {"complication"} | ({"indication"} if correction.indications is None else set())
    chosen = (facet for facet in former.facets if facet.name in kept)
    return replace(content, facets=tuple(dict.fromkeys([*content.facets, *chosen])))


async def reading_again(store: ReadConnection, entry: Entry, corrected_device: str | None) -> Reading:
    """Read an entry now. A forum post and a form keep the title that they were given."""
    content, source = entry.content, entry.source
    own = await local_devices.names_of(store, entry.guild_id)
    if source is None:
        reading = read(_words(entry), Hints(content.kind, corrected_device, own))
        return replace(reading, title=content.title)
    device = await captured.device_of_group(store, entry.guild_id, source.channel_id, source.parent_channel_id)
    reading = _read_as_corrected(_words(entry), Hints(content.kind, device, own), corrected_device)
    return replace(reading, title=content.title) if _is_post(entry) else reading


def settings_as_written(entry: Entry) -> str:
    """Its author's words from the first setting to the last; "" where these alone would say something else."""
    content = entry.content
    spans = [setting.span for each in content.reading.sets for setting in each.settings]
    if content.correction.settings is not None or not spans:
        return ""
    words = _words(entry)[min(span.start for span in spans) : max(span.end for span in spans)].strip()
    devices = content.values("device")
    alone = read(words, Hints(content.kind, devices[0] if len(devices) == 1 else None))
    is_same = _values(alone.sets) == _values(content.reading.sets)
    return words if is_same and not alone.identifiers else ""


def _words(entry: Entry) -> str:
    """All that is read of an entry."""
    content = entry.content
    if entry.source is not None:
        return titled(content.title, content.text) if _is_post(entry) else content.text
    words = titled(content.title, content.text)
    return "\n".join(filter(None, (words, content.correction.handpiece, *words_of(content.details))))


def _is_post(entry: Entry) -> bool:
    """The message that a forum post begins with has the number of its thread."""
    source = entry.source
    return source is not None and source.message_id == source.channel_id and entry.content.correction.title is None


def _values(sets: Sequence[SettingSet]) -> list[list[tuple[SettingKey, SettingValue]]]:
    return [[(setting.key, setting.value) for setting in each.settings] for each in sets]


def not_cleared(message: IncomingMessage, known: Standing, reading: Reading) -> tuple[str, ...]:
    """The kinds that hold a message, without what its author has said is not the patient.

    They said it of the words that they had written: where something stands in none of the kept ones, all counts again.
    """
    cleared = known.hold.cleared if known.hold is not None else ()
    kept = known.entry.content if known.entry is not None and cleared else None
    if kept is None or not kept.text:
        return kinds_of(reading.identifiers, cleared)
    words, former = message.whole_text, titled(kept.title, kept.text)
    is_new = any(
        each.kind not in cleared or not _stands_in(former, words[each.span.start : each.span.end])
        for each in reading.identifiers
    )
    return kinds_of(reading.identifiers) if is_new else ()


def _stands_in(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def kinds_of(identifiers: Collection[Identifier], cleared: Collection[str] = ()) -> tuple[str, ...]:
    """The kinds of identifier that hold a text."""
    return tuple(sorted({each.kind for each in identifiers} - set(cleared)))
