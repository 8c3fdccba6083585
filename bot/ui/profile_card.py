"""A member's own profile: the form to fill in, and the card that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.clinical import jurisdictions
from bot.exchange.members import Credential, credential_line
from bot.ui.cards import card
from bot.ui.forms import Answers, ChoiceField, Field, Option, TextField, form
from bot.ui.text import escaped
from db.members import Profile

NOTHING = "none"
"""As the value of an option: take out what stands there."""
_LONGEST = 100


def profile_form(former: Profile, jurisdiction: str, zone: str) -> discord.ui.Modal:
    """The form, holding what is stored; the two options of the command travel in its custom id."""
    return form("Your profile", _fields(former), "profile", jurisdiction, zone)


def declared(answers: Answers, former: Profile, jurisdiction: str, zone: str) -> Profile:
    """What the form and the options say together; an option that was not given leaves what is stored."""
    return Profile(
        credential=next(iter(answers.choices("credential")), None),
        workplace=answers.text("workplace") or None,
        jurisdiction=_option(jurisdiction, former.jurisdiction),
        time_zone=_option(zone, former.time_zone),
        paid_by_industry=answers.text("paid") or None,
    )


def profile_card(profile: Profile) -> ui.LayoutView:
    """The profile as the member sees it, and as it stands beside what they share."""
    line = credential_line(profile)
    beside = f"Beside what you share it reads: {escaped(line)}" if line else "Nothing stands beside what you share."
    return card(
        [
            "## Your profile here",
            "\n".join(profile_lines(profile)),
            f"{beside}\n-# All of it is self-declared: nobody has checked it. `/profile` changes it, with its options "
            "`jurisdiction` (where you practise) and `zone` too; `/privacy forget` erases it.",
        ]
    )


def profile_lines(profile: Profile) -> Sequence[str]:
    """Each part of a profile with its name."""
    labels = {credential.value: f"{credential.label} (self-declared)" for credential in Credential}
    where = jurisdictions.get(profile.jurisdiction or "")
    paid = f"by {escaped(profile.paid_by_industry)}" if profile.paid_by_industry else "not declared"
    return (
        f"**Credential** {labels.get(profile.credential or '', 'not given')}",
        f"**Clinic or company** {escaped(profile.workplace or 'not given')}",
        f"**Jurisdiction** {f'{where.name} ({where.code})' if where else 'not given'}",
        f"**Time zone** {profile.time_zone or 'not given'}",
        f"**Paid by industry** {paid}",
    )


def _fields(former: Profile) -> list[Field]:
    return [
        ChoiceField(
            "credential",
            "Credential",
            tuple(Option(credential.value, credential.label) for credential in Credential),
            description="Shown as self-declared beside what you share",
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
    ]


def _option(given: str, former: str | None) -> str | None:
    if given == NOTHING:
        return None
    return given or former
