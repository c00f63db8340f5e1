"""Crews begin, begin again and end with their accounts; one account's trouble is no other's."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.errors import CredentialFault, SignedOut, Silent, Unreachable
from socialtui.domain.network import Account
from socialtui.store import accounts, intents
from socialtui.store.accounts import Kept
from socialtui.store.database import DESK, VERSION, open_store
from socialtui.sync.lease import Leases, Presence
from socialtui.sync.supervisor import Sync
from socialtui.sync.trace import FILE, log_to
from tests.sync.sync_parts import NOW, SETTLE, SIGNED_IN, House, Town, eventually, mention


@asynccontextmanager
async def at_work(house: House, **more: Any) -> AsyncIterator["asyncio.Task[str]"]:
    task = asyncio.create_task(Sync(house.parts).run(**more))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def second_account(house: House, town: Town) -> Account:
    account = await accounts.add(house.db, Account(0, "beta", "demo"), SIGNED_IN, "none", "", NOW)
    first = house.parts.connect

    async def connect(kept: Kept) -> Any:
        return town if kept.account.name == "beta" else await first(kept)

    house.parts = replace(house.parts, connect=connect)
    return account


def holds(house: House, sql: str, *values: Any) -> Callable[[], Any]:
    async def look() -> bool:
        return await house.db.one(sql, values) is not None

    return look


async def passing(house: House, what: Callable[[], Any], step: float = 1) -> None:
    """Lets time pass until something is so."""

    async def look() -> bool:
        house.clock.go(step)
        await asyncio.sleep(0.005)
        return bool(await what())

    await eventually(look)


async def test_what_was_said_comes_in_and_what_is_written_goes_out(house: House) -> None:
    house.town.said.append(mention("m1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM mentions"))
        number = await house.reply(due_at=NOW)
        await eventually(holds(house, "SELECT 1 FROM intents WHERE state='sent'"))
    assert await house.state(number) == "sent"
    assert len(house.town.posted) == 1
    assert house.town.closed == 1


async def test_a_wish_written_by_another_process_is_noticed_within_a_quarter_second(house: House) -> None:
    house.town.said.append(mention("m1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM mentions"))
        desk = await open_store(house.db.path, DESK, NOW)
        took = []
        for n in range(4):
            await asyncio.sleep(0.05 * n)
            async with desk.atomic() as write:
                await intents.ask(write, "like", 1, {"remote_id": f"like {n}"}, "ana", NOW)
            begun = asyncio.get_running_loop().time()
            await eventually(lambda n=n: f"like {n}" in house.town.liked)  # type: ignore[misc]
            took.append(asyncio.get_running_loop().time() - begun)
        await desk.close()
    assert max(took) < 0.25 + 0.15, took


async def test_a_dead_token_stops_its_account_and_no_other(house: House) -> None:
    other = Town(house.clock)
    await second_account(house, other)
    house.town.trouble["pull"] = [SignedOut("Dead.", "Sign in again.")] * 9
    other.said.append(mention("b1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM accounts WHERE name='acme' AND state='signed_out'"))
        await eventually(holds(house, "SELECT 1 FROM mentions WHERE remote_id='b1'"))
        asked = len(house.town.pulls)
        assert asked == 2, "a renewed secret is read once before it is believed"
        other.said.append(mention("b2"))
        await passing(house, holds(house, "SELECT 1 FROM mentions WHERE remote_id='b2'"), 30)
        assert len(house.town.pulls) == asked
    source = next(s for s in await accounts.sources(house.db) if s.account == "acme")
    mended = "socialtui account add demo --name acme"
    assert (source.state, source.trouble, source.next_step) == ("signed_out", "Dead.", mended)


async def test_a_token_that_ends_each_hour_is_read_anew_each_time(house: House) -> None:
    async with at_work(house, forever=True):
        for number in range(3):
            house.clock.go(3600)
            house.town.trouble["pull"] = [SignedOut("It ran out.")]
            house.town.said.append(mention(f"m{number}"))
            heard = holds(house, f"SELECT 1 FROM mentions WHERE remote_id='m{number}'")
            await passing(house, heard, 200)
    assert (await house.kept()).state == "ok"


async def test_an_account_that_signs_in_again_works_again(house: House) -> None:
    house.town.trouble["pull"] = [SignedOut("Dead.")] * 2
    house.town.said.append(mention("m1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM accounts WHERE state='signed_out'"))
        await accounts.add(house.db, house.account, SIGNED_IN, "none", "", NOW)
        await eventually(holds(house, "SELECT 1 FROM mentions"))
    kept = await house.kept()
    assert (kept.state, kept.trouble) == ("ok", "")


async def test_a_secret_that_is_locked_is_asked_for_again(house: House) -> None:
    locked = [CredentialFault("The vault is locked.", "socialtui vault unlock", "locked")] * 2
    town = house.town

    async def connect(kept: Kept) -> Town:
        if locked:
            raise locked.pop()
        return town

    house.parts = replace(house.parts, connect=connect)
    town.said.append(mention("m1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM accounts WHERE trouble='The vault is locked.'"))
        await passing(house, holds(house, "SELECT 1 FROM mentions"))
        await eventually(holds(house, "SELECT 1 FROM accounts WHERE state='ok' AND trouble=''"))


async def test_accounts_come_and_go_while_it_runs(house: House) -> None:
    other = Town(house.clock)
    other.said.append(mention("b1"))
    sync = Sync(house.parts)
    task = asyncio.create_task(sync.run())
    await eventually(lambda: house.town.pulls)
    account = await accounts.add(house.db, Account(0, "beta", "demo"), SIGNED_IN, "none", "", NOW)
    await eventually(lambda: len([p for p in house.town.pulls if p == ("mentions", "")]) >= 2)
    await accounts.remove(house.db, account.id, NOW)
    await eventually(lambda: house.town.closed == 1)
    leases = Leases(house.parts.locks)
    await eventually(lambda: leases.take(account.id))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_fault_of_ours_is_logged_and_silences_nothing_else(house: House, tmp_path: Path) -> None:
    handler = log_to(tmp_path / "log")
    other = Town(house.clock)
    await second_account(house, other)

    async def broken(source: str, cursor: str) -> Any:
        raise ZeroDivisionError("a fault of ours")

    house.town.pull = broken  # type: ignore[method-assign]
    other.said.append(mention("b1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM mentions WHERE remote_id='b1'"))
        del house.town.pull
        house.town.said.append(mention("m1"))
        await passing(house, holds(house, "SELECT 1 FROM mentions WHERE remote_id='m1'"), 5)
    logging.getLogger("socialtui.sync").removeHandler(handler)
    handler.close()
    trace = (tmp_path / "log" / FILE).read_text("utf-8")
    assert "acme mentions failed" in trace
    assert "ZeroDivisionError: a fault of ours" in trace
    assert (tmp_path / "log" / FILE).stat().st_mode & 0o777 == 0o600


async def test_it_ends_when_nobody_has_needed_it_for_as_long_as_it_lingers(house: House) -> None:
    async with at_work(house) as task:
        await eventually(lambda: house.town.pulls)
        house.clock.go(599)
        await asyncio.sleep(0.05)
        assert not task.done()
        await passing(house, lambda: asyncio.sleep(0, task.done()))
        assert task.result() == "idle"
    assert Leases(house.parts.locks).take(house.account.id)


async def test_it_stays_for_a_desk_for_what_is_under_way_and_when_told_to(house: House) -> None:
    desk = Presence(house.parts.locks)
    desk.come()
    async with at_work(house) as task:
        for _ in range(20):
            house.clock.go(100)
            await asyncio.sleep(0.005)
        assert not task.done(), "a desk is there"
        house.town.said.append(mention("m1"))
        await passing(house, holds(house, "SELECT 1 FROM mentions"), 30)
        house.town.trouble["reply"], house.town.arrives = [Unreachable("Away.")] * 10_000, False
        await house.reply(due_at=house.clock.now())
        desk.go()
        for _ in range(20):
            house.clock.go(100)
            await asyncio.sleep(0.005)
        assert not task.done(), "a reply waits to leave"
        house.town.trouble["reply"] = []
        await passing(house, lambda: asyncio.sleep(0, task.done()), 100)
    async with at_work(house, forever=True) as task:
        for _ in range(20):
            house.clock.go(100)
            await asyncio.sleep(0.005)
        assert not task.done()


async def test_a_second_process_says_that_the_account_is_worked_for_elsewhere(house: House) -> None:
    async with at_work(house):
        await eventually(lambda: house.town.pulls)
        second = Sync(house.parts)
        async with asyncio.timeout(20):
            assert await second.run() == "elsewhere"
        assert second.elsewhere == ("acme",)
        assert (await Sync(house.parts).once()).elsewhere == ("acme",)


async def test_a_store_that_was_migrated_by_a_newer_version_is_left(house: House) -> None:
    async with at_work(house) as task:
        await eventually(lambda: house.town.pulls)
        async with house.db.atomic() as write:
            await write.run(f"PRAGMA user_version={VERSION + 1}")
            await write.run("UPDATE accounts SET created_at=created_at")
        await passing(house, lambda: asyncio.sleep(0, task.done()))
        assert task.result() == "newer"


async def test_what_time_changes_is_written(house: House) -> None:
    house.town.said.append(mention("m1"))
    async with at_work(house):
        await eventually(holds(house, "SELECT 1 FROM mentions"))
        async with house.db.atomic() as write:
            await write.run("UPDATE conversations SET state=1, wake_at=?", (NOW + 40,))
        await passing(house, holds(house, "SELECT 1 FROM conversations WHERE state=0"))
        assert house.clock.now() >= NOW + 40
    assert (await accounts.leases(house.db))[house.account.id][0] == 1


async def test_once_polls_sends_settles_and_leaves(hasty: House) -> None:
    hasty.town.said.append(mention("m1"))
    report = await Sync(hasty.parts).once()
    assert (report.new, report.elsewhere, report.troubles) == (1, (), ())
    hasty.town.trouble["reply"], hasty.town.shown_after = [Silent("Silent.")], 1
    number = await hasty.reply(due_at=NOW + 10)
    await Sync(hasty.parts).once()
    assert await hasty.state(number) == "sent"
    assert await hasty.conversation() == (State.ANSWERED, "answered by ana")
    assert hasty.clock.now() >= NOW + 10 + SETTLE


async def test_once_names_every_trouble(hasty: House) -> None:
    hasty.town.trouble["pull"] = [Unreachable("town.example can't be reached.")]
    report = await Sync(hasty.parts).once()
    assert report.troubles == ("acme mentions: town.example can't be reached.",)


async def test_once_of_one_account_leaves_the_others_alone(hasty: House) -> None:
    other = Town(hasty.clock)
    await second_account(hasty, other)
    await Sync(hasty.parts).once("beta")
    assert (hasty.town.pulls, len(other.pulls)) == ([], 1)


@pytest.mark.parametrize("cut_off", [True, False])
async def test_what_was_cut_off_is_sent_once_more_and_what_timed_out_is_not(
    hasty: House, cut_off: bool
) -> None:
    hasty.town.said.append(mention("m1"))
    await Sync(hasty.parts).once()
    number = await hasty.reply(due_at=NOW)
    async with hasty.db.atomic() as write:
        await intents.take(write, number, hasty.clock.now())
        if not cut_off:
            await intents.doubt(write, number, hasty.clock.now(), "Sent or not?", "")
    begun = hasty.clock.now()
    await Sync(hasty.parts).once()
    assert await hasty.state(number) == ("sent" if cut_off else "refused")
    assert len(hasty.town.posted) == int(cut_off)
    assert hasty.clock.now() >= begun + SETTLE, "the second reading is after the settle time"


async def test_what_was_cut_off_is_never_sent_again_where_nothing_would_show_that_it_arrived(
    hasty: House,
) -> None:
    hasty.town.said.append(mention("m1"))
    hasty.town.may_forget = True
    await Sync(hasty.parts).once()
    number = await hasty.reply(due_at=NOW)
    async with hasty.db.atomic() as write:
        await intents.take(write, number, hasty.clock.now())
    await Sync(hasty.parts).once()
    assert await hasty.state(number) == "refused"
    assert hasty.town.posted == []
    assert "may have arrived" in (await hasty.line(number)).trouble
