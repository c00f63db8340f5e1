"""Ends the program when its terminal is gone without a word.

A thread, since the event loop may be stuck in a write.
"""

import os
import threading
from collections.abc import Callable

LINK_CUT = 129
"""The exit code of a hang-up."""
EVERY = 1.0
"""Seconds between two looks."""


class Watchdog(threading.Thread):
    """Looks whether anybody can still see or type; if not, keeps the draft and ends the process."""

    def __init__(self, gone: Callable[[], bool], last_words: Callable[[], None]) -> None:
        super().__init__(daemon=True, name="socialtui-watchdog")
        self._gone, self._last_words = gone, last_words
        self._told = threading.Event()

    def run(self) -> None:
        """Until told to stop. Gone twice in a row: the screen is also given away for a moment, and taken back."""
        before = False
        while not self._told.wait(EVERY):
            now = self._gone()
            if now and before:
                self._last_words()
                os._exit(LINK_CUT)
            before = now

    def stop(self) -> None:
        """The program ends by itself."""
        self._told.set()


def terminal_gone(descriptor: int = 0) -> bool:
    """Whether standard input is a terminal no more, or one whose other side has been closed."""
    try:
        return not os.isatty(descriptor) or os.tcgetpgrp(descriptor) < 0
    except OSError:
        return True
