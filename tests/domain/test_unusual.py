"""An hour is unusual by what such hours have brought lately, on made-up series."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialtui.domain.unusual import BACK, HOUR, LEAST, PIECE, Unusual, last_hour, piece_of, unusual_hour

NOW = 1_790_000_000
DAY = 86_400


def series(rate: float, seed: int = 7, days: int = 28, busy: float = 0.0) -> dict[int, int]:
    """Complaints at a rate an hour, more by day than by night where `busy` says so, up to an hour ago."""
    dice = random.Random(seed)
    pieces: dict[int, int] = {}
    for piece in range(piece_of(NOW - days * DAY), piece_of(NOW - HOUR)):
        hour = piece * PIECE % DAY // HOUR
        here = rate + (busy if 9 <= hour < 18 else 0.0)
        pieces[piece] = sum(dice.random() < here / 60 for _ in range(PIECE // 60))
    return pieces


def hour(pieces: dict[int, int], count: int) -> dict[int, int]:
    """The same with so many in the last hour."""
    return {**pieces, **{piece_of(NOW) - n % 6: 0 for n in range(6)}, piece_of(NOW - 60): count}


def told(pieces: dict[int, int], since: int = NOW - BACK) -> Unusual | None:
    return unusual_hour(pieces, NOW, since)


def test_a_rush_is_named_with_what_is_usual() -> None:
    found = told(hour(series(2.0), 38))
    assert found == Unusual(38, 2)
    assert found.words == "38 complaints in 1 h, usually 2"


@pytest.mark.parametrize("rate", [0.0, 0.3, 2.0, 9.0])
def test_an_ordinary_hour_is_not_named(rate: float) -> None:
    for seed in range(20):
        assert told(hour(series(rate, seed), round(rate) + 1)) is None


def test_a_few_are_never_a_rush() -> None:
    assert told(hour({}, LEAST - 1)) is None
    assert told(hour({}, LEAST)) == Unusual(LEAST, 0)


def test_a_busy_time_of_day_is_usual_at_that_time() -> None:
    pieces = series(0.5, busy=20.0)
    assert NOW % DAY // HOUR == 14
    assert told(hour(pieces, 24)) is None
    at_night = NOW + 12 * HOUR
    night = {**pieces, piece_of(at_night - 60): 24}
    found = unusual_hour(night, at_night, NOW - BACK)
    assert found is not None
    assert found.usual <= 2


def test_one_bad_day_does_not_hide_the_next() -> None:
    pieces = series(2.0)
    pieces[piece_of(NOW - DAY)] = 200
    found = told(hour(pieces, 38))
    assert found is not None
    assert found.usual <= 4


def test_nothing_is_usual_before_two_days_were_heard() -> None:
    assert told(hour({}, 50), since=NOW - DAY) is None
    assert told(hour(series(2.0, days=3), 50), since=NOW - 3 * DAY) is not None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 80), st.integers(0, 40), st.floats(0, 6))
def test_more_complaints_are_never_less_unusual(count: int, more: int, rate: float) -> None:
    pieces = series(rate, days=7)
    few, many = told(hour(pieces, count), NOW - 7 * DAY), told(hour(pieces, count + more), NOW - 7 * DAY)
    assert few is None or many is not None
    assert many is None or many.count == last_hour(hour(pieces, count + more), NOW)
