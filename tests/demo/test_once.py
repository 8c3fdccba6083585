from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from datetime import datetime

import pytest
from click.testing import CliRunner

from bot.cli.commands import fluence
from bot.demo import scenes
from bot.demo.community import Community

IN_ORDER = [
    "Fluence reacts ✅",
    "Not recorded: handpiece, skin type.",
    "it may hold something that identifies a patient",
    "presses [See why]",
    "- a record, chart or patient number",
    "Fluence takes its message away",
    "Nobody is on watch in this channel.",
    "types /search query: axilary hair",
    "showing results for “axillary hair”",
    "types /protocol find",
    "⚠️ only for skin types I, II, III",
    "types /show entry: Perioral",
    "Reported: complications 1 of 20 (95 % upper bound",
    "Asked before, and answered: Q-",
    "types /library export",
    "library.md",
    "types /show",
    "presses [Share]",
    "Fluence in #skin-of-colour, changed to:",
    "Wipe it off before the last pass.",
    "types /meeting agenda",
    "180 of 480 minutes; 300 left",
    "presses [Vote]",
    "What would you like to hear in M-",
    "types /meeting create",
    "Fluence is restarted",
    "presses [Post it]",
    "is planned",
    "Reminder: Ten minutes on test spots",
    "Reminder 1 day before: sent",
]


def _words(printed: str) -> str:
    return " ".join(printed.replace("│", " ").split())


async def _nothing_happens(_: Community, __: datetime) -> None:
    """Instead of the weeks that the members talk, which a test may not need."""


def test_the_conversation_shows_what_fluence_does_and_is_the_same_each_time() -> None:
    result = CliRunner().invoke(fluence, ["demo", "--once"])
    assert result.exit_code == 0, result.output
    transcript = _words(result.output)
    assert transcript.endswith("Without --once it opens in the browser, and you take part.")
    again: list[str] = []
    asyncio.run(scenes.play_once(lambda text: again.append(str(text))))
    assert _words("\n".join(again)) == transcript
    place = 0
    for expected in IN_ORDER:
        place = transcript.find(expected, place)
        assert place >= 0, expected
    assert transcript.count("Jane Placeholder") == 1, "Fluence repeated what it held"


def test_without_the_simulation_it_says_what_to_install() -> None:
    # None in sys.modules makes an import fail as if nothing were installed.
    script = "import sys; sys.modules['simcord'] = None; from bot.__main__ import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", script, "demo", "--once"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "pip install '.[demo]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_taken_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenes, "live_through", _nothing_happens)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = CliRunner().invoke(fluence, ["demo", "--no-browser", "--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} is taken." in result.output
