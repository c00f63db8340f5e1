"""One mailbox: hears by IMAP, answers by SMTP, and finds by Message-ID what it said."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from socialtui.domain.errors import NetworkTrouble, NotFound, Refused, ServerTrouble, Silent, Unreachable
from socialtui.domain.mention import Mention
from socialtui.domain.network import (
    Account,
    Clock,
    Gap,
    Limits,
    Look,
    Outgoing,
    Page,
    Permission,
    Sent,
    SignedIn,
)
from socialtui.networks.mail import exchanges, letters, moving, work, writing
from socialtui.networks.mail.checking import permissions_of
from socialtui.networks.mail.dialing import Dial
from socialtui.networks.mail.listening import Idle
from socialtui.networks.mail.posting import Post
from socialtui.networks.mail.servers import Servers, identity, servers_of
from socialtui.networks.mail.session import Session, Work
from socialtui.networks.mail.sources import INBOX, SENT, Place, Sources, folder_of
from socialtui.networks.mail.work import Folders

if TYPE_CHECKING:
    from imapclient import IMAPClient

Found = TypeVar("Found")

_LAST_WORDS = 3
"""Seconds that filing may take when the mailbox is closed."""


class Mailbox:
    """One mailbox on its IMAP and SMTP servers."""

    def __init__(self, account: Account, secret: str, clock: Clock, dial: Dial, patience: float) -> None:
        self._account, self._secret, self._clock = account, secret, clock
        self._dial, self._patience = dial, patience
        self._folders: Folders | None = None
        self._open: tuple[Session, Post, Idle] | None = None
        self._name, self._ours = "", ""
        self._uncopied: dict[str, bytes] = {}
        """What was sent and has no copy in the Sent folder yet."""
        self._unmarked: set[str] = set()
        """What was answered and isn't marked so yet."""

    # Its parts, made when they are first needed: what was typed may be no address at all

    def _parts(self) -> tuple[Session, Post, Idle]:
        if self._open is None:
            self._name, self._ours = identity(self._account.user)
            servers = self._servers()
            wire = (servers, self._secret, self._dial, self._patience)
            self._open = (Session(*wire), Post(*wire), Idle(Session(*wire)))
        return self._open

    def _servers(self) -> Servers:
        return servers_of(self._account.url, identity(self._account.user)[1])

    async def _work(self, work: "Work[Found]") -> Found:
        return await self._parts()[0].run(work)

    def _where(self, client: "IMAPClient") -> Folders:
        if self._folders is None:
            self._folders = work.folders(client)
        return self._folders

    async def sign_in(self) -> SignedIn:
        """Opens the mailbox and signs in at the server that sends; nothing is changed and nothing sent."""
        self._folders = None
        checked = await self.permissions()
        assert self._folders is not None
        lacking = moving.lacking(self._folders)
        return SignedIn(
            remote_id=self._ours.lower(),
            handle=self._ours,
            name=self._name or self._ours,
            limits=Limits(),
            sources=(replace(INBOX, cannot=letters.CANNOT | lacking), SENT),
            code="em",
            role="mail",
            notes=tuple(one.words if one.ok else f"{one.words} {one.next_step}".strip() for one in checked),
        )

    async def permissions(self) -> tuple[Permission, ...]:
        """Opens what has to be opened; leaves no mark. Raises the trouble of a server that can't be reached."""
        session, post, _ = self._parts()
        opened, found, idle = await session.run(self._looked_at)
        self._folders = found
        asked = await post.try_out()
        return permissions_of(opened, found, session.host, idle=idle, post_asked=asked)

    def _looked_at(self, client: "IMAPClient") -> tuple[work.Opened, Folders, bool]:
        found = work.folders(client)
        return work.opened_to_see(client, work.INBOX), found, client.has_capability("IDLE")

    async def pull(self, source: str, cursor: str) -> Page:
        """New mails, oldest first; mails answered in another program come as answers of ours."""
        await self._file()
        sources = Sources(self._address(), self._clock)

        def pulled(client: "IMAPClient") -> Page:
            found = self._where(client)
            sent = found.special.get(work.SENT, "")
            if source == INBOX.name:
                return sources.inbox(client, cursor, sent)
            if source == SENT.name and not sent:
                self._folders = None  # it may be there by the next time
                return Page((), cursor or Place().cursor)
            page, answered = sources.sent(client, cursor, folder_of(source, found))
            # A process that ended too soon may have left them without their mark.
            self._unmarked |= answered
            return page

        page = await self._work(pulled)
        await self._file()
        return page

    async def fill(self, source: str, gap: Gap, cursor: str) -> Page:
        """The mails of a stretch that was missed."""
        sources = Sources(self._address(), self._clock)
        return await self._work(
            lambda client: sources.between(client, folder_of(source, self._where(client)), gap, cursor)
        )

    def _address(self) -> str:
        self._parts()
        return self._ours

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """Every mail of the exchange that the mailbox still has, oldest first."""
        us, now = self._address(), self._clock.now()
        return await self._work(
            lambda client: exchanges.whole(client, self._where(client), remote_id, us, now)
        )

    async def look(self, remote_id: str) -> Look:
        """Whether the mail is still there, and what of ours answers it by now."""
        us, now = self._address(), self._clock.now()
        try:
            return await self._work(
                lambda client: exchanges.looked(client, self._where(client), remote_id, us, now)
            )
        except NotFound:
            return Look(exists=False)

    async def reply(self, outgoing: Outgoing) -> Sent:
        """Sends one answer, files a copy where the provider doesn't, and marks the mail as answered."""
        if not outgoing.in_reply_to:
            raise Refused("A mailbox publishes nothing.", "Answer a mail, or write it in your mail program.")
        ours = self._address()
        post = self._parts()[1]
        try:
            original = await self._work(
                lambda client: exchanges.original(client, self._where(client), outgoing.in_reply_to)
            )
        except (Silent, ServerTrouble) as error:
            raise Unreachable(error.what, "Nothing was sent. It is tried again.") from error
        now = self._clock.now()
        envelope = writing.answer(outgoing, original, self._name, ours, now)
        await post.send(envelope)
        if not self._servers().keeps_sent:
            self._uncopied[envelope.message_id] = envelope.content
        self._unmarked.add(outgoing.in_reply_to)
        await self._file()
        return Sent(envelope.message_id, "", now)

    async def _file(self) -> None:
        """Files copies and marks what was answered. The answer has left, so a trouble here only waits."""
        if not self._uncopied and not self._unmarked:
            return

        def filed(client: "IMAPClient") -> None:
            folders = self._where(client)
            sent = folders.special.get(work.SENT, "")
            if self._uncopied and not sent:
                sent = work.make_sent(client)
                self._folders = None
            for name, content in list(self._uncopied.items()):
                work.file_sent(client, sent, name, content)
                self._uncopied.pop(name)
            for remote_id in list(self._unmarked):
                work.mark_answered(client, remote_id, folders.searched())
                self._unmarked.discard(remote_id)

        try:
            await self._work(filed)
        except NetworkTrouble:
            return

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """Looks for the answer's own Message-ID: in the Sent folder, then everywhere. Sends nothing."""
        if not outgoing.in_reply_to:
            return None
        name, now = writing.message_id(outgoing, self._address()), self._clock.now()

        def found(client: "IMAPClient") -> Sent | None:
            folders = self._where(client)
            sent = folders.special.get(work.SENT, "")
            place = work.locate(client, name, [*filter(None, [sent]), *folders.searched()])
            if place is None and sent and (uid := work.marked(client, sent, outgoing.in_reply_to, name)):
                place = (sent, uid)
            there = work.read(client, [place[1]]) if place else []
            return Sent(name, "", letters.said_at(there[0], now)) if there else None

        there = await self._work(found)
        if there is not None:
            self._unmarked.add(outgoing.in_reply_to)
        return there

    def forgets(self) -> bool:
        """True where the copy in the Sent folder is ours to make: a process that ended too soon made none."""
        return not self._servers().keeps_sent

    async def like(self, remote_id: str) -> None:  # noqa: ARG002  the port's own name
        """Never possible."""
        raise Refused(letters.NOT_LIKED, "Answer it instead.")

    async def moderate(self, remote_id: str, verb: str) -> None:
        """spam, trash and archive move the mail into their folder; approve brings it back."""
        if verb in letters.CANNOT:
            raise Refused(letters.CANNOT[verb])
        if verb not in moving.VERBS:
            raise Refused(f"A mailbox can't {verb} a mail.", "It can archive it, or mark it as spam.")

        await self._work(lambda client: moving.moderate(client, self._where(client), remote_id, verb))

    def stream(self) -> AsyncIterator[str] | None:
        """Names the inbox when something came; None once the server has shown that it can't tell."""
        try:
            idle = self._parts()[2]
        except Refused:
            return None
        return idle.names() if idle.offered else None

    async def close(self) -> None:
        """Lets go of both connections; what is still to be filed is, where that takes no time."""
        if self._open is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORDS):
                    await self._file()
            session, _, idle = self._open
            self._open = None
            await session.close()
            await idle.close()
