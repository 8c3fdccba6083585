"""Whatever goes wrong and whenever the process dies: never two messages for one key, and none that is lost."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.exchange.outbox import token_of
from db.database import Database
from tests.delivery.stand_ins import CHANNEL, Office, refusal

_GRACE = timedelta(hours=2)
_KEYS = st.sampled_from([f"key {number}" for number in range(6)])
_PASSING = st.sampled_from([500, 429, 401])


class Deliveries(RuleBasedStateMachine):
    """An office in which rows come, time passes, and everything fails now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.Runner()
        self._house = AsyncExitStack()
        self._folder = tempfile.TemporaryDirectory()
        self.keys: dict[str, int] = {}
        self.office = self._do(self._open())

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run(work)

    async def _open(self) -> Office:
        url = f"sqlite:///{Path(self._folder.name).as_posix()}/outbox.db"
        return Office(await self._house.enter_async_context(Database.open(url)))

    def teardown(self) -> None:
        self._do(self._house.aclose())
        self._loop.close()
        self._folder.cleanup()

    @rule(key=_KEYS, lane=st.integers(0, 2), minutes=st.integers(0, 90))
    def put(self, key: str, lane: int, minutes: int) -> None:
        self.keys.setdefault(key, CHANNEL + lane)
        self._do(self.office.put(key, due_in=timedelta(minutes=minutes), channel_id=CHANNEL + lane, grace=_GRACE))

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.office.clock.pass_by(timedelta(minutes=minutes))

    @rule()
    def a_round(self) -> None:
        self._round()

    @rule(status=_PASSING)
    def a_round_in_which_discord_answers_with_a_fault(self, status: int) -> None:
        self.office.faults.append(refusal(status))
        self._round()

    @rule(status=_PASSING)
    def a_round_in_which_an_answer_is_lost(self, status: int) -> None:
        self.office.faults_after_sending.append(refusal(status))
        self._round()

    @rule(sent=st.booleans())
    def a_round_in_which_the_process_dies(self, sent: bool) -> None:
        faults = self.office.faults_after_sending if sent else self.office.faults
        faults.append(asyncio.CancelledError())
        self._round()
        self.office.runner = self.office.new_runner()

    @rule()
    def a_round_whose_ends_cannot_be_written_down(self) -> None:
        async def refuse(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.office.outbox, "sent", refuse)
            self._round()

    def _round(self) -> None:
        async def once() -> None:
            try:
                await self.office.runner.deliver_due()
            except asyncio.CancelledError:
                self.office.runner = self.office.new_runner()

        self._do(once())
        self.office.faults.clear()
        self.office.faults_after_sending.clear()

    @invariant()
    def never_two_messages_for_one_key(self) -> None:
        assert not [token for token, times in self._standing().items() if times > 1]

    @precondition(lambda self: self.keys)
    @rule()
    def in_quiet_times_everything_comes_to_its_right_end(self) -> None:
        for _ in range(8):
            self.office.clock.pass_by(timedelta(minutes=31))
            self._round()
        standing = self._standing()
        for key in self.keys:
            row = self._do(self.office.row(key))
            assert row.state in ("sent", "skipped")
            assert (row.state == "sent") == (standing[token_of(key)] == 1)

    def _standing(self) -> Counter[str]:
        channels = self.office.client.channels.values()
        return Counter(message.custom_id.split(":")[-1] for channel in channels for message in channel.messages)


TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(max_examples=40, stateful_step_count=25)
