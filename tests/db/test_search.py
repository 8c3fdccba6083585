"""Looking up in the store: ranking, filters, words spelled nearly so, and guilds that never mix."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clinical.reading import EntryKind
from db import communities, entries, search, vocabulary
from db.database import Database
from db.entries import Content, Correction, Facet, Source
from db.vocabulary import Vocabulary
from db.wanted import Wanted, device_term, words_of

HOME, ELSEWHERE = 100, 200
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TIP = Content(EntryKind.TIP, "A tip", "some text", (), "", (), Correction(), 1)


@pytest.fixture(autouse=True)
async def guilds(database: Database) -> None:
    async with database.write() as write:
        await communities.ensure(write, HOME, NOW)
        await communities.ensure(write, ELSEWHERE, NOW)


@dataclass(frozen=True, slots=True)
class Matches:
    numbers: tuple[int, ...]
    total: int
    beyond: bool


async def keep(database: Database, content: Content, *, guild: int = HOME, private: int | None = None) -> int:
    async with database.write() as write:
        source = Source(7, len(await write.all("SELECT key FROM entry")) + 1, None, private)
        number = await entries.add(
            write, guild, content, author_id=1, saved_by_id=None, source=source if private else None, now=NOW
        )
    assert number is not None
    return number


async def look(
    database: Database, text: str, *, guild: int = HOME, size: int = 50, offset: int = 0, **asked: object
) -> Matches:
    wanted = replace(Wanted(words=words_of(text)), **asked)  # type: ignore[arg-type]
    async with database.read() as read:
        page = await search.page(read, guild, wanted, size=size, offset=offset)
    return Matches(tuple(entry.number for entry in page.entries), page.total, page.beyond)


async def found(database: Database, text: str, **asked: object) -> tuple[int, ...]:
    return (await look(database, text, **asked)).numbers  # type: ignore[arg-type]


async def test_a_word_in_the_title_counts_more_than_in_the_terms_and_in_the_text(database: Database) -> None:
    in_text = await keep(database, replace(TIP, text="melasma it was"))
    in_title = await keep(database, replace(TIP, title="melasma", text="it was"))
    in_terms = await keep(database, replace(TIP, terms="melasma", text="it was"))
    assert await found(database, "melasma") == (in_title, in_terms, in_text)


async def test_every_word_is_wanted_and_the_last_may_be_unfinished(database: Database) -> None:
    both = await keep(database, replace(TIP, text="cooling before the melasma pass"))
    await keep(database, replace(TIP, text="cooling alone"))
    assert await found(database, "cooling mela") == (both,)
    assert await found(database, "cool melasma") == ()
    assert await found(database, "cool mela", reach="beginnings") == (both,)
    alone = await keep(database, replace(TIP, title="cooling", text="before"))
    assert (await found(database, "cooling melasma", reach="most"))[:2] == (both, alone)
    assert len(await found(database, "cooling vascular", reach="most")) == 3
    assert await found(database, "vascular", reach="most") == ()
    named = await keep(database, replace(TIP, text="dark marks", terms="Hyperpigmentation"))
    assert await found(database, "vascular", reach="most", names=("Hyperpigmentation",)) == (named,)


async def test_what_names_one_of_the_skin_types_comes_first(database: Database) -> None:
    fits = await keep(database, replace(TIP, text="melasma", facets=(Facet("skin_type", "V"),)))
    newer = await keep(database, replace(TIP, text="melasma", facets=(Facet("skin_type", "I"),)))
    assert await found(database, "melasma") == (newer, fits)
    assert await found(database, "melasma", preferred_skin_types=("V", "VI")) == (fits, newer)


async def test_a_number_is_meant_as_it_stands(database: Database) -> None:
    await keep(database, replace(TIP, text="at 1064 nm"))
    ten = await keep(database, replace(TIP, text="at 10 J"))
    assert await found(database, "10") == (ten,)


async def test_accents_and_capitals_do_not_matter(database: Database) -> None:
    number = await keep(database, replace(TIP, text="Café-au-lait, ΜΕΛΑΣΜΑ"))
    assert await found(database, "CAFE-AU-LAIT") == (number,)
    assert await found(database, "μελασμα") == (number,)


async def test_filters_narrow_and_may_stand_alone(database: Database) -> None:
    plain = await keep(database, TIP)
    facets = (
        Facet("device", "gentlemax_pro"),
        Facet("indication", "melasma"),
        Facet("complication", "pih"),
        Facet("modality", "ipl"),
        Facet("skin_type", "V"),
    )
    full = await keep(
        database, replace(TIP, kind=EntryKind.PROTOCOL, facets=facets, terms=device_term("gentlemax_pro"))
    )
    assert await found(database, "") == (full, plain)
    assert await found(database, "", kind=EntryKind.TIP) == (plain,)
    for words in ("text", ""):
        assert await found(database, words, devices=("gentlelase", "gentlemax_pro")) == (full,)
    assert await found(database, "", indication="melasma", skin_type="V") == (full,)
    assert await found(database, "", skin_type="I") == ()
    assert await found(database, "", complication="pih") == (full,)
    assert await found(database, "text", modality="ipl", complication="pih") == (full,)
    assert await found(database, "", modality="ipl") == (full,)
    assert await found(database, "", modality="ipl", complication="burn") == ()


async def test_one_kind_alone_is_walked_by_its_own_index(database: Database) -> None:
    """Else the few protocols of a large library would be looked for among all that it has."""
    await keep(database, TIP)
    wanted = Wanted(kind=EntryKind.PROTOCOL)
    async with database.read() as read:
        parameters = await search.parameters_of(read, HOME, wanted)
        plan = [row["detail"] for row in await read.all(f"EXPLAIN QUERY PLAN {search.scored(wanted)}", parameters)]
    assert "entry_by_kind" in plan[0]
    assert not any("TEMP B-TREE" in detail for detail in plan)


async def test_newest_first_on_request(database: Database) -> None:
    better = await keep(database, replace(TIP, title="melasma"))
    newer = await keep(database, replace(TIP, text="melasma among many other words that say little"))
    assert await found(database, "melasma") == (better, newer)
    assert await found(database, "melasma", newest_first=True) == (newer, better)


async def test_the_preferred_skin_type_comes_first_then_none_stated_then_others(database: Database) -> None:
    other = await keep(database, replace(TIP, kind=EntryKind.PROTOCOL, facets=(Facet("skin_type", "II"),)))
    matching = await keep(database, replace(TIP, kind=EntryKind.PROTOCOL, facets=(Facet("skin_type", "V"),)))
    silent = await keep(database, replace(TIP, kind=EntryKind.PROTOCOL))
    assert await found(database, "text", preferred_skin_types=("V",)) == (matching, silent, other)
    assert await found(database, "", preferred_skin_types=("V",)) == (matching, silent, other)


async def test_pages_do_not_overlap_and_the_count_is_whole(database: Database) -> None:
    numbers = [await keep(database, TIP) for _ in range(7)]
    first, second = await look(database, "text", size=5), await look(database, "text", size=5, offset=5)
    assert first.total == second.total == 7
    assert sorted(first.numbers + second.numbers) == numbers


async def test_only_listed_entries_are_found(database: Database) -> None:
    withdrawn, held, edited = [await keep(database, replace(TIP, text="melasma")) for _ in range(3)]
    async with database.write() as write:
        await entries.withdraw(write, HOME, withdrawn, NOW)
        await entries.hold(write, HOME, held, NOW)
        await entries.replace(write, HOME, edited, replace(TIP, text="rosacea"), NOW)
    assert await found(database, "melasma") == ()
    assert await found(database, "rosacea") == (edited,)
    assert await found(database, "") == (edited,)


async def test_a_private_channels_entries_are_found_by_those_who_see_it(database: Database) -> None:
    open_one = await keep(database, replace(TIP, title="melasma"))
    secret = await keep(database, replace(TIP, title="melasma sekret"), private=77)
    assert await found(database, "melasma") == (open_one,)
    assert await found(database, "") == (open_one,)
    assert set(await found(database, "melasma", visible=frozenset({77}))) == {open_one, secret}
    assert set(await found(database, "melasma", own=1)) == {open_one, secret}, "its author always finds it"
    assert await found(database, "melasma", own=2) == (open_one,)
    async with database.read() as read:
        assert [each.number for each in await search.titled(read, HOME, ("melasma",), frozenset(), 5)] == [open_one]
        assert await search.numbered(read, HOME, secret, frozenset(), 5) == []
        assert [each.number for each in await search.numbered(read, HOME, secret, frozenset(), 5, own=1)] == [secret]
        assert len(await search.titled(read, HOME, ("melasma",), frozenset(), 5, own=1)) == 2
        assert await search.words_in_use(read, HOME, ["sekret"], Wanted()) == []
        assert await search.words_in_use(read, HOME, ["sekret"], Wanted(visible=frozenset({77}))) == ["sekret"]


async def test_guilds_never_mix(database: Database) -> None:
    on_it = replace(TIP, terms=device_term("gentlelase"))
    here = await keep(database, replace(on_it, title="melasma"))
    for _ in range(3):
        await keep(database, replace(on_it, title="melasma zygomatic"), guild=ELSEWHERE)
    for asked in ({}, {"devices": ("gentlelase",)}, {"newest_first": True}, {"reach": "most"}):
        assert await look(database, "melasma", **asked) == Matches((here,), 1, beyond=False)  # type: ignore[arg-type]
    assert await look(database, "") == Matches((here,), 1, beyond=False)
    assert await look(database, "melasma", guild=300) == Matches((), 0, beyond=False)
    async with database.read() as read:
        assert len(await search.titled(read, HOME, (), frozenset(), 25)) == 1
        assert len(await search.numbered(read, HOME, 1, frozenset(), 25)) == 1
        assert "zygomatic" in await vocabulary.words_like(read, "z", 7, 11)
        assert await search.words_in_use(read, HOME, ["zygomatic", "melasma"], Wanted()) == ["melasma"]


async def test_beyond_what_is_ranked_the_newest_come_with_title_matches_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_RANKED", 10)
    monkeypatch.setattr(search, "NEWEST_KEPT", 4)
    in_title = await keep(database, replace(TIP, title="laser"))
    others = [await keep(database, replace(TIP, text="laser")) for _ in range(11)]
    await keep(database, replace(TIP, text="laser"), guild=ELSEWHERE)
    assert await look(database, "laser") == Matches((in_title, *others[:-5:-1]), 5, beyond=True)
    assert await look(database, "laser", newest_first=True) == Matches(tuple(others[:-5:-1]), 4, beyond=True)
    assert (await look(database, "laser", size=2, offset=3)).numbers == (others[-3], others[-4])


async def test_common_words_alone_are_not_ranked_where_many_entries_have_them_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_RANKED", 5)
    monkeypatch.setattr(search, "NEWEST_KEPT", 4)
    monkeypatch.setattr(vocabulary, "FINISHED_FROM", 2)
    monkeypatch.setattr(vocabulary, "COMMON_FROM", 5)
    for count in range(3):
        await keep(database, replace(TIP, text="skin test " + "laser " * count))
    others = [await keep(database, replace(TIP, text="skin alone", terms="shared")) for _ in range(3)]
    async with database.read() as read:
        known = await vocabulary.known_words(read)
    assert {"skin", "test", "laser"} & known.common == {"skin"}
    assert {"skin", "test", "laser"} & known.finished == {"skin", "test"}
    known = Vocabulary(known.finished, known.common | {"test"})
    newest = Matches(tuple(others[::-1]), 4, beyond=True)
    assert await look(database, "Skin", size=3, vocabulary=known) == newest
    for few in ("skin test", "skin laser"):
        matches = await look(database, few, vocabulary=known)
        assert matches == await look(database, few)
        assert not matches.beyond


async def test_a_word_that_many_write_is_no_beginning_but_has_a_plural(database: Database) -> None:
    await keep(database, replace(TIP, text="skinny"))
    whole = [await keep(database, replace(TIP, text=text)) for text in ("skin", "skins")]
    assert len(await found(database, "skin")) == 3
    assert sorted(await found(database, "Skin", vocabulary=Vocabulary(frozenset({"skin"})))) == whole


async def test_words_on_a_device_are_found_by_its_own_word_among_the_terms(database: Database) -> None:
    own = '~iQwobble "5 +'  # as a member may have named it
    on_it = replace(TIP, text="cheek", terms=device_term("elite_iq"))
    rightly = await keep(database, on_it)
    await keep(database, replace(on_it, terms="Elite iQ Cynosure elite_iq"))  # speaks of it, and is not about it
    await keep(database, replace(on_it, text="temple"))
    on_own = await keep(database, replace(on_it, terms=device_term(own)))
    for reach in ("all", "beginnings", "most"):
        assert await found(database, "cheek", reach=reach, devices=("elite_iq",)) == (rightly,)
    assert await found(database, "cheek", newest_first=True, devices=("elite_iq",)) == (rightly,)
    assert await found(database, "cheek", devices=(own,)) == (on_own,)
    assert sorted(await found(database, "cheek", devices=("elite_iq", own))) == [rightly, on_own]


async def test_titles_and_numbers_for_suggestions(database: Database) -> None:
    numbers = [await keep(database, replace(TIP, title=f"Cooling {count}")) for count in range(12)]
    async with database.read() as read:
        newest = await search.titled(read, HOME, (), frozenset(), 3)
        assert [each.number for each in newest] == numbers[:-4:-1]
        assert [each.title for each in await search.titled(read, HOME, ("coo", "11"), frozenset(), 5)] == ["Cooling 11"]
        assert [each.number for each in await search.numbered(read, HOME, 1, frozenset(), 25)] == [1, 10, 11, 12]
        assert newest[0].label == "T-12"
        assert await search.numbered(read, HOME, 10**30, frozenset(), 25) == []
        assert await search.numbered(read, HOME, 0, frozenset(), 25) == [], "no number begins with it"


SYNTAX = st.sampled_from(
    "AND OR NOT NEAR( ) \" ' * ^ : title: {text} - + -- ; \\ \0 melasma **bold** 🔥 @everyone <@1> DROP % _ مرحبا "  # noqa: SIM905 (reads better)
    "\u202e \u200b ½".split(" ")
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    queries=st.lists(
        st.one_of(st.text(max_size=40), st.lists(SYNTAX, max_size=8).map(" ".join), st.lists(SYNTAX).map("".join)),
        min_size=1,
        max_size=6,
    )
)
def test_no_query_is_ever_an_error_or_crosses_guilds(queries: list[str]) -> None:
    async def ask() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with Database.open(f"sqlite:///{(Path(folder) / 'fluence.db').as_posix()}") as database:
                async with database.write() as write:
                    await communities.ensure(write, HOME, NOW)
                    await communities.ensure(write, ELSEWHERE, NOW)
                for text in ("melasma", "a b c AND OR NOT", *queries):
                    await keep(database, replace(TIP, title=text, text=text or "-"), guild=ELSEWHERE)
                for query in queries:
                    for reach in ("all", "beginnings", "most"):
                        assert await look(database, query, reach=reach) == Matches((), 0, beyond=False)
                    async with database.read() as read:
                        assert await search.titled(read, HOME, words_of(query), frozenset(), 5) == []
                        assert await search.words_in_use(read, HOME, words_of(query), Wanted()) == []

    asyncio.run(ask())


async def test_what_stands_in_a_text_is_found_by_typing_it(database: Database) -> None:
    text = 'she said "NOT AND* (OR)" at 1 J/cm² -- title: x; DROP TABLE entry'
    number = await keep(database, replace(TIP, text=text))
    assert await found(database, text) == (number,)
    assert await found(database, "🔥 ***") == (number,)
