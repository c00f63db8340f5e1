"""Decides how a person learns what is wrong in their files: everything at once, by file, line and key."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import put
from socialtui.domain.errors import ConfigFault

if TYPE_CHECKING:
    from socialtui.cli.parts import Start


@click.group()
def config() -> None:
    """Settings: check them, find them."""


@config.command(short_help="Names every fault in your files.")
@click.pass_obj
def check(start: "Start") -> None:
    """Reads settings, schedule, rules, keys, views, guidelines and facts; names every fault and the right word."""
    found = faults(start)
    if found:
        raise ConfigFault(tuple(found), "Mend these, then `socialtui config check`.")
    say("All files are right.")


def faults(start: "Start") -> list[str]:
    """Every fault in the files of a person's own."""
    found: list[str] = []
    try:
        settings = start.settings
        found += _accounts_unknown(start, settings)
    except ConfigFault as fault:
        found += fault.faults
    found += _schedule(start)
    found += _rules(start)
    found += _keys(start)
    found += _coaching(start)
    found += _views(start)
    return found


def _accounts_unknown(start: "Start", settings: object) -> list[str]:
    """Roles that name an account which isn't there."""
    from msgspec.structs import fields

    from socialtui.domain.nearest import meant
    from socialtui.settings import Settings, read_toml

    assert isinstance(settings, Settings)
    if not start.home.store.exists():
        return []
    names = [kept.account.name for kept in start.run(start.accounts())]
    found = []
    toml = read_toml(start.home.settings_file)
    for role in fields(settings.roles):
        for name in getattr(settings.roles, role.name):
            if name not in names:
                words = f"there is no account {name}{meant(name, names)}"
                found.append(toml.fault(("roles", role.name), words))
    return found


def _schedule(start: "Start") -> list[str]:
    from socialtui.domain.plan import parse_plan
    from socialtui.networks import names
    from socialtui.settings import read_toml

    file = start.home.cadence_file
    if not file.exists():
        return []
    try:
        toml = read_toml(file)
        parse_plan(toml.value, toml.line, file.name, names)
    except ConfigFault as fault:
        return list(fault.faults)
    return []


def _rules(start: "Start") -> list[str]:
    from socialtui.cli.rules import faults

    return faults(start)


def _views(start: "Start") -> list[str]:
    if not start.home.views_file.exists():
        return []
    from socialtui.desk.views import TAKEN
    from socialtui.networks import names
    from socialtui.settings.views import read_views

    return list(read_views(start.home.views_file, TAKEN, names).faults)


def _keys(start: "Start") -> list[str]:
    if not start.home.keys_file.exists():
        return []
    from socialtui.ui.keymap import read_keys

    return list(read_keys(start.home.keys_file)[1])


def _coaching(start: "Start") -> list[str]:
    """What the coach reads: the guidelines and the facts."""
    from socialtui.settings.guidelines import read_facts, read_guidelines

    found: list[str] = []
    for read, file in (
        (read_guidelines, start.home.guidelines_file), (read_facts, start.home.facts_file),
    ):  # fmt: skip
        try:
            read(file)
        except ConfigFault as fault:
            found += fault.faults
    return found


@config.command(short_help="Where your files, the store and the logs lie.")
@click.option(
    "--write", is_flag=True, help="Write settings, guidelines and facts to start from, where there are none."
)
@click.pass_obj
def path(start: "Start", write: bool) -> None:
    """Where settings, schedule, rules, keys, guidelines, facts, store and logs lie."""
    place = start.home
    if write and not place.settings_file.exists():
        from socialtui.settings import write as write_settings

        write_settings(place.settings_file, {})
    if write:
        _write_coaching(start)
    for name, file in (
        ("settings", place.settings_file), ("schedule", place.cadence_file),
        ("rules", place.rules_file), ("keys", place.keys_file),
        ("guidelines", place.guidelines_file), ("facts", place.facts_file),
        ("views", place.views_file), ("store", place.store), ("logs", place.log),
    ):  # fmt: skip
        put(f"{name:10} {file}")


def _write_coaching(start: "Start") -> None:
    from socialtui.settings.guidelines import FACTS_TEMPLATE, GUIDELINES_TEMPLATE

    for file, text in (
        (start.home.guidelines_file, GUIDELINES_TEMPLATE), (start.home.facts_file, FACTS_TEMPLATE),
    ):  # fmt: skip
        if not file.exists():
            file.write_text(text, encoding="utf-8")


COMMANDS = {"config": config}
