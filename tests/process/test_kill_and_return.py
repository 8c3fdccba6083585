"""The process is killed with no farewell, or is away: what was said meanwhile is made good when it returns."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.process.fluence_process import FluenceLab
from tests.wire import WireCord
from tests.wire.values import Json

MESSAGES, TAGGED, KILLS = 1000, 300, 10
BACKLOG = 60
"""So many more tagged messages have been said when a kill is to come; the kill takes a moment."""
TAGS = ("#tip", "#Pearl", "#complication", "#protocol", "#settings", "#question", "#summary", "#review")
TEXTS = (
    "{tag} {marker} GentleMax Pro, type IV, 18 mm, 12 J/cm²",
    "{marker}: cool for a minute first {tag} #cooling",
    "Words before\n{tag}\n{marker} and after, 100 % sure * ` _ \\ | é ü ñ",
    "{marker} {tag} why does it frost at once? #tip2 @everyone",
)
IDLE = (
    "Good morning, {marker}",
    "lens#tip {marker}",
    "`#tip` {marker}",
    "> #tip {marker}",
    "\u200b{marker} #unrelated",
)


def _script(seed: int) -> list[str]:
    """A thousand messages in a seeded order; each has a marker of its own."""
    draw = random.Random(seed)
    tagged = [draw.choice(TEXTS).format(tag=draw.choice(TAGS), marker=f"marker{n}") for n in range(TAGGED)]
    idle = [draw.choice(IDLE).format(marker=f"marker{n}") for n in range(TAGGED, MESSAGES)]
    script = [*tagged, *idle]
    draw.shuffle(script)
    return script


def _is_tagged(text: str) -> bool:
    return int(text.split("marker", 1)[1].split()[0].rstrip(",:")) < TAGGED


class Talk:
    """Members say what stands in the script, as fast as it can be sent."""

    def __init__(self, wire: WireCord, script: list[str], channels: list[str]) -> None:
        self._wire = wire
        self._left: Iterator[str] = iter(script)
        self._channels = channels
        self.said: list[Json] = []
        self.tagged: list[Json] = []

    def go_on(self, *, until_tagged: int) -> None:
        """Say on, until so many tagged messages have been said in all, or there is no more to say."""
        while len(self.tagged) < until_tagged and (text := next(self._left, None)) is not None:
            place = self._channels[len(self.said) % len(self._channels)]
            message = self._wire.send_message(place, text, user=("ana", "ben")[len(self.said) % 2])
            self.said.append(message)
            if _is_tagged(text):
                self.tagged.append(message)

    def finish(self) -> None:
        """Say the rest, idle words at the end too."""
        self.go_on(until_tagged=MESSAGES)


@pytest.mark.parametrize("seed", [20261121])
async def test_ten_kills_lose_nothing_and_double_nothing(lab: FluenceLab, seed: int) -> None:
    draw = random.Random(seed)
    talk = Talk(lab.wire, _script(seed), ["general", "meetings"])
    kept_at_death = [0]
    for life in range(KILLS):
        # The first one dies in its very first moments.
        moment = kept_at_death[-1] + draw.randint(5, 24) if life else 1
        async with lab.fluence() as bot:
            # A part of it has been said while nobody listened, a part is said now.
            talk.go_on(until_tagged=moment + BACKLOG)
            await lab.until(lambda stored, enough=moment: stored.count_kept() >= enough, f"{moment} kept entries")
            await bot.kill()
        kept_at_death.append(lab.stored.count_kept())
        assert moment <= kept_at_death[-1] < len(talk.tagged), "some, but not all"
        talk.go_on(until_tagged=len(talk.tagged) + draw.randint(0, 15))
    async with lab.fluence():
        talk.finish()
        await lab.until(lambda stored: stored.count_kept() >= TAGGED, "every tagged message")
        await lab.wire.until(lambda: all(map(lab.is_marked, talk.tagged)), 60, "the marks")
    assert (len(talk.said), len(talk.tagged)) == (MESSAGES, TAGGED)
    kept = {row["message_id"]: row["text"] for row in lab.stored.kept()}
    assert kept == {int(message["id"]): message["content"] for message in talk.tagged}
    assert lab.stored.rows("SELECT count(*) FROM entry")[0][0] == TAGGED, "each exactly once, and nothing else"
    assert not any(lab.is_marked(message) for message in talk.said if message not in talk.tagged)


async def test_what_was_edited_and_deleted_meanwhile_is_made_good(lab: FluenceLab) -> None:
    wire = lab.wire
    lab.guild.add_channel("doomed")
    async with lab.fluence() as bot:
        sent = [wire.send_message("general", f"#tip number {number}", user="ana") for number in range(150)]
        lost = wire.send_message("doomed", "#tip goes with its channel", user="ana")
        post = wire.create_post("cases", "Doomed", "#tip goes with its post", user="ana")
        await lab.until(lambda stored: stored.count_kept() == 152, "all entries")
        await bot.kill()
    wire.delete_channel("doomed")
    wire.delete_thread(post)
    edited, deleted, untagged, spoiled = sent[3], sent[70], sent[110], sent[140]
    wire.edit_message(edited, "#protocol number 3, another kind")
    wire.delete_message(deleted)
    wire.edit_message(untagged, "")
    wire.edit_message(spoiled, "#tip of Jane Example, MRN 1234567")
    late = wire.send_message("general", "#tip edited before anybody looked", user="ben")
    wire.edit_message(late, "#tip as it is now")
    gone = wire.send_message("general", "#tip deleted before anybody looked", user="ben")
    wire.delete_message(gone)
    async with lab.fluence():
        await lab.until(lambda stored: stored.text_of(edited) == edited["content"], "the edit")
        await lab.until(lambda stored: stored.status_of(deleted) == "withdrawn", "the tombstone")
        await lab.until(lambda stored: stored.status_of(untagged) == "withdrawn", "the emptied message's tombstone")
        await lab.until(lambda stored: stored.status_of(spoiled) == "held", "the hold")
        await lab.until(lambda stored: stored.status_of(lost) == "unlisted", "the channel's entry")
        await lab.until(lambda stored: stored.status_of({"id": post["id"]}) == "unlisted", "the post's entry")
        await lab.marked(late)
    assert lab.stored.text_of(late) == "#tip as it is now"
    assert lab.stored.status_of(gone) is None
    assert lab.stored.count_kept() == 150 - 3 + 1
    assert lab.stored.rows("SELECT kind FROM entry WHERE message_id = ?", int(edited["id"]))[0]["kind"] == "protocol"
    assert sorted(row["reason"] for row in lab.stored.rows("SELECT reason FROM removal")) == ["channel", "thread"]
    assert b"1234567" not in b"".join(file.read_bytes() for file in lab.folder.iterdir())


async def test_threads_and_archived_posts_are_made_good_too(lab: FluenceLab) -> None:
    wire = lab.wire
    async with lab.fluence() as bot:
        thread = wire.create_thread("general", "Overlap", user="ana", text="#tip Ten per cent.")
        in_thread = wire.history(thread)[-1]
        post = wire.create_post("cases", "Frosting", "It whitened at once.", user="ana", tags=["Question"])
        reply = wire.send_message(post["id"], "#tip Lower the density.", user="ben")
        old = wire.create_post("cases", "An old one", "#tip Said long ago.", user="ana")
        for message in (in_thread, wire.find_message(post["id"])[2], reply, wire.find_message(old["id"])[2]):
            await lab.marked(message)
        wire.archive_thread(old)
        await wire.drain()
        await bot.kill()
    wire.edit_message(in_thread, "#tip Five per cent.")
    wire.delete_message(reply)
    wire.archive_thread(thread)
    wire.retag(post, ["Complication"])
    wire.archive_thread(post)
    wire.unarchive_thread(old)
    wire.edit_message(wire.find_message(old["id"])[2], "#tip Said long ago, and put right.")
    wire.archive_thread(old)
    unseen = wire.create_post("cases", "Unseen", "#summary of a talk nobody heard.", user="ben")
    within = wire.send_message(unseen["id"], "#question and who asked?", user="ana")
    wire.archive_thread(unseen)
    another = wire.create_thread("meetings", "Later", user="ben", text="#review It holds its calibration.")
    wire.archive_thread(another)
    expected = {
        int(in_thread["id"]): ("tip", "#tip Five per cent."),
        int(post["id"]): ("complication", "It whitened at once."),
        int(old["id"]): ("tip", "#tip Said long ago, and put right."),
        int(unseen["id"]): ("summary", "#summary of a talk nobody heard."),
        int(within["id"]): ("question", "#question and who asked?"),
        int(wire.history(another)[-1]["id"]): ("review", "#review It holds its calibration."),
    }
    async with lab.fluence():
        await lab.until(
            lambda stored: {row["message_id"]: (row["kind"], row["text"]) for row in stored.kept()} == expected,
            "threads and posts as they are now",
        )
        await lab.until(lambda stored: stored.status_of(reply) == "withdrawn", "the tombstone")
    for sleeping in (thread, post, old, unseen, another):
        assert lab.guild.threads[int(sleeping["id"])]["thread_metadata"]["archived"], "catching up wakes nobody"
