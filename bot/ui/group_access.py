"""Who may read and write in a group's channel, as Discord's permission overwrites. Pure: from overwrites to overwrites.

What moderators have set by hand for others stays, and is not sent again. Discord lets a bot allow or deny only what it
may do itself, and refuses the whole request otherwise (50013), so nothing else is ever asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.exchange.refusal import Refusal
from db.communities import Community

Reader = discord.Role | discord.Member
Target = Reader | discord.Object
Overwrites = Mapping[Target, discord.PermissionOverwrite]
_WRITING = ("send_messages", "send_messages_in_threads", "create_public_threads", "create_private_threads")


def open_to_members(current: Overwrites, guild: discord.Guild, community: Community) -> Overwrites:
    """Read by every member of the exchange, and by nobody else where there is a role for them; written by all who read.

    Without such a role everybody in the server belongs to the exchange, and the server's own roles say who reads.
    """
    wanted = _copy(current)
    everyone = wanted.setdefault(guild.default_role, discord.PermissionOverwrite())
    everyone.update(**dict.fromkeys(_WRITING))
    if community.exchange_role_id is None:
        everyone.update(view_channel=None)
        return _told(wanted)
    everyone.update(view_channel=False)
    members = guild.get_role(community.exchange_role_id)
    if members is None:
        raise Refusal("The role of the exchange's members is gone: please choose another with `/setup` first.")
    moderators = guild.get_role(community.moderator_role_id) if community.moderator_role_id else None
    for reader in (members, moderators, guild.me):
        if reader is not None:
            wanted.setdefault(reader, discord.PermissionOverwrite()).update(view_channel=True)
    return _told(wanted)


def read_only(current: Overwrites, guild: discord.Guild) -> Overwrites:
    """Read as before, and written by nobody but who may do everything."""
    wanted = _copy(current)
    for target, overwrite in wanted.items():
        if isinstance(target, discord.Role):
            overwrite.update(**{name: None for name in _WRITING if getattr(overwrite, name)})
    own = guild.me.guild_permissions
    denied = {name: False for name in _WRITING if getattr(own, name)}
    wanted.setdefault(guild.default_role, discord.PermissionOverwrite()).update(**denied)
    return _told(wanted)


def differences(current: Overwrites, wanted: Overwrites) -> list[tuple[Reader, discord.PermissionOverwrite | None]]:
    """What is to be set, None for what is to be taken away, so that the current overwrites become the wanted ones.

    Everyone comes last: a bot that hid the channel from everyone first would hide it from itself.
    """
    before, after = _told(current), _told(wanted)
    targets = [target for target in {**before, **after} if isinstance(target, discord.Role | discord.Member)]
    changed = [(target, after.get(target)) for target in targets if after.get(target) != before.get(target)]
    return sorted(changed, key=lambda change: isinstance(change[0], discord.Role) and change[0].is_default())


def _copy(current: Overwrites) -> dict[Target, discord.PermissionOverwrite]:
    return {target: discord.PermissionOverwrite.from_pair(*overwrite.pair()) for target, overwrite in current.items()}


def _told(overwrites: Overwrites) -> dict[Target, discord.PermissionOverwrite]:
    return {target: overwrite for target, overwrite in overwrites.items() if not overwrite.is_empty()}
