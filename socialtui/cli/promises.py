"""Decides how promises, follow-ups and letting go are said on a command line."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import Id, c, conversation, conversations
from socialtui.cli.printing import as_json, emit, put
from socialtui.cli.verbs import act
from socialtui.domain.conversation import encode_id

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.desk.promises import LedgerLine
    from socialtui.desk.room import Done

PROMISE = Id("p", "promise", "promises")
WHEN = "2h, 15:30, tomorrow, fri 9:00, 2026-12-24 10:00."


def p(number: int) -> str:
    """A promise's id."""
    return encode_id(number, "p")


@click.command()
@click.option("--open", "open_", is_flag=True, help="Only those that still bind you, and broken ones.")
@as_json
@click.pass_obj
def promises(start: "Start", open_: bool, as_json: bool) -> None:
    """What was promised to whom by when: broken first, then by date, then what ended."""

    async def work() -> None:
        async with start.desk() as desk:
            await desk.queue.wake()
            ledger = await desk.promises.ledger()
            for line in ledger.lines:
                owed = line.state == "open" or (line.state == "broken" and not line.reason)
                if owed or not open_:
                    _tell(line, ledger.thanked.get(line.id, ""), as_json)
            if not as_json:
                ended = ledger.kept + ledger.broken
                say(
                    f"{ledger.open} open, {ledger.today} due today; kept {ledger.kept} of {ended} in 90 days."
                )

    start.run(work())


def _tell(line: "LedgerLine", thanked: str, as_json: bool) -> None:
    from socialtui.plain.words import rfc3339

    if as_json:
        from socialtui.cli.lines import PromiseJson

        emit(
            PromiseJson(
                p(line.id), c(line.conversation_id), line.to, line.text, line.state, rfc3339(line.due_at), line.who,
                line.reason, rfc3339(line.opened_at), rfc3339(line.closed_at), line.deed, thanked,
            )
        )  # fmt: skip
        return
    from socialtui.plain.telling import promise_line

    put(f"{p(line.id)}  {promise_line(line, thanked)}")


@click.command()
@conversation
@click.argument("text")
@click.option("--by", "when", required=True, metavar="T", help=WHEN)
@click.pass_obj
def promise(start: "Start", cid: int, text: str, when: str) -> None:
    """Opens a promise by hand: something promised elsewhere, on the phone for example."""

    async def verb(desk: "Desk") -> "Done":
        return await desk.promises.promise(cid, text, desk.verbs.parse_time(when))

    act(start, verb, (cid,))


@click.command()
@click.argument("ids", metavar="ID...", type=PROMISE, nargs=-1, required=True)
@click.pass_obj
def kept(start: "Start", ids: tuple[int, ...]) -> None:
    """Says that promises were kept; one that broke was kept late."""
    act(start, lambda desk: desk.promises.kept(list(ids)))


@click.command()
@click.argument("ids", metavar="ID...", type=PROMISE, nargs=-1, required=True)
@click.option("--reason", required=True, metavar="T", help="Why; it stays in the ledger.")
@click.pass_obj
def withdraw(start: "Start", ids: tuple[int, ...], reason: str) -> None:
    """Takes promises back, with a reason."""
    act(start, lambda desk: desk.promises.withdraw(list(ids), reason))


@click.command("follow-up")
@conversations
@click.option("--until", "when", required=True, metavar="T", help=WHEN)
@click.pass_obj
def follow_up(start: "Start", ids: tuple[int, ...], when: str) -> None:
    """Waits for their answer; without one by then, the conversations come back."""

    async def verb(desk: "Desk") -> "Done":
        return await desk.waiting.follow_up(list(ids), desk.verbs.parse_time(when))

    act(start, verb, ids)


@click.command()
@conversation
@click.option("--reason", required=True, metavar="T", help="Why; it stays in the log.")
@click.pass_obj
def abdicate(start: "Start", cid: int, reason: str) -> None:
    """Lets a conversation rest after two honest public answers; a change of tone brings it back."""
    act(start, lambda desk: desk.waiting.abdicate(cid, reason), (cid,))


COMMANDS = {
    "promises": promises, "promise": promise, "kept": kept, "withdraw": withdraw, "follow-up": follow_up,
    "abdicate": abdicate,
}  # fmt: skip
