"""Getting about: panes, views, the other screens, and the way out."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.widget import Widget

from socialtui.domain.errors import SocialtuiError
from socialtui.domain.text import sentence
from socialtui.ui import screens
from socialtui.ui.commands import Where
from socialtui.ui.screens.live import leaving_words
from socialtui.ui.widgets.footer import shortened
from socialtui.ui.widgets.lines import fit

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox
    from socialtui.ui.screens.listing import Listing
    from socialtui.ui.screens.parts import Parts

Verb = Callable[[], Awaitable[None] | None]

ALL_NAMED = 200
"""Columns in which the choices of g name every view in the footer line; with fewer they stand elsewhere."""
NAMED = 3
"""Lines of the preview, and views named in each of them."""
CLOCK = 14
"""Columns of the status line that the time takes."""
TRIES = 3
"""How often a list is read for one row while others keep reading it anew."""
PANES = ("list", "thread", "cadence")


class Roaming:
    """Changes what one looks at, never what is stored."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts, self._listing = inbox, inbox.parts, inbox.listing

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        return {
            "goto": self.goto, "view_keep": self.keep_view, "next": self.next,
            "view_next": lambda: self._listing.step(1), "view_previous": lambda: self._listing.step(-1),
            "read": self.read, "why": self.why, "refresh": self.refresh, "redraw": self.redraw,
            "pane_1": lambda: self._inbox.show("list"), "pane_2": lambda: self._inbox.show("thread"),
            "pane_3": lambda: self._inbox.show("cadence"), "pane_next": self.pane_next, "zoom": self.zoom,
            "palette": self.palette, "show_link": self.show_link, "help": lambda: self.other("help"),
            "suspend": self.suspend, "person": self.person, "list": lambda: self._inbox.show("list"),
            "learned": lambda: self.other("learned"), "traffic": lambda: self.other("traffic"),
            "card": lambda: self.other("card"), "back": self.back, "quit": self.quit,
        }  # fmt: skip

    # Lists

    async def goto(self) -> None:
        """The choices stand in the footer line."""
        choices = {"t": "top"}
        choices |= {key: words for key, (name, words) in screens.GOTO.items() if screens.present(name)}
        views = self._listing.views()
        if self._inbox.size.width < ALL_NAMED:
            name_views(self._parts, views, self._inbox.size.width)
        key = await self._parts.choose("Go to", {**choices, **views})
        self._parts.say("")
        self._parts.naming = False
        self._inbox.following.again()
        self._listing.told()
        if key == "t":
            self._inbox.show("list")
            self._parts.queue.action_move("top")
        elif key in screens.GOTO:
            self.other(screens.GOTO[key][0])
        elif key:
            self._inbox.show("list")
            await self._listing.view_number(int(key))

    async def keep_view(self) -> None:
        """This list under a name of its own."""
        from socialtui.ui.screens.viewing import keep

        await keep(self._parts, self._listing)

    async def next(self) -> None:
        """The next one owed, wherever it stands."""
        card = self._parts.card
        found = await self._parts.desk.queue.next_owed(card.id if card else None)
        if found is None:
            self._parts.say("Nobody else is waiting.")
        else:
            await self.to(found.id)

    async def to(self, cid: int) -> None:
        """Puts the cursor on a conversation, in the list that has it."""
        if self._parts.queue.go(cid):
            return
        card = await self._parts.desk.queue.card(cid)
        if card is None:
            self._parts.say("That conversation is not here any more.")
            return
        if card.state.name == "MERGED":
            await self.to(await self._parts.desk.joining.whole_of(cid))
            return
        if card.state not in self._listing.shown.query.states or self._listing.shown.filter:
            self._listing.choose("open" if card.state.name == "OPEN" else card.state.name.lower())
        if not await landed(self._parts, self._listing, cid):
            self._listing.choose("open")
            await landed(self._parts, self._listing, cid)

    async def refresh(self) -> None:
        """What has come, and a wish to ask the sources."""
        done = await self._parts.desk.verbs.poll_now()
        if self._listing.shown.query.like:
            await self._inbox.rooms.grouping.anew()
        await self._listing.again()
        words = sentence(done.words) + "."
        self._parts.say(await self._parts.desk.sessions.looked() or words)

    # Panes

    async def read(self) -> None:
        """The whole conversation; claims nothing."""
        card = self._parts.card
        if card is not None:
            self._inbox.show("thread")
            await self._parts.desk.queue.read(card.id)

    def why(self) -> None:
        """Every kind that was seen, with its parts; again for the short form."""
        self._inbox.following.in_full = not self._inbox.following.in_full
        small = self._inbox.has_class("small") and self._inbox.following.in_full
        self._inbox.show("thread" if small or self._inbox.has_class("p-thread") else "list")

    def pane_next(self) -> None:
        """Queue, thread, composer where one writes, plan, and round again."""
        inbox = self._inbox
        panes = ["list", "thread", "compose", "cadence"] if inbox.rooms.answering.writing else list(PANES)
        here = {Where.THREAD: "thread", Where.CADENCE: "cadence", Where.COMPOSER: "compose"}.get(
            inbox.pane, "list"
        )
        inbox.show(panes[(panes.index(here) + 1) % len(panes)] if here in panes else "list")

    def zoom(self) -> None:
        """The focused pane alone, and back."""
        self._inbox.toggle_class("zoom")
        self._inbox.show({Where.THREAD: "thread", Where.CADENCE: "cadence"}.get(self._inbox.pane, "list"))

    def redraw(self) -> None:
        """Every cell, whatever the terminal believes."""
        self._inbox.refresh(layout=True)
        for widget in self._inbox.walk_children(Widget):
            widget.refresh(layout=True)

    def palette(self) -> None:
        """Every verb by name."""
        from socialtui.ui.palette import VerbPalette

        self._inbox.app.push_screen(VerbPalette())

    def given(self) -> screens.Given:
        """What another screen is made with."""
        p, box = self._parts, self._inbox
        return screens.Given(p.desk, p.look, p.zone, box.keys, box.pane, p.guide, box.edit)

    def other(self, name: str) -> None:
        """Opens another screen; what is picked there is done here."""
        self._inbox.app.push_screen(screens.load(name, self.given()), self._picked)

    async def show_link(self) -> None:
        """In full, on a page where it can be selected with the mouse."""
        from socialtui.ui.screens.link import LinkPage

        thread = await self._inbox.rooms.sorting.thread()
        shown = thread.said[thread.shown]
        self._inbox.app.push_screen(LinkPage(self.given(), thread.card.who, shown.url, shown.text))

    async def person(self) -> None:
        """Who the row under the cursor is, over all networks."""
        thread = await self._inbox.rooms.sorting.thread()
        self.card_of(await self._parts.desk.people.of_conversation(thread.card.id), thread.card.id)

    def card_of(self, person: int, cid: int | None = None) -> None:
        """A person's card."""
        from socialtui.ui.screens.person import PersonCard

        self._inbox.app.push_screen(PersonCard(self.given(), person, cid), self._picked)

    async def _picked(self, picked: "screens.Picked | None") -> None:
        if picked is None:
            return
        words = picked.words
        if picked.conversation_id is not None:
            self._inbox.show("list")
            if not words:
                await self.to(picked.conversation_id)
            elif not await shown_here(self._parts, self._listing, picked.conversation_id):
                words = f"Not in this list: {words}"
        if words:
            self._parts.say(words)
        if picked.verb:
            self._inbox.action_verb(picked.verb)

    def suspend(self) -> None:
        """To the shell that this was started from."""
        self._inbox.app.action_suspend_process()

    # Out

    async def back(self) -> None:
        """One step back; at the last one, out."""
        inbox = self._inbox
        if inbox.has_class("zoom"):
            inbox.remove_class("zoom")
            inbox.show("list")
        elif not inbox.has_class("p-list"):
            inbox.show("list")
        elif self._parts.banner.words and self._parts.queue.cards:
            self._parts.banner.tell(())
        elif await self._listing.unfilter():
            self._parts.say("")
        elif self._listing.shown.id != "owed":
            await self._listing.view_number(1)
        else:
            await self.quit()

    async def quit(self) -> None:
        """Leaves; asks once when a reply is still leaving, since that is the last chance to take it back."""
        inbox, parts = self._inbox, self._parts
        leaving = await parts.desk.replies.leaving()
        if leaving:
            words = f"An answer to {leaving_words(leaving)} is still leaving."
            key = await parts.choose(words, {"y": "leave, it goes out by itself", "U": "take it back"})
            if key == "U":
                await inbox.rooms.answering.recall()
            if key != "y":
                return
        await self.end("left")
        inbox.app.exit(0)

    async def end(self, how: str) -> None:
        """Saves what is being written, and remembers the place."""
        inbox = self._inbox
        inbox.rooms.live.stop()
        if inbox.rooms.answering.writing is not None and self._parts.box is not None:
            await inbox.rooms.answering.save(self._parts.box.composer.text)
        try:
            await inbox.greeting.remember(how)
        except SocialtuiError:
            return  # the draft is what counts; the place is found again by hand


async def shown_here(parts: "Parts", listing: "Listing", cid: int) -> bool:
    """Puts the cursor on a row that was just made; it stays where it was when this list doesn't have it."""
    before = parts.card.id if parts.card else None
    if await landed(parts, listing, cid):
        return True
    await listing.load(before)
    return False


async def landed(parts: "Parts", listing: "Listing", cid: int) -> bool:
    """Reads the list with the cursor on a row, and again where news overtook that; whether the row is there."""
    for _ in range(TRIES):
        turn = listing.turn + 1
        await listing.load(cid)
        if listing.turn == turn:
            break
    return parts.card is not None and parts.card.id == cid


def name_views(parts: "Parts", views: dict[str, str], columns: int) -> None:
    """By name: in the preview's lines, where there is none in the status line."""
    preview, look = parts.preview, parts.look
    if preview.size.height < NAMED:
        short = shortened(list(views.items()), columns - CLOCK)
        parts.say(" ".join(f" {number} {words}" for number, words in short).lstrip())
        return
    width = (preview.size.width - 1) // NAMED
    names = [fit(f" {number} {words}", width, look.glyphs.ellipsis) for number, words in views.items()]
    rows = [names[start : start + NAMED] for start in range(0, len(names), NAMED)]
    preview.show([[Segment(look.words("".join(row)), look.ink.text)] for row in rows])
    preview.compare()
    parts.naming = True
