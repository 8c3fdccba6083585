"""The wire stand-in, driven by a real discord.py process: login, messages, commands, buttons, forms."""

from __future__ import annotations

import pytest

from tests.wire import EPHEMERAL, LOADING, WireError
from tests.wire.scenario import IN_GENERAL, laboratory


async def test_login_members_and_messages() -> None:
    async with laboratory(members=1200) as lab:
        wire, guild = lab.wire, lab.guild
        # The owner, the bot, alice and 1,200 more come in two chunks, since presences are not asked for.
        assert "READY 1 1203" in lab.bot.text()
        assert {1, 2, 8} <= {op for _, op, _ in wire.gateway_log}
        message = wire.send_message("general", "hello", user="alice")
        await lab.hears("MSG 'hello' alice Lab")
        wire.edit_message(message, "hello again")
        await lab.hears("EDIT 'hello again'")
        wire.add_preview(message, {"type": "link", "url": "https://example.org"})
        await wire.until(lambda: lab.bot.text().count("EDIT 'hello again'") == 2)
        wire.add_reaction(message, "👍", user="member1")
        await lab.hears(f"REACT 👍 member1 {guild.user_id('alice')}")
        wire.delete_message(message)
        await lab.hears(f"DELETE {message['id']}")
        wire.bulk_delete([wire.send_message("general", text, user="alice") for text in "abc"])
        await lab.hears("BULK 3")
        wire.join(guild, "newbie")
        await lab.hears("JOIN newbie")
        wire.leave(guild, "newbie")
        await lab.hears("LEAVE newbie")
        wire.send_message(wire.dm("alice"), "psst", user="alice")
        await lab.hears("MSG 'psst' alice None")
        wire.send_message("general", f"!say @everyone <@{guild.user_id('alice')}>", user="alice")
        said = await wire.wait_message("general")
        assert said["mentions"] == []
        assert not said["mention_everyone"]
        assert wire.history("general")[-1]["content"] == said["content"]
        assert lab.bot.rss() > 20 << 20
        assert lab.bot.cpu() > 0


async def test_commands_and_autocomplete() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        ping = wire.invoke("ping", **IN_GENERAL)
        pong = await ping.message()
        assert pong["content"] == "pong"
        assert ping.ephemeral
        assert pong["flags"] & EPHEMERAL
        assert ping.latency is not None
        assert 0 < ping.latency < 2
        assert ping.callback is not None
        assert ping.callback.status == 200
        assert ping.callback.interaction is ping
        assert wire.history("general") == []

        options = {"title": "Pad", "kind": "Patch", "count": 3, "who": "member1", "where": "general", "role": "Mod"}
        added = wire.invoke("notes add", {**options, "file": ("x.txt", b"bytes", "text/plain")}, **IN_GENERAL)
        assert (await added.message())["content"] == "Pad|p|3|['member1', 'general', 'Mod']|bytes"
        typed = wire.autocomplete("notes find", "query", "wa", **IN_GENERAL)
        assert [choice["value"] for choice in await typed.choices()] == [f"wa{number}" for number in range(5)]
        assert (await wire.invoke("admin", channel="general", user="owner").message())["content"] == "ok"

        quoted = wire.send_message("general", "to be quoted", user="member1")
        assert (await wire.context_menu("Quote", quoted, **IN_GENERAL).message())["content"] == "> to be quoted"
        assert (await wire.context_menu("Who", "member1", **IN_GENERAL).message())["content"] == "member1"

        for wrong in (
            {"title": "Pad"},
            {"title": "P", "kind": "Patch"},
            {"title": "Pad", "kind": "zzz"},
            {"title": "Pad", "kind": "Patch", "count": 10},
            {"title": "Pad", "kind": "Patch", "nope": 1},
        ):
            with pytest.raises(WireError):
                wire.invoke("notes add", wrong, **IN_GENERAL)
        for name, place, reason in (
            ("notes", IN_GENERAL, "group"),
            ("nothing", IN_GENERAL, "no command"),
            ("admin", IN_GENERAL, "hidden"),
            ("ping", {**IN_GENERAL, "channel": "secret"}, "lacks"),
        ):
            with pytest.raises(WireError, match=reason):
                wire.invoke(name, **place)


async def test_deferrals_follow_ups_and_refused_answers() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        edited = await wire.invoke("work", {"how": "edit"}, **IN_GENERAL).ack()
        assert edited.response_type == 5
        assert edited.ephemeral
        message = await edited.message()
        assert message["content"] == "edited"
        assert message["embeds"][0]["title"] == "T"
        assert not message["flags"] & LOADING
        assert wire.files[message["attachments"][0]["url"].removeprefix(wire.origin)][0] == b"hello"

        followed = wire.invoke("work", {"how": "followup"}, **IN_GENERAL)
        await wire.until(lambda: followed.followups)
        assert followed.original is not None
        assert followed.original["content"] == "first"  # the first one edits the deferral, and stays private
        assert followed.original["flags"] & EPHEMERAL
        assert followed.followups[0]["content"] == "second"

        twice = wire.invoke("twice", **IN_GENERAL)
        await lab.hears("TWICE 40060")
        await wire.until(lambda: twice.deleted_original and twice.followups)

        wire.ack_deadline = 0.2
        late = wire.invoke("late", **IN_GENERAL)
        await lab.hears("LATE 10062")
        assert late.acked_at is None
        wire.ack_deadline = 3.0

        wire.invoke("big", **IN_GENERAL)
        await lab.hears("BIG 400 50035")
        assert [violation for _, violation in wire.violations] == ["$.content: 2001 characters, a bot may send 2000"]


async def test_buttons_menus_and_forms() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        page = await wire.invoke("pager", **IN_GENERAL).message()
        with pytest.raises(WireError, match="no component"):
            wire.click(page, "nope", user="alice")
        turned = await wire.click(page, "page:next", user="alice").ack()
        assert turned.response_type == 7
        assert (await turned.message())["content"] == "page 2"
        assert (await wire.click(page, "page:slow", user="alice").message())["content"] == "slow page"
        assert (await wire.select(page, "page:pick", ["b"], user="member0").message())["content"] == "picked b"
        chosen = wire.select(page, "page:who", ["member1"], user="member0")
        assert (await chosen.message())["content"] == "chose member1"
        with pytest.raises(WireError):
            wire.select(page, "page:pick", ["zzz"], user="member0")

        opened = wire.invoke("form", **IN_GENERAL)
        assert (await opened.modal())["title"] == "New note"
        with pytest.raises(WireError, match="required"):
            wire.submit_modal(opened, {})
        with pytest.raises(WireError, match="not all among"):
            wire.submit_modal(opened, {"form:title": "A", "form:kind": ["other"]})
        saved = wire.submit_modal(opened, {"form:title": "A", "form:kind": ["tip"]})
        assert (await saved.message())["content"] == "saved A/['tip']"

        opened = await wire.invoke("form", **IN_GENERAL).ack()
        again = wire.submit_modal(opened, {"form:title": "again"})
        assert (await again.message())["content"] == "saved again/[]"
        assert "FORM AFTER FORM 400 50035" in lab.bot.text()


async def test_only_the_asker_sees_a_private_answer() -> None:
    async with laboratory() as lab:
        wire = lab.wire
        page = await wire.invoke("pager", **IN_GENERAL).message()
        private = await wire.select(page, "page:pick", ["a"], user="member0").message()
        with pytest.raises(WireError, match="only member0"):
            wire.click(private, "any", user="alice")


async def test_message_content_intent() -> None:
    async with laboratory(env={"WITHOUT_CONTENT": "1"}) as lab:
        lab.wire.send_message("general", "hidden", user="alice")
        lab.wire.send_message("general", f"hi <@{lab.wire.bot_id}>", user="alice")
        await lab.hears("MSG ''")
        await lab.hears("MSG 'hi <@")
        assert "hidden" not in lab.bot.text()
