"""Mastodon and every server that speaks its client API: mentions, private words, answers."""

from typing import TYPE_CHECKING

from socialtui.domain.network import Account, Clock
from socialtui.networks.mastodon.about import ABOUT

if TYPE_CHECKING:  # the guide is shown without loading the wire
    from socialtui.http_client import HttpClient
    from socialtui.networks.mastodon.account import Mastodon

__all__ = ["ABOUT", "connect"]


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> "Mastodon":
    """One account on one server of this kind."""
    from socialtui.networks.mastodon.account import Mastodon
    from socialtui.networks.mastodon.server import Server

    server = Server(account.url, secret, account.remote_id, http, clock)
    return Mastodon(server, clock, account.handle)
