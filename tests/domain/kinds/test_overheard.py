"""Evidence: it was found by listening, not said to us; headlines ask and complain for effect."""

from collections.abc import Callable


def test_only_what_is_not_said_to_us_is_overheard(hears: Callable[..., str | None]) -> None:
    assert hears("overheard", "Is the market broken?", addressed=False) is not None
    assert hears("overheard", "Is the market broken?", addressed=True) is None
