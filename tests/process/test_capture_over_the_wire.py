"""What is tagged in the chat is kept, and follows its message, over Discord's own events and requests."""

from __future__ import annotations

from tests.process.faces import button, filled, words
from tests.process.fluence_process import FluenceLab
from tests.process.stored import Stored
from tests.wire.values import Json


async def test_a_tip_is_kept_edited_and_deleted(lab: FluenceLab) -> None:
    async with lab.fluence():
        tip = lab.wire.send_message("general", "#tip Chill the handpiece first.", user="ana")
        await lab.marked(tip)
        assert "Chill the handpiece first." in await lab.shown(1)
        lab.wire.edit_message(tip, "#tip Chill the handpiece for a minute first. #cooling")
        await lab.until(lambda stored: "minute" in (stored.text_of(tip) or ""), "the edit")
        shown = await lab.shown(1)
        assert "for a minute" in shown
        assert "cooling" in shown
        lab.wire.delete_message(tip)
        await lab.until(lambda stored: stored.status_of(tip) == "withdrawn", "the tombstone")
        assert "Chill" not in await lab.shown(1)
    (tombstone,) = lab.stored.rows("SELECT * FROM entry")
    assert (tombstone["status"], tombstone["text"], tombstone["title"]) == ("withdrawn", "", "")
    assert tombstone["author_id"] is None
    assert lab.stored.rows("SELECT * FROM entry_facet") == []
    assert lab.stored.rows("SELECT * FROM entry_search WHERE entry_search MATCH 'chill OR minute'") == []


async def test_an_edit_brings_a_tag_and_takes_it_away(lab: FluenceLab) -> None:
    async with lab.fluence():
        message = lab.wire.send_message("general", "Overlap by a tenth.", user="ana")
        lab.wire.edit_message(message, "#tip Overlap by a tenth.")
        await lab.marked(message)
        lab.wire.add_preview(message, {"type": "link", "url": "https://example.org/", "title": "#question"})
        for percent in range(10, 20):
            lab.wire.edit_message(message, f"#tip Overlap by {percent} per cent.")
        await lab.until(lambda stored: "19 per cent" in (stored.text_of(message) or ""), "the last of ten edits")
    (entry,) = lab.stored.kept()
    assert (entry["kind"], entry["text"]) == ("tip", "#tip Overlap by 19 per cent.")


async def test_a_note_says_what_is_missing_and_its_form_adds_it(lab: FluenceLab) -> None:
    async with lab.fluence():
        message = lab.wire.send_message("general", "#protocol 12 J/cm², 3 ms, cool before and after", user="ana")
        note = await lab.wire.wait_message("general", where=lambda sent: "Not recorded" in words(sent))
        assert note["message_reference"]["message_id"] == message["id"]
        assert note["mentions"] == []
        opened = lab.wire.click(note, button(note, "Edit details"), user="ana")
        assert set(filled(await opened.modal())) == {"title", "device", "handpiece", "skin_types", "settings"}
    async with lab.fluence():
        answers = {"device": "GentleMax Pro", "handpiece": "18 mm", "skin_types": ["III", "IV"]}
        saved = await lab.wire.submit_modal(opened, answers).message()
        assert "GentleMax Pro" in words(saved)
        await lab.wire.until(
            lambda: "GentleMax Pro" in words(lab.wire.find_message(note)[2]), what="the note to follow"
        )
        assert "III, IV" in await lab.shown(1)


async def test_a_forum_post_with_a_tag_and_its_answers(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        post = wire.create_post("cases", "Frosting with Pixel", "It whitened at once.", user="ana", tags=["Question"])
        opener = wire.find_message(post["id"])[2]
        await lab.marked(opener)
        reply = wire.send_message(post["id"], "#tip Lower the density, then wait.", user="ben")
        await lab.marked(reply)
        chatter = wire.create_post("cases", "Lunch", "Who is hungry?", user="ben", tags=["Off topic"])
        wire.retag(post, ["Complication", "Off topic"])
        await lab.until(lambda stored: _kind_of(stored, opener) == "complication", "the other kind")
    assert lab.stored.status_of({"id": chatter["id"]}) is None
    question, tip = lab.stored.kept()
    assert question["title"] == "Frosting with Pixel"
    assert question["message_id"] == question["channel_id"] == int(post["id"])
    assert tip["parent_channel_id"] == lab.guild.channel_id("cases")


async def test_a_thread_is_listened_to_like_its_channel(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        started = wire.send_message("general", "Let us talk about overlap.", user="ana")
        thread = wire.create_thread(started, "Overlap", user="ana", text="#tip Ten per cent is enough.")
        await lab.until(lambda stored: stored.count_kept() == 1, "the tip in the thread")
        await wire.until(lambda: lab.is_marked(wire.history(thread)[-1]), what="the mark")
        wire.delete_thread(thread)
        await lab.until(lambda stored: stored.rows("SELECT 1 FROM entry WHERE status = 'unlisted'"), "the unlisting")
    assert lab.stored.rows("SELECT reason FROM removal")[0]["reason"] == "thread"


async def test_what_may_identify_a_patient_is_held_and_kept_once_it_is_edited(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence():
        message = wire.send_message("general", "#tip Patient Jane Example, MRN 1234567, healed well.", user="ana")
        line = await wire.wait_message("general")
        assert "Jane" not in words(line)
        why = await wire.click(line, button(line, "See why"), user="ana").message()
        assert "Jane" not in words(why)
        assert b"1234567" not in b"".join(file.read_bytes() for file in lab.folder.iterdir())
        wire.edit_message(message, "#tip She healed well in ten days.")
        await lab.marked(message)
        await wire.until(lambda: int(line["id"]) not in wire.messages[int(line["channel_id"])], what="the line to go")
    (entry,) = lab.stored.kept()
    assert entry["text"] == "#tip She healed well in ten days."


async def test_odd_messages_do_no_harm_and_what_is_not_tagged_is_left_alone(lab: FluenceLab) -> None:
    untagged = ("lens#tip is no tag", "`#tip` in code", "> #tip quoted", "no tag", "https://example.org/#tip")
    odd = [
        "#tip " + "x" * 3995,
        "#tip @everyone <@&1> **'; DROP TABLE entry; --** \" OR 1=1 NEAR( *",
        "#tip \u202eevil\u202c \u200bzero\u200bwidth \U0001f9d1\U0001f3fd\u200d\u2695\ufe0f",
        "#tip نصيحة: ابدأ بجرعة منخفضة",
        "\U0001f525 #tip",
        "#tip #tip #question",
        "```\n#tip\n``` but #tip here",
    ]
    async with lab.fluence():
        alone = [lab.wire.send_message("general", text, user="ana") for text in untagged]
        sent = [lab.wire.send_message("general", text, user="ana") for text in odd]
        last = lab.wire.send_message("general", "This one counts #TIP: the last", user="ana")
        await lab.marked(last)
        for query in ("\"'; DROP", "NEAR(", "*", "a OR b)", "\u200b", "@everyone"):
            await lab.wire.invoke("search", {"query": query}, user="ben", channel="general").message()
        (of_last,) = [entry for entry in lab.stored.kept() if entry["text"] == last["content"]]
        assert "the last" in await lab.shown(int(of_last["key"]) & 0xFFFFFFFF)
    for index in (0, 1, 2, 3, 6):
        assert lab.stored.text_of(sent[index]) == odd[index]
    assert [lab.stored.status_of(message) for message in (*alone, sent[5])] == [None] * 6
    assert not any(message["mention_everyone"] for message in lab.wire.history("general"))


def _kind_of(stored: Stored, message: Json) -> str:
    return stored.rows("SELECT kind FROM entry WHERE message_id = ?", int(message["id"]))[0]["kind"]
