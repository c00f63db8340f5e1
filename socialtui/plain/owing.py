"""Decides how promises, follow-ups and letting go are said line by line."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.conversation import decode_id, encode_id
from socialtui.domain.errors import UsageFault
from socialtui.plain.telling import promise_line

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.plain.listing import Listing

HELP = {
    "promises": "what you promised to whom by when, broken first",
    "promise N TIME TEXT": "something you promised elsewhere; TIME is one word: 2h, tomorrow, fri",
    "kept P, withdraw P REASON": "how a promise ended; P is its id, such as p1",
    "follow N TIME": "wait for their answer; without one by then it comes back",
    "abdicate N REASON": "let it rest after two honest public answers; a change of tone brings it back",
}


class Owing:
    """What we owe, and what they owe."""

    def __init__(self, desk: "Desk", say: Callable[[str], None], listing: "Listing") -> None:
        self._desk, self._say, self._listing = desk, say, listing

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {
            "promises": self._promises, "promise": self._promise, "kept": self._kept, "withdraw": self._withdraw,
            "follow": self._follow, "abdicate": self._abdicate,
        }  # fmt: skip

    async def _promises(self, _rest: str) -> None:
        ledger = await self._desk.promises.ledger()
        for line in ledger.lines:
            self._say(f"{encode_id(line.id, 'p')}: {promise_line(line, ledger.thanked.get(line.id, ''))}")
        ended = ledger.kept + ledger.broken
        self._say(f"{ledger.open} open, {ledger.today} due today; kept {ledger.kept} of {ended} in 90 days.")

    async def _promise(self, rest: str) -> None:
        cid, more = await self._listing.cid_and(rest)
        time, _, text = more.partition(" ")
        if not text.strip():
            raise UsageFault("promise wants a time and what was promised.", "promise 1 tomorrow the refund")
        moment = self._desk.verbs.parse_time(time)
        self._say((await self._desk.promises.promise(cid, text, moment)).words)

    @staticmethod
    def _id(word: str) -> int:
        found = decode_id(word, "p") if word else None
        if found is None or found >= 2**62:
            raise UsageFault(f"“{word[:40]}” is no promise.", "promises lists them; they look like p1.")
        return found

    async def _kept(self, rest: str) -> None:
        self._say((await self._desk.promises.kept([self._id(rest.strip())])).words)

    async def _withdraw(self, rest: str) -> None:
        word, _, reason = rest.strip().partition(" ")
        self._say((await self._desk.promises.withdraw([self._id(word)], reason)).words)

    async def _follow(self, rest: str) -> None:
        cid, time = await self._listing.cid_and(rest)
        moment = self._desk.verbs.parse_time(time or "tomorrow")
        self._say((await self._desk.waiting.follow_up([cid], moment)).words)

    async def _abdicate(self, rest: str) -> None:
        cid, reason = await self._listing.cid_and(rest)
        self._say((await self._desk.waiting.abdicate(cid, reason)).words)
