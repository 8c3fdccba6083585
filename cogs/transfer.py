"""`/library import` and `/library export`: protocols and tips from a file, and the library as one (moderators)."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import discord
from discord import app_commands

from bot.clinical.reading import EntryKind
from bot.exchange.exporting.exports import ExportForm
from bot.exchange.importing.gathering import Prepared
from bot.exchange.importing.imports import Progress
from bot.exchange.importing.tables import require_size
from bot.exchange.refusal import Refusal
from bot.ui.answering import answer, turn
from bot.ui.asking import asker_of
from bot.ui.cards import notice
from bot.ui.catalogue_choices import device_choices, device_key
from bot.ui.cog import ExchangeCog
from bot.ui.guards import community_of, moderators_only, require_moderator
from bot.ui.host import Host
from bot.ui.routing import on_press
from bot.ui.transfer_cards import (
    everything_found,
    file_url_on,
    imported_card,
    preview_card,
    reading_card,
    refused_card,
    writing_card,
)
from db.failures import StoreProblem

log = logging.getLogger(__name__)

Using = discord.Interaction[Host]
Choice = app_commands.Choice[str]
_FORMS: Final = [
    Choice(name="CSV, for a spreadsheet", value=ExportForm.CSV.value),
    Choice(name="JSON, for programs", value=ExportForm.JSON.value),
    Choice(name="Booklet to print (Markdown)", value=ExportForm.BOOKLET.value),
]
_KINDS: Final = [Choice(name=kind.label, value=kind.value) for kind in EntryKind]
_KEPT_FOR: Final = timedelta(days=1)  # about as long as Discord's address of the file is good for
_LONGEST_URL: Final = 512  # Discord: the address on a button
_SECONDS_BETWEEN: Final = 2.0
_ROOM: Final = 0.95  # the rest of the request counts against Discord's limit too
_GONE: Final = "Discord does not have the file any more. Please use `/library import` and attach it again."


class TransferCog(ExchangeCog):
    """Files in and out. What a file holds is neither kept in memory nor stored before it is confirmed."""

    library = moderators_only(
        app_commands.Group(name="library", description="The library as a file: import into it, export it (moderators)")
    )

    async def cog_load(self) -> None:
        """What is left of an import that was cut off goes before anybody sees it."""
        await super().cog_load()
        try:
            await self.host.exchange.imports.take_out_cut_off()
        except StoreProblem as problem:
            log.error("what is left of an import is not taken out: %s", problem)

    @library.command(name="import", description="Protocols and tips from CSV or JSON: a preview first (moderators)")
    @app_commands.describe(file="CSV or JSON with at least the columns title and settings")
    async def import_file(self, interaction: Using, file: discord.Attachment) -> None:
        """The preview, with every problem by row and column."""
        require_size(file.size)
        if len(file.url) > _LONGEST_URL:
            raise Refusal("The name of the file is too long. Please shorten it and try again.")
        with self.host.exchange.imports.alone():
            await interaction.response.defer(ephemeral=True, thinking=True)
            await answer(interaction, reading_card(None))
            await _told(interaction, self._preview(interaction, file.url))

    @on_press("import_confirm")
    async def confirm(self, interaction: Using, digest: str) -> None:
        """Read the same file anew, and keep all of it: also after a restart."""
        await require_moderator(interaction)
        url = file_url_on(interaction.message)
        if url is None or interaction.message is None:
            raise Refusal(_GONE)
        if self.host.exchange.clock.now() - interaction.message.created_at > _KEPT_FOR:
            raise Refusal(
                "This preview is more than a day old. Please use `/library import` and attach the file again."
            )
        with self.host.exchange.imports.alone():
            await interaction.response.defer()
            await turn(interaction, reading_card(None))
            await _told(interaction, self._keep(interaction, url, digest))

    @on_press("import_leave")
    async def leave(self, interaction: Using) -> None:
        """The answer was no."""
        await turn(interaction, notice("Nothing was imported."))

    @library.command(name="export", description="The library as a file, with its cautions (moderators)")
    @app_commands.describe(form="What kind of file", kind="Only entries of this kind", device="Only for this device")
    @app_commands.choices(form=_FORMS, kind=_KINDS)
    async def export(
        self,
        interaction: Using,
        form: str,
        kind: str | None = None,
        device: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """What every exchange member can read, and of private channels what this moderator sees."""
        asker = await asker_of(interaction)
        wanted = EntryKind(kind) if kind else None
        chosen = await device_key(interaction, device)
        await interaction.response.defer(ephemeral=True, thinking=True)
        limit = int(interaction.filesize_limit * _ROOM)
        file = await self.host.exchange.exports.export(asker, ExportForm(form), wanted, chosen, limit)
        await interaction.followup.send(
            "The library as it stands now, for those who may read it. Keep it as carefully as the server itself: what "
            "is changed or withdrawn later stays as it was in this file.",
            file=discord.File(io.BytesIO(file.content), filename=file.name),
            ephemeral=True,
        )

    @export.autocomplete("device")
    async def devices(self, interaction: Using, typed: str) -> list[Choice]:
        """Devices by name or nickname."""
        return await device_choices(interaction, typed)

    async def _preview(self, interaction: Using, url: str) -> None:
        prepared = await self._prepare(interaction, url)
        await _show_preview(interaction, prepared, url)

    async def _keep(self, interaction: Using, url: str, digest: str) -> None:
        prepared = await self._prepare(interaction, url)
        if prepared.file_digest != digest:
            raise Refusal(_GONE)
        if prepared.problems:  # what was a device or no identifier yesterday may be one after an update
            await _show_preview(interaction, prepared, url)
            return
        await turn(interaction, writing_card(prepared))
        guild_id = (await community_of(interaction)).guild_id
        imported = await self.host.exchange.imports.keep(guild_id, prepared, by=interaction.user.id)
        await turn(interaction, imported_card(imported, prepared))

    async def _prepare(self, interaction: Using, url: str) -> Prepared:
        try:
            content = await self.host.http.get_from_cdn(url)
        except (discord.NotFound, discord.Forbidden):
            raise Refusal(_GONE) from None
        guild_id = (await community_of(interaction)).guild_id
        name = unquote(PurePosixPath(urlsplit(url).path).name)
        return await self.host.exchange.imports.prepare(guild_id, content, name, _Teller(interaction).tell)


class _Teller:
    """Shows how far the reading is, not more often than a person can read and Discord likes."""

    def __init__(self, interaction: Using) -> None:
        self._interaction = interaction
        self._told_at = time.monotonic()

    async def tell(self, progress: Progress) -> None:
        """Turn the card, every two seconds."""
        if time.monotonic() - self._told_at >= _SECONDS_BETWEEN:
            await turn(self._interaction, reading_card(progress))
            self._told_at = time.monotonic()


async def _told(interaction: Using, work: Coroutine[Any, Any, None]) -> None:
    """A refusal takes the place of the card that says how far it is; so does a fault, before it is explained."""
    try:
        await work
    except Refusal as refusal:
        await turn(interaction, refused_card(str(refusal)))
    except Exception:
        await turn(interaction, refused_card("Please try again later."))
        raise


async def _show_preview(interaction: Using, prepared: Prepared, url: str) -> None:
    found = everything_found(prepared)
    files = [discord.File(io.BytesIO(found.content), filename=found.name)] if found else []
    await turn(interaction, preview_card(prepared, url), files=files)


async def setup(host: Host) -> None:
    """Called by discord.py."""
    await host.add_cog(TransferCog(host))
