"""What a row is and where it belongs, said by line: kind, urgency, moderation, a colleague, and the log of it all."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.errors import UsageFault
from socialtui.domain.mention import Kind

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.plain.listing import Listing

HELP = {
    "kind N KIND": f"what it is: {', '.join(kind.value for kind in Kind)}; the same again takes it off",
    "urgency N more | less": "one band up or down, pinned there",
    "like N": "like what they said, where the network takes it",
    "moderate N VERB [abuse | spam REASON]": (
        "approve, spam, trash, hide, mute, report or archive; a complaint is hidden by exception alone"
    ),
    "escalate N COLLEAGUE [NOTE]": "claim it for somebody else, with what they should know",
    "reopen N": "open it again: closed, snoozed or spam",
    "events [MANY]": "who did what, newest first",
}
_WAYS = {"more": -1, "less": 1}
_SHOWN = 20
"""Lines of the log that are told where no number is said."""


class Deciding:
    """Verbs that say what a row is, or whose."""

    def __init__(self, desk: "Desk", listing: "Listing", say: Callable[[str], None]) -> None:
        self._desk, self._listing, self._say = desk, listing, say

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {
            "kind": self._kind, "urgency": self._urgency, "like": self._like, "moderate": self._moderate,
            "escalate": self._escalate, "reopen": self._reopen, "events": self._events,
        }  # fmt: skip

    async def _kind(self, rest: str) -> None:
        cid, word = await self._listing.cid_and(rest)
        kinds = {kind.value: kind for kind in Kind}
        if word.lower() not in kinds:
            raise UsageFault(f"“{word[:40]}” is no kind.", f"Say one of {', '.join(kinds)}.")
        self._say((await self._desk.verbs.kind([cid], kinds[word.lower()])).words)

    async def _urgency(self, rest: str) -> None:
        cid, word = await self._listing.cid_and(rest)
        if word.lower() not in _WAYS:
            raise UsageFault("urgency goes up or down.", "urgency 1 more, urgency 1 less.")
        self._say((await self._desk.verbs.urgency([cid], _WAYS[word.lower()])).words)

    async def _like(self, rest: str) -> None:
        self._say((await self._desk.verbs.like([await self._listing.cid(rest)])).words)

    async def _moderate(self, rest: str) -> None:
        cid, words = await self._listing.cid_and(rest)
        verb, _, more = words.partition(" ")
        exception, _, reason = more.strip().partition(" ")
        self._say((await self._desk.verbs.moderate([cid], verb.lower(), exception.lower(), reason)).words)

    async def _escalate(self, rest: str) -> None:
        cid, words = await self._listing.cid_and(rest)
        to, _, note = words.partition(" ")
        self._say((await self._desk.verbs.escalate(cid, to, note.strip())).words)
        self._say("ack says to them that a colleague answers, and by when.")

    async def _reopen(self, rest: str) -> None:
        self._say((await self._desk.verbs.reopen([await self._listing.cid(rest)])).words)

    async def _events(self, rest: str) -> None:
        from socialtui.plain.words import rfc3339

        many = rest.strip() or str(_SHOWN)
        if not (many.isascii() and many.isdigit() and 0 < int(many) <= 10_000):
            raise UsageFault(f"“{many[:40]}” is no number of lines.", "events, or events 50.")
        for line in await self._desk.undo.events(int(many)):
            gone = "" if line.undone_at is None else " (undone)"
            why = f"; stood there for: {line.why}" if line.why else ""
            self._say(f"{rfc3339(line.at)} {line.who}: {line.words}{gone}{why}")
