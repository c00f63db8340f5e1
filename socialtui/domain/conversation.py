"""The row of the queue: one person's exchange with one of our accounts in one thread."""

from enum import IntEnum

from msgspec import Struct, field

from socialtui.domain.mention import Band, Evidence, Kind


class State(IntEnum):
    """Where a conversation stands."""

    OPEN = 0
    SNOOZED = 1
    ANSWERED = 2
    DONE = 3
    SPAM = 4
    MERGED = 5
    """Another row stands for it."""


LISTED = tuple(state for state in State if state is not State.MERGED)
"""States in which a conversation has a row of its own."""


class Card(Struct, frozen=True):
    """What one row of the queue shows. Times are UTC seconds."""

    id: int
    account_id: int
    state: State
    band: Band
    kind: Kind
    pinned: bool
    due_at: int
    first_at: int
    last_at: int
    wake_at: int | None
    claimed_by: str | None
    claimed_until: int | None
    unread: int
    tags: tuple[str, ...]
    version: int
    text: str
    """The shown mention's first 240 letters."""
    hidden: bool
    name: str
    handle: str
    code: str
    network: str
    account: str
    addressed: bool

    @property
    def key(self) -> tuple[int, int, int, int]:
        """The queue's order: band, due, first unanswered word, id."""
        return (self.band, self.due_at, self.first_at, self.id)

    @property
    def who(self) -> str:
        """The name to show: the person's name, else the handle."""
        return self.name or (f"@{self.handle}" if self.handle else "somebody")

    def holder(self, now: int) -> str:
        """Whose claim holds at that moment (UTC seconds); empty for nobody's."""
        return self.claimed_by or "" if (self.claimed_until or 0) > now else ""


class Said(Struct, frozen=True):
    """One line of a thread: theirs or ours."""

    id: int
    remote_id: str
    parent: str
    author: str
    handle: str
    text: str
    said_at: int
    url: str
    ours: bool
    acknowledgement: bool
    said_by: str
    """Who of us, for ours, where known."""
    visibility: str
    language: str
    tone: float | None
    evidence: tuple["KindEvidence", ...]
    cannot: dict[str, str]
    hidden: bool
    edited_at: int | None
    removed_at: int | None
    state: str = ""
    """For ours still on its way: the outbox state; `sent` once it stands."""


class KindEvidence(Struct, frozen=True):
    """One kind's score as stored with a mention."""

    kind: Kind
    score: float
    parts: tuple[Evidence, ...]


class Thread(Struct, frozen=True):
    """Everything that the reading pane shows of one conversation."""

    card: Card
    said: tuple[Said, ...]
    """Oldest first; this person's, ours, and others' in the same thread."""
    shown: int
    """Index in `said` of the mention that the row shows."""
    earlier: int
    """How many other conversations this person had with us in the last 30 days."""
    notes: tuple["Note", ...]
    person_note: str
    promises: tuple["PromiseLine", ...] = ()
    reason: str = ""
    """Why it was closed, in words."""
    others: dict[str, str] = field(default_factory=dict)
    rules: tuple["Note", ...] = ()
    """What rules did here: when, which, in words."""
    person: "Person | None" = None
    """Who they are, over all networks."""
    follow_up: "FollowUp | None" = None
    beside: int = 0
    """How many more conversations of theirs wait here, which could be joined to this row."""
    parts: tuple[int, ...] = ()
    """The conversations that the row stands for, itself among them; none for one alone."""
    also: tuple[str, ...] = ()
    """Other accounts of ours that found the same page."""

    @property
    def bound(self) -> "Bound":
        """What binds us and them in it."""
        return Bound(self.promises, self.follow_up, self.also)


class Handle(Struct, frozen=True):
    """One identity of a person, as one of our accounts sees it."""

    id: int
    account: str
    network: str
    handle: str
    name: str
    url: str


class Talk(Struct, frozen=True):
    """A conversation with a person, in a line."""

    conversation_id: int
    network: str
    account: str
    kind: Kind
    state: State
    last_at: int
    text: str


class Memo(Struct, frozen=True):
    """Something that is remembered of a person. `kind` and `state` are words of domain.person."""

    id: int
    identity_id: int
    kind: str
    text: str
    at: int
    who: str
    state: str
    due_at: int | None
    conversation_id: int | None


class Person(Struct, frozen=True):
    """Somebody we talk with, whatever their handles."""

    id: int
    name: str
    note: str
    handles: tuple[Handle, ...]
    memos: tuple[Memo, ...]
    """What holds, oldest first; what was removed is left out."""
    talks: tuple[Talk, ...]
    """The newest first; beside a thread, the others."""


class Note(Struct, frozen=True):
    """A private line on a conversation."""

    at: int
    who: str
    text: str


class PromiseLine(Struct, frozen=True):
    """A promise of ours, as shown."""

    text: str
    due_at: int
    state: str
    who: str
    reason: str = ""
    """Why it ended; of a broken one, what was done about it since."""
    id: int = 0
    deed: bool = False
    """Something other than a further answer."""


class FollowUp(Struct, frozen=True):
    """We wait for their answer. Times are UTC seconds."""

    until: int
    at: int
    who: str


class Bound(Struct, frozen=True):
    """What binds us and them in a conversation."""

    promises: tuple[PromiseLine, ...] = ()
    follow_up: FollowUp | None = None
    also: tuple[str, ...] = ()
    """Other accounts of ours that found the same page."""


class Counts(Struct, frozen=True):
    """The status line's numbers."""

    complaints: int
    late_complaints: int
    """Capped at 1,000, and so is `late`."""
    owed: int
    late: int
    """Of all that is owed, complaints among it."""
    others: int
    """Open and not owed an answer."""
    snoozed: int


_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def encode_id(number: int, letter: str = "c") -> str:
    """A short opaque string for people and scripts: c1f, o3."""
    digits = ""
    while True:
        number, rest = divmod(number, 32)
        digits = _DIGITS[rest] + digits
        if not number:
            return letter + digits


def decode_id(text: str, letter: str = "c") -> int | None:
    """The number behind an id; None where it isn't one."""
    text = text.strip().lower()
    if not 2 <= len(text) <= 13 or text[0] != letter or any(digit not in _DIGITS for digit in text[1:]):
        return None
    number = 0
    for digit in text[1:]:
        number = number * 32 + _DIGITS.index(digit)
    return number
