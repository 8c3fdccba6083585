"""The index page of the demonstration: what to type first, and the channels. It loads nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template


@dataclass(frozen=True, slots=True)
class Entry:
    """A channel to choose."""

    number: int
    name: str
    topic: str
    messages: int


@dataclass(frozen=True, slots=True)
class Group:
    """Channels under one heading."""

    heading: str
    entries: Sequence[Entry]


_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$community: Fluence demonstration</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; --ink: #1d2129; --soft: #5a6270; --paper: #f6f7f9; --card: #fff; --line: #d9dde4;
    --accent: #4653d8; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e8eaee; --soft: #a4acb9; --paper: #17191d; --card: #22252b; --line: #383d46; --accent: #98a2ff; }
  }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; background: var(--paper); color: var(--ink);
    font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem; }
  h2 { font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; color: var(--soft);
    margin: 1.75rem 0 .5rem; }
  p { margin: .25rem 0 .75rem; }
  .soft { color: var(--soft); }
  ol { margin: 0; padding: .75rem 1rem .75rem 2.25rem; background: var(--card); border: 1px solid var(--line);
    border-radius: .6rem; }
  ol li + li { margin-top: .4rem; }
  code { font: .9em ui-monospace, monospace; background: var(--paper); border: 1px solid var(--line);
    border-radius: .3rem; padding: .1em .35em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
  footer { margin-top: 2rem; color: var(--soft); }
  form { display: grid; gap: .5rem; }
  button { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; width: 100%; min-height: 3rem;
    padding: .6rem .9rem; text-align: left; font: inherit; color: inherit; background: var(--card);
    border: 1px solid var(--line); border-radius: .6rem; cursor: pointer; }
  button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent);
    outline-offset: -1px; }
  button strong { color: var(--accent); }
  button small { color: var(--soft); }
  button .topic { grid-column: 1 / -1; }
</style>
</head>
<body>
<h1>$community</h1>
<p class="soft">A sample community on a simulated Discord. Everyone in it is invented. Nothing here leaves this
computer, and all of it is gone when the program ends.</p>
<h2>What to type first</h2>
<ol>
  <li>Choose a channel below. You are $visitor there; <em>Viewing as</em> makes you someone
    else.$moderator</li>
  <li>Write a message with a tag in it, such as
    <code>#tip Ice packs for ten minutes before the second pass: less redness the next day.</code>
    Fluence puts ✅ under what it has kept.</li>
  <li>Type <code>/protocol find</code> and choose it from the list: what colleagues saved, and what is
    missing in it.</li>
  <li>Then try <code>/search</code>, or <code>/help</code> for all the rest.</li>
</ol>
$groups
<footer>To come here again, go back in the browser. To end, press Ctrl-C where you started the
demonstration.</footer>
</body>
</html>
""")


def render_index(*, community: str, visitor: str, moderator: str | None, groups: Sequence[Group]) -> str:
    """The page, with a button for each channel."""
    may_more = f" {escape(moderator)} moderates and may also <code>/setup</code>." if moderator else ""
    return _PAGE.substitute(
        community=escape(community),
        visitor=escape(visitor),
        moderator=may_more,
        groups="\n".join(_group(group) for group in groups),
    )


def _group(group: Group) -> str:
    buttons = "\n".join(_button(entry) for entry in group.entries)
    return f'<h2>{escape(group.heading or "Channels")}</h2>\n<form method="post" action="/open">\n{buttons}\n</form>'


def _button(entry: Entry) -> str:
    amount = "1 message" if entry.messages == 1 else f"{entry.messages} messages"
    topic = f'<small class="topic">{escape(entry.topic)}</small>' if entry.topic else ""
    return (
        f'<button name="channel" value="{entry.number}"><strong>{escape(entry.name)}</strong>'
        f"<small>{amount}</small>{topic}</button>"
    )
