"""How user groups look: the list with its buttons, and the cards of making and archiving."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from discord import ui

from bot.ui.cards import ButtonStyle, button, card, notice, warning
from bot.ui.text import escaped, on_day
from db.groups import Group

PER_PAGE = 10  # a section with its text and button is three of a card's forty components
_MOST_ARCHIVED = 15
_EMPTY = (
    "There are no user groups yet. A moderator makes one with `/group create`: a channel and a role for a device or "
    "a topic."
)


def list_card(groups: Sequence[Group], held: Collection[int], page: int = 0, said: str = "") -> ui.LayoutView:
    """The groups, each with Join or Leave by whether its role is among the `held` ones, and the archived ones apart."""
    if not groups:
        return notice(_EMPTY)
    active = [group for group in groups if group.archived_at is None]
    archived = [group for group in groups if group.archived_at is not None]
    pages = max(1, -(-len(active) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    blocks: list[str | ui.Item[ui.LayoutView]] = ["## User groups"] if not said else [said, "## User groups"]
    shown = active[page * PER_PAGE : (page + 1) * PER_PAGE]
    blocks.extend(_line(group, held, page) for group in shown)
    if not active:
        blocks.append("No group is open now.")
    if archived and page == pages - 1:
        blocks.append(_archived(archived))
    if pages == 1:
        return card(blocks)
    blocks.append(f"-# {page + 1} of {pages}")
    earlier = button("Back", "group_page", page - 1, disabled=page == 0)
    later = button("Next", "group_page", page + 1, disabled=page == pages - 1)
    return card(blocks, buttons=(earlier, later))


def trouble_of(group: Group) -> str:
    """What a group lacks, and how it is repaired; nothing where all is well."""
    if not group.missing or group.archived_at is not None:
        return ""
    return f"{' and '.join(group.missing)} missing: a moderator runs `/group create` again to repair it"


def made_card(group: Group, done: Sequence[str], notes: Sequence[str]) -> ui.LayoutView:
    """What was done for a group that a moderator made or repaired."""
    did = f"I {'; '.join(done)}." if done else "Everything is in place: there was nothing to do."
    how = f"{_place(group)}: members join with `/group join`, or from `/group list`."
    return card([f"## {escaped(group.name)}\n{did}", *notes, how])


def archive_question(group: Group) -> ui.LayoutView:
    """Asks a moderator before a group is archived."""
    sort, key = group.subject.sort, group.subject.key
    return warning(
        f"## Archive {escaped(group.name)}?\n"
        f"{_place(group)} becomes read-only, and its role is deleted, so its members lose it. What is in the library "
        "stays findable. `/group create` brings the group back.",
        button("Archive", "group_archive", sort, key, style=ButtonStyle.danger),
        button("Leave as it is", "group_keep"),
    )


def archived_card(group: Group, done: Sequence[str]) -> ui.LayoutView:
    """What archiving did."""
    did = f" I {'; '.join(done)}." if done else ""
    kept = "What is in the library stays there; `/group create` brings the group back."
    return notice(f"**{escaped(group.name)}** is archived.{did} {kept}")


def _line(group: Group, held: Collection[int], page: int) -> str | ui.Section[ui.LayoutView]:
    trouble = trouble_of(group)
    text = f"**{escaped(group.name)}**\n{_place(group)}" + (f"\n⚠️ {trouble}" if trouble else "")
    if group.role_id is None:
        return text
    subject = (group.subject.sort, group.subject.key)
    if group.role_id in held:
        return ui.Section(text, accessory=button("Leave", "group_leave", *subject, page))
    return ui.Section(text, accessory=button("Join", "group_join", *subject, page, style=ButtonStyle.primary))


def _place(group: Group) -> str:
    return f"<#{group.channel_id}>" if group.channel_id is not None else "no channel"


def _archived(groups: Sequence[Group]) -> str:
    lines = [
        f"- {escaped(group.name)}, {_place(group)}"
        + (f", since {on_day(group.archived_at)}" if group.archived_at else "")
        for group in groups[:_MOST_ARCHIVED]
    ]
    if len(groups) > _MOST_ARCHIVED:
        lines.append(f"- and {len(groups) - _MOST_ARCHIVED} more")
    return "**Archived** (read-only; what is in the library stays findable)\n" + "\n".join(lines)
