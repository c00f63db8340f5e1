"""A stream wakes the poller; one that breaks is opened again, one that isn't offered is left."""

import asyncio

from socialtui.domain.errors import NotFound, OutOfReach, Silent
from socialtui.store import accounts
from socialtui.sync.stream import Listener
from tests.sync.sync_parts import House, eventually


async def test_each_name_wakes_its_source_and_a_broken_stream_is_opened_again(hasty: House) -> None:
    hasty.town.news = asyncio.Queue()
    hasty.town.trouble["stream"] = [Silent("Silent.")]
    woken: list[str] = []
    running = asyncio.create_task(Listener(hasty.parts, hasty.account, hasty.town, woken.append).run())
    for _ in range(3):
        hasty.town.news.put_nowait("mentions")
    await eventually(lambda: woken == ["", "", "mentions", "mentions"])
    assert hasty.clock.slept == [15]
    running.cancel()


async def test_a_stream_that_begins_wakes_every_source_for_what_was_said_before(hasty: House) -> None:
    hasty.town.news = asyncio.Queue()
    woken: list[str] = []
    running = asyncio.create_task(Listener(hasty.parts, hasty.account, hasty.town, woken.append).run())
    await eventually(lambda: woken == [""])
    running.cancel()


async def test_a_network_without_a_stream_is_only_polled(hasty: House) -> None:
    async with asyncio.timeout(20):
        await Listener(hasty.parts, hasty.account, hasty.town, print).run()


async def test_a_stream_that_is_not_offered_is_not_asked_for_again(hasty: House) -> None:
    hasty.town.news = asyncio.Queue()
    hasty.town.news.put_nowait("mentions")
    hasty.town.trouble["stream"] = [NotFound("No such thing.")]
    async with asyncio.timeout(20):
        await Listener(hasty.parts, hasty.account, hasty.town, print).run()
    assert hasty.clock.slept == []


async def test_a_stream_inside_the_network_that_nobody_typed_is_told_with_its_sources(hasty: House) -> None:
    hasty.town.news = asyncio.Queue()
    refused = OutOfReach("The server hands out its news elsewhere.", "Have it name its own address.")
    hasty.town.news.put_nowait("mentions")
    hasty.town.trouble["stream"] = [refused]
    await Listener(hasty.parts, hasty.account, hasty.town, lambda _: None).run()
    (kept,) = await accounts.all_accounts(hasty.db)
    assert (kept.state, kept.trouble) == ("ok", ""), "it is polled: no trouble of the account"
    told = [source.cannot.get("stream") for source in await accounts.sources(hasty.db)]
    assert set(told) == {str(refused)}
    await accounts.account_remark(hasty.db, kept.account.id, "The renewed sign-in can't be kept.", "")
    await accounts.account_remark(hasty.db, kept.account.id, "", "")
    assert set(told) == {source.cannot.get("stream") for source in await accounts.sources(hasty.db)}
    hasty.town.news = None
    await Listener(hasty.parts, hasty.account, hasty.town, lambda _: None).run()
    assert not any("stream" in source.cannot for source in await accounts.sources(hasty.db)), "begun anew"
