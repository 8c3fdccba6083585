"""The wire stand-in: threads and forum posts, archived ones among them."""

from __future__ import annotations

import pytest

from tests.wire import PRIVATE_THREAD, WireError
from tests.wire.scenario import laboratory, plain
from tests.wire.values import THREAD_CREATED, THREAD_STARTER


async def test_a_bot_hears_of_posts_and_threads() -> None:
    async with laboratory() as lab:
        wire, guild = lab.wire, lab.guild
        forum_id = guild.channel_id("cases")
        tags = {tag["name"]: tag["id"] for tag in guild.channels[forum_id]["available_tags"]}
        post = wire.create_post("cases", "Post", "words", user="member0", tags=["Tip"])
        await lab.hears("THREAD Post ['Tip']")
        await lab.hears("MSG 'words' member0 Lab")
        assert wire.history(post)[0]["id"] == post["id"]
        wire.retag(post, ["Trap"], user="member0")
        await lab.hears(f"THREAD CHANGED {post['id']} False ['{tags['Trap']}']")

        wire.archive_thread(post, user="member0")
        await lab.hears(f"THREAD CHANGED {post['id']} True")
        wire.send_message("readonly", f"!react {post['id']} {post['id']}", user="alice")
        await lab.hears("REFUSED 400 50083")
        wire.send_message("readonly", f"!archived {forum_id}", user="alice")
        await lab.hears("ARCHIVED ['Post']")
        wire.send_message(post, "awake", user="member0")
        await lab.hears("MSG 'awake'")
        assert not post["thread_metadata"]["archived"]
        wire.send_message("readonly", f"!react {post['id']} {post['id']}", user="alice")
        await wire.until(lambda: wire.reactions(post) == {"✅": ["testbot"]}, what="the reaction")

        wire.delete_thread(post)
        await lab.hears(f"THREAD GONE {post['id']} {forum_id}")
        talk = wire.create_thread("general", "Talk", user="member0", text="hi")
        await lab.hears("MSG 'hi'")
        wire.delete_channel("general")
        await lab.hears("CHANNEL GONE general")
        await lab.hears(f"THREAD GONE {talk['id']}")  # the library's own word: Discord says nothing of it
        assert not guild.threads


async def test_an_archived_thread_refuses_and_wakes() -> None:
    async with plain() as (wire, guild, client):
        thread = wire.create_thread("general", "Talk", user="member0", text="hi")
        path = f"/channels/{thread['id']}"
        said = wire.history(thread)[0]
        _, own = await client.call("POST", path + "/messages", {"content": "mine"})
        wire.archive_thread(thread)
        refused = (
            ("PUT", f"/messages/{said['id']}/reactions/✅/@me", None),
            ("PATCH", f"/messages/{own['id']}", {"content": "changed"}),
            ("DELETE", f"/messages/{own['id']}", None),
            ("PUT", f"/thread-members/{guild.user_id('alice')}", None),
        )
        for method, rest, body in refused:
            status, answer = await client.call(method, path + rest, body)
            assert (status, answer["code"]) == (400, 50083), rest
        assert (await client.call("PATCH", path, {"name": "Renamed"}))[1]["code"] == 50083
        for deed in (
            lambda: wire.edit_message(said, "changed"),
            lambda: wire.add_reaction(said, "✅", user="alice"),
        ):
            with pytest.raises(WireError, match="archived"):
                deed()

        await client.connect()
        before = thread["thread_metadata"]["archive_timestamp"]
        assert (await client.call("POST", path + "/messages", {"content": "awake"}))[0] == 200
        await client.event("MESSAGE_CREATE")
        woken = dict(client.events)["THREAD_UPDATE"]
        assert client.names()[-2:] == ["THREAD_UPDATE", "MESSAGE_CREATE"]
        assert not woken["thread_metadata"]["archived"]
        assert woken["thread_metadata"]["archive_timestamp"] > before
        for method, rest, body in refused:
            assert (await client.call(method, path + rest, body))[0] in (200, 204), rest

        wire.archive_thread(thread)
        assert (await client.call("PATCH", path, {"archived": False, "name": "Renamed"}))[1]["name"] == "Renamed"
        wire.archive_thread(thread)
        wire.delete_message(said)  # a person's client wakes the thread to delete in it
        assert not thread["thread_metadata"]["archived"]


async def test_a_locked_thread_needs_who_manages_threads() -> None:
    async with plain(bot_permissions=0) as (wire, _, client):
        thread = wire.create_thread("general", "Talk", user="member0")
        path = f"/channels/{thread['id']}"
        wire.archive_thread(thread, locked=True)
        assert (await client.call("POST", path + "/messages", {"content": "x"}))[1]["code"] == 160005
        assert (await client.call("PATCH", path, {"archived": False}))[1]["code"] == 50013
        with pytest.raises(WireError, match="manage_threads"):
            wire.send_message(thread, "x", user="member1")
        wire.send_message(thread, "x", user="alice")


async def test_archived_threads_come_in_pages() -> None:
    async with plain() as (wire, guild, client):
        posts = [wire.create_post("cases", f"Post {number}", "x", user="member0") for number in range(7)]
        order = [posts[number] for number in (3, 0, 6, 1, 5, 2)]
        for post in order:
            wire.archive_thread(post)
        path = f"/channels/{guild.channel_id('cases')}/threads/archived/public"
        seen: list[str] = []
        query: dict[str, str] = {"limit": "4"}
        more = True
        while more:
            status, page = await client.call("GET", path, **query)
            assert status == 200
            seen += [thread["id"] for thread in page["threads"]]
            more = page["has_more"]
            query["before"] = page["threads"][-1]["thread_metadata"]["archive_timestamp"]
        assert seen == [post["id"] for post in reversed(order)]
        assert (await client.call("GET", path, limit="1"))[1]["code"] == 50035
        active = (await client.call("GET", f"/guilds/{guild.id}/threads/active"))[1]
        assert [thread["id"] for thread in active["threads"]] == [posts[4]["id"]]


async def test_private_threads_are_for_their_members() -> None:
    async with plain(bot_permissions=0) as (wire, guild, client):
        general = f"/channels/{guild.channel_id('general')}"
        thread = wire.create_thread("general", "Quiet", user="owner", kind=PRIVATE_THREAD, text="hush")
        path = f"/channels/{thread['id']}"
        assert (await client.call("GET", path))[1]["code"] == 50001
        assert (await client.call("GET", f"/guilds/{guild.id}/threads/active"))[1]["threads"] == []
        await client.connect()
        wire.join_thread(guild, int(thread["id"]), wire.bot_id)
        assert (await client.event("THREAD_CREATE"))["id"] == thread["id"]
        assert (await client.call("GET", path))[0] == 200
        wire.archive_thread(thread)
        assert (await client.call("GET", general + "/threads/archived/public"))[1]["threads"] == []
        assert (await client.call("GET", general + "/threads/archived/private"))[1]["code"] == 50013
        joined = await client.call("GET", general + "/users/@me/threads/archived/private")
        assert [one["id"] for one in joined[1]["threads"]] == [thread["id"]]
        assert joined[1]["members"][0]["user_id"] == str(wire.bot_id)


async def test_a_thread_brings_its_service_messages_and_counts() -> None:
    async with plain() as (wire, guild, client):
        message = wire.send_message("general", "start", user="alice")
        await client.connect()
        thread = wire.create_thread(message, "From it", user="member0", text="one")
        assert thread["id"] == message["id"]
        assert [one["type"] for one in wire.history(thread)] == [THREAD_STARTER, 0]
        wire.create_thread("general", "Alone", user="member0")
        assert wire.history("general")[-1]["type"] == THREAD_CREATED
        assert wire.history("general")[-1]["content"] == "Alone"
        second = wire.send_message(thread, "two", user="alice")
        wire.delete_message(second)
        counts = (thread["message_count"], thread["total_message_sent"], thread["member_count"])
        assert counts == (1, 2, 2)
        assert thread["last_message_id"] == second["id"]
        assert (await client.event("MESSAGE_DELETE"))["id"] == second["id"]
        assert "THREAD_MEMBERS_UPDATE" in client.names()
        wire.delete_channel("cases")
        assert (await client.event("CHANNEL_DELETE"))["name"] == "cases"
        general = guild.channel_id("general")
        with pytest.raises(WireError, match="lacks manage_channels"):
            wire.delete_channel(general, user="member0")
        with pytest.raises(WireError, match="lacks manage_threads"):
            wire.delete_thread(thread, user="member0")


async def test_what_a_bot_posts_in_a_forum() -> None:
    async with plain() as (wire, guild, client):
        forum = guild.channels[guild.channel_id("cases")]
        path = f"/channels/{forum['id']}"
        tag = forum["available_tags"][0]["id"]
        body = {"name": "By the bot", "applied_tags": [tag], "message": {"content": "first"}}
        status, post = await client.call("POST", path + "/threads", body)
        assert (status, post["message"]["id"], post["applied_tags"]) == (201, post["id"], [tag])
        assert wire.history(post["id"])[0]["content"] == "first"
        assert (await client.call("POST", path + "/threads", {**body, "applied_tags": ["1"]}))[1]["code"] == 50035
        assert (await client.call("POST", path + "/messages", {"content": "x"}))[1]["code"] == 50008
        for wrong in (["Unheard of"], ["Tip"] * 6):
            with pytest.raises(WireError, match="not up to five"):
                wire.create_post("cases", "Post", "x", user="alice", tags=wrong)
        tags = [*forum["available_tags"], {"name": "Question"}]
        status, changed = await client.call("PATCH", path, {"available_tags": tags})
        assert [one["name"] for one in changed["available_tags"]] == ["Tip", "Trap", "Question"]
        assert changed["available_tags"][2]["id"].isdigit()
