-- Times are UTC seconds. Text from networks is stored cleaned.

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    network TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    handle TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    code TEXT NOT NULL,
    role TEXT NOT NULL,
    limits TEXT NOT NULL,               -- JSON of domain.network.Limits
    confirm INTEGER NOT NULL,
    secret_way TEXT NOT NULL,           -- keyring, vault, command, env or none
    secret_ref TEXT NOT NULL,           -- never the secret: an entry's name, a command, a variable
    state TEXT NOT NULL DEFAULT 'ok',   -- ok, signed_out, paused, removed
    trouble TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    addressed INTEGER NOT NULL,
    every INTEGER NOT NULL,             -- seconds between polls
    cannot TEXT NOT NULL,               -- JSON verb → reason, for all its items
    cursor TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'ok',   -- ok, trouble, signed_out, paused
    trouble TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    trouble_since INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    last_success INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER NOT NULL DEFAULT 0,
    newest INTEGER NOT NULL DEFAULT 0,
    budget_left INTEGER,
    UNIQUE (account_id, name)
) STRICT;

CREATE TABLE gaps (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    UNIQUE (source_id, start_at, end_at)
) STRICT;

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;

-- An identity is one handle as one of our accounts sees it: remote ids of two servers may be equal.
CREATE TABLE identities (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    remote_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX identities_remote ON identities (account_id, remote_id);
CREATE INDEX identities_person ON identities (person_id);
CREATE INDEX identities_handle ON identities (handle COLLATE NOCASE);

CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    identity_id INTEGER NOT NULL,
    thread TEXT NOT NULL,
    state INTEGER NOT NULL,             -- domain.conversation.State
    band INTEGER NOT NULL,
    kind INTEGER NOT NULL,              -- the band of its kind, which a person's + and - leave alone
    pinned INTEGER NOT NULL DEFAULT 0,  -- band chosen by a person
    due_at INTEGER NOT NULL,
    first_at INTEGER NOT NULL,          -- their first unanswered word
    last_at INTEGER NOT NULL,           -- their newest word
    mention_id INTEGER NOT NULL,        -- the one that the row shows
    unread INTEGER NOT NULL DEFAULT 1,
    wake_at INTEGER,                    -- snoozed until; NULL with state snoozed: until they answer
    claimed_by TEXT,
    claimed_until INTEGER,
    tags TEXT NOT NULL DEFAULT '',      -- space separated, with a space at each end when any
    reason TEXT NOT NULL DEFAULT '',    -- why it was closed, in words
    version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX conversations_thread ON conversations (account_id, thread, identity_id);
CREATE INDEX conversations_queue ON conversations (state, band, due_at, first_at, id);
CREATE INDEX conversations_kind ON conversations (state, kind, band, due_at, first_at, id);
CREATE INDEX conversations_identity ON conversations (identity_id);
CREATE INDEX conversations_wake ON conversations (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX conversations_claim ON conversations (claimed_until) WHERE claimed_until IS NOT NULL;
CREATE INDEX conversations_tagged ON conversations (tags) WHERE tags <> '';
CREATE INDEX conversations_account ON conversations (account_id, state, band, due_at, first_at, id);

CREATE TABLE mentions (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    conversation_id INTEGER,            -- NULL for posts of ours that answer nobody
    source_id INTEGER,
    identity_id INTEGER,                -- NULL for ours
    remote_id TEXT NOT NULL,
    parent TEXT,
    text TEXT NOT NULL,
    original TEXT,                      -- only where cleaning changed it
    said_at INTEGER NOT NULL,
    url TEXT,
    visibility TEXT,
    language TEXT,
    tone REAL,
    evidence TEXT,                      -- kinds and their parts, see store.mentions
    ours INTEGER NOT NULL DEFAULT 0,    -- 1 an answer or post of ours, 2 an acknowledgement
    said_by TEXT,                       -- who of us, where known
    cannot TEXT,                        -- JSON verb → reason, beyond its source's
    hidden INTEGER NOT NULL DEFAULT 0,  -- hidden characters were removed
    edited_at INTEGER,
    removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX mentions_remote ON mentions (account_id, remote_id);
CREATE INDEX mentions_conversation ON mentions (conversation_id, said_at);
CREATE INDEX mentions_ours ON mentions (account_id, parent) WHERE ours > 0;

CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'mentions', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 3',
    columnsize = 0  -- nothing is ranked: newest first
);
CREATE TRIGGER words_insert AFTER INSERT ON mentions BEGIN
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER words_delete AFTER DELETE ON mentions BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER words_update AFTER UPDATE OF text ON mentions WHEN old.text <> new.text BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO words (rowid, text) VALUES (new.id, new.text);
END;

-- Counts are kept, never counted.
CREATE TABLE tallies (
    state INTEGER NOT NULL,
    band INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (state, band, kind, account_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tallies_insert AFTER INSERT ON conversations BEGIN
    INSERT INTO tallies VALUES (new.state, new.band, new.kind, new.account_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tallies_update AFTER UPDATE OF state, band, kind ON conversations
WHEN old.state <> new.state OR old.band <> new.band OR old.kind <> new.kind BEGIN
    UPDATE tallies SET n = n - 1
    WHERE state = old.state AND band = old.band AND kind = old.kind AND account_id = old.account_id;
    INSERT INTO tallies VALUES (new.state, new.band, new.kind, new.account_id, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tallies_delete AFTER DELETE ON conversations BEGIN
    UPDATE tallies SET n = n - 1
    WHERE state = old.state AND band = old.band AND kind = old.kind AND account_id = old.account_id;
END;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    text TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX notes_conversation ON notes (conversation_id);

CREATE TABLE drafts (
    conversation_id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    writer TEXT NOT NULL                -- the desk that holds it
) STRICT;

-- Every wish that needs the wire. Those that say something are the outbox.
CREATE TABLE intents (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                 -- reply, post, like, moderate, thread, poll
    account_id INTEGER NOT NULL,
    conversation_id INTEGER,
    mention_id INTEGER,                 -- what it answers or acts on
    text TEXT NOT NULL DEFAULT '',
    payload TEXT NOT NULL DEFAULT '{}', -- JSON: visibility, verb, ack, seen …
    key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,                -- domain.reply.OutboxState
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    tried_at INTEGER,                   -- first try
    last_try_at INTEGER,
    cut_off INTEGER NOT NULL DEFAULT 0, -- the process that sent it ended in the middle
    remote_id TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    sent_at INTEGER,
    trouble TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX intents_due ON intents (state, due_at);
CREATE INDEX intents_conversation ON intents (conversation_id);
CREATE VIEW outbox AS SELECT * FROM intents WHERE kind IN ('reply', 'post');

CREATE TABLE promises (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    intent_id INTEGER REFERENCES intents (id),
    text TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL,                -- open, kept, broken, withdrawn
    reason TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX promises_open ON promises (state, due_at);
CREATE INDEX promises_conversation ON promises (conversation_id);

-- The plan lives in a person's file; what is here keeps the history of tasks that leave it.
CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    words TEXT NOT NULL,
    first_seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE ticks (
    task TEXT NOT NULL,
    day TEXT NOT NULL,                  -- YYYY-MM-DD in the person's zone
    how TEXT NOT NULL,                  -- done, skip, not_appropriate
    count INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (task, day)
) STRICT;

-- The log that undo and audit read. Never undone itself.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    verb TEXT NOT NULL,
    words TEXT NOT NULL,
    conversation_id INTEGER,
    subject TEXT NOT NULL DEFAULT '',   -- what else it is about: a task's tick, an intent
    before TEXT,                        -- JSON patch that takes it back; NULL when it can't be
    version_before INTEGER,
    version_after INTEGER,
    undone_at INTEGER
) STRICT;
CREATE INDEX events_undo ON events (who, id) WHERE before IS NOT NULL AND undone_at IS NULL;
CREATE INDEX events_conversation ON events (conversation_id);

-- One row per desk: where it stood and when it was last there.
CREATE TABLE desks (
    name TEXT PRIMARY KEY,
    seen_at INTEGER NOT NULL,
    conversation_id INTEGER,
    view TEXT NOT NULL DEFAULT '',
    ended TEXT NOT NULL DEFAULT ''      -- how its last run ended: '', left, cut
) STRICT;

-- For display only: who syncs an account is decided by a lock on a file.
CREATE TABLE leases (
    account_id INTEGER PRIMARY KEY,
    pid INTEGER NOT NULL,
    since INTEGER NOT NULL,
    beat_at INTEGER NOT NULL
) STRICT;
