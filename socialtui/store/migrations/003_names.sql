-- Names are found by each word of them, people's notes without a walk through all people.
CREATE VIRTUAL TABLE names USING fts5 (
    name, content = 'identities', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
    columnsize = 0
);
INSERT INTO names (names) VALUES ('rebuild');
CREATE TRIGGER names_insert AFTER INSERT ON identities BEGIN
    INSERT INTO names (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER names_delete AFTER DELETE ON identities BEGIN
    INSERT INTO names (names, rowid, name) VALUES ('delete', old.id, old.name);
END;
CREATE TRIGGER names_update AFTER UPDATE OF name ON identities WHEN old.name <> new.name BEGIN
    INSERT INTO names (names, rowid, name) VALUES ('delete', old.id, old.name);
    INSERT INTO names (rowid, name) VALUES (new.id, new.name);
END;
CREATE INDEX people_noted ON people (id) WHERE note <> '';
