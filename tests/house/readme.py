"""Draws the README's tables from the code, between `<!-- NAME -->` and `<!-- /NAME -->`.

`python -m tests.house.readme` writes them anew; a house test fails while they differ.
"""

import ast
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from tests.house.reading import PACKAGE, ROOT

README = ROOT / "README.md"
COUNTS = ("at-once", "allowance", "per_day")
"""Whole numbers in a section that are no length of time."""


def cell(words: str) -> str:
    """Text that may stand in a table."""
    return " ".join(words.split()).replace("|", "\\|")


def code(words: str) -> str:
    """Words as code in a table's cell; a bar ends the cell even there."""
    return f"`{words}`".replace("|", "\\|")


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def field_words(of: str) -> dict[str, str]:
    """The sentence under each field of a class in settings/facts.py."""
    tree = ast.parse((PACKAGE / "settings" / "facts.py").read_text("utf-8"))
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == of:
            for field, after in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    said = after.value if isinstance(after, ast.Expr) else None
                    if isinstance(said, ast.Constant):
                        found[field.target.id] = str(said.value)
    return found


def spelled(value: object) -> str:
    """A default as one would write it in the file."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int):
        return f"`{value}`"
    if isinstance(value, str):
        return f'`"{value}"`' if value else ""
    return ""


def lengthy(value: object) -> str:
    """A default of a section: a length of time, the spans of a day, a list or a switch; empty for anything else."""
    if isinstance(value, bool):
        return spelled(value)
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        words = ", ".join(f'"{word}"' for word in value)
        return f"`[{words}]`"
    if isinstance(value, int):
        return duration(value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        spans = (f'"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}"' for a, b in value)
        return f"`[{', '.join(spans)}]`"
    return ""


def duration(seconds: int) -> str:
    """Seconds in the largest unit that fits, as one would write them."""
    for unit, size in (("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f'`"{seconds // size}{unit}"`'
    return f'`"{seconds}s"`'


def settings_table() -> str:
    """Every key of settings.toml."""
    from socialtui.settings import facts, reading

    rows = []
    said = field_words("Settings")
    defaults = facts.Settings()
    for key in reading.TOP:
        rows.append((f"`{key}`", spelled(getattr(defaults, key)), cell(said[key])))
    for section, (_, keys) in reading.SECTIONS.items():
        part = getattr(defaults, section)
        words = field_words(type(part).__name__)
        for key in keys:
            value = getattr(part, key.replace("-", "_"), None)
            if section == "hours" and key in facts.WEEKDAYS:
                value = part.week[facts.WEEKDAYS.index(key)]
            default = spelled(value) if key in COUNTS else lengthy(value)
            told = words.get(key.replace("-", "_")) or said[section]
            rows.append((f"`{section}.{key}`", default, cell(told)))
    return table(("setting", "when not set", "what it does"), rows)


def keys_table() -> str:
    """Every verb with its keys, a table for each group of `ui/commands.py`."""
    commands: Any = import_module("socialtui.ui.commands")
    parts = []
    for group, heading in commands.GROUPS.items():
        rows = [
            (
                " ".join(code(commands.shown(key)) for key in command.keys),
                cell(command.help),
                code(command.id),
            )
            for command in commands.COMMANDS
            if command.group == group
        ]
        parts.append(f"**{heading}**\n\n" + table(("keys", "what it does", "id"), rows))
    return "\n".join(parts)


def commands_table() -> str:
    """Every command of the program with its help's first line."""
    import click

    def first(command: click.Command) -> str:
        return click.Command(None, help=command.help).get_short_help_str(200)

    def below(group: click.Group, name: str) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        context = click.Context(group, info_name=name)
        for word in group.list_commands(context):
            command = group.get_command(context, word)
            assert command is not None, word
            if isinstance(command, click.Group) and command.invoke_without_command:
                found.append((code(f"{name} {word}"), cell(first(command))))
            if isinstance(command, click.Group):
                found += below(command, f"{name} {word}")
            elif not command.hidden:
                asked = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
                found.append((code(" ".join([f"{name} {word}", *asked])), cell(first(command))))
        return found

    root = import_module("socialtui.cli.root").root
    return table(("command", "what it does"), below(root, "socialtui"))


def lines_table() -> str:
    """Every kind of JSON line with its keys; those that a longer one begins with are not said again."""
    lines: Any = import_module("socialtui.cli.lines")
    people: Any = import_module("socialtui.cli.people_lines")
    own: Any = import_module("socialtui.cli.own_lines")
    account: Any = import_module("socialtui.cli.account_lines")
    rows = []
    posts: Any = import_module("socialtui.cli.post_lines")
    for made in (vars(lines) | vars(people) | vars(own) | vars(account) | vars(posts)).values():
        if isinstance(made, type) and issubclass(made, lines.Line) and made is not lines.Line:
            base = made.__base__ if made.__base__ is not lines.Line else None
            keys = lines.keys(made)[len(lines.keys(base)) if base else 0 :]
            words = " ".join(code(key) for key in keys)
            told = cell((made.__doc__ or "").split("\n")[0])
            rows.append((told, f"as {code('list')}, and {words}" if base else words))
    return table(("line", "keys"), rows)


def filters_table() -> str:
    """Every term of the filter's language."""
    query: Any = import_module("socialtui.domain.query")
    return table(("term", "what it keeps"), [(code(form), cell(help)) for form, help in query.TERMS])


OFFERED = {
    "hear": "hear", "thread": "thread", "reply": "reply", "like": "like", "hide": "hide", "dm": "DM", "post": "post",
    "schedule": "schedule", "search": "search",
}  # fmt: skip
"""The table's columns: what `domain.network.OFFERS` names."""


def on_the_wire() -> list[Any]:
    """What each network says of itself; the practice brand needs none."""
    networks: Any = import_module("socialtui.networks")
    abouts = [networks.load(name).ABOUT for name in networks.names()]
    return [about for about in abouts if about.wire]


def networks_table() -> str:
    """Every network with what it offers, what it costs, and how one signs in over SSH."""
    rows = [
        (
            code(about.name),
            *(
                "yes" if offer in about.offers else "by hand" if offer == "reply" else "–"
                for offer in OFFERED
            ),
            cell(about.cost),
            cell(about.login),
        )
        for about in on_the_wire()
    ]
    return table(("network", *OFFERED.values(), "cost", "login over SSH"), rows)


def guides() -> str:
    """How to get the key of each network, a step a line; `account add` says the same."""
    parts = []
    for about in on_the_wire():
        steps = [f"{number}. {step}" for number, step in enumerate(about.guide, 1)]
        if about.consent:
            steps += ["", "Or without making one (enter alone in place of the secret):", ""]
            steps += [f"{number}. {step}" for number, step in enumerate(about.consent, 1)]
        asked = " · ".join(question.words for question in about.questions).replace("<", "&lt;")
        lines = [
            "<details>", f"<summary><b>{about.name}</b>: {about.words.rstrip('.')}</summary>", "",
            f"`socialtui account add {about.name}` asks for: {asked}.", "", *steps, "", "</details>", "",
        ]  # fmt: skip
        parts.append("\n".join(lines))
    return "\n" + "\n".join(parts)


TABLES: dict[str, Callable[[], str]] = {
    "networks": networks_table,
    "guides": guides,
    "keys": keys_table,
    "filters": filters_table,
    "commands": commands_table,
    "lines": lines_table,
    "settings": settings_table,
}


def between(text: str, name: str) -> str | None:
    """What stands between a table's two marks, or None where they aren't."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.S)
    return found[1] if found else None


def renewed(text: str) -> str:
    """The README with every table drawn anew."""
    for name, draw in TABLES.items():
        old = between(text, name)
        if old is not None:
            marks = f"<!-- {name} -->\n", f"<!-- /{name} -->"
            text = text.replace(marks[0] + old + marks[1], marks[0] + draw() + marks[1])
    return text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), encoding="utf-8")
