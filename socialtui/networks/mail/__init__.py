"""Decides how a mailbox is heard and answered: IMAP in, SMTP out."""

from typing import TYPE_CHECKING

from socialtui.domain.network import About, Account, Clock, Network, Question

if TYPE_CHECKING:  # the guide is shown without loading the wire
    from socialtui.http_client import HttpClient
    from socialtui.networks.mail.dialing import Dial

ABOUT = About(
    name="mail",
    words="Any mailbox with IMAP and SMTP",
    questions=(
        Question("user", "Your mail address, or Acme Support <help@acme.example>"),
        Question("url", "Mail servers (auto: the usual ones; else like imap.acme.example)", usual="auto"),
        Question("secret", "App password", secret=True),
    ),
    guide=(
        "Switch IMAP on in your provider's settings (Mail programs, POP and IMAP).",
        "Make an app password there: Security → App passwords; name it socialtui.",
        "Gmail, Yahoo, iCloud, Fastmail want one; others where sign-in has two steps.",
        "A domain of yours at a provider: name that as the servers, like gmail.com.",
        "Paste the password here. It can be taken back on the same page.",
    ),
    offers=("hear", "thread", "reply", "dm"),
    cost="free",
    login="an app password",
)


def connect(
    account: Account,
    secret: str,
    http: "HttpClient",  # noqa: ARG001  mail has a wire of its own
    clock: Clock,
    dial: "Dial | None" = None,
    patience: float = 0,
) -> Network:
    """One mailbox. `dial` opens its connections, and `patience` is how many seconds a server may think.

    Where they aren't given it is this machine's network, and long enough for a slow provider.
    """
    from socialtui.networks.mail import dialing
    from socialtui.networks.mail.mailbox import Mailbox

    return Mailbox(account, secret, clock, dial or dialing.dial, patience or dialing.READ_LIMIT)
