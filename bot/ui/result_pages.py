"""Pages of results: five entries each, a menu to open one, and buttons that turn them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final

import discord
from discord import ui

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.indications import indications
from bot.clinical.reading import EntryKind
from bot.exchange.counted import counted
from bot.exchange.looking import Results
from bot.exchange.other_ways import asks_for_an_author, cues_in, tells_where_from, treated
from bot.exchange.request import Filter, Request, number_in
from bot.ui.cards import button, card
from bot.ui.cautions import caution_in_short, incomplete
from bot.ui.custom_ids import compose
from bot.ui.entry_card import as_asked, device_names, plain_title, skin_types_in_words
from bot.ui.evidence_cards import evidence_row, standing_line
from bot.ui.hold_cards import kinds_in_words
from bot.ui.text import KIND_ACCENTS, NEUTRAL, SHARED_BY_MEMBERS, clipped, escaped, on_day, page_of
from db.listed import Shown

_PLURALS: Final = {
    EntryKind.TIP: "tips",
    EntryKind.COMPLICATION: "complications",
    EntryKind.PROTOCOL: "protocols",
    EntryKind.QUESTION: "questions",
    EntryKind.SUMMARY: "summaries",
    EntryKind.REVIEW: "reviews",
    EntryKind.ANSWER: "answers",
}
_WITHOUT: Final[Mapping[Filter, str]] = {"kind": "Show other kinds", "device": "Leave out the device"}
_MOST_BUTTONS: Final = 5  # in a row


def results_card(results: Results) -> ui.LayoutView:
    """What was found, or what to try when nothing was."""
    kind = results.request.kind
    titles = [f"{entry.label} · {plain_title(entry, 90)}" for entry in results.entries]
    rows: list[ui.ActionRow[ui.LayoutView]] = []
    if results.entries:
        rows.append(ui.ActionRow(_open_menu(results.entries, titles)))
    if results.asks and not results.identifiers:
        rows.append(ui.ActionRow(_device_menu(results)))
    blocks = ["\n".join(_heading(results)), *map(_row, results.entries, titles, repeat(results))]
    blocks.append("\n".join(_footing(results)))
    return card(
        [block for block in blocks if block],
        accent=KIND_ACCENTS[kind] if kind else NEUTRAL,
        rows=rows,
        buttons=_buttons(results),
    )


def _heading(results: Results) -> Iterator[str]:
    request = results.request
    if not results.total:
        yield f"### Nothing found{_asked(results)}"
        yield from _advice(results)
        yield from _other_ways(results)
        return
    yield f"### {_count(results)}{_asked(results)}"
    if request.instead_of is not None:
        nothing = "Nothing for what you typed" if results.identifiers else f"Nothing for {_quoted(request.instead_of)}"
        yield f"{nothing}; showing {_shown_instead(request)}."
        yield from _without(results)
    elif request.reach == "most":
        yield "-# Those with all of your words come first, then others with some of them."
    preferred = results.skin_types
    if preferred and results.page == 1 and not any(_states_one_of(preferred, entry) for entry in results.entries):
        yield f"⚠️ None on this page states skin type {' or '.join(preferred)}."
    if results.identifiers:
        yield _withheld(results)
    yield from _other_ways(results)


def _other_ways(results: Results) -> Iterator[str]:
    """Where something else than a search of words has what was asked for."""
    request = results.request
    typed = request.instead_of or request.query
    cues = cues_in(typed)
    if not cues or results.page > 1:
        return
    if request.author is None and asks_for_an_author(typed, cues):
        yield "-# Names are not among the words: choose the `author` in `/search`, or yourself for what is yours."
    complication = complications().get(treated(typed, cues, request.complication) or "")
    if complication is not None:
        name = escaped(complication.name)
        yield f"-# What was done about it, and how it went: `/complication helped` with the type {name}."
    if not (results.skin_types or request.skin_type) and tells_where_from(cues):
        yield "-# Skin is known by its Fitzpatrick type: add for example “type IV”, or choose `skin_type`."


def _shown_instead(request: Request) -> str:
    if request.query != request.instead_of:
        return f"results for {_quoted(request.query)}"
    if request.reach == "beginnings":
        return "words that begin like yours"
    return "entries with some of your words"


def _without(results: Results) -> Iterator[str]:
    """What there is without one of the filters, for which there is a button."""
    others = {
        left_out: "many entries" if found.beyond else counted(found.total, "entry", "entries")
        for left_out, found in results.without.items()
    }
    if "kind" in others:
        yield f"- Of other kinds, {others['kind']} with what you asked for."
    if "device" in others:
        yield f"- Without the device: {others['device']}."


def _advice(results: Results) -> Iterator[str]:
    if results.identifiers:
        yield _withheld(results)
    yield from _without(results)
    if results.request.spellings:
        yield "Did you mean one of these?"
    asked = results.request
    number = None if results.identifiers else number_in(asked.query)
    if number is not None:
        yield f"- If that is an entry's number, `/show {number}` opens it."
    elif asked.query:
        yield "- Try fewer words, or the beginning of a word."
    if any((asked.device, asked.indication, asked.complication, asked.modality, asked.skin_type)):
        yield "- Leave out a filter: not every entry states its device, indication or skin type."
    if asked.author is not None:
        yield "- What was reported with the name withheld is found under nobody's."
        return
    share = "/protocol save" if asked.kind is EntryKind.PROTOCOL else "/save"
    yield f"- Nobody may have written it yet: ask with `#question` in a channel, or share it with `{share}`."


def _withheld(results: Results) -> str:
    return (
        f"⚠️ In your words I saw:\n{kinds_in_words(results.identifiers)}\n"
        "They may identify a patient, so they are not repeated or kept, and there is this page only."
    )


def _asked(results: Results) -> str:
    request = results.request
    parts: list[str] = []
    devices = [_device_name(key) for key in results.devices]
    # Of what only comes near it, the heading does not say that it was asked for; and a device's name stands there once.
    if request.query and request.query not in (request.instead_of, *devices) and not results.identifiers:
        parts.append(f"for {_quoted(request.query)}")
    if devices:
        parts.append("on " + " or ".join(devices))
    indication = indications().get(request.indication) if request.indication else None
    if indication is not None:
        parts.append(f"treating {escaped(indication.name)}")
    complication = complications().get(request.complication) if request.complication else None
    if complication is not None:
        parts.append(f"where {escaped(complication.name)} happened")
    modality = catalogue().modalities.get(request.modality) if request.modality else None
    if modality is not None:
        parts.append(f"with {escaped(modality.name)}")
    if request.author is not None:
        parts.append(f"written by <@{request.author}>")
    if request.skin_type:
        parts.append(f"with skin type {request.skin_type}")
    several = "types" if len(results.skin_types) > 1 else "type"
    first = f", skin {several} {', '.join(results.skin_types)} first" if results.skin_types and results.total else ""
    return "".join(f" {part}" for part in parts) + first


def _count(results: Results) -> str:
    several = _PLURALS[results.request.kind] if results.request.kind else "entries"
    if results.beyond:
        return f"The newest {'' if results.request.newest_first else 'and best '}{results.total} of many {several}"
    return counted(results.total, results.request.kind or "entry", several)


def _quoted(query: str) -> str:
    return f"“{escaped(clipped(query, 100))}”"


def _row(entry: Shown, title: str, results: Results) -> str:
    request = results.request
    facts = [device_names(entry), _skin(entry, results.skin_types), on_day(entry.created_at)]
    lines = [f"**{escaped(title)}**", "-# " + " · ".join(clipped(fact, 150) for fact in facts if fact)]
    asked = results.asked.get(entry.number)
    more = (as_asked(entry, asked), incomplete(entry, asked), caution_in_short(entry), standing_line(entry))
    lines += [f"-# {line}" for line in more if line]
    evidence = results.evidence.get(entry.number)
    if evidence is not None:
        asked_types = results.skin_types or ((request.skin_type,) if request.skin_type else ())
        lines += [f"-# {line}" for line in evidence_row(evidence, asked_types)]
    return "\n".join(lines)


def _skin(entry: Shown, preferred: Sequence[str]) -> str:
    types = skin_types_in_words(entry)
    if types and preferred and not _states_one_of(preferred, entry):
        return f"⚠️ only {'on' if entry.kind is EntryKind.COMPLICATION else 'for'} {types}"
    return types


def _states_one_of(skin_types: Sequence[str], entry: Shown) -> bool:
    return not set(skin_types).isdisjoint(entry.values("skin_type"))


def _footing(results: Results) -> Iterator[str]:
    if not results.total:
        return
    rest = "there are more: add a word or a filter to reach them"
    count = rest if results.beyond else counted(results.total, "entry", "entries")
    yield page_of(results.page, results.pages, count)
    yield SHARED_BY_MEMBERS


def _buttons(results: Results) -> list[ui.Button[ui.LayoutView]]:
    if results.identifiers:
        return []
    buttons: list[ui.Button[ui.LayoutView]] = []
    if results.named is not None:
        buttons.append(button(f"Open {results.named.label}", "show_entry", results.named.number))
    if results.pages > 1:
        before, after = results.page - 1, results.page + 1
        buttons.append(button("Previous", "page", results.token, before, disabled=before < 1))
        buttons.append(button("Next", "page", results.token, after, disabled=after > results.pages))
    # The first letter alone: a packed request leaves a custom id no room for the word.
    buttons += [button(_WITHOUT[each], "without", results.token, each[0]) for each in results.without]
    for place, spelling in enumerate(results.request.spellings[: _MOST_BUTTONS - len(buttons)]):
        buttons.append(button(clipped(f"Search “{spelling}”", 80), "respell", results.token, place))
    return buttons


def _open_menu(entries: Sequence[Shown], titles: Sequence[str]) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=clipped(title, 100), value=str(entry.number))
        for entry, title in zip(entries, titles, strict=True)
    ]
    return ui.Select(custom_id=compose("open"), placeholder="Show one whole", options=options)


def _device_menu(results: Results) -> ui.Select[ui.LayoutView]:
    """A short name that several devices share: asked about, never guessed."""
    keys = dict.fromkeys(key for question in results.asks for key in question.candidates)
    written = " or ".join(f"“{question.written}”" for question in results.asks)
    return ui.Select(
        custom_id=compose("which", results.token),
        placeholder=clipped(f"Which device is {written}?", 150),
        options=[discord.SelectOption(label=clipped(_device_name(key), 100), value=key) for key in list(keys)[:25]],
    )


def _device_name(key: str) -> str:
    known = catalogue().get(key)
    return known.name if known else key
