"""Decides how one is told of new mail at once: IDLE, on a connection of its own, begun anew before servers tire."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from socialtui.domain.errors import Refused
from socialtui.networks.mail import work
from socialtui.networks.mail.session import Session
from socialtui.networks.mail.sources import INBOX

if TYPE_CHECKING:
    from imapclient import IMAPClient

RENEWED = 25 * 60
"""Seconds; servers may end what rests for half an hour."""
_NEWS = (b"EXISTS", b"EXPUNGE", b"FETCH", b"VANISHED")


class Idle:
    """The mailbox's own word that something came."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.offered = True
        """False once the server has shown that it has no IDLE."""

    async def names(self) -> AsyncIterator[str]:
        """Yields the inbox each time that the server tells of a change in it."""
        try:
            await self._session.run(self._begin)
            # What came since the last poll may have been told together with the beginning.
            yield INBOX.name
            while True:
                if await self._next():
                    yield INBOX.name
        finally:
            self._session.cut()

    async def close(self) -> None:
        """Ends the connection."""
        await self._session.close()

    def _begin(self, client: "IMAPClient") -> None:
        if not client.has_capability("IDLE"):
            self.offered = False
            raise Refused("The server does not tell of new mail by itself.", "Nothing to do: it is polled.")
        work.opened(client, work.INBOX)
        client.idle()

    async def _next(self) -> bool:
        """Waits until the server says something, or the time to begin anew; whether it may be about new mail."""
        arrived = await self._session.readable(RENEWED)

        def heard(client: "IMAPClient") -> bool:
            told: list[Any] = list(client.idle_check(timeout=0)) if arrived else []
            if told:
                return any(len(line) > 1 and line[1] in _NEWS for line in told)
            # Either nothing for long, or the end of the connection: both show here.
            client.idle_done()
            client.idle()
            return True

        return await self._session.run_as_is(heard)
