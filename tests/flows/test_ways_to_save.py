"""Message menus are named where they are there, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot.app.failures import failure_of
from bot.demo.stage import Stage
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import text_of

ROOT = Path(__file__).parents[2]
PAPERS = ("docs/privacy-notice.md", "docs/terms.md", ".env.example", "README.md", "CONTRIBUTING.md", "bot/cli/check.py")


def _has_menus(stage: Stage) -> bool:
    return bool(fluence(stage).tree.get_commands(type=discord.AppCommandType.message))


@pytest.mark.parametrize("command", ["privacy policy", "privacy show", "diagnose"])
async def test_cards_name_no_menu_that_is_not_there(stage: Stage, database_file: Path, command: str) -> None:
    channel = await stage.create_text_channel("general")
    await stage.restart(fluence_on(config_for(database_file, message_content=False)))
    shown = text_of(await stage.owner().slash(channel, command))
    assert _has_menus(stage) or not ("menu" in shown or "member saves" in shown), shown


async def test_papers_name_no_menu_that_is_not_there(stage: Stage) -> None:
    named = [paper for paper in PAPERS if "menu" in (ROOT / paper).read_text(encoding="utf-8")]
    assert _has_menus(stage) or named == []


async def test_the_last_words_name_no_menu_that_is_not_there(stage: Stage) -> None:
    failure = failure_of(discord.PrivilegedIntentsRequired(None))
    assert failure is not None
    assert _has_menus(stage) or "menu" not in failure.sentence
