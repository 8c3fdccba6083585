"""Reporting a complication as a member does: the steps of the form, and a follow-up."""

from __future__ import annotations

from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo import gestures
from bot.demo.script import ComplicationReport


async def report(member: MemberActor, door: ChannelHandle, told: ComplicationReport) -> InteractionResult:
    """What happened, then as much of the rest as is told; the answer to the first step."""
    options = {"withhold_name": True} if told.withheld else {}
    form = await member.slash(door, "complication report", type=told.type, device=told.device, **options)
    first = {"What happened": told.text, "Handpiece or spot": told.handpiece, "Settings": told.settings}
    chosen = {"Is it permanent?": told.permanent, "What did it take, at most?": told.took}
    shown = await gestures.fill(member, form, {**first, **{key: [each] for key, each in chosen.items() if each}})
    if told.state:
        await _go_on(member, shown, told)
    if told.later:
        follow_up = await gestures.press(member, shown, "Add follow-up")
        answers = {"How is it now?": [told.later], "What helped, or what was tried": told.helped}
        await gestures.fill(member, follow_up, answers)
    return shown


async def _go_on(member: MemberActor, shown: InteractionResult, told: ComplicationReport) -> None:
    course = await gestures.press(member, shown, "Continue")
    answers: dict[str, str | list[str]] = {
        "Onset, in days after treatment": told.onset,
        "Treatment given": told.treatment,
        "State now": [told.state],
        "The patient's consent to sharing": ["De-identified only"],
    }
    if told.skin_type:
        answers["Skin type"] = [told.skin_type]
    await gestures.fill(member, course, answers)
