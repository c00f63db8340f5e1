-- What a person chose to listen to beyond what signing in brings; it stays, for what was heard through it.
ALTER TABLE sources ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;

-- A stretch that may have been missed can be asked for again.
ALTER TABLE gaps ADD COLUMN asked_at INTEGER;               -- NULL where nobody asked
ALTER TABLE gaps ADD COLUMN trouble TEXT NOT NULL DEFAULT '';

-- What asking cost, a quarter of an hour a row.
CREATE TABLE costs (
    source_id INTEGER NOT NULL,
    piece INTEGER NOT NULL,     -- the moment in UTC seconds, divided by 900
    dollars REAL NOT NULL,
    PRIMARY KEY (source_id, piece)
) STRICT, WITHOUT ROWID;
