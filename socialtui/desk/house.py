"""Holds the open rows to the hours in which somebody answers."""

from socialtui.desk.room import Room
from socialtui.store import clocks


async def hold_clock(room: Room) -> int:
    """Reckons the open rows anew where the hours have changed; how many are due at another time now.

    A desk that sits down brings its settings, read this moment; one that sits already takes over what came since.
    """
    if room.settled and (words := await clocks.told(room.db)):
        try:
            room.take_clock(words)
        except ValueError:
            return 0  # a newer version wrote it
    return await clocks.keep(room.db, room.clock_words, room.due)
