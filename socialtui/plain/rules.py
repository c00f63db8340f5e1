"""The lines that are about rules, macros and commands of the person's own."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.desk.rules import Line
    from socialtui.plain.listing import Listing

Say = Callable[[str], None]

HELP = {
    "rules [try | on | off NAME]": "rules and macros; what one would have hit; a rule never sends",
    "macro N NAME": "a macro's acts, which undo takes back",
    "pipe N COMMAND": "hand it as JSON to a command of yours",
}


def rule_verbs(
    desk: "Desk", listing: "Listing", say: Say
) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
    """Word → what its line does."""

    async def rules(rest: str) -> None:
        word, _, name = rest.partition(" ")
        if not word:
            await _list(desk, say)
        elif word == "try":
            await _try(desk, name.strip(), say)
        elif word in ("on", "off"):
            switch = desk.rules.switch_on if word == "on" else desk.rules.switch_off
            say((await switch(name.strip())).words)
        else:
            raise UsageFault(
                f"rules can't {word[:40]}.", "rules, rules try NAME, rules on NAME, rules off NAME."
            )

    async def macro(rest: str) -> None:
        cid, name = await listing.cid_and(rest)
        say((await desk.rules.run_macro(name, [cid])).words)

    async def pipe(rest: str) -> None:
        cid, command = await listing.cid_and(rest)
        ended = await desk.pipe.run(cid, command)
        say(f"{ended.out.rstrip()}\n{ended.words}".lstrip())

    return {"rules": rules, "macro": macro, "pipe": pipe}


async def _list(desk: "Desk", say: Say) -> None:
    from socialtui.domain.rules import do_words

    lines, macros = await desk.rules.lines(), desk.rules.book().macros
    for line in lines:
        say(_told(line))
    for macro in macros:
        say(f"macro {macro.name}: {do_words(macro.do)}")
    if not lines and not macros:
        say("There are no rules yet. `socialtui rules init` writes a file to start from.")


def _told(line: "Line") -> str:
    from socialtui.domain.rules import do_words, when_words

    state = {"new": "off, never tried", "changed": "off, changed since it was tried"}.get(
        line.state, line.state
    )
    return f"{line.rule.name}, {state}: when {when_words(line.rule.when)}; does {do_words(line.rule.do)}"


async def _try(desk: "Desk", name: str, say: Say) -> None:
    from socialtui.domain.conversation import encode_id
    from socialtui.domain.text import one_line
    from socialtui.plain.words import beginning

    trial = await desk.rules.trial(name)
    for hit in trial.hits:
        told = f"{hit.card.who}, {hit.heard.kind.value}: {beginning(hit.heard.text, 120)}"
        say(one_line(f"{encode_id(hit.card.id)} {told}"))
    say(f"{trial.words}. Nothing was changed.")
