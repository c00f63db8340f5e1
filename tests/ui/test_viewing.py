"""Saved views by keyboard: g and a number, brackets, V."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from socialtui.domain.mention import Kind
from socialtui.ui import screens
from socialtui.ui.widgets.footer import shortened


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
        await person.until(lambda: any(" 1 Owed " in line and " 2 Asked " in line for line in person.lines))
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


async def test_what_nobody_asked_us_is_listened_to_first(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        assert "r Reply" in person.lines[-1]
        await person.desk.verbs.kind([3], Kind.CHATTER)
        await person.press("right_square_bracket")
        await person.until(lambda: "enter Listen" in person.lines[-1])
        assert "Reply" not in person.lines[-1]
        assert "e Done" in person.lines[-1]
        await person.press("left_square_bracket")
        await person.until(lambda: "r Reply" in person.lines[-1])


async def test_a_search_over_everything_says_where_each_row_stands(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.desk.verbs.done([3])
        await person.press("slash")
        await person.press(*"the ", "tab")
        await person.until(lambda: any(" done Q ma" in line for line in person.lines))
        assert {"Café Löwe", "Tom Becker"} <= set(person.names)


async def test_every_choice_of_g_fits_the_reference_size(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("g")
        await person.until(lambda: " promises " in person.lines[-1])
        for key, words in screens.GOTO.items():
            assert f" {words[1] if words[1].startswith(key) else f'{key} {words[1]}'}" in person.lines[-1]
        named = "\n".join(person.lines[-4:-1])
        for number, words in person.inbox.listing.views().items():
            assert f" {number} {words}" in named
        await person.press("escape")
        await person.until(lambda: "Tom Becker · Mastodon" in person.lines[-4])


def test_words_are_cut_alike_until_all_of_them_fit() -> None:
    pairs = [("a", "one"), ("b", "thirteen"), ("c", "hundred")]
    assert shortened(pairs, 80) == pairs
    assert shortened(pairs, 27) == [("a", "one"), ("b", "thirte"), ("c", "hundre")]
    assert shortened(pairs, 3) == [("a", "one"), ("b", "thi"), ("c", "hun")]


async def test_the_times_of_a_snooze_fit_the_reference_size_on_a_sunday_too(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        person.clock.at -= 86_400
        await person.press("s")
        await person.until(lambda: " Snooze " in person.lines[-1])
        assert "h 1 hour 17:13" in person.lines[-1]
        assert "t tomorrow 9:00  m Mon 9:00  r they answer  : a time" in person.lines[-1]
        await person.press("escape")


async def test_a_list_that_is_filtered_is_narrowed_further_where_its_words_end(
    sit: Callable[..., Any],
) -> None:
    async with sit() as person:
        await person.press("slash", *"kind:complaint", "enter")
        await person.until(lambda: "Café Löwe" not in person.names)
        await person.press("slash", *"tom", "enter")
        await person.until(lambda: person.names == ["Tom Becker"])


async def test_why_in_full_names_what_stands_beside_the_words(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.desk.verbs.kind([1], Kind.QUESTION)
        await person.press("slash", *"maria", "enter")
        await person.until(lambda: person.names == ["Maria Haas"])
        await person.press("w")
        await person.until(lambda: any("+1.50  again" in line for line in person.lines))
        assert any("beside that  moved by hand to question" in line for line in person.lines)


async def test_a_refusal_that_is_longer_than_the_status_line_stands_whole_in_the_preview(
    sit: Callable[..., Any],
) -> None:
    async with sit() as person:
        who = person.inbox.parts.card.who
        await person.press("colon", *"abdicate", "enter")
        await person.until(lambda: person.said.startswith("No answer of ours stands"))
        told = " ".join(" ".join(person.lines[-4:-1]).split())
        assert told.startswith(person.said)
        assert person.lines[0].rstrip()[-20:] != person.said[-20:], "the status line alone would have cut it"
        await person.press("j")
        await person.until(lambda: not any("No answer of ours" in line for line in person.lines[-4:-1]))
        await person.press("k", "colon", *"abdicate", "enter")
        await person.until(lambda: "No answer of ours" in person.lines[-4])
        await person.press("u")
        await person.until(lambda: person.lines[-4].startswith(f" {who}"))
