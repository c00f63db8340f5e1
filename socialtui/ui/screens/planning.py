"""The day's plan on the screen: the lines under the queue, the whole pane, and its verbs."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.worker import Worker

from socialtui.desk.cadence import CadencePanel
from socialtui.domain.cadence import How, Row
from socialtui.domain.errors import ConfigFault, DeskRefusal
from socialtui.domain.query import parse
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts
from socialtui.ui.widgets.cadence import title

if TYPE_CHECKING:
    from socialtui.desk.meters import Meters

Verb = Callable[[], Awaitable[None]]


class Planning:
    """Told by the desk, tells the two widgets."""

    def __init__(self, parts: Parts, listing: Listing, to_list: Callable[[], None]) -> None:
        self._parts, self._listing, self._to_list = parts, listing, to_list
        self._panel: CadencePanel | None = None
        self._meters: Meters | None = None
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
        }

    async def renew(self) -> None:
        """Reads the plan again; a plan with faults is said by the status line."""
        self._measured = -1
        try:
            self._panel = await self._parts.desk.cadence.panel()
        except ConfigFault:
            self._panel = None
        self.draw()

    def draw(self) -> None:
        """Fills both widgets, as far as they are there."""
        panel, parts = self._panel, self._parts
        if panel is None:
            return
        today = panel.today
        if parts.today.display and parts.today.size.width:
            parts.today.tell(today.rows, today.kept, today.due, today.minutes_left)
        if parts.cadence is not None:
            self._measure()
            words = f"Today  {title(today.kept, today.due, today.minutes_left, parts.look)}"
            meters = [parts.look.words(line) for line in self._meters.lines] if self._meters else []
            parts.cadence.tell(panel.rows, words, meters)

    def _measure(self) -> None:
        """Reads the meters beside the keys, where they are seen: at most once a minute, and after an answer."""
        cadence, minute = self._parts.cadence, self._parts.now() // 60
        if cadence is None or not cadence.size.width or self._measured == minute:
            return
        self._measured = minute
        _: Worker[None] = cadence.run_worker(self._read_meters, group="meters", exclusive=True, name="meters")

    async def _read_meters(self) -> None:
        meters = await self._parts.desk.meters.week()
        if meters != self._meters:
            self._meters = meters
            self.draw()

    def _row(self) -> Row:
        row = self._parts.cadence.row if self._parts.cadence else None
        if row is None:
            raise DeskRefusal("No task is chosen.")
        return row

    async def open(self) -> None:
        """Shows the task's own view."""
        task = self._row().task
        if not task.opens:
            self._parts.say(f"{task.sentence} Then: e done, s skip, - not appropriate today.")
            return
        await self._listing.query(f"task {task.id}", task.words, parse(task.opens))
        self._to_list()

    async def _tick(self, how: How) -> None:
        done = await self._parts.desk.cadence.tick(self._row().task.id, how)
        await self.renew()
        self._parts.say(f"{done.words} · u takes it back")

    async def note(self) -> None:
        """A note with the task's tick of today."""
        task = self._row().task
        text = await self._parts.question(f"Note on {task.words}")
        if text and text.strip():
            done = await self._parts.desk.cadence.note(task.id, text)
            await self.renew()
            self._parts.say(done.words)
