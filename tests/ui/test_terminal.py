"""The threads that read and write: a fault ends the program as every other fault does, a frame is one piece."""

import asyncio
import threading
from types import SimpleNamespace
from typing import Any, cast

from socialtui.ui.terminal import BEGIN, END, Terminal


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


def test_a_frame_is_handed_to_the_writing_thread_once() -> None:
    handed: list[str] = []
    driver = cast(Any, Terminal.__new__(Terminal))
    driver._writer_thread = SimpleNamespace(write=handed.append, _queue=SimpleNamespace(full=lambda: False))
    for data in ("\x1b[2J", BEGIN, "row", "\x1b[1;1H", END, "\a"):
        driver.write(data)
    assert handed == ["\x1b[2J", f"{BEGIN}row\x1b[1;1H{END}", "\a"]
