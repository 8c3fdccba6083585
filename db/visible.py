"""What may be seen of private channels: the one condition of every question that does not search the index."""

from __future__ import annotations


def may_be_seen(row: str) -> str:
    """SQL for whether a row is for all, or of a private channel that the asker sees (`:visible`, a list as JSON)."""
    return f"({row}.private_channel_id IS NULL OR {row}.private_channel_id IN (SELECT value FROM json_each(:visible)))"  # noqa: S608 (own text)
