"""Entries that moderators have merged or hidden: what stands above their card, and what moderators are told of them."""

from __future__ import annotations

from typing import Final

from discord import ui

from bot.exchange.moderation import HidingReason, Unmerged
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.entry_card import message_url
from bot.ui.notes import version_of
from bot.ui.text import WARNING, clipped, escaped, on_day
from db.entries import Entry
from db.standings import Hiding

MERGE: Final = "merge_entries"
_LONGEST_BESIDE: Final = 1200  # of each of two texts, so that both are seen on a telephone


def ask_to_merge(duplicate: Entry, kept: Entry) -> ui.LayoutView:
    """Both, to be looked at before they are one."""
    return card(
        [
            f"### Do {duplicate.label} and {kept.label} say the same?",
            _beside("Goes", duplicate),
            _beside("Stays", kept),
            f"-# Nothing is merged yet. Reports, answers and copies of {duplicate.label} move, and its number leads to "
            f"{kept.label}.",
        ],
        accent=WARNING,
        buttons=[
            button(
                "Merge them",
                MERGE,
                *(part for each in (duplicate, kept) for part in (each.number, version_of(each))),
                style=ButtonStyle.primary,
            ),
            *(button(f"Open {each.label}", "show_entry", each.number) for each in (duplicate, kept)),
        ],
    )


def hidden_notice(hidden: Entry, why: HidingReason) -> ui.LayoutView:
    """What a moderator has hidden, and what has not gone with it: the message, which only its author can edit."""
    words = (
        f"{hidden.label} is hidden ({why}). Its words are kept: moderators still read them with `/show "
        f"{hidden.label}`, and `/moderate unhide` shows it to all again."
    )
    source = hidden.source
    if source is None:
        return notice(words)
    url = message_url(hidden.guild_id, source.channel_id, source.message_id)
    return notice(
        f"{words}\n⚠️ **[The message itself]({url}) still stands in its channel.** Ask its author to edit it, or delete "
        "it there."
    )


def _beside(what: str, entry: Entry) -> str:
    title, text = entry.content.title, entry.content.text
    return f"**{what}: {entry.label} · {escaped(title)}**\n{clipped(escaped(text), _LONGEST_BESIDE)}"


def merged_lead(entry: Entry, asked: int | None) -> str:
    """Above the card of what was merged, for its author, or of what others are shown in its place; else empty."""
    if entry.status != "merged":
        if asked in (None, entry.number):
            return ""
        return (
            f"🔗 A moderator has merged **{entry.label[0]}-{asked}** into **{entry.label}**, as the two say the same. "
            f"This is {entry.label}."
        )
    into = f"{entry.label[0]}-{entry.superseded_by}"
    return (
        f"🔗 A moderator has merged this into **{into}**, as the two say the same: others are shown {into} instead. "
        "If yours says something else, change its words, and it stands by itself again; or ask a moderator."
    )


def hidden_lead(entry: Entry, hiding: Hiding) -> str:
    """Above the card of what is hidden, which only moderators are shown."""
    who = f"<@{hiding.moderator_id}>" if hiding.moderator_id is not None else "a moderator"
    since = f" on {on_day(hiding.since)}" if hiding.since is not None else ""
    again = f"**Show it again** or `/moderate unhide {entry.label}` lists it as before."
    if not entry.content.text:
        again = (
            "Its author's last edit may identify a patient, so its words are not kept. Shown again, it is held until "
            "its author edits it."
        )
    return (
        f"🙈 **Hidden** by {who}{since}: {hiding.reason}. Only moderators see this; everybody else, its author too, is "
        f"told why it is hidden.\n{again}"
    )


def unmerged_notice(unmerged: Unmerged, token: str) -> ui.LayoutView:
    """Why a merge has ended, and what to do about it; the token lets the sent message be found again."""
    entry, kept = unmerged.entry, unmerged.kept
    if kept is not None and kept.status == "listed" and _seen_alike(entry, kept):
        why = (
            f"{entry.label} was merged into {kept.label}, and one of the two was changed by its author. If they still "
            "say the same, merge them again: `/moderate merge`."
        )
    else:
        into = kept.label if kept is not None else "another entry"
        why = (
            f"{entry.label} was merged into {into}, which is not there for all any more. So that its author's words do "
            f"not go with that one, {entry.label} stands by itself again. If what was wrong with {into} is wrong with "
            "it too, hide it: `/moderate hide`."
        )
    return card(
        [f"## {entry.label} is no longer merged\n{why}"],
        accent=WARNING,
        buttons=[button(f"Open {entry.label}", "show_entry", entry.number, token)],
    )


def _seen_alike(entry: Entry, kept: Entry) -> bool:
    """Whether who finds the one finds the other."""
    return kept.private_channel_id in (None, entry.private_channel_id)
