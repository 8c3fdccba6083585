"""`python -m bot demo`: the real bot on a simulated Discord, in the browser, without a token."""

from __future__ import annotations

import errno

import click

from bot.cli.ending import serve_to_end

_SIMULATION = "simcord"


@click.command()
@click.option("--once", is_flag=True, help="Play a short conversation, print it, and exit.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8710,
    show_default=True,
    help="Where the page is served, on this machine only.",
)
@click.option("--no-browser", is_flag=True, help="Only print the page's address.")
def demo(once: bool, port: int, no_browser: bool) -> None:
    """A sample community on a simulated Discord; no token and no network."""

    async def play() -> None:
        from bot.demo import scenes

        if once:
            await scenes.play_once(click.echo)
        else:
            await scenes.open_to_visitors(port, opens_browser=not no_browser, write=click.echo)

    try:
        serve_to_end(play)
    except ModuleNotFoundError as missing:
        if missing.name != _SIMULATION:
            raise
        raise click.ClickException(
            "The simulated Discord is not installed. Install Fluence with its extra: pip install '.[demo]'"
        ) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.ClickException(f"Port {port} is taken. Choose another one with --port, or 0 for any.") from None
