-- What a person decided about a rule of their file, and how far it has read.
CREATE TABLE rules (
    name TEXT PRIMARY KEY,
    sign TEXT NOT NULL,                 -- what it said when it was tried; one that says something else is off
    tried_at INTEGER NOT NULL,
    hits INTEGER NOT NULL,              -- conversations that the trial would have hit
    heard INTEGER NOT NULL,             -- of so many
    on_at INTEGER,                      -- NULL while it is off
    who TEXT NOT NULL,                  -- who tried or switched it last
    mark INTEGER NOT NULL DEFAULT 0     -- the newest mention that it has looked at
) STRICT;

-- Where a rule has acted, so that it acts once.
CREATE TABLE rule_acts (
    rule TEXT NOT NULL,
    conversation_id INTEGER NOT NULL,
    mention_id INTEGER NOT NULL,
    said_at INTEGER NOT NULL,           -- of the word it acted on
    at INTEGER NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0, -- a person took it back: never again here
    PRIMARY KEY (rule, conversation_id)
) STRICT;
