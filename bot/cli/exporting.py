"""`python -m bot export`: one server's library as a file, beside a running Fluence too."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.ending import run_to_end

if TYPE_CHECKING:
    from bot.clinical.devices import Device
    from bot.clinical.reading import EntryKind

_FORMS: Final = {".csv": "csv", ".json": "json", ".md": "md"}


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--guild", "guild_id", type=int, required=True, metavar="ID", help="The server whose library it is.")
@click.option("--kind", metavar="KIND", help="Only entries of this kind: protocol, tip and so on.")
@click.option("--device", metavar="KEY", help="Only for this device, by its name or key.")
def export_file(file: Path, guild_id: int, kind: str | None, device: str | None) -> None:
    """Export a library to FILE: .csv, .json or .md (a booklet to print). Works beside a running Fluence.

    It holds what every exchange member can read: nothing of private channels, nothing that is withdrawn or held, and no
    author. FILE must not be there yet.
    """
    if file.suffix.lower() not in _FORMS:
        raise click.UsageError("FILE must end with .csv, .json or .md; that says what it becomes.")

    async def take_out() -> None:
        from bot.app.config import Config
        from bot.cli.importing import require_guild
        from bot.exchange.clock import SystemClock
        from bot.exchange.exporting.exports import ExportForm, whole
        from bot.exchange.local_devices import own_devices
        from bot.exchange.refusal import Refusal
        from db.beside import opened_beside
        from db.exports import Asked

        wanted = _kind(kind)
        form = ExportForm(_FORMS[file.suffix.lower()])
        try:
            async with opened_beside(Config.load_without_token().database_url) as read:
                await require_guild(read, guild_id)
                asked = Asked(wanted, _device(device, await own_devices(read, guild_id)))
                content = await whole(read, guild_id, asked, form, None, SystemClock().now())
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from None
        _write(file, content)
        click.echo(f"Exported to {file}. Keep it as safe as the database itself.")

    run_to_end(take_out)


def _write(file: Path, content: bytes) -> None:
    """The whole file, or none; for nobody else, as a backup is."""
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except FileExistsError:
        raise click.ClickException(f"{file} is there already. Choose another name.") from None
    except OSError as error:
        with suppress(OSError):
            file.unlink()
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from None


def _kind(given: str | None) -> EntryKind | None:
    from bot.clinical.reading import EntryKind

    kinds = {kind.value: kind for kind in EntryKind}
    if given is not None and given.lower() not in kinds:
        raise click.UsageError(f"There is no kind {given!r}; the kinds are {', '.join(kinds)}.")
    return kinds[given.lower()] if given is not None else None


def _device(given: str | None, own: Sequence[Device]) -> str | None:
    """The key of a device of the catalogue's, or of the server's own."""
    from bot.exchange.devices import Unclear, device_meant

    if given is None:
        return None
    meant = device_meant(given, own)
    if not isinstance(meant, Unclear):
        return meant.key
    near = " or ".join(each.name for each in meant.candidates)
    why = f"Several devices are called {given!r}." if meant.shares_name else f"There is no device {given!r}."
    raise click.UsageError(why + (f" Did you mean {near}?" if near else ""))
