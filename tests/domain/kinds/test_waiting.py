"""Evidence: a person is waiting, and for how long."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "still waiting",
        "on hold since noon",
        "it took almost three weeks",
        "how long is this going to last",
        "your bus is never on time",
        "my parcel has been there for six days",
    ],
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("waiting", text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "we sat in the sun",
        "we talked for two hours",
        "a book on the platform",
        "any day suits me",
        "he has been away for days",
    ],
)
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("waiting", text) is None
