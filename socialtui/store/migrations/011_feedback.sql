-- What conversations teach: lessons for the product team, questions for the FAQ, ideas for posts.
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,                 -- domain.lesson.What
    text TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,                -- domain.lesson.LessonState
    changed TEXT NOT NULL DEFAULT '',   -- what was changed, in words
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed_at INTEGER,
    heard INTEGER NOT NULL DEFAULT 0    -- its conversations; so that undo sees when somebody added one
) STRICT;
CREATE TABLE feedback_marks (
    id INTEGER PRIMARY KEY,
    lesson_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    who TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (lesson_id, conversation_id)
) STRICT;
CREATE INDEX feedback_marks_conversation ON feedback_marks (conversation_id);
