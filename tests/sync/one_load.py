"""A sync process that loads what a town has to say. Its arguments: the folder and how many mentions."""

import asyncio
import sys
import time
from pathlib import Path

from msgspec.structs import replace

from socialtui.domain.mention import Author
from socialtui.store.database import INGEST, SENDER, open_store
from socialtui.sync.judge import Judge
from socialtui.sync.supervisor import Sync
from tests.sync.one_process import SystemClock
from tests.sync.sync_parts import NOW, TestClock, Town, build, mention


async def main(folder: Path, mentions: int) -> None:
    town = Town(TestClock())
    town.page_size = 500
    town.said = [
        mention(
            f"m{n}", f"Order {n} broke after {n % 9} days and nobody answers. Please help.",
            NOW - mentions + n, author=Author(str(n % 700), f"p{n % 700}", f"Person {n % 700}"),
        )
        for n in range(mentions)
    ]  # fmt: skip
    house = await build(folder, TestClock())
    await house.db.close()
    await house.ingest.close()
    path = house.db.path
    db, ingest = await open_store(path, SENDER, NOW), await open_store(path, INGEST, NOW)

    async def connect(kept: object) -> Town:
        return town

    parts = replace(house.parts, db=db, ingest=ingest, connect=connect, clock=SystemClock(), judge=Judge())
    print("begins", flush=True)
    begun = time.process_time()
    report = await Sync(parts).once()
    assert (report.new, report.troubles) == (mentions, ()), report
    print(f"{mentions / (time.process_time() - begun):,.0f} a CPU second", flush=True)
    await ingest.close()
    await db.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
