"""Reviews of devices, and devices that a community adds, as members of a stage make them."""

from __future__ import annotations

from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.support.simulated_discord import buttons_of, fill, press

OWNS, USES = "I own or lease it", "I use one that is not mine"
PAID, TRAINED = "Its maker pays or paid me", "Its maker trained or supplied me"


def answers(rating: int = 4, *ties: str, months: str = "18", cost: str = "", text: str = "Solid.") -> dict[str, Any]:
    """What is put into the form of a review."""
    return {
        "Would you choose it again?": f"{rating} of 5",
        "You and this device": list(ties or (OWNS,)),
        "Months of use": months,
        "Running cost": cost,
        "The review": text,
    }


async def open_review(member: MemberActor, channel: ChannelHandle, device: str) -> InteractionResult:
    """The form, from the device's page."""
    page = await member.slash(channel, "device show", device=device)
    return await press(member, page, "Edit my review" if "Edit my review" in buttons_of(page) else "Review it")


async def review(
    member: MemberActor, channel: ChannelHandle, device: str, sent: dict[str, Any] | None = None
) -> InteractionResult:
    """A member reviews a device; what they are shown."""
    return await fill(member, await open_review(member, channel, device), sent or answers())


async def add_device(
    member: MemberActor, channel: ChannelHandle, name: str, modality: str = "ipl", **fields: str
) -> InteractionResult:
    """A member adds a device that the catalogue lacks; what they are shown."""
    labels = {"wavelengths": "Wavelengths in nm", "other_names": "Other names", "maker": "Maker", "source": "Source"}
    form = await member.slash(channel, "device add", modality=modality)
    return await fill(member, form, {"Name": name, **{labels[key]: value for key, value in fields.items()}})
