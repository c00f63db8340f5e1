"""Posts that a network keeps until their time are handed over once, looked for, and taken back while posts pause."""

import asyncio

import pytest
from msgspec.structs import replace

from socialtui.domain.errors import Forbidden, NetworkTrouble, Silent, Unreachable
from socialtui.domain.network import Outgoing, Sent
from socialtui.domain.pausing import Why
from socialtui.domain.reply import OutboxState
from socialtui.settings import Settings
from socialtui.settings.facts import Posts
from socialtui.settings.facts import Sync as SyncSettings
from socialtui.store import handing, intents, pausing
from socialtui.store.wishes import Payload, Wish
from socialtui.sync.handing import BACK_POINTS, FAULT_POINTS, GIVEN_UP
from socialtui.sync.sender import Sender
from tests.sync.sync_parts import NOW, SETTLE, House, Town

SLOT = NOW + 3600


class Keeping(Town):
    """A town that keeps posts until their time, and hands out nothing twice."""

    def begin(self) -> None:
        self.list: dict[str, tuple[Outgoing, int]] = {}
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
        for name, (waiting, when) in self.list.items():
            if (waiting.key, when) == (outgoing.key, at):
                return Sent(name, "", at)
        self.list[f"s{self.asked}"] = (outgoing, at)
        if trouble is not None:
            raise trouble
        return Sent(f"s{self.asked}", "", at)

    async def waiting(self, outgoing: Outgoing, at: int) -> Sent | None:
        self._raise("waiting")
        for name, (waits, when) in self.list.items():
            if (waits.key, when) == (outgoing.key, at):
                return Sent(name, "", at)
        return None

    async def unschedule(self, remote_id: str) -> None:
        trouble = self._meet("unschedule")
        if trouble is None or self.arrives:
            self.list.pop(remote_id, None)
        if trouble is not None:
            raise trouble

    async def publish(self) -> None:
        """Its time has come."""
        for name, (outgoing, at) in list(self.list.items()):
            if at <= self.clock.now():
                del self.list[name]
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


async def planned(house: House, at: int = SLOT, words: str = "New sails.") -> int:
    about = Payload(planned=at)
    wish = Wish("post", house.account.id, "ana", words, payload=about, state=OutboxState.DUE, due_at=at)
    return await intents.add(house.db, wish, NOW)


async def test_it_is_handed_over_once_published_there_and_found(house: House, keeping: Keeping) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    await out.round()
    assert [at for _, at in keeping.list.values()] == [SLOT]
    house.clock.go(3600)
    await out.round()
    assert (await house.state(number), keeping.posted) == ("due", []), "it isn't sent from here as well"
    await keeping.publish()
    house.clock.go(SETTLE)
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


@pytest.mark.parametrize("anew", [False, True])
async def test_what_is_undone_while_another_is_on_the_wire_is_not_handed_over(
    house: House, keeping: Keeping, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    await planned(house)
    second = await planned(house, SLOT + 60, "Words with a mistake.")
    schedule = keeping.schedule

    async def slow(outgoing: Outgoing, at: int) -> Sent:
        monkeypatch.undo()
        await house.db.alone("DELETE FROM intents WHERE id=?", (second,))
        if anew:
            assert await planned(house, SLOT + 60, "Mended words.") == second, "its number is given once more"
        return await schedule(outgoing, at)

    monkeypatch.setattr(keeping, "schedule", slow)
    out = sender(house)
    await out.round()
    assert [outgoing.text for outgoing, _ in keeping.list.values()] == ["New sails."]
    house.clock.go(60)
    await out.round()
    handed = ["New sails.", "Mended words."] if anew else ["New sails."]
    assert [outgoing.text for outgoing, _ in keeping.list.values()] == handed


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
    for _ in range(2):
        await out.round()
        house.clock.go(SETTLE)
    await out.round()
    assert len(keeping.list) == 1
    house.clock.go(3600)
    await keeping.publish()
    await out.round()
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


async def test_without_the_setting_or_the_time_it_leaves_from_here(house: House, keeping: Keeping) -> None:
    number, out = await planned(house, NOW + 300), sender(house)
    await out.round()
    assert keeping.list == {}
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
    for _ in range(3):
        house.clock.go(120)
        await out.round()
    assert len(keeping.list) == 1
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
    assert keeping.list == {}
    async with house.db.atomic() as write:
        await pausing.end(write, "ana", NOW)
    house.clock.go(60)
    await out.round()
    assert len(keeping.list) == 1


async def test_what_is_taken_back_is_taken_back_there_too(house: House, keeping: Keeping) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    async with house.db.atomic() as write:
        assert await intents.recall(write, number, NOW)
    keeping.trouble["unschedule"], keeping.arrives = [Silent("Nothing.")], False
    await out.round()
    assert len(keeping.list) == 1
    assert "may still publish it" in (await house.line(number)).trouble
    house.clock.go(60)
    await out.round()
    assert (await house.line(number)).trouble == ""
    assert (keeping.list, keeping.posted) == ({}, [])


async def test_what_never_came_to_stand_there_is_offered_again(house: House, keeping: Keeping) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    keeping.list.clear()
    house.clock.go(3600 + 601)
    await out.round()
    assert (await house.state(number), keeping.posted) == ("refused", [])


async def lost(house: House, keeping: Keeping, *, arrives: bool = True) -> tuple[int, Sender]:
    """A post whose handing over met a silence."""
    keeping.trouble["schedule"], keeping.arrives = [Silent("Nothing for 20 s.")], arrives
    number, out = await planned(house), sender(house)
    await out.round()
    keeping.arrives = True
    return number, out


async def rounds(house: House, out: Sender, count: int = 3) -> None:
    for _ in range(count):
        house.clock.go(SETTLE)
        await out.round()


async def recall(house: House, number: int) -> None:
    async with house.db.atomic() as write:
        assert await intents.recall(write, number, house.clock.now())


async def in_its_place(house: House, number: int, at: int, text: str = "New sails.") -> int:
    """The same post for another time, as the desk writes it."""
    about = Payload(planned=at, instead=number)
    wish = Wish("post", house.account.id, "ana", text, payload=about, state=OutboxState.DUE, due_at=at)
    return await intents.add(house.db, wish, house.clock.now())


async def over(house: House, keeping: Keeping, out: Sender, seconds: int) -> None:
    """Time goes by as in life: the network publishes, the process looks."""
    for _ in range(seconds // 60):
        house.clock.go(60)
        await keeping.publish()
        await out.round()


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("another", [True, False])
async def test_taken_back_after_a_silent_hand_over_nothing_is_published(
    house: House, keeping: Keeping, arrives: bool, another: bool
) -> None:
    number, out = await lost(house, keeping, arrives=arrives)
    await recall(house, number)
    out = sender(house) if another else out
    await rounds(house, out)
    assert keeping.list == {}
    assert not await handing.unsettled(house.db, [house.account.id])
    await over(house, keeping, out, 7200)
    assert (await house.state(number), keeping.posted) == ("recalled", [])


@pytest.mark.parametrize("arrives", [True, False])
async def test_moved_after_a_silent_hand_over_it_stands_once_at_its_new_time(
    house: House, keeping: Keeping, arrives: bool
) -> None:
    number, out = await lost(house, keeping, arrives=arrives)
    await recall(house, number)
    moved = await in_its_place(house, number, SLOT + 1800)
    await over(house, keeping, out, 7200)
    assert [said.said_at for _, said in keeping.posted] == [SLOT + 1800]
    assert (await house.state(number), await house.state(moved)) == ("recalled", "sent")


@pytest.mark.parametrize("arrives", [True, False])
async def test_paused_after_a_silent_hand_over_nothing_is_published_before_its_end(
    house: House, keeping: Keeping, arrives: bool
) -> None:
    number, out = await lost(house, keeping, arrives=arrives)
    async with house.db.atomic() as write:
        await pausing.begin(write, Why.HAND, "", None, "ana", NOW)
    await rounds(house, out)
    assert keeping.list == {}
    async with house.db.atomic() as write:
        await pausing.end(write, "ana", house.clock.now())
    await over(house, keeping, out, 7200)
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)


async def test_what_can_not_be_taken_back_before_its_time_is_told_as_sent_and_its_other_time_is_not_kept(
    house: House, keeping: Keeping
) -> None:
    number, out = await lost(house, keeping)
    await recall(house, number)
    keeping.trouble["waiting"] = [Unreachable("No route.")] * 99
    moved = await in_its_place(house, number, SLOT + 120)
    await over(house, keeping, out, 3780)
    assert (await house.state(moved), len(keeping.posted)) == ("due", 1), "it waits for what may stand"
    assert (await house.line(moved)).trouble == "Waits until the network has let go of the earlier version."
    keeping.trouble.clear()
    await over(house, keeping, out, 3600)
    assert (await house.state(number), await house.state(moved)) == ("sent", "recalled")
    assert len(keeping.posted) == 1


async def test_other_words_in_the_place_of_what_stands_already_are_asked_about(
    house: House, keeping: Keeping
) -> None:
    number, out = await lost(house, keeping)
    await recall(house, number)
    keeping.trouble["waiting"] = [Unreachable("No route.")] * 99
    other = await in_its_place(house, number, SLOT + 7200, "Newer sails.")
    await over(house, keeping, out, 3660)
    keeping.trouble.clear()
    await over(house, keeping, out, 7200)
    assert (await house.state(number), await house.state(other)) == ("sent", "refused")
    assert "stands" in (await house.line(other)).trouble
    assert len(keeping.posted) == 1


@pytest.mark.parametrize("point", BACK_POINTS)
async def test_cut_off_while_it_is_taken_back_it_is_taken_back_by_the_next_process(
    house: House, keeping: Keeping, point: str
) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    await recall(house, number)

    def cut(here: str) -> None:
        if here == point:
            raise ConnectionAbortedError(here)

    parts = house.parts
    house.parts = replace(parts, fault=cut)
    with pytest.raises(ConnectionAbortedError):
        await sender(house).round()
    house.parts = parts
    assert await handing.unsettled(house.db, [house.account.id]), "the process goes on until it is settled"
    await rounds(house, sender(house))
    assert not await handing.unsettled(house.db, [house.account.id])
    assert (keeping.list, keeping.posted) == ({}, [])


async def test_a_hand_over_that_did_not_arrive_leaves_from_here_in_time(
    house: House, keeping: Keeping
) -> None:
    number = await planned(house, NOW + 601)
    keeping.trouble["schedule"], keeping.arrives = [Silent("Nothing for 20 s.")], False
    out = sender(house)
    await out.round()
    await over(house, keeping, out, 720)
    assert (await house.state(number), len(keeping.posted)) == ("sent", 1)
    assert (keeping.posted[0][1].said_at - NOW) // 60 <= 11


async def test_what_nobody_can_see_is_given_up_in_words_after_a_day(house: House, keeping: Keeping) -> None:
    number, out = await lost(house, keeping)
    await recall(house, number)
    keeping.trouble["waiting"] = [Forbidden("The scope is missing.")] * 999
    await out.round()
    house.clock.go(3600 + GIVEN_UP + 60)
    await out.round()
    assert "Nobody could see" in (await house.line(number)).trouble
    assert not await handing.unsettled(house.db, [house.account.id])


async def given_up(house: House, keeping: Keeping) -> tuple[int, Sender]:
    """A post of which only the network knows that it was published: nobody could ask for a day."""
    number, out = await lost(house, keeping)
    for verb in ("waiting", "find"):
        keeping.trouble[verb] = [Unreachable("No route.")] * 999
    house.clock.go(3600)
    await keeping.publish()
    await out.round()
    house.clock.go(GIVEN_UP + 60)
    await out.round()
    keeping.trouble.clear()
    await rounds(house, out)
    return number, out


async def test_a_hand_over_that_nobody_could_settle_is_not_told_as_one_that_nothing_could_send(
    house: House, keeping: Keeping
) -> None:
    number, _ = await given_up(house, keeping)
    line = await house.line(number)
    assert (line.state, len(keeping.posted)) == ("refused", 1)
    assert line.trouble.startswith("Nobody could see whether the network published it.")
    assert line.next_step.startswith("Look there")
    assert not await handing.unsettled(house.db, [house.account.id])


@pytest.mark.parametrize("text", ["New sails.", "Newer sails."])
async def test_planned_again_after_it_was_given_up_it_is_looked_for_first(
    house: House, keeping: Keeping, text: str
) -> None:
    number, out = await given_up(house, keeping)
    assert (await intents.by_id(house.db, number)).in_the_way == number  # type: ignore[union-attr]
    again = await in_its_place(house, number, house.clock.now() + 7200, text)
    await over(house, keeping, out, 7320)
    assert len(keeping.posted) == 1, "it stands already"
    same = text == "New sails."
    assert (await house.state(number), await house.state(again)) == (
        "sent",
        "recalled" if same else "refused",
    )


async def test_planned_again_after_it_was_given_up_and_is_not_there_it_leaves_once(
    house: House, keeping: Keeping
) -> None:
    number, out = await lost(house, keeping, arrives=False)
    keeping.trouble["waiting"] = [Forbidden("The scope is missing.")] * 999
    await recall(house, number)
    house.clock.go(3600 + GIVEN_UP + 60)
    await out.round()
    again = await in_its_place(house, number, house.clock.now() + 7200)
    await over(house, keeping, out, 7320)
    assert (await house.state(again), len(keeping.posted)) == ("sent", 1)


async def test_what_was_offered_again_before_it_was_settled_says_that_nobody_knows(
    house: House, keeping: Keeping
) -> None:
    number, out = await lost(house, keeping)
    house.clock.go(3600 + 601)
    keeping.trouble["waiting"] = [Unreachable("No route.")] * 999
    await out.round()
    assert "nobody knows whether the network published it" in (await house.line(number)).trouble
    house.clock.go(GIVEN_UP)
    await out.round()
    assert "Nobody could see whether" in (await house.line(number)).trouble


async def test_what_was_offered_again_and_then_is_not_there_says_so(house: House, keeping: Keeping) -> None:
    number, out = await lost(house, keeping)
    house.clock.go(3600 + 601)
    keeping.trouble["waiting"] = [Unreachable("No route.")]
    await out.round()
    keeping.list.clear()
    for _ in range(3):
        house.clock.go(120)
        await out.round()
    line = await house.line(number)
    assert (line.state, "did not publish it" in line.trouble) == ("refused", True)
    assert (await intents.by_id(house.db, number)).in_the_way == 0  # type: ignore[union-attr]
