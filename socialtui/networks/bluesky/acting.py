"""Decides what liking, hiding, muting and reporting are on Bluesky."""

from datetime import UTC, datetime
from typing import Any

from socialtui.domain.errors import NotFound, Refused
from socialtui.domain.network import Clock
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.chat import Chat, is_private
from socialtui.networks.bluesky.session import Session, named
from socialtui.networks.bluesky.sources import Sources
from socialtui.networks.bluesky.tids import micros_of, tid

LIKE, GATE = "app.bsky.feed.like", "app.bsky.feed.threadgate"
MOST_HIDDEN = 300
_TRIES = 3
"""Somebody else may hide something in the same thread at the same moment."""
_REASONS = {
    "spam": "com.atproto.moderation.defs#reasonSpam",
    "report": "com.atproto.moderation.defs#reasonOther",
}


class Acting:
    """What one account does to others' words beside answering them."""

    def __init__(self, session: Session, sources: Sources, chat: Chat, clock: Clock) -> None:
        self._session, self._sources, self._chat, self._clock = session, sources, chat, clock

    def _now(self) -> str:
        return f"{datetime.fromtimestamp(self._clock.now(), UTC):%Y-%m-%dT%H:%M:%S}.000Z"

    async def like(self, remote_id: str) -> None:
        """Likes a post under a key made from it, so that a like which is tried twice stands once."""
        if is_private(remote_id):
            await self._chat.like(remote_id)
            return
        view = await self._sources.post(remote_id)
        if view.viewer and view.viewer.like:
            return
        record = {"$type": LIKE, "subject": {"uri": view.uri, "cid": view.cid}, "createdAt": self._now()}
        key = tid(micros_of(wire.rkey(view.uri)) or wire.seconds(view.indexedAt) * 1_000_000, 512)
        await self._put(LIKE, key, record)

    async def _put(self, collection: str, key: str, record: dict[str, Any], **more: Any) -> None:
        wish = {"repo": await self._session.me(), "collection": collection, "rkey": key, "record": record}
        await self._session.post("com.atproto.repo.putRecord", wish | more)

    async def moderate(self, remote_id: str, verb: str) -> None:
        """hide takes an answer out of a thread of ours, mute ends notifications, report and spam tell moderators."""
        if verb in _REASONS:
            await self._report(remote_id, _REASONS[verb])
        elif verb == "mute":
            await self._mute(remote_id)
        elif verb == "hide":
            await self._hide(remote_id)
        else:
            raise Refused(f"Bluesky has no way to {verb} this.", "Mute or report instead.")

    async def _report(self, remote_id: str, reason: str) -> None:
        if is_private(remote_id):
            subject = await self._chat.subject(remote_id)
        else:
            view = await self._sources.post(remote_id)
            subject = {"$type": "com.atproto.repo.strongRef", "uri": view.uri, "cid": view.cid}
        wish = {"reasonType": reason, "subject": subject}
        await self._session.post("com.atproto.moderation.createReport", wish)

    async def _mute(self, remote_id: str) -> None:
        if is_private(remote_id):
            await self._chat.mute(remote_id)
            return
        root = await self._root(remote_id)
        await self._session.post("app.bsky.graph.muteThread", {"root": root or remote_id})

    async def _root(self, remote_id: str) -> str:
        """Where the thread of an answer began; empty for what answers nobody."""
        post = wire.post_of((await self._sources.post(remote_id)).record)
        return post.reply.root.uri if post and post.reply else ""

    async def _hide(self, remote_id: str) -> None:
        if is_private(remote_id):
            raise Refused("A private message can't be hidden.", "Mute the conversation or report it.")
        root = await self._root(remote_id)
        if not root:
            raise Refused("It answers nobody, so it can't be hidden.", "Mute or report instead.")
        if wire.owner(root) != await self._session.me():
            raise Refused(
                "Only whoever began a thread can hide answers in it, and this one isn't ours.",
                "Mute or report instead.",
            )
        for left in range(_TRIES, 0, -1):
            try:
                await self._hide_in(root, remote_id)
                return
            except Refused as error:
                if named(error)[0] != "InvalidSwap" or left == 1:
                    raise

    async def _hide_in(self, root: str, remote_id: str) -> None:
        """Adds to the gate of the thread as it stands: what it allows and hides already stays."""
        found = await self._gate(wire.rkey(root))
        gate: dict[str, Any] = {"$type": GATE, "post": root, "createdAt": self._now()}
        if found is not None and isinstance(found.value, dict):
            gate |= found.value
        hidden = [uri for uri in gate.get("hiddenReplies") or [] if isinstance(uri, str)]
        if remote_id in hidden:
            return
        if len(hidden) >= MOST_HIDDEN:
            raise Refused(
                f"{MOST_HIDDEN} answers are hidden in this thread, and no more can be.", "Report it instead."
            )
        gate["hiddenReplies"] = [*hidden, remote_id]
        await self._put(GATE, wire.rkey(root), gate, swapRecord=found.cid if found is not None else None)

    async def _gate(self, key: str) -> wire.Record | None:
        try:
            answer = await self._session.get(
                "com.atproto.repo.getRecord", repo=await self._session.me(), collection=GATE, rkey=key
            )
        except NotFound:
            return None
        return answer.json(wire.Record)
