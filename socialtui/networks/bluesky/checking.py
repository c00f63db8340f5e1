"""Decides what an app password may do, found out by asking for as little as can be; nothing is changed."""

from typing import Any

from socialtui.domain.errors import (
    Forbidden,
    Garbled,
    NetworkTrouble,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
)
from socialtui.domain.network import Permission, SignedIn, SourceAbout
from socialtui.domain.text import one_line
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.chat import DIRECT, Chat
from socialtui.networks.bluesky.session import Session
from socialtui.networks.bluesky.sources import NOTIFICATIONS, OWN

NOBODY = "2222222222222"
"""A record's key of the year 1970, which no post has: deleting it shows whether writing is allowed."""
_ANYTHING = "com.atproto.access"
_MAY_ANYTHING = (
    "This is the account's main password, which may do anything: an app password would be safer, and can be taken"
    " back alone."
)
_TICKED = (
    "Make an app password with “Allow access to your direct messages” ticked, then"
    " `socialtui account add bluesky`."
)


class Checking:
    """What works and what doesn't, for one account."""

    def __init__(self, session: Session, chat: Chat) -> None:
        self._session, self._chat = session, chat

    async def sign_in(self) -> SignedIn:
        """Who we are there, and what of it works."""
        opened = await self._session.open()
        if opened.active is False:
            raise SignedOut(
                f"Bluesky says that this account is {opened.status or 'not active'}.",
                "Sign in on bsky.app to see why.",
            )
        notes = [_MAY_ANYTHING] if self._session.scope == _ANYTHING else []
        sources: list[SourceAbout] = [NOTIFICATIONS, OWN]
        mentions, (direct, step) = await self._mentions(), await self._direct()
        notes.append(
            "Mentions, replies and quotes can be read."
            if not mentions
            else f"Mentions can't be read: {mentions}"
        )
        if direct:
            notes.append(f"Private messages can't be read: {direct} {step}")
        else:
            sources.insert(1, DIRECT)
            notes.append("Private messages can be read and answered.")
        handle = one_line(opened.handle)
        return SignedIn(
            remote_id=opened.did,
            handle=opened.did if handle in ("", wire.NO_HANDLE) else handle,
            name=await self._name(opened.did) or handle,
            limits=wire.LIMITS,
            sources=tuple(sources),
            code="bs",
            role="short",
            notes=tuple(notes),
        )

    async def _name(self, did: str) -> str:
        """What the account calls itself; that can be told later, too."""
        try:
            answer = await self._session.get("app.bsky.actor.getProfile", actor=did)
            return one_line(answer.json(wire.Profile).displayName or "")
        except (SignedOut, RateLimited, Unreachable):
            raise
        except NetworkTrouble:
            return ""

    async def _mentions(self) -> str:
        return await self._why_not("app.bsky.notification.listNotifications", limit=1)

    async def _direct(self) -> tuple[str, str]:
        """Why private messages can't be read, and what mends it; empty words where they can."""
        try:
            await self._chat.conversations(1)
        except Forbidden as error:
            return error.what, _TICKED
        except (ServerTrouble, Garbled, Silent) as error:
            return error.what, "`socialtui account check` tries again."
        except (NotFound, Refused):
            return (
                "This server doesn't lead to them.",
                "They are read where the account's server passes them on.",
            )
        return "", ""

    async def _why_not(self, method: str, **params: Any) -> str:
        """Why something can't be read; empty where it can."""
        try:
            await self._session.get(method, **params)
        except (Forbidden, NotFound, Refused, ServerTrouble, Garbled) as error:
            return error.what
        return ""

    async def permissions(self) -> tuple[Permission, ...]:
        """What works and what doesn't."""
        me = (await self._session.open()).did
        again = "Ask again later; if it stays so, make a new app password: socialtui account add bluesky."
        mentions = await self._mentions()
        search = await self._why_not("app.bsky.feed.searchPosts", q="bluesky", limit=1)
        lists = await self._why_not("app.bsky.graph.getLists", actor=me, limit=1)
        (direct, step), write = await self._direct(), await self._write(me)
        return (
            Permission(
                "notifications", "Hear mentions, replies and quotes", not mentions, mentions and again
            ),
            Permission("chat", "Read and answer private messages", not direct, step),
            Permission("write", "Answer, post, like, hide", not write, write and again),
            Permission("search", "Listen to searches and hashtags", not search, search and again),
            Permission("lists", "Listen to lists", not lists, lists and again),
        )

    async def _write(self, me: str) -> str:
        wish = {"repo": me, "collection": wire.POST, "rkey": NOBODY}
        try:
            await self._session.post("com.atproto.repo.deleteRecord", wish)
        except (Forbidden, NotFound, Refused, ServerTrouble, Garbled) as error:
            return error.what
        return ""
