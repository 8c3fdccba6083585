"""The operator's commands when something is wrong: a sentence that says what to do, and never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.database import Database
from tests.process.fluence_process import Ended, command, database_url

FAILED = 1
# No file may grow beyond this: as good as a full disk, for one process alone.
SMALL_DISK = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY)); "
    "from bot.__main__ import main; main()"
)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """A database of its own, which is not there yet."""
    return {"DATABASE_URL": database_url(tmp_path)}


def _refused(ended: Ended, words: str) -> None:
    assert words in ended.said
    assert "Traceback" not in ended.said
    assert ended.code == FAILED, ended.said


async def _made(tmp_path: Path) -> None:
    async with Database.open(database_url(tmp_path)):
        pass


async def test_a_backup_of_no_database(tmp_path: Path, settings: dict[str, str]) -> None:
    _refused(await command("db", "backup", str(tmp_path / "copy.db"), settings=settings), "There is no database at")
    assert not (tmp_path / "copy.db").exists()


async def test_a_backup_onto_another(tmp_path: Path, settings: dict[str, str]) -> None:
    await _made(tmp_path)
    (tmp_path / "copy.db").write_text("precious")
    _refused(await command("db", "backup", str(tmp_path / "copy.db"), settings=settings), "never overwrites")


async def test_a_backup_into_a_folder_that_is_not_there_yet(tmp_path: Path, settings: dict[str, str]) -> None:
    await _made(tmp_path)
    ended = await command("db", "backup", str(tmp_path / "backups" / "copy.db"), settings=settings)
    assert ended.code == 0, ended.said
    assert (tmp_path / "backups" / "copy.db").exists()


async def test_a_backup_to_a_place_that_cannot_be_written(tmp_path: Path, settings: dict[str, str]) -> None:
    await _made(tmp_path)
    (tmp_path / "in the way").write_text("a file, not a folder")
    target = str(tmp_path / "in the way" / "copy.db")
    _refused(await command("db", "backup", target, settings=settings), "copy.db cannot be written")


async def test_a_backup_of_a_damaged_file(tmp_path: Path, settings: dict[str, str]) -> None:
    (tmp_path / "fluence.db").write_bytes(b"this is no database" * 100)
    _refused(
        await command("db", "backup", str(tmp_path / "copy.db"), settings=settings), "fluence.db is damaged or not"
    )


async def test_a_full_disk_stops_backup_and_restore_and_leaves_what_was(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    await _made(tmp_path)
    copy = str(tmp_path / "copy.db")
    _refused(await command("db", "backup", copy, settings=settings, code=SMALL_DISK), "copy.db")
    assert sorted(file.name for file in tmp_path.glob("copy*")) == []
    assert (await command("db", "backup", copy, settings=settings)).code == 0
    before = (tmp_path / "fluence.db").read_bytes()
    _refused(await command("db", "restore", copy, settings=settings, code=SMALL_DISK), "fluence.db")
    assert (tmp_path / "fluence.db").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if "restor" in file.name] == []


async def test_a_restore_over_a_damaged_file(tmp_path: Path, settings: dict[str, str]) -> None:
    await _made(tmp_path)
    copy = str(tmp_path / "copy.db")
    assert (await command("db", "backup", copy, settings=settings)).code == 0
    (tmp_path / "fluence.db").write_bytes(b"this is no database" * 100)
    ended = await command("db", "restore", copy, settings=settings)
    assert ended.code == 0, ended.said
    assert (await command("db", "status", settings=settings)).code == 0


async def test_a_restore_of_what_is_no_backup(tmp_path: Path, settings: dict[str, str]) -> None:
    await _made(tmp_path)
    (tmp_path / "copy.db").write_text("no backup")
    _refused(await command("db", "restore", str(tmp_path / "copy.db"), settings=settings), "nothing was changed")
