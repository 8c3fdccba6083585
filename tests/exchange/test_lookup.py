"""Lookup without Discord: requests that fit a button, whose pages they are, and queries that never raise."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.clinical.reader import read
from bot.clinical.reading import EntryKind
from bot.exchange.content import content_of
from bot.exchange.lookup import Asker, Lookup
from bot.exchange.packed_request import packed, unpacked
from bot.exchange.refusal import Refusal
from bot.exchange.request import Request, number_in
from bot.ui.custom_ids import compose, parse
from bot.ui.result_pages import results_card
from db import communities, entries
from db.database import Database
from db.wanted import Reach
from tests.support.clocks import StoppedClock

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
HOME, ELSEWHERE = 100, 200
NURSE = Asker(HOME, 1)
TEXTS = ("GentleMax Pro melasma settings", "cooling", "AND OR NOT", '"quoted" title: text', "🔥 hot")


async def keep(database: Database, guild: int, text: str, author_id: int = 1) -> None:
    async with database.write() as write:
        await communities.ensure(write, guild, NEW_YEAR)
        content = content_of(EntryKind.TIP, text, read(text))
        await entries.add(write, guild, content, author_id=author_id, saved_by_id=None, source=None, now=NEW_YEAR)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("T-142", 142), ("t142", 142), ("142", 142), ("#7", 7), (" C – 9 ", 9), ("142 J", None), ("", None), ("T-", None)],
)
def test_numbers_as_people_type_them(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


requests = st.builds(
    Request,
    query=st.text(max_size=200),
    kind=st.none() | st.sampled_from(EntryKind),
    device=st.none() | st.sampled_from(["gentlemax_pro", "pico_genesis_fx"]),
    indication=st.none() | st.just("post_inflammatory_hyperpigmentation"),
    complication=st.none() | st.just("pih"),
    modality=st.none() | st.just("rf_microneedling"),
    author=st.none() | st.integers(1, 2**63 - 1),
    skin_type=st.none() | st.sampled_from(["I", "VI"]),
    preferred_skin_type=st.none() | st.just("III"),
    newest_first=st.booleans(),
    reach=st.sampled_from(get_args(Reach)),
)


@given(requests | requests.map(lambda each: replace(each, instead_of=each.query)))
def test_a_request_that_fits_a_button_comes_back_whole(request: Request) -> None:
    text = packed(request)
    if text is not None:
        assert unpacked(text) == request
        pressed = parse(compose("page", text, 99999))
        assert pressed is not None
        assert pressed.arguments == (text, "99999")
        assert text.isascii()


def test_a_button_from_before_authors_were_asked_for_is_read() -> None:
    assert unpacked("=T|||||||n|melasma") == Request("melasma", EntryKind.TIP, newest_first=True)


def test_usual_requests_fit_and_those_with_a_story_do_not() -> None:
    usual = Request("melasma on type V, no downtime", EntryKind.PROTOCOL, "gentlemax_pro", preferred_skin_type="V")
    assert packed(usual) is not None
    assert packed(Request("melasma cheek", reach="most", instead_of="melasma cheek")) is not None
    assert packed(Request("melasma", instead_of="melsama")) is None
    assert packed(Request("melasma", spellings=("melasmas",))) is None
    assert packed(Request("x" * 200)) is None


async def test_a_kept_request_is_its_askers_alone_and_for_a_day(database: Database) -> None:
    clock = StoppedClock(NEW_YEAR)
    lookup = Lookup(database, clock)
    for count in range(6):
        await keep(database, HOME, f"cooling advice {count}")
    results = await lookup.find(NURSE, Request("coolling advice"))
    assert results.worth_keeping
    await lookup.keep(NURSE, results)
    assert (await lookup.turned(NURSE, results.token, 2)).page == 2
    for other in (Asker(HOME, 2), Asker(ELSEWHERE, 1)):
        with pytest.raises(Refusal):
            await lookup.turned(other, results.token, 2)
    clock.pass_by(timedelta(hours=24))
    with pytest.raises(Refusal):
        await lookup.turned(NURSE, results.token, 2)


async def test_a_button_that_was_tampered_with_shows_only_the_askers_own(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    await keep(database, ELSEWHERE, "cooling elsewhere")
    await keep(database, HOME, "cooling here")
    token = packed(Request("cooling"))
    assert token is not None
    assert [e.title for e in (await lookup.turned(NURSE, token, 1)).entries] == ["cooling here"]


@pytest.mark.parametrize(
    "query",
    [
        "GentleMax Pro jane.roe@example.org",
        "cooling jane.roe@example.org",
        "cool jane.roe@example.org",
        "coolinq MRN 7654321",
        "2025550143",
    ],
)
async def test_what_may_name_a_patient_is_in_no_fallback_either(database: Database, query: str) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for count in range(6):
        await keep(database, HOME, f"GentleMax Pro cooling advice {count}")
    results = await lookup.find(NURSE, Request(query))
    assert results.identifiers
    assert results.request.spellings == ()
    assert not results.worth_keeping
    shown = str(results_card(results).to_components())
    assert "jane" not in shown
    assert "7654321" not in shown
    assert "2025550143" not in shown


async def test_the_end_of_a_longer_word_finds_that_word(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Hyperpigmentation fades in months", "Hypopigmentation stays", "Cool the skin"):
        await keep(database, HOME, text)
    found = await lookup.find(NURSE, Request("pigmentation"))
    assert [each.title for each in found.entries] == ["Hyperpigmentation fades in months"]
    assert (found.request.query, found.request.instead_of) == ("hyperpigmentation", "pigmentation")
    assert found.request.spellings == ("hypopigmentation",)


@pytest.mark.parametrize("query", ["ουλη", "Ουλή", "ΟΥΛΗ", "μαγουλο ουλη", "μάγουλο", "μαγου"])
async def test_greek_is_found_with_its_accents_and_without(database: Database, query: str) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    await keep(database, HOME, "Cool first")
    await keep(database, HOME, "Ουλή στο μάγουλο, κλασματικό CO2")
    found = await lookup.find(NURSE, Request(query))
    assert [each.number for each in found.entries] == [2]
    assert (found.request.query, found.request.instead_of) == (query, None)


async def test_a_short_word_is_not_put_right_to_another_one(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("I find epilation slow", "Acne scars"):
        await keep(database, HOME, text)
    found = await lookup.find(NURSE, Request("cheveux fins epilation"))
    assert (found.request.query, found.total) == ("cheveux fins epilation", 1)
    assert (await lookup.find(NURSE, Request("anxe"))).total == 0
    assert (await lookup.find(NURSE, Request("ance"))).request.query == "acne"


async def test_what_is_written_word_for_word_comes_first(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    passage = "cold air between the passes"
    for text in (f"Leave the {passage}, on long days and on short ones", "Cold air: not the passes, between cold air"):
        await keep(database, HOME, text)
    assert [each.number for each in (await lookup.find(NURSE, Request("cold passes air"))).entries] == [2, 1]
    assert [each.number for each in (await lookup.find(NURSE, Request(passage))).entries] == [1, 2]
    assert [each.number for each in (await lookup.find(NURSE, Request(f'"{passage}…"'))).entries] == [1, 2]
    newest = await lookup.find(NURSE, Request(passage, newest_first=True))
    assert [each.number for each in newest.entries] == [2, 1]


async def test_a_chosen_skin_type_wins_over_typed_ones(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for chosen, preferred in (
        (Request("melasma type III"), ("III",)),
        (Request("melasma type III", preferred_skin_type="V"), ("V",)),
        (Request("melasma type III", skin_type="V"), ()),
    ):
        assert (await lookup.find(NURSE, chosen)).skin_types == preferred


async def test_an_author_s_entries_are_found_with_and_without_words(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for author_id, text in ((1, "Cooling"), (2, "Cooling too"), (2, "Melasma, skin type V"), (2, "Cooling, later")):
        await keep(database, HOME, text, author_id)
    await keep(database, ELSEWHERE, "Cooling elsewhere", 2)
    for request, numbers in (
        (Request(author=2), [4, 3, 2]),
        (Request(author=1), [1]),
        (Request("cooling", author=2, newest_first=True), [4, 2]),
        (Request("type V", author=2), [3, 4, 2]),
        (Request(skin_type="V", author=1), []),
        (Request(author=3), []),
        (Request(author=2, kind=EntryKind.PROTOCOL), []),
    ):
        assert [each.number for each in (await lookup.find(NURSE, request)).entries] == numbers, request


@pytest.mark.parametrize("typed", ["black", "brown", "belly", "marisa"])
async def test_a_word_that_nobody_wrote_is_no_slip_for_another(database: Database, typed: str) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Hair on the back", "Brow, temple", "Belt and buckle, bell", "Marina"):
        await keep(database, HOME, text)
    nothing = await lookup.find(NURSE, Request(typed))
    assert (nothing.total, nothing.request.query, nothing.request.spellings) == (0, typed, ())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hyperpigmentatoin", "hyperpigmentation"),
        ("hypopigmentatoin", "hypopigmentation"),
        ("erithema", "erythema"),
        ("telangectasia", "telangiectasia"),
        ("atrofy", "atrophy"),
        ("scaring", "scar"),
        ("blisteres", "blister"),
    ],
)
async def test_a_slip_in_a_word_of_the_catalogue_is_put_right(database: Database, typed: str, found: str) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    named = ("PIH", "Hypopigmentation", "Prolonged erythema", "Telangiectasias", "Skin atrophy", "Scar", "Blister")
    for text in named:
        await keep(database, HOME, f"{text} on the cheek after IPL")
    results = await lookup.find(NURSE, Request(typed))
    assert (results.request.query, results.request.instead_of) == (found, typed)
    assert results.total


async def test_another_languages_word_for_it_is_no_slip(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    await keep(database, HOME, "Keloid on the chest after IPL")
    results = await lookup.find(NURSE, Request("chéloïde"))
    assert (results.total, results.request.instead_of) == (1, None)


@pytest.mark.parametrize("typed", ["hyperpigmentatoin", "chill gel", "skinned", "hyprpigmentation"])
async def test_no_slip_is_put_right_to_the_opposite_or_to_a_word_that_is_only_nearest(
    database: Database, typed: str
) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Hypopigmentation stays", "The chiller hums", "All singed"):
        await keep(database, HOME, text)
    results = await lookup.find(NURSE, Request(typed))
    assert (results.request.query, results.request.spellings) == (typed, ())


async def test_a_lowered_figure_is_a_figure(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    await keep(database, HOME, "CO2 on scars")
    assert (await lookup.find(NURSE, Request("co₂"))).total == 1


async def test_an_entry_s_number_is_known_where_nothing_else_is_meant(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for _ in range(22):
        await keep(database, HOME, "Cooling")
    for query, number in (("T-3", 3), ("#3", 3), ("p3", 3), ("3", 3), ("T-30", None), ("M22", None), ("cool 3", None)):
        named = (await lookup.find(NURSE, Request(query))).named
        assert (named.number if named is not None else None) == number, query
    assert (await lookup.find(NURSE, Request("3", EntryKind.TIP))).named is None


async def test_key_words_are_taken_as_they_are_typed_on_a_telephone(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Underarm hair, 755 nm, 18 mm, skin type III", "Hair of the legs, 15mm, skin V", "Norwood III"):
        await keep(database, HOME, text)
    for query, skin_types, first in (
        ("755 18mm III hair", ("III",), 1),
        ("hair V", ("V",), 2),
        ("type V hair", ("V",), 2),
        ("15mm", (), 2),
        ("hair 18mm", (), 1),
        ("axillae", (), 1),
        ("hair,underarm", (), 1),
        ("Norwood III", (), 3),
        ("IV sedation hair", (), 1),
        ("IV hyaluronidase", (), None),
        ("hair IV V", ("IV", "V"), 2),
        ("hair Hurley II", (), 1),
        ("hair Clarity II", (), None),
    ):
        found = await lookup.find(NURSE, Request(query))
        assert (found.skin_types, next((each.number for each in found.entries), None)) == (skin_types, first), query


@pytest.mark.parametrize("typed", ["cm2", "cm²", "8J/cm2", "melasma/rosacea 8J", "rosacea/melasma"])
async def test_a_dose_and_what_stands_at_a_slash_are_found_however_they_are_typed(
    database: Database, typed: str
) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Melasma on rosacea, 8 J/cm²", "Melasma and rosacea, 8 J/cm2", "Melasma alone, 9 J/mm"):
        await keep(database, HOME, text)
    found = await lookup.find(NURSE, Request(typed))
    assert {each.number for each in found.entries[:2]} == {1, 2}
    assert found.request.instead_of is None


async def test_a_skin_type_alone_finds_only_what_states_it(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Hair on skin type V", "Hair on skin type II", "Hair"):
        await keep(database, HOME, text)
    alone = await lookup.find(NURSE, Request("skin type V"))
    assert ([each.number for each in alone.entries], alone.skin_types) == ([1], ())
    for preferring in (Request("hair, type V"), Request("type V", EntryKind.TIP), Request("types IV to V")):
        assert (await lookup.find(NURSE, preferring)).total == 3


async def test_what_a_long_question_ends_with_is_looked_for_too(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Melasma, cooled", "Hair removal"):
        await keep(database, HOME, text)
    question = "what would you do if you had been in the same place as me and the others have melasma"
    assert [each.number for each in (await lookup.find(NURSE, Request(question))).entries] == [1]


async def test_a_misspelt_title_is_suggested_too(database: Database) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    for text in ("Axillary hair", "Cooling the axillary fold"):
        await keep(database, HOME, text)
    await keep(database, ELSEWHERE, "Axilary elsewhere")
    assert [each.number for each in await lookup.suggestions(NURSE, "axilary")] == [2, 1]
    assert await lookup.suggestions(NURSE, "axilary", EntryKind.PROTOCOL) == []
    assert [each.number for each in await lookup.suggestions(NURSE, "cooling axilary")] == [2]


@pytest.mark.parametrize("typed", ["μελασ", "Μέλασμα", "μελασμα χαμη"])
async def test_a_greek_title_is_offered_with_or_without_accents(database: Database, typed: str) -> None:
    lookup = Lookup(database, StoppedClock(NEW_YEAR))
    await keep(database, HOME, "Μέλασμα, χαμηλή ροή")
    await keep(database, HOME, "Ροδόχρους στη μύτη")
    assert [each.number for each in await lookup.suggestions(NURSE, typed)] == [1]
    assert await lookup.suggestions(NURSE, "axilary hair") == [], "only the last word is still being typed"
    assert await lookup.suggestions(NURSE, "hiar") == [], "four letters may yet become anything"


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@example(["pigmentation", "melasna coolimg"])  # two words here end so, and others are spelt nearly so elsewhere
@example(["0 A\x1b"])  # of one letter no beginning is looked for, whatever stands beside it
@example(["0 DA"])  # found by the beginning of "darkening": the same words, reaching further
@given(
    st.lists(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(TEXTS)).map(" ".join)), min_size=1, max_size=8)
)
def test_no_query_raises_or_finds_what_is_elsewhere(queries: list[str]) -> None:
    async def ask() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with Database.open(f"sqlite:///{(Path(folder) / 'fluence.db').as_posix()}") as database:
                lookup = Lookup(database, StoppedClock(NEW_YEAR))
                here = ("only here: hyperpigmentation", "only here: hypopigmentation")
                for text in here:
                    await keep(database, HOME, text)
                for text in TEXTS:
                    await keep(database, ELSEWHERE, text)
                for query in queries:
                    results = await lookup.find(NURSE, Request(query))
                    assert {entry.title for entry in results.entries} <= {*here}
                    asked = results.request
                    offered = () if asked.query == query else (asked.query, *asked.spellings)
                    assert all(any(word in text for text in here for word in each.split()) for each in offered)
                    assert results_card(results).content_length() <= 4000
                    await lookup.suggestions(NURSE, query)

    asyncio.run(ask())
