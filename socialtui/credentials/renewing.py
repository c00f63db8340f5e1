"""Decides what becomes of a secret that a network renews while it is used: a session, or a pair of tokens.

Where the way can be written to (keyring, vault), the new secret takes the old one's place whole. A command and an
environment variable belong to the person: whoever keeps a secret there has chosen that none is written down by us,
so what they opened is kept in memory alone, and each start opens it anew.
"""

import asyncio
import logging

from socialtui.credentials.keeping import Credentials, Way
from socialtui.credentials.secret import Secret
from socialtui.domain.errors import CredentialFault, UsageFault

log = logging.getLogger("socialtui.credentials")

WRITTEN = (Way.KEYRING, Way.VAULT)
"""Ways that can be written to."""


class Renewing:
    """One account's secret while a process uses it."""

    def __init__(self, credentials: Credentials, way: str, ref: str, read: Secret) -> None:
        self._credentials, self._way, self._ref = credentials, way, ref
        self._read = read
        """As it is kept, as far as this process knows."""

    async def keep(self, text: str) -> None:
        """Keeps a new one in place of what was read. What can't be kept is used all the same, and told in the log."""
        if self._way not in WRITTEN:
            return
        new = Secret(text)
        try:
            kept = await asyncio.to_thread(self._credentials.renew, self._way, self._ref, self._read, new)
        except (CredentialFault, UsageFault) as fault:
            log.warning("a renewed secret stays in memory: %s", fault.what)
            return
        if kept:
            self._read = new
        else:
            log.info("a secret was changed by somebody else meanwhile, and stays as they left it")
