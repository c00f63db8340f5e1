"""Reads the terminal: tells typed keys from a paste that leaked, and notices when there is nobody any more."""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

BURST = 4
"""So many printable keys in one reading are a paste: nobody types them within a few milliseconds."""
STEPS = frozenset("jkxnG[]")
"""Keys that repeat when held; a slow link may deliver many of one at once."""
CHUNK = 4096


class Terminal(LinuxDriver):
    """Textual's own driver with another way of reading."""

    ended = False
    """True once the input has come to its end: the link is gone."""

    def run_input_thread(self) -> None:
        """Reads until told to stop, or until the other side is gone."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    try:
                        data = os.read(self.fileno, CHUNK)
                    except OSError:
                        data = b""
                    if not data:
                        # Without this a vanished terminal is read at full speed for ever.
                        self.ended = True
                        return
                    self._tell(parser.feed(decode(data)))
                self._tell(parser.tick())

    def _tell(self, found: Iterable[Message]) -> None:
        for message in gather(list(found)):
            self.process_message(message)


def gather(found: list[Message]) -> list[Message]:
    """Each run of printable keys that came at once becomes a paste; a held key stays what it is."""
    told: list[Message] = []
    run: list[events.Key] = []

    def end() -> None:
        if not run:
            return
        text = "".join(key.character or "" for key in run)
        held = len(set(text)) == 1 and text[0] in STEPS
        if len(run) >= BURST and not held:
            told.append(events.Paste(text))
        else:
            told.extend(run)
        run.clear()

    for message in found:
        if isinstance(message, events.Key) and message.is_printable:
            run.append(message)
        else:
            end()
            told.append(message)
    end()
    return told
