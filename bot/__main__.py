"""`python -m bot`."""

from __future__ import annotations

import io
import sys

from bot.cli.commands import fluence


def main() -> None:
    """The operator's commands. What an output that is not UTF-8 has no letter for becomes a question mark there."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    fluence(prog_name="python -m bot")


if __name__ == "__main__":
    main()
