"""Evidence: a stranger's support line or telephone number."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "text", ["call +1 800 555 0199 now", "printer support number", "we provide the best services"]
)
def test_it_is_heard(hears: Callable[..., str | None], text: str) -> None:
    assert hears("support_number", text) is not None


@pytest.mark.parametrize("text", ["it was 2,130,000,000 views", "ticket 4711"])
def test_it_is_not_heard_where_it_is_not(hears: Callable[..., str | None], text: str) -> None:
    assert hears("support_number", text) is None
