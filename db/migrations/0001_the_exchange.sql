-- The exchange's first tables. Every row of what members say and do belongs to one community (a Discord guild).
-- Instants are INTEGER milliseconds since 1970, UTC. Discord's ids are INTEGER snowflakes.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The erasures that this store has behind it, by their marks in the journal beside it (db/journal.py), each written in
-- the erasure's own transaction. No ids, so that it may outlive a server, and no order that tells which went together.
CREATE TABLE erasure_made (
    mark TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE community (
    guild_no             INTEGER PRIMARY KEY,
    guild_id             INTEGER NOT NULL UNIQUE,
    time_zone            TEXT,
    moderator_role_id    INTEGER,
    exchange_role_id     INTEGER,
    meeting_channel_id   INTEGER,
    moderator_channel_id INTEGER,
    category_id          INTEGER,
    capture_style        TEXT    NOT NULL DEFAULT 'quiet' CHECK (capture_style IN ('quiet', 'card')),
    capture_reaction     TEXT CHECK (capture_reaction <> ''),
    last_number          INTEGER NOT NULL DEFAULT 0 CHECK (last_number BETWEEN 0 AND 4294967295),
    joined_at            INTEGER NOT NULL,
    greeted_at           INTEGER,
    left_at              INTEGER
) STRICT;

-- Channels that not every exchange member can read, opted in to capture by a moderator. What was said there or in a
-- thread below before `since_message_id` was said in confidence.
CREATE TABLE private_channel (
    guild_id         INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    channel_id       INTEGER NOT NULL,
    since_message_id INTEGER,
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    guild_id         INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    user_id          INTEGER NOT NULL,
    credential       TEXT,
    workplace        TEXT,
    jurisdiction     TEXT,
    time_zone        TEXT,
    paid_by_industry TEXT,
    devices          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(devices)),
    training         TEXT,
    checked_by_id    INTEGER,  -- NULL also once that moderator's data is erased
    checked_at       INTEGER,
    updated_at       INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id),
    CHECK (checked_at IS NULL OR credential IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_by_checker ON member (checked_by_id, guild_id) WHERE checked_by_id IS NOT NULL;

-- While a member wanted nothing captured; without an end where they still do. What was written then is never kept.
CREATE TABLE opt_out (
    guild_id INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    user_id  INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    told     INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),  -- that a tag keeps nothing by now
    PRIMARY KEY (guild_id, user_id, began_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_group (
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    subject     TEXT    NOT NULL CHECK (subject LIKE 'device:%' OR subject LIKE 'topic:%'),
    name        TEXT    NOT NULL CHECK (name <> ''),
    layout      TEXT    NOT NULL CHECK (layout IN ('forum', 'text')),
    channel_id  INTEGER,
    role_id     INTEGER,
    archived_at INTEGER,
    PRIMARY KEY (guild_id, subject)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX user_group_by_channel ON user_group (channel_id) WHERE channel_id IS NOT NULL;

-- key = guild_no << 32 | number: a guild's entries are contiguous, newest last, and numbers are never used again.
CREATE TABLE entry (
    key                INTEGER PRIMARY KEY,
    guild_id           INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    kind               TEXT    NOT NULL
        CHECK (kind IN ('tip', 'complication', 'protocol', 'question', 'summary', 'review', 'answer')),
    status             TEXT    NOT NULL DEFAULT 'listed'
        CHECK (status IN ('listed', 'held', 'unlisted', 'hidden', 'merged', 'withdrawn')),
    title              TEXT    NOT NULL,
    text               TEXT    NOT NULL,
    terms              TEXT    NOT NULL DEFAULT '',
    author_id          INTEGER,
    reporter_key       BLOB    CHECK (length(reporter_key) = 32),
    saved_by_id        INTEGER,
    channel_id         INTEGER,
    parent_channel_id  INTEGER,
    message_id         INTEGER,
    private_channel_id INTEGER,
    facets             TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(facets)),
    details            TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(details)),
    correction         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(correction)),
    reading            TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(reading)),
    -- What a row of a list shows of all these, so that a page of results unpacks no whole reading.
    in_short           TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(in_short)),
    reader_version     INTEGER NOT NULL,
    removal_no         INTEGER REFERENCES removal (removal_no) ON DELETE SET NULL,
    settings_version   INTEGER NOT NULL DEFAULT 1 CHECK (settings_version >= 1),
    standing           TEXT    NOT NULL DEFAULT 'current' CHECK (standing IN ('current', 'superseded', 'retired')),
    superseded_by      INTEGER REFERENCES entry (key) ON DELETE SET NULL,
    renewed_at         INTEGER,  -- when its author asked to have the message kept, whenever it was written
    created_at         INTEGER NOT NULL,
    changed_at         INTEGER NOT NULL,
    CHECK (status <> 'withdrawn' OR (
        text = '' AND title = '' AND facets = '[]' AND reading = '{}' AND in_short = '{}'
        AND author_id IS NULL AND saved_by_id IS NULL AND reporter_key IS NULL AND renewed_at IS NULL
    )),
    -- A name is withheld from the first word on: nothing of such an entry leads to a member or a message of theirs.
    CHECK (reporter_key IS NULL OR (author_id IS NULL AND saved_by_id IS NULL AND message_id IS NULL)),
    CHECK (status IN ('withdrawn', 'held', 'hidden', 'merged') OR text <> '')
) STRICT;

-- Nothing is captured twice.
CREATE UNIQUE INDEX entry_by_message ON entry (guild_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX entry_by_author ON entry (author_id, guild_id) WHERE author_id IS NOT NULL;
CREATE INDEX entry_by_reporter ON entry (reporter_key, guild_id) WHERE reporter_key IS NOT NULL;
CREATE INDEX entry_by_saver ON entry (saved_by_id, guild_id) WHERE saved_by_id IS NOT NULL;
CREATE INDEX entry_by_channel ON entry (channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX entry_by_parent ON entry (parent_channel_id) WHERE parent_channel_id IS NOT NULL;
-- In the keys' order: the newest of a kind, however few there are.
CREATE INDEX entry_by_kind ON entry (guild_id, kind) WHERE status = 'listed';
CREATE INDEX entry_by_reader_version ON entry (guild_id, reader_version) WHERE status = 'listed';
-- A search leaves these out unless the asker sees the channel; there are few, so the index is small.
CREATE INDEX entry_private ON entry (guild_id, private_channel_id, author_id) WHERE private_channel_id IS NOT NULL;
CREATE INDEX entry_by_successor ON entry (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX entry_by_removal ON entry (removal_no) WHERE removal_no IS NOT NULL;

-- The entries' facets once more, by which they are found. The key's columns come first and in its order: otherwise SQLite 3.40's quick_check sees NULLs that are not there.
CREATE TABLE entry_facet (
    facet     TEXT    NOT NULL
        CHECK (facet IN
            ('device', 'modality', 'indication', 'skin_type', 'complication', 'body_site', 'topic', 'tag')),
    value     TEXT    NOT NULL,
    entry_key INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    PRIMARY KEY (facet, value, entry_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_facet_by_entry ON entry_facet (entry_key);

CREATE TRIGGER entry_has_facets AFTER INSERT ON entry WHEN new.facets <> '[]' BEGIN
    INSERT INTO entry_facet (facet, value, entry_key)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), new.key FROM json_each(new.facets);
END;
CREATE TRIGGER entry_has_other_facets AFTER UPDATE OF facets ON entry WHEN new.facets <> old.facets BEGIN
    DELETE FROM entry_facet WHERE entry_key = new.key;
    INSERT INTO entry_facet (facet, value, entry_key)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), new.key FROM json_each(new.facets);
END;

-- Only listed entries are in the index, so that a count of matches needs no join.
CREATE VIEW listed_entry AS SELECT key, title, text, terms FROM entry WHERE status = 'listed';

CREATE VIRTUAL TABLE entry_search USING fts5 (
    title, text, terms,
    content = 'listed_entry', content_rowid = 'key',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE entry_word USING fts5vocab (entry_search, 'row');

CREATE TRIGGER entry_indexed AFTER INSERT ON entry WHEN new.status = 'listed' BEGIN
    INSERT INTO entry_search (rowid, title, text, terms) VALUES (new.key, new.title, new.text, new.terms);
END;
CREATE TRIGGER entry_unindexed AFTER DELETE ON entry WHEN old.status = 'listed' BEGIN
    INSERT INTO entry_search (entry_search, rowid, title, text, terms)
    VALUES ('delete', old.key, old.title, old.text, old.terms);
END;
CREATE TRIGGER entry_changed_out AFTER UPDATE OF title, text, terms, status ON entry WHEN old.status = 'listed' BEGIN
    INSERT INTO entry_search (entry_search, rowid, title, text, terms)
    VALUES ('delete', old.key, old.title, old.text, old.terms);
    INSERT INTO entry_search (rowid, title, text, terms)
    SELECT new.key, new.title, new.text, new.terms WHERE new.status = 'listed';
END;
CREATE TRIGGER entry_changed_in AFTER UPDATE OF title, text, terms, status ON entry
WHEN old.status <> 'listed' AND new.status = 'listed' BEGIN
    INSERT INTO entry_search (rowid, title, text, terms) VALUES (new.key, new.title, new.text, new.terms);
END;

-- Every public copy that the bot has posted of an entry; each follows its entry.
CREATE TABLE posted_copy (
    message_id INTEGER PRIMARY KEY,
    channel_id INTEGER NOT NULL,
    entry_key  INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    face       TEXT    NOT NULL CHECK (face IN ('card', 'note'))
) STRICT;

CREATE INDEX posted_copy_by_entry ON posted_copy (entry_key);
CREATE INDEX posted_copy_by_channel ON posted_copy (channel_id);

-- What a person searched for, so that the pages turn after a restart too.
CREATE TABLE search_page (
    token      TEXT    PRIMARY KEY,
    guild_id   INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    request    TEXT    NOT NULL CHECK (json_valid(request)),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX search_page_by_expiry ON search_page (expires_at);

-- A channel, thread or bulk delete unlists what was captured there and asks the moderators.
CREATE TABLE removal (
    removal_no INTEGER PRIMARY KEY,
    guild_id   INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    reason     TEXT    NOT NULL CHECK (reason IN ('channel', 'thread', 'bulk')),
    asked_at   INTEGER NOT NULL,
    decision   TEXT    CHECK (decision IN ('kept', 'removed'))
) STRICT;

-- A message that seems to name a patient: ids and kinds only, never its text.
CREATE TABLE held_message (
    message_id        INTEGER PRIMARY KEY,
    guild_id          INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    channel_id        INTEGER NOT NULL,
    author_id         INTEGER NOT NULL,
    kinds             TEXT    NOT NULL CHECK (json_valid(kinds)),
    cleared           TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(cleared)),
    notice_message_id INTEGER,
    held_at           INTEGER NOT NULL
) STRICT;

CREATE INDEX held_message_by_author ON held_message (author_id);
-- Whatever message is deleted in a server, it is asked whether it was the bot's line about one of these.
CREATE INDEX held_message_by_notice ON held_message (notice_message_id) WHERE notice_message_id IS NOT NULL;

CREATE TABLE channel_cursor (
    channel_id INTEGER PRIMARY KEY,
    guild_id   INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL
) STRICT;

CREATE TABLE meeting (
    key          INTEGER PRIMARY KEY,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    title        TEXT    NOT NULL CHECK (title <> ''),
    starts_at    INTEGER NOT NULL,
    wall_time    TEXT    NOT NULL,
    zone         TEXT    NOT NULL,
    minutes      INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 10080),
    place        TEXT    NOT NULL DEFAULT '',
    kind         TEXT    NOT NULL DEFAULT 'group' CHECK (kind IN
        ('group', 'journal_club', 'webinar', 'case_conference', 'expert_session', 'industry_session')),
    capacity     INTEGER CHECK (capacity >= 1),
    cutoff_hours INTEGER NOT NULL DEFAULT 0 CHECK (cutoff_hours BETWEEN 0 AND 2160),
    repeats      TEXT    NOT NULL DEFAULT '',
    organiser_id INTEGER,
    status       TEXT    NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'planned', 'cancelled')),
    channel_id   INTEGER NOT NULL,
    -- An occurrence of a series keeps the moment that the series gave it, by which calendars know it.
    series_no    INTEGER REFERENCES meeting_series (series_no) ON DELETE SET NULL,
    original_at  INTEGER,
    sequence     INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    card_number  INTEGER NOT NULL DEFAULT 1 CHECK (card_number >= 1),
    event_id     INTEGER,
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    CHECK (series_no IS NULL OR original_at IS NOT NULL)
) STRICT;

CREATE INDEX meeting_by_start ON meeting (guild_id, starts_at);
CREATE UNIQUE INDEX meeting_by_series ON meeting (series_no, original_at) WHERE series_no IS NOT NULL;
CREATE INDEX meeting_by_organiser ON meeting (organiser_id) WHERE organiser_id IS NOT NULL;

-- What is sent later is a row here first, written in the transaction of what it belongs to.
CREATE TABLE outbox (
    outbox_no   INTEGER PRIMARY KEY,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    kind        TEXT    NOT NULL,
    meeting_key INTEGER REFERENCES meeting (key) ON DELETE CASCADE,
    entry_key   INTEGER REFERENCES entry (key) ON DELETE CASCADE,
    removal_no  INTEGER REFERENCES removal (removal_no) ON DELETE CASCADE,
    label       TEXT    NOT NULL DEFAULT '',
    channel_id  INTEGER,
    target_id   INTEGER,
    user_id     INTEGER,
    due_at      INTEGER NOT NULL,
    try_at      INTEGER NOT NULL,
    grace       INTEGER NOT NULL CHECK (grace >= 0),
    state       TEXT    NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'claimed', 'sent', 'skipped', 'failed')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    claimed_at  INTEGER,
    dedupe_key  TEXT    NOT NULL UNIQUE,
    message_id  INTEGER,
    outcome     TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX outbox_by_turn ON outbox (try_at) WHERE state = 'due';
CREATE INDEX outbox_by_meeting ON outbox (meeting_key) WHERE meeting_key IS NOT NULL;
CREATE INDEX outbox_by_entry ON outbox (entry_key) WHERE entry_key IS NOT NULL;
CREATE INDEX outbox_by_removal ON outbox (removal_no) WHERE removal_no IS NOT NULL;

CREATE TABLE audit (
    audit_no  INTEGER PRIMARY KEY,
    guild_id  INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    actor_id  INTEGER,
    action    TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    member_id INTEGER,  -- to whom it was done
    at        INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_by_actor ON audit (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_by_member ON audit (member_id) WHERE member_id IS NOT NULL;
