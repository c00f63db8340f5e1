"""Decides how people are told line by line, for an ear as well as for an eye."""

from typing import TYPE_CHECKING

from socialtui.domain.conversation import decode_id, encode_id
from socialtui.domain.errors import UsageFault
from socialtui.domain.person import Memory, tags_of
from socialtui.domain.text import one_line
from socialtui.plain.words import clock_time, span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from socialtui.desk import Desk
    from socialtui.desk.health import Status
    from socialtui.desk.people import Card
    from socialtui.domain.commitment import Meters
    from socialtui.domain.conversation import Memo
    from socialtui.domain.person import Known

VERBS = ("note", "want", "gift", "thanks", "tag", "done", "remove")
_SAID = {
    Memory.NOTE: "note", Memory.WANT: "wants", Memory.GIFT: "offered", Memory.THANKS: "thanked us",
    Memory.TAG: "tag", Memory.FOLLOW_UP: "follow-up",
}  # fmt: skip


def known_line(one: "Known", now: int) -> str:
    """p1 Maria Haas, @maria, vip: 4 both ways, 2 helped, 3d ago"""
    who = ", ".join((one.name, *(f"@{handle}" for handle in one.handles), *one.tags))
    last = f"{span(now - one.last_at)} ago"
    return one_line(
        f"{encode_id(one.person_id, 'p')} {who}: {one.mutual} both ways, {one.helped} helped, {last}"
    )


def card_lines(card: "Card", now: int, zone: "tzinfo") -> "Iterator[str]":
    """Everything of a person: who may be the same, what is remembered, promised and given, and the talks."""
    person = card.person
    tags = "".join(f", {tag}" for tag in tags_of(person.memos))
    yield one_line(f"{encode_id(person.id, 'p')} {person.name}{tags}")
    for one in person.handles:
        named = f"@{one.handle}" if one.handle else one.name
        yield one_line(
            f"handle: {named} on {one.network}, heard by {one.account}{f', {one.url}' if one.url else ''}"
        )
    for alike in card.alike:
        yield one_line(
            f"the same? {encode_id(alike.person_id, 'p')} {alike.name}: {', '.join(alike.reasons)}"
        )
    for memo in person.memos:
        if memo.kind != Memory.TAG:
            yield one_line(_memo_line(memo, now, zone))
    for promise in card.promises:
        yield one_line(f"promised by {promise.who}, {promise.state}: {promise.text}")
    if card.only_asked:
        yield "you have only asked"
    for given in card.ledger:
        yield one_line(f"they got {given.exchange.value}, {span(now - given.at)} ago: {given.text}")
    for talk in person.talks:
        where = f"{encode_id(talk.conversation_id)} {talk.kind.value} on {talk.network}"
        yield one_line(
            f"talk: {where}, {talk.state.name.lower()}, {span(now - talk.last_at)} ago: {talk.text}"
        )


def _memo_line(memo: "Memo", now: int, zone: "tzinfo") -> str:
    due = f" on {clock_time(memo.due_at, zone, now)}" if memo.due_at else ""
    state = "" if memo.state == "open" else f", {memo.state}"
    ago = f"{memo.who}, {span(now - memo.at)} ago{state}"
    return f"{encode_id(memo.id, 'l')} {_SAID[Memory(memo.kind)]}{due}: {memo.text} ({ago})"


async def remember(desk: "Desk", cid: int, rest: str) -> str:
    """One line of the line mode: note, want, gift, thanks, tag with their words, done or remove with a line's id."""
    verb, _, text = rest.partition(" ")
    people = desk.people
    if verb in ("done", "remove"):
        from socialtui.domain.person import Standing

        number = decode_id(text, "l")
        if number is None:
            raise UsageFault(
                f"“{text[:40]}” is no line about somebody.", "person N lists them; they look like l3."
            )
        return (await people.settle(number, Standing.REMOVED if verb == "remove" else None)).words
    person = await people.of_conversation(cid)
    if verb == "gift" and text.startswith("again "):
        return (await people.gift(person, text.removeprefix("again "), cid, again=True)).words
    if verb == "tag":
        return (await people.tag(person, text)).words
    verbs = {"note": people.note, "want": people.want, "gift": people.gift, "thanks": people.thank}
    if verb not in verbs:
        raise UsageFault(
            f"“{verb[:40]}” is nothing to remember.", f"Say person N, or with {', '.join(VERBS)}."
        )
    return (await verbs[verb](person, text, cid)).words


def meter_lines(status: "Status", meters: "Meters") -> "Iterator[str]":
    """Who waits, what was answered in time this week, and what we joined today."""
    counts = status.counts
    waits = "1 complaint waits" if counts.complaints == 1 else f"{counts.complaints} complaints wait"
    yield f"{waits}, {counts.late_complaints} late; {counts.owed} owed, {counts.late} late"
    yield from (line.replace(" · ", "; ") for line in meters.lines)
    yield f"today {status.plan_done} of {status.plan_total}"
    yield from status.trouble
