"""Tasks that tick themselves, what is taken back of that, events that tasks wait for, and changes of the plan."""

from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.desk.cadence import SHIPPED_PLAN
from socialtui.domain.cadence import How, Row, State
from socialtui.domain.errors import ConfigFault, DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.network import SourceAbout
from socialtui.domain.query import parse
from socialtui.store import listening, plans
from socialtui.store.mentions import Arrival
from tests.conftest import DAY, HOUR, MENTIONS, NOW, FakeClock, MakeDesk, Store, ours, said

LISTENED = SourceAbout("tag", "#boats", addressed=False)
PLAN = """
# Ours, by heart.
[task.questions]
words = "Questions"          # what people ask
days = "daily"
minutes = 10
opens = "role:short kind:question"
completes = "empty"

[task.join]
words = "Join one"
days = "daily"
minutes = 10
target = 1
opens = "role:short is:listened"
completes = "target"

[task.read]
words = "Read the forum"
days = "weekly"
minutes = 8

[task.invite]
words = "Invite the client"
days = "event:new-client"
minutes = 5
"""


@pytest.fixture
async def ana(store: Store, desk: MakeDesk, tmp_path: Path) -> Desk:
    (tmp_path / "cadence.toml").write_text(PLAN)
    await store.account(role="short", sources=(MENTIONS, LISTENED))
    return await desk("ana")


async def row(desk: Desk, task: str) -> Row:
    return next(row for row in (await desk.cadence.panel()).rows if row.task.id == task)


async def heard(store: Store) -> None:
    """Every source was asked and had nothing."""
    await store.hear()
    await store.hear(source="tag")


async def ticks(store: Store) -> list[tuple[str, str, str]]:
    return [(r[0], r[1], r[2]) for r in await store.rows("SELECT task, how, who FROM ticks ORDER BY task")]


async def test_a_task_ticks_itself_when_its_view_is_emptied_and_stays_so(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    await heard(store)
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    assert (await ana.cadence.keep())[1] == ()
    clock.forward(60)
    await ana.verbs.done([await store.cid("q")])
    panel, ticked = await ana.cadence.keep()
    assert ticked == ("Questions",)
    assert next(one for one in panel.rows if one.task.id == "questions").ticked
    assert await ticks(store) == [("questions", "done", "ana")]
    # What comes later in the day reopens nothing.
    await store.hear(said(Kind.QUESTION, who="later"))
    found = await row(ana, "questions")
    assert (found.state, found.progress) == (State.DONE, "1 of 2")
    assert (await ana.cadence.keep())[1] == ()
    clock.forward(DAY)
    assert (await row(ana, "questions")).state is State.OPEN


@pytest.mark.parametrize("view", ["net:ma", "net:masto", "account:ac"])
async def test_a_view_is_not_empty_before_the_sources_that_it_names_were_heard(
    store: Store, ana: Desk, tmp_path: Path, view: str
) -> None:
    (tmp_path / "cadence.toml").write_text(PLAN.replace("role:short kind:question", f"{view} kind:question"))
    assert (await ana.cadence.keep())[1] == ()
    await heard(store)
    assert (await ana.cadence.keep())[1] == ("Questions",)


async def test_an_answer_given_elsewhere_is_work_of_the_day_on_which_it_was_given(
    store: Store, ana: Desk
) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="old", at=NOW - 3 * DAY))
    await store.hear(said(Kind.QUESTION, remote_id="new"), said(Kind.QUESTION, who="left"))
    await store.hear(ours("old", at=NOW - 2 * DAY))
    assert (await row(ana, "questions")).progress == "2 left"
    await store.hear(ours("new"))
    assert (await row(ana, "questions")).progress == "1 of 2"


async def test_an_answer_given_elsewhere_in_a_joined_thread_counts_for_the_whole(
    store: Store, ana: Desk
) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="one"), said(Kind.QUESTION, remote_id="other"))
    one, other = await store.cid("one"), await store.cid("other")
    await ana.joining.merge([one, other])
    whole = await ana.joining.whole_of(one)
    await store.hear(said(Kind.QUESTION, who="left"))
    await store.hear(ours("other" if whole == one else "one"))
    assert (await row(ana, "questions")).progress == "1 of 2"


async def test_what_nothing_listens_for_is_not_empty(store: Store, desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "cadence.toml").write_text(
        PLAN.replace('opens = "role:short kind:question"', 'opens = "is:listened"')
    )
    await store.account(role="short")
    ana = await desk("ana")
    await store.hear()
    assert (await ana.cadence.keep())[1] == ()


async def test_undoing_the_act_that_emptied_a_view_takes_the_tick_back_with_it(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    await heard(store)
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    await ana.cadence.keep()
    clock.forward(600)
    await ana.verbs.done([await store.cid("q")])
    await ana.cadence.keep()
    assert "Rosa" in (await ana.undo.undo()).words
    assert await ticks(store) == []
    found = await row(ana, "questions")
    assert (found.state, found.progress) == (State.OPEN, "1 left")


async def test_a_tick_that_came_by_itself_is_taken_back_and_waits_for_a_hand(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    # What no source was asked about today may hold anything.
    assert (await ana.cadence.keep())[1] == ()
    await heard(store)
    assert (await ana.cadence.keep())[1] == ("Questions",)
    assert (await ana.cadence.untick("questions")).words == "Questions: not done after all"
    found = await row(ana, "questions")
    assert (found.state, found.by_hand, found.ticked) == (State.OPEN, True, False)
    assert (await ana.cadence.keep())[1] == ()
    with pytest.raises(DeskRefusal, match="has no tick"):
        await ana.cadence.untick("questions")
    await ana.undo.undo()
    assert (await row(ana, "questions")).state is State.DONE
    await ana.cadence.untick("questions")
    await ana.cadence.tick("questions", How.NOT_APPROPRIATE, "quiet day")
    found = await row(ana, "questions")
    assert (found.state, found.note) == (State.NOT_APPROPRIATE, "quiet day")
    clock.forward(DAY)
    assert (await ana.cadence.keep())[1] == ()
    await heard(store)
    assert (await ana.cadence.keep())[1] == ("Questions",)


async def test_only_the_tick_of_this_round_is_taken_back(store: Store, ana: Desk, clock: FakeClock) -> None:
    for _ in range(3):
        await ana.cadence.tick("questions")
        clock.forward(DAY)
    await ana.cadence.tick("questions")
    await ana.cadence.untick("questions")
    rows = await store.rows("SELECT how FROM ticks WHERE task='questions' ORDER BY day")
    assert [how for (how,) in rows] == ["done", "done", "done", "taken_back"]


async def test_a_tick_names_who_did_the_work(store: Store, ana: Desk, desk: MakeDesk) -> None:
    await heard(store)
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    await (await desk("ben")).verbs.done([await store.cid("q")])
    await ana.cadence.keep()
    assert await ticks(store) == [("questions", "done", "ben")]


async def test_only_what_was_joined_counts_for_joining(store: Store, ana: Desk) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    await store.hear(said(Kind.CHATTER, who="ole", remote_id="l"), source="tag")
    await ana.replies.send(await store.cid("q"), "Yes, it does.", by_hand=True)
    assert (await row(ana, "join")).progress == "0 of 1"
    await ana.replies.send(await store.cid("l"), "We tried that too.", by_hand=True)
    assert (await row(ana, "join")).state is State.DONE


async def test_one_conversation_that_many_are_in_is_joined_and_counts(
    store: Store, desk: MakeDesk, tmp_path: Path, clock: FakeClock
) -> None:
    (tmp_path / "cadence.toml").write_text(PLAN.replace("is:listened", "is:listened is:hot"))
    await store.account(role="short", sources=(MENTIONS, LISTENED))
    ana = await desk("ana")
    talk = [
        said(
            Kind.CHATTER,
            who=f"p{n}",
            remote_id=f"h{n}",
            text=f"Fog on the ferry, {n} #fog",
            at=clock.now() - n,
        )
        for n in range(4)
    ]
    alone = [said(Kind.CHATTER, who=f"o{n}", remote_id=f"o{n}", at=clock.now() - 9) for n in range(9)]
    await store.hear(*talk, *alone, source="tag")
    view = parse("role:short is:listened is:hot")
    (card,) = await ana.queue.page(view)
    assert "#fog" in card.text
    assert card.id not in [one.id for one in await ana.queue.page(parse("is:listened -is:hot"))]
    await ana.replies.send(card.id, "The 7:40 goes by bus.", by_hand=True)
    clock.forward(61)
    assert card.id not in [one.id for one in await ana.queue.page(view)], "we are in it"
    assert (await row(ana, "join")).state is State.DONE


async def test_what_is_hot_is_found_however_much_else_comes_in(
    store: Store, desk: MakeDesk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_NEWEST", 10)
    await store.account(role="short", sources=(MENTIONS, LISTENED))
    ana, now = await desk("ana"), clock.now()

    def fog(n: int, at: int) -> Arrival:
        return said(Kind.CHATTER, who=f"p{n}", remote_id=f"h{at}-{n}", text=f"Fog, {n} #fog", at=at)

    await store.hear(*(fog(n, now - 60 - n) for n in range(4)), source="tag")
    other = [said(Kind.CHATTER, who=f"o{n}", remote_id=f"o{n}", at=now - 2 * DAY) for n in range(12)]
    await store.hear(*other, source="tag")  # an old page, fetched later
    await store.hear(*(said(who=f"q{n}", remote_id=f"q{n}", at=now - 5) for n in range(12)))
    assert [card.text[:3] for card in await ana.queue.page(parse("is:listened is:hot"))] == ["Fog"]
    await store.hear(*(said(who=f"z{n}", remote_id=f"z{n}", at=now - n) for n in range(10)), source="tag")
    clock.forward(61)
    assert not await ana.queue.page(parse("is:listened is:hot")), "the newest alone are looked at"


async def test_an_event_waits_for_its_task_as_long_as_it_takes_and_each_is_done_once(
    store: Store, ana: Desk, clock: FakeClock
) -> None:
    assert not (await row(ana, "invite")).due
    with pytest.raises(DeskRefusal, match="waits for its event, new-client"):
        await ana.cadence.tick("invite")
    with pytest.raises(DeskRefusal, match="No task of the plan waits for new-clint"):
        await ana.cadence.happened("new-clint")
    await ana.cadence.happened("new-client", "Rosa's bakery", 7)
    await ana.cadence.happened("new-client", "Ole's boats")
    clock.forward(9 * DAY)
    found = await row(ana, "invite")
    assert (found.due, found.progress, found.for_whom) == (True, "2 wait", "Rosa's bakery")
    assert (await ana.cadence.tick("invite")).words == "Invite the client: done, Rosa's bakery"
    found = await row(ana, "invite")
    assert (found.state, found.progress, found.for_whom) == (State.HALF, "1 waits", "Ole's boats")
    await ana.undo.undo()
    assert (await row(ana, "invite")).progress == "2 wait"
    for _ in range(2):
        await ana.cadence.tick("invite", How.NOT_APPROPRIATE)
    found = await row(ana, "invite")
    assert (found.due, found.state) == (True, State.NOT_APPROPRIATE)
    clock.forward(DAY)
    assert not (await row(ana, "invite")).due
    assert await plans.waiting(store.db, "invite", "new-client") == []


async def test_an_offer_is_answered_once_in_the_file_with_its_comments_and_undo_takes_it_back(
    store: Store, ana: Desk, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "cadence.toml"
    for _ in range(17):
        clock.forward(DAY)
        await heard(store)
        await ana.cadence.keep()
    (offer,) = await ana.plans.offers()
    assert offer.words.startswith(
        "“Join one” was kept 0 of 14 times. Fewer days, shorter, another day, or drop?"
    )
    assert {name: change.words for name, change in offer.answers.items()} == {
        "fewer": "mon wed fri", "shorter": "5 min", "drop": "let it sleep", "keep": "as it is",
    }  # fmt: skip
    with pytest.raises(DeskRefusal, match="changes nothing there"):
        await ana.plans.answer(offer.id, "day")
    assert (await ana.plans.answer(offer.id, "fewer")).words == "Join one: mon wed fri"
    text = file.read_text()
    assert "# Ours, by heart." in text
    assert "# what people ask" in text
    assert text.count('days = "mon wed fri"') == 1
    assert await ana.plans.offers() == []
    with pytest.raises(DeskRefusal, match="answered already"):
        await ana.plans.answer(offer.id, "keep")
    await ana.undo.undo()
    assert file.read_text() == PLAN
    assert [one.id for one in await ana.plans.offers()] == [offer.id]
    await ana.plans.answer(offer.id, "keep")
    # What is to stay as it is isn't asked about again.
    for _ in range(20):
        clock.forward(DAY)
        await heard(store)
        await ana.cadence.keep()
        assert all(one.task != "join" for one in await ana.plans.offers())


async def test_a_task_is_woken_changed_and_written_by_a_person_of_their_own(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    await store.account(role="short")
    ana, file = await desk("ana"), tmp_path / "cadence.toml"
    assert "posts" in [task.id for task in await ana.plans.sleeping()]
    await ana.plans.wake("posts")
    assert file.read_text().startswith(SHIPPED_PLAN.read_text()[:200])
    assert (await row(ana, "posts")).why == ""
    with pytest.raises(DeskRefusal, match="is awake already"):
        await ana.plans.wake("posts")
    with pytest.raises(ConfigFault, match=r"cadence.toml:\d+: task.posts.days: mun: no such day"):
        await ana.plans.change("posts", {"days": "mun"})
    await ana.plans.change("posts", {"days": "tue", "minutes": 25})
    assert ((await row(ana, "posts")).task.days, (await row(ana, "posts")).task.minutes) == ("tue", 25)
    await ana.plans.add("Read the forum", "tue thu", 15)
    added = (await row(ana, "read-the-forum")).task
    assert (added.days, added.minutes, added.stated, added.completes) == ("tue thu", 15, False, "hand")
    for _ in range(3):
        await ana.undo.undo()
    assert not file.exists()
    assert (await row(ana, "posts")).why == "not woken yet"


async def test_posts_that_are_planned_meet_the_target_of_their_task(
    store: Store, desk: MakeDesk, tmp_path: Path, clock: FakeClock
) -> None:
    plan = '[task.posts]\nwords = "Posts"\nrole = "short"\ndays = "daily"\ntarget = 2\nopens = "go:week"\n'
    (tmp_path / "cadence.toml").write_text(plan + 'completes = "target"\n')
    await store.account(role="short")
    ana = await desk("ana")
    for n, (ahead, progress) in enumerate(((2 * HOUR, "1 of 2"), (DAY, "2 of 2"))):
        (post,) = await ana.posts.draft([1], f"News of the harbour, number {n}.", clock.now() + ahead)
        assert (await ana.cadence.keep())[1] == ()
        await ana.slots.plan(post.id)
        assert (await row(ana, "posts")).progress == progress
    assert (await ana.cadence.keep())[1] == ("Posts",)


async def test_a_view_that_cant_be_read_is_a_fault_of_the_plan_with_its_line(
    ana: Desk, tmp_path: Path
) -> None:
    (tmp_path / "cadence.toml").write_text(
        PLAN.replace("kind:question", "kind:qestion").replace('"role:short is:listened"', '"go:trafic"')
    )
    with pytest.raises(ConfigFault) as fault:
        ana.cadence.plan()
    assert fault.value.faults == (
        "cadence.toml:7: task.questions.opens: kind:qestion is no kind (letter 12); did you mean question?",
        "cadence.toml:15: task.join.opens: go:trafic: no such screen; did you mean traffic?",
        'cadence.toml:16: task.join.completes: "target" needs a view in opens, and go: opens a screen; write "hand"',
    )
