"""Decides how a file gets onto a server of the Mastodon kind: handed over, then waited for until it can be shown."""

import asyncio
from pathlib import Path

import msgspec

from socialtui.domain.errors import Forbidden, NotFound, Refused, Unreachable
from socialtui.domain.media import Attached
from socialtui.domain.network import Clock
from socialtui.http_client import Answer
from socialtui.networks.mastodon.server import Server

LONGEST = 120
"""Seconds that a server may work on a file before it is asked again another time."""
UPLOAD = 300
"""Seconds that handing a file over may take."""
_PATHS = ("/api/v2/media", "/api/v1/media")


class Held(msgspec.Struct):
    """A file as the server has it."""

    id: str | int


class Uploading:
    """The files of one account on one server."""

    def __init__(self, server: Server, clock: Clock) -> None:
        self._server, self._clock = server, clock

    async def upload(self, one: Attached) -> str:
        """What the server calls the file, once it can be part of a post."""
        try:
            content = await asyncio.to_thread(Path(one.file).read_bytes)
        except OSError as error:
            raise Refused(f"Our copy of {one.name} can't be read.", "Put it in again.") from error
        answer = await self._hand_over(one, content)
        held = str(answer.json(Held).id)
        if answer.status == 202:
            await self._wait_for(held, one)
        return held

    async def _hand_over(self, one: Attached, content: bytes) -> Answer:
        for path in _PATHS:
            try:
                return await self._server.ask(
                    "POST", path, files={"file": (Path(one.file).name, content, one.type)},
                    data={"description": one.alt}, whole=UPLOAD,
                )  # fmt: skip
            except NotFound:
                continue
            except Forbidden as error:
                raise Forbidden(
                    "The token may not upload files: it needs the scope write:media.",
                    "Make a token with that scope, then socialtui account add.",
                ) from error
        raise Refused("The server takes no files.", "Take the file out, and send the words.")

    async def _wait_for(self, held: str, one: Attached) -> None:
        """200 is ready, 206 is still being worked on."""
        waited, pause = 0, 1
        while waited < LONGEST:
            await self._clock.sleep(pause)
            waited, pause = waited + pause, min(pause * 2, 10)
            answer = await self._server.ask("GET", f"/api/v1/media/{held}")
            if answer.status == 200:
                return
        raise Unreachable(f"The server is still working on {one.name}.", "It is tried again.")
