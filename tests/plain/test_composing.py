"""What the review says in lines."""

import pytest

from socialtui.plain.composing import within


@pytest.mark.parametrize(
    ("left", "words"),
    [(7200, "2h"), (7199, "2h"), (7140, "1h"), (3600, "1h"), (61, "2m"), (1, "1m"), (0, "0m")],
)
def test_a_promise_read_a_second_ago_is_still_as_far_away(left: int, words: str) -> None:
    assert within(1_000_000 + left, 1_000_000) == words
