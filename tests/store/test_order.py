"""The queue's order is one walk along an index, however one pages through it."""

import itertools
import re
import sqlite3
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.desk.queue import VIEWS
from socialtui.domain.conversation import State
from socialtui.domain.mention import BAND_OF, Kind
from socialtui.domain.query import Query, parse
from socialtui.store import conversations, mentions
from socialtui.store.asking import Key
from socialtui.store.conversations import LAST, page
from socialtui.store.database import Database
from tests.conftest import DAY, HOUR, NOW, Store, said, traced

SLOW = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(list(State)), st.integers(0, 7), st.integers(1, 6), st.integers(NOW - 3, NOW + 3),
        st.integers(NOW - 3, NOW), st.integers(1, 2), st.sampled_from([None, "ana", "ben"]),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


async def fill(store: Store, rows: list[tuple[Any, ...]]) -> None:
    """Rows as they might be, whatever brought them there."""
    for name, code in (("acme", "ma"), ("blog", "wp")):
        await store.account(name, code=code, role="blog" if name == "blog" else "short")
    async with store.db.atomic() as write:
        for table in ("conversations", "mentions", "identities", "people", "tallies"):
            await write.run(f"DELETE FROM {table}")
        await write.run("INSERT INTO people (id, name) VALUES (1, 'Rosa')")
        await write.run("INSERT INTO identities VALUES (1, 1, 1, '41', 'rosa', 'Rosa', '')")
        await write.run(
            "INSERT INTO mentions (id, account_id, conversation_id, remote_id, text, said_at)"
            " VALUES (1, 1, 1, 'm', 'It broke.', ?)",
            (NOW,),
        )
        await write.many(
            "INSERT INTO conversations (account_id, identity_id, thread, state, band, kind, due_at, first_at,"
            " last_at, mention_id, claimed_by, claimed_until) VALUES (?,1,?,?,?,?,?,?,?,1,?,?)",
            [
                (
                    account,
                    str(n),
                    state,
                    band,
                    kind,
                    due_at,
                    first_at,
                    first_at,
                    holder,
                    holder and NOW + HOUR,
                )
                for n, (state, band, kind, due_at, first_at, account, holder) in enumerate(rows)
            ],
        )


QUERIES = [view.query for view in VIEWS] + [
    parse(text)
    for text in (
        "is:any", "is:any kind:complaint", "net:mast", "account:acme account:blog", "net:nowhere", "is:late is:any",
        "account:acme kind:question is:late", "kind:complaint kind:praise", "is:claimed", "is:any @rosa", "broke",
        "is:any net:mastodon broke", "is:any is:late net:mastodon kind:praise", "is:unread", "tag:x",
    )
]  # fmt: skip


def wanted(query: Query, row: dict[str, Any]) -> bool:
    """The same question, asked in plain words."""
    names = {1: ("acme", "short"), 2: ("blog", "blog")}
    return (
        row["state"] in query.states
        and (query.bands is None or query.bands[0] <= row["band"] <= query.bands[1])
        and (not query.kinds or row["kind"] in [BAND_OF[kind] for kind in query.kinds])
        and (not query.late or row["due_at"] < NOW)
        and (not query.mine or row["claimed_by"] == "ana")
        and (not query.claimed or row["claimed_by"] is not None)
        and (not query.accounts or names[row["account_id"]][0] in query.accounts)
        and (not query.networks or "mastodon".startswith(query.networks))
        and not query.tags
        and (not query.words or row["id"] == 1)
    )


async def all_rows(db: Database) -> list[dict[str, Any]]:
    names = "id", "state", "band", "kind", "due_at", "first_at", "account_id", "claimed_by"
    return [
        dict(zip(names, row, strict=True))
        for row in await db.rows(f"SELECT {', '.join(names)} FROM conversations")
    ]


@SLOW
@given(rows=ROWS, query=st.sampled_from(QUERIES), size=st.integers(1, 7))
async def test_pages_forward_and_backward_cover_every_row_exactly_once_in_order(
    store: Store, rows: list[tuple[Any, ...]], query: Query, size: int
) -> None:
    await fill(store, rows)
    right = sorted(
        (row["band"], row["due_at"], row["first_at"], row["id"])
        for row in await all_rows(store.db)
        if wanted(query, row)
    )
    forward, after = [], None
    while cards := await page(store.db, query, "ana", NOW, after, None, size):
        forward += [card.key for card in cards]
        after = cards[-1].key
    assert forward == right
    backward: list[Key] = []
    before = LAST
    while cards := await page(store.db, query, "ana", NOW, None, before, size):
        backward = [card.key for card in cards] + backward
        before = cards[0].key
    assert backward == right
    assert await conversations.count(store.db, query, "ana", NOW) == len(right)
    for number, key in enumerate(right):
        assert await conversations.position(store.db, query, "ana", NOW, key) == number
    if query.counted:
        assert await conversations.total(store.db, query) == len(right)


async def test_at_the_same_age_a_complaint_comes_before_a_question_before_praise_before_chatter(
    store: Store,
) -> None:
    await store.hear(*(said(kind) for kind in reversed(Kind)))
    cards = await page(store.db, Query(), "ana", NOW, None, None, 10)
    assert [card.kind for card in cards] == [
        Kind.COMPLAINT, Kind.QUESTION, Kind.LEAD, Kind.ERROR, Kind.PRAISE, Kind.CHATTER, Kind.SPAM,
    ]  # fmt: skip


async def test_within_a_band_who_is_due_first_comes_first(store: Store) -> None:
    await store.hear(said(who="late", at=NOW - DAY), said(who="new", at=NOW), said(who="old", at=NOW - HOUR))
    cards = await page(store.db, Query(), "ana", NOW, None, None, 10)
    assert [card.handle for card in cards] == ["late", "old", "new"]


async def test_a_card_says_what_its_row_shows(store: Store) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="m", who="rosa", hidden=True, language="de"))
    (card,) = await page(store.db, Query(), "ana", NOW, None, None, 10)
    assert (card.name, card.handle, card.code, card.account, card.network) == (
        "Rosa",
        "rosa",
        "ma",
        "acme",
        "mastodon",
    )
    assert (card.hidden, card.addressed, card.unread, card.text) == (
        True,
        True,
        1,
        "Does it fit a wide boat?",
    )
    shown = (await mentions.shown(store.db, [card.id]))[card.id]
    assert [(score.kind, score.parts[0].words) for score in shown.evidence] == [
        (Kind.QUESTION, "Does it fit a wide boat?")
    ]


PLAIN = [
    query
    for query in QUERIES
    if not (query.words or query.handles or query.mine or query.claimed or query.tags)
    and not (query.late and query.networks)
]


async def plans(store: Store, query: Query) -> list[str]:
    """Every step of the plans of what a screen asks of one view."""
    async with traced(store.db) as told:
        await page(store.db, query, "ana", NOW, None, None, 100)
        key = (1, NOW, NOW, 1)
        await page(store.db, query, "ana", NOW, key, None, 100)
        await page(store.db, query, "ana", NOW, None, key, 100)
        await conversations.position(store.db, query, "ana", NOW, key)
        await conversations.count(store.db, query, "ana", NOW)
        await conversations.total(store.db, query)
        await conversations.arrived(store.db, query, "ana", NOW, 3)
        await conversations.counts(store.db, NOW)
        await conversations.next_owed(store.db, "ana", NOW, None)
    # What the search index asks of its own tables shows as a comment.
    asked = [sql for sql in told if not sql.startswith("--")]
    with sqlite3.connect(store.path) as raw:
        return [row[3] for sql in set(asked) for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize("query", QUERIES, ids=str)
async def test_no_view_walks_a_large_table(store: Store, query: Query) -> None:
    await fill(store, [(State.OPEN, 1, 1, NOW, NOW, 1, None)])
    large = re.compile(r"SCAN (m|c|i|mentions|conversations|people)\b(?!.*USING)")
    assert not [step for step in await plans(store, query) if large.match(step)]


@pytest.mark.parametrize("query", PLAIN, ids=str)
async def test_no_plain_view_gathers_and_sorts_before_it_shows(store: Store, query: Query) -> None:
    await fill(store, [(State.OPEN, 1, 1, NOW, NOW, 1, None)])
    steps = [step for step in await plans(store, query) if "TEMP B-TREE" in step]
    # The distinct conversations of what is new, and the few kept counts.
    assert not [step for step in steps if "ORDER BY" in step]


async def test_next_owed_is_due_first_over_all_bands_and_leaves_out_what_others_write_to(
    store: Store,
) -> None:
    await store.hear(
        said(Kind.QUESTION, who="first", at=NOW - 2 * DAY), said(Kind.COMPLAINT, who="second", at=NOW - DAY),
        said(Kind.COMPLAINT, who="taken", at=NOW - 9 * DAY), said(Kind.CHATTER, who="never", at=NOW - 20 * DAY),
    )  # fmt: skip
    async with store.db.atomic() as write:
        taken = await write.one("SELECT id FROM conversations ORDER BY due_at LIMIT 1")
        assert taken
        await write.run(
            "UPDATE conversations SET claimed_by='ben', claimed_until=? WHERE id=?", (NOW + 60, taken[0])
        )
    seen, card = [], None
    while cid := await conversations.next_owed(store.db, "ana", NOW, card):
        card = (await conversations.cards(store.db, [cid]))[cid]
        seen.append(card.handle)
    assert seen == ["first", "second"]
    assert await conversations.next_owed(store.db, "ana", NOW + 60, None) == taken[0], "the claim ran out"
    assert await conversations.next_owed(store.db, "ben", NOW, None) == taken[0]


async def test_what_arrived_is_counted_by_view(store: Store) -> None:
    await store.hear(said(Kind.PRAISE), said(Kind.CHATTER))
    mark = await conversations.newest_mention(store.db)
    await store.hear(said(remote_id="m", who="tom"), said(parent="m", who="tom"), said(Kind.CHATTER))
    for query, expected in (
        (Query(bands=(0, 5)), 1),
        (Query(), 2),
        (parse("kind:praise"), 0),
        (parse("net:x"), 0),
    ):
        assert await conversations.arrived(store.db, query, "ana", NOW, mark) == expected


async def test_a_whole_account_name_means_that_account_alone(store: Store) -> None:
    await store.account("acme")
    await store.account("acme-blog")
    await store.hear(said(who="rosa"), account="acme")
    await store.hear(said(who="ole"), account="acme-blog")

    async def who(asked: str) -> set[str]:
        return {
            card.handle for card in await page(store.db, Query(accounts=(asked,)), "ana", NOW, None, None, 9)
        }

    assert await who("acme") == {"rosa"}
    assert await who("acm") == {"rosa", "ole"}


@SLOW
@given(
    spoken=st.lists(
        st.tuples(st.sampled_from(list(Kind)), st.integers(1, 400 * 3600)), min_size=1, max_size=12
    )
)
async def test_the_order_rises_with_age_within_a_kind_and_spam_sinks(
    store: Store, spoken: list[tuple[Kind, int]]
) -> None:
    await store.hear(*(said(kind, at=NOW - age, who=f"w{n}") for n, (kind, age) in enumerate(spoken)))
    await_all = Query(states=(State.OPEN,), bands=None)
    cards = await page(store.db, await_all, "ana", NOW, None, None, 500)
    bands = [card.band for card in cards]
    assert bands == sorted(bands), "complaint, question, lead, error, praise, chatter, spam"
    for before, after in itertools.pairwise(cards):
        if before.kind is after.kind:
            assert before.first_at <= after.first_at, "who waits longer comes first"
    spam = [number for number, card in enumerate(cards) if card.kind is Kind.SPAM]
    assert spam == list(range(len(cards) - len(spam), len(cards)))
