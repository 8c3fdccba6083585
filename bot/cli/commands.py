"""The group of commands; `run` is what happens when none is named."""

from __future__ import annotations

import click

from bot.cli.check import check
from bot.cli.database import database
from bot.cli.demo import demo
from bot.cli.ending import serve_to_end
from bot.cli.exporting import export_file
from bot.cli.importing import import_file
from bot.cli.read import read


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fluence")
@click.pass_context
def fluence(context: click.Context) -> None:
    """Fluence: a clinical exchange for cosmetic-laser providers, on Discord."""
    if context.invoked_subcommand is None:
        context.invoke(run)


@fluence.command()
def run() -> None:
    """Connect to Discord and serve (the default)."""

    async def serve() -> None:
        from bot.app import process
        from bot.app.config import Config
        from bot.app.logs import set_up_logs

        config = Config.load()
        set_up_logs(config.log_level)
        await process.run(config)

    serve_to_end(serve)


fluence.add_command(check)
fluence.add_command(demo)
fluence.add_command(read)
fluence.add_command(database)
fluence.add_command(import_file)
fluence.add_command(export_file)
