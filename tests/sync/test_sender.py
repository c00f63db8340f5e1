"""What the network says decides where a reply stands; nothing is sent twice, nothing is guessed."""

import asyncio

import pytest
from msgspec.structs import replace

from socialtui.domain.conversation import State
from socialtui.domain.errors import (
    AlreadySaid,
    Forbidden,
    Garbled,
    MovedAway,
    NetworkTrouble,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Outgoing, Sent
from socialtui.domain.reply import OutboxState, Seen
from socialtui.store import intents
from socialtui.store.wishes import Payload, Wish
from socialtui.sync.poller import Poller
from socialtui.sync.sender import Sender
from socialtui.sync.taking import Intake
from tests.sync.sync_parts import NOW, SETTLE, US, House, eventually, mention

SILENT = Silent("town.example went silent after 20 s.")


class Post:
    """A sender at work in a house, and a poller beside it."""

    def __init__(self, house: House) -> None:
        self.house, self.town = house, house.town
        self.gate = asyncio.Lock()
        self.sender = Sender(house.parts, house.account, house.town, self.gate)
        self.intake = Intake(house.parts, house.account, self.gate)

    async def poll(self) -> int:
        source = await self.house.source()
        return await Poller(self.house.parts, self.house.account, self.town, self.intake, source.id).poll()

    async def later(self, seconds: int) -> None:
        self.house.clock.go(seconds)
        await self.sender.round()


@pytest.fixture
async def post(house: House) -> Post:
    house.town.said.append(mention("m1"))
    post = Post(house)
    await post.poll()
    return post


async def test_a_reply_waits_for_its_moment_and_then_stands_once(post: Post) -> None:
    number = await post.house.reply(due_at=NOW + 10)
    await post.later(9)
    assert (await post.house.state(number), post.town.posted) == ("leaving", [])
    await post.later(1)
    await post.later(60)
    line = await post.house.line(number)
    assert (line.state, line.remote_id, line.attempts) == (OutboxState.SENT, "r1", 1)
    assert len(post.town.posted) == 1
    assert await post.house.conversation() == (State.ANSWERED, "answered by ana")


@pytest.mark.parametrize(
    "trouble",
    [Refused("Too long."), Forbidden("You are blocked."), NotFound("Gone."), MovedAway("Elsewhere.")],
)
async def test_what_the_network_turns_down_is_a_draft_again(post: Post, trouble: NetworkTrouble) -> None:
    post.town.trouble["reply"], post.town.arrives = [trouble], False
    number = await post.house.reply()
    await post.sender.round()
    await post.later(3600)
    line = await post.house.line(number)
    assert (line.state, line.trouble) == (OutboxState.REFUSED, trouble.what)
    assert await post.house.draft() == "A new one is on its way."
    assert (await post.house.conversation())[0] == State.OPEN
    assert post.town.posted == []


async def test_what_did_not_leave_is_tried_until_it_does(post: Post) -> None:
    post.town.trouble["reply"], post.town.arrives = [Unreachable("No way there.") for _ in range(7)], False
    number = await post.house.reply()
    waits = []
    for _ in range(7):
        await post.sender.round()
        line = await post.house.line(number)
        assert line.state is OutboxState.DUE
        waits.append(line.due_at - post.house.clock.now())
        post.house.clock.go(waits[-1])
    assert waits == [5, 10, 20, 40, 80, 160, 320], "later each time"
    await post.sender.round()
    assert await post.house.state(number) == "sent"
    assert len(post.town.posted) == 1


async def test_a_limit_is_waited_out(post: Post) -> None:
    post.town.trouble["reply"], post.town.arrives = [RateLimited("Full.", retry_at=NOW + 300)], False
    number = await post.house.reply()
    await post.sender.round()
    assert (await post.house.line(number)).due_at == NOW + 300
    await post.later(299)
    assert post.town.posted == []
    await post.later(1)
    assert await post.house.state(number) == "sent"


@pytest.mark.parametrize("when", ["look", "reply"])
async def test_a_dead_token_leaves_the_reply_due(post: Post, when: str) -> None:
    post.town.trouble[when], post.town.arrives = [SignedOut("The token is dead.")], False
    number = await post.house.reply()
    with pytest.raises(SignedOut):
        await post.sender.round()
    line = await post.house.line(number)
    assert (line.state, line.trouble) == (OutboxState.DUE, "The token is dead.")


@pytest.mark.parametrize(
    "trouble", [SILENT, ServerTrouble("It failed."), Garbled("Nonsense."), AlreadySaid("Said before.")]
)
async def test_what_arrived_although_nobody_said_so_is_found(post: Post, trouble: NetworkTrouble) -> None:
    post.town.trouble["reply"] = [trouble]
    number = await post.house.reply()
    await post.sender.round()
    assert await post.house.state(number) == "sent"
    assert len(post.town.posted) == 1
    event = await post.house.db.one("SELECT words FROM events WHERE verb='sent'")
    assert event == ("Found: it was sent at 14:13.",)


async def test_what_shows_late_is_found_at_the_second_reading(post: Post) -> None:
    post.town.trouble["reply"], post.town.shown_after = [SILENT], 1
    number = await post.house.reply()
    await post.sender.round()
    line = await post.house.line(number)
    assert line.state is OutboxState.UNKNOWN
    assert line.trouble == (
        "Sent or not? town.example went silent after 20 s. Reading the thread back at 14:13."
    )
    assert line.next_step == "Nothing is sent again by itself."
    await post.later(SETTLE - 1)
    assert await post.house.state(number) == "unknown"
    await post.later(1)
    assert await post.house.state(number) == "sent"
    assert len(post.town.posted) == 1


async def test_what_is_not_there_is_offered_and_never_sent_by_itself(post: Post) -> None:
    post.town.trouble["reply"], post.town.arrives = [SILENT], False
    number = await post.house.reply()
    await post.sender.round()
    await post.later(SETTLE)
    await post.later(86_400)
    line = await post.house.line(number)
    assert line.state is OutboxState.REFUSED
    assert f"{line.trouble} {line.next_step}" == "Not there. Your text is kept: r sends it again, once."
    assert await post.house.draft() == "A new one is on its way."
    assert post.town.posted == []


async def test_what_is_offered_goes_out_again_under_the_same_key(post: Post) -> None:
    post.town.trouble["reply"], post.town.arrives = [SILENT], False
    number = await post.house.reply()
    await post.sender.round()
    await post.later(SETTLE)
    first = await intents.by_id(post.house.db, number)
    async with post.house.db.atomic() as write:
        await intents.again(write, number, post.house.clock.now())
    await post.sender.round()
    assert await post.house.state(number) == "sent"
    assert first is not None
    assert [outgoing.key for outgoing, _ in post.town.posted] == [first.key]


async def test_what_turned_up_after_it_was_given_up_is_not_sent_again(post: Post) -> None:
    post.town.trouble["reply"], post.town.shown_after = [SILENT], 2
    number = await post.house.reply()
    await post.sender.round()
    await post.later(SETTLE)
    assert await post.house.state(number) == "refused"
    async with post.house.db.atomic() as write:
        await intents.again(write, number, post.house.clock.now())
    await post.sender.round()
    assert await post.house.state(number) == "sent"
    assert len(post.town.posted) == 1


async def test_a_poll_that_brings_what_was_given_up_settles_it(post: Post) -> None:
    post.town.trouble["reply"], post.town.shown_after = [SILENT], 2
    number = await post.house.reply()
    await post.sender.round()
    await post.later(SETTLE)
    await post.poll()
    assert await post.house.state(number) == "sent"
    assert await post.house.draft() == ""
    assert await post.house.conversation() == (State.ANSWERED, "answered by ana")


async def test_a_poll_settles_what_is_unknown_and_calls_nobody_a_stranger(post: Post) -> None:
    post.town.trouble["reply"], post.town.shown_after = [SILENT], 9
    number = await post.house.reply()
    await post.sender.round()
    await post.poll()
    assert await post.house.state(number) == "sent"
    verbs = await post.house.db.rows("SELECT verb FROM events")
    assert ("answered elsewhere",) not in verbs


async def test_a_reading_back_that_fails_is_repeated_until_it_answers(post: Post) -> None:
    post.town.trouble["reply"] = [SILENT]
    post.town.trouble["find"] = [Unreachable("No way there."), ServerTrouble("It failed.")]
    number = await post.house.reply()
    await post.sender.round()
    for seconds in (15, 30):
        assert await post.house.state(number) == "unknown"
        await post.later(seconds)
    assert await post.house.state(number) == "sent"
    assert len(post.town.posted) == 1


async def test_our_own_answer_is_never_taken_for_one_given_elsewhere(post: Post) -> None:
    polling: list[asyncio.Task[int]] = []

    async def poll_meanwhile() -> None:
        polling.append(asyncio.create_task(post.poll()))
        await eventually(lambda: post.town.pulls[1:])

    post.town.during["reply"] = poll_meanwhile
    await post.house.reply(ack=True, promise_at=NOW + 86_400)
    await post.sender.round()
    await asyncio.gather(*polling)
    assert (await post.house.conversation())[0] == State.OPEN
    assert await post.house.db.rows("SELECT verb FROM events") == [("sent",)]


async def test_handles_that_a_network_puts_before_our_words_are_no_edit(post: Post) -> None:
    await post.house.reply()
    await post.sender.round()
    answer = post.town.said[-1]
    post.town.said[-1] = replace(answer, text=f"@rosa {answer.text}", visibility="public")
    assert await post.poll() == 0
    row = await post.house.db.one("SELECT text, edited_at FROM mentions WHERE ours > 0")
    assert row == ("A new one is on its way.", None)


async def test_what_was_taken_back_is_asked_about(post: Post) -> None:
    number = await post.house.reply()
    post.town.gone.add("m1")
    await post.sender.round()
    line = await post.house.line(number)
    assert (line.state, line.trouble) == (
        OutboxState.REFUSED,
        "What you answer is gone: deleted, or hidden from us.",
    )
    assert await post.house.draft() == "A new one is on its way."


async def test_changed_words_are_asked_about_once(post: Post) -> None:
    number = await post.house.reply()
    post.town.said[0] = mention("m1", "All is well now, sorry!")
    await post.sender.round()
    line = await post.house.line(number)
    assert line.state is OutboxState.REFUSED
    assert line.trouble == "They changed their words since you read them. Send yours?"
    async with post.house.db.atomic() as write:
        await intents.again(write, number, post.house.clock.now())
    await post.sender.round()
    assert await post.house.state(number) == "sent", "asked and answered"


async def test_an_answer_given_elsewhere_is_asked_about(post: Post) -> None:
    number = await post.house.reply()
    post.town.said.append(
        mention("x1", "We are on it!", NOW, author=US, ours=True, parent="m1", thread="t-m1")
    )
    await post.sender.round()
    line = await post.house.line(number)
    assert line.trouble == "Answered at 14:13 already: “We are on it!” Send yours too?"
    assert line.next_step == "Your text is kept: r sends it all the same."
    assert post.town.posted == []


async def test_a_colleagues_answer_stops_the_second_and_names_the_colleague(post: Post) -> None:
    await post.house.reply("Bo is on it.", who="bo")
    second = await post.house.reply("So is Ana.")
    await post.sender.round()
    line = await post.house.line(second)
    assert line.trouble == "Answered by bo at 14:13 already: “Bo is on it.” Send yours too?"
    assert len(post.town.posted) == 1


async def test_ones_own_acknowledgement_is_no_news(post: Post) -> None:
    await post.house.reply("Seen.", ack=True, promise_at=NOW + 86_400)
    second = await post.house.reply("Solved.")
    await post.sender.round()
    assert await post.house.state(second) == "sent"
    assert [outgoing.text for outgoing, _ in post.town.posted] == ["Seen.", "Solved."]


async def test_an_answer_that_was_read_before_is_no_news(post: Post) -> None:
    post.town.said.append(mention("x1", "Hello!", NOW - 60, author=US, ours=True, parent="m1"))
    number = await post.house.reply(seen=Seen("It broke again.", ("x1",)))
    await post.sender.round()
    assert await post.house.state(number) == "sent"


@pytest.mark.parametrize(
    "trouble", [SILENT, Unreachable("No way."), ServerTrouble("It failed."), Garbled("?")]
)
async def test_a_look_that_fails_sends_nothing_and_comes_again(post: Post, trouble: NetworkTrouble) -> None:
    post.town.trouble["look"] = [trouble]
    number = await post.house.reply()
    await post.sender.round()
    assert (await post.house.state(number), post.town.posted) == ("due", [])
    await post.later(10)
    assert await post.house.state(number) == "sent"


async def test_a_recall_during_the_look_wins(post: Post) -> None:
    number = await post.house.reply()

    async def recall_now() -> None:
        async with post.house.db.atomic() as write:
            assert await intents.recall(write, number, NOW)

    post.town.during["look"] = recall_now
    await post.sender.round()
    assert (await post.house.state(number), post.town.posted) == ("recalled", [])


async def test_a_round_that_waits_sends_what_is_leaving_and_settles_what_is_unknown(hasty: House) -> None:
    hasty.town.said.append(mention("m1"))
    post = Post(hasty)
    await post.poll()
    hasty.town.trouble["reply"], hasty.town.shown_after = [SILENT], 1
    number = await hasty.reply(due_at=NOW + 10)
    await post.sender.drain()
    assert await hasty.state(number) == "sent"
    assert NOW + 10 + SETTLE <= hasty.clock.now() <= NOW + 12 + SETTLE


async def test_a_round_that_waits_does_not_wait_for_a_network_that_is_away(hasty: House) -> None:
    hasty.town.said.append(mention("m1"))
    post = Post(hasty)
    await post.poll()
    hasty.town.trouble["reply"], hasty.town.arrives = [Unreachable("No way there.")] * 99, False
    number = await hasty.reply()
    await post.sender.drain()
    assert await hasty.state(number) == "due"
    assert hasty.clock.now() < NOW + 60


async def test_a_wish_that_is_undone_while_another_is_on_the_wire_gives_its_number_to_no_stranger(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wish(kind: str, text: str, about: Payload) -> int:
        asked = Wish(kind, house.account.id, "ana", text, payload=about, state=OutboxState.DUE, due_at=NOW)
        return await intents.add(house.db, asked, NOW)

    posts = [await wish("post", text, Payload(planned=NOW)) for text in ("First post.", "Second post.")]
    reply, said = house.town.reply, []

    async def slow(outgoing: Outgoing) -> Sent:
        said.append(outgoing.text)
        if len(said) == 1:
            await house.db.alone("DELETE FROM intents WHERE id=?", (posts[1],))
            assert await wish("like", "", Payload(in_reply_to="900")) == posts[1]
        return await reply(outgoing)

    monkeypatch.setattr(house.town, "reply", slow)
    await Sender(house.parts, house.account, house.town, asyncio.Lock()).round()
    assert said == ["First post."]
    like = await house.db.one("SELECT kind, state FROM intents WHERE id=?", (posts[1],))
    assert like == ("like", "due"), "left to whoever does errands"
