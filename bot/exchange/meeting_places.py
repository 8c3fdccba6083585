"""Whether a meeting is online only, or in a room only: read from its place, which an organiser types anyway.

What is plainly neither keeps both answers, in person and online.
"""

from __future__ import annotations

import re
from typing import Final

from db.meetings import Plan

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SECRET: Final = re.compile(r"\b(?:id|passcode|password|pin)\b[\s:=#]*\S+", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\+?\d[\d\s()-]*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ONLINE: Final = frozenset({"online", "zoom", "teams", "webex", "discord", "skype", "jitsi", "virtual", "webinar"})
_BESIDE: Final = frozenset(
    {"a", "an", "and", "at", "be", "before", "by", "call", "channel", "chat", "dial", "follows", "for", "google"}
    | {"here", "hour", "hours", "in", "is", "join", "link", "meet", "meeting", "microsoft", "ms", "on", "only", "or"}
    | {"our", "posted", "sent", "stage", "telephone", "the", "to", "via", "video", "voice", "will", "with"}
)
"""Words that may stand beside a link or one of those above, and name no room."""
_ROOM: Final = frozenset(
    {"avenue", "building", "campus", "centre", "center", "clinic", "floor", "hall", "hospital", "hotel", "house"}
    | {"hybrid", "library", "office", "person", "restaurant", "road", "room", "street", "suite", "university"}
)
_FROM_AFAR: Final = _ONLINE | frozenset(
    {"broadcast", "call", "dial", "facetime", "google", "hybrid", "join", "link", "livestream", "meet", "phone"}
    | {"remote", "remotely", "stage", "stream", "streamed", "telephone", "video", "voice", "whereby"}
)
"""Words that leave a way to come from afar, also beside a room."""


def is_in_room(plan: Plan) -> bool:
    """Whether one can come to a meeting in person alone: it names a room, and nothing by which to come from afar."""
    if plan.kind == "webinar" or _LINK.search(plan.place) or _SECRET.search(plan.place):
        return False
    words = {word.lower() for word in _WORD.findall(plan.place)}
    return _FROM_AFAR.isdisjoint(words) and not _ROOM.isdisjoint(words)


def is_online(plan: Plan) -> bool:
    """Whether one can come to a meeting online alone; without a place, that is so of a webinar."""
    if not plan.place:
        return plan.kind == "webinar"
    said, links = _LINK.subn(" ", plan.place)
    words = [word.lower() for word in _WORD.findall(_DIGITS.sub(" ", _SECRET.sub(" ", said)))]
    return (links > 0 or not _ONLINE.isdisjoint(words)) and _ONLINE.union(_BESIDE).issuperset(words)
