"""Learns of what others wrote to the store: a look five times a second that costs microseconds."""

import asyncio
from collections.abc import Callable

from socialtui.store.database import Database

PERIOD = 0.2
"""Seconds; a wish is noticed within a quarter of a second."""


class Watch:
    """Rings when the store was written to, by anybody."""

    def __init__(self, db: Database, ring: Callable[[], None]) -> None:
        self._db = db
        self._ring = ring
        self._version = 0
        self._next: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begins to look."""
        self._version = self._db.data_version()
        self._next = asyncio.get_running_loop().call_later(PERIOD, self._look)

    def stop(self) -> None:
        """Ends looking."""
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _look(self) -> None:
        self._next = asyncio.get_running_loop().call_later(PERIOD, self._look)
        version = self._db.data_version()
        if version != self._version:
            self._version = version
            self._ring()
