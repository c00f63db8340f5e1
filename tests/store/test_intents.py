"""Wishes are taken once, settled once, and what did not leave is a draft again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from socialtui.domain.conversation import State
from socialtui.domain.mention import Author, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Account, Limits, Page, Sent, SignedIn, SourceAbout
from socialtui.domain.reply import OutboxState, Seen
from socialtui.store import accounts, drafts, intents, pending, standing
from socialtui.store.database import SENDER, Database, open_store
from socialtui.store.ingest import store_page
from socialtui.store.mentions import Arrival
from socialtui.store.wishes import Intent, Payload, Wish
from tests.fresh import fresh

NOW = 1_790_000_000
ROSA = Author("41", "rosa", "Rosa")


def due(kind: Kind, first_at: int) -> int:
    return first_at + 3600


def complaint(remote_id: str, at: int, text: str = "It broke again.", **more: Any) -> Arrival:
    mention = Mention(remote_id, ROSA, text, at, thread="t1", **more)
    return Arrival(mention, Judgement((KindScore(Kind.COMPLAINT, 3.0, ()),), -0.5, "en"))


class Desk:
    """A store with one account and one complaint in it."""

    def __init__(self, db: Database, account: Account) -> None:
        self.db, self.account = db, account

    async def hear(self, *arrivals: Arrival, now: int = NOW) -> None:
        source = (await accounts.sources(self.db))[0]
        page = Page(tuple(arrival.mention for arrival in arrivals), "c1")
        await store_page(self.db, self.account, source, page, list(arrivals), due, now)

    async def reply(self, text: str = "Sorry. A new one is on its way.", **more: Any) -> int:
        state = more.pop("state", OutboxState.LEAVING)
        wish = Wish(
            "reply", self.account.id, "ana", text, 1, 1, Payload(in_reply_to="m1", **more), state, NOW + 10
        )
        return await intents.add(self.db, wish, NOW)

    async def taken(self, intent_id: int, at: int = NOW + 10) -> Intent | None:
        async with self.db.atomic() as write:
            return await intents.take(write, intent_id, at)

    async def sent(self, intent_id: int, remote_id: str = "r1", at: int = NOW + 11) -> bool:
        async with self.db.atomic() as write:
            return await standing.settle_sent(write, intent_id, Sent(remote_id, "https://x/r1", at), due, at)

    async def conversation(self) -> tuple[Any, ...]:
        row = await self.db.one(
            "SELECT state, reason, due_at, first_at, mention_id FROM conversations WHERE id=1"
        )
        assert row is not None
        return row

    async def state(self, intent_id: int) -> OutboxState:
        intent = await intents.by_id(self.db, intent_id)
        assert intent is not None
        return intent.state


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    db = await open_store(fresh(tmp_path / "state" / "store.db"), SENDER, NOW)
    signed_in = SignedIn("900", "us", "Us", Limits(), (SourceAbout("mentions", "Mentions"),), "ma", "short")
    account = await accounts.add(db, Account(0, "acme", "mastodon"), signed_in, "none", "", NOW)
    desk = Desk(db, account)
    await desk.hear(complaint("m1", NOW - 600))
    yield desk
    await db.close()


async def test_a_reply_is_taken_once_and_only_when_due(desk: Desk) -> None:
    intent_id = await desk.reply()
    assert await desk.taken(intent_id, NOW + 9) is None
    taken = await desk.taken(intent_id)
    assert taken is not None
    assert (taken.state, taken.attempts, taken.tried_at) == (OutboxState.SENDING, 1, NOW + 10)
    assert await desk.taken(intent_id) is None


async def test_a_sent_reply_answers_the_conversation_in_one_step(desk: Desk) -> None:
    intent_id = await desk.reply()
    await desk.taken(intent_id)
    assert await desk.sent(intent_id)
    assert (await desk.conversation())[:2] == (State.ANSWERED, "answered by ana")
    ours = await desk.db.one("SELECT text, ours, said_by, parent FROM mentions WHERE remote_id='r1'")
    assert ours == ("Sorry. A new one is on its way.", 1, "ana", "m1")
    event = await desk.db.one("SELECT who, verb, words FROM events WHERE conversation_id=1")
    assert event == ("ana", "sent", "answered Rosa")
    assert not await desk.sent(intent_id), "once is enough"


async def test_an_acknowledgement_leaves_the_conversation_open_until_the_promise(desk: Desk) -> None:
    intent_id = await desk.reply(ack=True, promise_at=NOW + 86_400, promise_text="look into it")
    await desk.taken(intent_id)
    await desk.sent(intent_id)
    state, _, due_at, *_ = await desk.conversation()
    assert (state, due_at) == (State.OPEN, NOW + 86_400)
    assert await desk.db.rows("SELECT text, due_at, state, who FROM promises") == [
        ("look into it", NOW + 86_400, "open", "ana")
    ]
    assert await desk.db.one("SELECT ours FROM mentions WHERE remote_id='r1'") == (2,)


async def test_a_full_answer_keeps_the_promise(desk: Desk) -> None:
    for n, ack in enumerate((True, False)):
        intent_id = await desk.reply(f"words {n}", ack=ack, promise_at=NOW + 86_400 if ack else None)
        await desk.taken(intent_id)
        await desk.sent(intent_id, f"r{n}")
    assert await desk.db.rows("SELECT state FROM promises") == [("kept",)]
    assert (await desk.conversation())[0] == State.ANSWERED


async def test_a_new_date_takes_the_place_of_the_old_promise(desk: Desk) -> None:
    for n in (1, 2):
        intent_id = await desk.reply(f"words {n}", ack=True, promise_at=NOW + n * 86_400)
        await desk.taken(intent_id)
        await desk.sent(intent_id, f"r{n}")
    assert await desk.db.rows("SELECT state FROM promises ORDER BY id") == [("withdrawn",), ("open",)]
    assert (await desk.conversation())[2] == NOW + 2 * 86_400


async def test_what_they_wrote_after_the_words_were_written_stays_open(desk: Desk) -> None:
    intent_id = await desk.reply()
    await desk.hear(complaint("m2", NOW + 5, "And now the lid is off."))
    await desk.taken(intent_id)
    await desk.sent(intent_id)
    state, _, due_at, first_at, shown = await desk.conversation()
    assert (state, first_at, due_at) == (State.OPEN, NOW + 5, NOW + 5 + 3600)
    assert shown == 2


async def test_our_own_words_taken_for_an_answer_elsewhere_are_put_right(desk: Desk) -> None:
    intent_id = await desk.reply(ack=True, promise_at=NOW + 86_400)
    await desk.taken(intent_id)
    us = Author("900", "us", "Us")
    polled = Mention("r1", us, "Sorry. A new one is on its way.", NOW + 11, parent="m1", ours=True)
    await desk.hear(Arrival(polled, None))
    assert (await desk.conversation())[0] == State.ANSWERED
    await desk.sent(intent_id)
    assert (await desk.conversation())[0] == State.OPEN
    assert await desk.db.rows("SELECT ours, said_by FROM mentions WHERE remote_id='r1'") == [(2, "ana")]


async def test_a_recalled_reply_is_a_draft_again_without_its_signature(desk: Desk) -> None:
    intent_id = await desk.reply("Sorry. ^am", signed=" ^am")
    async with desk.db.atomic() as write:
        assert await intents.recall(write, intent_id, NOW + 3)
    assert await desk.state(intent_id) == OutboxState.RECALLED
    assert (await drafts.of(desk.db, 1)).text == "Sorry."
    assert await desk.taken(intent_id) is None


async def test_what_is_sending_can_not_be_recalled(desk: Desk) -> None:
    intent_id = await desk.reply()
    await desk.taken(intent_id)
    async with desk.db.atomic() as write:
        assert await intents.recall(write, intent_id, NOW + 11) is None
    assert await desk.state(intent_id) == OutboxState.SENDING


async def test_a_refused_reply_keeps_its_words_and_leaves_the_conversation_open(desk: Desk) -> None:
    intent_id = await desk.reply()
    await desk.taken(intent_id)
    async with desk.db.atomic() as write:
        await intents.refuse(
            write, intent_id, NOW + 12, "Too long.", "Shorten it.", Seen("It broke.", ("z",))
        )
    line = (await intents.lines(desk.db))[0]
    assert (line.state, line.trouble, line.next_step) == (OutboxState.REFUSED, "Too long.", "Shorten it.")
    assert (await drafts.of(desk.db, 1)).text == "Sorry. A new one is on its way."
    assert (await desk.conversation())[0] == State.OPEN


async def test_again_sends_the_same_words_under_the_same_key_and_ends_their_draft(desk: Desk) -> None:
    intent_id = await desk.reply()
    first = await intents.by_id(desk.db, intent_id)
    async with desk.db.atomic() as write:
        await intents.refuse(write, intent_id, NOW, "Answered by a colleague.", "", Seen("x", ("r9",)))
        assert await intents.earlier_try(write, 1, "Sorry. A new one is on its way.")
        again = await intents.again(write, intent_id, NOW + 60)
        assert await intents.again(write, intent_id, NOW + 60) is None
    assert again is not None
    assert first is not None
    assert again.key == first.key
    assert again.payload.seen == Seen("x", ("r9",)), "what the sender found counts as read"
    assert (await drafts.of(desk.db, 1)).text == ""


async def test_a_second_reply_waits_while_the_first_is_unknown(desk: Desk) -> None:
    first, second = await desk.reply("one"), await desk.reply("two")
    await desk.taken(first)
    async with desk.db.atomic() as write:
        await intents.doubt(write, first, NOW + 30, "Sent or not?", "")
    assert await pending.due(desk.db, desk.account.id, intents.SAYING, NOW + 20) == []
    assert await pending.next_due(desk.db, desk.account.id, intents.SAYING) == NOW + 30
    await desk.sent(first)
    waiting = await pending.due(desk.db, desk.account.id, intents.SAYING, NOW + 20)
    assert [intent.id for intent in waiting] == [second]


async def test_what_a_dead_process_left_sending_is_cut_off_and_an_errand_is_due_again(desk: Desk) -> None:
    reply = await desk.reply(state=OutboxState.DUE)
    like = await intents.add(desk.db, Wish("like", desk.account.id, "ana", due_at=NOW), NOW)
    for intent_id in (reply, like):
        await desk.taken(intent_id)
    async with desk.db.atomic() as write:
        assert await intents.recover(write, desk.account.id, NOW + 50, "Sent or not?", "") == 1
    cut = await intents.by_id(desk.db, reply)
    assert cut is not None
    assert (cut.state, cut.cut_off) == (OutboxState.UNKNOWN, True)
    assert await desk.state(like) == OutboxState.DUE
    async with desk.db.atomic() as write:
        assert await intents.send_once_more(write, reply, NOW + 60)
        assert not await intents.send_once_more(write, reply, NOW + 60)


async def test_an_errand_that_waits_is_not_stored_twice(desk: Desk) -> None:
    async with desk.db.atomic() as write:
        for _ in range(2):
            await intents.ask(write, "thread", 1, {}, "ana", NOW)
            await intents.ask(write, "poll", None, {}, "ana", NOW)
    waiting = await pending.due(desk.db, desk.account.id, intents.ERRANDS, NOW)
    assert [(intent.kind, intent.payload.in_reply_to) for intent in waiting] == [
        ("thread", "m1"),
        ("poll", ""),
    ]
    assert await intents.lines(desk.db) == [], "errands say nothing"


async def test_an_answer_by_hand_stands_like_one_that_was_sent(desk: Desk) -> None:
    intent_id = await desk.reply(state=OutboxState.BY_HAND)
    async with desk.db.atomic() as write:
        await standing.settle_by_hand(write, intent_id, due, NOW + 20, "https://forum.example/1")
    line = (await intents.lines(desk.db))[0]
    assert (line.state, line.url, line.to) == (OutboxState.BY_HAND, "https://forum.example/1", "Rosa")
    assert (await desk.conversation())[0] == State.ANSWERED


async def test_a_post_of_ours_stands_without_a_conversation(desk: Desk) -> None:
    intent_id = await intents.add(desk.db, Wish("post", desk.account.id, "ana", "News.", due_at=NOW), NOW)
    await desk.taken(intent_id)
    assert await desk.sent(intent_id, "p1")
    assert await desk.db.one("SELECT conversation_id, ours FROM mentions WHERE remote_id='p1'") == (None, 1)


async def test_a_removed_account_keeps_no_words_on_the_way_and_owes_nothing(desk: Desk) -> None:
    asked = await desk.reply("Never left.")
    sending = await desk.reply("On the wire.")
    await desk.taken(sending)
    await accounts.remove(desk.db, desk.account.id, NOW + 20)
    lines = {line.id: line for line in await intents.lines(desk.db)}
    assert {line.state for line in lines.values()} == {OutboxState.REFUSED}
    assert lines[asked].trouble == "The account was removed before this left."
    assert "nobody can look any more" in lines[sending].trouble
    assert all(line.next_step for line in lines.values())
    assert (await desk.conversation())[:2] == (State.DONE, "account removed")
    (draft,) = await drafts.lines(desk.db)
    assert "Never left." in draft.text
    assert "On the wire." in draft.text
