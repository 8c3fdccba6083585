"""Whose a report is whose reporter's name is withheld: a key in place of the name, made with the operator's secret.

The secret is in the environment alone. Without it nobody can tell whose a key is, nor test who it may be; with it the
same person is known again, and whoever holds it can test every member of a server.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from bot.exchange.refusal import Refusal

KEY_LENGTH: Final = 32
_MARK_LENGTH: Final = 4
_MARK_OF: Final = b"fluence: which secret is this?"


class ReporterKeys:
    """Makes the keys. The first four bytes tell the secret that a key was made with, the others the member."""

    def __init__(self, secret: str = "") -> None:
        self._secret = secret.encode()

    @property
    def mark(self) -> bytes | None:
        """What keys made with this secret begin with; None without a secret.

        So that a lost or changed secret is seen. Of 32 bits: it neither proves a guess at the secret nor narrows one
        of the length that is asked for, and it is the same for every member.
        """
        return self._digest(_MARK_OF)[:_MARK_LENGTH] if self._secret else None

    def key_of(self, guild_id: int, user_id: int) -> bytes | None:
        """A member's key in a community; None without a secret."""
        mark = self.mark
        if mark is None:
            return None
        return mark + self._digest(f"{guild_id}:{user_id}".encode())[: KEY_LENGTH - _MARK_LENGTH]

    def required(self, guild_id: int, user_id: int) -> bytes:
        """The same, or a Refusal that says what is missing."""
        key = self.key_of(guild_id, user_id)
        if key is None:
            raise Refusal(
                "Names cannot be withheld here: those who run this bot have not set the secret that it takes "
                "(`REPORTER_SECRET`). Nothing was saved."
            )
        return key

    def _digest(self, message: bytes) -> bytes:
        return hmac.new(self._secret, message, hashlib.sha256).digest()
