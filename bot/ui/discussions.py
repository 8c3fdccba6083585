"""Opening the thread or post in which an entry is talked about, once: also after a crash in the middle."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import aiohttp
import discord
from discord import ui

from bot.clinical.reading import EntryKind
from bot.exchange.discussions import HEAD_START
from bot.exchange.refusal import Refusal
from bot.ui.asking import writing_in
from bot.ui.entry_card import plain_title, public_card
from bot.ui.guards import community_of, guild_of
from bot.ui.host import Host
from bot.ui.incoming import kind_of_post, readable_by_all
from bot.ui.permissions import bold_list, missing, require
from bot.ui.text import clipped
from db.communities import Community
from db.entries import Entry
from db.failures import StoreProblem
from db.groups import Subject
from db.posted_copies import PostedCopy

log = logging.getLogger(__name__)

Place = discord.TextChannel | discord.ForumChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel
_LONGEST_NAME: Final = 100  # Discord: a thread's or post's name
_PAGE: Final = 100  # Discord's largest; what is looked for was sent right after the entry was saved
_MARGIN: Final = timedelta(minutes=1)  # Discord's clock and ours need not agree to the second
_TWIN: Final = "Posted twice by a fault"
_FOR_THREADS: Final = ("view_channel", "create_public_threads")
_HAS_A_THREAD: Final = 160004  # Discord: a thread has been created for this message already
_ASKED_AGAIN_AFTER: Final = 1.0  # seconds that discord.py waits before it repeats what Discord answered with a fault
# Over before the runner's turn comes, so that nothing is opened twice.
_PATIENCE_SECONDS: Final = HEAD_START.total_seconds() * 0.75
_REFUSED: Final = (discord.HTTPException, aiohttp.ClientError, OSError)


@dataclass(frozen=True, slots=True)
class Discussion:
    """An entry's card in the chat. `thread` is None where none could be opened below it."""

    card: discord.Message
    thread: discord.Thread | None

    @property
    def link(self) -> str:
        """Where it is."""
        return self.thread.jump_url if self.thread is not None else self.card.jump_url


@dataclass(frozen=True, slots=True)
class _Post(Discussion):
    thread: discord.Thread


async def place_of(interaction: discord.Interaction[Host], device: str | None) -> Place:
    """Where an entry is talked about: in its device's group, or else where it is written.

    Raises a Refusal where its author or the bot may not write, or not every member can read.
    """
    guild, member = guild_of(interaction), interaction.user
    assert isinstance(member, discord.Member), "the tree is guild-only"
    group_channel = None
    if device is not None:
        subject = Subject("device", device)
        groups = await interaction.client.exchange.groups.of(guild.id)
        group = next((each for each in groups if each.subject == subject and each.archived_at is None), None)
        group_channel = guild.get_channel(group.channel_id) if group is not None and group.channel_id else None
    return place_for(interaction.channel, group_channel, member, guild.me, await community_of(interaction))


def place_for(
    channel: object, group_channel: object, asker: discord.Member, me: discord.Member, community: Community
) -> Place:
    """As `place_of`, of channels that are known."""
    wanted = group_channel if group_channel is not None else _above(channel)
    if not isinstance(wanted, Place):
        raise Refusal("Please do this in a channel of the exchange.")
    if not readable_by_all(wanted, community):
        raise Refusal(
            "Not every member can read this channel, and a discussion is for all. Please use an open one, or name the "
            "device: its group's channel is then used."
        )
    lacking = missing(wanted.permissions_for(asker), "view_channel", writing_in(wanted))
    if lacking:
        raise Refusal(f"You lack {bold_list(lacking)} in {wanted.mention}. Please use a channel where you may write.")
    require(wanted.permissions_for(me), f"#{wanted.name}", "view_channel", writing_in(wanted))
    return wanted


async def open_at_once(interaction: discord.Interaction[Host], entry: Entry, place: Place) -> Discussion | None:
    """Open it while its author waits; None where that fails now: the outbox's runner does it, or finds what was opened.

    Answer the interaction afterwards: it is deferred.
    """
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await open_discussion(interaction.client, entry, place, str(interaction.id))
    except (*_REFUSED, TimeoutError, StoreProblem) as error:
        log.warning("entry %s has no discussion yet: %s", entry.number, type(error).__name__)
        return None


async def open_discussion(host: Host, entry: Entry, place: Place, nonce: str) -> Discussion:
    """Post an entry's card, as a new post of a forum or with a thread below it, and remember both.

    The entry was saved with its outbox row (`bot.exchange.discussions.plan`): what fails here is done by the runner.
    Raises what Discord refuses the card with.
    """
    name, view = _name(entry), await _view(host, entry)
    if isinstance(place, discord.ForumChannel):
        discussion = await _new_post(host, entry, place, name, view)
    else:
        card = await place.send(view=view, nonce=nonce)
        discussion = Discussion(card, await _thread_below(card, place, name))
    await host.exchange.discussions.opened(entry, *_posted(entry, discussion))
    return discussion


async def open_below(host: Host, entry: Entry) -> int:
    """Open a thread below the message that an entry was captured from; its id. Once: Discord gives a message one.

    Raises a Refusal that says what is missing, and where; what Discord refuses otherwise is raised as it is.
    """
    source = entry.source
    assert source is not None, "a captured entry has a message"
    channel = host.get_channel(source.channel_id) or await host.fetch_channel(source.channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise Refusal("There are no threads in such a channel.")
    require(channel.permissions_for(channel.guild.me), f"#{channel.name}", *_FOR_THREADS)
    try:
        thread_id = (await channel.get_partial_message(source.message_id).create_thread(name=_name(entry))).id
    except discord.HTTPException as error:
        if error.code != _HAS_A_THREAD:
            raise
        thread_id = source.message_id
    await host.exchange.discussions.begun_below(entry, thread_id)
    return thread_id


def why_without_thread(place: Place) -> str:
    """The permission that the bot lacks for a thread below a card; empty where that is not it."""
    if not isinstance(place, discord.TextChannel):
        return ""
    lacking = missing(place.permissions_for(place.guild.me), *_FOR_THREADS)
    if not lacking:
        return ""
    return (
        f"I lack {bold_list(lacking)} in {place.mention}, so it has no thread yet. Once a server administrator has "
        "given that to my role, **Open a discussion** opens it."
    )


async def find_discussion(host: Host, entry: Entry, place: Place) -> Discussion | None:
    """What was opened before, and not written down because the process died: it is remembered, with a thread."""
    found = await (_post(host, entry, place) if isinstance(place, discord.ForumChannel) else _card(host, entry, place))
    if found is not None:
        await host.exchange.discussions.found(entry, *_posted(entry, found))
    return found


async def rename_discussion(host: Host, entry: Entry, thread_id: int) -> bool:
    """Have the thread or post named as its entry stands now; False where it is named so, or gone."""
    try:
        thread = host.get_channel(thread_id) or await host.fetch_channel(thread_id)
    except discord.NotFound:
        return False
    name = _name(entry) if entry.status == "listed" else f"{entry.label}, not listed"
    if not isinstance(thread, discord.Thread) or thread.name == name:
        return False
    slept = thread.archived
    # Nothing about a sleeping thread can be changed; only who manages threads may send it back to sleep.
    awake = await thread.edit(name=name, archived=False)
    if slept and awake.permissions_for(awake.guild.me).manage_threads:
        await awake.edit(archived=True)
    return True


def _posted(entry: Entry, opened: Discussion) -> tuple[int | None, PostedCopy]:
    """The thread or post, if there is one, and the card."""
    copy = PostedCopy(opened.card.id, opened.card.channel.id, entry.guild_id, entry.number, "card")
    return opened.thread.id if opened.thread else None, copy


async def _view(host: Host, entry: Entry) -> ui.LayoutView:
    exchange = host.exchange
    credential = await exchange.members.credential_line(entry.guild_id, entry.author_id)
    return public_card(entry, credential, beside=await exchange.questions.beside(entry))


def _name(entry: Entry) -> str:
    return clipped(plain_title(entry, _LONGEST_NAME), _LONGEST_NAME)


def _tags(forum: discord.ForumChannel, kind: EntryKind) -> list[discord.ForumTag]:
    """The tag of the entry's kind. A forum may ask for a tag, and any is better than no discussion."""
    tags = [tag for tag in forum.available_tags if kind_of_post([tag]) is kind]
    return list(tags or (forum.available_tags if forum.flags.require_tag else ()))[:1]


async def _new_post(
    host: Host, entry: Entry, forum: discord.ForumChannel, name: str, view: ui.LayoutView
) -> Discussion:
    """A post takes no nonce: where it may have been asked for twice, what stands there is looked at."""
    began = time.monotonic()
    opened = await forum.create_thread(name=name, view=view, applied_tags=_tags(forum, entry.content.kind))
    asked_once = time.monotonic() - began < _ASKED_AGAIN_AFTER
    only = None if asked_once else await _post(host, entry, forum)
    return only or Discussion(opened.message, opened.thread)


async def _thread_below(card: discord.Message, place: Place, name: str) -> discord.Thread | None:
    if not isinstance(place, discord.TextChannel):
        return None
    try:
        return await _thread_of(card, place.guild, name)
    except _REFUSED as error:
        log.info("no thread below message %s: %s", card.id, getattr(error, "code", type(error).__name__))
        return None


async def _thread_of(card: discord.Message, guild: discord.Guild, name: str) -> discord.Thread | None:
    """The thread below a card, made where there is none."""
    if not card.flags.has_thread:
        try:
            return await card.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code != _HAS_A_THREAD:
                raise
    there = await guild.fetch_channel(card.id)  # it has the number of the message it begins with
    return there if isinstance(there, discord.Thread) else None


async def _card(host: Host, entry: Entry, place: Place) -> Discussion | None:
    """The entry's card in a channel, with a thread below it."""
    assert not isinstance(place, discord.ForumChannel), "a forum has no messages of its own"
    async for said in place.history(limit=_PAGE, after=entry.created_at - _MARGIN, oldest_first=True):
        if _is_of(host, entry, said):
            return Discussion(said, await _thread_below(said, place, _name(entry)))
    return None


async def _post(host: Host, entry: Entry, forum: discord.ForumChannel) -> Discussion | None:
    """The entry's post in a forum; the twins that a fault gave it are taken down, so that one is left to follow it."""
    every = [each async for each in _posts(host, entry, forum)]
    unanswered = [each for each in every if each.thread.last_message_id in (None, each.card.id)]
    kept = next((each for each in every if each not in unanswered), every[0] if every else None)
    for twin in unanswered:
        if twin is not kept:
            await _take_down(twin)
    return kept


async def _posts(host: Host, entry: Entry, forum: discord.ForumChannel) -> AsyncIterator[_Post]:
    """Every post of the bot's in a forum that holds the entry's card."""
    for thread in await forum.guild.active_threads():
        if thread.parent_id != forum.id or host.user is None or thread.owner_id != host.user.id:
            continue
        if thread.name != _name(entry):
            continue
        async for first in thread.history(limit=1, oldest_first=True):
            if _is_of(host, entry, first):
                yield _Post(first, thread)


async def _take_down(twin: _Post) -> None:
    """Without Manage Threads a bot cannot delete a post, but what it said there."""
    thread = twin.thread
    if thread.permissions_for(thread.guild.me).manage_threads:
        await thread.delete()
    else:
        await twin.card.delete()
        await thread.edit(name=_TWIN, archived=True)


def _is_of(host: Host, entry: Entry, message: discord.Message) -> bool:
    ours = host.user is not None and message.author.id == host.user.id
    return ours and _holds(message.components, f"### {entry.label} · ")


def _holds(components: Iterable[Any], heading: str) -> bool:
    return any(
        str(getattr(each, "content", "")).startswith(heading) or _holds(getattr(each, "children", ()), heading)
        for each in components
    )


def _above(channel: object) -> object:
    """A thread's channel, unless one is invited to the thread: then the question stays in it."""
    if isinstance(channel, discord.Thread) and not channel.is_private() and channel.parent is not None:
        return channel.parent
    return channel
