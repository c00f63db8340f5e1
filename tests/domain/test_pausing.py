"""Posts pause by themselves while a complaint is late or complaints rush in, on made-up series."""

import pytest

from socialtui.domain.pausing import Late, Pause, Why, cause, told
from socialtui.domain.unusual import HOUR, unusual_hour
from tests.domain.test_unusual import DAY, NOW, hour, series

LATE = Late(7, "Maria Haas", NOW - 20 * 60)


def test_a_late_complaint_pauses_until_somebody_lets_the_posts_go() -> None:
    assert cause(LATE, None, None, NOW) is Why.LATE
    assert cause(LATE, None, NOW - 60, NOW) is None, "it was late then, and they went all the same"
    assert cause(LATE, None, LATE.due_at - 1, NOW) is Why.LATE, "it fell due since"
    assert cause(None, None, None, NOW) is None


@pytest.mark.parametrize("seed", range(5))
def test_a_rush_pauses_and_an_ordinary_hour_does_not(seed: int) -> None:
    usual = series(2.0, seed)
    since = NOW - 28 * DAY
    assert cause(None, unusual_hour(hour(usual, 2), NOW, since), None, NOW) is None
    rush = unusual_hour(hour(usual, 38), NOW, since)
    assert cause(None, rush, None, NOW) is Why.RUSH
    assert cause(None, rush, NOW - 60, NOW) is None, "let go a minute ago, in spite of it"
    assert cause(None, rush, NOW - HOUR, NOW) is Why.RUSH, "an hour later all of these came since"


@pytest.mark.parametrize("seed", range(5))
def test_a_busy_morning_that_comes_every_day_is_no_rush(seed: int) -> None:
    usual = series(1.0, seed, busy=12.0)
    assert cause(None, unusual_hour(hour(usual, 14), NOW, NOW - 28 * DAY), None, NOW) is None
    assert cause(None, unusual_hour(hour(usual, 60), NOW, NOW - 28 * DAY), None, NOW) is Why.RUSH


def test_a_brand_that_was_never_complained_to_pauses_at_the_first_rush_of_six() -> None:
    assert cause(None, unusual_hour(hour({}, 5), NOW, NOW - 28 * DAY), None, NOW) is None
    assert cause(None, unusual_hour(hour({}, 6), NOW, NOW - 28 * DAY), None, NOW) is Why.RUSH


def test_the_pause_is_told_with_its_reason_and_what_to_do() -> None:
    late = Pause(1, NOW, Why.LATE, "", 7, "", late=LATE)
    assert told(late, 2, NOW) == (
        "Own posts are paused: a complaint is 20 min late (Maria Haas). 2 posts wait, none is lost. H lets them go."
    )
    assert told(late, 0, NOW, keys=False).endswith(" None waits. `socialtui post go` lets them go.")
    rush = Pause(1, NOW, Why.RUSH, "38 complaints in 1 h, usually 2", None, "")
    assert told(rush, 1, NOW) == (
        "Own posts are paused: 38 complaints in 1 h, usually 2. 1 post waits, none is lost. H lets them go."
    )
    assert Pause(1, NOW, Why.HAND, "bad news", None, "ana").reason(NOW) == "ana paused them: bad news"
