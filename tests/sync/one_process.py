"""A sync process of its own: polls once, sends, settles, leaves; or is killed at a fault point.

Its arguments: the folder, the point at which it is killed (or "never"), and a settle time in seconds.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from socialtui.domain.network import Network
from socialtui.http_client import HttpClient
from socialtui.networks import load
from socialtui.settings import Settings
from socialtui.settings.facts import Sync as SyncSettings
from socialtui.store.accounts import Kept
from socialtui.store.database import INGEST, SENDER, open_store
from socialtui.sync.parts import Parts
from socialtui.sync.supervisor import Sync
from tests.sync.sync_parts import PlainJudge, due


class SystemClock:
    def now(self) -> int:
        return int(time.time())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def main(folder: Path, killed_at: str, settle: int) -> None:
    def fault(point: str) -> None:
        if point == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    clock = SystemClock()
    http = HttpClient(clock)

    async def connect(kept: Kept) -> Network:
        return load(kept.account.network).connect(kept.account, "tok-only-for-tests", http, clock)

    path = folder / "state" / "store.db"
    db, ingest = await open_store(path, SENDER, clock.now()), await open_store(path, INGEST, clock.now())
    parts = Parts(
        db=db, ingest=ingest, connect=connect, clock=clock, judge=PlainJudge(), due=due,
        settings=Settings(sync=SyncSettings(settle=settle)), locks=folder / "locks", pid=os.getpid(), fault=fault,
    )  # fmt: skip
    print(await Sync(parts).once(), flush=True)
    await http.aclose()
    await ingest.close()
    await db.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
