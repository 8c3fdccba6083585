"""Opening a database file so that nothing of it can be changed, also beside the process that serves it."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that can only ask; the caller closes it."""
    return sqlite3.connect(address_of(path), uri=True)


def address_of(path: Path) -> str:
    """The same as an address, for whoever connects in another way."""
    return f"{path.absolute().as_uri()}?mode=ro"
