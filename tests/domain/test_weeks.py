"""A week begins on Monday, and is read as its first and its last day."""

from datetime import date

from socialtui.domain.weeks import monday_of, week_words


def test_a_week_begins_on_monday() -> None:
    assert {monday_of(date(2026, 9, day)) for day in range(21, 28)} == {date(2026, 9, 21)}


def test_a_week_is_read_as_its_days() -> None:
    assert week_words(date(2026, 9, 21)) == "21 Sep – 27 Sep"
    assert week_words(date(2026, 12, 28), year=True) == "28 Dec – 03 Jan 2027"
