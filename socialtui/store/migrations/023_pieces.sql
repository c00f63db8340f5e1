-- By itself the index of words joins its parts some hundred pages at once, while somebody's draft waits: what is taken in
-- joins a few pages each time instead.
INSERT INTO words (words, rank) VALUES ('automerge', 0);
