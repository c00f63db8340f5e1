"""Decides how a picture gets onto Bluesky: as it is, with its measure read from its first bytes."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec

from socialtui.domain.errors import Refused
from socialtui.domain.media import Attached
from socialtui.networks.bluesky.records import Held
from socialtui.networks.bluesky.session import Session
from socialtui.networks.bluesky.wire import IMAGE_BYTES

UPLOAD = 300
"""Seconds that handing a picture over may take."""
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""Marks of a JPEG before which its measure stands."""


class Blob(msgspec.Struct):
    """What the server answers."""

    blob: dict[str, Any]


async def upload(session: Session, one: Attached) -> str:
    """The picture as the network has it, with its description: a post takes both."""
    try:
        content = await asyncio.to_thread(Path(one.file).read_bytes)
    except OSError as error:
        raise Refused(f"Our copy of {one.name} can't be read.", "Put it in again.") from error
    if not one.type.startswith("image/"):
        raise Refused(
            f"{one.name} is no picture, and Bluesky takes pictures alone from here.", "Take it out."
        )
    if len(content) > IMAGE_BYTES:
        raise Refused(f"{one.name} has more than 2 MB, which is all that Bluesky takes.", "Make it smaller.")
    answer = await session.upload(content, one.type, UPLOAD)
    width, height = measure(content)
    held = Held(answer.json(Blob).blob, one.alt, width, height)
    return msgspec.json.encode(held).decode()


def measure(content: bytes) -> tuple[int, int]:
    """Width and height of a picture; zeros where they can't be told, which does no harm."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith(b"GIF8") and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[8:16] == b"WEBPVP8X" and len(content) >= 30:
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    return _of_jpeg(content) if content.startswith(b"\xff\xd8") else (0, 0)


def _of_jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        mark, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if mark in _FRAMES:
            return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(
                content[at + 5 : at + 7], "big"
            )
        at += 2 + size
    return 0, 0
