"""What an answer on its way out promises, and what of the earlier promises it keeps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from socialtui.domain.conversation import Card, PromiseLine
from socialtui.domain.deadlines import NEVER, moment_after, zone_of
from socialtui.domain.draft import Remark
from socialtui.domain.reply import Promised
from socialtui.domain.why import moment_words

if TYPE_CHECKING:
    from socialtui.desk.room import Room
    from socialtui.store.wishes import Intent

NO_PROMISE = 0
"""In the place of a date: what the words promise is dropped."""

_WORK = 8 * 3600
"""An acknowledgement promises an answer after a day's work, where it says nothing else."""


def promised(room: "Room", text: str, ack: bool, at: int | None = None) -> tuple[Promised, ...]:
    """What its words promise when they leave, now or `at` a moment (UTC seconds).

    An acknowledgement promises at least a further answer.
    """
    from socialtui.domain.promise import read

    found = read(text, at or room.now(), room.hours)
    if found or not ack:
        return found
    return (Promised(text.strip(), moment_after(at or room.now(), _WORK, room.hours), False),)


def begun(earlier: "Sequence[Intent]") -> tuple[Promised, ...]:
    """What an answer promises of which parts stand already, as it was read while it was whole."""
    about = earlier[0].payload if earlier else None
    if about is None or about.part < 2 or about.promise_at is None:
        return ()
    return (Promised(about.promise_text, about.promise_at, about.promise_deed), *about.also)


async def still_open(room: "Room", cid: int) -> tuple[PromiseLine, ...]:
    """What was promised in a conversation and binds us yet."""
    from socialtui.store import binding

    bound = (await binding.of(room.db, [cid])).get(cid)
    return tuple(one for one in bound.promises if one.state == "open") if bound else ()


def escalated(card: Card) -> bool:
    """Held by somebody who was asked to answer, for as long as it takes."""
    return card.claimed_by is not None and (card.claimed_until or 0) >= NEVER


def kept_by(
    promises: Sequence[Promised], before: Sequence[PromiseLine], ack: bool
) -> tuple[PromiseLine, ...]:
    """Which of the open ones an answer keeps by itself: promised answers, unless it moves their date."""
    if ack or any(not one.deed for one in promises):
        return ()
    return tuple(one for one in before if not one.deed)


def remarks(
    room: "Room", text: str, promises: Sequence[Promised], before: Sequence[PromiseLine]
) -> tuple[Remark, ...]:
    """A promise without a date, and deeds that no answer keeps by itself."""
    from socialtui.domain.promise import undated

    now, zone = room.now(), zone_of(room.hours.zone)
    found = [
        f"Still promised for {moment_words(one.due_at, now, zone)}: “{one.text}”. d says that this keeps it."
        for one in before
        if one.deed
    ]
    if not promises and (said := undated(text)):
        found.append(f"This promises without a date: “{said}”. d gives it one.")
    return tuple(map(Remark, found))


def carried(promises: Sequence[Promised], text: str, chosen: int | None) -> dict[str, Any]:
    """What an answer's wish carries: the promises that were read, or one with the date that was chosen."""
    if chosen is not None:
        from socialtui.domain.promise import speaks_of_deed

        first = promises[0] if promises else Promised(text.strip(), chosen, speaks_of_deed(text))
        promises = (replace(first, due_at=chosen),) if chosen != NO_PROMISE else ()
    if not promises:
        return {}
    first, *more = promises
    return {
        "promise_at": first.due_at,
        "promise_text": first.text,
        "promise_deed": first.deed,
        "also": tuple(more),
    }
