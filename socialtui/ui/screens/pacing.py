"""A session on the screen: one thing after the other, a calm line of progress, an honest end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from socialtui.domain.cadence import How
from socialtui.domain.session import COMPLAINTS, ELSEWHERE, PROMISES, Session, Step

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox
    from socialtui.ui.screens.planning import Planning


class Pacing:
    """Opens what is next; keeps the minutes of the day."""

    def __init__(self, inbox: "Inbox", planning: "Planning") -> None:
        self._inbox, self._parts, self._planning = inbox, inbox.parts, planning
        self._desk = inbox.parts.desk.sessions
        self._step: Step | None = None
        self._said = ""
        """What was said of the last step; it gives way to the line of progress at the minute."""

    async def restore(self) -> None:
        """At the start: a session that a cut link left going has stopped when it was last seen there."""
        found = await self._desk.standing()
        if self._desk.elsewhere(found):
            self._parts.say(f"{ELSEWHERE}.")
        elif found is not None:
            left = found.minutes_left(self._parts.now())
            self._parts.say(f"A session stands still with {left} min left. S goes on.")
        if idle := await self._desk.looked():
            self._parts.say(idle)

    # S

    async def key(self) -> None:
        """Begins, pauses, or goes on."""
        found = await self._desk.standing()
        if found is not None and self._desk.elsewhere(found):
            await self._take_over(found)
            return
        if found is not None and found.going_since is not None:
            await self._pause(found)
            return
        until = self._desk.quiet_until()
        if found is None and until:
            key = await self._parts.choose(f"Quiet hours until {until}.", {"S": "begin all the same"})
            if key != "S":
                return
        await self._go_on()

    async def _go_on(self, *, take_over: bool = False) -> None:
        await self._desk.begin(take_over=take_over)
        self._step = None
        await self.renew()
        await self._inbox.rooms.live.facts()

    async def _take_over(self, session: Session) -> None:
        """One at a time: whoever wants it in this window says so."""
        left = session.minutes_left(self._parts.now())
        if await self._parts.choose(f"{ELSEWHERE}, {left} min left.", {"S": "go on here instead"}) == "S":
            await self._go_on(take_over=True)

    async def _pause(self, session: Session) -> None:
        """Stops the clock while the person chooses; without a choice it stays stopped."""
        stopped = await self._desk.pause()
        left = (stopped or session).minutes_left(self._parts.now())
        self._parts.session = f"paused, {left} min left"
        step = self._step
        choices = {"S": "go on", "n": "another first"}
        if step is not None and step.row is not None:
            choices |= {"e": "done", "-": "not today", "s": "skip"}
        key = await self._parts.choose("Paused", {**choices, "x": "end"})
        if key == "x":
            await self._end("You ended it.")
        elif key:
            await self._desk.begin()
            if step is not None and key == "n":
                await self._desk.put_off(step.id)
                self._step = None
            how = {"e": How.DONE, "-": How.NOT_APPROPRIATE, "s": How.SKIP}.get(key)
            if step is not None and how is not None:
                await self._parts.desk.cadence.tick(step.id, how)
                await self._planning.renew()
            await self.renew()
        await self._inbox.rooms.live.facts()

    # What is next

    async def renew(self) -> None:
        """Goes on to the next thing where one is done; ends where nothing is left or the time is over."""
        session, panel = await self._desk.standing(), self._planning.panel
        if session is None or panel is None or self._desk.elsewhere(session):
            if self._step is not None and session is not None and panel is not None:
                self._parts.say(f"{ELSEWHERE}.")
                self._step = None
            self._parts.session = ""
            return
        left = session.minutes_left(self._parts.now())
        if session.going_since is None:
            self._parts.session = f"paused, {left} min left"
            return
        steps = await self._desk.steps(panel, session)
        if (not steps or not left) and self._free:
            await self._end("The time is over." if steps else "All that was due is done.")
            return
        self._parts.session = self._words(left, steps)
        here = next((step for step in steps if self._step is not None and step.id == self._step.id), None)
        if here is not None:
            self._step = here
        elif steps and self._free:
            done = f"{self._step.words}: done. " if self._step is not None else ""
            self._step = steps[0]
            self._parts.session = self._words(left, steps)
            await self._open(self._step)
            self._said = f"{done}Next: {self._step.words}." if done else ""
            self._parts.say(self._said)

    def _words(self, left: int, steps: Sequence[Step]) -> str:
        """12 min Page questions 3 left +2"""
        here = next((step for step in steps if self._step is not None and step.id == self._step.id), None)
        if here is None:
            return f"{left} min"
        progress = f" {here.progress}" if here.progress and here.row is not None else ""
        more = f" +{len(steps) - 1}" if len(steps) > 1 else ""
        return f"{left} min {here.words}{progress}{more}"

    @property
    def _free(self) -> bool:
        """Nobody is writing, reading on, or in another screen."""
        inbox = self._inbox
        return (
            inbox.app.screen is inbox and inbox.rooms.answering.writing is None and self._parts.footer.display
        )

    async def _open(self, step: Step) -> None:
        inbox = self._inbox
        if step.id == COMPLAINTS:
            queue = self._parts.desk.queue
            query = next(view.query for view in queue.views() if view.id == "complaints")
            await inbox.listing.query("complaints", "Complaints", query)
            inbox.show("list")
        elif step.id == PROMISES:
            inbox.rooms.roaming.other("promises")
        elif step.row is not None:
            if not step.row.task.opens:
                inbox.show("cadence")
                if self._parts.cadence is not None:
                    self._parts.cadence.go(step.id)
            await self._planning.work(step.row)

    async def _end(self, why: str) -> None:
        from socialtui.ui.screens.session_end import SessionEnd

        ended = await self._desk.end()
        self._step, self._parts.session = None, ""
        if ended is not None:
            self._inbox.app.push_screen(SessionEnd(self._inbox.rooms.roaming.given(), why, ended))

    # The minutes of the day

    async def minute(self) -> None:
        """Counts a minute in which keys were pressed, for the network of the row under the cursor."""
        if self._said and self._parts.status.notice == self._said:
            self._parts.say("")
        if self._inbox.greeting.worked:
            card = self._parts.card
            words = await self._desk.minute(card.network if card is not None else "")
            if words and not self._parts.status.notice:
                self._parts.say(words)
        if self._parts.session:
            await self._desk.seen()
        await self.renew()
