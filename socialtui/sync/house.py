"""The clock of a process that outlives the desks: it takes over the hours that a desk has brought since."""

from socialtui.domain.deadlines import Clock, due_at, read_clock, written_clock
from socialtui.domain.mention import Kind
from socialtui.store import clocks
from socialtui.store.database import Database


class SharedClock:
    """When an answer is due; called by everything that takes mentions in."""

    def __init__(self, clock: Clock, named_zone: str) -> None:
        self._clock = clock
        self._zone = clock[0].zone
        self._words = written_clock(clock, named_zone)

    def __call__(self, kind: Kind, first_at: int) -> int:
        """UTC seconds."""
        return due_at(kind, first_at, *self._clock)

    async def begin(self, db: Database) -> None:
        """The settings were read this moment: they hold from now on."""
        await clocks.keep(db, self._words, self)

    async def keep(self, db: Database) -> None:
        """Takes over what was written down since, and goes on reckoning where some is left."""
        words = await clocks.told(db)
        if words and words != self._words:
            try:
                self._clock = read_clock(words, self._zone)
            except ValueError:
                return  # a newer version wrote it; this one ends when it sees that
            self._words = words
        await clocks.keep(db, self._words, self)
