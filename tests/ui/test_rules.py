"""The sheet of rules, macros in the inbox, and taking back what a rule did."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.desk.room import Room
from socialtui.domain.mention import Kind
from socialtui.settings import Home
from socialtui.store import accounts
from socialtui.store.ingest import store_arrivals
from socialtui.sync.ruling import Ruling
from socialtui.ui.screens import Picked
from socialtui.ui.screens.rules import Rules
from socialtui.ui.screens.undo import Undo
from tests.ui.face import NOW, Clock, Stage, desk_at, given, said, screen_text, settle, until

Sit = Callable[..., Any]
RULES = """\
[rule.asks]
when = { kind = "question" }
do = { tag = "asked" }
[rule.none]
when = { words = "zxyzzy" }
do = { tag = "never" }
[macro.later]
do = { tag = "later", snooze = "2h" }
"""


def write(folder: Path, text: str = RULES) -> None:
    (folder / "rules.toml").write_text(text, encoding="utf-8")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await desk_at(tmp_path, Clock())
    write(tmp_path)
    yield desk
    await desk.close()


async def comes(desk: Desk, folder: Path) -> None:
    """A question comes in, and the rules act on it."""
    db, room = desk.room.db, desk.room
    account = (await accounts.all_accounts(db))[0].account
    source = (await accounts.sources(db))[0]
    heard = [said(9, "Mia Stern", "Does it float?", Kind.QUESTION)]
    await store_arrivals(db, account, source, heard, room.due, NOW)
    at_work = Room(db, room.settings, room.clock, "sync", room.hours, room.limits)
    assert await Ruling(at_work, folder).round() == 1


async def test_a_rule_is_tried_on_the_sheet_and_then_switched_on(desk: Desk) -> None:
    app = Stage(Rules(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "Rules  2 rules · 0 on · none of them ever sends" in text
        assert "▌ asks               off kind question" in text
        assert "it was never tried. enter tries it on the last 30 days" in text
        assert "later                  tag later · snooze 2h" in text
        assert "Switch" not in text.splitlines()[-1]
        await pilot.press("enter")
        await until(pilot, lambda: "Does the Pro plan include the API?" in screen_text(app))
        assert "asks would have hit 1 of 3 in 30 days" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "1 of 3" in screen_text(app)
        await pilot.press("s")
        await until(pilot, lambda: "asks is on, from the next word" in screen_text(app))
        await until(pilot, lambda: "On since 16:13, by ana. s switches it off." in screen_text(app))
        await pilot.press("s")
        await until(pilot, lambda: "Off. s switches it on" in screen_text(app))


async def test_a_trial_that_finds_nobody_says_so_where_one_stands(desk: Desk) -> None:
    app = Stage(Rules(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j", "t")
        await until(pilot, lambda: "none would have hit 0 of 3 in 30 days" in screen_text(app))


async def test_a_hit_is_gone_to(desk: Desk) -> None:
    app = Stage(Rules(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Does the Pro plan" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.results))
        card = (await desk.queue.cards([app.results[0].conversation_id])).popitem()[1]
        assert (app.results, card.name) == ([Picked(card.id)], "Café Löwe")


async def test_faults_and_no_rules_are_said(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path, "[rule.a]\n")
    app = Stage(Rules(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(
            pilot, lambda: "rules.toml:1: rule.a.when: must say what it waits for" in screen_text(app)
        )
        write(tmp_path, "")
        app.screen.reload()  # type: ignore[attr-defined]
        await until(pilot, lambda: "There are no rules yet. `socialtui rules init`" in screen_text(app))


async def test_u_twice_takes_back_what_a_rule_did(desk: Desk, tmp_path: Path) -> None:
    await desk.rules.trial("asks")
    await desk.rules.switch_on("asks")
    await comes(desk, tmp_path)
    app = Stage(Rules(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Acted on 1 conversation; u takes that back." in screen_text(app)
        await pilot.press("u")
        await until(pilot, lambda: "u once more takes back all that asks did" in screen_text(app))
        assert len(await desk.queue.page(desk.queue.views()[0].query)) == 4
        await pilot.press("u")
        await until(pilot, lambda: "Took back what rule asks did to 1 conversation." in screen_text(app))
    assert all(card.tags == () for card in await desk.queue.page(desk.queue.views()[0].query))


async def test_the_undo_list_shows_a_rules_act_and_takes_it_back(desk: Desk, tmp_path: Path) -> None:
    await desk.rules.trial("asks")
    await desk.rules.switch_on("asks")
    await comes(desk, tmp_path)
    app = Stage(Undo(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "rule asks  Mia Stern: tag asked on" in text
        assert "u takes back what the rule did here" in text
        await pilot.press("u")
        await until(pilot, lambda: "Took back what rule asks did to 1 conversation." in screen_text(app))


async def test_the_thread_says_what_a_rule_did(sit: Sit, tmp_path: Path) -> None:
    desk = await desk_at(tmp_path, Clock())
    write(tmp_path)
    await desk.rules.trial("asks")
    await desk.rules.switch_on("asks")
    await comes(desk, tmp_path)
    async with sit(desk=desk, size=(120, 36)) as person:
        await person.until(lambda: "Mia Stern" in person.names)
        for _ in range(person.names.index("Mia Stern")):
            await person.press("j")
        await person.until(lambda: any("why  rule asks" in line for line in person.lines))
        assert any("rule asks  tag asked on" in line for line in person.lines)


async def test_a_macro_acts_on_marks_and_again_with_a_dot(sit: Sit, tmp_path: Path) -> None:
    desk = await desk_at(tmp_path, Clock())
    write(tmp_path)
    async with sit(desk=desk) as person:
        await person.press("x", "j", "x")
        await person.until(lambda: len(person.inbox.parts.queue.marks) == 2)
        person.inbox.action_verb("macro")
        await person.until(lambda: any("1 later" in line for line in person.lines))
        await person.press("1")
        await person.until(lambda: person.said.startswith("2 conversations: macro later: tag later on"))
        assert len(person.names) == 1
        await person.press("full_stop")
        await person.until(lambda: person.names == [])
        await person.press("u", "u")
        await person.until(lambda: len(person.names) == 3)


async def test_verbs_without_a_key_are_in_the_palette(sit: Sit, tmp_path: Path) -> None:
    desk = await desk_at(tmp_path, Clock())
    write(tmp_path)
    async with sit(desk=desk) as person:
        await person.press("colon")
        await person.until(lambda: person.app.screen is not person.inbox)
        await person.press(*"rules what")
        await person.until(lambda: any("rules " in line and "on and off" in line for line in person.lines))
        assert not any("unbound" in line for line in person.lines)
        await person.press("enter")
        await person.until(lambda: any("none of them ever sends" in line for line in person.lines))


async def test_a_verb_without_a_key_can_be_given_one(sit: Sit, tmp_path: Path, home: Home) -> None:
    (home.config / "keys.toml").write_text('rules = "f6"\n', encoding="utf-8")
    desk = await desk_at(tmp_path, Clock())
    write(tmp_path)
    async with sit(desk=desk) as person:
        await person.press("f6")
        await person.until(lambda: any("none of them ever sends" in line for line in person.lines))


async def test_no_macros_say_how_to_begin(sit: Sit, tmp_path: Path) -> None:
    async with sit() as person:
        person.inbox.action_verb("macro")
        await person.until(lambda: person.said.startswith("There are no macros yet."))
