"""What was read is kept beside an entry, comes back as it was, and goes with the entry's words."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.clinical.reading import (
    Caution,
    DeviceQuestion,
    EntryKind,
    Found,
    Range,
    Rectangle,
    Scaled,
    Setting,
    SettingKey,
    SettingSet,
    Span,
)
from db import communities, entries, listed
from db.database import Database
from db.entries import Content, Correction, Entry, Facet
from db.kept_readings import NOTHING_READ, KeptReading, kept
from db.listed import Shown
from tests.support.readings import caution, kept_with, reading_with, setting, used

GUILD = 7
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOME = kept_with(
    sets=(used(setting(SettingKey.FLUENCE, 18.0, "J/cm2"), label="test spot"),), cautions=(caution("18 is a lot"),)
)

words = st.text(max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)
ends = st.none() | numbers
spans = st.builds(Span, st.integers(0, 4000), st.integers(0, 4000))
ranges = st.builds(Range, ends, ends)
values = numbers | ranges | st.builds(Rectangle, numbers, numbers) | st.builds(Scaled, numbers | ranges, words) | words
settings = st.builds(Setting, st.sampled_from(SettingKey), values, words, spans)
many_words = st.lists(words, max_size=3).map(tuple)
sets = st.builds(SettingSet, st.lists(settings, max_size=4).map(tuple), many_words, many_words, words)


@given(
    st.lists(sets, max_size=3).map(tuple),
    st.lists(st.builds(Caution, words, words, words, st.none() | spans), max_size=3).map(tuple),
    st.lists(st.builds(DeviceQuestion, words, many_words, spans), max_size=3).map(tuple),
    st.lists(st.builds(Found, words, spans), max_size=3).map(tuple),
)
def test_what_is_kept_comes_back_as_it_was(
    read_sets: tuple[SettingSet, ...],
    cautions: tuple[Caution, ...],
    questions: tuple[DeviceQuestion, ...],
    found: tuple[Found, ...],
) -> None:
    packed = kept(
        reading_with(sets=read_sets, cautions=cautions, device_questions=questions, handpieces=found, seriousness=found)
    ).packed
    again = KeptReading(packed)
    assert (again.sets, again.cautions, again.questions) == (read_sets, cautions, questions)
    assert again.handpieces == again.seriousness == tuple(dict.fromkeys(each.value for each in found))
    assert again.setting_keys == {each.key for one in read_sets for each in one.settings}


def test_nothing_read_takes_no_room() -> None:
    assert kept(reading_with()) == NOTHING_READ
    assert NOTHING_READ.packed == "{}"
    assert (NOTHING_READ.sets, NOTHING_READ.cautions, NOTHING_READ.questions) == ((), (), ())


async def test_it_is_stored_with_the_entry_and_replaced_with_its_words(database: Database) -> None:
    number = await _keep(database, SOME)
    assert (await _entry(database, number)).content.reading == SOME
    async with database.write() as write:
        await entries.replace(write, GUILD, number, _content(NOTHING_READ), NOW)
    assert (await _entry(database, number)).content.reading == NOTHING_READ


async def test_it_goes_when_the_entry_is_held_or_withdrawn(database: Database) -> None:
    held, withdrawn = await _keep(database, SOME), await _keep(database, SOME)
    async with database.write() as write:
        await entries.hold(write, GUILD, held, NOW)
        await entries.withdraw(write, GUILD, withdrawn, NOW)
    async with database.read() as read:
        for entry in await entries.by_numbers(read, GUILD, [held, withdrawn]):
            assert entry.content.reading == NOTHING_READ
        for row in await listed.by_numbers(read, GUILD, [held, withdrawn]):
            assert not row.in_short


async def _keep(database: Database, reading: KeptReading) -> int:
    async with database.write() as write:
        await communities.ensure(write, GUILD, NOW)
        number = await entries.add(write, GUILD, _content(reading), author_id=1, saved_by_id=None, source=None, now=NOW)
    assert number is not None
    return number


def _content(reading: KeptReading) -> Content:
    facets = (Facet("skin_type", "II"), Facet("device", "vbeam"), Facet("tag", "legs"), Facet("device", "bbl"))
    return Content(EntryKind.PROTOCOL, "Legs", "18 J/cm2", facets, "", (), Correction(handpiece="S-25"), 2, reading)


async def _entry(database: Database, number: int) -> Entry:
    """The entry, of which its row of a list says the same."""
    async with database.read() as read:
        entry = await entries.by_number(read, GUILD, number)
        [row] = await listed.by_numbers(read, GUILD, [number])
    assert entry is not None
    assert _said_in_a_list(row) == _said_in_a_list(entry)
    return entry


def _said_in_a_list(shown: Shown) -> list[object]:
    facts = [shown.label, shown.title, shown.created_at, shown.standing, shown.superseded_by, shown.names_handpiece]
    lists = (shown.values("device"), shown.values("skin_type"), sorted(shown.setting_keys), shown.caution_texts)
    return [*facts, *map(list, lists)]
