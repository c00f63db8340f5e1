"""What each thing somebody said does to its conversation, in whatever order it comes in."""

from datetime import UTC
from itertools import permutations

import pytest

from socialtui.domain.conversation import State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, Band, Kind
from socialtui.domain.network import SourceAbout
from socialtui.domain.why import bound_words
from socialtui.store import binding, conversations
from tests.conftest import DAY, NOW, Store, due, ours, said

LISTENING = (
    SourceAbout("mentions", "Mentions"),
    SourceAbout("search", "Search", addressed=False, cannot={"reply": "It is only listened to."}),
)


async def test_answers_in_a_thread_share_it_and_each_person_has_a_conversation(store: Store) -> None:
    await store.hear(
        said(remote_id="root", at=NOW - 900),
        said(Kind.QUESTION, remote_id="again", parent="root", at=NOW - 800),
        said(Kind.PRAISE, who="tom", remote_id="beside", parent="again", at=NOW - 700),
    )
    assert await store.cid("root") == await store.cid("again") != await store.cid("beside")
    threads = await store.rows("SELECT DISTINCT thread FROM conversations")
    assert threads == [("root",)]


async def test_an_answer_that_comes_before_its_parent_waits_in_the_parents_thread(store: Store) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="later", parent="root", at=NOW - 800))
    await store.hear(said(remote_id="root", at=NOW - 900))
    assert await store.cid("root") == await store.cid("later")
    row = await store.conversation(await store.cid("root"))
    assert (row["first_at"], row["band"]) == (NOW - 900, Band.COMPLAINT)
    assert row["due_at"] == due(Kind.COMPLAINT, NOW - 900)


async def test_the_networks_word_on_a_thread_wins(store: Store) -> None:
    await store.hear(said(remote_id="a", thread="t1"), said(remote_id="b", parent="elsewhere", thread="t1"))
    assert await store.cid("a") == await store.cid("b")


STORY = (
    said(remote_id="s-1", thread="s", at=NOW - 900),
    ours("s-1", remote_id="s-2", thread="s", at=NOW - 800),
    said(Kind.QUESTION, remote_id="s-3", thread="s", parent="s-2", at=NOW - 700),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_story_ends_the_same_in_whatever_order_it_comes_in(
    store: Store, order: tuple[int, ...]
) -> None:
    for number in order:
        await store.hear(STORY[number])
    row = await store.conversation(await store.cid("s-1"))
    assert (row["state"], row["band"], row["kind"]) == (State.OPEN, Band.QUESTION, Band.QUESTION)
    assert (row["first_at"], row["due_at"]) == (NOW - 700, due(Kind.QUESTION, NOW - 700))
    assert row["mention_id"] == await store.value("SELECT id FROM mentions WHERE remote_id='s-3'")
    await store.intact()


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_story_on_one_page_ends_the_same_too(store: Store, order: tuple[int, ...]) -> None:
    await store.hear(*(STORY[number] for number in order))
    row = await store.conversation(await store.cid("s-1"))
    assert (row["state"], row["band"], row["first_at"]) == (State.OPEN, Band.QUESTION, NOW - 700)


@pytest.mark.parametrize("first", ["theirs", "ours"])
async def test_an_answer_given_elsewhere_closes_what_it_answers(store: Store, first: str) -> None:
    theirs, answer = said(remote_id="m", at=NOW - 900), ours("m", at=NOW - 800)
    for arrival in (theirs, answer) if first == "theirs" else (answer, theirs):
        await store.hear(arrival)
    row = await store.conversation(await store.cid("m"))
    assert (row["state"], row["reason"]) == (State.ANSWERED, "answered elsewhere")
    assert await store.value("SELECT count(*) FROM mentions WHERE conversation_id=?", row["id"]) == 2
    assert (
        await store.value("SELECT verb FROM events WHERE conversation_id=?", row["id"])
        == "answered elsewhere"
    )


async def test_an_answer_elsewhere_keeps_what_was_promised(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    async with store.db.atomic() as write:
        await write.run(
            "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at)"
            " VALUES (?, 'look', ?, 'open', 'ana', ?)",
            (await store.cid("m"), NOW + DAY, NOW),
        )
    await store.hear(ours("m"))
    assert await store.rows("SELECT state, reason FROM promises") == [("kept", "answered elsewhere")]


async def test_thanks_after_an_answer_brought_late_leaves_it_closed(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    await store.hear(said(Kind.PRAISE, "ok, thanks", parent="m", at=NOW - 700))
    await store.hear(ours("m", at=NOW - 800))
    assert (await store.conversation(await store.cid("m")))["state"] == State.ANSWERED


async def test_writing_again_lifts(store: Store) -> None:
    await store.hear(said(Kind.CHATTER, remote_id="m", at=NOW - 900))
    await store.hear(said(Kind.COMPLAINT, remote_id="n", parent="m", at=NOW - 600))
    row = await store.conversation(await store.cid("m"))
    assert row["band"] == Band.COMPLAINT
    assert row["due_at"] == due(Kind.COMPLAINT, NOW - 900), "the clock runs from the first unanswered word"
    assert row["mention_id"] == await store.value("SELECT id FROM mentions WHERE remote_id='n'")


@pytest.mark.parametrize("kind", list(Kind))
async def test_writing_again_never_postpones(store: Store, kind: Kind) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="m", at=NOW - 900))
    before = await store.conversation(await store.cid("m"))
    await store.hear(said(kind, parent="m", at=NOW - 100))
    after = await store.conversation(before["id"])
    assert (after["band"], after["due_at"]) <= (before["band"], before["due_at"])
    assert after["first_at"] == before["first_at"]


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("ok, thanks", Kind.PRAISE, State.ANSWERED),
        ("alright", Kind.CHATTER, State.ANSWERED),
        ("thanks, and when?", Kind.CHATTER, State.OPEN),
        ("It broke again.", Kind.COMPLAINT, State.OPEN),
        ("Thank you so much, " + "it means a lot to us. " * 6, Kind.PRAISE, State.OPEN),
    ],
)
async def test_after_an_answer_thanks_alone_opens_nothing(
    store: Store, text: str, kind: Kind, state: State
) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900), ours("m", at=NOW - 800))
    await store.hear(said(kind, text, parent="m", at=NOW - 700))
    assert (await store.conversation(await store.cid("m")))["state"] == state


async def test_a_new_word_after_an_answer_runs_on_its_own_clock(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - DAY), ours("m", at=NOW - DAY + 60))
    await store.hear(said(Kind.QUESTION, parent="m", at=NOW - 60))
    row = await store.conversation(await store.cid("m"))
    assert (row["state"], row["first_at"]) == (State.OPEN, NOW - 60)
    assert (row["band"], row["due_at"]) == (Band.QUESTION, due(Kind.QUESTION, NOW - 60))


async def close(store: Store, cid: int, state: State) -> None:
    async with store.db.atomic() as write:
        await write.run("UPDATE conversations SET state=? WHERE id=?", (state, cid))


async def test_a_threads_older_words_do_not_open_what_was_done(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    await close(store, await store.cid("m"), State.DONE)
    await store.hear(said(Kind.QUESTION, parent="m", thread="m", at=NOW - 1_000))
    assert (await store.conversation(await store.cid("m")))["state"] == State.DONE
    await store.hear(said(Kind.QUESTION, parent="m", at=NOW - 800))
    assert (await store.conversation(await store.cid("m")))["state"] == State.OPEN


async def test_what_is_snoozed_wakes_when_they_write_and_not_for_older_words(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    await close(store, await store.cid("m"), State.SNOOZED)
    await store.hear(said(Kind.CHATTER, thread="m", at=NOW - 1_000))
    assert (await store.conversation(await store.cid("m")))["state"] == State.SNOOZED
    await store.hear(said(Kind.CHATTER, parent="m", at=NOW - 800))
    assert (await store.conversation(await store.cid("m")))["state"] == State.OPEN


async def acknowledged(store: Store, cid: int, until: int) -> None:
    async with store.db.atomic() as write:
        await write.run(
            "INSERT INTO mentions (account_id, conversation_id, remote_id, text, said_at, ours)"
            " VALUES (1, ?, 'ack', 'Seen.', ?, 2)",
            (cid, NOW - 700),
        )
        await write.run("UPDATE conversations SET due_at=? WHERE id=?", (until, cid))


async def test_after_an_acknowledgement_only_a_new_demand_comes_before_the_promise(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    cid = await store.cid("m")
    await acknowledged(store, cid, NOW + DAY)
    await store.hear(said(Kind.PRAISE, "ok, thanks", parent="m", at=NOW - 600))
    assert (await store.conversation(cid))["due_at"] == NOW + DAY
    await store.hear(said(Kind.COMPLAINT, parent="m", at=NOW - 500))
    assert (await store.conversation(cid))["due_at"] == due(Kind.COMPLAINT, NOW - 500)


async def test_an_edit_is_judged_anew_and_lifts(store: Store) -> None:
    await store.hear(said(Kind.CHATTER, "Saw you.", remote_id="m", at=NOW - 900))
    await store.hear(said(Kind.COMPLAINT, "Saw you. It broke.", remote_id="m", at=NOW - 900))
    row = await store.conversation(await store.cid("m"))
    assert (row["band"], row["kind"], row["due_at"]) == (1, 1, due(Kind.COMPLAINT, NOW - 900))
    text, edited = (await store.rows("SELECT text, edited_at FROM mentions"))[0]
    assert (text, edited) == ("Saw you. It broke.", NOW)
    assert await store.value("SELECT count(*) FROM words WHERE words MATCH 'broke'") == 1
    await store.intact()


async def test_an_edit_never_makes_less_urgent_and_never_moves_what_was_answered(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    before = await store.conversation(await store.cid("m"))
    await store.hear(said(Kind.PRAISE, "All well now.", remote_id="m", at=NOW - 900))
    after = await store.conversation(before["id"])
    assert (after["band"], after["due_at"]) == (before["band"], before["due_at"])
    await store.hear(ours("m", at=NOW - 800), said(Kind.QUESTION, parent="m", remote_id="n", at=NOW - 700))
    await store.hear(said(Kind.COMPLAINT, "No, it broke.", remote_id="m", at=NOW - 900))
    assert (await store.conversation(before["id"]))["band"] == Band.QUESTION


async def test_an_edit_of_what_is_only_listened_to_is_owed_nothing(store: Store) -> None:
    await store.account(sources=LISTENING)
    await store.hear(said(Kind.CHATTER, "Saw them.", remote_id="m"), source="search")
    await store.hear(said(Kind.COMPLAINT, "It broke.", remote_id="m"), source="search")
    row = await store.conversation(await store.cid("m"))
    assert (row["band"], row["due_at"]) == (Band.CHATTER, NEVER)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SPAM])
async def test_what_is_only_listened_to_waits_among_the_chatter(store: Store, kind: Kind) -> None:
    await store.account(sources=LISTENING)
    await store.hear(said(kind, remote_id="m"), source="search")
    row = await store.conversation(await store.cid("m"))
    assert (row["band"], row["kind"], row["due_at"]) == (Band.CHATTER, BAND_OF[kind], NEVER)


async def test_one_page_that_two_accounts_find_is_one_row_which_names_both(store: Store) -> None:
    alert = SourceAbout("feed", "New pages", addressed=False)
    for name in ("brand", "product", "rival"):
        await store.account(name, "rss", role="alerts", sources=(alert,))
    page = said(Kind.COMPLAINT, remote_id="page:1", who="forum.example")
    for name in ("brand", "product", "product"):
        await store.hear(page, account=name)
    await store.hear(said(remote_id="page:2", who="forum.example", at=NOW - 60), account="rival")
    assert await store.value("SELECT count(*) FROM conversations") == 2
    cid = await store.cid("page:1")
    bound = await binding.of(store.db, [cid, await store.cid("page:2")])
    assert {number: one.also for number, one in bound.items()} == {cid: ("product",)}
    card = (await conversations.cards(store.db, [cid]))[cid]
    assert card.account == "brand"
    assert bound_words(card, bound[cid], NOW, UTC) == ("also found by product",)
