"""`python -m bot demo`: the real bot on a simulated Discord, in the browser, without a token."""

from __future__ import annotations

import click

from bot.cli.ending import run_to_end


@click.command()
@click.option("--once", is_flag=True, help="Play a short conversation, print it, and exit.")
@click.option("--port", default=8710, show_default=True, help="Where the page is served, on this machine only.")
@click.option("--no-browser", is_flag=True, help="Only print the page's address.")
def demo(once: bool, port: int, no_browser: bool) -> None:
    """A sample community on a simulated Discord; no token and no network."""

    async def play() -> None:
        from bot.demo import scenes

        if once:
            await scenes.play_once()
        else:
            await scenes.open_to_visitors(port, opens_browser=not no_browser)

    run_to_end(play)
