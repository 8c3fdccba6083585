-- The watch over what is told of devices disproportionately.

-- Communities in which something that counts has changed since the watch last looked. How often tells whether anything
-- came while it was looking.
CREATE TABLE complication_watch_due (
    guild_id INTEGER PRIMARY KEY REFERENCES community (guild_id) ON DELETE CASCADE,
    changes  INTEGER NOT NULL CHECK (changes >= 1)
) STRICT;

-- Of which pairs of device and type the moderators were told, and how many reports there were then.
CREATE TABLE complication_watch (
    guild_id INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    device   TEXT    NOT NULL,
    code     TEXT    NOT NULL,
    reports  INTEGER NOT NULL CHECK (reports >= 1),
    PRIMARY KEY (guild_id, device, code)
) STRICT, WITHOUT ROWID;

-- In the transaction of the report itself, whichever way it comes or goes.
CREATE TRIGGER complication_came AFTER INSERT ON complication
WHEN new.is_listed = 1 AND new.device IS NOT NULL AND new.code IS NOT NULL BEGIN
    INSERT INTO complication_watch_due (guild_id, changes) VALUES (new.guild_id, 1)
    ON CONFLICT (guild_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER complication_changed
AFTER UPDATE OF is_listed, device, code, reporter_id, reporter_key, private_channel_id ON complication
WHEN (new.is_listed = 1 OR old.is_listed = 1) AND (
    new.is_listed <> old.is_listed OR new.device IS NOT old.device OR new.code IS NOT old.code
    OR new.reporter_id IS NOT old.reporter_id OR new.reporter_key IS NOT old.reporter_key
    OR new.private_channel_id IS NOT old.private_channel_id
) BEGIN
    INSERT INTO complication_watch_due (guild_id, changes) VALUES (new.guild_id, 1)
    ON CONFLICT (guild_id) DO UPDATE SET changes = changes + 1;
END;
-- Not where the whole community goes.
CREATE TRIGGER complication_went AFTER DELETE ON complication
WHEN old.is_listed = 1 AND EXISTS (SELECT 1 FROM community WHERE guild_id = old.guild_id) BEGIN
    INSERT INTO complication_watch_due (guild_id, changes) VALUES (old.guild_id, 1)
    ON CONFLICT (guild_id) DO UPDATE SET changes = changes + 1;
END;
