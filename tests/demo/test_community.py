from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
import pytest_asyncio

from bot.app.exchange_bot import ExchangeBot
from bot.clinical.reader import read
from bot.clinical.reading import Hints, SettingKey
from bot.demo.community import Community, first_moment
from bot.demo.scenes import ONCE, sample_community
from bot.demo.script import Line, Script, moment, read_script
from bot.exchange.members import Credential
from tests.support.simulated_discord import reactions_of, said_by_bot, text_of

SCRIPT = read_script()


ON_ONE_STAGE = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def community() -> AsyncIterator[Community]:
    async with sample_community(ONCE, lambda line: None) as community:
        yield community


def _bot(community: Community) -> ExchangeBot:
    assert isinstance(community.stage.bot, ExchangeBot)
    return community.stage.bot


def _expected(script: Script) -> Counter[str]:
    return Counter(line.kind.value for line in script.lines if line.kind is not None)


# What is written.


def test_the_sample_has_what_a_newcomer_needs_to_see() -> None:
    assert len(SCRIPT.people) == 5
    assert len({person.profile.credential for person in SCRIPT.people}) == 5
    assert {person.profile.credential for person in SCRIPT.people} <= {each.value for each in Credential}
    assert sum(person.profile.paid_by_industry is not None for person in SCRIPT.people) == 1
    assert sum(person.is_checked for person in SCRIPT.people) == 2
    assert len([channel for channel in SCRIPT.channels if channel.is_group]) == 4
    assert len(SCRIPT.meetings) == 3
    assert len(SCRIPT.lines) >= 30
    assert set(_expected(SCRIPT)) == {"tip", "complication", "protocol", "question", "summary", "review"}


def test_the_two_cases_that_it_all_began_with_are_there() -> None:
    (asked,) = [line for line in SCRIPT.lines if line.name == "who may"]
    assert "aesthetician" in asked.text
    assert "ablative" in asked.text
    answers = [line.text for line in SCRIPT.lines if line.reply_to == "who may"]
    assert len(answers) >= 2
    assert sum("no authority" in answer for answer in answers) >= 2
    (twice_a_year,) = [meeting for meeting in SCRIPT.meetings if "twice a year" in meeting.title]
    assert "half clinical, half business" in twice_a_year.title
    assert "Cherry Hill" in twice_a_year.where


@pytest.mark.parametrize("line", SCRIPT.lines, ids=lambda line: f"{line.chat}{line.day}{line.who}")
def test_nothing_said_is_held_or_urgent_and_each_is_read_as_its_kind(line: Line) -> None:
    reading = read(line.text, Hints())
    assert reading.kind == line.kind
    assert not reading.identifiers
    assert not reading.urgent


def test_protocols_name_their_device_handpiece_and_skin_types_but_for_one() -> None:
    protocols = [line for line in SCRIPT.lines if line.kind == "protocol"]
    assert all(read(line.text, Hints()).devices for line in protocols)
    assert all(line.handpiece or _names_handpiece(line) for line in protocols)
    lacking = [line for line in protocols if not read(line.text, Hints()).skin_types]
    assert [line.text.splitlines()[0] for line in lacking] == ["#protocol Pixel CO2 for crow's feet, lighter session"]


def _names_handpiece(line: Line) -> bool:
    reading = read(line.text, Hints())
    keys = {setting.key for each in reading.sets for setting in each.settings}
    return bool(reading.handpieces) or not keys.isdisjoint({SettingKey.SPOT, SettingKey.SPOT_RECTANGLE})


def test_one_protocol_has_two_parameter_sets_and_one_a_caution() -> None:
    protocols = {
        line.text.splitlines()[0]: read(line.text, Hints()) for line in SCRIPT.lines if line.kind == "protocol"
    }
    assert [title for title, reading in protocols.items() if len(reading.sets) > 1] == [
        "#protocol Axillary hair removal, GentleMax Pro, Nd:YAG 1064 nm, DCD 40/20"
    ]
    doubted = [
        title for title, reading in protocols.items() if {each.kind for each in reading.cautions} - {"incomplete"}
    ]
    assert doubted == ["#protocol Underarms, GentleMax Pro, skin types I and II"]


def test_a_reply_comes_after_what_it_answers_and_in_the_same_channel() -> None:
    said: dict[str, Line] = {}
    for line in SCRIPT.lines:
        if line.reply_to is not None:
            assert said[line.reply_to].chat == line.chat
        if line.name is not None:
            said[line.name] = line


def test_meetings_lie_ahead_on_the_weekday_and_in_the_months_they_name() -> None:
    for day in range(400):
        today = (ONCE + timedelta(days=day)).date()
        for meeting in SCRIPT.meetings:
            when = datetime.fromisoformat(meeting.when(today))
            assert (when.date() - today).days >= meeting.days_ahead
            assert f"{when:%A}" == meeting.weekday
            assert not meeting.months or when.month in meeting.months


def test_the_first_moment_lies_before_everything_and_the_last_line_before_midnight_of_today() -> None:
    now = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
    moments = [moment(now.date(), line.day, line.at) for line in SCRIPT.lines]
    assert first_moment(SCRIPT, now) < min(moments)
    assert max(moments) < now
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert moment(now.date(), -1, time(23, 59)) == datetime(2026, 5, 31, 23, 59, tzinfo=UTC)


# What becomes of it.


@ON_ONE_STAGE
async def test_every_tagged_message_is_kept_and_nothing_else(community: Community) -> None:
    bot = _bot(community)
    async with bot.database.read() as read_only:
        kept = await read_only.all("SELECT kind, count(*) AS amount FROM entry WHERE status = 'listed' GROUP BY kind")
        forms = Counter(review=len(SCRIPT.device_reviews), complication=len(SCRIPT.complication_reports))
        forms += Counter(summary=len(SCRIPT.summaries) + len(SCRIPT.minutes))
        forms += Counter(question=len(SCRIPT.questions), answer=sum(len(each.answers) for each in SCRIPT.questions))
        forms += Counter(protocol=sum(len(each.text.splitlines()) - 1 for each in SCRIPT.imports))
        expected = _expected(SCRIPT) + forms
        assert {row["kind"]: row["amount"] for row in kept} == expected
        (everything,) = await read_only.all("SELECT count(*) AS amount FROM entry")
        assert everything["amount"] == expected.total()
        assert await read_only.all("SELECT * FROM held_message") == []


@ON_ONE_STAGE
async def test_exactly_the_kept_messages_bear_a_tick(community: Community) -> None:
    members = {member.id for member in community.people.values()}
    for chat, channel in community.channels.items():
        ticked = [
            message.content
            for message in channel.history()
            if message.author.id in members and reactions_of(community.stage, message) == {"✅"}
        ]
        assert ticked == [line.text for line in SCRIPT.lines if line.chat == chat and line.kind is not None]


@ON_ONE_STAGE
async def test_profiles_groups_and_meetings_stand(community: Community) -> None:
    bot = _bot(community)
    for person in SCRIPT.people:
        member = community.people[person.key]
        profile = await bot.exchange.members.profile(community.stage.guild.id, member.id)
        assert (profile.checked_at is not None) == person.is_checked
        assert replace(profile, checked_at=None) == person.profile
    groups = await bot.exchange.groups.of(community.stage.guild.id)
    assert {group.channel_id for group in groups} == {
        community.channels[channel.chat].id for channel in SCRIPT.channels if channel.is_group
    }
    assert {group.layout for group in groups} == {"text"}
    words = [text_of(message) for message in said_by_bot(community.stage, community.channels["meetings"])]
    for meeting in SCRIPT.meetings:
        assert any(meeting.title in word for word in words)
    assert not community.stage.take_errors()


@ON_ONE_STAGE
async def test_the_next_meeting_has_an_agenda_and_the_last_one_left_something_to_do(community: Community) -> None:
    eleni, channel = community.people["eleni"], community.channels["meetings"]
    agenda = text_of(await eleni.slash(channel, "meeting agenda", meeting=await _number_of(community, "twice a year")))
    assert "**180 of 480 minutes**; 300 left · Clinical 150 · Business 30" in agenda
    assert "▲ 2 · **Photographs that can be compared" in agenda
    assert "conflict of interest: Paid by Lumiwave" in agenda
    listed = text_of(await eleni.slash(channel, "meeting list"))
    assert listed.count("twice a year") == 1, "of a series, the next one"
    series = text_of(await eleni.slash(channel, "meeting show", meeting=await _number_of(community, "twice a year")))
    assert "repeats every 6 months on the" in series
    past = text_of(await eleni.slash(channel, "meeting show", meeting=await _number_of(community, "Preparing")))
    assert "Minutes: Preparing Cherry Hill" in past
    assert "☐ Draft one consent form" in past


async def _number_of(community: Community, words: str) -> str:
    eleni, channel = community.people["eleni"], community.channels["meetings"]
    first, *_ = await eleni.autocomplete(channel, "meeting show", "meeting", words)
    return str(first["value"])


@ON_ONE_STAGE
async def test_devices_are_reviewed_and_one_is_the_communitys_own(community: Community) -> None:
    eleni, general = community.people["eleni"], community.channels["general"]
    page = text_of(await eleni.slash(general, "device show", device="GentleMax Pro"))
    assert "**4.3 of 5** from 3 colleagues" in page
    own = text_of(await eleni.slash(general, "device show", device="Lumi"))
    assert "not rated yet (1 paid by its maker, not counted)" in own


@ON_ONE_STAGE
async def test_a_question_has_several_answers_with_votes_and_one_accepted(community: Community) -> None:
    eleni, general = community.people["eleni"], community.channels["general"]
    card = text_of(await eleni.slash(general, "show", entry="sunny holiday"))
    assert "**3 answers**" in card
    accepted = card.index("✅ **Accepted**")
    assert accepted < card.index("Four weeks at the least") < card.index("From the front desk")
    assert "🏷️ industry" in card
    assert Credential.DERMATOLOGIST.label in card
    assert "Who reads the test spots" in text_of(await eleni.slash(general, "question open"))


@ON_ONE_STAGE
async def test_a_clinics_own_protocols_were_imported(community: Community) -> None:
    eleni, general = community.people["eleni"], community.channels["general"]
    assert "Quartz Dermatology, own practice" in text_of(await eleni.slash(general, "show", entry="Cheek veins"))


@ON_ONE_STAGE
async def test_members_disagree_on_who_may_operate_what_in_california(community: Community) -> None:
    eleni, general = community.people["eleni"], community.channels["general"]
    words = text_of(await eleni.slash(general, "scope show", jurisdiction="California", credential="nurse"))
    assert "Sources disagree** on Nurse" in words
    assert words.index("FAQ of the Medical Board") < words.index("example.org** · member's claim")


@ON_ONE_STAGE
async def test_only_the_protocol_that_lacks_something_is_called_incomplete(community: Community) -> None:
    words = [
        text_of(message)
        for channel in community.channels.values()
        for message in said_by_bot(community.stage, channel)
        if "Not recorded" in text_of(message)
    ]
    assert len(words) == 1
    assert "Not recorded: skin type" in words[0]


@ON_ONE_STAGE
async def test_a_visitor_is_a_member_at_first_and_may_be_the_owner(community: Community) -> None:
    first, *others = community.viewers
    assert first is community.people["eleni"]
    assert community.stage.guild.owner.id in {member.id for member in others}


@ON_ONE_STAGE
async def test_the_clock_shows_the_moment_asked_for(community: Community) -> None:
    assert ONCE <= community.stage.clock.now() < ONCE + timedelta(minutes=5)
