-- How many complaints were said in each ten minutes of the last weeks.
CREATE TABLE rushes (
    piece INTEGER PRIMARY KEY,  -- the moment in UTC seconds, divided by 600
    complaints INTEGER NOT NULL
) STRICT;
