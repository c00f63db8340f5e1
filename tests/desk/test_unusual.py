"""An unusual hour is counted as it comes in, and said in the status line."""

from socialtui.domain.mention import Kind
from socialtui.domain.network import SourceAbout
from socialtui.domain.unusual import BACK
from socialtui.store import rushes
from socialtui.ui.widgets.status import Facts, status_line
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said
from tests.ui.face import look


async def usual(store: Store) -> None:
    """Two complaints an hour for a week, and a question that is none."""
    await store.listening_since(NOW - 8 * DAY)
    for day in range(1, 8):
        await store.hear(
            *(said(who=f"w{n % 9}", at=NOW - day * DAY + n * 1800, remote_id=f"u{day}-{n}") for n in range(48)),
            said(Kind.QUESTION, at=NOW - day * DAY),
        )  # fmt: skip


async def test_a_rush_is_said_with_what_is_usual_and_is_over_an_hour_later(
    store: Store, desk: MakeDesk, clock: FakeClock
) -> None:
    await usual(store)
    ana = await desk("ana")
    assert (await ana.health.status()).unusual == ""
    await store.hear(*(said(who=f"r{n}", at=NOW - n * 60, remote_id=f"r{n}") for n in range(37)))
    status = await ana.health.status()
    assert status.unusual == "38 complaints in 1 h, usually 2"
    facts = Facts("Acme", status.counts, "3/6", "", "14:07 CET", status.unusual)
    line = "".join(part.text for part in status_line(facts, "", False, 69, look()))
    assert "late · 38 complaints in 1 h, usually 2 · " in line, "never cut, however many wait"
    clock.forward(2 * HOUR)
    assert (await ana.health.status()).unusual == ""


async def test_what_a_first_look_brings_tells_nothing_of_what_is_usual(store: Store, desk: MakeDesk) -> None:
    await store.hear(said(who="old", at=NOW - 9 * DAY, remote_id="old"))
    await store.hear(*(said(who=f"r{n}", at=NOW - n * 60, remote_id=f"r{n}") for n in range(20)))
    ana = await desk("ana")
    assert (await ana.health.status()).unusual == ""
    await store.listening_since(NOW - 3 * DAY)
    assert (await (await desk("eve")).health.status()).unusual == "20 complaints in 1 h, usually 0"


async def test_what_is_known_already_or_not_said_to_us_is_not_counted_twice(store: Store) -> None:
    about = (SourceAbout("mentions", "Mentions"), SourceAbout("search", "Search", addressed=False))
    await store.account(sources=about)
    page = [said(at=NOW - 60 * n, remote_id=f"m{n}") for n in range(7)]
    await store.hear(*page)
    await store.hear(*page, ours("m1"))
    await store.hear(said(at=NOW, remote_id="heard"), source="search")
    assert await rushes.lately(store.db, NOW) == 7


async def test_what_is_too_old_to_tell_anything_is_forgotten(store: Store) -> None:
    await store.hear(said(at=NOW), said(at=NOW - BACK - DAY))
    assert await store.value("SELECT count(*) FROM rushes") == 1
    async with store.db.atomic() as write:
        await rushes.sweep(write, NOW + BACK + DAY)
    assert await store.value("SELECT count(*) FROM rushes") == 0
