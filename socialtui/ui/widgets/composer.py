"""Where an answer is written: always inserting, never blinking, and sending only the cells that changed."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from socialtui.domain.text import clean
from socialtui.ui.commands import Where, bindings
from socialtui.ui.widgets.lines import DiffLines

PAUSE = 0.15
"""Seconds after the last key before the counter follows."""
SAVE_PAUSE = 0.35
"""Seconds after the last key before the draft goes to disk."""
SAVE_AT_LEAST = 0.9
"""Seconds after which it goes to disk even while keys keep coming."""


class Composer(DiffLines, TextArea):
    """Speaks when the writer pauses."""

    BINDINGS = bindings(Where.COMPOSER)
    DEFAULT_CSS = """
    Composer { height: 1fr; border: none; padding: 0 1; background: $background; color: $text; }
    Composer:focus { border: none; }
    Composer .text-area--cursor { background: $text; color: $background; }
    Composer .text-area--cursor-line { background: $background; }
    Composer .text-area--selection { background: $selection; }
    """

    @dataclass
    class Paused(Message):
        """The counter may follow."""

        text: str

    @dataclass
    class Unsaved(Message):
        """This text should go to disk now."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id, soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False,
            tab_behavior="focus",
        )  # fmt: skip
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._pause: Timer | None = None
        self._save: Timer | None = None
        self._overdue: Timer | None = None
        self.read_only = True
        self.held = False
        """A review is being made: what is typed meanwhile is meant for it."""

    def open(self, text: str) -> None:
        """Begins with this text, the cursor behind it."""
        self._stop()
        self.read_only = self.held = False
        with self.prevent(TextArea.Changed):
            # A draft is data too: it may come from a file, a paste of before, another program.
            self.load_text(clean(text, limit=max(len(text), 1)))
        self.move_cursor(self.document.end)

    def close(self) -> None:
        """Shows nothing and takes nothing."""
        self._stop()
        with self.prevent(TextArea.Changed):
            self.load_text("")
        self.read_only = True

    def write(self, text: str) -> None:
        """Puts these words in the place of all that stands there, as one act that undo takes back."""
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    def put_in(self, text: str) -> None:
        """Puts words in where the cursor stands, and marks the first open place, so that typing fills it."""
        from socialtui.domain.saved import first_open

        start, end = sorted((self.selection.start, self.selection.end))
        before = self.get_text_range(self.document.start, start)
        gap = " " if before and not before[-1].isspace() else ""
        self.replace(gap + text, start, end)
        whole = self.text
        if (still := first_open(whole)) is not None:
            self.selection = Selection(_location(whole, still.start), _location(whole, still.end))

    def _stop(self) -> None:
        for timer in (self._pause, self._save, self._overdue):
            if timer is not None:
                timer.stop()
        self._pause = self._save = self._overdue = None

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Starts the pauses anew; a writer who never pauses is saved all the same."""
        event.stop()
        for timer in (self._pause, self._save):
            if timer is not None:
                timer.stop()
        self._pause = self.set_timer(PAUSE, self._paused)
        self._save = self.set_timer(SAVE_PAUSE, self._unsaved)
        if self._overdue is None:
            self._overdue = self.set_timer(SAVE_AT_LEAST, self._unsaved)

    def _paused(self) -> None:
        self.post_message(self.Paused(self.text))

    def _unsaved(self) -> None:
        for timer in (self._save, self._overdue):
            if timer is not None:
                timer.stop()
        self._save = self._overdue = None
        self.post_message(self.Unsaved(self.text))

    async def on_key(self, event: events.Key) -> None:
        """A letter that hurried ahead of the review would leave with the answer, unseen."""
        if self.held and (event.is_printable or event.key == "enter"):
            event.stop()
            event.prevent_default()

    async def on_paste(self, event: events.Paste) -> None:
        """What is pasted is data too: no control character gets in."""
        event.stop()  # the screen would say that it was left aside
        # The base class's own handler runs after this one, by itself.
        event.text = clean(event.text, limit=max(len(event.text), 1))


def _location(text: str, index: int) -> tuple[int, int]:
    """Row and column of a letter."""
    before = text[:index]
    return before.count("\n"), index - (before.rfind("\n") + 1)
