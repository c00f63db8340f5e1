"""The lower half of an answer: its heading, the composer, the counter, and the review in the counter's place."""

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from socialtui.domain.network import Account, Limits
from socialtui.domain.reply import left
from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.widgets.composer import Composer
from socialtui.ui.widgets.lines import Pane, named
from socialtui.ui.widgets.review import Leaving, Review


class ComposeBox(Vertical):
    """Told what is answered and how much room there is."""

    DEFAULT_CSS = """
    ComposeBox { height: 9; border-top: solid $rule; }
    ComposeBox.-ascii { border-top: ascii $rule; }
    ComposeBox .line { height: 1; }
    ComposeBox #guide { width: 1fr; }
    ComposeBox #counter { width: 18; }
    """

    def __init__(self, look: Look, idle: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look, self._idle = look, idle
        self.heading = Pane(classes="line")
        self.composer = Composer()
        self._guide = Pane(id="guide", classes="line")
        self._number = Pane(id="counter", classes="line")
        self.counter = Horizontal(self._guide, self._number, classes="line")
        self.review = Review(look)
        self._limits = Limits()
        self._extra = 0
        self._filling = False
        self.set_class(look.ascii, "-ascii")

    def compose(self) -> ComposeResult:
        """Heading, text, counter, review."""
        yield self.heading
        yield self.composer
        yield self.counter
        yield self.review

    def on_mount(self) -> None:
        """Waits for an answer to begin."""
        self.rest()

    def on_resize(self) -> None:
        """The counter stays at the right edge."""
        if not self.composer.read_only:
            self.count(self.composer.text)

    def rest(self) -> None:
        """Nothing is being written."""
        self.composer.close()
        self.review.close()
        self.counter.display = True
        self.heading.show([[Segment(f" {self._look.words(self._idle)}", self._look.ink.muted)]])
        self._guide.show([])
        self._number.show([])

    def begin(
        self, heading: str, limits: Limits, extra: int, text: str, account: Account | None = None
    ) -> None:
        """An answer begins; `extra` is what a signature and handles will take. The account's name has its colour."""
        self._limits, self._extra, self._filling = limits, extra, False
        name, number = (clean(account.name, newlines=False), account.id) if account else ("", 1)
        ink, words = self._look.ink, f" {self._look.words(heading)}"
        self.heading.show([named(words, self._look.words(name), ink.accent, ink.account(number))])
        self.composer.open(text)
        self.count(text)

    def guide(self, words: str) -> None:
        """A word of guidance beside the counter."""
        self._guide.show([[Segment(f" {self._look.words(words)}", self._look.ink.muted)]])

    def to_fill(self, text: str) -> None:
        """Names the first place that is open in a text, until none is."""
        from socialtui.domain.saved import first_open

        still = first_open(text)
        self._filling = still is not None
        self.guide("{" + still.name + "} is to be filled in" if still else "")

    def count(self, text: str) -> None:
        """The counter follows the text."""
        if self._filling:
            self.to_fill(text)
        room = left(text, self._limits)
        if room is not None and text.strip():
            room -= self._extra
        many = self._parts_of(text) if room is not None and room < 0 and self._limits.threads else 0
        if many:
            room = None
        number = f"{many} parts" if many else f"{len(text)} letters" if room is None else f"{room} left"
        words = self._look.words(f" {number} · ^S ")
        late = room is not None and room < 0
        style = self._look.ink.late if late else self._look.ink.muted
        self._number.show([[Segment(words.rjust(self._number.size.width), style)]])

    def _parts_of(self, text: str) -> int:
        """How many posts a long text takes; 0 where it can't be cut."""
        from socialtui.domain.parts import split

        return len(split(text, self._limits, prefix="x" * self._extra))

    def look_once_more(self, leaving: Leaving) -> None:
        """The review takes the counter's place."""
        self.counter.display = False
        self.review.tell(leaving)
        self.review.focus()

    def write_on(self) -> None:
        """Back from the review to the text."""
        self.review.close()
        self.counter.display = True
        self.composer.focus()
