"""The laboratory as a fixture."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.process.fluence_process import FluenceLab, fluence_lab


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[FluenceLab]:
    """A stand-in for Discord with a guild in it; no process runs yet."""
    async with fluence_lab(tmp_path) as opened:
        yield opened
