"""The demonstration in the browser: an index of the channels, and simcord's preview of the channel chosen there.

simcord previews one channel at a time. So the index closes the open preview, opens the other channel on the same
port and sends the browser there. Both servers listen on the loopback only, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Self

import discord
from aiohttp import web
from simcord import ChannelHandle, MemberActor, UserHandle
from simcord.backend.access import can_access_channel
from simcord.preview import Preview

from bot.demo.index_page import Entry, Group, render_index
from bot.demo.stage import Stage

LOOPBACK = "127.0.0.1"

_SHOWN_ON_A_PAGE = {
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class DemoPages:
    """`async with DemoPages(stage, members) as pages:` serves the index at `pages.address`.

    `members` are those whom the visitor may be, the first of them to begin with. Port 0 takes a free one.
    """

    def __init__(self, stage: Stage, members: Sequence[MemberActor], *, port: int = 0) -> None:
        self._stage = stage
        self._members = members
        self._port = port
        self._preview: Preview | None = None
        self._preview_port: int | None = None
        self._news = False
        self.turn = asyncio.Lock()
        """Held by whoever does something to the stage: simcord does one thing at a time and refuses a second."""
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Where the index is served."""
        return f"http://{LOOPBACK}:{self._port}/"

    @property
    def preview(self) -> Preview | None:
        """The open channel, if one has been chosen."""
        return self._preview

    async def __aenter__(self) -> Self:
        application = web.Application(middlewares=[self._only_for_this_machine])
        application.router.add_get("/", self._index)
        application.router.add_post("/open", self._open)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, LOOPBACK, self._port).start()
        except BaseException:
            await self._runner.cleanup()
            raise
        self._port = self._runner.addresses[0][1]
        self._stage.env.backend.subscribers.append(self._notice)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stage.env.backend.subscribers.remove(self._notice)
        assert self._runner is not None
        await self._runner.cleanup()
        await self._close_preview()

    # What is new.

    def _notice(self, event: str, payload: Mapping[str, Any]) -> None:
        # What the visitor does shows itself; anything else waits for a refresh.
        visitor_acts = self._stage.env._operation_label == "preview.action"
        if event in _SHOWN_ON_A_PAGE and not visitor_acts and self._is_open(int(payload["channel_id"])):
            self._news = True

    def _is_open(self, channel_id: int) -> bool:
        return self._preview is not None and self._preview.channel.id == channel_id

    async def show_news(self) -> None:
        """Refresh the open page, but only if something came: it closes menus and forms under the visitor's hands."""
        if self._news and self._preview is not None and not self._preview._closed:
            await self._preview.refresh()
            self._news = False

    # The two pages.

    @web.middleware
    async def _only_for_this_machine(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        # A website whose name is made to point at the loopback has another name in this header.
        if request.headers.get("Host") not in {f"{LOOPBACK}:{self._port}", f"localhost:{self._port}"}:
            raise web.HTTPForbidden
        response = await handler(request)
        response.headers.update(_HEADERS)
        return response

    async def _index(self, request: web.Request) -> web.Response:
        owner = self._stage.guild.owner.id
        page = render_index(
            community=self._stage.guild.name,
            visitor=_name(self._members[0]),
            moderator=next((_name(member) for member in self._members if member.id == owner), None),
            groups=list(self._groups()),
        )
        return web.Response(text=page, content_type="text/html")

    def _groups(self) -> Iterator[Group]:
        backend = self._stage.env.backend
        channels = [backend.channels[number] for number in backend.get_guild(self._stage.guild.id).channel_ids]
        readable = [c for c in channels if c.type == discord.ChannelType.text.value and self._readers(c.id)]
        headings = {c.id: c.name or "" for c in channels if c.type == discord.ChannelType.category.value}
        for heading_id in dict.fromkeys(c.parent_id for c in readable):
            entries = [
                Entry(c.id, f"#{c.name}", c.topic or "", self._amount(c.id))
                for c in readable
                if c.parent_id == heading_id
            ]
            yield Group(headings.get(heading_id or 0, ""), entries)
        letters = [
            Entry(channel_id, _name(member), "", self._amount(channel_id))
            for member in self._members
            if (channel_id := backend.dm_channels.get(member.id)) is not None and backend.messages[channel_id]
        ]
        if letters:
            yield Group("Direct messages", letters)

    def _amount(self, channel_id: int) -> int:
        return sum(not message.is_ephemeral for message in self._stage.env.backend.messages[channel_id].values())

    async def _open(self, request: web.Request) -> web.Response:
        chosen = str((await request.post()).get("channel", ""))
        offered = {str(entry.number): entry.number for group in self._groups() for entry in group.entries}
        if chosen not in offered:
            raise web.HTTPNotFound(text=f"There is no such channel any more. Choose one on {escape(self.address)}")
        async with self.turn:
            preview = await self._show(offered[chosen])
        raise web.HTTPSeeOther(preview.url, headers=_HEADERS)

    # The preview.

    def _readers(self, channel_id: int) -> list[MemberActor | UserHandle]:
        backend = self._stage.env.backend
        people: list[MemberActor | UserHandle] = list(self._members)
        if backend.channels[channel_id].guild_id is None:
            people = [member.user for member in self._members]
        return [who for who in people if can_access_channel(self._stage.env, channel_id, who, history=True)]

    async def _show(self, channel_id: int) -> Preview:
        if self._preview is not None and self._is_open(channel_id) and not self._preview._closed:
            return self._preview
        await self._close_preview()
        stored = self._stage.env.backend.channels[channel_id]
        home = self._stage.guild if stored.guild_id is not None else None
        preview = self._stage.env.preview(
            ChannelHandle(self._stage.env, home, stored),
            viewers=self._readers(channel_id),
            layout="channel",
            port=self._preview_port,
        )
        self._wait_for_turns(preview)
        await preview.__aenter__()
        self._preview = preview
        self._preview_port = preview._server.port
        self._news = False
        return preview

    def _wait_for_turns(self, preview: Preview) -> None:
        # simcord refuses what a visitor does during a tick of the clock, and the page then hangs in uncertainty.
        act = preview._action

        async def act_in_turn(context_id: Any, body: Any) -> Any:
            async with self.turn:
                return await act(context_id, body)

        preview._action = act_in_turn

    async def _close_preview(self) -> None:
        if self._preview is not None:
            await self._preview.close()
            await self._preview.wait_closed()
            self._preview = None


def _name(member: MemberActor) -> str:
    return member.user.global_name or member.name
