"""`/privacy`: seeing, taking along, erasing, and staying out of capture."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.app.config import Config
from bot.clinical.reading import EntryKind
from bot.demo.stage import Stage
from bot.exchange.copies import COPY_KIND
from bot.exchange.privacy import Forgotten, Privacy
from db import audit, entries, posted_copies
from db.entries import Content, Correction, Source
from db.journal import Erasure
from db.posted_copies import PostedCopy
from tests.support.fluence_stage import config_for, fluence_on
from tests.support.library_scenes import fluence
from tests.support.simulated_discord import buttons_of, fill, message_of, press, text_of


async def _keep(stage: Stage, author_id: int, text: str, message_id: int) -> int:
    content = Content(EntryKind.TIP, text[:40], text, (), "", (), Correction(), 1)
    async with fluence(stage).database.write() as write:
        number = await entries.add(
            write,
            stage.guild.id,
            content,
            author_id=author_id,
            saved_by_id=None,
            source=Source(1, message_id),
            now=stage.clock.now(),
        )
    assert number is not None
    return number


async def _erasures(stage: Stage) -> list[Erasure]:
    return fluence(stage).database.journal.erasures()


async def _file_of(shown: InteractionResult) -> tuple[str, bytes]:
    (attachment,) = message_of(shown).attachments
    return attachment.filename, await attachment.read()


async def test_show_tells_what_is_kept_in_plain_words(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    shown = await nurse.slash(general, "privacy show")
    assert shown.ephemeral
    assert "Nothing else." in text_of(shown)
    await fill(nurse, await nurse.slash(general, "profile"), {"Credential": "Nurse"})
    await _keep(stage, nurse.id, "Cool longer.", 501)
    await _keep(stage, nurse.id, "Test on the inner arm.", 502)
    text = text_of(await nurse.slash(general, "privacy show"))
    assert "Entries in the library that you wrote or imported: **2**" in text
    assert "Nurse (self-declared)" in text


async def test_capture_is_stopped_and_allowed_again_after_a_restart(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    shown = await nurse.slash(general, "privacy show")
    await stage.restart()
    stopped = await press(nurse, shown, "Stop capturing my messages")
    assert "None of your messages are captured." in text_of(stopped)
    assert "What you save yourself" in text_of(stopped)
    assert "What the library has" not in text_of(stopped), "it has nothing"
    await _keep(stage, nurse.id, "Cool longer.", 501)
    assert "What the library has" in text_of(await nurse.slash(general, "privacy show"))
    assert (await fluence(stage).exchange.privacy.kept(stage.guild.id, nurse.id)).opted_out
    allowed = await press(nurse, stopped, "Allow capture again")
    assert buttons_of(allowed) == ["Stop capturing my messages"]
    assert not (await fluence(stage).exchange.privacy.kept(stage.guild.id, nurse.id)).opted_out
    assert [(each.what, each.subject) for each in await _erasures(stage)] == [
        ("opt-out", nurse.id),
        ("opt-in", nurse.id),
    ]


async def test_export_is_a_file_with_all_of_ones_own_words(stage: Stage, general: ChannelHandle) -> None:
    nurse, colleague = await stage.add_member("nurse"), await stage.add_member("colleague")
    await nurse.slash(general, "privacy show")
    await _keep(stage, nurse.id, "Cool longer: µ and ≥ stay as they are.", 501)
    await _keep(stage, colleague.id, "Somebody else's words.", 502)
    shown = await nurse.slash(general, "privacy export")
    assert shown.ephemeral
    name, content = await _file_of(shown)
    assert name == "my-data.json"
    exported: dict[str, Any] = json.loads(content)
    assert exported["user_id"] == str(nurse.id)
    assert [entry["text"] for entry in exported["entry.author_id"]] == ["Cool longer: µ and ≥ stay as they are."]
    assert b"Somebody else" not in content


async def test_a_large_export_is_zipped_and_one_too_large_is_explained(stage: Stage) -> None:
    await stage.create_text_channel("general")
    nurse = await stage.add_member("nurse")
    privacy = fluence(stage).exchange.privacy
    await fluence(stage).exchange.communities.of(stage.guild.id)
    await _keep(stage, nurse.id, "long " * 1000, 501)
    file = await privacy.export(stage.guild.id, nurse.id, 4000)
    assert file.name == "my-data.zip"
    assert len(file.content) <= 4000
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert json.loads(archive.read("my-data.json"))["entry.author_id"][0]["text"].startswith("long long")
    with pytest.raises(Exception, match="larger than Discord lets me send"):
        await privacy.export(stage.guild.id, nurse.id, 100)


async def test_forget_erases_after_a_restart_and_every_public_copy_follows(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await fill(nurse, await nurse.slash(general, "profile"), {"Clinic or company": "Placeholder Rooms"})
    number = await _keep(stage, nurse.id, "Cool longer.", 501)
    bot = fluence(stage)
    async with bot.database.write() as write:
        await posted_copies.add(write, PostedCopy(601, general.id, stage.guild.id, number, "card"))
        await audit.add(write, stage.guild.id, nurse.id, "did", "something", stage.clock.now())
    asked = await nurse.slash(general, "privacy forget")
    assert "cannot be undone" in text_of(asked)
    assert (await bot.exchange.privacy.kept(stage.guild.id, nurse.id)).counts[0][1] == 1, "asking erases nothing"
    await stage.restart()
    done = await press(nurse, asked, "Erase everything")
    assert "1 entry was erased" in text_of(done)
    assert "✅ below your messages stays" in text_of(done)
    assert buttons_of(done) == []
    async with fluence(stage).database.read() as read:
        entry = await entries.by_number(read, stage.guild.id, number)
        edits = await read.all("SELECT target_id FROM outbox WHERE kind = :kind", {"kind": COPY_KIND})
    assert entry is not None
    assert (entry.status, entry.content.text) == ("withdrawn", "")
    assert {row["target_id"] for row in edits} == {601}
    assert [(each.what, each.guild_id, each.subject, each.message_id) for each in await _erasures(stage)] == [
        ("member", stage.guild.id, nurse.id, None),
        ("entry", stage.guild.id, number, 501),
    ]
    assert "Nothing else." in text_of(await nurse.slash(general, "privacy show"))


async def test_forgetting_much_does_not_keep_discord_waiting(
    general: ChannelHandle, nurse: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await nurse.slash(general, "privacy forget")
    answered: list[bool] = []
    deferred: list[bool] = []
    defers = discord.InteractionResponse[Any].defer
    forgets = Privacy.forget

    async def defer(response: discord.InteractionResponse[Any], **options: bool) -> object:
        deferred.append(True)
        return await defers(response, **options)

    async def forget(privacy: Privacy, guild_id: int, user_id: int) -> Forgotten:
        answered.append(bool(deferred))
        return await forgets(privacy, guild_id, user_id)

    monkeypatch.setattr(discord.InteractionResponse, "defer", defer)
    monkeypatch.setattr(Privacy, "forget", forget)
    assert "Done." in text_of(await press(nurse, asked, "Erase everything"))
    assert answered == [True]


async def test_keeping_changes_nothing(stage: Stage, general: ChannelHandle, nurse: MemberActor) -> None:
    asked = await nurse.slash(general, "privacy forget")
    await _keep(stage, nurse.id, "Cool longer.", 501)
    kept = await press(nurse, asked, "Keep it")
    assert "Nothing was erased" in text_of(kept)
    assert (await fluence(stage).exchange.privacy.kept(stage.guild.id, nurse.id)).counts[0][1] == 1
    assert await _erasures(stage) == []


async def test_the_wish_not_to_be_captured_survives_forgetting(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    await press(nurse, await nurse.slash(general, "privacy show"), "Stop capturing my messages")
    asked = await nurse.slash(general, "privacy forget")
    assert "when you opted out of capture stays noted" in text_of(asked)
    assert "opted out of capture stays noted" in text_of(await press(nurse, asked, "Erase everything"))
    assert (await fluence(stage).exchange.privacy.kept(stage.guild.id, nurse.id)).opted_out


async def test_policy_shows_the_facts_and_the_operators_pages(
    stage: Stage, general: ChannelHandle, nurse: MemberActor, database_file: Any
) -> None:
    shown = await nurse.slash(general, "privacy policy")
    assert "What Fluence keeps" in text_of(shown)
    assert "has given no privacy policy" in text_of(shown)
    assert "look at them for signs of an emergency alone, and nothing of them stays" in text_of(shown)
    assert "moderators can export" in text_of(shown)
    for kept_too in ("your votes", "a protocol's use", "your attendance"):
        assert kept_too in text_of(shown)
    plain = config_for(database_file)
    linked = Config(
        token=plain.token,
        database_url=plain.database_url,
        privacy_policy_url="https://example.org/privacy",
        terms_url="https://example.org/terms",
    )
    await stage.restart(fluence_on(linked))
    shown = await nurse.slash(general, "privacy policy")
    assert buttons_of(shown) == ["Privacy policy", "Terms"]
    assert "has given no privacy policy" not in text_of(shown)
