"""A home for each test, and one of hostile texts for all that only look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from socialtui.settings.folders import Home
from tests.pty import hostile, house


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Home]:
    """Forty complaints, and no sync process beside the desk."""
    made = house.build(tmp_path / "home")
    with house.nobody_syncs(made):
        yield made


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A store in which every text is a payload."""
    made = house.build(tmp_path_factory.mktemp("harm") / "home", hostile.fill)
    with house.nobody_syncs(made):
        yield made
