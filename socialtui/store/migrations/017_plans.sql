-- What the schedule asked of a task from a day on, so that a past day is judged by its own plan.
CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    from_day TEXT NOT NULL,             -- YYYY-MM-DD in the person's zone
    days TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    target INTEGER NOT NULL,
    awake INTEGER NOT NULL,
    UNIQUE (task, from_day)
) STRICT;

-- The days on which somebody sat here, in the zone they were in.
CREATE TABLE days_here (
    day TEXT PRIMARY KEY,               -- YYYY-MM-DD
    zone TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,   -- how often somebody looked whether anything came
    told TEXT NOT NULL DEFAULT ''       -- what was said once that day
) STRICT;

-- Events that tasks wait for: a new client, a project that was done.
CREATE TABLE happenings (
    id INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    person_id INTEGER,
    words TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE TABLE settlings (
    id INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    happening_id INTEGER NOT NULL,
    how TEXT NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (task, happening_id)
) STRICT;

-- What the panel offered, each once: a smaller task, one more, and what half a year brought.
CREATE TABLE offers (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,                 -- smaller, grow, half_year
    task TEXT NOT NULL DEFAULT '',
    kept INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    day TEXT NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT NOT NULL DEFAULT '',    -- empty while it stands
    answered_at INTEGER,
    who TEXT NOT NULL DEFAULT ''
) STRICT;

-- Times of work on what is due, and what they came to. Seconds that were paused are not in `spent`.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    who TEXT NOT NULL,
    day TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    length INTEGER NOT NULL,            -- seconds that were meant
    spent INTEGER NOT NULL DEFAULT 0,   -- seconds until the last stop
    going_since INTEGER,                -- NULL while it is paused
    ended_at INTEGER,
    left_out TEXT NOT NULL DEFAULT ''   -- tasks that were passed over, by id
) STRICT;

-- Minutes of a day in which keys were pressed, by network.
CREATE TABLE minutes_spent (
    day TEXT NOT NULL,
    who TEXT NOT NULL,
    network TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (day, who, network)
) STRICT, WITHOUT ROWID;
