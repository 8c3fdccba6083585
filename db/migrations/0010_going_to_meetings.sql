-- Who goes to a meeting, who is told what of it, and who was there.

-- `turn` is the order in which members took their answer: the waiting list's order. Who was moved up from it is told in
-- a `promotion`, a message to at most so many at once.
CREATE TABLE rsvp (
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    answer      TEXT    NOT NULL CHECK (answer IN ('in_person', 'online', 'maybe', 'no')),
    guests      INTEGER NOT NULL DEFAULT 0 CHECK (guests BETWEEN 0 AND 5),
    turn        INTEGER NOT NULL,
    waiting     INTEGER NOT NULL DEFAULT 0 CHECK (waiting IN (0, 1)),
    promotion   INTEGER,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (meeting_key, user_id),
    CHECK (answer = 'in_person' OR guests = 0),
    CHECK (answer IN ('in_person', 'online') OR (waiting = 0 AND promotion IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX rsvp_by_turn ON rsvp (meeting_key, turn);
CREATE INDEX rsvp_by_member ON rsvp (user_id, guild_id);

-- When a meeting's card was last edited: however many click, it is not edited again for a few seconds.
CREATE TABLE meeting_card (
    meeting_key INTEGER PRIMARY KEY REFERENCES meeting (key) ON DELETE CASCADE,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    edited_at   INTEGER NOT NULL
) STRICT;

-- One message of a reminder that pings: those whose turn lies between the two, both included.
CREATE TABLE reminder_part (
    dedupe_key  TEXT    PRIMARY KEY,
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    first_turn  INTEGER NOT NULL,
    last_turn   INTEGER NOT NULL,
    people      INTEGER NOT NULL CHECK (people >= 0)
) STRICT;

CREATE INDEX reminder_part_by_meeting ON reminder_part (meeting_key);

-- Members who asked to be reminded by a direct message, and when.
CREATE TABLE private_reminder (
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL,
    label       TEXT    NOT NULL CHECK (label <> ''),
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    PRIMARY KEY (meeting_key, user_id, label)
) STRICT, WITHOUT ROWID;

CREATE INDEX private_reminder_by_member ON private_reminder (user_id, guild_id);

-- The voice or stage channel from which a meeting's attendance is counted.
CREATE TABLE meeting_voice (
    meeting_key INTEGER PRIMARY KEY REFERENCES meeting (key) ON DELETE CASCADE,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    channel_id  INTEGER NOT NULL
) STRICT;

CREATE INDEX meeting_voice_by_guild ON meeting_voice (guild_id);

-- A member's stay in that channel. While it lasts, `seen_at` is when the member was last known to be there.
CREATE TABLE voice_stay (
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL,
    joined_at   INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    seen_at     INTEGER NOT NULL,
    left_at     INTEGER,
    PRIMARY KEY (meeting_key, user_id, joined_at),
    CHECK (seen_at >= joined_at AND (left_at IS NULL OR left_at >= joined_at))
) STRICT, WITHOUT ROWID;

CREATE INDEX voice_stay_by_member ON voice_stay (user_id, guild_id);

-- Attendance by hand: what a member says, and what the organiser has confirmed.
CREATE TABLE attendance (
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    confirmed   INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    marked_at   INTEGER NOT NULL,
    PRIMARY KEY (meeting_key, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX attendance_by_member ON attendance (user_id, guild_id);
