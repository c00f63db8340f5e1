-- Services that are no account: where the key of each is kept.
CREATE TABLE services (
    name TEXT PRIMARY KEY,              -- akismet
    secret_way TEXT NOT NULL,           -- as in accounts
    secret_ref TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the second opinion on spam said of a comment, so that the same words are asked about once.
CREATE TABLE spam_verdicts (
    account_id INTEGER NOT NULL,
    remote_id TEXT NOT NULL,
    digest TEXT NOT NULL,               -- of the words that were asked about
    verdict TEXT NOT NULL,              -- domain.spam.Verdict
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, remote_id)
) STRICT, WITHOUT ROWID;
