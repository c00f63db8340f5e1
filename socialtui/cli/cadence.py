"""Decides what `cadence` and `tick` say of the schedule."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from socialtui.cli.lines import CadenceJson
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.domain.cadence import Row


@click.command()
@click.argument("span", metavar="[today|week]", type=click.Choice(["today", "week"]), default="today")
@as_json
@click.pass_obj
def cadence(start: "Start", span: str, as_json: bool) -> None:
    """What the schedule asks for today, or this week; what sleeps is listed with the reason."""

    async def work() -> None:
        async with start.desk() as desk:
            panel = await desk.cadence.panel()
            if as_json:
                for row in panel.rows:
                    if span == "week" or row.due or row.why:
                        emit(_line(row))
            elif span == "week":
                await _week(desk)
            else:
                _today(panel.today.rows, [row for row in panel.rows if row.why])
                left = f", {panel.today.minutes_left} min left" if panel.today.minutes_left else ""
                say(f"today {panel.today.kept} of {panel.today.due}{left}")

    start.run(work())


def _today(due: "tuple[Row, ...]", asleep: "list[Row]") -> None:
    from socialtui.plain.telling import cadence_line

    for row in (*due, *asleep):
        put(cadence_line(row))


async def _week(desk: "Desk") -> None:
    from socialtui.domain.cadence import due_this_week

    panel = await desk.cadence.panel()
    awake = [row.task for row in panel.rows if not row.why]
    roles = frozenset(role for task in awake for role in task.roles)
    week = due_this_week(awake, panel.day, roles)
    for day, tasks in week.days:
        put(f"{day:%a %d %b}  {', '.join(task.words for task in tasks) or 'nothing bound to this day'}")
    if week.any_day:
        put(f"any day     {', '.join(task.words for task in week.any_day)}")


def _line(row: "Row") -> "CadenceJson":
    from socialtui.cli.lines import CadenceJson

    task = row.task
    return CadenceJson(
        task.id, task.words, task.days, row.due, row.state.value, task.target, row.done, task.opens,
        task.source_document, task.stated,
    )  # fmt: skip


@click.command()
@click.argument("task")
@click.option("--skip", is_flag=True, help="Not today.")
@click.option("--not-appropriate", is_flag=True, help="Today is not the day for it: a full answer.")
@click.option("--note", default="", metavar="T", help="A line to go with it.")
@click.pass_obj
def tick(start: "Start", task: str, skip: bool, not_appropriate: bool, note: str) -> None:
    """Says that a task is done today; `undo` takes it back."""
    from socialtui.domain.cadence import How

    if skip and not_appropriate:
        raise UsageFault("Give --skip or --not-appropriate, not both.", "Nothing was ticked.")
    how = How.SKIP if skip else How.NOT_APPROPRIATE if not_appropriate else How.DONE

    async def work() -> str:
        async with start.desk() as desk:
            return (await desk.cadence.tick(task, how, note)).words

    say(f"{start.run(work())}.")


COMMANDS = {"cadence": cadence, "tick": tick}
