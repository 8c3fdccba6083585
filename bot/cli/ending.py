"""How every command ends: 0, or a sentence on standard error with 1 or 78; never a traceback for what is foreseen."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import click


def run_to_end(make: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine as the process's work and exit accordingly."""
    from bot.app.failures import failure_of

    try:
        asyncio.run(make())
    except KeyboardInterrupt:
        sys.exit(0)
    except Exception as error:
        failure = failure_of(error)
        if failure is None:
            raise
        click.echo(failure.sentence, err=True)
        sys.exit(failure.code)
