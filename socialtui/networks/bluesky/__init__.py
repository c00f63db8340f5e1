"""Bluesky and every server of its protocol: mentions, private messages, answers."""

from typing import TYPE_CHECKING

from socialtui.domain.network import Account, Clock, Network
from socialtui.networks.bluesky.about import ABOUT

if TYPE_CHECKING:  # the guide is shown without loading the wire
    from socialtui.http_client import HttpClient

__all__ = ["ABOUT", "connect"]


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:
    """One account. The secret is an app password, or what was kept of one with its session."""
    from socialtui.networks.bluesky.account import Bluesky

    return Bluesky(account, secret, http, clock)
