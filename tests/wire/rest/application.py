"""The bot's own account, its application, and the commands it registers."""

from __future__ import annotations

import copy
from typing import Any

from tests.wire.interactions import Interactions
from tests.wire.rest.lookup import guild_of
from tests.wire.routing import Record, route
from tests.wire.values import ApiError, Json, not_found


@route("GET", "/users/@me")
def get_me(wire: Interactions, record: Record) -> Json:
    return {**wire.bot_user, "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


@route("GET", "/users/{user_id}")
def get_user(wire: Interactions, record: Record) -> Json:
    user = wire.users.get(int(record.params["user_id"]))
    if user is None:
        raise not_found("User")
    return user


@route("GET", "/users/@me/guilds")
def list_my_guilds(wire: Interactions, record: Record) -> list[Json]:
    keys = ("id", "name", "icon", "banner", "features")
    return [
        {
            **{key: guild.data[key] for key in keys},
            "owner": False,
            "permissions": str(guild.permissions(wire.bot_id)),
            "approximate_member_count": len(guild.members),
            "approximate_presence_count": len(guild.members),
        }
        for guild in wire.guilds.values()
    ]


@route("DELETE", "/users/@me/guilds/{guild_id}")
def leave_guild(wire: Interactions, record: Record) -> None:
    wire.remove_guild(guild_of(wire, record))


@route("POST", "/users/@me/channels")
def open_dm(wire: Interactions, record: Record) -> Json:
    recipient = record.json["recipient_id"]
    if wire.find_user(recipient) is None:
        raise not_found("User")
    return wire.dms[wire.dm(recipient)]


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def get_application(wire: Interactions, record: Record) -> Json:
    flags = wire.application_flags
    return {
        "id": wire.bot_user["id"],
        "name": wire.bot_user["username"],
        "icon": None,
        "description": "",
        "type": None,
        "bot": wire.bot_user,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": wire.find_user("owner") or wire.new_user("owner"),
        "approximate_guild_count": len(wire.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "summary": "",
        "tags": [],
        "eligible_oauth2_scopes": ["bot", "applications.commands"],
    }


@route("GET", "/gateway", authorised=False)
def get_gateway(wire: Interactions, record: Record) -> Json:
    return {"url": wire.gateway_url}


@route("GET", "/gateway/bot")
def get_bot_gateway(wire: Interactions, record: Record) -> Json:
    left = 1000 - wire.identifies
    limit = {"total": 1000, "remaining": left, "reset_after": 86400000, "max_concurrency": 1}
    return {"url": wire.gateway_url, "shards": 1, "session_start_limit": limit}


# ---- commands


def _scope(wire: Interactions, record: Record) -> int | None:
    if record.params["application_id"] != wire.bot_user["id"]:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    return guild_of(wire, record).id if "guild_id" in record.params else None


def _make_command(wire: Interactions, body: Json, scope: int | None) -> Json:
    kind = body.get("type") or 1
    pool = wire.commands[scope].values()
    former = [command for command in pool if command["name"] == body["name"] and command["type"] == kind]
    needed = body.get("default_member_permissions")
    command: Json = {
        "id": former[0]["id"] if former else str(wire.new_id()),
        "application_id": wire.bot_user["id"],
        "version": str(wire.new_id()),
        "default_member_permissions": None if needed is None else str(needed),
        "type": kind,
        "name": body["name"],
        "name_localizations": body.get("name_localizations"),
        "description": body.get("description") or "",
        "description_localizations": body.get("description_localizations"),
        "nsfw": bool(body.get("nsfw")),
        "dm_permission": body.get("dm_permission") is not False,
        "contexts": body.get("contexts"),
        "integration_types": body.get("integration_types") or [0],
    }
    if body.get("options"):
        command["options"] = copy.deepcopy(body["options"])
    if scope:
        command["guild_id"] = str(scope)
    return command


@route("GET", "/applications/{application_id}/commands")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
def list_commands(wire: Interactions, record: Record) -> list[Json]:
    return list(wire.commands[_scope(wire, record)].values())


@route("PUT", "/applications/{application_id}/commands")
@route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
def replace_commands(wire: Interactions, record: Record) -> list[Json]:
    scope = _scope(wire, record)
    made = [_make_command(wire, body, scope) for body in record.body or ()]
    wire.commands[scope] = {int(command["id"]): command for command in made}
    return made


@route("POST", "/applications/{application_id}/commands")
@route("POST", "/applications/{application_id}/guilds/{guild_id}/commands")
def create_command(wire: Interactions, record: Record) -> tuple[int, Json]:
    scope = _scope(wire, record)
    command = _make_command(wire, record.json, scope)
    existed = int(command["id"]) in wire.commands[scope]
    wire.commands[scope][int(command["id"])] = command
    return (200 if existed else 201), command


@route("GET", "/applications/{application_id}/commands/{command_id}")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
@route("PATCH", "/applications/{application_id}/commands/{command_id}")
@route("PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
@route("DELETE", "/applications/{application_id}/commands/{command_id}")
@route("DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def one_command(wire: Interactions, record: Record) -> Any:
    pool = wire.commands[_scope(wire, record)]
    command_id = int(record.params["command_id"])
    if command_id not in pool:
        raise not_found("application command")
    if record.method == "DELETE":
        del pool[command_id]
        return None
    if record.method == "PATCH":
        pool[command_id].update({key: value for key, value in record.json.items() if value is not None})
    return pool[command_id]
