"""Decides how long to wait before another try, and waits so that a bell can end it."""

import asyncio
from collections.abc import Callable

from socialtui.domain.errors import NetworkTrouble, RateLimited
from socialtui.domain.network import Clock

FIRST, LONGEST = 15, 900
"""Seconds before the second try, and at most."""
_WITHOUT_WORD = 60
"""Seconds to wait where a network limits us and doesn't say until when."""


def pause(failures: int, dice: Callable[[], float], first: int = FIRST) -> int:
    """Seconds to wait after so many failures in a row: doubling, spread by a quarter each way."""
    wait: int = min(LONGEST, first << min(max(failures - 1, 0), 16))
    return max(1, round(wait * (0.75 + dice() / 2)))


def try_again_at(
    trouble: NetworkTrouble, failures: int, now: int, dice: Callable[[], float], first: int = FIRST
) -> int:
    """When another try makes sense (UTC seconds): never before the network's own word."""
    if isinstance(trouble, RateLimited):
        return max(trouble.retry_at or now + _WITHOUT_WORD, now + 1)
    return max(now + pause(failures, dice, first), trouble.retry_at)


async def until(clock: Clock, moment: int | None, bell: asyncio.Event) -> bool:
    """Waits until `moment` (UTC seconds; None for ever) or the bell; True when the bell rang, which stills it."""
    if not bell.is_set():
        waits: list[asyncio.Task[object]] = [asyncio.create_task(bell.wait())]
        if moment is not None:
            waits.append(asyncio.create_task(_sleep(clock, moment)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
    rang = bell.is_set()
    bell.clear()
    return rang


async def _sleep(clock: Clock, moment: int) -> None:
    await clock.sleep(max(0, moment - clock.now()))
