"""Decides how saved replies are listed on a command line."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk.saved import Shelf


@click.command()
@as_json
@click.pass_obj
def replies(start: "Start", as_json: bool) -> None:
    """Saved replies, the most used first: files of Markdown in the folder `replies` beside the settings."""

    async def work() -> "tuple[Shelf, str]":
        async with start.desk() as desk:
            return await desk.saved.shelf(), str(desk.saved.folder)

    shelf, folder = start.run(work())
    from socialtui.cli.own_lines import SavedJson
    from socialtui.plain.words import rfc3339

    for line in shelf.lines:
        reply = line.reply
        if as_json:
            last = rfc3339(line.last_at) if line.last_at else None
            emit(SavedJson(reply.name, reply.words, reply.text, list(reply.fields), line.used, last))
        else:
            put(f"{reply.name}  {reply.words}  used {line.used}{_open(reply.fields)}")
    for fault in shelf.faults:
        say(fault)
    if not shelf.lines and not shelf.faults:
        say(f"There are no saved replies yet. Each is a file {folder}/NAME.md.")


def _open(fields: tuple[str, ...]) -> str:
    return f"  fill in: {', '.join(fields)}" if fields else ""


COMMANDS = {"replies": replies}
