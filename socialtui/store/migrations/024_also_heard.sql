-- Other accounts of ours that found the same page of the web: one row, with all who found it.
CREATE TABLE also_heard (
    conversation_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, account_id)
) STRICT, WITHOUT ROWID;
