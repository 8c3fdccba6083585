"""What has changed between two versions of a protocol, so that it can be read at a glance."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from bot.clinical.devices import catalogue
from bot.clinical.reading import SettingSet
from bot.clinical.skin_types import SKIN_TYPES
from bot.exchange.completeness import handpiece_of
from bot.ui.settings_table import setting_values
from bot.ui.text import clipped, escaped
from db.entries import Detail, Entry, Facet
from db.revisions import Revision

_CONTEXT: Final = 3  # words shown on either side of a change
_MOST_CHANGES: Final = 6
_LONGEST: Final = 160


def revision_of(entry: Entry) -> Revision:
    """An entry as it stands, to be compared with what it was."""
    content = entry.content
    is_form = entry.source is None
    return Revision(
        settings_version=entry.settings_version,
        title=content.title,
        text=content.text if is_form else "",
        details=content.details if is_form else (),
        handpiece=handpiece_of(content),
        facets=content.facets,
        reading=content.reading,
        replaced_at=entry.changed_at,
    )


def differences(former: Revision, now: Revision) -> list[str]:
    """Line by line: "Fluence 14 → 16 J/cm²", then the words that changed."""
    lines = [
        *_changed("Device", _devices(former.facets), _devices(now.facets)),
        *_changed("Handpiece", former.handpiece, now.handpiece),
        *_settings(former.reading.sets, now.reading.sets),
        *_changed("Skin types", _skin_types(former.facets), _skin_types(now.facets)),
    ]
    if former.title != now.title:
        lines.append(f"Title: {_words(former.title, now.title)}")
    if former.text and now.text and former.text != now.text:
        lines.append(f"Words: {_words(former.text, now.text)}")
    before, after = _detail_words(former.details), _detail_words(now.details)
    lines += [
        f"{escaped(name)}: {_words(before.get(name, ''), after.get(name, ''))}"
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
    return lines


def _settings(former: Sequence[SettingSet], now: Sequence[SettingSet]) -> Iterator[str]:
    if len(former) != len(now):
        yield f"Sets of settings: {len(former)} → {len(now)}"
    changed_in: defaultdict[str, list[int]] = defaultdict(list)
    for place, (one, other) in enumerate(zip(former, now, strict=False), 1):
        before, after = setting_values(one), setting_values(other)
        for name in dict.fromkeys((*before, *after)):
            was, became = before.get(name, ""), after.get(name, "")
            if was != became:
                changed_in[_from_to(name, _without_shared_unit(was, became), became)].append(place)
    for change, places in changed_in.items():
        in_all = len(places) == max(len(former), len(now))
        yield change if in_all else f"Set {' and '.join(map(str, places))}: {change}"


def _from_to(name: str, before: str, after: str) -> str:
    if before and after:
        return f"{name} {before} → {after}"
    return f"{name} {after}, new" if after else f"{name} {before}, no longer said"


def _without_shared_unit(before: str, after: str) -> str:
    """ "14" of "Fluence 14 → 16 J/cm²": a unit that both have is said once."""
    number, _, unit = before.partition(" ")
    return number if unit and after.partition(" ")[2] == unit else before


def _changed(name: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield _from_to(name, escaped(before), escaped(after))


def _devices(facets: Sequence[Facet]) -> str:
    keys = sorted(each.value for each in facets if each.name == "device")
    return ", ".join(known.name if (known := catalogue().get(key)) else key for key in keys)


def _skin_types(facets: Sequence[Facet]) -> str:
    stated = {each.value for each in facets if each.name == "skin_type"}
    return ", ".join(each for each in SKIN_TYPES if each in stated)


def _detail_words(details: Sequence[Detail]) -> dict[str, str]:
    return {each.name: each.text for each in details}


def _words(before: str, after: str) -> str:
    """The changed words with a few around them: what went is struck, what came is bold."""
    one, other = before.split(), after.split()
    changes: list[str] = []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = _said(one[start:end]), _said(other[first:last])
        around = (
            _said(one[max(0, start - _CONTEXT) : start]),
            f"~~{gone}~~" if gone else "",
            f"**{come}**" if come else "",
            _said(one[end : end + _CONTEXT]),
        )
        changes.append(" ".join(part for part in around if part))
    more = f" and {len(changes) - _MOST_CHANGES} more" if len(changes) > _MOST_CHANGES else ""
    return " … ".join(changes[:_MOST_CHANGES]) + more if changes else "spaces and lines only"


def _said(words: Sequence[str]) -> str:
    return escaped(clipped(" ".join(words), _LONGEST)).strip()
