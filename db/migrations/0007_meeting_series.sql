-- Meetings that repeat. Each occurrence is a meeting of its own, made about a year ahead.

CREATE TABLE meeting_series (
    series_no    INTEGER PRIMARY KEY,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    -- What every occurrence has unless it was changed alone. The rule counts from the wall time, in the zone.
    title        TEXT    NOT NULL CHECK (title <> ''),
    wall_time    TEXT    NOT NULL,
    zone         TEXT    NOT NULL,
    minutes      INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 10080),
    place        TEXT    NOT NULL DEFAULT '',
    kind         TEXT    NOT NULL DEFAULT 'group' CHECK (kind IN
        ('group', 'journal_club', 'webinar', 'case_conference', 'expert_session', 'industry_session')),
    capacity     INTEGER CHECK (capacity >= 1),
    cutoff_hours INTEGER NOT NULL DEFAULT 0 CHECK (cutoff_hours BETWEEN 0 AND 2160),
    rule         TEXT    NOT NULL CHECK (rule <> ''),
    organiser_id INTEGER,
    channel_id   INTEGER NOT NULL,
    -- The series that this one continues after a change from one meeting on; of several, the first.
    continues_no INTEGER REFERENCES meeting_series (series_no) ON DELETE SET NULL,
    sequence     INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    -- Occurrences that begin up to here have been made.
    grown_until  INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX meeting_series_by_guild ON meeting_series (guild_id);
CREATE INDEX meeting_series_by_line ON meeting_series (continues_no) WHERE continues_no IS NOT NULL;
CREATE INDEX meeting_series_by_organiser ON meeting_series (organiser_id) WHERE organiser_id IS NOT NULL;

-- A change that its organiser looks at before it is made.
CREATE TABLE meeting_change (
    change_no    INTEGER PRIMARY KEY,
    guild_id     INTEGER NOT NULL REFERENCES community (guild_id) ON DELETE CASCADE,
    meeting_key  INTEGER NOT NULL REFERENCES meeting (key) ON DELETE CASCADE,
    proposer_id  INTEGER NOT NULL,
    -- The meeting's own when the change was thought of: by it one that was changed meanwhile is known.
    sequence     INTEGER NOT NULL,
    title        TEXT    NOT NULL,
    starts_at    INTEGER NOT NULL,
    wall_time    TEXT    NOT NULL,
    zone         TEXT    NOT NULL,
    minutes      INTEGER NOT NULL,
    place        TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    capacity     INTEGER,
    cutoff_hours INTEGER NOT NULL,
    made_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX meeting_change_by_meeting ON meeting_change (meeting_key);
CREATE INDEX meeting_change_by_age ON meeting_change (made_at);
