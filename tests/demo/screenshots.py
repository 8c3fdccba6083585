"""Makes the pictures in `docs/images` again, from the running demonstration: `python -m tests.demo.screenshots`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.demo import gestures
from bot.demo.community import Community
from bot.demo.scenes import ONCE, sample_community
from bot.demo.visit import served
from tests.demo.visitor import Visitor
from tests.support.browser import Page, chromium, open_page

IMAGES = Path(__file__).parents[2] / "docs" / "images"


async def make(program: str, folder: Path) -> None:
    """A channel on a wide screen; on a telephone a protocol with two parameter sets, and one with a doubt."""
    with tempfile.TemporaryDirectory() as profile:
        async with (
            sample_community(ONCE, lambda line: None) as community,
            served(community.stage, community.viewers, real_clock=community.stage.clock) as demo,
            open_page(program, Path(profile), width=1200, height=1280) as page,
        ):
            visitor = Visitor(page, demo.pages.address)
            await visitor.enter("pixel-co2")
            await visitor.write("#tip Ice packs for ten minutes before the second pass: less redness the next day.")
            await visitor.reads("less redness the next day")
            await visitor.run_with("show", "Perioral")
            await visitor.reads("P-3 ·")
            await visitor.keep_picture(folder / "demo.png")
            await page.resize(390, 1250)
            await visitor.enter("gentlemax-pro")
            await visitor.run_with("show", "Axillary")
            await visitor.reads("Settings, as read")
            await visitor.keep_picture(folder / "settings-390.png")
            await visitor.run_with("show", "Underarms")
            await visitor.reads("Underarms")
            await visitor.keep_picture(folder / "caution-390.png")
            await show_evidence(page, visitor, folder)
            await show_question(page, visitor, folder)
            await compare_devices(page, visitor, folder)
            await show_report(page, visitor, folder)
            await show_statistics(page, visitor, folder)
            await show_scope(page, visitor, folder)
            await show_agenda(page, visitor, folder)
            await show_answers(community, page, visitor, folder)


async def show_evidence(page: Page, visitor: Visitor, folder: Path) -> None:
    """A protocol with what colleagues report of it, on a wide screen and on a telephone."""
    for width, height, name in ((1200, 1180, "evidence.png"), (390, 1500, "evidence-390.png")):
        await page.resize(width, height)
        await visitor.enter("pixel-co2")
        await visitor.run_with("show", "Perioral")
        await visitor.reads("failures are under-reported")
        await visitor.keep_picture(folder / name)


async def show_question(page: Page, visitor: Visitor, folder: Path) -> None:
    """A question with its answers, the accepted one first, on a wide screen and on a telephone."""
    for width, height, name in ((1200, 1060, "question.png"), (390, 1720, "question-390.png")):
        await page.resize(width, height)
        await visitor.enter("skin-of-colour")
        await visitor.run_with("show", "sunny holiday")
        await visitor.reads("Discussion")
        await visitor.keep_picture(folder / name)


async def show_report(page: Page, visitor: Visitor, folder: Path) -> None:
    """The notice of a complication with the reporter's name withheld, and a whole report on both screens."""
    await page.resize(600, 900)
    await visitor.enter("gentlemax-pro")
    await visitor.reads("its reporter's name is withheld")
    await page.resize(390, 900)  # drawn anew: Chromium leaves the button of the page's first drawing empty
    await visitor.keep_picture(folder / "withheld-390.png")
    for width, height, name in ((390, 1500, "report-390.png"), (1200, 1180, "report.png")):
        await page.resize(width, height)
        await visitor.enter("gentlemax-pro")
        await visitor.run_with("show", "Two blisters along")
        await visitor.reads("it is not permanent")
        await visitor.keep_picture(folder / name)


async def show_statistics(page: Page, visitor: Visitor, folder: Path) -> None:
    """Statistics of complications on a telephone, and their picture on both."""
    drawn = "document.querySelector('#channel-message-list img[alt^=\"Complications\"]')"
    for width, height, channel in ((390, 1250, "general"), (1200, 1180, "business")):
        await page.resize(width, height)
        await visitor.enter(channel)
        await visitor.run("complication stats")
        await visitor.reads("Disproportionate reporting, not incidence")
        if width < 400:
            await visitor.keep_picture(folder / "statistics-390.png")
        await visitor.press("Picture")
        await page.soon(f"(it => it && it.complete && it.naturalWidth)({drawn})")
        await visitor.keep_picture(folder / ("forest-390.png" if width < 400 else "forest.png"))


async def show_scope(page: Page, visitor: Visitor, folder: Path) -> None:
    """What sources say of who may operate what, on a wide screen and on a telephone."""
    for width, height, name in ((1200, 1260, "scope.png"), (390, 2100, "scope-390.png")):
        await page.resize(width, height)
        await visitor.enter("general")
        await visitor.run_with("scope show", "California")
        await visitor.reads("your insurer may be stricter")
        await visitor.keep_picture(folder / name)


async def show_agenda(page: Page, visitor: Visitor, folder: Path) -> None:
    """What the next meeting is to be about, on a wide screen and on a telephone."""
    for width, height, name in ((1200, 1100, "agenda.png"), (390, 1300, "agenda-390.png")):
        await page.resize(width, height)
        await visitor.enter("meetings")
        await visitor.run_with("meeting agenda", "twice a year")
        await visitor.reads("300 left")
        await visitor.keep_picture(folder / name)


async def show_answers(community: Community, page: Page, visitor: Visitor, folder: Path) -> None:
    """The card of a meeting whose room is full, on a wide screen and on a telephone, and what who waits is told."""
    people, channel = community.people, community.channels["meetings"]
    draft = await people["marisa"].slash(
        channel,
        "meeting create",
        title="Case round: melasma, four patients",
        when="next Tuesday 18:30",
        zone="America/New_York",
        minutes=90,
        where="Marisa's practice, Cherry Hill",
        capacity=3,
        cutoff=24,
    )
    await gestures.press(people["marisa"], draft, "Post it")
    await community.stage.advance(timedelta(seconds=5))
    card = channel.history()[-1]
    brought = await gestures.press(people["tom"], card, "In person")
    await gestures.choose(people["tom"], brought, "1 guest", menu="Guests you bring")
    for who, answer in (("marisa", "In person"), ("anil", "In person"), ("grace", "Online")):
        await gestures.press(people[who], card, answer)
    await community.stage.advance(timedelta(seconds=5))
    for width, height, name in ((1200, 540, "meeting.png"), (390, 760, "meeting-390.png")):
        await page.resize(width, height)
        await visitor.enter("meetings")
        await visitor.reads("on the waiting list")
        # Nothing was done yet that the page would be busy with but its own beginning.
        await page.soon("document.querySelector('#action-status').innerText === 'Viewport updated'")
        await visitor.keep_picture(folder / name)
    await visitor.press("In person")
    await visitor.reads("You are number 2 on the waiting list")
    await visitor.keep_picture(folder / "waiting-390.png")


async def compare_devices(page: Page, visitor: Visitor, folder: Path) -> None:
    """Two devices side by side, on a telephone and on a wide screen; the window is high enough for the whole card."""
    for width, height, name in ((390, 1640, "comparison-390.png"), (1000, 1180, "comparison.png")):
        await page.resize(width, height)
        await visitor.enter("gentlemax-pro")
        await visitor.run_with("device compare", "GentleMax Pro", "Clarity")
        await visitor.reads("What I flag")
        await visitor.keep_picture(folder / name)


def main() -> None:
    """Make them, or say what is missing."""
    program = chromium()
    if program is None:
        sys.exit("The pictures need an installed Chromium.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    asyncio.run(make(program, IMAGES))
    print(f"Made {IMAGES}")


if __name__ == "__main__":
    main()
