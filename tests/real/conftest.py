"""The real servers that tests may borrow; each skips with its reason where it can't be had."""

from collections.abc import Iterator

import pytest

from tests.real.mastodon_mock import Missing, Town, running_town
from tests.real.sshd import ssh_box as ssh_box
from tests.real.wordpress_fixtures import wordpress_server as wordpress_server


@pytest.fixture(scope="session")
def mastodon_process() -> Iterator[Town]:
    """One server for the whole run: starting it costs seconds."""
    try:
        with running_town() as town:
            yield town
    except Missing as missing:
        pytest.skip(f"no Mastodon server here: {missing}")


@pytest.fixture
def mastodon_server(mastodon_process: Town) -> Town:
    """A server where nobody has said anything yet; `seed()` changes that."""
    mastodon_process.begin_anew()
    return mastodon_process
