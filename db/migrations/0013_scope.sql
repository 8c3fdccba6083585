-- Who may operate what, where: what members add to the catalogue's rules, and what moderators say of any of them.

-- Numbers are never used again: a button of a rule that is gone must not do something to another.
CREATE TABLE scope_rule (
    rule_no        INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id       INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    jurisdiction   TEXT    NOT NULL CHECK (jurisdiction <> ''),
    device_classes TEXT    NOT NULL CHECK (json_valid(device_classes) AND device_classes <> '[]'),
    credentials    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(credentials)),
    purpose        TEXT    CHECK (purpose IN ('cosmetic', 'therapeutic')),
    verdict        TEXT    NOT NULL
        CHECK (verdict IN ('allowed', 'supervised', 'prohibited', 'licence_needed', 'unclear')),
    supervision    TEXT    CHECK (supervision IN ('none', 'protocol', 'off_site', 'on_site', 'direct')),
    words          TEXT    NOT NULL CHECK (words <> ''),
    source         TEXT    NOT NULL CHECK (source <> ''),
    source_kind    TEXT    NOT NULL
        CHECK (source_kind IN ('statute', 'regulation', 'board', 'guideline', 'secondary', 'member_claim')),
    -- The source's own date, as far as it is known: a year, a month or a day.
    dated          TEXT    NOT NULL DEFAULT '',
    added_by_id    INTEGER NOT NULL,
    added_at       INTEGER NOT NULL
) STRICT;

CREATE INDEX scope_rule_by_jurisdiction ON scope_rule (guild_id, jurisdiction);
CREATE INDEX scope_rule_by_adder ON scope_rule (added_by_id, guild_id);

-- A rule is named by its key in the catalogue, or by its number in scope_rule.
CREATE TABLE scope_standing (
    guild_id      INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    rule          TEXT    NOT NULL,
    checked_by_id INTEGER,
    checked_at    INTEGER,
    superseded_by TEXT,
    PRIMARY KEY (guild_id, rule),
    CHECK (superseded_by <> rule)
) STRICT, WITHOUT ROWID;

CREATE INDEX scope_standing_by_checker ON scope_standing (checked_by_id, guild_id) WHERE checked_by_id IS NOT NULL;

CREATE TRIGGER scope_rule_gone AFTER DELETE ON scope_rule BEGIN
    DELETE FROM scope_standing WHERE guild_id = old.guild_id AND rule = CAST(old.rule_no AS TEXT);
    UPDATE scope_standing SET superseded_by = NULL
    WHERE guild_id = old.guild_id AND superseded_by = CAST(old.rule_no AS TEXT);
END;
