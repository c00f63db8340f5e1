"""What was learned, on the screen."""

from pathlib import Path

from socialtui.domain.mention import Kind
from socialtui.ui.screens.learned import Learned
from tests.ui.face import Stage, desk_at, given, screen_text, settle


async def test_an_empty_list_says_what_teaches(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    app = Stage(Learned(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "Nothing was learned yet." in text
        assert "answer never does." in text, "what doesn't fit into 80 columns goes on below"
    await desk.close()


async def test_a_word_is_forgotten_and_undone_by_keys(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    ids = [row[0] for row in await desk.room.db.rows("SELECT id FROM conversations ORDER BY id")]
    await desk.verbs.kind(ids[:1], Kind.PRAISE)
    app = Stage(Learned(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "from 1 decision" in text
        words = [one.word for one in (await desk.learning.all()).words]
        down = next(number for number, one in enumerate(words) if one[0] != "#")
        await pilot.press(*["j"] * down)
        await settle(pilot)
        assert "praise by ana" in screen_text(app)
        word = words[down]
        await pilot.press("e")
        await settle(pilot)
        assert f"“{word}” is forgotten." in screen_text(app)
        assert (await desk.learning.all()).forgotten == (word,)
        await pilot.press("u")
        await settle(pilot)
        assert (await desk.learning.all()).forgotten == ()
    await desk.close()
