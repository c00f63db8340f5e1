"""A second opinion on spam: within limit and budget, asked once, never in the way, corrected by people."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from socialtui.desk import Desk
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.errors import CredentialFault
from socialtui.domain.mention import Kind, Origin
from socialtui.domain.network import Look, Page
from socialtui.domain.spam import SpamService, Verdict
from socialtui.http_client import HttpClient
from socialtui.services.akismet import Akismet
from socialtui.settings.facts import Akismet as Settings_
from socialtui.store import intents, pending, spam
from socialtui.store.mentions import Arrival
from socialtui.sync.errands import Errands
from socialtui.sync.spam import REST, REST_SIGNED_OUT, SecondOpinion
from socialtui.sync.taking import Intake
from tests.conftest import DAY, HOUR, NOW, MakeDesk, Store, said
from tests.sync.sync_parts import HastyClock, build, mention

ORIGIN = Origin("203.0.113.9", "Mozilla/5.0", "x@example.org", "", "comment", "")
ON = Settings_(on=True, blog="https://blog.example", per_day=5, limit=1)


class Service:
    """Answers `true` for what speaks of pills; can be silent, dead or broken."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer = ""
        self.silent = False
        self.fault: CredentialFault | None = None
        self.clock: Any = None

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.asked.append(request.url.path.rpartition("/")[2])
        if self.silent:
            await asyncio.sleep(60)
        word = self.answer or str(b"pills" in request.content).lower()
        return httpx.Response(500 if word == "500" else 200, content=word)

    async def open(self) -> SpamService:
        if self.fault:
            raise self.fault
        http = HttpClient(self.clock, transport=httpx.MockTransport(self))
        return Akismet("k", "https://blog.example", http)


def comment(text: str = "cheap pills", kind: Kind = Kind.CHATTER, **more: Any) -> Arrival:
    return said(kind, text, **{"origin": ORIGIN, "visibility": "hold", **more})


def kinds(arrivals: list[Arrival]) -> list[Kind | None]:
    return [one.judgement.kind if one.judgement else None for one in arrivals]


@pytest.fixture
def service() -> Service:
    return Service()


def opinion(store: Store, service: Service, settings: Settings_ = ON) -> SecondOpinion:
    service.clock = store.clock
    return SecondOpinion(service.open, settings, store.clock)


async def trouble(desk: Desk) -> tuple[str, ...]:
    desk.room.settings = replace(desk.room.settings, akismet=ON)
    return await desk.health.hooks()


async def test_its_word_is_one_piece_of_evidence_and_is_asked_for_once(
    store: Store, service: Service
) -> None:
    second, account = opinion(store, service), await store.account("blog", "wordpress")
    arrivals = [
        comment(remote_id="1"),
        comment("hello", remote_id="2"),
        comment("pills!", Kind.COMPLAINT, remote_id="3"),
    ]
    found = await second.ask(store.db, account, arrivals)
    assert kinds(found) == [Kind.SPAM, Kind.CHATTER, Kind.COMPLAINT]
    assert found[0].judgement is not None
    assert found[0].judgement.kinds[0].evidence[-1].part == "akismet"
    assert len(service.asked) == 3
    again = await opinion(store, service).ask(store.db, account, arrivals)
    assert (kinds(again), len(service.asked)) == (kinds(found), 3), "a restart asks nothing again"
    edited = await second.ask(store.db, account, [comment("hello pills", remote_id="2")])
    assert (kinds(edited), len(service.asked)) == ([Kind.SPAM], 4), "other words are asked about"


async def test_only_a_blogs_fresh_comments_leave_this_box(store: Store, service: Service) -> None:
    arrivals = [
        said(Kind.CHATTER, "pills"), comment(at=NOW - 4 * DAY), comment(visibility="spam"),
        comment(visibility="trash"), comment(origin=Origin("")),
    ]  # fmt: skip
    found = await opinion(store, service).ask(store.db, await store.account(), arrivals)
    assert (found, service.asked) == (arrivals, [])


async def test_a_silent_service_costs_its_limit_and_is_left_alone(
    store: Store, desk: MakeDesk, service: Service
) -> None:
    second, account, ana = opinion(store, service), await store.account(), await desk()
    service.silent = True
    assert kinds(await second.ask(store.db, account, [comment()])) == [Kind.CHATTER]
    assert await trouble(ana) == ("akismet: it took longer than 1 s; our own judgement stands meanwhile",)
    service.silent = False
    assert kinds(await second.ask(store.db, account, [comment()])) == [Kind.CHATTER]
    store.clock.forward(REST)
    assert kinds(await second.ask(store.db, account, [comment()])) == [Kind.SPAM]
    assert await trouble(ana) == ()


async def test_a_dead_key_and_a_locked_vault_stop_nothing(
    store: Store, desk: MakeDesk, service: Service
) -> None:
    second, account, ana = opinion(store, service), await store.account(), await desk()
    service.answer = "invalid"
    assert kinds(await second.ask(store.db, account, [comment()])) == [Kind.CHATTER]
    (told,) = await trouble(ana)
    assert "Akismet doesn't take the key." in told
    asked = len(service.asked)
    store.clock.forward(REST)
    await second.ask(store.db, account, [comment()])
    assert len(service.asked) == asked
    store.clock.forward(REST_SIGNED_OUT)
    service.answer, service.fault = "", CredentialFault("The vault is locked.", "Unlock it.")
    assert kinds(await second.ask(store.db, account, [comment()])) == [Kind.CHATTER]
    assert "The vault is locked." in (await trouble(ana))[0]


async def test_the_budget_of_a_day_is_kept(store: Store, desk: MakeDesk, service: Service) -> None:
    second, account = opinion(store, service), await store.account()
    await second.ask(store.db, account, [comment() for _ in range(4)])
    found = await second.ask(store.db, account, [comment() for _ in range(3)])
    assert kinds(found).count(Kind.SPAM) == 1
    assert len(service.asked) == 5
    await second.ask(store.db, account, [comment()])
    assert "its 5 questions of a day are used up" in (await trouble(await desk()))[0]
    store.clock.forward(DAY + 1)
    found = await second.ask(store.db, account, [comment(at=NOW + DAY)])
    assert kinds(found) == [Kind.SPAM]


async def test_a_trouble_in_the_middle_keeps_what_was_said(store: Store, service: Service) -> None:
    second, account = opinion(store, service), await store.account()
    await second.ask(store.db, account, [comment(remote_id="1")])
    service.answer = "500"
    found = await second.ask(store.db, account, [comment(remote_id="1"), comment(remote_id="2")])
    assert kinds(found) == [Kind.SPAM, Kind.CHATTER]


async def test_a_persons_word_against_it_is_told_after_a_while_and_once(
    tmp_path: Path, service: Service
) -> None:
    clock = HastyClock()
    house = await build(tmp_path, clock)
    service.clock = clock
    second = SecondOpinion(service.open, ON, clock)
    house.parts = replace(house.parts, spam=second)
    gate = asyncio.Lock()
    intake = Intake(house.parts, house.account, gate)
    spammy = mention("m1", "cheap pills", NOW - 60, origin=ORIGIN, visibility="hold")
    fine = mention("m2", "hello there", NOW - 60, origin=ORIGIN, visibility="hold")
    await intake.page(await house.source(), Page((spammy, fine), "c"))
    desk = Desk.at(
        house.db, replace(house.parts.settings, user="ana", akismet=ON), clock, "ana", hours=WorkingHours(),
        limits={}, plan_file=tmp_path / "cadence.toml",
    )  # fmt: skip
    cids = {row[0]: row[1] for row in await house.db.rows("SELECT remote_id, conversation_id FROM mentions")}
    await desk.verbs.kind([cids["m1"]], Kind.QUESTION)
    await desk.verbs.kind([cids["m2"]], Kind.SPAM)

    async def look(remote_id: str) -> Look:
        return Look(True, "x", origin=ORIGIN)

    house.town.look = look  # type: ignore[method-assign]
    errands = Errands(house.parts, house.account, house.town, intake, lambda name: None)
    asked = len(service.asked)
    await errands.round()
    assert len(service.asked) == asked, "a slip of the hand is taken back first"
    await desk.undo.undo()
    clock.go(200)
    await errands.round()
    assert service.asked[asked:] == ["submit-ham"], "what was undone is not told"
    known = await spam.verdicts(house.db, house.account.id, {})
    assert known == {}
    assert (await spam.contradicted(house.db, [cids["m1"]])) == []
    assert await pending.due(house.db, house.account.id, intents.ERRANDS, clock.now() + HOUR) == []
    await house.db.close()
    await house.ingest.close()


async def test_corrections_stay_here_while_it_is_off(store: Store, desk: MakeDesk, service: Service) -> None:
    account = await store.account("blog", "wordpress")
    arrivals = [comment("cheap pills", remote_id="m1")]
    await opinion(store, service).ask(store.db, account, arrivals)
    await store.hear(*arrivals, account="blog")
    cid = await store.cid("m1")
    ana = await desk()
    await ana.verbs.kind([cid], Kind.QUESTION)
    assert await store.rows("SELECT kind FROM intents WHERE kind='opinion'") == []
    ben = await desk("ben", akismet=ON)
    await ben.verbs.moderate([cid], "approve")
    ((verb,),) = await store.rows("SELECT json_extract(payload, '$.verb') FROM intents WHERE kind='opinion'")
    assert verb == Verdict.HAM
