"""A source is asked page after page; a trouble is told, waited out, and never moves the cursor."""

import asyncio
import time
from typing import Any

import pytest

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    MovedAway,
    NetworkTrouble,
    RateLimited,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.mention import Author
from socialtui.domain.network import Page
from socialtui.store import accounts
from socialtui.store.database import Database
from socialtui.store.ingest import BATCH
from socialtui.sync import taking
from socialtui.sync.poller import Poller
from socialtui.sync.taking import BREATH, LEAST, LONGEST, Intake, harmless, sized
from tests.conftest import traced
from tests.sync.sync_parts import NOW, US, House, PlainJudge, eventually, mention


async def poller_of(house: House) -> Poller:
    source = await house.source()
    intake = Intake(house.parts, house.account, asyncio.Lock())
    return Poller(house.parts, house.account, house.town, intake, source.id)


async def count(house: House) -> int:
    row = await house.db.one("SELECT count(*) FROM mentions")
    assert row is not None
    return int(row[0])


async def test_all_pages_are_taken_in_and_the_cursor_goes_with_them(house: House) -> None:
    house.town.said = [mention(f"m{n}") for n in range(90)]
    assert await (await poller_of(house)).poll() == 90
    source = await house.source()
    assert (source.cursor, source.state, source.newest) == ("90", "ok", NOW - 600)
    assert (source.last_success, source.next_try) == (NOW, NOW + 60)


@pytest.mark.parametrize(
    "trouble",
    [
        Unreachable("Away."), Silent("Silent."), ServerTrouble("Failed."), Garbled("Nonsense."),
        Forbidden("Not allowed."), MovedAway("Elsewhere."),
    ],
)  # fmt: skip
async def test_a_trouble_in_the_middle_leaves_the_cursor_at_the_last_whole_page(
    house: House, trouble: NetworkTrouble
) -> None:
    house.town.said = [mention(f"m{n}") for n in range(60)]
    poller = await poller_of(house)
    pull = house.town.pull

    async def pull_once(source: str, cursor: str):  # type: ignore[no-untyped-def]
        if cursor:
            raise trouble
        return await pull(source, cursor)

    house.town.pull = pull_once  # type: ignore[method-assign]
    await poller.poll()
    source = await house.source()
    assert (source.cursor, source.state, source.trouble) == ("40", "trouble", trouble.what)
    assert source.trouble_since == NOW
    house.town.pull = pull  # type: ignore[method-assign]
    house.clock.go(100)
    assert await poller.poll() == 20
    source = await house.source()
    assert (source.state, source.trouble, source.trouble_since, source.failures) == ("ok", "", 0, 0)
    assert await count(house) == 60


async def test_troubles_in_a_row_are_waited_out_longer_each_time(house: House) -> None:
    poller = await poller_of(house)
    waits = []
    for _ in range(9):
        house.town.trouble["pull"] = [Unreachable("Away.")]
        await poller.poll()
        waits.append((await house.source()).next_try - house.clock.now())
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900]


async def test_the_networks_own_word_on_when_to_come_back_is_kept(house: House) -> None:
    poller = await poller_of(house)
    failed = ServerTrouble("Failed.")
    failed.retry_at = NOW + 777
    for trouble in (RateLimited("Full.", retry_at=NOW + 777), failed):
        house.town.trouble["pull"] = [trouble]
        await poller.poll()
        assert (await house.source()).next_try == NOW + 777


async def test_a_dead_token_is_the_accounts_trouble(house: House) -> None:
    house.town.trouble["pull"] = [SignedOut("Dead.")]
    with pytest.raises(SignedOut):
        await (await poller_of(house)).poll()
    assert (await house.source()).cursor == ""


async def test_known_mentions_are_not_judged_again(house: House) -> None:
    judge = house.parts.judge
    assert isinstance(judge, PlainJudge)
    house.town.said = [mention(f"m{n}") for n in range(40)]
    poller = await poller_of(house)
    await poller.poll()
    async with house.db.atomic() as write:
        await write.run("UPDATE sources SET cursor=''")
    assert await poller.poll() == 0
    assert judge.judged == 40


async def test_a_known_page_costs_one_reading_and_one_writing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(tuple(mention(f"m{n}") for n in range(80)), "c1", more=True)
    intake, source = Intake(house.parts, house.account, asyncio.Lock()), await house.source()
    assert await intake.page(source, page) == 80
    monkeypatch.setattr(taking, "harmless", lambda _: pytest.fail("what is known is not cleaned again"))
    monkeypatch.setattr(house.parts.judge, "judge", lambda *_, **__: pytest.fail("nor judged"))
    async with traced(house.parts.ingest) as asked:
        assert await intake.page(source, page) == 0
    assert [sql.split()[0] for sql in asked] == ["SELECT", "UPDATE"]
    assert (await house.source()).cursor == "c1"


async def test_an_edit_is_judged_and_stored(house: House) -> None:
    house.town.said = [mention("m1")]
    poller = await poller_of(house)
    await poller.poll()
    house.town.said = [mention("m1", "All is well.")]
    async with house.db.atomic() as write:
        await write.run("UPDATE sources SET cursor=''")
    await poller.poll()
    assert await house.db.one("SELECT text, edited_at FROM mentions") == ("All is well.", NOW)


async def test_hostile_words_names_and_links_are_stored_harmless(house: House) -> None:
    author = Author("66", "eve\x1b[2J", "Eve\x1b]0;mine\x07\nSecond line", "https://x\x1b[1m")
    house.town.said = [mention("m1", "It \x1b[31mbroke\u202e!", author=author, url="https://y\x07")]
    await (await poller_of(house)).poll()
    rows = await house.db.rows(
        "SELECT m.text, m.original, m.hidden, m.url, i.handle, i.name, i.url FROM mentions m"
        " JOIN identities i ON i.id = m.identity_id"
    )
    text, original, hidden, *rest = rows[0]
    assert (original, hidden) == ("It \x1b[31mbroke\u202e!", 1)
    for word in (text, *rest):
        assert word.isprintable(), word


async def test_what_is_clean_is_not_copied() -> None:
    said = mention("m1")
    assert harmless(said)[0] is said


async def test_what_only_stands_beside_us_is_owed_nothing(house: House) -> None:
    house.town.said = [mention("m1", addressed=False), mention("m2", author=Author("42", "bo", "Bo"))]
    await (await poller_of(house)).poll()
    assert await house.db.rows("SELECT thread, band FROM conversations ORDER BY thread") == [
        ("t-m1", 6), ("t-m2", 1),
    ]  # fmt: skip


async def test_a_bulk_load_leaves_the_store_alone_after_each_batch(hasty: House) -> None:
    hasty.town.said = [mention(f"m{n}") for n in range(250)]
    hasty.town.page_size = 250
    await (await poller_of(hasty)).poll()
    assert hasty.clock.slept.count(BREATH) >= 3, "a hundred rows at most, and a breath"


async def test_where_a_transaction_held_the_lock_long_the_next_one_takes_less(
    hasty: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[int] = []

    async def slow(_: Database, body: Any) -> int:
        new: int = await at_once(hasty.parts.ingest, body)
        stored.append(new)
        hasty.parts.ingest.held = new * LONGEST / 50
        return new

    at_once = Database.at_once
    monkeypatch.setattr(Database, "at_once", slow)
    hasty.town.said = [mention(f"m{n}") for n in range(400)]
    hasty.town.page_size = 400
    assert await (await poller_of(hasty)).poll() == 400
    assert stored[:2] == [100, 50]
    assert sum(stored) == 400
    assert max(stored[1:]) <= 57, "what fits, and a try at a little more"
    assert sized(BATCH, BATCH, 1.0) == LEAST, "a stall isn't answered with single rows"
    assert sized(BATCH, 60, LONGEST * 1.2) == 50, "what went in tells how much fits"
    assert sized(50, 3, 0.0) == sized(50, 0, 1.0) == 50, "a few rows don't tell that more would fit"
    assert sized(LEAST, 30, LONGEST * 1.1) == LEAST, "what was too long is no reason for more"
    assert sized(50, 50, LONGEST) == 57


async def test_a_network_that_promises_more_for_ever_is_left_until_its_next_turn(house: House) -> None:
    house.town.page_size = 0
    house.town.said = [mention("m1")]
    await (await poller_of(house)).poll()
    assert (await house.source()).next_try == NOW + 60
    assert len(house.town.pulls) == 2


async def test_our_own_posts_are_kept_without_a_judgement(house: House) -> None:
    house.town.said = [mention("p1", "News.", author=US, ours=True)]
    await (await poller_of(house)).poll()
    assert await house.db.one("SELECT ours, conversation_id FROM mentions") == (1, None)


async def test_a_source_is_asked_at_its_pace_and_when_the_bell_rings(house: House) -> None:
    poller = await poller_of(house)
    running = asyncio.create_task(poller.run())

    async def settled(polls: int) -> None:
        await eventually(lambda: len(house.town.pulls) == polls)
        await eventually(house.clock.somebody_sleeps)

    await settled(1)
    house.clock.go(60)
    await settled(2)
    house.clock.go(10)
    poller.ring()
    await settled(3)
    house.town.trouble["pull"] = [Unreachable("Away.")]
    house.clock.go(60)
    await settled(4)
    poller.ring()
    await asyncio.sleep(0.05)
    assert len(house.town.pulls) == 4, "a stream doesn't cut a back-off short"
    poller.ring(now=True)
    await settled(5)
    running.cancel()


async def test_a_source_that_was_removed_is_left(house: House) -> None:
    poller = await poller_of(house)
    await accounts.remove(house.db, house.account.id, NOW)
    async with asyncio.timeout(20):
        await poller.run()


async def test_known_pages_are_read_again_at_fifteen_thousand_a_second(house: House) -> None:
    house.town.said = [mention(f"m{n}", author=Author(str(n % 50), "a", "A")) for n in range(2000)]
    house.town.page_size = 100
    poller = await poller_of(house)
    await poller.poll()
    begun = time.process_time()
    for _ in range(3):
        async with house.db.atomic() as write:
            await write.run("UPDATE sources SET cursor=''")
        assert await poller.poll() == 0
    rate = 6000 / (time.process_time() - begun)
    print(f"\nread again: {rate:,.0f} a CPU second")
    assert rate >= 15_000 / 3, "far below the budget; the bench has the exact number"
