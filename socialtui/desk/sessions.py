"""A stretch of work on what is due, the minutes of the day, and when it is quiet."""

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from socialtui.desk.cadence import CadenceDesk, CadencePanel
from socialtui.desk.room import Room, refuse
from socialtui.domain import session as deciding
from socialtui.domain.cadence import SETTLED
from socialtui.domain.deadlines import zone_of
from socialtui.domain.query import parse
from socialtui.domain.session import Ended, Session, Step
from socialtui.domain.why import moment_words
from socialtui.store import plans, sessions

if TYPE_CHECKING:
    from socialtui.desk.queue import QueueDesk
    from socialtui.store.database import Writer

__all__ = ["Ended", "Session", "SessionsDesk", "Step"]

_IDLE = "idle"
_WEEK = timedelta(days=7)


class SessionsDesk:
    """One session a person; it survives a cut link, paused from the last minute on that is known."""

    def __init__(self, room: Room, queue: "QueueDesk", cadence: CadenceDesk) -> None:
        self._room, self._queue, self._cadence = room, queue, cadence
        self._here = os.urandom(8).hex()
        """This window, among those of one person."""

    async def standing(self) -> Session | None:
        """The one that hasn't ended, going or paused; one whose window died stands still since it was seen there."""
        found = await sessions.standing(self._room.db, self._room.who)
        if not self._lost(found):
            return found
        async with self._room.db.atomic() as write:
            return await self._found(write)

    def _lost(self, session: Session | None) -> bool:
        """Whether it goes on in a window that isn't there any more."""
        return (
            session is not None
            and session.going_since is not None
            and session.desk != self._here
            and not self.elsewhere(session)
        )

    async def _found(self, write: "Writer") -> Session | None:
        """The one that stands; the time since its window was last seen is no time of work."""
        found = await sessions.standing(write, self._room.who)
        if found is None or found.going_since is None or not self._lost(found):
            return found
        stopped = replace(found, spent=found.used(max(found.seen_at, found.going_since)), going_since=None)
        await sessions.put(write, stopped)
        return stopped

    def elsewhere(self, session: Session | None) -> bool:
        """Whether it goes on in another window of the same person."""
        return session is not None and session.elsewhere(self._here, self._room.now())

    async def begin(self, *, take_over: bool = False) -> Session:
        """Begins one, or goes on with the one that stands.

        Refused while it goes on in another window, unless this one is to `take_over`.
        """
        now, who = self._room.now(), self._room.who
        async with self._room.db.atomic() as write:
            found = await self._found(write)
            if found is None:
                length = self._room.settings.time.session
                await sessions.begin(write, who, self._cadence.day(), now, length, self._here)
            elif found.going_since is None:
                await sessions.put(write, replace(found, going_since=now, desk=self._here, seen_at=now))
            elif found.desk != self._here:
                if not take_over:
                    left = found.minutes_left(now)
                    raise refuse(
                        f"{deciding.ELSEWHERE}, {left} min left.",
                        "Pause it in that window, then begin one here.",
                    )
                await sessions.put(
                    write,
                    replace(found, spent=found.used(now), going_since=now, desk=self._here, seen_at=now),
                )
            standing = await sessions.standing(write, who)
        assert standing is not None
        return standing

    async def seen(self) -> None:
        """It goes on here; told by the minute, so that another window knows."""
        async with self._room.db.atomic() as write:
            await sessions.seen(write, self._room.who, self._here, self._room.now())

    async def pause(self, at: int | None = None) -> Session | None:
        """Stops the clock, now or at a moment that is past (UTC seconds)."""
        found = await self.standing()
        if found is None or found.going_since is None:
            return found
        stopped = replace(found, spent=found.used(at or self._room.now()), going_since=None)
        async with self._room.db.atomic() as write:
            await sessions.put(write, stopped)
        return stopped

    async def put_off(self, step: str) -> None:
        """Another thing first."""
        found = await self.standing()
        if found is not None:
            async with self._room.db.atomic() as write:
                await sessions.put(write, replace(found, passed=found.passed | {step}))

    async def steps(self, panel: CadencePanel, session: Session) -> tuple[Step, ...]:
        """What is left to work on, in its order."""
        counts = await self._queue.counts()
        midnight = self._cadence.midnight(self._cadence.day() + timedelta(days=1))
        promises = await sessions.promises_due(self._room.db, midnight)
        return deciding.steps(counts.complaints, promises, panel.today.rows, session.passed)

    async def end(self) -> Ended | None:
        """Ends it; what it came to. None where none stands any more."""
        found, now = await self.standing(), self._room.now()
        if found is None:
            return None
        panel = (await self._cadence.keep())[0]
        answers, ticked = await sessions.done_since(self._room.db, self._room.who, found.began_at)
        words = {row.task.id: row.task.words for row in panel.rows}
        counts = await self._queue.counts()
        async with self._room.db.atomic() as write:
            if not await sessions.end(write, found, now):
                return None  # the minute and a colleague's change may find at once that its time is over
        return Ended(
            minutes=-(-found.used(now) // 60),
            kept=tuple(dict.fromkeys(words.get(task, task) for task in ticked)),
            answers=answers,
            left=tuple(row.task.words for row in panel.today.rows if row.state not in SETTLED),
            owed_today=await self._queue.count(parse("is:owed due:today")),
            late=counts.late,
            next_words=await self._next(now),
        )

    async def _next(self, now: int) -> str:
        """16:00 to Maria Haas; what is late isn't next, it is now."""
        card = await self._queue.next_owed()
        if card is None:
            return ""
        if card.due_at < now:
            return f"once: {card.who} is late"
        return f"{moment_words(card.due_at, now, zone_of(self._room.hours.zone))} to {card.who}"

    # The minutes of the day

    async def minute(self, network: str) -> str:
        """A minute in which somebody worked, on a network or on none; what is to be said of it, once a day."""
        day = self._cadence.day()
        async with self._room.db.atomic() as write:
            await sessions.spend(write, day, self._room.who, network)
            spent = await sessions.spent(write, day, self._room.who)
            time = self._room.settings.time
            full = deciding.over(spent, time.day // 60, self._shares())
            new = [name for name in full if await plans.told(write, day, f"{self._room.who} {name}")]
        if not new:
            return ""
        minutes = {**dict(spent), "day": sum(n for _, n in spent)}
        named = ", ".join(f"{deciding.share_words(name)} {minutes[name]} min" for name in new)
        late = (await self._queue.counts()).late_complaints
        more = (
            f"{late} {'complaint is' if late == 1 else 'complaints are'} late."
            if late
            else "Complaints alone go on; the rest keeps until tomorrow."
        )
        return f"The time you set is used: {named}. {more}"

    async def time_words(self) -> str:
        """time today 42 of 90 min · mastodon 25 of 30"""
        spent = await sessions.spent(self._room.db, self._cadence.day(), self._room.who)
        return deciding.time_words(spent, self._room.settings.time.day // 60, self._shares())

    def _shares(self) -> dict[str, int]:
        return {network: seconds // 60 for network, seconds in self._room.settings.time.networks}

    async def looked(self) -> str:
        """Somebody looked whether anything came; what is said of that, once a week at most."""
        day = self._cadence.day()
        async with self._room.db.atomic() as write:
            looks = await sessions.look(write, day)
        came = await sessions.came(self._room.db, self._cadence.midnight(day))
        words = deciding.idle_words(looks, came)
        if not words or await sessions.told_lately(self._room.db, day - _WEEK, _IDLE):
            return ""
        async with self._room.db.atomic() as write:
            await plans.told(write, day, _IDLE)
        return words

    def quiet_until(self) -> str:
        """07:00 in quiet hours; empty outside them."""
        here = datetime.fromtimestamp(self._room.now(), zone_of(self._room.hours.zone))
        end = deciding.quiet_until(here.hour * 60 + here.minute, self._room.settings.time.quiet)
        return f"{end // 60:02}:{end % 60:02}" if end is not None else ""
