"""Permission bits by name, and what everyone and the bot may do by default."""

from __future__ import annotations

PERMISSIONS = {
    name: 1 << bit
    for name, bit in {
        "create_instant_invite": 0,
        "kick_members": 1,
        "ban_members": 2,
        "administrator": 3,
        "manage_channels": 4,
        "manage_guild": 5,
        "add_reactions": 6,
        "view_audit_log": 7,
        "view_channel": 10,
        "send_messages": 11,
        "manage_messages": 13,
        "embed_links": 14,
        "attach_files": 15,
        "read_message_history": 16,
        "mention_everyone": 17,
        "use_external_emojis": 18,
        "change_nickname": 26,
        "manage_nicknames": 27,
        "manage_roles": 28,
        "manage_webhooks": 29,
        "use_application_commands": 31,
        "manage_events": 33,
        "manage_threads": 34,
        "create_public_threads": 35,
        "create_private_threads": 36,
        "send_messages_in_threads": 38,
        "moderate_members": 40,
        "create_events": 44,
        "send_polls": 49,
        "use_external_apps": 50,
        "pin_messages": 51,
    }.items()
}
ALL_PERMISSIONS = sum(PERMISSIONS.values())


def perms(*names: str) -> int:
    """Permission bits by name: `perms("view_channel", "send_messages")`."""
    return sum(PERMISSIONS[name] for name in names)


def bits_of(permissions: str | int) -> int:
    """Permission bits from a number or from names in one string: "manage_messages kick_members"."""
    return perms(*permissions.split()) if isinstance(permissions, str) else permissions


EVERYONE_DEFAULT = perms(
    "create_instant_invite",
    "add_reactions",
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "use_external_emojis",
    "change_nickname",
    "use_application_commands",
    "create_public_threads",
    "send_messages_in_threads",
    "use_external_apps",
)
BOT_DEFAULT = EVERYONE_DEFAULT | perms(
    "manage_messages",
    "manage_roles",
    "manage_threads",
    "create_private_threads",
    "manage_channels",
    "manage_events",
    "create_events",
    "moderate_members",
)
