-- What is remembered of the people we talk with. A row comes of what somebody did: wrote a line about them,
-- offered them something, or thanked us after an answer of ours. It stays with the handle under which it was learned.
CREATE TABLE memories (
    id INTEGER PRIMARY KEY,
    identity_id INTEGER NOT NULL REFERENCES identities (id),
    kind TEXT NOT NULL,                 -- domain.person.Memory
    text TEXT NOT NULL,                 -- empty for thanks, which are a mention
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    state TEXT NOT NULL,                -- domain.person.Standing
    due_at INTEGER,                     -- of a follow-up
    conversation_id INTEGER,
    mention_id INTEGER
) STRICT;
CREATE INDEX memories_identity ON memories (identity_id);
CREATE INDEX memories_due ON memories (due_at) WHERE due_at IS NOT NULL AND state = 'open';
CREATE INDEX memories_thanks ON memories (at) WHERE kind = 'thanks';

-- Two people that were said to be one, or not to be.
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),  -- who stays
    other_id INTEGER NOT NULL REFERENCES people (id),   -- whose handles went over
    identities TEXT NOT NULL,           -- JSON: the handles that went over
    state TEXT NOT NULL,                -- merged, declined, split
    reasons TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
) STRICT;
CREATE INDEX merges_person ON merges (person_id);
CREATE INDEX merges_other ON merges (other_id);
