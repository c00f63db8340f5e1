"""Decides how a WordPress blog's comments are heard, answered and moderated."""

from typing import TYPE_CHECKING

from socialtui.domain.network import About, Account, Clock, Network, Question

if TYPE_CHECKING:  # the guide is shown without loading the wire
    from socialtui.http_client import HttpClient

ABOUT = About(
    name="wordpress",
    words="WordPress: comments of your blog, the held ones too, and its posts",
    questions=(
        Question("url", "Address of the blog (https://…)"),
        Question("user", "Your user name there"),
        Question("secret", "Application password", secret=True),
    ),
    guide=(
        "Sign in to your blog in a browser, as an editor or administrator.",
        "Open Users → Profile and go down to “Application Passwords”.",
        "Type socialtui as the new name and press “Add New Application Password”.",
        "Copy the password shown (groups of four letters) and paste it here, with or without the spaces.",
        "It can be taken back on the same page at any time; your own password stays untouched.",
    ),
    offers=("hear", "thread", "reply", "hide", "post", "schedule"),
    login="an application password pasted",
)


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:
    """One user on one blog."""
    from socialtui.networks.wordpress.blog import Blog

    return Blog(account, secret, http, clock)
