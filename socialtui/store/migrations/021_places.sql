-- Conversations of an account by their newest word: a week is looked back at without walking through all of them.
CREATE INDEX conversations_last ON conversations (account_id, last_at);
