"""What the outbox delivers, in a moderator's words: for who looks up what could not be delivered."""

from __future__ import annotations

from typing import Final

from bot.exchange import agenda_posts, copies, presenters, removals, rsvp
from bot.exchange.action_items import ACTION_DUE, ACTION_GIVEN
from bot.exchange.attendance_looks import LOOK
from bot.exchange.communities import WELCOME_KIND
from bot.exchange.complication_watch import NOTICE_KIND as WATCH
from bot.exchange.complications import NOTICE_KIND as WITHHELD_REPORT
from bot.exchange.digest_plan import DIGEST
from bot.exchange.discussions import BELOW_KIND, DISCUSSION_KIND
from bot.exchange.follow_ups import ASKING_KIND
from bot.exchange.holds import STANDS_KIND as HOLD_STANDS
from bot.exchange.library import OVERTAKEN_KIND, UNTAGGED_KIND
from bot.exchange.meeting_announcing import CANCELLED, CHANGED, EVENT
from bot.exchange.meeting_card_edits import CARD, CARD_EDIT, CARD_END
from bot.exchange.meeting_reminders import PRIVATE, REMINDER, REMINDER_MORE
from bot.exchange.members import PICTURES_KIND
from bot.exchange.named_posts import NAMES_OUT, ONCE_SENT
from bot.exchange.privacy import TAKE_BACK
from bot.exchange.urgencies import NOTICE_KIND as URGENT

KINDS_IN_WORDS: Final[dict[str, str]] = {
    agenda_posts.AGENDA: "a meeting's agenda",
    agenda_posts.AGENDA_EDIT: "a change of a meeting's agenda",
    presenters.ACCEPTED: "word to a presenter that an item was accepted",
    presenters.PRESENTER_REMINDER: "a reminder to a presenter",
    ACTION_GIVEN: "word of an action item",
    ACTION_DUE: "a reminder of an action item",
    LOOK: "the count of who attends a meeting",
    WELCOME_KIND: "the welcome",
    WATCH: "a warning about a complication that is reported more often with a device than expected",
    WITHHELD_REPORT: "the notice of a complication whose reporter's name is withheld",
    ASKING_KIND: "a question to a reporter how a complication went on",
    copies.COPY_KIND: "a change of a shared card",
    copies.DIGEST_COPY_KIND: "a change of a digest",
    copies.NAME_KIND: "another name for a discussion",
    copies.UNMERGED_KIND: "word to the moderators that a merge was undone",
    DIGEST: "the digest",
    DISCUSSION_KIND: "the discussion of an entry",
    BELOW_KIND: "the discussion below a message",
    HOLD_STANDS: "word to the moderators of a held message that still stands in the chat",
    UNTAGGED_KIND: "word to an author that a message without its tag stays in the library",
    OVERTAKEN_KIND: "word to an author that a message says other settings by now",
    PICTURES_KIND: "word to an author that pictures are not looked into",
    CARD: "a meeting's announcement",
    CARD_EDIT: "a change of a meeting's announcement",
    CARD_END: "the end of a meeting's announcement",
    CANCELLED: "word that a meeting is cancelled",
    CHANGED: "word that a meeting was changed",
    EVENT: "the event of a meeting in the server's own list",
    REMINDER: "a meeting reminder",
    REMINDER_MORE: "a meeting reminder",
    PRIVATE: "a meeting reminder in a direct message",
    NAMES_OUT: "taking a name out of a message about a meeting",
    TAKE_BACK: "taking back a message to a member whose data was erased",
    removals.ASK_KIND: "a question to the moderators about entries whose channel was deleted",
    removals.DUE_KIND: "the removal of entries that nobody decided about",
    rsvp.PROMOTED: "word to a member who moved up from a waiting list",
    rsvp.TAKEN_OFF: "word to a member who was taken off a list",
    rsvp.BEYOND: "word to an organiser about places that were taken away",
    URGENT: "the notice about a sign of an emergency",
}


def in_words(kind: str) -> str:
    """What a row of this kind delivers; of a kind that a former version wrote, only that it is a message."""
    return KINDS_IN_WORDS.get(kind.removesuffix(ONCE_SENT), "a message")
