-- What colleagues report of protocols, and what protocols said before they were changed by form.

-- One report a member and version of the settings; whoever had a complication is among the treated. `treatment` is a
-- digest of settings that the protocol no longer has: once it has them again, the report is of its newest version.
CREATE TABLE outcome (
    outcome_no       INTEGER PRIMARY KEY,
    guild_id         INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    entry_key        INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    settings_version INTEGER NOT NULL CHECK (settings_version >= 1),
    treatment        BLOB    CHECK (length(treatment) = 16),
    user_id          INTEGER NOT NULL,
    worked           INTEGER NOT NULL CHECK (worked BETWEEN 0 AND 9999),
    partly           INTEGER NOT NULL CHECK (partly BETWEEN 0 AND 9999),
    no_effect        INTEGER NOT NULL CHECK (no_effect BETWEEN 0 AND 9999),
    complications    INTEGER NOT NULL CHECK (complications >= 0),
    skin_types       TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(skin_types)),
    pain             INTEGER CHECK (pain BETWEEN 0 AND 10),
    note             TEXT    NOT NULL DEFAULT '',
    reported_at      INTEGER NOT NULL,
    changed_at       INTEGER NOT NULL,
    CHECK (worked + partly + no_effect >= 1),
    CHECK (complications <= worked + partly + no_effect)
) STRICT;

CREATE UNIQUE INDEX outcome_by_entry ON outcome (entry_key, settings_version, user_id);
CREATE INDEX outcome_by_member ON outcome (user_id, guild_id);

-- A complication that is counted in an outcome and reported as an entry is one complication.
CREATE TABLE outcome_complication (
    entry_key  INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id   INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    outcome_no INTEGER NOT NULL REFERENCES outcome (outcome_no) ON DELETE CASCADE
) STRICT;

CREATE INDEX outcome_complication_by_outcome ON outcome_complication (outcome_no);

-- A protocol as it was before a form changed it. Of what stands in the chat there is no text here: that follows the chat.
CREATE TABLE entry_revision (
    entry_key        INTEGER NOT NULL REFERENCES entry (key) ON DELETE CASCADE,
    revision_no      INTEGER NOT NULL,
    guild_id         INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    settings_version INTEGER NOT NULL,
    title            TEXT    NOT NULL,
    text             TEXT    NOT NULL,
    details          TEXT    NOT NULL CHECK (json_valid(details)),
    handpiece        TEXT    NOT NULL,
    facets           TEXT    NOT NULL CHECK (json_valid(facets)),
    reading          TEXT    NOT NULL CHECK (json_valid(reading)),
    replaced_at      INTEGER NOT NULL,
    PRIMARY KEY (entry_key, revision_no)
) STRICT, WITHOUT ROWID;

-- Why a moderator has hidden an entry; the audit says who.
CREATE TABLE hidden_entry (
    entry_key INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id  INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    reason    TEXT    NOT NULL
) STRICT;

-- Former words go with those that stood, withdrawn, held or lost while hidden; colleagues' outcomes stay.
CREATE TRIGGER entry_revision_emptied AFTER UPDATE OF status, text ON entry WHEN new.text = '' BEGIN
    DELETE FROM entry_revision WHERE entry_key = new.key;
END;
CREATE TRIGGER hidden_entry_withdrawn AFTER UPDATE OF status ON entry
WHEN old.status = 'hidden' AND new.status <> 'hidden' BEGIN
    DELETE FROM hidden_entry WHERE entry_key = new.key;
END;
