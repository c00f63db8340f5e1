-- Posts of our own among all wishes: the sender asks for them at each round.
CREATE INDEX intents_posts ON intents (account_id, state, due_at) WHERE kind = 'post';
