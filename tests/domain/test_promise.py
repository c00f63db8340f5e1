"""What an answer promises: the dates that were said, and none that weren't."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.promise import LONGEST, read, solved, undated

WEEK = (*(((9 * 60, 17 * 60),) for _ in range(4)), ((9 * 60, 16 * 60),), (), ())
"""Nine to five, on Fridays to four."""
ZONES = ("Europe/Berlin", "America/New_York")


def hours(zone: str, *holidays: date) -> WorkingHours:
    return WorkingHours(WEEK, frozenset(holidays), zone)


def at(words: str, zone: str) -> int:
    """The UTC second of a wall clock: 2026-09-21 14:13."""
    return int(datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone)).timestamp())


def wall(text: str, said_at: str, zone: str, rhythm: WorkingHours | None = None) -> list[str]:
    """The dates that an answer promises, as the zone's wall clocks show them."""
    found = read(text, at(said_at, zone), rhythm or hours(zone))
    return [datetime.fromtimestamp(one.due_at, ZoneInfo(zone)).strftime("%a %d %H:%M") for one in found]


MONDAY = "2026-09-21 14:13"
"""A Monday in September, after lunch."""

SAID = {
    # deadlines by a day
    "We'll get back to you by Friday.": "Fri 25 16:00",
    "We write by Friday.": "Fri 25 16:00",
    "Sorry for the wait, we look into it by Friday.": "Fri 25 16:00",
    "I check it by Friday.": "Fri 25 16:00",
    "Thank you, I call you tomorrow.": "Tue 22 17:00",
    "Sorry about that; we refund you by the end of the week.": "Fri 25 16:00",
    "We’ll get back to you by Friday.": "Fri 25 16:00",
    "I will write to you by tomorrow.": "Tue 22 17:00",
    "We will answer on Wednesday.": "Wed 23 17:00",
    "I'll check with the courier and reply by Thursday at the latest.": "Thu 24 17:00",
    "You will hear from us by the day after tomorrow.": "Wed 23 17:00",
    "Our team will contact you this Friday.": "Fri 25 16:00",
    "I'll call you next Friday.": "Fri 02 16:00",
    "We'll write by Monday.": "Mon 21 17:00",
    "We'll write before Monday.": "Mon 28 00:00",
    "We will sort this out today.": "Mon 21 17:00",
    "We'll answer no later than Wednesday.": "Wed 23 17:00",
    "Not later than Wednesday we will answer.": "Wed 23 17:00",
    "We'll reply by Tuesday or Wednesday.": "Wed 23 17:00",
    "We will refund you on Saturday.": "Sat 26 18:00",
    # deadlines by a date
    "I'll write to you by 3 October.": "Sat 03 18:00",
    "I'll write to you by October 6th.": "Tue 06 17:00",
    "We'll answer by 24 Sept.": "Thu 24 17:00",
    "We'll answer on the 14th of October.": "Wed 14 17:00",
    "We will answer by the 14th.": "Wed 14 17:00",
    "We will answer by 2026-09-25.": "Fri 25 16:00",
    "We will answer by 24.9.": "Thu 24 17:00",
    "We will answer by 24/9.": "Thu 24 17:00",
    "We'll have this fixed by January 4th.": "Mon 04 17:00",
    # stretches
    "You will hear from us within the hour.": "Mon 21 15:13",
    "I'll be back to you in half an hour.": "Mon 21 14:43",
    "We'll answer in 20 minutes.": "Mon 21 14:33",
    "We'll answer within 2 hours.": "Mon 21 16:13",
    "I will get back to you in a couple of hours.": "Mon 21 16:13",
    "We'll let you know in an hour or two.": "Mon 21 16:13",
    "Expect a reply within 24 hours.": "Tue 22 14:13",
    "You'll have an answer in the next 4 hours.": "Mon 21 18:13",
    "We'll fix it within two days.": "Wed 23 17:00",
    "We'll refund you within two working days.": "Wed 23 17:00",
    "Your refund will arrive within 3 to 5 working days.": "Mon 28 17:00",
    "Your replacement will reach you in 2-3 business days.": "Thu 24 17:00",
    "We will come back to you in a week.": "Mon 28 17:00",
    "We'll write to you within the next two weeks.": "Mon 05 17:00",
    "We will have it repaired in a month.": "Wed 21 17:00",
    "We'll be in touch two days from now.": "Wed 23 17:00",
    "You'll hear from us within the day.": "Mon 21 17:00",
    # times of day
    "We will have an answer for you by 5 pm.": "Mon 21 17:00",
    "We will have an answer for you by 5.": "Mon 21 17:00",
    "We'll ring you back at 3:30 pm.": "Mon 21 15:30",
    "We'll reply by 16:45.": "Mon 21 16:45",
    "We'll reply by 9.": "Tue 22 09:00",
    "We'll reply by 9 a.m. and not later.": "Tue 22 09:00",
    "We will call you at 4 o'clock.": "Mon 21 16:00",
    "You'll have it by noon.": "Tue 22 12:00",
    "We'll write by midnight.": "Tue 22 00:00",
    "I'll write to you tomorrow by 10.": "Tue 22 10:00",
    "I'll write to you by 10 on Friday.": "Fri 25 10:00",
    "The fix will be live by Wednesday, 17:00.": "Wed 23 17:00",
    "Ana will write to you by Friday noon.": "Fri 25 12:00",
    "We'll call you on Thursday at 3.": "Thu 24 15:00",
    "We'll call you Thursday at 8 in the evening.": "Thu 24 20:00",
    # parts of a day
    "I will call you tomorrow morning.": "Tue 22 12:00",
    "We'll answer this afternoon.": "Mon 21 17:00",
    "We'll answer on Friday afternoon.": "Fri 25 16:00",
    "I'll send it tonight.": "Mon 21 22:00",
    "We'll post an update this evening.": "Mon 21 22:00",
    "We'll write first thing tomorrow.": "Tue 22 10:00",
    "Our team will be on it first thing in the morning.": "Tue 22 10:00",
    "We'll answer by the end of the day.": "Mon 21 17:00",
    "We'll answer by end of day Thursday.": "Thu 24 17:00",
    "You will have your refund by EOD tomorrow.": "Tue 22 17:00",
    "We'll answer by close of business on Friday.": "Fri 25 16:00",
    "We'll answer by the end of Friday.": "Fri 25 16:00",
    # weeks and months
    "We'll write to you by the end of the week.": "Fri 25 16:00",
    "We'll write to you later this week.": "Fri 25 16:00",
    "We'll write to you before the weekend.": "Fri 25 16:00",
    "We'll sort it over the next weekend.": "Sun 04 18:00",
    "You'll hear from me next week.": "Fri 02 16:00",
    "You'll hear from me early next week.": "Tue 29 17:00",
    "You'll hear from me in the middle of next week.": "Wed 30 17:00",
    "We will ship it at the beginning of next week.": "Mon 28 17:00",
    "We'll have it fixed by the end of the month.": "Wed 30 17:00",
    "We'll have it fixed next month.": "Fri 30 16:00",
    # other shapes of sentence
    "By Friday you'll have an answer.": "Fri 25 16:00",
    "Hi Maria, by Friday, we will have your refund on its way.": "Fri 25 16:00",
    "Sorry about that. Tomorrow morning I'll call you.": "Tue 22 12:00",
    "Let me check with the warehouse and get back to you by tomorrow 10am.": "Tue 22 10:00",
    "I am looking into it and will write to you by Thursday.": "Thu 24 17:00",
    "A replacement ships tomorrow.": "Tue 22 17:00",
    "Your refund goes out today.": "Mon 21 17:00",
    "More by noon.": "Tue 22 12:00",
    "Update tomorrow.": "Tue 22 17:00",
    "An answer by Thursday, at the latest.": "Thu 24 17:00",
    "I promise you an answer by tomorrow.": "Tue 22 17:00",
    "We're sending a new one on Wednesday.": "Wed 23 17:00",
    "I'll personally see to it that you have your money back by Friday.": "Fri 25 16:00",
    "We'll let you know by Friday when it ships.": "Fri 25 16:00",
    "We can't fix it today, but we will have an answer by Friday.": "Fri 25 16:00",
    "Don't worry, we'll answer by Friday.": "Fri 25 16:00",
    "I don't see your order here, so I'll ask and reply by Thursday.": "Thu 24 17:00",
    "We'll have someone call you by 4.": "Mon 21 16:00",
    "I'll follow up with you on Monday morning.": "Mon 28 12:00",
    "We'll be back to you on Tuesday, 29 September.": "Tue 29 17:00",
    "We'll ring you tomorrow between 9 and 11.": "Tue 22 11:00",
    "We'll be getting back to you within 48 hours.": "Wed 23 14:13",
    "The next update comes at 18:00.": "Mon 21 18:00",
    "Next update at 6 PM.": "Mon 21 18:00",
    "We hope to be quicker, but you will have an answer by Thursday.": "Thu 24 17:00",
    "I promise you'll have your money by Thursday.": "Thu 24 17:00",
    "Our engineers are on it; we'll write by 5 p.m. with what they found.": "Mon 21 17:00",
    "I've told the team: you'll hear from us this afternoon.": "Mon 21 17:00",
}

NOT_SAID = (
    "",
    "By Friday you should have received it.",
    "You should have had it by Friday.",
    "I can't promise that we'll have it by Friday.",
    "We cannot guarantee we will be done by Friday.",
    "I don't know whether we'll have it by Friday.",
    "You said tomorrow.",
    "You wrote on Monday that we will answer by Friday.",
    "We told you that we will answer by Friday.",
    "We promised an answer by Friday and did not keep it.",
    "We said Friday, and we were wrong.",
    "Please send us the number by Friday.",
    "Could you write to us by tomorrow?",
    "Shall we call you tomorrow?",
    "Would it help if we call you by Friday?",
    "We'll look into it.",
    "We'll get back to you soon.",
    "We'll get back to you as soon as possible.",
    "We will answer in a few days.",
    "We'll reply within hours.",
    "We'll reply in due course.",
    "If you write by Friday, we'll answer.",
    "Once we have your number, we'll refund you within 2 days.",
    "We will answer if you write by Friday.",
    "We'll refund you within two days after the parcel arrives on Monday if we can.",
    "We are closed until Monday.",
    "We'll be closed tomorrow.",
    "We will be at the fair on Friday.",
    "We will have a stand at the fair on Friday.",
    "See you on Friday!",
    "The sale ends Friday.",
    "The offer runs until tomorrow, 5 pm.",
    "I'll be back on Monday.",
    "We won't have news before Friday.",
    "We will not be able to answer by Friday.",
    "We'll never do that by Friday.",
    "We hope to have an answer by Friday.",
    "We'll try to answer by Friday.",
    "Maybe we'll have it by Friday.",
    "Hopefully we'll have it by Friday.",
    "We might call you tomorrow.",
    "We'd love to call you tomorrow.",
    "We would have called you on Monday.",
    "We'll check why your order of Monday didn't arrive.",
    "We'll refund the order you placed on Monday.",
    "We'll find out what happened on Friday.",
    "We have refunded you since Monday.",
    "We'll look at last Friday's order.",
    "We'll answer after Friday.",
    "They'll fix it by Friday.",
    "“We'll answer by Friday” was the wrong thing to say.",
    '"We will call you tomorrow" is what you were told.',
    "> We'll answer by Friday.\nThat was wrong of us.",
    "You'll have to send it back by Friday.",
    "You'll have until Friday to send it back.",
    "We open again tomorrow at 9.",
    "We answer on Fridays.",
    "We write by hand.",
    "We deliver by noon.",
    "We answer every mail by Friday.",
    "What we write by Friday is read by nobody.",
    "If you send it today, we refund you by Friday.",
    "Do we write by Friday?",
    "We post tomorrow's menu at six.",
    "They write by Friday.",
    "They look into it by Friday.",
    "We check out tomorrow.",
    "We look at it every Friday.",
    "We wrote by Friday.",
    "We usually answer within two hours.",
    "We'll answer by 3/4.",
    "We'll keep an eye on it until Friday.",
    "Thank you for coming on Friday, it made our day.",
    "Our 5 shops open at 9 on Saturday.",
    "We are on version 2.5 by now and it works.",
    "We will answer by the 99th.",
    "The courier says it will arrive by Friday.",
    "Let us know by Friday.",
    "Let us have your number by Friday.",
    "The shop will be closed tomorrow.",
    "It will be delayed until Friday.",
    "We'll answer in a minute.",
    "I doubt we'll answer by Friday.",
    "You told us you will pay by Friday.",
    "We were going to answer by Friday.",
    "We never said that we will answer by Friday.",
    "We wish we could answer by Friday.",
    "If it isn't there by Friday, write to us and we'll refund you.",
    "They said they'll refund you by Friday.",
)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("text", "due"), SAID.items())
def test_a_date_is_read_as_it_was_said(text: str, due: str, zone: str) -> None:
    assert wall(text, MONDAY, zone) == [due]


def test_there_are_enough_phrasings() -> None:
    assert len(SAID) >= 80
    assert len(NOT_SAID) >= 50


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("text", NOT_SAID)
def test_nothing_is_promised_where_nothing_was(text: str, zone: str) -> None:
    assert wall(text, MONDAY, zone) == []


@pytest.mark.parametrize(
    ("said_at", "zone", "text", "due"),
    [
        # the clocks go back on 25 October in Berlin, on 1 November in New York
        ("2026-10-23 14:00", "Europe/Berlin", "We'll answer by Monday.", "Mon 26 17:00"),
        ("2026-10-24 14:00", "Europe/Berlin", "We'll answer within 24 hours.", "Sun 25 13:00"),
        ("2026-10-24 14:00", "Europe/Berlin", "We'll answer tomorrow by 14:00.", "Sun 25 14:00"),
        ("2026-10-24 23:30", "Europe/Berlin", "We'll answer in 4 hours.", "Sun 25 02:30"),
        ("2026-10-30 14:00", "America/New_York", "We'll answer by Monday.", "Mon 02 17:00"),
        ("2026-10-31 14:00", "America/New_York", "We'll answer within 24 hours.", "Sun 01 13:00"),
        ("2026-10-31 14:00", "America/New_York", "We'll answer in two days.", "Mon 02 17:00"),
        # and forward on 29 March in Berlin, on 8 March in New York
        ("2026-03-28 14:00", "Europe/Berlin", "We'll answer within 24 hours.", "Sun 29 15:00"),
        ("2026-03-28 14:00", "Europe/Berlin", "We'll answer tomorrow at 2:30 am.", "Sun 29 03:30"),
        ("2026-03-27 14:00", "Europe/Berlin", "We'll answer within two working days.", "Tue 31 17:00"),
        ("2026-03-07 14:00", "America/New_York", "We'll answer within 24 hours.", "Sun 08 15:00"),
        ("2026-03-06 14:00", "America/New_York", "We'll answer by Monday noon.", "Mon 09 12:00"),
    ],
)
def test_a_change_of_clocks_moves_hours_and_not_days(said_at: str, zone: str, text: str, due: str) -> None:
    assert wall(text, said_at, zone) == [due]


@pytest.mark.parametrize(
    ("zone", "text", "due"),
    [
        ("Europe/Berlin", "We'll reply by 5pm UTC.", "Mon 21 19:00"),
        ("Europe/Berlin", "We'll reply by 3 pm BST.", "Mon 21 16:00"),
        ("Europe/Berlin", "We'll reply by 11:30 ET.", "Mon 21 17:30"),
        ("Europe/Berlin", "We'll reply by 17:00 CET.", "Mon 21 17:00"),
        ("America/New_York", "We'll reply by 20:00 UTC.", "Mon 21 16:00"),
        ("America/New_York", "We'll reply tomorrow by 17:00 CET.", "Tue 22 11:00"),
        ("America/New_York", "We'll reply by 3 pm PST.", "Mon 21 18:00"),
    ],
)
def test_a_zone_that_is_named_is_meant(zone: str, text: str, due: str) -> None:
    assert wall(text, MONDAY, zone) == [due]


def test_a_day_ends_when_its_work_does_and_a_holiday_is_none() -> None:
    free = hours("Europe/Berlin", date(2026, 9, 22), date(2026, 9, 25))
    assert wall("We'll answer within a working day.", MONDAY, "Europe/Berlin", free) == ["Wed 23 17:00"]
    assert wall("We'll answer this week.", MONDAY, "Europe/Berlin", free) == ["Thu 24 17:00"]
    whole = WorkingHours((), frozenset(), "Europe/Berlin")
    assert wall("We'll answer by Friday.", MONDAY, "Europe/Berlin", whole) == ["Fri 25 18:00"]


@pytest.mark.parametrize(
    ("said_at", "text", "due"),
    [
        ("2026-09-21 19:00", "We'll answer today.", ["Mon 21 23:59"]),
        ("2026-09-25 10:00", "We'll answer by Friday.", ["Fri 25 16:00"]),
        ("2026-09-25 23:59", "We'll answer by Friday.", ["Fri 02 16:00"]),
        ("2026-09-26 10:00", "We'll answer this week.", ["Sun 27 18:00"]),
        ("2026-12-30 10:00", "We'll answer by 4 January.", ["Mon 04 17:00"]),
    ],
)
def test_a_day_that_is_over_is_not_meant(said_at: str, text: str, due: list[str]) -> None:
    assert wall(text, said_at, "Europe/Berlin") == due


def test_two_promises_are_two_and_the_deed_is_told_from_the_answer() -> None:
    text = "We'll look into it today and you'll have your refund by Friday. Sorry, Maria!"
    found = read(text, at(MONDAY, "Europe/Berlin"), hours("Europe/Berlin"))
    assert [one.deed for one in found] == [False, True]
    assert found[0].text == "We'll look into it today and you'll have your refund by Friday"


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("We'll look into it and refund you by Friday.", True),
        ("We'll check with the courier, then send a new one by Friday.", True),
        ("We'll look into it and get back to you by Friday.", False),
        ("We'll check and send you an answer by Friday.", False),
        ("By Friday we'll refund you.", True),
        ("You'll have your refund by Friday.", True),
        ("You'll hear from us by Friday.", False),
        ("Your parcel will arrive by Friday.", True),
        ("More by Friday.", False),
    ],
)
def test_a_deed_is_told_from_a_further_answer(text: str, deed: bool) -> None:
    (found,) = read(text, at(MONDAY, "Europe/Berlin"), hours("Europe/Berlin"))
    assert found.deed is deed


def test_a_promise_without_a_date_is_noticed() -> None:
    assert undated("Sorry. We'll look into it and get back to you soon. Bye.").startswith("We'll look into")
    for text in ("Thank you!", "Could you send it?", "We can't look into it.", "We'll refund you now."):
        assert undated(text) == ""


def test_who_got_what_they_waited_for_says_so() -> None:
    for text in (
        "Solved, thanks!",
        "It works again now, thank you",
        "My parcel arrived. Cheers",
        "got my refund",
    ):
        assert solved(text), text
    for text in (
        "Still not solved.",
        "Is it fixed?",
        "It doesn't work",
        "Thanks",
        "Nothing arrived",
        "when it works",
    ):
        assert not solved(text), text


@given(st.text(max_size=400), st.integers(0, 2**31))
def test_whatever_is_written_dates_lie_ahead_and_are_in_order(text: str, now: int) -> None:
    found = read(text, now, hours("Europe/Berlin"))
    assert all(one.due_at > now and 0 < len(one.text) <= LONGEST for one in found)
    assert [one.due_at for one in found] == sorted({one.due_at for one in found})


TIMES = (
    "we'll", "i will", "answer you", "refund", "by friday", "tomorrow", "noon", "5 pm", "within the hour",
    "next week", "not", "if", "until", "before", "3/4", "31.2.", "the 31st", "by february 30", "at 25:61",
    "end of", "day", "month", "or", "two", "on", "a couple of",
)  # fmt: skip
WORDS = st.sampled_from(TIMES)


@given(st.lists(WORDS, max_size=14).map(" ".join), st.integers(1_700_000_000, 2_000_000_000))
def test_whatever_is_said_of_time_is_read_or_left_without_a_fault(text: str, now: int) -> None:
    assert all(one.due_at > now for one in read(f"We'll answer {text}", now, hours("America/New_York")))
