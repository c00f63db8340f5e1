"""Decides what a thread holds: what stands before a post and after it, around what is deleted or blocked."""

from collections.abc import Iterator
from typing import Any

from socialtui.domain.errors import Forbidden, NotFound
from socialtui.domain.mention import Mention
from socialtui.http_client import Answer
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.session import Session

DEPTH, HEIGHT = 10, 80
_METHOD = "app.bsky.feed.getPostThread"


async def around(session: Session, uri: str) -> tuple[Mention, ...]:
    """The posts before and after one, with it, oldest first."""
    me = await session.me()
    node = _node(await session.get(_METHOD, uri=uri, depth=DEPTH, parentHeight=HEIGHT))
    mentions: dict[str, Mention] = {}
    for view in views(node):
        post = wire.post_of(view.record)
        if post is not None:
            mentions[view.uri] = wire.to_mention(
                view.uri,
                view.author,
                post,
                wire.said_at(view.indexedAt, view.uri),
                me,
                addressed=wire.concerns(post, me),
            )
    return tuple(sorted(mentions.values(), key=lambda mention: mention.said_at))


async def below(session: Session, uri: str, depth: int = 1) -> list[wire.View]:
    """A post, first, and the answers to it. Raises `NotFound` or `Forbidden` where it isn't shown."""
    node = _node(await session.get(_METHOD, uri=uri, depth=depth, parentHeight=0))
    return list(views(node))


def _node(answer: Answer) -> dict[str, Any]:
    node = answer.json(wire.Thread).thread
    kind = node.get("$type", "") if isinstance(node, dict) else ""
    if kind.endswith("#blockedPost"):
        raise Forbidden("One of you has blocked the other, so it isn't shown.", "Answer by another way.")
    if not isinstance(node, dict) or "post" not in node:
        raise NotFound("Bluesky has no such post.", "It may be deleted.")
    return node


def views(node: dict[str, Any]) -> Iterator[wire.View]:
    """The posts of a thread, the asked one first. What is missing or blocked is passed over, not its neighbours."""
    waiting: list[Any] = [node]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            continue
        view = wire.read(one.get("post"), wire.View)
        if view is not None:
            yield view
        waiting.append(one.get("parent"))
        replies = one.get("replies")
        waiting += reversed(replies) if isinstance(replies, list) else ()
