"""Posts of our own leave once and in time, wait while they are paused, and are offered again where they miss it."""

import asyncio
from pathlib import Path

import pytest

from socialtui.domain.errors import ServerTrouble, Silent, Unreachable
from socialtui.domain.media import Attached
from socialtui.domain.pausing import Why
from socialtui.domain.reply import OutboxState
from socialtui.store import intents, pausing, posts
from socialtui.store.wishes import Payload, Wish
from socialtui.sync.sender import Sender
from socialtui.sync.supervisor import Sync
from socialtui.sync.taking import Intake
from tests.sync.sync_parts import NOW, SETTLE, House, eventually, mention

SLOT = NOW + 3600
HOURS = 3600


async def planned(house: House, text: str = "New sails are in.", at: int = SLOT) -> int:
    """A post of ana's in its slot; the id of its wish."""
    account = house.account.id
    about = Payload(planned=at)
    wish = Wish("post", account, "ana", text, payload=about, state=OutboxState.DUE, due_at=at)
    number = await intents.add(house.db, wish, house.clock.now())
    async with house.db.atomic() as write:
        post = await posts.add(write, account, text, at, "ana", house.clock.now())
        await posts.change(write, post, stage="planned", intent_id=number)
    return number


def sender(house: House) -> Sender:
    return Sender(house.parts, house.account, house.town, asyncio.Lock())


async def states(house: House) -> list[str]:
    return [row[0] for row in await house.db.rows("SELECT state FROM intents WHERE kind='post' ORDER BY id")]


async def test_a_post_leaves_in_its_slot_and_stands_once(house: House) -> None:
    number, out = await planned(house), sender(house)
    await out.round()
    assert house.town.posted == []
    house.clock.go(HOURS)
    await out.round()
    await out.round()
    line = await house.line(number)
    assert (line.state, line.remote_id, line.conversation_id) == (OutboxState.SENT, "r1", None)
    assert [outgoing.in_reply_to for outgoing, _ in house.town.posted] == [""]
    (post,) = await posts.between(house.db, NOW, SLOT + 1)
    assert (post.stands().value, post.url) == ("sent", "https://town.example/r")
    assert await posts.own(house.db, NOW, SLOT + 60) == [(1, SLOT, "New sails are in.", None)]


async def test_a_post_that_comes_back_by_a_poll_is_known(house: House) -> None:
    await planned(house)
    house.clock.go(HOURS)
    await sender(house).round()
    source = await house.source()
    gate = asyncio.Lock()
    page = await house.town.pull(source.name, "")
    assert await Intake(house.parts, house.account, gate).page(source, page) == 0
    assert await house.db.rows("SELECT count(*) FROM conversations") == [(0,)]


@pytest.mark.parametrize("trouble", [Silent("Nothing for 20 s."), ServerTrouble("It failed.")])
async def test_a_post_that_arrived_although_nobody_said_so_is_found(house: House, trouble: Silent) -> None:
    house.town.trouble["reply"] = [trouble]
    number = await planned(house)
    house.clock.go(HOURS)
    await sender(house).round()
    assert await house.state(number) == "sent"
    assert len(house.town.posted) == 1


async def test_a_post_that_is_not_there_is_offered_and_never_sent_by_itself(house: House) -> None:
    house.town.trouble["reply"], house.town.arrives = [Silent("Nothing for 20 s.")], False
    number, out = await planned(house), sender(house)
    house.clock.go(HOURS)
    for _ in range(3):
        await out.round()
        house.clock.go(SETTLE)
    assert (await house.state(number), house.town.posted) == ("refused", [])


async def test_twenty_one_slots_that_went_by_are_offered_again_and_none_leaves(house: House) -> None:
    for n in range(21):
        await planned(house, f"Slot number {n}.", NOW + 900 + n * 8 * HOURS)
    house.clock.go(7 * 24 * HOURS)
    await Sync(house.parts).once()
    await Sync(house.parts).once()
    assert house.town.posted == []
    assert await states(house) == ["refused"] * 21
    missed = await posts.missed(house.db)
    assert [post.text for post in missed] == [f"Slot number {n}." for n in range(21)]
    assert missed[0].trouble == "It was to leave at 14:28, and nothing could send it then."
    assert missed[0].next_step == "It is offered again: g w gives it another time."


async def test_what_is_ten_minutes_late_still_leaves_and_what_is_later_does_not(house: House) -> None:
    in_time, late = await planned(house, "In time.", NOW + 60), await planned(house, "Late.", NOW + 59)
    house.clock.go(660)
    await sender(house).round()
    assert (await house.state(in_time), await house.state(late)) == ("sent", "refused")


async def test_a_network_that_is_away_for_long_makes_a_post_miss_its_time(house: House) -> None:
    house.town.trouble["reply"], house.town.arrives = [Unreachable("No way there.") for _ in range(3)], False
    number, out = await planned(house, at=NOW), sender(house)
    for _ in range(4):
        await out.round()
        house.clock.go(300)
    assert (await house.state(number), house.town.posted) == ("refused", [])
    assert [post.missed for post in await posts.missed(house.db)] == [True]


async def test_posts_wait_while_a_complaint_is_late_and_answers_do_not(house: House) -> None:
    out = sender(house)
    house.town.said.append(mention("m1", at=NOW - 3500))
    await Intake(house.parts, house.account, asyncio.Lock()).page(
        await house.source(), await house.town.pull("mentions", "")
    )
    number, answer = await planned(house, at=NOW + 600), await house.reply(due_at=NOW + 600)
    house.clock.go(600)
    await out.round()
    assert (await house.state(number), await house.state(answer)) == ("due", "sent")
    (pause,) = await pausing.between(house.db, NOW, NOW + 6000)
    assert pause.why is Why.LATE, "late when the post was due, before the answer left"
    house.clock.go(60)
    await out.round()
    assert await house.state(number) == "sent", "answered, so the pause ended, and it is in time"


async def test_what_missed_its_time_in_a_pause_is_offered_when_the_pause_ends(house: House) -> None:
    out = sender(house)
    first, second = await planned(house, "First."), await planned(house, "Second.", SLOT + 5 * HOURS)
    async with house.db.atomic() as write:
        await pausing.begin(write, Why.HAND, "", None, "ana", NOW)
    house.clock.go(3 * HOURS)
    await out.round()
    assert await states(house) == ["due", "due"]
    async with house.db.atomic() as write:
        await pausing.end(write, "ana", house.clock.now())
    await out.round()
    line = await house.line(first)
    assert (line.state, line.trouble) == (
        OutboxState.REFUSED, "It was to leave at 15:13, and own posts were paused then.",
    )  # fmt: skip
    house.clock.go(3 * HOURS)
    await out.round()
    assert (await house.state(second), len(house.town.posted)) == ("sent", 1)


async def test_a_post_that_is_about_to_leave_is_held_too(house: House) -> None:
    wish = Wish("post", house.account.id, "ana", "Now.", payload=Payload(planned=NOW + 10),
                state=OutboxState.LEAVING, due_at=NOW + 10)  # fmt: skip
    number = await intents.add(house.db, wish, NOW)
    async with house.db.atomic() as write:
        await pausing.begin(write, Why.HAND, "", None, "ana", NOW)
    house.clock.go(10)
    await sender(house).round()
    assert (await house.state(number), house.town.posted) == ("due", [])


async def test_a_process_whose_posts_are_paused_or_far_away_ends(house: House) -> None:
    await planned(house, at=NOW + 30 * 24 * HOURS)
    await planned(house, "Soon.", NOW + 60)
    async with house.db.atomic() as write:
        await pausing.begin(write, Why.HAND, "", None, "ana", NOW)
    running = asyncio.create_task(Sync(house.parts).run())
    for _ in range(200):
        if running.done():
            break
        house.clock.go(10)
        await asyncio.sleep(0.005)
    assert await running == "idle"


async def test_files_are_handed_over_before_the_post_leaves(house: House, tmp_path: Path) -> None:
    class TakesFiles(type(house.town)):  # type: ignore[misc]
        async def upload(self, one: Attached) -> str:
            return f"file-{one.name}"

    house.town.__class__ = TakesFiles
    copy = tmp_path / "sail.png"
    copy.write_bytes(b"x")
    about = Payload(planned=NOW, media=(Attached(str(copy), "sail.png", "a white sail", "image/png", 1),))
    await intents.add(
        house.db, Wish("post", house.account.id, "ana", "Look.", payload=about, due_at=NOW), NOW
    )
    await sender(house).round()
    assert [outgoing.media for outgoing, _ in house.town.posted] == [("file-sail.png",)]
    await eventually(lambda: not copy.exists())
