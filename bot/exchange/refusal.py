"""The one way to tell a person that something cannot be done, and what to do instead."""

from __future__ import annotations


class Refusal(Exception):
    """An answer for the person who asked, in plain words; never a fault of the bot."""
