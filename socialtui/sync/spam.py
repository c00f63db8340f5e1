"""Asks a service for a second opinion on spam, and tells it when a person decided otherwise.

It is never in the way: it has a time limit and a budget, what it said once is remembered, and whatever goes wrong
with it, our own judgement stands.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from hashlib import blake2s

from msgspec.structs import replace

from socialtui.domain.errors import CredentialFault, NetworkTrouble, Refused, SignedOut
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Clock, Network
from socialtui.domain.spam import Comment, SpamService, Verdict, weighed
from socialtui.settings.facts import Akismet
from socialtui.store import hooks, spam
from socialtui.store.database import Database
from socialtui.store.mentions import Arrival
from socialtui.store.wishes import Intent

log = logging.getLogger("socialtui.sync")

REST, REST_SIGNED_OUT = 120, 3600
"""Seconds for which a service in trouble is left alone; a dead key is not good again by itself."""
AT_ONCE = 4
NEWS = 3 * 86_400
"""Seconds after which a comment is history, such as a new account brings along."""
A_DAY = 86_400
ASKED_ABOUT = ("hold", "approved", "")
"""States of a comment that are asked about: what the blog itself put away needs no second opinion."""

Open = Callable[[], Awaitable[SpamService]]
"""Reads the key and opens the service; raises `CredentialFault` where the key can't be had."""


def digest(said: Mention) -> str:
    """A short key of what is asked about."""
    return blake2s(f"{said.author.name}|{said.text}".encode("utf-8", "replace"), digest_size=8).hexdigest()


class SecondOpinion:
    """The service that the settings switched on."""

    def __init__(self, connect: Open, settings: Akismet, clock: Clock) -> None:
        self._connect, self._settings, self._clock = connect, settings, clock
        self._service: SpamService | None = None
        self._again = 0
        self._told: str | None = None
        """The trouble that the store knows of."""

    async def ask(self, db: Database, account: Account, arrivals: list[Arrival]) -> list[Arrival]:
        """The arrivals with its word in their judgement; as they were, where it can't say."""
        now = self._clock.now()
        wanted = {
            one.mention.remote_id: one.mention
            for one in arrivals
            if one.judgement is not None and _may_be_asked(one.mention, now)
        }
        if not wanted:
            return arrivals
        digests = {number: digest(said) for number, said in wanted.items()}
        known = await spam.verdicts(db, account.id, digests)
        unknown = [wanted[number] for number in wanted if number not in known]
        if unknown and now >= self._again:
            known |= await self._asked(db, account, unknown, digests)
        return [_with(one, known.get(one.mention.remote_id)) for one in arrivals]

    async def _asked(
        self, db: Database, account: Account, unknown: Sequence[Mention], digests: dict[str, str]
    ) -> dict[str, Verdict]:
        """What it says of these within limit and budget; what was said before a trouble counts."""
        room = self._settings.per_day - await spam.asked_since(db, self._clock.now() - A_DAY)
        if room <= 0:
            await self._note(db, f"its {self._settings.per_day} questions of a day are used up", REST)
            return {}
        found: dict[str, Verdict] = {}
        trouble, rest = "", REST
        try:
            async with asyncio.timeout(self._settings.limit):
                service = await self._open()
                await _each(service, unknown[:room], found)
        except TimeoutError:
            trouble = f"it took longer than {self._settings.limit} s"
        except (NetworkTrouble, CredentialFault) as error:
            trouble = str(error)
            if isinstance(error, SignedOut):
                self._service, rest = None, REST_SIGNED_OUT
        if found:
            async with db.atomic() as write:
                rows = [(number, digests[number], verdict) for number, verdict in found.items()]
                await spam.keep(write, account.id, rows, self._clock.now())
        await self._note(db, trouble, rest)
        return found

    async def _open(self) -> SpamService:
        if self._service is None:
            self._service = await self._connect()
        return self._service

    async def _note(self, db: Database, trouble: str, rest: int) -> None:
        """Writes down how it fares, only where that changed."""
        if trouble:
            self._again = self._clock.now() + rest
            log.warning("akismet: %s", trouble)
        if trouble != self._told:
            async with db.atomic() as write:
                await hooks.note(write, hooks.AKISMET, trouble, self._clock.now())
            self._told = trouble

    async def report(self, db: Database, account: Account, network: Network, intent: Intent) -> None:
        """Tells it what a person decided, if they still say so. A dead key there is no dead account here."""
        assert intent.mention_id is not None
        verdict = Verdict(intent.payload.verb)
        said = await spam.said(db, intent.mention_id)
        if said is None or await spam.still_decided(db, intent.mention_id) is not verdict:
            return
        look = await network.look(intent.payload.in_reply_to)
        if look.origin is None:
            raise Refused("The blog no longer says who sent this comment, so Akismet can't be told.")
        one = Comment(said.text, said.author, said.url, said.said_at, said.language, look.origin)
        try:
            await (await self._open()).report(one, verdict)
        except (SignedOut, CredentialFault) as trouble:
            raise Refused(trouble.what, trouble.next_step) from trouble
        async with db.atomic() as write:
            await spam.corrected(write, account.id, intent.payload.in_reply_to, verdict)


def _may_be_asked(said: Mention, now: int) -> bool:
    fresh = said.said_at > now - NEWS and said.visibility in ASKED_ABOUT
    return said.origin is not None and bool(said.origin.ip) and not said.ours and fresh


async def _each(service: SpamService, unknown: Sequence[Mention], found: dict[str, Verdict]) -> None:
    """Asks about a few at once; the first trouble ends it, what was answered till then stays."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(said: Mention) -> None:
        async with turns:
            assert said.origin is not None
            asked = Comment(said.text, said.author.name, said.url, said.said_at, said.language, said.origin)
            found[said.remote_id] = await service.check(asked)

    tasks = [asyncio.create_task(one(said)) for said in unknown]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _with(arrival: Arrival, verdict: Verdict | None) -> Arrival:
    if verdict is None or arrival.judgement is None:
        return arrival
    return replace(arrival, judgement=weighed(arrival.judgement, verdict))
