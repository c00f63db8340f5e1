"""What a wish that needs the wire is made of, before and after it is stored."""

from typing import Any

import msgspec
from msgspec import Struct, field

from socialtui.domain.media import Attached
from socialtui.domain.network import Outgoing
from socialtui.domain.reply import OutboxState, Promised, Seen
from socialtui.store.database import Row

INTENT = (
    "id, kind, account_id, conversation_id, mention_id, text, payload, key, state, due_at, attempts, tried_at,"
    " last_try_at, cut_off, remote_id, url, sent_at, trouble, next_step, who, created_at"
)

ASKED, HERE, LOST = "?", "-", "!"
"""In the place of what the network calls a post that it keeps: it is being handed over, and nobody knows whether
it waits there; it stays here, since the network keeps none; nobody could ever see whether it was published, and it is
looked for before the same post leaves once more."""


class Payload(Struct, frozen=True):
    """What a wish carries beside its text."""

    visibility: str = ""
    language: str = ""
    handles: tuple[str, ...] = ()
    in_reply_to: str = ""
    """Remote id of what it answers, likes, moderates or wants the thread of."""
    thread: str = ""
    ack: bool = False
    """The short "we have seen it": the conversation stays open until the promise."""
    promise_at: int | None = None
    """UTC seconds until which something is promised."""
    promise_text: str = ""
    promise_deed: bool = False
    """Something other than a further answer, which no answer keeps by itself."""
    also: tuple[Promised, ...] = ()
    """What else it promises, with dates of their own."""
    keeps: bool = False
    """It keeps all that was promised before, deeds too."""
    seen: Seen | None = None
    """What its writer had read; None asks nothing."""
    newest: int = 0
    """The newest mention of the conversation when it was written; what came later is not answered by it."""
    signed: str = ""
    """What was put after the typed words, as it was put; a draft made of this text leaves it away."""
    planned: int = 0
    """UTC seconds at which its writer wants it to leave; 0 for at once."""
    kept: str = ""
    """What the network calls a post that it keeps until its time, or one of the two signs."""
    instead: int = 0
    """The wish of the same post before it, which the network may still keep: this one waits until it doesn't."""
    missed: bool = False
    """A post of ours that nothing could send in its time: it is offered again."""
    group: str = ""
    """The key of the first part, where an answer has several; empty for a whole one."""
    part: int = 0
    """Which part it is, from 1."""
    parts: int = 0
    media: tuple[Attached, ...] = ()
    """Files that go with it."""
    rest: str = ""
    """What was typed from this part to the end."""
    verb: str = ""
    """For a moderation: approve, spam, trash, hide, mute or report."""
    source: str = ""
    """For a poll: the one source to ask; empty for all. For a gap: whose it is."""
    gap: int = 0
    """The number of the gap to fetch."""


class Wish(Struct, frozen=True):
    """A wish before it is stored."""

    kind: str
    account_id: int
    who: str
    text: str = ""
    conversation_id: int | None = None
    mention_id: int | None = None
    payload: Payload = field(default_factory=Payload)
    state: OutboxState = OutboxState.DUE
    due_at: int = 0
    """UTC seconds; 0 for now."""
    key: str = ""
    """The same over every try; empty for a new one."""


class Intent(Struct, frozen=True):
    """A stored wish. Times are UTC seconds."""

    id: int
    kind: str
    account_id: int
    conversation_id: int | None
    mention_id: int | None
    text: str
    payload: Payload
    key: str
    state: OutboxState
    due_at: int
    attempts: int
    tried_at: int | None
    last_try_at: int | None
    cut_off: bool
    remote_id: str
    url: str
    sent_at: int | None
    trouble: str
    next_step: str
    who: str
    created_at: int

    @property
    def outgoing(self) -> Outgoing:
        """What the network is handed."""
        about = self.payload
        return Outgoing(
            key=self.key, text=self.text, in_reply_to=about.in_reply_to, handles=about.handles,
            visibility=about.visibility, language=about.language, thread=about.thread,
            first_try_at=self.tried_at or 0, media=tuple(one.remote_id for one in about.media),
        )  # fmt: skip

    @property
    def last(self) -> bool:
        """Whether nothing of the answer comes behind it."""
        return self.payload.part == self.payload.parts

    @property
    def kept_there(self) -> bool:
        """Whether the network keeps it until its time, or may keep it or have published it."""
        return self.payload.kept not in ("", HERE)

    @property
    def in_the_way(self) -> int:
        """The wish that is to be settled before another one of the same post may leave; 0 for none."""
        return self.id if self.kept_there else self.payload.instead

    @property
    def typed(self) -> str:
        """The words as they were typed, without the signature; of a part, with those of the parts behind it."""
        if self.payload.group:
            return self.payload.rest
        signed = self.payload.signed
        return self.text.removesuffix(signed) if signed else self.text


def encode(payload: Payload) -> str:
    """What is stored of a payload: JSON."""
    return msgspec.json.encode(payload).decode()


def intent_of(row: Row) -> Intent:
    """A row of `INTENT`."""
    values: list[Any] = list(row)
    values[6] = msgspec.json.decode(row[6], type=Payload)
    values[8] = OutboxState(row[8])
    values[13] = bool(row[13])
    return Intent(*values)
