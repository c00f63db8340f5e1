"""No view, count or search reads more than it shows: every statement's plan uses an index."""

import asyncio
import re
import sqlite3
import time
from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.desk.queue import QueueDesk
from socialtui.desk.room import Room
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.query import TERMS, Query, parse
from socialtui.settings import Settings
from socialtui.settings.folders import home
from socialtui.store import database
from tests.bench import stores
from tests.conftest import traced

LARGE = ("mentions", "conversations", "identities", "people", "words", "events")
"""Tables that grow with what was said."""


_TERMS = (
    "refund", '"order late"', "@pers", "is:late", "is:mine", "is:unread", "is:claimed", "is:owed", "is:other",
    "is:addressed", "is:listened", "is:hot",
    "is:snoozed is:answered", "is:any", "kind:complaint", "net:mastodon", "account:a",
    "role:short", "source:alerts", "lang:fr", "lang:none", "tag:x", "due:<1h", "due:>2d", "due:today", "age:>2d",
    "age:<1h", "promise:open", "promise:kept", "has:draft", "has:lesson", "has:note", "has:promise", "has:tag",
    "note:boat",
    "net:mastodon is:late kind:complaint lang:fr tag:x", "like:c1",
)  # fmt: skip
EVERY_TERM = _TERMS + tuple(f"-{term}" for term in _TERMS if " " not in term and term != "is:any")


class Stopped:
    """A clock that stands still."""

    def now(self) -> int:
        return int(time.time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def scans(statement: str, plan: list[str]) -> list[str]:
    """The steps of a plan that walk a large table without an index, or sort what they found."""
    aliases = {
        alias: table for table in LARGE for alias in re.findall(rf"\b{table}\s+(?:AS\s+)?(\w+)\b", statement)
    }
    made = {step.split()[1] for step in plan if step.startswith(("MATERIALIZE ", "CO-ROUTINE "))}
    found = []
    for step in plan:
        walked = re.match(r"SCAN (\w+)(?! .*(?:USING|VIRTUAL))", step)
        # What was made on the way holds a window only.
        if walked and walked[1] not in made and aliases.get(walked[1], walked[1]) in LARGE:
            found.append(step)
    return found


def walks(statement: str, plan: list[str]) -> list[str]:
    """The steps that go through all of a large table, be it along an index."""
    whole = [re.sub(r"USING .*", "", step).rstrip() for step in plan if " VIRTUAL " not in step]
    return scans(statement, whole)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with 3,000 mentions, its statistics gathered."""
    place = home({"SOCIALTUI_HOME": str(tmp_path_factory.mktemp("home"))})
    asyncio.run(stores.fill(place, 3_000))
    return place.store


async def asked_of(store: Path) -> list[str]:
    """Every statement that a person's ordinary doing asks of the store."""
    db = await database.open_store(store, database.DESK, int(time.time()))
    desk = QueueDesk(Room(db, Settings(), Stopped(), "ana", WorkingHours(), {}))
    try:
        async with traced(db) as asked:
            await desk.counts()
            await desk.wake()
            for view in desk.views():
                cards = await desk.page(view.query)
                await desk.count(view.query)
                await desk.total(view.query)
                await desk.arrived(view.query, await desk.newest())
                if cards:
                    await desk.page(view.query, after=cards[-1].key)
                    await desk.page(view.query, before=cards[-1].key)
                    await desk.position(view.query, cards[-1].key)
                    await desk.next_owed(cards[0].id)
                    await desk.shown([card.id for card in cards[:40]])
                    await desk.thread(cards[0].id)
            for term in EVERY_TERM:
                query = parse(term)
                await desk.page(query, after=(1, 1_700_000_000, 0, 0))
                await desk.page(query, before=(6, 1_800_000_000, 0, 0))
                await desk.count(query)
                await desk.arrived(query, await desk.newest() - 50)
            for words in ("ref", "refund", "order late"):
                await desk.page(Query(words=words))
                await desk.search(words)
    finally:
        await db.close()
    return list(dict.fromkeys(asked))


def test_no_statement_of_the_desk_walks_a_large_table(store: Path) -> None:
    asked = [
        sql for sql in asyncio.run(asked_of(store)) if sql.lstrip().upper().startswith(("SELECT", "WITH"))
    ]
    assert asked
    found = []
    with sqlite3.connect(store) as db:
        for sql in asked:
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            found += [f"{step}   {' '.join(sql.split())[:160]}" for step in scans(sql, plan)]
    assert not found, "\n".join(found)


def few_of_many(sql: str, plan: list[str]) -> list[str]:
    """The steps that search conversations by another way than by the numbers that were given."""
    given = re.search(
        r"(given CROSS JOIN conversations c|(WHERE|AND) c\.id IN \(SELECT value FROM json_each)", sql
    )
    return [
        step for step in plan if given and re.match(r"(SEARCH|SCAN) c (?!USING INTEGER PRIMARY KEY)", step)
    ]


def test_what_is_asked_of_a_few_rows_looks_at_these_alone(store: Path) -> None:
    asked = [*asyncio.run(asked_of(store)), *asyncio.run(looked_back(store))]
    found, counted = [], 0
    with sqlite3.connect(store) as db:
        for sql in asked:
            if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
                continue
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            counted += "SEARCH c USING INTEGER PRIMARY KEY" in " ".join(plan)
            found += [f"{step}   {' '.join(sql.split())[:160]}" for step in few_of_many(sql, plan)]
    assert counted
    assert not found, "\n".join(found)


async def looked_back(store: Path) -> list[str]:
    """Every statement that the plan, the planner and the look back at a week ask, some of them by the minute."""
    db = await database.open_store(store, database.DESK, int(time.time()))
    desk = Desk.at(
        db, Settings(), Stopped(), "ana", hours=WorkingHours(), limits={}, plan_file=store.parent / "x"
    )
    try:
        async with traced(db) as asked:
            for ask in (
                desk.restraint.standing, desk.restraint.held, desk.meters.week, desk.sessions.time_words,
                desk.cadence.keep, desk.plans.offers, desk.posts.week, desk.review.week,
            ):  # fmt: skip
                await ask()
    finally:
        await db.close()
    return [sql for sql in dict.fromkeys(asked) if sql.lstrip().upper().startswith(("SELECT", "WITH"))]


def test_no_look_back_goes_through_all_that_was_ever_said(store: Path) -> None:
    found = []
    with sqlite3.connect(store) as db:
        for sql in asyncio.run(looked_back(store)):
            plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            found += [f"{step}   {' '.join(sql.split())[:160]}" for step in walks(sql, plan)]
    assert not found, "\n".join(found)


def test_a_walk_along_an_index_is_a_walk() -> None:
    step = "SCAN conversations USING INDEX conversations_account"
    assert walks("SELECT 1 FROM conversations GROUP BY account_id", [step])
    assert not scans("SELECT 1 FROM conversations GROUP BY account_id", [step])


def test_a_walk_through_a_table_is_seen_for_what_it_is() -> None:
    assert scans("SELECT 1 FROM mentions m", ["SCAN m"]) == ["SCAN m"]
    assert scans("SELECT 1 FROM mentions m", ["SCAN m USING INDEX mentions_remote"]) == []
    assert scans("SELECT 1 FROM tasks t", ["SCAN t"]) == []


def test_every_term_of_the_language_is_asked() -> None:
    keys = {form.partition(":")[0] + ":" for form, _ in TERMS if ":" in form}
    assert not [key for key in keys if not any(key in term for term in EVERY_TERM)]
