"""A clock that is told to go, a town where things are said, and a store, for the tests beside it."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from socialtui.domain.deadlines import NEVER
from socialtui.domain.errors import NetworkTrouble, NotFound
from socialtui.domain.mention import BAND_OF, Author, Band, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Account, Limits, Look, Outgoing, Page, Sent, SignedIn, SourceAbout
from socialtui.domain.reply import OutboxLine, OutboxState, Seen, same_words
from socialtui.settings import Settings
from socialtui.settings.facts import Sync as SyncSettings
from socialtui.store import accounts, drafts, intents
from socialtui.store.accounts import Kept, Source
from socialtui.store.database import INGEST, SENDER, Database, open_store
from socialtui.store.wishes import Payload, Wish
from socialtui.sync.parts import Parts
from tests.fresh import fresh

NOW = 1_790_000_000
SETTLE = 20
ROSA = Author("41", "rosa", "Rosa")
US = Author("900", "us", "Us")


class TestClock:
    """Stands still until `go`; whoever sleeps is woken when their moment comes."""

    __test__ = False

    def __init__(self, now: int = NOW) -> None:
        self._now = float(now)
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        self.slept: list[float] = []

    def now(self) -> int:
        return int(self._now)

    def somebody_sleeps(self) -> bool:
        """Whether time would wake anybody; who was woken by a bell meanwhile sleeps no more."""
        return any(not woken.done() for _, _, woken in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if seconds < 1:
            # A breath, not a wait.
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._now + seconds, self._count, woken))
        await woken

    def go(self, seconds: float) -> int:
        """Lets time pass."""
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)
        return self.now()


class HastyClock(TestClock):
    """Sleeping takes no time, but the clock shows that it did."""

    __test__ = False

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._now += seconds
        await asyncio.sleep(0)


def due(kind: Kind, first_at: int) -> int:
    """An hour for what is owed an answer."""
    return first_at + 3600 if BAND_OF[kind] <= Band.PRAISE else NEVER


class PlainJudge:
    """Complaints say so."""

    def __init__(self) -> None:
        self.judged = 0

    def judge(self, text: str, *, language: str = "", addressed: bool = True, network: str = "") -> Judgement:
        self.judged += 1
        kind = Kind.COMPLAINT if "broke" in text else Kind.CHATTER
        return Judgement((KindScore(kind, 1.0, ()),), 0.0, language or "en")


def mention(remote_id: str, text: str = "It broke again.", at: int = NOW - 600, **more: Any) -> Mention:
    """Something that Rosa said, each in a thread of its own."""
    author = more.pop("author", ROSA)
    return Mention(remote_id, author, text, at, thread=more.pop("thread", f"t-{remote_id}"), **more)


class Town:
    """A place without a wire. It forgets keys, so that only reading back prevents a second post."""

    def __init__(self, clock: TestClock) -> None:
        self.clock = clock
        self.said: list[Mention] = []
        self.posted: list[tuple[Outgoing, Mention]] = []
        self.gone: set[str] = set()
        self.page_size = 40
        self.pulls: list[tuple[str, str]] = []
        self.liked: list[str] = []
        self.moderated: list[tuple[str, str]] = []
        self.trouble: dict[str, list[NetworkTrouble]] = {}
        """Verb → what its next calls meet."""
        self.arrives = True
        """Whether a reply that meets a trouble stands there all the same."""
        self.may_forget = False
        """Whether what it doesn't show may have arrived all the same."""
        self.shown_after = 0
        """How many readings back don't show what stands there yet."""
        self.knows_keys = False
        """Whether a second post under one key is the first one, as on many servers."""
        self.news: asyncio.Queue[str] | None = None
        self.during: dict[str, Callable[[], Any]] = {}
        """Verb → what happens while it is asked."""
        self.closed = 0

    def forgets(self) -> bool:
        return self.may_forget

    def _meet(self, verb: str) -> NetworkTrouble | None:
        waiting = self.trouble.get(verb)
        return waiting.pop(0) if waiting else None

    def _raise(self, verb: str) -> None:
        trouble = self._meet(verb)
        if trouble is not None:
            raise trouble

    async def _meanwhile(self, verb: str) -> None:
        if verb in self.during:
            await self.during[verb]()

    async def sign_in(self) -> SignedIn:
        return SIGNED_IN

    async def pull(self, source: str, cursor: str) -> Page:
        self.pulls.append((source, cursor))
        self._raise("pull")
        start = int(cursor or 0)
        shown = self.said[start : start + self.page_size]
        end = start + len(shown)
        return Page(tuple(shown), str(end), more=end < len(self.said))

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        self._raise("thread")
        asked = next(m for m in self.said if m.remote_id == remote_id)
        return tuple(m for m in self.said if m.thread == asked.thread)

    async def look(self, remote_id: str) -> Look:
        self._raise("look")
        await self._meanwhile("look")
        found = next((m for m in self.said if m.remote_id == remote_id), None)
        if found is None or remote_id in self.gone:
            return Look(exists=False)
        shown = self.said if self.shown_after == 0 else []
        answers = tuple(m for m in shown if m.ours and m.parent == remote_id)
        return Look(True, found.text, answers)

    async def reply(self, outgoing: Outgoing) -> Sent:
        trouble = self._meet("reply")
        if trouble is not None and not self.arrives:
            raise trouble
        for before, answer in self.posted if self.knows_keys else ():
            if before.key == outgoing.key:
                return Sent(answer.remote_id, answer.url, answer.said_at)
        answer = Mention(
            f"r{len(self.posted) + 1}", US, outgoing.text, self.clock.now(), parent=outgoing.in_reply_to,
            thread=outgoing.thread, url="https://town.example/r", ours=True,
        )  # fmt: skip
        self.posted.append((outgoing, answer))
        self.said.append(answer)
        await self._meanwhile("reply")
        if trouble is not None:
            raise trouble
        return Sent(answer.remote_id, answer.url, answer.said_at)

    async def find(self, outgoing: Outgoing) -> Sent | None:
        self._raise("find")
        if self.shown_after > 0:
            self.shown_after -= 1
            return None
        for answer in self.said:
            same = answer.parent == outgoing.in_reply_to and same_words(answer.text, outgoing.text)
            if answer.ours and same and answer.said_at >= outgoing.first_try_at - 120:
                return Sent(answer.remote_id, answer.url, answer.said_at)
        return None

    async def like(self, remote_id: str) -> None:
        self._raise("like")
        if remote_id in self.gone:
            raise NotFound("Gone.")
        self.liked.append(remote_id)

    async def moderate(self, remote_id: str, verb: str) -> None:
        self._raise("moderate")
        self.moderated.append((remote_id, verb))

    def stream(self) -> AsyncIterator[str] | None:
        return None if self.news is None else self._stream(self.news)

    async def _stream(self, news: "asyncio.Queue[str]") -> AsyncIterator[str]:
        while True:
            name = await news.get()
            self._raise("stream")
            yield name

    async def close(self) -> None:
        self.closed += 1


SIGNED_IN = SignedIn(
    "900", "us", "Us", Limits(), (SourceAbout("mentions", "Mentions", every=60),), "de", "short"
)


class House:
    """A store with one account in one town, and the parts that work for it."""

    def __init__(self, db: Database, ingest: Database, account: Account, town: Town, parts: Parts) -> None:
        self.db, self.ingest, self.account, self.town, self.parts = db, ingest, account, town, parts

    @property
    def clock(self) -> TestClock:
        assert isinstance(self.parts.clock, TestClock)
        return self.parts.clock

    async def source(self) -> Source:
        return (await accounts.sources(self.db, self.account.id))[0]

    async def kept(self) -> Kept:
        return (await accounts.all_accounts(self.db))[0]

    async def reply(self, text: str = "A new one is on its way.", **more: Any) -> int:
        """Ana answers the first mention that there is, having read it as the store has it."""
        row = await self.db.one(
            "SELECT c.id, m.id, m.remote_id, m.text FROM conversations c JOIN mentions m ON m.id = c.mention_id"
            " ORDER BY c.id LIMIT 1"
        )
        assert row is not None
        state = more.pop("state", OutboxState.LEAVING)
        who, due_at = more.pop("who", "ana"), more.pop("due_at", self.parts.clock.now())
        about = Payload(in_reply_to=row[2], seen=more.pop("seen", Seen(row[3], ())), **more)
        wish = Wish("reply", self.account.id, who, text, row[0], row[1], about, state, due_at)
        return await intents.add(self.db, wish, self.parts.clock.now())

    async def line(self, number: int) -> OutboxLine:
        return (await intents.lines(self.db, intent_id=number))[0]

    async def state(self, number: int) -> str:
        return (await self.line(number)).state.value

    async def draft(self, conversation_id: int = 1) -> str:
        return (await drafts.of(self.db, conversation_id)).text

    async def conversation(self, conversation_id: int = 1) -> tuple[Any, ...]:
        row = await self.db.one("SELECT state, reason FROM conversations WHERE id=?", (conversation_id,))
        assert row is not None
        return row


async def build(folder: Path, clock: TestClock, **more: Any) -> House:
    """A house whose parts may be changed by name."""
    path = fresh(folder / "state" / "store.db")
    db = await open_store(path, SENDER, NOW)
    ingest = await open_store(path, INGEST, NOW)
    account = await accounts.add(db, Account(0, "acme", "demo"), SIGNED_IN, "none", "", NOW)
    town = Town(clock)

    async def connect(kept: Kept) -> Town:
        return town

    parts = Parts(
        db=db, ingest=ingest, connect=connect, clock=clock, judge=PlainJudge(), due=due,
        settings=Settings(sync=SyncSettings(linger=600, settle=SETTLE)), locks=folder / "locks", pid=1,
        dice=lambda: 0.5,
    )  # fmt: skip
    return House(db, ingest, account, town, replace(parts, **more))


async def eventually(what: Callable[[], Any], seconds: float = 20.0) -> None:
    """Waits for what another thread or task brings about; fails when it doesn't come."""
    async with asyncio.timeout(seconds):
        while True:
            held = what()
            if asyncio.iscoroutine(held):
                held = await held
            if held:
                return
            await asyncio.sleep(0.002)
