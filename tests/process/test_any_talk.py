"""Members talk, edit, delete, open threads and close them in any order, and the process is killed in between."""

from __future__ import annotations

import random

import pytest

from tests.process.fluence_process import KINDS, FluenceLab
from tests.wire.values import Json, same

LIVES, DEEDS = 4, 60


class Members:
    """Does seeded things as members do, and knows what must be kept in the end."""

    def __init__(self, lab: FluenceLab, seed: int) -> None:
        self._lab, self._wire = lab, lab.wire
        self._draw = random.Random(seed)
        self._count = 0
        self._threads: list[Json] = []
        self._tagged: dict[int, Json] = {}

    def do_something(self) -> None:
        """One deed."""
        deeds = (self._say, self._say, self._chat, self._edit, self._edit, self._delete, self._open, self._post)
        self._draw.choice((*deeds, self._sleep))()

    def expected(self) -> dict[int, str]:
        """Message ids and texts."""
        return {message_id: message["content"] for message_id, message in self._tagged.items()}

    def _words(self) -> str:
        self._count += 1
        return f"{self._draw.choice(('#tip', '#question', '#protocol'))} number {self._count}"

    def _place(self) -> str:
        places = ["general", "meetings", *(thread["id"] for thread in self._threads)]
        return self._draw.choice(places)

    def _keep(self, message: Json) -> None:
        self._tagged[int(message["id"])] = message

    def _say(self) -> None:
        self._keep(self._wire.send_message(self._place(), self._words(), user="ana"))

    def _chat(self) -> None:
        self._wire.send_message(self._place(), "nothing in particular", user="ben")

    def _edit(self) -> None:
        if self._tagged:
            message = self._draw.choice(list(self._tagged.values()))
            if not self._wire.is_archived(self._lab.guild, int(message["channel_id"])):
                self._wire.edit_message(message, self._words())

    def _delete(self) -> None:
        if self._tagged:
            message = self._tagged.pop(self._draw.choice(list(self._tagged)))
            self._wire.delete_message(message)

    def _open(self) -> None:
        self._count += 1
        thread = self._wire.create_thread(
            self._draw.choice(("general", "meetings")), f"Thread {self._count}", user="ana"
        )
        self._threads.append(thread)
        self._keep(self._wire.send_message(thread["id"], self._words(), user="ana"))

    def _post(self) -> None:
        self._count += 1
        tags = self._draw.sample(KINDS, 1)
        post = self._wire.create_post("cases", f"Post {self._count}", f"Said {self._count}", user="ana", tags=tags)
        self._threads.append(post)
        self._keep(next(one for one in self._wire.history(post["id"]) if same(one["id"], post["id"])))

    def _sleep(self) -> None:
        if self._threads:
            self._wire.archive_thread(self._draw.choice(self._threads))


@pytest.mark.parametrize("seed", [13])
async def test_the_library_is_what_the_chat_is(lab: FluenceLab, seed: int) -> None:
    draw, members = random.Random(seed), Members(lab, seed)
    for _ in range(LIVES):
        async with lab.fluence() as bot:
            before = lab.stored.count_kept()
            for _ in range(DEEDS):
                members.do_something()
            enough = before + draw.randint(1, 8)
            # Where much was deleted there may be less than before: any movement will do.
            await lab.until(
                lambda stored, before=before, enough=enough: not before <= stored.count_kept() < enough, "some work"
            )
            await bot.kill()
        for _ in range(DEEDS // 3):
            members.do_something()
    async with lab.fluence():
        for _ in range(DEEDS):
            members.do_something()
        await lab.until(
            lambda stored: {row["message_id"]: row["text"] for row in stored.kept()} == members.expected(),
            "the library to be what the chat is",
        )
    assert lab.stored.rows("SELECT message_id FROM entry GROUP BY message_id HAVING count(*) > 1") == []
