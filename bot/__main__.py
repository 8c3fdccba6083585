"""`python -m bot`."""

from __future__ import annotations

import io
import sys

_OURS = ("bot", "cogs", "db")


def main() -> None:
    """The operator's commands. What an output that is not UTF-8 has no letter for becomes a question mark there."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        from bot.cli.commands import fluence

        fluence(prog_name="python -m bot")
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in _OURS:
            raise
        # Most often the system's Python instead of the environment's; starting again would not help.
        sys.stderr.write(
            f"{missing.name} is not installed for {sys.executable}. Install Fluence as the README says, and use that "
            "environment's Python: .venv/bin/python -m bot\n"
        )
        sys.exit(78)


if __name__ == "__main__":
    main()
