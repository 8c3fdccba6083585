"""The sample community comes to life on a stage: it is set up and lives its weeks, all through the bot's own doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import discord
from simcord import ChannelHandle, MemberActor

from bot.clinical import jurisdictions
from bot.demo import agenda_forms, complication_forms, device_forms, gestures, library_forms, scope_forms
from bot.demo.script import (
    AddedDevice,
    AgendaProposal,
    AgreedAction,
    AskedQuestion,
    Channel,
    ComplicationReport,
    DeviceReview,
    ImportedFile,
    Line,
    MeetingMinutes,
    Person,
    PlannedMeeting,
    ProtocolUse,
    Script,
    ToldRule,
    WrittenSummary,
    moment,
)
from bot.demo.stage import Stage
from bot.exchange.members import Credential
from bot.ui.profile_card import device_names

BEFORE_THE_FIRST_LINE = timedelta(hours=14)


class Unanswered(RuntimeError):
    """Fluence refused or did not understand something in the sample, so that the sample is not what it should be."""


@dataclass(frozen=True, slots=True)
class Community:
    """A community that is set up: its people by their keys, its channels by the names of their talk."""

    stage: Stage
    script: Script
    people: Mapping[str, MemberActor]
    channels: Mapping[str, ChannelHandle]

    @property
    def viewers(self) -> Sequence[MemberActor]:
        """Whom a visitor may be; the first of them to begin with."""
        roles = {person.key: person.role for person in self.script.people}
        return sorted(self.people.values(), key=lambda member: roles[member.name] != "visitor")


def first_moment(script: Script, now: datetime) -> datetime:
    """When a stage has to begin, so that the sample ends now."""
    return moment(_today(now), script.first_day, min(line.at for line in script.lines)) - BEFORE_THE_FIRST_LINE


async def set_up(stage: Stage, script: Script) -> Community:
    """The server, its members with their profiles, its channels and groups."""
    users = {person.key: stage.env.create_user(person.key, global_name=person.name) for person in script.people}
    owner_key = next(person.key for person in script.people if person.role == "owner")
    guild = await stage.create_guild(script.community, owner=users[owner_key])
    people = {
        key: MemberActor(stage.env, guild, user) if key == owner_key else await stage.join(user)
        for key, user in users.items()
    }
    owner = people[owner_key]
    channels = {
        channel.chat: await stage.create_text_channel(channel.chat)
        for channel in script.channels
        if not channel.is_group
    }
    door = next(iter(channels.values()))
    await _choose_meeting_channel(owner, door, channels["meetings"])
    for channel in script.channels:
        if channel.is_group:
            channels[channel.chat] = await _make_group(stage, owner, door, channel)
    for person in script.people:
        await _declare(people[person.key], door, person)
        if person.is_checked:
            asked = await owner.slash(door, "member verify", member=people[person.key])
            await gestures.press(owner, asked, "Checked")
    return Community(stage, script, people, channels)


async def live_through(community: Community, now: datetime) -> None:
    """Everything in the script, each at its moment, up to now."""
    today = _today(now)
    script = community.script
    everything = (
        *(*script.lines, *script.meetings, *script.added_devices, *script.device_reviews, *script.protocol_uses),
        *(*script.complication_reports, *script.proposals, *script.minutes, *script.actions, *script.summaries),
        *(*script.questions, *script.imports, *script.told_rules),
    )
    doings = [(moment(today, each.day, each.at), each) for each in everything]
    said: dict[str, discord.Message] = {}
    for at, doing in sorted(doings, key=lambda pair: pair[0]):
        await community.stage.advance_to(at)
        match doing:
            case Line():
                await _say(community, doing, said)
            case PlannedMeeting():
                await _plan(community, doing, today)
            case AddedDevice() | DeviceReview() | ToldRule():
                await _fill_in(community, doing)
            case AgendaProposal() | MeetingMinutes() | AgreedAction():
                await _talk_over(community, doing, today)
            case ProtocolUse():
                await _use(community, doing)
            case ComplicationReport():
                await _report(community, doing)
            case WrittenSummary():
                await _summarise(community, doing)
            case AskedQuestion() | ImportedFile():
                await _take_up(community, doing)
    await community.stage.advance_to(now)
    _forget_private_answers(community.stage)


def _today(now: datetime) -> date:
    return now.astimezone(UTC).date()


# Setting up.


async def _choose_meeting_channel(owner: MemberActor, door: ChannelHandle, meetings: ChannelHandle) -> None:
    card = await owner.slash(door, "setup")
    await owner.select(gestures.message_of(card), [meetings], custom_id="fx1:setup_choose:meeting_channel_id")


async def _make_group(stage: Stage, owner: MemberActor, door: ChannelHandle, channel: Channel) -> ChannelHandle:
    subject = {"device": channel.device} if channel.device else {"topic": channel.topic}
    shown = await owner.slash(door, "group create", **subject, layout="text")
    name = channel.chat.replace("_", "-")
    if name not in stage.guild.channels:
        raise Unanswered(f"no channel {name} was made: {gestures.text_of(shown)}")
    return stage.channel(name)


async def _declare(member: MemberActor, door: ChannelHandle, person: Person) -> None:
    said = person.profile
    place = jurisdictions.get(said.jurisdiction or "")
    chosen = place.label if place is not None else said.jurisdiction
    form = await member.slash(door, "profile", jurisdiction=chosen, zone=said.time_zone)
    answers = {
        "Credential": Credential(said.credential or "other").label,
        "Clinic or company": said.workplace or "",
        "Paid by industry: by whom?": said.paid_by_industry or "",
        "Devices you work with": ", ".join(device_names(said)),
        "Training": said.training or "",
    }
    await gestures.fill(member, form, answers)


# Living.


def _forget_private_answers(stage: Stage) -> None:
    """Discord shows a private answer until its reader leaves; simcord would show three weeks of them."""
    for messages in stage.env.backend.messages.values():
        for message in [message for message in messages.values() if message.is_ephemeral]:
            del messages[message.id]


async def _say(community: Community, line: Line, said: dict[str, discord.Message]) -> None:
    member, channel = community.people[line.who], community.channels[line.chat]
    message = await member.send(channel, line.text, reply_to=said[line.reply_to] if line.reply_to else None)
    if line.name is not None:
        said[line.name] = message
    if line.handpiece is not None:
        form = await gestures.press(member, channel.history()[-1], "Edit details")
        await gestures.fill(member, form, {"Handpiece or spot": line.handpiece})


async def _talk_over(community: Community, doing: AgendaProposal | MeetingMinutes | AgreedAction, today: date) -> None:
    people, channel = community.people, community.channels["meetings"]
    match doing:
        case AgendaProposal():
            planned = next(each for each in community.script.meetings if doing.meeting in each.title)
            shown, wanted = await agenda_forms.propose(people, people[planned.who], channel, doing), "Proposed for"
        case MeetingMinutes():
            shown, wanted = await agenda_forms.write_minutes(people[doing.who], channel, doing), "Saved as S-"
        case AgreedAction():
            shown, wanted = await agenda_forms.agree(people, channel, doing, today), "Written down"
    if wanted not in gestures.text_of(shown):
        raise Unanswered(f"{doing.who}'s form was not taken: {gestures.text_of(shown)}")


async def _fill_in(community: Community, doing: AddedDevice | DeviceReview | ToldRule) -> None:
    member, door = community.people[doing.who], next(iter(community.channels.values()))
    match doing:
        case AddedDevice():
            shown, wanted = await device_forms.add_device(member, door, doing), "is added"
        case DeviceReview():
            shown, wanted = await device_forms.review(member, door, doing), "Saved as R-"
        case ToldRule():
            shown, wanted = await scope_forms.tell(member, door, doing), "Added."
    if wanted not in gestures.text_of(shown):
        raise Unanswered(f"{doing.who}'s form was not taken: {gestures.text_of(shown)}")


async def _take_up(community: Community, doing: AskedQuestion | ImportedFile) -> None:
    people, door = community.people, next(iter(community.channels.values()))
    if isinstance(doing, AskedQuestion):
        shown, wanted = await library_forms.ask(people, community.channels[doing.chat], doing), "Asked as Q-"
    else:
        shown, wanted = await library_forms.take_in(people[doing.who], door, doing), "Imported: "
    if wanted not in gestures.text_of(shown):
        raise Unanswered(f"{doing.who}'s form was not taken: {gestures.text_of(shown)}")


async def _use(community: Community, used: ProtocolUse) -> None:
    member, door = community.people[used.who], next(iter(community.channels.values()))
    form = await member.slash(door, "protocol used", protocol=used.protocol)
    answers = {
        "How many patients?": f"Worked: {used.worked}\nPartly: {used.partly}\nNo effect: {used.no_effect}",
        "Of these, how many had a complication?": str(used.complications),
        "Their skin types": list(used.skin_types),
        "Pain, 0 to 10": [str(used.pain)],
        "A note": used.note,
    }
    shown = await gestures.fill(member, form, answers)
    if "is kept" not in gestures.text_of(shown):
        raise Unanswered(f"{used.who}'s report was not taken: {gestures.text_of(shown)}")


async def _report(community: Community, told: ComplicationReport) -> None:
    member, door = community.people[told.who], next(iter(community.channels.values()))
    shown = await complication_forms.report(member, door, told)
    if "Saved as C-" not in gestures.text_of(shown):
        raise Unanswered(f"{told.who}'s report was not taken: {gestures.text_of(shown)}")


async def _plan(community: Community, planned: PlannedMeeting, today: date) -> None:
    member, channel = community.people[planned.who], community.channels["meetings"]
    wanted = {"capacity": planned.places, "kind": planned.kind, "repeat": planned.repeat}
    draft = await member.slash(
        channel,
        "meeting create",
        title=planned.title,
        when=planned.when(today),
        zone=planned.zone,
        minutes=planned.minutes,
        where=planned.where,
        **{name: value for name, value in wanted.items() if value is not None},
    )
    await gestures.press(member, draft, "Post it")
    await agenda_forms.answer(community.people, channel, planned)


async def _summarise(community: Community, written: WrittenSummary) -> None:
    member, channel = community.people[written.who], community.channels[written.chat]
    answers = {
        "What it was": written.source,
        "Speaker or author": written.speaker,
        "Who paid": written.who_paid,
        "Link or DOI": written.link,
        "Key points": written.text,
    }
    saved = await gestures.fill(member, await member.slash(channel, "save", kind="summary"), answers)
    if "Saved as S-" not in gestures.text_of(saved):
        raise Unanswered(f"{written.who}'s summary was not taken: {gestures.text_of(saved)}")
    second = await gestures.press(member, saved, "Continue")
    await gestures.fill(member, second, {"Held or published": written.date})
