-- One person's conversations of which one row stands for all, until they are taken apart again.
CREATE TABLE wholes (
    id INTEGER PRIMARY KEY,     -- the conversation; the one whose row stands for all is among them
    whole_id INTEGER NOT NULL,  -- the conversation whose row stands for it
    newest INTEGER NOT NULL,    -- its newest mention when they were joined
    before TEXT NOT NULL        -- JSON: what it said by itself
) STRICT;
CREATE INDEX wholes_whole ON wholes (whole_id);
