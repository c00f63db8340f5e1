"""Rows that belong together, by line: one person's posts as one, and those that say the same."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.conversation import encode_id

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.plain.listing import Listing


class Grouping:
    """Three verbs of the line mode."""

    def __init__(self, desk: "Desk", listing: "Listing", say: Callable[[str], None]) -> None:
        self._desk, self._listing, self._say = desk, listing, say

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {"alike": self._alike, "merge": self._merge, "split": self._split}

    async def _alike(self, rest: str) -> None:
        cid = await self._listing.cid(rest)
        group = await self._desk.queue.alike.group(cid)
        self._say(f"{group.told}." if group.others else "Nobody else has said the same in 7 days.")
        await self._listing.begin(f"like:{encode_id(cid)}")

    async def _merge(self, rest: str) -> None:
        ids = [await self._listing.cid(word) for word in rest.split() or [""]]
        self._say((await self._desk.joining.merge(ids)).words)

    async def _split(self, rest: str) -> None:
        self._say((await self._desk.joining.split(await self._listing.cid(rest))).words)
