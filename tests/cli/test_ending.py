"""How a command ends that Ctrl-C cuts short: only what serves until then has done its work."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bot.cli.ending import run_to_end, serve_to_end


@pytest.mark.parametrize(("end", "code"), [(run_to_end, 1), (serve_to_end, 0)])
def test_only_what_serves_may_be_cut_short(
    end: Callable[[Callable[[], Coroutine[Any, Any, None]]], None], code: int
) -> None:
    async def cut_short() -> None:
        raise KeyboardInterrupt

    assert CliRunner().invoke(click.Command("work", callback=lambda: end(cut_short))).exit_code == code
