-- What people decided about mentions, and so what judging learns from. A lesson holds while its event isn't undone.
CREATE TABLE lessons (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    mention_id INTEGER NOT NULL,        -- what the row showed
    kind INTEGER NOT NULL,              -- the band of the kind that it was called
    how TEXT NOT NULL,                  -- kind, withdrawn, spam, approved, more, less
    event_id INTEGER
) STRICT;

-- Words that are not learned from, by a person's wish.
CREATE TABLE forgotten (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT;
