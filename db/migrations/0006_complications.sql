-- Complications: what is known of each report beside its words, and how it went on.

-- One row for each entry that reports a complication, wherever it came from, made and changed in the entry's own
-- transaction. `said` names the columns that a person has stated; the others hold what was read in the words, and
-- follow them. What a person has stated outlives another tag: the row stays where the author makes another kind of
-- entry of it, counts nothing then, and goes on saying no for a patient. `is_confirmed` says that nothing in it stands
-- on a reading alone; `is_serious` follows from the other columns. `is_listed`, `reporter_id`, `reporter_key` and
-- `private_channel_id` repeat the entry's, so that statistics over all reports need one index and no look at the
-- entries. Both reporters are NULL where nobody is named (an import).
CREATE TABLE complication (
    entry_key          INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id           INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    is_listed          INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
    reporter_id        INTEGER,
    reporter_key       BLOB    CHECK (length(reporter_key) = 32),
    private_channel_id INTEGER,
    code               TEXT,
    device             TEXT,
    modality           TEXT,
    skin_type          TEXT    CHECK (skin_type IN ('I', 'II', 'III', 'IV', 'V', 'VI')),
    permanent          TEXT    NOT NULL DEFAULT 'unknown' CHECK (permanent IN ('unknown', 'no', 'yes')),
    intervention       TEXT    NOT NULL DEFAULT 'unknown' CHECK (intervention IN
        ('unknown', 'none', 'topical', 'oral', 'procedure', 'intravenous', 'hospital', 'surgery', 'emergency')),
    onset_days         INTEGER CHECK (onset_days BETWEEN 0 AND 3650),
    treatment          TEXT    NOT NULL DEFAULT '',
    treatments         TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(treatments)),
    state              TEXT    NOT NULL DEFAULT 'unknown'
        CHECK (state IN ('unknown', 'resolved', 'improving', 'persisting', 'worse', 'died')),
    consent            TEXT    NOT NULL DEFAULT 'unknown' CHECK (consent IN ('unknown', 'yes', 'no', 'deidentified')),
    test_spot          TEXT    NOT NULL DEFAULT 'unknown' CHECK (test_spot IN ('unknown', 'no', 'yes')),
    endpoint           TEXT    NOT NULL DEFAULT '',
    reported_elsewhere TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(reported_elsewhere)),
    said               TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(said)),
    is_confirmed       INTEGER NOT NULL DEFAULT 0 CHECK (is_confirmed IN (0, 1)),
    is_serious         INTEGER NOT NULL DEFAULT 0 CHECK (is_serious IN (0, 1)),
    CHECK (reporter_id IS NULL OR reporter_key IS NULL)
) STRICT;

-- All that statistics and the watch count, in one index; with `is_listed`, which SQLite (3.40) would else look up in the
-- table for each row, although the index has no others.
CREATE INDEX complication_counted ON complication (
    guild_id, device, code, modality, skin_type, is_serious, is_confirmed, private_channel_id, reporter_id,
    reporter_key, is_listed
) WHERE is_listed = 1;
CREATE INDEX complication_by_code ON complication (guild_id, code) WHERE is_listed = 1;
CREATE INDEX complication_by_reporter ON complication (reporter_id, guild_id) WHERE reporter_id IS NOT NULL;
CREATE INDEX complication_by_key ON complication (reporter_key, guild_id) WHERE reporter_key IS NOT NULL;

-- How a complication went on, as its reporter tells: the state then, and what helped. `treatments` as above.
CREATE TABLE follow_up (
    follow_up_no INTEGER PRIMARY KEY,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    entry_key    INTEGER NOT NULL REFERENCES complication (entry_key) ON DELETE CASCADE,
    state        TEXT    NOT NULL CHECK (state IN ('unknown', 'resolved', 'improving', 'persisting', 'worse', 'died')),
    helped       TEXT    NOT NULL DEFAULT '',
    treatments   TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(treatments)),
    told_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX follow_up_by_entry ON follow_up (entry_key, follow_up_no);

-- A tombstone reports nothing; what is hidden, held, unlisted, merged into another report or of another kind by now is
-- not counted.
CREATE TRIGGER complication_gone AFTER UPDATE OF status ON entry WHEN new.status = 'withdrawn' BEGIN
    DELETE FROM complication WHERE entry_key = new.key;
END;
CREATE TRIGGER complication_listed AFTER UPDATE OF status, kind ON entry
WHEN (new.status <> old.status OR new.kind <> old.kind) AND new.status <> 'withdrawn' BEGIN
    UPDATE complication SET is_listed = (new.status = 'listed' AND new.kind = 'complication') WHERE entry_key = new.key;
END;
CREATE TRIGGER complication_made_private AFTER UPDATE OF private_channel_id ON entry
WHEN new.private_channel_id IS NOT old.private_channel_id BEGIN
    UPDATE complication SET private_channel_id = new.private_channel_id WHERE entry_key = new.key;
END;

-- The notice of a report, and a word to an author below a message, are copies that follow their entry, also where only
-- the channel remembers that they were sent.
CREATE TRIGGER entry_told AFTER UPDATE OF state ON outbox
WHEN new.state = 'sent' AND new.kind IN ('complication_notice', 'untagged', 'overtaken')
AND new.message_id IS NOT NULL BEGIN
    INSERT INTO posted_copy (message_id, channel_id, entry_key, face)
    SELECT new.message_id, new.channel_id, new.entry_key, CASE new.kind WHEN 'complication_notice' THEN 'card' ELSE 'note' END
    WHERE true ON CONFLICT (message_id) DO NOTHING;
END;
