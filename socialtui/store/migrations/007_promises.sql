-- Something other than a further answer was promised: no answer keeps it by itself.
ALTER TABLE promises ADD COLUMN deed INTEGER NOT NULL DEFAULT 0;
-- When its conversation came back because it is nearly due.
ALTER TABLE promises ADD COLUMN told_at INTEGER;

-- We wait for them until a moment; their answer ends it.
CREATE TABLE waits (
    id INTEGER PRIMARY KEY REFERENCES conversations (id),
    until INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT;

-- What was let rest after honest answers: further words stay quiet until their tone changes.
CREATE TABLE abdications (
    id INTEGER PRIMARY KEY REFERENCES conversations (id),
    reason TEXT NOT NULL,
    tone REAL,                          -- of their last word then; NULL where it isn't judged
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT;
