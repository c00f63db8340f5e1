"""The schedule as something that may change: offers to make it smaller or larger, edits, and half a year of it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from socialtui.desk.cadence import SHIPPED_PLAN, CadenceDesk
from socialtui.desk.files import Files
from socialtui.desk.room import Done, Room, refuse
from socialtui.domain import livable
from socialtui.domain.cadence import Task, sleeps
from socialtui.domain.consistency import HalfYear, first_monday, half_year
from socialtui.domain.livable import Change, Offer, Offered
from socialtui.domain.plan import WIDEST, parse_plan
from socialtui.domain.rounds import Days, Round, Version, days_of, of_task
from socialtui.store import cadence as ticking
from socialtui.store import events, patches, plans

if TYPE_CHECKING:
    from socialtui.store.database import Writer

__all__ = ["Change", "Offer", "PlansDesk"]

_LOOK_BACK = timedelta(days=400)
"""As far as an offer looks: half a year, and time for a person who was away."""


class _Past(Struct, frozen=True):
    """What is behind."""

    versions: Mapping[str, list[Version]]
    rounds: Mapping[str, list[Round]]
    here: Days
    began: date | None


class PlansDesk:
    """Every change is one act in the person's own file, comments kept, and undo takes it back."""

    def __init__(self, room: Room, cadence: CadenceDesk, plan_file: Path, files: Files) -> None:
        self._room, self._cadence, self._file, self._files = room, cadence, plan_file, files
        self._looked: date | None = None

    # What the panel offers

    async def offers(self) -> list[Offer]:
        """What stands, at most one new a day: half a year is over, a task asks too much, there is room for more."""
        day = self._cadence.day()
        if self._looked != day:
            self._looked = day
            await self._look(day)
        tasks = {task.id: task for task in self._cadence.plan()}
        found = [self._offer(one, tasks) for one in await plans.offers(self._room.db, standing=True)]
        return [one for one in found if one is not None]

    async def _look(self, day: date) -> None:
        """Makes the day's offer, if there is one to make; none while another waits for its answer."""
        await self._settle()
        offered = await plans.offers(self._room.db)
        if any(not one.answer or one.day == day for one in offered):
            return
        tasks = self._cadence.plan()
        past = await self._past(day - _LOOK_BACK, day)
        wanting = livable.half_a_year(past.rounds, past.began, offered, day)
        if wanting is None:
            wanting = livable.too_much(tasks, past.versions, past.rounds, offered, day)
        if wanting is None and await self.sleeping():
            wanting = livable.room_for_more(past.versions, past.rounds, offered, day)
        if wanting is None:
            return
        async with self._room.db.atomic() as write:
            if not await plans.offers(write, standing=True):
                await plans.offer(write, wanting, day, self._room.now())

    async def _settle(self) -> None:
        """An offer about a task that was dropped meanwhile has its answer: it is in nobody's way."""
        awake = {task.id for task in self._cadence.plan() if task.awake}
        standing = await plans.offers(self._room.db, standing=True)
        over = [one.id for one in standing if one.task and one.task not in awake]
        if over:
            async with self._room.db.atomic() as write:
                for number in over:
                    await plans.answer(write, number, "drop", self._room.now(), self._room.who)

    def _offer(self, one: Offered, tasks: Mapping[str, Task]) -> Offer | None:
        if one.what == livable.HALF:
            words = f"Half a year: {one.kept} of {one.asked} kept. enter says what it brought; said once."
            return Offer(one.id, one.what, "", words, {})
        if one.what == livable.GROW:
            words = (
                f"{livable.GROWN} weeks as it is, {one.kept} of {one.asked} kept. Add one task?"
                " enter to choose · this is asked once."
            )
            return Offer(one.id, one.what, "", words, {})
        task = tasks.get(one.task)
        if task is None or not task.awake:
            return None
        others = [other for other in tasks.values() if other.awake and other.id != task.id]
        times = "time" if one.asked == 1 else "times"
        words = (
            f"“{task.words}” was kept {one.kept} of {one.asked} {times}. Fewer days, shorter, another day, or drop?"
            " enter to choose · this is asked once."
        )
        return Offer(one.id, one.what, task.id, words, livable.smaller(task, others))

    async def answer(self, offer_id: int, answer: str) -> Done:
        """Answers an offer to make a task smaller; the plan is changed so in the file, and history stays."""
        offer = next((one for one in await self.offers() if one.id == offer_id), None)
        if offer is None:
            raise refuse("That offer is answered already.", "`socialtui events` or g u shows by whom.")
        if offer.what == livable.SMALLER and answer not in offer.answers:
            raise refuse(f"{answer} changes nothing there.", f"Answers: {', '.join(offer.answers)}.")
        change = offer.answers.get(answer, Change({}, "as it is"))
        task = self._cadence.task(offer.task) if offer.task else None
        words = f"{task.words}: {change.words}" if task else "noted"
        async with self._room.db.atomic() as write:
            subject = await events.one_act(write)
            before = {"offers": await patches.rows_of(write, "offers", [offer_id])}
            if not await plans.answer(write, offer_id, answer, self._room.now(), self._room.who):
                raise refuse("That offer is answered already.", "`socialtui events` or g u shows by whom.")
            await events.rewrote(write, self._room.act("plan", words), before, None, subject)
            if task is not None and change.values:
                await self._write(write, task.id, change.values, words, subject)
        await self._cadence.keep()
        return Done(words)

    # Changing the plan

    async def change(self, task: str, values: Mapping[str, Any]) -> Done:
        """Sets keys of a task's table; refused, with every fault, where the plan couldn't be read then."""
        one = self._cadence.task(task)
        said = ", ".join(f"{key} {_shown(value)}" for key, value in values.items())
        words = f"{one.words}: {said}"
        async with self._room.db.atomic() as write:
            await self._write(write, task, values, words, await events.one_act(write))
        await self._cadence.keep()
        return Done(words)

    async def sleeping(self) -> list[Task]:
        """The tasks that could be woken: there is an account for them."""
        roles = await self._cadence.roles()
        return [task for task in self._cadence.plan() if not task.awake and not sleeps(_awake(task), roles)]

    async def wake(self, task: str, offer_id: int | None = None) -> Done:
        """Asks for a sleeping task from today on."""
        one = self._cadence.task(task)
        if one.awake:
            raise refuse(f"{one.words} is awake already.")
        words = f"{one.words}: wanted from today on"
        async with self._room.db.atomic() as write:
            subject = await events.one_act(write)
            await self._write(write, task, {"awake": True}, words, subject)
            if offer_id is not None:
                before = {"offers": await patches.rows_of(write, "offers", [offer_id])}
                await plans.answer(write, offer_id, task, self._room.now(), self._room.who)
                await events.rewrote(write, self._room.act("plan", words), before, None, subject)
        await self._cadence.keep()
        return Done(words)

    async def add(self, words: str, days: str = "weekly", minutes: int = 10) -> Done:
        """A task of the person's own, done by hand."""
        words = " ".join(words.split())
        name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "task"
        known = {task.id for task in self._cadence.plan()}
        word = next(one for one in (name, *(f"{name}-{n}" for n in range(2, 99))) if one not in known)
        values = {
            "words": words[:WIDEST], "sentence": words, "days": days, "minutes": minutes,
            "completes": "hand", "stated": False, "awake": True,
        }  # fmt: skip
        said = f"{words[:WIDEST]}: {days}, {minutes} min"
        async with self._room.db.atomic() as write:
            await self._write(write, word, values, said, await events.one_act(write))
        await self._cadence.keep()
        return Done(said)

    async def _write(
        self, write: "Writer", task: str, values: Mapping[str, Any], words: str, subject: str
    ) -> None:
        from socialtui.settings.editing import with_task
        from socialtui.settings.tomlfile import parse_toml

        name = self._file.name
        before = self._files.read(name)
        after = with_task(before if before is not None else SHIPPED_PLAN.read_text("utf-8"), task, values)
        toml = parse_toml(self._file, after.encode())
        parse_plan(toml.value, toml.line, name)
        self._files.put(name, after)
        try:
            await events.wrote_file(
                write, self._room.act("plan", words), name, before, after, subject=subject
            )
        except BaseException:
            self._files.put(name, before)
            raise

    # What is behind

    async def _past(self, first: date, last: date) -> _Past:
        """Every task's rounds within these days, each by the plan of its time."""
        db = self._room.db
        versions = await plans.versions(db)
        ticks = await ticking.ticks(db, first, last)
        here = days_of(await plans.days_here(db), (tick.day for tick in ticks))
        rounds = {
            task: list(of_task(mine, [tick for tick in ticks if tick.task == task], here, first, last))
            for task, mine in versions.items()
        }
        began = min((mine[0].from_day for mine in versions.values()), default=None)
        return _Past(versions, rounds, here, began)

    async def half_year(self) -> HalfYear:
        """The last 26 weeks."""
        day = self._cadence.day()
        past = await self._past(first_monday(day), day)
        words = {task.id: task.words for task in self._cadence.plan()}
        words |= {
            task: said for task, said in (await ticking.words(self._room.db)).items() if task not in words
        }
        return half_year(day, past.began, past.rounds, words, past.here)

    async def brought(self) -> str:
        """What the time since the schedule began has brought, in plain numbers."""
        from socialtui.store import contacts

        past = await self._past(self._cadence.day(), self._cadence.day())
        if past.began is None:
            return "Nothing is written down yet."
        since = self._cadence.midnight(past.began)
        answers, promises = await plans.brought(self._room.db, since)
        thanked = len({one.person_id for one in await contacts.jar(self._room.db, since, 10_000)})
        return (
            f"Since {past.began:%d %b %Y}: {answers} answers sent, {promises} promises kept,"
            f" {thanked} people thanked us."
        )


def _awake(task: Task) -> Task:
    from msgspec.structs import replace

    return replace(task, awake=True)


def _shown(value: object) -> str:
    return {True: "on", False: "off"}.get(value, str(value)) if isinstance(value, bool) else str(value)
