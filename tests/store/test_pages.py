"""A page and its cursor are stored whole, once, and in small steps."""

from typing import Any

import pytest

from socialtui.domain.conversation import State
from socialtui.domain.mention import Author, Band, Kind
from socialtui.domain.network import Gap, SourceAbout
from socialtui.store import accounts
from socialtui.store.database import Straight
from tests.conftest import NOW, Store, said, traced

LISTENING = (
    SourceAbout("mentions", "Mentions"),
    SourceAbout("search", "Search", addressed=False, cannot={"reply": "It is only listened to."}),
)


async def test_a_page_that_comes_twice_is_stored_once(store: Store) -> None:
    page = [said(kind) for kind in Kind]
    assert await store.hear(*page) == len(Kind)
    assert await store.hear(*page) == 0
    assert await store.hear(*page, *page) == 0
    assert await store.value("SELECT count(*) FROM mentions") == len(Kind)
    await store.intact()


async def test_one_that_stands_twice_on_a_page_is_stored_once(store: Store) -> None:
    one = said(remote_id="m-1")
    assert await store.hear(one, one) == 1


async def test_the_cursor_moves_with_its_rows_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.hear(said(remote_id="first"), cursor="one")
    run = Straight.run

    async def cut_off(self: Straight, sql: str, values: Any = ()) -> int:
        if "UPDATE sources SET cursor" in sql:
            raise KeyboardInterrupt
        return await run(self, sql, values)

    with monkeypatch.context() as cut:
        cut.setattr(Straight, "run", cut_off)
        with pytest.raises(KeyboardInterrupt):
            await store.hear(said(remote_id="second"), cursor="two")
    assert (await store.source()).cursor == "one"
    assert await store.rows("SELECT remote_id FROM mentions") == [("first",)]
    assert await store.hear(said(remote_id="second"), cursor="two") == 1
    assert (await store.source()).cursor == "two"


async def test_a_long_page_that_is_cut_off_is_read_again_and_stored_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = [said(Kind.CHATTER, who=f"p{n}") for n in range(250)]
    many, turns = Straight.many, []

    async def cut_off(self: Straight, sql: str, values: Any) -> None:
        if sql.startswith("INSERT INTO mentions"):
            turns.append(1)
            if len(turns) == 3:
                raise KeyboardInterrupt
        await many(self, sql, values)

    with monkeypatch.context() as cut:
        cut.setattr(Straight, "many", cut_off)
        with pytest.raises(KeyboardInterrupt):
            await store.hear(*page, cursor="two")
    assert (await store.source()).cursor == ""
    assert await store.value("SELECT count(*) FROM mentions") == 200
    assert await store.hear(*page, cursor="two") == 50
    assert await store.value("SELECT count(*) FROM mentions") == 250


async def test_three_thousand_go_in_by_batches_of_a_hundred(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    many = Straight.many

    async def measured(self: Straight, sql: str, values: Any) -> None:
        rows = list(values)
        if sql.startswith("INSERT INTO mentions"):
            sizes.append(len(rows))
        await many(self, sql, rows)

    monkeypatch.setattr(Straight, "many", measured)
    kinds = list(Kind)
    page = [said(kinds[n % len(kinds)], who=f"p{n % 700}", at=NOW - n) for n in range(3_000)]
    assert await store.hear(*page) == 3_000
    assert max(sizes) == 100
    assert len(sizes) == 30
    await store.intact()


async def test_a_page_costs_few_statements_however_much_it_holds(store: Store) -> None:
    await store.account()
    for page in range(3):
        words = [said(Kind.QUESTION, who=f"p{page}-{n}", parent=f"m-{n % 7}") for n in range(100)]
        async with traced(store.db) as asked:
            await store.hear(*words)
        # One statement may run for a hundred rows; triggers show as comments.
        assert 0 < len({sql.split("(")[0] for sql in asked if not sql.startswith("--")}) <= 20


async def test_what_they_took_back_is_closed_and_kept(store: Store) -> None:
    await store.hear(said(remote_id="m"), said(remote_id="n", parent="m"))
    await store.hear(removed=("m",))
    row = await store.conversation(await store.cid("m"))
    assert row["state"] == State.OPEN, "something of theirs still stands"
    await store.hear(removed=("n", "never seen"))
    row = await store.conversation(await store.cid("m"))
    assert (row["state"], row["reason"]) == (State.DONE, "they took it back")
    assert await store.value("SELECT count(*) FROM mentions WHERE removed_at = ?", NOW) == 2
    await store.intact()


async def test_the_same_id_on_two_accounts_is_two_people(store: Store) -> None:
    await store.account("acme")
    await store.account("blog", "wordpress", role="blog", code="wp")
    await store.hear(said(remote_id="1", who="rosa"))
    await store.hear(said(remote_id="1", who="rosa"), account="blog")
    assert await store.value("SELECT count(*) FROM identities") == 2
    assert await store.value("SELECT count(DISTINCT person_id) FROM identities") == 2


async def test_a_person_who_is_renamed_stays_the_same_person(store: Store) -> None:
    await store.hear(said(remote_id="a", author=Author("41", "rosa", "Rosa", "https://x/rosa")))
    await store.hear(said(remote_id="b", author=Author("41", "rosa.b", "Rosa B", "https://x/rosab")))
    assert await store.rows("SELECT handle, name, url FROM identities") == [
        ("rosa.b", "Rosa B", "https://x/rosab")
    ]


async def test_a_gap_is_remembered_once(store: Store) -> None:
    for _ in range(2):
        await store.hear(gap=Gap(NOW - 900, NOW - 600, "the network kept no more"))
    assert (await store.source()).gaps == (Gap(NOW - 900, NOW - 600, "the network kept no more"),)


async def test_what_the_network_holds_for_spam_is_seen_under_spam_and_comes_back(store: Store) -> None:
    await store.hear(said(remote_id="m", visibility="spam"))
    row = await store.conversation(await store.cid("m"))
    assert (row["state"], row["band"], row["kind"]) == (State.SPAM, Band.SPAM, Band.COMPLAINT)
    await store.hear(said(remote_id="m", visibility="approved"))
    row = await store.conversation(await store.cid("m"))
    assert (row["state"], row["band"]) == (State.OPEN, Band.COMPLAINT)
    await store.hear(said(remote_id="m", visibility="trash"))
    assert (await store.conversation(row["id"]))["state"] == State.DONE
    await store.intact()


async def test_a_word_held_for_spam_lifts_nothing(store: Store) -> None:
    await store.hear(said(Kind.CHATTER, remote_id="m"))
    await store.hear(said(Kind.COMPLAINT, parent="m", visibility="spam"))
    assert (await store.conversation(await store.cid("m")))["band"] == Band.CHATTER


async def test_news_that_changes_nothing_leaves_the_version_alone(store: Store) -> None:
    await store.hear(said(remote_id="m", at=NOW - 900))
    before = await store.conversation(await store.cid("m"))
    await store.hear(said(Kind.CHATTER, parent="m", at=NOW - 800))
    after = await store.conversation(before["id"])
    assert (after["version"], after["unread"]) == (before["version"], before["unread"] + 1)


async def test_an_account_that_went_leaves_what_was_said_as_it_was(store: Store) -> None:
    await store.account(sources=LISTENING)
    await store.hear(said(remote_id="m"), source="search")
    await accounts.remove(store.db, (await store.account()).id, NOW)
    del store.accounts["acme"]
    await store.hear(said(remote_id="n"))
    assert [source.name for source in await accounts.sources(store.db)] == ["mentions"]
    addressed = await store.value(
        "SELECT s.addressed FROM mentions m JOIN sources s ON s.id = m.source_id WHERE remote_id='m'"
    )
    assert addressed == 0


async def test_the_index_of_words_is_joined_in_pieces_that_hold_up_nobody(store: Store) -> None:
    assert await store.rows("SELECT v FROM words_config WHERE k = 'automerge'") == [(0,)]
    for first in range(0, 2_000, 25):
        page = [said(Kind.CHATTER, who=f"p{n}", at=NOW - n) for n in range(first, first + 25)]
        assert await store.hear(*page) == 25
    parts = await store.value("SELECT count(DISTINCT segid) FROM words_idx")
    assert parts < 20, "eighty pages of mentions, each a part at first"
