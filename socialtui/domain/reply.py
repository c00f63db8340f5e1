"""What an answer is on its way out, and how its length is counted."""

import re
from enum import StrEnum

from msgspec import Struct

from socialtui.domain.network import Limits


class OutboxState(StrEnum):
    """Where an answer stands.

    leaving → due → sending → sent | refused | unknown; unknown → sent | refused.
    leaving → recalled. by_hand never touches the wire.
    """

    LEAVING = "leaving"
    DUE = "due"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    REFUSED = "refused"
    RECALLED = "recalled"
    BY_HAND = "by_hand"


UNDER_WAY = (OutboxState.LEAVING, OutboxState.DUE, OutboxState.SENDING, OutboxState.UNKNOWN)
"""States in which an answer may still come to stand on the network."""


AS_DRAFT = "Your text is kept as a draft."
"""The next step where nothing is left to answer."""
_BY_KEY = ": r sends it"


class OutboxLine(Struct, frozen=True):
    """One answer in the outbox. Times are UTC seconds."""

    id: int
    kind: str
    conversation_id: int | None
    account: str
    to: str
    text: str
    state: OutboxState
    due_at: int
    attempts: int
    remote_id: str
    url: str
    trouble: str
    next_step: str
    who: str
    created_at: int
    sent_at: int | None
    part: int = 0
    """Which part of an answer in several, from 1; 0 for a whole one."""
    parts: int = 0
    planned: int = 0
    """When its writer wants it to leave; 0 for at once."""
    kept_there: bool = False
    """The network keeps this post until its time, or may keep it or have published it."""

    @property
    def sends_again(self) -> bool:
        """Whether it was not taken, and nothing but us can send it."""
        return self.state is OutboxState.REFUSED and not self.kept_there

    @property
    def offers_again(self) -> bool:
        """Whether its next step is the key that sends it again."""
        return _BY_KEY in self.next_step


def standing_parts(line: OutboxLine) -> str:
    """What of an answer stands although the rest was taken back; empty where nothing does."""
    before = line.part - 1
    if before < 1:
        return ""
    return f"{'Part 1' if before == 1 else f'Parts 1 to {before}'} of {line.parts} had left already."


class Promised(Struct, frozen=True):
    """One promise as it stands in an answer."""

    text: str
    """Its sentence."""
    due_at: int
    """UTC seconds."""
    deed: bool
    """Something other than a further answer, which no answer keeps by itself."""


class Seen(Struct, frozen=True):
    """What the writer had before their eyes, held against the network's state before sending."""

    text: str
    """The answered mention's text."""
    answers: tuple[str, ...]
    """Remote ids of our own answers that were known."""


_LINK = r"https?://\S*[^\s.,;:!?\"')\]}»”]"
_REMOTE_HANDLE = r"(@[\w.-]+)@[\w.-]+\.\w+"


def length(text: str, limits: Limits) -> int:
    """How much of the limit a text uses, in graphemes, links and handles counted by the network's rule."""
    if limits.url_length:
        text = re.sub(_LINK, "x" * limits.url_length, text)
    if limits.remote_handles_short:
        text = re.sub(_REMOTE_HANDLE, r"\1", text)
    if text.isascii():
        return len(text) - text.count("\r\n")
    import regex

    return len(regex.findall(r"\X", text))


def left(text: str, limits: Limits) -> int | None:
    """How much room is left, negative when too long; None where there is no limit."""
    if limits.max_bytes and len(text.encode("utf-8", "replace")) > limits.max_bytes:
        return limits.max_bytes - len(text.encode("utf-8", "replace"))
    return limits.max_length - length(text, limits) if limits.max_length else None


_HANDLE_IN_TEXT = r"(?<![\w/])@[\w.-]+(?:@[\w.-]+)?"


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same: handles, case of space and line ends left aside."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(re.sub(_HANDLE_IN_TEXT, "", text).split())
