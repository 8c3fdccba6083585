"""Imports: all of a file or nothing of it, once, and without a patient's name."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.clinical.reader import read as read_text
from bot.clinical.reading import EntryKind, Hints
from bot.exchange import privacy as privacy_module
from bot.exchange.content import content_of
from bot.exchange.exchange import open_exchange
from bot.exchange.importing.gathering import Prepared
from bot.exchange.importing.imports import Imports, Progress
from bot.exchange.refusal import Refusal
from db import communities, entries
from db.database import Database
from db.entries import Correction, Entry, Source
from tests.support.clocks import StoppedClock

GUILD, OTHER, MONA = 100, 200, 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHEET = """id,title,device,skin types,indication,settings,notes,date
1,Cheek veins,Vbeam Prima,II-III,Telangiectasia,"Cheek, 7.5 J/cm², 10 mm, 6 ms",Cool longer,2024-03-25
2,Legs,GMP,I; II,Hair removal,"14 J/cm², 3 ms",,
"""


async def silent(_: Progress) -> None:
    """Nobody looks."""


async def prepared(database: Database, sheet: str, *, guild: int = GUILD) -> Prepared:
    return await Imports(database, StoppedClock(NOW)).prepare(guild, sheet.encode(), "a.csv", silent)


async def imported(database: Database, sheet: str, *, guild: int = GUILD, by: int | None = MONA) -> list[str]:
    """Read and keep; the titles of everything in the library then."""
    door = Imports(database, StoppedClock(NOW))
    await door.keep(guild, await door.prepare(guild, sheet.encode(), "a.csv", silent), by=by)
    return [entry.content.title for entry in await library(database, guild)]


async def library(database: Database, guild: int = GUILD) -> list[Entry]:
    async with database.read() as read:
        return await entries.by_numbers(read, guild, range(1, 200))


def shown(prepared_file: Prepared) -> list[str]:
    return [each.shown for each in prepared_file.problems]


def noted(prepared_file: Prepared) -> list[str]:
    return [each.shown for each in prepared_file.notes]


async def test_rows_become_protocols_with_everything_of_theirs(database: Database) -> None:
    await imported(database, SHEET)
    veins, legs = await library(database)
    assert (veins.content.kind, veins.author_id, veins.saved_by_id, veins.source) == (
        EntryKind.PROTOCOL,
        MONA,
        None,
        None,
    )
    assert veins.values("device") == ("vbeam_prima",)
    assert veins.values("skin_type") == ("II", "III")
    assert veins.values("indication") == ("telangiectasia",)
    assert veins.content.text == "Cheek, 7.5 J/cm², 10 mm, 6 ms"
    assert [(each.name, each.text) for each in veins.content.details] == [
        ("Indication", "Telangiectasia"),
        ("Notes", "Cool longer"),
    ]
    assert veins.created_at == datetime(2024, 3, 25, 12, tzinfo=UTC)
    assert legs.created_at == NOW
    assert {str(key) for key in veins.content.reading.setting_keys} >= {"fluence_j_cm2", "pulse_ms", "spot_mm"}


@pytest.mark.parametrize("day", ["2026-01-01", "2026-01-02"])
async def test_what_was_written_today_is_never_from_the_future(database: Database, day: str) -> None:
    now = datetime(2026, 1, 1, 11, tzinfo=UTC)  # in Kiribati it is the 2nd of January
    door = Imports(database, StoppedClock(now))
    sheet = f"title,settings,date\nLegs,14 J/cm²,{day}\n"
    await door.keep(GUILD, await door.prepare(GUILD, sheet.encode(), "a.csv", silent), by=MONA)
    assert [entry.created_at for entry in await library(database)] == [now]


async def test_a_day_that_has_begun_nowhere_is_not_when_it_was_written(database: Database) -> None:
    [problem] = shown(await prepared(database, "title,settings,date\nLegs,14 J/cm²,2026-01-02\n"))
    assert "2026-01-02 cannot be when it was written" in problem


async def test_an_imported_entry_says_what_a_form_would_say(database: Database) -> None:
    """The same words by the same door: what is read of them, and the words by which they are found."""
    await imported(database, SHEET)
    veins = (await library(database))[0].content
    said = Correction(title="Cheek veins", device="vbeam_prima", skin_types=("II", "III"))
    words = "\n".join((veins.title, veins.text, *(each.text for each in veins.details)))
    reading = read_text(words, Hints(EntryKind.PROTOCOL, "vbeam_prima"))
    expected = content_of(EntryKind.PROTOCOL, veins.text, reading, details=veins.details, correction=said)
    assert set(veins.facets) == set(expected.facets)
    assert (veins.terms, veins.reading.packed) == (expected.terms, expected.reading.packed)


async def test_nothing_is_written_before_it_is_confirmed(database: Database) -> None:
    file = await prepared(database, SHEET)
    assert (file.rows, len(file.ready), file.already, file.problems) == (2, 2, 0, ())
    assert await library(database) == []


async def test_errors_in_three_of_many_rows_keep_all_of_them_out(database: Database) -> None:
    rows = [f'{number},Cheek {number},GMP,II,,"{number} J/cm²",,' for number in range(1, 301)]
    rows[41] = "42,Cheek 42,Gentelmax,II,,7 J,,"
    rows[99] = "100,Cheek 100,GMP,darker,,7 J,,"
    rows[299] = "300,,GMP,II,,7 J,,"
    file = await prepared(database, "\n".join([SHEET.splitlines()[0], *rows]))
    assert file.rows == 300
    assert len(shown(file)) == 3
    for problem, place in zip(shown(file), ("Row 43, device", "Row 101, skin_types", "Row 301, title"), strict=True):
        assert problem.startswith(place)
    assert file.ready == ()
    with pytest.raises(Refusal, match="Nothing was imported"):
        await Imports(database, StoppedClock(NOW)).keep(GUILD, file, by=MONA)
    assert await library(database) == []


async def test_a_file_that_ends_within_a_cell_has_one_problem(database: Database) -> None:
    file = await prepared(database, 'title,settings\nA,7 J\nB,"8 J')
    assert [each.partition(":")[0] for each in shown(file)] == ["Row 3"]
    assert (file.rows, file.ready) == (1, ())


async def test_words_by_which_a_guessed_encoding_can_be_judged_are_noted(database: Database) -> None:
    rows = ["1;Legs;14 J/cm²", "2;Mrs Müller;7 J", "3;Γάμπα και κνήμη;7 J", "4;Μηρός;7 J"]
    door = Imports(database, StoppedClock(NOW))
    for kept, said in (
        ((0, 2, 3), "Row 3, title: the file's encoding is a guess. If “Γάμπα και κνήμη” reads"),
        ((0,), "Row 2, settings: the file's encoding is a guess. If “J/cm²” reads"),
    ):
        sheet = "\n".join(["id;title;settings", *(rows[each] for each in kept)])
        file = await door.prepare(GUILD, sheet.encode("cp1253"), "a.csv", silent)
        assert noted(file)[0].startswith(said)
    assert noted(await prepared(database, "title,settings\nΓάμπα,7 J/cm²\n")) == []


async def test_an_identifier_is_told_by_row_column_and_kind_alone(database: Database) -> None:
    rows = [
        "1,Cheek,GMP,II,,7 J,Mrs Jane Placeholder did well,",
        "2,Cheek,GMP,II,,7 J and write to jane@example.org,,",
        "3,Mrs Jane Placeholder,GMP,II,,7 J,,",
        "4,Cheek,GMP,II,,7 J,Mrs Jane Placeholder did well,3/4/2024",
        "3,Cheek,GMP,II,,8 J and write to jane@example.org,,",
    ]
    file = await prepared(database, "\n".join([SHEET.splitlines()[0], *rows]))
    first, second, third, *also_wrong = shown(file)
    assert first.startswith("Row 2, notes: may identify a patient (name)")
    assert second.startswith("Row 3, settings: may identify a patient (email)")
    assert third.startswith("Row 4, title: may identify a patient (name)")
    places = ["Row 5, date", "Row 5, notes", "Row 6, id", "Row 6, settings"]
    assert [each.partition(":")[0] for each in also_wrong] == places
    assert "lacehold" not in "".join((*shown(file), *noted(file)))
    assert "jane" not in "".join(shown(file)).lower()


async def test_urgent_words_are_no_obstacle(database: Database) -> None:
    sheet = "title,settings\nAfter a filler,Blanching and sudden vision loss: hyaluronidase at once. 14 J/cm² before.\n"
    assert await imported(database, sheet) == ["After a filler"]


async def test_the_same_file_again_adds_nothing(database: Database) -> None:
    await imported(database, SHEET)
    again = await prepared(database, SHEET)
    assert (len(again.ready), again.already, again.problems, again.notes) == (0, 2, (), ())
    with pytest.raises(Refusal, match="in the library already"):
        await Imports(database, StoppedClock(NOW)).keep(GUILD, again, by=MONA)
    assert len(await library(database)) == 2


async def test_a_longer_file_adds_what_is_new(database: Database) -> None:
    await imported(database, SHEET)
    assert await imported(database, SHEET + "3,Chin,GMP,I,Hair removal,9 J,,\n") == ["Cheek veins", "Legs", "Chin"]


async def test_a_row_without_an_id_is_known_by_its_words(database: Database) -> None:
    await imported(database, "title,device,settings\nLegs,GMP,14 J/cm²\n")
    file = await prepared(database, "id,title,device,settings\n7, Legs ,GentleMax Pro,14  J/cm²\n")
    assert (len(file.ready), file.already) == (0, 1)


async def test_a_row_that_was_changed_since_is_told_and_left(database: Database) -> None:
    await imported(database, SHEET)
    file = await prepared(database, SHEET.replace("14 J/cm²", "12 J/cm²"))
    assert (len(file.ready), file.already) == (0, 2)
    [note] = noted(file)
    assert note.startswith("Row 3, id: its id was imported as P-2, with other words")


async def test_what_was_withdrawn_does_not_come_back(database: Database) -> None:
    await imported(database, SHEET)
    async with database.write() as write:
        await entries.withdraw(write, GUILD, 1, NOW)
    file = await prepared(database, SHEET)
    assert (len(file.ready), file.already) == (0, 2)
    assert "withdrawn" in noted(file)[0]


async def test_what_the_library_says_already_is_not_doubled(database: Database) -> None:
    await imported(database, SHEET, by=None)
    async with database.write() as write:
        await write.run("DELETE FROM imported_row")
    file = await prepared(database, SHEET)
    assert (len(file.ready), file.already) == (0, 2)
    assert noted(file)[0] == "Row 2: P-1 says the same; it is not imported again."
    other_device = await prepared(database, SHEET.replace("Vbeam Prima", "Vbeam Perfecta"))
    assert len(other_device.ready) == 1


async def test_rows_that_stand_twice_in_a_file_are_taken_once(database: Database) -> None:
    rows = "title,device,settings\nLegs,GMP,14 J\nChin,GMP,9 J\nLegs,GMP,14 J\n"
    file = await prepared(database, rows)
    assert (len(file.ready), noted(file)) == (2, ["Row 4: the same as row 2; it is taken once."])


async def test_two_rows_with_one_id_that_differ_are_a_problem(database: Database) -> None:
    file = await prepared(database, "id,title,settings\n7,Legs,14 J\n8,Chin,9 J\n7,Legs,12 J\n")
    assert shown(file) == ["Row 4, id: row 2 has the same id and says something else."]


async def test_a_device_that_the_words_contradict_is_told(database: Database) -> None:
    file = await prepared(database, "title,device,settings\nVeins,GMP,Vbeam Prima 7 J/cm² 10 mm\n")
    assert noted(file) == ["Row 2, device: the words name another device than this column."]


async def test_what_is_incomplete_or_doubtful_is_counted(database: Database) -> None:
    rows = 'title,device,settings\nA,,7 J/cm²\nB,Vbeam Prima,"FST II, 220 J/cm², 10 mm, 6 ms"\n'
    file = await prepared(database, rows)
    assert (len(file.ready), file.incomplete, file.cautioned) == (2, 1, 1)


async def test_settings_that_were_put_right_stay_so(database: Database) -> None:
    await imported(database, "title,device,settings,settings_put_right\nA,GMP,14 kJ,14 J/cm²\n")
    [entry] = await library(database)
    assert entry.content.correction.settings == "14 J/cm²"


async def test_communities_do_not_mix(database: Database) -> None:
    await imported(database, SHEET)
    assert await imported(database, SHEET, guild=OTHER) == ["Cheek veins", "Legs"]
    assert len(await library(database)) == 2


async def test_an_own_id_is_nowhere_in_the_store(database: Database) -> None:
    await imported(database, SHEET.replace("\n1,", "\nQX-4711-secret,"))
    async with database.read() as read:
        tables = [row["name"] for row in await read.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        stored = [tuple(row) for table in tables for row in await read.all(f'SELECT * FROM "{table}"')]
    assert "4711-secret" not in str(stored)


async def test_two_who_confirm_the_same_file_at_once_double_nothing(database: Database) -> None:
    door = Imports(database, StoppedClock(NOW))
    file = await prepared(database, SHEET)
    results = await asyncio.gather(
        door.keep(GUILD, file, by=MONA), door.keep(GUILD, file, by=MONA), return_exceptions=True
    )
    assert [type(each) is Refusal for each in results] == [False, True]
    assert len(await library(database)) == 2


async def test_one_file_at_a_time(database: Database) -> None:
    door = Imports(database, StoppedClock(NOW))
    with door.alone(), pytest.raises(Refusal, match="just now"), door.alone():
        raise AssertionError("two at once")
    with door.alone():
        pass


async def test_progress_is_told_and_the_loop_goes_on(database: Database) -> None:
    rows = "\n".join(f"Cheek {number},{number} J/cm²" for number in range(1, 301))
    told: list[Progress] = []
    turns = 0

    async def tell(progress: Progress) -> None:
        told.append(progress)

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count())
    await Imports(database, StoppedClock(NOW)).prepare(GUILD, f"title,settings\n{rows}\n".encode(), "a.csv", tell)
    counting.cancel()
    assert [each.rows for each in told] == [50, 100, 150, 200, 250, 300]
    assert all(0 < each.done <= 1 for each in told)
    assert turns > len(told)


async def test_a_file_without_rows_is_told(database: Database) -> None:
    assert shown(await prepared(database, "title,settings\n")) == [
        "Row 2: there are no rows below the names of the columns."
    ]


async def test_numbers_are_given_once(database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        assert await communities.next_number(write, GUILD) == 1
    await imported(database, SHEET)
    assert [entry.number for entry in await library(database)] == [2, 3]
    async with database.write() as write:
        assert await communities.next_number(write, GUILD) == 4


LIKE = """title,device,handpiece,skin types,indication,settings
Legs my way,GentleMax Pro,18 mm,III,Hair removal,"3 ms; 14 J/cm2, as always"
Legs again,GMP,18mm,I,Hair removal,"Legs: 14 J/cm², 3 ms"
Legs and cool,GMP,12 mm,I,Hair removal,"14 J/cm², 3 ms, with 12 mm"
Lips,GMP,18 mm,I,Hair removal,"16 J/cm², 3 ms"
"""


async def test_rows_like_an_entry_or_each_other_are_named_and_imported(database: Database) -> None:
    there = LIKE.splitlines()[0] + '\nLegs,GMP,18 mm,I; II,Hair removal,"14 J/cm², 3 ms"\n'
    await imported(database, there, guild=OTHER)
    assert noted(await prepared(database, LIKE)) == [
        "Row 3: looks like row 2: the same device, indication and settings in other words."
    ]
    await imported(database, there)
    file = await prepared(database, LIKE)
    assert noted(file) == [
        f"Row {row}: looks like P-1: the same device, indication and settings in other words." for row in (2, 3)
    ]
    assert (len(file.ready), file.problems) == (4, ())
    assert len(await imported(database, LIKE)) == 5
    assert noted(await prepared(database, LIKE)) == [], "the very same rows are there already"


async def test_a_row_is_compared_with_every_protocol_on_its_device(database: Database) -> None:
    rows = "".join(f'Legs {place},GMP,18 mm,I,Hair removal,"{place + 1} J/cm², 3 ms"\n' for place in range(120))
    head = "title,device,handpiece,skin types,indication,settings\n"
    await imported(database, head + rows)
    file = await prepared(database, f'{head}Other words,GMP,18 mm,I,Hair removal,"3 ms with 1 J/cm²"\n')
    assert noted(file) == ["Row 2: looks like P-1: the same device, indication and settings in other words."]


@pytest.mark.parametrize("private_channel_id", [7, None])
async def test_what_was_said_in_a_private_channel_is_told_to_nobody(
    database: Database, private_channel_id: int | None
) -> None:
    text = "14 J/cm², 3 ms, 18 mm, hair removal"
    said = Correction(device="gentlemax_pro", handpiece="18 mm")
    content = content_of(EntryKind.PROTOCOL, text, read_text(text, Hints(EntryKind.PROTOCOL)), correction=said)
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        source = Source(7, 8, private_channel_id=private_channel_id)
        await entries.add(write, GUILD, content, author_id=MONA, saved_by_id=None, source=source, now=NOW)
    told = [note for note in noted(await prepared(database, LIKE)) if "looks like P-1" in note]
    assert bool(told) == (private_channel_id is None)


async def test_others_write_while_what_was_imported_is_withdrawn(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy_module, "_WITHDRAWN_AT_ONCE", 1)
    await imported(database, SHEET)
    withdrawing = asyncio.create_task(open_exchange(database, StoppedClock(NOW)).privacy.withdraw_imports(GUILD, MONA))
    seen: set[int] = set()
    while not withdrawing.done():
        async with database.write() as write:
            found = await entries.by_numbers(write, GUILD, [1, 2])
        seen.add(sum(each.status == "withdrawn" for each in found))
    assert withdrawing.result() == 2
    assert 1 in seen


TIPS = """kind,title,settings,device,notes
tip,Cold gel,Keep the gel in the refrigerator,,
Tip,Legs,"GMP at 14 J/cm², 3 ms: warn of the smell",GMP,Twice
protocol,Cold gel,Keep the gel in the refrigerator,,
"""


async def test_a_row_that_is_called_a_tip_becomes_one(database: Database) -> None:
    file = await prepared(database, TIPS)
    assert (file.told, file.incomplete, shown(file)) == ("1 protocol and 2 tips", 2, []), "a tip that states a dose"
    assert await imported(database, TIPS) == ["Cold gel", "Legs", "Cold gel"]
    gel, legs, as_protocol = await library(database)
    assert [each.label for each in (gel, legs, as_protocol)] == ["T-1", "T-2", "P-3"]
    assert (gel.content.text, gel.author_id) == ("Keep the gel in the refrigerator", MONA)
    assert legs.values("device") == ("gentlemax_pro",)
    assert [(each.name, each.text) for each in legs.content.details] == [("Notes", "Twice")]
    again = await prepared(database, TIPS)
    assert (again.already, again.ready) == (3, ())


async def test_a_tip_that_names_a_patient_holds_up_its_file(database: Database) -> None:
    file = await prepared(database, TIPS + "tip,Cheek,Mrs Jane Placeholder did well with cooling,,\n")
    assert shown(file) == ["Row 5, settings: may identify a patient (name). Take it out, or write it otherwise."]
    assert file.ready == ()


async def test_a_tip_that_the_library_has_or_had_is_named_as_one(database: Database) -> None:
    text = "Keep the gel in the refrigerator"
    said = content_of(
        EntryKind.TIP, text, read_text(text, Hints(EntryKind.TIP)), correction=Correction(title="Cold gel")
    )
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        await entries.add(write, GUILD, said, author_id=7, saved_by_id=None, source=None, now=NOW)
    file = await prepared(database, TIPS)
    assert (file.already, file.told) == (1, "1 protocol and 1 tip")
    assert noted(file) == ["Row 2: T-1 says the same; it is not imported again."]
    await imported(database, TIPS)
    async with database.write() as write:
        await entries.withdraw(write, GUILD, 2, NOW)
    assert "Row 3: it was imported as T-2 and withdrawn; it is not imported again." in noted(
        await prepared(database, TIPS)
    )
