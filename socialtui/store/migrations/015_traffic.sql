-- Sites whose visitors are counted, by a service or by hand, and what was counted.
CREATE TABLE sites (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,              -- a file of services/traffic, or hand
    url TEXT NOT NULL,
    key TEXT NOT NULL,                  -- what the service calls the site
    user TEXT NOT NULL,
    secret_way TEXT NOT NULL,           -- as in accounts
    secret_ref TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'ok',   -- ok, trouble, signed_out
    trouble TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    last_success INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES sites (id),
    span TEXT NOT NULL,                 -- domain.traffic.Span
    start TEXT NOT NULL,                -- 2026-11-23: the day, or the week's Monday
    visitors INTEGER,
    visits INTEGER,
    views INTEGER,
    who TEXT NOT NULL DEFAULT '',       -- who typed it in; empty for what the service said
    at INTEGER NOT NULL,
    UNIQUE (site_id, span, start)
) STRICT;
