-- Files that go out with a draft. Once it leaves, they are part of its intent.
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    file TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    alt TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL
) STRICT;
CREATE INDEX attachments_conversation ON attachments (conversation_id);
