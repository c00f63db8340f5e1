"""Decides how a week is told on a command line: as words, JSON lines, a table, a picture."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from datetime import date

    from socialtui.cli.parts import Start
    from socialtui.domain.review import Entry, Number, Review

TURN = ("=", "+", "-", "@")
"""What a table's program would take for a formula."""
WIDTH = 100


@click.command()
@click.option(
    "--week", default="", is_flag=False, flag_value="", metavar="[DAY]",
    help="The week of this day (2026-12-24); this one by default.",
)  # fmt: skip
@click.option("--rows", "wanted", default="", metavar="NAME", help="The rows behind one number.")
@click.option("--csv", "csv_file", default="", metavar="FILE", help="A table with every row; - is stdout.")
@click.option("--svg", "svg_file", default="", metavar="FILE", help="The whole report as a picture.")
@as_json
@click.pass_obj
def report(start: "Start", week: str, wanted: str, csv_file: str, svg_file: str, as_json: bool) -> None:
    """A week looked back at: answers, promises, help, lessons, the plan, own posts, places, visitors, people."""
    monday = _monday(week)

    async def work() -> "Review":
        async with start.desk() as desk:
            return await desk.review.week(monday)

    found = start.run(work())
    if wanted:
        _rows(found, wanted, as_json)
    elif as_json:
        for number in found.numbers:
            emit(_line(found, number))
    elif csv_file:
        _write(csv_file, _csv(found))
    elif svg_file:
        _write(svg_file, _svg(found))
    else:
        for line in _told(found):
            put(line)


def _monday(words: str) -> "date | None":
    from socialtui.cli.post import monday_of_day

    return monday_of_day(words)


def _told(review: "Review") -> "list[str]":
    """The report in words, with a plot of its weeks where a plotting library is there, and its twin in words."""
    from socialtui.domain.review import table
    from socialtui.domain.weeks import week_words
    from socialtui.plots import plot

    lines = [week_words(review.monday, year=True)]
    for head, numbers in review.sections:
        lines += ["", head, *(f"  {one.words:<34} {one.value}" for one in numbers)]
    lines += ["", "Week beside week", *(f"  {line}" for line in table(review.past))]
    drawn = plot(review.past, WIDTH - 2)
    return [*lines, *(["", *drawn] if drawn else [])]


def _line(review: "Review", number: "Number") -> "ReportJson":
    from socialtui.cli.post_lines import ReportJson

    return ReportJson(
        review.monday.isoformat(), number.id, number.section, number.words.strip(), number.value, number.amount,
        number.of, [_row(entry) for entry in number.entries],
    )  # fmt: skip


def _row(entry: "Entry") -> "ReportRowJson":
    from socialtui.cli.naming import c
    from socialtui.cli.post_lines import ReportRowJson
    from socialtui.plain.words import rfc3339

    return ReportRowJson(
        c(entry.conversation_id) if entry.conversation_id is not None else None,
        rfc3339(entry.at),
        entry.words,
    )


def _rows(review: "Review", wanted: str, as_json: bool) -> None:
    from socialtui.domain.nearest import instead

    numbers = {number.id: number for number in review.numbers}
    if wanted not in numbers:
        there = instead(wanted, numbers, f"There are: {', '.join(numbers)}.")
        raise UsageFault(f"The report has no number {wanted[:40]}.", there)
    number = numbers[wanted]
    for entry in number.entries:
        row = _row(entry)
        if as_json:
            emit(row)
        else:
            put("  ".join(part for part in (row.conversation or "", row.at or "", entry.words) if part))
    say(f"{number.words.strip()}: {number.value}")


def _csv(review: "Review") -> str:
    """A line for each number, and one for each row behind it."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ("week", "section", "number", "words", "value", "amount", "of", "row", "conversation", "at")
    )
    for number in review.numbers:
        head = (review.monday.isoformat(), number.section, number.id)
        amount = "" if number.amount is None else f"{number.amount:g}"
        of = "" if number.of is None else number.of
        writer.writerow((*head, number.words.strip(), _plain(number.value), amount, of, "", "", ""))
        for entry in number.entries:
            row = _row(entry)
            writer.writerow((*head, "", "", "", "", _plain(row.words), row.conversation or "", row.at or ""))
    return out.getvalue()


def _plain(words: str) -> str:
    from socialtui.domain.text import clean

    words = clean(words, newlines=False)
    return f"'{words}" if words.startswith(TURN) else words


def _svg(review: "Review") -> str:
    """The report as it stands in a terminal."""
    import io

    from rich.console import Console
    from rich.text import Text

    from socialtui.domain.text import clean
    from socialtui.domain.weeks import week_words

    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system=None, force_terminal=True)
    for line in _told(review):
        console.print(Text(clean(line, newlines=False)), no_wrap=True, crop=True)
    return console.export_svg(title=week_words(review.monday, year=True), unique_id="socialtui")


def _write(file: str, text: str) -> None:
    if file == "-":
        put(text.rstrip("\n"))
        return
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageFault(f"{file} can't be written: {error.strerror}.", "Name another file.") from error
    say(f"{file} is written.")


if TYPE_CHECKING:
    from socialtui.cli.post_lines import ReportJson, ReportRowJson

COMMANDS = {"report": report}
