"""A house for every test: a store on disk, one account, a town where time stands still."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.sync.sync_parts import HastyClock, House, TestClock, build


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Time stands still until it is told to go."""
    house = await build(tmp_path, TestClock())
    yield house
    await house.ingest.close()
    await house.db.close()


@pytest.fixture
async def hasty(tmp_path: Path) -> AsyncIterator[House]:
    """Whoever sleeps finds that the time has passed."""
    house = await build(tmp_path, HastyClock())
    yield house
    await house.ingest.close()
    await house.db.close()
