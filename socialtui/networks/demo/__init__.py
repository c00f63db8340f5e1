"""Decides nothing but the name: the practice brand Acme Widgets, whose people are made up and answer back."""

from typing import TYPE_CHECKING

from socialtui.domain.network import About, Account, Clock, Network, Question

if TYPE_CHECKING:
    from socialtui.http_client import HttpClient

ABOUT = About(
    name="demo",
    words="A made-up brand to practise on; needs no network.",
    questions=(
        Question(
            "url", "Address of the practice world (demo:///PATH?seed=7&rate=6&mentions=60&start=SECONDS)"
        ),
        Question("user", "Which account of it: short, blog or alerts"),
    ),
    guide=(
        "`socialtui demo` sets everything up by itself.",
        "Its people are made up, answer back, and can't be hurt.",
    ),
    wire=False,
    offers=("hear", "thread", "reply", "like", "post"),
    login="none: it is made up",
)


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:  # noqa: ARG001
    """One account of the practice brand; needs neither secret nor wire."""
    from socialtui.networks.demo.brand import Demo

    return Demo(account, clock)
