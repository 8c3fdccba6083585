-- Devices that the catalogue lacks, and what members say of devices.

-- The key tells the device's name and kind.
CREATE TABLE local_device (
    guild_id       INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    key            TEXT    NOT NULL CHECK (key LIKE '~%'),
    maker          TEXT    NOT NULL DEFAULT '',
    wavelengths_nm TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(wavelengths_nm)),
    other_names    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(other_names)),
    source         TEXT    NOT NULL DEFAULT '',
    added_by_id    INTEGER,
    added_at       INTEGER NOT NULL,
    PRIMARY KEY (guild_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX local_device_by_adder ON local_device (added_by_id) WHERE added_by_id IS NOT NULL;

-- What was answered in the form of a review; its words are the entry's.
CREATE TABLE device_review (
    entry_key    INTEGER PRIMARY KEY REFERENCES entry (key) ON DELETE CASCADE,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    device       TEXT    NOT NULL,
    user_id      INTEGER NOT NULL,
    rating       INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    owns         INTEGER NOT NULL CHECK (owns IN (0, 1)),
    months       INTEGER NOT NULL CHECK (months BETWEEN 0 AND 600),
    running_cost TEXT    NOT NULL DEFAULT '',
    maker_tie    TEXT    NOT NULL CHECK (maker_tie IN ('none', 'trained', 'paid'))
) STRICT;

-- One current review a member and device.
CREATE UNIQUE INDEX device_review_by_device ON device_review (guild_id, device, user_id);
CREATE INDEX device_review_by_member ON device_review (user_id, guild_id);

-- A tombstone keeps no opinion, whichever way its entry was withdrawn.
CREATE TRIGGER device_review_withdrawn AFTER UPDATE OF status ON entry WHEN new.status = 'withdrawn' BEGIN
    DELETE FROM device_review WHERE entry_key = new.key;
END;
