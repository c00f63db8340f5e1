"""Nothing typed is lost, nothing is sent twice, and two desks never answer at once."""

import asyncio
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.network import Limits, Sent, SourceAbout
from socialtui.domain.reply import OutboxState
from socialtui.store import intents, standing
from socialtui.store.database import Writer
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, due, ours, said

MASTODON = Limits(500, url_length=23, remote_handles_short=True, handles_in_text=True)
FEED = (SourceAbout("feed", "Feed", addressed=False, cannot={"reply": "A feed takes no answers."}),)
TEXT = "Sorry. A new one is on its way."


@pytest.fixture
async def cid(store: Store) -> int:
    await store.account(limits=MASTODON)
    await store.hear(said(remote_id="m", url="https://x.example/m", visibility="unlisted"))
    return await store.cid("m")


async def refuse(store: Store, number: int, why: str = "They changed their words.") -> None:
    """What the sender writes when it may not send."""
    async with store.db.atomic() as write:
        await intents.refuse(write, number, store.clock.now(), why, "Read it again.")


async def arrive(store: Store, number: int, remote_id: str = "r1") -> None:
    """What the sender writes once an answer stands."""
    async with store.db.atomic() as write:
        sent = Sent(remote_id, "https://x.example/r1", store.clock.now())
        await standing.settle_sent(write, number, sent, due, store.clock.now())


async def draft(desk: Desk, cid: int) -> str:
    return next((line.text for line in await desk.replies.drafts() if line.conversation_id == cid), "")


async def test_a_draft_is_on_disk_after_every_save(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    assert (await ana.replies.open(cid)).text == ""
    for text in ("Dear", "Dear Rosa", "Dear Rosa,\n\nπ and 🧵"):
        await ana.replies.save(cid, text)
        assert await store.value("SELECT text FROM drafts") == text
    again = await desk("ana")
    assert (await again.replies.open(cid)).text == "Dear Rosa,\n\nπ and 🧵"
    (line,) = await again.replies.drafts()
    assert (line.to, line.saved_at) == ("Rosa", NOW)


async def test_leaving_keeps_the_words_and_lets_the_row_go(store: Store, desk: MakeDesk, cid: int) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    await ana.replies.open(cid)
    await ana.replies.save(cid, "Dear Rosa")
    await ana.replies.leave(cid)
    opened = await ben.replies.open(cid)
    assert (opened.text, opened.held_by_other) == ("Dear Rosa", "")


async def test_an_empty_draft_leaves_no_trace(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    await ana.replies.open(cid)
    await ana.replies.leave(cid)
    assert await store.value("SELECT count(*) FROM drafts") == 0


async def test_a_draft_knows_that_its_words_were_an_acknowledgement(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    assert not (await ana.replies.open(cid)).ack
    line = await ana.replies.send(cid, "We have seen it.", ack=True)
    await ana.replies.recall()
    assert (await ana.replies.open(cid)).ack
    await ana.replies.send(cid, "We have seen it.", ack=True)
    await refuse(store, (await ana.replies.outbox())[0].id)
    assert (await ana.replies.open(cid)).ack
    await ana.replies.save(cid, TEXT)
    assert not (await ana.replies.open(cid)).ack
    assert line.text == "We have seen it."


async def test_one_writes_at_a_time_and_taking_over_is_open(
    store: Store, desk: MakeDesk, cid: int, clock: FakeClock
) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    await ana.replies.open(cid)
    await ana.replies.save(cid, "Dear Rosa")
    seen = await ben.replies.open(cid)
    assert (seen.held_by_other, seen.text) == ("ana", "Dear Rosa")
    with pytest.raises(DeskRefusal, match="ana took this draft over"):
        await ben.replies.save(cid, "Hello")
    with pytest.raises(DeskRefusal, match="ana writes this draft"):
        await ben.replies.discard(cid)
    taken = await ben.replies.open(cid, take_over=True)
    assert (taken.held_by_other, taken.text) == ("", "Dear Rosa")
    with pytest.raises(DeskRefusal, match="ben took this draft over"):
        await ana.replies.save(cid, "Dear Rosa, more")
    await ben.replies.save(cid, "Dear Rosa, from Ben")
    assert await draft(ben, cid) == "Dear Rosa, from Ben"
    assert "took the answer to Rosa over from ana" in [line.words for line in await ben.undo.events()]


async def test_of_two_desks_that_open_at_once_one_writes(store: Store, desk: MakeDesk, cid: int) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    for _ in range(10):
        opened = await asyncio.gather(ana.replies.open(cid), ben.replies.open(cid))
        assert sorted(bool(one.held_by_other) for one in opened) == [False, True]
        await ana.replies.leave(cid)
        await ben.replies.leave(cid)


async def test_writing_renews_the_claim_and_silence_lets_it_go(
    store: Store, desk: MakeDesk, cid: int, clock: FakeClock
) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    await ana.replies.open(cid)
    for _ in range(3):
        clock.forward(599)
        await ana.replies.save(cid, f"Dear Rosa {clock.now()}")
        assert (await ben.replies.open(cid)).held_by_other == "ana"
    clock.forward(600)
    assert (await ben.replies.open(cid)).held_by_other == ""


async def test_a_discarded_draft_is_gone(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    await ana.replies.open(cid)
    await ana.replies.save(cid, "Dear Rosa")
    await ana.replies.discard(cid)
    assert await ana.replies.drafts() == []


async def test_sending_puts_the_draft_away_and_leaves_after_the_recall_window(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana", sign="^am")
    await ana.replies.open(cid)
    await ana.replies.save(cid, TEXT)
    line = await ana.replies.send(cid, TEXT)
    assert (line.state, line.due_at, line.text, line.to) == (
        OutboxState.LEAVING,
        NOW + 10,
        f"{TEXT} ^am",
        "Rosa",
    )
    assert await ana.replies.drafts() == []
    assert [said.state for said in (await ana.queue.thread(cid)).said] == ["", "leaving"]
    wish = await intents.by_id(store.db, line.id)
    assert wish is not None
    assert (wish.payload.in_reply_to, wish.payload.visibility, wish.payload.handles) == (
        "m",
        "unlisted",
        ("rosa",),
    )
    assert wish.payload.seen is not None
    assert wish.payload.seen.text == "It broke again and nobody answers."


async def test_a_send_that_is_cut_off_keeps_the_draft_and_sends_nothing(
    store: Store, desk: MakeDesk, cid: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await desk("ana")
    await ana.replies.open(cid)
    await ana.replies.save(cid, TEXT)
    run = Writer.run

    async def cut_off(self: Writer, sql: str, values: Any = ()) -> int:
        if sql.startswith("DELETE FROM drafts"):
            raise KeyboardInterrupt
        return await run(self, sql, values)

    with monkeypatch.context() as cut:
        cut.setattr(Writer, "run", cut_off)
        with pytest.raises(KeyboardInterrupt):
            await ana.replies.send(cid, TEXT)
    assert await draft(ana, cid) == TEXT
    assert await ana.replies.outbox() == []


async def test_now_means_without_a_recall_window(store: Store, desk: MakeDesk, cid: int) -> None:
    assert (await (await desk("ana")).replies.send(cid, TEXT, now=True)).due_at == NOW


async def test_a_second_answer_is_refused_while_one_is_under_way(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    ended = await asyncio.gather(
        ana.replies.send(cid, "From Ana."), ben.replies.send(cid, "From Ben."), return_exceptions=True
    )
    assert sum(isinstance(end, DeskRefusal) for end in ended) == 1
    (line,) = await ana.replies.outbox()
    for state in ("leaving", "due", "sending", "unknown"):
        async with store.db.atomic() as write:
            await write.run("UPDATE intents SET state=? WHERE id=?", (state, line.id))
        with pytest.raises(DeskRefusal, match=f"is {state} already"):
            await ana.replies.send(cid, "Once more.")


async def test_an_answer_to_what_a_colleague_writes_to_is_refused_and_their_draft_stays(
    store: Store, desk: MakeDesk, cid: int, clock: FakeClock
) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    await ben.replies.open(cid)
    await ben.replies.save(cid, "Ben's words")
    with pytest.raises(DeskRefusal, match="ben is answering Rosa"):
        await ana.replies.send(cid, TEXT)
    clock.forward(600)
    await ana.replies.send(cid, TEXT)
    assert await draft(ben, cid) == "Ben's words", "what somebody typed is never thrown away by another"


async def test_recall_makes_the_words_a_draft_again_as_they_were_typed(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana", sign="^am")
    sent = await ana.replies.send(cid, TEXT)
    assert (await ana.replies.recall()).id == sent.id
    assert await draft(ana, cid) == TEXT
    assert (await ana.replies.outbox())[0].state is OutboxState.RECALLED
    with pytest.raises(DeskRefusal, match="Nothing of yours is leaving"):
        await ana.replies.recall()
    with pytest.raises(DeskRefusal, match="recalled and can't be taken back"):
        await ana.replies.recall(sent.id)
    again = await ana.replies.send(cid, TEXT)
    assert again.id != sent.id


async def test_each_takes_back_their_own_newest(store: Store, desk: MakeDesk, cid: int) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    await store.hear(said(who="tom", remote_id="n"))
    hers = await ana.replies.send(cid, TEXT)
    await ben.replies.send(await store.cid("n"), "From Ben.")
    assert (await ana.replies.recall()).id == hers.id


async def test_the_same_words_that_were_refused_go_out_under_their_first_key(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    first = await ana.replies.send(cid, TEXT)
    await refuse(store, first.id)
    assert await draft(ana, cid) == TEXT
    assert [line.id for line in await ana.replies.unsettled()] == [first.id]
    second = await ana.replies.send(cid, TEXT)
    assert second.id == first.id
    assert await ana.replies.drafts() == []
    await refuse(store, first.id)
    third = await ana.replies.send(cid, "Other words.")
    assert third.id != first.id
    with pytest.raises(DeskRefusal, match="is leaving already"):
        await ana.replies.again(first.id)
    await ana.replies.recall()
    with pytest.raises(DeskRefusal, match="nothing to send again"):
        await ana.replies.again(third.id)
    assert (await ana.replies.again(first.id)).state is OutboxState.DUE


async def test_words_that_were_refused_keep_their_key_when_they_are_kept_for_later(
    store: Store, desk: MakeDesk, cid: int, clock: FakeClock
) -> None:
    ana = await desk("ana")
    first = await ana.replies.send(cid, TEXT)
    async with store.db.atomic() as write:
        assert await intents.take(write, first.id, NOW + 60)
    await refuse(store, first.id, "Not there.")
    key = await store.value("SELECT key FROM intents WHERE id=?", first.id)
    planned = await ana.replies.send(cid, TEXT, later=NOW + DAY)
    assert (planned.id, planned.state, planned.due_at, planned.planned) == (
        first.id,
        OutboxState.DUE,
        NOW + DAY,
        NOW + DAY,
    )
    assert await draft(ana, cid) == ""
    await ana.replies.recall()
    assert await draft(ana, cid) == TEXT, "U takes it back until then"
    again = await ana.replies.send(cid, TEXT, later=NOW + 2 * DAY)
    assert (again.id, again.due_at) == (first.id, NOW + 2 * DAY)
    async with store.db.atomic() as write:
        assert await intents.take(write, first.id, NOW + DAY) is None, "not before its time"
        taken = await intents.take(write, first.id, NOW + 2 * DAY)
    assert taken is not None
    assert taken.key == key


async def test_a_promise_is_opened_when_the_acknowledgement_stands_and_not_before(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    line = await ana.replies.send(cid, "We look into it.", ack=True, promise_at=NOW + DAY)
    assert (await ana.queue.thread(cid)).promises == ()
    await arrive(store, line.id)
    thread = await ana.queue.thread(cid)
    assert [(one.text, one.due_at, one.state) for one in thread.promises] == [
        ("We look into it.", NOW + DAY, "open")
    ]
    assert (thread.card.state, thread.card.due_at) == (State.OPEN, NOW + DAY)
    line = await ana.replies.send(cid, TEXT)
    await arrive(store, line.id, "r2")
    thread = await ana.queue.thread(cid)
    assert (thread.promises[0].state, thread.card.state, thread.reason) == (
        "kept",
        State.ANSWERED,
        "answered by ana",
    )
    assert thread.card.claimed_by is None


async def test_where_the_network_takes_no_answer_it_goes_by_hand(store: Store, desk: MakeDesk) -> None:
    await store.account("alerts", "rss", role="alerts", code="ga", sources=FEED)
    await store.hear(said(remote_id="e", url="https://news.example/e"), account="alerts")
    ana, cid = await desk("ana"), await store.cid("e")
    plan = await ana.replies.plan(cid, TEXT)
    assert (plan.by_hand, plan.url) == ("A feed takes no answers.", "https://news.example/e")
    with pytest.raises(DeskRefusal, match="takes no answers"):
        await ana.replies.send(cid, TEXT)
    line = await ana.replies.send(cid, TEXT, by_hand=True)
    assert line.state is OutboxState.BY_HAND
    thread = await ana.queue.thread(cid)
    assert (thread.card.state, thread.said[-1].text, thread.said[-1].ours) == (State.ANSWERED, TEXT, True)
    assert (thread.said[-1].said_by, thread.reason) == ("ana", "answered by ana")


async def test_length_counts_links_handles_and_the_signature_as_the_network_does(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana", sign="^am")
    named = len("@rosa ")
    for text, length in (
        ("x", 1), ("https://example.org/" + "y" * 400, 23), ("@tom@far.example hi", len("@tom hi")), ("👩‍👩‍👧‍👦", 1),
        ("see https://example.org/a.", 4 + 23 + 1),
    ):  # fmt: skip
        plan = await ana.replies.plan(cid, text)
        assert plan.left == 500 - length - len(" ^am") - named, text
    long = await ana.replies.plan(cid, "x" * 500)
    assert long.left == -10
    assert "10 too long for acme." in [remark.words for remark in long.remarks]
    with pytest.raises(DeskRefusal, match="10 too long"):
        await ana.replies.send(cid, "x" * 500)
    with pytest.raises(DeskRefusal, match="nothing to send"):
        await ana.replies.send(cid, " \n ")


async def test_an_answer_names_who_spoke_and_whom_they_named_but_never_ourselves(
    store: Store, desk: MakeDesk
) -> None:
    await store.account(limits=MASTODON)
    await store.hear(
        said(Kind.QUESTION, "Hey @acme, @Tom and @ben@far.example. Mail me: a@b.example", remote_id="q")
    )
    ana = await desk("ana")
    plan = await ana.replies.plan(await store.cid("q"), TEXT)
    assert plan.handles == ("rosa", "Tom", "ben@far.example")
    assert plan.text == TEXT


async def test_an_answer_goes_to_their_newest_word_that_stands(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    await store.hear(said(parent="m", remote_id="n", at=NOW - 60))
    assert (await ana.replies.plan(cid, TEXT)).answers.remote_id == "n"
    await store.hear(removed=("n",))
    assert (await ana.replies.plan(cid, TEXT)).answers.remote_id == "m"


async def test_review_remarks_what_changed_since(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    await store.hear(said(remote_id="m", text="It broke, and the lid too."))
    await store.hear(ours("m"))
    remarks = (await ana.replies.plan(cid, "")).remarks
    assert tuple(remark.words for remark in remarks) == (
        "There is nothing to send yet.", "Rosa changed these words after writing them.", "This was answered already.",
    )  # fmt: skip


async def test_an_acknowledgement_promises_a_working_day(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    assert (await ana.replies.plan(cid, TEXT, ack=True)).promise_at == NOW + 8 * HOUR
    assert (await ana.replies.plan(cid, TEXT)).promise_at is None


async def test_starters_greet_by_name_and_take_turns(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    await store.hear(said(Kind.PRAISE, who="rosa", remote_id="p"))
    threads = [await ana.queue.thread(one) for one in (cid, await store.cid("p"))]
    for what in ("ack", "thank"):
        starters = [ana.replies.starter(thread, what) for thread in threads]
        assert len(set(starters)) == 2
        assert all("Rosa" in starter for starter in starters)
        assert what == "ack" or all(", Rosa" in starter for starter in starters)


async def test_the_same_words_for_a_narrower_audience_go_to_that_audience(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    first = await ana.replies.send(cid, TEXT, visibility="public", ack=True)
    await refuse(store, first.id)
    second = await ana.replies.send(cid, TEXT, visibility="direct")
    assert second.id == first.id
    intent = await intents.by_id(store.db, second.id)
    assert intent is not None
    assert (intent.payload.visibility, intent.payload.ack, intent.payload.promise_at) == (
        "direct",
        False,
        None,
    )


async def test_what_waits_for_the_network_and_never_left_can_be_taken_back(
    store: Store, desk: MakeDesk, cid: int
) -> None:
    ana = await desk("ana")
    sent = await ana.replies.send(cid, TEXT)
    async with store.db.atomic() as write:
        await intents.put_off(write, sent.id, NOW + DAY, "x.example can't be reached.", "")
    assert (await ana.replies.recall()).state is OutboxState.RECALLED
    assert await draft(ana, cid) == TEXT


async def test_what_may_stand_already_is_not_taken_back(store: Store, desk: MakeDesk, cid: int) -> None:
    ana = await desk("ana")
    sent = await ana.replies.send(cid, TEXT, now=True)
    async with store.db.atomic() as write:
        await intents.take(write, sent.id, NOW)
        await intents.put_off(write, sent.id, NOW + DAY, "It was cut off.", "")
    with pytest.raises(DeskRefusal, match="is due and can't be taken back"):
        await ana.replies.recall(sent.id)
