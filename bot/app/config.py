"""The configuration: one frozen dataclass from the environment and `.env`, every mistake told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from db.database import path_of
from db.failures import InvalidDatabaseUrl

Value = TypeVar("Value")
_ENV_FILE = Path(".env")
_SHORTEST_SECRET = 32
_NEARLY_THE_SAME = 0.9
_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}")


class Misconfigured(Exception):
    """Settings that cannot be used; `mistakes` holds a sentence for each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Config:
    """What the operator sets. The token and the secret are in no repr, so that no log can show them."""

    token: str = field(repr=False, metadata={"key": "DISCORD_TOKEN"})
    database_url: str = field(default="sqlite:///data/fluence.db", metadata={"key": "DATABASE_URL"})
    message_content: bool = field(default=True, metadata={"key": "MESSAGE_CONTENT"})
    log_level: str = field(default="INFO", metadata={"key": "LOG_LEVEL"})
    privacy_policy_url: str = field(default="", metadata={"key": "PRIVACY_POLICY_URL"})
    terms_url: str = field(default="", metadata={"key": "TERMS_URL"})
    reporter_secret: str = field(default="", repr=False, metadata={"key": "REPORTER_SECRET"})

    @classmethod
    def load(cls, env_file: Path = _ENV_FILE) -> Config:
        """Read `.env` and the environment, which wins; raises Misconfigured with every mistake."""
        return cls.read(_settings(env_file), cls._token)

    @classmethod
    def load_without_token(cls, env_file: Path = _ENV_FILE) -> Config:
        """The same for commands that never reach Discord."""
        return cls.read(_settings(env_file), lambda value: value)

    @classmethod
    def read(cls, settings: Mapping[str, str | None], read_token: Callable[[str], str]) -> Config:
        """Build the configuration from plain settings."""
        reader = _Reader(settings)
        config = cls(
            token=reader.require("DISCORD_TOKEN", read_token),
            database_url=reader.read("DATABASE_URL", "sqlite:///data/fluence.db", _database_url),
            message_content=reader.read("MESSAGE_CONTENT", True, _switch),
            log_level=reader.read("LOG_LEVEL", "INFO", _log_level),
            privacy_policy_url=reader.read("PRIVACY_POLICY_URL", "", _address),
            terms_url=reader.read("TERMS_URL", "", _address),
            reporter_secret=reader.read("REPORTER_SECRET", "", _reporter_secret),
        )
        if reader.mistakes:
            raise Misconfigured(reader.mistakes)
        return config

    @staticmethod
    def _token(value: str) -> str:
        if not value:
            raise ValueError(
                f"is missing. Copy the bot's token from the Discord developer portal into {_ENV_FILE.absolute()}"
            )
        if not _TOKEN.fullmatch(value):
            raise ValueError(
                "does not look like a bot token: three parts with dots, no quotation marks, no word before it. Copy it "
                "again from the portal"
            )
        return value


class _Reader:
    """Reads one setting after the other and gathers the mistakes."""

    def __init__(self, settings: Mapping[str, str | None]) -> None:
        self._settings = settings
        self.mistakes: list[str] = []

    def read(self, key: str, default: Value, convert: Callable[[str], Value]) -> Value:
        """The setting, or its default where it is absent or wrong."""
        text = (self._settings.get(key) or "").strip()
        try:
            return convert(text) if text else default
        except ValueError as mistake:
            self.mistakes.append(f"{key} {mistake}.")
            return default

    def require(self, key: str, convert: Callable[[str], str]) -> str:
        """A setting that may not be absent."""
        text = (self._settings.get(key) or "").strip()
        try:
            return convert(text)
        except ValueError as mistake:
            self.mistakes.append(f"{key} {mistake}.")
            return ""


def _settings(env_file: Path) -> dict[str, str | None]:
    text = _text(env_file)
    lines = [f"line {each.original.line}" for each in parse_stream(StringIO(text)) if each.error]
    if lines:
        # A line that is passed over leaves its default: another database, say, which then begins anew.
        raise Misconfigured(
            [
                f"{env_file}, {line}, cannot be understood. Write KEY=value; a quotation mark has to be closed."
                for line in lines
            ]
        )
    written = dotenv_values(stream=StringIO(text))
    # One that only resembles a key of the file may be another program's; one in small letters is nobody else's.
    slips = [(key, near) for key in written for near in _meant(key) if near not in written or near == key.upper()]
    if slips:
        raise Misconfigured([f"{key} in {env_file} is no setting. Did you mean {near}?" for key, near in slips])
    return {**written, **os.environ}


def _text(env_file: Path) -> str:
    not_utf_8 = Misconfigured([f"{env_file} is not written in UTF-8. Save it again as UTF-8."])
    try:
        text = env_file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:  # some editors on Windows write UTF-16
        raise not_utf_8 from None
    except OSError:
        raise Misconfigured(
            [f"{env_file} cannot be read. It must be a file, and belong to the user that runs the bot."]
        ) from None
    if "\0" in text:  # UTF-16 without its mark at the beginning is UTF-8 too, of keys that nobody knows
        raise not_utf_8
    return text


def _meant(key: str) -> list[str]:
    """The setting that a key misses by a letter or by small letters; none for one of ours, or of another program."""
    ours = [each.metadata["key"] for each in fields(Config)]
    return get_close_matches(key.upper(), ours, 1, _NEARLY_THE_SAME) if key not in ours else []


def _database_url(value: str) -> str:
    try:
        path_of(value)
    except InvalidDatabaseUrl as problem:
        raise ValueError(str(problem).removeprefix("DATABASE_URL ").rstrip(".")) from None
    return value


def _switch(value: str) -> bool:
    match value.lower():
        case "on" | "true" | "yes" | "1":
            return True
        case "off" | "false" | "no" | "0":
            return False
        case _:
            raise ValueError(f"must be on or off, not {value!r}")


def _log_level(value: str) -> str:
    if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError(f"must be DEBUG, INFO, WARNING or ERROR, not {value!r}")
    return value.upper()


def _reporter_secret(value: str) -> str:
    if len(value) < _SHORTEST_SECRET or len(set(value)) < _SHORTEST_SECRET // 4:
        raise ValueError(
            f"must be at least {_SHORTEST_SECRET} characters that nobody can guess: "
            "python -c 'import secrets; print(secrets.token_urlsafe(32))' makes one. It is not repeated here"
        )
    return value


def _address(value: str) -> str:
    if value and not re.fullmatch(r"https://\S+", value):
        raise ValueError(f"must be an address that begins with https://, not {value!r}")
    return value
