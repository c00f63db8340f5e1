"""Decides what `rules` and `macro` say: what a rule would have hit, whether it is on, what it did."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import CONVERSATION, c, gone
from socialtui.cli.printing import as_json, emit, one_of, put
from socialtui.domain.errors import ConfigFault, UsageFault
from socialtui.domain.text import sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.room import Done
    from socialtui.desk.rules import Hit, Trial

_SHOWN = 120
_STATES = {"new": "off, never tried", "changed": "off, changed since it was tried"}


@click.group()
def rules() -> None:
    """Rules of rules.toml: try them on what came before, switch them on and off. A rule never sends."""


@rules.command("list", short_help="Every rule: what it waits for and does, on or off.")
@as_json
@click.pass_obj
def list_(start: "Start", as_json: bool) -> None:
    """Every rule with what it waits for, what it does, and whether it is on; macros behind them."""
    from socialtui.cli.own_lines import RuleJson
    from socialtui.domain.rules import do_words, when_words
    from socialtui.plain.words import rfc3339

    async def work() -> None:
        async with start.desk() as desk:
            lines, macros = await desk.rules.lines(), desk.rules.book().macros
            for line in lines:
                rule, known = line.rule, line.standing
                when, does = when_words(rule.when), do_words(rule.do)
                hits, heard, acts = (known.hits, known.heard, known.acts) if known else (None, None, 0)
                if as_json:
                    tried_at = rfc3339(known.tried_at) if known else None
                    emit(RuleJson(rule.name, line.state, when, does, hits, heard, tried_at, acts))
                    continue
                state = _STATES.get(line.state, line.state)
                acted = f", acted on {one_of(acts, 'conversation')}" if acts else ""
                put(f"{rule.name}: {state}{acted}")
                put(f"    when {when}")
                put(f"    do   {does}")
            for macro in macros if not as_json else ():
                put(f"macro {macro.name}: {do_words(macro.do)}")
            if not lines and not macros and not as_json:
                say(f"There are no rules yet. `socialtui rules init` writes {desk.rules.file} to start from.")

    start.run(work())


@rules.command()
@click.pass_obj
def check(start: "Start") -> None:
    """Reads rules.toml and names every fault with the nearest right word."""
    found = faults(start)
    if found:
        raise ConfigFault(tuple(found), "Mend these, then `socialtui rules check`.")
    say("The rules are right.")


def faults(start: "Start") -> list[str]:
    """Every fault in the file of rules: what it says, networks and saved replies that it names among it."""
    from socialtui.networks import names
    from socialtui.settings import read_toml
    from socialtui.settings.rulebook import rules_of, unwritten

    file = start.home.rules_file
    try:
        toml = read_toml(file)
        rules_of(toml, names())
    except ConfigFault as fault:
        return list(fault.faults)
    return unwritten(toml, {path.stem for path in (start.home.config / "replies").glob("*.md")})


@rules.command("try", short_help="Says what a rule would have hit; changes nothing.")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 3650), default=30, metavar="N", help="How far back, 30.")
@as_json
@click.pass_obj
def try_(start: "Start", name: str, days: int, as_json: bool) -> None:
    """Says what a rule would have hit; changes nothing, and a rule tried so may be switched on."""

    async def work() -> "Trial":
        async with start.desk() as desk:
            return await desk.rules.trial(name, days)

    trial = start.run(work())
    for hit in trial.hits:
        _tell(trial, hit, as_json)
    say(f"{trial.words}.")
    if not as_json:
        say(f"`socialtui rules on {name}` lets it act from the next word on.")


def _tell(trial: "Trial", hit: "Hit", as_json: bool) -> None:
    from socialtui.cli.own_lines import RuleHitJson
    from socialtui.domain.rules import do_words
    from socialtui.domain.text import one_line
    from socialtui.plain.words import beginning, rfc3339

    card, heard = hit.card, hit.heard
    if as_json:
        emit(
            RuleHitJson(
                trial.rule.name, c(card.id), card.who, heard.kind.value, rfc3339(heard.said_at), heard.text,
                do_words(trial.rule.do),
            )
        )  # fmt: skip
        return
    put(f"{c(card.id)}  {rfc3339(heard.said_at)}  {heard.kind.value}, {one_line(card.who)}")
    put(f"    {beginning(one_line(heard.text), _SHOWN)}")


@rules.command(short_help="Lets a tried rule act on what comes in.")
@click.argument("name")
@click.pass_obj
def on(start: "Start", name: str) -> None:
    """Lets a rule act on what comes in from now on; it must have been tried as it is written."""
    _do(start, lambda desk: desk.rules.switch_on(name))


@rules.command()
@click.argument("name")
@click.pass_obj
def off(start: "Start", name: str) -> None:
    """Stops a rule; what it did stays."""
    _do(start, lambda desk: desk.rules.switch_off(name))


@rules.command("undo", short_help="Takes back what a rule did.")
@click.argument("name")
@click.argument("ids", metavar="[ID...]", type=CONVERSATION, nargs=-1)
@click.pass_obj
def undo(start: "Start", name: str, ids: tuple[int, ...]) -> None:
    """Takes back what a rule did, on these conversations or on all; it keeps away from them then."""
    _do(start, lambda desk: desk.rules.take_back(name, ids))


@rules.command()
@click.pass_obj
def init(start: "Start") -> None:
    """Writes a rules.toml to start from, where there is none."""
    from socialtui.settings.rulebook import EXAMPLE

    file = start.home.rules_file
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(EXAMPLE)
    except FileExistsError as error:
        raise UsageFault(f"{file} is there already.", "Nothing was changed.") from error
    file.chmod(0o600)
    put(str(file))


@click.command()
@click.argument("name")
@click.argument("ids", metavar="ID...", type=CONVERSATION, nargs=-1, required=True)
@click.pass_obj
def macro(start: "Start", name: str, ids: tuple[int, ...]) -> None:
    """Does the acts of a macro of rules.toml on conversations; one act, which `undo` takes back."""

    async def verb(desk: "Desk") -> "Done":
        known = await desk.queue.cards(list(ids))
        for cid in ids:
            if cid not in known:
                raise gone(cid)
        return await desk.rules.run_macro(name, list(ids))

    _do(start, verb)


def _do(start: "Start", verb: "Callable[[Desk], Awaitable[Done]]") -> None:
    async def work() -> "Done":
        async with start.desk() as desk:
            return await verb(desk)

    words = start.run(work()).words
    say(f"{sentence(words)}.")


COMMANDS = {"rules": rules, "macro": macro}
