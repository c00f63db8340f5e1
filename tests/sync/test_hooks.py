"""Hooks: a person's commands are told of complaints, answers and promises, once, and stop nothing."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.cli.parts import told
from socialtui.desk.room import Outside, Room
from socialtui.domain.mention import Kind
from socialtui.domain.network import Sent, SourceAbout
from socialtui.settings import Settings, limits
from socialtui.settings.facts import Hooks as HookSettings
from socialtui.store import conversations, intents, standing
from socialtui.store.hooks import Hook
from socialtui.store.hooks import hooks as standings
from socialtui.sync.hooks import Hooks
from socialtui.sync.supervisor import Sync
from tests.conftest import DAY, HOUR, NOW, ROUND_THE_CLOCK, FakeClock, MakeDesk, Store, due, said
from tests.sync.sync_parts import HastyClock, build, mention

ENV = {"PATH": os.environ["PATH"], "ACME_TOKEN": "s3cret"}


class Told:
    """What the hooks of a test wrote down."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    @property
    def command(self) -> str:
        """Keeps what it is given under the hook's name."""
        return f"sh -c 'cat > $(mktemp {self.folder}/$SOCIALTUI_HOOK.XXXXXX); env > {self.folder}/env'"

    def people(self, hook: str) -> list[str]:
        """Of whom a hook was told."""
        return sorted(json.loads(file.read_text())["person"] for file in self.folder.glob(f"{hook}.*"))


Make = Callable[..., Hooks]


@pytest.fixture
def told_of(tmp_path: Path) -> Told:
    return Told(tmp_path / "told")


@pytest.fixture
async def hooks(store: Store, clock: FakeClock) -> AsyncIterator[Make]:
    """hooks(sent="…"): as the sync process has them."""
    made: list[Hooks] = []

    def make(**commands: Any) -> Hooks:
        settings = Settings(hooks=HookSettings(**commands))
        room = Room(store.db, settings, clock, "sync", ROUND_THE_CLOCK, limits(settings))
        made.append(Hooks(room, Outside(told, ENV)))
        return made[-1]

    yield make
    for one in made:
        await one.end()


async def hook(store: Store, name: str) -> Hook:
    return (await standings(store.db))[name]


async def round_(hooks: Hooks) -> None:
    """One look, and the commands that it began."""
    await hooks.round()
    await hooks.rest()


async def test_a_new_complaint_is_told_once_as_show_tells_it(
    store: Store, hooks: Make, told_of: Told
) -> None:
    await store.hear(said(who="before"))
    at_work = hooks(complaint_in=told_of.command)
    await round_(at_work)
    await store.hear(said(who="rosa"), said(Kind.PRAISE, who="mia"), said(who="old", at=NOW - 2 * DAY))
    await round_(at_work)
    await round_(at_work)
    assert told_of.people("complaint-in") == ["Rosa"]
    line = json.loads(next(told_of.folder.glob("complaint-in.*")).read_text())
    assert line["kind"] == "complaint"
    assert line["mentions"][0]["text"] == "It broke again and nobody answers."
    seen = (told_of.folder / "env").read_text()
    assert "SOCIALTUI_HOOK=complaint-in" in seen
    assert "s3cret" not in seen


async def test_what_is_only_heard_by_listening_rings_nobody(store: Store, hooks: Make, told_of: Told) -> None:
    await store.account(sources=(SourceAbout("mentions", "M"), SourceAbout("search", "S", addressed=False)))
    at_work = hooks(complaint_in=told_of.command)
    await round_(at_work)
    await store.hear(said(who="found"), source="search")
    await round_(at_work)
    assert told_of.people("complaint-in") == []


async def test_an_answer_that_was_sent_is_told(
    store: Store, hooks: Make, told_of: Told, desk: MakeDesk
) -> None:
    at_work = hooks(sent=told_of.command)
    await round_(at_work)
    await store.hear(said(remote_id="m"))
    line = await (await desk()).replies.send(await store.cid("m"), "On its way.", now=True)
    await round_(at_work)
    assert told_of.people("sent") == [], "it has not left yet"
    async with store.db.atomic() as write:
        await intents.take(write, line.id, NOW)
        await standing.settle_sent(write, line.id, Sent("r1", "", NOW), due, NOW)
    await round_(at_work)
    assert told_of.people("sent") == ["Rosa"]


async def test_a_promise_is_told_when_its_time_has_come(
    store: Store, hooks: Make, told_of: Told, clock: FakeClock
) -> None:
    at_work = hooks(promise_due=told_of.command)
    await round_(at_work)
    await store.hear(said(remote_id="m"), said(who="tom", remote_id="t"))
    async with store.db.atomic() as write:
        for who, at, state in (("m", NOW + HOUR, "open"), ("t", NOW + HOUR, "kept")):
            await write.run(
                "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at) VALUES (?,?,?,?,?,?)",
                (await store.cid(who), "by then", at, state, "ana", NOW),
            )
    clock.forward(HOUR - 1)
    await round_(at_work)
    assert told_of.people("promise-due") == []
    clock.forward(1)
    await conversations.wake(store.db, clock.now())
    await round_(at_work)
    await round_(at_work)
    assert told_of.people("promise-due") == ["Rosa"]


async def test_a_restart_goes_on_where_it_was_and_a_new_hook_begins_now(
    store: Store, hooks: Make, told_of: Told
) -> None:
    await round_(hooks(complaint_in=told_of.command))
    await store.hear(said(who="meanwhile"))
    await round_(hooks(complaint_in=told_of.command))
    assert told_of.people("complaint-in") == ["Meanwhile"]
    await round_(hooks())
    assert await standings(store.db) == {}
    await store.hear(said(who="unset"))
    await round_(hooks(complaint_in=told_of.command))
    assert told_of.people("complaint-in") == ["Meanwhile"]


async def test_two_processes_tell_once(store: Store, hooks: Make, told_of: Told) -> None:
    one, two = hooks(complaint_in=told_of.command), hooks(complaint_in=told_of.command)
    await round_(one)
    await round_(two)
    await store.hear(said(who="rosa"))
    await asyncio.gather(round_(one), round_(two))
    assert told_of.people("complaint-in") == ["Rosa"]


async def test_a_failing_hook_is_named_and_stops_nothing(store: Store, hooks: Make, told_of: Told) -> None:
    at_work = hooks(complaint_in="sh -c 'echo no room left >&2; exit 7'", sent="no-such-program")
    await round_(at_work)
    await store.hear(said(who="rosa"))
    await round_(at_work)
    await store.hear(said(who="tom"))
    await round_(at_work)
    found = await hook(store, "complaint-in")
    assert found.trouble.endswith("ended with 7: no room left.")
    assert (found.failures, found.ran_at) == (2, NOW)
    well = hooks(complaint_in="true")
    await store.hear(said(who="mia"))
    await round_(well)
    found = await hook(store, "complaint-in")
    assert (found.trouble, found.failures) == ("", 0)


async def test_a_hook_that_takes_too_long_is_stopped(store: Store, hooks: Make) -> None:
    at_work = hooks(complaint_in="sleep 60", limit=1)
    await round_(at_work)
    await store.hear(said())
    await round_(at_work)
    assert "was stopped after 1 s" in (await hook(store, "complaint-in")).trouble


async def test_no_more_than_so_many_run_at_once(store: Store, hooks: Make, tmp_path: Path) -> None:
    begun, go = tmp_path / "begun", tmp_path / "go"
    os.mkfifo(go)
    at_work = hooks(complaint_in=f"sh -c 'echo $$ >> {begun}; read x < {go}'", at_once=2)
    await round_(at_work)
    await store.hear(*(said(who=f"p{n}") for n in range(5)))
    await at_work.round()

    def lines() -> int:
        return len(begun.read_text().split()) if begun.exists() else 0

    held = os.open(go, os.O_RDWR)
    most = 0
    for turn in range(1, 6):
        async with asyncio.timeout(20):
            while lines() < min(turn + 1, 5):  # noqa: ASYNC110  only its file tells that a command began
                await asyncio.sleep(0.005)
        most = max(most, lines() - (turn - 1))
        os.write(held, b"go\n")
    await at_work.rest()
    os.close(held)
    assert lines() == 5
    assert most == 2


async def test_a_rush_is_told_up_to_a_point_and_the_rest_is_counted(
    store: Store, hooks: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socialtui.sync.hooks.WAITING", 3)
    at_work = hooks(complaint_in="true")
    await round_(at_work)
    await store.hear(*(said(who=f"p{n}") for n in range(8)))
    await round_(at_work)
    assert (await hook(store, "complaint-in")).left_out == 5
    await round_(hooks(complaint_in="true"))
    assert (await hook(store, "complaint-in")).left_out == 0, "a new process has nothing to complain of"


async def test_the_sync_process_runs_rules_and_hooks(tmp_path: Path, told_of: Told) -> None:
    house = await build(tmp_path, HastyClock())
    settings = replace(house.parts.settings, hooks=HookSettings(complaint_in="cat", sent=told_of.command))
    room = Room(house.db, settings, house.clock, "sync", ROUND_THE_CLOCK, limits(settings))
    house.parts = replace(house.parts, hooks=Hooks(room, Outside(told, ENV)))
    house.town.said.append(mention("m1"))
    await Sync(house.parts).once()
    await house.reply()
    await Sync(house.parts).once()
    assert told_of.people("sent") == ["Rosa"]
    await house.ingest.close()
    await house.db.close()
