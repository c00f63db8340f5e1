"""The schedule, the status line, and where a desk stood."""

from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.domain.cadence import How, Row, State
from socialtui.domain.errors import ConfigFault, DeskRefusal
from socialtui.domain.mention import Kind
from socialtui.domain.network import Gap
from socialtui.domain.reply import OutboxState
from socialtui.domain.since import Missed
from socialtui.store import accounts, intents
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said

PLAN = """
[task.questions]
words = "Questions"
sentence = "Answer what people ask."
role = "short"
days = "daily"
minutes = 10
opens = "role:short kind:question"
completes = "empty"
awake = true

[task.join]
words = "Join one"
sentence = "Join one conversation."
role = "short"
days = "mon wed"
minutes = 10
target = 2
opens = "role:short"
completes = "target"
awake = true

[task.traffic]
words = "Traffic"
sentence = "Look at the traffic."
days = "fri"
minutes = 10
completes = "hand"
awake = true

[task.blog]
words = "Blog"
sentence = "Answer the comments."
role = "blog"
days = "daily"
minutes = 10
opens = "role:blog"
completes = "empty"
awake = true
"""


@pytest.fixture
async def ana(store: Store, desk: MakeDesk, tmp_path: Path) -> Desk:
    (tmp_path / "cadence.toml").write_text(PLAN)
    await store.account(role="short")
    return await desk("ana")


async def row(desk: Desk, task: str) -> Row:
    return next(row for row in (await desk.cadence.panel()).rows if row.task.id == task)


async def test_a_task_is_done_when_its_view_is_empty(store: Store, ana: Desk) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"), said(Kind.PRAISE))
    found = await row(ana, "questions")
    assert (found.state, found.progress, found.minutes_left) == (State.OPEN, "1 left", 10)
    await ana.verbs.done([await store.cid("q")])
    found = await row(ana, "questions")
    assert (found.state, found.minutes_left) == (State.DONE, 0)


async def test_a_target_counts_answers_of_today_only(store: Store, ana: Desk, clock: FakeClock) -> None:
    await store.hear(said(who="a", remote_id="a"), said(who="b", remote_id="b"), said(who="c", remote_id="c"))
    for remote_id in "ab":
        await ana.replies.send(await store.cid(remote_id), "Posted there.", by_hand=True)
        found = await row(ana, "join")
        if remote_id == "a":
            assert (found.state, found.progress) == (State.HALF, "1 of 2")
    assert (found.state, found.progress) == (State.DONE, "2 of 2")
    clock.forward(2 * DAY)
    assert (await row(ana, "join")).state is State.OPEN


async def test_an_act_that_was_undone_counts_no_more(store: Store, ana: Desk) -> None:
    await store.hear(said(Kind.QUESTION, who="a", remote_id="a"), said(Kind.QUESTION, who="b"))
    await ana.verbs.done([await store.cid("a")])
    assert (await row(ana, "questions")).progress == "1 of 2"
    await ana.undo.undo()
    assert (await row(ana, "questions")).progress == "2 left"


async def test_a_role_without_an_account_sleeps_and_cant_be_ticked(ana: Desk) -> None:
    found = await row(ana, "blog")
    assert (found.state, found.why) == (State.SLEEPING, "no blog account")
    with pytest.raises(DeskRefusal, match="Blog sleeps: no blog account"):
        await ana.cadence.tick("blog")
    today = (await ana.cadence.panel()).today
    assert [row.task.id for row in today.rows] == ["questions", "join"]


@pytest.mark.parametrize(
    ("how", "state", "words"),
    [
        (How.DONE, State.DONE, "Join one: done"),
        (How.SKIP, State.SKIPPED, "Join one: skipped"),
        (How.NOT_APPROPRIATE, State.NOT_APPROPRIATE, "Join one: not appropriate today"),
    ],
)
async def test_a_tick_says_how_and_undo_takes_it_back(ana: Desk, how: How, state: State, words: str) -> None:
    assert (await ana.cadence.tick("join", how, " late ")).words == words
    found = await row(ana, "join")
    assert (found.state, found.note) == (state, "late")
    assert (await ana.undo.undo()).words == f"Undone: {words}"
    assert (await row(ana, "join")).state is State.OPEN


async def test_a_tick_over_a_tick_is_undone_to_the_first(ana: Desk) -> None:
    await ana.cadence.tick("join", How.SKIP)
    await ana.cadence.tick("join")
    await ana.cadence.note("join", "went well")
    assert (await row(ana, "join")).note == "went well"
    for state in (State.DONE, State.SKIPPED, State.OPEN):
        await ana.undo.undo()
        assert (await row(ana, "join")).state is state


async def test_an_unknown_task_names_the_nearest(ana: Desk) -> None:
    with pytest.raises(DeskRefusal, match="qestions is no task; did you mean questions"):
        await ana.cadence.tick("qestions")
    with pytest.raises(DeskRefusal, match="goes with a tick"):
        await ana.cadence.note("join", "no tick yet")


async def test_faults_of_the_plan_are_told_by_line_and_mended_while_running(
    ana: Desk, tmp_path: Path
) -> None:
    await ana.cadence.panel()
    (tmp_path / "cadence.toml").write_text(
        PLAN.replace('"mon wed"', '"mon wet"').replace('"hand"', '"handy"')
    )
    with pytest.raises(ConfigFault) as fault:
        ana.cadence.plan()
    assert len(fault.value.faults) == 2
    assert all(words.startswith("cadence.toml:") for words in fault.value.faults)
    status = await ana.health.status()
    assert status.trouble == fault.value.faults
    (tmp_path / "cadence.toml").write_text(PLAN + "\n")
    assert (await ana.health.status()).trouble == ()


async def test_without_a_file_the_shipped_plan_stands_in_with_six_awake_at_most(
    store: Store, desk: MakeDesk
) -> None:
    await store.account()
    tasks = (await desk("ana")).cadence.plan()
    assert len(tasks) == 18
    assert sum(task.awake for task in tasks) <= 6


async def test_the_status_line_says_who_waits_and_how_the_day_stands(store: Store, ana: Desk) -> None:
    await store.hear(said(remote_id="m"), said(Kind.QUESTION))
    await ana.cadence.tick("questions")
    await ana.replies.send(await store.cid("m"), "On it.")
    status = await ana.health.status()
    assert (status.brand, status.counts.complaints, status.counts.owed) == ("Acme", 1, 2)
    assert (status.plan_done, status.plan_total, status.zone, status.trouble) == (1, 2, "UTC", ())
    assert status.leaving is not None
    assert status.leaving.state is OutboxState.LEAVING


async def test_a_source_in_trouble_is_named_with_what_to_do_and_once_where_its_account_is(
    store: Store, ana: Desk
) -> None:
    source = await store.source()
    await accounts.source_trouble(
        store.db, source.id, "trouble", "It did not answer.", "It is tried again.", NOW, NOW
    )
    assert (await ana.health.status()).trouble == ("acme Mentions: It did not answer. It is tried again.",)
    await accounts.account_trouble(
        store.db, source.account_id, "signed_out", "The token is dead.", "Renew it."
    )
    assert (await ana.health.status()).trouble == ("acme: The token is dead. Renew it.",)
    (found,) = await ana.health.sources()
    assert (found.failures, found.trouble_since) == (1, NOW)
    await store.hear()
    assert (await ana.health.sources())[0].trouble == ""


async def test_a_desk_finds_the_place_where_it_stood(ana: Desk, desk: MakeDesk, clock: FakeClock) -> None:
    assert (await ana.place.recalled()).seen_at == 0
    await ana.place.remember(7, "late")
    clock.forward(HOUR)
    await ana.place.remember(8, "owed", "cut")
    place = await (await desk("ana")).place.recalled()
    assert (place.conversation_id, place.view, place.seen_at, place.ended) == (8, "owed", NOW + HOUR, "cut")
    assert (await (await desk("ben")).place.recalled()).seen_at == 0


async def test_coming_back_tells_what_came_and_still_waits(store: Store, ana: Desk, clock: FakeClock) -> None:
    await store.hear(said(who="before", at=NOW - DAY), said(who="done", at=NOW + 60, remote_id="x"))
    await store.hear(
        ours("x", at=NOW + 70), said(who="c", at=NOW + 90), said(who="d", at=NOW + 80),
        *(said(kind, who=kind.value, at=NOW + 90) for kind in Kind if kind is not Kind.COMPLAINT),
        gap=Gap(NOW + 10, NOW + 20, "kept no more"),
    )  # fmt: skip
    since = await ana.place.since(NOW)
    assert (since.complaints, since.questions, since.thanks, since.others) == (2, 1, 1, 3)
    missed = (Missed("acme", "mastodon", NOW + 10, NOW + 20),)
    assert (since.first_due, since.gaps, since.stuck) == (NOW + 80 + HOUR, missed, 0)
    assert (await ana.place.since(NOW + DAY)).first_due is None


async def test_a_refused_answer_is_stuck_until_another_took_its_place(store: Store, ana: Desk) -> None:
    await store.hear(said(remote_id="m"))
    cid = await store.cid("m")
    refused = await ana.replies.send(cid, "Too long.")
    async with store.db.atomic() as write:
        await intents.refuse(write, refused.id, NOW, "Too long.", "Shorten it.")
    assert (await ana.place.since(NOW)).stuck == 1
    await ana.replies.send(cid, "Shorter.")
    assert (await ana.place.since(NOW)).stuck == 0
    await ana.replies.recall()
    assert (await ana.place.since(NOW)).stuck == 1
    await ana.verbs.done([cid], "phoned")
    assert (await ana.place.since(NOW)).stuck == 0
