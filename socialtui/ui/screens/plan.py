"""Every task of the schedule, to wake one, let one sleep, or change when and how long it is asked for."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any

from socialtui.desk.room import Done
from socialtui.domain.cadence import Row as TaskRow
from socialtui.domain.cadence import State
from socialtui.domain.errors import UsageFault
from socialtui.domain.text import sentence
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row


class Plan(AskingSheet):
    """+ in the cadence pane. Result: None. What is changed here stands in cadence.toml, beside its comments."""

    WHERE = Where.PLAN
    BINDINGS = bindings(Where.PLAN)
    COLUMNS = (Column(24), Column(18), Column(7, right=True), Column(0))
    EMPTY = "The plan has no task. + writes one of your own."
    _rows: tuple[TaskRow, ...] = ()

    async def read(self) -> Sequence[Row]:
        """Those that could be woken first, then those awake, then those without an account."""
        rows = (await self.desk.cadence.panel()).rows
        groups = (
            ("Sleeping; enter wakes one", [row for row in rows if row.why and not row.task.awake]),
            ("Awake", [row for row in rows if not row.why]),
            ("Asleep until there is an account for it", [row for row in rows if row.why and row.task.awake]),
        )
        self._rows = rows
        shown: list[Row] = []
        for words, group in groups:
            if group:
                shown += [
                    Row(None, ((words, self.look.ink.muted),)),
                    *(Row(r.task.id, self._cells(r)) for r in group),
                ]
        return shown

    def _cells(self, row: TaskRow) -> tuple[Cell, ...]:
        ink, task = self.look.ink, row.task
        style = ink.muted if row.state is State.SLEEPING else ink.text
        days = task.days if task.stated or not task.source_document else f"{task.days} (ours)"
        return (
            (task.words, style), (days, style), (f"{task.minutes} min", style),
            (_missing(row).removesuffix(" account"), ink.muted),
        )  # fmt: skip

    def heading(self) -> tuple[str, str]:
        """6 of 18 awake · 55 min on a Monday"""
        awake = [row for row in self._rows if not row.why]
        return (
            "Plan",
            f"{len(awake)} of {len(self._rows)} awake · days marked (ours) are a proposal, the others stated",
        )

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """What it is good for, and which document it comes from."""
        row = self._row(id)
        if row is None:
            return ()
        task = row.task
        opens = f"opens {task.opens.removeprefix('go:')}" if task.opens else ""
        facts = self.facts(task.id, opens, f"ends by {task.completes}")
        lines = [*self.wrapped(task.sentence, width), self.line(facts, width, self.look.ink.muted)]
        if missing := _missing(row):
            lines += self.wrapped(
                f"Sleeps: {missing} is connected, and no place of cards by hand serves it.", width
            )
        if task.source_document:
            lines.append(self.line(task.source_document, width, self.look.ink.muted))
        return lines

    def _row(self, id: Hashable) -> TaskRow | None:
        return next((row for row in self._rows if row.task.id == id), None)

    @property
    def _here(self) -> TaskRow | None:
        return self._row(self.table.current)

    async def verb_plan_switch(self) -> None:
        """Wakes it, or lets it sleep."""
        row = self._here
        if row is not None and row.task.awake:
            self._did(await self.desk.plans.change(row.task.id, {"awake": False}))
        elif row is not None:
            self._did(await self.desk.plans.wake(row.task.id))

    async def verb_plan_days(self) -> None:
        """Asks for other days."""
        if (row := self._here) is not None:
            await self._ask(
                f"{row.task.words}, on", row.task.days, lambda text: self._change(row, "days", text)
            )

    async def verb_plan_minutes(self) -> None:
        """Asks for other minutes."""
        if (row := self._here) is not None:
            words = str(row.task.minutes)
            await self._ask(
                f"{row.task.words}, minutes", words, lambda text: self._change(row, "minutes", number(text))
            )

    async def _change(self, row: TaskRow, key: str, value: Any) -> Done:
        return await self.desk.plans.change(row.task.id, {key: value})

    async def verb_plan_own(self) -> None:
        """Asks for a task of one's own."""
        await self._ask("What, on which days, how many minutes (Read the forum, tue thu, 15)", "", self._own)

    async def _own(self, text: str) -> Done:
        words, days, minutes = ([part.strip() for part in text.split(",")] + ["", ""])[:3]
        return await self.desk.plans.add(words, days or "weekly", number(minutes or "10"))

    async def verb_plan_undo(self) -> None:
        """Takes back the newest local act."""
        done = await self.desk.undo.undo()
        await self.desk.cadence.keep()
        self._did(done, "")

    async def _ask(self, label: str, text: str, then: Callable[[str], Awaitable[Done]]) -> None:
        said = (await self.question(label, text) or "").strip()
        if said and said != text:
            self._did(await then(said))

    def _did(self, done: Done, more: str = " · u takes it back") -> None:
        self.say(sentence(done.words) + more)
        self.reload()


def _missing(row: TaskRow) -> str:
    """No mail account; empty where it isn't an account that a task waits for."""
    return "" if row.why == "not woken yet" else row.why


def number(text: str) -> int:
    """A whole number; UsageFault for anything else."""
    digits = text.removesuffix("min").strip()
    if not digits.isdecimal():
        raise UsageFault(f"{text[:20]} is no number of minutes.", "Write one such as 15.")
    return int(digits)
