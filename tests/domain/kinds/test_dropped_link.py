"""Evidence: a link left in a comment. Where people post links by habit, or speak to handles, it says nothing."""

from collections.abc import Callable

import pytest

TEXT = "great read https://cheap.example/now"


@pytest.mark.parametrize("network", ["", "wordpress"])
def test_a_link_in_a_comment_is_heard(hears: Callable[..., str | None], network: str) -> None:
    assert hears("dropped_link", TEXT, network=network) == "https://cheap.example"


def test_it_needs_no_language(hears: Callable[..., str | None]) -> None:
    assert hears("dropped_link", TEXT, english=False) is not None


@pytest.mark.parametrize("text", ["@acme look https://a.example/x", "launch #news https://a.example/x"])
def test_talk_to_handles_and_hashtags_is_left_alone(hears: Callable[..., str | None], text: str) -> None:
    assert hears("dropped_link", text) is None


def test_where_links_are_a_habit_one_says_nothing(hears: Callable[..., str | None]) -> None:
    assert hears("dropped_link", TEXT, network="mastodon") is None
