-- What the store keeps of the house itself: by which hours and clocks its rows are due.
CREATE TABLE kept (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
