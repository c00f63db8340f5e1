"""Decides how a card by hand is written on a command line: a place without any interface, in one act."""

import sys
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import CONVERSATION, c, gone
from socialtui.cli.printing import as_json, emit, one_of, put
from socialtui.desk.times import past_time
from socialtui.domain.card import ROLES, CardText
from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.room import Done
    from socialtui.domain.network import Account


@click.group()
def card() -> None:
    """Cards by hand: what was said in a place that no program can ask (MySpace, LinkedIn, the phone)."""


@card.command()
@click.option("--place", default="", metavar="P", help="Where it was said: MySpace, LinkedIn, the phone.")
@click.option("--person", default="", metavar="N", help="Who said it, by the name to show.")
@click.option("--handle", default="", metavar="H", help="How they are called there.")
@click.option("--text", default="", metavar="T", help="What was said; - reads it from stdin.")
@click.option("--file", type=click.Path(exists=True, dir_okay=False), help="What was said, from a file.")
@click.option("--link", default="", metavar="U", help="Where it stands: the answer by hand shows it.")
@click.option("--log", default="", metavar="T", help="A private line: who took the call, what was done.")
@click.option("--role", default="", type=click.Choice(["", *ROLES]), metavar="ROLE",
              help=f"Which tasks the place serves: {', '.join(ROLES)}.")  # fmt: skip
@click.option(
    "--at",
    default="",
    metavar="T",
    help="When it was said: 14:05, 2h (ago), 2026-11-20 9:30.",
)
@click.option("--to", "follows", type=CONVERSATION, metavar="ID", help="It goes on with that conversation.")
@click.option(
    "--same", type=CONVERSATION, metavar="ID", help="By the person of that conversation, of any network."
)
@click.option("--overheard", is_flag=True, help="It was not said to us, only heard.")
@as_json
@click.pass_obj
def add(
    start: "Start", place: str, person: str, handle: str, text: str, file: str | None, link: str, log: str,
    role: str, at: str, follows: int | None, same: int | None, overheard: bool, as_json: bool,
) -> None:  # fmt: skip
    """Writes a card: judged and queued like all else, answered by hand. Prints its id.

    `socialtui undo` takes it out again.
    """
    if bool(text) + bool(file) > 1:
        raise UsageFault("Give --text or --file, not both.", "Nothing was stored.")
    said = _words(text, file)

    async def work() -> None:
        async with start.desk() as desk:
            for cid in (follows, same):
                if cid is not None and cid not in await desk.queue.cards([cid]):
                    raise gone(cid)
            when = past_time(at, desk.clock.now(), desk.room.hours) if at.strip() else 0
            asked = CardText(place, person, said, link, handle, role, log, when, follows, overheard)
            done = await desk.cards.add(asked)
            if same is not None:
                await _make_one(desk, same, done.ids[0])
            await _tell(desk, done, as_json)

    start.run(work())


async def _make_one(desk: "Desk", same: int, cid: int) -> None:
    """Both conversations are one person's."""
    who, theirs = await desk.people.of_conversation(same), await desk.people.of_conversation(cid)
    if who != theirs:
        await desk.people.merge(who, theirs, ("said so with the card",))


async def _tell(desk: "Desk", done: "Done", as_json: bool) -> None:
    cid = done.ids[0]
    shown = (await desk.queue.cards([cid]))[cid]
    if as_json:
        from socialtui.cli.inbox import conversation_line

        said = (await desk.queue.shown([cid])).get(cid)
        emit(conversation_line(shown, said, desk.clock.now()))
        return
    put(c(cid))
    say(f"{done.words}, {shown.kind.value}. An answer goes by hand.")


def _words(text: str, file: str | None) -> str:
    if file:
        from pathlib import Path

        return Path(file).read_text("utf-8", "replace")
    return sys.stdin.read() if text == "-" else text


@card.command(short_help="The places that cards were written for.")
@as_json
@click.pass_obj
def places(start: "Start", as_json: bool) -> None:
    """The places that cards were written for, and how many of them are open."""

    async def work() -> "list[tuple[Account, int]]":
        async with start.desk() as desk:
            return await desk.cards.places()

    found = start.run(work())
    for account, waiting in found:
        if as_json:
            from socialtui.cli.own_lines import PlaceJson

            emit(PlaceJson(account.name, account.role, waiting))
        else:
            serves = f"role {account.role}" if account.role else "no role"
            put(f"{account.name}  {one_of(waiting, 'card')} open, {serves}")
    if not found and not as_json:
        say(
            "No card was written yet. `socialtui card add --place MySpace --person NAME --text WORDS` writes one."
        )


@card.command(short_help="Says which tasks of the schedule a place serves.")
@click.argument("place")
@click.argument("role", type=click.Choice([*ROLES, "none"]))
@click.pass_obj
def role(start: "Start", place: str, role: str) -> None:
    """Says which tasks of the schedule a place serves, so that those that slept for want of it wake."""

    async def work() -> str:
        async with start.desk() as desk:
            return (await desk.cards.give_role(place, "" if role == "none" else role)).words

    say(f"{start.run(work())}.")


COMMANDS = {"card": card}
