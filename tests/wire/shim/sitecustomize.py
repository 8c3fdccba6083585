"""Points an unchanged discord.py at the wire stand-in as it is imported; Python runs this by itself at its start."""

from __future__ import annotations

import importlib.util
import os
import runpy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

API, GATEWAY, CDN = (os.environ.get(name, "") for name in ("WIRE_API", "WIRE_GATEWAY", "WIRE_CDN"))


def _point(name: str, module: ModuleType) -> None:
    if name == "discord.http":
        module.Route.BASE = API
    elif name == "discord.gateway":
        import yarl

        module.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(GATEWAY)
    else:
        module.Asset.BASE = CDN


class _Finder:
    """Lets the ordinary finders find three modules of discord.py, and changes one constant in each."""

    def __init__(self) -> None:
        self._wanted = {"discord.http", "discord.gateway", "discord.asset"}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in self._wanted:
            return None
        self._wanted.remove(name)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_point(module: ModuleType) -> None:
                run(module)
                _point(name, module)

            spec.loader.exec_module = run_and_point
        return spec


def _run_the_next_one() -> None:
    """Another sitecustomize further down the path still runs."""
    here = Path(__file__).resolve().parent
    for entry in sys.path:
        directory = Path(entry or ".").resolve()
        if directory != here and (directory / "sitecustomize.py").is_file():
            runpy.run_path(str(directory / "sitecustomize.py"))
            return


if API:
    sys.meta_path.insert(0, _Finder())
_run_the_next_one()
