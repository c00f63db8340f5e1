"""Decides how one person's conversations become one row on a command line, and their own rows again."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.naming import conversation, conversations
from socialtui.cli.verbs import act

if TYPE_CHECKING:
    from socialtui.cli.parts import Start


@click.command()
@conversations
@click.pass_obj
def merge(start: "Start", ids: tuple[int, ...]) -> None:
    """One row for what one person said in several threads; of a single ID, with all that waits beside it."""
    act(start, lambda desk: desk.joining.merge(list(ids)), ids)


@click.command()
@conversation
@click.pass_obj
def split(start: "Start", cid: int) -> None:
    """Gives each conversation of a merged row its own row back."""
    act(start, lambda desk: desk.joining.split(cid), (cid,))


COMMANDS = {"merge": merge, "split": split}
