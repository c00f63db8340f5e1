"""Evidence: it begins with a handle, so it is said to somebody. On networks where all answers do, it says nothing."""

from collections.abc import Callable


def test_a_text_that_begins_with_a_handle_is_said_to_somebody(hears: Callable[..., str | None]) -> None:
    assert hears("to_us", "@acme hello there") == "@acme"
    assert hears("to_us", "hello @acme") is None


def test_where_every_answer_begins_so_it_says_nothing(hears: Callable[..., str | None]) -> None:
    assert hears("to_us", "@acme hello there", network="mastodon") is None
