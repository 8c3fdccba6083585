"""A member's own profile: the form to fill in, and the card that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.clinical import jurisdictions
from bot.clinical.devices import catalogue
from bot.exchange.members import Credential, credential_line
from bot.ui.cards import card
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form, refilled
from bot.ui.text import escaped, on_day
from db.members import Profile

NOTHING = "none"
"""As the value of an option: take out what stands there."""
_LONGEST = 100
_LONGEST_TRAINING = 200
_LONGEST_DEVICES = 2000  # so many as a profile may have, each by its whole name


def profile_form(former: Profile, jurisdiction: str, zone: str) -> discord.ui.Modal:
    """The form, holding what is stored; the two options of the command travel in its custom id."""
    return form("Your profile", _fields(former), "profile", jurisdiction, zone)


def profile_form_again(typed: Answers, jurisdiction: str, zone: str) -> discord.ui.Modal:
    """The refused form, with what was typed."""
    return form("Your profile", refilled(_fields(Profile()), typed), "profile", jurisdiction, zone)


def declared(answers: Answers, former: Profile, devices: tuple[str, ...], jurisdiction: str, zone: str) -> Profile:
    """What the form and the options say together; an option that was not given leaves what is stored.

    `devices` are those that the form names.
    """
    return Profile(
        credential=next(iter(answers.choices("credential")), None),
        workplace=answers.text("workplace") or None,
        jurisdiction=_option(jurisdiction, former.jurisdiction),
        time_zone=_option(zone, former.time_zone),
        paid_by_industry=answers.text("paid") or None,
        devices=devices,
        training=answers.text("training") or None,
    )


def profile_card(profile: Profile) -> ui.LayoutView:
    """The profile as the member sees it, and as it stands beside what they share."""
    line = credential_line(profile)
    beside = f"Beside what you share it reads: {escaped(line)}" if line else "Nothing stands beside what you share."
    return card(
        [
            "## Your profile here",
            "\n".join(profile_lines(profile)),
            f"{beside}\n-# {_standing(profile)} Colleagues see it with `/member show`, unless you have opted out of "
            "capture. `/profile` changes it, with its options `jurisdiction` (where you practise) and `zone` too; "
            "`/privacy forget` erases it.",
        ]
    )


def profile_lines(profile: Profile) -> Sequence[str]:
    """Each part of a profile with its name."""
    return (*declared_lines(profile), f"**Time zone** {profile.time_zone or 'not given'}")


def declared_lines(profile: Profile) -> Sequence[str]:
    """As `profile_lines`, without the time zone."""
    where = jurisdictions.get(profile.jurisdiction or "")
    paid = f"by {escaped(profile.paid_by_industry)}" if profile.paid_by_industry else "not declared"
    return (
        f"**Credential** {credential_in_words(profile)}",
        f"**Clinic or company** {escaped(profile.workplace or 'not given')}",
        f"**Jurisdiction** {where.label if where else 'not given'}",
        f"**Devices** {escaped(', '.join(device_names(profile)) or 'not given')}",
        f"**Training** {escaped(profile.training or 'not given')}",
        f"**Paid by industry** {paid}",
    )


def credential_in_words(profile: Profile) -> str:
    """ "Nurse (self-declared)", or when a moderator checked it."""
    labels = {credential.value: credential.label for credential in Credential}
    label = labels.get(profile.credential or "")
    if label is None:
        return "not given"
    if profile.checked_at is None:
        return f"{label} (self-declared)"
    return f"{label} (checked by a moderator on {on_day(profile.checked_at)})"


def device_names(profile: Profile) -> Sequence[str]:
    """The devices that a member works with, by name."""
    return [device.name if (device := catalogue().get(key)) is not None else key for key in profile.devices]


def _standing(profile: Profile) -> str:
    if profile.checked_at is None:
        ask = " A moderator can check the credential with `/member verify`." if profile.credential else ""
        return f"All of it is self-declared: nobody has checked it.{ask}"
    return "All but the credential is self-declared. Another credential or jurisdiction takes the check away."


def _fields(former: Profile) -> list[Field]:
    return [
        ChoiceField(
            "credential",
            "Credential",
            tuple(Option(credential.value, credential.label) for credential in Credential),
            description="Shown beside what you share: self-declared, until a moderator has checked it",
            chosen=(former.credential,) if former.credential else (),
        ),
        TextField(
            "workplace",
            "Clinic or company",
            required=False,
            most=_LONGEST,
            value=former.workplace or "",
        ),
        TextField(
            "paid",
            "Paid by industry: by whom?",
            description="A company that pays you to speak, teach or test. Leave it empty if none does.",
            required=False,
            most=_LONGEST,
            value=former.paid_by_industry or "",
        ),
        TextField(
            "devices",
            "Devices you work with",
            description="Their names, with commas between them. /device list has those that I know.",
            long=True,
            required=False,
            most=_LONGEST_DEVICES,
            value=", ".join(device_names(former)),
        ),
        TextField(
            "training",
            "Training",
            description="Courses, fellowships, certificates: in your words",
            required=False,
            most=_LONGEST_TRAINING,
            value=former.training or "",
        ),
    ]


def _option(given: str, former: str | None) -> str | None:
    if given == NOTHING:
        return None
    return given or former
