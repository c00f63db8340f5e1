"""Posts that a network keeps until their time are handed over once, looked for, and taken back while posts pause."""

import asyncio

import pytest
from msgspec.structs import replace

from socialtui.domain.errors import Forbidden, NetworkTrouble, Silent
from socialtui.domain.network import Outgoing, Sent
from socialtui.domain.pausing import Why
from socialtui.domain.reply import OutboxState
from socialtui.settings import Settings
from socialtui.settings.facts import Posts
from socialtui.settings.facts import Sync as SyncSettings
from socialtui.store import intents, pausing
from socialtui.store.wishes import Payload, Wish
from socialtui.sync.handing import FAULT_POINTS
from socialtui.sync.sender import Sender
from tests.sync.sync_parts import NOW, SETTLE, House, Town

SLOT = NOW + 3600


class Keeping(Town):
    """A town that keeps posts until their time, and hands out nothing twice."""

    def begin(self) -> None:
        self.waiting: dict[str, tuple[Outgoing, int]] = {}
        self.asked = 0
        self.at_once = False
        """Whether it publishes what it was told to keep."""

    async def schedule(self, outgoing: Outgoing, at: int) -> Sent:
        self.asked += 1
        trouble = self._meet("schedule")
        if trouble is not None and not self.arrives:
            raise trouble
        if self.at_once:
            return await self.reply(outgoing)
        for name, (waiting, _) in self.waiting.items():
            if waiting.text == outgoing.text:
                return Sent(name, "", at)
        self.waiting[f"s{self.asked}"] = (outgoing, at)
        if trouble is not None:
            raise trouble
        return Sent(f"s{self.asked}", "", at)

    async def unschedule(self, remote_id: str) -> None:
        self._raise("unschedule")
        self.waiting.pop(remote_id, None)

    async def publish(self) -> None:
        """Its time has come."""
        for name, (outgoing, at) in list(self.waiting.items()):
            if at <= self.clock.now():
                del self.waiting[name]
                await self.reply(outgoing)


@pytest.fixture
def keeping(house: House) -> Keeping:
    house.town.__class__ = Keeping
    assert isinstance(house.town, Keeping)
    house.town.begin()
    settings = Settings(sync=SyncSettings(settle=SETTLE), posts=Posts(network_schedule=True))
    house.parts = replace(house.parts, settings=settings)
    return house.town


def sender(house: House) -> Sender:
    return Sender(house.parts, house.account, house.town, asyncio.Lock())


async def planned(house: House, at: int = SLOT) -> int:
    about = Payload(planned=at)
    wish = Wish(
        "post", house.account.id, "ana", "New sails.", payload=about, state=OutboxState.DUE, due_at=at
    )
    return await intents.add(house.db, wish, NOW)


async def test_it_is_handed_over_once_published_there_and_found(house: House, keeping: Keeping) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    await out.round()
    assert [at for _, at in keeping.waiting.values()] == [SLOT]
    house.clock.go(3600)
    await out.round()
    assert (await house.state(number), keeping.posted) == ("due", []), "it isn't sent from here as well"
    await keeping.publish()
    house.clock.go(SETTLE)
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


async def test_what_a_network_publishes_at_once_is_sent_and_never_said_again(
    house: House, keeping: Keeping
) -> None:
    keeping.at_once = True
    number, out = await planned(house), sender(house)
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)
    house.clock.go(3600 + SETTLE)
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


@pytest.mark.parametrize("point", FAULT_POINTS)
async def test_cut_off_while_it_is_handed_over_it_stands_once(
    house: House, keeping: Keeping, point: str
) -> None:
    def cut(here: str) -> None:
        if here == point:
            raise ConnectionAbortedError(here)

    parts, number = house.parts, await planned(house)
    house.parts = replace(parts, fault=cut)
    with pytest.raises(ConnectionAbortedError):
        await sender(house).round()
    house.parts = parts
    out = sender(house)
    await out.round()
    assert len(keeping.waiting) == 1
    house.clock.go(3600)
    await keeping.publish()
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


async def test_without_the_setting_or_the_time_it_leaves_from_here(house: House, keeping: Keeping) -> None:
    number, out = await planned(house, NOW + 300), sender(house)
    await out.round()
    assert keeping.waiting == {}
    house.clock.go(300)
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_silence_while_it_is_handed_over_leaves_one_post(
    house: House, keeping: Keeping, arrives: bool
) -> None:
    keeping.trouble["schedule"], keeping.arrives = [Silent("Nothing for 20 s.")], arrives
    number, out = await planned(house), sender(house)
    await out.round()
    out = sender(house)  # another process takes over
    house.clock.go(120)
    await out.round()
    assert len(keeping.waiting) == 1
    house.clock.go(3600)
    await keeping.publish()
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


@pytest.mark.parametrize("trouble", [Forbidden("The scope is missing.")])
async def test_what_the_network_does_not_keep_leaves_from_here(
    house: House, keeping: Keeping, trouble: NetworkTrouble
) -> None:
    keeping.trouble["schedule"], keeping.arrives = [trouble], False
    number, out = await planned(house), sender(house)
    await out.round()
    await out.round()
    assert keeping.asked == 1
    house.clock.go(3600)
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


async def test_a_pause_takes_it_back_and_its_end_hands_it_over_again(house: House, keeping: Keeping) -> None:
    await planned(house)
    out = sender(house)
    await out.round()
    async with house.db.atomic() as write:
        await pausing.begin(write, Why.HAND, "", None, "ana", NOW)
    await out.round()
    assert keeping.waiting == {}
    async with house.db.atomic() as write:
        await pausing.end(write, "ana", NOW)
    house.clock.go(60)
    await out.round()
    assert len(keeping.waiting) == 1


async def test_what_is_taken_back_is_taken_back_there_too(house: House, keeping: Keeping) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    async with house.db.atomic() as write:
        assert await intents.recall(write, number, NOW)
    keeping.trouble["unschedule"] = [Silent("Nothing.")]
    await out.round()
    assert len(keeping.waiting) == 1
    await out.round()
    assert (keeping.waiting, keeping.posted) == ({}, [])


async def test_what_never_came_to_stand_there_is_offered_again(house: House, keeping: Keeping) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    keeping.waiting.clear()
    house.clock.go(3600 + 601)
    await out.round()
    assert (await house.state(number), keeping.posted) == ("refused", [])
