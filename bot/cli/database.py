"""`python -m bot db …`: look at the store, bring it up to date, copy it, put a copy back, erase a server's part."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.ending import run_to_end
from bot.exchange.counted import counted

if TYPE_CHECKING:
    from bot.app.config import Config
    from db.database import Database


@click.group("db")
def database() -> None:
    """The database: status, migrate, backup, restore, forget."""


@database.command()
def status() -> None:
    """Version, size and rows. Works beside a running Fluence."""

    async def show() -> None:
        from db.failures import StoreAbsent
        from db.status import status_of

        try:
            found = status_of(_path())
        except StoreAbsent as absent:
            click.echo(str(absent))
            return
        click.echo(
            f"file     {found.path.absolute()}\nversion  {found.version}\nsize     {found.size_in_bytes:,} bytes"
        )
        if found.pending:
            click.echo(f"pending  {', '.join(found.pending)} (python -m bot db migrate)")
        width = max(len(table) for table, _ in found.rows)
        for table, count in found.rows:
            click.echo(f"  {table:<{width}}{count:>12,}")
        for guild_id, left_at in found.left:
            click.echo(f"left     server {guild_id} on {left_at:%Y-%m-%d} (python -m bot db forget {guild_id})")

    run_to_end(show)


@database.command()
def migrate() -> None:
    """Bring the database up to this version (a start does it too)."""

    async def bring_up() -> None:
        from db.database import Database

        async with Database.open(_url()):
            click.echo("The database is up to date.")

    run_to_end(bring_up)


@database.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
def backup(file: Path | None) -> None:
    """Copy the database to FILE (default: a dated file beside it). Works beside a running Fluence."""

    async def copy() -> None:
        from db.backups import back_up

        path = _path()
        target = file or path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.backup.db")
        click.echo(f"Copied to {back_up(path, target)}. Keep it as safe as the database itself.")

    run_to_end(copy)


@database.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Put the backup FILE in the database's place. Stop Fluence first; the former file is kept."""

    async def put_back() -> None:
        from bot.exchange.restoring import restore as put_back_and_forget

        report = await put_back_and_forget(file, _url())
        if report.former is not None:
            click.echo(f"The former database is kept as {report.former}.")
        if not report.former_was_read:
            click.echo("No former database could be read: what was posted or hidden since the backup is not known.")
        if report.lines_unread is None:
            click.echo(f"There is no {report.journal}: if anything was erased since the backup, it is back.")
        elif report.lines_unread:
            unread = counted(report.lines_unread, "line")
            click.echo(f"{unread} of {report.journal} cannot be read: what they would erase again may be back.")
        click.echo(f"Restored. Erasures since the backup, made again: {report.erasures}.")
        click.echo(f"Messages whose time has passed, which will not be sent: {report.skipped}.")

    run_to_end(put_back)


@database.command()
@click.argument("guild_id", type=int)
@click.option("--member", "user_id", type=int, metavar="ID", help="Only what is kept of this member, who has left.")
def forget(guild_id: int, user_id: int | None) -> None:
    """Erase everything of the server GUILD_ID for good. Stop Fluence first, and take the bot out of that server.

    With --member the server and the bot stay: it is what /privacy forget does, for somebody who cannot use that.
    """

    async def erase() -> None:
        from bot.app.config import Config
        from bot.cli.importing import require_guild
        from bot.exchange.clock import SystemClock
        from bot.exchange.communities import Communities
        from bot.exchange.refusal import Refusal
        from db import communities
        from db.database import Database

        config = Config.load_without_token()
        async with Database.open(config.database_url) as database:
            try:
                async with database.read() as read:
                    await require_guild(read, guild_id)
                    community = await communities.find(read, guild_id)
            except Refusal as refusal:
                raise click.ClickException(str(refusal)) from None
            if user_id is not None:
                await _forget_member(database, config, guild_id, user_id)
                return
            if community is not None and community.left_at is None:
                click.echo(f"Take care: as far as is known here, the bot is still in server {guild_id}.")
            click.confirm(f"Erase everything of server {guild_id}? This cannot be undone.", abort=True)
            await Communities(database, SystemClock()).erase(guild_id)
        click.echo("Erased, and it will be erased again from a backup that is restored.")

    run_to_end(erase)


async def _forget_member(database: Database, config: Config, guild_id: int, user_id: int) -> None:
    """As the member's own press would; a number of which nothing is kept is a slip."""
    from bot.exchange.clock import SystemClock
    from bot.exchange.exchange import open_exchange
    from bot.exchange.reporter_keys import ReporterKeys
    from db.members import Profile

    privacy = open_exchange(database, SystemClock(), ReporterKeys(config.reporter_secret)).privacy
    kept = await privacy.kept(guild_id, user_id)
    rows = counted(sum(number for _, number in kept.counts), "row")
    profile = "no profile" if kept.profile == Profile() else "the profile"
    if not any(number for _, number in kept.counts) and kept.profile == Profile() and not kept.unmatchable:
        raise click.ClickException(f"Nothing is kept of member {user_id} in server {guild_id}. Is the number right?")
    click.echo(f"Kept of member {user_id}: {rows} and {profile}.")
    if kept.unmatchable:
        told = counted(kept.unmatchable, "report")
        click.echo(f"{told} with a name withheld under another secret: whose they are cannot be known.")
    click.confirm(f"Erase everything of member {user_id} in server {guild_id}? This cannot be undone.", abort=True)
    done = await privacy.forget(guild_id, user_id)
    entries = counted(done.entries, "entry", "entries")
    click.echo(f"Erased, with {entries}, and it will be erased again from a backup that is restored.")
    if done.imported:
        imported = counted(done.imported, "entry stays", "entries stay")
        click.echo(f"{imported} that this member imported from a file, without the name.")
    click.echo("What stands of it in the server follows when Fluence runs again.")


def _url() -> str:
    from bot.app.config import Config

    return Config.load_without_token().database_url


def _path() -> Path:
    from db.database import path_of

    return path_of(_url())
