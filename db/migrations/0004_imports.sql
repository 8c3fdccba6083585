-- Rows of files that were imported. Fingerprints (BLAKE2b, hexadecimal) of their words and of the ids that the file gave
-- them; neither words nor ids stand here. They outlive a withdrawal: a tombstone is not imported again.
CREATE TABLE imported_row (
    entry_key INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id  INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    digest    TEXT    NOT NULL,
    own_id    TEXT
) STRICT;

-- Nothing is imported twice.
CREATE UNIQUE INDEX imported_row_by_digest ON imported_row (guild_id, digest);
CREATE UNIQUE INDEX imported_row_by_own_id ON imported_row (guild_id, own_id) WHERE own_id IS NOT NULL;
