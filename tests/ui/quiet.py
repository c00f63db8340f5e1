"""Waits until an app has done all that it was asked.

Textual's own pilot looks at the processor's clock instead, 40 ms for each key, and is misled by a busy machine and by
a slow disk. Here the loop itself is asked: whether anything is ready, due in a moment, or with the database's thread.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiosqlite
import pytest
from textual._context import active_app

SOON = 0.02
"""Seconds within which what is due counts as being at work: a frame of the screen, a second try at the store."""
PATIENCE = 20.0
"""Seconds that a busy machine gets; what isn't at rest then never is."""
AT_ONCE = 3
"""Turns of the loop in a row that have nothing to do."""


class Elsewhere:
    """What other threads are doing for the loop."""

    def __init__(self) -> None:
        self.works = 0

    def counted(self, begins: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The same, counted while it lasts."""

        async def work(*args: Any, **more: Any) -> Any:
            self.works += 1
            try:
                return await begins(*args, **more)
            finally:
                self.works -= 1

        return work


def busy(loop: Any) -> float:
    """How long until the loop has to look again; 0 when it has nothing to do."""
    if loop._ready:
        return 1e-9
    now = loop.time()
    dues = [handle._when - now for handle in loop._scheduled if not handle._cancelled]
    return max(min(dues), 1e-9) if dues and min(dues) < SOON else 0


def leaves() -> bool:
    """Whether the app ends: its screen still asks for frames then, and nobody draws them."""
    app = active_app.get(None)
    return app is not None and app._exit


def watched(patch: pytest.MonkeyPatch) -> None:
    """Lets the pilot wait so, until the patch is taken back."""
    elsewhere = Elsewhere()
    patch.setattr(aiosqlite.Connection, "_execute", elsewhere.counted(aiosqlite.Connection._execute))
    patch.setattr(asyncio, "to_thread", elsewhere.counted(asyncio.to_thread))

    async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
        loop, until, still = asyncio.get_running_loop(), time.monotonic() + PATIENCE, 0
        while still < AT_ONCE and not leaves():
            if time.monotonic() > until:
                due = [repr(handle) for handle in (*loop._ready, *loop._scheduled)]  # type: ignore[attr-defined]
                raise AssertionError(
                    f"never at rest: {elsewhere.works} things elsewhere, then\n" + "\n".join(due)
                )
            await asyncio.sleep(0)
            pause = busy(loop)
            still = 0 if pause or elsewhere.works else still + 1
            if pause > 1e-6:
                await asyncio.sleep(pause)
            elif elsewhere.works and not pause:
                await asyncio.sleep(0.0005)

    for module in ("textual.app", "textual.pilot"):
        patch.setattr(f"{module}.wait_for_idle", wait_for_idle)
