"""Decides what one row says that stands for several conversations of one person, and which of them it is."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal

UNANSWERED = (State.OPEN, State.SNOOZED)


class Part(Struct, frozen=True):
    """One conversation as it stands by itself. Times are UTC seconds."""

    id: int
    account_id: int
    person_id: int
    state: State
    band: int
    kind: int
    pinned: int
    due_at: int
    first_at: int
    last_at: int
    mention_id: int
    unread: int
    wake_at: int | None
    tags: str
    newest: int = 0
    """Its newest mention."""
    whole: bool = False
    """It stands for several already."""
    busy: str = ""
    """What binds it to its own thread: a draft, an answer on its way, an open promise."""
    holder: str = ""
    """The colleague who is answering it."""

    @property
    def key(self) -> tuple[int, int, int, int]:
        """The queue's order."""
        return self.band, self.due_at, self.first_at, self.id


def head_of(parts: Sequence[Part]) -> Part:
    """The one that stands for all: what is bound to its thread stays where it is, else the first of the queue.

    Raises `DeskRefusal`, with the reason, where these can't be one row.
    """
    if len(parts) < 2:
        raise DeskRefusal(
            "There is nothing else of theirs that waits here.",
            "Name several: `socialtui merge ID ID`, or mark rows with x.",
        )
    if len({(part.account_id, part.person_id) for part in parts}) > 1:
        raise DeskRefusal(
            "These are not one person's words to one account of ours.",
            "Take one person's rows alone: `socialtui merge ID ID`, or m on those marked.",
        )
    if any(part.state not in UNANSWERED for part in parts):
        raise DeskRefusal("Only what waits for an answer can be one row.", "Leave out what is closed.")
    if holder := next((part.holder for part in parts if part.holder), ""):
        raise DeskRefusal(f"{holder} is answering one of these.", "Wait, or talk to them.")
    bound = [part for part in parts if part.whole or part.busy]
    if len(bound) > 1:
        why = next((part.busy for part in bound if part.busy), "a row that stands for several already")
        raise DeskRefusal(
            f"More than one of these goes its own way: {why} is among them.",
            "Finish that one first, then join them.",
        )
    return bound[0] if bound else min(parts, key=lambda part: part.key)


def folded(head: Part, parts: Iterable[Part]) -> dict[str, int | str | None]:
    """What the row of `head` says for all: the first unanswered word, the highest band, the earliest due."""
    every = [head, *(part for part in parts if part.id != head.id)]
    top = min(every, key=lambda part: (part.band, not part.pinned, -part.last_at, part.id))
    tags = list(dict.fromkeys(tag for part in every for tag in part.tags.split()))
    is_open = any(part.state is State.OPEN for part in every)
    wakes = [part.wake_at for part in every if part.wake_at is not None]
    return {
        "state": int(State.OPEN if is_open else State.SNOOZED),
        "band": top.band,
        "kind": top.kind,
        "pinned": top.pinned,
        "due_at": min(part.due_at for part in every),
        "first_at": min(part.first_at for part in every),
        "last_at": max(part.last_at for part in every),
        "mention_id": top.mention_id,
        "unread": sum(part.unread for part in every),
        "wake_at": None if is_open else min(wakes, default=None),
        "tags": f" {' '.join(tags)} " if tags else "",
    }
