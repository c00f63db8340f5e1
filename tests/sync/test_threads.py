"""An answer in several posts: in order, each once, each answering the one before; a stop is said, none is guessed."""

import asyncio
from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.domain.conversation import State
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.errors import DeskRefusal, Refused, Silent, Unreachable
from socialtui.domain.media import Attached
from socialtui.domain.mention import Kind
from socialtui.domain.reply import OutboxState
from socialtui.settings import Settings
from socialtui.store import intents
from socialtui.sync.lateness import LATEST
from socialtui.sync.poller import Poller
from socialtui.sync.sender import Sender
from socialtui.sync.taking import Intake
from tests.sync.sync_parts import NOW, SETTLE, US, House, mention

LONG = "You are right, and we are sorry. The parcel lay in our depot. It goes out today, I saw to it."
PARTS = [
    "1/3 You are right, and we are sorry.",
    "2/3 The parcel lay in our depot.",
    "3/3 It goes out today, I saw to it.",
]
SILENT = Silent("town.example went silent after 20 s.")


class Street:
    """A desk of ana's, a sender and a poller on one store."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.town, gate = house, house.town, asyncio.Lock()
        self.desk = Desk.at(
            house.db, Settings(brand="Acme", user="ana", recall_seconds=10), house.clock, "ana",
            hours=WorkingHours(), limits={Kind.COMPLAINT: 3600}, plan_file=folder / "cadence.toml",
        )  # fmt: skip
        self.sender = Sender(house.parts, house.account, house.town, gate)
        self.intake = Intake(house.parts, house.account, gate)

    async def poll(self) -> int:
        source = await self.house.source()
        return await Poller(self.house.parts, self.house.account, self.town, self.intake, source.id).poll()

    async def go(self, seconds: int, rounds: int = 1) -> None:
        self.house.clock.go(seconds)
        for _ in range(rounds):
            await self.sender.round()
            self.house.clock.go(1)

    async def states(self) -> list[str]:
        return [line.state.value for line in reversed(await self.desk.replies.outbox())]

    @property
    def posts(self) -> list[tuple[str, str]]:
        return [(outgoing.text, outgoing.in_reply_to) for outgoing, _ in self.town.posted]


@pytest.fixture
async def street(house: House, tmp_path: Path) -> Street:
    async with house.db.atomic() as write:
        await write.run("UPDATE accounts SET limits=?", ('{"max_length": 60, "threads": true}',))
    house.town.said.append(mention("m1"))
    street = Street(house, tmp_path)
    await street.poll()
    return street


async def test_parts_leave_in_order_each_once_and_each_answers_the_one_before(street: Street) -> None:
    plan = await street.desk.replies.plan(1, LONG)
    assert [part.text for part in plan.parts] == PARTS
    first = await street.desk.replies.send(1, LONG)
    assert (first.part, first.parts) == (1, 3)
    await street.go(9)
    assert street.posts == []
    await street.go(0, 5)
    assert street.posts == [(PARTS[0], "m1"), (PARTS[1], "r1"), (PARTS[2], "r2")]
    assert await street.states() == ["sent", "sent", "sent"]
    assert len({outgoing.key for outgoing, _ in street.town.posted}) == 3
    assert await street.house.conversation() == (State.ANSWERED, "answered by ana")
    sent = [line.verb for line in await street.desk.undo.events() if line.verb in ("sent", "part")]
    assert sent == ["sent", "part", "part"], "an answer counts once"


async def test_our_own_parts_are_no_answer_given_elsewhere(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True)
    await street.go(0)
    await street.poll()
    assert (await street.house.conversation())[0] == State.OPEN, "the answer is not whole yet"
    await street.go(0, 2)
    await street.poll()
    assert await street.states() == ["sent", "sent", "sent"]


async def test_a_part_that_is_turned_down_stops_the_rest_and_r_goes_on_from_there(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True)
    await street.go(0)
    street.town.trouble["reply"], street.town.arrives = [Refused("Too many links.")], False
    await street.go(0, 3)
    lines = list(reversed(await street.desk.replies.outbox()))
    assert [line.state.value for line in lines] == ["sent", "refused", "refused"]
    assert lines[2].trouble == "Not sent: part 2 of 3 was not taken."
    assert (await street.house.draft()) == "The parcel lay in our depot. It goes out today, I saw to it."
    assert (await street.house.conversation())[0] == State.OPEN
    await street.desk.replies.again(lines[2].id)
    assert await street.house.draft() == ""
    await street.go(0, 3)
    assert street.posts == [(PARTS[0], "m1"), (PARTS[1], "r1"), (PARTS[2], "r2")]
    assert (await street.house.conversation())[0] == State.ANSWERED


async def test_a_part_of_unknown_fate_holds_the_rest_until_it_is_found(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True)
    street.town.trouble["reply"], street.town.shown_after = [SILENT], 1
    await street.go(0, 2)
    assert await street.states() == ["unknown", "leaving", "leaving"]
    waiting = (await street.desk.replies.outbox())[0]
    assert waiting.trouble.startswith("Waits: part 1 of 3 is sent or not")
    await street.go(SETTLE, 4)
    assert await street.states() == ["sent", "sent", "sent"]
    assert street.posts == [(PARTS[0], "m1"), (PARTS[1], "r1"), (PARTS[2], "r2")]
    assert {line.trouble for line in await street.desk.replies.outbox()} == {""}


async def test_a_part_that_is_not_there_is_offered_with_all_behind_it(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True)
    street.town.trouble["reply"], street.town.arrives = [SILENT], False
    await street.go(0)
    await street.go(SETTLE, 2)
    await street.go(SETTLE, 2)
    assert await street.states() == ["refused", "refused", "refused"]
    assert await street.house.draft() == LONG
    assert street.posts == []


async def test_recall_takes_all_back_while_none_has_left(street: Street) -> None:
    await street.desk.replies.send(1, LONG)
    await street.desk.replies.recall()
    assert await street.states() == ["recalled", "recalled", "recalled"]
    assert await street.house.draft() == LONG
    await street.go(60, 3)
    assert street.posts == []


async def test_recall_of_a_thread_that_began_to_leave_keeps_the_rest_here(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True)
    await street.go(0)
    line = await street.desk.replies.recall()
    assert (line.part, line.parts) == (2, 3)
    assert await street.states() == ["sent", "recalled", "recalled"]
    assert await street.house.draft() == "The parcel lay in our depot. It goes out today, I saw to it."
    await street.go(60, 3)
    assert len(street.posts) == 1


async def test_a_process_that_ends_between_two_parts_loses_and_doubles_none(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True)
    await street.go(0)
    street.sender = Sender(street.house.parts, street.house.account, street.town, asyncio.Lock())
    await street.sender.recover(cut_off=True)
    await street.go(0, 3)
    assert [text for text, _ in street.posts] == PARTS


async def test_by_hand_every_part_is_filed_and_the_answer_counts_once(street: Street) -> None:
    await street.desk.replies.send(1, LONG, by_hand=True)
    assert await street.states() == ["by_hand", "by_hand", "by_hand"]
    assert (await street.house.conversation())[0] == State.ANSWERED
    verbs = [line.verb for line in await street.desk.undo.events()]
    assert verbs.count("sent") == 1


async def test_what_was_posted_by_hand_is_known_when_the_network_shows_it(street: Street) -> None:
    line = await street.desk.replies.send(1, "On its way.", by_hand=True)
    said = mention(
        "r9",
        "@rosa On its  way.",
        NOW,
        parent="m1",
        thread="t-m1",
        author=US,
        ours=True,
        url="https://t.example/9",
    )
    other = mention("r10", "Something else.", NOW + 1, parent="m1", thread="t-m1", author=US, ours=True)
    street.town.said += [said, other]
    await street.poll()
    thread = await street.desk.queue.thread(1)
    assert [(one.remote_id, one.text) for one in thread.said if one.ours] == [
        ("r9", "On its way."),
        ("r10", "Something else."),
    ]
    (filed,) = [one for one in await street.desk.replies.outbox() if one.id == line.id]
    assert (filed.state, filed.url) == (OutboxState.BY_HAND, "https://t.example/9")
    assert await street.poll() == 0


# Send later


async def test_a_planned_answer_leaves_at_its_time_and_can_be_taken_back_until_then(street: Street) -> None:
    line = await street.desk.replies.send(1, "On its way.", later=NOW + 7200)
    assert (line.state, line.planned, line.due_at) == (OutboxState.DUE, NOW + 7200, NOW + 7200)
    await street.go(7000)
    assert street.posts == []
    await street.desk.replies.recall(line.id)
    assert await street.house.draft() == "On its way."
    await street.desk.replies.send(1, "On its way.", later=NOW + 7200)
    await street.go(200)
    assert street.posts == [("On its way.", "m1")]


async def test_a_planned_answer_outlives_both_processes_and_is_sent_once(street: Street) -> None:
    await street.desk.replies.send(1, LONG, later=NOW + 7200)
    street.sender = Sender(street.house.parts, street.house.account, street.town, asyncio.Lock())
    await street.sender.recover(cut_off=True)
    await street.go(7200 + LATEST - 10, 4)
    assert [text for text, _ in street.posts] == PARTS


async def test_one_that_comes_too_late_is_offered_again_and_never_fired_by_surprise(street: Street) -> None:
    line = await street.desk.replies.send(1, LONG, later=NOW + 7200)
    await street.go(7200 + LATEST + 1, 3)
    assert street.posts == []
    first = (await street.desk.replies.outbox())[-1]
    assert first.state is OutboxState.REFUSED
    assert first.trouble.startswith("It was to leave at")
    assert "r sends it now" in first.next_step
    assert await street.house.draft() == LONG
    await street.desk.replies.again(line.id)
    await street.go(0, 3)
    assert [text for text, _ in street.posts] == PARTS


async def test_a_network_that_was_away_too_long_is_late_as_well(street: Street) -> None:
    await street.desk.replies.send(1, "On its way.", later=NOW + 60)
    street.town.trouble["look"] = [Unreachable("No way there.")]
    await street.go(60)
    await street.go(LATEST)
    assert street.posts == []
    assert await street.states() == ["refused"]


async def test_when_they_wrote_again_in_between_it_asks(street: Street) -> None:
    line = await street.desk.replies.send(1, "On its way.", later=NOW + 7200)
    street.town.said.append(mention("m2", "It broke once more.", NOW + 60, thread="t-m1", parent="m1"))
    await street.poll()
    await street.go(7200)
    assert street.posts == []
    assert (await street.house.line(line.id)).trouble.startswith("They wrote again at")
    await street.desk.replies.again(line.id)
    await street.go(0)
    assert [text for text, _ in street.posts] == ["On its way."]


async def test_what_was_not_taken_and_is_then_kept_for_later_goes_on_under_its_keys(street: Street) -> None:
    street.town.trouble["reply"], street.town.arrives = [SILENT], False
    await street.desk.replies.send(1, LONG)
    await street.go(10)
    await street.go(SETTLE, 2)
    await street.go(SETTLE, 2)
    assert await street.states() == ["refused"] * 3
    keys = await street.house.db.rows("SELECT key FROM intents ORDER BY id")
    for _ in range(2):  # taken back, and planned once more
        await street.desk.replies.send(1, LONG, later=NOW + 7200)
        await street.desk.replies.recall()
        assert await street.house.draft() == LONG
    await street.desk.replies.send(1, LONG, later=NOW + 7200)
    await street.go(60, 3)
    assert street.posts == [], "not before its time"
    await street.go(7200, 4)
    assert [text for text, _ in street.posts] == PARTS
    assert await street.house.db.rows("SELECT key FROM intents ORDER BY id") == keys


async def test_what_was_not_taken_and_then_misses_its_later_time_is_offered_again(street: Street) -> None:
    street.town.trouble["reply"], street.town.arrives = [SILENT], False
    await street.desk.replies.send(1, "On its way.")
    await street.go(10)
    await street.go(SETTLE, 2)
    await street.go(SETTLE, 2)
    line = await street.desk.replies.send(1, "On its way.", later=NOW + 7200)
    await street.go(7200 + LATEST + 1)
    assert street.posts == []
    assert (await street.house.line(line.id)).trouble.startswith("It was to leave at")


async def test_a_time_that_is_over_or_far_away_is_refused(street: Street) -> None:
    for moment in (NOW, NOW + 400 * 86_400):
        with pytest.raises(DeskRefusal):
            await street.desk.replies.send(1, "On its way.", later=moment)
    with pytest.raises(DeskRefusal, match="by hand"):
        await street.desk.replies.send(1, "On its way.", later=NOW + 60, by_hand=True)
    assert await street.desk.replies.outbox() == []


async def test_a_second_answer_is_refused_while_one_is_planned(street: Street) -> None:
    await street.desk.replies.send(1, "On its way.", later=NOW + 7200)
    with pytest.raises(DeskRefusal, match="is planned already"):
        await street.desk.replies.send(1, "Another.")


async def test_words_that_were_cut_off_a_part_never_leave_with_it(street: Street) -> None:
    replies, town = street.desk.replies, street.town
    await replies.send(1, LONG, now=True)
    town.trouble["reply"], town.arrives = [Refused("Too many links.")], False
    await street.go(0, 2)
    assert await street.states() == ["refused", "refused", "refused"]
    town.arrives = True
    await replies.send(1, PARTS[0], now=True)
    await street.go(0, 5)
    assert [text for text, _ in street.posts] == [PARTS[0]]
    assert (await street.house.conversation())[0] == State.ANSWERED


async def test_the_end_of_an_answer_leaves_alone_when_its_beginning_was_taken_away(street: Street) -> None:
    replies, town = street.desk.replies, street.town
    await replies.send(1, LONG, now=True)
    town.trouble["reply"], town.arrives = [Refused("Too many links.")], False
    await street.go(0, 2)
    town.arrives = True
    await replies.send(1, PARTS[2], now=True)
    await street.go(0, 5)
    assert street.posts == [(PARTS[2], "m1")]
    assert (await street.house.conversation())[0] == State.ANSWERED


async def test_the_last_part_alone_goes_out_under_its_own_key(street: Street) -> None:
    replies, town = street.desk.replies, street.town
    await replies.send(1, LONG, now=True)
    await street.go(0, 2)
    town.trouble["reply"], town.arrives = [Refused("Too many links.")], False
    await street.go(0)
    town.arrives = True
    last = (await replies.outbox())[0]
    assert (last.part, last.state) == (3, OutboxState.REFUSED)
    assert (await replies.send(1, PARTS[2], now=True)).id == last.id
    await street.go(0, 3)
    assert street.posts[-1] == (PARTS[2], "r2")
    assert (await street.house.conversation())[0] == State.ANSWERED


# A kept text that is sent again


async def not_there(street: Street, part: int, *, arrives: bool, visibility: str = "direct") -> str:
    """Sends all; of one part nobody hears, it isn't shown, and it is offered again; the kept text."""
    town = street.town
    await street.desk.replies.send(1, LONG, now=True, visibility=visibility)
    await street.go(0, part - 1)
    town.trouble["reply"], town.arrives, town.shown_after, town.knows_keys = [SILENT], arrives, 99, True
    await street.go(0)
    await street.go(SETTLE, 2)
    await street.go(SETTLE, 2)
    assert await street.states() == ["sent"] * (part - 1) + ["refused"] * (4 - part)
    return await street.house.draft()


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize("part", [1, 2, 3])
async def test_a_kept_text_goes_on_under_its_own_key_so_that_no_part_stands_twice(
    street: Street, part: int, arrives: bool
) -> None:
    kept = await not_there(street, part, arrives=arrives)
    plan = await street.desk.replies.plan(1, kept)
    assert (plan.audience, plan.posts) == ("direct", tuple(PARTS[part - 1 :])), "the review shows what leaves"
    line = await street.desk.replies.send(1, kept + "\n", now=True)
    assert line.part == part
    await street.go(0, 4)
    assert street.posts == [(PARTS[0], "m1"), (PARTS[1], "r1"), (PARTS[2], "r2")]
    assert await street.states() == ["sent", "sent", "sent"], "the outbox has no second copy"
    assert {outgoing.visibility for outgoing, _ in street.town.posted} == {"direct"}
    assert (await street.house.conversation())[0] == State.ANSWERED
    assert await street.house.draft() == ""


async def test_another_audience_and_other_files_go_with_a_kept_text(street: Street) -> None:
    kept = await not_there(street, 2, arrives=False)
    async with street.house.db.atomic() as write:
        limits = '{"max_length": 60, "threads": true, "media": {"most": 4}}'
        await write.run("UPDATE accounts SET limits=?", (limits,))
    photo = Attached("a" * 64, "lid.png", "The lid", "image/png", 9)
    await street.desk.replies.send(1, kept, visibility="private", media=(photo,))
    found = [await intents.by_id(street.house.db, line.id) for line in await street.desk.replies.outbox()]
    about = [one.payload for one in reversed(found) if one is not None]
    assert [one.visibility for one in about] == ["direct", "private", "private"]
    assert [one.media for one in about] == [(), (photo,), ()]


async def test_a_kept_text_that_was_changed_is_another_answer(street: Street) -> None:
    kept = await not_there(street, 2, arrives=False)
    keys = {outgoing.key for outgoing, _ in street.town.posted}
    street.town.shown_after = 0
    await street.desk.replies.send(1, kept.replace("depot", "yard"), now=True)
    await street.go(0, 4)
    assert [text for text, _ in street.posts] == [
        PARTS[0],
        "The parcel lay in our yard. It goes out today, I saw to it.",
    ]
    assert not keys & {outgoing.key for outgoing, _ in street.town.posted[1:]}


async def test_a_kept_text_is_cut_anew_where_its_parts_have_become_too_long(street: Street) -> None:
    kept = await not_there(street, 1, arrives=False)
    async with street.house.db.atomic() as write:
        await write.run("UPDATE accounts SET limits=?", ('{"max_length": 30, "threads": true}',))
    plan = await street.desk.replies.plan(1, kept)
    assert len(plan.posts) > 3
    await street.desk.replies.send(1, kept, now=True)
    assert (await street.states())[:3] == ["refused"] * 3


async def test_a_kept_text_with_an_end_that_was_taken_back_leaves_whole(street: Street) -> None:
    replies, town = street.desk.replies, street.town
    await replies.send(1, LONG, now=True)
    town.trouble["reply"], town.arrives = [SILENT], False
    await street.go(0)
    await replies.recall()
    await street.go(SETTLE, 2)
    await street.go(SETTLE, 2)
    assert await street.states() == ["refused", "recalled", "recalled"]
    await replies.send(1, LONG, now=True)
    await street.go(0, 4)
    assert [text for text, _ in street.posts] == PARTS


async def test_an_acknowledgement_in_parts_goes_on_as_one(street: Street) -> None:
    await street.desk.replies.send(1, LONG, now=True, ack=True)
    street.town.trouble["reply"], street.town.arrives = [Refused("Too many links.")], False
    await street.go(0, 2)
    assert (await street.desk.replies.open(1)).ack


async def test_what_the_standing_parts_promise_is_not_forgotten_when_the_rest_is_sent_again(
    street: Street,
) -> None:
    replies, town = street.desk.replies, street.town
    words = f"We will write to you again within 3 hours, that is sure. {LONG}"
    await replies.send(1, words, now=True)
    await street.go(0)
    town.trouble["reply"], town.arrives = [Refused("Too many links.")], False
    await street.go(0)
    town.arrives, kept = True, await street.house.draft()
    assert "within 3 hours" not in kept
    await replies.send(1, kept, now=True)
    await street.go(0, 5)
    thread = await street.desk.queue.thread(1)
    assert len(thread.promises) == 2, "one in the part that stood, one in the rest"
    assert NOW + 3 * 3600 in [one.due_at for one in thread.promises]
