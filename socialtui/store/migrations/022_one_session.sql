-- One session a person at a time: which window it goes on in, and when that was last seen there.
ALTER TABLE sessions ADD COLUMN desk TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
-- Two that were begun at once: the newer one stands.
UPDATE sessions SET ended_at = began_at, going_since = NULL WHERE ended_at IS NULL AND id NOT IN
    (SELECT max(id) FROM sessions WHERE ended_at IS NULL GROUP BY who);
CREATE UNIQUE INDEX sessions_standing ON sessions (who) WHERE ended_at IS NULL;
