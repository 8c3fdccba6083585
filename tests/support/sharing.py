"""How the tests are shared between processes (`pytest -n`): a file each, and the flows together."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

_TOGETHER = "tests/flows/"


class FolderScheduling(LoadScopeScheduling):
    """The flows stay in one process: their last test asks what all the others drove."""

    def _split_scope(self, nodeid: str) -> str:
        return _TOGETHER if nodeid.startswith(_TOGETHER) else nodeid.partition("::")[0]
