-- How often each saved reply was put into an answer; the replies themselves are a person's files.
CREATE TABLE saved_replies (
    name TEXT PRIMARY KEY,
    used INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
