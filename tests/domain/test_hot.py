"""What is worth joining is what many people are in today; how many follow somebody plays no part."""

from itertools import count

from msgspec.structs import replace

from socialtui.domain.hot import LEAST, MOST, Heard, pick
from socialtui.domain.mention import Kind

NOW = 1_790_000_000
HOUR = 3600
_rows = count(1)


def heard(
    person: int, text: str = "Nice day.", *, thread: str = "", at: int = NOW - HOUR, kind: Kind = Kind.CHATTER,
    free: bool = True,
) -> Heard:  # fmt: skip
    row = next(_rows)
    return Heard(row, 1, thread or f"t{row}", person, kind, at, text, free)


def quiet(number: int = 20) -> list[Heard]:
    """People who speak each of something of their own."""
    return [heard(1000 + n) for n in range(number)]


def test_what_several_people_are_in_is_picked_once_and_the_rest_is_left_alone() -> None:
    thread = [heard(n, thread="sails") for n in range(4)]
    tag = [heard(10 + n, f"Look at #WindDay {n}") for n in range(5)]
    page = [heard(20 + n, f"This: https://paper.example/ferry?from={n}") for n in range(LEAST)]
    two = [heard(30 + n, "About #Rain") for n in range(LEAST - 1)]
    talkative = [heard(40, thread="monologue") for _ in range(9)]
    found = pick([*thread, *tag, *page, *two, *talkative, *quiet()], NOW)
    assert [next(kind for kind, many in (("tag", tag), ("thread", thread), ("page", page))
                 if row in [one.row for one in many]) for row in found] == ["tag", "thread", "page"]  # fmt: skip


def test_nothing_is_hot_on_an_ordinary_day() -> None:
    assert pick([], NOW) == ()
    assert pick(quiet(), NOW) == ()


def test_what_everybody_shares_is_what_is_listened_for() -> None:
    everyone = [heard(n, f"#boats and I {n}") for n in range(20)]
    assert pick(everyone, NOW) == ()
    some = [replace(one, text=f"{one.text} #regatta") if one.person_id < 4 else one for one in everyone]
    assert len(pick(some, NOW)) == 1


def test_a_question_is_helped_before_the_rest_and_a_complaint_is_never_joined() -> None:
    talk = [heard(n, thread="fog") for n in range(4)]
    asks = heard(4, "Does anybody know?", thread="fog", kind=Kind.QUESTION)
    cross = heard(5, "It broke!", thread="fog", kind=Kind.COMPLAINT)
    assert pick([*talk, asks, cross], NOW) == (asks.row,)
    angry = [replace(one, kind=Kind.COMPLAINT) for one in talk]
    assert pick(angry, NOW) == ()


def test_where_we_spoke_already_and_what_is_of_yesterday_is_not_picked() -> None:
    talk = [heard(n, thread="fog") for n in range(4)]
    ours = [replace(one, free=False) for one in talk]
    assert pick(ours, NOW) == ()
    assert pick(talk, NOW + 2 * 86_400) == ()


def test_fresh_talk_is_hotter_and_a_handful_is_enough() -> None:
    old = [heard(n, thread="old", at=NOW - 20 * HOUR) for n in range(5)]
    new = [heard(10 + n, thread="new") for n in range(4)]
    found = pick([*old, *new], NOW)
    assert found[0] in [one.row for one in new]
    many = [heard(100 * n + k, thread=f"many{n}") for n in range(9) for k in range(4)]
    assert len(pick(many, NOW)) == MOST
