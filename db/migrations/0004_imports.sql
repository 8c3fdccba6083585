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

-- An import in hand, by the numbers of its entries. It is written in many transactions, so that others can write in
-- between; what is found here when none is in hand was cut off, and its entries are taken out again. Whose they become is
-- asked here by each, so that an erasure on the way reaches those that are not written yet.
CREATE TABLE import_in_hand (
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    first_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    author_id    INTEGER,
    PRIMARY KEY (guild_id, first_number)
) STRICT, WITHOUT ROWID;
