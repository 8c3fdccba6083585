"""What the sample community puts into the forms about devices."""

from __future__ import annotations

from simcord import ChannelHandle, MemberActor

from bot.demo import gestures
from bot.demo.script import AddedDevice, DeviceReview


async def add_device(member: MemberActor, door: ChannelHandle, added: AddedDevice) -> gestures.Shown:
    """A device that the catalogue lacks; what Fluence says to it."""
    form = await member.slash(door, "device add", modality=added.modality)
    answers = {
        "Name": added.name,
        "Maker": added.maker,
        "Wavelengths in nm": added.wavelengths,
        "Other names": added.other_names,
        "Source": added.source,
    }
    shown = await gestures.fill(member, form, answers)
    if "No, add mine" in gestures.buttons_of(shown):
        shown = await gestures.press(member, shown, "No, add mine")
    return shown


async def review(member: MemberActor, door: ChannelHandle, written: DeviceReview) -> gestures.Shown:
    """A review from the device's page; what Fluence says to it."""
    page = await member.slash(door, "device show", device=written.device)
    answers = {
        "Would you choose it again?": f"{written.rating} of 5",
        "You and this device": list(written.ties),
        "Months of use": written.months,
        "Running cost": written.cost,
        "The review": written.text,
    }
    return await gestures.fill(member, await gestures.press(member, page, "Review it"), answers)
