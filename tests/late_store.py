"""Lets the store answer late, now and then: `make test ARGS="-p tests.late_store"` finds tests that need it quick.

What a test reads too early is there on a quick machine and missing on a busy one. `LATE=7` gives other moments than
`LATE=1`, and the same ones again. The programs that a test starts are as quick as ever, and what counts or measures
the store's work fails here with a reason of its own.
"""

import asyncio
import os
import random
import time
from collections.abc import Callable
from typing import Any

import aiosqlite

OFTEN, SELDOM = 0.12, 0.03
"""Of all that the store is asked, how much is late by a moment, and by a lot."""
MOMENT, LOT = 0.004, 0.06
"""Seconds."""

_dice = random.Random(int(os.environ.get("LATE", "1")))
_execute: Any = aiosqlite.Connection._execute


def _delay() -> float:
    thrown = _dice.random()
    return LOT if thrown < SELDOM else MOMENT if thrown < SELDOM + OFTEN else 0.0


async def _late(connection: aiosqlite.Connection, work: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """In the thread before the work, so that it is done even when who asked is cancelled; then in the loop."""
    before, after = _delay(), _delay()

    def begin_late(*args: Any, **more: Any) -> Any:
        time.sleep(before)
        return work(*args, **more)

    done = await _execute(connection, begin_late, *args, **more)
    if after:
        await asyncio.sleep(after)
    return done


aiosqlite.Connection._execute = _late  # type: ignore[method-assign,assignment]
