"""The ledger: opened by what stands, kept or withdrawn by us alone, broken by time."""

from collections.abc import Awaitable, Callable

import pytest

from socialtui.desk import Desk
from socialtui.desk.replies import NO_PROMISE
from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Band, Kind
from socialtui.domain.network import Sent
from socialtui.store import intents, standing
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, due, said

Post = Callable[..., Awaitable[int]]


@pytest.fixture
async def ana(desk: MakeDesk) -> Desk:
    return await desk("ana")


@pytest.fixture
async def cid(store: Store) -> int:
    await store.hear(said(Kind.COMPLAINT, remote_id="m1"))
    return await store.cid("m1")


@pytest.fixture
def post(store: Store, ana: Desk, cid: int, clock: FakeClock) -> Post:
    """Writes an answer, lets it leave and stand; the outbox id."""

    async def written(text: str, *, stands: bool = True, **how: object) -> int:
        line = await ana.replies.send(cid, text, now=True, **how)  # type: ignore[arg-type]
        if stands:
            async with store.db.atomic() as write:
                await intents.take(write, line.id, clock.now())
                sent = Sent(f"r{line.id}", "", clock.now())
                await standing.settle_sent(write, line.id, sent, due, clock.now())
        return line.id

    return written


async def states(ana: Desk) -> list[tuple[str, str]]:
    return [(line.state, line.reason) for line in (await ana.promises.ledger()).lines]


async def card(ana: Desk, cid: int) -> tuple[State, Band, int]:
    found = await ana.queue.card(cid)
    assert found is not None
    return found.state, found.band, found.due_at


async def test_what_any_answer_promises_is_shown_before_it_leaves_and_opens_once_it_stands(
    ana: Desk, cid: int, post: Post
) -> None:
    plan = await ana.replies.plan(cid, "Sorry, Rosa. We'll refund you within two hours.")
    assert [(one.text, one.due_at, one.deed) for one in plan.promises] == [
        ("We'll refund you within two hours", NOW + 2 * HOUR, True)
    ]
    await post("Sorry, Rosa. We'll refund you within two hours.", stands=False)
    assert await states(ana) == []
    await ana.replies.recall()
    assert await states(ana) == []
    await post("Sorry, Rosa! We'll refund you within two hours.")
    (line,) = (await ana.promises.ledger()).lines
    assert (line.text, line.due_at, line.state, line.who, line.to) == (
        "We'll refund you within two hours", NOW + 2 * HOUR, "open", "ana", "Rosa",
    )  # fmt: skip


async def test_a_date_can_be_dropped_or_chosen_before_it_leaves(ana: Desk, post: Post) -> None:
    await post("We'll refund you by Friday.", promise_at=NO_PROMISE)
    assert await states(ana) == []
    await post("Now really: we'll refund you by Friday.", promise_at=NOW + DAY)
    assert [line.due_at for line in (await ana.promises.ledger()).lines] == [NOW + DAY]


async def test_a_date_that_is_typed_leaves_a_deed_a_deed(ana: Desk, post: Post) -> None:
    await post("We'll refund you.", promise_at=NOW + DAY)
    await post("Look, a rainbow.")
    assert await states(ana) == [("open", "")]


async def test_two_dates_are_two_promises(ana: Desk, post: Post) -> None:
    await post("We'll look into it within the hour and you'll have your refund within two days.")
    assert [(line.due_at, line.deed) for line in (await ana.promises.ledger()).lines] == [
        (NOW + HOUR, False),
        (NOW - (NOW % DAY) + 2 * DAY + 18 * HOUR, True),
    ]


async def test_a_promise_without_a_date_is_remarked_and_none_is_invented(
    ana: Desk, cid: int, post: Post
) -> None:
    plan = await ana.replies.plan(cid, "We'll look into it and get back to you soon.")
    assert plan.promises == ()
    assert any("without a date" in str(remark) for remark in plan.remarks)
    await post("We'll look into it and get back to you soon.")
    assert await states(ana) == []


async def test_an_acknowledgement_says_its_own_date_or_a_days_work(ana: Desk, cid: int) -> None:
    plan = await ana.replies.plan(cid, "Seen. You'll hear from me within the hour.", ack=True)
    assert plan.promise_at == NOW + HOUR
    plan = await ana.replies.plan(cid, "Seen, I am on it.", ack=True)
    assert plan.promise_at == NOW + 8 * HOUR


async def test_an_acknowledgement_moves_what_is_due_to_its_date(ana: Desk, cid: int, post: Post) -> None:
    await post("Seen. You'll hear from me within two hours.", ack=True)
    assert await card(ana, cid) == (State.OPEN, Band.COMPLAINT, NOW + 2 * HOUR)


async def test_an_answer_keeps_a_promised_answer_and_never_a_deed(ana: Desk, cid: int, post: Post) -> None:
    await post("Seen. You'll hear from me within two hours.", ack=True)
    await post("It was our mistake. We'll refund you within two days.")
    assert await states(ana) == [("open", ""), ("kept", "answered")]
    plan = await ana.replies.plan(cid, "You're welcome.")
    assert plan.keeps == ()
    assert any("Still promised for" in str(remark) for remark in plan.remarks)
    await post("You're welcome.")
    assert ("open", "") in await states(ana)
    await post("Refunded, here is the receipt.", keeps=True)
    assert {state for state, _ in await states(ana)} == {"kept"}


async def test_their_thanks_offer_kept_and_close_nothing(
    store: Store, ana: Desk, cid: int, post: Post, clock: FakeClock
) -> None:
    await post("We'll fix it within two days.")
    clock.forward(HOUR)
    await store.hear(said(Kind.PRAISE, "Solved, thanks!", at=clock.now(), parent="m1", remote_id="m2"))
    ledger = await ana.promises.ledger()
    assert [line.state for line in ledger.lines] == ["open"]
    assert list(ledger.thanked.values()) == ["Solved"]


async def test_a_broken_promise_comes_before_all_and_says_so(
    store: Store, ana: Desk, cid: int, post: Post, clock: FakeClock
) -> None:
    await store.hear(said(Kind.COMPLAINT, who="ben", remote_id="m9", at=NOW - 9 * HOUR))
    await post("We'll fix it within two days.")
    assert (await card(ana, cid))[0] is State.ANSWERED
    clock.forward(3 * DAY)
    await ana.queue.wake()
    state, band, due_at = await card(ana, cid)
    assert (state, band) == (State.OPEN, Band.BROKEN_PROMISE)
    (broken,) = (await ana.promises.ledger()).lines
    assert (broken.state, due_at) == ("broken", broken.due_at)
    first, *_ = await ana.queue.page(ana.queue.views()[0].query)
    assert first.id == cid
    words = (await ana.queue.bound([first]))[cid]
    assert words == ("promised Wed by ana, not kept",)


async def test_what_was_promised_beside_an_answer_comes_back_once_before_it_is_due(
    ana: Desk, cid: int, post: Post, clock: FakeClock
) -> None:
    await post("We'll fix it within 10 hours.")
    (line,) = (await ana.promises.ledger()).lines
    clock.forward(5 * HOUR - 60)
    await ana.queue.wake()
    assert (await card(ana, cid))[0] is State.ANSWERED, "half of its time is not over"
    clock.forward(60)
    await ana.queue.wake()
    assert await card(ana, cid) == (State.OPEN, Band.COMPLAINT, line.due_at)
    await post("Still on it.")
    await ana.queue.wake()
    assert (await card(ana, cid))[0] is State.ANSWERED, "once is enough"


async def test_kept_by_hand_takes_an_answered_row_away_and_undo_brings_all_back(
    ana: Desk, cid: int, post: Post, clock: FakeClock
) -> None:
    await post("We'll fix it within two days.")
    clock.forward(3 * DAY)
    await ana.queue.wake()
    (line,) = (await ana.promises.ledger()).lines
    before = await card(ana, cid)
    assert (await ana.promises.kept([line.id])).words == "promise to Rosa kept late"
    assert await states(ana) == [("broken", "kept late")], "the count stays honest"
    assert (await card(ana, cid))[:2] == (State.ANSWERED, Band.COMPLAINT)
    await ana.undo.undo()
    assert await states(ana) == [("broken", "")]
    assert await card(ana, cid) == before


async def test_withdrawing_wants_a_reason_and_gives_the_row_its_own_clock_back(
    ana: Desk, cid: int, post: Post
) -> None:
    asked_by = (await card(ana, cid))[2]
    await post("Seen. You'll hear from me within two days.", ack=True)
    (line,) = (await ana.promises.ledger()).lines
    with pytest.raises(DeskRefusal, match="not withdrawn without a reason"):
        await ana.promises.withdraw([line.id], "  ")
    await ana.promises.withdraw([line.id], "the shop closed")
    assert await states(ana) == [("withdrawn", "the shop closed")]
    assert await card(ana, cid) == (State.OPEN, Band.COMPLAINT, asked_by)
    with pytest.raises(DeskRefusal, match="withdrawn already"):
        await ana.promises.kept([line.id])
    await ana.undo.undo()
    assert await states(ana) == [("open", "")]


async def test_by_hand_a_promise_is_opened_and_undone(ana: Desk, cid: int) -> None:
    await ana.promises.promise(cid, "  a  call on the phone ", NOW + DAY)
    (line,) = (await ana.promises.ledger()).lines
    assert (line.text, line.deed) == ("a call on the phone", True)
    await ana.undo.undo()
    assert await states(ana) == []
    for text, at in (("", NOW + DAY), ("x", NOW)):
        with pytest.raises(DeskRefusal):
            await ana.promises.promise(cid, text, at)


async def test_the_rate_counts_kept_and_broken_and_no_withdrawn_one(
    ana: Desk, cid: int, clock: FakeClock
) -> None:
    for n in range(4):
        await ana.promises.promise(cid, f"deed {n}", NOW + HOUR)
    first, second, *_ = (await ana.promises.ledger()).lines
    await ana.promises.kept([first.id])
    await ana.promises.withdraw([second.id], "not needed")
    clock.forward(2 * HOUR)
    await ana.queue.wake()
    ledger = await ana.promises.ledger()
    assert (ledger.kept, ledger.broken, ledger.open) == (1, 2, 0)
    assert [line.state for line in ledger.lines[:2]] == ["broken", "broken"], "they come first"


async def test_what_is_due_today_ends_at_midnight_on_the_wall(ana: Desk, cid: int) -> None:
    midnight = NOW - NOW % DAY + DAY
    for at in (NOW + HOUR, midnight, midnight + 1):
        await ana.promises.promise(cid, "x", at)
    assert await ana.promises.due_today() == 2


async def test_undo_of_what_a_colleague_settled_since_is_refused(ana: Desk, cid: int, desk: MakeDesk) -> None:
    await ana.promises.promise(cid, "a call", NOW + DAY)
    (line,) = (await ana.promises.ledger()).lines
    await (await desk("ben")).promises.kept([line.id])
    with pytest.raises(DeskRefusal, match="was changed since"):
        await ana.undo.undo()
    assert await states(ana) == [("kept", "")]


async def test_their_thanks_in_what_we_wait_for_keep_no_promise_of_ours(
    store: Store, ana: Desk, cid: int, post: Post, clock: FakeClock
) -> None:
    await post("Which order is it? You'll hear from me again tomorrow.")
    await ana.waiting.follow_up([cid], NOW + DAY)
    at = clock.forward(HOUR)
    await store.hear(said(Kind.PRAISE, "Thanks!", at=at, parent="m1", remote_id="t1"))
    assert (await card(ana, cid))[0] is State.ANSWERED
    assert await states(ana) == [("open", "")]


async def test_their_thanks_in_a_joined_row_keep_no_promise_of_ours(
    store: Store, ana: Desk, cid: int, post: Post, clock: FakeClock
) -> None:
    await store.hear(said(Kind.COMPLAINT, remote_id="m2"))
    await ana.joining.merge([cid, await store.cid("m2")])
    head = await ana.joining.whole_of(cid)
    line = await ana.replies.send(head, "You'll hear from me again tomorrow.", now=True)
    async with store.db.atomic() as write:
        await intents.take(write, line.id, clock.now())
        await standing.settle_sent(write, line.id, Sent("r1", "", clock.now()), due, clock.now())
    assert await states(ana) == [("open", "")]
    await store.hear(said(Kind.PRAISE, "Thanks!", at=clock.forward(HOUR), parent="m1", remote_id="t1"))
    assert await states(ana) == [("open", "")]
