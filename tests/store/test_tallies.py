"""Kept counts and the search index stay true over whatever happens, in whatever order."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Band, Kind
from socialtui.domain.query import parse
from tests.conftest import HOUR, NOW, FakeClock, MakeDesk, Store, ours, said

NUMBERS = st.integers(0, 11)
STEPS = st.one_of(
    st.tuples(
        st.just("hear"), NUMBERS, NUMBERS, st.sampled_from(list(Kind)), st.integers(0, 900),
        st.sampled_from(["", "", "", "spam", "trash"]),
    ),
    st.tuples(st.just("edit"), NUMBERS, st.sampled_from(list(Kind)), st.sampled_from(["", "spam", "approved"])),
    st.tuples(st.just("answer"), NUMBERS, st.integers(0, 900)),
    st.tuples(st.just("remove"), NUMBERS),
    st.tuples(
        st.just("act"), NUMBERS,
        st.sampled_from(["done", "snooze", "up", "down", "kind", "reopen", "spam", "undo", "claim"]),
    ),
    st.tuples(st.just("wait"), st.integers(1, 2 * HOUR)),
)  # fmt: skip

COUNTED = (
    "",
    "kind:complaint kind:praise",
    "net:mastodon kind:question",
    "account:acme is:any",
    "net:bluesky",
)
"""Queries whose rows are told from the kept counts alone."""


async def act(desk: Any, cid: int, verb: str) -> None:
    verbs = desk.verbs
    acts = {
        "done": lambda: verbs.done([cid], "seen to"), "snooze": lambda: verbs.snooze([cid], desk.clock.now() + HOUR),
        "up": lambda: verbs.urgency([cid], -1), "down": lambda: verbs.urgency([cid], 1),
        "kind": lambda: verbs.kind([cid], Kind.COMPLAINT), "reopen": lambda: verbs.reopen([cid]),
        "spam": lambda: verbs.moderate([cid], "spam"), "undo": desk.undo.undo, "claim": lambda: verbs.claim([cid]),
    }  # fmt: skip
    await acts[verb]()


async def step(store: Store, desk: Any, number: int, what: tuple[Any, ...]) -> None:
    match what:
        case "hear", who, parent, kind, ago, visibility:
            above = f"w-{parent}" if parent < number else ""
            await store.hear(
                said(kind, f"{kind.value} {number}", who=f"p{who % 3}", remote_id=f"w-{number}", parent=above,
                     at=NOW - ago, visibility=visibility)
            )  # fmt: skip
        case "edit", which, kind, visibility:
            found = await store.rows(
                "SELECT said_at FROM mentions WHERE remote_id = ? AND ours = 0", f"w-{which}"
            )
            if found:
                await store.hear(
                    said(kind, f"edited {kind.value} {number}", remote_id=f"w-{which}", at=found[0][0],
                         visibility=visibility)
                )  # fmt: skip
        case "answer", which, ago:
            await store.hear(ours(f"w-{which}", f"ours {number}", at=NOW - ago))
        case "remove", which:
            await store.hear(removed=(f"w-{which}",))
        case "act", which, verb:
            ids = [row[0] for row in await store.rows("SELECT id FROM conversations ORDER BY id")]
            if ids:
                await act(desk, ids[which % len(ids)], verb)
        case "wait", seconds:
            store.clock.forward(seconds)
            await desk.queue.wake()


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(steps=st.lists(STEPS, min_size=4, max_size=24))
async def test_kept_counts_equal_a_real_count_whatever_happens(
    store: Store, desk: MakeDesk, clock: FakeClock, steps: list[tuple[Any, ...]]
) -> None:
    async with store.db.atomic() as write:
        for table in ("mentions", "conversations", "events", "intents"):
            await write.run(f"DELETE FROM {table}")
    clock.time = NOW
    ana = await desk("ana")
    for number, what in enumerate(steps):
        try:
            await step(store, ana, number, what)
        except DeskRefusal as refusal:
            assert str(refusal)  # noqa: PT017  a refusal is an answer
    await store.intact()
    for state, band, snoozed, due_at in await store.rows(
        "SELECT state, band, wake_at IS NOT NULL, due_at FROM conversations"
    ):
        assert not snoozed or state == State.SNOOZED
        assert state != State.SPAM or band == Band.SPAM
        assert due_at > 0
    for term in COUNTED:
        query = parse(term)
        assert await ana.queue.total(query) == len(await ana.queue.page(query, limit=1000)), term
    counts = await ana.queue.counts()
    owed = await store.value("SELECT count(*) FROM conversations WHERE state = 0 AND band < 6")
    assert counts.owed == owed == len(await ana.queue.page(ana.queue.views()[0].query))
    complaints = "SELECT count(*) FROM conversations WHERE state = 0 AND band < 6 AND kind = 1"
    assert counts.complaints == await store.value(complaints)
    assert counts.late_complaints == await store.value(f"{complaints} AND due_at < {clock.now()}")
    await ana.close()
