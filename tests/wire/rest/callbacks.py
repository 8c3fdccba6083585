"""What the bot answers to interactions: callbacks, the original answer, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable

from tests.wire.interaction import Interaction
from tests.wire.interactions import Interactions
from tests.wire.routing import Record, Upload, interaction_route
from tests.wire.values import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMMAND_ANSWER,
    COMPONENT,
    DEFAULT_MESSAGE,
    DEFER,
    DEFER_UPDATE,
    EPHEMERAL,
    LOADING,
    MENU_ANSWER,
    MODAL,
    MODAL_SUBMIT,
    REPLY,
    REPLY_NOW,
    UPDATE,
    ApiError,
    Json,
    iso,
    not_found,
    same,
)

# A form can't be answered with another form.
LEGAL_ANSWERS = {
    COMMAND: (REPLY_NOW, DEFER, MODAL),
    COMPONENT: (REPLY_NOW, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (REPLY_NOW, DEFER, DEFER_UPDATE, UPDATE),
}
HOOK = "/webhooks/{webhook_id}/{webhook_token}"


@interaction_route("POST", "/interactions/{interaction_id}/{token}/callback")
def callback(wire: Interactions, record: Record) -> Json | None:
    interaction = wire.interactions.get(int(record.params["interaction_id"]))
    record.interaction = interaction
    if interaction is None or interaction.token != record.params["token"]:
        raise not_found("interaction")
    if interaction.acked_at is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    if record.t_in - (interaction.sent_at or interaction.created) > wire.ack_deadline:
        raise not_found("interaction")
    kind, data = record.json["type"], record.json.get("data") or {}
    _refuse_illegal(interaction, kind)
    if kind == UPDATE and interaction.source and not interaction.source["flags"] & EPHEMERAL:
        wire.refuse_archived(interaction.guild, interaction.channel_id)
    interaction.acked_at, interaction.callback = record.t_in, record
    interaction.response_type, interaction.response_data = kind, data
    if kind in (REPLY_NOW, DEFER):
        interaction.original = post_answer(wire, interaction, data, record.files, loading=kind == DEFER)
    elif kind in (DEFER_UPDATE, UPDATE) and interaction.source is not None:
        interaction.original = wire.messages[interaction.channel_id].get(int(interaction.source["id"]))
        interaction.original = interaction.original or interaction.source
        if kind == UPDATE:
            edit_answer(wire, interaction, interaction.original, data, record.files)
    if not interaction.acknowledged.done():
        interaction.acknowledged.set_result(None)
    if record.query.get("with_response", "").lower() not in ("1", "true"):
        return None
    return _about(interaction, kind)


def _refuse_illegal(interaction: Interaction, kind: int) -> None:
    sourceless = interaction.source is None and kind in (DEFER_UPDATE, UPDATE)
    if kind in LEGAL_ANSWERS[interaction.type] and not sourceless:
        return
    reason = f"type {kind} cannot answer an interaction of type {interaction.type}"
    errors = {"type": {"_errors": [{"code": "INTERACTION_TYPE_CALLBACK_TYPE", "message": reason}]}}
    raise ApiError(400, 50035, "Invalid Form Body", errors)


def _about(interaction: Interaction, kind: int) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.type, "channel_id": str(interaction.channel_id)}
    answer: Json = {"interaction": about}
    message = interaction.original
    if message is not None:
        about["response_message_id"] = message["id"]
        about["response_message_loading"] = kind == DEFER
        about["response_message_ephemeral"] = bool(message["flags"] & EPHEMERAL)
        if kind in (REPLY_NOW, UPDATE):
            answer["resource"] = {"type": kind, "message": message}
    return answer


def _message_kind(interaction: Interaction) -> int:
    if interaction.type == COMMAND:
        return COMMAND_ANSWER if interaction.payload["data"]["type"] == 1 else MENU_ANSWER
    return REPLY if interaction.source else DEFAULT_MESSAGE


def post_answer(
    wire: Interactions, interaction: Interaction, data: Json, files: Iterable[Upload], *, loading: bool = False
) -> Json:
    """Make the message of an answer; `loading` shows the bot thinking."""
    kind = _message_kind(interaction)
    message = wire.new_message(interaction.guild, interaction.channel_id, wire.bot_user, kind=kind)
    message["application_id"] = message["webhook_id"] = wire.bot_user["id"]
    owners = interaction.payload["authorizing_integration_owners"]
    about: Json = {"id": str(interaction.id), "type": interaction.type, "user": interaction.user}
    about["authorizing_integration_owners"] = owners
    if interaction.type == COMMAND:
        about["name"] = interaction.payload["data"]["name"]
        former = {"id": str(interaction.id), "type": COMMAND, "name": about["name"], "user": interaction.user}
        message["interaction"] = former
    elif interaction.type == COMPONENT and interaction.source:
        about["interacted_message_id"] = interaction.source["id"]
    elif interaction.type == MODAL_SUBMIT:
        about["triggering_interaction_metadata"] = {**about, "type": COMMAND}
    message["interaction_metadata"] = about
    wire.fill(interaction.guild, message, data, files)
    if loading:
        message["flags"] |= LOADING
    return wire.post(interaction.guild, interaction.channel_id, message)


def edit_answer(
    wire: Interactions, interaction: Interaction, message: Json, body: Json, files: Iterable[Upload]
) -> Json:
    """Change an answer; whether it is private was decided when it was made."""
    was_loading, ephemeral = message["flags"] & LOADING, message["flags"] & EPHEMERAL
    wire.fill(interaction.guild, message, body, files)
    message["flags"] = message["flags"] & ~(LOADING | EPHEMERAL) | ephemeral
    if not was_loading:
        message["edited_timestamp"] = iso()
    if not ephemeral:
        wire.announce_edit(interaction.guild, message)
    return message


def _interaction_of(wire: Interactions, record: Record) -> Interaction:
    if not same(record.params["webhook_id"], wire.bot_id):
        raise not_found("Webhook")
    interaction = wire.by_token.get(record.params["webhook_token"])
    if interaction is None or interaction.expired:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    if interaction.acked_at is None:
        raise not_found("Webhook")
    record.interaction = interaction
    return interaction


@interaction_route("POST", HOOK)
def follow_up(wire: Interactions, record: Record) -> Json:
    interaction = _interaction_of(wire, record)
    original = interaction.original
    if original is not None and original["flags"] & LOADING and interaction.response_type == DEFER:
        # Documented: the first follow-up to a deferral edits it, and it stays as private as the deferral was.
        return edit_answer(wire, interaction, original, record.json, record.files)
    message = post_answer(wire, interaction, record.json, record.files)
    interaction.followups.append(message)
    wire.notify()
    return message


@interaction_route("GET", HOOK + "/messages/{message_id}")
@interaction_route("PATCH", HOOK + "/messages/{message_id}")
@interaction_route("DELETE", HOOK + "/messages/{message_id}")
@interaction_route("GET", HOOK + "/messages/@original")
@interaction_route("PATCH", HOOK + "/messages/@original")
@interaction_route("DELETE", HOOK + "/messages/@original")
def answered_message(wire: Interactions, record: Record) -> Json | None:
    interaction = _interaction_of(wire, record)
    pool = wire.messages[interaction.channel_id]
    named = record.params.get("message_id")
    message = pool.get(int(named)) if named else interaction.original
    if message is None or int(message["id"]) not in pool:
        raise not_found("Message")
    if record.method == "GET":
        return message
    if not message["flags"] & EPHEMERAL:
        wire.refuse_archived(interaction.guild, interaction.channel_id)
    is_original = message is interaction.original
    if record.method == "DELETE":
        interaction.deleted_original = interaction.deleted_original or is_original
        wire.erase(interaction.guild, interaction.channel_id, int(message["id"]))
        wire.notify()
        return None
    edit_answer(wire, interaction, message, record.json, record.files)
    interaction.edited = interaction.edited or is_original
    wire.notify()
    return message
