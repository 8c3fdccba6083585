"""The configuration: every key explained, every mistake told at once, the token in no repr."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from bot.app.config import Config, Misconfigured

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in dataclasses.fields(Config):
        monkeypatch.delenv(field.metadata["key"], raising=False)


def test_the_example_and_the_configuration_agree() -> None:
    example = (ROOT / ".env.example").read_text()
    written = re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE)
    assert [key for key, _ in written] == [field.metadata["key"] for field in dataclasses.fields(Config)]
    for key, _ in written:
        above = example.split(f"{key}=")[0].rstrip("\n").splitlines()[-1]
        assert above.startswith("# "), f"{key} is not explained"


def test_the_example_with_a_token_is_the_default(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text((ROOT / ".env.example").read_text().replace("DISCORD_TOKEN=", f"DISCORD_TOKEN={TOKEN}"))
    assert Config.load(env) == Config(token=TOKEN)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = tmp_path / ".env"
    env.write_text(f"DISCORD_TOKEN={TOKEN}\nLOG_LEVEL=ERROR\nMESSAGE_CONTENT=on\n")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("MESSAGE_CONTENT", "off")
    config = Config.load(env)
    assert config.log_level == "DEBUG"
    assert not config.message_content


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text(
        "DISCORD_TOKEN=hello\nDATABASE_URL=mysql://ana:hunter2@example.org/x\nMESSAGE_CONTENT=perhaps\nLOG_LEVEL=loud\n"
        "PRIVACY_POLICY_URL=http://example.org\nTERMS_URL=terms\nREPORTER_SECRET=hunter2\n"
    )
    with pytest.raises(Misconfigured) as told:
        Config.load(env)
    keys = [mistake.split()[0] for mistake in told.value.mistakes]
    assert keys == [field.metadata["key"] for field in dataclasses.fields(Config)]
    assert "hello" not in str(told.value), "a wrong token may be half of a right one"
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("LOG_LEVEL=DEBUG\nDATABASE_URL='sqlite:///mine.db\n", "line 2, cannot be understood"),
        ("DATABASE_URL: sqlite:///mine.db\n", "line 1, cannot be understood"),
        ("DATABSE_URL=sqlite:///mine.db\n", "DATABSE_URL .* Did you mean DATABASE_URL?"),
        ("database_url=sqlite:///mine.db\n", "database_url .* Did you mean DATABASE_URL?"),
        ("DATABASE_URL=sqlite:///ours.db\ndatabase_url=sqlite:///mine.db\n", "database_url .* mean DATABASE_URL?"),
    ],
)
def test_a_slip_of_the_pen_begins_no_other_database(tmp_path: Path, written: str, told: str) -> None:
    env = tmp_path / ".env"
    env.write_text(written)
    with pytest.raises(Misconfigured, match=told):
        Config.load_without_token(env)


def test_what_other_programs_write_into_the_file_is_theirs(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("\ufeffLOG_LEVEL=DEBUG\r\nTZ=UTC\r\nOLD_DATABASE_URL=x\r\nLOG_LEVEL2=x\r\n", encoding="utf-8")
    assert Config.load_without_token(env).log_level == "DEBUG"


@pytest.mark.parametrize(
    ("how", "told"),
    [("utf-16", "not written in UTF-8"), ("utf-16-le", "not written in UTF-8"), (None, "cannot be read")],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, how: str | None, told: str) -> None:
    env = tmp_path / ".env"
    if how is None:
        env.mkdir()
    else:
        env.write_text(f"DISCORD_TOKEN={TOKEN}\n", encoding=how)
    with pytest.raises(Misconfigured, match=told):
        Config.load(env)


def test_a_missing_token_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="DISCORD_TOKEN is missing"):
        Config.load(tmp_path / "none")
    assert Config.load_without_token(tmp_path / "none").token == ""


def test_the_token_is_in_no_repr() -> None:
    assert TOKEN not in repr(Config(token=TOKEN))
    assert TOKEN not in str(dataclasses.replace(Config(token=TOKEN), log_level="INFO"))


@pytest.mark.parametrize("secret", ["x" * 31, "x" * 64, "password" * 3])
def test_a_secret_that_can_be_guessed_is_refused(tmp_path: Path, secret: str) -> None:
    env = tmp_path / ".env"
    env.write_text(f"DISCORD_TOKEN={TOKEN}\nREPORTER_SECRET={secret}\n")
    with pytest.raises(Misconfigured, match="REPORTER_SECRET must be at least 32 characters"):
        Config.load(env)


def test_the_secret_is_in_no_repr(tmp_path: Path) -> None:
    secret = "an invented secret, long enough for a test"
    assert secret not in repr(Config(token=TOKEN, reporter_secret=secret))
