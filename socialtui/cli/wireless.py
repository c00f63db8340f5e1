"""Decides which processes never open a connection, and so need no TLS: loading it is a tenth of a short command."""

import sys

NEVER_CONNECT = frozenset(
    ("list", "show", "next", "outbox", "drafts", "status", "sources", "cadence", "promises")
)
"""Commands that only read the store. The desk itself is one more: it leaves the wire to the sync process."""


def spare_tls() -> None:
    """Loads asyncio as on an interpreter without ssl, which it is written for; ssl itself stays importable."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own way of saying: not there
    try:
        import asyncio  # noqa: F401  for what it keeps out
    finally:
        del sys.modules["ssl"]
