"""The cards of `/privacy`: what is kept, the question before erasing, and the facts in words."""

from __future__ import annotations

from discord import ui

from bot.exchange.counted import counted
from bot.exchange.privacy import Forgotten, Kept
from bot.ui.cards import ButtonStyle, button, card, link, notice, warning
from bot.ui.profile_card import profile_lines

_KEPT = (
    "messages that bear a tag such as `#tip`, forum posts with such a tag, and what is entered in forms. A member "
    "saves a colleague's message in the colleague's name, who is told and can withdraw it. With each: your Discord "
    "user number, the message's number, the time. Also your votes, your reports of a protocol's use, your answers to "
    "meetings, and your attendance where it is counted."
)
_NOT_KEPT = (
    "messages without a tag that nobody saves: I look at them for signs of an emergency alone, and nothing of "
    "them stays. Images are not downloaded. Patient data must not be posted; a text that seems to hold some is not "
    "stored."
)
_HOW_LONG = (
    "until you withdraw or delete it, or `/privacy forget`. Backups are kept for a while by whoever runs this bot; an "
    "erasure is repeated when one is restored."
)
_YOURS = "`/privacy show`, `/privacy export`, `/privacy forget`, and the button that stops capture."
_NO_LINKS = (
    "-# Whoever runs this bot has given no privacy policy of their own. Ask the server's moderators who that is, and "
    "for anything else about your data."
)


def kept_card(kept: Kept, lacks_role: int | None = None) -> ui.LayoutView:
    """What is kept about the member who asks, with the switch for capture; `lacks_role` is whose words alone are."""
    # A number behind its words suits one as well as many.
    counts = "\n".join(f"- {holds[0].upper()}{holds[1:]}: **{number:,}**" for holds, number in kept.counts if number)
    switch = (
        button("Allow capture again", "privacy_opt_in")
        if kept.opted_out
        else button("Stop capturing my messages", "privacy_opt_out")
    )
    return card(
        [
            "## What is kept about you here",
            "\n".join(profile_lines(kept.profile)),
            "\n".join(filter(None, [counts or "Nothing else.", _unmatchable(kept)])),
            f"**Capture** {_capture(kept, lacks_role)}",
            "-# `/privacy export` gives you all of it as a file; `/privacy forget` erases it.",
        ],
        buttons=[switch],
    )


def forget_question(kept: Kept) -> ui.LayoutView:
    """What would go and what would stay, and the button that does it."""
    stays = "\n- when you opted out of capture stays noted, so that it goes on protecting you" * kept.ever_opted_out
    erase = [button("Erase everything", "privacy_forget", style=ButtonStyle.danger)]
    if kept.imported:
        erase.append(button("Erase, with what I imported", "privacy_forget_imports", style=ButtonStyle.danger))
    return warning(
        "## Erase everything of yours in this server?\n"
        f"{_counted(dict(kept.counts))}\n"
        "- your entries lose their text and your name, and every card that shows them follows; their numbers stay\n"
        "- your profile, searches and notes are deleted, and your name goes from meetings and the moderators' record\n"
        "- what I wrote to you in channels in the last three months is deleted, and your name goes from reminders that "
        "name those who are going\n"
        "- what you wrote in Discord's channels stays there until you delete it, but is not captured again"
        f"{_imports(kept)}{stays}\n{_unmatchable(kept)}\n"
        "This cannot be undone. `/privacy export` first gives you a copy.",
        *erase,
        button("Keep it", "privacy_keep"),
    )


def forgotten_notice(forgotten: Forgotten) -> ui.LayoutView:
    """What was done."""
    entries = f"{counted(forgotten.entries, 'entry', 'entries')} {'was' if forgotten.entries == 1 else 'were'}"
    stays = " When you opted out of capture stays noted, so that it goes on protecting you." * forgotten.ever_opted_out
    marks = " My ✅ below your messages stays, and means nothing any more." if forgotten.entries else ""
    imports = " What you imported from a file stays, without your name." * bool(forgotten.imported)
    later = (
        " The notices of what you reported with your name withheld change at the end of the day (UTC), so that they do "
        "not go with the rest and tell whose they were."
    )
    return notice(
        f"Done. {entries} erased, with your profile and everything else of yours.{imports}{stays}{marks}"
        f"{later if forgotten.withheld else ''}"
    )


def policy_card(policy_url: str, terms_url: str, role_id: int | None = None) -> ui.LayoutView:
    """The plain facts, and the operator's own pages; `role_id` is the exchange-member role, where there is one."""
    links = [link(label, url) for label, url in (("Privacy policy", policy_url), ("Terms", terms_url)) if url]
    facts = _facts(role_id)
    return card([facts] if policy_url else [facts, _NO_LINKS], buttons=links)


def _facts(role_id: int | None) -> str:
    whose = f"of holders of <@&{role_id}> alone: " if role_id is not None else ""
    readers = f"holders of <@&{role_id}> and moderators" if role_id is not None else "members of this server"
    return (
        "## What Fluence keeps, and what not\n"
        f"- **Kept:** {whose}{_KEPT}\n- **Not kept:** {_NOT_KEPT}\n"
        f"- **Who sees it:** {readers}, through the library, which moderators can export as a file. Never another "
        f"server. Nothing is sold or used to train a model.\n- **How long:** {_HOW_LONG}\n- **Yours:** {_YOURS}"
    )


def _capture(kept: Kept, lacks_role: int | None) -> str:
    stays = " What the library has already stays until you withdraw or erase it." if kept.entries else ""
    if kept.opted_out:
        saved = "What you save yourself (by `/save`, a report or another form) is kept all the same."
        return f"None of your messages are captured. {saved}{stays}"
    if lacks_role is not None:
        return f"None of your messages are captured: only those of holders of <@&{lacks_role}> are.{stays}"
    except_then = " What you wrote while you had opted out is not." * kept.ever_opted_out
    return f"Your messages are captured when you tag them, or when a member saves one in your name.{except_then}"


def _unmatchable(kept: Kept) -> str:
    if not kept.unmatchable:
        return ""
    return (
        "⚠️ Of some reports whose reporters withheld their names I cannot tell whose they are "
        f"({counted(kept.unmatchable, 'report')}): the secret for that is lost or was changed. If one is yours, it is "
        "neither shown here nor exported nor erased. A moderator can withdraw it."
    )


def _imports(kept: Kept) -> str:
    if not kept.imported:
        return ""
    return (
        f"\n- what you imported from a file ({counted(kept.imported, 'protocol')}) stays in the library, without your "
        "name; the second button withdraws it too, and then nobody can import it again"
    )


def _counted(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    return f"There {'is 1 thing' if total == 1 else f'are {total} things'} besides your profile (`/privacy show`)."
