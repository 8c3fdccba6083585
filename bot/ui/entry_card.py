"""The entry card: one entry whole, as it is shown in private and as it is shared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from discord import ui

from bot.clinical.body_sites import BodySite, body_sites
from bot.clinical.complications import Complication, complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import Indication, indications
from bot.clinical.reading import EntryKind
from bot.clinical.seriousness import Fact, seriousness
from bot.clinical.skin_types import SKIN_TYPES
from bot.exchange.completeness import COMPLICATION, INDICATION, handpiece_of, has_settings, left_to
from bot.exchange.copies import may_stand_in
from bot.exchange.counted import counted
from bot.exchange.evidence import Evidence
from bot.exchange.questions import AnswerTo, Beside
from bot.exchange.summary_facts import NAMES
from bot.ui.cards import ButtonStyle, button, card, link
from bot.ui.cautions import caution_lines, incomplete
from bot.ui.complication_cards import (
    course_lines,
    follow_up_button,
    is_told_whole,
    report_facts,
    reporter_rows,
    severity_block,
    what_to_confirm,
    withheld_blocks,
    withheld_rows,
)
from bot.ui.evidence_cards import evidence_block, protocol_row, standing_line
from bot.ui.question_cards import answers_block, length_of, question_rows
from bot.ui.settings_table import settings_lines
from bot.ui.summary_cards import is_whole as is_told
from bot.ui.summary_cards import source_block
from bot.ui.text import KIND_ACCENTS, SHARED_BY_MEMBERS, clipped, escaped, on_day, upright
from db.complications import Report
from db.entries import Entry
from db.listed import Shown

# Of Discord's 4,000 characters; the text that was written takes what the others leave.
_ROOM: Final = 3850
_WARNINGS_ROOM: Final = 600
_FACTS_ROOM: Final = 700
_TABLE_ROOM: Final = 900
_LEAST_BODY: Final = 500
_AS_CORRECTED: Final = "-# Settings, as its author has put them right"
_AS_READ: Final = "-# Settings, as read in the text below"
_GONE: Final = {
    "withdrawn": "was withdrawn.",
    "held": "is held back until its author edits it.",
    "unlisted": "is not listed at present.",
    "hidden": "was hidden by a moderator.",
    "merged": "was merged into another entry.",
    "listed": "",
}


def private_card(
    entry: Entry,
    credential: str,
    *,
    viewer_id: int,
    moderates: bool = False,
    here: Collection[int] = (),
    lead: str = "",
    evidence: Evidence | None = None,
    beside: Beside | None = None,
    is_reporter: bool = False,
    rows: Sequence[ui.ActionRow[ui.LayoutView]] = (),
) -> ui.LayoutView:
    """For one person: with Share, and for the author what the note in the chat offers too. A lead stands above all.

    Who `moderates` can show to all again what is hidden, and accept answers. `here` is the channel in which the card
    is asked for, given with its parent: what is private to a channel can be shared nowhere else.
    `evidence` is what colleagues report, for a protocol; `beside` are a question's answers, an answer's question, or
    the facts of a complication. `is_reporter` is for who was found to have reported it with the name withheld. `rows`
    are more buttons.
    """
    shareable = entry.status == "listed" and not entry.is_refused and may_stand_in(entry, here)
    buttons = [button("Share", "share", entry.number)] if shareable else []
    if entry.status == "hidden" and moderates:
        buttons.append(button("Show it again", "unhide", entry.number))
    report = beside if isinstance(beside, Report) and entry.status != "hidden" else None
    is_reporter |= report is not None and viewer_id in (report.reporter_id, entry.saved_by_id)
    own_rows = _report_rows(entry, report, is_reporter=is_reporter) if report is not None else []
    # A report's have these behind **More…**
    author_rows = [_own_row(entry)] if viewer_id == entry.author_id and not own_rows else []
    to_confirm = what_to_confirm(report) if report is not None and is_reporter else ""
    above = "\n".join(filter(None, [lead, _privacy(entry), to_confirm]))
    rows = [*rows, *own_rows, *_rows(entry, evidence, beside, viewer_id, moderates=moderates), *author_rows]
    return _card(entry, credential, [*buttons, *_source(entry)], above, evidence, beside, rows)


def public_card(
    entry: Entry, credential: str, evidence: Evidence | None = None, beside: Beside | None = None
) -> ui.LayoutView:
    """For all in a channel; it follows its entry, also when nothing of that is to be seen any more."""
    if entry.status != "listed":
        return card([f"{entry.label} {_GONE[entry.status]}"])
    if entry.is_refused:
        return card([f"{entry.label} is not shown here: its patient does not want it shared, says its reporter."])
    if entry.is_withheld:
        assert isinstance(beside, Report), "a withheld report is shown by its facts alone"
        blocks = withheld_blocks(entry, beside, structured_facts(entry))
        return card(blocks, accent=KIND_ACCENTS[entry.content.kind], buttons=[follow_up_button(entry)])
    return _card(entry, credential, _source(entry), "", evidence, beside, _rows(entry, evidence, beside))


def private_by_now(entry: Entry) -> ui.LayoutView:
    """In place of a copy that stands where not everybody may read what its entry says now."""
    return card([f"{entry.label} is not shown here any more: it is private to the channel that it was written in."])


def title_line(entry: Shown, room: int = 200) -> str:
    """Label and title, escaped."""
    return f"{entry.label} · {escaped(plain_title(entry, room))}"


def plain_title(entry: Shown, room: int) -> str:
    """The title in one line, as a menu shows it; the kind where there is none."""
    return clipped(" ".join(upright(entry.title).split()) or entry.kind.label, room)


def device_names(entry: Shown) -> str:
    """The entry's devices by name; empty where none is known."""
    names = (known.name if (known := catalogue().get(key)) else key for key in entry.values("device"))
    return ", ".join(escaped(name) for name in names)


def skin_types(entry: Shown) -> str:
    """The entry's Fitzpatrick types in their order; empty where none is stated."""
    stated = entry.values("skin_type")
    return ", ".join([each for each in SKIN_TYPES if each in stated]) if stated else ""


def skin_types_in_words(entry: Shown) -> str:
    """The same for a list's line: "skin type III", "skin types I, II"; empty where none is stated."""
    stated = skin_types(entry)
    if not stated:
        return ""
    return f"skin types {stated}" if "," in stated else f"skin type {stated}"


def as_asked(entry: Shown, asked: Entry | None) -> str:
    """What an answer leaves to its question: "As asked in Q-3: Vbeam Prima, skin type II"; empty where it does not."""
    left = left_to(asked, entry) if asked is not None else ()
    if asked is None or not left:
        return ""
    said = {
        "device": clipped(device_names(asked), 200),
        "handpiece": escaped(clipped(handpiece_of(asked.content), 100)) or "handpiece or spot as there",
        "skin type": skin_types_in_words(asked),
    }
    return f"As asked in {asked.label}: {', '.join(said[fact] for fact in left)}"


def structured_facts(entry: Entry) -> list[str]:
    """What is known by catalogues alone: nothing that its author has put into words."""
    named = {
        "Device": device_names(entry),
        "Skin types": skin_types(entry),
        "Area": _names(map(body_sites().get, entry.values("body_site"))),
        "Indication": _names(map(indications().get, entry.values("indication"))),
        "Complication": _names(map(complications().get, entry.values("complication"))),
    }
    return [f"**{name}:** {clipped(value, 200)}" for name, value in named.items() if value]


def _own_row(entry: Entry) -> ui.ActionRow[ui.LayoutView]:
    return ui.ActionRow(
        button("Edit details", "note_details", entry.number),
        button("What it treats", "note_treated", entry.number),
        button("Withdraw", "note_withdraw", entry.number, style=ButtonStyle.danger),
    )


def _card(
    entry: Entry,
    credential: str,
    buttons: list[ui.Button[ui.LayoutView]],
    lead: str,
    evidence: Evidence | None,
    beside: Beside | None,
    rows: Sequence[ui.ActionRow[ui.LayoutView]],
) -> ui.LayoutView:
    report = beside if isinstance(beside, Report) else None
    heading = f"### {title_line(entry)}\n{_byline(entry, credential)}"
    context = beside.asked if isinstance(beside, AnswerTo) else None
    cautions = [*filter(None, [_counted_as(entry, report)]), *_warnings(entry, context)]
    warnings, warnings_left = _that_fit(cautions, _WARNINGS_ROOM, "caution")
    table, table_left = _that_fit(settings_read(entry), _TABLE_ROOM, "line")
    facts = clipped("\n".join([*_facts(entry, report), *(report_facts(report) if report else ())]), _FACTS_ROOM)
    reported = (
        evidence_block(evidence) if evidence is not None else severity_block(report) if report is not None else ""
    )
    course = "\n".join(course_lines(report)) if report is not None else ""
    source = source_block(entry) if entry.content.kind is EntryKind.SUMMARY else ""
    blocks = (lead, heading, standing_line(entry), reported, source, warnings, facts, course)
    above = [block for block in blocks if block]
    read_in_it = [f"{_AS_CORRECTED if entry.content.correction.settings else _AS_READ}\n{table}"] if table else []
    written = all_written(entry)
    room = _ROOM - sum(map(len, (*above, *read_in_it)))
    asked = None if isinstance(beside, Report) else beside
    replies = answers_block(entry, asked, room - _LEAST_BODY)
    body = _fitted(written, max(_LEAST_BODY, room - length_of(replies)))
    is_whole = body == escaped(written) and not warnings_left and not table_left and (not source or is_told(entry))
    is_whole &= report is None or is_told_whole(report)
    # What the author wrote stands between two lines, apart from what was read in it.
    return card(
        [*above[:-1], *_between_lines([above[-1], *read_in_it, *filter(None, [body]), SHARED_BY_MEMBERS]), *replies],
        accent=KIND_ACCENTS[entry.content.kind],
        rows=rows,
        buttons=buttons if is_whole else [button("Full text", "fulltext", entry.number), *buttons],
    )


def _rows(
    entry: Entry,
    evidence: Evidence | None,
    beside: Beside | None,
    viewer_id: int | None = None,
    *,
    moderates: bool = False,
) -> list[ui.ActionRow[ui.LayoutView]]:
    """What can be done with what stands beside an entry; `viewer_id` is who alone sees the card."""
    if evidence is not None:
        return [protocol_row(entry, evidence, viewer_id)]
    if entry.status != "listed" or isinstance(beside, Report):
        return []
    return question_rows(entry, beside, viewer_id, moderates=moderates)


def _privacy(entry: Entry) -> str:
    """Who may see it, where that is not everybody."""
    private = entry.private_channel_id
    home = f"🔒 Private to <#{private}>: found by its author, and by who can read there." if private is not None else ""
    refusal = "🔒 Not to be shared: its patient does not want it, says its reporter." if entry.is_refused else ""
    return "\n".join(filter(None, [home, refusal]))


def _between_lines(texts: list[str]) -> Iterator[str | ui.Item[ui.LayoutView]]:
    first, *others = texts
    yield first
    for text in others:
        yield ui.Separator[ui.LayoutView]()
        yield text


def settings_read(entry: Entry) -> list[str]:
    """The settings that were read; a wavelength in a question or the sessions of a package are none."""
    return settings_lines(entry.content.reading.sets) if has_settings(entry) else []


def _warnings(entry: Entry, asked: Entry | None) -> list[str]:
    return [*filter(None, [as_asked(entry, asked), incomplete(entry, asked)]), *caution_lines(entry.content)]


def _counted_as(entry: Entry, report: Report | None) -> str:
    """What the statistics go by where that is not what is written any more: a reporter's word outlasts an edit."""
    if report is None:
        return ""
    facts = report.facts
    stated = (
        (facts.code, entry.values("complication")),
        (facts.device, entry.values("device")),
        (facts.skin_type, entry.values("skin_type")),
    )
    if all(value is None or value in written for value, written in stated):
        return ""
    complication = complications().get(facts.code) if facts.code else None
    device = catalogue().get(facts.device) if facts.device else None
    parts = [complication.name if complication else "", device.name if device else ""]
    parts.append(f"skin type {facts.skin_type}" if facts.skin_type else "")
    return (
        f"⚠️ Counted as **{escaped(' · '.join(filter(None, parts)))}**, as its reporter has said; what is written says "
        "otherwise. **Correct** and **Edit details** put that right."
    )


def _that_fit(lines: list[str], room: int, what: str) -> tuple[str, int]:
    """The first lines, each whole: half a value would be another value. And how many are left out."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    left = len(lines) - len(kept)
    more = [f"-# and {counted(left, f'more {what}')}: **Full text**"] if left else []
    return "\n".join([*kept, *more]), left


def _byline(entry: Entry, credential: str) -> str:
    saved = entry.saved_by_id is not None and entry.saved_by_id != entry.author_id
    # What an erased member wrote is withdrawn: what stands without an author was imported for nobody by the operator.
    nobody = "by a colleague whose name is withheld" if entry.is_withheld else "from an import"
    by = f"by <@{entry.author_id}>" if entry.author_id is not None else nobody
    parts = [f"{entry.content.kind.label} {by}"]
    if credential:
        parts.append(escaped(clipped(credential, 150)))
    if saved:
        parts.append(f"saved by <@{entry.saved_by_id}>")
    parts.append(on_day(entry.created_at))
    if entry.changed_at > entry.created_at:
        parts.append(f"changed {on_day(entry.changed_at)}")
    return "-# " + " · ".join(parts)


def _facts(entry: Entry, report: Report | None = None) -> Iterator[str]:
    stated = {
        "Device": device_names(entry),
        "Handpiece": escaped(clipped(handpiece_of(entry.content), 100)),
        "Skin types": skin_types(entry),
        "Area": _names(map(body_sites().get, entry.values("body_site"))),
        "Indication": _names(map(indications().get, entry.values("indication"))),
        "Complication": _names(map(complications().get, entry.values("complication"))),
        "Course": _names(map(seriousness().get, _course(entry))) if report is None else "",
        "Tags": " ".join(f"`#{tag.replace('`', '')}`" for tag in entry.values("tag")),
    }
    for name, value in stated.items():
        if value:
            yield f"**{name}:** {clipped(value, 200)}"


def _course(entry: Entry) -> tuple[str, ...]:
    """What became of a complication; where none happened, the words for it are about something else."""
    return entry.content.reading.seriousness if entry.values("complication") else ()


def _report_rows(entry: Entry, report: Report, *, is_reporter: bool) -> list[ui.ActionRow[ui.LayoutView]]:
    """What its reporter can do; of a withheld one that is found out when a button is pressed."""
    if is_reporter:
        return reporter_rows(entry, report)
    return withheld_rows(entry) if report.is_withheld else []


def _names(known: Iterable[Indication | Complication | BodySite | Fact | None]) -> str:
    return ", ".join(escaped(each.name) for each in known if each is not None)


def all_written(entry: Entry) -> str:
    """The text, and what was put into a form's other fields, each under its name."""
    apart = NAMES if entry.content.kind is EntryKind.SUMMARY else (INDICATION, COMPLICATION)
    details = [each for each in entry.content.details if each.name not in apart]
    parts = [entry.content.text, *(f"{detail.name}: {detail.text}" for detail in details)]
    if entry.content.correction.settings:
        parts.append(f"Settings, put right: {entry.content.correction.settings}")
    return "\n\n".join(parts)


def _source(entry: Entry) -> list[ui.Button[ui.LayoutView]]:
    source = entry.source
    if source is None:
        return []
    return [link("Open the message", message_url(entry.guild_id, source.channel_id, source.message_id))]


def message_url(guild_id: int, channel_id: int, message_id: int) -> str:
    """Where a message stands."""
    return f"https://discord.com/channels/{guild_id}/{channel_id}/{message_id}"


def _fitted(text: str, room: int) -> str:
    """Escaped text within a room; cut before it is escaped, so that no escape is cut in two."""
    kept = text
    while len(escaped(kept)) > room:
        kept = clipped(kept, min(len(kept) - 1, len(kept) * room // len(escaped(kept))))
    return escaped(kept)
