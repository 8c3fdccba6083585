"""Exports: complete with their cautions, harmless to a spreadsheet, and nobody else's."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.clinical.indications import indications
from bot.clinical.reader import read as read_text
from bot.clinical.reading import EntryKind, Hints
from bot.exchange.content import content_of
from bot.exchange.exporting.exports import ExportForm, Exports
from bot.exchange.importing.imports import Imports, Progress
from bot.exchange.lookup import Asker
from bot.exchange.refusal import Refusal
from db import communities, entries, exports, outcomes, questions, standings
from db.database import Database
from db.entries import Content, Correction, Detail, Source
from db.outcomes import Counts
from tests.support import audited
from tests.support.clocks import StoppedClock

GUILD, OTHER, MONA, ANA = 100, 200, 5, 815_000_000_000_000_123
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROOMY = 10_000_000
TEXT = "Vbeam Prima 595 nm 7.5 J/cm², 10 mm, 6 ms, FST II on the cheek"
ASKER = Asker(GUILD, MONA)


async def keep(
    database: Database,
    text: str,
    *,
    kind: EntryKind = EntryKind.PROTOCOL,
    title: str = "A title",
    author: int = ANA,
    source: Source | None = None,
    guild: int = GUILD,
    **more: Any,
) -> int:
    content: Content = content_of(kind, text, read_text(text, Hints(kind)), **more)
    async with database.write() as write:
        await communities.ensure(write, guild, NOW)
        number = await entries.add(
            write, guild, replace(content, title=title), author_id=author, saved_by_id=None, source=source, now=NOW
        )
    assert number is not None
    return number


async def export(
    database: Database,
    form: ExportForm,
    *,
    asker: Asker = ASKER,
    kind: EntryKind | None = None,
    device: str | None = None,
    limit: int = ROOMY,
) -> bytes:
    file = await Exports(database, StoppedClock(NOW)).export(asker, form, kind, device, limit)
    assert file.name == f"library.{form}"
    return file.content


async def rows(database: Database, **asked: Any) -> list[dict[str, str]]:
    content = await export(database, ExportForm.CSV, **asked)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_each_row_has_what_settings_must_not_be_read_without(database: Database) -> None:
    await keep(database, "220 J/cm² with the IPL", title="Too much")
    [row] = await rows(database)
    assert row["incomplete"] == "incomplete: device, handpiece, skin type not recorded"
    assert "220 J/cm²" in row["cautions"]
    assert row["skin_types"] == "not stated"
    assert row["date"] == "2026-01-01"
    assert row["use"].startswith("Not for another device, handpiece or tip.")
    [entry] = json.loads(await export(database, ExportForm.JSON))
    assert entry["cautions"]
    assert entry["incomplete"] == row["incomplete"]
    booklet = (await export(database, ExportForm.BOOKLET)).decode()
    for words in ("**incomplete: device", "220 J/cm²", "Skin types: not stated", "2026-01-01", row["use"]):
        assert words in booklet, words


async def test_an_answers_row_names_what_it_leaves_to_its_question(database: Database) -> None:
    asked = await keep(database, "Vbeam Prima, how high do you go on cheeks?", kind=EntryKind.QUESTION)
    answer = await keep(database, "7.5 J/cm², 10 mm, 6 ms", kind=EntryKind.ANSWER)
    async with database.write() as write:
        await questions.link(write, GUILD, answer, asked)
    [row] = await rows(database, kind=EntryKind.ANSWER)
    assert row["incomplete"] == "device: as asked in Q-1; incomplete: skin type not recorded"


async def test_a_complete_protocol_says_so_by_saying_nothing(database: Database) -> None:
    said = Correction(device="vbeam_prima", handpiece="10 mm", skin_types=("II", "III"))
    details = (Detail("Indication", "Quillitis"), Detail("Notes", "Cool"), Detail("Source", "Own practice"))
    await keep(database, TEXT, source=Source(7, 8), correction=said, details=details)
    [row] = await rows(database)
    assert (row["incomplete"], row["cautions"]) == ("", "")
    assert (row["entry"], row["kind"], row["standing"]) == ("P-1", "protocol", "current")
    assert (row["device"], row["handpiece"], row["skin_types"]) == ("Vbeam Prima", "10 mm", "II, III")
    assert (row["indication"], row["notes"], row["source"]) == ("Quillitis", "Cool", "Own practice")
    assert row["settings"] == TEXT
    assert row["link"] == f"https://discord.com/channels/{GUILD}/7/8"


@pytest.mark.parametrize("written", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\uff1d1+1", "'=1", " =1"])
async def test_formulas_are_neutralised(database: Database, written: str) -> None:
    await keep(database, f"{written}, 7 J/cm²", title=written, correction=Correction(handpiece=written))
    [row] = await rows(database)
    for column in ("title", "settings", "handpiece"):
        assert row[column].startswith("'"), column
        assert row[column][1:].strip().startswith(written.strip()), column


async def test_commas_quotes_and_lines_survive(database: Database) -> None:
    await keep(database, 'He said "7 J/cm²",\nthen; waited', title="Long, longer")
    [row] = await rows(database)
    assert (row["title"], row["settings"]) == ("Long, longer", 'He said "7 J/cm²",\nthen; waited')


@pytest.mark.parametrize("form", ExportForm)
async def test_no_members_id_but_ones_own_stands_in_it(database: Database, form: ExportForm) -> None:
    said = [Detail(name, f"{name} <@{ANA}>") for name in ("Indication", "Complication", "Notes", "Source", "Other")]
    text = f"Thanks to <@{ANA}> and <@!{ANA}> and <@{MONA}>: 7 J/cm²"
    await keep(database, text, title=f"By <@{ANA}>", details=tuple(said), correction=Correction(handpiece=f"<@{ANA}>"))
    content = (await export(database, form)).decode("utf-8-sig")
    assert str(ANA) not in content
    assert "@member" in content.replace("\\", "")
    assert f"@{MONA}" in content.replace("\\", "")
    assert str(ANA) in (await export(database, form, asker=Asker(GUILD, ANA))).decode("utf-8-sig")


async def test_ones_own_are_marked(database: Database) -> None:
    await keep(database, TEXT, author=MONA)
    await keep(database, TEXT, author=ANA)
    assert [row["yours"] for row in await rows(database)] == ["yes", ""]


async def test_what_is_not_listed_is_not_exported(database: Database) -> None:
    numbers = [
        await keep(database, f"{TEXT} {word}", title=word) for word in ("gone", "held", "hidden", "away", "here")
    ]
    async with database.write() as write:
        await entries.withdraw(write, GUILD, numbers[0], NOW)
        await entries.hold(write, GUILD, numbers[1], NOW)
        low, _ = await write.keys_of(GUILD)
        await write.run("UPDATE entry SET status = 'hidden' WHERE key = :key", {"key": low + numbers[2]})
        await entries.unlist(write, GUILD, numbers[3], NOW)
    assert [row["title"] for row in await rows(database)] == ["here"]


async def test_private_channels_are_for_those_who_see_them(database: Database) -> None:
    await keep(database, TEXT, title="open")
    await keep(database, TEXT, title="private", source=Source(7, 8, None, 7))
    await keep(database, TEXT, title="secret", source=Source(9, 10, None, 9))
    assert [row["title"] for row in await rows(database)] == ["open"]
    sees = Asker(GUILD, MONA, frozenset({7}))
    assert [row["title"] for row in await rows(database, asker=sees)] == ["open", "private"]


async def test_every_entry_comes_out_once_where_it_takes_several_lots(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_BATCH", 2)
    for title in "abcde":
        await keep(database, TEXT, title=title)
    assert [row["title"] for row in await rows(database)] == list("abcde")


async def test_communities_do_not_mix(database: Database) -> None:
    await keep(database, TEXT, title="ours")
    await keep(database, TEXT, title="theirs", guild=OTHER)
    assert [row["title"] for row in await rows(database)] == ["ours"]


async def test_a_kind_and_a_device_narrow_it(database: Database) -> None:
    await keep(database, TEXT, title="veins")
    await keep(database, "GentleMax Pro 14 J/cm²", title="hair")
    await keep(database, "Vbeam Prima: cool first", title="tip", kind=EntryKind.TIP)
    assert [row["title"] for row in await rows(database, kind=EntryKind.PROTOCOL)] == ["veins", "hair"]
    assert [row["title"] for row in await rows(database, device="vbeam_prima")] == ["veins", "tip"]
    with pytest.raises(Refusal, match="nothing to export"):
        await rows(database, kind=EntryKind.SUMMARY)


async def test_the_standing_of_a_protocol_is_told(database: Database) -> None:
    await keep(database, TEXT, title="old")
    await keep(database, TEXT, title="new")
    async with database.write() as write:
        low, _ = await write.keys_of(GUILD)
        await write.run(
            "UPDATE entry SET standing = 'superseded', superseded_by = :by WHERE key = :key",
            {"key": low + 1, "by": low + 2},
        )
    assert [row["standing"] for row in await rows(database)] == ["superseded by P-2", "current"]
    assert "**superseded by P-2**" in (await export(database, ExportForm.BOOKLET)).decode()


async def report(database: Database, number: int, user: int, *, worked: int = 4, harmed: int = 0) -> None:
    async with database.write() as write:
        counts = Counts(worked=worked, partly=1, no_effect=0, complications=harmed, pain=3)
        await outcomes.put(write, GUILD, number, 1, user, counts, NOW)


async def test_what_colleagues_report_goes_along_harm_first(database: Database) -> None:
    few, enough, unused = [await keep(database, TEXT, title=title) for title in ("Few", "Enough", "Unused")]
    for user in (11, 12):
        await report(database, few, user, harmed=1)
    for user in (11, 12, 13, ANA):
        await report(database, enough, user)
    by_title = {row["title"]: row["reported"] for row in await rows(database)}
    assert by_title["Few"] == (
        "complications 2 of 10, worked 8 of 10, pain 3 of 10, from 2 colleagues, too few for percentages; "
        "failures are under-reported"
    )
    counted, apart = by_title["Enough"].split("\n")
    assert counted.startswith("complications 0 of 15 (95 % upper bound 22 %), worked 12 of 15 (")
    assert counted.endswith("from 3 colleagues; failures are under-reported")
    assert apart == "Apart, not counted: its author: complications 0 of 5, worked 4 of 5"
    assert by_title["Unused"] == "nobody has reported using these settings yet"
    assert unused == 3
    told = {each["title"]: each for each in json.loads(await export(database, ExportForm.JSON))}
    assert told["Few"]["reported"] == [by_title["Few"]]
    assert told["Few"]["evidence"]["colleagues"] == {
        "complications": 2,
        "treated": 10,
        "worked": 8,
        "partly": 2,
        "no_effect": 0,
        "reports": 2,
    }
    assert told["Enough"]["evidence"]["its_author"]["reports"] == 1
    assert "%" not in json.dumps(told["Few"]["evidence"])
    booklet = (await export(database, ExportForm.BOOKLET)).decode()
    for line in by_title.values():
        assert f"- Reported by colleagues: {line.splitlines()[0]}" in booklet
    for form in ExportForm:
        assert str(ANA) not in (await export(database, form)).decode("utf-8-sig")


async def test_settings_that_were_changed_start_anew(database: Database) -> None:
    number = await keep(database, TEXT)
    await report(database, number, 11)
    async with database.write() as write:
        await standings.begin_settings_version(write, GUILD, number)
    [row] = await rows(database)
    assert row["reported"] == "nobody has reported using these settings yet"


async def test_only_protocols_have_evidence(database: Database) -> None:
    await keep(database, "Cool first", kind=EntryKind.TIP)
    [row] = await rows(database)
    assert row["reported"] == ""
    [told] = json.loads(await export(database, ExportForm.JSON))
    assert told["evidence"] is None


@pytest.mark.parametrize("form", ExportForm)
async def test_a_report_whose_reporters_name_is_withheld_is_in_nobodys_file(
    database: Database, form: ExportForm
) -> None:
    await keep(database, TEXT)
    said = "Blisters after the second pass"
    content: Content = content_of(EntryKind.COMPLICATION, said, read_text(said, Hints(EntryKind.COMPLICATION)))
    async with database.write() as write:
        await entries.add(
            write, GUILD, content, author_id=None, reporter_key=b"k" * 32, saved_by_id=None, source=None, now=NOW
        )
    assert "Blisters" not in (await export(database, form)).decode("utf-8-sig")
    with pytest.raises(Refusal):
        await export(database, form, kind=EntryKind.COMPLICATION, asker=Asker(GUILD, ANA))


async def test_the_booklet_is_by_device_and_shows_words_as_they_are(database: Database) -> None:
    await keep(database, "GentleMax Pro\n# 14 J/cm²\n- *cool* <b>first</b>\n1. [x](http://example.org)", title="*Hair*")
    await keep(database, "7 J/cm²", title="No device")
    booklet = (await export(database, ExportForm.BOOKLET)).decode()
    assert booklet.index("## GentleMax Pro") < booklet.index("## No device recorded")
    assert "### P-1 · \\*Hair\\*" in booklet
    for line in ("> \\# 14 J/cm²  ", "> \\- \\*cool\\* \\<b\\>first\\</b\\>  ", "> 1\\. \\[x\\](http://example.org)  "):
        assert line in booklet.splitlines(), line


async def test_the_booklet_keeps_numbers_as_they_are_and_a_sign_that_ends_a_title(database: Database) -> None:
    await keep(database, "7.5 J/cm² then\n-5 °C air\n---\n===\n2) wait\n+ cool", title="Veins #")
    lines = (await export(database, ExportForm.BOOKLET)).decode().splitlines()
    assert "### P-1 · Veins \\#" in lines
    begin = lines.index("> 7.5 J/cm² then  ")
    assert lines[begin + 1 : begin + 6] == [
        "> -5 °C air  ",
        "> \\---  ",
        "> \\===  ",
        "> 2\\) wait  ",
        "> \\+ cool  ",
    ]


async def test_what_is_too_large_is_zipped_or_refused(database: Database) -> None:
    await keep(database, TEXT * 50)
    whole = await export(database, ExportForm.JSON)
    zipped = await Exports(database, StoppedClock(NOW)).export(ASKER, ExportForm.JSON, None, None, len(whole) - 1)
    assert zipped.name == "library.zip"
    assert zipfile.ZipFile(io.BytesIO(zipped.content)).read("library.json") == whole
    with pytest.raises(Refusal, match="even zipped"):
        await Exports(database, StoppedClock(NOW)).export(ASKER, ExportForm.JSON, None, None, 100)


async def test_it_is_written_down(database: Database) -> None:
    await keep(database, TEXT)
    await export(database, ExportForm.CSV)
    async with database.read() as read:
        [deed] = await audited.latest(read, GUILD, 5)
    assert (deed.actor_id, deed.action, deed.subject) == (MONA, "export", "csv")


async def silent(_: Progress) -> None:
    """Nobody looks."""


@pytest.mark.parametrize("form", [ExportForm.CSV, ExportForm.JSON])
async def test_an_export_can_be_imported_elsewhere_and_doubles_nothing_at_home(
    database: Database, form: ExportForm
) -> None:
    said = Correction(title="=Veins", device="vbeam_prima", handpiece="10 mm", skin_types=("II",))
    await keep(database, TEXT, title="=Veins", correction=said, details=(Detail("Notes", "-5 °C air"),))
    content = await export(database, form)
    door = Imports(database, StoppedClock(NOW))
    at_home = await door.prepare(GUILD, content, f"a.{form}", silent)
    assert (at_home.problems, len(at_home.ready), at_home.already) == ((), 0, 1)
    elsewhere = await door.prepare(OTHER, content, f"a.{form}", silent)
    assert (elsewhere.problems, elsewhere.notes) == ((), ())
    await door.keep(OTHER, elsewhere, by=MONA)
    [first] = await rows(database)
    [second] = await rows(database, asker=Asker(OTHER, MONA))
    apart = ("entry", "yours", "link")
    assert {key: value for key, value in first.items() if key not in apart} == {
        key: value for key, value in second.items() if key not in apart
    }


@pytest.mark.parametrize("form", [ExportForm.CSV, ExportForm.JSON])
@pytest.mark.parametrize("to_whom", ["", "<@1234> "])
async def test_settings_that_a_title_begins_with_are_counted_once_elsewhere(
    database: Database, form: ExportForm, to_whom: str
) -> None:
    text = f"{to_whom}GentleMax Pro, 18 mm, 14 J/cm², 3 ms for the legs.\nSecond pass 12 J/cm², skin type II"
    await keep(database, text, title=read_text(text).title)
    door = Imports(database, StoppedClock(NOW))
    await door.keep(OTHER, await door.prepare(OTHER, await export(database, form), f"a.{form}", silent), by=MONA)
    async with database.read() as read:
        [first], [second] = [await entries.by_numbers(read, guild, [1]) for guild in (GUILD, OTHER)]
    assert second.content.title == f"{to_whom and '@member '}{first.content.title}"
    assert len(second.content.reading.sets) == len(first.content.reading.sets) == 2
    assert [each.label for each in second.content.reading.sets] == [each.label for each in first.content.reading.sets]


@pytest.mark.parametrize("form", [ExportForm.CSV, ExportForm.JSON])
async def test_a_whole_library_can_be_imported_elsewhere(database: Database, form: ExportForm) -> None:
    treats = ", ".join(each.name for each in list(indications())[:25])
    await keep(database, f"GentleMax Pro 14 J/cm²; with the Vbeam Prima 8 J/cm²: {treats}", title="Two")
    await keep(database, "Cool first", kind=EntryKind.TIP)
    await keep(database, "What a speaker said", kind=EntryKind.SUMMARY)
    content = await export(database, form)
    door = Imports(database, StoppedClock(NOW))
    assert (await door.prepare(GUILD, content, f"a.{form}", silent)).already == 2
    elsewhere = await door.prepare(OTHER, content, f"a.{form}", silent)
    assert (elsewhere.problems, elsewhere.told, len(elsewhere.notes)) == ((), "1 protocol and 1 tip", 1)
    await door.keep(OTHER, elsewhere, by=MONA)
    async with database.read() as read:
        ours, theirs = [await entries.by_numbers(read, guild, [1, 2]) for guild in (GUILD, OTHER)]
    said = [[(each.label, each.content.title, each.content.text) for each in those] for those in (ours, theirs)]
    assert said[0] == said[1]
    first, second = ours[0], theirs[0]
    assert second.values("device") == first.values("device") == ("gentlemax_pro", "vbeam_prima")
