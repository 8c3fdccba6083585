"""Asking and answering by form: the forms, what stands in the way, and the lists of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import discord
from discord import ui

from bot.clinical.reading import EntryKind
from bot.clinical.titles import repeats_beginning, untagged
from bot.exchange.counted import counted
from bot.exchange.questions import OpenQuestions
from bot.exchange.refusal import Refusal
from bot.exchange.saving import Draft, HeldDraft
from bot.ui.cards import ButtonStyle, button, card, notice
from bot.ui.custom_ids import compose
from bot.ui.entry_card import device_names, message_url, plain_title, title_line
from bot.ui.forms import Answers, form, refilled
from bot.ui.save_forms import EntryForm, draft_of, fields_of, heading_of, not_saved_card
from bot.ui.text import KIND_ACCENTS, clipped, escaped, on_day, page_of
from db.entries import Entry

ACTION: Final = "ask"
Doing = Literal["question", "answer"]
_ANYTHING: Final = "-"
_EXCERPTS: Final = (160, 80, 30)
_PAGE_ROOM: Final = 3600


@dataclass(frozen=True, slots=True)
class Asking:
    """What a form is for: a question about a device's key (or "-"), or the answer to a question's number."""

    doing: Doing
    about: str

    @classmethod
    def of(cls, ids: Sequence[str]) -> Asking:
        """From a custom id or a held form."""
        doing, about, *_ = ids
        if doing not in ("question", "answer"):
            raise Refusal("This form is from an older version. Please open it again.")
        return cls(doing, about)

    @classmethod
    def question(cls, device: str | None) -> Asking:
        """A question, about a device or not."""
        return cls("question", device or _ANYTHING)

    @classmethod
    def answer(cls, question: int) -> Asking:
        """An answer to a question."""
        return cls("answer", str(question))

    @property
    def ids(self) -> tuple[str, str]:
        """As it stands in a custom id."""
        return (self.doing, self.about)

    @property
    def device(self) -> str | None:
        """The device of a question."""
        return self.about if self.doing == "question" and self.about != _ANYTHING else None

    @property
    def answered(self) -> int | None:
        """The number of the question that is answered."""
        return int(self.about) if self.doing == "answer" else None

    @property
    def _form(self) -> EntryForm:
        kind = EntryKind.QUESTION if self.doing == "question" else EntryKind.ANSWER
        return EntryForm.of((kind.value, self.device or _ANYTHING, _ANYTHING))

    def opened(self) -> ui.Modal:
        """The empty form."""
        return form(self._heading(), fields_of(self._form), ACTION, *self.ids)

    def reopened(self, answers: Answers, token: str) -> ui.Modal:
        """The form with what was typed before; the token names what it replaces."""
        return form(self._heading(), refilled(fields_of(self._form), answers), ACTION, *self.ids, token)

    def draft(self, answers: Answers) -> Draft:
        """What was sent."""
        return replace(draft_of(self._form, answers), question=self.answered)

    def _heading(self) -> str:
        return f"An answer to Q-{self.about}" if self.doing == "answer" else heading_of(self._form)


def held_question_card(held: HeldDraft, token: str, asking: Asking) -> ui.LayoutView:
    """Not saved, with the ways on."""
    return not_saved_card(
        held,
        button("Edit again", "ask_again", *asking.ids, token, style=ButtonStyle.primary),
        button("Not the patient", "ask_cleared", token),
    )


def similar_card(similar: Sequence[Entry], token: str, asking: Asking) -> ui.LayoutView:
    """What was answered before; what was typed waits for a quarter of an hour."""
    lines = [f"- {_linked(each)}" for each in similar]
    text = "### Not asked yet: this was answered before\n" + "\n".join(lines)
    helps = "Does it help?" if len(similar) == 1 else "Does one of these help?"
    return notice(
        f"{text}\n{helps} If not, ask: what you typed is kept for 15 minutes.",
        *(button(f"Open {each.label}", "show_entry", each.number) for each in similar),
        button("Edit again", "ask_again", *asking.ids, token),
        button("Ask anyway", "ask_anyway", token, style=ButtonStyle.primary),
    )


def open_questions_card(found: OpenQuestions) -> ui.LayoutView:
    """A page of the questions without an answer."""
    if not found.total:
        return notice("**No question waits for an answer.** `/question ask` asks one; `/search` finds those answered.")
    blocks = [
        f"### {counted(found.total, 'question')} without an answer\n{page_of(found.page, found.pages)}".strip(),
        *_rows(found.entries),
    ]
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose("open"), placeholder="Open one, and answer it", options=_options(found.entries)
    )
    turning = [
        button("Previous", "open_questions", found.page - 1, disabled=found.page == 1),
        button("Next", "open_questions", found.page + 1, disabled=found.page == found.pages),
    ]
    return card(
        blocks,
        accent=KIND_ACCENTS[EntryKind.QUESTION],
        rows=[ui.ActionRow(menu)],
        buttons=turning if found.pages > 1 else (),
    )


def which_question_card(found: OpenQuestions, ids: tuple[int, int, str]) -> ui.LayoutView:
    """Asks which question a message answers; its ids are as in `message_form`."""
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=compose("answers_which", *ids),
        placeholder="The question that it answers",
        options=_options(found.entries),
    )
    text = (
        "**Which question does this message answer?** These are the newest without an answer. For another, press "
        "**Answer** on its card (`/show`)."
    )
    return card([text], accent=KIND_ACCENTS[EntryKind.QUESTION], rows=[ui.ActionRow(menu)])


def _options(entries: Sequence[Entry]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=clipped(f"{each.label} · {plain_title(each, 100)}", 100), value=str(each.number))
        for each in entries
    ]


def _rows(entries: Sequence[Entry]) -> list[str]:
    rows: list[str] = []
    for longest in _EXCERPTS:
        rows = [_row(each, longest) for each in entries]
        if sum(map(len, rows)) <= _PAGE_ROOM:
            break
    return rows


def _row(entry: Entry, longest: int) -> str:
    about = [clipped(device_names(entry), 100)] if entry.values("device") else []
    asked = " · ".join([*about, f"asked {on_day(entry.created_at)}"])
    content = entry.content
    if repeats_beginning(content.title, content.text):
        heading = f"**{entry.label}** · "
    else:
        heading = f"**{title_line(entry, 100)}**\n"
    return f"{heading}{escaped(clipped(untagged(content.text), longest))}\n-# {asked}"


def _linked(entry: Entry) -> str:
    words = title_line(entry, 120)
    if entry.source is None:
        return words
    return f"{words} · {message_url(entry.guild_id, entry.source.channel_id, entry.source.message_id)}"
