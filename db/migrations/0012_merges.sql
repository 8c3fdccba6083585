-- What a merge has moved, so that it can be undone. It goes with the entry, report or copy that it is about. The
-- versions are those of the two entries' settings as they were merged.

CREATE TABLE merge (
    entry_key         INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id          INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    kept_key          INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    settings_version  INTEGER NOT NULL,
    kept_version      INTEGER NOT NULL,
    former_successor  INTEGER REFERENCES entry (key) ON DELETE SET NULL,
    replaced_the_kept INTEGER NOT NULL CHECK (replaced_the_kept IN (0, 1)),
    CHECK (entry_key <> kept_key)
) STRICT;

CREATE INDEX merge_by_kept ON merge (kept_key);
CREATE INDEX merge_by_former_successor ON merge (former_successor) WHERE former_successor IS NOT NULL;

-- A report may be moved by several merges, one after the other; so may the rest.
CREATE TABLE merged_outcome (
    outcome_no INTEGER NOT NULL REFERENCES outcome (outcome_no) ON DELETE CASCADE,
    merge_key  INTEGER NOT NULL REFERENCES merge (entry_key) ON DELETE CASCADE,
    PRIMARY KEY (outcome_no, merge_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_outcome_by_merge ON merged_outcome (merge_key);

CREATE TABLE merged_copy (
    message_id INTEGER NOT NULL REFERENCES posted_copy (message_id) ON DELETE CASCADE,
    merge_key  INTEGER NOT NULL REFERENCES merge (entry_key) ON DELETE CASCADE,
    PRIMARY KEY (message_id, merge_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_copy_by_merge ON merged_copy (merge_key);

-- Entries that had given way to the duplicate.
CREATE TABLE merged_predecessor (
    entry_key INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    merge_key INTEGER NOT NULL REFERENCES merge (entry_key) ON DELETE CASCADE,
    PRIMARY KEY (entry_key, merge_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_predecessor_by_merge ON merged_predecessor (merge_key);

-- Answers to a question that was merged, and when one of them was accepted there.
CREATE TABLE merged_answer (
    entry_key   INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    merge_key   INTEGER NOT NULL REFERENCES merge (entry_key) ON DELETE CASCADE,
    accepted_at INTEGER,
    PRIMARY KEY (entry_key, merge_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_answer_by_merge ON merged_answer (merge_key);

CREATE TABLE merged_discussion (
    channel_id INTEGER NOT NULL REFERENCES discussion (channel_id) ON DELETE CASCADE,
    merge_key  INTEGER NOT NULL REFERENCES merge (entry_key) ON DELETE CASCADE,
    PRIMARY KEY (channel_id, merge_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX merged_discussion_by_merge ON merged_discussion (merge_key);
