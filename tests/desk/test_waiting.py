"""Following up on somebody, letting somebody rest, and what may be taken from sight."""

import pytest

from socialtui.desk import Desk
from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, judged, ours, said


@pytest.fixture
async def ana(desk: MakeDesk) -> Desk:
    return await desk("ana")


@pytest.fixture
async def cid(store: Store) -> int:
    await store.hear(said(Kind.COMPLAINT, remote_id="m1"))
    return await store.cid("m1")


async def state(ana: Desk, cid: int) -> State:
    found = await ana.queue.card(cid)
    assert found is not None
    return found.state


async def words(ana: Desk, cid: int) -> tuple[str, ...]:
    found = await ana.queue.card(cid)
    assert found is not None
    return (await ana.queue.bound([found])).get(cid, ())


async def test_no_answer_by_then_brings_it_back_due_at_that_moment(
    store: Store, ana: Desk, cid: int, clock: FakeClock
) -> None:
    await store.hear(ours("m1", "Which order is it?"))
    await ana.waiting.follow_up([cid], NOW + DAY)
    assert await state(ana, cid) is State.SNOOZED
    assert await words(ana, cid) == ("waiting for them until Tue 14:13",)
    clock.forward(DAY)
    await ana.queue.wake()
    card = await ana.queue.card(cid)
    assert card is not None
    assert (card.state, card.due_at) == (State.OPEN, NOW + DAY)
    assert await words(ana, cid) == ("no answer from them by 14:13",)


async def test_their_answer_ends_it_and_their_clock_begins_with_it(
    store: Store, ana: Desk, cid: int, clock: FakeClock
) -> None:
    await store.hear(ours("m1", "Which order is it?"))
    await ana.waiting.follow_up([cid], NOW + DAY)
    at = clock.forward(HOUR)
    await store.hear(said(Kind.COMPLAINT, "Number 12, still broken", at=at, parent="m1"))
    card = await ana.queue.card(cid)
    assert card is not None
    assert (card.state, card.first_at, card.due_at) == (State.OPEN, at, at + HOUR)
    assert await words(ana, cid) == ()


async def test_thanks_end_it_without_opening_what_was_answered(
    store: Store, ana: Desk, cid: int, clock: FakeClock
) -> None:
    await store.hear(ours("m1", "Try the other cable."))
    await ana.waiting.follow_up([cid], NOW + DAY)
    at = clock.forward(HOUR)
    await store.hear(said(Kind.PRAISE, "That was it, thank you", at=at, parent="m1"))
    assert await state(ana, cid) is State.ANSWERED
    clock.forward(2 * DAY)
    await ana.queue.wake()
    assert await state(ana, cid) is State.ANSWERED


async def test_what_is_owed_keeps_its_own_clock_while_we_wait(ana: Desk, cid: int, clock: FakeClock) -> None:
    before = await ana.queue.card(cid)
    await ana.waiting.follow_up([cid], NOW + DAY)
    clock.forward(DAY)
    await ana.queue.wake()
    after = await ana.queue.card(cid)
    assert before is not None
    assert after is not None
    assert after.due_at == before.due_at


async def test_a_follow_up_is_undone_whole_and_refused_for_the_past(
    store: Store, ana: Desk, cid: int
) -> None:
    before = await store.conversation(cid)
    await ana.waiting.follow_up([cid], NOW + DAY)
    await ana.waiting.follow_up([cid], NOW + 2 * DAY)
    await ana.undo.undo()
    assert await words(ana, cid) == ("waiting for them until Tue 14:13",)
    await ana.undo.undo()
    after = await store.conversation(cid)
    assert {**after, "version": 0} == {**before, "version": 0}
    assert await store.rows("SELECT * FROM waits") == []
    with pytest.raises(DeskRefusal, match="over already"):
        await ana.waiting.follow_up([cid], NOW)


async def answered_twice(store: Store) -> None:
    await store.hear(ours("m1", "Your order left on Monday.", remote_id="o1"))
    await store.hear(said(Kind.COMPLAINT, "Liars, all of you", at=NOW + 60, parent="m1", remote_id="m2"))
    await store.hear(ours("m2", "Here is the courier's receipt.", at=NOW + 120, remote_id="o2"))


async def test_letting_go_takes_two_honest_public_answers_and_a_reason(
    store: Store, ana: Desk, cid: int
) -> None:
    with pytest.raises(DeskRefusal, match="No answer of ours stands to Rosa in public"):
        await ana.waiting.abdicate(cid, "insults")
    await store.hear(ours("m1", "Your order left on Monday.", remote_id="o1"))
    await store.hear(ours("m1", "your order left  on Monday.", remote_id="o3"))
    await store.hear(ours("m1", "A word in private.", remote_id="o4", visibility="direct"))
    with pytest.raises(DeskRefusal, match="1 answer of ours stands"):
        await ana.waiting.abdicate(cid, "insults")
    await answered_twice(store)
    with pytest.raises(DeskRefusal, match="without a reason"):
        await ana.waiting.abdicate(cid, " ")
    await ana.promises.promise(cid, "a call", NOW + DAY)
    with pytest.raises(DeskRefusal, match="promised to Rosa is open"):
        await ana.waiting.abdicate(cid, "insults")
    await ana.undo.undo()
    await ana.waiting.abdicate(cid, "insults")
    assert await state(ana, cid) is State.DONE
    assert (await ana.queue.thread(cid)).reason == "let rest: insults"
    with pytest.raises(DeskRefusal, match="rests already"):
        await ana.waiting.abdicate(cid, "insults")


@pytest.mark.parametrize(
    ("kind", "text", "tone", "back"),
    [
        (Kind.COMPLAINT, "You are the worst", -0.8, ""),
        (Kind.CHATTER, "Ha ha", -0.3, ""),
        (Kind.SPAM, "Buy here", 0.9, ""),
        (Kind.PRAISE, "I was wrong, thank you for your patience with me", 0.8, "praise"),
        (Kind.QUESTION, "Where do I find the receipt?", 0.0, "a question"),
        (Kind.COMPLAINT, "I was too harsh. It is still broken.", 0.1, "calmer"),
    ],
)
async def test_only_a_change_of_tone_brings_it_back(
    store: Store, ana: Desk, cid: int, kind: Kind, text: str, tone: float, back: str
) -> None:
    await answered_twice(store)
    async with store.db.atomic() as write:
        await write.run("UPDATE mentions SET tone=-0.7 WHERE ours=0")
    await ana.waiting.abdicate(cid, "insults")
    arrival = said(kind, text, at=NOW + 300, parent="m1")
    judgement = judged(kind, text)
    told = type(judgement)(judgement.kinds, tone, "en")
    await store.hear(type(arrival)(arrival.mention, told, False))
    assert await state(ana, cid) is (State.OPEN if back else State.DONE)
    events = [line.words for line in await ana.undo.events() if line.verb == "tone changed"]
    assert events == ([f"the tone has changed: {back}"] if back else [])
    assert len(await store.rows("SELECT * FROM abdications")) == (0 if back else 1)


async def test_letting_go_is_undone_whole(store: Store, ana: Desk, cid: int) -> None:
    await answered_twice(store)
    before = await store.conversation(cid)
    await ana.waiting.abdicate(cid, "insults")
    await ana.undo.undo()
    after = await store.conversation(cid)
    assert {**after, "version": 0} == {**before, "version": 0}
    await store.hear(said(Kind.COMPLAINT, "And again", at=NOW + 300, parent="m1"))
    assert await state(ana, cid) is State.OPEN


async def test_what_a_person_opens_again_rests_no_more(store: Store, ana: Desk, cid: int) -> None:
    await answered_twice(store)
    await ana.waiting.abdicate(cid, "insults")
    await ana.verbs.reopen([cid])
    await store.hear(said(Kind.COMPLAINT, "And again", at=NOW + 300, parent="m1"))
    assert await store.rows("SELECT * FROM abdications") == []


async def test_a_complaint_is_hidden_by_a_logged_exception_alone(ana: Desk, cid: int) -> None:
    for more in ((), ("rude", "because"), ("abuse", "  ")):
        with pytest.raises(DeskRefusal, match="a complaint is not hidden"):
            await ana.verbs.moderate([cid], "hide", *more)
    with pytest.raises(DeskRefusal, match="a complaint is not deleted"):
        await ana.verbs.moderate([cid], "trash")
    await ana.verbs.moderate([cid], "hide", "abuse", "threatens the staff")
    (event,) = [line for line in await ana.undo.events() if line.verb == "exception"]
    assert (
        event.words == "Rosa: a complaint is taken from sight (hide) by exception, abuse: threatens the staff"
    )
