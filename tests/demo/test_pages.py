from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import pytest
from simcord import MemberActor

from bot.demo.pages import DemoPages
from bot.demo.stage import Stage
from tests.support.notebook_bot import notebook


@dataclass(frozen=True, slots=True)
class Visit:
    """The pages with a visitor's browser on them."""

    stage: Stage
    ana: MemberActor
    pages: DemoPages
    browser: aiohttp.ClientSession

    async def choose(self, name: str) -> aiohttp.ClientResponse:
        """Press a channel's button on the index."""
        text = await (await self.browser.get(self.pages.address)).text()
        numbers = dict(re.findall(r'value="(\d+)"><strong>([^<]+)<', text))
        (number,) = [number for number, shown in numbers.items() if shown == name]
        return await self.browser.post(f"{self.pages.address}open", data={"channel": number}, allow_redirects=False)


@pytest.fixture
async def visit() -> AsyncIterator[Visit]:
    async with Stage(notebook([])) as stage:
        await stage.create_guild("Exchange <of> lasers")
        moderators = await stage.create_role("Moderators")
        ana = await stage.add_member("ana", display_name="Ana Example")
        ben = await stage.add_member("ben", roles=[moderators])
        await stage.create_text_channel("notes")
        await stage.create_text_channel("ipl")
        await stage.create_private_channel("board", visible_to=[moderators])
        hidden = await stage.create_role("Nobody")
        await stage.create_private_channel("hidden", visible_to=[hidden])
        await stage.create_forum_channel("co2")
        async with DemoPages(stage, [ana, ben]) as pages, aiohttp.ClientSession() as browser:
            yield Visit(stage, ana, pages, browser)


async def test_the_index_says_what_to_type_and_lists_what_someone_can_read(visit: Visit) -> None:
    await visit.ana.send(visit.stage.channel("notes"), "hello")
    await visit.ana.slash(visit.stage.channel("notes"), "shout")
    response = await visit.browser.get(visit.pages.address)
    text = await response.text()
    assert re.findall(r"<strong>([^<]+)<.*?<small>([^<]+)<", text, re.DOTALL) == [
        ("#notes", "1 message"),
        ("#ipl", "0 messages"),
        ("#board", "0 messages"),
        ("Ana Example", "1 message"),
    ]
    assert "Exchange &lt;of&gt; lasers" in text
    assert "#tip " in text
    assert "/protocol find" in text
    assert "You are Ana Example" in text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)


async def test_choosing_a_channel_leads_to_its_preview_and_choosing_another_to_that_on_the_same_port(
    visit: Visit,
) -> None:
    first = (await visit.choose("#notes")).headers["Location"]
    assert visit.pages.preview is not None
    assert visit.pages.preview.channel.name == "notes"
    assert (await visit.browser.get(first)).status == 200
    second = (await visit.choose("#board")).headers["Location"]
    assert visit.pages.preview.channel.name == "board"
    assert [viewer.name for viewer in visit.pages.preview.viewers] == ["ben"]
    assert first.split("#")[0] == second.split("#")[0]
    assert first != second
    assert (await visit.choose("#board")).headers["Location"] == second


async def test_direct_messages_are_shown_to_their_reader(visit: Visit) -> None:
    await visit.ana.slash(visit.stage.channel("notes"), "shout")
    assert (await visit.choose("Ana Example")).status == 303
    assert visit.pages.preview is not None
    assert [viewer.name for viewer in visit.pages.preview.viewers] == ["ana"]


async def test_a_preview_that_the_visitor_ended_opens_again(visit: Visit) -> None:
    first = (await visit.choose("#notes")).headers["Location"]
    assert visit.pages.preview is not None
    await visit.pages.preview.close()
    again = (await visit.choose("#notes")).headers["Location"]
    assert again.split("#")[0] == first.split("#")[0]
    assert again != first


async def test_a_channel_that_is_not_offered_is_not_opened(visit: Visit) -> None:
    hidden = visit.stage.channel("hidden").id
    for number in (str(hidden), "", "1 OR 1"):
        response = await visit.browser.post(f"{visit.pages.address}open", data={"channel": number})
        assert response.status == 404
    assert visit.pages.preview is None


async def test_another_site_s_name_for_this_machine_is_refused(visit: Visit) -> None:
    response = await visit.browser.get(visit.pages.address, headers={"Host": "lasers.example.org"})
    assert response.status == 403


async def test_only_what_the_visitor_did_not_do_refreshes_the_page(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visit.choose("#notes")
    preview = visit.pages.preview
    assert preview is not None
    refreshed: list[str] = []

    async def refresh() -> None:
        refreshed.append("refreshed")

    monkeypatch.setattr(preview, "refresh", refresh)
    await visit.pages.show_news()
    await visit.ana.send(visit.stage.channel("ipl"), "elsewhere")
    await visit.pages.show_news()
    assert refreshed == []

    await act(visit, {"kind": "send_message", "content": "#remind me"})
    await visit.pages.show_news()
    assert visit.stage.channel("notes").history()[-1].content == "#remind me"
    assert refreshed == []

    await visit.stage.advance(timedelta(hours=2))
    await visit.pages.show_news()
    await visit.pages.show_news()
    assert refreshed == ["refreshed"]


async def test_a_visitor_who_acts_during_a_tick_waits_for_it(visit: Visit) -> None:
    await visit.choose("#notes")
    async with visit.pages.turn:
        acting = asyncio.create_task(act(visit, {"kind": "send_message", "content": "hello"}))
        await asyncio.wait([acting], timeout=0.05)
        assert visit.stage.channel("notes").history() == []
    await acting
    assert visit.stage.channel("notes").history()[-1].content == "hello"


async def act(visit: Visit, action: dict[str, object]) -> None:
    """Do something on the open page, as its script does."""
    preview = visit.pages.preview
    assert preview is not None
    origin = preview.url.split("#")[0]
    headers = {"X-Simcord-Capability": preview.capability}
    opened = await visit.browser.post(f"{origin}api/pages", json={"viewer_id": str(visit.ana.id)}, headers=headers)
    page = await opened.json()
    headers["X-Simcord-Context"] = page["context"]["id"]
    envelope = {
        "protocol_version": 3,
        "request_id": "one",
        "sequence": 1,
        "generation": page["context"]["generation"],
        "bot_generation": page["botGeneration"],
        "published_revision": page["publishedRevision"],
    }
    response = await visit.browser.post(f"{origin}api/action", json=envelope | action, headers=headers)
    assert response.status == 200, await response.text()
