"""Discord's numbers, the shapes passed around here, and the two kinds of refusal."""

from __future__ import annotations

import datetime
import time
from typing import Any

Json = dict[str, Any]
Reference = str | int | Json
"""How a test names a user, channel, role or message: by name, by id, or by the object itself."""

EPOCH_MILLISECONDS = 1420070400000

TEXT, DM, CATEGORY, NEWS, NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 4, 5, 10, 11, 12, 15

DEFAULT_MESSAGE, THREAD_CREATED, REPLY, COMMAND_ANSWER, THREAD_STARTER, MENU_ANSWER = 0, 18, 19, 20, 21, 23

HAS_THREAD, EPHEMERAL, LOADING, COMPONENTS_V2 = 32, 64, 128, 1 << 15

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5

REPLY_NOW, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9

NOT_FOUND_CODES = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
    "Guild Scheduled Event": 10070,
}


class WireError(Exception):
    """The test asked for something that a person could not do in Discord, or waited in vain."""


class ApiError(Exception):
    """A REST refusal in Discord's shape."""

    def __init__(self, status: int, code: int = 0, message: str = "", errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def not_found(what: str) -> ApiError:
    """Discord's 404 for an unknown channel, message, role and so on."""
    return ApiError(404, NOT_FOUND_CODES.get(what, 0), f"Unknown {what}")


def invalid_form(field: str, code: str, message: str) -> ApiError:
    """Discord's 400 for one wrong field of a body."""
    errors: Json = {field: {"_errors": [{"code": code, "message": message}]}}
    return ApiError(400, 50035, "Invalid Form Body", errors)


def iso(timestamp: float | None = None) -> str:
    """A moment (now, if none is given) as Discord writes it."""
    moment = datetime.datetime.fromtimestamp(time.time() if timestamp is None else timestamp, datetime.UTC)
    return moment.isoformat(timespec="microseconds")


def same(left: object, right: object) -> bool:
    """Whether two ids are the same, one of them perhaps a string of digits."""
    return str(left) == str(right)


def object_id(reference: Reference) -> int | None:
    """The id in a reference, if it carries one."""
    if isinstance(reference, dict):
        return int(reference.get("user", reference)["id"])
    return int(reference) if str(reference).isdigit() else None


def emoji_of(text: str) -> Json:
    """An emoji as Discord's JSON, from a character or from `<:name:id>`."""
    name, _, emoji_id = text.strip("<>").removeprefix("a:").lstrip(":").partition(":")
    return {"id": emoji_id if emoji_id.isdigit() else None, "name": name}
