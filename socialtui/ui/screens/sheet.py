"""What every small screen above the inbox has: a title, keys from `commands`, a footer, and troubles in words."""

from typing import Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.screen import Screen

from socialtui.domain.errors import SocialtuiError
from socialtui.domain.text import clean
from socialtui.ui.commands import BY_ID, Keys, Where, bindings
from socialtui.ui.look import Look
from socialtui.ui.screens import Picked
from socialtui.ui.widgets.footer import Footer
from socialtui.ui.widgets.lines import Line, Pane, fit, wrap

NOTICE = 3
"""Lines of a notice at most."""

Result = TypeVar("Result")


@runtime_checkable
class TakesVerbs(Protocol):
    """A screen that takes verbs by id."""

    def action_verb(self, id: str) -> object:
        """Does it, or an awaitable that does."""
        ...


class Place(Protocol):
    """What a small screen needs to be drawn: `screens.Given` has it."""

    @property
    def look(self) -> Look:
        """Signs and styles."""
        ...

    @property
    def keys(self) -> Keys:
        """The person's keys."""
        ...

    @property
    def pane(self) -> Where:
        """Where it was opened from."""
        ...


class Spot(Struct, frozen=True):
    """A place without a desk."""

    look: Look
    keys: Keys
    pane: Where = Where.LIST


async def press(screen: Screen[Any], id: str) -> None:
    """Runs a verb as its key would: on the focused widget or the nearest one around it that has it."""
    action = BY_ID[id].action
    if not action:
        await screen.app.run_action(f"verb('{id}')", screen)
        return
    name = f"action_{action.partition('(')[0]}"
    start = screen.focused or screen
    for node in start.ancestors_with_self:
        if hasattr(node, name):
            await screen.app.run_action(action, node)
            return


class Sheet(Screen[Result], Generic[Result], inherit_bindings=False):
    """A screen that is left by escape. Verbs are methods: `outbox.again` is `verb_outbox_again`."""

    WHERE: ClassVar[Where] = Where.PAGE
    BINDINGS = bindings(Where.EVERYWHERE)
    AUTO_FOCUS = ""
    DEFAULT_CSS = "Sheet { background: $background; color: $text; layout: vertical; overflow: hidden; }"

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.look, self.keys = place.look, place.keys
        look = place.look
        self.head, self.foot = Pane(id="head"), Footer(look, id="foot")
        self.head.styles.height = 1
        self._title: tuple[str, str, str] = ("", "", "")
        self._notice: tuple[str, bool] = ("", False)

    @property
    def _spot(self) -> Spot:
        """For a screen above this one."""
        return Spot(self.look, self.keys, self.where)

    @property
    def where(self) -> Where:
        """Whose keys act here now."""
        return self.WHERE

    def on_mount(self) -> None:
        """Shows the keys that act here, then what the screen has to say."""
        self.show_keys()
        self.begin()

    def begin(self) -> None:
        """What a screen does once its widgets stand."""

    def lay_out(self) -> None:
        """What a screen does for another size."""

    async def keep(self) -> None:
        """Puts what is being written here on disk; on most pages that is nothing."""

    def show_keys(self) -> None:
        """The footer, without verbs that can't act now."""
        without = [id for id in BY_ID if self.check_action("verb", (id,)) is False or not self.names(id)]
        self.foot.keys(self.keys.footer(self.where, without))

    def names(self, id: str) -> bool:  # noqa: ARG002
        """Whether the footer names a verb that may be asked for here."""
        return True

    # The title and what is said in its place

    def title_line(self, words: str, more: str = "", right: str = "") -> None:
        """The uppermost line: what this is, what is to be known of it, and a word at the right edge."""
        self._title = (words, more, right)
        self._draw_head()

    def say(self, words: str, alarm: bool = False) -> None:
        """Says something in the title's place, until the next key; in lines below it where one is too short."""
        self._notice = (words, alarm)
        self._draw_head()

    @property
    def notice(self) -> str:
        """What stands in the title's place."""
        return self._notice[0]

    def on_key(self, event: events.Key) -> None:  # noqa: ARG002
        """A key takes the notice away; what it does may say something new."""
        if self._notice[0]:
            self.say("")

    def on_resize(self) -> None:
        """The right edge moves."""
        self._draw_head()
        self.lay_out()

    def _draw_head(self) -> None:
        if not self.is_attached:
            return
        look, width = self.look, self.app.size.width
        words, alarm = self._notice
        if words:
            style = look.ink.soon if alarm else look.ink.text
            lines = wrap(look.words(clean(words, newlines=False)), width - 2, NOTICE)
            self.head.styles.height = len(lines)
            self.head.show([[Segment(f" {line}", style)] for line in lines])
            return
        self.head.styles.height = 1
        title, more, right = (look.words(clean(part, newlines=False)) for part in self._title)
        room = width - cell_len(title) - cell_len(right) - 4
        line: Line = [
            Segment(f" {title} ", look.ink.accent),
            Segment(fit(f" {more}", max(room, 0), look.glyphs.ellipsis), look.ink.text),
            Segment(f" {right} ", look.ink.muted),
        ]
        self.head.show([line])

    # Verbs

    async def action_verb(self, id: str) -> None:
        """Does a verb; a trouble is said, and nothing else happens."""
        method = getattr(self, f"verb_{id.replace('.', '_')}", None)
        if method is None:
            return
        try:
            await method()
        except SocialtuiError as trouble:
            self.say(str(trouble), alarm=True)

    async def verb_sheet_back(self) -> None:
        """Leaves without a result."""
        self.dismiss(None)

    async def verb_help(self) -> None:
        """The keys of this screen; the one chosen is pressed."""
        from socialtui.ui.screens.help import Help

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.verb:
                self.call_next(press, self, picked.verb)

        self.app.push_screen(Help(self._spot), chosen)

    async def verb_palette(self) -> None:
        """Every verb by name."""
        from socialtui.ui.palette import VerbPalette

        self.app.push_screen(VerbPalette())

    async def verb_redraw(self) -> None:
        """Draws the whole screen again."""
        for widget in self.walk_children():
            widget.refresh(layout=True)
        self.refresh(layout=True)

    async def verb_quit(self) -> None:
        """Leaves this screen; the one below decides about the rest."""
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if isinstance(below, TakesVerbs):
            below.call_next(below.action_verb, "quit")
        else:
            self.app.exit()
