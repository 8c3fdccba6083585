"""A disk that is full while the process runs: it says so, still answers, and nothing that was said is lost."""

from __future__ import annotations

from tests.process.faces import words
from tests.process.fluence_process import FluenceLab


def _with_room_for(pages: int) -> str:
    """A start in which SQLite finds no room beyond so many pages."""
    return (
        "import sqlite3; connect = sqlite3.connect\n"
        "def limited(*args, **settings):\n"
        "    connection = connect(*args, **settings)\n"
        f"    connection.execute('PRAGMA max_page_count = {pages}')\n"
        "    return connection\n"
        "sqlite3.connect = limited\n"
        "from bot.__main__ import main; main()"
    )


async def test_nothing_is_lost_where_there_was_no_room(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        first = wire.send_message("general", "#tip kept while there was room", user="ana")
        await lab.marked(first)
    pages = lab.stored.rows("PRAGMA page_count")[0][0]
    async with lab.fluence(code=_with_room_for(pages + 2)) as bot:
        texts = [f"#tip number {number}: " + "words " * 200 for number in range(30)]
        said = [wire.send_message("general", text, user="ana") for text in texts]
        await wire.until(lambda: "is not kept yet: The disk that holds" in bot.text(), what="the sentence")
        wire.edit_message(first, "#tip put right, at some length: " + "words " * 200)
        opened = wire.invoke("save", {"kind": "tip"}, user="ben", channel="general")
        await opened.modal()
        refused = await wire.submit_modal(opened, {"text": "words " * 500}).message()
        assert "could not be saved just now" in words(refused)
        found = await wire.invoke("search", {"query": "room"}, user="ben", channel="general").message()
        assert "kept while there was room" in words(found)
    assert lab.stored.rows("PRAGMA integrity_check")[0][0] == "ok"
    unmarked = [message for message in said if not lab.is_marked(message)]
    assert unmarked, "no mark without an entry"
    async with lab.fluence():
        await lab.until(lambda stored: stored.count_kept() == 31, "all of them")
        await lab.until(lambda stored: "put right" in (stored.text_of(first) or ""), "the edit")
        for message in said:
            await lab.marked(message)
