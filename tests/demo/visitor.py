"""What a visitor to the demonstration does in the browser, in their own words."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.browser import Page

_COMPOSER = "document.querySelector('#channel-composer:not([hidden]) textarea')"
# What the page is doing; a sentence with "…" while it lasts. What is typed meanwhile is wiped out at the end.
_AT_REST = "(it => it && !it.innerText.endsWith('…'))(document.querySelector('#action-status'))"
_TALK = "document.querySelector('#channel-message-list')"


class Visitor:
    """Somebody at the index page of the demonstration."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._address = address

    async def enter(self, channel: str) -> None:
        """Choose a channel on the index page."""
        await self.page.go(self._address)
        name = json.dumps(f"#{channel}")
        await self.page.click(
            f"[...document.querySelectorAll('button')].find(b => b.querySelector('strong')?.innerText === {name})"
        )
        await self.page.soon(_COMPOSER)

    async def write(self, text: str) -> None:
        """Send a message."""
        await self._type(text)
        await self.page.click("document.querySelector('#send-message')")

    async def run(self, command: str) -> None:
        """Type a command, choose it from the list that opens, and send it as it is."""
        await self._choose(command)
        await self.page.key("Escape")
        await self.page.click("document.querySelector('#send-message')")

    async def run_with(self, command: str, *typed: str) -> None:
        """Choose a command, begin to type each of its options, take the first that is offered, and send it."""
        await self._choose(command)
        for each in typed:
            await self.page.soon(
                "document.activeElement.matches('.command-option-input') && !document.activeElement.value "
                "&& document.activeElement"
            )
            await self.page.type(each)
            await self.page.soon("document.querySelector('[role=listbox] .command-suggestion-label')")
            await self.page.key("Enter")
        await self.page.click("document.querySelector('#send-message')")

    async def run_as_typed(self, command: str, typed: str) -> None:
        """Choose a command, type its option, which nothing offered fits, and send it."""
        await self._choose(command)
        await self.page.soon("document.activeElement.matches('.command-option-input') && document.activeElement")
        await self.page.type(typed)
        await self.page.key("Escape")
        await self.page.click("document.querySelector('#send-message')")

    async def _choose(self, command: str) -> None:
        await self._type(f"/{command}")
        await self.page.soon("document.querySelector('[role=listbox] [role=option]')")
        await self.page.key("Enter")
        await self.page.soon("document.querySelector('[data-command-chip]')")

    async def press(self, label: str) -> None:
        """Press the last button of this label."""
        await self.page.click(
            f"[...{_TALK}.querySelectorAll('button')].filter(b => b.innerText.trim() === {json.dumps(label)}).at(-1)"
        )

    async def reads(self, text: str) -> str:
        """Wait until this stands in the channel, and return all that does."""
        found = f"(talk => talk && talk.innerText.includes({json.dumps(text)}) && talk.innerText)({_TALK})"
        return str(await self.page.soon(found))

    async def ends(self) -> str:
        """Wait until the page rests, and return what it says of what was done last."""
        return str(await self.page.soon(_AT_REST, result="document.querySelector('#action-status').innerText"))

    async def sees_kept(self, text: str) -> None:
        """Wait until a ✅ stands under what was written last."""
        await self.page.soon(f"(talk => talk.innerText.split({json.dumps(text)}).at(-1).includes('✅'))({_TALK})")

    async def keep_picture(self, path: Path) -> None:
        """A picture of the page with the newest message in full view."""
        await self.page.soon(_AT_REST)
        # Scrolled anew each time it is asked: what is still being laid out pushes the end away. Of a long channel the
        # first picture is what has the rest laid out.
        at_the_end = "(it.scrollTop = it.scrollHeight, it.scrollTop + it.clientHeight >= it.scrollHeight - 2)"
        for _ in range(2):
            await self.page.soon(f"(it => it && {at_the_end})(document.querySelector('#channel-timeline'))")
            await self.page.screenshot(path)

    async def _type(self, text: str) -> None:
        await self.page.soon(_AT_REST)
        await self.page.soon(_COMPOSER, result="(it.focus(), 1)")
        await self.page.type(text)
