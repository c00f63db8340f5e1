"""Reads from the store what a practice session was like, and has it scored."""

from typing import TYPE_CHECKING

from socialtui.desk.queue import QueueDesk
from socialtui.desk.room import Room
from socialtui.domain.conversation import LISTED, Said, State, Thread
from socialtui.domain.mention import Kind
from socialtui.domain.query import Query
from socialtui.store import events, promises

if TYPE_CHECKING:
    from socialtui.domain.draft import Answered, Remark
    from socialtui.domain.practice import Answer, Exchange, Mark, Session

MOST = 500
"""Conversations of one session."""
_STANDS = ("", "sent", "by_hand")


class PracticeDesk:
    """Judges nothing while one works; afterwards all of it."""

    def __init__(self, room: Room, queue: QueueDesk) -> None:
        self._room, self._queue = room, queue

    async def score(self) -> "tuple[Mark, ...]":
        """Principle by principle, with the reasons."""
        from socialtui.domain.practice import score

        return score(await self.session())

    async def session(self) -> "Session":
        """What was said, promised and done."""
        from socialtui.domain.practice import Session

        log = await events.lines(self._room.db, limit=5000)
        rested = {line.conversation_id for line in log if line.verb == "abdicate" and not line.undone_at}
        acts: dict[str, int] = {}
        for line in log:
            acts[line.verb] = acts.get(line.verb, 0) + 1
        made: dict[str, int] = {}
        for promise in await promises.ledger(self._room.db, MOST):
            made[promise.state] = made.get(promise.state, 0) + 1
        threads = [
            await self._queue.thread(card.id)
            for card in await self._queue.page(Query(states=LISTED), limit=MOST)
        ]
        recent: list[Answered] = []
        ordered = sorted(threads, key=_first_answer)
        found = [self._exchange(thread, thread.card.id in rested, recent) for thread in ordered]
        return Session(tuple(found), made, acts, self._room.now())

    def _exchange(self, thread: Thread, rested: bool, recent: "list[Answered]") -> "Exchange":
        from socialtui.domain.practice import Exchange

        card, theirs = thread.card, [line for line in thread.said if not line.ours]
        answers = self._answers(thread, recent)
        first = theirs[0].said_at if theirs else card.first_at
        upset = bool(answers) and card.kind is Kind.COMPLAINT and card.last_at > answers[-1].at
        removed = thread.reason.startswith("moderated: ") and thread.reason.split()[1] in ("trash", "hide")
        return Exchange(
            card.who, card.kind, self._room.due(card.kind, first), tuple(answers), rested, removed,
            upset and card.state is not State.DONE,
        )  # fmt: skip

    def _answers(self, thread: Thread, recent: "list[Answered]") -> "list[Answer]":
        from socialtui.domain.draft import Answered
        from socialtui.domain.practice import Answer

        card, found = thread.card, []
        for n, line in enumerate(thread.said):
            if not line.ours or line.state not in _STANDS:
                continue
            before = [said for said in thread.said[:n] if not said.ours]
            to = before[-1] if before else thread.said[thread.shown]
            remarks = self._remarks(thread, line, thread.said[:n], to, tuple(recent))
            found.append(Answer(line.text, line.said_at, line.acknowledgement, remarks))
            recent.insert(
                0,
                Answered(
                    line.text, line.said_at, line.said_by, card.id, card.id, card.who, card.kind, True, to.text,
                    line.acknowledgement,
                ),
            )  # fmt: skip
        return found

    def _remarks(
        self, thread: Thread, line: Said, said: tuple[Said, ...], to: Said, recent: "tuple[Answered, ...]"
    ) -> "tuple[Remark, ...]":
        from socialtui.domain.coach import remarks
        from socialtui.domain.draft import DraftContext, Ours

        card = thread.card
        context = DraftContext(
            line.text, to, card.kind, frozenset((card.kind,)), True, card.who, card.id, card.id, line.said_by,
            Ours(card.account, "", card.network), line.said_at, said=said, thread=said, recent=recent,
            ack=line.acknowledgement,
        )  # fmt: skip
        return remarks(context)


def _first_answer(thread: Thread) -> int:
    return min((line.said_at for line in thread.said if line.ours), default=thread.card.last_at)
