"""`python -m bot import`: protocols and tips from a file, into one server's library; all of them or none."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.ending import run_to_end
from bot.exchange.counted import counted

if TYPE_CHECKING:
    from bot.exchange.importing.gathering import Prepared
    from bot.exchange.importing.imports import Progress
    from bot.exchange.importing.problems import Problem
    from db.connections import ReadConnection

_FAILED = 1


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--guild", "guild_id", type=int, required=True, metavar="ID", help="The server whose library it is for.")
@click.option("--author", "author_id", type=int, metavar="ID", help="The member whose entries they become.")
@click.option("--yes", is_flag=True, help="Import without asking.")
def import_file(file: Path, guild_id: int, author_id: int | None, yes: bool) -> None:
    """Import protocols and tips from a CSV or JSON FILE. Stop Fluence first, or use /library import while it runs.

    Everything is read and screened before anything is written. Every problem is reported by its row and column; with
    one of them nothing is imported, and the exit code is 1. The same file imported again adds nothing twice.
    """

    content = _content_of(file)

    async def take_in() -> None:
        from bot.app.config import Config
        from bot.exchange.clock import SystemClock
        from bot.exchange.importing.imports import Imports
        from bot.exchange.refusal import Refusal
        from db.database import Database

        try:
            async with Database.open(Config.load_without_token().database_url) as database:
                async with database.read() as read:
                    await require_guild(read, guild_id)
                imports = Imports(database, SystemClock())
                with _Bar() as bar:
                    prepared = await imports.prepare(guild_id, content, file.name, bar.tell)
                _report(prepared)
                if prepared.problems:
                    sys.exit(_FAILED)
                if prepared.ready and _confirmed(prepared, yes):
                    imported = await imports.keep(guild_id, prepared, by=author_id)
                    click.echo(f"Imported {imported.count:,}: {imported.labels}.")
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from None

    run_to_end(take_in)


def _content_of(file: Path) -> bytes:
    from bot.exchange.importing.tables import require_size
    from bot.exchange.refusal import Refusal

    try:
        require_size(file.stat().st_size)
        return file.read_bytes()
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror or type(error).__name__}") from None


class _Bar:
    """How far the reading is, on a terminal."""

    def __init__(self) -> None:
        self._bar = click.progressbar(length=1000, label="Reading and screening", file=sys.stderr)

    def __enter__(self) -> _Bar:
        self._bar.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.render_finish()

    async def tell(self, progress: Progress) -> None:
        """As far as this."""
        self._bar.update(max(0, int(progress.done * 1000) - self._bar.pos))


async def require_guild(read: ReadConnection, guild_id: int) -> None:
    """Raises a Refusal for a mistyped number: it must not make a library that nobody sees."""
    from bot.exchange.refusal import Refusal
    from db import communities

    known = await communities.all_ids(read)
    if guild_id in known:
        return
    listed = f"It knows {', '.join(map(str, known))}." if known else "A server is known once the bot was started in it."
    raise Refusal(f"This database knows no server {guild_id}: there is nothing of it here. {listed}")


def _report(prepared: Prepared) -> None:
    click.echo(f"{counted(prepared.rows, 'row')}; {prepared.form}, {prepared.encoding}")
    for name, count in (
        ("can be imported", 0 if prepared.problems else len(prepared.ready)),
        ("in the library already", prepared.already),
        ("incomplete: device, handpiece or skin type is not recorded", prepared.incomplete),
        ("with cautions", prepared.cautioned),
    ):
        if count:
            click.echo(f"  {count:,} {name}")
    _listed("Note", prepared.notes, err=False)
    _listed("Problem", prepared.problems, err=True)
    if prepared.problems:
        click.echo("Nothing was imported. Put the problems right and run it again.", err=True)
    elif not prepared.ready:
        click.echo("There is nothing new in it.")


def _listed(what: str, found: Iterable[Problem], *, err: bool) -> None:
    for each in found:
        click.echo(f"{what}: {each.shown}", err=err)


def _confirmed(prepared: Prepared, yes: bool) -> bool:
    if yes:
        return True
    if not _is_asked():
        raise click.ClickException("Nothing was imported: nobody can be asked here. Run it again with --yes.")
    if click.confirm(f"Import {prepared.told}?"):
        return True
    click.echo("Nothing was imported.")
    return False


def _is_asked() -> bool:
    """Whether somebody sits at a terminal."""
    return bool(sys.stdin) and sys.stdin.isatty()
