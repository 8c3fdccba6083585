"""`python -m bot import` and `python -m bot export`: files in and out, without Discord."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import fluence
from db import communities, entries, local_devices
from db.database import Database
from db.entries import Entry
from db.local_devices import AddedDevice

GUILD = 100
SHEET = "title;device;settings\nCheek – veins;Vbeam Prima;7,5 J/cm², 10 mm, 6 ms, FST II\nLegs;GMP;14 J/cm²\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with one server, and the operator's files beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///fluence.db")
    (tmp_path / "sheet.csv").write_bytes(SHEET.encode("cp1252"))

    async def make() -> None:
        async with Database.open("sqlite:///fluence.db") as database, database.write() as write:
            await communities.ensure(write, GUILD, datetime(2026, 1, 1, tzinfo=UTC))

    asyncio.run(make())


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(fluence, list(arguments), input=typed)


def take_in(*more: str, guild: int = GUILD) -> Result:
    return run("import", "sheet.csv", "--guild", str(guild), *more)


def library() -> list[Entry]:
    async def read_all() -> list[Entry]:
        async with Database.open("sqlite:///fluence.db") as database, database.read() as read:
            return await entries.by_numbers(read, GUILD, range(1, 50))

    return asyncio.run(read_all())


def test_it_imports_when_told_yes() -> None:
    result = take_in("--yes")
    assert result.exit_code == 0, result.output
    assert "2 rows; CSV with semicolons, Windows-1252" in result.stdout
    assert "2 can be imported" in result.stdout
    assert "1 incomplete" in result.stdout
    assert "Imported 2: P-1 to P-2." in result.stdout
    assert [(entry.content.title, entry.author_id) for entry in library()] == [("Cheek – veins", None), ("Legs", None)]


def test_an_author_can_be_named() -> None:
    assert take_in("--yes", "--author", "42").exit_code == 0
    assert {entry.author_id for entry in library()} == {42}


def test_nobody_to_ask_is_no_yes() -> None:
    result = take_in()
    assert result.exit_code == 1
    assert "--yes" in result.stderr
    assert library() == []


@pytest.mark.parametrize(("typed", "count"), [("y\n", 2), ("n\n", 0)])
def test_at_a_terminal_it_asks(monkeypatch: pytest.MonkeyPatch, typed: str, count: int) -> None:
    monkeypatch.setattr("bot.cli.importing._is_asked", lambda: True)
    result = run("import", "sheet.csv", "--guild", str(GUILD), typed=typed)
    assert result.exit_code == 0
    assert "Import 2 protocols?" in result.stdout
    assert len(library()) == count


def test_again_adds_nothing() -> None:
    take_in("--yes")
    result = take_in("--yes")
    assert result.exit_code == 0
    assert "2 in the library already" in result.stdout
    assert "nothing new" in result.stdout
    assert len(library()) == 2


def test_every_problem_is_listed_and_nothing_is_imported() -> None:
    rows = "".join(f"Legs {number};Gentelmax;7 J\n" for number in range(30))
    Path("sheet.csv").write_text(SHEET + rows + "Legs;GMP;Mrs Jane Placeholder had 7 J\n", encoding="utf-8")
    result = take_in("--yes")
    assert result.exit_code == 1
    assert len([line for line in result.stderr.splitlines() if line.startswith("Problem: Row ")]) == 31
    assert "Problem: Row 34, settings: may identify a patient (name)." in result.stderr
    assert "Placeholder" not in result.output
    assert "Nothing was imported" in result.stderr
    assert library() == []


def test_a_server_that_is_not_known_is_refused() -> None:
    result = take_in("--yes", guild=999)
    assert (result.exit_code, "no server 999: there is nothing of it here. It knows 100." in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"x" * 25 * 1024 * 1024, "25.0 MB"),
        (b'{"a": 1}', "JSON must be a list"),
        (b"\xff\xfex", "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read(content: bytes, said: str) -> None:
    Path("sheet.csv").write_bytes(content)
    result = take_in("--yes")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there() -> None:
    assert run("import", "absent.csv", "--guild", "1").exit_code == 2


# Out.


def test_it_exports_a_spreadsheet_json_and_a_booklet() -> None:
    take_in("--yes")
    for name in ("out.csv", "out.json", "out.md"):
        result = run("export", name, "--guild", str(GUILD))
        assert (result.exit_code, f"Exported to {name}." in result.stdout) == (0, True), result.output
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert [row["title"] for row in rows] == ["Cheek – veins", "Legs"]
    assert rows[1]["incomplete"] == "incomplete: handpiece, skin type not recorded"
    assert [entry["yours"] for entry in json.loads(Path("out.json").read_text(encoding="utf-8"))] == ["", ""]
    assert "## GentleMax Pro" in Path("out.md").read_text(encoding="utf-8")
    assert Path("out.md").stat().st_mode & 0o077 == 0


def test_it_exports_beside_a_running_fluence() -> None:
    take_in("--yes")

    async def beside() -> int:
        async with Database.open("sqlite:///fluence.db"):
            return (await asyncio.to_thread(run, "export", "out.csv", "--guild", str(GUILD))).exit_code

    assert asyncio.run(beside()) == 0
    assert Path("out.csv").exists()


def test_an_export_narrowed_by_kind_and_device() -> None:
    take_in("--yes")
    chosen = ("--guild", str(GUILD), "--kind", "protocol", "--device", "GMP")
    assert run("export", "out.json", *chosen).exit_code == 0
    assert [entry["title"] for entry in json.loads(Path("out.json").read_text(encoding="utf-8"))] == ["Legs"]
    for wrong, said in (
        (("--kind", "tipp"), "the kinds are tip"),
        (("--device", "Gentelmax"), "Did you mean GentleMax"),
        (("--device", "Vbeam"), "Several devices are called 'Vbeam'. Did you mean Vbeam Perfecta or Vbeam Prima?"),
    ):
        result = run("export", "other.json", "--guild", str(GUILD), *wrong)
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_an_export_of_a_device_that_the_server_has_added() -> None:
    added = AddedDevice("~iQwobble 5", "", (), ("Wobbly",), "", None, datetime(2026, 1, 1, tzinfo=UTC))

    async def add() -> None:
        async with Database.open("sqlite:///fluence.db") as database, database.write() as write:
            await local_devices.add(write, GUILD, added)

    asyncio.run(add())
    Path("sheet.csv").write_text("title,device,settings\nCheeks,Qwobble 5,12 J/cm2\nLegs,GMP,14 J/cm2\n")
    take_in("--yes")
    assert run("export", "out.json", "--guild", str(GUILD), "--device", "wobbly").exit_code == 0
    assert [entry["title"] for entry in json.loads(Path("out.json").read_text(encoding="utf-8"))] == ["Cheeks"]


def test_an_export_overwrites_nothing_and_says_what_it_needs() -> None:
    take_in("--yes")
    Path("out.csv").write_text("precious")
    assert "there already" in run("export", "out.csv", "--guild", str(GUILD)).stderr
    assert Path("out.csv").read_text() == "precious"
    assert ".csv, .json or .md" in run("export", "out.txt", "--guild", str(GUILD)).stderr
    assert "cannot be written" in run("export", "absent/out.csv", "--guild", str(GUILD)).stderr
    assert "no server 7" in run("export", "new.csv", "--guild", "7").stderr
    assert not Path("new.csv").exists()


def test_an_empty_library_makes_no_file() -> None:
    result = run("export", "out.csv", "--guild", str(GUILD))
    assert (result.exit_code, "nothing to export" in result.stderr) == (1, True)
    assert not Path("out.csv").exists()


def test_an_export_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///absent.db")
    result = run("export", "out.csv", "--guild", "1")
    assert (result.exit_code, "There is no database at" in result.stderr) == (1, True)
    Path("absent.db").write_text("no database at all, only words " * 50)
    result = run("export", "out.csv", "--guild", "1")
    assert (result.exit_code, "damaged" in result.stderr) == (1, True)
