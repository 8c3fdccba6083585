"""`python -m bot check`: is everything in place? Each answer in a line, with what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from bot.cli.ending import run_to_end
from bot.exchange.counted import counted

if TYPE_CHECKING:
    import discord

    from bot.app.config import Config

GOOD, BAD, WORD = "ok  ", "FAIL", "    "


@click.command()
def check() -> None:
    """Look at configuration, database, token, intents and permissions; print the invite link."""

    async def look() -> None:
        from bot.app.config import Config

        config = Config.load()
        click.echo(f"{GOOD} configuration")
        here = [database(config), withheld_names(config)]
        _tell(here)  # before Discord is asked, which may not be reached
        there = await _discord(config)
        _tell(there)
        if any(mark == BAD for mark, _ in (*here, *there)):
            sys.exit(1)

    run_to_end(look)


def _tell(lines: Iterable[tuple[str, str]]) -> None:
    for mark, text in lines:
        click.echo(f"{mark} {text}")


def database(config: Config) -> tuple[str, str]:
    """Whether a start would find it sound, or could make it, and whoever looks may write it."""
    from db.database import path_of
    from db.failures import StoreAbsent, StoreProblem
    from db.status import not_writable, status_of

    path = path_of(config.database_url)
    try:
        status = status_of(path)
        waiting = "; the next start will bring it up to date" if status.pending else ""
        found = f"{status.path}, version {status.version}{waiting}"
    except StoreAbsent as absent:
        found = str(absent)
    except StoreProblem as problem:
        return BAD, f"database: {problem}"
    if (closed := not_writable(path)) is not None:
        return BAD, (
            f"database: {closed} cannot be written by the user that runs this check. Run it as the bot's user; give "
            "that user the folder and all in it; look whether the disk is read-only"
        )
    return GOOD, f"database: {found}"


def withheld_names(config: Config) -> tuple[str, str]:
    """Whether names can be withheld, and whether those who withheld theirs are still known again."""
    from bot.exchange.reporter_keys import ReporterKeys
    from db.database import path_of
    from db.failures import StoreProblem
    from db.status import withheld_reports

    try:
        total, unknown = withheld_reports(path_of(config.database_url), ReporterKeys(config.reporter_secret).mark)
    except StoreProblem:  # the line of the database says it
        total, unknown = 0, 0
    lost = (
        f"{unknown} of {counted(total, 'report')} with a withheld name: made under another secret. They stand, but "
        "nobody can follow up, correct, withdraw, export or erase them as their own, and their reporters count anew. "
        "Set the former secret again; only if it is lost for good, a moderator can withdraw such reports on request"
    )
    if not config.reporter_secret:
        off = "withheld names: off, as REPORTER_SECRET is not set; complications are reported by name"
        return (BAD, f"{off}. {lost}") if unknown else (WORD, off)
    if unknown:
        return BAD, f"withheld names: REPORTER_SECRET has changed. {lost}"
    return GOOD, "withheld names: REPORTER_SECRET is set; keep a copy of it apart from the database and its backups"


async def _discord(config: Config) -> list[tuple[str, str]]:
    import discord

    from bot.app.failures import answered_by_discord

    async with discord.Client(intents=discord.Intents.none()) as client:
        with answered_by_discord():
            await client.login(config.token)
            application = await client.application_info()
            servers: list[Any] = await client.http.get_guilds(limit=200)
        assert client.user is not None
        return [
            (GOOD, f"token: the bot is {client.user} ({client.user.id})"),
            _content_intent(config, application.flags),
            (GOOD, _OTHER_INTENTS),
            *_servers(servers),
            (WORD, f"invite link: {_invite(application.id)}"),
        ]


_OTHER_INTENTS = (
    "guilds, guild messages, reactions, scheduled events and voice states (attendance of meetings): asked for; they "
    "need no switch in the developer portal"
)


def _content_intent(config: Config, flags: discord.ApplicationFlags) -> tuple[str, str]:
    granted = flags.gateway_message_content or flags.gateway_message_content_limited
    if granted and config.message_content:
        return GOOD, "message-content intent: on; messages with #tip and the like are captured"
    if not config.message_content:
        return GOOD, (
            "message-content intent: not used (MESSAGE_CONTENT=off). Chat messages are not captured and edits are not "
            "seen; commands and forms work"
        )
    return BAD, (
        "message-content intent: not switched on in the developer portal (Bot, Message Content Intent). Switch it on, "
        "or set MESSAGE_CONTENT=off to work by commands and forms alone"
    )


def _servers(servers: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    import discord

    from bot.ui.permissions import label_of, needed

    found = list(servers)
    if not found:
        yield WORD, "servers: none yet; open the invite link below"
    for server in found:
        granted = discord.Permissions(int(server["permissions"]))
        lacking = [label_of(name) for name, wanted in needed() if wanted and not getattr(granted, name)]
        if lacking and not granted.administrator:
            yield BAD, f"server {server['id']}: the bot's role lacks {', '.join(lacking)}"
        else:
            yield GOOD, f"server {server['id']}: every permission is there"


def _invite(application_id: int) -> str:
    import discord

    from bot.ui.permissions import needed

    return discord.utils.oauth_url(application_id, permissions=needed(), scopes=("bot", "applications.commands"))
