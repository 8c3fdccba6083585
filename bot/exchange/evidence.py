"""Evidence: what colleagues' reports of a protocol's settings amount to. Harm comes first, and failures are rarer told.

Who is paid by the maker of the protocol's device, and the protocol's own author, are shown apart and counted for
nothing: neither judges what is their own. A complication that was reported as an entry of its own is still one.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.clinical.complications import complications
from bot.clinical.proportions import wilson
from bot.clinical.severity import severity_of
from bot.exchange.industry_ties import is_tied_to
from db.outcomes import LinkedReport, Outcome

FEWEST_COLLEAGUES: Final = 3
"""Below this many, counts are shown without percentages. House limit."""

MOST_OF_ONE_MEMBER: Final = 10
"""So many treated of one member count in a ranking; more are weighed down to this. House limit."""

UNKNOWN_HARM: Final = 5
"""In percent: where a protocol stands that nobody has reported on. What is not known is not safe. House limit."""


@dataclass(frozen=True, slots=True)
class SkinGroup:
    """Fitzpatrick types that are looked at together."""

    name: str
    types: frozenset[str]


SKIN_GROUPS: Final = tuple(
    SkinGroup("–".join(types), frozenset(types)) for types in (("I", "II"), ("III", "IV"), ("V", "VI"))
)


def skin_group(skin_type: str) -> SkinGroup:
    """The group of a Fitzpatrick type."""
    return next(group for group in SKIN_GROUPS if skin_type in group.types)


@dataclass(frozen=True, slots=True)
class Tally:
    """Reports added up. Who had a complication is among the treated."""

    colleagues: int = 0
    worked: int = 0
    partly: int = 0
    no_effect: int = 0
    complications: int = 0

    @property
    def treated(self) -> int:
        """How many in all."""
        return self.worked + self.partly + self.no_effect

    @property
    def allows_percentages(self) -> bool:
        """Whether enough colleagues have reported."""
        return self.colleagues >= FEWEST_COLLEAGUES


@dataclass(frozen=True, slots=True)
class SeriousReport:
    """A linked report that is serious by itself. `number` is None where it stands in a private channel.

    One that `is_refused`, as its patient does not want it shared, is counted and has neither number nor words.
    """

    number: int | None
    words: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is reported of one version of a protocol's settings.

    `pain` is the median of what colleagues said, 0 to 10. `by_skin` has the reports whose patients were all of one
    group, `several_skins` those that name several.
    """

    version: int
    counted: Tally = Tally()
    by_maker: Tally = Tally()
    by_author: Tally = Tally()
    pain: int | None = None
    by_skin: Mapping[str, Tally] = field(default_factory=dict[str, Tally])
    several_skins: Tally = Tally()
    skin_types: frozenset[str] = frozenset()
    serious: tuple[SeriousReport, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has reported, counted or not."""
        return not (self.counted.colleagues or self.by_maker.colleagues or self.by_author.colleagues)


@dataclass(frozen=True, slots=True, order=True)
class Weight:
    """How a protocol's evidence places it: lower comes first. Harm in whole percent, missed benefit as a share."""

    harm: int
    missed_benefit: float


def weight_of(reports: Iterable[tuple[int, int, int]]) -> Weight:
    """Weigh reports of (treated, worked, complications), each member's as of ten patients at most.

    Both are the lower ends of their intervals: a single mishap or success proves little.
    """
    treated = worked = harmed = 0.0
    for of_one, worked_of_one, harmed_of_one in reports:
        weight = min(1.0, MOST_OF_ONE_MEMBER / of_one)
        treated += weight * of_one
        worked += weight * worked_of_one
        harmed += weight * harmed_of_one
    if not treated:
        return Weight(UNKNOWN_HARM, 1.0)
    # Sums of fractions may pass the whole by a hair.
    harm = round(wilson(min(harmed, treated), treated).low * 100) if harmed else 0
    return Weight(harm, 1.0 - wilson(min(worked, treated), treated).low)


def evidence_of(version: int, outcomes: Iterable[Outcome], author_id: int | None, makers: frozenset[str]) -> Evidence:
    """Add up the reports of one version; `makers` are the companies behind the protocol's devices."""
    all_of_them = tuple(outcomes)
    by_author = [each for each in all_of_them if each.user_id == author_id]
    by_maker = [each for each in all_of_them if each.user_id != author_id and is_tied_to(each.reporter, makers)]
    counted = [each for each in all_of_them if each not in by_author and each not in by_maker]
    pains = [each.counts.pain for each in counted if each.counts.pain is not None]
    return Evidence(
        version=version,
        counted=tally(counted),
        by_maker=tally(by_maker),
        by_author=tally(by_author),
        pain=round(statistics.median(pains)) if pains else None,
        by_skin={
            group.name: tally([each for each in counted if each.counts.skin_types and group.types >= _skins(each)])
            for group in SKIN_GROUPS
        },
        several_skins=tally([each for each in counted if _is_of_several(each)]),
        skin_types=frozenset(each for outcome in counted for each in outcome.counts.skin_types),
        serious=tuple(_serious(report for each in all_of_them for report in each.linked)),
    )


def tally(outcomes: Sequence[Outcome]) -> Tally:
    """Plain sums."""
    return Tally(
        colleagues=len(outcomes),
        worked=sum(each.counts.worked for each in outcomes),
        partly=sum(each.counts.partly for each in outcomes),
        no_effect=sum(each.counts.no_effect for each in outcomes),
        complications=sum(each.counts.complications for each in outcomes),
    )


def is_serious(report: LinkedReport) -> bool:
    """Whether a report of a complication is serious, whatever else it says."""
    return severity_of(report.course).is_serious


def _skins(outcome: Outcome) -> frozenset[str]:
    return frozenset(outcome.counts.skin_types)


def _is_of_several(outcome: Outcome) -> bool:
    return bool(outcome.counts.skin_types) and not any(group.types >= _skins(outcome) for group in SKIN_GROUPS)


def _serious(reports: Iterable[LinkedReport]) -> Iterable[SeriousReport]:
    for report in reports:
        severity = severity_of(report.course)
        if severity.is_serious and report.is_refused:
            yield SeriousReport(None, "", is_refused=True)
        elif severity.is_serious:
            number = report.number if report.private_channel_id is None else None
            yield SeriousReport(number, _in_words(report, severity.lead or ""))


def _in_words(report: LinkedReport, lead: str) -> str:
    """What it was and why it is serious: "burn, permanent"; once where both are one."""
    known = complications().get(report.course.code) if report.course.code else None
    return ", ".join(dict.fromkeys(filter(None, (known.name.lower() if known is not None else "", lead))))
