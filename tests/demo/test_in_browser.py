from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.stage import Stage
from bot.demo.visit import served
from tests.support.browser import chromium, open_page
from tests.support.notebook_bot import notebook
from tests.support.simulated_discord import reactions_of


@pytest.mark.parametrize("program", [program for program in [chromium()] if program])
async def test_a_visitor_writes_a_tip_in_one_channel_and_presses_a_button_in_another(
    program: str, tmp_path: Path
) -> None:
    async with Stage(notebook([])) as stage:
        await stage.create_guild()
        ana = await stage.add_member("ana", display_name="Ana Example")
        notes = await stage.create_text_channel("notes")
        ipl = await stage.create_text_channel("ipl")
        await ana.slash(ipl, "card")
        async with (
            served(stage, [ana], real_clock=stage.clock) as demo,
            open_page(program, tmp_path) as page,
        ):
            await page.go(demo.pages.address)
            for width in (1200, 390):
                await page.resize(width)
                assert await page.soon("document.scrollingElement", result="it.scrollWidth <= it.clientWidth")
            await page.click(f"document.querySelector('button[value=\"{notes.id}\"]')")
            await page.soon(
                "document.querySelector('#channel-composer:not([hidden]) textarea')", result="(it.focus(), 1)"
            )
            await page.type("#tip ice first")
            await page.click("document.querySelector('#send-message')")
            await page.soon("document.querySelector('#channel-message-list').innerText.includes('✅')")
            assert reactions_of(stage, notes.history()[-1]) == {"✅"}

            await page.go(demo.pages.address)
            await page.click(f"document.querySelector('button[value=\"{ipl.id}\"]')")
            await page.click("[...document.querySelectorAll('button')].find(b => b.innerText === 'Clap')")
            await page.soon("document.querySelector('#channel-message-list').innerText.includes('1 claps')")

            async with demo.pages.turn:
                await ana.send(ipl, "#remind me")
                await stage.advance(timedelta(hours=2))
            await page.soon("document.querySelector('#channel-message-list').innerText.includes('it is 0')")
            assert "uncertain" not in await page.soon("document.querySelector('#action-status')", result="it.innerText")
            assert page.problems == []
