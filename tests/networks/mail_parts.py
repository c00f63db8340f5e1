"""What the tests of mailboxes share: one of our own making, connected, and mails to put into it."""

from typing import Any

from socialtui import networks
from socialtui.domain.network import Account
from socialtui.networks.mail.mailbox import Mailbox
from tests.networks.contract import FakeClock
from tests.networks.fake_mailbox import FakeMailbox

HERE = "imap+plain://127.0.0.1:1143 smtp+plain://127.0.0.1:1025"
US = "help@acme.example"


def connected(
    box: FakeMailbox, clock: FakeClock, url: str = HERE, user: str = f"Acme <{US}>", patience: float = 5
) -> Mailbox:
    """The mailbox, as the program talks to it."""
    module: Any = networks.load("mail")
    account = Account(id=1, name="mail", network="mail", url=url, user=user)
    network = module.connect(account, box.password, None, clock, box.dial, patience)
    assert isinstance(network, Mailbox)
    return network


def mail(
    text: str = "Where is it?",
    mid: str = "one@x.example",
    who: str = "Maria Haas <maria@x.example>",
    **more: str,
) -> str:
    """A mail to us; `more` is header lines, their names with _ for -."""
    lines = {
        "From": who,
        "To": US,
        "Subject": "My order",
        "Message-ID": f"<{mid}>",
        "Date": "Mon, 21 Sep 2026 10:00:00 +0000",
    }
    lines |= {name.replace("_", "-"): value for name, value in more.items()}
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value) + f"\n{text}\n"
