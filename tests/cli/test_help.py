"""Every `--help` can be read at 80 columns, and says its lines to their end."""

from collections.abc import Iterator

import click
import pytest

from socialtui.cli.root import root

WIDTH = 80


def commands(group: click.Group, above: click.Context) -> Iterator[tuple[str, click.Context]]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command is not None
        here = click.Context(command, above, name, terminal_width=WIDTH)
        yield here.command_path, here
        if isinstance(command, click.Group):
            yield from commands(command, here)


ALL = dict(commands(root, click.Context(root, info_name="socialtui", terminal_width=WIDTH)))


@pytest.mark.parametrize("name", ALL)
def test_a_help_fits_and_no_line_of_it_is_cut(name: str) -> None:
    said, _, listed = ALL[name].get_help().partition("\nCommands:\n")
    assert [line for line in f"{said}\n{listed}".split("\n") if len(line) > WIDTH] == []
    assert [line for line in listed.split("\n") if line.endswith("...")] == []
