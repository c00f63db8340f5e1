"""Reads the terminal and writes to it: a paste that leaked, a link that is gone, a reader that takes nothing."""

import asyncio
import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from socialtui.domain.text import clean

BURST = 4
"""So many printable keys in one reading are a paste: nobody types them within a few milliseconds."""
STEPS = frozenset("jkxnG[]")
"""Keys that repeat when held; a slow link may deliver many of one at once."""
CHUNK = 4096
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""A frame between these is shown at once, by a terminal that knows them."""
_BETWEEN = {"enter": "\n", "ctrl+j": "\n", "tab": "\t"}
"""Keys that are part of a paste when letters stand on both sides of them."""


AGAIN = 0.1
"""Seconds between two looks whether a terminal that took nothing has caught up."""


class Terminal(LinuxDriver):
    """Textual's own driver with another way of reading, and one that never waits for whoever reads."""

    ended = False
    """True once the input has come to its end: the link is gone."""
    _leaving = False
    _behind = False
    _frame: list[str] | None = None
    """The frame that is being written, with what begins it."""

    def start_application_mode(self) -> None:
        """Takes the screen, at first or again."""
        self._leaving = self._behind = False
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Gives the screen back; nothing of this may be left out."""
        self._leaving = True
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Writes a frame whole: its beginning and its end by themselves would wake the writing thread for each."""
        if self._frame is not None:
            self._frame.append(data)
            if data == END:
                whole, self._frame = "".join(self._frame), None
                self._hand_on(whole)
        elif data == BEGIN:
            self._frame = [data]
        else:
            self._hand_on(data)

    def _hand_on(self, data: str) -> None:
        """Writes, or leaves out what a terminal that takes nothing has no room for: drafts and timers go on.

        Once it reads again, the whole screen is drawn anew.
        """
        writer = self._writer_thread
        if writer is None or self._leaving or not (self._behind or writer._queue.full()):
            super().write(data)
        elif not self._behind:
            self._behind = True
            asyncio.get_running_loop().call_later(AGAIN, self._catch_up)

    def _catch_up(self) -> None:
        writer = self._writer_thread
        if writer is None or self._leaving or not self._behind:
            return
        if not writer._queue.empty():
            asyncio.get_running_loop().call_later(AGAIN, self._catch_up)
            return
        self._behind = False
        self._app.refresh(layout=True)

    def _run_input_thread(self) -> None:
        """Hands a fault of the reading thread to the one handler of faults, in the thread of the screen."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001  a supervisor: without it the keys would die in silence
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

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
                    # A letter whose second byte is still on its way; no text at all would mean the end.
                    if text := decode(data):
                        self._tell(parser.feed(text))
                self._tell(parser.tick())

    def _tell(self, found: Iterable[Message]) -> None:
        for message in gather(list(found)):
            if isinstance(message, events.Paste):
                # Whatever line or text it goes into, what is pasted is data.
                message = events.Paste(clean(message.text, limit=max(len(message.text), 1)))
            self.process_message(message)


def gather(found: list[Message]) -> list[Message]:
    """Printable keys that came at once become a paste, with the line ends between them; a held key stays a key."""
    told: list[Message] = []
    run: list[events.Key] = []

    def end() -> None:
        behind: list[events.Key] = []
        while run and not run[-1].is_printable:
            behind.insert(0, run.pop())
        text = "".join(_BETWEEN.get(key.key, key.character or "") for key in run)
        held = len(set(text)) == 1 and text[0] in STEPS
        if sum(key.is_printable for key in run) >= BURST and not held:
            told.append(events.Paste(text))
        else:
            told.extend(run)
        told.extend(behind)
        run.clear()

    for message in found:
        if isinstance(message, events.Key) and (message.is_printable or (run and message.key in _BETWEEN)):
            run.append(message)
        else:
            end()
            told.append(message)
    end()
    return told
