"""How every command ends: 0, or a sentence on standard error with 1 or 78; never a traceback for what is foreseen."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import click


def run_to_end(make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine as the process's work and exit accordingly; with 1, by click, where Ctrl-C cuts it short."""
    from bot.app.failures import failure_of

    try:
        asyncio.run(make())
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        click.echo(failure.sentence, err=True)
        sys.exit(failure.code)


def serve_to_end(make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """The same for what goes on until it is told to stop: Ctrl-C ends it well."""
    try:
        run_to_end(make)
    except KeyboardInterrupt:
        sys.exit(0)
