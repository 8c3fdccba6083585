"""Turns are taken in order of arrival, and old news is known to be old."""

from __future__ import annotations

import asyncio

from bot.exchange.chat_order import ChatOrder


async def test_turns_of_one_message_follow_arrival() -> None:
    order = ChatOrder()
    done: list[str] = []

    async def handle(name: str, message_id: int, steps: int) -> None:
        async with order.turn(message_id):
            for _ in range(steps):
                await asyncio.sleep(0)
            done.append(name)

    await asyncio.gather(handle("long", 1, 9), handle("short", 1, 0), handle("other", 2, 1), handle("last", 1, 0))
    assert done == ["other", "long", "short", "last"]


async def test_a_turn_ends_with_an_error_too() -> None:
    order = ChatOrder()
    try:
        async with order.turn(1):
            raise ValueError
    except ValueError:
        pass
    async with asyncio.timeout(1), order.turn(1):
        pass


def test_what_is_overtaken_is_remembered_only_while_history_is_read() -> None:
    order = ChatOrder()
    order.overtake([1])
    assert not order.is_overtaken(9, 1)
    with order.reading_history():
        with order.reading_history():
            order.overtake([1])
            order.overtake_channel(8)
        assert order.is_overtaken(9, 1)
        assert order.is_overtaken(8, 5)
        assert not order.is_overtaken(9, 2)
    assert not order.is_overtaken(9, 1)
    assert not order.is_overtaken(8, 5)
