"""Questions and answers on cards: votes, the accepted answer first, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from discord import ui

from bot.exchange.counted import counted
from bot.exchange.discussions import Discussed
from bot.exchange.questions import Answer, Answers, AnswerTo
from bot.ui.cards import ButtonStyle, button, card, link
from bot.ui.cautions import caution_in_short, incomplete
from bot.ui.text import KIND_ACCENTS, SHARED_BY_MEMBERS, channel_url, clipped, escaped, on_day
from db.entries import Entry

# Discord allows 40 parts in a message; each answer takes three of them.
MOST_ON_CARD: Final = 3
MOST_ON_PAGE: Final = 5
_PAGE_ROOM: Final = 3400
_IN_SHORT: Final = 280
_ON_PAGE: Final = (500, 250, 120, 40)
_SHORTER: Final = ((MOST_ON_CARD, _IN_SHORT), (MOST_ON_CARD, 120), (2, 120), (1, 120))
_CREDENTIAL: Final = 100

Item = ui.Item[ui.LayoutView]
Row = ui.ActionRow[ui.LayoutView]
Pressable = ui.Button[ui.LayoutView]


def answers_block(entry: Entry, beside: Answers | AnswerTo | Discussed | None, room: int) -> list[str | Item]:
    """What stands below a question's own words, or an answer's, in at most so many characters if it can be."""
    match beside:
        case Answers(replies=()):
            return ["**Nobody has answered yet.**"]
        case Answers():
            heading = f"**{counted(len(beside.replies), 'answer')}**"
            for number, longest in _SHORTER:
                blocks: list[str | Item] = [heading, *_sections(entry, beside.replies[:number], longest, _vote_button)]
                if length_of(blocks) <= room:
                    return blocks
            return [heading]
        case AnswerTo():
            accepted = "✅ **Accepted answer**" if beside.is_accepted else "Answer"
            return [f"{accepted} to **Q-{beside.question}** · {counted(beside.votes, 'vote')}"]
        case Discussed() | None:
            return []


def length_of(blocks: list[str | Item]) -> int:
    """How many of a message's characters they take."""
    return sum(len(block) if isinstance(block, str) else _length(block) for block in blocks)


def question_rows(
    entry: Entry,
    beside: Answers | AnswerTo | Discussed | None,
    viewer_id: int | None = None,
    *,
    moderates: bool = False,
) -> list[Row]:
    """The buttons of a question or an answer, or of what is talked about in a thread; `viewer_id` is who alone sees it.

    Accepting is offered to who asked and to who `moderates`, and on a card that all see.
    A question without a thread, as it was deleted or could not be opened, offers one; the card above a thread that is
    just being opened is seen by all, and does not.
    """
    if isinstance(beside, AnswerTo):
        buttons = [_votes_button(entry.number, beside.votes)]
        if moderates or viewer_id in (None, beside.asker_id):
            accept = "Take back acceptance" if beside.is_accepted else "Accept"
            buttons.append(button(accept, "accept", entry.number, "no" if beside.is_accepted else "yes"))
        buttons.append(button(f"Open Q-{beside.question}", "show_entry", beside.question))
        return [ui.ActionRow(*buttons)]
    if isinstance(beside, Discussed):
        where = beside.discussion
        leading = button("Open a discussion", "discuss", entry.number)
        if where is not None:
            leading = link("Discussion", channel_url(entry.guild_id, where))
        return [ui.ActionRow(leading)]
    if beside is None:
        return []
    buttons = [button("Answer", "answer_open", entry.number, style=ButtonStyle.primary)]
    if beside.replies and (moderates or viewer_id in (None, entry.author_id)):
        buttons.append(button("Accept an answer", "accept_open", entry.number))
    if len(beside.replies) > MOST_ON_CARD or any(_is_cut(each.entry, _IN_SHORT) for each in beside.replies):
        buttons.append(button("All answers", "answers", entry.number, 1))
    if beside.discussion is not None:
        buttons.append(link("Discussion", channel_url(entry.guild_id, beside.discussion)))
    elif viewer_id is not None and entry.source is None and entry.status == "listed":
        buttons.append(button("Open a discussion", "discuss", entry.number))
    return [ui.ActionRow(*buttons)]


def all_answers_card(question: Entry, answers: Answers, page: int) -> ui.LayoutView:
    """A page of the answers, with room for more of each."""
    pages = max(1, -(-len(answers.replies) // MOST_ON_PAGE))
    page = min(max(page, 1), pages)
    shown = answers.replies[(page - 1) * MOST_ON_PAGE : page * MOST_ON_PAGE]
    turning = [
        button("Previous", "answers_page", question.number, page - 1, disabled=page == 1),
        button("Next", "answers_page", question.number, page + 1, disabled=page == pages),
    ]
    return card(
        [
            _title(question, counted(len(answers.replies), "answer")),
            *_fitted(question, shown, _vote_button),
            SHARED_BY_MEMBERS,
        ],
        accent=KIND_ACCENTS[question.content.kind],
        buttons=turning if pages > 1 else (),
    )


def accept_card(question: Entry, answers: Answers) -> ui.LayoutView:
    """For who may accept: the answers, each with its button. Nobody is told but by the cards themselves."""
    shown = answers.replies[:MOST_ON_PAGE]
    left = len(answers.replies) - len(shown)
    more = [f"-# and {left} more with fewer votes: `/show` has a button for each"] if left else []
    sections = _fitted(question, shown, _accept_button)
    return card(
        [_title(question, "Which answer helped?"), *sections, *more], accent=KIND_ACCENTS[question.content.kind]
    )


def _title(question: Entry, what: str) -> str:
    title = escaped(clipped(" ".join(question.content.title.split()), 150))
    return f"### {question.label} · {title}\n-# {what}"


def _fitted(question: Entry, answers: tuple[Answer, ...], beside: Callable[[Answer], Pressable]) -> list[str | Item]:
    """As much of each answer as there is room for all."""
    blocks: list[str | Item] = []
    for longest in _ON_PAGE:
        blocks = list(_sections(question, answers, longest, beside))
        if length_of(blocks) <= _PAGE_ROOM:
            break
    return blocks


def _sections(
    question: Entry, answers: tuple[Answer, ...], longest: int, beside: Callable[[Answer], Pressable]
) -> Iterator[Item]:
    for each in answers:
        yield ui.Section[ui.LayoutView](_words(question, each, longest), accessory=beside(each))


def _vote_button(answer: Answer) -> Pressable:
    return _votes_button(answer.entry.number, answer.votes)


def _votes_button(number: int, votes: int) -> Pressable:
    return button(f"▲ {votes}", "vote", number)


def _accept_button(answer: Answer) -> Pressable:
    style = ButtonStyle.secondary if answer.is_accepted else ButtonStyle.success
    words, wish = ("Take back", "no") if answer.is_accepted else ("Accept", "yes")
    return button(words, "accept", answer.entry.number, wish, style=style)


def _words(question: Entry, answer: Answer, room: int) -> str:
    entry = answer.entry
    parts = [f"**{entry.label}**"]
    if entry.author_id is not None:
        parts.append(f"<@{entry.author_id}>")
    if answer.credential:
        parts.append(escaped(clipped(answer.credential, _CREDENTIAL)))
    if answer.is_from_industry:
        parts.append("🏷️ industry")
    parts.append(on_day(entry.created_at))
    heading = f"{'✅ **Accepted** · ' if answer.is_accepted else ''}{' · '.join(parts)}"
    said = escaped(clipped(" ".join(entry.content.text.split()), room))
    return "\n".join(filter(None, [heading, said, incomplete(entry, question), caution_in_short(entry)]))


def _is_cut(entry: Entry, room: int) -> bool:
    return len(" ".join(entry.content.text.split())) > room


def _length(item: Item) -> int:
    if not isinstance(item, ui.Section):
        return 0
    return sum(len(child.content) for child in item.children if isinstance(child, ui.TextDisplay))
