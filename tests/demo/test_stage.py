from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord.ext import commands
from simcord import BackendError

from bot.demo.stage import BOT_NAME, Stage, VirtualClock
from tests.support.notebook_bot import NotebookBot, notebook


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage(notebook([])) as stage:
        await stage.create_guild()
        yield stage


async def test_the_clock_shows_the_moment_it_is_set_to_before_the_bot_is_built() -> None:
    moment = datetime(2027, 3, 28, 9, 30, tzinfo=UTC)
    seen: list[datetime] = []

    def build(clock: VirtualClock) -> commands.Bot:
        seen.append(clock.now())
        return commands.Bot(command_prefix="!", intents=discord.Intents.default())

    async with Stage(build, starts_at=moment) as stage:
        guild = await stage.create_guild()
        assert seen == [moment]
        assert discord.utils.snowflake_time(guild.id) == moment


async def test_the_bot_is_logged_in_under_its_name(stage: Stage) -> None:
    assert stage.bot.user is not None
    assert stage.bot.user.name == BOT_NAME
    assert [guild.name for guild in stage.bot.guilds] == ["Laser Exchange"]


async def test_a_plain_bot_is_a_factory_s_product_and_is_closed_at_the_end() -> None:
    bots: list[commands.Bot] = []

    def build(clock: VirtualClock) -> commands.Bot:
        bots.append(commands.Bot(command_prefix="!", intents=discord.Intents.default()))
        return bots[-1]

    async with Stage(build) as stage:
        await stage.restart()
    assert [bot.is_closed() for bot in bots] == [True, True]


async def test_the_former_bot_is_taken_down_before_the_next_is_built() -> None:
    diary: list[str] = []
    async with Stage(notebook(diary)) as stage:
        former = stage.bot
        await stage.restart()
        assert stage.bot is not former
    assert diary == ["built", "taken down", "built", "taken down"]


async def test_a_bot_that_cannot_be_built_leaves_nothing_behind() -> None:
    def build(clock: VirtualClock) -> commands.Bot:
        raise RuntimeError("no database")

    with pytest.raises(RuntimeError, match="no database"):
        await Stage(build).__aenter__()
    async with Stage(notebook([])):  # simcord allows one simulation at a time: the first has ended
        pass


async def test_an_error_of_the_bot_fails_the_stage_unless_it_is_taken() -> None:
    with pytest.raises(ExceptionGroup) as caught:
        async with Stage(notebook([])) as stage:
            await stage.create_guild()
            channel = await stage.create_text_channel("notes")
            ana = await stage.add_member("ana")
            await ana.send(channel, "#fail")
            assert [str(error) for error in stage.take_errors()] == ["asked to fail"]
            await ana.send(channel, "#fail")
    assert len(caught.value.exceptions) == 1


async def test_time_passes_timer_by_timer(stage: Stage) -> None:
    channel = await stage.create_text_channel("notes")
    ana = await stage.add_member("ana")
    await ana.send(channel, "#remind me")
    await stage.advance(timedelta(minutes=59))
    assert len(channel.history()) == 1
    await stage.advance_to(datetime(2026, 1, 1, 5, tzinfo=UTC))
    assert channel.history()[-1].content == "it is 01:00"
    assert stage.clock.now() == datetime(2026, 1, 1, 5, tzinfo=UTC)


async def test_people_roles_and_channels(stage: Stage) -> None:
    moderators = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    ana = await stage.add_member("ana", display_name="Ana Example", roles=[moderators])
    ben = await stage.add_member("ben")
    private = await stage.create_private_channel("board", visible_to=[moderators])
    forum = await stage.create_forum_channel("co2", tags=["Tip", "Question"])
    guild = stage.bot.guilds[0]

    board = guild.get_channel(private.id)
    assert board is not None
    assert board.permissions_for(guild.me).send_messages
    assert await ana.send(private, "hello")
    with pytest.raises(BackendError, match="Missing"):
        await ben.send(private, "hello?")
    assert [tag.name for tag in guild.forums[0].available_tags] == ["Tip", "Question"]
    assert stage.channel("co2").id == forum.id
    assert stage.role("Moderators").id == moderators.id

    await stage.give_role(ben, moderators)
    assert await ben.send(private, "hello too")
    await stage.take_role(ben, moderators)
    with pytest.raises(BackendError, match="Missing"):
        await ben.send(private, "still here?")


async def test_a_person_can_be_in_two_servers_and_leave_one(stage: Stage) -> None:
    ana = await stage.add_member("ana")
    other = await stage.create_guild("Other")
    also_ana = await stage.join(ana.user, guild=other)
    assert also_ana.id == ana.id
    assert stage.owner(guild=other).guild.id == other.id
    await stage.leave(ana)
    assert stage.guild.member_ids().count(ana.id) == 0
    assert other.member_ids().count(ana.id) == 1


async def test_a_bot_that_is_away_cannot_be_asked(stage: Stage) -> None:
    await stage.depart()
    with pytest.raises(RuntimeError, match="away"):
        _ = stage.bot
    await stage.arrive()
    assert isinstance(stage.bot, NotebookBot)
