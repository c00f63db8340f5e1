"""The sites' visitors on the screen: weeks, days, a number typed in."""

from datetime import date, timedelta
from pathlib import Path

from socialtui.domain.traffic import Site, Span, Visits
from socialtui.store import traffic as kept
from socialtui.ui.screens.traffic import Traffic
from tests.ui.face import NOW, Stage, desk_at, given, screen_text, settle, until

MONDAY = date(2026, 9, 21)


async def test_an_empty_list_says_how_to_begin(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    app = Stage(Traffic(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No site is counted yet." in screen_text(app)
        await pilot.press("e")
        await settle(pilot)
    await desk.close()


async def test_weeks_stand_beside_each_other_with_their_days_below(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    async with desk.room.db.atomic() as write:
        number = await kept.add(
            write, Site(0, "blog", "plausible", "https://p.example", "b"), "none", "", NOW
        )
        days = [Visits(MONDAY - timedelta(days=n), Span.DAY, 10 + n, None, 30) for n in range(14)]
        await kept.keep(write, number, days, "", NOW)
        await kept.keep(write, number, [Visits(MONDAY - timedelta(days=7), Span.WEEK, 90)], "", NOW)
        await kept.troubled(
            write, number, "trouble", "plausible.example is not there.", "It is asked again.", NOW
        )
    app = Stage(Traffic(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "1 site · 1 in trouble" in text
        assert "blog" in text
        assert "14 Sep" in text
        assert " 90 " in text
        assert "plausible.example is not there." in text
        assert "Mon 17  Tue 16" in text
    await desk.close()


async def test_a_number_is_typed_in_and_taken_back_by_keys(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    await desk.traffic.add_by_hand("shop")
    app = Stage(Traffic(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "Visitors of shop in the week of 14 Sep" in screen_text(app))
        await pilot.press(*"many", "enter")
        await until(pilot, lambda: "many is no number." in screen_text(app))
        await pilot.press("e")
        await until(pilot, lambda: "Visitors of shop" in screen_text(app))
        await pilot.press(*"1,204", "enter")
        await until(pilot, lambda: "1204 visitors · u takes it back" in screen_text(app))
        await until(pilot, lambda: "14 Sep" in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: "nothing is known yet" in screen_text(app))
    await desk.close()
