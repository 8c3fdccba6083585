"""A person runs commands, presses buttons, chooses in menus and submits forms."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from typing import Any

from tests.wire.commands import MESSAGE_MENU, USER, USER_MENU, Commands
from tests.wire.interaction import Interaction
from tests.wire.limits import component_walk
from tests.wire.modals import ENTITY_SELECTS, fill_modal
from tests.wire.permissions import EVERYONE_DEFAULT
from tests.wire.values import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    EPHEMERAL,
    MODAL,
    MODAL_SUBMIT,
    Json,
    Reference,
    WireError,
    object_id,
)


class Interactions(Commands):
    """Each verb sends one interaction and returns it at once; await its message, choices or modal."""

    def invoke(
        self,
        name: str,
        options: Json | None = None,
        *,
        user: Reference,
        channel: Reference,
        locale: str = "en-US",
    ) -> Interaction:
        """Run a slash command: invoke("group add", {"title": "x"}, user="alice", channel="general")."""
        data = self.command_data(name, options or {}, user, channel)
        return self._interact(COMMAND, data, user, channel, locale=locale)

    def autocomplete(
        self,
        name: str,
        focused: str,
        value: Any = "",
        options: Json | None = None,
        *,
        user: Reference,
        channel: Reference,
    ) -> Interaction:
        """Type `value` into the option `focused`; await .choices()."""
        data = self.command_data(name, {**(options or {}), focused: value}, user, channel, focused)
        return self._interact(AUTOCOMPLETE, data, user, channel)

    def context_menu(self, name: str, target: Reference, *, user: Reference, channel: Reference) -> Interaction:
        """Use the menu of a message (target: message) or of a user (target: user)."""
        guild, channel_id, _ = self.locate(channel)
        resolved: Json = {}
        if self._is_message(target):
            message = self.find_message(target)[2]
            command, scope = self.command(name, guild, MESSAGE_MENU)
            target_id = message["id"]
            resolved["messages"] = {target_id: message}
        else:
            command, scope = self.command(name, guild, USER_MENU)
            target_id = self.resolve(resolved, guild, channel_id, USER, target)
        self._must_be_offered(command, guild, channel_id, user)
        data: Json = {"id": command["id"], "name": name, "type": command["type"], "target_id": target_id}
        data.update(resolved=resolved, **({"guild_id": str(scope)} if scope else {}))
        return self._interact(COMMAND, data, user, channel)

    def _is_message(self, target: Reference) -> bool:
        target_id = object_id(target)
        return any(target_id in pool for pool in self.messages.values())

    def click(self, message: Reference, custom_id: str, *, user: Reference) -> Interaction:
        """Press a button."""
        found, component = self._find_component(message, custom_id, user)
        return self._interact(COMPONENT, _component_data(component), user, found["channel_id"], found)

    def select(self, message: Reference, custom_id: str, values: Iterable[Any], *, user: Reference) -> Interaction:
        """Choose in a menu: values of its options, or names and ids for menus of users, roles and channels."""
        found, component = self._find_component(message, custom_id, user)
        chosen, data = list(values), _component_data(component)
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        if not least <= len(chosen) <= most:
            raise WireError(f"{custom_id!r} takes {least} to {most} values")
        kind = ENTITY_SELECTS.get(component["type"])
        if kind is None:
            legal = [option["value"] for option in component["options"]]
            if any(value not in legal for value in chosen):
                raise WireError(f"{chosen} are not all among {legal}")
            data["values"] = chosen
        else:
            guild, channel_id, _ = self.locate(found["channel_id"])
            resolved: Json = {}
            data["values"] = [self.resolve(resolved, guild, channel_id, kind, value) for value in chosen]
            data["resolved"] = resolved
        return self._interact(COMPONENT, data, user, found["channel_id"], found)

    def submit_modal(self, opened: Interaction, values: Json, *, user: Reference | None = None) -> Interaction:
        """Submit the form that an interaction was answered with; values by custom_id."""
        if opened.response_type != MODAL:
            raise WireError(f"{opened.describe()} opened no form")
        resolved: Json = {}

        def resolve(kind: int, value: Any) -> Any:
            return self.resolve(resolved, opened.guild, opened.channel_id, kind, value)

        components = fill_modal(opened.response_data, values, resolve)
        data: Json = {"custom_id": opened.response_data["custom_id"], "components": components}
        if resolved:
            data["resolved"] = resolved
        return self._interact(MODAL_SUBMIT, data, user or opened.user, opened.channel_id, opened.source)

    def expire_tokens(self) -> None:
        """Let the fifteen minutes of every interaction so far be over."""
        for interaction in self.interactions.values():
            interaction.expire()

    def component(self, message: Json, custom_id: str) -> Json:
        """A button or menu of a message."""
        components = list(component_walk(message["components"]))
        for component in components:
            if component.get("custom_id") == custom_id:
                return component
        known = [component["custom_id"] for component in components if component.get("custom_id")]
        raise WireError(f"no component {custom_id!r} on the message; it has {known}")

    def _find_component(self, message: Reference, custom_id: str, user: Reference) -> tuple[Json, Json]:
        found = self.find_message(message)[2]
        asked_by = (found.get("interaction_metadata") or {}).get("user")
        if found["flags"] & EPHEMERAL and asked_by and asked_by["id"] != self.user(user)["id"]:
            raise WireError(f"only {asked_by['username']} sees this message")
        component = self.component(found, custom_id)
        if component.get("disabled"):
            raise WireError(f"component {custom_id!r} is disabled")
        return found, component

    def _interact(
        self,
        kind: int,
        data: Json,
        user: Reference,
        channel: Reference,
        message: Json | None = None,
        locale: str = "en-US",
    ) -> Interaction:
        guild, channel_id, place = self.locate(channel)
        payload: Json = {
            "id": str(self.new_id()),
            "application_id": self.bot_user["id"],
            "type": kind,
            "data": data,
            "version": 1,
            "locale": locale,
            "token": "aW50ZXJhY3Rpb24" + base64.urlsafe_b64encode(os.urandom(96)).decode(),
            "channel_id": str(channel_id),
            "entitlements": [],
            "attachment_size_limit": 10485760,
            "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
            "context": 0 if guild else 1,
        }
        if guild:
            user_id = guild.user_id(user)
            self.may(guild, user_id, channel_id, "view_channel")
            bits = str(guild.permissions(user_id, channel_id))
            features, home = guild.data["features"], guild.data["preferred_locale"]
            payload.update(guild_id=str(guild.id), guild_locale=home)
            payload["guild"] = {"id": str(guild.id), "locale": home, "features": features}
            payload["member"] = {**guild.members[user_id], "permissions": bits}
            payload["app_permissions"] = str(guild.permissions(self.bot_id, channel_id))
            payload["channel"] = {**place, "permissions": bits}
        else:
            payload.update(user=self.user(user), app_permissions=str(EVERYONE_DEFAULT), channel=place)
        if message is not None:
            payload["message"] = message
        return self._send(Interaction(self, payload))

    def _send(self, interaction: Interaction) -> Interaction:
        self.interactions[interaction.id] = self.by_token[interaction.token] = interaction
        if not any(session.connection for session in self.sessions.values()):
            self.log("driver", f"{interaction.describe()} while the bot is not connected")

        def sent(moment: float) -> None:
            interaction.sent_at = interaction.sent_at or moment

        for session in self.sessions.values():
            session.push("INTERACTION_CREATE", interaction.payload, sent)
        return interaction


def _component_data(component: Json) -> Json:
    return {"custom_id": component["custom_id"], "component_type": component["type"], "id": component.get("id", 0)}
