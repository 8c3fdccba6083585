"""Statistics of complications as cards: counts first, ratios where there is enough to compare, and what they are not.

Short lines instead of columns: a telephone holds about 35 characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

import discord
from discord import ui

from bot.clinical.complications import complications
from bot.clinical.devices import catalogue
from bot.clinical.disproportionality import (
    FEWEST_REPORTERS,
    FEWEST_REPORTS,
    FourfoldTable,
    Ratio,
    information_component,
    proportional_reporting_ratio,
    reporting_odds_ratio,
    yates_chi_squared,
)
from bot.clinical.reading import EntryKind
from bot.exchange.complication_statistics import Pair, Statistics, StatisticsRequest
from bot.exchange.complication_watch import WatchNotice
from bot.exchange.counted import counted
from bot.ui.cards import button, card
from bot.ui.charts import Chart
from bot.ui.entry_card import message_url
from bot.ui.forest_plot import FOREST_FILE, ForestRow, figure
from bot.ui.text import KIND_ACCENTS, WARNING, clipped, escaped, on_day
from db.complication_statistics import PairReport

STATS: Final = "stats"
CHART: Final = "stats_chart"
FIGURES: Final = "stats_whole"
OPEN: Final = "stats_open"
SHARE: Final = "stats_share"
NOT_INCIDENCE: Final = (
    "-# **Disproportionate reporting, not incidence:** nobody knows how many were treated, and what is used or watched "
    "more is reported more."
)
_MARKED: Final = (
    "-# ⚠️ marks what is reported more often than the other reports would lead one to expect (Evans's criterion)."
)
_CRITERION: Final = (
    f"-# ⚠️ is Evans's criterion: at least {FEWEST_REPORTS} reports, PRR at least 2 and χ² (with Yates's correction) at "
    f"least 4; here also from at least {FEWEST_REPORTERS} reporters. In brackets 95 % intervals."
)
_ACCENT: Final = KIND_ACCENTS[EntryKind.COMPLICATION]


def statistics_card(told: Statistics) -> ui.LayoutView:
    """One page, or why there is none and what to try."""
    if not told.reports:
        return card(["\n".join([_heading(told), *_advice(told.request)])], accent=_ACCENT)
    return _page(told, map(_pair_block, told.on_page), _footing(told, _MARKED), _buttons(told))


def figures_card(told: Statistics) -> ui.LayoutView | None:
    """The same page with its ratios and their intervals; None where nothing on it can be compared any more."""
    if not _has_figures(told):
        return None
    return _page(told, map(_figures_block, told.on_page), _footing(told, _CRITERION), [])


def shared_statistics_card(told: Statistics, now: datetime) -> ui.LayoutView | None:
    """The same page for all in a channel, as of a day; None where there is none. It follows nothing and is not turned.

    `told` is of what every exchange member can see.
    """
    if not told.reports:
        return None
    opening = button("Open the statistics", OPEN, *_arguments(told.request))
    as_of = f"-# As of {on_day(now)}; the statistics themselves are up to date."
    return _page(told, map(_pair_block, told.on_page), [*_footing(told, _MARKED), as_of], [opening])


def _heading(told: Statistics) -> str:
    return f"### {escaped(title_of(told.request))}"


def _page(
    told: Statistics, pairs: Iterable[str], footing: Iterable[str], buttons: Sequence[ui.Button[ui.LayoutView]]
) -> ui.LayoutView:
    blocks: list[str | ui.Item[ui.LayoutView]] = ["\n".join([_heading(told), *_counted(told)])]
    for pair in pairs:
        blocks += [ui.Separator[ui.LayoutView](), pair]
    return card(
        [*blocks, ui.Separator[ui.LayoutView](), "\n".join(footing)],
        accent=_ACCENT,
        buttons=buttons,
    )


def title_of(request: StatisticsRequest) -> str:
    """What the numbers are about, as plain text."""
    parts = [
        *([_type_name(request.code)] if request.code else []),
        *([_device_name(request.device)] if request.device else []),
        *([_kind_name(request.modality)] if request.modality else []),
        *([f"skin type {request.skin_type}"] if request.skin_type else []),
    ]
    return f"Complications: {' · '.join(parts)}" if parts else "Complications reported here"


def forest_rows(told: Statistics) -> list[ForestRow]:
    """What can be drawn of it; what all rows share stands in the title."""
    rows: list[ForestRow] = []
    for pair in told.drawable:
        ratio = reporting_odds_ratio(pair.table)
        assert ratio is not None, "drawable"
        name, of = _row_name(pair, told.request)
        rows.append(ForestRow(name, of, pair.reports, ratio, pair.is_disproportionate))
    return rows


def forest_card(told: Statistics, chart: Chart) -> ui.LayoutView:
    """The picture, with its words for who cannot see it."""
    picture = discord.MediaGalleryItem(f"attachment://{FOREST_FILE}", description=clipped(chart.alternative_text, 1024))
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery(picture)
    words = [
        f"### {escaped(title_of(told.request))}",
        "Reporting odds ratios: right of 1 it is reported more often than of the others. Orange squares meet Evans's "
        "criterion; an interval across 1 says nothing yet.",
    ]
    return card(["\n".join(words), gallery, f"{NOT_INCIDENCE}\n{_compared(told)}"], accent=_ACCENT)


def watch_card(notice: WatchNotice, token: str) -> ui.LayoutView:
    """What the moderators are told once; the token lets the sent message be found again."""
    pair = notice.pair
    more = pair.reports - len(notice.newest)
    lines = [_report_line(notice.guild_id, each) for each in notice.newest]
    if more > 0:
        lines.append(f"- and {more} more, to be found with `/search kind:complication`")
    return card(
        [
            f"## Reported disproportionately: {_pair_name(pair)}\n{counted(pair.reports, 'report')}"
            f"{_apart(pair.serious, pair.unconfirmed)}, from at least {FEWEST_REPORTERS} reporters. Worth reading side "
            "by side: is it the device, its settings, a technique, or chance?",
            f"{_ratios(pair.table)}\n{NOT_INCIDENCE}",
            "\n".join(["**The reports, newest first**", *lines]),
            "-# You are told again only when there are half as many more. Reports from private channels do not count "
            "here; of a report whose author's name is withheld there is only its number.",
        ],
        accent=WARNING,
        buttons=(button("Statistics", OPEN, pair.subject, "", pair.code, "", token),),
    )


def request_of(device: str, modality: str, code: str, skin_type: str, page: str) -> StatisticsRequest:
    """What a button of the card asks for."""
    return StatisticsRequest(device or None, modality or None, code or None, skin_type or None, int(page))


def _arguments(request: StatisticsRequest) -> tuple[str, str, str, str]:
    return (request.device or "", request.modality or "", request.code or "", request.skin_type or "")


def _advice(request: StatisticsRequest) -> Iterator[str]:
    asked = [request.device, request.modality, request.code, request.skin_type]
    if not any(asked):
        yield "Nothing is reported yet. `/complication report` takes a minute; `#complication` in a message is enough."
        return
    yield "Nothing is reported of this. That does not say that it does not happen: most is never reported."
    if len([each for each in asked if each]) > 1:
        yield "- Leave out an option: a report counts only where it names its device, type and skin type."
    if request.device:
        yield "- `modality` instead of `device` also counts reports that name only the kind of device."
    yield "- `/search` finds what is told of it in tips, protocols and questions too."


def plain_sentence(told: Statistics) -> str:
    """What the figures come to, for who reads nothing else; never more than they bear."""
    request = told.request
    about = [
        *([f" of {_type_name(request.code)}"] if request.code else []),
        *([f" with {escaped(_device_name(request.device))}"] if request.device else []),
        *([f" with devices of the kind {escaped(_kind_name(request.modality))}"] if request.compares_kinds else []),
        *([f" in skin type {request.skin_type}"] if request.skin_type else []),
    ]
    return f"In **{counted(told.reports, 'report')}**{''.join(about)}, {_serious(told)}; {_verdict(told)}."


def _serious(told: Statistics) -> str:
    if not told.serious:
        return "none is known to be serious"
    return "1 counts as serious" if told.serious == 1 else f"{told.serious:,} count as serious"


def _verdict(told: Statistics) -> str:
    one_pair = told.request.is_of_one_pair
    enough = [pair for pair in told.pairs if pair.is_enough]
    standing_out = [_pair_name(pair) for pair in enough if pair.is_disproportionate]
    if standing_out and one_pair:
        return "they are more than the other reports would lead one to expect, which is no rate: read them side by side"
    if standing_out:
        first, *others = standing_out
        which = f"{first} and {len(others):,} more stand" if others else f"{first} stands"
        return f"⚠️ {which} out, which is no rate: read those reports side by side"
    if enough:
        what = "they do not stand" if one_pair else "no combination stands"
        return f"{what} out from the other reports, which is no proof of safety"
    if one_pair and told.reports >= FEWEST_REPORTS:
        return "they are from too few reporters to compare"
    if told.pairs:
        return "that is too few to compare" if one_pair else "no combination has reports enough to compare"
    what = "a kind of device" if told.request.compares_kinds else "a device"
    return f"none names both {what} and a type, so nothing is compared"


def _counted(told: Statistics) -> Iterator[str]:
    yield plain_sentence(told)
    if told.unconfirmed:
        yield (
            f"-# {told.unconfirmed:,} unconfirmed: something in a report was read from its words, and nobody has "
            "confirmed it."
        )
    yield _compared(told)


def _compared(told: Statistics) -> str:
    request = told.request
    what = "a kind of device and a type" if request.compares_kinds else "a device and a type"
    named = f"that names {what}, counted" if told.compared == 1 else f"that name {what}, each counted"
    within = f" of {escaped(_kind_name(request.modality))}" if request.modality and not request.compares_kinds else ""
    skin = f" with skin type {request.skin_type}" if request.skin_type else ""
    return f"-# Compared among {counted(told.compared, 'report')}{within}{skin} {named} once."


def _pair_block(pair: Pair) -> str:
    mark = "⚠️ " if pair.is_disproportionate else ""
    told = f"{counted(pair.reports, 'report')}, {figure(pair.table.expected)} expected"
    lines = [f"{mark}**{_pair_name(pair)}**", f"{told}{_apart(pair.serious, pair.unconfirmed)}"]
    if not pair.is_enough:
        lines.append(f"-# Too few to compare: that takes {FEWEST_REPORTS} reports from {FEWEST_REPORTERS} reporters.")
    return "\n".join(lines)


def _figures_block(pair: Pair) -> str:
    return f"{_pair_block(pair)}\n{_ratios(pair.table)}" if pair.is_enough else _pair_block(pair)


def _has_figures(told: Statistics) -> bool:
    return any(pair.is_enough for pair in told.on_page)


def _ratios(table: FourfoldTable) -> str:
    component, chi = information_component(table), yates_chi_squared(table)
    lines = [
        f"PRR {_ratio(proportional_reporting_ratio(table))} · χ² {figure(chi) if chi is not None else 'not defined'}",
        f"ROR {_ratio(reporting_odds_ratio(table))}",
        f"IC {figure(component.value)} · IC025 {figure(component.low)}",
    ]
    if proportional_reporting_ratio(table) is None:
        lines.append("-# Not defined: nothing else is reported with this type. IC025 above 0 decides.")
    elif reporting_odds_ratio(table) is None:
        lines.append("-# ROR not defined: a cell of its table is empty.")
    return "\n".join(lines)


def _ratio(ratio: Ratio | None) -> str:
    return f"{figure(ratio.value)} ({figure(ratio.low)}–{figure(ratio.high)})" if ratio is not None else "not defined"


def _footing(told: Statistics, mark: str) -> Iterator[str]:
    yield NOT_INCIDENCE
    if told.pairs:
        yield mark
    if told.pages > 1:
        yield f"-# Page {told.page} of {told.pages}"


def _buttons(told: Statistics) -> list[ui.Button[ui.LayoutView]]:
    arguments = _arguments(told.request)
    buttons: list[ui.Button[ui.LayoutView]] = []
    if told.pages > 1:
        before, after = told.page - 1, told.page + 1
        buttons.append(button("Previous", STATS, *arguments, before, disabled=before < 1))
        buttons.append(button("Next", STATS, *arguments, after, disabled=after > told.pages))
    if _has_figures(told):
        buttons.append(button("The figures", FIGURES, *arguments, told.page))
    if told.drawable:
        buttons.append(button("Picture", CHART, *arguments))
    return [*buttons, button("Share", SHARE, *arguments, told.page)]


def _apart(serious: int, unconfirmed: int) -> str:
    told = ((serious, "serious"), (unconfirmed, "unconfirmed"))
    return "".join(f" · {count} {what}" for count, what in told if count)


def _report_line(guild_id: int, report: PairReport) -> str:
    if report.is_withheld or report.channel_id is None or report.message_id is None:
        return f"- C-{report.number}"
    return f"- [C-{report.number}]({message_url(guild_id, report.channel_id, report.message_id)})"


def _pair_name(pair: Pair) -> str:
    return f"{_type_name(pair.code)} · {escaped(_subject_name(pair.subject))}"


def _row_name(pair: Pair, request: StatisticsRequest) -> tuple[str, str]:
    """What a row is about, and of what; the rest is in the title."""
    if request.device or request.compares_kinds:
        return _type_name(pair.code), ""
    if request.code:
        return _subject_name(pair.subject), ""
    return _type_name(pair.code), _subject_name(pair.subject)


def _subject_name(key: str) -> str:
    return _device_name(key) if catalogue().get(key) is not None else _kind_name(key)


def _device_name(key: str) -> str:
    known = catalogue().get(key)
    return known.name if known is not None else key


def _kind_name(key: str | None) -> str:
    known = catalogue().modalities.get(key) if key is not None else None
    return known.name if known is not None else key or ""


def _type_name(code: str) -> str:
    known = complications().get(code)
    return known.name if known is not None else code
