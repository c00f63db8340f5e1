"""Undo of any sequence of one person's acts restores every row of every table, but the log and what only counts.

With somebody else's act in between, what they touched is refused with the reason, and nothing changes.
"""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.desk import Desk
from socialtui.domain.cadence import How
from socialtui.domain.card import CardText, signed_in
from socialtui.domain.errors import DeskRefusal, UsageFault
from socialtui.domain.mention import Kind
from socialtui.domain.network import Account
from socialtui.domain.traffic import Site, Span, Visits
from socialtui.store import accounts, posts, traffic
from tests.conftest import DAY, HOUR, NOW, MakeDesk, Store, ours, said

SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
MONDAY = date(2026, 9, 14)
Act = Callable[[Desk, list[int]], Awaitable[Any]]

LOGS_AND_COUNTERS = {
    "events", "migrations",  # logs
    "tallies", "saved_replies", "rules", "rushes",  # counters; the first are checked on their own
    "desks", "leases", "kept",  # where somebody stood; who works
    "days_here", "plans", "minutes_spent",  # when somebody was here, and what was asked for from when on
}  # fmt: skip
MACROS = """\
[macro.billing]
do = { tag = ["billing"], assign = "ben", band = "complaint", note = "Look.", draft = "sorry" }
"""


async def _person(desk: Desk, cid: int, act: Callable[[int], Awaitable[Any]]) -> None:
    await act(await desk.people.of_conversation(cid))


async def _promises(desk: Desk) -> list[int]:
    return [line.id for line in (await desk.promises.ledger()).lines]


async def _memos(desk: Desk) -> list[int]:
    return [row[0] for row in await desk.room.db.rows("SELECT id FROM memories ORDER BY id")]


async def _split(desk: Desk, cid: int) -> None:
    person = await desk.people.person(await desk.people.of_conversation(cid))
    await desk.people.split(person.id, person.handles[-1].id)


async def _settle(desk: Desk) -> None:
    for memo in (await _memos(desk))[:1]:
        await desk.people.settle(memo)


ACTS: dict[str, Act] = {
    "done": lambda desk, ids: desk.verbs.done(ids, "seen to"),
    "reopen": lambda desk, ids: desk.verbs.reopen(ids),
    "snooze": lambda desk, ids: desk.verbs.snooze(ids, NOW + HOUR),
    "snooze until they answer": lambda desk, ids: desk.verbs.snooze(ids, None),
    "claim": lambda desk, ids: desk.verbs.claim(ids),
    "release": lambda desk, ids: desk.verbs.release(ids),
    "tag": lambda desk, ids: desk.verbs.tag(ids, "x"),
    "note": lambda desk, ids: desk.verbs.note(ids[0], "a note"),
    "escalate": lambda desk, ids: desk.verbs.escalate(ids[0], "ana", "why"),
    "urgency": lambda desk, ids: desk.verbs.urgency(ids, -1),
    "less urgent": lambda desk, ids: desk.verbs.urgency(ids, +1),
    "kind": lambda desk, ids: desk.verbs.kind(ids, Kind.COMPLAINT),
    "spam": lambda desk, ids: desk.verbs.kind(ids, Kind.SPAM),
    "moderate": lambda desk, ids: desk.verbs.moderate(ids, "spam"),
    "mute": lambda desk, ids: desk.verbs.moderate(ids, "mute"),
    "like": lambda desk, ids: desk.verbs.like(ids[0]),
    "macro": lambda desk, ids: desk.rules.run_macro("billing", ids),
    "want": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.want(one, "a paddle")),
    "gift": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.gift(one, "a mug")),
    "follow up": lambda desk, ids: _person(
        desk, ids[0], lambda one: desk.people.follow_up(one, "call", NOW + DAY)
    ),
    "thanked": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.thank(one, "a card")),
    "vip": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.tag(one, "vip")),
    "merge": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.merge(one, 1)),
    "decline": lambda desk, ids: _person(desk, ids[0], lambda one: desk.people.decline(one, 1)),
    "split": lambda desk, ids: _split(desk, ids[0]),
    "settle": lambda desk, _: _settle(desk),
    "promise": lambda desk, ids: desk.promises.promise(ids[0], "a new one", NOW + DAY),
    "kept": lambda desk, _: _with_promises(desk, desk.promises.kept),
    "withdraw": lambda desk, _: _with_promises(desk, lambda ids: desk.promises.withdraw(ids, "sold out")),
    "wait": lambda desk, ids: desk.waiting.follow_up(ids, NOW + DAY),
    "view": lambda desk, ids: desk.views.save(f"mine {ids[0]}", "is:late"),
    "no view": lambda desk, ids: desk.views.remove(f"mine {ids[0]}"),
    "card": lambda desk, _: desk.cards.add(CardText("LinkedIn", "Maria", "It broke again.", log="by phone")),
    "visitors": lambda desk, ids: desk.traffic.set("shop", Visits(MONDAY, Span.WEEK, ids[0])),
    "tick": lambda desk, _: desk.cadence.tick("listen"),
    "skip": lambda desk, _: desk.cadence.tick("listen", How.SKIP),
    "tick's note": lambda desk, _: desk.cadence.note("listen", "quiet day"),
    "a task's days": lambda desk, _: desk.plans.change("listen", {"days": "tue", "minutes": 7}),
    "a task of their own": lambda desk, _: desk.plans.add("Read the forum", "tue thu", 15),
    "posts": lambda desk, _: _plan(desk),
    "what a task waits for": lambda desk, _: desk.cadence.happened("new-client", "Rosa"),
}


STILL = {
    "mentions": "WHERE text <> ''",
    "notes": "WHERE removed=0",
    "intents": "WHERE state <> 'recalled'",
    "lessons": "WHERE event_id NOT IN (SELECT id FROM events WHERE undone_at IS NOT NULL)",
}
"""What was taken back stays as a line that it was, and holds no more."""


async def _plan(desk: Desk) -> None:
    drafts = [await desk.posts.get(number) for number in (1, 2)]
    await desk.slots.plan_all([(one, one.at) for one in drafts], reason="the fair", again=True)


async def _with_promises(desk: Desk, act: Callable[[list[int]], Awaitable[Any]]) -> None:
    await act(await _promises(desk))


async def everything(store: Store, folder: Path) -> dict[str, Any]:
    """Every row of every table, as somebody else sees them, and the person's files."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(f"file:{store.path}?mode=ro", uri=True, timeout=10)) as db:
        tables = {
            row[0]
            for row in db.execute(
                "SELECT name FROM sqlite_schema WHERE type='table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words_%' AND name NOT LIKE 'names_%'"
            )
        }
        for table in sorted(tables - LOGS_AND_COUNTERS):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            # What counts changes of a row is a counter.
            columns = [column for column in columns if (table, column) != ("conversations", "version")]
            still = STILL.get(table, "")
            found[table] = sorted(db.execute(f"SELECT {', '.join(columns)} FROM {table} {still}"), key=repr)
    for name in ("views.toml", "cadence.toml"):
        file = folder / name
        found[name] = file.read_text("utf-8") if file.exists() else None
    return found


async def town(store: Store, folder: Path) -> list[int]:
    """One row of each kind; some answered, snoozed, spam already; a file of macros."""
    (folder / "replies").mkdir(exist_ok=True)
    (folder / "replies" / "sorry.md").write_text("Hi {name}, we look for {number}.", "utf-8")
    (folder / "rules.toml").write_text(MACROS, "utf-8")
    arrivals = [said(kind, who=kind.value, remote_id=f"t-{kind.value}") for kind in Kind]
    if await store.hear(*arrivals):
        place = signed_in("LinkedIn")
        await accounts.add(store.db, Account(0, "LinkedIn", "cards"), place, "none", "", NOW)
        async with store.db.atomic() as write:
            await traffic.add(write, Site(0, "shop", "hand"), "none", "", NOW)
            for at in (NOW + DAY, NOW + 2 * DAY):
                await posts.add(write, 1, "New sails are in.", at, "ana", NOW)
        await store.hear(ours("t-question"), said(Kind.LEAD, who="held", visibility="spam"))
    return [row[0] for row in await store.rows("SELECT id FROM conversations ORDER BY id")]


async def forget(store: Store) -> None:
    """The next example begins with nothing to undo."""
    async with store.db.atomic() as write:
        await write.run("UPDATE events SET before=NULL")


def chosen(most: int) -> st.SearchStrategy[list[tuple[str, set[int]]]]:
    rows = st.sets(st.integers(0, 7), min_size=1)
    return st.lists(st.tuples(st.sampled_from(sorted(ACTS)), rows), max_size=most)


async def do(desk: Desk, ids: list[int], acts: list[tuple[str, set[int]]]) -> None:
    for name, rows in acts:
        try:
            await ACTS[name](desk, [ids[number] for number in sorted(rows)])
        except (DeskRefusal, UsageFault):
            continue


async def undo_all(desk: Desk) -> int:
    """Takes back until nothing is left; how many acts."""
    for done in range(200):
        if (refusal := await refused(desk)) is not None:
            assert str(refusal) == "Nothing to undo."
            return done
    raise AssertionError("undo never ends")


async def refused(desk: Desk) -> DeskRefusal | None:
    """Takes one act back; what kept it from that."""
    try:
        await desk.undo.undo()
    except DeskRefusal as refusal:
        return refusal
    return None


@SLOW
@given(acts=chosen(10))
async def test_every_row_is_what_it_was(
    store: Store, desk: MakeDesk, tmp_path: Path, acts: list[tuple[str, set[int]]]
) -> None:
    await _make_anew(store)
    ids, ana = await town(store, tmp_path), await desk("ana")
    # Somebody was writing when they began to sort.
    await ana.replies.open(ids[0])
    await ana.replies.save(ids[0], "Dear")
    await ana.replies.open(ids[1])
    start = await everything(store, tmp_path)
    await do(ana, ids, acts)
    await store.intact()
    await undo_all(ana)
    assert await everything(store, tmp_path) == start
    await store.intact()
    await ana.close()


@SLOW
@given(first=chosen(4), between=chosen(2), then=chosen(2))
async def test_with_a_colleagues_act_in_between_an_undo_is_whole_or_refused_with_the_reason(
    store: Store, desk: MakeDesk, tmp_path: Path, first: list[Any], between: list[Any], then: list[Any]
) -> None:
    await _make_anew(store)
    ids = await town(store, tmp_path)
    ana, ben = await desk("ana"), await desk("ben")
    start = await everything(store, tmp_path)
    await do(ana, ids, first)
    await do(ben, ids, between)
    await do(ana, ids, then)
    for _ in range(40):
        before = await everything(store, tmp_path)
        refusal = await refused(ana)
        if refusal is not None and str(refusal) == "Nothing to undo.":
            break
        if refusal is not None:
            assert str(refusal).startswith("Not undone")
            assert refusal.next_step
            assert await everything(store, tmp_path) == before, "a refusal changes nothing"
    else:
        raise AssertionError("undo never ends")
    await store.intact()
    if not between:
        assert await everything(store, tmp_path) == start
    await ana.close()
    await ben.close()


async def _make_anew(store: Store) -> None:
    """Each example begins in a town where nobody has done anything."""
    done = "events lessons intents drafts notes promises ticks tasks memories merges waits abdications"
    async with store.db.atomic() as write:
        for table in done.split():
            await write.run(f"DELETE FROM {table}")
        await write.run("UPDATE conversations SET version=version+1")
        await write.run(
            "UPDATE posts SET stage='draft', intent_id=NULL, reason='', approved_by='', over_at=NULL"
        )


@pytest.mark.parametrize(
    "name", sorted(set(ACTS) - {"settle", "kept", "withdraw", "no view", "split", "tick's note"})
)
async def test_each_act_changes_something_and_is_taken_back_whole(
    store: Store, desk: MakeDesk, tmp_path: Path, name: str
) -> None:
    ids = await town(store, tmp_path)
    ana = await desk("ana")
    rows = ids[2:3] if name not in ("reopen", "merge", "decline") else ids[4:5]
    if name == "reopen":
        await (await desk("carl")).verbs.done(rows, "x")
    if name == "release":
        await ana.verbs.claim(rows)
        await forget(store)
    start = await everything(store, tmp_path)
    await ACTS[name](ana, rows)
    assert await everything(store, tmp_path) != start
    assert await undo_all(ana) == 1
    assert await everything(store, tmp_path) == start


ON_ROWS = (
    "done", "snooze", "snooze until they answer", "claim", "tag", "escalate", "urgency", "less urgent", "kind",
    "spam",
    "moderate", "macro", "wait",
)  # fmt: skip


@pytest.mark.parametrize("name", ON_ROWS)
async def test_what_a_colleague_touched_since_is_refused_by_name_and_nothing_changes(
    store: Store, desk: MakeDesk, tmp_path: Path, name: str
) -> None:
    ids, ana, ben = await town(store, tmp_path), await desk("ana"), await desk("ben")
    await ACTS[name](ana, ids[2:4])
    await ben.verbs.tag(ids[2:3], "his")
    before = await everything(store, tmp_path)
    refusal = await refused(ana)
    assert refusal is not None
    assert "(ben: " in str(refusal)
    assert await everything(store, tmp_path) == before
