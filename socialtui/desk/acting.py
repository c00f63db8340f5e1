"""Carries out what a rule or a macro asks for: each act leaves its patch, so that undo takes it back.

A rule gives way to people: it leaves alone what somebody claimed, placed by hand or writes on, and puts a
complaint away or lower only where it names complaints. A macro is a person's own act.
"""

from pathlib import Path
from typing import Any

from msgspec import Struct

from socialtui.desk.room import Room
from socialtui.desk.saved import SavedDesk, known
from socialtui.desk.times import parse_time
from socialtui.domain import saved
from socialtui.domain.conversation import Card, State, Thread
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, LAST_OWED, Band, Kind
from socialtui.domain.rules import UNTIL_ANSWER, Do
from socialtui.store import drafts, events, people
from socialtui.store.database import Writer
from socialtui.store.events import Act

Stamp = tuple[int, int]
"""Tells whether a file is still the one that was read."""

_WAITING = (State.OPEN, State.SNOOZED)


class Ready(Struct, frozen=True):
    """Acts with their times and texts looked up, before a transaction begins."""

    do: Do
    by_rule: bool
    complaints: bool
    """Whether it may put complaints away."""
    until: int | None = None
    """When the snooze ends (UTC seconds); None until they answer."""
    text: str = ""
    """The saved reply."""


def ready(room: Room, do: Do, shelf: SavedDesk, *, by_rule: bool, complaints: bool = True) -> Ready:
    """Looks up what the acts need. DeskRefusal or UsageFault where that isn't there."""
    until = None
    if do.snooze and do.snooze != UNTIL_ANSWER:
        until = parse_time(do.snooze, room.now(), room.hours)
    text = shelf.get(do.draft).text if do.draft else ""
    return Ready(do, by_rule, complaints, until, text)


def stamp_of(file: Path) -> Stamp:
    """When it was written, and its length; nothing for no file."""
    try:
        facts = file.stat()
    except OSError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size


async def perform(
    write: Writer, room: Room, wanted: Ready, card: Card, act: Act, subject: str
) -> tuple[str, ...]:
    """Does to one conversation what is left to do there, by how it is now; in words, nothing when nothing is.

    `act` says who does it under which verb; its words begin the log's line.
    """
    if card.state in (State.SPAM, State.MERGED):
        return ()
    change, words = _changes(room, wanted, card, room.now())
    draft = await _draft(write, room, wanted, card)
    if draft:
        words.append(f"draft from {wanted.do.draft}")
    if wanted.do.note:
        words.append("noted")
    if not words:
        return ()
    logged = Act(act.who, act.verb, f"{act.words}: {', '.join(words)}", act.at)
    if change:
        await events.change(write, logged, {card.id: change}, subject)
    if wanted.do.note:
        note = await people.add_note(write, card.id, act.who, wanted.do.note, act.at)
        await events.added(write, logged, "notes", note, card.id, subject)
    if draft:
        await drafts.restore(write, card.id, draft, act.at)
        await events.drafted(write, logged, card.id, draft, subject)
    return tuple(words)


def _changes(room: Room, wanted: Ready, card: Card, now: int) -> tuple[dict[str, Any], list[str]]:
    """Columns with their new values, and the acts in words."""
    do, change, words = wanted.do, dict[str, Any](), list[str]()
    tags = [tag for tag in do.tags if tag not in card.tags]
    if tags:
        change["tags"] = f" {' '.join((*card.tags, *tags))} "
        words.append(f"tag {', '.join(tags)} on")
    if card.state not in _WAITING:
        return change, words
    claimed = bool(card.holder(now))
    if do.assign and not (wanted.by_rule and claimed) and card.claimed_by != do.assign:
        change |= {"claimed_by": do.assign, "claimed_until": NEVER}
        words.append(f"assigned to {do.assign}")
    if do.band is not None and _may_place(wanted, card, do.band):
        change |= _placed(room, wanted, card, do.band)
        words.append(f"placed with {_PLACES[do.band]}")
    sheltered = wanted.by_rule and (claimed or (_complains(card) and not wanted.complaints))
    if do.snooze and card.state is State.OPEN and not sheltered:
        change |= {"state": int(State.SNOOZED), "wake_at": wanted.until}
        words.append(f"snoozed {'' if do.snooze == UNTIL_ANSWER else 'for '}{do.snooze}")
    return change, words


_PLACES = {
    Band.COMPLAINT: "complaints", Band.QUESTION: "questions", Band.LEAD: "leads", Band.ERROR: "errors",
    Band.PRAISE: "praise", Band.CHATTER: "chatter", Band.SPAM: "spam",
}  # fmt: skip


def _complains(card: Card) -> bool:
    return card.kind is Kind.COMPLAINT and card.addressed


def _may_place(wanted: Ready, card: Card, band: Band) -> bool:
    if card.band in (band, Band.BROKEN_PROMISE):
        return False
    if not wanted.by_rule:
        return True
    lower = band > card.band
    return not card.pinned and not (lower and _complains(card) and not wanted.complaints)


def _placed(room: Room, wanted: Ready, card: Card, band: Band) -> dict[str, Any]:
    """A person's place is pinned; a rule's gives way to the next word and the next person."""
    due = card.due_at
    if band <= LAST_OWED and due >= NEVER:
        due = room.due(next(kind for kind, number in BAND_OF.items() if number == band), card.first_at)
    pinned = {} if wanted.by_rule else {"pinned": 1}
    return {"band": int(band), "due_at": due, **pinned}


async def _draft(write: Writer, room: Room, wanted: Ready, card: Card) -> str:
    """The text for a draft; nothing where a person wrote one, or is about to. What a person must say stays open."""
    if not wanted.text or card.state not in _WAITING:
        return ""
    there = await drafts.of(write, card.id)
    if there.text.strip() or there.writer:
        return ""
    facts = known(Thread(card, (), 0, 0, (), ""), room)
    if wanted.by_rule:
        facts["me"] = ""
    return saved.fill(wanted.text, facts)
