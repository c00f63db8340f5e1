"""The fixture that lends tests a real WordPress."""

from collections.abc import Iterator

import pytest

from tests.real.wordpress import Blog, Missing, running_blog


@pytest.fixture(scope="session")
def wordpress_server() -> Iterator[Blog]:
    """A seeded blog of this test run's own; skips where PHP or the archives are missing."""
    try:
        with running_blog() as blog:
            yield blog
    except Missing as missing:
        pytest.skip(f"no WordPress here: {missing}")
