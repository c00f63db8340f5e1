"""Questions one below the other: words above, one line to answer in, what came of it below."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.app import ComposeResult

from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.sheet import Place, Result, Sheet
from socialtui.ui.widgets.lines import Line, Pane, wrap
from socialtui.ui.widgets.prompt import Prompt


class FormSheet(Sheet[Result]):
    """A form says what it asks; it is told each answer, and when the person goes back."""

    WHERE = Where.FORM
    BINDINGS = bindings(Where.FORM)
    DEFAULT_CSS = "FormSheet Prompt.-shut { display: none; }"

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.above, self.below = Pane(id="above"), Pane(id="below")
        self.below.styles.height = "1fr"
        self.prompt = Prompt(place.look, id="answer")
        self.address = ""
        """What stands there to be opened in a browser; empty for nothing."""
        self._above: tuple[str, ...] = ()
        self._below: tuple[tuple[str, bool], ...] = ()

    def compose(self) -> ComposeResult:
        """Title, words, answer, what came of it, keys."""
        yield self.head
        yield self.above
        yield self.prompt
        yield self.below
        yield self.foot

    def lay_out(self) -> None:
        """Breaks the words anew."""
        self._draw()

    def ask(self, words: Sequence[str], text: str = "", secret: bool = False) -> None:
        """Words above, the first of the last paragraph being the question; `text` stands as an answer already."""
        self._above = tuple(words)
        self.prompt.remove_class("-shut")
        self.prompt.ask(text, secret)
        self._draw()

    def shut(self, words: Sequence[str]) -> None:
        """Words alone; nothing is typed now."""
        self._above = tuple(words)
        self.prompt.forget()
        self.prompt.add_class("-shut")
        self.set_focus(None)
        self._draw()

    def answer_below(self, words: str = "", alarm: bool = False, more: Sequence[str] = ()) -> None:
        """What came of it, and sentences about it."""
        self._below = (*(((words, alarm),) if words else ()), *((line, False) for line in more))
        self._draw()

    @property
    def told(self) -> str:
        """All words that stand above and below."""
        return "\n".join([*self._above, *(words for words, _ in self._below)])

    def _draw(self) -> None:
        ink, width = self.look.ink, self.app.size.width - 2
        above: list[Line] = []
        for paragraph in self._above:
            style = ink.text if paragraph == self._above[-1] or paragraph.endswith("\n") else ink.muted
            # An address begins at the edge: what is selected with the mouse goes into a browser as it is.
            edge, room = ("", width + 2) if paragraph.startswith(("https://", "http://")) else (" ", width)
            above += [[Segment(f"{edge}{line}", style)] for line in wrap(self.look.words(paragraph), room)]
        most = max(1, self.app.size.height - 8)
        self.above.styles.height = min(len(above), most) or 1
        self.above.show(above[-most:])
        below: list[Line] = [[]]
        for words, alarm in self._below:
            lines = wrap(self.look.words(words), width)
            below += [[Segment(f" {line}", ink.soon if alarm else ink.text)] for line in lines]
        self.below.show(below)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing is copied where no address stands."""
        return bool(self.address) if parameters == ("form.copy",) else True

    async def verb_form_copy(self) -> None:
        """The address, to the clipboard of the terminal."""
        self.app.copy_to_clipboard(self.address)
        self.say("The address was sent to your terminal's clipboard (OSC 52).")

    # What a form does

    async def answered(self, text: str) -> None:
        """Takes an answer."""
        raise NotImplementedError

    async def back(self) -> None:
        """One question back; at the first one, leaves."""
        self.dismiss(None)

    async def on_prompt_answered(self, event: Prompt.Answered) -> None:
        """Enter in the line."""
        await self.answered(event.text)

    def on_prompt_typed(self) -> None:
        """What came of the answer before doesn't hold for another one."""
        if any(alarm for _, alarm in self._below):
            self.answer_below()

    async def verb_form_next(self) -> None:
        """As enter, wherever the focus is."""
        await self.answered(self.prompt.text)

    async def verb_form_back(self) -> None:
        """Escape."""
        await self.back()
