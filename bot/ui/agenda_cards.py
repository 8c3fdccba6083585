"""How agendas look: the public one that follows, the private ones with the ballot and the organiser's controls."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Literal

import discord
from discord import ui

from bot.exchange.agenda import Agenda, Slot
from bot.exchange.counted import counted
from bot.exchange.outbox import Sending
from bot.exchange.posted_meetings import Actor, is_to_come, organises
from bot.exchange.presenters import PRESENTER_REMINDER
from bot.ui.action_cards import carried_block
from bot.ui.cards import ButtonStyle, button, card, link, notice
from bot.ui.custom_ids import compose
from bot.ui.meeting_forms import TRACKS
from bot.ui.meeting_words import ended, titled
from bot.ui.text import NEUTRAL, channel_url, clipped, escaped
from db.agenda import Item
from db.meetings import Meeting

ACCENT: Final = discord.Colour(0x3F7D58)
OPTIONS: Final = 25  # Discord: options of a menu
_NOTHING_DECLARED: Final = (
    "\n-# No conflict of interest is declared. Is that so? If not, whoever proposed it says it with **Change**, on the "
    "agenda."
)
_ROOM: Final = 3500
_SHOWN_OF_DESCRIPTION: Final = 200
_OF_NAMESAKES: Final = 2500
_LONGEST_OPTION: Final = 100  # Discord: characters of a menu's line
_NOTHING: Final = "Nothing is proposed yet."
_STATES: Final = {"proposed": "proposed", "accepted": "on the agenda", "declined": "not this time"}

Button = ui.Button[ui.LayoutView]


def public_agenda(agenda: Agenda, token: str, now: datetime) -> ui.LayoutView:
    """The agenda in the meeting's channel; it names people without a ping, and asks nobody once the meeting is over."""
    number = agenda.meeting.number
    buttons = [button("Details", "agenda_show", number, token)]
    if is_to_come(agenda.meeting, now):
        buttons += _ways_in(number)
    return card(_blocks(agenda, now), accent=_accent(agenda.meeting, now), buttons=buttons)


def private_agenda(agenda: Agenda, actor: Actor, now: datetime, page: int = 1) -> ui.LayoutView:
    """A page of the agenda for one person, with what each item is about; who proposed something can change it or take
    it back, and who organises the meeting can put it in order, until it is over.
    """
    number, head = agenda.meeting.number, _head(agenda, now)
    pages = list(_pages(_every_line(agenda, now), _ROOM - sum(map(len, head))))
    page = min(max(page, 1), len(pages))
    own = [item for item in agenda.items if item.proposer_id == actor.user_id]
    ways = _ways_in(number) if is_to_come(agenda.meeting, now) else []
    if ways and organises(agenda.meeting, actor):
        ways.append(button("Put in order", "agenda_organise", number, 1))
    what = "What you proposed: change it or take it back"
    rows = [_items_menu(agenda, "agenda_own", what, own[:OPTIONS])] if own else []
    return card(
        [*head, pages[page - 1]],
        accent=_accent(agenda.meeting, now),
        rows=rows,
        buttons=[*ways, *_turning("agenda_page", number, page, len(pages))],
    )


def proposed(item: Item, meeting: Meeting, lead: str) -> ui.LayoutView:
    """A proposal to its proposer."""
    asked, whole = item.proposal.minutes, meeting.plan.minutes
    too_long = f"⚠️ It asks for {asked} minutes, and {meeting.label} lasts {whole}. **Change** puts that right."
    blocks = [lead, *([too_long] if asked > whole else []), _in_full(item)]
    return card(blocks, accent=ACCENT, buttons=_own_buttons(item))


def own_item(item: Item) -> ui.LayoutView:
    """A proposal, with what its proposer can do about it."""
    return card([_in_full(item), f"-# It is {_STATES[item.status]}."], accent=ACCENT, buttons=_own_buttons(item))


def ballot(agenda: Agenda, mine: Collection[int], viewer_id: int, page: int, lead: str = "") -> ui.LayoutView:
    """What can be voted for, and what this person votes for."""
    votable = sorted(
        (item for item in agenda.having("proposed") if viewer_id not in (item.proposer_id, item.proposal.presenter_id)),
        key=lambda item: item.number,
    )
    if not votable:
        return notice(
            f"There is no colleague's proposal for **{agenda.meeting.label}** to vote for just now.",
            button("Propose", "agenda_propose_open", agenda.meeting.number),
        )
    options = [
        discord.SelectOption(
            label=_title(agenda, item),
            value=str(item.number),
            description=clipped(f"▲ {item.votes} · {item.proposal.minutes} min · {TRACKS[item.proposal.track]}", 100),
            default=item.number in mine,
        )
        for item in votable
    ]
    # In a menu nobody can be named: whose is which stands above it.
    namesakes = [_proposal_line(agenda, item) for item in votable if agenda.namesake(item) is not None]
    return ballot_card(
        "\n".join([f"What would you like to hear in **{agenda.meeting.label}**?", *_fitted(namesakes, _OF_NAMESAKES)]),
        options,
        lead,
        page,
        "agenda",
        agenda.meeting.number,
    )


def votes_counted(mine: Collection[int]) -> str:
    """The word to who has voted: how many of their votes count now."""
    return f"✅ Your {counted(len(mine), 'vote')} {'counts' if len(mine) == 1 else 'count'}."


def ballot_card(
    question: str,
    options: Sequence[discord.SelectOption],
    lead: str,
    page: int,
    what: Literal["agenda", "session"],
    meeting: int,
) -> ui.LayoutView:
    """A menu in which several things are chosen; what is chosen counts, and nothing else on its page."""
    page, pages = paged(page, len(options))
    shown = list(options[(page - 1) * OPTIONS : page * OPTIONS])
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose(f"{what}_vote", meeting, page, shown[0].value, shown[-1].value),
        placeholder="Choose all that you vote for",
        min_values=0,
        max_values=len(shown),
        options=shown,
    )
    words = "Your votes are those that are ticked; choose again to change them. Your own proposals are not in the list."
    return card(
        ["\n".join(filter(None, [lead, question])), f"-# {words}"],
        accent=ACCENT,
        rows=[ui.ActionRow(menu)],
        buttons=_turning(f"{what}_ballot", meeting, page, pages),
    )


def organiser_card(agenda: Agenda, page: int, now: datetime) -> ui.LayoutView:
    """The whole agenda with a menu of its items, for who puts it in order."""
    number = agenda.meeting.number
    page, pages = paged(page, len(agenda.items))
    shown = agenda.items[(page - 1) * OPTIONS : page * OPTIONS]
    rows = [_items_menu(agenda, "agenda_item", "Accept, decline or move an item", shown)] if shown else []
    buttons = [
        *_turning("agenda_organise", number, page, pages),
        button("Post the agenda again", "agenda_post", number),
    ]
    return card(_blocks(agenda, now), accent=ACCENT, rows=rows, buttons=buttons)


def item_card(agenda: Agenda, number: int, lead: str = "") -> ui.LayoutView:
    """One item with the organiser's controls; each says what it is to become, so that a double click does no more."""
    item = next((each for each in agenda.items if each.number == number), None)
    if item is None:
        return notice("This item was taken back.", button("The agenda", "agenda_organise", agenda.meeting.number, 1))
    menu: ui.UserSelect[ui.LayoutView] = ui.UserSelect(
        custom_id=compose("agenda_presenter", number), placeholder="Another member presents it"
    )
    return card(
        [block for block in (lead, _in_full(item), _state(item), time_line(agenda)) if block],
        accent=ACCENT,
        rows=[ui.ActionRow(*_settling(agenda, item)), ui.ActionRow(menu)],
        buttons=[
            button("Change", "agenda_change_open", number),
            button("The agenda", "agenda_organise", agenda.meeting.number, 1),
        ],
    )


def word_to_presenter(agenda: Agenda, item: Item, sending: Sending) -> ui.LayoutView:
    """That an item is accepted, or a reminder of it; the presenter is pinged."""
    begins = next((slot.starts_at for slot in agenda.slots if slot.item.number == item.number), None)
    at = discord.utils.format_dt(begins or agenda.meeting.plan.starts_at, "F")
    whom, title = f"<@{item.proposal.presenter_id}>", escaped(item.proposal.title)
    is_reminder = sending.delivery.posting.kind == PRESENTER_REMINDER
    heading = f"{whom}, a reminder: you present" if is_reminder else f"{whom}, it is on the agenda:"
    late = ""
    if is_reminder and sending.late_by is not None:
        late = f"\n-# Late: this was due {discord.utils.format_dt(sending.delivery.posting.due_at, 'f')}."
    declared = "" if item.proposal.interest else _NOTHING_DECLARED
    return card(
        [
            f"{heading} **{title}**, {item.proposal.minutes} min, at {at}, in "
            f"**{titled(agenda.meeting)}** ({agenda.meeting.label}).{declared}{late}"
        ],
        accent=ACCENT,
        buttons=_ways_from_word(agenda.meeting, sending),
    )


def time_line(agenda: Agenda) -> str:
    """How full the meeting is, in all and by track."""
    tracks = [f"{TRACKS[track]} {minutes}" for track in TRACKS if (minutes := agenda.planned_for(track))]
    whole = f"{agenda.planned} of {agenda.meeting.plan.minutes} minutes"
    if agenda.left < 0:
        rest = f"⚠️ **{-agenda.left} too many**"
    else:
        rest = "full" if agenda.left == 0 else f"{agenda.left} left"
    return " · ".join([f"**{whole}**; {rest}", *tracks])


def paged(page: int, count: int) -> tuple[int, int]:
    """A page that there is, and how many there are."""
    pages = max(1, -(-count // OPTIONS))
    return min(max(page, 1), pages), pages


def _ways_in(meeting: int) -> list[Button]:
    return [
        button("Propose", "agenda_propose_open", meeting),
        button("Vote", "agenda_ballot", meeting, 1),
    ]


def _head(agenda: Agenda, now: datetime) -> list[str]:
    meeting = agenda.meeting
    at = discord.utils.format_dt(meeting.plan.starts_at, "F")
    return [f"## {ended(meeting, now)}Agenda: {titled(meeting)}\n{at} · {meeting.label}", time_line(agenda)]


def _blocks(agenda: Agenda, now: datetime) -> list[str]:
    """In short, for one message: what does not fit is told, and `/meeting agenda` has it."""
    blocks, carried = _head(agenda, now), carried_block(agenda.carried)
    room = _ROOM - sum(map(len, blocks)) - len(carried)
    planned = list(_fitted([_slot_line(agenda, slot) for slot in agenda.slots], room * 3 // 5))
    if planned:
        blocks.append("\n".join(planned))
    lines = [_proposal_line(agenda, item) for item in agenda.having("proposed")]
    proposals = list(_fitted(lines, room - sum(map(len, planned))))
    if proposals:
        blocks.append("\n".join([_proposed_heading(agenda, now), *proposals]))
    if not planned and not proposals:
        blocks.append(_NOTHING)
    return [*blocks, carried] if carried else blocks


def _every_line(agenda: Agenda, now: datetime) -> Iterator[str]:
    """All that stands on the agenda, with what each item is about."""
    waiting = agenda.having("proposed")
    yield from (_slot_line(agenda, slot) + _description(slot.item) for slot in agenda.slots)
    if waiting:
        yield _proposed_heading(agenda, now)
    yield from (_proposal_line(agenda, item) + _description(item) for item in waiting)
    if not waiting and not agenda.slots:
        yield _NOTHING
    declined = [escaped(clipped(item.proposal.title, 60)) for item in agenda.having("declined")]
    if declined:
        yield clipped(f"-# Not this time: {', '.join(declined)}", 300)
    if agenda.carried:
        yield carried_block(agenda.carried)


def _pages(lines: Iterable[str], room: int) -> Iterator[str]:
    """As many whole lines as have room, a page at a time."""
    page = ""
    for line in lines:
        if page and len(page) + 1 + len(line) > room:
            yield page
            page = line
        else:
            page = f"{page}\n{line}" if page else line
    yield page


def _proposed_heading(agenda: Agenda, now: datetime) -> str:
    asks = ": vote for what you would like to hear" if is_to_come(agenda.meeting, now) else ""
    return f"**Proposed ({len(agenda.having('proposed'))})**{asks}"


def _slot_line(agenda: Agenda, slot: Slot) -> str:
    at = discord.utils.format_dt(slot.starts_at, "t")
    return f"{slot.item.place}. {at} **{escaped(_title(agenda, slot.item))}**\n{_small(agenda, slot.item)}"


def _proposal_line(agenda: Agenda, item: Item) -> str:
    return f"▲ {item.votes} · **{escaped(_title(agenda, item))}**\n{_small(agenda, item)}"


def _title(agenda: Agenda, item: Item, before: str = "") -> str:
    """An item's title, as a menu has room for it; of several of one title "Peels (2)"."""
    which = agenda.namesake(item)
    mark = f" ({which})" if which is not None else ""
    return f"{clipped(before + item.proposal.title, _LONGEST_OPTION - len(mark))}{mark}"


def _small(agenda: Agenda, item: Item) -> str:
    says = item.proposal
    industry = " · 🏷️ industry" if says.presenter_id in agenda.from_industry else ""
    track = TRACKS[says.track].lower()
    whose = "" if agenda.namesake(item) is None or not item.proposer_id else f" · proposed by <@{item.proposer_id}>"
    return f"-# {says.minutes} min · {track} · {_presenter(item)}{industry}{whose} · {_interest(item)}"


def _presenter(item: Item) -> str:
    says = item.proposal
    if says.presenter_id is not None:
        return f"<@{says.presenter_id}>"
    return f"{escaped(says.guest)} (guest)" if says.guest else "no presenter yet"


def _interest(item: Item) -> str:
    declared = escaped(item.proposal.interest) if item.proposal.interest else "none declared"
    return f"conflict of interest: {declared}"


def _description(item: Item) -> str:
    said = escaped(clipped(" ".join(item.proposal.description.split()), _SHOWN_OF_DESCRIPTION))
    return f"\n{said}" if said else ""


def _ways_from_word(meeting: Meeting, sending: Sending) -> list[Button]:
    """In a direct message there is no server, and so no agenda to press for."""
    if sending.delivery.posting.channel_id is not None:
        return [button("The agenda", "agenda_show", meeting.number, sending.token)]
    return [
        button("No more of these", "remind-stop", meeting.guild_id, meeting.number, sending.token),
        link("Open the channel", channel_url(meeting.guild_id, meeting.channel_id)),
    ]


def _in_full(item: Item) -> str:
    says = item.proposal
    about = f"\n{escaped(says.description)}" if says.description else ""
    return (
        f"### {escaped(says.title)}\n{says.minutes} min · {TRACKS[says.track].lower()} · {_presenter(item)} · "
        f"▲ {item.votes}\nConflict of interest: {escaped(says.interest) if says.interest else 'none declared'}{about}"
    )


def _state(item: Item) -> str:
    who = f" <@{item.proposer_id}> proposed it." if item.proposer_id is not None else ""
    return f"-# It is {_STATES[item.status]}.{who}"


def _own_buttons(item: Item) -> list[Button]:
    return [
        button("Change", "agenda_change_open", item.number),
        button("Take it back", "agenda_withdraw", item.number, style=ButtonStyle.danger),
    ]


def _settling(agenda: Agenda, item: Item) -> Iterator[Button]:
    last = max((each.place for each in agenda.items if each.place is not None), default=0)
    if item.place is None:
        yield button("Accept", "agenda_settle", item.number, "accepted", style=ButtonStyle.success)
    else:
        yield button("Earlier", "agenda_move", item.number, item.place, item.place - 1, disabled=item.place == 1)
        yield button("Later", "agenda_move", item.number, item.place, item.place + 1, disabled=item.place == last)
        yield button("Take off the agenda", "agenda_settle", item.number, "proposed")
    if item.status != "declined":
        yield button("Decline", "agenda_settle", item.number, "declined", style=ButtonStyle.danger)


def _items_menu(agenda: Agenda, action: str, placeholder: str, items: Sequence[Item]) -> ui.ActionRow[ui.LayoutView]:
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose(action),
        placeholder=placeholder,
        options=[
            discord.SelectOption(
                label=_title(agenda, item, f"{item.place}. " if item.place else ""),
                value=str(item.number),
                description=f"{_STATES[item.status]} · ▲ {item.votes} · {item.proposal.minutes} min",
            )
            for item in items
        ],
    )
    return ui.ActionRow(menu)


def _turning(action: str, meeting: int, page: int, pages: int) -> list[Button]:
    if pages == 1:
        return []
    return [
        button("Previous", action, meeting, page - 1, disabled=page == 1),
        button("Next", action, meeting, page + 1, disabled=page == pages),
    ]


def _fitted(lines: Sequence[str], room: int) -> Iterator[str]:
    """The first lines, each whole, and how many are left out."""
    for shown, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            yield f"-# and {len(lines) - shown} more: `/meeting agenda`"
            return
        yield line


def _accent(meeting: Meeting, now: datetime) -> discord.Colour:
    return NEUTRAL if ended(meeting, now) else ACCENT
