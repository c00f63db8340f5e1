"""The ledger of what we promised: opened by hand, kept, withdrawn with a reason."""

from msgspec import Struct

from socialtui.desk.promising import promised
from socialtui.desk.room import Done, Room, card_of, own_row, refuse
from socialtui.domain.conversation import Bound, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, LAST_OWED, Band
from socialtui.domain.promise import solved
from socialtui.domain.reply import Promised
from socialtui.store import binding, events, patches, promises, waiting
from socialtui.store.database import Writer
from socialtui.store.promises import LedgerLine

__all__ = ["Ledger", "LedgerLine", "Promised", "PromisesDesk"]

RATED = 90 * 86_400
"""Seconds over which the kept rate is counted."""
_SETTLED = 100
"""Kept, broken and withdrawn ones that the ledger shows beside the open ones."""


class Ledger(Struct, frozen=True):
    """Every open promise, the newest of those that ended, and how many were kept."""

    lines: tuple[LedgerLine, ...]
    kept: int
    broken: int
    """Both within `RATED`."""
    today: int
    """Open ones that are due by midnight."""
    thanked: dict[int, str]
    """Open promise → their words that say it has come."""

    @property
    def open(self) -> int:
        """How many still bind us."""
        return sum(line.state == "open" for line in self.lines)


class PromisesDesk:
    """A promise is ours: it ends as kept, broken or withdrawn, and never because they say thanks."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def read(self, text: str, ack: bool = False, at: int | None = None) -> tuple[Promised, ...]:
        """What a text promises when it leaves, now or `at` a moment (UTC seconds)."""
        return promised(self._room, text, ack, at)

    async def ledger(self, limit: int = _SETTLED) -> Ledger:
        """Broken ones first, then what is open by date, then what ended."""
        lines = await promises.ledger(self._room.db, limit)
        kept, broken = await promises.rate(self._room.db, self._room.now() - RATED)
        said = {line.id: solved(line.said) for line in lines if line.state == "open" and line.said}
        return Ledger(
            tuple(lines),
            kept,
            broken,
            await self.due_today(),
            {id: words for id, words in said.items() if words},
        )

    async def due_today(self) -> int:
        """How many open ones are due before the day ends on the wall."""
        return await promises.due_until(self._room.db, self._room.midnight(1))

    async def line(self, promise_id: int) -> LedgerLine:
        """One promise."""
        found = await promises.one(self._room.db, promise_id)
        if found is None:
            raise refuse("There is no such promise.", "`socialtui promises` lists them.")
        return found

    async def promise(self, cid: int, text: str, due_at: int) -> Done:
        """Opens one by hand: something that was promised elsewhere, on the phone for example."""
        text = " ".join(text.split())
        if not text:
            raise refuse("What was promised?", "Write it in a few words.")
        if due_at <= self._room.now():
            raise refuse("That moment is over already.", "Promise by a later one.")
        async with self._room.db.atomic() as write:
            card = own_row(await card_of(write, cid))
            row = await promises.add(write, cid, (text, due_at, True), self._room.who, self._room.now())
            act = self._room.act("promise", f"promised {card.who}: {text}")
            await events.rewrote(write, act, {"promises": {row: None}}, cid)
        return Done(f"promised {card.who}", (cid,))

    async def kept(self, ids: list[int]) -> Done:
        """We did what we said. One that broke stays broken in the count: it was kept late."""
        return await self._close(ids, "kept", "")

    async def withdraw(self, ids: list[int], reason: str) -> Done:
        """We take it back, and say why."""
        if not reason.strip():
            raise refuse("A promise is not withdrawn without a reason.", "Say why in a few words.")
        return await self._close(ids, "withdrawn", reason.strip())

    async def _close(self, ids: list[int], how: str, reason: str) -> Done:
        now = self._room.now()
        async with self._room.db.atomic() as write:
            lines = [line for id in ids if (line := await promises.one(write, id)) is not None]
            # A broken one can still be kept, late, or taken back with a reason, once.
            wanted = [line for line in lines if line.state == "open" or _owed(line)]
            if not wanted:
                raise refuse(_no_need(lines, how))
            ended = "kept late" if how == "kept" and all(map(_owed, wanted)) else how
            words = f"{len(wanted)} promises" if len(wanted) > 1 else f"promise to {wanted[0].to}"
            words += f" {ended}"
            words += f": {reason}" if reason else ""
            subject, act = await events.one_act(write), self._room.act("promise", words)
            for line in wanted:
                if line.state == "broken":
                    new: dict[str, object] = {"reason": reason or "kept late"}
                else:
                    new = {"state": how, "reason": reason, "closed_at": now}
                before = await patches.rows_of(write, "promises", [line.id])
                await promises.settle(write, line.id, new)
                await events.rewrote(write, act, {"promises": before}, line.conversation_id, subject)
            for cid in dict.fromkeys(line.conversation_id for line in wanted):
                await self._settle(write, cid, act, subject)
        return Done(words, tuple(dict.fromkeys(line.conversation_id for line in wanted)))

    async def _settle(self, write: Writer, cid: int, act: events.Act, subject: str) -> None:
        """Where nothing binds us any more, the row stands where their words put it; answered ones leave."""
        rest = (await binding.of(write, [cid])).get(cid, Bound())
        if any(one.state == "open" or (one.state == "broken" and not one.reason) for one in rest.promises):
            return
        card = await card_of(write, cid)
        if card.state is not State.OPEN:
            return
        change: dict[str, object]
        if await waiting.wholly_answered(write, cid):
            change = {"state": int(State.ANSWERED), "reason": "what was promised is settled"}
        else:
            band = BAND_OF[card.kind] if card.addressed else Band.CHATTER
            change = {"due_at": self._room.due(card.kind, card.first_at) if band <= LAST_OWED else NEVER}
        if card.band is Band.BROKEN_PROMISE:
            change["band"] = int(BAND_OF[card.kind] if card.addressed else Band.CHATTER)
        await events.change(write, act, {cid: change}, subject)


def _owed(line: LedgerLine) -> bool:
    """Broken, and nothing was done about it yet."""
    return line.state == "broken" and not line.reason


def _no_need(lines: list[LedgerLine], how: str) -> str:
    if not lines:
        return "There is no such promise."
    line = lines[0]
    return f"It is {line.reason if line.state == 'broken' else line.state} already; {how} changes nothing."
