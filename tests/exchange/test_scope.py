"""Who may operate what: the order of what sources say, checks that run out, and what a member may add."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.clinical.scope import SourceKind, Supervision, Verdict
from bot.exchange.posted_meetings import Actor
from bot.exchange.refusal import Refusal
from bot.exchange.restoring import restore
from bot.exchange.saving import HeldDraft
from bot.exchange.scope import STALE_AFTER, Asked, ListedRule, Scope, Subject, Wording, source_date
from db.backups import back_up
from db.database import Database
from db.members import Profile, declare
from tests.support.audited import latest
from tests.support.clocks import LaterClock, StoppedClock

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HOME, ELSEWHERE = 100, 200
ANA, BEN, LEAD = 1, 2, 3
NURSES = Subject("US-NJ", ("hair_removal",), ("nurse",), Verdict.SUPERVISED, supervision=Supervision.ON_SITE)
SAID = Wording("Nurses may while a physician is in the building.", "https://example.org/njac", SourceKind.REGULATION)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def scope(database: Database, clock: StoppedClock) -> Scope:
    return Scope(database, clock)


async def _added(scope: Scope, subject: Subject = NURSES, wording: Wording = SAID, user_id: int = ANA) -> ListedRule:
    added = await scope.add(HOME, user_id, subject, wording)
    assert isinstance(added, ListedRule)
    return added


async def test_what_binds_most_comes_first_and_the_newest_of_a_kind(scope: Scope) -> None:
    for dated in ("2024", "May 2025", "", "2 May 2025"):
        await _added(scope, wording=replace(SAID, dated=dated))
    answer = await scope.answer(HOME, Asked("US-NJ"))
    assert [(each.kind, each.rule.dated) for each in answer.current] == [
        (SourceKind.REGULATION, "2024-11"),
        (SourceKind.SECONDARY, "2019-06"),
        (SourceKind.SECONDARY, "2019-06"),
        (SourceKind.MEMBER_CLAIM, "2025-05-02"),
        (SourceKind.MEMBER_CLAIM, "2025-05"),
        (SourceKind.MEMBER_CLAIM, "2024"),
        (SourceKind.MEMBER_CLAIM, ""),
    ]


async def test_a_question_is_answered_by_what_is_about_it_and_the_rest_is_counted(scope: Scope) -> None:
    answer = await scope.answer(HOME, Asked("US-FL", "hair_removal", "electrologist"))
    assert [each.key for each in answer.current] == ["us-fl-electrologists"]
    assert answer.others == 3
    assert (await scope.answer(HOME, Asked("US-TX", "hair_removal", "nurse"))).current, "whoever operates it"
    nothing = await scope.answer(HOME, Asked("US-GA"))
    assert (nothing.rules, nothing.others) == ((), 0)


async def test_what_gave_way_stands_below(scope: Scope) -> None:
    answer = await scope.answer(HOME, Asked("GR", credential="aesthetician"))
    assert [each.key for each in answer.current] == ["gr-opinion", "gr-circular-1517"]
    [barred] = answer.superseded
    assert barred.successor is not None
    assert barred.successor.key == "gr-circular-1517"
    assert answer.disagreements == (), "what was superseded disagrees with nothing"


async def test_a_claim_that_says_otherwise_disagrees(scope: Scope) -> None:
    added = await _added(scope)
    answer = await scope.answer(HOME, Asked("US-NJ", "hair_removal", "nurse"))
    [found] = answer.disagreements
    assert {found.first.key, found.second.key} == {added.key, "us-nj-others"}
    assert (await scope.answer(HOME, Asked("US-NJ", "hair_removal", "aesthetician"))).disagreements == ()
    assert (await scope.answer(ELSEWHERE, Asked("US-NJ"))).disagreements == (), "another community knows nothing of it"


async def test_a_check_is_good_for_twelve_months(scope: Scope, clock: StoppedClock, database: Database) -> None:
    added = await _added(scope)
    assert (added.kind, added.is_stale, added.checked_at) == (SourceKind.MEMBER_CLAIM, True, None)
    checked = await scope.check(HOME, added.key, LEAD)
    assert (checked.kind, checked.is_stale, checked.checked_at) == (SourceKind.REGULATION, False, NOW)
    clock.pass_by(STALE_AFTER - timedelta(seconds=1))
    assert not (await scope.find(HOME, added.key)).is_stale
    clock.pass_by(timedelta(seconds=1))
    stale = await scope.find(HOME, added.key)
    assert (stale.kind, stale.is_stale, stale.checked_at) == (SourceKind.MEMBER_CLAIM, True, NOW)
    async with database.read() as read:
        deeds = [(each.actor_id, each.action, each.subject) for each in await latest(read, HOME, 2)]
    assert deeds == [(LEAD, "scope rule checked", added.key), (ANA, "scope rule added", added.key)]


async def test_who_checks_their_own_is_seen_to(scope: Scope) -> None:
    added = await _added(scope, user_id=LEAD)
    assert (await scope.check(HOME, added.key, LEAD)).is_checked_by_who_told
    assert not (await scope.check(HOME, added.key, BEN)).is_checked_by_who_told
    assert not (await scope.check(HOME, "us-nj-others", LEAD)).is_checked_by_who_told


async def test_what_answers_comes_before_what_is_unclear(scope: Scope) -> None:
    keys = [each.key for each in (await scope.answer(HOME, Asked("US-CA", "ipl", "nurse"))).current]
    assert keys == ["us-ca-supervised", "us-ca-review"]


async def test_moderators_check_the_catalogues_rules_for_their_own_community(scope: Scope) -> None:
    assert (await scope.find(HOME, "us-tx-licence")).is_stale
    assert not (await scope.check(HOME, "us-tx-licence", LEAD)).is_stale
    assert (await scope.find(ELSEWHERE, "us-tx-licence")).is_stale


async def test_another_rule_takes_a_rules_place_and_gives_it_back(scope: Scope) -> None:
    added = await _added(scope)
    superseded = await scope.supersede(HOME, "us-nj-others", LEAD, added.key)
    assert superseded.is_superseded
    assert superseded.successor == added.rule
    assert (await scope.answer(HOME, Asked("US-NJ"))).disagreements == ()
    for key, successor in ((added.key, "us-nj-others"), (added.key, added.key), (added.key, "us-tx-licence")):
        with pytest.raises(Refusal, match="another rule of the same place"):
            await scope.supersede(HOME, key, LEAD, successor)
    assert not (await scope.make_current(HOME, "us-nj-others", LEAD)).is_superseded
    await scope.supersede(HOME, "us-nj-others", LEAD, added.key)
    await scope.withdraw(HOME, added.key, Actor(ANA, moderates=False))
    assert not (await scope.find(HOME, "us-nj-others")).is_superseded, "what took its place is gone"


async def test_only_its_author_or_a_moderator_withdraws_it(scope: Scope) -> None:
    first, second = await _added(scope), await _added(scope, wording=replace(SAID, words="So it is."))
    for key, actor in ((first.key, Actor(BEN, moderates=False)), ("us-tx-licence", Actor(LEAD, moderates=True))):
        with pytest.raises(Refusal, match="Only who has added"):
            await scope.withdraw(HOME, key, actor)
    await scope.withdraw(HOME, first.key, Actor(ANA, moderates=False))
    await scope.withdraw(HOME, second.key, Actor(LEAD, moderates=True))
    for key in (first.key, "us-xx", ""):
        with pytest.raises(Refusal, match="withdrawn, or is not on the list"):
            await scope.find(HOME, key)


async def test_what_was_withdrawn_does_not_come_back_with_a_backup(database_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{database_file.as_posix()}"
    async with Database.open(url) as database:
        scope = Scope(database, LaterClock())
        gone, kept = await _added(scope), await _added(scope, wording=replace(SAID, words="It stays."))
        back_up(database_file, tmp_path / "copy.db")
        await scope.withdraw(HOME, gone.key, Actor(ANA, moderates=False))
    await restore(tmp_path / "copy.db", url)
    async with Database.open(url) as database:
        answer = await Scope(database, LaterClock()).answer(HOME, Asked("US-NJ"))
    assert [each.key for each in answer.rules if each.told] == [kept.key]


async def test_whose_claim_it_is_stands_beside_it(scope: Scope, database: Database) -> None:
    await _added(scope)
    async with database.write() as write:
        await declare(write, HOME, ANA, Profile(credential="nurse", paid_by_industry="Lumiwave"), NOW)
    [claim] = [each for each in (await scope.answer(HOME, Asked("US-NJ"))).current if each.told]
    assert claim.told is not None
    assert (claim.told.by_id, claim.told.credential) == (ANA, "Nurse (self-declared) · paid by Lumiwave")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("My licence number is RN 482913, so I may.", ("account number",)),
        ("Ask our board at board.person@example.org.", ("email",)),
    ],
)
async def test_what_identifies_somebody_is_held_and_never_cleared(
    scope: Scope, words: str, kinds: tuple[str, ...]
) -> None:
    held = await scope.add(HOME, ANA, NURSES, replace(SAID, words=words), cleared=kinds)
    assert held == HeldDraft(kinds)
    assert not [each for each in (await scope.answer(HOME, Asked("US-NJ"))).rules if each.told]


async def test_a_name_can_be_answered_for(scope: Scope, database: Database) -> None:
    wording = replace(SAID, words="Patient Jane Placeholder was refused by an aesthetician.")
    assert await scope.add(HOME, ANA, NURSES, wording) == HeldDraft(("name",))
    assert isinstance(await scope.add(HOME, ANA, NURSES, wording, cleared=("name",)), ListedRule)
    async with database.read() as read:
        assert (await latest(read, HOME, 1))[0].action == "not_the_patient"


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (replace(SAID, link="ftp://example.org/rule"), "begins with `https://`"),
        (replace(SAID, link="javascript:alert(1)"), "begins with `https://`"),
        (replace(SAID, link="the board told me"), "begins with `https://`"),
        (replace(SAID, words="  "), "in your own words"),
        (replace(SAID, words="x" * 601), "in your own words"),
        (replace(SAID, dated="last week"), "The date of the source"),
        (replace(SAID, dated="5 June 2026"), "still to come"),
    ],
)
async def test_what_cannot_be_looked_up_is_refused(scope: Scope, wording: Wording, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        await scope.add(HOME, ANA, NURSES, wording)


async def test_the_same_is_not_added_twice(scope: Scope) -> None:
    await _added(scope)
    with pytest.raises(Refusal, match="there already"):
        await scope.add(HOME, BEN, NURSES, SAID)


async def test_no_more_than_500_are_added(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.exchange.scope._MOST", 1)
    await _added(scope)
    with pytest.raises(Refusal, match="added 1 rules already"):
        await scope.add(HOME, ANA, NURSES, replace(SAID, words="Another."))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" 2024 ", "2024"),
        ("May 2024", "2024-05"),
        ("14 May 2024", "2024-05-14"),
        ("2024-05-14", "2024-05-14"),
        ("5/14/2024", "2024-05-14"),
        ("4 May 2026", "2026-05-04"),
    ],
)
def test_a_sources_date_is_kept_as_far_as_it_is_known(typed: str, kept: str) -> None:
    assert source_date(typed, NOW.date()) == kept


@pytest.mark.parametrize(
    "typed", ["5/6/2024", "14 May", "May", "2027", "5 May 2026", "1066", "31 February 2024", "soon"]
)
def test_other_dates_are_asked_about(typed: str) -> None:
    with pytest.raises(Refusal, match="The date of the source"):
        source_date(typed, date(2026, 5, 4))
