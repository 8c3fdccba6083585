"""`python -m bot read`: what the reader finds, for JSON lines or for one text; no token, no database, no network."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

_FAILED = 1
_STANDARD_INPUT = "-"
_NO_JSON = (
    'No line could be read. For a message that is plain text: python -m bot read --text "…", or --text - to pipe it.'
)
_HOW_TO_END = "Write or paste a message. End with Ctrl-D (Ctrl-Z and Enter on Windows) on a line of its own."


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="[FILE]...")
@click.option("--text", metavar="TEXT", help='Read this text itself, and show it plainly; "-" takes it from the input.')
def read(files: tuple[str, ...], text: str | None) -> None:
    """What the reader finds in messages.

    JSON lines in, from FILEs or standard input: {"id", "text", "kind"?, "device"?}; JSON lines out. A line that cannot
    be read is reported by its number, the rest is read, and the exit code is 1. At a terminal, or with --text, one text
    is shown plainly.
    """
    if text is not None and files:
        raise click.UsageError("Give either --text or files.")
    if not sys.stdin or not sys.stdout:
        raise click.ClickException("The standard input or output is closed.")
    try:
        if text is not None:
            _show(_typed() if text == _STANDARD_INPUT else os.fsencode(text))
        elif not files and sys.stdin.isatty():
            click.echo(_HOW_TO_END, err=True)
            _show(_typed())
        else:
            sys.exit(_answer(files or (_STANDARD_INPUT,)))
    except BrokenPipeError:
        _close_quietly()
    except OSError as error:
        raise click.ClickException(error.strerror or type(error).__name__) from None


def _typed() -> bytes:
    return sys.stdin.buffer.read()


def _show(given: bytes) -> None:
    from bot.cli.json_lines import Damaged, reading_of
    from bot.cli.shown_reading import shown

    # A terminal may hand over bytes that are no text; what can be read is shown.
    text = given.decode(errors="replace")
    try:
        lines = shown(reading_of(text))
    except Damaged as fault:
        raise click.ClickException(str(fault)) from None
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(lines.encode(encoding, errors="replace"))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the input, and how a report names it."""

    place: str
    content: bytes


def _lines(files: Sequence[str]) -> Iterator[_Line]:
    for name in files:
        before = f"{click.format_filename(name)}, " if len(files) > 1 else ""
        with click.open_file(name, "rb") as file:
            for number, content in enumerate(file, 1):
                yield _Line(f"{before}line {number}", content)


def _answer(files: Sequence[str]) -> int:
    """Answer each line at once, so that another program can ask and wait; the exit code."""
    from bot.cli.json_lines import Damaged, answer

    out = sys.stdout.buffer
    answered = damaged = 0
    for line in _lines(files):
        if not line.content.strip():
            continue
        try:
            said = answer(line.content)
        except Damaged as why:
            damaged += 1
            click.echo(f"{line.place}: {why}", err=True)
        else:
            out.write(said)
            out.flush()
            answered += 1
    if damaged and not answered:
        click.echo(_NO_JSON, err=True)
    return _FAILED if damaged else 0


def _close_quietly() -> None:
    """Whoever read the output has gone, as `head` does. Python would complain about it once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
