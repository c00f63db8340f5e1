"""A blind spot is a place that should be heard and isn't; what nobody asked for is none."""

from typing import Any

from msgspec.structs import replace

from socialtui.domain import cadence, health
from socialtui.domain.plan import Task

DAY = 86_400
TASK = Task("a", "Answer questions", "Answer.", ("page",), "daily", 0, 5, "", "hand", "", True, True)


def test_silence_is_said_in_days() -> None:
    assert health.quiet(10 * DAY, 19 * DAY + 5, "Mentions") == "Nothing came through Mentions for 9 days."
    assert health.quiet(10 * DAY, 11 * DAY, "Mentions").endswith("for 1 day.")
    assert health.quiet(0, 19 * DAY, "Mentions") == "Nothing has ever come through Mentions."


def test_a_part_of_the_schedule_without_an_account_is_named_once_with_its_tasks() -> None:
    tasks = [replace(TASK, id=str(n), words=f"Task {n}") for n in range(5)]
    (spot,) = health.unserved(tasks, {"blog"})
    assert spot.role == "page"
    assert "a page with fans" in spot.what
    assert "Task 0, Task 1, Task 2 and 2 more" in spot.what
    assert "roles.page" in spot.next_step


def test_what_is_served_by_any_account_or_sleeps_is_no_blind_spot() -> None:
    either = replace(TASK, roles=("page", "blog"))
    asleep = replace(TASK, awake=False)
    free = replace(TASK, roles=())
    assert health.unserved([either, asleep, free], {"blog"}) == ()


def test_every_part_of_a_schedule_has_words() -> None:
    from socialtui.domain.plan import ROLES

    def spots(**more: Any) -> int:
        return sum(len(health.unserved([replace(TASK, roles=(role,))], set())) for role in ROLES)

    assert spots() == len(ROLES)
    assert cadence.sleeps(TASK, set())
