"""A question with one line to answer in; a secret is never shown."""

from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Lines


class Field(Input, inherit_bindings=True):
    """The line that is typed into. Keys that are no letters and no editing keys go on to the screen."""

    # Textual's own ctrl+k and its kin stay; enter and escape are the screen's to name and to rebind.
    BINDINGS = [Binding("ctrl+c", "none", show=False)]  # noqa: RUF012  Textual declares it so

    several = False
    """What is pasted in several lines is told, where somebody wants it."""

    class Pasted(Message):
        """Several lines at once."""

        def __init__(self, lines: tuple[str, ...]) -> None:
            super().__init__()
            self.lines = lines

    def action_none(self) -> None:
        """A masked answer must not reach the clipboard."""

    def on_paste(self, event: events.Paste) -> None:
        """The line takes the first alone by itself."""
        lines = tuple(clean(line, newlines=False) for line in event.text.splitlines())
        if self.several and len(lines) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(lines))


class Prompt(Horizontal):
    """Told what to ask; says what is typed and what was answered."""

    DEFAULT_CSS = """
    Prompt { height: 1; }
    Prompt > Lines { width: 3; height: 1; }
    Prompt > Field { width: 1fr; height: 1; border: none; padding: 0; background: $background; color: $text; }
    Prompt > Field:focus { border: none; background: $background; background-tint: transparent; }
    """

    @dataclass
    class Typed(Message):
        """What stands there now."""

        text: str

    @dataclass
    class Answered(Message):
        """Enter."""

        text: str

    @dataclass
    class Pasted(Message):
        """Several lines at once, where they are wanted."""

        lines: tuple[str, ...]

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look
        self._sign = Lines()
        self._field = Field(compact=True, select_on_focus=False)
        self._field.cursor_blink = False

    def compose(self) -> ComposeResult:
        """A sign and the line."""
        yield self._sign
        yield self._field

    def on_mount(self) -> None:
        """Draws the sign."""
        self._sign.show([[Segment(" > ", self._look.ink.accent)]])

    def ask(self, text: str = "", secret: bool = False) -> None:
        """Begins a new answer; `text` stands there already."""
        field = self._field
        with field.prevent(Input.Changed):
            field.password = secret
            field.value = text
            field.cursor_position = len(text)
        field.focus()

    def forget(self) -> None:
        """Lets go of what was typed."""
        with self._field.prevent(Input.Changed):
            self._field.value = ""

    @property
    def several(self) -> bool:
        """Whether several pasted lines are wanted, rather than the first."""
        return self._field.several

    @several.setter
    def several(self, wanted: bool) -> None:
        self._field.several = wanted

    def on_field_pasted(self, event: Field.Pasted) -> None:
        """Several lines are told."""
        event.stop()
        self.post_message(self.Pasted(event.lines))

    @property
    def text(self) -> str:
        """What stands there, without control characters."""
        return clean(self._field.value, newlines=False).strip()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every letter is told."""
        event.stop()
        self.post_message(self.Typed(self.text))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """So is enter."""
        event.stop()
        self.post_message(self.Answered(self.text))
