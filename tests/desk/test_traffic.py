"""The sites' visitors on the desk: typed in, taken back, shown week beside week."""

from datetime import date, timedelta

import pytest

from socialtui.domain.errors import DeskRefusal
from socialtui.domain.traffic import Site, Span, Visits
from socialtui.store import traffic as kept
from tests.conftest import MakeDesk, Store

MONDAY = date(2026, 9, 21)  # the day on which the clock stands


def week(number: int, visitors: int | None, views: int | None = None) -> Visits:
    return Visits(MONDAY + timedelta(days=7 * number), Span.WEEK, visitors, None, views)


async def test_numbers_are_typed_in_corrected_and_taken_back(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await ana.traffic.add_by_hand("shop")
    await ana.traffic.set("shop", week(-2, 100))
    await ana.traffic.set("", week(-1, 110, 300))
    done = await ana.traffic.set("shop", week(-1, 120, 300))
    assert done.words == "shop, week of 2026-09-14: 120 visitors, 300 pages"
    (shop,) = await ana.traffic.weeks()
    assert shop.last is not None
    assert (shop.last.change, shop.last.by, shop.present) == (0.2, "ana", None)
    await ana.undo.undo()
    (shop,) = await ana.traffic.weeks()
    assert shop.weeks[0].visits.visitors == 110
    await ana.undo.undo()
    (shop,) = await ana.traffic.weeks()
    assert [one.visits.visitors for one in shop.weeks] == [100]


async def test_a_colleagues_correction_is_not_undone(store: Store, desk: MakeDesk) -> None:
    ana, ben = await desk("ana"), await desk("ben")
    await ana.traffic.add_by_hand("shop")
    await ana.traffic.set("shop", week(-1, 110))
    await ben.traffic.set("shop", week(-1, 111))
    with pytest.raises(DeskRefusal, match="was changed since"):
        await ana.undo.undo()


async def test_what_cannot_be_is_refused_with_words(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    with pytest.raises(DeskRefusal, match="Which site"):
        await ana.traffic.set("", week(-1, 1))
    await ana.traffic.add_by_hand("shop")
    for wrong, words in (
        (week(-1, None), "no number"), (week(-1, -3), "nought or more"), (week(1, 5), "not over yet"),
        (Visits(MONDAY - timedelta(days=4), Span.WEEK, 5), "begins on Monday"),
    ):  # fmt: skip
        with pytest.raises(DeskRefusal, match=words):
            await ana.traffic.set("shop", wrong)
    with pytest.raises(DeskRefusal) as caught:
        await ana.traffic.set("shp", week(-1, 1))
    assert caught.value.next_step == "Did you mean shop?"
    with pytest.raises(DeskRefusal, match="already"):
        await ana.traffic.add_by_hand("shop")
    assert await ana.traffic.days("shop") == []


async def test_what_a_person_typed_outlives_what_the_service_says(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    async with store.db.atomic() as write:
        number = await kept.add(
            write, Site(0, "blog", "plausible", "https://p.example", "blog"), "none", "", 1
        )
    await ana.traffic.set("blog", week(-1, 70))
    async with store.db.atomic() as write:
        await kept.keep(write, number, [week(-1, 1), week(-2, 60)], "", store.clock.now())
    (blog,) = await ana.traffic.weeks()
    assert [(one.visits.visitors, one.by) for one in blog.weeks] == [(70, "ana"), (60, "")]


async def test_a_site_wakes_the_task_that_looks_at_it(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")

    async def sleeping() -> str:
        return next(row.why for row in (await ana.cadence.panel()).rows if row.task.id == "traffic")

    assert "no site" in await sleeping()
    await ana.traffic.add_by_hand("shop")
    assert await sleeping() == ""
    assert (await ana.traffic.remove("shop")).site.name == "shop"
    assert "no site" in await sleeping()
