"""One account on one server that speaks Mastodon's client API: mentions, private words, answers."""

from collections.abc import AsyncIterator
from typing import Any

from socialtui.domain.errors import (
    Garbled,
    NetworkTrouble,
    NotFound,
    Refused,
    ServerTrouble,
    Silent,
    Unreachable,
)
from socialtui.domain.mention import Mention
from socialtui.domain.network import (
    Clock,
    Gap,
    Look,
    Outgoing,
    Page,
    Permission,
    Sent,
    SignedIn,
    SourceAbout,
)
from socialtui.domain.text import one_line
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.answers import CLOCKS_APART, is_answer, narrower, with_handles
from socialtui.networks.mastodon.liberal import single
from socialtui.networks.mastodon.listening import listen, lists
from socialtui.networks.mastodon.permissions import notes_of, permissions
from socialtui.networks.mastodon.scheduling import Scheduling
from socialtui.networks.mastodon.server import Server, status_path
from socialtui.networks.mastodon.signing import Signing
from socialtui.networks.mastodon.sources import DIRECT, NOTIFICATIONS, OWN, Sources
from socialtui.networks.mastodon.streaming import Stream
from socialtui.networks.mastodon.uploading import Uploading

_OWN_PAGES = 5
"""Pages of our own statuses searched for an answer."""


class Mastodon:
    """One account on one server that speaks Mastodon's client API."""

    def __init__(self, server: Server, clock: Clock, handle: str) -> None:
        self._server = server
        self._handle = handle
        self._sources = Sources(server, clock)
        self._stream = Stream(server, self._sources)
        self._scheduling = Scheduling(server, clock)
        self.upload = Uploading(server, clock).upload
        self.waiting, self.unschedule = self._scheduling.waiting, self._scheduling.unschedule
        self.on_renewal = server.tokens.on_renewal
        signing = Signing(server, clock)
        self.ask_consent, self.take_consent = signing.ask_consent, signing.take_consent

    async def sign_in(self) -> SignedIn:
        """Asks who we are and what the server offers; tries each permission."""
        me = await self._server.who()
        about = await self._server.about()
        found = await self.permissions()
        may = {one.name for one in found if one.ok}
        sources = [
            source
            for scope, source in (("read:notifications", NOTIFICATIONS), ("read:statuses", DIRECT), ("", OWN))
            if not scope or scope in may
        ]
        acct, host = one_line(me.acct or me.username or ""), one_line(about.host if about else "")
        return SignedIn(
            remote_id=str(me.id),
            handle=acct if "@" in acct or not host else f"{acct}@{host}",
            name=one_line(me.display_name or "") or acct,
            limits=(about or wire.Instance()).limits,
            sources=tuple(sources),
            code="ma",
            role="short",
            notes=notes_of(found, about=about is not None),
        )

    async def permissions(self) -> tuple[Permission, ...]:
        """What the token may do, scope by scope; nothing is changed by asking."""
        return await permissions(self._server)

    async def pull(self, source: str, cursor: str) -> Page:
        """Notifications and own words forward without a gap, conversations by their last word."""
        return await self._sources.pull(source, cursor)

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """What stands before and after a status, with it, oldest first."""
        me = await self._server.my_id()
        status = await self._server.status(remote_id)
        around = await self._server.context(remote_id)
        root = str(around.ancestors[0].id) if around.ancestors else str(status.id)
        whole = {str(s.id): s for s in (*around.ancestors, status, *around.descendants)}
        mentions = [
            wire.to_mention(s, me, addressed=wire.concerns(s, me), thread=root) for s in whole.values()
        ]
        return tuple(sorted(mentions, key=lambda mention: mention.said_at))

    async def look(self, remote_id: str) -> Look:
        """The status as it stands now, and our answers below it."""
        me = await self._server.my_id()
        try:
            status = await self._server.status(remote_id)
        except NotFound:
            return Look(exists=False)
        below = (await self._server.context(remote_id)).descendants
        answers = [wire.to_mention(s, me) for s in below if s.author == me and s.parent == str(status.id)]
        answers.sort(key=lambda mention: mention.said_at)
        return Look(exists=True, text=wire.words(status)[0], answered_by_us=tuple(answers))

    async def listen(self, kind: str, what: str) -> SourceAbout:
        """A search, a hashtag or a list of ours as a source, once the server has shown that it has it."""
        return await listen(self._server, kind, what)

    async def lists(self) -> tuple[tuple[str, str], ...]:
        """Our lists, by id and title."""
        return await lists(self._server)

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """Goes back through a source, a page at a time, until before the gap."""
        return await self._sources.fill(source, gap, cursor)

    async def reply(self, outgoing: Outgoing) -> Sent:
        """Posts once, no more public than what it answers, with everybody named who has to be told."""
        key = {"Idempotency-Key": outgoing.key}
        body = await self._body(outgoing)
        answer = await self._server.ask("POST", "/api/v1/statuses", json=body, headers=key)
        return _sent(single(answer))

    async def schedule(self, outgoing: Outgoing, at: int) -> Sent:
        """Hands over a post that the server keeps until its time, at least five minutes ahead."""
        return await self._scheduling.schedule(outgoing, at, await self._body(outgoing))

    async def _body(self, outgoing: Outgoing) -> dict[str, Any]:
        """An answer or a post as the server wants it."""
        body: dict[str, Any] = {"status": outgoing.text}
        visibility = outgoing.visibility
        if outgoing.in_reply_to:
            parent, my_handle = await self._before_sending(outgoing.in_reply_to)
            handles = [one_line(parent.account.acct or parent.account.username or ""), *outgoing.handles]
            body["status"] = with_handles(outgoing.text, handles, (my_handle, self._handle))
            body["in_reply_to_id"] = outgoing.in_reply_to
            visibility = narrower(visibility, parent.visibility or "")
            if parent.spoiler_text:
                body |= {"spoiler_text": parent.spoiler_text, "sensitive": True}
        if visibility:
            body["visibility"] = visibility
        if outgoing.media:
            body["media_ids"] = list(outgoing.media)
        if outgoing.language:
            body["language"] = outgoing.language
        return body

    async def _before_sending(self, parent: str) -> tuple[wire.Status, str]:
        """The parent and our own handle. A trouble here leaves no doubt: nothing was posted yet."""
        try:
            return await self._server.status(parent), (await self._server.me()).acct or ""
        except (Silent, ServerTrouble, Garbled) as error:
            raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Looks below the parent, then among our own words: some servers show one before the other."""
        me = await self._server.my_id()
        trouble: NetworkTrouble | None = None
        gone = False
        if outgoing.in_reply_to:
            try:
                for status in (await self._server.context(outgoing.in_reply_to)).descendants:
                    if is_answer(status, outgoing, me):
                        return _sent(status)
            except NotFound:
                gone = True
            except NetworkTrouble as error:
                trouble = error
        found = await self._among_own(outgoing, me, gone)
        if found is None and trouble is not None:
            raise trouble
        return found

    async def _among_own(self, outgoing: Outgoing, me: str, parent_gone: bool) -> Sent | None:
        params: dict[str, str | int] = {}
        for _ in range(_OWN_PAGES):
            listed, answer = await self._server.own(**params)
            for status in listed:
                if is_answer(status, outgoing, me, parent_gone=parent_gone):
                    return _sent(status)
            older = wire.linked(answer.headers.get("link", ""), "next", "max_id")
            oldest = min((wire.seconds(s.created_at) for s in listed), default=0)
            if not older or oldest < outgoing.first_try_at - CLOCKS_APART:
                break
            params["max_id"] = older
        return None

    async def like(self, remote_id: str) -> None:
        """Marks a status as a favourite; again is harmless."""
        await self._server.ask("POST", f"{status_path(remote_id)}/favourite")

    async def moderate(self, remote_id: str, verb: str) -> None:
        """mute ends notifications from the thread; report and spam tell the server's moderators."""
        if verb == "mute":
            await self._server.ask("POST", f"{status_path(remote_id)}/mute")
        elif verb in ("report", "spam"):
            status = await self._server.status(remote_id)
            category = "spam" if verb == "spam" else "other"
            report = {"account_id": status.author, "status_ids": [str(status.id)], "category": category}
            await self._server.ask("POST", "/api/v1/reports", json=report)
        else:
            raise Refused(f"Mastodon has no way to {verb} this.", "Mute or report instead.")

    def stream(self) -> AsyncIterator[str] | None:
        """Names a source when it has something new; None once the server has shown to have no stream."""
        return self._stream.names() if self._stream.offered else None

    async def close(self) -> None:
        """Nothing of its own is open: the client belongs to the process."""


def _sent(status: wire.Status) -> Sent:
    address = wire.web_address(status.url) or wire.web_address(status.uri)
    return Sent(remote_id=str(status.id), url=address, sent_at=wire.seconds(status.created_at))
