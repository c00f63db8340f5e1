"""Two budgets: owed answers are measured by time, joining in by number."""

from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.commitment import Meters, Share, joins_too_many, share
from socialtui.domain.mention import Kind


def test_kinds_are_added_up() -> None:
    counted = [(Kind.COMPLAINT, 3, 4), (Kind.QUESTION, 1, 1), (Kind.PRAISE, 0, 2)]
    assert share(counted, (Kind.COMPLAINT,)) == Share(3, 4)
    assert share(counted) == Share(4, 7)
    assert share([]) == Share()


def test_nothing_owed_is_no_share() -> None:
    assert Share().part is None
    assert Share().words == "none yet"
    assert (Share(3, 4).part, Share(3, 4).words) == (0.75, "3 of 4")


def test_the_lines_fit_the_pane_of_a_large_terminal() -> None:
    for line in Meters(Share(99, 120), Share(240, 300), 8, 8).lines:
        assert len(line) <= 40


@given(st.sets(st.integers(1, 20)), st.integers(1, 20), st.integers(0, 10))
def test_a_conversation_that_was_joined_is_not_joined_again(joined: set[int], cid: int, per_day: int) -> None:
    assert not joins_too_many(joined | {cid}, cid, per_day)
    if cid not in joined:
        assert joins_too_many(joined, cid, per_day) == (len(joined) >= per_day)
