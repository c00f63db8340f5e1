"""Decides what `learned` says: the words that decisions taught, which of them to forget, and the decisions."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, one_of, put

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk.learning import LearnedList

_HOW = {"kind": "called", "spam": "moderated as", "approved": "no", "more": "raised to", "less": "lowered to"}


@click.group(invoke_without_command=True)
@click.option("--decisions", is_flag=True, help="What was decided, instead of the words.")
@as_json
@click.pass_context
def learned(ctx: click.Context, decisions: bool, as_json: bool) -> None:
    """What judging learned here from your decisions: every word with its weight, the strongest first.

    Kinds that you set, urgency and spam teach; an answer never does.
    """
    if ctx.invoked_subcommand is not None:
        return
    start: Start = ctx.obj

    async def work() -> "LearnedList":
        async with start.desk() as desk:
            return await desk.learning.all()

    found = start.run(work())
    (_decisions if decisions else _words)(found, as_json)
    if not as_json:
        told = sum(bool(round(word.weight, 2)) for word in found.words)
        share = f"{one_of(len(found.decisions), 'decision')}, {one_of(told, 'word')}"
        counts = ", ".join(f"{kind.value} {part:.0%}" for kind, part in found.shares.items())
        if counts:
            say(f"Beside the rules they count so far: {counts}.")
        say(f"{share}. `K`, `+`, `-` and spam teach; `u` takes one back.")


def _words(found: "LearnedList", as_json: bool) -> None:
    from socialtui.cli.own_lines import LearnedJson

    for word in found.words:
        if as_json:
            emit(
                LearnedJson(
                    word.word,
                    word.kind.value,
                    round(word.weight, 4),
                    word.decisions,
                    round(word.share, 4),
                    False,
                )
            )
        elif round(word.weight, 2):
            counted = one_of(word.decisions, "decision")
            put(f"{word.weight:+.2f}  {word.kind.value:9}  {word.word}  ({counted})")
    for text in found.forgotten:
        if as_json:
            emit(LearnedJson(text, None, 0.0, 0, 0.0, True))
        else:
            put(f"forgotten        {text}")


def _decisions(found: "LearnedList", as_json: bool) -> None:
    from socialtui.cli.naming import c
    from socialtui.cli.own_lines import DecisionJson
    from socialtui.domain.text import one_line
    from socialtui.plain.words import beginning, rfc3339

    for one in found.decisions:
        where = c(one.conversation_id) if one.conversation_id is not None else None
        if as_json:
            emit(DecisionJson(rfc3339(one.at), one.who, where, one.kind.value, one.how, one.text))
        else:
            words = beginning(one_line(one.text), 100)
            put(f"{rfc3339(one.at)}  {one.who}  {_HOW[one.how]} {one.kind.value}: {words}")


@learned.command(short_help="Learns nothing from a word any more.")
@click.argument("word")
@click.pass_obj
def forget(start: "Start", word: str) -> None:
    """Learns nothing from a word any more; `socialtui undo` brings it back."""
    _do(start, "forget", word)


@learned.command()
@click.argument("word")
@click.pass_obj
def remember(start: "Start", word: str) -> None:
    """Learns from a forgotten word again."""
    _do(start, "remember", word)


def _do(start: "Start", verb: str, word: str) -> None:
    async def work() -> str:
        async with start.desk() as desk:
            act = desk.learning.forget if verb == "forget" else desk.learning.remember
            return (await act(word)).words

    say(start.run(work()))


COMMANDS = {"learned": learned}
