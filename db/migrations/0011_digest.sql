-- The digest: when a community wants it, and what each issue that was posted shows, so that it follows its entries.

CREATE TABLE digest_schedule (
    guild_id   INTEGER PRIMARY KEY REFERENCES community (guild_id) ON DELETE CASCADE,
    is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    weekday    INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    hour       INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    channel_id INTEGER
) STRICT;

-- `key` is that of the outbox's row, one a week; `upto` the guild's highest number when it was composed.
CREATE TABLE digest_issue (
    issue_no    INTEGER PRIMARY KEY,
    guild_id    INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    key         TEXT    NOT NULL UNIQUE CHECK (key <> ''),
    channel_id  INTEGER NOT NULL,
    message_id  INTEGER,
    since_at    INTEGER NOT NULL,
    upto        INTEGER NOT NULL,
    parts       TEXT    NOT NULL CHECK (json_valid(parts)),
    composed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX digest_issue_by_guild ON digest_issue (guild_id, issue_no);

CREATE TABLE digest_mention (
    entry_key INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    issue_no  INTEGER NOT NULL REFERENCES digest_issue (issue_no) ON DELETE CASCADE,
    PRIMARY KEY (entry_key, issue_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX digest_mention_by_issue ON digest_mention (issue_no);
