"""The thread that reads the keys: a fault in it ends the program as every other fault does."""

import asyncio
import threading
from types import SimpleNamespace
from typing import Any, cast

from socialtui.ui.terminal import Terminal


class Broken(Terminal):
    """Fails at the first key."""

    def run_input_thread(self) -> None:
        raise ValueError("a key")


async def test_a_fault_while_reading_goes_to_the_one_handler_in_the_screens_own_thread() -> None:
    told: asyncio.Future[tuple[Exception, int]] = asyncio.get_running_loop().create_future()
    driver = cast(Any, Broken.__new__(Broken))
    driver._loop = asyncio.get_running_loop()
    driver._app = SimpleNamespace(
        _handle_exception=lambda error: told.set_result((error, threading.get_ident()))
    )
    await asyncio.to_thread(driver._run_input_thread)
    error, thread = await asyncio.wait_for(told, 5)
    assert isinstance(error, ValueError)
    assert thread == threading.get_ident()
