-- What a meeting is to be about and what came of it: proposals and votes, an expert's questions, minutes, action items.

-- Numbers are never used again: a button of an item that is gone must not do something to another.
CREATE TABLE agenda_item (
    item_no      INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    meeting_key  INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    track        TEXT    NOT NULL CHECK (track IN ('clinical', 'business', 'general')),
    title        TEXT    NOT NULL CHECK (title <> ''),
    description  TEXT    NOT NULL DEFAULT '',
    minutes      INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    -- The conflict of interest as its presenter declares it; empty where none is declared.
    interest     TEXT    NOT NULL DEFAULT '',
    -- A member presents, or a guest who is none.
    presenter_id INTEGER,
    guest        TEXT    NOT NULL DEFAULT '',
    proposer_id  INTEGER,
    status       TEXT    NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'accepted', 'declined')),
    place        INTEGER CHECK (place >= 1),
    version      INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    CHECK ((status = 'accepted') = (place IS NOT NULL)),
    CHECK (presenter_id IS NULL OR guest = '')
) STRICT;

CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting_key);
CREATE INDEX agenda_item_by_presenter ON agenda_item (presenter_id, guild_id) WHERE presenter_id IS NOT NULL;
CREATE INDEX agenda_item_by_proposer ON agenda_item (proposer_id, guild_id) WHERE proposer_id IS NOT NULL;

CREATE TABLE agenda_vote (
    item_no  INTEGER NOT NULL REFERENCES agenda_item (item_no) ON DELETE CASCADE,
    user_id  INTEGER NOT NULL,
    guild_id INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    PRIMARY KEY (item_no, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX agenda_vote_by_member ON agenda_vote (user_id, guild_id);

-- Who answers in an expert session: a member, or somebody who is not on this server.
CREATE TABLE session_guest (
    meeting_key INTEGER PRIMARY KEY REFERENCES meeting (key) ON DELETE CASCADE,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    user_id     INTEGER,
    name        TEXT    NOT NULL DEFAULT '',
    CHECK ((user_id IS NULL) <> (name = ''))
) STRICT;

CREATE INDEX session_guest_by_member ON session_guest (user_id, guild_id) WHERE user_id IS NOT NULL;

-- A question for an expert session is an entry; here stands whether it had its turn.
CREATE TABLE session_question (
    entry_key   INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    status      TEXT    NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'open', 'taken', 'skipped'))
) STRICT;

CREATE INDEX session_question_by_meeting ON session_question (meeting_key);
-- One question at a time.
CREATE UNIQUE INDEX session_question_open ON session_question (meeting_key) WHERE status = 'open';

-- The summaries that tell of a meeting.
CREATE TABLE meeting_minutes (
    entry_key   INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE
) STRICT;

CREATE INDEX meeting_minutes_by_meeting ON meeting_minutes (meeting_key);

CREATE TABLE action_item (
    action_no   INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    meeting_key INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    text        TEXT    NOT NULL CHECK (text <> ''),
    owner_id    INTEGER,
    added_by_id INTEGER,
    -- The morning of the day, on the clocks of the meeting's zone.
    due_at      INTEGER NOT NULL,
    done_at     INTEGER,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX action_item_by_meeting ON action_item (meeting_key);
CREATE INDEX action_item_by_owner ON action_item (owner_id, guild_id) WHERE owner_id IS NOT NULL;
CREATE INDEX action_item_by_adder ON action_item (added_by_id, guild_id) WHERE added_by_id IS NOT NULL;
