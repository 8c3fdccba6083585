"""`python -m tests.benchmarks.reader`: what reading costs, as a ratio to a floor measured in the same run.

Rounds of the two are interleaved and the best of each is taken, so that a busy machine slows both. A bound is given in
time, for a machine on which the floor takes `FLOOR`, and is kept as a ratio. Exits with 1 where one is beyond.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.clinical.reader import read
from tests.benchmarks.floor import floor
from tests.clinical.nasty_texts import nasty_texts
from tests.clinical.score import WHOLE_PARTS, messages_of
from tests.process.fluence_process import ROOT

PARTS: Final = (*WHOLE_PARTS, "clean", "identifiers", "urgent")
USUAL: Final = 400
ABOUT_USUAL: Final = range(300, 501)
LONGEST: Final = 4000  # characters, as many as a message can have
FLOOR: Final = 20e-6
"""Seconds that the floor takes for a message of the usual length where the bounds in time are meant."""
_JOINED: Final = 200
_ROUNDS: Final = 7
_STARTS: Final = 9
_WHOLE: Final = (
    "#protocol Vbeam Prima 595 nm, 10 mm, 7.5 J/cm², 6 ms, DCD 30/20, FST III, PWS of the cheek; no PIH, no change of "
    "vision. Mrs Quill, MRN 4711, was glad of it. Test spot first, then 4 sessions 6 weeks apart."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in seconds, beside the floor's, and how many times a usual message's floor it may take."""

    name: str
    seconds: float
    floor: float
    """The floor's time for a text of the usual length."""
    most_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the floor it takes."""
        return self.seconds / self.floor

    @property
    def most(self) -> float:
        """How many times the floor it may take."""
        return self.most_seconds / FLOOR

    @property
    def is_within(self) -> bool:
        """Whether it keeps its bound."""
        return self.ratio <= self.most

    @property
    def shown(self) -> str:
        """Its row of the table."""
        ratio = f"{self.ratio:.1f}" if self.is_within else f"{self.ratio:.1f} BEYOND"
        return f"| {self.name} | {_time(self.seconds)} | {ratio} | {_time(self.most_seconds)} | {self.most:.1f} |"


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} µs"


def _seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _beside_floor(text: str, plain: str) -> tuple[float, float]:
    """The best times of reading a text, and of the floor on a plain one."""
    pairs = [(_seconds(lambda: read(text)), _seconds(lambda: floor(plain))) for _ in range(_ROUNDS)]
    return min(ours for ours, _ in pairs), min(least for _, least in pairs)


def usual(name: str, texts: Sequence[str]) -> Row:
    """The median of reading these texts, as if each were of the usual length."""
    for text in texts:
        read(text)  # a word that is met for the first time is looked up once
    times = [_beside_floor(text, text) for text in texts]
    scale = USUAL / statistics.median(map(len, texts))
    ours, least = (statistics.median(column) * scale for column in zip(*times, strict=True))
    return Row(f"{name}, median of {len(texts)}", ours, least, 200e-6)


def _joined(length: int, number: int) -> list[str]:
    """Labelled messages one after the other, in a fixed order, cut to a length."""
    chance = random.Random(length)
    texts = [message.text for part in PARTS for message in messages_of(part)]
    chance.shuffle(texts)
    joined = "\n".join(texts)
    return [joined[start : start + length] for start in range(0, len(joined) - length, length)][:number]


def worst() -> Iterator[Row]:
    """The longest message, of every kind that could be hard to read."""
    [plain] = _joined(LONGEST, 1)
    for name, text in nasty_texts(LONGEST).items():
        ours, least = _beside_floor(text, plain)
        yield Row(f"{LONGEST:,} characters: {name}", ours, least * USUAL / LONGEST, 5e-3)


_START: Final = """
import json, sys, time
import bot.clinical.reader
imported = time.perf_counter()
bot.clinical.reader.read(sys.argv[1])
first = time.perf_counter()
bot.clinical.reader.read(sys.argv[1])
again = time.perf_counter()
from tests.benchmarks.floor import floor
floors = []
for _ in range(20):
    before = time.perf_counter()
    floor(sys.argv[1])
    floors.append(time.perf_counter() - before)
print(json.dumps([(first - imported) - (again - first), min(floors)]))
"""


def start() -> Row:
    """A fresh interpreter with the reader imported: what its first message costs more than its second."""
    times = [
        json.loads(
            subprocess.run([sys.executable, "-c", _START, _WHOLE], cwd=ROOT, capture_output=True, check=True).stdout
        )
        for _ in range(_STARTS)
    ]
    loaded, least = (min(column) for column in zip(*times, strict=True))
    return Row("loading the catalogues, in a fresh interpreter", loaded, least * USUAL / len(_WHOLE), 20e-3)


def main() -> int:
    """Measure, show, and judge."""
    own = [message.text for part in PARTS for message in messages_of(part) if len(message.text) in ABOUT_USUAL]
    slowest = sorted(worst(), key=lambda row: -row.ratio)
    shown = [
        usual(f"{USUAL} characters: labelled messages of about that length", own),
        usual(f"{USUAL} characters: shorter ones joined and cut", _joined(USUAL, _JOINED)),
        *slowest[:5],
        start(),
    ]
    print(f"The floor takes {_time(shown[0].floor)} here for {USUAL} characters; the bounds in time are for")
    print(f"{_time(FLOOR)}. Of {len(slowest)} hard kinds of {LONGEST:,} characters the five slowest are shown.\n")
    print("| reading | time | × floor | bound, time | bound, × floor |\n|---|---|---|---|---|")
    print("\n".join(row.shown for row in shown))
    return 0 if all(row.is_within for row in (*shown, *slowest)) else 1


if __name__ == "__main__":
    sys.exit(main())
