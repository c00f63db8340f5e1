"""Decides how the verbs and their keys are listed."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start


@click.command()
@as_json
@click.pass_obj
def keys(start: "Start", as_json: bool) -> None:
    """Every verb by name, with the keys that it has here."""
    from socialtui.cli.lines import KeyLine
    from socialtui.ui.commands import COMMANDS as VERBS
    from socialtui.ui.commands import GROUPS, Keys, shown

    own = Keys(_own(start))
    heading = ""
    for verb in sorted(VERBS, key=lambda verb: list(GROUPS).index(verb.group)):
        held = [shown(key) for key in own.of(verb)]
        if as_json:
            emit(KeyLine(verb.id, held, verb.words, verb.help))
            continue
        if heading != verb.group:
            heading = verb.group
            put(f"{GROUPS[heading]}:")
        put(f"  {' '.join(held):14} {verb.id:22} {verb.help}")


def _own(start: "Start") -> dict[str, tuple[str, ...]]:
    """The keys of a person's own file; its faults are said, and what is right in it holds."""
    if not start.home.keys_file.exists():
        return {}
    from socialtui.ui.keymap import read_keys

    found, faults = read_keys(start.home.keys_file)
    for fault in faults:
        say(f"socialtui: {fault}")
    return found


COMMANDS = {"keys": keys}
