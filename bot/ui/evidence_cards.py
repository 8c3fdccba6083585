"""What colleagues report of a protocol, in words: harm before benefit, numbers before percentages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discord import ui

from bot.exchange.counted import counted
from bot.exchange.evidence import SKIN_GROUPS, Evidence, Tally, skin_group
from bot.exchange.evidence_words import apart_lines, evidence_words, serious_lines
from bot.ui.cards import button
from db.entries import Entry
from db.listed import Shown


def evidence_row(evidence: Evidence, asked_skin_types: Sequence[str]) -> Iterator[str]:
    """For a list: the line, why it stands below the rest, and what is not known of the skin types asked for."""
    yield evidence_words(evidence)
    yield from (f"⚠️ Below the rest: {each}" for each in serious_lines(evidence))
    for group in dict.fromkeys(map(skin_group, asked_skin_types)):
        if not group.types & evidence.skin_types:
            yield f"⚠️ no reports in skin types {group.name}"


def evidence_block(evidence: Evidence) -> str:
    """For a protocol's card."""
    words = evidence_words(evidence)
    lines = [f"**Reported:** {words}", *(f"⚠️ **Serious:** {each}" for each in serious_lines(evidence))]
    if evidence.counted.colleagues:
        lines.append(f"-# {_rest(evidence.counted)} · {_by_skin(evidence)}")
    elif evidence.is_empty and evidence.version > 1:
        lines.append("-# The settings were changed; any reports of the former ones are under **Reports**.")
    lines += [f"-# {line}" for line in apart_lines(evidence)]
    return "\n".join(lines)


def protocol_row(entry: Entry, evidence: Evidence, viewer_id: int | None) -> ui.ActionRow[ui.LayoutView]:
    """What can be done with a protocol; its author can change it and how it stands."""
    buttons = [button("I used it", "used_open", entry.number), button("Reports", "reports", entry.number, 1)]
    if viewer_id is not None and evidence.counted.allows_percentages:
        buttons.append(button("Chart", "chart", entry.number))
    if viewer_id is not None and viewer_id == entry.author_id:
        if entry.source is None:
            buttons.append(button("Edit protocol", "protocol_edit", entry.number))
        buttons.append(button("Status", "protocol_status", entry.number))
    return ui.ActionRow(*buttons)


def standing_line(entry: Shown) -> str:
    """Whether a protocol is given up; empty while it is its author's advice."""
    match entry.standing:
        case "superseded":
            if entry.superseded_by is None:
                return "⚠️ **Superseded**: its author advised another one, which was withdrawn since."
            return f"⚠️ **Superseded by P-{entry.superseded_by}**: its author advises the other one."
        case "retired":
            return "⚠️ **Retired**: its author no longer advises it."
        case "current":
            return ""


def _rest(tally: Tally) -> str:
    return f"partly {tally.partly}, no effect {tally.no_effect}"


def _by_skin(evidence: Evidence) -> str:
    """How many of the reports treated which skin; one that names several groups counts for itself."""
    parts = [
        f"{group.name} {counted(tally.colleagues, 'report')}"
        for group in SKIN_GROUPS
        if (tally := evidence.by_skin.get(group.name)) is not None and tally.colleagues
    ]
    if evidence.several_skins.colleagues:
        parts.append(f"several types {counted(evidence.several_skins.colleagues, 'report')}")
    if not evidence.skin_types:
        return "skin types not stated"
    unstated = evidence.counted.colleagues - _stated(evidence)
    if unstated > 0:
        parts.append(f"not stated in {counted(unstated, 'report')}")
    none = [group.name for group in SKIN_GROUPS if not group.types & evidence.skin_types]
    missing = f"none in {', '.join(none)}" if none else ""
    return "skin types: " + ", ".join(part for part in (*parts, missing) if part)


def _stated(evidence: Evidence) -> int:
    """How many of the counted reports say whom they treated."""
    return sum(each.colleagues for each in evidence.by_skin.values()) + evidence.several_skins.colleagues
