"""The keys of this pane first, then those of every screen."""

from pathlib import Path

from socialtui.ui.commands import Keys, Where
from socialtui.ui.screens import Picked
from socialtui.ui.screens.help import PANES, Help
from socialtui.ui.screens.outbox import Outbox
from socialtui.ui.screens.sheet import Spot
from tests.ui.face import Stage, desk_at, given, look, screen_text, settle


def at(pane: Where, keys: Keys | None = None) -> Spot:
    return Spot(look(), keys or Keys(), pane)


def test_every_pane_has_a_name() -> None:
    assert set(PANES) == set(Where) - {Where.EVERYWHERE}


async def test_the_panes_own_keys_come_first() -> None:
    app = Stage(Help(at(Where.REVIEW)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
    assert text.index("In the review") < text.index("Let it leave") < text.index("Everywhere")
    assert text.index("Everywhere") < text.index("Draw the whole screen again.")
    assert "Snooze" not in text


async def test_typing_filters_and_enter_runs() -> None:
    app = Stage(Help(at(Where.LIST)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"put it away")
        await pilot.press("enter")
        await pilot.pause()
    assert app.results == [Picked(verb="snooze")]


async def test_own_keys_are_shown_in_place_of_the_shipped_ones() -> None:
    app = Stage(Help(at(Where.LIST, Keys({"snooze": ("f8",)}))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"put it away")
        await pilot.pause()
        assert "▌ F8" in screen_text(app)
        assert "keys.toml calls it snooze." in screen_text(app)


async def test_escape_runs_nothing() -> None:
    app = Stage(Help(at(Where.LIST)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
    assert app.results == [None]


async def test_a_verb_chosen_in_a_lists_help_acts_in_that_list(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, Help)
        await pilot.press(*"back to where")
        await pilot.press("enter")
        await settle(pilot)
    assert app.results == [None]
    await desk.close()


async def test_a_composers_help_lists_no_letter_as_a_key() -> None:
    app = Stage(Help(at(Where.COMPOSER)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "^S" in screen_text(app)
        assert "Put it away" not in screen_text(app)


async def test_the_words_of_a_filter_stand_below_the_keys_of_the_queue() -> None:
    app = Stage(Help(at(Where.LIST)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"promise of ours")
        await pilot.pause()
        text = screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
    assert "In a filter" in text
    assert "▌ promise:open" in text
    assert "is open, kept, broken or withdrawn." in text
    assert app.results == []
