"""The README's own commands, so that what is run and tested is what a newcomer copies."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
_LONE_COMMAND = re.compile(r"^```(?:sh|bash|shell)\n([^\n]+)\n```$", re.MULTILINE)


def commands() -> list[str]:
    """Every command that stands alone in a code block, in order: the demo first, then the tests."""
    return _LONE_COMMAND.findall(README.read_text(encoding="utf-8"))


def command_for_demo() -> str:
    """The first command."""
    return commands()[0]


def command_for_tests() -> str:
    """The second command."""
    return commands()[1]


if __name__ == "__main__":
    print(command_for_tests())
