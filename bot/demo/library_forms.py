"""What the sample community asks, answers, votes for and accepts, and the files that it imports."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simcord import ChannelHandle, MemberActor

from bot.demo import gestures
from bot.demo.script import AskedQuestion, ImportedFile

_LABEL = re.compile(r"(?:Asked|Saved) as ([QA]-\d+)")


async def ask(people: Mapping[str, MemberActor], channel: ChannelHandle, asked: AskedQuestion) -> gestures.Shown:
    """A question with its answers, in order; what Fluence says to the question."""
    asker = people[asked.who]
    form = await asker.slash(channel, "question ask", **({"device": asked.device} if asked.device else {}))
    shown = await gestures.fill(asker, form, {"Title": asked.title, "The question": asked.text})
    for answer in asked.answers:
        member = people[answer.who]
        card = await _shown(member, channel, _label(shown))
        told = await gestures.fill(member, await gestures.press(member, card, "Answer"), {"The answer": answer.text})
        for votes, voter in enumerate(answer.voters):
            card = await _shown(people[voter], channel, _label(told))
            await gestures.press(people[voter], card, f"▲ {votes}")
        if answer.is_accepted:
            await gestures.press(asker, await _shown(asker, channel, _label(told)), "Accept")
    return shown


async def take_in(member: MemberActor, door: ChannelHandle, file: ImportedFile) -> gestures.Shown:
    """A file, looked at and confirmed; what Fluence says in the end."""
    preview = await member.slash(door, "library import", file=(file.name, file.text.encode()))
    [confirm] = [label for label in gestures.buttons_of(preview) if label.startswith("Import")]
    return await gestures.press(member, preview, confirm)


async def _shown(member: MemberActor, channel: ChannelHandle, label: str) -> gestures.Shown:
    return await member.slash(channel, "show", entry=label)


def _label(shown: gestures.Shown) -> str:
    found = _LABEL.search(gestures.text_of(shown))
    if found is None:
        raise gestures.NotShown(f"nothing was saved: {gestures.text_of(shown)}")
    return found[1]
