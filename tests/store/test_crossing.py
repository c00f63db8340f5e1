"""Words that cross: they write while our answer is on its way."""

from socialtui.domain.conversation import State
from socialtui.domain.mention import Kind
from socialtui.domain.network import Sent
from socialtui.store import standing
from tests.conftest import MakeDesk, Store, due, said


async def test_a_word_that_crossed_our_answer_is_owed_one_of_its_own(store: Store, desk: MakeDesk) -> None:
    start = store.clock.now()
    await store.hear(said(Kind.COMPLAINT, remote_id="m1", at=start - 60))
    cid = await store.cid("m1")
    ana = await desk("ana")
    line = await ana.replies.send(cid, "We are on it.", now=True)
    store.clock.forward(10)
    async with store.db.atomic() as write:
        await standing.settle_sent(write, line.id, Sent("o1", "", start + 10), due, start + 10)
    assert (await store.conversation(cid))["state"] == State.ANSWERED

    await store.hear(
        said(Kind.COMPLAINT, "And the invoice is wrong too.", remote_id="m2", parent="m1", at=start + 5)
    )

    row = await store.conversation(cid)
    assert row["state"] == State.OPEN
    assert row["first_at"] == start + 5
