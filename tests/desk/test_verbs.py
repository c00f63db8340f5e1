"""What a person can do to a row, and that each act is decided by how the row is at that moment."""

import asyncio
from typing import Any

import pytest

from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Band, Kind
from socialtui.domain.moderation import no_way
from socialtui.domain.network import SourceAbout
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, due, said

SOURCES = (
    SourceAbout("mentions", "Mentions"),
    SourceAbout("search", "Search", addressed=False, cannot={"like": "A feed takes no likes."}),
)


async def card_of(desk: Any, cid: int) -> Card:
    card = await desk.queue.card(cid)
    assert card is not None
    return card  # type: ignore[no-any-return]


async def row(store: Store, kind: Kind = Kind.QUESTION, **more: Any) -> int:
    """A conversation of that kind."""
    arrival = said(kind, **more)
    await store.hear(arrival)
    return await store.cid(arrival.mention.remote_id)


async def test_done_takes_a_row_out_of_the_queue(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store)
    done = await ana.verbs.done([cid])
    assert (done.words, done.ids) == ("Rosa: done", (cid,))
    assert (await card_of(ana, cid)).state is State.DONE
    assert await ana.queue.page(ana.queue.views()[0].query) == []
    with pytest.raises(DeskRefusal, match="done already"):
        await ana.verbs.done([cid])


@pytest.mark.parametrize("state", [State.OPEN, State.SNOOZED])
async def test_an_unanswered_complaint_is_closed_with_a_reason_only(
    store: Store, desk: MakeDesk, state: State
) -> None:
    ana = await desk("ana")
    ids = [await row(store, Kind.COMPLAINT), await row(store, Kind.PRAISE, who="tom")]
    if state is State.SNOOZED:
        await ana.verbs.snooze(ids, NOW + HOUR)
    assert await ana.verbs.unanswered_complaints(ids) == 1
    with pytest.raises(DeskRefusal, match="1 of 2 is a complaint without an answer"):
        await ana.verbs.done(ids)
    with pytest.raises(DeskRefusal, match=r"^This is a complaint without an answer"):
        await ana.verbs.done(ids[:1])
    assert [card.state for card in (await ana.queue.cards(ids)).values()] == [state, state]
    await ana.verbs.done(ids, " it was for a namesake ")
    assert {card.state for card in (await ana.queue.cards(ids)).values()} == {State.DONE}
    assert (await ana.queue.thread(ids[0])).reason == "it was for a namesake"


async def test_what_is_only_listened_to_needs_no_reason(store: Store, desk: MakeDesk) -> None:
    await store.account(sources=SOURCES)
    await store.hear(said(Kind.COMPLAINT, remote_id="m"), source="search")
    await (await desk("ana")).verbs.done([await store.cid("m")])


async def test_a_snooze_ends_by_itself(store: Store, desk: MakeDesk, clock: FakeClock) -> None:
    ana, cid = await desk("ana"), await row(store)
    await ana.verbs.snooze([cid], NOW + HOUR)
    assert (await ana.queue.counts()).snoozed == 1
    clock.forward(HOUR - 1)
    assert await ana.queue.wake() == 0
    clock.forward(1)
    assert await ana.queue.wake() == 1
    card = await card_of(ana, cid)
    assert (card.state, card.wake_at) == (State.OPEN, None)
    await ana.undo.undo()
    assert (await card_of(ana, cid)).state is State.OPEN, "its end is no news that undo would trip over"


async def test_a_snooze_until_they_answer_has_no_end(store: Store, desk: MakeDesk, clock: FakeClock) -> None:
    ana, cid = await desk("ana"), await row(store, remote_id="m")
    await ana.verbs.snooze([cid], None)
    clock.forward(90 * DAY)
    assert await ana.queue.wake() == 0
    await store.hear(said(Kind.CHATTER, parent="m", at=clock.now()))
    assert (await card_of(ana, cid)).state is State.OPEN


async def test_nothing_is_snoozed_into_the_past(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store)
    with pytest.raises(DeskRefusal, match="over already"):
        await ana.verbs.snooze([cid], NOW)


async def test_of_two_desks_that_claim_at_once_exactly_one_wins(store: Store, desk: MakeDesk) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    for n in range(20):
        cid = await row(store, who=f"p{n}")
        ended = await asyncio.gather(ana.verbs.claim([cid]), ben.verbs.claim([cid]), return_exceptions=True)
        refused = [end for end in ended if isinstance(end, DeskRefusal)]
        assert len(refused) == 1
        holder = (await card_of(ana, cid)).claimed_by
        assert f"{holder} is answering" in str(refused[0])


async def test_a_claim_runs_out_after_ten_minutes(store: Store, desk: MakeDesk, clock: FakeClock) -> None:
    ana, ben, cid = await desk("ana"), await desk("ben"), await row(store)
    await ana.verbs.claim([cid])
    clock.forward(599)
    with pytest.raises(DeskRefusal, match="ana is answering Rosa"):
        await ben.verbs.claim([cid])
    clock.forward(1)
    assert await ben.queue.wake() == 1
    assert (await card_of(ben, cid)).claimed_by is None
    await ben.verbs.claim([cid])


async def test_one_releases_ones_own_claims_only(store: Store, desk: MakeDesk) -> None:
    ana, ben, cid = await desk("ana"), await desk("ben"), await row(store)
    await ana.verbs.claim([cid])
    with pytest.raises(DeskRefusal):
        await ben.verbs.release([cid])
    assert [card.id for card in await ana.queue.page(ana.queue.views()[3].query)] == [cid]
    await ana.verbs.release([cid])
    assert (await card_of(ana, cid)).claimed_by is None


async def test_a_tag_goes_on_and_off_and_is_found(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    ids = [await row(store, who="rosa"), await row(store, who="tom")]
    await ana.verbs.tag(ids[:1], "#Refund_1")
    await ana.verbs.tag(ids, "refund_1")
    assert all(card.tags == ("refund_1",) for card in (await ana.queue.cards(ids)).values())
    await ana.verbs.tag(ids, "refund_1")
    assert all(card.tags == () for card in (await ana.queue.cards(ids)).values())
    for wrong in ("", "two words", "x" * 41):
        with pytest.raises(DeskRefusal, match="one word"):
            await ana.verbs.tag(ids, wrong)


async def test_a_note_stays_with_the_conversation_until_it_is_undone(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store)
    await ana.verbs.note(cid, "  call her back ")
    assert [(note.who, note.text) for note in (await ana.queue.thread(cid)).notes] == [
        ("ana", "call her back")
    ]
    await ana.undo.undo()
    assert (await ana.queue.thread(cid)).notes == ()
    with pytest.raises(DeskRefusal, match="empty note"):
        await ana.verbs.note(cid, " ")
    with pytest.raises(DeskRefusal, match="not here any more"):
        await ana.verbs.note(999, "to nobody")


async def test_escalating_claims_for_a_colleague_and_is_undone_at_once(store: Store, desk: MakeDesk) -> None:
    ana, ben, cid = await desk("ana"), await desk("ben"), await row(store)
    await ana.verbs.escalate(cid, "ben", "she asks for the boss")
    card = await card_of(ben, cid)
    assert (card.claimed_by, card.claimed_until, card.tags) == ("ben", NEVER, ("escalated",))
    assert [found.id for found in await ben.queue.page(ben.queue.views()[3].query)] == [cid]
    await ben.replies.open(cid)
    await ben.replies.leave(cid)
    assert (await card_of(ben, cid)).claimed_by == "ben", "leaving the composer doesn't hand it back"
    assert (await ana.undo.undo()).words == "Undone: escalated to ben"
    card = await card_of(ana, cid)
    assert (card.claimed_by, card.tags) == (None, ())
    assert (await ana.queue.thread(cid)).notes == ()
    with pytest.raises(DeskRefusal, match="whom"):
        await ana.verbs.escalate(cid, " ", "")


@pytest.mark.parametrize("put_away", ["done", "snooze"])
async def test_what_was_put_away_meanwhile_is_handed_to_nobody_and_the_note_stays(
    store: Store, desk: MakeDesk, put_away: str
) -> None:
    ana, ben, cid = await desk("ana"), await desk("ben"), await row(store)
    seen = (await card_of(ana, cid)).state
    await (ben.verbs.done([cid], "by phone") if put_away == "done" else ben.verbs.snooze([cid], NOW + HOUR))
    with pytest.raises(DeskRefusal, match="was put away meanwhile: nothing was changed"):
        await ana.verbs.escalate(cid, "ben", " ", seen)
    done = await ana.verbs.escalate(cid, "ben", "she asks for the boss", seen)
    assert (done.words, done.handed) == ("noted, not escalated to ben", False)
    card = await card_of(ana, cid)
    assert (card.claimed_by, card.tags) == (None, ())
    assert [note.text for note in (await ana.queue.thread(cid)).notes] == ["she asks for the boss"]
    await ana.undo.undo()
    assert (await ana.queue.thread(cid)).notes == ()
    assert (await ana.verbs.escalate(cid, "ben", "", card.state)).handed, "seen as it is, it is meant so"


async def test_urgency_moves_one_band_and_pins(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store, Kind.CHATTER, remote_id="m")
    await ana.verbs.urgency([cid], -1)
    card = await card_of(ana, cid)
    assert (card.band, card.pinned, card.due_at) == (Band.PRAISE, True, due(Kind.PRAISE, card.first_at))
    for _ in range(9):
        await ana.verbs.urgency([cid], -1)
    assert (await card_of(ana, cid)).band is Band.COMPLAINT
    for _ in range(9):
        await ana.verbs.urgency([cid], +1)
    assert (await card_of(ana, cid)).band is Band.SPAM
    await store.hear(said(Kind.COMPLAINT, parent="m"))
    assert (await card_of(ana, cid)).band is Band.SPAM, "what a person pinned stays"


async def test_a_broken_promise_gets_no_less_urgent_by_asking_for_more(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store)
    async with store.db.atomic() as write:
        await write.run("UPDATE conversations SET band=0 WHERE id=?", (cid,))
    await ana.verbs.urgency([cid], -1)
    assert (await card_of(ana, cid)).band is Band.BROKEN_PROMISE
    await ana.verbs.kind([cid], Kind.PRAISE)
    card = await card_of(ana, cid)
    assert (card.band, card.kind) == (Band.BROKEN_PROMISE, Kind.PRAISE)


async def test_a_kind_is_corrected_and_given_back(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store, Kind.QUESTION)
    await ana.verbs.kind([cid], Kind.COMPLAINT)
    card = await card_of(ana, cid)
    assert (card.kind, card.band, card.pinned) == (Kind.COMPLAINT, Band.COMPLAINT, True)
    assert card.due_at == due(Kind.COMPLAINT, card.first_at)
    assert (await ana.verbs.kind([cid], Kind.COMPLAINT)).words == "Rosa: kind as judged"
    card = await card_of(ana, cid)
    assert (card.kind, card.band, card.pinned) == (Kind.QUESTION, Band.QUESTION, False)
    await ana.verbs.kind([cid], Kind.CHATTER)
    assert (await card_of(ana, cid)).due_at == NEVER


async def test_a_kind_given_back_to_what_is_listened_to_is_owed_nothing(store: Store, desk: MakeDesk) -> None:
    await store.account(sources=SOURCES)
    await store.hear(said(Kind.COMPLAINT, remote_id="m"), source="search")
    ana, cid = await desk("ana"), await store.cid("m")
    await ana.verbs.kind([cid], Kind.QUESTION)
    assert (await card_of(ana, cid)).band is Band.QUESTION
    await ana.verbs.kind([cid], Kind.QUESTION)
    card = await card_of(ana, cid)
    assert (card.band, card.kind, card.due_at) == (Band.CHATTER, Kind.COMPLAINT, NEVER)


async def test_spam_that_is_none_comes_back_where_it_belongs(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store, Kind.QUESTION, visibility="spam")
    spam = next(view.query for view in ana.queue.views() if view.id == "spam")
    assert [card.id for card in await ana.queue.page(spam)] == [cid]
    assert await ana.queue.total(spam) == 1
    await ana.verbs.reopen([cid])
    card = await card_of(ana, cid)
    assert (card.state, card.band) == (State.OPEN, Band.QUESTION)
    await ana.verbs.moderate([cid], "spam")
    assert [card.id for card in await ana.queue.page(spam)] == [cid]
    await ana.verbs.kind([cid], Kind.LEAD)
    card = await card_of(ana, cid)
    assert (card.state, card.band) == (State.OPEN, Band.LEAD)


async def test_spam_that_is_called_more_urgent_is_spam_no_more(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store, visibility="spam")
    await ana.verbs.urgency([cid], -1)
    card = await card_of(ana, cid)
    assert (card.state, card.band) == (State.OPEN, Band.CHATTER)
    await ana.undo.undo()
    assert (await card_of(ana, cid)).state is State.SPAM


async def test_what_a_network_does_not_hide_is_said_before_a_reason_is_asked_for(
    store: Store, desk: MakeDesk
) -> None:
    feed = SourceAbout("feed", "Feed", cannot={"hide": "A feed hides nothing."})
    await store.account("alerts", "rss", code="ga", sources=(feed,))
    await store.hear(said(Kind.COMPLAINT, remote_id="e"), account="alerts")
    ana, cid = await desk("ana"), await store.cid("e")
    with pytest.raises(DeskRefusal, match="A feed hides nothing"):
        await ana.verbs.complaints_to_hide([cid], "hide")
    assert await ana.verbs.complaints_to_hide([cid], "trash") == 1


async def test_what_a_network_has_no_way_for_is_refused_at_once_and_closes_nothing(
    store: Store, desk: MakeDesk
) -> None:
    cannot = no_way("Mastodon", ("spam", "mute", "report"), "mute or report instead")
    await store.account(
        "town", "mastodon", code="ma", sources=(SourceAbout("notifications", "Mentions", cannot=cannot),)
    )
    await store.hear(said(Kind.SPAM, remote_id="e"), account="town")
    ana, cid = await desk("ana"), await store.cid("e")
    for verb in ("approve", "trash", "hide", "archive"):
        with pytest.raises(DeskRefusal, match=r"Mastodon has no way to .* it; mute or report instead"):
            await ana.verbs.moderate([cid], verb)
    assert (await card_of(ana, cid)).state is State.OPEN
    assert await store.rows("SELECT 1 FROM intents") == []
    await ana.verbs.moderate([cid], "report")


async def test_of_several_rows_the_one_that_keeps_the_verb_from_all_is_named(
    store: Store, desk: MakeDesk
) -> None:
    feed = SourceAbout("feed", "Feed", cannot=no_way("A feed", (), "open the link instead"))
    await store.account("alerts", "rss", code="ga", sources=(feed,))
    await store.hear(said(Kind.SPAM, who="tom", remote_id="e"), account="alerts")
    ana, ids = await desk("ana"), [await row(store, Kind.SPAM), await store.cid("e")]
    for ask in (ana.verbs.moderate, ana.verbs.complaints_to_hide):
        with pytest.raises(DeskRefusal, match=r"^Tom: A feed has no way to report it as spam; call it spam"):
            await ask(ids, "spam")
    with pytest.raises(DeskRefusal, match=r"^A feed has no way"):
        await ana.verbs.moderate(ids[1:], "spam")
    assert await store.rows("SELECT 1 FROM intents") == []


async def test_a_complaint_is_neither_deleted_nor_hidden(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store, Kind.COMPLAINT)
    for verb, words in (("trash", "not deleted"), ("hide", "not hidden")):
        with pytest.raises(DeskRefusal, match=words):
            await ana.verbs.moderate([cid], verb)
    with pytest.raises(DeskRefusal, match="nothing a moderator does"):
        await ana.verbs.moderate([cid], "explode")
    assert await store.value("SELECT count(*) FROM intents") == 0


async def test_moderating_asks_the_network_and_puts_away_in_one_step(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    ids = [await row(store, who="rosa", remote_id="m1"), await row(store, who="tom", remote_id="m2")]
    await ana.verbs.moderate(ids, "trash")
    wishes = await store.rows("SELECT kind, state, json_extract(payload, '$.verb'), mention_id FROM intents")
    assert wishes == [("moderate", "due", "trash", 1), ("moderate", "due", "trash", 2)]
    assert {card.state for card in (await ana.queue.cards(ids)).values()} == {State.DONE}
    await ana.undo.undo()
    assert {card.state for card in (await ana.queue.cards(ids)).values()} == {State.OPEN}
    assert await store.rows("SELECT DISTINCT state FROM intents") == [("recalled",)]
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()


async def test_what_went_to_the_network_is_not_undone_here(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store)
    await ana.verbs.tag([cid], "x")
    await ana.verbs.like(cid)
    async with store.db.atomic() as write:
        await write.run("UPDATE intents SET state='sent', attempts=1")
    with pytest.raises(DeskRefusal, match="went to the network already"):
        await ana.undo.undo()
    assert (await ana.undo.undo()).words == "Undone: Rosa: tag x on"


async def test_a_like_goes_to_what_the_row_shows(store: Store, desk: MakeDesk) -> None:
    ana, cid = await desk("ana"), await row(store, Kind.COMPLAINT, remote_id="m", at=NOW - 900)
    await store.hear(said(Kind.CHATTER, parent="m", at=NOW - 100))
    await ana.verbs.like(cid)
    assert await store.value("SELECT json_extract(payload, '$.in_reply_to') FROM intents") == "m"


async def test_a_like_says_why_it_cant_be(store: Store, desk: MakeDesk) -> None:
    await store.account(sources=SOURCES)
    await store.hear(said(Kind.PRAISE, remote_id="m"), source="search")
    await store.hear(said(Kind.PRAISE, remote_id="n", cannot={"like": "Likes are closed here."}))
    ana = await desk("ana")
    for remote_id, words in (("m", "A feed takes no likes"), ("n", "Likes are closed here")):
        with pytest.raises(DeskRefusal, match=words):
            await ana.verbs.like(await store.cid(remote_id))


async def test_asking_now_makes_every_source_due_but_dead_ones(store: Store, desk: MakeDesk) -> None:
    await store.account(sources=SOURCES)
    async with store.db.atomic() as write:
        await write.run("UPDATE sources SET next_try=?", (NOW + DAY,))
        await write.run("UPDATE sources SET state='signed_out' WHERE name='search'")
    await (await desk("ana")).verbs.poll_now()
    assert await store.rows("SELECT name, next_try FROM sources ORDER BY name") == [
        ("mentions", 0), ("search", NOW + DAY),
    ]  # fmt: skip


async def test_a_promise_that_breaks_comes_first_and_is_on_record(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    ana, cid = await desk("ana"), await row(store, Kind.PRAISE)
    complaint = await row(store, Kind.COMPLAINT, who="tom")
    async with store.db.atomic() as write:
        await write.run(
            "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at)"
            " VALUES (?, 'look', ?, 'open', 'ana', ?)",
            (cid, NOW + HOUR, NOW),
        )
    await ana.verbs.snooze([cid], NOW + DAY)
    clock.forward(HOUR)
    await ana.queue.wake()
    assert [card.id for card in await ana.queue.page(ana.queue.views()[0].query)] == [cid, complaint]
    assert (await ana.queue.thread(cid)).promises[0].state == "broken"
    with pytest.raises(DeskRefusal, match="sync: a promise was not kept"):
        await ana.undo.undo()
    assert (await card_of(ana, cid)).band is Band.BROKEN_PROMISE


async def test_an_act_on_what_is_gone_says_so(desk: MakeDesk) -> None:
    ana = await desk("ana")
    for act in (ana.verbs.done([7]), ana.verbs.claim([7]), ana.verbs.tag([7], "x"), ana.verbs.like(7),
                ana.verbs.moderate([7], "spam"), ana.verbs.escalate(7, "ben", "")):  # fmt: skip
        with pytest.raises(DeskRefusal, match="not here any more"):
            await act


async def test_a_note_and_a_like_on_many_are_one_act_each(store: Store, desk: MakeDesk) -> None:
    await store.hear(*(said(Kind.PRAISE, who=who, remote_id=f"many-{who}") for who in ("ann", "bob", "cat")))
    ids = [await store.cid(f"many-{who}") for who in ("ann", "bob", "cat")]
    ana = await desk("ana")
    assert (await ana.verbs.note(ids, "from the fair")).words == "noted on 3 conversations"
    assert (await ana.verbs.like(ids)).words.startswith("liked on 3 conversations")
    assert await store.value("SELECT count(*) FROM intents WHERE kind='like' AND state='due'") == 3
    await ana.undo.undo()
    assert await store.value("SELECT count(*) FROM intents WHERE kind='like' AND state='due'") == 0
    await ana.undo.undo()
    assert await store.value("SELECT count(*) FROM notes WHERE removed=0") == 0
