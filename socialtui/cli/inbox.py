"""Decides what `list`, `show` and `next` say of conversations."""

from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from socialtui.cli.naming import CONVERSATION, c, conversation, gone
from socialtui.cli.parts import networks
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.query import STATES, Query, parse

if TYPE_CHECKING:
    from socialtui.cli.lines import ConversationLine, ThreadLine
    from socialtui.cli.parts import Start
    from socialtui.desk import Desk
    from socialtui.domain.conversation import Card, Said, Thread

WINDOW = 200
"""Rows read at a time; a long listing begins at once and holds little."""


class Asking(click.Command):
    """A command that takes a query, whose terms may begin with a minus."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options are read as ever; `-kind:spam` is none."""
        hidden = [word for word in args if len(word) > 2 and word[0] == "-" and word[1] != "-"]
        kept = [word for word in args if word not in hidden]
        return super().parse_args(
            ctx, [*kept, *([] if "--" in kept else ["--"]), *hidden] if hidden else args
        )


@click.command("list", cls=Asking)
@click.argument("query", nargs=-1)
@click.option("--view", default="", metavar="NAME", help="Of a saved view instead of what is open.")
@click.option("--state", type=click.Choice(list(STATES)), help="Instead of open.")
@click.option("--limit", type=click.IntRange(0), default=100, metavar="N", help="So many, 100; 0 for all.")
@click.option("--after", type=CONVERSATION, metavar="ID", help="Those behind this one.")
@as_json
@click.pass_obj
def list_(
    start: "Start", query: tuple[str, ...], view: str, state: str | None, limit: int, after: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Conversations in the queue's order: who is owed an answer first.

    QUERY filters: net:mastodon kind:complaint is:late due:<1h tag:x @name "exact words" -not.
    """
    base = Query(states=STATES[state]) if state else Query()
    wanted = parse(" ".join(query), base, networks)
    wanted = replace(wanted, states=base.states) if state else wanted
    start.run(_list(start, wanted, (view, " ".join(query)), limit, after, as_json))


async def _list(
    start: "Start", query: Query, of_view: tuple[str, str], limit: int, after: int | None, as_json: bool
) -> None:
    async with start.desk() as desk:
        if of_view[0]:
            query = parse(of_view[1], desk.views.get(of_view[0]).query)
        key = None
        if after is not None:
            card = await desk.queue.card(after)
            if card is None:
                raise gone(after)
            key = card.key
        told = 0
        while not limit or told < limit:
            few = min(WINDOW, limit - told) if limit else WINDOW
            # One more than is told, to know whether there are more.
            cards = await desk.queue.page(query, after=key, limit=few + 1)
            await _tell(desk, cards[:few], as_json)
            told += min(len(cards), few)
            if len(cards) <= few:
                break
            key = cards[few - 1].key
        else:
            if key is not None:
                from socialtui.cli.ending import say

                say(f"There are more: --limit N, or --after {c(key[3])}.")
        if not told and not as_json:
            await _nothing(desk)


async def _nothing(desk: "Desk") -> None:
    from socialtui.cli.ending import say

    if await desk.health.accounts():
        say("Nobody is waiting here.")
    else:
        say("Nothing is connected yet.")
        say(
            "  `socialtui account add NETWORK` connects an account, `socialtui demo` practises without a network."
        )


async def _tell(desk: "Desk", cards: "list[Card]", as_json: bool) -> None:
    said = await desk.queue.shown([card.id for card in cards])
    if as_json:
        bound = await desk.queue.bound(cards)
        for card in cards:
            emit(conversation_line(card, said.get(card.id), desk.clock.now(), bound.get(card.id, ())))
        return
    from socialtui.plain.words import beginning, state_line

    for card in cards:
        put(f"{c(card.id)}  {state_line(card, desk.clock.now(), desk.who)}")
        put(f"    {beginning(card.text, 160)}")


def conversation_line(
    card: "Card", said: "Said | None", now: int, bound: tuple[str, ...] = ()
) -> "ConversationLine":
    """A conversation as a line of JSON."""
    from socialtui.cli.lines import ConversationLine

    return ConversationLine(**_facts(card, said, now, bound))


def _facts(card: "Card", said: "Said | None", now: int, bound: tuple[str, ...]) -> "dict[str, Any]":
    from socialtui.cli.lines import kind_lines
    from socialtui.plain.words import is_late, rfc3339, why

    cannot = said.cannot.get("reply", "") if said else ""
    return {
        "id": c(card.id), "network": card.network, "account": card.account, "person": card.who,
        "handle": card.handle, "text": said.text if said else card.text, "kind": card.kind.value,
        "kinds": kind_lines(said.evidence) if said else [], "why": why(card, said, now, (), bound),
        "tone": said.tone if said else None, "language": said.language if said else "",
        "state": card.state.name.lower(), "band": int(card.band), "due_at": rfc3339(card.due_at),
        "late": is_late(card, now), "said_at": rfc3339(said.said_at if said else card.last_at),
        "url": said.url if said else "", "addressed": card.addressed, "unread": card.unread,
        "tags": list(card.tags), "claimed_by": card.claimed_by, "can_reply": cannot or True,
    }  # fmt: skip


@click.command()
@conversation
@as_json
@click.pass_obj
def show(start: "Start", cid: int, as_json: bool) -> None:
    """One conversation in full: what was said, what we answered, and why it stands where it stands."""
    start.run(_show(start, cid, as_json))


@click.command("next")
@click.option("--after", type=CONVERSATION, metavar="ID", help="The one behind this.")
@as_json
@click.pass_obj
def next_(start: "Start", after: int | None, as_json: bool) -> None:
    """The conversation that is due next over all bands; exit code 1 when nobody is owed an answer."""
    found = start.run(_next(start, after, as_json))
    if not found:
        from socialtui.cli.ending import say

        say("Nobody is waiting.")
        raise click.exceptions.Exit(1)


async def _next(start: "Start", after: int | None, as_json: bool) -> bool:
    async with start.desk() as desk:
        if after is not None and await desk.queue.card(after) is None:
            raise gone(after)
        card = await desk.queue.next_owed(after)
        if card is not None:
            await _tell(desk, [card], as_json)
        return card is not None


async def _show(start: "Start", cid: int, as_json: bool) -> None:
    async with start.desk() as desk:
        if await desk.queue.card(cid) is None:
            raise gone(cid)
        thread = await desk.queue.thread(cid)
        if as_json:
            bound = await desk.queue.bound([thread.card])
            emit(thread_line(thread, desk.clock.now(), bound.get(cid, ())))
            return
        from socialtui.domain.deadlines import zone_of
        from socialtui.plain.telling import thread_lines

        put(c(cid))
        for line in thread_lines(thread, desk.clock.now(), desk.who, zone_of(desk.room.hours.zone)):
            put(line)


def thread_line(thread: "Thread", now: int, bound: tuple[str, ...] = ()) -> "ThreadLine":
    """A whole conversation as a line of JSON."""
    from socialtui.cli.lines import NoteLine, SaidLine, ThreadLine
    from socialtui.plain.words import rfc3339

    card = thread.card
    shown = thread.said[thread.shown] if thread.said else None

    def line(said: "Said") -> SaidLine:
        author = said.author or (f"@{said.handle}" if said.handle else "")
        made = SaidLine(rfc3339(said.said_at), author, said.text, said.remote_id, said.url)
        if said.ours:
            made.author = said.said_by or card.account
            made.state = said.state or "sent"
        return made

    return ThreadLine(
        **_facts(card, shown, now, bound),
        mentions=[line(said) for said in thread.said if not said.ours],
        replies=[line(said) for said in thread.said if said.ours],
        notes=[NoteLine(rfc3339(note.at), note.who, note.text) for note in thread.notes],
        rules=[NoteLine(rfc3339(act.at), act.who, act.text) for act in thread.rules],
        merged=[c(number) for number in thread.parts],
    )


COMMANDS = {"list": list_, "show": show, "next": next_}
