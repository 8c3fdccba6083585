"""Members' rules on who may operate what, and what moderators say of them, in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.clinical.scope import Purpose, ScopeRule, SourceKind, Supervision, Verdict
from db import communities, privacy, scope_rules
from db.connections import WriteConnection
from db.database import Database
from db.scope_rules import MemberRule, Standing

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HOME, ELSEWHERE = 100, 200
ANA, BEN = 1, 2
RULE = ScopeRule(
    key="",
    jurisdiction="US-NJ",
    device_classes=("hair_removal", "ipl"),
    credentials=("nurse", "physician_assistant"),
    verdict=Verdict.SUPERVISED,
    words="Under a physician's eyes.",
    source="https://example.org/rule",
    source_kind=SourceKind.REGULATION,
    purpose=Purpose.COSMETIC,
    supervision=Supervision.ON_SITE,
    dated="2026-03",
)
BARE = ScopeRule("", "US-NJ", ("rf",), (), Verdict.UNCLEAR, "Nobody says.", "https://example.org", SourceKind.SECONDARY)


async def _homes(write: WriteConnection) -> None:
    for guild_id in (HOME, ELSEWHERE):
        await communities.ensure(write, guild_id, NOW)


async def test_a_rule_comes_back_as_it_was_told_and_only_in_its_guild(database: Database) -> None:
    async with database.write() as write:
        await _homes(write)
        first = await scope_rules.add(write, HOME, RULE, ANA, NOW)
        second = await scope_rules.add(write, HOME, BARE, BEN, NOW + timedelta(days=1))
        kept = MemberRule(replace(RULE, key=first), ANA, NOW)
        bare = MemberRule(replace(BARE, key=second), BEN, NOW + timedelta(days=1))
        assert await scope_rules.of_jurisdiction(write, HOME, "US-NJ") == [bare, kept]
        assert await scope_rules.find(write, HOME, first) == kept
        assert await scope_rules.count(write, HOME) == 2
        assert await scope_rules.of_jurisdiction(write, HOME, "US-NY") == []
        assert await scope_rules.of_jurisdiction(write, ELSEWHERE, "US-NJ") == []
        assert await scope_rules.find(write, ELSEWHERE, first) is None
        assert await scope_rules.count(write, ELSEWHERE) == 0
        assert not await scope_rules.remove(write, ELSEWHERE, first)
        for key in ("us-nj-physicians", "٣", "", "9" * 40):
            assert await scope_rules.find(write, HOME, key) is None


async def test_what_moderators_say_is_kept_by_guild_and_rule(database: Database) -> None:
    async with database.write() as write:
        await _homes(write)
        key = await scope_rules.add(write, HOME, RULE, ANA, NOW)
        await scope_rules.check(write, HOME, "us-nj-physicians", BEN, NOW)
        await scope_rules.supersede(write, HOME, "us-nj-physicians", key)
        await scope_rules.check(write, HOME, "us-nj-physicians", ANA, NOW + timedelta(days=2))
        standing = Standing(ANA, NOW + timedelta(days=2), key)
        assert await scope_rules.standings(write, HOME) == {"us-nj-physicians": standing}
        assert await scope_rules.standings(write, ELSEWHERE) == {}
        await scope_rules.supersede(write, HOME, "us-nj-physicians", None)
        assert (await scope_rules.standings(write, HOME))["us-nj-physicians"].superseded_by is None


async def test_with_a_rule_goes_what_was_said_of_it_and_its_number_is_not_used_again(database: Database) -> None:
    async with database.write() as write:
        await _homes(write)
        key = await scope_rules.add(write, HOME, RULE, ANA, NOW)
        await scope_rules.check(write, HOME, key, BEN, NOW)
        await scope_rules.check(write, HOME, "us-nj-physicians", BEN, NOW)
        await scope_rules.supersede(write, HOME, "us-nj-physicians", key)
        assert await scope_rules.remove(write, HOME, key)
        assert await scope_rules.standings(write, HOME) == {"us-nj-physicians": Standing(BEN, NOW)}
        assert int(await scope_rules.add(write, HOME, RULE, ANA, NOW)) > int(key)
        assert not await scope_rules.remove(write, HOME, key)


async def test_an_erased_members_words_go_and_their_checks_stay_without_a_name(database: Database) -> None:
    async with database.write() as write:
        await _homes(write)
        own = await scope_rules.add(write, HOME, RULE, ANA, NOW)
        other = await scope_rules.add(write, HOME, BARE, BEN, NOW)
        await scope_rules.check(write, HOME, own, BEN, NOW)
        await scope_rules.check(write, HOME, other, ANA, NOW)
        exported = await privacy.export(write, HOME, ANA)
        [told] = exported["scope_rule.added_by_id"]
        assert (told["words"], told["credentials"]) == (RULE.words, ["nurse", "physician_assistant"])
        assert [each["rule"] for each in exported["scope_standing.checked_by_id"]] == [other]
        await privacy.erase_member(write, HOME, ANA, NOW)
        assert [each.rule.key for each in await scope_rules.of_jurisdiction(write, HOME, "US-NJ")] == [other]
        assert await scope_rules.standings(write, HOME) == {other: Standing(None, NOW)}
