"""Keeps the screen true while nobody types: five looks a second at the store, and one stroke a minute."""

import asyncio
from collections.abc import Awaitable, Callable

from socialtui.domain.reply import AS_DRAFT, OutboxLine, OutboxState
from socialtui.domain.text import clean
from socialtui.ui.screens.parts import Parts
from socialtui.ui.times import clock, clock_zone
from socialtui.ui.widgets.status import Facts

LOOK = 0.2
"""Seconds between two looks at the store."""
REST = 1.0
"""Seconds between two times that the screen is told anew: a rush of mentions leaves the keys their time."""
COUNTDOWN = 2
"""The recall window is counted down in steps of so many seconds."""

BELL = 60
"""Seconds between two bells at least."""

Run = Callable[[Callable[[], Awaitable[None]], str], None]
"""Runs something beside the keys, one at a time by name."""


class Live:
    """Draws nothing when nothing changed."""

    def __init__(self, parts: Parts, run: Run, renew: Callable[[], Awaitable[None]],
                 minute: Callable[[], Awaitable[None]]) -> None:  # fmt: skip
        self._parts, self._run, self._renew, self._minute = parts, run, renew, minute
        self._stale, self._renewed = False, 0.0
        self._stopped = False
        self._leaving: OutboxLine | None = None
        self._counted = -1
        self._stood = ""
        self._settled: dict[int, OutboxState] = {}
        self._heard: int | None = None
        self._rang_at = 0
        self._paused = False

    def start(self) -> None:
        """Begins to look; the first look takes what is there as known."""
        self._parts.desk.changed()
        loop = asyncio.get_running_loop()
        loop.call_later(LOOK, self._look)
        self._until_minute()

    def stop(self) -> None:
        """Looks no more."""
        self._stopped = True

    def _look(self) -> None:
        if self._stopped:
            return
        loop = asyncio.get_running_loop()
        self._stale = self._parts.desk.changed() or self._stale
        if self._stale and loop.time() - self._renewed >= REST:
            self._stale, self._renewed = False, loop.time()
            self._run(self._renew, "renew")
        if self._leaving is not None:
            self._count_down()
        loop.call_later(LOOK, self._look)

    def _until_minute(self) -> None:
        left = 60 - self._parts.now() % 60
        asyncio.get_running_loop().call_later(left + 0.02, self._strike)

    def _strike(self) -> None:
        if not self._stopped:
            self._run(self._minute, "minute")
            self._until_minute()

    async def facts(self) -> None:
        """Reads what the status line says, and what of ours needs a look."""
        parts = self._parts
        status = await parts.desk.health.status()
        plan = f"{status.plan_done}/{status.plan_total}" if status.plan_total else ""
        trouble = status.trouble[0] if status.trouble else ""
        parts.status.tell(
            Facts(
                status.brand,
                status.counts,
                plan,
                trouble,
                clock_zone(parts.now(), parts.zone),
                status.unusual,
                parts.session,
                bool(status.paused),
            )
        )
        self._tell_pause(status.paused)
        self._take_leaving(status.leaving)
        await self._unsettled()

    async def ring(self) -> None:
        """One bell for complaints that have come since the last look, at most one a minute; none in quiet hours."""
        parts, queue = self._parts, self._parts.desk.queue
        if parts.desk.settings.notify == "off":
            return
        heard, self._heard = self._heard, await queue.newest()
        if heard is None or heard == self._heard or parts.now() - self._rang_at < BELL:
            return
        if parts.desk.settings.time.quiet and parts.desk.sessions.quiet_until():
            return
        wanted = "owed" if parts.desk.settings.notify == "session" and parts.session else "complaints"
        if await queue.arrived(next(view.query for view in queue.views() if view.id == wanted), heard):
            self._rang_at = parts.now()
            parts.queue.app.bell()

    def _tell_pause(self, words: str) -> None:
        """Once for each pause; the minutes in it go on counting where posts are planned."""
        was, self._paused = self._paused, bool(words)
        banner = self._parts.banner
        if words and not was:
            banner.tell([clean(words, newlines=False)])
        elif was and not words and any(line.startswith("Own posts are paused") for line in banner.words):
            banner.tell(())

    def _take_leaving(self, line: OutboxLine | None) -> None:
        was, self._leaving = self._leaving, line
        if line is not None:
            self._count_down()
        elif was is not None:
            self._counted = -1
            if self._parts.status.notice.startswith("Leaving"):
                self._parts.say("")

    def _count_down(self) -> None:
        """Leaving in 8 s → @maria_h as Acme · U takes it back"""
        line = self._leaving
        if line is None:
            return
        left = max(0, line.due_at - self._parts.now())
        step = -(-left // COUNTDOWN)
        if step == self._counted:
            return
        first, self._counted = self._counted == -1, step
        said = self._parts.status.notice
        if not first and said not in ("", self._stood) and not said.startswith("Leaving"):
            self._stood = said  # what a verb said stands until the next step
            return
        self._stood = ""
        account = clean(line.account, newlines=False)
        when = f"in {left} s" if left else "now"
        self._parts.say(f"Leaving {when} → {addressee(line)} as {account} · U takes it back")

    async def _unsettled(self) -> None:
        """Says once, in a banner, what became of an answer whose fate was open."""
        lines = {line.id: line for line in await self._parts.desk.replies.unsettled()}
        words = [self._words(line) for line in lines.values() if self._settled.get(line.id) is not line.state]
        for number, state in list(self._settled.items()):
            if state is OutboxState.UNKNOWN and number not in lines:
                words += await self._found(number)
        self._settled = {number: line.state for number, line in lines.items()}
        if words:
            self._parts.banner.tell(words[:2])

    async def _found(self, number: int) -> list[str]:
        for line in await self._parts.desk.replies.outbox(20):
            if line.id == number and line.state is OutboxState.SENT:
                at = f" at {clock(line.sent_at, self._parts.zone)}" if line.sent_at else ""
                return [f"Found: it was sent{at}."]
        return []

    def _words(self, line: OutboxLine) -> str:
        to = addressee(line)
        trouble = clean(f"{line.trouble} {line.next_step}".strip(), newlines=False)
        if line.state is OutboxState.UNKNOWN:
            return f"Sent or not? To {to}: {trouble} Nothing is sent again by itself."
        if line.kind == "post":
            return f"Your post on {clean(line.account, newlines=False)} did not leave: {trouble}"
        told = line.offers_again or line.next_step == AS_DRAFT
        return f"Not sent to {to}: {trouble}{'' if told else ' Your text is kept: r sends it again, once.'}"


def addressee(line: OutboxLine) -> str:
    """To whom; everybody for a post of our own."""
    return "everybody" if line.kind == "post" else clean(line.to, newlines=False)


def leaving_words(lines: list[OutboxLine]) -> str:
    """What the question before leaving names."""
    return ", ".join(addressee(line) for line in lines[:3])
