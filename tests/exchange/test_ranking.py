"""The order of protocols: what fits, then harm, then benefit; and who is not counted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.clinical.reading import EntryKind
from bot.exchange.evidence import weight_of
from bot.exchange.exchange import open_exchange
from bot.exchange.exporting.exports import ExportForm
from bot.exchange.lookup import Asker
from bot.exchange.ranking import Ranked, ranked
from db import communities, complications, entries, members, outcomes, protocol_search, standings
from db.complications import Facts
from db.database import Database
from db.entries import Content, Correction, Facet
from db.kept_readings import KeptReading
from db.members import Profile
from db.outcomes import Counts
from db.wanted import Wanted, words_of
from tests.support.clocks import StoppedClock

HOME, ELSEWHERE, AUTHOR = 100, 200, 1
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HAIR = Content(EntryKind.PROTOCOL, "Hair", "hair", (Facet("device", "gentlemax_pro"),), "", (), Correction(), 1)
GOOD = Counts(worked=8, partly=1, no_effect=1, complications=0)


@pytest.fixture(autouse=True)
async def guilds(database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, HOME, NOW)
        await communities.ensure(write, ELSEWHERE, NOW)


async def keep(database: Database, content: Content = HAIR, *, author: int = AUTHOR, guild: int = HOME) -> int:
    async with database.write() as write:
        number = await entries.add(write, guild, content, author_id=author, saved_by_id=None, source=None, now=NOW)
    assert number is not None
    return number


async def report(database: Database, number: int, user: int, counts: Counts, version: int = 1) -> None:
    async with database.write() as write:
        await outcomes.put(write, HOME, number, version, user, counts, NOW)


async def page(database: Database, text: str = "", offset: int = 0, **asked: object) -> Ranked:
    wanted = replace(Wanted(words=words_of(text), kind=EntryKind.PROTOCOL), **asked)  # type: ignore[arg-type]
    async with database.read() as read:
        found = await ranked(read, HOME, wanted, size=5, offset=offset)
    assert found is not None
    return found


async def order(database: Database, text: str = "", **asked: object) -> list[int]:
    return [entry.number for entry in (await page(database, text, 0, **asked)).entries]


async def test_harm_comes_before_benefit_and_the_unknown_between(database: Database) -> None:
    unknown = await keep(database)
    harmful = await keep(database)
    mild = await keep(database)
    good = await keep(database)
    for user in range(10, 16):
        await report(database, harmful, user, Counts(10, 0, 0, 4))
        await report(database, mild, user, Counts(2, 8, 0, 0))
        await report(database, good, user, GOOD)
    assert await order(database) == [good, mild, unknown, harmful]


async def test_a_serious_report_stands_below_the_rest_with_its_reason(database: Database) -> None:
    harmed = await keep(database)
    unknown = await keep(database)
    told = await keep(database, replace(HAIR, kind=EntryKind.COMPLICATION), author=10)
    async with database.write() as write:
        await complications.say(write, HOME, told, Facts(permanent="yes"), {"permanent"})
    for user in range(10, 20):
        await report(database, harmed, user, Counts(10, 0, 0, 1 if user == 10 else 0))
    assert await order(database) == [harmed, unknown]
    async with database.write() as write:
        assert await outcomes.link(write, HOME, harmed, 1, 10, told)
    found = await page(database)
    assert [entry.number for entry in found.entries] == [unknown, harmed]
    [serious] = found.evidence[harmed].serious
    assert (serious.number, serious.words) == (told, "permanent")
    assert found.evidence[harmed].counted.complications == 1
    async with database.write() as write:
        await complications.refuse(write, HOME, told)
    [serious] = (await page(database)).evidence[harmed].serious
    assert (serious.number, serious.words) == (None, ""), "its patient wants nothing of it shared; the harm counts"
    # Also where only some of the words had to be found, and it has more of them.
    async with database.write() as write:
        await entries.replace(write, HOME, harmed, replace(HAIR, text="hair legs"), NOW)
    assert await order(database, "hair legs", reach="most") == [unknown, harmed]


async def test_what_fits_comes_before_what_is_known_of_it(database: Database) -> None:
    fits = await keep(database, replace(HAIR, facets=(*HAIR.facets, Facet("skin_type", "V"))))
    silent = await keep(database)
    for_others = await keep(database, replace(HAIR, facets=(*HAIR.facets, Facet("skin_type", "II"))))
    given_up = await keep(database, replace(HAIR, facets=(*HAIR.facets, Facet("skin_type", "V"))))
    for user in range(10, 16):
        await report(database, for_others, user, GOOD)
    async with database.write() as write:
        await standings.stand(write, HOME, given_up, "superseded", fits, NOW)
    assert await order(database, preferred_skin_types=("V",)) == [fits, silent, for_others, given_up]
    assert await order(database, "hair") == [for_others, silent, fits, given_up]


async def test_the_handpiece_that_was_typed_comes_first(database: Database) -> None:
    with_handpiece = await keep(database, replace(HAIR, correction=Correction(handpiece="18 mm Slim"), terms="Slim"))
    read_in_text = await keep(database, replace(HAIR, text="slim", reading=KeptReading('{"handpieces":["Slim"]}')))
    in_title = await keep(database, replace(HAIR, title="slim slim slim"))
    for user in range(10, 16):
        await report(database, in_title, user, GOOD)
    assert set((await order(database, "slim"))[:2]) == {with_handpiece, read_in_text}
    assert (await order(database, "slim"))[2:] == [in_title]


async def test_ten_patients_of_one_member_weigh_no_less_than_a_thousand(database: Database) -> None:
    of_many = await keep(database)
    of_one = await keep(database)
    await report(database, of_one, 10, Counts(1000, 0, 0, 0))
    for user in range(10, 13):
        await report(database, of_many, user, Counts(10, 0, 0, 0))
    found = await page(database)
    assert [entry.number for entry in found.entries] == [of_many, of_one]
    assert found.evidence[of_one].counted.worked == 1000
    assert weight_of([(1000, 1000, 0)]) == weight_of([(10, 10, 0)])
    assert weight_of([(10, 10, 0)]).missed_benefit == pytest.approx(1 - 0.722, abs=1e-3)
    assert weight_of([(100, 90, 100)]).harm == weight_of([(10, 9, 10)]).harm
    assert weight_of([(1, 1, 0)]) < weight_of([]) < weight_of([(10, 10, 5)])


async def test_a_complication_is_linked_to_a_report_of_settings_that_are_others_by_now(database: Database) -> None:
    number = await keep(database)
    told = await keep(database, replace(HAIR, kind=EntryKind.COMPLICATION), author=10)
    await report(database, number, 10, Counts(3, 0, 0, 1))
    async with database.write() as write:
        await standings.begin_settings_version(write, HOME, number)
    protocols = open_exchange(database, StoppedClock(NOW)).protocols
    linked = await protocols.link(Asker(HOME, 10), number, 1, told)
    assert ([each.number for each in linked.outcome.linked], linked.evidence.version) == ([told], 1)


async def test_a_list_a_card_a_history_and_an_export_tell_the_same_evidence(database: Database) -> None:
    """Also of settings that nobody has reported on since they were changed."""
    changed, used = await keep(database), await keep(database)
    for number in (changed, used):
        await report(database, number, 10, GOOD)
        await report(database, number, AUTHOR, GOOD)
    async with database.write() as write:
        await standings.begin_settings_version(write, HOME, changed)
    exchange = open_exchange(database, StoppedClock(NOW))
    listed = (await page(database)).evidence
    file = await exchange.exports.export(Asker(HOME, 10), ExportForm.JSON, None, None, 10**6)
    exported = {each["entry"]: each["evidence"]["settings_version"] for each in json.loads(file.content)}
    for number, version in ((changed, 2), (used, 1)):
        async with database.read() as read:
            entry = await entries.by_number(read, HOME, number)
        assert entry is not None
        on_card = await exchange.protocols.evidence(entry)
        assert listed[number] == on_card == (await exchange.protocols.history(entry)).evidence
        assert (listed[number].version, exported[entry.label]) == (version, version)


async def test_makers_and_authors_are_apart(database: Database) -> None:
    number = await keep(database)
    other = await keep(database, replace(HAIR, facets=(Facet("device", "m22"),)))
    async with database.write() as write:
        await members.declare(write, HOME, 10, Profile("physician_other", None, None, None, "Candela, lectures"), NOW)
        await members.declare(write, HOME, 11, Profile("industry"), NOW)
        await members.declare(write, HOME, 12, Profile("nurse", None, None, None, "Lumiwave"), NOW)
    for user in (AUTHOR, 10, 11, 12):
        await report(database, number, user, GOOD)
        await report(database, other, user, GOOD)
    evidence = (await page(database)).evidence
    tallies = [evidence[each] for each in (number, other)]
    assert [each.counted.colleagues for each in tallies] == [1, 2]
    assert [each.by_maker.colleagues for each in tallies] == [2, 1]
    assert [each.by_author.colleagues for each in tallies] == [1, 1]


async def test_who_works_for_one_maker_and_is_paid_by_another_is_tied_to_both(database: Database) -> None:
    number = await keep(database)
    async with database.write() as write:
        await members.declare(write, HOME, 10, Profile("industry", "Candela", None, None, "Lumenis"), NOW)
        await members.declare(write, HOME, 11, Profile("industry", "Cutera"), NOW)
    await report(database, number, 10, Counts(7, 0, 0, 0))
    await report(database, number, 11, Counts(3, 0, 0, 0))
    evidence = (await page(database)).evidence[number]
    assert (evidence.by_maker.worked, evidence.counted.worked) == (7, 3)


async def test_changed_settings_begin_anew(database: Database) -> None:
    number = await keep(database)
    await report(database, number, 10, GOOD)
    async with database.write() as write:
        await standings.begin_settings_version(write, HOME, number)
    assert (await page(database)).evidence[number].is_empty
    await report(database, number, 10, Counts(1, 0, 0, 0), version=2)
    assert (await page(database)).evidence[number].counted.treated == 1


async def test_another_guild_is_another_world(database: Database) -> None:
    await keep(database, guild=ELSEWHERE)
    assert await order(database) == []
    async with database.read() as read:
        assert await protocol_search.matching(read, HOME, Wanted(kind=EntryKind.PROTOCOL)) == []


async def test_pages_do_not_overlap(database: Database) -> None:
    numbers = {await keep(database) for _ in range(7)}
    first, second = await page(database), await page(database, offset=5)
    assert {entry.number for entry in (*first.entries, *second.entries)} == numbers
    assert (first.total, second.total, len(second.entries)) == (7, 7, 2)
