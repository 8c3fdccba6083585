"""A headless Chromium, driven over its debugging socket: just enough to use a page as a visitor would."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

PATIENCE_SECONDS = 30.0

_SOON = """
new Promise((found, gaveUp) => {
  const look = () => { try { const it = (%s); if (it) { watch.disconnect(); found([%s]); } } catch (e) { gaveUp(e); } };
  const watch = new MutationObserver(look);
  watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  setTimeout(() => { watch.disconnect(); found([]); }, 500);
  look();
})
"""


def chromium() -> str | None:
    """Where a Chromium is installed, if anywhere."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


class Page:
    """An open page."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self.problems: list[str] = []

    async def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the debugging protocol and return its result."""
        self._number += 1
        number = self._number
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            message = await self._socket.receive_json()
            if message.get("id") == number:
                assert "error" not in message, message["error"]
                return message["result"]
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        if message.get("method") == "Runtime.exceptionThrown":
            self.problems.append(told["exceptionDetails"]["text"])
        elif message.get("method") == "Runtime.consoleAPICalled" and told["type"] == "error":
            self.problems.append(json.dumps(told["args"]))

    async def go(self, address: str) -> None:
        """Open an address."""
        await self.send("Page.navigate", url=address)

    async def soon(self, condition: str, *, result: str = "it") -> Any:
        """Wait until a JavaScript expression is true, however long the page needs; `it` is what it came to."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                # Asked anew every half second: a page that is being left never answers.
                with suppress(TimeoutError, AssertionError):
                    async with asyncio.timeout(2.0):
                        answer = await self.send(
                            "Runtime.evaluate",
                            expression=_SOON % (condition, result),
                            awaitPromise=True,
                            returnByValue=True,
                        )
                    if found := self._value(answer):
                        return found[0]

    def _value(self, answer: dict[str, Any]) -> Any:
        if "exceptionDetails" in answer:
            raise ValueError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"]["value"]

    async def click(self, element: str) -> None:
        """Click the element that a JavaScript expression names, once it is there and lets itself be clicked."""
        await self.soon(f"(found => found && !found.disabled && found)({element})", result="(it.click(), true)")

    async def type(self, text: str) -> None:
        """Type text where the cursor stands."""
        await self.send("Input.insertText", text=text)

    async def key(self, name: str) -> None:
        """Press and release a key that has no letter."""
        codes = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40}
        event = {"key": name, "code": name, "windowsVirtualKeyCode": codes[name]}
        if name == "Enter":
            event["text"] = "\r"
        await self.send("Input.dispatchKeyEvent", type="keyDown", **event)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    async def resize(self, width: int, height: int = 900) -> None:
        """Make the window this large; a narrow one is a telephone's."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        await self.send("Emulation.setDeviceMetricsOverride", **size)

    async def screenshot(self, path: Path) -> None:
        """Keep a picture of what is to be seen."""
        picture = await self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(picture["data"]))


@asynccontextmanager
async def open_page(program: str, folder: Path, *, width: int = 1200, height: int = 900) -> AsyncIterator[Page]:
    """A new browser with an empty page of this size; its profile lies in `folder`."""
    process = await asyncio.create_subprocess_exec(
        program,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with aiohttp.ClientSession() as session:
            async with asyncio.timeout(PATIENCE_SECONDS):
                port = await _debugging_port(process)
                async with session.get(f"http://127.0.0.1:{port}/json/list") as response:
                    (target,) = [target for target in await response.json() if target["type"] == "page"]
                socket = await session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
                page = Page(socket)
                await page.send("Page.enable")
                await page.send("Runtime.enable")
                await page.resize(width, height)
            yield page
    finally:
        process.terminate()
        await process.communicate()


async def _debugging_port(process: asyncio.subprocess.Process) -> int:
    assert process.stderr is not None
    async for line in process.stderr:
        if b"DevTools listening on" in line:
            return int(line.split(b":")[2].split(b"/")[0])
    raise AssertionError("the browser ended before it listened")
