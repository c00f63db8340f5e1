"""Posts of our own are planned with restraint, questioned when they repeat, and paused while complaints wait."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.lesson import LessonState
from socialtui.domain.mention import Kind
from socialtui.domain.network import Limits, Sent
from socialtui.domain.pausing import Late, Pause, Why
from socialtui.domain.post import Stands
from socialtui.settings.facts import Posts
from socialtui.store import accounts, handing, intents, pausing, standing, wishes
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, due, ours, said, traced

SHORT = Limits(max_length=40)
MONDAY = date(2026, 9, 21)
TUESDAY = NOW + 19 * HOUR


async def answered(store: Store, number: int, kind: Kind = Kind.QUESTION) -> None:
    """So many of their words, each with an answer of ours."""
    for n in range(number):
        await store.hear(
            said(kind, who=f"{kind.value}{n}", remote_id=f"{kind.value}{n}", at=NOW - DAY - n),
            ours(f"{kind.value}{n}", at=NOW - DAY + HOUR),
        )


async def planned(ana: Desk, text: str, at: int = TUESDAY, **more: object) -> int:
    """A post with a slot; its id."""
    (post,) = await ana.posts.draft([1], text, at)
    await ana.slots.plan(post.id, **more)  # type: ignore[arg-type]
    return post.id


async def stands(ana: Desk, post_id: int) -> Stands:
    return (await ana.posts.get(post_id)).stands()


async def test_a_planned_post_is_a_wish_in_the_outbox_and_nothing_else(store: Store, desk: MakeDesk) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.")
    (line,) = await ana.replies.outbox()
    assert (line.kind, line.text, line.state.value, line.due_at, line.planned) == (
        "post", "New sails are in.", "due", TUESDAY, TUESDAY,
    )  # fmt: skip
    week = await ana.posts.week(MONDAY)
    assert [p.id for day in week.days for slot in day for p in slot.posts] == [number]
    await ana.undo.undo()
    assert (await ana.replies.outbox(), await stands(ana, number)) == ([], Stands.DRAFT)


async def test_an_account_may_always_fill_its_allowance_and_then_wants_a_reason(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    for n in range(3):
        await planned(ana, f"News number {n}.", TUESDAY + n * HOUR)
    assert (await ana.restraint.standing()).line() == "own posts 3 · answers and thanks 0 · room for 0"
    (fourth,) = await ana.posts.draft([1], "And a fourth.", TUESDAY + 9 * HOUR)
    review = await ana.posts.review(fourth.id)
    assert "own posts 3 this week, answers and thanks 0 in 7 days" in review.no_room
    with pytest.raises(DeskRefusal, match="No room for one more: own posts 3 this week"):
        await ana.slots.plan(fourth.id)
    await ana.slots.plan(fourth.id, reason="the fair begins")
    assert (await ana.posts.get(fourth.id)).reason == "the fair begins"
    assert "beyond the room: the fair begins" in (await ana.undo.events())[0].words
    await store.account("other")
    (elsewhere,) = await ana.posts.draft([2], "The same week, another account.", TUESDAY)
    await ana.slots.plan(elsewhere.id)


async def test_what_was_answered_makes_room_for_a_whole_week(store: Store, desk: MakeDesk) -> None:
    await store.account()
    await answered(store, 20)
    await answered(store, 4, Kind.PRAISE)
    ana = await desk("ana")
    lesson = await ana.lessons.learn([await store.cid("question0")], "The manual says nothing of it")
    assert lesson.words
    (one,) = await ana.lessons.all()
    await ana.lessons.change(one.id, "it does now")
    assert (await ana.lessons.all())[0].state is LessonState.CHANGED
    line = (await ana.restraint.standing()).line()
    assert line == "own posts 0 · answers and thanks 24, 1 change made · room for 25"
    week = await ana.posts.week(date(2026, 9, 28))
    slots = [slot.at for day in week.days for slot in day]
    assert len(slots) == 21
    for n, at in enumerate(slots):
        await planned(ana, f"Slot number {n}.", at)
    full = await ana.posts.week(date(2026, 9, 28))
    assert [p.stands() for day in full.days for slot in day for p in slot.posts] == [Stands.PLANNED] * 21
    assert full.standing.week.posts == 21
    assert full.standing.room() == 4
    assert await ana.posts.free(1, slots[0]) == slots[-1] + 17 * HOUR, "Monday a week later"


async def test_a_table_of_posts_finds_its_free_slots_before_it_writes(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    from socialtui.desk.posts_file import take_in

    await store.account()
    ana = await desk("ana")
    week = await ana.posts.week(date(2026, 9, 28))
    slots = [slot.at for day in week.days for slot in day]
    free = await ana.posts.free(1, slots[0] - 1)
    assert free == slots[0]
    first = await ana.posts.free(1)
    assert first is not None
    table = tmp_path / "week.csv"
    lines = [f"acme,next,Slot number {n}." for n in range(12)]
    typed = datetime.fromtimestamp(first, UTC).isoformat()
    table.write_text("\n".join(["account,at,text", *lines, f"acme,{typed},At a time of its own."]))
    async with traced(ana.room.db) as asked:
        taken = await take_in(ana.room, ana.restraint, ana.posts, table)
    begun = asked.index("BEGIN IMMEDIATE")
    assert not [
        sql for sql in asked[begun:] if sql.startswith("SELECT") and "posts p" in sql.split("WHERE")[0]
    ]
    found = [(await ana.posts.get(number)).at for number in taken.posts]
    assert len(set(found)) == len(found), "each in a slot of its own, also beside a time that was typed"
    assert found[:-1] == sorted(at for at in found[:-1] if at is not None)


async def test_links_of_ours_and_offers_are_counted_and_questions_count_for_both(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    await store.hear(
        said(Kind.QUESTION, remote_id="q"),
        ours("q", "It does. 20% off in our shop: https://acme.example/shop/hulls", at=NOW - 60),
    )
    ana = await desk("ana")
    await planned(ana, "What do you do when the wind drops?")
    await planned(ana, "20 % off all hulls: https://acme.example/shop", TUESDAY + HOUR)
    found = await ana.restraint.standing()
    assert (found.week.posts, found.week.links, found.week.answers, found.week.asked) == (2, 1, 1, 1)
    assert found.offers == 1


async def test_the_balance_by_the_minute_reads_seven_days_and_no_words_without_a_link(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    await store.hear(
        said(Kind.QUESTION, remote_id="q"), ours("q", "It does.", at=NOW - 60),
        said(Kind.QUESTION, who="eva", remote_id="r"), ours("r", "See www.acme.example/shop", at=NOW - 60),
        said(Kind.QUESTION, who="old", remote_id="s", at=NOW - 9 * DAY), ours("s", "Yes.", at=NOW - 8 * DAY),
    )  # fmt: skip
    ana = await desk("ana")
    async with traced(ana.room.db) as asked:
        assert (await ana.restraint.standing()).week.answers == 2
    (read,) = [sql for sql in asked if "mentions_ours_at" in sql and "c.kind" in sql]
    assert f"m.said_at >= {NOW - 7 * DAY}" in read
    assert sorted(row[3] for row in await store.rows(read)) == ["", "See www.acme.example/shop"]
    assert (await ana.posts.week(MONDAY)).month.answers == 3


async def test_a_post_that_is_too_long_or_says_nothing_is_not_planned(store: Store, desk: MakeDesk) -> None:
    await store.account(limits=SHORT)
    ana = await desk("ana")
    (long,) = await ana.posts.draft([1], "x" * 41, TUESDAY)
    (empty,) = await ana.posts.draft([1], " ", TUESDAY)
    for post, words in ((long, "1 too long for acme, which takes 40"), (empty, "says nothing yet")):
        assert words in str((await ana.posts.review(post.id)).remarks[0])
        with pytest.raises(DeskRefusal, match=words):
            await ana.slots.plan(post.id)
    await ana.posts.save([long.id], "x" * 40)
    await ana.slots.plan(long.id)


async def test_the_same_words_are_questioned_on_the_same_account(store: Store, desk: MakeDesk) -> None:
    await store.account()
    await store.account("other")
    ana = await desk("ana")
    await planned(ana, "New sails are in.")
    (again,) = await ana.posts.draft([1], "NEW sails are in.", TUESDAY + DAY)
    with pytest.raises(DeskRefusal, match="The same words are planned for Tue 22 Sep"):
        await ana.slots.plan(again.id)
    await ana.slots.plan(again.id, again=True)
    (elsewhere,) = await ana.posts.draft([2], "New sails are in.", TUESDAY)
    await ana.slots.plan(elsewhere.id)


async def test_the_same_words_are_looked_for_around_the_slot_and_not_around_today(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    await planned(ana, "New sails are in.")
    await planned(ana, "New sails are in.", TUESDAY + 40 * DAY)
    (between,) = await ana.posts.draft([1], "New sails are in.", TUESDAY + 27 * DAY)
    assert "The same words are planned for Tue 22 Sep" in (await ana.posts.review(between.id)).same


async def test_posts_pause_when_a_complaint_falls_overdue_and_are_let_go(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.", NOW + 3 * DAY)
    await store.hear(said(who="maria", at=NOW - 1800, remote_id="m"))
    assert await ana.restraint.held() is None
    clock.forward(1860)
    held = await ana.restraint.held()
    assert held is not None
    assert held.words(clock.now()) == (
        "Own posts are paused: a complaint is 1 min late (Maria). 1 post waits, none is lost. H lets them go."
    )
    assert (await ana.posts.get(number)).stands(paused=True) is Stands.PAUSED
    done = await ana.restraint.let_go()
    assert done.words == "own posts go again at their times; 1 post waits"
    clock.forward(DAY)
    assert await ana.restraint.held() is None, "that complaint was let go"
    await store.hear(said(who="tom", at=clock.now() - 2 * HOUR, remote_id="t"))
    held = await ana.restraint.held()
    assert held is not None
    assert held.pause.late is not None
    assert held.pause.late.person == "Tom"
    await ana.replies.send(await store.cid("t"), "Sorry, a new one leaves today.", now=True)
    async with store.db.atomic() as write:
        await standing.settle_sent(write, 2, Sent("r1", "", clock.now()), due, clock.now())
    assert await ana.restraint.held() is None, "answered, so the pause ends by itself"
    assert [p.ended_by for p in await pausing.between(store.db, NOW, NOW + 9 * DAY)] == ["ana", ""]


async def test_a_pause_names_the_complaint_that_is_late_now(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.account()
    ana = await desk("ana")
    await planned(ana, "New sails are in.", NOW + 3 * DAY)
    await store.hear(said(who="maria", at=NOW - 3 * HOUR, remote_id="m"))
    await store.hear(said(who="tom", at=NOW - 2 * HOUR, remote_id="t"))
    held = await ana.restraint.held()
    assert held is not None
    assert held.pause.reason(clock.now()) == "a complaint is 2 h late (Maria)"
    await ana.replies.send(
        await store.cid("m"), "Sorry, I will write to you by tomorrow.", ack=True, now=True
    )
    async with store.db.atomic() as write:
        await standing.settle_sent(write, 2, Sent("r1", "", clock.now()), due, clock.now())
    now_held = await ana.restraint.held()
    assert now_held is not None
    assert now_held.pause.reason(clock.now()) == "a complaint is 1 h late (Tom)"
    assert now_held.pause.id == held.pause.id, "it is the same pause"
    told = await ana.health.status()
    assert "(Tom)" in told.paused
    await ana.verbs.done([await store.cid("t")], reason="phoned")
    assert await ana.restraint.held() is None
    (ended,) = await pausing.between(store.db, NOW, NOW + DAY)
    assert ended.reason(clock.now()) == "a complaint is 1 h late (Tom)"


def test_a_pause_that_ended_with_a_promise_counts_no_minutes() -> None:
    late = Late(1, "Maria", NOW + DAY)
    assert Pause(1, NOW, Why.LATE, "", 1, "", NOW, "", late).reason(NOW) == "a complaint was late (Maria)"


async def test_posts_pause_when_complaints_spike(store: Store, desk: MakeDesk, clock: FakeClock) -> None:
    await store.account()
    ana = await desk("ana")
    await planned(ana, "New sails are in.", NOW + 3 * DAY)
    await store.listening_since(NOW - 8 * DAY)
    for day in range(1, 8):
        await store.hear(said(Kind.COMPLAINT, who=f"u{day}", remote_id=f"u{day}", at=NOW - day * DAY))
        await ana.verbs.done([await store.cid(f"u{day}")], "spoke on the phone")
    assert await ana.restraint.held() is None
    await store.hear(*(said(who=f"r{n}", at=NOW - n * 60, remote_id=f"r{n}") for n in range(12)))
    held = await ana.restraint.held()
    assert held is not None
    assert held.pause.why is Why.RUSH
    assert "12 complaints in 1 h, usually" in held.words(NOW)
    await ana.restraint.let_go()
    assert await ana.restraint.held() is None


async def test_a_pause_by_hand_holds_until_somebody_ends_it(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.account()
    ana, ben = await desk("ana"), await desk("ben")
    (post,) = await ana.posts.draft([1], "Now or never.")
    assert (await ana.restraint.pause("bad news today")).words == "own posts are paused; none waits"
    with pytest.raises(DeskRefusal, match="paused already"):
        await ben.restraint.pause()
    with pytest.raises(DeskRefusal, match="Own posts are paused"):
        await ben.slots.plan(post.id, at_once=True)
    await ben.slots.plan(post.id, TUESDAY)
    clock.forward(4 * HOUR)
    held = await ben.restraint.held()
    assert held is not None
    assert "ana paused them: bad news today" in held.words(NOW)
    await ben.restraint.let_go()
    with pytest.raises(DeskRefusal, match="aren't paused"):
        await ben.restraint.let_go()
    assert [line.verb for line in await ben.undo.events()][:1] == ["let go"]


async def test_the_same_words_are_questioned_when_a_post_is_moved_near_them(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "new sails are in.", TUESDAY + 40 * DAY)
    await planned(ana, "New sails are in.")
    with pytest.raises(DeskRefusal, match="The same words are planned for"):
        await ana.slots.move(number, TUESDAY + DAY)
    assert (await ana.posts.get(number)).at == TUESDAY + 40 * DAY
    await ana.slots.move(number, TUESDAY + DAY, again=True)
    due = [line.due_at for line in await ana.replies.outbox() if line.state.value == "due"]
    assert sorted(due) == [TUESDAY, TUESDAY + DAY]


async def test_what_is_moved_keeps_one_wish_and_what_is_taken_out_none(store: Store, desk: MakeDesk) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.")
    await ana.slots.move(number, TUESDAY + DAY)
    waiting = [line for line in await ana.replies.outbox() if line.state.value == "due"]
    assert [line.due_at for line in waiting] == [TUESDAY + DAY]
    await ana.slots.drop(number)
    assert [line.state.value for line in await ana.replies.outbox()] == ["recalled", "recalled"]
    await ana.undo.undo()
    assert (await ana.posts.get(number)).at == TUESDAY + DAY
    assert await stands(ana, number) is Stands.PLANNED
    await ana.slots.take_back(number)
    await ana.posts.save([number], "New sails are in!")
    assert await stands(ana, number) is Stands.DRAFT


async def test_a_refused_post_keeps_its_key_and_other_words_get_a_new_one(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.")
    async with store.db.atomic() as write:
        await intents.refuse(write, 1, NOW, "It was to leave at 09:00.", "g w", missed=True)
    assert await stands(ana, number) is Stands.MISSED
    assert [post.id for post in (await ana.posts.week(MONDAY)).missed] == [number]
    await ana.slots.move(number, TUESDAY + DAY)
    assert await store.rows("SELECT id, state, due_at FROM intents") == [(1, "due", TUESDAY + DAY)]
    async with store.db.atomic() as write:
        await intents.refuse(write, 1, NOW, "Turned down.", "")
    assert await stands(ana, number) is Stands.REFUSED
    await ana.posts.save([number], "Sails are in.")
    await ana.slots.plan(number, TUESDAY + DAY)
    assert await store.value("SELECT count(DISTINCT key) FROM intents") == 2


@pytest.mark.parametrize("words", ["New sails are in.", "Newer sails are in."])
async def test_what_a_network_may_still_keep_stands_before_the_same_post_at_another_time(
    store: Store, desk: MakeDesk, words: str
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.")
    async with store.db.atomic() as write:
        await handing.name(write, 1, "?")
    assert "asked to let go of it" in (await ana.slots.take_back(number)).words
    await ana.posts.save([number], words)
    await ana.slots.plan(number, TUESDAY + DAY)
    assert await handing.to_hand(store.db, 1, NOW) == []
    await ana.slots.move(number, TUESDAY + 2 * DAY)
    (last,) = await store.rows("SELECT id FROM intents WHERE state='due'")
    async with store.db.atomic() as write:
        found = await handing.waits_for(write, await intents.get(write, last[0]))
        assert found is not None
        assert found.id == 1, "over two changes"
        await handing.name(write, 1, "")
    assert [one.id for one in await handing.to_hand(store.db, 1, NOW)] == [last[0]]


async def test_an_account_that_is_removed_leaves_what_its_network_keeps_to_be_published(
    store: Store, desk: MakeDesk
) -> None:
    account, ana = await store.account(), await desk("ana")
    for words in ("New sails are in.", "Old ones are out."):
        await planned(ana, words)
    async with store.db.atomic() as write:
        await handing.name(write, 1, "s1")
    going = await accounts.going(store.db, account.id)
    assert (going.kept, going.under_way) == (1, 2)
    await accounts.remove(store.db, account.id, NOW)
    told = await store.rows("SELECT trouble FROM intents ORDER BY id")
    assert ["it is published there" in words for (words,) in told] == [True, False]


async def test_a_missed_post_that_the_network_may_still_keep_is_not_sent_under_its_key(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.")
    async with store.db.atomic() as write:
        await handing.name(write, 1, "s1")
        await intents.refuse(write, 1, NOW, "It was to leave at 09:00.", "g w", missed=True)
    await ana.slots.move(number, TUESDAY + DAY)
    assert [one.id for one in await handing.to_take_back(store.db, 1, all_of_them=False)] == [1]
    assert await handing.to_hand(store.db, 1, NOW) == []
    async with store.db.atomic() as write:
        first = await intents.get(write, 1)
        sent = Sent("r1", "https://town.example/r", NOW)
        await handing.stands(write, first, sent, due, NOW, "The network was quicker.", "It stands.")
    assert await stands(ana, number) is Stands.SENT
    assert await store.rows("SELECT state FROM intents ORDER BY id") == [("sent",), ("recalled",)]


async def test_the_coach_speaks_of_a_post_and_stops_nothing(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    await store.account()
    ana = await desk("ana")
    (tmp_path / "guidelines.toml").write_text(
        '[[forbidden]]\nwords = ["unsinkable"]\ninstead = "it floats"\n'
    )
    words = "Our UNSINKABLE hull is here NOW!! We will fix the old ones by Friday."
    (post,) = await ana.posts.draft([1], words, TUESDAY)
    found = (await ana.posts.review(post.id)).remarks
    assert {one.check for one in found} == {"promises", "forbidden_words", "shouting"}
    assert any(one.words.startswith("It promises “We will fix") for one in found)
    await ana.slots.plan(post.id)
    assert {one.check for one in (await ana.posts.review(post.id)).remarks} >= {"shouting"}, (
        "not its own double"
    )
    (tmp_path / "guidelines.toml").write_text("forbidden = 3")
    assert any("can't read it" in one.words for one in (await ana.posts.review(post.id)).remarks)


async def test_a_row_of_posts_without_an_answer_is_told_until_somebody_is_answered(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    await store.hear(*(ours("", f"News of ours {n}.", at=NOW - (n + 1) * HOUR) for n in range(3)))
    (post,) = await ana.posts.draft([1], "And a fourth one.", TUESDAY)
    assert "own_posts" in [one.check for one in (await ana.posts.review(post.id)).remarks]
    await store.hear(said(Kind.QUESTION, remote_id="q", at=NOW - 120), ours("q", "It does.", at=NOW - 60))
    assert "own_posts" not in [one.check for one in (await ana.posts.review(post.id)).remarks]


async def test_with_approval_wanted_somebody_else_looks_first(store: Store, desk: MakeDesk) -> None:
    await store.account()
    ana, ben = [await desk(who, posts=Posts(approval=True)) for who in ("ana", "ben")]
    number = await planned(ana, "New sails are in.")
    assert (await stands(ana, number), await ana.replies.outbox()) == (Stands.ASKED, [])
    await ben.slots.plan(number)
    assert (await ana.posts.get(number)).approved_by == "ben"
    assert await stands(ana, number) is Stands.PLANNED
    await ana.slots.take_back(number)
    await ana.posts.save([number], "Other words.")
    await ana.slots.plan(number)
    assert await stands(ana, number) is Stands.ASKED, "other words are looked at again"


async def test_several_are_planned_all_together_and_one_undo_takes_them_back(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    await store.account("second")
    ana = await desk("ana")
    posts = await ana.posts.draft([1, 2], "New sails are in.")
    (done,) = await ana.slots.plan_all([(one, TUESDAY) for one in posts])
    assert (done.words, done.takes) == ("2 posts on acme, second planned", "undo takes them back")
    assert [await stands(ana, one.id) for one in posts] == [Stands.PLANNED] * 2
    assert (await ana.undo.undo()).words == "Undone: 2 posts on acme, second planned"
    assert [await stands(ana, one.id) for one in posts] == [Stands.DRAFT] * 2
    assert await ana.replies.outbox() == []
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()


async def test_where_some_of_several_left_undo_names_them_and_how_the_others_are_taken_back(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    numbers = [(await ana.posts.draft([1], f"News number {n}.", TUESDAY + n * HOUR))[0].id for n in range(3)]
    await ana.slots.plan_as_far(numbers, "week.csv")
    async with ana.room.db.atomic() as write:
        await standing.settle_sent(write, 1, Sent("p1", "", TUESDAY), due, TUESDAY)
    with pytest.raises(DeskRefusal) as refused:
        await ana.undo.undo()
    assert "changed since (w1 sent)." in refused.value.what
    assert (
        refused.value.next_step
        == "`socialtui post back ID`, or U in g o, takes back one that has not left: w2, w3."
    )
    await ana.slots.take_back(2)
    with pytest.raises(DeskRefusal, match="This post is sent"):
        await ana.slots.take_back(1)
    assert [await stands(ana, one) for one in numbers] == [Stands.SENT, Stands.DRAFT, Stands.PLANNED]


async def test_the_undo_of_one_that_left_says_so_and_where_it_is_seen(store: Store, desk: MakeDesk) -> None:
    await store.account()
    ana = await desk("ana")
    await planned(ana, "New sails are in.")
    async with ana.room.db.atomic() as write:
        await standing.settle_sent(write, 1, Sent("p1", "", TUESDAY), due, TUESDAY)
    with pytest.raises(DeskRefusal) as refused:
        await ana.undo.undo()
    assert str(refused.value) == (
        "Not undone: “post on acme planned” was changed since (w1 sent)."
        " `socialtui post list` or g w shows where posts stand."
    )


async def test_what_a_network_keeps_since_is_taken_back_by_undo_all_the_same(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    posts = [(await ana.posts.draft([1], f"News number {n}.", TUESDAY + n * HOUR))[0] for n in range(3)]
    await ana.slots.plan_all([(one, one.at) for one in posts])
    async with ana.room.db.atomic() as write:
        await handing.name(write, 1, "s1")
        await handing.name(write, 2, wishes.HERE)
    assert (await ana.undo.undo()).words == "Undone: 3 posts on acme planned"
    assert [await stands(ana, one.id) for one in posts] == [Stands.DRAFT] * 3
    kept = await handing.to_take_back(ana.room.db, 1, all_of_them=False)
    assert [(one.id, one.payload.kept) for one in kept] == [(1, "s1")], "the network is asked to let go of it"
    assert await store.value("SELECT count(*) FROM intents") == 1
    await ana.slots.plan(posts[0].id)
    (again,) = [line for line in await ana.replies.outbox() if line.state.value == "due"]
    async with store.db.atomic() as write:
        assert (await intents.get(write, again.id)).payload.instead == 1, "it waits for the one before"


@pytest.mark.parametrize("let_go", [False, True])
async def test_what_was_done_before_is_undone_too_whatever_the_network_keeps_of_it(
    store: Store, desk: MakeDesk, let_go: bool
) -> None:
    await store.account()
    ana = await desk("ana")
    (post,) = await ana.posts.draft([1], "New sails are in.", TUESDAY)
    await ana.slots.move(post.id, TUESDAY + DAY)
    await ana.slots.plan(post.id)
    async with ana.room.db.atomic() as write:
        await handing.name(write, 1, "s1")
    await ana.undo.undo()
    if let_go:
        async with ana.room.db.atomic() as write:
            await handing.name(write, 1, "")
    assert (await ana.undo.undo()).words.startswith("Undone: ")
    assert (await ana.posts.get(post.id)).at == TUESDAY
    await ana.slots.plan(post.id)
    (again,) = [line for line in await ana.replies.outbox() if line.state.value == "due"]
    async with store.db.atomic() as write:
        waits = await handing.waits_for(write, await intents.get(write, again.id))
    assert (waits is None) is let_go, "nothing leaves twice"


async def test_a_move_is_not_undone_once_the_network_keeps_the_post_at_its_new_time(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    number = await planned(ana, "New sails are in.")
    await ana.slots.move(number, TUESDAY + DAY)
    async with ana.room.db.atomic() as write:
        await handing.name(write, 2, "s2")
    with pytest.raises(DeskRefusal) as refused:
        await ana.undo.undo()
    assert refused.value.what.endswith("was changed since (w1 planned).")
    assert refused.value.next_step == "`socialtui post back w1`, or U in g o, takes back what has not left."
    assert [(await ana.posts.get(number)).at, await stands(ana, number)] == [TUESDAY + DAY, Stands.PLANNED]


@pytest.mark.parametrize("at", [TUESDAY, None])
async def test_one_that_is_refused_keeps_all_of_several_from_being_planned(
    store: Store, desk: MakeDesk, at: int | None
) -> None:
    await store.account()
    await store.account("short", limits=SHORT)
    ana = await desk("ana")
    posts = await ana.posts.draft([1, 2], "x" * 41)
    with pytest.raises(DeskRefusal) as refused:
        await ana.slots.plan_all([(one, at) for one in posts], at_once=at is None)
    assert str(refused.value) == (
        "short: It is 1 too long for short, which takes 40. Change it, then plan it. Nothing is planned."
    )
    assert [await stands(ana, one.id) for one in posts] == [Stands.DRAFT] * 2
    assert await store.value("SELECT count(*) FROM intents") == 0
    assert await ana.undo.events() == []


async def test_what_leaves_at_once_on_several_accounts_is_recalled_one_by_one(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    await store.account("second")
    ana = await desk("ana")
    posts = await ana.posts.draft([1, 2], "New sails are in.")
    done = await ana.slots.plan_all([(one, None) for one in posts], at_once=True)
    assert [f"{one.words}; {one.takes}" for one in done] == [
        "post on acme leaves; recall takes it back", "post on second leaves; recall takes it back",
    ]  # fmt: skip
    for left in (Stands.DRAFT, Stands.LEAVING), (Stands.DRAFT, Stands.DRAFT):
        await ana.replies.recall()
        assert {await stands(ana, one.id) for one in posts} == set(left)


async def test_a_post_without_a_time_leaves_at_its_slot_and_never_at_once(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    (slotted,) = await ana.posts.draft([1], "New sails are in.", TUESDAY)
    (loose,) = await ana.posts.draft([1], "New ropes are in.")
    await ana.slots.plan_all([(slotted, None)])
    assert (await stands(ana, slotted.id), (await ana.posts.get(slotted.id)).at) == (Stands.PLANNED, TUESDAY)
    with pytest.raises(DeskRefusal, match="This post has no time yet"):
        await ana.slots.plan_all([(loose, None)])
    assert await stands(ana, loose.id) is Stands.DRAFT


async def test_a_moment_that_is_over_is_refused_with_the_way_to_the_next_slot(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    (post,) = await ana.posts.draft([1], "New sails are in.", TUESDAY)
    with pytest.raises(DeskRefusal) as refused:
        await ana.slots.plan(post.id, NOW - HOUR)
    assert refused.value.next_step == (
        "Choose a later one; `socialtui post plan w1 --at next` takes the next free slot."
    )


async def test_as_far_as_there_is_room_those_that_are_planned_are_one_act(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    numbers = [(await ana.posts.draft([1], f"News number {n}.", TUESDAY + n * HOUR))[0].id for n in range(5)]
    refused = await ana.slots.plan_as_far(numbers, "week.csv")
    assert list(refused) == numbers[3:]
    assert "No room for one more: own posts 3" in str(refused[numbers[4]])
    assert [await stands(ana, one) for one in numbers] == [Stands.PLANNED] * 3 + [Stands.DRAFT] * 2
    assert (await ana.undo.undo()).words == "Undone: 3 posts on acme planned (from week.csv)"
    assert {await stands(ana, one) for one in numbers} == {Stands.DRAFT}
    guarded = await desk("ana", posts=Posts(approval=True))
    assert not await guarded.slots.plan_as_far(numbers, "week.csv")
    told = await guarded.undo.events()
    assert told[0].words == "5 posts on acme wait for somebody else's approval (from week.csv)"
    assert [one.words for one in told].count(told[0].words) == 1


async def test_several_on_one_account_are_asked_about_as_they_would_stand_together(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    ana = await desk("ana")
    await planned(ana, "The first of the week.")
    posts = [(await ana.posts.draft([1], words, TUESDAY + n * HOUR))[0]
             for n, words in enumerate(("Sails are in.", "Ropes are in.", "SAILS are in."), 1)]  # fmt: skip
    wanted = [(one, one.at) for one in posts]
    asked: list[str] = []

    async def same(words: str) -> bool:
        asked.append(words)
        return True

    async def why(words: str) -> str | None:
        asked.append(words)
        return "the fair begins"

    assert await ana.posts.agree(wanted, same, why) == "the fair begins"
    assert asked == [
        "The same words are planned for Tue 22 Sep: “Sails are in.”",
        "No room for one more: own posts 3 this week, answers and thanks 0 in 7 days.",
    ]
    with pytest.raises(DeskRefusal, match="Nothing is planned"):
        await ana.slots.plan_all(wanted, again=True)
    assert len(await ana.replies.outbox()) == 1
    await ana.slots.plan_all(wanted, reason="the fair begins", again=True)
    assert [(await ana.posts.get(one.id)).reason for one in posts] == ["", "", "the fair begins"]


async def test_files_go_with_a_post_where_its_network_takes_them(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    from socialtui.domain.media import MediaRules

    await store.account(limits=Limits(media=MediaRules(1, ("image/png",), 1000)))
    await store.account("words")
    picture = tmp_path / "sail.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 20)
    ana = await desk("ana")
    posts = await ana.posts.draft([1, 2], "New sails are in.", TUESDAY)
    with pytest.raises(DeskRefusal, match="takes words alone"):
        await ana.posts.attach(posts[1].id, picture, "a white sail")
    with pytest.raises(DeskRefusal, match="says nothing to people who can't see it"):
        await ana.posts.attach(posts[0].id, picture, " ")
    post = await ana.posts.attach(posts[0].id, picture, "a white sail")
    assert [one.shown for one in post.media] == ["[image: a white sail]"]
    await ana.slots.plan(post.id)
    payload = await store.value("SELECT payload FROM intents")
    assert "a white sail" in payload


async def test_an_account_that_takes_no_posts_says_why(store: Store, desk: MakeDesk) -> None:
    await store.account(limits=Limits(no_posts="A feed only listens."))
    await store.account("second", "lines")
    ana = await desk("ana")
    ana.room.offers = {"lines": ("hear", "reply")}.get  # type: ignore[assignment]
    for number, words in ((1, "A feed only listens"), (2, "lines takes no posts")):
        with pytest.raises(DeskRefusal, match=words):
            await ana.posts.draft([number], "Hello.")
    assert (await ana.restraint.standing()).line() == ""
