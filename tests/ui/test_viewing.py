"""Saved views by keyboard: g and a number, brackets, V."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


async def test_a_filter_is_kept_as_a_view_and_found_on_its_number(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("slash")
        await person.press(*"kind:q")
        await person.until(lambda: person.names == ["Café Löwe"])
        await person.press("enter", "V")
        await person.until(lambda: any("Keep this list as" in line for line in person.lines))
        for _ in "kind:q":
            await person.press("backspace")
        await person.press(*"Asked")
        await person.press("enter")
        await person.until(lambda: "View Asked saved; g 2 shows it" in person.said)
        await person.press("g")
        await person.until(lambda: "Views  1 Owed  2 Asked  3 To read" in person.lines[0])
        await person.press("1")
        await person.until(lambda: len(person.names) == 3)
        await person.press("right_square_bracket")
        await person.until(lambda: person.names == ["Café Löwe"])
        assert person.inbox.listing.shown.words == "Asked"
        await person.until(lambda: any("Asked  1 of 1" in line for line in person.lines))


async def test_ones_own_view_is_taken_out_and_brought_back(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.desk.views.save("Asked", "kind:q")
        await person.press("g", "2")
        await person.until(lambda: person.inbox.listing.shown.words == "Asked")
        await person.press("V")
        await person.until(lambda: any("x take it out" in line for line in person.lines))
        await person.press("x")
        await person.until(lambda: "View Asked taken out" in person.said)
        assert not any(view.own for view in person.desk.views.all())
        await person.press("u")
        await person.until(lambda: person.said.startswith("Undone"))
        assert [view.words for view in person.desk.views.all() if view.own] == ["Asked"]


async def test_the_last_view_is_shown_again_at_the_next_start(
    sit: Callable[..., Any], tmp_path: Path
) -> None:
    async with sit() as person:
        await person.desk.views.save("Asked", "kind:q")
        await person.press("g", "2")
        await person.until(lambda: person.inbox.listing.shown.words == "Asked")
        await person.inbox.greeting.remember("left")
        person.inbox.listing.choose("asked")
        assert person.inbox.listing.shown.words == "Asked"
        person.inbox.listing.choose("gone")
        assert person.inbox.listing.shown.words == "Owed"


async def test_a_fault_in_the_file_is_said_where_views_are_switched(
    sit: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "views.toml").write_text('[[view]]\nname = "x"\nquery = "is:laet"\n', encoding="utf-8")
    async with sit() as person:
        await person.press("right_square_bracket")
        await person.until(lambda: "views.toml:3" in person.said)
        assert person.inbox.listing.shown.words == "To read"
