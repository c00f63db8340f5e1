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
@click.argument(
    "span", metavar="[today|week|map]", type=click.Choice(["today", "week", "map"]), default="today"
)
@as_json
@click.pass_obj
def cadence(start: "Start", span: str, as_json: bool) -> None:
    """What the schedule asks for today or this week, with the reason where a task sleeps; or half a year of it."""

    async def work() -> None:
        async with start.desk() as desk:
            # Who reads it has looked; what a program reads is nobody's look.
            panel = await desk.cadence.panel() if as_json else (await desk.cadence.keep())[0]
            if span == "map":
                await _map(desk, as_json)
            elif as_json:
                for row in panel.rows:
                    if span == "week" or row.due or row.why:
                        emit(_line(row))
            elif span == "week":
                await _week(desk)
            else:
                _today(panel.today.rows, [row for row in panel.rows if row.why])
                left = f", {panel.today.minutes_left} min left" if panel.today.minutes_left else ""
                say(f"today {panel.today.kept} of {panel.today.due}{left}")
                for offer in await desk.plans.offers():
                    ways = ", ".join(offer.answers) or "seen"
                    say(f"{offer.words.partition(' enter ')[0]} `socialtui plan --answer` with {ways}.")

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


async def _map(desk: "Desk", as_json: bool) -> None:
    from socialtui.domain.consistency import lines

    half = await desk.plans.half_year()
    if as_json:
        from socialtui.cli.lines import KeptJson

        for share in half.shares:
            emit(KeptJson(share.task, share.words, share.kept, share.asked, share.rounds[0].day.isoformat()))
        return
    for line in lines(half, desk.settings.ascii):
        put(line)
    for share in half.shares:
        put(f"{share.words.ljust(24)}  {share.kept} of {share.asked}, {share.percent} %")
    say(f"26 weeks: {half.kept} of {half.asked} kept")


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
@click.option("--back", is_flag=True, help="Not done after all, though it ticked itself.")
@click.option("--note", default="", metavar="T", help="A line to go with it.")
@click.pass_obj
def tick(start: "Start", task: str, skip: bool, not_appropriate: bool, back: bool, note: str) -> None:
    """Says that a task is done today; `undo` takes it back."""
    from socialtui.domain.cadence import How

    if skip + not_appropriate + back > 1:
        raise UsageFault("Give one of --skip, --not-appropriate and --back.", "Nothing was ticked.")
    how = How.SKIP if skip else How.NOT_APPROPRIATE if not_appropriate else How.DONE

    async def work() -> str:
        async with start.desk() as desk:
            if back:
                return (await desk.cadence.untick(task)).words
            return (await desk.cadence.tick(task, how, note)).words

    say(f"{start.run(work())}.")


@click.command()
@click.argument("event")
@click.argument("words", nargs=-1)
@click.pass_obj
def happened(start: "Start", event: str, words: tuple[str, ...]) -> None:
    """Says that something happened which tasks wait for: `happened new-client Rosa`."""

    async def work() -> str:
        async with start.desk() as desk:
            return (await desk.cadence.happened(event, " ".join(words))).words

    say(f"{start.run(work())}.")


@click.command()
@click.argument("task", default="")
@click.option("--days", metavar="D", help="Such as daily, 'mon wed fri', weekly, monthly, rrule:RULE.")
@click.option("--minutes", type=int, metavar="N", help="How long it takes.")
@click.option("--target", type=int, metavar="N", help="How many are enough.")
@click.option("--wake/--sleep", "awake", default=None, help="Ask for it from today on, or no more.")
@click.option("--add", "new", is_flag=True, help="TASK is the words of a new one of your own.")
@click.option("--answer", metavar="A", help="Answers the offer that stands: fewer, day, shorter, drop, keep.")
@click.pass_obj
def plan(
    start: "Start", task: str, days: str | None, minutes: int | None, target: int | None, awake: bool | None,
    new: bool, answer: str | None,
) -> None:  # fmt: skip
    """Changes a task in cadence.toml, whose comments stay; `undo` takes it back."""
    values = {"days": days, "minutes": minutes, "target": target, "awake": awake}
    given = {key: value for key, value in values.items() if value is not None}
    if not answer and (not task or (not given and not new)):
        raise UsageFault("Name a task and what is to change.", "`socialtui plan --help`")

    async def work() -> str:
        async with start.desk() as desk:
            plans = desk.plans
            if answer:
                return await _answer(desk, answer)
            if new:
                return (await plans.add(task, days or "weekly", minutes or 10)).words
            return (await plans.change(task, given)).words

    say(f"{start.run(work())}.")


async def _answer(desk: "Desk", answer: str) -> str:
    from socialtui.desk.room import refuse

    offers = await desk.plans.offers()
    if not offers:
        raise refuse("Nothing is offered now.")
    done = await desk.plans.answer(offers[0].id, answer)
    return done.words if offers[0].what == "smaller" else f"{await desk.plans.brought()} {done.words}"


COMMANDS = {"cadence": cadence, "tick": tick, "happened": happened, "plan": plan}
