"""The day's plan on the screen: the lines under the queue, the whole pane, and its verbs."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.worker import Worker

from socialtui.desk.cadence import CadencePanel
from socialtui.domain import livable
from socialtui.domain.cadence import How, Row
from socialtui.domain.errors import ConfigFault, DeskRefusal
from socialtui.domain.livable import Offer
from socialtui.domain.query import parse
from socialtui.domain.text import sentence
from socialtui.ui import screens
from socialtui.ui.widgets.cadence import title

if TYPE_CHECKING:
    from socialtui.desk.meters import Meters
    from socialtui.desk.restraint import Standing
    from socialtui.ui.screens.inbox import Inbox

Verb = Callable[[], Awaitable[None]]

SCREENS = {"post": "post"}
"""Screens of go: that are a verb of the inbox; the others are reached by `screens`."""


class Planning:
    """Told by the desk, tells the two widgets."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts, self._listing = inbox, inbox.parts, inbox.listing
        self.panel: CadencePanel | None = None
        self._time = ""
        """How much of today went by so far."""
        self._offers: Sequence[Offer] = ()
        self._meters: Meters | None = None
        self._standing: Standing | None = None
        self._balanced = -1
        """The minute in which the balance was read for the lines under the queue."""
        self._measured = -1
        """The minute in which the meters were read; forgotten when the store changed."""

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        return {
            "cadence.open": self.open,
            "cadence.done": lambda: self._tick(How.DONE),
            "cadence.skip": lambda: self._tick(How.SKIP),
            "cadence.not_appropriate": lambda: self._tick(How.NOT_APPROPRIATE),
            "cadence.note": self.note,
            "cadence.add": self.add,
            "cadence.undo": self.undo,
        }

    async def renew(self) -> None:
        """Reads the plan again, and ticks what is done while somebody sits here; faults are the status line's."""
        self._measured = -1
        desk = self._parts.desk
        try:
            if self._inbox.greeting.here:
                self.panel, ticked = await desk.cadence.keep()
                self._offers = await desk.plans.offers()
                if ticked:
                    self._say_ticked(", ".join(ticked))
            else:
                self.panel = await desk.cadence.panel()
        except ConfigFault:
            self.panel = None
        self.draw()

    def _say_ticked(self, words: str) -> None:
        """Behind what the act that ended it says, where there is room."""
        said = self._parts.status.notice
        if not said or len(said) + len(words) < 60:
            self._parts.say(f"{said} · {words} done" if said else f"{words}: done.")

    def draw(self) -> None:
        """Fills both widgets, as far as they are there."""
        panel, parts = self.panel, self._parts
        if panel is None:
            return
        today = panel.today
        if parts.today.display and parts.today.size.width:
            lines = self._standing.lines() if self._standing else ()
            balance = next((one for one in lines if len(one) < parts.today.size.width), "".join(lines[-1:]))
            words = parts.look.words(balance)
            parts.today.tell(today.rows, today.kept, today.due, today.minutes_left, words)
        self._measure()
        if parts.cadence is not None:
            heading = [f"Today  {title(today.kept, today.due, today.minutes_left, parts.look)}"]
            if parts.session:
                heading.append("S pauses")
            elif today.minutes_left:
                heading.append(f"S works on it for {parts.desk.settings.time.session // 60} min")
            balance = self._standing.line() if self._standing else ""
            told = (*(self._meters.lines if self._meters else ()), balance, self._time)
            meters = [parts.look.words(line) for line in told if line]
            parts.cadence.tell(panel.rows, heading, meters, self._offers)

    def _measure(self) -> None:
        """Reads the meters beside the keys, where they are seen: at most once a minute, and after an answer."""
        cadence, minute = self._parts.cadence, self._parts.now() // 60
        if cadence is None or not cadence.size.width or self._measured == minute:
            if self._parts.today.size.width and self._parts.today.display and self._balanced != minute:
                self._balanced = minute
                self._inbox.beside(self._read_balance, "balance")
            return
        self._measured = minute
        _: Worker[None] = cadence.run_worker(self._read_meters, group="meters", exclusive=True, name="meters")

    async def _read_balance(self) -> None:
        standing = await self._parts.desk.restraint.standing()
        if standing != self._standing:
            self._standing = standing
            self.draw()

    async def _read_meters(self) -> None:
        meters, time = await self._parts.desk.meters.week(), await self._parts.desk.sessions.time_words()
        standing = await self._parts.desk.restraint.standing()
        if (meters, time, standing) != (self._meters, self._time, self._standing):
            self._meters, self._time, self._standing = meters, time, standing
            self.draw()

    def _row(self) -> Row:
        cadence = self._parts.cadence
        if cadence is not None and cadence.offer is not None:
            raise DeskRefusal("That is an offer.", "enter chooses.")
        row = cadence.row if cadence else None
        if row is None:
            raise DeskRefusal("No task is chosen.")
        return row

    # The work itself

    async def open(self) -> None:
        """Shows the task's own view, its screen, or whom it is about; on an offer, its answers."""
        if self._parts.cadence is not None and self._parts.cadence.offer is not None:
            await self._answer(self._parts.cadence.offer)
            return
        await self.work(self._row())

    async def work(self, row: Row) -> None:
        """Opens what a task is done with."""
        task = row.task
        if task.event:
            await self._meet(row)
        elif task.opens.startswith("go:"):
            self._go(row, task.opens[3:])
        elif task.opens:
            await self._listing.query(f"task {task.id}", task.words, parse(task.opens))
            self._inbox.show("list")
        else:
            self._parts.say(f"{task.sentence} Then: e done, s skip, - not appropriate today.")

    def _go(self, row: Row, name: str) -> None:
        if name in SCREENS and SCREENS[name] in self._inbox.rooms.verbs:
            self._inbox.action_verb(SCREENS[name])
        elif screens.present(name):
            self._inbox.rooms.roaming.other(name)
        else:
            self._parts.say(f"{row.task.sentence} Then: e done, s skip, - not appropriate today.")

    async def _meet(self, row: Row) -> None:
        """The card of the person that the event is about."""
        waiting = self.panel.waiting.get(row.task.id, ()) if self.panel else ()
        if not waiting:
            event = row.task.event
            self._parts.say(f"Nobody yet. c on a person's card, or `socialtui happened {event}`, says when.")
        elif waiting[0].person_id is None:
            self._parts.say(f"{waiting[0].words}: {row.task.sentence} e done, s skip, - not appropriate.")
        else:
            self._inbox.rooms.roaming.card_of(waiting[0].person_id)

    # A person's word

    async def _tick(self, how: How) -> None:
        done = await self._parts.desk.cadence.tick(self._row().task.id, how)
        await self.renew()
        self._parts.say(f"{done.words} · u takes it back")

    async def note(self) -> None:
        """A note with the task's tick of today."""
        task = self._row().task
        await self._parts.desk.cadence.ticked(task.id)
        text = await self._parts.question(f"Note on {task.words}")
        if text and text.strip():
            done = await self._parts.desk.cadence.note(task.id, text)
            await self.renew()
            self._parts.say(sentence(done.words))

    async def undo(self) -> None:
        """Takes back the tick under the cursor, whoever made it; else the newest act, or what changed the plan."""
        desk, row = self._parts.desk, self._parts.cadence.row if self._parts.cadence else None
        if row is not None and row.ticked and not row.task.event and not await self._newest_is(row):
            done = await desk.cadence.untick(row.task.id)
        else:
            done = await desk.undo.undo()
            await self._inbox.after(list(done.ids))
        await self.renew()
        self._parts.say(done.words)

    async def _newest_is(self, row: Row) -> bool:
        """Whether the newest act was a word about this task, or changed the plan."""
        newest = next(iter(await self._parts.desk.undo.events(1, mine=True)), None)
        if newest is None or not newest.undoable:
            return False
        about = newest.verb == "tick" and newest.words.startswith(f"{row.task.words}:")
        return about or newest.verb in ("plan", "happened")

    # Another plan

    async def add(self) -> None:
        """Every task of the plan, those that sleep first."""
        self._inbox.rooms.roaming.other("plan")

    async def _answer(self, offer: Offer) -> None:
        desk = self._parts.desk
        if offer.what == livable.SMALLER:
            named = {
                key: offer.answers[name].words for key, name in livable.KEYS.items() if name in offer.answers
            }
            key = await self._parts.choose("", named)
            if not key:
                return
            done = await desk.plans.answer(offer.id, livable.KEYS[key])
            words = f"{done.words} · u takes it back"
        elif offer.what == livable.GROW:
            key = await self._parts.choose("Add one?", {"+": "choose a task", "k": "as it is"})
            if not key:
                return
            await desk.plans.answer(offer.id, "grow" if key == "+" else "keep")
            words = "Asked again in three months at the earliest."
            if key == "+":
                await self.add()
                words = ""
        else:
            words = await desk.plans.brought()
            await desk.plans.answer(offer.id, "seen")
        await self.renew()
        self._parts.say(words)
