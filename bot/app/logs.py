"""Logs: ids and what happened, never what somebody wrote."""

from __future__ import annotations

import logging

# At DEBUG these log whole payloads and SQL parameters, which hold message text.
_TALKATIVE = ("discord", "aiosqlite", "asyncio", "filelock")


def set_up_logs(level: str) -> None:
    """One line a record on standard error; libraries never below INFO."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s", force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
    # discord.py logs every exception of a view or event with its traceback; ours go through one error path.
    logging.captureWarnings(True)
