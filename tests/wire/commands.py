"""A command's options, filled in and checked as Discord's client does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.wire.guild import Guild
from tests.wire.people import People
from tests.wire.permissions import PERMISSIONS
from tests.wire.values import Json, Reference, WireError

SUB_COMMAND, SUB_GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
CONVERT: dict[int, Callable[[Any], Any]] = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: float}
SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3


class Commands(People):
    """What the bot registered, and the data of an interaction made from it."""

    def command(self, name: str, guild: Guild | None = None, kind: int = SLASH) -> tuple[Json, int | None]:
        """A registered command by name: (JSON, the guild's id where it is a guild's own)."""
        for scope in (*([guild.id] if guild else ()), None):
            for command in self.commands[scope].values():
                if command["name"] == name and command["type"] == kind:
                    return command, scope
        known = sorted(command["name"] for pool in self.commands.values() for command in pool.values())
        raise WireError(f"the bot has no command {name!r}; it registered {known}")

    def command_data(
        self, name: str, values: Json, user: Reference, channel: Reference, focused: str | None = None
    ) -> Json:
        """The data of an interaction for "group sub", refused where the client would not send it."""
        root, *path = name.strip("/").split()
        guild, channel_id, _ = self.locate(channel)
        command, scope = self.command(root, guild)
        self._must_be_offered(command, guild, channel_id, user)
        chain, schema = _walk(command, path)
        by_name = {option["name"]: option for option in schema}
        for given in values:
            if given not in by_name:
                raise WireError(f"/{name} has no option {given!r}; it has {list(by_name)}")
        resolved: Json = {}
        options: list[Json] = []
        for option in schema:
            option_name, kind = option["name"], option["type"]
            if option_name not in values:
                if option.get("required") and focused is None:
                    raise WireError(f"option {option_name!r} of /{name} is required")
                continue
            value = values[option_name]
            if option_name == focused:
                options.append({"name": option_name, "type": kind, "value": value, "focused": True})
                continue
            value = self.resolve(resolved, guild, channel_id, kind, _checked(option, value))
            options.append({"name": option_name, "type": kind, "value": value})
        for part in reversed(chain):
            options = [{"name": part["name"], "type": part["type"], "options": options}]
        data: Json = {"id": command["id"], "name": command["name"], "type": SLASH}
        optional = {"options": options, "resolved": resolved, "guild_id": str(scope or "")}
        return {**data, **{key: value for key, value in optional.items() if value}}

    def _must_be_offered(self, command: Json, guild: Guild | None, channel_id: int, user: Reference) -> None:
        name = command["name"]
        if guild is None:
            contexts = command.get("contexts")
            if not command.get("dm_permission", True) or (contexts and 1 not in contexts):
                raise WireError(f"/{name} is not there in direct messages")
            return
        user_id = guild.user_id(user)
        self.may(guild, user_id, channel_id, "use_application_commands")
        needed = command.get("default_member_permissions")
        if needed is None:
            return
        have = guild.permissions(user_id, channel_id)
        for_administrators = int(needed) == 0 and not have & PERMISSIONS["administrator"]
        if for_administrators or int(needed) & ~have:
            raise WireError(f"/{name} is hidden from {self.users[user_id]['username']}: needs permissions {needed}")

    def resolve(self, resolved: Json, guild: Guild | None, channel_id: int, kind: int, value: Any) -> Any:
        """The id of what an option or select names; the thing itself goes into `resolved`."""
        if kind == MENTIONABLE:
            is_role = guild is not None and guild.find_role(value) is not None
            kind = ROLE if is_role else USER
        if kind == USER:
            return self._resolve_user(resolved, guild, channel_id, value)
        if kind == CHANNEL:
            place, named_id, channel = self.locate(value)
            bits = place.permissions(place.owner, named_id) if place else 0
            return _put(resolved, "channels", named_id, {**channel, "permissions": str(bits)})
        if kind == ROLE:
            if guild is None:
                raise WireError("there are no roles in direct messages")
            role_id = guild.role_id(value)
            return _put(resolved, "roles", role_id, guild.roles[role_id])
        if kind == ATTACHMENT:
            attachment = self.attach(channel_id, *value)
            return _put(resolved, "attachments", int(attachment["id"]), attachment)
        return value

    def _resolve_user(self, resolved: Json, guild: Guild | None, channel_id: int, reference: Reference) -> str:
        user = self.user(reference)
        user_id = int(user["id"])
        if guild and user_id in guild.members:
            shown = {k: v for k, v in guild.members[user_id].items() if k not in ("user", "deaf", "mute")}
            shown["permissions"] = str(guild.permissions(user_id, channel_id))
            _put(resolved, "members", user_id, shown)
        return _put(resolved, "users", user_id, user)


def _put(resolved: Json, pool: str, entity_id: int, entity: Json) -> str:
    resolved.setdefault(pool, {})[str(entity_id)] = entity
    return str(entity_id)


def _walk(command: Json, path: list[str]) -> tuple[list[Json], list[Json]]:
    """(the sub-commands on the way, the options at its end)"""
    chain: list[Json] = []
    schema: list[Json] = command.get("options") or []
    for part in path:
        found = [option for option in schema if option["name"] == part and option["type"] in (SUB_COMMAND, SUB_GROUP)]
        if not found:
            raise WireError(f"/{command['name']} has no sub-command {part!r}")
        chain.append(found[0])
        schema = found[0].get("options") or []
    if any(option["type"] in (SUB_COMMAND, SUB_GROUP) for option in schema):
        names = [option["name"] for option in schema]
        raise WireError(f"/{' '.join([command['name'], *path])} is a group: name one of {names}")
    return chain, schema


def _checked(option: Json, value: Any) -> Any:
    """A value as the client would send it, within the option's choices and bounds."""
    name, kind = option["name"], option["type"]
    value = CONVERT.get(kind, lambda given: given)(value)
    choices = option.get("choices")
    if choices:
        hit = [choice for choice in choices if value in (choice["value"], choice["name"])]
        if not hit:
            raise WireError(f"{value!r} is not a choice of {name!r}")
        return hit[0]["value"]
    if kind in (STRING, INTEGER, NUMBER):
        measure = "length" if kind == STRING else "value"
        least, most = option.get(f"min_{measure}"), option.get(f"max_{measure}")
        size = len(value) if kind == STRING else value
        if (least is not None and size < least) or (most is not None and size > most):
            raise WireError(f"{name!r} must be within {least} and {most}")
    return value
