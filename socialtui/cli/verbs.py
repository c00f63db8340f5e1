"""Decides how the local verbs are said on a command line: one act each, which `undo` takes back."""

import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import c, conversation, conversations, gone
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Kind

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.room import Done

MODERATING = ("approve", "spam", "trash", "hide", "mute", "report", "archive")

Verb = Callable[["Desk"], Awaitable["Done"]]


def act(start: "Start", verb: Verb, ids: tuple[int, ...] = ()) -> None:
    """Does one verb on conversations that are all there, and says what it did."""

    async def work() -> "Done":
        async with start.desk() as desk:
            known = await desk.queue.cards(list(ids))
            for cid in ids:
                if cid not in known:
                    raise gone(cid)
            return await verb(desk)

    say(f"{start.run(work()).words}.")


@click.command()
@conversations
@click.option("--reason", default="", metavar="T", help="Why; an unanswered complaint wants one.")
@click.option("--leave-complaints", is_flag=True, help="Close the others; complaints stay open.")
@click.pass_obj
def done(start: "Start", ids: tuple[int, ...], reason: str, leave_complaints: bool) -> None:
    """Closes conversations without an answer; an unanswered complaint asks for a --reason."""
    act(start, lambda desk: desk.verbs.done(list(ids), reason, leave_complaints=leave_complaints), ids)


@click.command()
@conversations
@click.option("--until", default="", metavar="T", help="2h, 15:30, tomorrow, fri 9:00, 2026-12-24 10:00.")
@click.option("--until-answer", is_flag=True, help="Until they write again.")
@click.pass_obj
def snooze(start: "Start", ids: tuple[int, ...], until: str, until_answer: bool) -> None:
    """Puts conversations off: an hour where nothing else is said."""
    if until and until_answer:
        raise UsageFault("Give --until or --until-answer, not both.", "Nothing was changed.")

    async def verb(desk: "Desk") -> "Done":
        moment = None if until_answer else desk.verbs.parse_time(until or "1h")
        return await desk.verbs.snooze(list(ids), moment)

    act(start, verb, ids)


@click.command()
@conversations
@click.pass_obj
def claim(start: "Start", ids: tuple[int, ...]) -> None:
    """Takes conversations as yours for ten minutes; refused where a colleague has one."""
    act(start, lambda desk: desk.verbs.claim(list(ids)), ids)


@click.command()
@conversations
@click.pass_obj
def release(start: "Start", ids: tuple[int, ...]) -> None:
    """Lets go of conversations."""
    act(start, lambda desk: desk.verbs.release(list(ids)), ids)


@click.command("tag")
@click.argument("tag")
@conversations
@click.pass_obj
def tag_(start: "Start", tag: str, ids: tuple[int, ...]) -> None:
    """Puts a tag on conversations; again takes it off."""
    act(start, lambda desk: desk.verbs.tag(list(ids), tag), ids)


@click.command()
@conversation
@click.argument("text")
@click.pass_obj
def note(start: "Start", cid: int, text: str) -> None:
    """Writes a private line on a conversation; - reads it from stdin."""
    act(start, lambda desk: desk.verbs.note(cid, _typed(text)), (cid,))


def _typed(text: str) -> str:
    return sys.stdin.read() if text == "-" else text


@click.command("kind")
@click.argument("kind", type=click.Choice([one.value for one in Kind]))
@conversations
@click.pass_obj
def kind_(start: "Start", kind: str, ids: tuple[int, ...]) -> None:
    """Says what conversations are; the same again gives back what the words said."""
    act(start, lambda desk: desk.verbs.kind(list(ids), Kind(kind)), ids)


@click.command()
@click.argument("way", type=click.Choice(["more", "less"]))
@conversations
@click.pass_obj
def urgency(start: "Start", way: str, ids: tuple[int, ...]) -> None:
    """Moves conversations one band up (more) or down (less), and pins them there."""
    act(start, lambda desk: desk.verbs.urgency(list(ids), -1 if way == "more" else 1), ids)


@click.command()
@conversations
@click.pass_obj
def like(start: "Start", ids: tuple[int, ...]) -> None:
    """Likes what was said, where the network takes it."""
    act(start, lambda desk: desk.verbs.like(list(ids)), ids)


@click.command()
@click.argument("verb", type=click.Choice(MODERATING))
@conversations
@click.option(
    "--exception",
    default="",
    type=click.Choice(["", "abuse", "spam"]),
    metavar="abuse|spam",
    help="Why a complaint is taken from sight; wants a --reason too.",
)
@click.option("--reason", default="", metavar="T", help="Stays in the log.")
@click.pass_obj
def moderate(start: "Start", verb: str, ids: tuple[int, ...], exception: str, reason: str) -> None:
    """Approves, hides, mutes, reports, bins, archives or marks as spam, where the network has it.

    A complaint is neither hidden nor binned, except for abuse or spam and with a reason.
    """
    act(start, lambda desk: desk.verbs.moderate(list(ids), verb, exception, reason), ids)


@click.command()
@conversation
@click.argument("to", metavar="COLLEAGUE")
@click.option("--note", default="", metavar="T", help="What they should know.")
@click.pass_obj
def escalate(start: "Start", cid: int, to: str, note: str) -> None:
    """Hands a conversation to a colleague: claimed for them, with a note."""
    act(start, lambda desk: desk.verbs.escalate(cid, to, note), (cid,))


@click.command()
@conversations
@click.pass_obj
def reopen(start: "Start", ids: tuple[int, ...]) -> None:
    """Opens closed, snoozed or spam conversations again."""
    act(start, lambda desk: desk.verbs.reopen(list(ids)), ids)


@click.command()
@click.pass_obj
def undo(start: "Start") -> None:
    """Takes back your newest local act; refused, with the reason, where somebody wrote since."""
    act(start, lambda desk: desk.undo.undo())


@click.command()
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="The newest N.")
@as_json
@click.pass_obj
def events(start: "Start", limit: int, as_json: bool) -> None:
    """Who did what, newest first."""
    from socialtui.cli.lines import EventJson
    from socialtui.plain.words import rfc3339

    async def work() -> None:
        async with start.desk() as desk:
            for line in await desk.undo.events(limit):
                cid = c(line.conversation_id) if line.conversation_id is not None else None
                at, undone = rfc3339(line.at), line.undone_at is not None
                if as_json:
                    emit(EventJson(at, line.who, line.verb, line.words, cid, undone, line.band, line.why))
                else:
                    put(f"{at}  {line.who}: {line.words}{' (undone)' if undone else ''}")
                    if line.why:
                        put(f"    stood there for: {line.why}")

    start.run(work())


COMMANDS = {
    "done": done, "snooze": snooze, "claim": claim, "release": release, "tag": tag_, "note": note, "kind": kind_,
    "urgency": urgency, "like": like, "moderate": moderate, "escalate": escalate, "reopen": reopen,
    "undo": undo, "events": events,
}  # fmt: skip
