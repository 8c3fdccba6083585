"""What the sample community puts into the forms on who may operate what."""

from __future__ import annotations

from simcord import ChannelHandle, MemberActor

from bot.demo import gestures
from bot.demo.script import ToldRule


async def tell(member: MemberActor, door: ChannelHandle, told: ToldRule) -> gestures.Shown:
    """A rule in its two steps; what Fluence says to it."""
    form = await member.slash(door, "scope add", jurisdiction=told.jurisdiction)
    chosen = {
        "What is done": list(told.procedures),
        "By whom": list(told.credentials),
        "What the source says of it": told.verdict,
    }
    step = await gestures.fill(member, form, chosen)
    answers = {
        "The rule, in your own words": told.text,
        "Source": told.link,
        "What kind of source it is": told.kind,
        "Date of the source": told.date,
    }
    return await gestures.fill(member, await gestures.press(member, step, "Continue"), answers)
