"""The stage: a simulated Discord with the real bot on it, for the demonstration and for the tests.

simcord is pinned exactly, because some of what happens on a stage goes through its `env.backend`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

import discord
from discord.ext import commands
from simcord import ChannelHandle, Env, GuildHandle, MemberActor, RoleHandle, UserHandle

from bot.exchange.refusal import Refusal

BOT_NAME = "Fluence"
ACTION_PATIENCE_SECONDS = 5.0
ADVANCE_PATIENCE_SECONDS = 30.0
"""Months of virtual time wake a scheduler many times: simcord's usual five seconds are too short for that."""


class VirtualClock:
    """The time on the stage; it can be handed to a bot before there is one."""

    def __init__(self, env: Env) -> None:
        self._env = env

    def now(self) -> datetime:
        """The virtual moment, aware, in UTC."""
        return self._env.now()


BotFactory = Callable[[VirtualClock], AbstractAsyncContextManager[commands.Bot]]
"""Builds the bot with all it needs and takes it down again.

A plain `commands.Bot` is such a context manager, and closes itself. One that needs a database is built by an
`@asynccontextmanager` that opens the database, yields the bot and closes the database.
"""


class _StageEnv(Env):
    """simcord, waiting for the bot's work in steps of a millisecond: its own 50 ms make a message cost 52 ms.

    A Refusal is an answer to a person, no fault; discord.py hands it round as an error all the same, and simcord's page
    would say "outcome uncertain" under it.
    """

    def _record_error(self, error: BaseException) -> None:
        if not isinstance(getattr(error, "original", error), Refusal):
            super()._record_error(error)

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 -- the signature is simcord's
        idle: float = 0.001,
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        await super()._settle_internal(timeout=timeout, idle=idle, dispatch=dispatch, _deadline=_deadline)


def _stand_in() -> discord.Client:
    """A client that does nothing, while the bot is away: simcord always wants one to be attached."""
    return discord.Client(intents=discord.Intents.default())


class Stage:
    """`async with Stage(factory) as stage:` is a simulated Discord with the bot logged in.

    Without `starts_at` the clock shows simcord's first instant, 1 January 2026, so that a test repeats exactly.
    What the bot raised and nobody took with `take_errors` is raised at the end.
    """

    def __init__(
        self,
        factory: BotFactory,
        *,
        starts_at: datetime | None = None,
        approved_intents: discord.Intents | None = None,
    ) -> None:
        self.env = _StageEnv(_stand_in(), approved_intents=approved_intents, settle_timeout=ACTION_PATIENCE_SECONDS)
        self.clock = VirtualClock(self.env)
        self._factory = factory
        self._starts_at = starts_at
        self._house = AsyncExitStack()
        self._bot: commands.Bot | None = None
        self._errors_taken = 0

    @property
    def bot(self) -> commands.Bot:
        """The bot that is logged in now."""
        if self._bot is None:
            raise RuntimeError("the bot is away from the stage")
        return self._bot

    async def __aenter__(self) -> Self:
        await self.env.start()
        try:
            self.env.backend.edit_bot_profile(BOT_NAME)
            if self._starts_at is not None:
                # Before the bot comes: with it, every tick on the way would be caught up.
                await self.advance(max(self._starts_at - self.clock.now(), timedelta()))
            await self.arrive()
        except BaseException:
            await self._close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await self.settle()
        finally:
            await self._close()
        left = self.take_errors()
        if error is None and left:
            raise BaseExceptionGroup(f"the bot raised {len(left)} errors on the stage", left)

    async def _close(self) -> None:
        try:
            await self.env.shutdown()
        finally:
            self._bot = None
            await self._house.aclose()

    # The bot comes and goes.

    async def depart(self) -> None:
        """Let the bot finish what it is doing, log it out and take it down; messages go on without it."""
        # Logged out first: simcord cancels the bot's tasks, and a database closed under them would be an error of ours.
        await self.env.restart_bot(_stand_in())
        self._bot = None
        await self._house.aclose()

    async def arrive(self, factory: BotFactory | None = None) -> None:
        """Build the bot, with another factory from now on if one is given, and log it in."""
        self._factory = factory or self._factory
        bot = await self._house.enter_async_context(self._factory(self.clock))
        self._bot = bot
        await self.env.restart_bot(bot)

    async def restart(self, factory: BotFactory | None = None) -> None:
        """Take the bot down and bring it back, as an update of the real one would."""
        await self.depart()
        await self.arrive(factory)

    def take_errors(self) -> Sequence[BaseException]:
        """What the bot raised since this was last asked; taken errors don't fail the stage."""
        errors = self.env.errors_since(self._errors_taken)
        self._errors_taken = self.env.error_cursor
        return errors

    # Time passes.

    async def settle(self) -> None:
        """Wait until the bot has nothing left to do but wait."""
        await self.env.settle(idle=0.001)

    async def advance(self, span: timedelta) -> None:
        """Let virtual time pass; every timer of the bot fires at its own moment."""
        self.env.settle_timeout = ADVANCE_PATIENCE_SECONDS
        try:
            await self.env.advance_time(span.total_seconds())
        finally:
            self.env.settle_timeout = ACTION_PATIENCE_SECONDS

    async def advance_to(self, moment: datetime) -> None:
        """Let virtual time pass until `moment`, which lies ahead."""
        await self.advance(moment.astimezone(UTC) - self.clock.now())

    # The world, made by hand of God; everything in it without a named community belongs to the first.

    async def create_guild(self, name: str = "Laser Exchange", *, owner: UserHandle | None = None) -> GuildHandle:
        """A server in which the bot has every permission except administrator."""
        guild = self.env.create_guild(name, owner=owner)
        await self.settle()
        return guild

    @property
    def guild(self) -> GuildHandle:
        """The first server."""
        return self.env.guild

    def owner(self, *, guild: GuildHandle | None = None) -> MemberActor:
        """The member to whom the server belongs, who may do everything."""
        home = guild or self.guild
        return MemberActor(self.env, home, home.owner)

    async def add_member(
        self,
        name: str,
        *,
        display_name: str | None = None,
        roles: Iterable[RoleHandle] = (),
        guild: GuildHandle | None = None,
    ) -> MemberActor:
        """A new person, who joins the server."""
        user = self.env.create_user(name, global_name=display_name)
        return await self.join(user, roles=roles, guild=guild)

    async def join(
        self, user: UserHandle, *, roles: Iterable[RoleHandle] = (), guild: GuildHandle | None = None
    ) -> MemberActor:
        """A person known from elsewhere joins the server."""
        member = (guild or self.guild).add_member(user, roles=list(roles))
        await self.settle()
        return member

    async def leave(self, member: MemberActor) -> None:
        """A member leaves their server."""
        member.guild.remove_member(member)
        await self.settle()

    async def create_role(
        self, name: str, *, permissions: discord.Permissions | None = None, guild: GuildHandle | None = None
    ) -> RoleHandle:
        """A role, with nothing more than everyone has unless `permissions` says so."""
        role = (guild or self.guild).create_role(name, permissions=permissions)
        await self.settle()
        return role

    async def give_role(self, member: MemberActor, role: RoleHandle) -> None:
        """A moderator gives a member a role."""
        self.env.backend.add_member_role(member.guild.id, member.id, role.id)
        await self.settle()

    async def take_role(self, member: MemberActor, role: RoleHandle) -> None:
        """A moderator takes a role from a member."""
        self.env.backend.remove_member_role(member.guild.id, member.id, role.id)
        await self.settle()

    async def create_text_channel(
        self, name: str, *, category: ChannelHandle | None = None, guild: GuildHandle | None = None
    ) -> ChannelHandle:
        """A text channel that everyone sees."""
        channel = (guild or self.guild).create_text_channel(name, category=category)
        await self.settle()
        return channel

    async def create_private_channel(
        self, name: str, *, visible_to: Iterable[RoleHandle | MemberActor], guild: GuildHandle | None = None
    ) -> ChannelHandle:
        """A text channel that only these roles and members, and the bot, see."""
        home = guild or self.guild
        seen = discord.PermissionOverwrite(view_channel=True)
        hidden = discord.PermissionOverwrite(view_channel=False)
        bot = UserHandle(self.env, self.env.backend.bot_user)
        channel = home.create_text_channel(
            name, overwrites={home.default_role: hidden, bot: seen, **dict.fromkeys(visible_to, seen)}
        )
        await self.settle()
        return channel

    async def create_forum_channel(
        self, name: str, *, tags: Iterable[str] = (), guild: GuildHandle | None = None
    ) -> ChannelHandle:
        """A forum with these tags."""
        forum = (guild or self.guild).create_forum_channel(name)
        backend = self.env.backend
        available = [
            {"id": str(backend.snowflake()), "name": tag, "moderated": False, "emoji_id": None, "emoji_name": None}
            for tag in tags
        ]
        backend.edit_channel(forum.id, {"available_tags": available})
        await self.settle()
        return forum

    def channel(self, name: str, *, guild: GuildHandle | None = None) -> ChannelHandle:
        """The channel of this name, whoever made it."""
        return (guild or self.guild).channels[name]

    def role(self, name: str, *, guild: GuildHandle | None = None) -> RoleHandle:
        """The role of this name, whoever made it."""
        return (guild or self.guild).roles[name]
