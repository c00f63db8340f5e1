"""What the inbox's rooms share: the desk, the look, and the widgets they tell."""

from collections.abc import Callable
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.segment import Segment
from textual.containers import Vertical
from textual.events import Key
from textual.widget import Widget

from socialtui.desk import Desk
from socialtui.domain.conversation import Card
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.widgets.banner import Banner
from socialtui.ui.widgets.cadence import Today
from socialtui.ui.widgets.footer import Footer
from socialtui.ui.widgets.lines import Pane, wrap
from socialtui.ui.widgets.queue import Queue
from socialtui.ui.widgets.reading import ThreadPane
from socialtui.ui.widgets.status import StatusLine

if TYPE_CHECKING:
    from socialtui.ui.screens.account_guide import Guide
    from socialtui.ui.widgets.cadence import CadencePane
    from socialtui.ui.widgets.compose import ComposeBox
    from socialtui.ui.widgets.questions import Ask, Choice


class Rows(Struct, frozen=True):
    """The rows that a verb acts on, as they stood when it was asked for: whatever becomes of the list meanwhile."""

    cards: tuple[Card, ...]

    @property
    def ids(self) -> list[int]:
        """Their conversations."""
        return [card.id for card in self.cards]

    @property
    def named(self) -> str:
        """Maria Haas; 3 conversations."""
        if len(self.cards) == 1:
            return clean(self.cards[0].who, newlines=False)
        return f"{len(self.cards)} conversations"


class Parts:
    """Built by the screen, handed to each room."""

    guide: "Callable[[], Guide] | None" = None
    """What connects and asks accounts; made when it is wanted."""
    box: "ComposeBox | None" = None
    """There once somebody has begun to write."""
    cadence: "CadencePane | None" = None
    """There once the first screen stands."""

    session = ""
    """How a session goes, for the status line; empty without one."""
    naming = False
    """The preview names the views that g leads to."""
    covered: int | None = None
    """The preview of this row holds a notice that the status line has no room for."""
    listens = False
    """The list holds what nobody asked us, which is read and not answered."""
    empty = False
    """The list holds no row that a verb could act on."""

    def __init__(self, desk: Desk, look: Look, zone: tzinfo, state: Path) -> None:
        self.desk, self.look, self.zone = desk, look, zone
        self.state = state
        """Where files of ours may lie."""
        self.asked: Callable[[], None] = lambda: None
        """Called when a question is over, before the keys typed behind its answer are told."""
        self.ahead: Callable[[], list[Key]] = list
        """What was typed since the verb that asks was asked for; called once its question has the keys."""
        self.took: Callable[[], None] = lambda: None
        """Called once a verb knows on which rows it acts: the cursor may go on while it is done."""
        self.uncover: Callable[[], None] = lambda: None
        """Puts the row back in the preview, where a notice stood."""
        self.hurry: Callable[[], None] = lambda: None
        """Draws what was told without waiting for the frame's turn; for what somebody waits for."""
        self.status = StatusLine(look, id="status")
        self.banner = Banner(look, id="banner")
        self.title = Pane(id="title")
        self.queue = Queue(look, desk.who, desk.room.hours, id="queue")
        self.preview = Pane(id="preview")
        self.today = Today(look, id="today")
        self.thread = ThreadPane(id="thread")
        self.history = Pane(id="history")
        """Who they are, where there is room for all of it."""
        self.footer = Footer(look, id="footer")
        self.foot = Vertical(id="foot")
        """The lowest line; each kind of question is mounted here when it is asked for the first time."""

    @cached_property
    def choice(self) -> "Choice":
        """A key that waits for a second one."""
        from socialtui.ui.widgets.questions import Choice

        return Choice(self.look, id="choice")

    @cached_property
    def ask(self) -> "Ask":
        """A line that is typed."""
        from socialtui.ui.widgets.questions import Ask

        return Ask(self.look, id="ask")

    async def _stand(self, question: Widget) -> None:
        if not question.is_attached:
            await self.foot.mount(question)

    def listen(self, listens: bool) -> bool:
        """Says whether the list is one to listen to; True where that is new."""
        new, self.listens = listens is not self.listens, listens
        return new

    def emptied(self) -> bool:
        """Looks whether the list is empty; True where that is new."""
        empty = self.card is None
        new, self.empty = empty is not self.empty, empty
        return new

    def now(self) -> int:
        """UTC seconds."""
        return self.desk.clock.now()

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Words in the status line, until the next verb; whole in the preview's lines where that is too short."""
        self.status.say(words, alarm=alarm)
        width, height = self.preview.size
        if words and height and self.card is not None and not self.status.fits(words):
            ink = self.look.ink.soon if alarm else self.look.ink.text
            lines = wrap(self.look.words(words), width, height)
            self.preview.show([[Segment(line, ink)] for line in lines])
            self.preview.compare()
            self.covered = self.card.id
        elif words and self.covered is not None:
            self.uncover()

    def trouble(self, words: str) -> None:
        """What happened and what to do next."""
        self.say(words, alarm=True)

    @property
    def card(self) -> Card | None:
        """The row under the cursor."""
        return self.queue.card

    def go_past(self, cid: int) -> None:
        """Goes one down from a conversation; where its row left before, the next one has the cursor already."""
        if self.card is not None and self.card.id == cid:
            self.queue.action_move("down")

    def chosen(self) -> Rows:
        """The marked rows, else the one under the cursor; refused where there is none."""
        marks = self.queue.marks
        if not marks:
            return self.row()
        cards = tuple(card for card in self.queue.cards if card.id in marks)
        if len(cards) < len(marks):
            raise DeskRefusal(
                f"{len(marks) - len(cards)} of {len(marks)} marked rows are not in the loaded list any more.",
                "X clears the marks; mark anew.",
            )
        return Rows(cards)

    def row(self) -> Rows:
        """The row under the cursor alone; refused where there is none."""
        if self.card is None:
            raise DeskRefusal("No row is chosen.", "g shows other lists.")
        return Rows((self.card,))

    async def choose(self, title: str, choices: dict[str, str]) -> str:
        """Waits for one key of these; empty for none. The focus goes back to where it was."""
        focused = self._focused
        self.footer.display = False
        try:
            await self._stand(self.choice)
            return await self.choice.choose(title, choices, self.ahead)
        finally:
            self._over(focused)
            self._type(self.choice.behind())

    async def question(self, label: str, text: str = "") -> str | None:
        """Waits for a line; None for escape. The focus goes back to where it was."""
        focused = self._focused
        self.footer.display = False
        try:
            await self._stand(self.ask)
            return await self.ask.ask(label, text, self.ahead)
        finally:
            self._over(focused)
            self._type(self.ask.behind())

    def _type(self, keys: list[Key]) -> None:
        for key in keys:
            self.queue.app.post_message(key)

    def _over(self, focused: Widget | None) -> None:
        self.footer.display = True
        self._focus(focused)
        self.asked()

    @property
    def _focused(self) -> Widget | None:
        return self.queue.screen.focused

    @staticmethod
    def _focus(widget: Widget | None) -> None:
        if widget is not None and widget.is_attached:
            widget.screen.set_focus(widget)  # at once: the next key is on its way
