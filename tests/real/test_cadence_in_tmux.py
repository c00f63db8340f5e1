"""A session on the practice brand in a real tmux of 80×24: views that are emptied by answering tick by themselves."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.real.brand import Brand
from tests.real.tmux import Tmux, in_tmux

pytestmark = pytest.mark.real

READY = r"(?m)^▌.*\w{3}.*\n(.*\n)+.*\? Keys"
FORUM = """
[task.forum]
words = "Read the forum"
days = "daily"
minutes = 8
"""


@pytest.fixture
def brand(tmp_path: Path) -> Brand:
    made = Brand(tmp_path, recall=1, linger="0s", name="demo")
    argv = ("demo", "--seed", "7", "--rate", "0", "--mentions", "90", "--load-only")
    made.name = "default"
    made.run(*argv)
    made.name = "demo"
    return made


def small_views(brand: Brand) -> list[tuple[str, list[dict[str, Any]]]]:
    """Two views that a person empties by an answer or two: what somebody asks who asks us no more than that."""
    asked = [row["handle"] for row in brand.json("list", "kind:question", "account:acme") if row["handle"]]
    queries = [f"account:acme kind:question @{handle}" for handle in dict.fromkeys(asked)]
    found = [(query, brand.json("list", *query.split())) for query in queries]
    small = [(query, rows) for query, rows in found if rows and all(row["can_reply"] is True for row in rows)]
    return sorted(small, key=lambda one: len(one[1]))[:2]


def answer_all(desk: Tmux, words: str, rows: list[dict[str, Any]], after: str) -> None:
    """Answers every row of the list that is shown, until the session goes on."""
    desk.see(rf"{words} +1 of {len(rows)}")
    for n in range(len(rows)):
        desk.keys("r")
        desk.see(r"Reply as acme")
        desk.type(f"Thank you for writing; here is the answer, number {n} of {words}.")
        desk.keys("C-s")
        desk.see("Send as")
        desk.keys("y")
        left = len(rows) - n - 1
        desk.see(rf"{words} +1 of {left}\b" if left else after, seconds=30)


def test_two_views_are_emptied_in_a_session_and_tick_by_themselves(brand: Brand) -> None:
    views = small_views(brand)
    tasks = [
        f'[task.view-{n}]\nwords = "View {n}"\ndays = "daily"\nminutes = 5\nopens = "{query}"\ncompletes = "empty"\n'
        for n, (query, _) in enumerate(views)
    ]
    (brand.config / "cadence.toml").write_text("\n".join([*tasks, FORUM]))
    with in_tmux(brand.argv(), brand.env()) as desk:
        desk.see(READY, seconds=30)
        desk.see(r"today 0/3")
        desk.keys("S")
        desk.see(r"20 min Complaints \+3")
        desk.keys("S")
        desk.see("Paused .* n another first")
        desk.keys("n")
        answer_all(desk, "View 0", views[0][1], "View 0: done. Next: View 1")
        answer_all(desk, "View 1", views[1][1], "View 1: done. Next: Read the forum")
        desk.see(r"(?m)^▌ ○ Read the forum")
        screen = desk.see(r"✓ View 1")
        assert re.search(r"✓ View 0 +0 left", screen)
        desk.keys("-")
        desk.see(r"not today")
        # What was put off is left, and the session says so at its end.
        desk.see("Read the forum: done. Next: Complaints")
        desk.keys("S")
        desk.see("x end")
        desk.keys("x")
        screen = desk.see("You ended it")
        answers = sum(len(rows) for _, rows in views)
        assert re.search(rf"View 0, View 1, Read the forum · {answers} answers?\.", screen), screen
        assert re.search(r"Nothing left of today's plan, \d+ owed today, \d+ late; next at once: ", screen), (
            screen
        )
        desk.keys("Escape")
        desk.see(READY)
        desk.keys("3")
        desk.see(r"Today  3 of 3")
        desk.keys("Home")
        desk.see(r"(?m)^▌ ✓ View 0")
        desk.keys("u")
        desk.see("View 0: not done after all")
        desk.see(r"Today  2 of 3")
        # It stays so while nobody ticks it, and through a new look.
        desk.keys("j", "k", "R")
        desk.see(r"(?m)^▌ ◐ View 0")
        desk.keys("-")
        desk.see("View 0: not appropriate today")
        desk.keys("u")
        desk.see("Undone: View 0: not appropriate today")
        desk.keys("g")
        desk.see(r"map")
        desk.keys("m")
        screen = desk.see(r"26 weeks +\d of \d kept")
        assert "■ kept  ▣ some  □ none  · not asked  – away" in screen
        desk.keys("q", "q", "q")
    states = {one["task"]: one["state"] for one in brand.json("cadence")}
    assert states == {"view-0": "half", "view-1": "done", "forum": "not_appropriate"}
    said = brand.rows("SELECT task, how FROM ticks ORDER BY task")
    assert said == [("forum", "not_appropriate"), ("view-0", "taken_back"), ("view-1", "done")]
