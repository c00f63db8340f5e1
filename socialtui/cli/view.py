"""Decides how a person's views are kept, listed and taken out on a command line."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.inbox import Asking
from socialtui.cli.printing import as_json, emit, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start


@click.group()
def view() -> None:
    """Lists of your own: on g1 to g9 and [ ] in the screen, by name in the line mode."""


@view.command(cls=Asking)
@click.argument("name")
@click.argument("query", nargs=-1)
@click.pass_obj
def save(start: "Start", name: str, query: tuple[str, ...]) -> None:
    """Keeps QUERY under a name; one of the same name gets the new query."""

    async def work() -> None:
        async with start.desk() as desk:
            say(f"{(await desk.views.save(name, ' '.join(query))).words}.")

    start.run(work())


@view.command()
@click.argument("name")
@click.pass_obj
def remove(start: "Start", name: str) -> None:
    """Takes one of your views out; `undo` brings it back."""

    async def work() -> None:
        async with start.desk() as desk:
            say(f"{(await desk.views.remove(name)).words}.")

    start.run(work())


@view.command("list", short_help="Every view, its key, and how many rows it has.")
@as_json
@click.pass_obj
def list_(start: "Start", as_json: bool) -> None:
    """Every view in its order, with its key, its query and how many rows it has."""
    from socialtui.cli.own_lines import ViewJson
    from socialtui.desk.queue import CAP

    async def work() -> tuple[str, ...]:
        async with start.desk() as desk:
            for number, one in enumerate(desk.views.all(), 1):
                rows = await desk.queue.count(one.query)
                key = str(number) if number <= 9 else None
                if as_json:
                    emit(ViewJson(one.id, one.words, one.text, key, rows, one.own))
                else:
                    many = f"{CAP - 1}+" if rows >= CAP else str(rows)
                    put(
                        f"{f'g {key}' if key else '':4}{many:>5}  {one.words}: {one.text or 'everything open'}"
                    )
            return desk.views.faults()

    if faults := start.run(work()):
        from socialtui.domain.errors import ConfigFault

        raise ConfigFault(faults, f"Mend {start.home.views_file}, then `socialtui config check`.")


COMMANDS = {"view": view}
