-- Posts of our own: written here, planned for a slot, sent through the outbox like every answer.
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    at INTEGER,                         -- the slot; NULL where it has none yet
    text TEXT NOT NULL,
    media TEXT NOT NULL DEFAULT '[]',   -- JSON of domain.media.Attached
    visibility TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL,                -- domain.post.Stage
    who TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    approved_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',    -- why it goes although there was no room
    over_at INTEGER,                    -- when that was said
    intent_id INTEGER                   -- where it stands, once it was planned
) STRICT;
CREATE INDEX posts_at ON posts (at) WHERE at IS NOT NULL;
CREATE INDEX posts_over ON posts (over_at) WHERE over_at IS NOT NULL;
CREATE INDEX posts_intent ON posts (intent_id) WHERE intent_id IS NOT NULL;

-- When posts of our own were held back, why, and who let them go.
CREATE TABLE pauses (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    why TEXT NOT NULL,                  -- domain.pausing.Why
    words TEXT NOT NULL,
    conversation_id INTEGER,            -- the complaint that was late
    who TEXT NOT NULL,                  -- empty where it began by itself
    ended_at INTEGER,
    ended_by TEXT NOT NULL DEFAULT ''   -- empty where it ended by itself
) STRICT;
CREATE INDEX pauses_now ON pauses (id) WHERE ended_at IS NULL;

-- What we said, by time: few rows beside all mentions.
CREATE INDEX mentions_ours_at ON mentions (said_at) WHERE ours > 0;
