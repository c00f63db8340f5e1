"""Decides how a record of ours is named and made: the same answer gives the same record at every try."""

from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec

from socialtui.domain.errors import Refused
from socialtui.domain.network import Outgoing
from socialtui.networks.bluesky.tids import tid
from socialtui.networks.bluesky.wire import POST, Ref, Reply

_LONGEST_LANG = 3
"""Languages that a post may name."""


class Held(msgspec.Struct):
    """A picture that the network has, with its description: all that goes into a post."""

    blob: dict[str, Any]
    alt: str
    width: int = 0
    height: int = 0

    @property
    def image(self) -> dict[str, Any]:
        """The picture as a post's embed has it."""
        made: dict[str, Any] = {"image": self.blob, "alt": self.alt}
        if self.width and self.height:
            made["aspectRatio"] = {"width": self.width, "height": self.height}
        return made


def _moment(key: str, first_try_at: int) -> tuple[int, int]:
    """Microseconds since the epoch and a clock's number, from the key alone once the first try's second is known."""
    found = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
    return first_try_at * 1_000_000 + found % 1_000_000, (found >> 32) % 1024


def key_of(outgoing: Outgoing) -> str:
    """The record key of an answer: every try has the same, so that it can stand there only once."""
    return tid(*_moment(outgoing.key, outgoing.first_try_at))


def created_at(outgoing: Outgoing) -> str:
    """When an answer says it was made; part of the record, so it doesn't change from try to try."""
    micros, _ = _moment(outgoing.key, outgoing.first_try_at)
    made = datetime.fromtimestamp(micros // 1_000_000, UTC)
    return f"{made:%Y-%m-%dT%H:%M:%S}.{micros // 1000 % 1000:03}Z"


def post(outgoing: Outgoing, facets: list[dict[str, Any]], reply: Reply | None) -> dict[str, Any]:
    """The record of an answer or of a post of our own."""
    record: dict[str, Any] = {"$type": POST, "text": outgoing.text, "createdAt": created_at(outgoing)}
    if reply is not None:
        record["reply"] = {"root": _strong(reply.root), "parent": _strong(reply.parent)}
    if facets:
        record["facets"] = facets
    if outgoing.language:
        record["langs"] = outgoing.language.split(",")[:_LONGEST_LANG]
    if outgoing.media:
        images = [_held(one).image for one in outgoing.media]
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return record


def _strong(ref: Ref) -> dict[str, str]:
    return {"uri": ref.uri, "cid": ref.cid}


def _held(name: str) -> Held:
    try:
        return msgspec.json.decode(name, type=Held)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Refused("A picture was handed over in another way.", "Put it in again.") from error
