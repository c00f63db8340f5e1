"""The mailbox on the contract's bench: its scenes are played against servers of our own making.

account.json's `mailbox` is what lies there from the beginning; a scene's `wire` is what happens before it:
    {"put": {"text": [lines], "folder": "INBOX", "flags": ["\\Seen"], "came": UTC seconds}}   a mail comes in
    {"gone": "id"}               it is deleted, from every folder
    {"fault": {"FETCH": "…"}}    what is answered in place of what was asked for: see `fake_mailbox`
    {"drop": true}               every connection breaks off
    {"stores": ["Sent"]}         the server keeps what it sends
"""

from typing import Any, cast

import httpx

from socialtui import networks
from socialtui.domain.network import Account
from tests.networks.contract import FIXTURES, Bench, FakeClock, Wire
from tests.networks.fake_mailbox import FakeMailbox

PATIENCE = 0.3
"""Seconds that a server may think, where one of them never answers."""


class MailWire(Wire):
    """The servers as the contract's tests look at them: what was asked, and which of it changed something."""

    def __init__(self, mailbox: FakeMailbox) -> None:
        super().__init__(FIXTURES / "mail")
        self.mailbox = mailbox

    def load(self, script: list[dict[str, Any]]) -> None:
        """Begins another scene: faults end, and what the script says happens."""
        self.mailbox.faults.clear()
        for step in script:
            self._happen(step)
        self.mailbox.asked.clear()
        self.mailbox.writes.clear()
        self.asked = cast(list[httpx.Request], self.mailbox.asked)

    def _happen(self, step: dict[str, Any]) -> None:
        if put := step.get("put"):
            text = "\n".join(put["text"]) if isinstance(put["text"], list) else put["text"]
            self.mailbox.put(text, put.get("folder", "INBOX"), *put.get("flags", ()), came=put.get("came"))
        if gone := step.get("gone"):
            for folder in self.mailbox.folders.values():
                folder.mails = [mail for mail in folder.mails if f"<{gone}>".encode() not in mail.raw]
        if step.get("drop"):
            self.mailbox.drop()
        self.mailbox.faults |= step.get("fault", {})
        self.mailbox.stores = tuple(step.get("stores", self.mailbox.stores))

    @property
    def writes(self) -> list[httpx.Request]:
        return cast(list[httpx.Request], self.mailbox.writes)


def bench(account: Account, settings: dict[str, Any], clock: FakeClock) -> Bench:
    """A mailbox on its servers, before any scene."""
    mailbox = FakeMailbox(clock.time, settings["secret"])
    wire = MailWire(mailbox)
    wire.load(settings["mailbox"])
    module: Any = networks.load("mail")
    network = module.connect(account, settings["secret"], None, clock, mailbox.dial, PATIENCE)
    return Bench("mail", network, wire, clock, settings["source"], FIXTURES / "mail")
