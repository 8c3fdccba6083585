"""The wire stand-in: REST as a whole, Discord's own document, permissions, and the protocols with no library."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import aiohttp
import pytest

from tests.wire import WireCord, WireError, perms
from tests.wire.intents import CONTENT, PRIVILEGED
from tests.wire.openapi import ENVIRONMENT, openapi_path
from tests.wire.scenario import IN_GENERAL, laboratory, needs_openapi, plain


async def test_a_tour_of_what_a_bot_does() -> None:
    async with laboratory() as lab:
        answer = await lab.wire.invoke("tour", **IN_GENERAL).message(20)
        seen = json.loads(answer["content"])
        assert seen["roles"] == ["Tour 2", True, True, 3]
        texts, fetched, archived, active, who, purged = seen["channels"]
        assert texts == ["loose", "reply", "two"]
        assert (fetched, archived, active, purged) == ("two", ["thread"], ["loose"], 2)
        assert who in ([], [lab.wire.bot_id])  # whether the library had already heard of its own reaction
        assert seen["forum"] == [True, ["Tip"]]
        assert seen["event"] == ["Show 2", 1]
        assert (seen["direct"], seen["missing"]) == ("in private", 10003)
        assert "tour-room" not in [channel["name"] for channel in lab.guild.channels.values()]
        assert [f"{record}: {why}" for record, why in lab.wire.violations] == []


@needs_openapi
async def test_the_document_is_applied() -> None:
    async with plain() as (wire, guild, client):
        path = f"/channels/{guild.channel_id('general')}/messages"
        status, answer = await client.call("POST", path, {"content": "x", "tts": "loud"})
        assert (status, answer["code"]) == (400, 50035)
        assert [str(record) for record, _ in wire.violations] == [f"POST {path} -> 400"]
    async with plain(strict=False) as (wire, guild, client):
        path = f"/channels/{guild.channel_id('general')}/messages"
        assert (await client.call("POST", path, {"content": "x", "tts": "loud"}))[0] == 200
        assert len(wire.violations) == 1


def test_the_document_comes_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    assert openapi_path() is None
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "absent.json"))
    assert openapi_path() is None
    (tmp_path / "there.json").write_text("{}")
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "there.json"))
    assert openapi_path() == tmp_path / "there.json"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"content": "x" * 2001}, "2001 characters"),
        ({"content": "x", "nonce": "n" * 26}, "26 characters"),
        ({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}, "6001 characters"),
        ({}, "empty message"),
        ({"content": "x", "flags": "many"}, "shape"),
        ({"components": [{"type": 10, "content": "x"}]}, "without IS_COMPONENTS_V2"),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 4001}]}, "4001 characters of text"),
        ({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "x"}]}, "do not go with"),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "a"}] * 2}]},
            "used twice",
        ),
    ],
)
async def test_limits_are_enforced(body: dict[str, object], reason: str) -> None:
    async with WireCord(quiet=True) as wire, aiohttp.ClientSession() as http:
        guild = wire.add_guild()
        url = f"{wire.api_base}/channels/{guild.channel_id('general')}/messages"
        async with http.post(url, json=body, headers={"Authorization": f"Bot {wire.token}"}) as response:
            assert response.status == 400
            assert (await response.json())["code"] == 50035
        assert any(reason in why for _, why in wire.violations), wire.violations
        assert wire.history("general") == []


async def test_the_bots_permissions_hold() -> None:
    async with plain() as (wire, guild, client):
        for name, code in (("readonly", 50013), ("secret", 50001)):
            status, answer = await client.call("POST", f"/channels/{guild.channel_id(name)}/messages", {"content": "x"})
            assert (status, answer["code"]) == (403, code)
        role = guild.add_role("Above")
        path = f"/guilds/{guild.id}/members/{guild.user_id('alice')}/roles/{role}"
        assert (await client.call("PUT", path))[1]["code"] == 50013
        await client.connect()
        wire.send_message("secret", "unseen", user="owner")
        wire.send_message("general", "seen", user="owner")
        assert (await client.event("MESSAGE_CREATE"))["content"] == "seen"
        with pytest.raises(WireError, match="lacks send_messages"):
            wire.send_message("secret", "x", user="member0")
        assert guild.permissions(guild.owner) & perms("administrator")


async def test_history_pages_and_nonces(monkeypatch: pytest.MonkeyPatch) -> None:
    async with plain() as (wire, guild, client):
        path = f"/channels/{guild.channel_id('general')}/messages"
        ids = [wire.send_message("general", str(number), user="alice")["id"] for number in range(9)]

        async def page(**query: str) -> list[str]:
            return [message["id"] for message in (await client.call("GET", path, **query))[1]]

        assert await page(limit="3") == ids[:5:-1]
        assert await page(limit="3", after=ids[1]) == ids[4:1:-1]
        assert await page(limit="3", before=ids[4]) == ids[3:0:-1]
        assert await page(limit="3", around=ids[4]) == ids[5:2:-1]
        assert (await client.call("GET", path, limit="101"))[1]["code"] == 50035

        body = {"content": "once", "nonce": "key", "enforce_nonce": True}
        first = (await client.call("POST", path, body))[1]
        again = (await client.call("POST", path, {**body, "content": "other"}))[1]
        assert (first["id"], first["nonce"], again["content"]) == (again["id"], "key", "once")
        assert "nonce" not in (await client.call("GET", path, limit="1"))[1][0]
        wire.forget_nonces()
        second = (await client.call("POST", path, body))[1]
        assert second["id"] != first["id"]
        monkeypatch.setattr("tests.wire.messages.NONCE_LIFETIME", 0.0)  # five minutes later, by itself
        assert (await client.call("POST", path, body))[1]["id"] != second["id"]


async def test_a_token_dies() -> None:
    async with plain() as (wire, _, client):
        await client.call("PUT", f"/applications/{wire.bot_id}/commands", [{"name": "ping", "description": "Ping"}])
        await client.connect()
        asked = wire.invoke("ping", **IN_GENERAL)
        sent = await client.event("INTERACTION_CREATE")
        hook = f"/webhooks/{wire.bot_id}/{sent['token']}"
        assert (await client.call("POST", hook, {"content": "early"}))[1]["code"] == 10015
        answer = {"type": 4, "data": {"content": "pong", "flags": 64}}
        assert (await client.call("POST", f"/interactions/{sent['id']}/{sent['token']}/callback", answer))[0] == 204
        assert (await asked.message())["content"] == "pong"
        assert (await client.call("PATCH", hook + "/messages/@original", {"content": "edited"}))[0] == 200
        wire.expire_tokens()
        status, refused = await client.call("PATCH", hook + "/messages/@original", {"content": "too late"})
        assert (status, refused["code"]) == (401, 50027)


async def test_reactions_name_the_messages_author() -> None:
    async with plain() as (wire, guild, client):
        await client.connect()
        message = wire.send_message("general", "x", user="alice")
        wire.add_reaction(message, "✅", user="member0")
        event = await client.event("MESSAGE_REACTION_ADD")
        assert event["message_author_id"] == str(guild.user_id("alice"))
        assert event["member"]["user"]["username"] == "member0"
        path = f"/channels/{message['channel_id']}/messages/{message['id']}/reactions"
        assert (await client.call("PUT", path + "/✅/@me"))[0] == 204
        assert [user["username"] for user in (await client.call("GET", path + "/✅"))[1]] == ["testbot", "member0"]
        wire.remove_reaction(message, "✅", user="member0")
        assert (await client.event("MESSAGE_REACTION_REMOVE"))["user_id"] == str(guild.user_id("member0"))
        assert (await client.call("DELETE", path))[0] == 204
        assert "reactions" not in message


async def test_plain_rest_and_gateway() -> None:
    async with WireCord(quiet=True, privileged=PRIVILEGED & ~CONTENT) as wire, aiohttp.ClientSession() as http:
        wire.add_guild(members=2)
        auth = {"Authorization": f"Bot {wire.token}"}
        async with http.get(wire.api_base + "/users/@me") as response:
            assert response.status == 401
        async with http.get(wire.api_base + "/no/such/thing", headers=auth) as response:
            assert (response.status, await response.json()) == (404, {"message": "404: Not Found", "code": 0})
        assert [record.path for record in wire.unknown] == ["/no/such/thing"]
        async with http.ws_connect(wire.gateway_url + "?v=10&encoding=json&compress=zlib-stream") as socket:
            inflate = zlib.decompressobj()

            async def receive() -> dict[str, object]:
                return json.loads(inflate.decompress((await socket.receive(5)).data))

            assert (await receive())["op"] == 10
            await socket.send_json({"op": 2, "d": {"token": wire.token, "intents": 1 << 8 | 1, "properties": {}}})
            assert (await receive())["t"] == "READY"
            created = (await receive())["d"]
            assert isinstance(created, dict)
            assert len(created["members"]) == 4  # with presences everyone is in GUILD_CREATE
            await socket.send_json({"op": 1, "d": 2})
            assert (await receive())["op"] == 11
        for token, intents, code in (("wrong", 0, 4004), (wire.token, CONTENT, 4014)):
            async with http.ws_connect(wire.gateway_url + "?v=10&encoding=json") as socket:
                await socket.receive_json()
                await socket.send_json({"op": 2, "d": {"token": token, "intents": intents}})
                assert (await socket.receive(5)).type is aiohttp.WSMsgType.CLOSE
                assert socket.close_code == code
        ids = [wire.new_id() for _ in range(10000)]
        assert ids == sorted(set(ids))
