"""The numbers of a week, held against a count of the same rows that knows nothing of how the report counts."""

import random
from datetime import date, timedelta
from statistics import median

import pytest

from socialtui.desk import Desk
from socialtui.domain.mention import BAND_OF, Kind
from socialtui.domain.network import SourceAbout
from socialtui.domain.review import Review, ninetieth, table
from socialtui.plots import plot
from socialtui.store.database import Row
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said

MONDAY = date(2026, 9, 21)
BEGIN = NOW - (NOW % DAY)
"""Midnight of that Monday, in UTC."""
END = BEGIN + 7 * DAY
KINDS = (Kind.COMPLAINT, Kind.QUESTION, Kind.LEAD, Kind.ERROR, Kind.PRAISE, Kind.CHATTER)


async def a_fortnight(store: Store, ana: Desk, clock: FakeClock, seed: int) -> None:
    """Two weeks of words on two accounts: answered in time, late or never; promises, lessons, thanks, posts."""
    dice = random.Random(seed)
    await store.account()
    await store.account("blog", "wordpress", role="blog", sources=(SourceAbout("comments", "Comments"),))
    await store.account("empty", "rss", role="alerts", sources=(SourceAbout("feed", "Feed"),))
    clock.time = BEGIN + 4 * DAY + 17 * HOUR
    for n in range(60):
        kind, at = dice.choice(KINDS), BEGIN - 7 * DAY + dice.randrange(12 * DAY)
        account = dice.choice(("acme", "blog"))
        await store.hear(said(kind, who=f"p{n % 23}", remote_id=f"m{n}", at=at), account=account)
        if dice.random() < 0.6:
            wait = dice.choice((600, 2400, 3 * HOUR, 30 * HOUR))
            text = "See https://acme.example/shop for it." if n % 9 == 0 else "It is on its way."
            if at + wait < clock.now():
                await store.hear(ours(f"m{n}", text, at=at + wait), account=account)
                if dice.random() < 0.3:
                    thanks = said(
                        Kind.PRAISE,
                        "Thank you!",
                        who=f"p{n % 23}",
                        remote_id=f"t{n}",
                        at=at + wait + 60,
                        parent=f"m{n}",
                    )
                    await store.hear(thanks, account=account)
    cids = [row[0] for row in await store.rows("SELECT id FROM conversations ORDER BY id LIMIT 12")]
    for n, cid in enumerate(cids[:6]):
        await store.rows(
            "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at, closed_at) VALUES"
            " (?,'The refund',?,?,'ana',?,?)",
            cid, BEGIN, "kept" if n % 2 else "broken", BEGIN, BEGIN + (n - 1) * DAY,
        )  # fmt: skip
    await ana.lessons.learn(cids[6:8], "The lid comes off")
    await ana.lessons.learn(cids[8:9], "The manual is wrong")
    await ana.lessons.change((await ana.lessons.all())[0].id, "it has a clip")
    for n in range(3):
        (post,) = await ana.posts.draft(
            [1], f"News {n}: 20% off at https://acme.example/shop", END - DAY + n * HOUR
        )
        await ana.slots.plan(post.id, reason="the fair")


def value(review: Review, id: str) -> tuple[float | None, int | None]:
    """A number of the report: how much, of how many."""
    (found,) = [number for number in review.numbers if number.id == id]
    return found.amount, found.of


class Counted:
    """The same week, counted row by row in Python over whole tables."""

    def __init__(self, conversations: list[Row], mentions: list[Row], now: int) -> None:
        self.now = now
        self.mentions = mentions
        self.conversations = conversations
        self.of: dict[int, list[Row]] = {}
        for row in sorted(mentions, key=lambda row: row[2]):
            self.of.setdefault(row[0], []).append(row)

    @classmethod
    async def read(cls, store: Store) -> "Counted":
        return cls(
            await store.rows(
                "SELECT id, kind, band, state, due_at, first_at, identity_id, account_id, last_at FROM conversations"
            ),
            await store.rows("SELECT conversation_id, ours, said_at, text, account_id FROM mentions"),
            store.clock.now(),
        )

    def owed(self, kind: Kind | None = None) -> tuple[int, int]:
        in_time = whole = 0
        for cid, band, _, state, due_at, first_at, *_ in self.conversations:
            if not BEGIN <= due_at < END or band > 5 or (kind and band != BAND_OF[kind]):
                continue
            if not (state == 2 or due_at <= self.now):
                continue
            whole += 1
            in_time += any(ours == 1 and first_at <= at <= due_at for _, ours, at, *_ in self.of[cid])
        return in_time, whole

    def waits(self) -> dict[int, int]:
        found = {}
        kinds = {row[0]: row[1] for row in self.conversations}
        for cid, said_ in self.of.items():
            answers = [at for _, ours_, at, *_ in said_ if ours_]
            if cid in kinds and kinds[cid] <= 5 and answers and BEGIN <= min(answers) < END:
                asked = [at for _, ours_, at, *_ in said_ if not ours_ and at <= min(answers)]
                if asked:
                    found[cid] = min(answers) - min(asked)
        return found


@pytest.mark.parametrize("seed", range(4))
async def test_every_number_equals_an_independent_count(
    store: Store, desk: MakeDesk, clock: FakeClock, seed: int
) -> None:
    ana = await desk("ana")
    await a_fortnight(store, ana, clock, seed)
    told, counted = await ana.review.week(MONDAY), await Counted.read(store)
    assert value(told, "in-time") == counted.owed()
    for kind in KINDS[:5]:
        assert value(told, f"in-time-{kind.value}") == counted.owed(kind), kind
    waits = counted.waits()
    assert value(told, "first-answer")[0] == (median(waits.values()) if waits else None)
    assert value(told, "first-answer-90")[0] == ninetieth(waits.values())
    people = {row[6] for row in counted.conversations if row[0] in waits and row[1] <= 4}
    persons = {await store.value("SELECT person_id FROM identities WHERE id=?", one) for one in people}
    assert value(told, "helped")[0] == len(persons)
    answers = [row for row in counted.mentions if row[1] and row[0] and BEGIN <= row[2] < END]
    assert value(told, "taken")[0] == len(answers)
    assert value(told, "links")[0] == sum("shop" in row[3] for row in answers)
    assert (value(told, "own-posts")[0], value(told, "offers")[0]) == (3.0, 3.0)
    for state in ("kept", "broken"):
        ended = await store.value(
            "SELECT count(*) FROM promises WHERE state=? AND closed_at>=? AND closed_at<?", state, BEGIN, END
        )
        assert value(told, f"promises-{state}")[0] == ended
    assert (value(told, "lessons")[0], value(told, "changed")[0]) == (2.0, 1.0)
    here = [row for row in counted.conversations if row[7] == 1 and BEGIN <= row[8] < END]
    assert value(told, "place-acme")[0] == len(here)
    assert told.past[-1].answers == len(answers)
    assert (told.past[-1].in_time, told.past[-1].owed) == counted.owed()


async def test_every_number_opens_the_rows_behind_it(store: Store, desk: MakeDesk, clock: FakeClock) -> None:
    ana = await desk("ana")
    await a_fortnight(store, ana, clock, 7)
    told = await ana.review.week(MONDAY)
    for number in told.numbers:
        if number.of is not None:
            assert len(number.entries) == number.of, number.id
        elif number.value.isdigit() and number.id != "links":
            assert len(number.entries) == number.amount, number.id
    known = {row[0] for row in await store.rows("SELECT id FROM conversations")}
    rows = [entry for number in told.numbers for entry in number.entries]
    assert {entry.conversation_id for entry in rows if entry.conversation_id} <= known
    (empty,) = [number for number in told.numbers if number.id == "place-empty"]
    assert empty.value == "nothing in 28 days: leave it?"


async def test_what_went_beyond_the_room_and_each_pause_is_shown_with_its_reason(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.account()
    ana = await desk("ana")
    for n in range(4):
        (post,) = await ana.posts.draft([1], f"News {n}.", NOW + DAY + n * HOUR)
        await ana.slots.plan(post.id, reason="the fair begins" if n == 3 else "")
    await ana.restraint.pause("bad news")
    await ana.restraint.let_go()
    told = {number.id: number for number in (await ana.review.week()).numbers}
    assert [entry.words for entry in told["beyond-room"].entries] == ["the fair begins · News 3."]
    assert [entry.words for entry in told["pauses"].entries] == ["ana paused them: bad news, let go by ana"]
    assert told["balance-7"].value == "own posts 4 · answers and thanks 0"


async def test_tasks_of_the_plan_and_visitors_are_told(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    from socialtui.domain.traffic import Span, Visits

    ana = await desk("ana")
    await ana.traffic.add_by_hand("shop")
    await ana.traffic.set("shop", Visits(MONDAY - timedelta(days=7), Span.WEEK, 400, None, None))
    await ana.traffic.set("shop", Visits(MONDAY, Span.WEEK, 500, None, None))
    clock.forward(8 * DAY)
    told = {number.id: number for number in (await ana.review.week(MONDAY)).numbers}
    assert told["visitors-shop"].value.startswith("500 visitors; 25 % more than")
    assert told["tasks"].section == "The plan"


async def test_people_come_by_what_went_both_ways(store: Store, desk: MakeDesk) -> None:
    await store.account()
    ana = await desk("ana")
    for n in range(4):
        await store.hear(said(Kind.QUESTION, who="rosa", remote_id=f"r{n}", at=NOW - DAY + n), ours(f"r{n}"))
    for n in range(9):
        await store.hear(said(Kind.QUESTION, who="loud", remote_id=f"l{n}", at=NOW - DAY + n))
    await store.hear(ours("l0"))
    (people,) = [number for number in (await ana.review.week()).numbers if number.id == "people"]
    assert [entry.words.split(" · ")[0] for entry in people.entries] == ["Rosa", "Loud"]


async def test_weeks_are_drawn_and_said_in_words(store: Store, desk: MakeDesk) -> None:
    await store.account()
    await store.hear(said(remote_id="a", at=NOW - HOUR), ours("a"))
    told = await (await desk("ana")).review.week()
    assert table(told.past)[-1].split() == ["2026-09-21", "1", "0", "1", "of", "1", "1", "h", "0", "min"]
    assert len(told.past) == 8
    pytest.importorskip("plotext")
    drawn = plot(told.past, 76)
    assert "21 Sep" in drawn[-1]
    assert "\x1b" not in "".join(drawn)
    assert "".join(plot(told.past, 76, plain=True)).isascii()
    assert plot(told.past, 20) == []


async def test_the_appreciation_jar_of_the_week_is_shown_with_their_words(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await store.account()
    clock.time = BEGIN + 4 * DAY + 17 * HOUR
    for n, at in enumerate((BEGIN - DAY, BEGIN + DAY, BEGIN + 2 * DAY)):
        await store.hear(said(Kind.PRAISE, f"Lovely {n}.", who=f"p{n}", remote_id=f"m{n}", at=at))
    ana = await desk("ana")
    review = await ana.review.week(MONDAY)
    (jar,) = [number for number in review.numbers if number.id == "jar"]
    assert (jar.words, jar.value) == ("thanks we received", "2")
    assert [row.words.partition(": ")[2] for row in jar.entries] == ["Lovely 2.", "Lovely 1."]
