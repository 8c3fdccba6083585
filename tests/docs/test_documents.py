"""The documents say what the code does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bot.cli.commands import fluence
from bot.cli.database import database as database_commands
from tests.docs.tables import command_rows, intents, permission_rows
from tests.readme_commands import README, command_for_demo, command_for_tests, commands

ROOT = README.parent
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_IMAGE = re.compile(r'src="(?!https?:)([^"]+)"')


def _documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_the_readme_has_two_lone_commands_of_one_line() -> None:
    assert len(commands()) == 2
    assert command_for_demo().endswith("python -m bot demo")
    assert command_for_tests().endswith("python -m pytest -n auto")
    for command in commands():
        assert command.startswith("python3 -m venv"), "nothing but Python is assumed"


async def test_the_readme_lists_every_command_as_the_tree_has_it(tmp_path: Path) -> None:
    readme = README.read_text(encoding="utf-8")
    assert [row for row in await command_rows(tmp_path) if row not in readme] == []


async def test_the_readme_lists_no_command_that_is_not_there(tmp_path: Path) -> None:
    rows = set(await command_rows(tmp_path))
    written = re.findall(r"^\| `/.*$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row for row in written if row not in rows] == []


def test_the_readme_lists_every_permission_that_is_asked_for() -> None:
    readme = README.read_text(encoding="utf-8")
    assert [row for row in permission_rows() if row not in readme] == []


async def test_the_readme_lists_the_intents_that_are_asked_for(tmp_path: Path) -> None:
    table = README.read_text(encoding="utf-8").partition("| intent | what for |\n|---|---|\n")[2].partition("\n\n")[0]
    written = [row.split("|")[1].strip().removesuffix(" (privileged)") for row in table.splitlines()]
    assert sorted(written) == sorted(await intents(tmp_path))


def test_the_readme_lists_every_command_of_the_operator() -> None:
    readme = README.read_text(encoding="utf-8")
    for name in fluence.commands:
        if name not in ("run", "db"):
            assert f"`python -m bot {name}" in readme, name
    for name in database_commands.commands:
        assert f"`python -m bot db {name}" in readme, name


@pytest.mark.parametrize("document", _documents(), ids=lambda each: each.name)
def test_what_a_document_links_to_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in (*_LINK.findall(text), *_IMAGE.findall(text)):
        assert (document.parent / target).exists(), target


def test_the_project_speaks_of_itself_alone() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    workplace = re.compile(r"(?<!\w)/" + r"work/|/opt/" + r"venv|/tmp/" + r"fluence|\.\./" + "shared")
    for name in listed.splitlines():
        path = ROOT / name
        if (name.startswith(".") or path.suffix in {".py", ".md", ".toml", ".sql", ".lock"}) and path.exists():
            assert not workplace.search(path.read_text(encoding="utf-8")), name
