"""What somebody who comes back is told, in the words that the screen's page gives."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from socialtui.domain.since import Missed, SinceYouLeft, words

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=BERLIN).timestamp())


NOW = at("2026-11-19T09:04")
GAP = Missed("acme", "mastodon", at("2026-11-19T03:10"), at("2026-11-19T03:40"))
NIGHT = SinceYouLeft(at("2026-11-18T18:04"), 9, 22, 31, 118, at("2026-11-19T10:00"), 2, (GAP,), 0)


def test_a_night_is_told_in_two_sentences() -> None:
    assert words(NIGHT, NOW, BERLIN) == [
        "Since 18:04 (15 h): 9 complaints, first due 10:00 · 22 questions · 31 thanks · 118 others",
        "2 promises due today · 1 gap on Mastodon 03:10–03:40 (g s) · nothing of yours is stuck",
    ]


def test_one_of_each_is_told_in_the_singular() -> None:
    one = replace(NIGHT, complaints=1, questions=1, thanks=1, others=1, promises=1, stuck=1)
    assert words(one, NOW, BERLIN) == [
        "Since 18:04 (15 h): 1 complaint, first due 10:00 · 1 question · 1 thanks · 1 other",
        "1 promise due today · 1 gap on Mastodon 03:10–03:40 (g s) · 1 answer of yours stuck (g o)",
    ]


def test_a_quiet_night_says_so_and_without_keys_none_is_named() -> None:
    quiet = SinceYouLeft(at("2026-11-16T18:04"), 0, 0, 0, 0, None, 0, (), 2)
    assert words(quiet, NOW, BERLIN, keys=False) == [
        "Since Mon 18:04 (2 d): nobody wrote who still waits",
        "2 answers of yours stuck",
    ]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2026-11-20T10:00", "first due tomorrow 10:00"),
        ("2026-11-23T10:00", "first due Mon 10:00"),
        ("2026-12-24T10:00", "first due 24 Dec 10:00"),
        ("2026-11-19T08:00", "first due 08:00"),
    ],
)
def test_another_day_is_named(due: str, told: str) -> None:
    assert told in words(replace(NIGHT, first_due=at(due)), NOW, BERLIN)[0]


def test_several_gaps_name_their_networks_once_and_accounts_where_two_share_one() -> None:
    both = replace(NIGHT, gaps=(GAP, replace(GAP, start=GAP.start + 60), replace(GAP, network="wordpress")))
    assert "3 gaps on Mastodon, WordPress (g s)" in words(both, NOW, BERLIN)[1]
    two = replace(NIGHT, gaps=(GAP, replace(GAP, account="shop\nstaff")))
    assert "2 gaps on acme, shop staff (g s)" in words(two, NOW, BERLIN)[1]


def test_less_than_an_hour_is_told_in_minutes() -> None:
    assert words(replace(NIGHT, seen_at=NOW - 45 * 60), NOW, BERLIN)[0].startswith("Since 08:19 (45 min): ")
