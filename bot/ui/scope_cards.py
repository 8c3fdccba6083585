"""Who may operate what, where: what sources say, page by page, and one rule whole. Never that somebody may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import discord
from discord import ui

from bot.clinical import jurisdictions
from bot.clinical.scope import Disagreement, ScopeRule, SourceKind, device_classes
from bot.exchange.counted import counted
from bot.exchange.posted_meetings import Actor
from bot.exchange.scope import Answer, Asked, ListedRule, Subject
from bot.ui.cards import ButtonStyle, button, card, link
from bot.ui.custom_ids import compose
from bot.ui.device_cards import between_lines
from bot.ui.scope_forms import ADD, SOURCE, Chosen
from bot.ui.scope_words import (
    CREDENTIALS,
    KINDS,
    PURPOSES,
    SUPERVISIONS,
    VERDICTS,
    classes_in_words,
    credentials_in_words,
    dated_in_words,
    host_of,
    source_in_words,
)
from bot.ui.text import clipped, escaped, on_day, upright

DISCLAIMER: Final = (
    "-# What sources say, shared by members: not legal or medical advice, and never a permission. Confirm with the "
    "board. Device labelling still applies; local law, the scope of your own licence and your insurer may be stricter."
)
_ACCENT: Final = discord.Colour(0x54699E)
_ANY: Final = "-"
_ROOM: Final = 3900  # of Discord's 4,000 characters
_WORDS_ROOM: Final = 420
_MOST_ON_A_PAGE: Final = 3
_MOST_NAMES: Final = 4
_MOST_DISAGREEMENTS: Final = 2
_MOST_CHOICES: Final = 25  # Discord: options of a menu


def ids_of(asked: Asked) -> tuple[str, str, str]:
    """What is asked, as it stands in a custom id."""
    return asked.jurisdiction, asked.device_class or _ANY, asked.credential or _ANY


def asked_of(ids: Sequence[str]) -> Asked:
    """From a custom id."""
    jurisdiction, device_class, credential = ids
    return Asked(
        jurisdiction, None if device_class == _ANY else device_class, None if credential == _ANY else credential
    )


def answer_card(answer: Answer, page: int = 1) -> ui.LayoutView:
    """What sources say of what was asked, for one person."""
    if not answer.rules:
        return _nothing(answer)
    head = _head(answer)
    pages = _pages(answer, _ROOM - sum(map(len, head)) - len(DISCLAIMER) - 40)
    page = max(1, min(page, len(pages)))
    numbered = pages[page - 1]
    blocks = [*(head if page == 1 else [_later_head(answer)]), *(text for _, _, text in numbered)]
    blocks.append(f"{_numbering(page, len(pages))}{DISCLAIMER}")
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose("scope_rule"),
        placeholder="Open one whole, with its source",
        options=[_option(number, listed) for number, listed, _ in numbered],
    )
    return card(
        list(between_lines(blocks)),
        accent=_ACCENT,
        rows=[ui.ActionRow(menu)],
        buttons=_buttons(answer, page, len(pages)),
    )


def shared_card(answer: Answer, page: int, now: datetime) -> ui.LayoutView:
    """For all in a channel, as of a day. No member's words stand on it: there is nothing it would have to follow."""
    listed = _without_members(answer)
    foot = f"-# As of {on_day(now)}; **Open it** has what is known by then.{_left_out(answer)}\n{DISCLAIMER}"
    head = _head(listed) if listed.rules else [_heading(answer.asked), "No verified entry but members' own."]
    pages = _pages(listed, _ROOM - sum(map(len, head)) - len(foot) - 40)
    page = max(1, min(page, len(pages)))
    blocks = [*head, *(text for _, _, text in pages[page - 1]), f"{_numbering(page, len(pages))}{foot}"]
    return card(
        list(between_lines(blocks)), accent=_ACCENT, buttons=[button("Open it", "scope_open", *ids_of(answer.asked))]
    )


def rule_card(listed: ListedRule, actor: Actor, *, lead: str = "") -> ui.LayoutView:
    """One rule whole, with what this person can do with it."""
    place = f"### Who may operate: {_place(listed.rule.jurisdiction)}"
    blocks = [*filter(None, [lead]), f"{place}\n{_in_full(listed)}", DISCLAIMER]
    return card(list(between_lines(blocks)), accent=_ACCENT, buttons=_rule_buttons(listed, actor))


def successor_card(listed: ListedRule, others: Sequence[ListedRule]) -> ui.LayoutView:
    """Asks a moderator which rule has taken a rule's place."""
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose("scope_superseded", listed.key),
        placeholder="Which one has taken its place?",
        options=[_option(place, each) for place, each in enumerate(others[:_MOST_CHOICES], start=1)],
    )
    return card(
        [f"{_in_full(listed)}\nWhich one has taken its place? It stays, below the others and marked."],
        accent=_ACCENT,
        rows=[ui.ActionRow(menu)],
    )


def step_card(subject: Subject, packed: str) -> ui.LayoutView:
    """Between the two forms: what was chosen."""
    more = " · ".join(_stated(subject))
    text = (
        f"### Step 1 of 2: {_place(subject.jurisdiction)}\n**{classes_in_words(subject.device_classes)}**\nby "
        f"{credentials_in_words(subject.credentials)}: **{VERDICTS[subject.verdict]}**"
        f"{f' ({more})' if more else ''}\n-# Nothing is saved yet. **Continue** asks for the words and the source."
    )
    return card(
        [text],
        accent=_ACCENT,
        buttons=[button("Continue", SOURCE, packed, style=ButtonStyle.primary), button("Change", ADD, packed)],
    )


def _nothing(answer: Answer) -> ui.LayoutView:
    asked = answer.asked
    others = (
        f"There {'is' if answer.others == 1 else 'are'} {counted(answer.others, 'entry', 'entries')} on other "
        "procedures or credentials there."
        if answer.others
        else "Nobody has added one yet."
    )
    text = (
        f"**No verified entry.** {others}\nThat says nothing on whether it is allowed: ask the board. If you know a "
        "source, **Add an entry**."
    )
    buttons = [_add_button(asked), *_everything_button(answer)]
    return card([f"{_heading(asked)}\n{text}", DISCLAIMER], accent=_ACCENT, buttons=buttons)


def _without_members(answer: Answer) -> Answer:
    """What the catalogue has of it; of a member's rule that took another's place, not even the link."""
    own = {each.rule for each in answer.rules if each.told is not None}
    kept = [
        replace(each, successor=None if each.successor in own else each.successor)
        for each in answer.rules
        if each.told is None
    ]
    return replace(
        answer,
        current=tuple(each for each in kept if not each.is_superseded),
        superseded=tuple(each for each in kept if each.is_superseded),
    )


def _left_out(answer: Answer) -> str:
    """How many members' rules a shared card leaves out, and whether that hides a disagreement."""
    own = {each.key for each in answer.rules if each.told is not None}
    if not own:
        return ""
    disagree = any({each.first.key, each.second.key} & own for each in answer.disagreements)
    is_one = len(own) == 1
    told = f" {counted(len(own), 'entry', 'entries')} of members {'is' if is_one else 'are'} there too"
    return f"{told}{'; ⚠️ **sources disagree**' if disagree else ''}."


def _head(answer: Answer) -> list[str]:
    first = f"{_heading(answer.asked)}\n-# What sources say, those that bind most first{_unchecked(answer.current)}"
    return [first, *_disagreements(answer)]


def _unchecked(current: Sequence[ListedRule]) -> str:
    """Said once at the top: whoever reads only the verdicts must see that nobody here has looked them up."""
    stale = sum(each.is_stale for each in current)
    if not stale:
        return ""
    which = "None" if stale == len(current) else f"Only {len(current) - stale} of {len(current)}"
    return f"\n⚠️ **{which} checked here** in the last 12 months"


def _later_head(answer: Answer) -> str:
    """On the pages after the first."""
    disagree = "\n⚠️ **Sources disagree**: page 1 says on what" if answer.disagreements else ""
    return f"{_heading(answer.asked)}{disagree}"


def _heading(asked: Asked) -> str:
    about = [
        classes_in_words([asked.device_class]) if asked.device_class else "",
        CREDENTIALS.get(asked.credential or "", ""),
    ]
    return "\n".join(
        filter(None, [f"### Who may operate: {_place(asked.jurisdiction)}", " · ".join(filter(None, about))])
    )


def _place(code: str) -> str:
    known = jurisdictions.get(code)
    return known.name if known else code


def _disagreements(answer: Answer) -> Iterator[str]:
    """Side by side, each with whom and what it is about, and where it stands below."""
    places = {each.key: place for place, each in enumerate(answer.rules, start=1)}
    pairs = [each for each in answer.disagreements if {each.first.key, each.second.key} <= places.keys()]
    for each in pairs[:_MOST_DISAGREEMENTS]:
        sides = (answer.rules[places[rule.key] - 1] for rule in (each.first, each.second))
        lines = [f"- {places[side.key]} · **{VERDICTS[side.rule.verdict]}**, says {_whose(side)}" for side in sides]
        yield "\n".join([f"⚠️ **Sources disagree** on {_about(each, answer.asked)}:", *lines])
    if len(pairs) > _MOST_DISAGREEMENTS:
        yield f"-# and {counted(len(pairs) - _MOST_DISAGREEMENTS, 'more pair')} that disagree"


def _about(each: Disagreement, asked: Asked) -> str:
    classes = (asked.device_class,) if asked.device_class else each.device_classes
    credentials = (asked.credential,) if asked.credential else each.credentials
    return f"{credentials_in_words(credentials, _MOST_NAMES)} · {classes_in_words(classes, _MOST_NAMES)}"


def _whose(listed: ListedRule) -> str:
    """A source by its kind; what a member claims is never more than that."""
    return f"{source_in_words(listed)}, {KINDS[listed.kind]} ({dated_in_words(listed.rule.dated)})"


def _pages(answer: Answer, room: int) -> list[list[tuple[int, ListedRule, str]]]:
    """The rules with their places and texts, as many on a page as fit."""
    pages: list[list[tuple[int, ListedRule, str]]] = [[]]
    disagreeing = {key for each in answer.disagreements for key in (each.first.key, each.second.key)}
    left = room
    for place, listed in enumerate(answer.rules, start=1):
        text = _in_short(listed, place, "⚠️ disagrees with another" if listed.key in disagreeing else "")
        if pages[-1] and (len(text) > left or len(pages[-1]) == _MOST_ON_A_PAGE):
            pages.append([])
            left = room
        left -= len(text)
        pages[-1].append((place, listed, text))
    return pages


def _numbering(page: int, pages: int) -> str:
    return f"-# Page {page} of {pages}\n" if pages > 1 else ""


def _in_short(listed: ListedRule, place: int, mark: str) -> str:
    """A rule among others, with its place."""
    words = clipped(escaped(" ".join(listed.rule.words.split())), _WORDS_ROOM)
    return "\n".join(_lines(listed, f"{place} · ", words, _MOST_NAMES, mark))


def _in_full(listed: ListedRule) -> str:
    """A rule alone."""
    return "\n".join(_lines(listed, "", escaped(listed.rule.words), max(len(CREDENTIALS), len(device_classes())), ""))


def _lines(listed: ListedRule, lead: str, words: str, most: int, mark: str) -> Iterator[str]:
    """What a source says, as it says it; of long lists as many names as `most`. A claim is in quotation marks."""
    rule = listed.rule
    yield f"**{lead}{source_in_words(listed)}** · {_kind(listed)} · {dated_in_words(rule.dated)}"
    yield from _superseded(listed)
    yield f"It says of {credentials_in_words(rule.credentials, most)}: **{VERDICTS[rule.verdict]}**"
    yield f"“{words}”" if listed.kind is SourceKind.MEMBER_CLAIM else words
    yield "-# " + " · ".join(filter(None, (classes_in_words(rule.device_classes, most), *_stated(rule), mark)))
    yield f"-# {_found(listed)} · {_checked(listed)}"


def _stated(about: ScopeRule | Subject) -> Iterator[str]:
    """The supervision and the purpose, where they are stated."""
    if about.supervision:
        yield SUPERVISIONS[about.supervision]
    if about.purpose:
        yield PURPOSES[about.purpose]


def _kind(listed: ListedRule) -> str:
    if listed.told is None or listed.kind is not SourceKind.MEMBER_CLAIM:
        return KINDS[listed.kind]
    said = listed.rule.source_kind
    return KINDS[listed.kind] if said is listed.kind else f"{KINDS[listed.kind]}, of a source they call {KINDS[said]}"


def _superseded(listed: ListedRule) -> Iterator[str]:
    if not listed.is_superseded:
        return
    successor = listed.successor
    by = f" by {escaped(clipped(host_of(successor), 100))} ({dated_in_words(successor.dated)})" if successor else ""
    yield f"⚠️ **Superseded**{by}"


def _found(listed: ListedRule) -> str:
    told = listed.told
    if told is None:
        return f"as found; confidence: {listed.rule.confidence}"
    credential = f", {escaped(clipped(told.credential, 100))}" if told.credential else ""
    return f"told by <@{told.by_id}>{credential}, on {on_day(told.at)}"


def _checked(listed: ListedRule) -> str:
    if listed.checked_at is None:
        return "never checked by a moderator"
    by = " by who added it" if listed.is_checked_by_who_told else ""
    last = f"last checked {on_day(listed.checked_at)}{by}"
    return f"⚠️ {last}, more than 12 months ago: stale" if listed.is_stale else last


def _option(place: int, listed: ListedRule) -> discord.SelectOption:
    label = f"{place} · {VERDICTS[listed.rule.verdict]} · {credentials_in_words(listed.rule.credentials, _MOST_NAMES)}"
    return discord.SelectOption(
        label=clipped(label, 100),
        value=listed.key,
        description=clipped(upright(f"{KINDS[listed.kind]} · {listed.rule.source}"), 100),
    )


def _buttons(answer: Answer, page: int, pages: int) -> list[ui.Button[ui.LayoutView]]:
    ids = ids_of(answer.asked)
    turning = [
        button("Previous", "scope_page", *ids, page - 1, disabled=page == 1),
        button("Next", "scope_page", *ids, page + 1, disabled=page == pages),
    ]
    return [
        *(turning if pages > 1 else ()),
        button("Share", "scope_share", *ids, page),
        _add_button(answer.asked),
        *_everything_button(answer),
    ]


def _add_button(asked: Asked) -> ui.Button[ui.LayoutView]:
    classes = (asked.device_class,) if asked.device_class else ()
    credentials = (asked.credential,) if asked.credential else ()
    chosen = Chosen(asked.jurisdiction, {"device_classes": classes, "credentials": credentials})
    return button("Add an entry", ADD, chosen.packed)


def _everything_button(answer: Answer) -> list[ui.Button[ui.LayoutView]]:
    """Without the procedure and the credential, where that shows more."""
    if not answer.others:
        return []
    return [button(f"All {answer.others + len(answer.rules)}", "scope_open", *ids_of(Asked(answer.asked.jurisdiction)))]


def _rule_buttons(listed: ListedRule, actor: Actor) -> list[ui.Button[ui.LayoutView]]:
    key, told = listed.key, listed.told
    buttons: list[ui.Button[ui.LayoutView]] = []
    if told is not None:
        buttons.append(link("Source", listed.rule.source))
    if actor.moderates:
        buttons.append(button("Checked", "scope_check", key, style=ButtonStyle.primary))
        if not listed.is_superseded:
            buttons.append(button("Superseded", "scope_supersede", key))
        elif listed.rule.superseded_by is None:
            buttons.append(button("Current again", "scope_current", key))
    if told is not None and (actor.moderates or actor.user_id == told.by_id):
        buttons.append(button("Withdraw", "scope_withdraw", key, style=ButtonStyle.danger))
    buttons.append(button("All of the place", "scope_open", *ids_of(Asked(listed.rule.jurisdiction))))
    return buttons
