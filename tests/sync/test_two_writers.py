"""A person types while a bulk load runs in another process: every draft is on disk in a tenth of a second."""

import asyncio
import signal
import statistics
import subprocess
import sys
from pathlib import Path

from socialtui.store import drafts
from socialtui.store.database import DESK, open_store
from tests.sync.sync_parts import NOW, TestClock, build

ROOT = Path(__file__).resolve().parents[2]
MENTIONS = 4000
LATEST = 0.1
BREATH = 0.01


async def test_a_draft_is_saved_within_100_ms_during_a_bulk_load(tmp_path: Path) -> None:
    house = await build(tmp_path, TestClock())
    await house.ingest.close()
    await house.db.close()
    loader = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "tests.sync.one_load", str(tmp_path), str(MENTIONS)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert loader.stdout is not None
    assert loader.stdout.readline().strip() == "begins"
    desk = await open_store(house.db.path, DESK, NOW)
    loop = asyncio.get_running_loop()
    took: list[float] = []
    stalled = 0.0
    while loader.poll() is None:
        begun = loop.time()
        async with desk.atomic() as write:
            assert await drafts.save(write, 1, f"letter {len(took)}", "ana", NOW)
        took.append(loop.time() - begun)
        await asyncio.sleep(BREATH)
        stalled = max(stalled, loop.time() - begun - took[-1] - BREATH)
    assert loader.returncode == 0, signal.strsignal(-(loader.returncode or 0))
    row = await desk.one("SELECT count(*) FROM mentions")
    await desk.close()
    assert row == (MENTIONS,)
    parts = statistics.quantiles(took, n=100)
    print(
        f"\n{len(took)} drafts beside {MENTIONS} mentions: median {parts[49] * 1000:.1f} ms,"
        f" 95 % {parts[94] * 1000:.1f}, 99 % {parts[98] * 1000:.1f}, longest {max(took) * 1000:.1f}"
    )
    assert len(took) > 20
    # One may be a stall of the whole machine; two are ours, but for what the machine let this idle loop wait besides.
    assert sorted(took)[-2] <= LATEST + stalled
