"""One account on Bluesky, or on another network of its protocol: heard and answered."""

from collections.abc import AsyncIterator, Awaitable, Callable

from socialtui.domain.errors import NotFound, Refused
from socialtui.domain.media import Attached
from socialtui.domain.mention import Mention
from socialtui.domain.network import (
    Account,
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
from socialtui.http_client import HttpClient
from socialtui.networks.bluesky import records, threads, wire
from socialtui.networks.bluesky.acting import Acting
from socialtui.networks.bluesky.chat import DIRECT, Chat, is_private
from socialtui.networks.bluesky.checking import Checking
from socialtui.networks.bluesky.facets import found_in
from socialtui.networks.bluesky.session import Session, nothing_sent
from socialtui.networks.bluesky.sources import Sources
from socialtui.networks.bluesky.uploading import upload


class Bluesky:
    """One account. Its DID is the key: handles change."""

    def __init__(self, account: Account, secret: str, http: HttpClient, clock: Clock) -> None:
        self._session = Session(account, secret, http)
        self._sources = Sources(self._session, clock)
        self._chat = Chat(self._session)
        self._checking = Checking(self._session, self._chat)
        self._acting = Acting(self._session, self._sources, self._chat, clock)
        self._dids: dict[str, str] = {}
        """Handles that were looked up, by their DIDs."""

    def on_renewal(self, keep: Callable[[str], Awaitable[None]]) -> None:
        """Tells whom to hand the app password with its new session to."""
        self._session.on_renewal(keep)

    async def sign_in(self) -> SignedIn:
        """Asks who we are and what the app password may do."""
        return await self._checking.sign_in()

    async def permissions(self) -> tuple[Permission, ...]:
        """What works and what doesn't."""
        return await self._checking.permissions()

    async def pull(self, source: str, cursor: str) -> Page:
        """Newest first there, oldest first here: read back until something known comes."""
        if source == DIRECT.name:
            return await self._chat.pull(cursor)
        return await self._sources.pull(source, cursor)

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """What was said within a gap. Private messages come by a log, which has none."""
        if source == DIRECT.name:
            return Page((), cursor)
        return await self._sources.fill(source, gap, cursor)

    async def listen(self, kind: str, what: str) -> SourceAbout:
        """A saved search, a hashtag or a list as a source."""
        return await self._sources.listen(kind, what)

    async def lists(self) -> tuple[tuple[str, str], ...]:
        """Our lists there."""
        return await self._sources.lists()

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """What stands before and after a post, with it; of a private message the newest of its conversation."""
        if is_private(remote_id):
            return await self._chat.thread(remote_id)
        return await threads.around(self._session, remote_id)

    async def look(self, remote_id: str) -> Look:
        """The post as it stands now, and our answers to it: those of our own repository are told at once."""
        if is_private(remote_id):
            return await self._chat.look(remote_id)
        me = await self._session.me()
        try:
            view, *answers = await threads.below(self._session, remote_id)
        except NotFound:
            # what left from here a moment ago stands at home before it is shown anywhere
            own = await self._own(wire.rkey(remote_id)) if wire.owner(remote_id) == me else None
            if own is None:
                return Look(exists=False)
            post, answers = wire.post_of(own.value), []
        else:
            post = wire.post_of(view.record)
        shown = [wire.of_view(answer, me) for answer in answers]
        ours = [one for one in shown if one is not None and one.ours]
        ours += await self._sources.own_newest()
        answered = {one.remote_id: one for one in ours if one.parent == remote_id}
        ordered = sorted(answered.values(), key=lambda mention: mention.said_at)
        return Look(post is not None, wire.words(post)[0] if post else "", tuple(ordered))

    async def reply(self, outgoing: Outgoing) -> Sent:
        """Writes the record of an answer, or of a post of our own, under a key that is the same at every try."""
        if is_private(outgoing.in_reply_to):
            return await self._chat.reply(outgoing, self._resolve)
        with nothing_sent():
            answered = await self._answered(outgoing.in_reply_to) if outgoing.in_reply_to else None
            record = records.post(outgoing, await found_in(outgoing.text, self._resolve), answered)
        me = await self._session.me()
        wish = {"repo": me, "collection": wire.POST, "rkey": records.key_of(outgoing), "record": record}
        written = (await self._session.post("com.atproto.repo.putRecord", wish)).json(wire.Written)
        return _sent(written.uri, record["createdAt"])

    async def _answered(self, parent: str) -> wire.Reply:
        """The post that is answered, and the first of its thread; one of ours is known at home before elsewhere."""
        if wire.owner(parent) == await self._session.me():
            found = await self._own(wire.rkey(parent))
            if found is None:
                raise NotFound("The post that this answers is gone.", "Send it as a new post, or let it be.")
            uri, cid, post = found.uri, found.cid, wire.post_of(found.value)
        else:
            view = await self._sources.post(parent)
            if view.viewer and view.viewer.replyDisabled:
                raise Refused(wire.LIMITED, "Answer by another way.")
            self._dids[view.author.handle.lower()] = view.author.did
            uri, cid, post = view.uri, view.cid, wire.post_of(view.record)
        here = wire.Ref(uri, cid)
        return wire.Reply(post.reply.root if post and post.reply else here, here)

    async def _resolve(self, handle: str) -> str:
        """The DID behind a handle; empty where nobody is called so."""
        if handle not in self._dids:
            try:
                answer = await self._session.get("com.atproto.identity.resolveHandle", handle=handle)
            except (NotFound, Refused):
                self._dids[handle] = ""
            else:
                self._dids[handle] = str(answer.json(dict[str, str]).get("did", ""))
        return self._dids[handle]

    async def _own(self, key: str) -> wire.Record | None:
        """A post in our own repository."""
        me = await self._session.me()
        try:
            answer = await self._session.get(
                "com.atproto.repo.getRecord", repo=me, collection=wire.POST, rkey=key
            )
        except NotFound:
            return None
        return answer.json(wire.Record)

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Reads back under the answer's own key; private messages have none and are looked for by their words."""
        if is_private(outgoing.in_reply_to):
            return await self._chat.find(outgoing)
        found = await self._own(records.key_of(outgoing))
        post = wire.post_of(found.value) if found is not None else None
        if found is None or post is None or post.text != outgoing.text:
            return None
        parent = post.reply.parent.uri if post.reply else ""
        return _sent(found.uri, post.createdAt) if parent == outgoing.in_reply_to else None

    async def like(self, remote_id: str) -> None:
        """Likes a post, or puts a heart on a message; again is harmless."""
        await self._acting.like(remote_id)

    async def moderate(self, remote_id: str, verb: str) -> None:
        """hide (in a thread of ours), mute, report or spam."""
        await self._acting.moderate(remote_id, verb)

    async def upload(self, one: Attached) -> str:
        """Hands a picture over; what a post needs of it."""
        return await upload(self._session, one)

    def stream(self) -> AsyncIterator[str] | None:
        """There is none for one's own notifications."""
        return None

    async def close(self) -> None:
        """Nothing of its own is open: the client belongs to the process."""


def _sent(uri: str, created_at: str) -> Sent:
    return Sent(remote_id=uri, url=wire.web_address(uri), sent_at=wire.seconds(created_at))
