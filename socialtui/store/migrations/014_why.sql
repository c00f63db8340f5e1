-- Why a conversation ranked where it did when something was done to it: kept as it was before the act.
ALTER TABLE events ADD COLUMN band INTEGER;
ALTER TABLE events ADD COLUMN kind INTEGER;
ALTER TABLE events ADD COLUMN pinned INTEGER;
ALTER TABLE events ADD COLUMN due_at INTEGER;
ALTER TABLE events ADD COLUMN mention_id INTEGER;   -- the one that the row showed; its evidence stands with it
CREATE TRIGGER events_ranked AFTER INSERT ON events WHEN new.conversation_id IS NOT NULL AND new.band IS NULL BEGIN
    UPDATE events SET (band, kind, pinned, due_at, mention_id) =
        (SELECT band, kind, pinned, due_at, mention_id FROM conversations WHERE id = new.conversation_id)
    WHERE id = new.id;
END;
