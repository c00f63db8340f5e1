"""Sites are asked a few times a day, each by one process; a trouble is written down and stops nothing."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from msgspec import Struct

from socialtui.domain.errors import CredentialFault, NetworkTrouble, RateLimited, SignedOut, Silent
from socialtui.domain.traffic import BY_HAND, Site, Span, Visits
from socialtui.store import traffic
from socialtui.store.traffic import KeptSite
from socialtui.sync.counting import EVERY, Counting
from tests.conftest import DAY, NOW, MakeDesk, Store

MONDAY = date(2026, 9, 21)  # the day on which the clock stands


class Town(Struct):
    """A service that says 5 a day and 30 a week, or the trouble it is in."""

    asked: list[tuple[date, date, tuple[date, ...]]]
    trouble: NetworkTrouble | CredentialFault | None = None

    async def __call__(self, kept: KeptSite) -> "Town":
        if isinstance(self.trouble, CredentialFault):
            raise self.trouble
        return self

    async def count(self, first: date, last: date, weeks: Sequence[date]) -> tuple[Visits, ...]:
        self.asked.append((first, last, tuple(weeks)))
        if self.trouble:
            raise self.trouble
        days = [Visits(first + timedelta(days=n), Span.DAY, 5) for n in range((last - first).days + 1)]
        return (*days, *(Visits(monday, Span.WEEK, 30) for monday in weeks))


async def site(store: Store, name: str = "blog", service: str = "plausible") -> int:
    async with store.db.atomic() as write:
        return await traffic.add(write, Site(0, name, service), "none", "", NOW)


def counting(store: Store, town: Town) -> Counting:
    return Counting(town, store.clock, "UTC", lambda: 0.5)


async def test_a_new_site_brings_eight_weeks_and_later_only_what_may_have_changed(
    store: Store, desk: MakeDesk
) -> None:
    town = Town([])
    await site(store)
    work = counting(store, town)
    assert await work.round(store.db) == ()
    first, last, weeks = town.asked[0]
    assert (first, last) == (MONDAY - timedelta(weeks=8), MONDAY)
    assert len(weeks) == 8
    (blog,) = await (await desk()).traffic.weeks()
    assert blog.last is not None
    assert (blog.last.visits.visitors, blog.last.by_days, blog.last.change) == (30, False, 0.0)
    assert await work.round(store.db) == ()
    assert len(town.asked) == 1, "not again before its time"
    store.clock.forward(EVERY)
    await work.round(store.db)
    assert town.asked[1] == (
        MONDAY - timedelta(weeks=2), MONDAY, (MONDAY - timedelta(weeks=1),)
    )  # fmt: skip
    store.clock.forward(5 * DAY)
    await work.round(store.db)
    assert town.asked[2][2] == (), "by Saturday last week's number stands"


async def test_a_site_by_hand_is_never_asked(store: Store) -> None:
    town = Town([])
    await site(store, "shop", BY_HAND)
    await counting(store, town).round(store.db)
    assert town.asked == []


async def test_of_two_processes_one_asks(store: Store) -> None:
    await site(store)
    assert await traffic.take(store.db, NOW, 60) is not None
    assert await traffic.take(store.db, NOW, 60) is None
    assert await traffic.take(store.db, NOW + 60, 60) is not None


@pytest.mark.parametrize(
    ("trouble", "state", "step", "wait"),
    [
        (Silent("It went silent.", "Again."), "trouble", "Again.", 60),
        (RateLimited("Too many.", "Wait.", NOW + 700), "trouble", "Wait.", 700),
        (CredentialFault("The vault is locked.", "Unlock it."), "trouble", "Unlock it.", 60),
        (SignedOut("The key is dead.", "x"), "signed_out", "socialtui traffic add plausible --name blog", 60),
    ],
)
async def test_a_trouble_is_written_down_with_what_to_do(
    trouble: NetworkTrouble | CredentialFault, state: str, step: str, wait: int, store: Store, desk: MakeDesk
) -> None:
    town = Town([], trouble)
    await site(store)
    assert await counting(store, town).round(store.db) == (f"blog: {trouble.what}",)
    (kept,) = await traffic.sites(store.db)
    assert (kept.state, kept.trouble, kept.next_step, kept.failures) == (state, trouble.what, step, 1)
    assert kept.next_try - NOW == wait
    ana = await desk()
    assert f"blog: {trouble.what} {step}" in (await ana.health.status()).trouble
    store.clock.forward(wait)
    town.trouble = None
    await ana.verbs.poll_now()
    await counting(store, town).round(store.db)
    (kept,) = await traffic.sites(store.db)
    assert kept.state == ("signed_out" if state == "signed_out" else "ok"), "a dead key is not tried again"


async def test_one_site_in_trouble_leaves_the_next_alone(store: Store) -> None:
    await site(store, "a")
    await site(store, "b")

    class Half(Town):
        async def __call__(self, kept: KeptSite) -> "Town":
            return Town(self.asked, Silent("Silent.") if kept.site.name == "a" else None)

    town = Half([])
    assert await counting(store, town).round(store.db) == ("a: Silent.",)
    assert [kept.state for kept in await traffic.sites(store.db)] == ["trouble", "ok"]
