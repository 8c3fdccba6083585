"""Pictures: outcomes by skin type. matplotlib is imported when the first is asked for, and draws in a thread."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.exchange.counted import counted
from bot.exchange.evidence import SKIN_GROUPS, Evidence, Tally

CHART_FILE: Final = "outcomes.png"

# Okabe and Ito's colours, told apart by the colour-blind too; each segment bears its number besides.
_WORKED, _PARTLY, _NO_EFFECT, _HARMED = "#0072B2", "#56B4E9", "#B0B0B0", "#D55E00"


@dataclass(frozen=True, slots=True)
class Chart:
    """A PNG, and the same in words for those who cannot see it."""

    png: bytes
    alternative_text: str


async def outcomes_by_skin(label: str, evidence: Evidence) -> Chart:
    """One bar for each group of skin types that was reported on."""
    rows = _rows(evidence)
    words = "; ".join(
        f"{name}: {tally.treated} treated, worked {tally.worked}, partly {tally.partly}, no effect {tally.no_effect}, "
        f"complications {tally.complications}"
        for name, tally in rows
    )
    png = await asyncio.to_thread(_drawn, label, rows)
    return Chart(png, f"Outcomes of {label} by skin type. {words}.")


def _rows(evidence: Evidence) -> list[tuple[str, Tally]]:
    rows = [(f"Types {group.name}", evidence.by_skin[group.name]) for group in SKIN_GROUPS]
    told = sum(tally.colleagues for _, tally in rows) + evidence.several_skins.colleagues
    rows.append(("Several types", evidence.several_skins))
    if told < evidence.counted.colleagues:
        rows.append(("Not said", _untold(evidence)))
    # No report is news about a group of skin types; of the others it goes without saying.
    return [(name, tally) for name, tally in rows if tally.colleagues or name.startswith("Types")]


def _untold(evidence: Evidence) -> Tally:
    told = [*evidence.by_skin.values(), evidence.several_skins]
    every = evidence.counted
    return Tally(
        colleagues=every.colleagues - sum(each.colleagues for each in told),
        worked=every.worked - sum(each.worked for each in told),
        partly=every.partly - sum(each.partly for each in told),
        no_effect=every.no_effect - sum(each.no_effect for each in told),
        complications=every.complications - sum(each.complications for each in told),
    )


def _drawn(label: str, rows: Sequence[tuple[str, Tally]]) -> bytes:
    from matplotlib.figure import Figure  # 0.3 s and 30 MB: only where somebody wants a chart

    figure = Figure(figsize=(7.0, 1.3 + 0.62 * len(rows)), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    names = [f"{name}\n({counted(tally.colleagues, 'colleague')})" for name, tally in rows]
    left = [0] * len(rows)
    for title, colour, counts in (
        ("worked", _WORKED, [tally.worked for _, tally in rows]),
        ("partly", _PARTLY, [tally.partly for _, tally in rows]),
        ("no effect", _NO_EFFECT, [tally.no_effect for _, tally in rows]),
    ):
        bars = axes.barh(names, counts, left=left, color=colour, edgecolor="white", label=title, height=0.6)
        ink = "white" if colour == _WORKED else "black"
        axes.bar_label(bars, [str(count) if count else "" for count in counts], label_type="center", color=ink)
        left = [start + count for start, count in zip(left, counts, strict=True)]
    most = max(*left, 1)
    for place, (_, tally) in enumerate(rows):
        words = f" {tally.complications} with a complication" if tally.colleagues else " no reports"
        ink = _HARMED if tally.complications else "black"
        axes.text(
            left[place] + most * 0.01,
            place,
            words,
            va="center",
            color=ink,
            weight="bold" if tally.complications else "normal",
        )
    axes.set_xlim(0, most * 1.45)
    axes.invert_yaxis()
    axes.set_xlabel("patients; failures are under-reported")
    axes.set_title(f"{label}: outcomes by skin type", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.locator_params(axis="x", integer=True)
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()
