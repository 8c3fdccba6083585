"""What surrounds a protocol's reports: the answer to one, all of them with former versions, and its author's forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import discord
from discord import ui

from bot.exchange.completeness import handpiece_of
from bot.exchange.evidence_words import apart_lines, evidence_words
from bot.exchange.protocols import NOTES, FormerSettings, History, Reported, Rewritten, SettingsChanged
from bot.ui.cards import button, card, warning
from bot.ui.charts import CHART_FILE, Chart
from bot.ui.clinical_fields import skin_types_field
from bot.ui.custom_ids import compose
from bot.ui.entry_card import title_line
from bot.ui.entry_choices import entry_line
from bot.ui.evidence_cards import evidence_block
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from bot.ui.hold_cards import what_to_edit
from bot.ui.text import KIND_ACCENTS, SHARED_BY_MEMBERS, clipped, escaped, on_day
from bot.ui.version_words import differences, revision_of
from db.entries import Entry
from db.outcomes import Counts
from db.revisions import Revision

EDIT: Final = "protocol_edit"
STATUS: Final = "protocol_status"
_PAGE_ROOM: Final = 3000
_LONGEST_LINE: Final = 900
_STANDINGS: Final = {
    "current": "Current: I advise it",
    "superseded": "Superseded: another one takes its place",
    "retired": "Retired: I no longer advise it",
}


def reported_card(reported: Reported) -> ui.LayoutView:
    """A report is kept; where it counts a complication, it can be linked to the member's own report of it."""
    counts, entry = reported.outcome.counts, reported.entry
    lines = [
        f"✅ **Your report on {entry.label} is kept:** worked {counts.worked}, partly {counts.partly}, "
        f"no effect {counts.no_effect}; {counts.complications} of {counts.treated} with a complication.",
    ]
    if reported.replaced is not None and reported.replaced != counts:
        lines.append(_in_place_of(reported.replaced))
    unlinked = counts.complications - len(reported.outcome.linked)
    if reported.outcome.linked:
        lines.append(
            "-# Linked, so that each counts once: " + ", ".join(f"C-{each.number}" for each in reported.outcome.linked)
        )
    if unlinked > 0:
        lines.append(
            "Is a complication in the library already? Choose it below: it then counts once. "
            if reported.to_link
            else "Please tell colleagues what happened with `/complication report`; then link it here."
        )
    rows: list[ui.ActionRow[ui.LayoutView]] = []
    if unlinked > 0 and reported.to_link:
        options = [discord.SelectOption(label=entry_line(each), value=str(each.number)) for each in reported.to_link]
        rows.append(
            ui.ActionRow(
                ui.Select(
                    custom_id=compose("used_link", entry.number, entry.settings_version),
                    placeholder="Which of your reports is it?",
                    options=options,
                )
            )
        )
    return card(
        ["\n".join(lines), evidence_block(reported.evidence), SHARED_BY_MEMBERS],
        accent=KIND_ACCENTS[entry.content.kind],
        rows=rows,
        buttons=[
            button("Edit my report", "used_open", entry.number),
            button("Take it back", "used_back", entry.number, entry.settings_version),
            button("Reports", "reports", entry.number, 1),
        ],
    )


def _in_place_of(former: Counts) -> str:
    return (
        f"⚠️ It takes the place of your former report: {former.treated} treated, {former.complications} with a "
        "complication. A report is of **all of your patients so far**: if these are further ones, press **Edit my "
        "report** and add them up."
    )


def not_kept_card(why: str, token: str) -> ui.LayoutView:
    """The counts cannot be; nothing that was typed is lost."""
    return warning(f"**Nothing was saved.** {why}", button("Edit again", "used_again", token))


def note_held_card(kinds: tuple[str, ...], action: str, token: str) -> ui.LayoutView:
    """The words may identify a patient; they are not repeated."""
    return warning(
        f"**Nothing was saved:** this may identify a patient. I saw:\n{what_to_edit(kinds)}",
        button("Edit again", action, token),
    )


def changed_meanwhile_card(changed: SettingsChanged, token: str) -> ui.LayoutView:
    """The settings are others than those that the form was opened for."""
    entry = changed.entry
    lines = [
        f"**Nothing was saved:** the settings of {entry.label} were changed while you wrote, and reports belong to "
        "settings. **Edit again** opens the form with what you typed, if it holds for the settings as they are now.",
    ]
    if changed.former is not None:
        lines += [f"- {clipped(line, _LONGEST_LINE)}" for line in differences(changed.former, revision_of(entry))[:8]]
    return warning("\n".join(lines), button("Edit again", "used_again", token))


def reports_card(history: History, page: int) -> ui.LayoutView:
    """One page of all that was reported, and of the protocol's former versions."""
    pages = list(_pages(list(_history_blocks(history))))
    page = min(max(page, 1), len(pages))
    entry = history.entry
    turning = [
        button("Previous", "reports", entry.number, page - 1, disabled=page == 1),
        button("Next", "reports", entry.number, page + 1, disabled=page == len(pages)),
    ]
    heading = f"### {title_line(entry)}"
    return card(
        [heading, *pages[page - 1], SHARED_BY_MEMBERS],
        accent=KIND_ACCENTS[entry.content.kind],
        buttons=turning if len(pages) > 1 else (),
    )


def chart_card(entry: Entry, chart: Chart) -> ui.LayoutView:
    """The picture, with its words for who cannot see it."""
    picture = discord.MediaGalleryItem(f"attachment://{CHART_FILE}", description=clipped(chart.alternative_text, 1024))
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery(picture)
    return card([f"### {title_line(entry)}", gallery, SHARED_BY_MEMBERS], accent=KIND_ACCENTS[entry.content.kind])


def edit_form(entry: Entry, answers: Answers | None = None, token: str = "") -> ui.Modal:
    """The form **Edit protocol**, holding what it says, or what was typed before."""
    fields = _edit_fields(entry) if answers is None else refilled(_edit_fields(entry), answers)
    return form(f"Edit {entry.label}", fields, EDIT, entry.number, *([token] if token else []))


def rewritten_by(answers: Answers) -> Rewritten:
    """What was sent."""
    return Rewritten(
        title=" ".join(answers.text("title").split()),
        text=answers.text("text"),
        handpiece=answers.text("handpiece"),
        skin_types=answers.choices("skin_types"),
        notes=answers.text("notes"),
    )


def rewritten_card(entry: Entry, former: Entry) -> ui.LayoutView:
    """What has changed, and whether its evidence begins anew."""
    changes = differences(revision_of(former), revision_of(entry))
    lines = [f"✅ **{entry.label} is changed.**" if changes else f"**{entry.label}** says what it said."]
    lines += [f"- {clipped(line, _LONGEST_LINE)}" for line in changes]
    if entry.settings_version > former.settings_version:
        lines.append("The settings are others now: only reports of these count; the former stay under **Reports**.")
    return card(
        ["\n".join(lines)],
        accent=KIND_ACCENTS[entry.content.kind],
        buttons=[button("Show it", "show_entry", entry.number), button("Reports", "reports", entry.number, 1)],
    )


def status_form(entry: Entry) -> ui.Modal:
    """How it stands, for its author."""
    options = tuple(Option(key, label) for key, label in _STANDINGS.items())
    successor = f"P-{entry.superseded_by}" if entry.superseded_by is not None else ""
    fields: list[Field] = [
        ChoiceField("standing", f"How {entry.label} stands", options, fewest=1, chosen=(entry.standing,)),
        TextField("successor", "Superseded by", "Its number, such as P-17", required=False, most=20, value=successor),
    ]
    return form(f"Status of {entry.label}", fields, STATUS, entry.number)


def _edit_fields(entry: Entry) -> list[Field]:
    content = entry.content
    notes = next((each.text for each in content.details if each.name == NOTES), "")
    return [
        TextField("title", "Title", most=150, value=content.title[:150]),
        TextField("handpiece", "Handpiece or spot", required=False, most=100, value=handpiece_of(content)[:100]),
        skin_types_field("Skin types", "Fitzpatrick", entry.values("skin_type")),
        TextField("text", "Settings, as you write them", long=True, value=content.text),
        TextField("notes", "Notes", long=True, required=False, most=2000, value=notes),
    ]


def _history_blocks(history: History) -> Iterator[str]:
    present = history.evidence
    yield f"**The settings as they are now**\n{evidence_block(present)}"
    for note in history.notes:
        yield f"> {escaped(clipped(' '.join(note.split()), 500))}"
    for former in reversed(history.former_settings):
        yield _former_settings(former)
    now = revision_of(history.entry)
    # Newest change first, each compared with what came after it.
    later: list[Revision] = [*history.revisions, now][1:]
    for before, after in reversed(list(zip(history.revisions, later, strict=True))):
        changes = [f"- {clipped(line, _LONGEST_LINE)}" for line in differences(before, after)]
        yield "\n".join([f"**Changed {on_day(before.replaced_at)}**", *(changes or ["- how it was read"])])


def _former_settings(former: FormerSettings) -> str:
    until = f", until {on_day(former.until)}" if former.until is not None else ""
    lines = [f"**Settings, version {former.evidence.version}{until}**", evidence_words(former.evidence)]
    return "\n".join([*lines, *(f"-# {line}" for line in apart_lines(former.evidence))])


def _pages(blocks: list[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for block in (clipped(block, _PAGE_ROOM) for block in blocks):
        if (page and sum(map(len, page)) + len(block) > _PAGE_ROOM) or len(page) == 15:
            yield page
            page = []
        page.append(block)
    yield page
