-- What a person's own commands are told of, and how their last run ended.
CREATE TABLE hooks (
    name TEXT PRIMARY KEY,              -- complaint-in, sent, promise-due
    mark INTEGER NOT NULL,              -- an id, or a moment: what lies behind it was told
    ran_at INTEGER,
    trouble TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    left_out INTEGER NOT NULL DEFAULT 0
) STRICT;
