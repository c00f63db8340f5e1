"""Decides how feeds are listened to: Google Alerts, blogs' comments, RSS, Atom and JSON Feed."""

from typing import TYPE_CHECKING

from socialtui.domain.network import About, Account, Clock, Network, Question

if TYPE_CHECKING:  # the guide is shown without loading the wire
    from socialtui.http_client import HttpClient

ABOUT = About(
    name="rss",
    words="RSS, Atom, JSON Feed: Google Alerts, comment feeds, any site",
    questions=(Question("url", "Address of the feed (https://…)"),),
    guide=(
        "Google Alerts: open google.com/alerts in a browser and search for your brand's name.",
        "Under “Show options” set “Deliver to” to “RSS feed” and create the alert.",
        "Copy the address behind the feed sign beside it; it starts with google.com/alerts/feeds/.",
        "Who has that address can read the alert; treat it like a password.",
        "Comments of a WordPress blog: its address with /comments/feed/ at the end.",
        "Any other site: paste the feed's address, or the page's; a page names its feed.",
    ),
    offers=("hear",),
    login="nothing; a secret address is pasted like a password",
)


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:
    """One feed. A secret that is an address is asked in place of the account's."""
    from socialtui.networks.rss.listener import Listener

    return Listener(account, secret, http, clock)
