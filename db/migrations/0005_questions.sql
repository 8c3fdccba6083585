-- Answers to questions: which question each is for, which one was accepted, who voted, and where it is talked about.

CREATE TABLE answer (
    entry_key    INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    question_key INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    accepted_at  INTEGER,
    CHECK (question_key <> entry_key)
) STRICT;

CREATE INDEX answer_by_question ON answer (question_key);
-- A question has one accepted answer at most.
CREATE UNIQUE INDEX answer_accepted ON answer (question_key) WHERE accepted_at IS NOT NULL;

-- A vote that was taken back stays as a row that does not count, so that a hurried second press can be told.
CREATE TABLE vote (
    entry_key  INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL,
    guild_id   INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    counts     INTEGER NOT NULL CHECK (counts IN (0, 1)),
    pressed_at INTEGER NOT NULL,
    PRIMARY KEY (entry_key, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX vote_by_member ON vote (user_id, guild_id);

-- The thread or post in which an entry is talked about.
CREATE TABLE discussion (
    channel_id INTEGER PRIMARY KEY,
    guild_id   INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    entry_key  INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE
) STRICT;

CREATE INDEX discussion_by_entry ON discussion (entry_key);

-- A tombstone is no accepted answer, and nobody's vote is about it any more.
CREATE TRIGGER answer_withdrawn AFTER UPDATE OF status ON entry WHEN new.status = 'withdrawn' BEGIN
    DELETE FROM vote WHERE entry_key = new.key;
    UPDATE answer SET accepted_at = NULL WHERE entry_key = new.key;
END;
