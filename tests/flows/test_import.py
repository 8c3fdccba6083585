"""`/library import`: the preview with what is wrong, and all of it or nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta

import discord
import pytest
from discord import ui
from simcord import ChannelHandle, InteractionResult, MemberActor, SetupError

from bot.demo.stage import Stage
from bot.exchange.importing.gathering import Prepared
from bot.exchange.importing.imports import Imports, Progress
from tests.support.library import deeds, everything_stored, exchange_of, store_of
from tests.support.library_scenes import the_entries
from tests.support.simulated_discord import buttons_of, message_of, now_reads, press, text_of

SHEET = """id,title,device,handpiece,skin types,indication,settings,notes,source,date
1,Cheek veins,Vbeam Prima,10 mm,II-III,Telangiectasia,"7.5 J/cm², 6 ms",Cool *after* too,Own practice,2024-03-25
2,Legs,GMP,18 mm,I; II,Hair removal,"14 J/cm², 3 ms",,,
"""
CONFIRM = "Import 2 protocols"


@pytest.fixture
async def mona(stage: Stage) -> MemberActor:
    """A moderator."""
    role = await stage.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    return await stage.add_member("mona", roles=[role])


async def offered(
    member: MemberActor, channel: ChannelHandle, content: str | bytes, name: str = "protocols.csv"
) -> InteractionResult:
    """A member attaches a file to the command."""
    given = content.encode() if isinstance(content, str) else content
    return await member.slash(channel, "library import", file=(name, given))


async def titles(stage: Stage) -> list[str]:
    return [entry.content.title for entry in await the_entries(stage)]


async def listed_in_file(shown: InteractionResult) -> str:
    (attachment,) = message_of(shown).attachments
    return (await attachment.read()).decode()


async def test_a_file_is_shown_first_and_imported_when_confirmed(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    shown = await offered(mona, general, SHEET)
    assert shown.ephemeral
    words = text_of(shown)
    assert "2 protocols can be imported" in words
    assert "2 rows; CSV with commas, UTF-8." in words
    assert buttons_of(shown) == [CONFIRM, "Leave it", "The file"]
    assert await titles(stage) == []
    assert "Cheek veins" not in await everything_stored(stage)
    done = await press(mona, shown, CONFIRM)
    assert "Imported: 2 protocols\nP-1 to P-2." in text_of(done)
    assert buttons_of(now_reads(stage, message_of(done))) == []
    assert await titles(stage) == ["Cheek veins", "Legs"]
    assert [(deed.action, deed.subject) for deed in await deeds(stage)] == [("import", "1 to 2")]
    card = text_of(await mona.slash(general, "show", entry="1"))
    assert "Cool \\*after\\* too" in card
    assert "P-1" in text_of(await mona.slash(general, "protocol find", device="vbeam_prima"))


async def test_tips_are_imported_beside_protocols(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    sheet = (
        'kind,title,text\n,Legs,"14 J/cm², 3 ms"\ntip,Cold gel,Keep the gel in the refrigerator\nsummary,Talk,Wait\n'
    )
    shown = await offered(mona, general, sheet)
    assert "1 protocol and 1 tip can be imported" in text_of(shown)
    assert "Row 4, kind: “summary”; only protocols and tips can be imported. It is left out." in text_of(shown)
    await stage.restart()
    done = await press(mona, shown, "Import 1 protocol and 1 tip")
    assert "Imported: 1 protocol and 1 tip\nP-1 to T-2. `/search` finds them." in text_of(done)
    card = text_of(await mona.slash(general, "show", entry="T-2"))
    assert "Keep the gel in the refrigerator" in card
    assert "Incomplete" not in card
    assert "T-2" in text_of(await mona.slash(general, "search", query="refrigerator", kind="tip"))
    assert "Nothing new" in text_of(await offered(mona, general, sheet))


async def test_it_is_confirmed_after_a_restart(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    unused = "".join(f",price {letter}" for letter in "abcdefghijk")
    shown = await offered(mona, general, SHEET.replace(",date", f",date{unused}"))
    assert "**Please note**\n- Row 1" in text_of(shown)
    assert [each.filename for each in message_of(shown).attachments] == ["notes.txt"]
    assert (await listed_in_file(shown)).startswith("11 notes\nRow 1: the column “price a” is not used.")
    await stage.restart()
    done = await press(mona, shown, CONFIRM)
    assert "Imported: 2 protocols" in text_of(done)
    assert now_reads(stage, message_of(done)).attachments == []
    assert len(await titles(stage)) == 2


async def test_what_was_cut_off_is_gone_after_a_restart(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    shown = await offered(mona, general, SHEET)
    await press(mona, shown, CONFIRM)
    async with store_of(stage).write() as write:
        await write.run("INSERT INTO import_in_hand VALUES (:guild_id, 2, 9, NULL)", {"guild_id": stage.guild.id})
    await stage.restart()
    assert await titles(stage) == ["Cheek veins"]
    assert "Imported: 1 protocol\nP-3." in text_of(
        await press(mona, await offered(mona, general, SHEET), "Import 1 protocol")
    )


async def test_a_preview_of_yesterday_is_refused(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    shown = await offered(mona, general, SHEET)
    await stage.advance(timedelta(hours=25))
    assert "more than a day old" in text_of(await press(mona, shown, CONFIRM))
    assert await titles(stage) == []


async def test_a_file_that_discord_has_no_more_is_refused(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    shown = await offered(mona, general, SHEET)
    stage.env.backend.cdn._blobs.clear()
    assert "attach it again" in text_of(await press(mona, shown, CONFIRM))
    assert await titles(stage) == []


async def test_another_file_at_the_same_address_is_refused(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    shown = await offered(mona, general, SHEET)
    blobs = stage.env.backend.cdn._blobs
    for url in list(blobs):
        blobs[url] = SHEET.replace("14 J", "99 J").encode()
    assert "Nothing was imported" in text_of(await press(mona, shown, CONFIRM))
    assert await titles(stage) == []


async def test_leaving_it_imports_nothing(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    shown = await offered(mona, general, SHEET)
    left = await press(mona, shown, "Leave it")
    assert "Nothing was imported." in text_of(left)
    assert await titles(stage) == []


async def test_the_same_file_twice_doubles_nothing(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    first, second = await offered(mona, general, SHEET), await offered(mona, general, SHEET)
    await press(mona, first, CONFIRM)
    assert "in the library already" in text_of(await press(mona, second, CONFIRM))
    third = await offered(mona, general, SHEET)
    assert "Nothing new" in text_of(third)
    assert buttons_of(third) == []
    assert len(await titles(stage)) == 2


async def test_every_problem_is_told_and_nothing_of_a_patient(
    stage: Stage, general: ChannelHandle, mona: MemberActor
) -> None:
    rows = [f"{number},Cheek {number},Gentelmax Pro,,,,7 J,,,\n" for number in range(3, 15)]
    sheet = SHEET + "".join(rows) + "99,Legs,GMP,,,,7 J,Mrs Jane Placeholder did well,,\n"
    shown = await offered(mona, general, sheet)
    words = text_of(shown)
    assert "Not yet: 13 problems in 15 rows\n-# Row 1 has the names of the columns" in words
    assert "Row 4, device: “Gentelmax Pro” is not known. Is GentleMax Pro" in words
    assert "and 3 more, in the file below" in words
    assert buttons_of(shown) == []
    listed = await listed_in_file(shown)
    assert "Row 16, notes: may identify a patient (name)." in listed
    assert listed.count("Row ") == 13
    assert "Placeholder" not in words + listed
    assert "Placeholder" not in await everything_stored(stage)
    assert await titles(stage) == []


async def test_windows_encoding_and_semicolons(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    sheet = "Title;Device;Settings\nCheek – veins;Vbeam Prima;7,5 J/cm², 10 mm, 20 µs\n"
    shown = await offered(mona, general, sheet.encode("cp1252"))
    assert "CSV with semicolons, Windows-1252" in text_of(shown)
    assert "Row 2, title: the file's encoding is a guess. If “– veins” reads wrong" in text_of(shown)
    await press(mona, shown, "Import 1 protocol")
    [entry] = await the_entries(stage)
    assert (entry.content.title, entry.content.text) == ("Cheek – veins", "7,5 J/cm², 10 mm, 20 µs")


REFUSED = [
    (b"", "a.csv", "The file is empty."),
    (b"PK\x03\x04", "a.xlsx", "Excel workbook"),
    (b'{"title": "A"}', "a.json", "JSON must be a list"),
    (b"[" * 100_000, "a.json", "too deep"),
    (b"x" * (25 * 1024 * 1024), "a.csv", "25.0 MB; at most 16 MB"),
    (b"titel,settings\na,b\n", "a.csv", "Is “title” meant?"),
    (b"title,settings\na,\0b\n", "a.csv", "U+0000"),
]


@pytest.mark.parametrize(("content", "name", "said"), REFUSED, ids=[each[2] for each in REFUSED])
async def test_bad_files_are_told_so(
    stage: Stage, general: ChannelHandle, mona: MemberActor, content: bytes, name: str, said: str
) -> None:
    shown = await offered(mona, general, content, name)
    assert said in text_of(shown)
    assert await titles(stage) == []


async def test_only_moderators_may(stage: Stage, general: ChannelHandle, mona: MemberActor, nurse: MemberActor) -> None:
    with pytest.raises(SetupError, match="not visible"):
        await offered(nurse, general, SHEET)
    shown = await offered(mona, general, SHEET)
    # A server's administrators may show a command to anybody: then the check at run time holds.
    stage.env.backend.edit_role(stage.guild.id, stage.role("Moderators").id, {"permissions": 0})
    [command] = [each for each in await stage.bot.tree.fetch_commands() if each.name == "library"]
    stage.guild.set_command_permissions(command, {mona: True})
    await stage.settle()
    for refused in (
        await press(mona, shown, CONFIRM),
        await offered(mona, general, SHEET),
        await mona.slash(general, "library export", form="csv"),
    ):
        assert "Only the exchange's moderators" in text_of(refused)
    assert await titles(stage) == []


async def test_one_file_at_a_time(stage: Stage, general: ChannelHandle, mona: MemberActor) -> None:
    shown = await offered(mona, general, SHEET)
    with exchange_of(stage).imports.alone():
        assert "just now" in text_of(await press(mona, shown, CONFIRM))
        assert "just now" in text_of(await offered(mona, general, SHEET))
    assert "Imported" in text_of(await press(mona, shown, CONFIRM))


async def test_a_fault_while_it_is_written_leaves_nothing_and_says_so(
    stage: Stage, general: ChannelHandle, mona: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await offered(mona, general, SHEET)

    async def failing(*_: object, **__: object) -> Prepared:
        raise ValueError("a fault")

    monkeypatch.setattr(Imports, "keep", failing)
    await press(mona, shown, CONFIRM)
    assert "Nothing was imported" in text_of(now_reads(stage, message_of(shown)))
    assert await titles(stage) == []
    monkeypatch.undo()


async def test_what_the_operator_imported_for_nobody_says_so(
    stage: Stage, general: ChannelHandle, nurse: MemberActor
) -> None:
    async def silent(_: Progress) -> None:
        """Nobody looks."""

    door = exchange_of(stage).imports
    prepared = await door.prepare(stage.guild.id, SHEET.encode(), "a.csv", silent)
    await door.keep(stage.guild.id, prepared, by=None)
    assert "Protocol from an import" in text_of(await nurse.slash(general, "show", entry="1"))


async def test_progress_is_shown(
    stage: Stage, general: ChannelHandle, mona: MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cog = sys.modules["cogs.transfer"]
    shown: list[str] = []
    turn = cog.turn

    async def noting(interaction: discord.Interaction, view: ui.LayoutView, **files: Sequence[discord.File]) -> None:
        words = "".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))
        shown.extend([words] if words.startswith("### Reading") else [])
        await turn(interaction, view, **files)

    monkeypatch.setattr(cog, "turn", noting)
    monkeypatch.setattr(cog, "_SECONDS_BETWEEN", 0.0)
    rows = "".join(f"Cheek {number},{number} J/cm²\n" for number in range(120))
    await offered(mona, general, "title,settings\n" + rows)
    assert [words.splitlines()[1].partition(",")[0] for words in shown] == ["50 rows", "100 rows", "120 rows"]
    assert "100% of the file" in shown[-1]
