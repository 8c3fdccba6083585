"""`python -m bot`."""

from __future__ import annotations

from bot.cli.commands import fluence


def main() -> None:
    """The operator's commands."""
    fluence(prog_name="python -m bot")


if __name__ == "__main__":
    main()
