"""Asks for a time until one is understood: what was mistyped stands there again, with what is wrong with it."""

from collections.abc import Callable
from typing import Protocol

from socialtui.domain.errors import UsageFault


class Asker(Protocol):
    """Who asks: the inbox's parts, or a list above it."""

    async def question(self, label: str, text: str = "") -> str | None:
        """Waits for a line; None for escape."""
        ...

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Says something beside the question."""
        ...


async def moment(asker: Asker, label: str, read: Callable[[str], int]) -> int | None:
    """The time that was typed (UTC seconds) as `read` understands it; None for an empty line or escape."""
    typed, faulty = "", False
    try:
        while typed := ((await asker.question(label, typed)) or "").strip():
            try:
                return read(typed)
            except UsageFault as fault:
                faulty = True
                asker.say(str(fault), alarm=True)
        return None
    finally:
        if faulty:
            asker.say("")
