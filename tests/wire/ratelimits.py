"""Discord's rate limits: buckets of a route, the global one, and the 429 that follows."""

from __future__ import annotations

import time
import zlib
from collections.abc import Mapping

from tests.wire.routing import Record
from tests.wire.values import Json

Limits = Mapping[tuple[str, str], tuple[int, float]]
Answer = tuple[int, Json, dict[str, str]]

GLOBAL = ("*", "*")
# The usual buckets, from the headers that bots see; Discord documents only the global one.
DISCORD_LIMITS: Limits = {
    GLOBAL: (50, 1.0),
    ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"): (1, 0.25),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): (5, 5.0),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): (5, 5.0),
}


def limited(retry_after: float, *, is_global: bool, scope: str = "shared") -> Answer:
    """The 429 as Discord gives it."""
    headers = {"Retry-After": str(max(1, round(retry_after))), "Via": "1.1 google"}
    headers["X-RateLimit-Scope"] = "global" if is_global else scope
    if is_global:
        headers["X-RateLimit-Global"] = "true"
    else:
        headers.update(_headers(5, 0, retry_after, "wire"))
    body: Json = {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global, "code": 0}
    return 429, body, headers


def _headers(limit: int, left: int, wait: float, bucket: str) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": bucket,
    }


class RateLimiter:
    """Counts requests in fixed windows."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._windows: dict[tuple[str, ...], tuple[float, int]] = {}

    def check(self, record: Record) -> tuple[Answer | None, dict[str, str]]:
        """(the 429 if this request is too many, headers of an answer otherwise)"""
        if not record.exempt and GLOBAL in self.limits:
            left, wait = self._count(GLOBAL, *self.limits[GLOBAL], record.t_in)
            if left < 0:
                return limited(wait, is_global=True), {}
        rule = self.limits.get((record.method, record.route))
        if rule is None:
            return None, {}
        params = record.params
        major = params.get("channel_id") or params.get("guild_id") or params.get("webhook_token") or ""
        left, wait = self._count((record.method, record.route, major), *rule, record.t_in)
        if left < 0:
            return limited(wait, is_global=False, scope="user"), {}
        bucket = f"{zlib.crc32((record.method + record.route).encode()):08x}"
        return None, _headers(rule[0], left, wait, bucket)

    def _count(self, key: tuple[str, ...], limit: int, window: float, now: float) -> tuple[int, float]:
        start, count = self._windows.get(key, (now, 0))
        if now >= start + window:
            start, count = now, 0
        self._windows[key] = (start, count + 1)
        return limit - count - 1, start + window - now
