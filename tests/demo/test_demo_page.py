from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.scenes import ONCE, sample_community
from bot.demo.visit import served
from tests.demo.visitor import Visitor
from tests.support.browser import chromium, open_page


@pytest.mark.parametrize("program", [program for program in [chromium()] if program])
async def test_a_newcomer_keeps_a_tip_and_finds_protocols(program: str, tmp_path: Path) -> None:
    async with (
        sample_community(ONCE, lambda line: None) as community,
        served(community.stage, community.viewers, real_clock=community.stage.clock) as demo,
        open_page(program, tmp_path) as page,
    ):
        visitor = Visitor(page, demo.pages.address)
        await page.go(demo.pages.address)
        introduction = await page.soon("document.querySelector('ol')", result="it.innerText")
        assert "You are Eleni Prisma there" in introduction
        assert "Marisa Quartz moderates" in introduction
        await visitor.enter("pixel-co2")
        shown = await visitor.reads("crow's feet, lighter session")
        assert "May an aesthetician perform Pixel" in shown
        tip = "Ice packs for ten minutes before the second pass: less redness the next day."
        await visitor.write(f"#tip {tip}")
        await visitor.sees_kept(tip)
        await visitor.run("protocol find")
        found = await visitor.reads("10 protocols")
        assert "Rolling acne scars, Pixel CO2" in found
        await visitor.press("Next")
        await visitor.reads("Axillary hair removal, GentleMax Pro")
        await visitor.run_as_typed("show", "P-9999")
        await visitor.reads("There is no entry 9999")
        assert await visitor.ends() == "Action completed"
        assert page.problems == []
