"""Decides when a week begins, and how a person reads which one it is."""

from datetime import date, timedelta


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def week_words(monday: date, *, year: bool = False) -> str:
    """21 Sep – 27 Sep, with the last day's year where it is asked for."""
    last = monday + timedelta(days=6)
    return f"{monday:%d %b} – {last:%d %b}" + (f" {last:%Y}" if year else "")
