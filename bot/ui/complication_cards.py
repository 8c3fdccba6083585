"""Complications on cards: how serious and why, the facts with what is unconfirmed, the course, and what helped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from discord import ui

from bot.clinical.authorities import Authority, authority
from bot.clinical.reading import EntryKind
from bot.clinical.severity import State, intervention_name, severity_of
from bot.clinical.treatments import treatments
from bot.exchange.counted import counted
from bot.exchange.what_helped import Done, Helped
from bot.ui.cards import ButtonStyle, button, card
from bot.ui.complication_forms import COURSE, MORE
from bot.ui.text import KIND_ACCENTS, SHARED_BY_MEMBERS, clipped, escaped, on_day
from db.complications import FollowUp, Report
from db.entries import Entry
from db.search import TitledEntry

STATES_IN_WORDS: Final[dict[State, str]] = {
    "unknown": "not known",
    "resolved": "resolved",
    "improving": "improving",
    "persisting": "unchanged",
    "worse": "worse",
    "died": "the patient died",
}
_CONSENTS: Final = {"yes": "yes", "no": "no", "deidentified": "de-identified only"}
_UNCONFIRMED: Final = " (unconfirmed)"
_COURSE_FACTS: Final = frozenset({"code", "permanent", "intervention", "state"})
_READ_FACTS: Final = {
    "code": "what it was",
    "device": "device",
    "skin_type": "skin type",
    "permanent": "whether it is permanent",
    "intervention": "what it took",
    "state": "how it stood",
}
_UNKNOWN: Final = {"permanent": "whether it is permanent", "intervention": "what it took"}
_MOST_DONE: Final = 12
_FOLLOW_UPS_SHOWN: Final = 6
_HELPED_SHOWN: Final = 150
_FACT_SHOWN: Final = 300
HELPED_REPORTS: Final = "helped_reports"
WHERE: Final = "report_where"
_TO_NOBODY: Final = "I report to nobody: whether you tell an authority is yours to decide, and to do."

Row = ui.ActionRow[ui.LayoutView]


def severity_block(report: Report) -> str:
    """Whether it is serious and why, then the grade, and what of it was only read."""
    severity = severity_of(report.course)
    if severity.lead is not None:
        lead = f"**Serious: {severity.lead}** · {'; '.join(severity.reasons)}"
    else:
        lead = _not_serious(report)
    graded = f"CTCAE grade {severity.grade}" if severity.grade is not None else "CTCAE grade: none"
    lines = [lead, f"-# {graded} ({severity.graded_by})"]
    if _COURSE_FACTS & set(report.unconfirmed):
        lines.append("-# ⚠️ **Unconfirmed:** read from the text; its reporter has not confirmed it yet")
    return "\n".join(lines)


def report_facts(report: Report) -> list[str]:
    """What is known besides device, skin type and settings, each in a line; free text escaped."""
    facts = report.facts
    stated = {
        "Permanent": {"unknown": "", "no": "no", "yes": "yes"}[facts.permanent],
        "It took": "" if facts.intervention == "unknown" else intervention_name(facts.intervention),
        "Onset": "" if facts.onset_days is None else _onset(facts.onset_days),
        "Treatment": _given(report),
        "State when reported": "" if facts.state == "unknown" else STATES_IN_WORDS[facts.state],
        "Test spot": {"unknown": "", "no": "no", "yes": "yes"}[facts.test_spot],
        "Endpoint seen": escaped(facts.endpoint) if not report.is_withheld else "",
        "The patient's consent": _CONSENTS.get(facts.consent, ""),
        "Reported elsewhere, says the reporter": _elsewhere(report),
    }
    columns = {"Permanent": "permanent", "It took": "intervention", "State when reported": "state"}
    unconfirmed = report.unconfirmed
    return [
        f"**{name}:** {clipped(value, _FACT_SHOWN)}{_UNCONFIRMED if columns.get(name) in unconfirmed else ''}"
        for name, value in stated.items()
        if value
    ]


def course_lines(report: Report) -> list[str]:
    """How it went on, oldest first; the first ones make way where there are many."""
    shown = report.follow_ups[-_FOLLOW_UPS_SHOWN:]
    left = len(report.follow_ups) - len(shown)
    lines = ["**Course**"] if shown else []
    if left:
        lines.append(f"-# {counted(left, 'earlier follow-up')}")
    return [*lines, *(_followed_up(each, _HELPED_SHOWN) for each in shown)]


def course_in_full(report: Report) -> list[str]:
    """What was given, and every follow-up, whole: where the card has no room for them."""
    lines = [f"**Treatment:** {given}"] if (given := _given(report)) else []
    return [*lines, *(_followed_up(each, len(each.helped)) for each in report.follow_ups)]


def is_told_whole(report: Report) -> bool:
    """Whether a card has room for what was given and for every follow-up."""
    told = [each.helped for each in report.follow_ups if not each.is_withheld]
    fits = len(_given(report)) <= _FACT_SHOWN and all(len(each) <= _HELPED_SHOWN for each in told)
    return fits and len(report.follow_ups) <= _FOLLOW_UPS_SHOWN


def _given(report: Report) -> str:
    return _named(report.treatments) if report.is_withheld else escaped(report.facts.treatment)


def _followed_up(told: FollowUp, room: int) -> str:
    helped = _named(told.treatments) if told.is_withheld else escaped(clipped(told.helped, room))
    return f"{on_day(told.told_at)} **{STATES_IN_WORDS[told.state]}**{f': {helped}' if helped else ''}"


def withheld_blocks(entry: Entry, report: Report, facts: Sequence[str]) -> list[str]:
    """A registry notice: facts alone. What was written is read in the library, where nobody else's feed shows it."""
    heading = f"### {entry.label} · {escaped(entry.content.title)}\n-# Complication · its reporter's name is withheld"
    lines = "\n".join([*facts, *report_facts(report)])
    course = "\n".join(course_lines(report))
    told = f"-# What was written of it: `/show {entry.label}`. Please do not ask who it was."
    return [block for block in (heading, severity_block(report), lines, course, told, SHARED_BY_MEMBERS) if block]


def reporter_rows(entry: Entry, report: Report) -> list[Row]:
    """What its reporter can do, on their private card; what is rarely wanted is a press away."""
    first = [button("Continue", "report_on", entry.number, style=ButtonStyle.primary)] if next_form(report) else []
    if report.unconfirmed:
        first.append(button("Confirm", "report_confirm", entry.number, style=ButtonStyle.success))
    first.append(button("Correct", "report_fix", entry.number))
    first.append(follow_up_button(entry))
    first.append(button("More…", "report_else", entry.number))
    return [ui.ActionRow(*first)]


def what_to_confirm(report: Report) -> str:
    """Why its reporter is offered **Confirm**; empty where that is not."""
    facts = ", ".join(_READ_FACTS[name] for name in report.unconfirmed)
    return f"-# Read in your words: {facts}. **Confirm** says that this is right." if facts else ""


def reporters_more(entry: Entry, viewer_id: int) -> ui.LayoutView:
    """What is rarely wanted of a report. Who saved a colleague's message can only be asked about it."""
    lines, buttons = [f"**What else you can do with {entry.label}**"], list[ui.Button[ui.LayoutView]]()
    if entry.is_withheld or viewer_id == entry.author_id:
        lines.append("- **Edit details**: its title, device, handpiece, skin types and settings")
        buttons.append(button("Edit details", "note_details", entry.number))
        lines.append("- **What it treats**: the indication and the area")
        buttons.append(button("What it treats", "note_treated", entry.number))
    if not entry.is_withheld:
        lines.append("- **Ask me later**: I ask you after some weeks, in a direct message, how it went on")
        buttons.append(button("Ask me later", "report_ask", entry.number))
    if entry.is_withheld or viewer_id == entry.author_id:
        lines.append("- **Withdraw**: nothing of it is kept but its number")
        action = "report_withdraw" if entry.is_withheld else "note_withdraw"
        buttons.append(button("Withdraw", action, entry.number, style=ButtonStyle.danger))
    return card(["\n".join(lines)], accent=KIND_ACCENTS[EntryKind.COMPLICATION], buttons=buttons)


def next_form(report: Report) -> str | None:
    """The step of the report that was not asked yet; None after the last."""
    if "consent" not in report.said:
        return COURSE
    return MORE if "reported_elsewhere" not in report.said else None


def withheld_rows(entry: Entry) -> list[Row]:
    """On every card of a withheld report: who it was is found out when a button is pressed, and told to nobody."""
    return [ui.ActionRow(follow_up_button(entry), button("My report", "report_mine", entry.number))]


def follow_up_button(entry: Entry, token: str = "") -> ui.Button[ui.LayoutView]:
    """The way on for the reporter, also from a direct message, which has no server of its own."""
    ending = (token,) if token else ()
    return button("Add follow-up", "follow_up_open", entry.guild_id, entry.number, *ending)


def asking_card(entry: Entry, weeks: str, late: str, token: str) -> ui.LayoutView:
    """The private question after some weeks; it says nothing of what was reported but its number and type."""
    text = (
        f"### How is it now?\n{weeks} weeks ago you reported **{entry.label}**, and asked to be asked.{late} "
        "A follow-up takes half a minute; colleagues see how it went and what helped."
    )
    stop = button("Don't ask again", "follow_up_stop", entry.guild_id, entry.number)
    return card([text], accent=KIND_ACCENTS[EntryKind.COMPLICATION], buttons=[stop, follow_up_button(entry, token)])


def where_to_report(found: Sequence[Authority]) -> ui.LayoutView:
    """For the reporter alone. It reminds, and never says that anything was reported."""
    lead = f"### Where else to report\n{_TO_NOBODY}"
    rows = [f"**{each.name}** ({each.country}): {each.who}\n<{each.address}>" for each in found]
    note = "-# In our words, from the sources in the catalogue; rules change, so check with the authority itself."
    return card([lead, "\n".join(rows), note], accent=KIND_ACCENTS[EntryKind.COMPLICATION])


def where_to_report_in_short() -> ui.LayoutView:
    """The same where nothing is known for the reporter's place: the list of all is long, and comes when it is asked
    for."""
    text = f"**Where else to report:** {_TO_NOBODY} I know no authority for the place in your `/profile`."
    return card([text], accent=KIND_ACCENTS[EntryKind.COMPLICATION], buttons=[button("Those that I know", WHERE)])


def helped_card(helped: Helped) -> ui.LayoutView:
    """What was done about a type of complication, how it ended, how many; then the protocols about treating it."""
    heading = f"### {helped.name}: what was done, and how it went"
    if not helped.reports:
        body = (
            "Nobody has reported this here yet. `/complication report` is open to all, also with the name withheld; "
            "`/search` finds what was written about it elsewhere in the library."
        )
    elif not helped.done:
        body = (
            f"{counted(helped.reports, 'report')} to read. None names in its form a treatment that I know, so there is "
            "nothing to count; what was done may stand in the words."
        )
    else:
        left = len(helped.done) - _MOST_DONE
        rows = [_done_line(each) for each in helped.done[:_MOST_DONE]]
        more = [f"-# and {left} more" if left > 0 else "", _unsaid(helped)]
        body = "\n".join([counted(helped.reports, "report"), *rows, *filter(None, more)])
    caution = (
        "-# Counts of what members report, not of whom it helped: what resolves by itself counts too. "
        "One report counts under each thing that was done."
    )
    blocks = [heading, body, *([caution] if helped.done else []), *_quoted(helped), *_protocol_block(helped.protocols)]
    reading = [button("Read where it happened", HELPED_REPORTS, helped.code)] if helped.reports else []
    opening = [button(f"Open {each.label}", "show_entry", each.number) for each in helped.protocols]
    return card([*blocks, SHARED_BY_MEMBERS], accent=KIND_ACCENTS[EntryKind.COMPLICATION], buttons=[*reading, *opening])


def _quoted(helped: Helped) -> Iterator[str]:
    if helped.in_words:
        lines = [f"- C-{each.number}: “{escaped(_on_one_line(each.words))}”" for each in helped.in_words]
        yield "\n".join(["**In the reporters' own words**", *lines])


def _on_one_line(words: str) -> str:
    return clipped(" ".join(words.split()), _HELPED_SHOWN)


def _protocol_block(protocols: Sequence[TitledEntry]) -> Iterator[str]:
    if protocols:
        lines = [f"{each.label} · {escaped(clipped(' '.join(each.title.split()), 120))}" for each in protocols]
        yield "\n".join(["**Protocols about treating it**", *lines])


def _done_line(done: Done) -> str:
    ended = [
        f"{done.in_state('resolved')} resolved",
        f"{done.in_state('improving')} improving",
        f"{done.in_state('persisting', 'worse', 'died')} not better",
        f"{done.in_state('unknown')} not said",
    ]
    states = ", ".join(each for each in ended if each[0] != "0")
    return f"- **{escaped(done.name)}** in {counted(done.reports, 'report')}: {states}"


def _unsaid(helped: Helped) -> str:
    return f"-# Of no treatment that I know by name: {counted(helped.not_said, 'report')}" if helped.not_said else ""


def _not_serious(report: Report) -> str:
    """What nobody has said is no comfort: it is not called harmless."""
    unknown = {name: words for name, words in _UNKNOWN.items() if getattr(report.facts, name) == "unknown"}
    told = " and ".join(words for name, words in unknown.items() if name in report.said)
    unsaid = " and ".join(words for name, words in unknown.items() if name not in report.said)
    parts = [f"{told} is not known yet" if told else "", f"{unsaid} is not said" if unsaid else ""]
    if unknown:
        return f"**Not known to be serious** · {', and '.join(filter(None, parts))}"
    return f"**Not serious** · it is not permanent, and it took {intervention_name(report.facts.intervention)}"


def _onset(days: int) -> str:
    return "the same day" if days == 0 else f"{counted(days, 'day')} after the treatment"


def _named(keys: Sequence[str]) -> str:
    return ", ".join(known.name for key in keys if (known := treatments().get(key)) is not None)


def _elsewhere(report: Report) -> str:
    """An authority tells the country: of a report that names nobody only that there was one."""
    found = report.facts.reported_elsewhere
    if report.is_withheld:
        return "yes" if found else ""
    return ", ".join(known.name for key in found if (known := authority(key)) is not None)
