"""A picture: reporting odds ratios with their intervals, one below the other on a logarithmic axis (a forest plot)."""

from __future__ import annotations

import asyncio
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.clinical.disproportionality import Ratio
from bot.exchange.counted import counted
from bot.ui.charts import Chart
from bot.ui.text import clipped

FOREST_FILE: Final = "odds-ratios.png"

_USUAL, _STANDS_OUT = "#0072B2", "#D55E00"  # Okabe and Ito's; what stands out is bold and square besides
_NARROWEST, _WIDEST = 0.02, 500.0  # beyond these an interval says only that nothing is known
_LONGEST_NAME: Final = 38
_STEPS: Final = (1, 2, 5)
_MOST_TICKS: Final = 8


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A line of the plot: what it is about, and `of` what where the title does not say it; reports and ratio."""

    name: str
    of: str
    reports: int
    ratio: Ratio
    stands_out: bool

    @property
    def whole_name(self) -> str:
        """What it is about, and of what."""
        return f"{self.name} · {self.of}" if self.of else self.name

    @property
    def counted(self) -> str:
        """Of what, and how many."""
        reports = counted(self.reports, "report")
        return f"{self.of}, {reports}" if self.of else reports

    @property
    def figures(self) -> str:
        """The ratio and its interval."""
        return f"{figure(self.ratio.value)} ({figure(self.ratio.low)}–{figure(self.ratio.high)})"


def figure(value: float) -> str:
    """A number with as many digits as it deserves: 0, < 0.01, 0.04, 0.7, 3.6, 57, 1845; with a true minus."""
    if 0 <= value < 0.005:
        return "< 0.01" if value else "0"
    size = abs(value)
    digits = 2 if size < 0.1 else 1 if size < 10 else 0
    return f"{value:.{digits}f}".replace("-", "−")


async def forest_plot(title: str, rows: Sequence[ForestRow]) -> Chart:
    """One row each, in their order. matplotlib is imported when the first is asked for, and draws in a thread."""
    words = "; ".join(
        f"{row.whole_name}: {figure(row.ratio.value)}, {figure(row.ratio.low)} to {figure(row.ratio.high)}, "
        f"{counted(row.reports, 'report')}{', disproportionate' if row.stands_out else ''}"
        for row in rows
    )
    png = await asyncio.to_thread(_drawn, title, rows)
    return Chart(
        png,
        f"{title}. Forest plot of reporting odds ratios with 95 % intervals on a logarithmic axis; 1 is as often as "
        f"with the others. Disproportionate reporting, not incidence. {words}.",
    )


def _drawn(title: str, rows: Sequence[ForestRow]) -> bytes:
    from matplotlib.figure import Figure  # 0.3 s and 30 MB: only where somebody wants a picture

    low = max(min(*(row.ratio.low for row in rows), 1.0) / 1.3, _NARROWEST)
    high = min(max(*(row.ratio.high for row in rows), 1.0) * 1.3, _WIDEST)
    # Narrow, with the names above their lines: a telephone shows it 300 pixels wide.
    picture = Figure(figsize=(4.4, 1.6 + 0.8 * len(rows)), dpi=180, layout="constrained")
    axes = picture.add_subplot()
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.set_ylim(len(rows) - 0.5, -0.7)
    axes.axvline(1, color="black", linewidth=1)
    for place, row in enumerate(rows):
        _line(axes, place, row, low, high)
    ticks = _ticks(low, high)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    axes.set_yticks([])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_xlabel(
        "reporting odds ratio, 95 % interval (logarithmic)\nDisproportionate reporting, not incidence", fontsize=10
    )
    picture.suptitle(textwrap.fill(title, _LONGEST_NAME), x=0.01, ha="left", fontsize=12, weight="bold")
    buffer = io.BytesIO()
    picture.savefig(buffer, format="png")
    return buffer.getvalue()


def _line(axes: Any, place: int, row: ForestRow, low: float, high: float) -> None:
    ink = _STANDS_OUT if row.stands_out else _USUAL
    start, end = max(row.ratio.low, low), min(row.ratio.high, high)
    where = place + 0.2
    axes.plot([start, end], [where, where], color=ink, linewidth=2, solid_capstyle="butt")
    if low <= row.ratio.value <= high:
        axes.plot([row.ratio.value], [where], marker="s" if row.stands_out else "o", color=ink, markersize=8)
    for end_of_it, is_cut, mark in ((start, row.ratio.low < low, "<"), (end, row.ratio.high > high, ">")):
        if is_cut:
            axes.plot([end_of_it], [where], marker=mark, color=ink, markersize=7, clip_on=False)
    words = {"transform": axes.get_yaxis_transform(), "va": "center"}
    words["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # the line at 1 does not cross words
    weight = "bold" if row.stands_out else "normal"
    axes.text(0, place - 0.38, clipped(row.name, _LONGEST_NAME), ha="left", fontsize=12, weight=weight, **words)
    axes.text(0, place - 0.1, clipped(row.counted, _LONGEST_NAME), ha="left", fontsize=10.5, **words)
    axes.text(1, place - 0.1, row.figures, ha="right", fontsize=10.5, weight=weight, **words)


def _ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 of every power of ten that is shown, or its powers alone where those are many."""
    every = [step * 10.0**power for power in range(-2, 3) for step in _STEPS]
    within = [tick for tick in every if low <= tick <= high]
    return within if len(within) <= _MOST_TICKS else [tick for tick in within if f"{tick:g}".strip("0.") == "1"]
