"""Reactions: who put which emoji under which message."""

from __future__ import annotations

from tests.wire.guild import Guild
from tests.wire.messages import Messages, guild_id_of
from tests.wire.values import ApiError, Json, emoji_of


def _key(message: Json, emoji: Json) -> tuple[int, str]:
    return int(message["id"]), emoji["id"] or emoji["name"]


class Reactions(Messages):
    """What REST and people both do to reactions."""

    def react(self, guild: Guild | None, message: Json, text: str, user_id: int) -> None:
        """Put someone's reaction under a message; a second one of the same is no event."""
        emoji, channel_id = emoji_of(text), int(message["channel_id"])
        who = self.reactors[_key(message, emoji)]
        if user_id in who:
            return
        who.append(user_id)
        self._recount(message, emoji)
        member: Json = {"member": guild.members[user_id]} if guild and user_id in guild.members else {}
        data: Json = {
            "user_id": str(user_id),
            "channel_id": str(channel_id),
            "message_id": message["id"],
            "message_author_id": message["author"]["id"],
            "emoji": emoji,
            "burst": False,
            "burst_colors": [],
            "type": 0,
            **member,
            **guild_id_of(guild),
        }
        self.dispatch("MESSAGE_REACTION_ADD", data, guild=guild, channel_id=channel_id)
        self.notify()

    def unreact(self, guild: Guild | None, message: Json, text: str, user_id: int) -> None:
        """Take someone's reaction away."""
        emoji, channel_id = emoji_of(text), int(message["channel_id"])
        who = self.reactors[_key(message, emoji)]
        if user_id not in who:
            raise ApiError(404, 10014, "Unknown Emoji")
        who.remove(user_id)
        self._recount(message, emoji)
        data: Json = {
            "user_id": str(user_id),
            "channel_id": str(channel_id),
            "message_id": message["id"],
            "emoji": emoji,
            "burst": False,
            "type": 0,
            **guild_id_of(guild),
        }
        self.dispatch("MESSAGE_REACTION_REMOVE", data, guild=guild, channel_id=channel_id)
        self.notify()

    def clear_reactions(self, guild: Guild | None, message: Json, text: str | None = None) -> None:
        """Take away everyone's reactions, or those with one emoji."""
        emojis = [one["emoji"] for one in message.get("reactions", ())]
        chosen = emoji_of(text) if text else None
        for emoji in emojis:
            if chosen is None or _key(message, emoji) == _key(message, chosen):
                self.reactors.pop(_key(message, emoji), None)
                self._recount(message, emoji)
        channel_id = int(message["channel_id"])
        data: Json = {"channel_id": str(channel_id), "message_id": message["id"], **guild_id_of(guild)}
        event = "MESSAGE_REACTION_REMOVE_EMOJI" if chosen else "MESSAGE_REACTION_REMOVE_ALL"
        self.dispatch(event, {**data, "emoji": chosen} if chosen else data, guild=guild, channel_id=channel_id)
        self.notify()

    def who_reacted(self, message: Json, text: str) -> list[int]:
        """The ids of those who reacted with an emoji, in the order of their ids."""
        return sorted(self.reactors.get(_key(message, emoji_of(text)), ()))

    def _recount(self, message: Json, emoji: Json) -> None:
        key = _key(message, emoji)
        rest = [one for one in message.get("reactions", ()) if _key(message, one["emoji"]) != key]
        who = self.reactors.get(key, ())
        if who:
            counts = {"burst": 0, "normal": len(who)}
            mine = {"me": self.bot_id in who, "me_burst": False}
            rest.append({"emoji": emoji, "count": len(who), "count_details": counts, "burst_colors": [], **mine})
        message["reactions"] = rest
        if not rest:
            del message["reactions"]
