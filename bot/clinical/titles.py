"""Whether a message says anything besides its tags, and the title it gives itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.clinical.hashtags import KIND_TAGS, read_hashtags
from bot.clinical.reading import EntryKind, Span

LONGEST_TITLE: Final = 80
_SHORTEST_SENTENCE: Final = 20  # "OK." is a sentence but no title
_FALLBACK: Final = "Entry"
_FALLBACKS: Final = frozenset({_FALLBACK, *(kind.label for kind in EntryKind)})
_CUT: Final = "…"
_MENTION: Final = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:|t:|/|id:)[^<>\n]*>")
_MASKED_LINK: Final = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)")
_URL: Final = re.compile(r"<?https?://[^\s<>]+>?", re.IGNORECASE)
_LINE_MARKS: Final = re.compile(r"^[\s>#*+•–-]+|^\d{1,2}[.)]\s")
_MARKS: Final = re.compile(r"[*~`|]+|(?<![^\W_])_+|_+(?![^\W_])|[\u200b-\u200f\u2060\ufeff\u00ad\0]")
_MAY_BE_MARKED: Final = re.compile(r"[*~`|_\u200b-\u200f\u2060\ufeff\u00ad\0]")
# "Hi all, anna from athens." and "does anyone know" before the question itself.
_GREETS: Final = frozenset({"h", "d", "g"})  # the letters that they begin with
_GREETING: Final = re.compile(
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day))\b"
    r"(?: (?:all|everyone|everybody|team|guys|folks|there|again|both|dear|friends|colleagues|docs|doctors)\b){0,3}"
    r"(?: ?[,.!:–-]+ ?|$)"
    r"(?:(?:(?:i am|i'm|im|this is|it's|its|my name is) )?[^\W\d_]+(?: [^\W\d_]+)? (?:here )?from(?: [^\W\d_]+){1,3}"
    r"(?: ?[,.!:–-]+ ?|$))?"
    r"(?:for(?: a| my| the)? ?: ?)?",
    re.IGNORECASE,
)
_ASKED_AROUND: Final = re.compile(
    r"(?:does|do|did) (?:anyone|anybody|someone|somebody|any of you|you guys)(?: here| else)? (?:happen to )?know[,: ]+"
    r"(?=(?:what|which|how|when|where|why|who|can|could|is|are|does|do|should|may|will|would)\b)",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(r"[^\W_]")
_SENTENCE: Final = re.compile(r"[.!?](?=\s)")
_ABBREVIATED: Final = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "incl", "approx"})


def says_something(text: str, hashtags: Sequence[Span]) -> bool:
    """Whether a letter or a digit is left besides hashtags and mentions. A link says something."""
    left = _without(text, hashtags) if hashtags else text
    return _SAYS.search(_MENTION.sub(" ", left) if "<" in left else left) is not None


def title_of(text: str, hashtags: Sequence[Span], kind: EntryKind | None) -> str:
    """The first line that says something, without hashtags and markdown, cut at a word; else the kind's name."""
    line = _first_line(text, hashtags)
    if line:
        return _cut(_without_greeting(line))
    return kind.label if kind is not None else _FALLBACK


def own_title(text: str, kind: EntryKind) -> str:
    """The title that a text gives itself where it was given none."""
    return title_of(text, read_hashtags(text).spans, kind)


def untagged(text: str) -> str:
    """A text in one line, without the hashtags that only file it."""
    return " ".join(_untagged(text, read_hashtags(text).spans).split())


def repeats_beginning(title: str, text: str) -> bool:
    """Whether a title is only how the text begins: it says nothing of its own, and its settings would count twice."""
    line, said = _first_line(text, read_hashtags(text).spans), title.removesuffix(_CUT)
    if not line:
        return title in _FALLBACKS  # a text that says but "1."
    return bool(said) and any(_begins(each, said, title) for each in (line, _without_greeting(line)))


def _begins(line: str, said: str, title: str) -> bool:
    is_whole_word = said != title or not line[len(said) : len(said) + 1].isalnum()
    return line.startswith(said) and is_whole_word


def titled(title: str, text: str) -> str:
    """A title and a text as they are read together."""
    own = "" if repeats_beginning(title, text) else title
    return "\n".join(filter(None, (own, text)))


def _first_line(text: str, hashtags: Sequence[Span]) -> str:
    """The first that says something, in plain words; a link only where nothing else is said."""
    lines = (_untagged(text, hashtags) if hashtags else text).splitlines()
    greeting = ""
    for strip_links in (True, False):
        for line in lines:
            plain = _plain(line, strip_links)
            if _SAYS.search(plain):
                if not _greets_only(plain):
                    return plain
                greeting = greeting or plain
    return greeting


def _greets_only(line: str) -> bool:
    """Whether a line is but "Hi all,": the next one says more."""
    return _may_greet(line) and (said := _GREETING.match(line)) is not None and said.end() == len(line)


def _may_greet(line: str) -> bool:
    return line[:1].lower() in _GREETS


def _without_greeting(line: str) -> str:
    """The line from where it comes to the point, if it does."""
    if not _may_greet(line):
        return line
    said = _GREETING.match(line) or _ASKED_AROUND.match(line)
    rest = line[said.end() :] if said is not None else ""
    return rest if len(rest) >= _SHORTEST_SENTENCE else line


def _without(text: str, spans: Sequence[Span]) -> str:
    parts: list[str] = []
    last = 0
    for span in spans:
        parts += (text[last : span.start], " ")
        last = span.end
    return "".join((*parts, text[last:]))


def _untagged(text: str, spans: Sequence[Span]) -> str:
    """Tags are left out; only one inside a sentence keeps its word ("with the #GentleMax at 18 J")."""
    parts: list[str] = []
    last = 0
    for span in spans:
        before, after = text[last : span.start], text[span.end :]
        parts.append(before)
        inside = before.strip(" \t")[-1:].isalnum() and after.lstrip(" \t")[:1].isalnum()
        word = text[span.start + 1 : span.end]
        parts.append(word if inside and word.lower() not in KIND_TAGS else " ")
        last = span.end
    return "".join((*parts, text[last:]))


def _plain(line: str, strip_links: bool) -> str:
    if "](" in line:
        line = _MASKED_LINK.sub(r"\1", line)
    if "<" in line:
        line = _MENTION.sub(" ", line)
    if strip_links and "://" in line:
        line = _URL.sub(" ", line)
    line = _LINE_MARKS.sub("", line)
    if _MAY_BE_MARKED.search(line):
        line = _MARKS.sub("", line)
    return " ".join(line.split()).strip(" ,;:-–—")


def _cut(line: str) -> str:
    for match in _SENTENCE.finditer(line, _SHORTEST_SENTENCE, LONGEST_TITLE):
        if line[: match.start()].rpartition(" ")[2].lower() not in _ABBREVIATED:
            return line[: match.end()].rstrip(".")
    if len(line) <= LONGEST_TITLE:
        return line.removesuffix(".") if not line.endswith("..") else line
    kept = line[: LONGEST_TITLE - 1]
    if not line[LONGEST_TITLE - 1].isspace() and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:-–—") + _CUT
