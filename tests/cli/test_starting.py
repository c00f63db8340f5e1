"""One sync process works beside the desk: started when none runs, alone, and ended when asked."""

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from socialtui.cli import starting
from socialtui.cli.introducing import fault_point
from socialtui.cli.screen import Beside
from socialtui.domain.conversation import decode_id
from socialtui.store.accounts import account_trouble, all_accounts, leases
from tests.cli.conftest import Box


@pytest.fixture
def started(practice: Box) -> Iterator[Box]:
    """A practice brand with a sync process beside it."""
    start = practice.start("demo")
    assert starting.start_sync(start)
    wait_for(lambda: not starting.without_sync(start, start.run(start.accounts())))
    yield practice
    starting.stop_sync(start)
    assert len(starting.without_sync(start, start.run(start.accounts()))) == 3


def wait_for(true: Callable[[], bool], patience: float = 20) -> None:
    """Looks until it is so."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_a_started_process_sends_and_waiting_sees_it(started: Box) -> None:
    found = started.demo("list", "kind:question", "account:acme", "--json").lines
    asked = next(one["id"] for one in found if one["can_reply"] is True)
    ended = started.demo("reply", asked, "--text", "It does.", "--now", "--wait", "20")
    assert ended.code == 0
    assert started.demo("outbox", "--json").lines[0]["state"] == "sent"


def test_a_second_one_is_not_started(started: Box) -> None:
    assert not starting.start_sync(started.start("demo"))


def test_the_desk_keeps_one_beside_it(practice: Box) -> None:
    start = practice.start("demo")
    beside = Beside(start)
    beside.begin()
    wait_for(lambda: not starting.without_sync(start, start.run(start.accounts())))
    beside.tell()
    starting.stop_sync(start)


def test_paused_accounts_need_no_process(practice: Box) -> None:
    start = practice.start("demo")

    async def pause() -> None:
        async with start.store() as db:
            for kept in await all_accounts(db):
                await account_trouble(db, kept.account.id, "paused", "", "")

    start.run(pause())
    assert not starting.start_sync(start)


def test_a_round_beside_it_says_who_works(started: Box) -> None:
    ended = started.demo("sync", "--once")
    assert ended.code == 0
    assert "another sync process works for it" in ended.err


def test_a_bulk_load_beside_it_is_taken_in_by_it(started: Box) -> None:
    ended = started.ok("demo", "--mentions", "400", "--load-only")
    assert "The store is filled." in ended.err
    heard = started.demo("sources", "--json").lines
    assert all(one["state"] == "ok" for one in heard)


def test_doctor_knows_the_process(started: Box) -> None:
    found = {one["check"]: one for one in started.demo("doctor", "--json").lines}
    assert found["sync"]["state"] == "ok"


def test_a_process_that_is_killed_at_a_fault_point_leaves_the_reply_to_the_next(
    practice: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = practice.demo("list", "kind:question", "account:acme", "--json").lines
    asked = next(one["id"] for one in found if one["can_reply"] is True)
    practice.demo("reply", asked, "--text", "It does.", "--now")
    killed = practice.process("--brand", "demo", "sync", "--once", SOCIALTUI_FAULT="after_wire_before_sent")
    assert killed.code == -signal.SIGKILL
    assert practice.demo("outbox", "--json").lines[0]["state"] == "sending"
    practice.ok("sync", "--once", brand="demo")
    assert practice.demo("outbox", "--json").lines[0]["state"] == "sent"
    world = (practice.home / "state/demo/world.jsonl").read_text()
    assert world.count("It does.") == 1
    assert decode_id(asked) is not None


def test_no_fault_happens_unless_one_is_named() -> None:
    fault_point("")("before_sending")
    fault_point("nonsense")("nonsense")


def test_only_our_own_process_is_ended() -> None:
    assert not starting.is_ours(os.getpid())
    assert not starting.is_ours(2**30)


def test_the_sync_process_shows_its_lease(started: Box) -> None:
    start = started.start("demo")

    async def work() -> int:
        async with start.store() as db:
            return len(await leases(db))

    wait_for(lambda: start.run(work()) == 3)


def test_the_unit_names_program_brand_and_home(box: Box) -> None:
    text = box.ok("sync", "--unit", brand="acme").out
    assert "ExecStart=" in text
    assert "--brand acme sync" in text
    assert f"Environment=SOCIALTUI_HOME={box.home}" in text
