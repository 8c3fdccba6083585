"""A guild, its members and its roles."""

from __future__ import annotations

from typing import Any

from tests.wire.gateway import is_called
from tests.wire.guild import Guild
from tests.wire.interactions import Interactions
from tests.wire.permissions import PERMISSIONS
from tests.wire.rest.lookup import guild_of, require, role_of
from tests.wire.routing import Record, route
from tests.wire.values import ApiError, Json, not_found

MEMBER = "/guilds/{guild_id}/members/{user_id}"
ROLE = "/guilds/{guild_id}/roles/{role_id}"
MEMBER_PERMISSIONS = {
    "roles": "manage_roles",
    "communication_disabled_until": "moderate_members",
    "nick": "manage_nicknames",
}


@route("GET", "/guilds/{guild_id}")
def get_guild(wire: Interactions, record: Record) -> Json:
    return guild_of(wire, record).rest_json()


@route("GET", "/guilds/{guild_id}/members")
def list_members(wire: Interactions, record: Record) -> list[Json]:
    after, limit = int(record.query.get("after", 0)), int(record.query.get("limit", 1))
    members = sorted(guild_of(wire, record).members.items())
    return [member for user_id, member in members if user_id > after][:limit]


@route("GET", "/guilds/{guild_id}/members/search")
def search_members(wire: Interactions, record: Record) -> list[Json]:
    prefix, limit = record.query["query"].lower(), int(record.query.get("limit", 1))
    return [member for member in guild_of(wire, record).members.values() if is_called(member, prefix)][:limit]


def _member(wire: Interactions, record: Record) -> tuple[Guild, Json]:
    guild, who = guild_of(wire, record), record.params["user_id"]
    member = guild.members.get(wire.bot_id if who == "@me" else int(who))
    if member is None:
        raise not_found("Member")
    return guild, member


def _announce(wire: Interactions, guild: Guild, member: Json) -> None:
    wire.dispatch("GUILD_MEMBER_UPDATE", {**member, "guild_id": str(guild.id)}, guild=guild)


@route("GET", MEMBER)
def get_member(wire: Interactions, record: Record) -> Json:
    return _member(wire, record)[1]


@route("PATCH", MEMBER)
def edit_member(wire: Interactions, record: Record) -> Json:
    guild, member = _member(wire, record)
    if member["user"] is not wire.bot_user:
        require(wire, guild, None, *(MEMBER_PERMISSIONS[key] for key in record.json if key in MEMBER_PERMISSIONS))
    changes = {key: value for key, value in record.json.items() if key in member}
    if "roles" in changes:
        changes["roles"] = [role_of(wire, guild, str(role))["id"] for role in changes["roles"] or ()]
    member.update(changes)
    _announce(wire, guild, member)
    return member


@route("PUT", MEMBER + "/roles/{role_id}", needs="manage_roles")
@route("DELETE", MEMBER + "/roles/{role_id}", needs="manage_roles")
def set_member_role(wire: Interactions, record: Record) -> None:
    guild, member = _member(wire, record)
    role_id = role_of(wire, guild, record.params["role_id"])["id"]
    rest = [role for role in member["roles"] if role != role_id]
    member["roles"] = [*rest, role_id] if record.method == "PUT" else rest
    _announce(wire, guild, member)


@route("GET", "/guilds/{guild_id}/roles")
def list_roles(wire: Interactions, record: Record) -> list[Json]:
    return list(guild_of(wire, record).roles.values())


@route("POST", "/guilds/{guild_id}/roles", needs="manage_roles")
def create_role(wire: Interactions, record: Record) -> Json:
    guild, body = guild_of(wire, record), record.json
    _refuse_raising(wire, guild, body)
    extra = {key: body[key] for key in ("color", "hoist", "mentionable") if body.get(key) is not None}
    for role in guild.roles.values():  # a new role stands just above @everyone
        role["position"] += role["position"] > 0
    name, bits = body.get("name") or "new role", int(body.get("permissions") or 0)
    role = guild.put_role(wire.new_id(), name, bits, 1, **extra)
    wire.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": role}, guild=guild)
    return role


def _refuse_raising(wire: Interactions, guild: Guild, body: Json) -> None:
    """A bot can't give a role what it doesn't have itself."""
    have = guild.permissions(wire.bot_id)
    raising = int(body.get("permissions") or 0) & ~have and not have & PERMISSIONS["administrator"]
    if wire.enforce_permissions and raising:
        raise ApiError(403, 50013, "Missing Permissions")


@route("GET", ROLE)
@route("PATCH", ROLE, needs="manage_roles")
@route("DELETE", ROLE, needs="manage_roles")
def one_role(wire: Interactions, record: Record) -> Any:
    guild, role_id = guild_of(wire, record), record.params["role_id"]
    if record.method == "GET":
        if int(role_id) not in guild.roles:
            raise not_found("Role")
        return guild.roles[int(role_id)]
    role = role_of(wire, guild, role_id)
    about: Json = {"guild_id": str(guild.id)}
    if record.method == "DELETE":
        del guild.roles[int(role_id)]
        for member in guild.members.values():
            member["roles"] = [one for one in member["roles"] if one != role_id]
        wire.dispatch("GUILD_ROLE_DELETE", {**about, "role_id": role_id}, guild=guild)
        return None
    _refuse_raising(wire, guild, record.json)
    changes = {key: value for key, value in record.json.items() if key in role and value is not None}
    role.update({key: str(value) if key == "permissions" else value for key, value in changes.items()})
    wire.dispatch("GUILD_ROLE_UPDATE", {**about, "role": role}, guild=guild)
    return role
